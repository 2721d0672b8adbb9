"""One outlet: the facts first, then its wording with evidence, in the same sections for every outlet.

Deliberately contains no total and no rate: the same rules read every outlet, and a sample ranks nobody.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Article, Concept, Outlet, Settings, Usage
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.coverage import left_out
from sitegen.site.views.desk import Day, Desk, StoryLink, Tag, Title, shown_day, translation_note
from sitegen.site.views.frame import Frame, site_frame
from sitegen.site.views.objection import Objection, objection
from sitegen.site.views.outlets import OutletShare, n_words
from sitegen.site.views.passages import Passage
from sitegen.site.views.reporting import ReportingRow, ReportingSection, reporting_rows, reporting_section
from sitegen.site.views.wording import PlacedEntry, WordingSection, wording_entries, wording_sections

HABIT_ARTICLES, HABIT_WORDS = 3, 2000
"""Below either of these a sample shows choices, not habits."""
MOST_STORIES, STORIES_OF_A_PART = 40, 20
"""With more stories the wording of an outlet is on pages of so many, as nobody reads a page of hundreds."""
_SHOWN_ARTICLES = 5
"""Articles that are listed among the facts at once."""


class Fact(Struct, frozen=True, kw_only=True):
    """One line of what is known before any wording is shown."""

    label: str
    text: str
    url: str
    """The outlet's homepage, on the line that has it."""


class OutletArticle(Struct, frozen=True, kw_only=True):
    """One article of the outlet."""

    story: StoryLink
    headline: Passage | None
    read_url: str
    day: Day | None
    note: str
    """How the date is known, and that a machine translated it."""


class OutletLeftOut(Struct, frozen=True, kw_only=True):
    """A claim that most of the others have."""

    url: str
    title: Title
    tags: tuple[Tag, ...]
    note: str


class OutletPartLink(Struct, frozen=True, kw_only=True):
    """A page with some of an outlet's articles, or the page that lists these pages."""

    text: str
    url: str
    extent: str
    """How many articles it has, and of which days."""


class OutletView(Struct, frozen=True, kw_only=True):
    """One outlet."""

    frame: Frame
    tag: Tag
    name: str
    facts: tuple[Fact, ...]
    articles: tuple[OutletArticle, ...]
    """The first few."""
    more_articles: tuple[OutletArticle, ...]
    more_words: str
    """How many these are."""
    warning: str
    """That a machine translated articles; empty where none did."""
    body: str
    """Markdown by the editor."""
    lead: tuple[str, str, str]
    """What the list is; in the middle, to stand out, how little or much it rests on."""
    unreviewed: str
    """That nobody has reviewed the wording; empty where somebody has reviewed some."""
    sections: tuple[WordingSection, ...]
    """All of them, in one order for all outlets; none for an outlet without an article."""
    reporting: ReportingSection | None
    """By which verbs its articles introduce speakers; None where they introduce nobody."""
    left_out: tuple[OutletLeftOut, ...]
    parts: tuple[OutletPartLink, ...]
    """The pages that have articles and wording, newest first; empty where this one has all."""
    within: OutletPartLink | None
    """On such a page the page of the outlet."""
    method_url: str
    objection: Objection | None


class ToldArticle(Struct, frozen=True, kw_only=True):
    """An article of an outlet, with its line."""

    article: Article
    """Without its text."""
    n_words: int
    line: OutletArticle
    """With what there is to say of its translation."""


class OutletPart(Struct, frozen=True, kw_only=True):
    """What the page of an outlet shows of one story."""

    articles: tuple[ToldArticle, ...]
    wording: tuple[PlacedEntry, ...]
    picked: tuple[str, ...]
    """What is so of its wording: found, reviewed, shown, listed, fragment, concept, named (one has a page)."""
    reporting: tuple[tuple[int, ReportingRow], ...]
    left_out: tuple[OutletLeftOut, ...]

    @property
    def day(self) -> date | None:
        """Of the latest article."""
        return max((one.article.date for one in self.articles if one.article.date), default=None)


def outlet_parts(desk: Desk, concepts: Mapping[str, Concept]) -> dict[str, OutletPart]:
    """Id of an outlet -> what its page shows of the story; `concepts` are those that have a page, by id."""
    own: dict[str, list[Article]] = {}
    for article in desk.articles:
        own.setdefault(article.outlet, []).append(article)
    usages: dict[str, list[Usage]] = {outlet: [] for outlet in own}
    for usage in desk.comparison.usages:
        if usage.weight != 0:  # a plain wording is what others are compared with, and no entry of its own
            usages[desk.cutter.articles[desk.article_of(usage.sentence)].outlet].append(usage)
    parts = {}
    for outlet, articles in own.items():
        shown = [one for one in usages[outlet] if desk.settings.unreviewed == "show" or one.status == "reviewed"]
        parts[outlet] = OutletPart(
            articles=tuple(
                ToldArticle(
                    article=replace(article, text="", paragraphs=(), stripped=()),
                    n_words=n_words(article),
                    line=_article(desk, article),
                )
                for article in articles
            ),
            wording=wording_entries(desk, shown, concepts),
            picked=_picked(usages[outlet], shown, concepts),
            reporting=reporting_rows(desk, outlet),
            left_out=tuple(
                OutletLeftOut(url=item.url, title=item.title, tags=item.tags, note=item.note)
                for article in articles
                for item in left_out(desk, article.id)
            ),
        )
    return parts


def _picked(found: Sequence[Usage], shown: Sequence[Usage], concepts: Mapping[str, Concept]) -> tuple[str, ...]:
    facts = {
        "found": bool(found),
        "reviewed": any(usage.status == "reviewed" for usage in found),
        "shown": bool(shown),
        "listed": any(usage.concept is None and usage.rule != "fragment" for usage in shown),
        "fragment": any(usage.rule == "fragment" for usage in shown),
        "concept": any(usage.concept for usage in shown),
        "named": any(usage.concept in concepts for usage in shown),
    }
    return tuple(name for name, is_so in facts.items() if is_so)


def outlet_view(
    settings: Settings, n_articles: int, outlet: Outlet, stories: Sequence[OutletPart], n: int | None = None
) -> OutletView:
    """The page of one outlet, from what each story with articles of it has for it; or the `n`th of its pages."""
    articles = [one for part in stories for one in part.articles]
    texts = [one.article for one in articles]
    n_read = sum(one.n_words for one in articles)
    picked = {fact for part in stories for fact in part.picked}
    several = len(stories) > 1
    # of a single article the facts say whether it is translated
    lines = [
        one.line if len(articles) > 1 else replace(one.line, note=phrases.date_note(one.article)) for one in articles
    ]
    more = tuple(lines[_SHOWN_ARTICLES:])
    address = urls.outlet_part(outlet.id, n) if n else urls.outlet(outlet.id)
    return OutletView(
        frame=site_frame(
            settings,
            n_articles,
            title=f"{outlet.name}, part {n}" if n else outlet.name,
            address=address,
            description=f"The wording of {outlet.name} beside that of other outlets on the same events.",
        ),
        tag=Tag(code=outlet.code, name=outlet.name),
        name=outlet.name,
        facts=_facts(outlet, texts, n_read),
        articles=tuple(lines[:_SHOWN_ARTICLES]),
        more_articles=more,
        more_words=f"and {phrases.count(len(more), 'more article')}" if more else "",
        warning=_warning(texts),
        body="" if n else outlet.body,
        lead=_lead(len(articles), n_read, names_concepts="named" in picked),
        unreviewed=_unreviewed(picked),
        sections=wording_sections([one for part in stories for one in part.wording], names_story=several)
        if articles
        else (),
        reporting=reporting_section([row for part in stories for row in part.reporting], names_story=several),
        left_out=tuple(one for part in stories for one in part.left_out),
        parts=(),
        within=OutletPartLink(text=f"All articles of {outlet.name}", url=urls.outlet(outlet.id), extent="")
        if n
        else None,
        method_url=f"{urls.METHOD}#wording",
        objection=objection(settings, about=f"the page on {outlet.name}", address=address),
    )


def divided_outlet_view(
    settings: Settings, n_articles: int, outlet: Outlet, shares: Sequence[OutletShare]
) -> OutletView:
    """The page of an outlet that has too many stories for one page: its facts, and where its wording is."""
    total, n_read = sum(share.n_articles for share in shares), sum(share.n_words for share in shares)
    relays = sorted({name for share in shares for name in share.relays})
    n_translated = sum(share.n_translated for share in shares)
    told = (
        ("Articles", f"{phrases.digits(total, 'article')}, {phrases.digits(n_read, 'word')}"),
        ("Dates", phrases.days([day for share in shares for day in share.days])),
        ("Relays", phrases.listed(relays) or "none named"),
        ("Translation", f"{phrases.of_all(n_translated, total)} translated" if n_translated else "none stated"),
    )
    ranges = reversed(divide_stories(len(shares)).items())
    return replace(
        outlet_view(settings, n_articles, outlet, ()),
        facts=(_kind(outlet), *(Fact(label=label, text=text, url="") for label, text in told if text)),
        lead=_lead(total, n_read, names_concepts=False),
        parts=tuple(_part_link(outlet, n, shares[start:end]) for n, (start, end) in ranges),
    )


def divide_stories(n: int) -> dict[int, tuple[int, int]]:
    """Number of a page -> its range among `n` stories of an outlet, newest first; empty where one page has them all.

    Counted from the oldest, so that a new story changes the last page alone.
    """
    if n <= MOST_STORIES:
        return {}
    return {
        part: (max(0, n - part * STORIES_OF_A_PART), n - (part - 1) * STORIES_OF_A_PART)
        for part in range(1, -(-n // STORIES_OF_A_PART) + 1)
    }


def _part_link(outlet: Outlet, n: int, shares: Sequence[OutletShare]) -> OutletPartLink:
    dated = phrases.days([day for share in shares for day in share.days])
    extent = phrases.digits(sum(share.n_articles for share in shares), "article")
    return OutletPartLink(
        text=f"Part {n}",
        url=urls.outlet_part(outlet.id, n),
        extent=f"{extent}, {dated}" if dated else extent,
    )


def _kind(outlet: Outlet) -> Fact:
    known = " · ".join(part for part in (outlet.kind, outlet.country) if part)
    return Fact(label="Kind", text=known or ("" if outlet.homepage else "not stated"), url=outlet.homepage or "")


def _facts(outlet: Outlet, texts: Sequence[Article], n_read: int) -> tuple[Fact, ...]:
    """The same lines for every outlet, in one order; `n_read` is the number of words of all texts."""
    relays = sorted({name for article in texts for name in article.relays})
    facts = [
        ("Articles", f"{phrases.digits(len(texts), 'article')}, {phrases.digits(n_read, 'word')}"),
        ("Dates", _dates(texts)),
        ("Relays", phrases.listed(relays) or "none named"),
        ("Translation", _translation(texts)),
    ]
    return (
        _kind(outlet),
        *(Fact(label=label, text=text, url="") for label, text in facts if texts or label == "Articles"),
    )


def _dates(articles: Sequence[Article]) -> str:
    """The first and the last date, and how they are known."""
    inferred = sum(article.date is not None and article.date_basis == "inferred" for article in articles)
    stated = sum(article.date is not None and article.date_basis == "stated" for article in articles)
    if len(articles) == 1:
        basis = phrases.date_basis(articles[0])
        dated = phrases.dated([articles[0].date])
        return ", ".join(part for part in (dated, basis if articles[0].date else "") if part)
    how = [
        f"{phrases.of_all(n, len(articles))} {words}"
        for n, words in ((stated, "stated in the text"), (inferred, "inferred"))
        if n
    ]
    return ", ".join((phrases.dated([article.date for article in articles]), *how))


def _translation(articles: Sequence[Article]) -> str:
    """What is said of translation, in the same line for every outlet."""
    translated = [article for article in articles if translation_note(article)]
    if not translated:
        return "none stated"
    if len(articles) == 1:
        return translation_note(articles[0])
    return f"{phrases.of_all(len(translated), len(articles))} translated"


def _lead(n_articles: int, n_read: int, *, names_concepts: bool) -> tuple[str, str, str]:
    """What the list is and how much it rests on, articles and their words; the sample stands out."""
    if not n_articles:
        return "No article of this outlet is compared yet.", "", ""
    sample = f"{phrases.sentence_case(phrases.count(n_articles, 'article'))} of {phrases.digits(n_read, 'word')}"
    if n_articles < HABIT_ARTICLES or n_read < HABIT_WORDS:
        sample += f" {'shows' if n_articles == 1 else 'show'} choices, not habits."
    else:
        sample += " are a sample that somebody chose."
    leads_on = " The name of a thing above an entry leads to what all outlets call it." if names_concepts else ""
    return (
        "Wording with its evidence, beside what the others write at the same point; a list of words, not a rating. ",
        sample,
        leads_on,
    )


def _unreviewed(picked: Collection[str]) -> str:
    """What is said on top where an editor has reviewed none of the wording."""
    if "reviewed" in picked or "found" not in picked:
        return ""
    if "shown" not in picked:
        return (
            "Wording was found by rule here. This site shows only what an editor has reviewed, and nobody has reviewed "
            "it yet."
        )
    by = {
        "listed": "a word list",
        "fragment": "quotation marks",
        "concept": "suggested entries of the glossary",
    }
    rules = phrases.listed([what for fact, what in by.items() if fact in picked])
    return f"Nobody has reviewed this wording; {rules} picked it out."


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


def _article(desk: Desk, article: Article) -> OutletArticle:
    """One line of the list."""
    translation = translation_note(article)
    headline = desk.headline_of(article.id)
    story = desk.comparison.story
    return OutletArticle(
        story=StoryLink(title=story.title, url=urls.story(story.id)),
        headline=desk.passage(headline.id) if headline else None,
        read_url=urls.read(desk.story_id, article.id),
        day=shown_day(article.date),
        note=" · ".join(part for part in (phrases.date_note(article), translation) if part),
    )
