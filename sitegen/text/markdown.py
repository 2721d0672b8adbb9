"""Markdown in its two roles: an outlet's article as plain text, an editor's own prose as HTML.

`plain_text` is what every finding is an offset into; `escape_text` is its inverse, for text that comes from outside;
`render_prose` is the only Markdown that becomes markup. Raw HTML is text in both. What one sees of a Markdown
document and what `plain_text` keeps of it differ in a few places, each decided here:

- a line break inside a paragraph is a space, as in a browser, so that a hard-wrapped file does not cut sentences (and
  nothing at all between two Chinese or Japanese characters, as CSS Text 3, section 4.1.3, has it); a hard break
  (two spaces or a backslash at the end of a line) stays a newline;
- every heading, paragraph, list item, quoted paragraph and code block is a block; bullets, `#`, `>`, fences and rules
  are markup and go, the number of an ordered item is what the outlet wrote and stays;
- a link is its text, an image is nothing (its description is not part of the article), a table is the text it is
  written as, since CommonMark has none;
- entities and backslash escapes are what they stand for; typography is never touched.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sitegen.model import Paragraph, Span

# CommonMark's own limit would silently drop text nested deeper than twenty blocks; no real file comes near this one.
_MAX_NESTING = 100
_OPTIONS = {"html": False, "xhtmlOut": False, "maxNesting": _MAX_NESTING}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LINK_SCHEMES = frozenset({"http:", "https:", "mailto:"})
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LINE_BREAK = re.compile(r"[ \t]*\n[ \t]*")
# A no-break space at the edge of a paragraph would be trimmed.
_EDGE = re.compile(r"\A\s+|\s+\Z")
_NOTHING = re.compile(r"(?!)")
_SPECIAL = re.compile(r"[\\`*_\[\]<&]|^[#>+=~-]", re.MULTILINE)
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
"""CommonMark 0.31, section 2.4: any ASCII punctuation character may be escaped."""
_BLOCK_JOIN = "\n\n"
_LOWEST_HEADING = 6


def plain_text(body: str, first_line: int = 1) -> tuple[str, tuple[Paragraph, ...]]:
    """The text of `body` with all markup off, and where its blocks lie in it.

    `body` is Markdown; `first_line` is the 1-based line of its first line in the file, from which each paragraph's
    line is counted. The text is the blocks joined by one blank line; blocks without a visible character are left out.
    The spans are ordered, and their passages joined by a blank line are the text.
    """
    paragraphs: list[Paragraph] = []
    texts: list[str] = []
    start = 0
    for block, line in _blocks(_ArticleParser("commonmark", _OPTIONS).parse(body)):
        paragraphs.append(Paragraph(span=Span(start, start + len(block)), line=first_line + line))
        texts.append(block)
        start += len(block) + len(_BLOCK_JOIN)
    return _BLOCK_JOIN.join(texts), tuple(paragraphs)


def escape_text(text: str) -> str:
    """Markdown whose `plain_text` is `text`, with as few backslashes as that takes.

    For text that comes from outside and was never Markdown: blocks divided by blank lines, a newline inside a block
    meaning a line of its own. Blanks around line ends cannot be expressed in Markdown and are dropped, as is a
    block of blanks alone.
    """
    blocks = (_LINE_BREAK.sub("\n", block.strip(" \t\n")) for block in _BLANK_LINES.split(text))
    return _BLOCK_JOIN.join(_escape_block(block) for block in blocks if block.strip())


def render_prose(markdown: str, *, top: int = 2) -> str:
    """HTML of an editor's own prose: a story's introduction, a note on an outlet.

    Raw HTML is escaped; a link stays one only if it is http, https, mailto or relative; an image is its description.
    Headings start at level `top` and never skip one, whatever levels the editor wrote, so that the page keeps its one
    h1 and an outline without gaps.
    """
    parser = _ProseParser("commonmark", _OPTIONS)
    tokens = parser.parse(markdown)
    _level_headings(tokens, top)
    for image in (child for token in tokens for child in token.children or () if child.type == "image"):
        image.content = _inline_text(image.children or [])
        image.type = "text"
    return str(parser.renderer.render(tokens, parser.options, {}))


class _ArticleParser(MarkdownIt):
    """Every link is one, wherever it leads: only its text is used."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 - the library's name and signature
        return True


class _ProseParser(MarkdownIt):
    """A link is one only if it is http, https, mailto or relative, and never names another host without a scheme."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        scheme = _SCHEME.match(url)
        return scheme.group().lower() in _LINK_SCHEMES if scheme else not url.startswith("//")


def _blocks(tokens: Iterable[Token]) -> Iterator[tuple[str, int]]:
    """Each block's text with its 0-based line; numbers of ordered items go before the first block of their item."""
    number, number_line = "", 0
    for token in tokens:
        if token.type == "list_item_open" and token.info:
            number = f"{number} {token.info}{token.markup}".lstrip()
            number_line = _line(token)
        elif token.type == "list_item_close" and number:
            yield number, number_line
            number = ""
        elif token.type in {"inline", "fence", "code_block"}:
            text = _inline_text(token.children or []) if token.type == "inline" else token.content.strip("\n")
            if text.strip():
                yield f"{number} {text}" if number else text, _line(token)
                number = ""


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _inline_text(children: list[Token]) -> str:
    """The characters of a paragraph's children, with breaks as the module's docstring says."""
    parts: list[str] = []
    breaks: list[int] = []
    for child in children:
        if child.type == "softbreak":
            breaks.append(len(parts))
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
        elif child.type != "image":
            parts.append(child.content)
    for index in breaks:
        if _is_ideographic("".join(parts[:index])[-1:]) and _is_ideographic("".join(parts[index + 1 :])[:1]):
            parts[index] = ""
    text = "".join(parts)
    # The library trims a paragraph; what is left at its edges was meant, unless an image stood there.
    return text.strip(" \n") if any(child.type == "image" for child in children) else text


def _is_ideographic(character: str) -> bool:
    """Whether no space is written beside the character: East Asian wide, but not Hangul."""
    return (
        bool(character)
        and unicodedata.east_asian_width(character) in "WFH"
        and "HANGUL" not in unicodedata.name(character, "")
    )


def _escape_block(block: str) -> str:
    """The block as it stands where Markdown leaves it alone; else with its special characters, or all, escaped."""
    for special in (_NOTHING, _SPECIAL):
        markdown = _escape(block, special)
        text, paragraphs = plain_text(markdown)
        if text == block and len(paragraphs) == 1:
            return markdown
    return _escape(block, _PUNCTUATION)


def _escape(block: str, special: re.Pattern[str]) -> str:
    markdown = special.sub(r"\\\g<0>", block).replace("\n", "\\\n")
    return _EDGE.sub(lambda edge: "".join(f"&#{ord(character)};" for character in edge.group()), markdown)


def _level_headings(tokens: list[Token], top: int) -> None:
    """Rewrite the tags of headings in place: the outline keeps its shape, begins at `top` and has no gap."""
    open_levels: list[int] = []
    for opening, closing in _heading_pairs(tokens):
        level = int(opening.tag[1:])
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        opening.tag = closing.tag = f"h{min(top - 1 + len(open_levels), _LOWEST_HEADING)}"


def _heading_pairs(tokens: list[Token]) -> Iterator[tuple[Token, Token]]:
    """Opening and closing token of each heading; between them stands exactly its inline content."""
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            yield token, tokens[index + 2]
