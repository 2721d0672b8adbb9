"""What a page is, for machines: records of schema.org's vocabulary, which the template writes as JSON-LD.

Where it has no address the site has none in its records either. An inferred date is no date of publication and is left
out. Deliberately contains no markup, no rating and no `ClaimReview`: nobody here reviews a claim.
"""

from collections.abc import Mapping

from sitegen.model import Article, Claim, Settings
from sitegen.site import urls
from sitegen.site.views.desk import Desk, plain_title

Record = dict[str, object]


def page_record(
    settings: Settings, *, kind: str, title: str, description: str, address: str, more: Mapping[str, object]
) -> Record:
    """The record of a page; `kind` is a type of schema.org's, `more` what the page is about."""
    site = _filled({"@type": "WebSite", "name": settings.title, "url": _url(settings, urls.HOME)})
    by = {"publisher": {"@type": "Organization", "name": settings.title}} if kind == "Article" else {}
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": kind,
            "headline" if kind == "Article" else "name": title,
            "description": description,
            "url": _url(settings, address),
            "inLanguage": settings.language,
            "isPartOf": site,
            **by,
            **more,
        }
    )


def claim_record(desk: Desk, claim: Claim) -> Record:
    """A claim and the articles it appears in, as the main entity of its page."""
    present = desk.articles_in(claim)
    return {
        "mainEntity": _filled(
            {
                "@type": "Claim",
                "name": plain_title(desk.title(claim)),
                "url": _url(desk.settings, desk.claim_url(claim)),
                "appearance": [_article(desk, article) for article in desk.articles if article.id in present],
            }
        )
    }


def story_record(desk: Desk) -> Record:
    """The articles that a story's page compares, as what it cites."""
    return {"citation": [_article(desk, article) for article in desk.articles]}


def _article(desk: Desk, article: Article) -> Record:
    headline = desk.headline_of(article.id)
    passage = desk.passage(headline.id) if headline else None
    is_known = article.date is not None and article.date_basis != "inferred"
    return _filled(
        {
            "@type": "CreativeWork",
            "name": f"{passage.text}{' …' if passage.cut_after else ''}" if passage else "",
            "publisher": {"@type": "Organization", "name": desk.outlets[article.outlet].name},
            "datePublished": article.date.isoformat() if article.date and is_known else "",
            "inLanguage": article.language,
            "url": article.url or "",
        }
    )


def _url(settings: Settings, address: str) -> str:
    return urls.absolute(settings.base_url, address) if settings.base_url else ""


def _filled(record: Record) -> Record:
    """The record without what is empty."""
    return {key: value for key, value in record.items() if value}
