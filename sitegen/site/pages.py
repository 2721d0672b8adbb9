"""Every page of the site as a value: its file, its template, its view.

Deliberately contains no HTML and writes nothing.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sitegen.model import Article, Comparison, Library, Settings
from sitegen.site import urls
from sitegen.site.views.claim import claim_view
from sitegen.site.views.claims import claims_view
from sitegen.site.views.concept import concept_view
from sitegen.site.views.coverage import coverage_view
from sitegen.site.views.desk import Desk, make_desk
from sitegen.site.views.figures import figures_view
from sitegen.site.views.glossary import glossary_view, usages_of
from sitegen.site.views.home import home_view, latest_first
from sitegen.site.views.method import method_view, not_found_view
from sitegen.site.views.outlet import outlet_view
from sitegen.site.views.outlets import outlets_view
from sitegen.site.views.overview import overview_view
from sitegen.site.views.pair import pair_view
from sitegen.site.views.pairs import compare_view
from sitegen.site.views.quotes import quotes_view
from sitegen.site.views.read import read_view
from sitegen.site.views.search import SearchEntry, search_entries, search_views
from sitegen.site.views.timeline import timeline_view
from sitegen.site.views.usages import shown_concepts


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file of the site before it is rendered."""

    path: str
    """The file, relative to the output folder."""
    template: str
    view: object
    """The view that the template receives, a frozen dataclass of `site.views`."""
    day: date | None = None
    """Of the latest article that the page rests on; None where it rests on none, or none is dated."""


def make_pages(settings: Settings, library: Library, comparisons: tuple[Comparison, ...]) -> tuple[Page, ...]:
    """All pages, sorted by file; two pages of one file are a fault of this module and raise ValueError."""
    desks = tuple(make_desk(settings, library.outlets, comparison) for comparison in comparisons)
    ordered = latest_first(desks)
    articles = [article for desk in desks for article in desk.articles]
    pages = [
        _page(urls.HOME, "home.html", home_view(settings, library, ordered), articles),
        _page(urls.OUTLETS, "outlets.html", outlets_view(settings, library, ordered), articles),
        _page(urls.GLOSSARY, "glossary.html", glossary_view(settings, library, ordered), articles),
        _page(urls.METHOD, "method.html", method_view(settings, library, ordered)),
        _page(urls.NOT_FOUND, "404.html", not_found_view(settings, library, ordered)),
    ]
    for outlet in library.outlets:
        own = [article for article in articles if article.outlet == outlet.id]
        pages.append(_page(urls.outlet(outlet.id), "outlet.html", outlet_view(settings, library, ordered, outlet), own))
    usages = usages_of(ordered)
    for concept in shown_concepts(settings, library).values():
        own_usages = usages.get(concept.id, [])
        own = [desk.cutter.articles[desk.article_of(usage.sentence)] for desk, usage in own_usages]
        view = concept_view(settings, library, concept, own_usages)
        pages.append(_page(urls.concept(concept.id), "concept.html", view, own))
    for desk in desks:
        pages.extend(replace(page, day=_latest(desk.articles)) for page in _story_pages(desk))
    found = search_views(settings, library, find(pages))
    pages += [_page(address, "search.html", view, articles) for address, view in found]
    counts = Counter(page.path for page in pages)
    doubles = sorted(path for path, n in counts.items() if n > 1)
    if doubles:
        raise ValueError(f"two pages for one file: {', '.join(doubles)}")
    return tuple(sorted(pages, key=lambda page: page.path))


def find(pages: Iterable[Page]) -> tuple[SearchEntry, ...]:
    """What can be found in pages, from A to Z."""
    return search_entries((urls.address_of(page.path), page.view) for page in pages)


def _story_pages(desk: Desk) -> list[Page]:
    story, comparison = desk.story_id, desk.comparison
    pages = [
        _page(urls.story(story), "overview.html", overview_view(desk)),
        _page(urls.claims(story), "claims.html", claims_view(desk)),
        _page(urls.figures(story), "figures.html", figures_view(desk)),
        _page(urls.quotes(story), "quotes.html", quotes_view(desk)),
        _page(urls.coverage(story), "coverage.html", coverage_view(desk)),
        _page(urls.timeline(story), "timeline.html", timeline_view(desk)),
    ]
    pages += [_page(desk.claim_url(claim), "claim.html", claim_view(desk, claim)) for claim in comparison.claims]
    pages += [
        _page(urls.pair(story, pair.base, pair.other), "pair.html", pair_view(desk, pair)) for pair in comparison.pairs
    ]
    pages += [_page(urls.read(story, one.id), "read.html", read_view(desk, one)) for one in desk.articles]
    if len(comparison.pairs) == 1:
        # With two articles the page of all pairs is the pair itself.
        pages.append(_page(urls.compare(story), "pair.html", pair_view(desk, comparison.pairs[0], urls.compare(story))))
    else:
        pages.append(_page(urls.compare(story), "compare.html", compare_view(desk)))
    return pages


def _page(address: str, template: str, view: object, articles: Iterable[Article] = ()) -> Page:
    return Page(path=urls.file_of(address), template=template, view=view, day=_latest(articles))


def _latest(articles: Iterable[Article]) -> date | None:
    return max((article.date for article in articles if article.date), default=None)
