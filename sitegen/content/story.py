"""`content/stories/<story>/story.md`: one event that several articles cover."""

from datetime import date

from msgspec import Struct

from sitegen.content.frontmatter import FrontMatter
from sitegen.content.keys import Key, read_keys
from sitegen.content.nodes import Notes
from sitegen.content.parsers import day, flag, line, text

TITLE = Key(
    name="title",
    about="What happened, in neutral words.",
    parse=line,
    required=True,
    example="title: What happened, in neutral words",
    mistaken_for=("name",),
)
DATE = Key(name="date", about="The day of the event, as year-month-day.", parse=day, mistaken_for=("day", "published"))
SUMMARY = Key(
    name="summary",
    about="One or two sentences for lists of stories.",
    parse=text,
    mistaken_for=("description", "intro", "introduction", "abstract"),
)
DRAFT = Key(name="draft", about="Whether the story is left out of the site for now.", parse=flag)
KEYS = (TITLE, DATE, SUMMARY, DRAFT)


class StoryHead(Struct, frozen=True, kw_only=True):
    """What `story.md` says; the articles lie beside it."""

    title: str | None
    """None where it is missing or wrong, which was noted."""
    date: date | None
    summary: str | None
    draft: bool
    body: str


def read_story_head(matter: FrontMatter, notes: Notes) -> StoryHead:
    """The head of a story."""
    values = read_keys(KEYS, matter.table, notes, "a story")
    return StoryHead(
        title=values.get(TITLE),
        date=values.get(DATE),
        summary=values.get(SUMMARY),
        draft=values.get(DRAFT, False),
        body=matter.body,
    )
