"""What a rendered page promises: the passages it shows as an outlet's words, its ids, its links.

Read with the standard library's parser, as a browser would where the two could differ in what a reader sees; a page
that is written as plainly as our templates write is cut by one expression instead, which is faster and finds the same.
A page is also searched for what the site's content security policy would block. Deliberately contains no judgement that
needs a second page; `check` makes those.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

from msgspec import Struct, field

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_FOREIGN = frozenset(("svg", "math"))
_CODE = frozenset(("script", "style"))
_DATA_BLOCKS = frozenset(("application/json", "application/ld+json"))
_ID_LISTS = frozenset(("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "for", "list"))
_NAMING, _LOADED = frozenset(("href", "xlink:href")), frozenset(("src", "poster", "data"))
_ADDRESSES = _NAMING | _LOADED | {"srcset", "action", "formaction", "cite"}
_PLAIN = frozenset(
    ("class", "lang", "dir", "data-from", "datetime", "x", "y", "width", "height", "title", "aria-label")
)
"""Attributes that promise nothing: most elements have no other, and are done with at once."""
_WATCHED_TAGS = frozenset(("base", "meta", "script", "style"))
_LINKED = frozenset(("a", "area"))
_NAMED_ONLY = frozenset(["alternate", "author", "canonical", "help", "license", "me", "next", "prev", "search"])
"""`rel` of links that a browser does not load."""
_CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]*)["']?\s*\)|@import\s+["']([^"']*)["']""")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ATTRIBUTE = re.compile(r"""\s+([a-zA-Z][a-zA-Z0-9:_-]*)(?:="([^"<>]*)")?""")
_DOCTYPE = "<!DOCTYPE html>"
_PIECE = re.compile(
    r"""
    ([^<]*)
    (?: </([a-z][a-z0-9]*)>
    | <(?!(?:script|style|title|textarea)[\s/>])([a-z][a-z0-9]*)(ATTRIBUTES)\s*(/?)>
    | <(script|style|title|textarea)(ATTRIBUTES)>([^<]*)</\6> )
    """.replace("ATTRIBUTES", _ATTRIBUTE.pattern.join(("(?:", ")*")).replace("([", "(?:[")),
    re.VERBOSE,
)
"""Text up to an end tag, a start tag (with its attributes and its slash), or an element whose content is no markup.

No other is plain: no comment, no value without quotation marks, no sign of a tag inside one, no name in capitals.
"""
_UNUSUAL = frozenset(("iframe", "noembed", "noframes", "noscript", "plaintext", "xmp"))
"""Elements that parsers of different ages read differently, so that no page with one is plain."""


class ShownPassage(Struct, frozen=True, kw_only=True):
    """An element of class `words`."""

    line: int
    origin: str | None
    """Its `data-from`: `<story>/<sentence id>`."""
    text: str
    """Its text without nested elements of class `ours`."""


class Link(Struct, frozen=True, kw_only=True):
    """An address in an attribute."""

    line: int
    target: str
    loads: bool
    """Whether a browser fetches it without being asked."""


class PageFacts(Struct, frozen=True, kw_only=True):
    """What was read from one page; each list in the order of the page."""

    passages: tuple[ShownPassage, ...]
    links: tuple[Link, ...]
    ids: tuple[tuple[int, str], ...]
    """Line and id."""
    references: tuple[tuple[int, str], ...]
    """Line and id that an attribute such as `aria-labelledby` names."""
    faults: tuple[tuple[int, str], ...]
    """Line and message: what the content security policy blocks, and what no page of ours may have."""


def read_page(html: str) -> PageFacts:
    """The facts of one page."""
    reader = _Reader()
    if not reader.read_plain(html):
        reader = _Reader()
        reader.feed(html)
        reader.close()
    return PageFacts(
        passages=tuple(passage.finished() for passage in reader.passages),
        links=tuple(reader.links),
        ids=tuple(reader.ids),
        references=tuple(reader.references),
        faults=tuple(reader.faults),
    )


def css_addresses(css: str) -> Iterator[tuple[int, str]]:
    """Line and address of all that a style sheet loads."""
    blank = _CSS_COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), css)
    for match in _CSS_ADDRESS.finditer(blank):
        yield blank.count("\n", 0, match.start()) + 1, (match[1] or match[2] or "").strip()


class _OpenPassage(Struct, kw_only=True):
    """A passage that is being read."""

    line: int
    origin: str | None
    parts: list[str] = field(default_factory=list)

    def finished(self) -> ShownPassage:
        """The passage as a value."""
        return ShownPassage(line=self.line, origin=self.origin, text="".join(self.parts))


class _Attributes(Struct, frozen=True, kw_only=True):
    """The attributes of one element."""

    values: dict[str, str | None]
    promising: tuple[tuple[str, str | None], ...]
    """Those that may promise something."""
    is_words: bool
    is_ours: bool
    is_silent: bool
    """Whether they promise nothing, and leave it as it is whose a text is."""


def _make_attributes(found: list[tuple[str, str | None]]) -> _Attributes:
    values = dict(reversed(found))  # of a doubled attribute browsers take the first
    promising = tuple(one for one in values.items() if one[0] not in _PLAIN)
    classes = (values.get("class") or "").split()
    is_words, is_ours = "words" in classes, "ours" in classes
    is_silent = not (promising or is_words or is_ours)
    return _Attributes(values=values, promising=promising, is_words=is_words, is_ours=is_ours, is_silent=is_silent)


@lru_cache(maxsize=4096)
def _read_attributes(written: str) -> _Attributes:
    """The attributes of a tag that is written plainly, as the parser gives them."""
    return _make_attributes([(one[1].lower(), one[2] and unescape(one[2])) for one in _ATTRIBUTE.finditer(written)])


def _only_names(attributes: Mapping[str, str | None]) -> bool:
    """Whether a <link> names what it leads to, and a browser does not load it."""
    rel = (attributes.get("rel") or "").lower().split()
    return bool(rel) and _NAMED_ONLY.issuperset(rel)


class _Reader(HTMLParser):
    """Collects the facts; a class because the parser calls back."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[_OpenPassage] = []
        self.links: list[Link] = []
        self.ids: list[tuple[int, str]] = []
        self.references: list[tuple[int, str]] = []
        self.faults: list[tuple[int, str]] = []
        self._open: list[tuple[str, tuple[_OpenPassage, ...]]] = []
        """Open elements, each with the passages that listened before it."""
        self._listening: tuple[_OpenPassage, ...] = ()
        self._in_code = False

    def read_plain(self, html: str) -> bool:
        """Read a page that is written plainly; say whether this one is. Of one that is not some was noted."""
        opened = self._open
        begin = at = len(_DOCTYPE) if html.startswith(_DOCTYPE) else 0
        for piece in _PIECE.finditer(html, at):
            start, behind = piece.span()
            text, end, tag, written, slash, raw, of_raw, content = piece.groups()
            if start != at or tag in _UNUSUAL:
                return False
            at = behind
            if text and self._listening:
                self.handle_data(unescape(text))
            if end:
                if opened and opened[-1][0] == end:
                    self._listening = opened.pop()[1]
                else:
                    self.handle_endtag(end)
            elif tag:
                attributes = _read_attributes(written)
                if not attributes.is_silent or tag in _WATCHED_TAGS:
                    begin = self._move(html, begin, start + len(text))
                    self._begin(tag, attributes)
                elif tag not in _VOID:
                    opened.append((tag, self._listening))
                if slash:
                    self._close_itself(tag)
            else:
                begin = self._move(html, begin, start + len(text))
                self._begin(raw, _read_attributes(of_raw))
                begin = self._move(html, begin, piece.start(8))
                self.handle_data(content if raw in _CODE else unescape(content))
                self.handle_endtag(raw)
        self.handle_data(html[at:])
        return not html[at:].strip()

    def _move(self, html: str, before: int, now: int) -> int:
        """Count the lines up to a place."""
        self.lineno += html.count("\n", before, now)
        return now

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element promises; unless it is void, it stays open."""
        self._begin(tag, _make_attributes(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<path/>` closes itself in a drawing; elsewhere a browser ignores the slash."""
        self._begin(tag, _make_attributes(attrs))
        self._close_itself(tag)

    def _begin(self, tag: str, attributes: _Attributes) -> None:
        if tag in _WATCHED_TAGS:
            self._note_watched(tag, attributes.values)
        if attributes.promising:
            self._note(tag, attributes)
        before = self._listening
        if attributes.is_ours:
            self._listening = ()
        if attributes.is_words:
            passage = _OpenPassage(line=self.lineno, origin=attributes.values.get("data-from"))
            self.passages.append(passage)
            self._listening = (*self._listening, passage)
        if tag in _VOID:
            self._listening = before
        else:
            self._open.append((tag, before))

    def _close_itself(self, tag: str) -> None:
        if tag not in _VOID and any(name in _FOREIGN for name, _ in self._open):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element and those left open in it."""
        for n in range(len(self._open) - 1, -1, -1):
            if self._open[n][0] == tag:
                self._listening = self._open[n][1]
                del self._open[n:]
                break
        self._in_code = False

    def handle_data(self, data: str) -> None:
        """Text belongs to every passage that listens."""
        if self._in_code and data.strip():
            self._fault("an inline script or style, which the content security policy blocks")
        for passage in self._listening:
            passage.parts.append(data)

    def _fault(self, message: str) -> None:
        self.faults.append((self.lineno, message))

    def _note(self, tag: str, attributes: _Attributes) -> None:
        """Take ids, references, links and faults of one element."""
        for key, value in attributes.promising:
            if key == "id":
                if value:
                    self.ids.append((self.lineno, value))
                else:
                    self._fault("an empty id")
            elif key in _ID_LISTS:
                self.references.extend((self.lineno, name) for name in (value or "").split())
            elif key in _ADDRESSES:
                if value is not None:
                    self._note_addresses(tag, key, value, attributes.values)
            elif key.startswith("on") or key == "style":
                self._fault(f"the attribute {key} on <{tag}>, which the content security policy blocks")

    def _note_addresses(self, tag: str, key: str, value: str, attributes: Mapping[str, str | None]) -> None:
        """Take every address of an attribute, with whether a browser loads it by itself."""
        if key in _NAMING:
            self._add_link(value, loads=tag not in _LINKED and not (tag == "link" and _only_names(attributes)))
        elif key == "srcset":
            for candidate in value.split(","):
                if candidate.strip():
                    self._add_link(candidate.split()[0], loads=True)
        else:
            self._add_link(value, loads=key in _LOADED)

    def _note_watched(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """Take what only a few elements can do wrong."""
        if tag == "base":
            self._fault("<base>, which would bend every relative link")
        if tag == "style" or (tag == "script" and "src" not in attributes):
            self._in_code = (attributes.get("type") or "").strip().lower() not in _DATA_BLOCKS
        if tag == "meta" and (attributes.get("http-equiv") or "").lower() == "refresh":
            self._add_link((attributes.get("content") or "").partition("=")[2], loads=True)

    def _add_link(self, target: str, *, loads: bool) -> None:
        self.links.append(Link(line=self.lineno, target=target.strip(), loads=loads))
