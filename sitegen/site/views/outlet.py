"""One outlet: the facts first, then its wording with evidence, in the same sections for every outlet.

Deliberately contains no total and no rate: the same rules read every outlet, and a sample ranks nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.model import Article, Library, Outlet, Settings, Usage
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.coverage import left_out
from sitegen.site.views.desk import Day, Desk, StoryLink, Tag, Title, shown_day, translation_note
from sitegen.site.views.frame import Frame, site_frame
from sitegen.site.views.objection import Objection, objection
from sitegen.site.views.outlets import articles_of, n_words
from sitegen.site.views.passages import Passage
from sitegen.site.views.reporting import ReportingSection, reporting_section
from sitegen.site.views.usages import shown_concepts
from sitegen.site.views.wording import WordingSection, wording_sections

HABIT_ARTICLES, HABIT_WORDS = 3, 2000
"""Below either of these a sample shows choices, not habits."""
_SHOWN_ARTICLES = 5
"""Articles that are listed among the facts at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of what is known before any wording is shown."""

    label: str
    text: str
    url: str
    """The outlet's homepage, on the line that has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletArticle:
    """One article of the outlet."""

    story: StoryLink
    headline: Passage | None
    read_url: str
    day: Day | None
    note: str
    """How the date is known, and that a machine translated it."""


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
    method_url: str
    objection: Objection | None


def outlet_view(settings: Settings, library: Library, desks: Sequence[Desk], outlet: Outlet) -> OutletView:
    """The page of one outlet, with its articles of all stories."""
    articles = articles_of(desks, outlet)
    concepts = shown_concepts(settings, library)
    own = {(desk.story_id, article.id) for desk, article in articles}
    usages = [
        (desk, usage)
        for desk in desks
        for usage in desk.comparison.usages
        # a plain wording is what others are compared with, and no entry of its own
        if (desk.story_id, desk.article_of(usage.sentence)) in own and usage.weight != 0
    ]
    shown = [item for item in usages if settings.unreviewed == "show" or item[1].status == "reviewed"]
    several = len({desk.story_id for desk, _ in articles}) > 1
    lines = tuple(_article(desk, article, names_translation=len(articles) > 1) for desk, article in articles)
    more = lines[_SHOWN_ARTICLES:]
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
        facts=_facts(outlet, articles),
        articles=lines[:_SHOWN_ARTICLES],
        more_articles=more,
        more_words=f"and {phrases.count(len(more), 'more article')}" if more else "",
        warning=_warning([article for _, article in articles]),
        body=outlet.body,
        lead=_lead(articles, names_concepts=any(usage.concept in concepts for _, usage in shown)),
        unreviewed=_unreviewed([usage for _, usage in usages], [usage for _, usage in shown]),
        sections=wording_sections(shown, concepts, names_story=several) if articles else (),
        reporting=reporting_section(desks, outlet),
        left_out=tuple(
            OutletLeftOut(url=item.url, title=item.title, tags=item.tags, note=item.note)
            for desk, article in articles
            for item in left_out(desk, article.id)
        ),
        method_url=f"{urls.METHOD}#wording",
        objection=objection(settings, about=f"the page on {outlet.name}", address=urls.outlet(outlet.id)),
    )


def _facts(outlet: Outlet, articles: Sequence[tuple[Desk, Article]]) -> tuple[Fact, ...]:
    """The same lines for every outlet, in one order."""
    texts = [article for _, article in articles]
    known = " · ".join(part for part in (outlet.kind, outlet.country) if part)
    relays = sorted({name for article in texts for name in article.relays})
    facts = [
        ("Articles", f"{phrases.digits(len(texts), 'article')}, {phrases.digits(n_words(articles), 'word')}"),
        ("Dates", _dates(texts)),
        ("Relays", phrases.listed(relays) or "none named"),
        ("Translation", _translation(texts)),
    ]
    nothing = "" if outlet.homepage else "not stated"
    return (
        Fact(label="Kind", text=known or nothing, url=outlet.homepage or ""),
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


def _lead(articles: Sequence[tuple[Desk, Article]], *, names_concepts: bool) -> tuple[str, str, str]:
    """What the list is and how much it rests on; the sample stands out."""
    if not articles:
        return "No article of this outlet is compared yet.", "", ""
    words = n_words(articles)
    sample = f"{phrases.sentence_case(phrases.count(len(articles), 'article'))} of {phrases.digits(words, 'word')}"
    if len(articles) < HABIT_ARTICLES or words < HABIT_WORDS:
        sample += f" {'shows' if len(articles) == 1 else 'show'} choices, not habits."
    else:
        sample += " are a sample that somebody chose."
    leads_on = " The name of a thing above an entry leads to what all outlets call it." if names_concepts else ""
    return (
        "Wording with its evidence, beside what the others write at the same point; a list of words, not a rating. ",
        sample,
        leads_on,
    )


def _unreviewed(found: Sequence[Usage], shown: Sequence[Usage]) -> str:
    """What is said on top where an editor has reviewed none of the wording."""
    if any(usage.status == "reviewed" for usage in found) or not found:
        return ""
    if not shown:
        return (
            "Wording was found by rule here. This site shows only what an editor has reviewed, and nobody has reviewed "
            "it yet."
        )
    by = {
        "a word list": any(usage.concept is None and usage.rule != "fragment" for usage in shown),
        "quotation marks": any(usage.rule == "fragment" for usage in shown),
        "suggested entries of the glossary": any(usage.concept for usage in shown),
    }
    picked = phrases.listed([what for what, is_so in by.items() if is_so])
    return f"Nobody has reviewed this wording; {picked} picked it out."


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


def _article(desk: Desk, article: Article, *, names_translation: bool) -> OutletArticle:
    """One line of the list; of a single article the facts above it say whether it is translated."""
    translation = translation_note(article) if names_translation else ""
    headline = desk.headline_of(article.id)
    story = desk.comparison.story
    return OutletArticle(
        story=StoryLink(title=story.title, url=urls.story(story.id)),
        headline=desk.passage(headline.id) if headline else None,
        read_url=urls.read(desk.story_id, article.id),
        day=shown_day(article.date),
        note=" · ".join(part for part in (phrases.date_note(article), translation) if part),
    )
