"""A parsed page -> its blocks of text in the order of the page, as a reader would see them.

White space is what a browser makes of it; a no-break space stays. What browsers do not show (scripts, styles, elements
marked as hidden) and what is there to be pressed (buttons, fields) is left out. Deliberately contains no judgement on
which blocks are the article.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement
from msgspec import Struct, field

from sitegen.ingest.furniture import ends_like_sentence

SKIPPED = frozenset(
    "script style noscript template head iframe object embed applet svg math canvas audio video map button input select"
    " textarea datalist progress meter dialog amp-ad amp-consent amp-sidebar amp-embed amp-social-share".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font g i img ins kbd label mark nobr o:p picture q rp rt"
    " ruby s samp small source span strike strong sub sup time tt u var wbr amp-img".split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLANK_LINES = re.compile(r"\n[ \t\r\f]*\n\s*")
_BREAKS = re.compile(r" ?\n(?: ?\n)+ ?")
_UNSEEN = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
"""Characters that browsers show as nothing. Joiners and marks of direction stay: they change how a word is written."""
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OPENS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}


class Block(Struct, frozen=True, kw_only=True):
    """A paragraph, heading, list item or table cell of a page."""

    text: str
    """On one line."""
    element: HtmlElement
    """The innermost element around it that is a block."""
    linked: float
    """The share of its letters that stand in links, 0 to 1."""

    @property
    def tag(self) -> str:
        """The element's name, in small letters."""
        return str(self.element.tag)


def page_blocks(tree: HtmlElement) -> tuple[Block, ...]:
    """The blocks with visible text of a tree without comments, in order. Takes time proportional to the page."""
    reading = _Reading(opened=[tree])
    walker = etree.iterwalk(tree, events=("start", "end"))
    skipped: HtmlElement | None = None
    for event, element in walker:
        if event == "start" and (element.tag in SKIPPED or is_hidden(element)):
            skipped = element
            walker.skip_subtree()
        elif event == "start":
            reading.enter(element)
        else:
            if element is not skipped:
                reading.leave(element)
            if element is not tree:
                reading.add(element.tail)
    return tuple(reading.blocks)


class _Reading(Struct, kw_only=True):
    """How far a page is read."""

    opened: list[HtmlElement]
    """The blocks around the place, the innermost last."""
    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    n_linked: int = 0
    n_links: int = 0
    n_pres: int = 0
    """How many elements of the kind are open."""

    def enter(self, element: HtmlElement) -> None:
        if element.tag == "br":
            self.parts.append("\n")
        elif element.tag not in _INLINE:
            self._close()
            self.opened.append(element)
        self.n_links += element.tag == "a"
        self.n_pres += element.tag == "pre"
        self.add(element.text)

    def leave(self, element: HtmlElement) -> None:
        if element.tag not in _INLINE and element.tag != "br":
            self._close()
            self.opened.pop()
        self.n_links -= element.tag == "a"
        self.n_pres -= element.tag == "pre"

    def add(self, text: str | None) -> None:
        if not text:
            return
        # In preformatted text a blank line divides paragraphs, and a line end is where the line was full.
        pieces = _BLANK_LINES.split(text) if self.n_pres else [text]
        text = "\n\n".join(_SPACE.sub(" ", piece) for piece in pieces)
        self.parts.append(text)
        self.n_linked += len(text) if self.n_links else 0

    def _close(self) -> None:
        text = "".join(self.parts)
        linked = min(1.0, self.n_linked / max(1, len(text.strip())))
        inner = self.opened[-1]
        self.blocks += [Block(text=line, element=inner, linked=linked) for line in _lines(text, inner)]
        self.parts.clear()
        self.n_linked = 0


def is_hidden(element: HtmlElement) -> bool:
    """Whether an element says of itself that it is not shown."""
    if element.tag in {"html", "body"}:
        return False
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN_STYLE.search(element.get("style") or "") is not None
    )


def without_unseen(text: str) -> str:
    """A text without characters that browsers show as nothing; what is left, XML can hold."""
    return _UNSEEN.sub("", text).replace("\f", " ")


def shown_text(text: str) -> str:
    """A text on one line without what cannot be seen; for metadata as for blocks."""
    return _tidy(_SPACE.sub(" ", text)).strip()


def _lines(text: str, element: HtmlElement) -> Iterator[str]:
    """The lines of a block. A line break ends a paragraph, unless it stands inside a sentence or a heading."""
    if element.tag in HEADINGS:
        text = text.replace("\n", " ")
    for part in _BREAKS.split(text):
        line = ""
        for piece in part.split("\n"):
            if line and (ends_like_sentence(line) or not piece.lstrip()[:1].islower()):
                yield from _worth(line)
                line = piece
            else:
                line = f"{line} {piece}" if line else piece
        yield from _worth(line)


def _worth(line: str) -> Iterator[str]:
    line = _tidy(_SPACE.sub(" ", line)).strip(" ").rstrip()
    if line.strip():
        yield line


def _tidy(text: str) -> str:
    """Without what is not seen, and without marks of direction that reach beyond the text or turn letters round."""
    text = _UNSEEN.sub("", text)
    stack: list[str] = []
    for mark in _DIRECTION.findall(text):
        if mark in _OPENS:
            stack.append(_OPENS[mark])
        elif not stack or stack.pop() != mark:
            return _DIRECTION.sub("", text)
    return _DIRECTION.sub("", text) if stack else text
