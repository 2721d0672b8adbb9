"""How the comparison is made and what it cannot do; and the page for an address that does not exist."""

from collections.abc import Sequence

from msgspec import Struct

from sitegen.model import Settings
from sitegen.model.signals import SIGNAL_WORDS
from sitegen.site import urls
from sitegen.site.reprint import LONGEST_EXCERPT
from sitegen.site.views import phrases
from sitegen.site.views.coverage import MOST_OTHERS
from sitegen.site.views.decisions import decision_counts
from sitegen.site.views.desk import Desk, StatusLine, StoryLink
from sitegen.site.views.frame import Frame, site_frame
from sitegen.site.views.likeness import SignMeaning
from sitegen.site.views.method_wording import WordingMethod, wording_method
from sitegen.site.views.objection import Objection, objection
from sitegen.site.views.older import ListLink, older_parts, part_links


class StatusMeaning(Struct, frozen=True, kw_only=True):
    """A status and what it means."""

    status: StatusLine
    meaning: str


class StoryData(Struct, frozen=True, kw_only=True):
    """What was found in one story, and where to get it."""

    title: str
    url: str
    data_url: str
    found: str
    decisions: str
    """How many of an editor's decisions were applied, by kind; empty for none."""


class MethodView(Struct, frozen=True, kw_only=True):
    """The method page."""

    frame: Frame
    match: str
    same: str
    uncertain: str
    most_others: str
    longest_excerpt: str
    signs: tuple[SignMeaning, ...]
    """All that is weighed when two sentences are compared."""
    claim_statuses: tuple[StatusMeaning, ...]
    figure_statuses: tuple[StatusMeaning, ...]
    wording: WordingMethod
    objection: Objection | None
    stories: tuple[StoryData, ...]
    """All, or the latest of many."""
    parts: tuple[ListLink, ...]
    """The pages with the data of older stories, newest first; empty where this one has all."""


class DataView(Struct, frozen=True, kw_only=True):
    """The data of some of many stories."""

    frame: Frame
    title: str
    within: ListLink
    """The page on method."""
    stories: tuple[StoryData, ...]


class NotFoundView(Struct, frozen=True, kw_only=True):
    """404.html."""

    frame: Frame
    stories: tuple[StoryLink, ...]
    """All, or the latest of many."""


def method_view(settings: Settings, n_articles: int, stories: Sequence[StoryData], n_stories: int) -> MethodView:
    """The method page, with the thresholds the site was built with, and these of `n_stories` in all, the latest."""
    align = settings.align
    return MethodView(
        frame=site_frame(
            settings,
            n_articles,
            title="Method",
            address=urls.METHOD,
            description="How the articles were compared, what a status means, and what can go wrong.",
        ),
        match=f"{align.match:g}",
        same=f"{align.same:g}",
        uncertain=f"{align.uncertain:g}",
        signs=tuple(SignMeaning(name=words.title, meaning=words.meaning) for words in SIGNAL_WORDS.values()),
        most_others=f"{round(MOST_OTHERS * 100)} %",
        longest_excerpt=phrases.number(LONGEST_EXCERPT),
        claim_statuses=(
            _meaning("conflict", phrases.CLAIM_STATUS["conflict"], "Two details cannot hold together."),
            _meaning(
                "varies",
                phrases.CLAIM_STATUS["varies"],
                "A number, date, period, name or speaker differs, and all of it can be true.",
            ),
            _meaning("agree", phrases.CLAIM_STATUS["agree"], "No detail differs; the words may."),
            _meaning("single", phrases.CLAIM_STATUS["single"], "No other article has a sentence that says the same."),
        ),
        figure_statuses=(
            _meaning(
                "conflict",
                phrases.FIGURE_STATUS["conflict"],
                "Two values for the same thing, place and date that exclude each other.",
            ),
            _meaning(
                "varies",
                phrases.FIGURE_STATUS["compatible"],
                "The values differ, but a floor, a ceiling or a later date lets all of them hold.",
            ),
            _meaning(
                "agree",
                phrases.FIGURE_STATUS["agree"],
                "The same value once words such as “about” and rounding are set aside.",
            ),
            _meaning("single", phrases.FIGURE_STATUS["single"], "One article gives it."),
        ),
        wording=wording_method(),
        objection=objection(settings, about="the method page", address=urls.METHOD),
        stories=tuple(stories),
        parts=part_links((n, urls.older_data(n)) for n in older_parts(n_stories)),
    )


def data_view(settings: Settings, n_articles: int, stories: Sequence[StoryData], part: int) -> DataView:
    """The data of the older stories of a part."""
    title = f"Data, part {part}"
    return DataView(
        frame=site_frame(settings, n_articles, title=title, address=urls.older_data(part)),
        title=title,
        within=ListLink(text="Method, and the data of the latest stories", url=f"{urls.METHOD}#data"),
        stories=tuple(stories),
    )


def not_found_view(settings: Settings, n_articles: int, stories: Sequence[StoryLink]) -> NotFoundView:
    """The page for an address that does not exist."""
    return NotFoundView(
        frame=site_frame(settings, n_articles, title="Page not found", address=urls.NOT_FOUND),
        stories=tuple(stories),
    )


def _meaning(key: str, words: str, meaning: str) -> StatusMeaning:
    return StatusMeaning(status=StatusLine(key=key, words=words), meaning=meaning)


def story_data(desk: Desk) -> StoryData:
    """What was found in one story."""
    found = desk.comparison
    counts = (
        phrases.digits(len(desk.shared), "shared claim"),
        phrases.digits(len(found.matches), "match", "matches"),
        f"{len(found.uncertain)} uncertain",
        phrases.digits(len(found.figures), "figure"),
        phrases.digits(len(found.quotes), "quote"),
        phrases.digits(len(found.usages), "wording"),
    )
    return StoryData(
        title=found.story.title,
        url=urls.story(desk.story_id),
        data_url=urls.data(desk.story_id),
        found=", ".join(counts),
        decisions=decision_counts(desk),
    )
