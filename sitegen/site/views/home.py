"""The home page: which stories there are, and where outlets disagree."""

from dataclasses import dataclass

from sitegen.model import Library, Settings
from sitegen.model.kinds import Status
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import Desk, StatusLine, Tag, status_counts
from sitegen.site.views.frame import Frame, site_frame

WHAT_THIS_IS = "The same events as told by different outlets, claim by claim, in their own words."

_SHORT: dict[Status, tuple[str, str]] = {
    "conflict": ("cannot both be true", "cannot both be true"),
    "varies": ("varies", "vary"),
    "agree": ("agrees", "agree"),
    "single": ("in one article only", "in one article only"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One story in the list."""

    title: str
    url: str
    summary: str
    facts: str
    """Dates and number of articles."""
    counts: tuple[StatusLine, ...]
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """All stories."""

    frame: Frame
    title: str
    lead: str
    stories: tuple[StoryLine, ...]


def home_view(settings: Settings, library: Library, desks: tuple[Desk, ...]) -> HomeView:
    """The stories, the latest first."""
    return HomeView(
        frame=site_frame(settings, library, title="", address=urls.HOME, description=settings.description),
        title=settings.title,
        lead=settings.description or WHAT_THIS_IS,
        stories=tuple(_line(desk) for desk in latest_first(desks)),
    )


def latest_first(desks: tuple[Desk, ...]) -> tuple[Desk, ...]:
    """Stories by their latest article, undated ones last, then by title."""

    def key(desk: Desk) -> tuple[int, str]:
        dates = [article.date.toordinal() for article in desk.articles if article.date]
        return -max(dates, default=0), desk.comparison.story.title.casefold()

    return tuple(sorted(desks, key=key))


def _line(desk: Desk) -> StoryLine:
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
