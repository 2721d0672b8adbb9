"""All outlets: who they are and how much of them is compared. Deliberately contains no wording."""

from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.model import Article, Library, Outlet, Settings
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import Desk, Tag, translation_note
from sitegen.site.views.frame import Frame, site_frame


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLine:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletsView:
    """All outlets."""

    frame: Frame
    lead: str
    outlets: tuple[OutletLine, ...]


def outlets_view(settings: Settings, library: Library, desks: Sequence[Desk]) -> OutletsView:
    """The outlets by name."""
    lines = tuple(_line(desks, outlet) for outlet in by_name(library.outlets))
    return OutletsView(
        frame=site_frame(
            settings, library, title="Outlets", address=urls.OUTLETS, description="Whose articles are compared here."
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


def articles_of(desks: Sequence[Desk], outlet: Outlet) -> list[tuple[Desk, Article]]:
    """Its articles in all stories, each with its story."""
    return [(desk, article) for desk in desks for article in desk.articles if article.outlet == outlet.id]


def n_words(articles: Sequence[tuple[Desk, Article]]) -> int:
    """Words of all articles, as a reader would count them."""
    return sum(len(article.text.split()) for _, article in articles)


def _translated(articles: Sequence[Article]) -> str:
    """`machine-translated from French`, or how many of several articles are; empty for none."""
    n = sum(article.machine_translated for article in articles)
    if len(articles) == 1 and n:
        return translation_note(articles[0])
    return f"{phrases.of_all(n, len(articles))} machine-translated" if n else ""


def _line(desks: Sequence[Desk], outlet: Outlet) -> OutletLine:
    articles = articles_of(desks, outlet)
    return OutletLine(
        tag=Tag(code=outlet.code, name=outlet.name),
        name=outlet.name,
        url=urls.outlet(outlet.id),
        facts=" · ".join(part for part in (outlet.kind, outlet.country) if part),
        extent=f"{phrases.digits(len(articles), 'article')}, {phrases.digits(n_words(articles), 'word')}",
        translated=_translated([article for _, article in articles]),
        relays=phrases.listed(sorted({name for _, article in articles for name in article.relays})),
    )
