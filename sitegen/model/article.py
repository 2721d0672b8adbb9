"""What is loaded: outlets, stories and articles.

Deliberately contains no file access and no analysis; `content` makes these values, everything else reads them.
"""

import datetime as dt
from typing import Literal

from msgspec import Struct, field

from sitegen.model.decisions import Decisions

DateBasis = Literal["published", "stated", "inferred"]
"""Where an article's date comes from: its publication line, a date in its text, or an editor's inference."""

ReadMode = Literal["full", "matched", "off"]
"""How much of an article may be reprinted: all of it, only compared sentences, nothing longer than eight words."""


class Span(Struct, frozen=True, order=True):
    """A half-open range of characters, `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]


class Paragraph(Struct, frozen=True, kw_only=True):
    """One block of an article's plain text."""

    span: Span
    """Where the block lies in `Article.text`."""
    line: int
    """The 1-based line of the content file on which the block begins."""


class Sentence(Struct, frozen=True, kw_only=True):
    """One sentence of an article, or its headline."""

    id: str
    """`<article>.<n>`: 0 is the headline, body sentences count from 1."""
    key: str
    """`<article>:<six hex digits>` of the letters and digits alone, so that punctuation and case do not change it."""
    article: str
    """The id of the article."""
    part: Literal["title", "body"]
    """Whether the offsets count in the title or in the article's text."""
    paragraph: int
    """0-based number of the paragraph; 0 for a title."""
    span: Span
    """Where the sentence lies in the title or the text."""
    text: str
    """The characters of the span, unchanged."""


class Outlet(Struct, frozen=True, kw_only=True):
    """Who publishes."""

    id: str
    name: str
    code: str
    """Two to four letters that stand for the outlet in tables; unique within a site."""
    homepage: str | None = None
    country: str | None = None
    kind: str | None = None
    body: str = ""
    """Markdown by the editor."""


class Article(Struct, frozen=True, kw_only=True):
    """One text by one outlet."""

    id: str
    """The stem of the content file."""
    outlet: str
    """The id of the outlet."""
    text: str
    """The body as plain text: blocks joined by a blank line, nothing normalised."""
    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    """None where the text came without a headline."""
    date: dt.date | None = None
    date_basis: DateBasis = "published"
    date_note: str | None = None
    """Why an inferred date was inferred."""
    url: str | None = None
    archive_url: str | None = None
    byline: str | None = None
    relays: tuple[str, ...] = ()
    """Agencies or outlets the article says it draws on."""
    language: str = "en"
    translated_from: str | None = None
    machine_translated: bool = False
    read: ReadMode = "full"
    is_read_said: bool = False
    """Whether the article or the site says so, rather than nobody."""
    seed: str | None = None
    """The raw file the article was imported from."""
    stripped: tuple[str, ...] = ()
    """Lines of the raw file that are not the article's text."""
    note: str | None = None
    path: str = ""
    """The content file, relative to the site's folder, for messages."""


class Story(Struct, frozen=True, kw_only=True):
    """One event that several articles cover."""

    id: str
    title: str
    articles: tuple[Article, ...]
    """Sorted by id; pages show them by date."""
    date: dt.date | None = None
    summary: str | None = None
    draft: bool = False
    body: str = ""
    """Markdown by the editor."""
    decisions: Decisions = field(default_factory=Decisions)
    path: str = ""
