"""The home page: which stories there are, and where outlets disagree."""

from collections.abc import Sequence

from msgspec import Struct

from sitegen.model import Settings
from sitegen.model.kinds import Status
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import Desk, StatusLine, Tag, status_counts
from sitegen.site.views.frame import Frame, site_frame
from sitegen.site.views.older import ListLink, older_parts, part_links

WHAT_THIS_IS = "The same events as told by different outlets, claim by claim, in their own words."

_SHORT: dict[Status, tuple[str, str]] = {
    "conflict": ("cannot both be true", "cannot both be true"),
    "varies": ("varies", "vary"),
    "agree": ("agrees", "agree"),
    "single": ("in one article only", "in one article only"),
}


class StoryLine(Struct, frozen=True, kw_only=True):
    """One story in the list."""

    title: str
    url: str
    summary: str
    facts: str
    """Dates and number of articles."""
    counts: tuple[StatusLine, ...]
    tags: tuple[Tag, ...]


class HomeView(Struct, frozen=True, kw_only=True):
    """All stories, or some of many."""

    frame: Frame
    title: str
    lead: str
    """Empty on a page of older stories."""
    stories: tuple[StoryLine, ...]
    parts: tuple[ListLink, ...]
    """The pages with older stories, newest first; empty where this one has all."""
    within: ListLink | None
    """On such a page the home page."""


def home_view(
    settings: Settings, n_articles: int, stories: Sequence[StoryLine], n_stories: int, part: int | None = None
) -> HomeView:
    """The stories, the latest first, as they are given; of `n_stories` in all those of one part, or the latest."""
    title = "" if part is None else f"Stories, part {part}"
    address = urls.HOME if part is None else urls.older_stories(part)
    return HomeView(
        frame=site_frame(settings, n_articles, title=title, address=address, description=settings.description),
        title=title or settings.title,
        lead="" if part is not None else settings.description or WHAT_THIS_IS,
        stories=tuple(stories),
        parts=part_links((n, urls.older_stories(n)) for n in older_parts(n_stories)) if part is None else (),
        within=None if part is None else ListLink(text="The latest stories", url=urls.HOME),
    )


def story_order(desk: Desk) -> tuple[int, str]:
    """What stories are sorted by: their latest article, undated ones last, then their title."""
    dates = [article.date.toordinal() for article in desk.articles if article.date]
    return -max(dates, default=0), desk.comparison.story.title.casefold()


def story_line(desk: Desk) -> StoryLine:
    """The line of one story."""
    story, counts = desk.comparison.story, status_counts(desk)
    dated = phrases.dated([article.date for article in desk.articles])
    return StoryLine(
        title=story.title,
        url=urls.story(story.id),
        summary=story.summary or "",
        facts=" · ".join(part for part in (dated, phrases.digits(len(desk.articles), "article")) if part),
        counts=tuple(
            StatusLine(key=status, words=f"{n} {_SHORT[status][n != 1]}") for status, n in counts.items() if n
        ),
        tags=desk.tags_for(article.id for article in desk.articles),
    )
