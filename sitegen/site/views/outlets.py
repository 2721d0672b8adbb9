"""All outlets, and one outlet with the wording that rules pick out in its articles."""

from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.model import Article, Library, Outlet, Settings
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.coverage import left_out
from sitegen.site.views.desk import Day, Desk, Tag, Title, notes, shown_day, translation_note
from sitegen.site.views.frame import Frame, site_frame
from sitegen.site.views.passages import Passage
from sitegen.site.views.reporting import ReportingSection, reporting_section
from sitegen.site.views.wording import WordingSection, wording_sections


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletArticle:
    """One article of the outlet."""

    story: str
    story_url: str
    headline: Passage | None
    read_url: str
    day: Day | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLeftOut:
    """A claim that most of the others have."""

    url: str
    title: Title
    tags: tuple[Tag, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletView:
    """One outlet."""

    frame: Frame
    tag: Tag
    name: str
    lead: tuple[str, str, str]
    warning: str
    """That a machine translated articles; empty where none did."""
    facts: str
    homepage: str
    body: str
    """Markdown by the editor."""
    sections: tuple[WordingSection, ...]
    hides_unreviewed: bool
    """Whether wording was found by rule and is not shown, because nobody has reviewed it."""
    reporting: ReportingSection | None
    """By which verbs its articles introduce speakers; None where they introduce nobody."""
    left_out: tuple[OutletLeftOut, ...]
    articles: tuple[OutletArticle, ...]
    method_url: str


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


def outlet_view(settings: Settings, library: Library, desks: Sequence[Desk], outlet: Outlet) -> OutletView:
    """The page of one outlet."""
    articles = _articles(desks, outlet)
    usages = [
        (desk, usage)
        for desk in desks
        for usage in desk.comparison.usages
        # a plain wording is what others are compared with, and no entry of its own
        if desk.cutter.articles[desk.article_of(usage.sentence)].outlet == outlet.id and usage.weight != 0
    ]
    shown = [item for item in usages if settings.unreviewed == "show" or item[1].status == "reviewed"]
    others = {one.outlet for desk, article in articles for one in desk.articles} - {outlet.id}
    return OutletView(
        frame=site_frame(
            settings,
            library,
            title=outlet.name,
            address=urls.outlet(outlet.id),
            description=f"The wording of {outlet.name} beside that of other outlets on the same events.",
        ),
        tag=Tag(code=outlet.code, name=outlet.name),
        name=outlet.name,
        lead=_lead(articles, len(others)),
        warning=_warning([article for _, article in articles]),
        facts=" · ".join(part for part in (outlet.kind, outlet.country) if part),
        homepage=outlet.homepage or "",
        body=outlet.body,
        sections=wording_sections(shown),
        hides_unreviewed=len(shown) < len(usages),
        reporting=reporting_section(desks, outlet),
        left_out=tuple(
            OutletLeftOut(url=item.url, title=item.title, tags=item.tags, note=item.note)
            for desk, article in articles
            for item in left_out(desk, article.id)
        ),
        articles=tuple(_article(desk, article) for desk, article in articles),
        method_url=urls.METHOD,
    )


def by_name(outlets: Sequence[Outlet]) -> list[Outlet]:
    """The outlets in the order of their names."""
    return sorted(outlets, key=lambda outlet: (outlet.name.casefold(), outlet.id))


def _lead(articles: Sequence[tuple[Desk, Article]], n_others: int) -> tuple[str, str, str]:
    """What the page is and how much it rests on; the sample stands out."""
    if not articles:
        return "No article of this outlet is compared yet.", "", ""
    others = "the one other outlet writes" if n_others == 1 else f"the {phrases.count(n_others, 'other')} write"
    beside = f", with what {others} at the same point" if n_others else ""
    own = "article" if len(articles) == 1 else "articles"
    what = f"Wording that an editor’s glossary or a rule picked out in this outlet’s {own}{beside}."
    return (
        f"{what} It is a list of words, not a rating, and rests on ",
        f"{phrases.count(len(articles), 'article')} of {phrases.digits(_n_words(articles), 'word')}",
        f"{_relays(articles)}.",
    )


def _articles(desks: Sequence[Desk], outlet: Outlet) -> list[tuple[Desk, Article]]:
    return [(desk, article) for desk in desks for article in desk.articles if article.outlet == outlet.id]


def _n_words(articles: Sequence[tuple[Desk, Article]]) -> int:
    """Words of all articles, as a reader would count them."""
    return sum(len(article.text.split()) for _, article in articles)


def _relays(articles: Sequence[tuple[Desk, Article]]) -> str:
    """` that relay Press TV`, for the end of the lead."""
    names = sorted({name for _, article in articles for name in article.relays})
    if not names:
        return ""
    return f" that {'relays' if len(articles) == 1 else 'relay in part'} {phrases.listed(names)}"


def _warning(articles: Sequence[Article]) -> str:
    """What a reader has to know before the words of a translated article are taken for the outlet's."""
    translated = [article for article in articles if article.machine_translated]
    if not translated:
        return ""
    if len(articles) == 1:
        what = f"This article is {translation_note(articles[0])}"
    elif len(translated) == len(articles):
        what = f"{phrases.sentence_case(phrases.every(len(articles)))} of these articles are machine-translated"
    else:
        verb = "is" if len(translated) == 1 else "are"
        what = f"{phrases.sentence_case(phrases.number(len(translated)))} of these articles {verb} machine-translated"
    return f"{what}. What looks like the outlet’s choice of words there may be the translator’s."


def _translated(articles: Sequence[Article]) -> str:
    """`machine-translated from French`, or how many of several articles are; empty for none."""
    n = sum(article.machine_translated for article in articles)
    if len(articles) == 1 and n:
        return translation_note(articles[0])
    return f"{phrases.of_all(n, len(articles))} machine-translated" if n else ""


def _line(desks: Sequence[Desk], outlet: Outlet) -> OutletLine:
    articles = _articles(desks, outlet)
    return OutletLine(
        tag=Tag(code=outlet.code, name=outlet.name),
        name=outlet.name,
        url=urls.outlet(outlet.id),
        facts=" · ".join(part for part in (outlet.kind, outlet.country) if part),
        extent=f"{phrases.digits(len(articles), 'article')}, {phrases.digits(_n_words(articles), 'word')}",
        translated=_translated([article for _, article in articles]),
        relays=phrases.listed(sorted({name for _, article in articles for name in article.relays})),
    )


def _article(desk: Desk, article: Article) -> OutletArticle:
    headline = desk.headline_of(article.id)
    return OutletArticle(
        story=desk.comparison.story.title,
        story_url=urls.story(desk.story_id),
        headline=desk.passage(headline.id) if headline else None,
        read_url=urls.read(desk.story_id, article.id),
        day=shown_day(article.date),
        note=" · ".join(part for part in (phrases.date_note(article), *notes(article)) if part),
    )
