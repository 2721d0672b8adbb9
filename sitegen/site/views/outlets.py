"""All outlets: who they are and how much of them is compared. Deliberately contains no wording."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from sitegen.model import Article, Outlet, Settings
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import Desk, Tag, translation_note
from sitegen.site.views.frame import Frame, site_frame


class OutletLine(Struct, frozen=True, kw_only=True):
    """One outlet in the list."""

    tag: Tag
    name: str
    url: str
    facts: str
    extent: str
    """How much of it is compared."""
    translated: str
    """How much of that a machine translated; empty for nothing."""
    relays: str


class OutletsView(Struct, frozen=True, kw_only=True):
    """All outlets."""

    frame: Frame
    lead: str
    outlets: tuple[OutletLine, ...]


class OutletShare(Struct, frozen=True, kw_only=True):
    """What one story has of an outlet."""

    n_articles: int
    n_words: int
    n_translated: int
    """Articles that a machine translated."""
    translation: str
    """What is said of the translation of the first of them."""
    relays: tuple[str, ...]
    days: tuple[date, ...]
    """Of the first and the last of the articles that have one."""


def outlet_shares(desk: Desk) -> dict[str, OutletShare]:
    """Id of an outlet -> what the story has of it, for every outlet of its articles."""
    found: dict[str, list[Article]] = {}
    for article in desk.articles:
        found.setdefault(article.outlet, []).append(article)
    shares = {}
    for outlet, articles in found.items():
        translated = [article for article in articles if article.machine_translated]
        shares[outlet] = OutletShare(
            n_articles=len(articles),
            n_words=sum(map(n_words, articles)),
            n_translated=len(translated),
            translation=translation_note(translated[0]) if translated else "",
            relays=tuple(sorted({name for article in articles for name in article.relays})),
            days=first_and_last(article.date for article in articles),
        )
    return shares


def first_and_last(days: Iterable[date | None]) -> tuple[date, ...]:
    """The first and the last of the days that are known; empty for none."""
    known = [day for day in days if day]
    return (min(known), max(known)) if known else ()


def outlets_view(
    settings: Settings, outlets: Sequence[Outlet], n_articles: int, stories: Sequence[Mapping[str, OutletShare]]
) -> OutletsView:
    """The outlets by name, with what each story has of them."""
    lines = tuple(
        _line([shares[outlet.id] for shares in stories if outlet.id in shares], outlet) for outlet in by_name(outlets)
    )
    return OutletsView(
        frame=site_frame(
            settings, n_articles, title="Outlets", address=urls.OUTLETS, description="Whose articles are compared here."
        ),
        lead=f"{phrases.sentence_case(phrases.count(len(lines), 'outlet'))}. No outlet is rated here; each has a page "
        "with its articles and the wording that an editor’s glossary or a rule picked out in them, beside what the "
        "others write at the same point."
        if lines
        else "",
        outlets=lines,
    )


def by_name(outlets: Sequence[Outlet]) -> list[Outlet]:
    """The outlets in the order of their names."""
    return sorted(outlets, key=lambda outlet: (outlet.name.casefold(), outlet.id))


def n_words(article: Article) -> int:
    """Words of an article, as a reader would count them."""
    return len(article.text.split())


def _translated(shares: Sequence[OutletShare], n_articles: int) -> str:
    """`machine-translated from French`, or how many of several articles are; empty for none."""
    n = sum(share.n_translated for share in shares)
    if n_articles == 1 and n:
        return shares[0].translation
    return f"{phrases.of_all(n, n_articles)} machine-translated" if n else ""


def _line(shares: Sequence[OutletShare], outlet: Outlet) -> OutletLine:
    n_articles = sum(share.n_articles for share in shares)
    return OutletLine(
        tag=Tag(code=outlet.code, name=outlet.name),
        name=outlet.name,
        url=urls.outlet(outlet.id),
        facts=" · ".join(part for part in (outlet.kind, outlet.country) if part),
        extent=f"{phrases.digits(n_articles, 'article')}, "
        f"{phrases.digits(sum(share.n_words for share in shares), 'word')}",
        translated=_translated(shares, n_articles),
        relays=phrases.listed(sorted({name for share in shares for name in share.relays})),
    )
