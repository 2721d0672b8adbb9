"""The stories as an Atom feed (RFC 4287), for a site that knows its address.

Written with the standard library's ElementTree, which escapes and is here already; feedgen would bring lxml along, and
feeds are all that it would be used for. A story's day is its own date, else that of its latest article; one without
either is not in the feed, for nothing says since when it is there. Deliberately contains no clock.
"""

from collections.abc import Iterable
from datetime import date
from xml.etree import ElementTree as ET

from msgspec import Struct

from sitegen.model import Comparison, Settings, Story
from sitegen.site import urls
from sitegen.site.views.frame import story_description

MOST_ENTRIES = 100
"""The latest stories; a reader asks for the whole file each time."""

_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = dict.fromkeys((*range(9), 0xB, 0xC, *range(0xE, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF))
"""What XML 1.0 cannot hold, not even escaped."""
_NEVER = date(1970, 1, 1)
"""The day of a feed without entries, which must have one."""


class FeedStory(Struct, frozen=True, kw_only=True):
    """One story as the feed tells of it."""

    id: str
    title: str
    day: date | None
    summary: str


def feed_story(comparison: Comparison) -> FeedStory:
    """What the feed tells of a story."""
    story = comparison.story
    return FeedStory(id=story.id, title=story.title, day=_day(story), summary=story_description(comparison))


def make_feed(settings: Settings, comparisons: Iterable[Comparison]) -> dict[str, bytes]:
    """The file by path below the output folder; none without a `base_url`."""
    return join_feed(settings, map(feed_story, comparisons))


def join_feed(settings: Settings, stories: Iterable[FeedStory]) -> dict[str, bytes]:
    """The same from what each story has for it."""
    base = settings.base_url
    if not base:
        return {}
    dated = [(one.day, one) for one in stories if one.day]
    dated.sort(key=lambda each: (-each[0].toordinal(), each[1].id))
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": settings.language})
    _add(root, "title", settings.title)
    if settings.description:
        _add(root, "subtitle", settings.description)
    _add(root, "id", urls.absolute(base, urls.HOME))
    _add(root, "updated", _moment(max((day for day, _ in dated), default=_NEVER)))
    _add(ET.SubElement(root, "author"), "name", settings.title)
    html = {"rel": "alternate", "type": "text/html"}
    ET.SubElement(root, "link", {**html, "href": urls.absolute(base, urls.HOME)})
    self = {"rel": "self", "type": "application/atom+xml", "href": urls.absolute(base, urls.FEED)}
    ET.SubElement(root, "link", self)
    for day, story in dated[:MOST_ENTRIES]:
        address = urls.absolute(base, urls.story(story.id))
        entry = ET.SubElement(root, "entry")
        _add(entry, "title", story.title)
        _add(entry, "id", address)
        _add(entry, "updated", _moment(day))
        ET.SubElement(entry, "link", {**html, "href": address})
        _add(entry, "summary", story.summary)
    ET.indent(root, " ")
    return {urls.FEED: b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "utf-8") + b"\n"}


def _day(story: Story) -> date | None:
    return story.date or max((article.date for article in story.articles if article.date), default=None)


def _moment(day: date) -> str:
    """The day as RFC 3339 writes a moment: its beginning, as no hour is known."""
    return f"{day.isoformat()}T00:00:00Z"


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text.translate(_NO_XML)
