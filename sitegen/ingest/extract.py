"""A raw text file as found -> a Draft: headline, the article's own lines, and everything else kept aside.

Every line that is not blank ends up in exactly one place, unchanged. A line of the file is a paragraph of the article:
texts that break their lines at a fixed width must be joined by hand first. Reading HTML is another module's
part.
"""

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from sitegen.ingest.furniture import Furniture, Place, ends_like_sentence, is_byline, recognise, words_of
from sitegen.problems import ContentError, Problem


class Draft(Struct, frozen=True, kw_only=True):
    """What an article's content file is made of."""

    paragraphs: tuple[str, ...]
    """The article's own lines, verbatim but for white space at their ends."""
    title: str | None = None
    stripped: tuple[str, ...] = ()
    """Lines that are not the article's text, verbatim, in order."""
    byline: str | None = None
    """Who wrote or supplied it, where a byline or publication line says so."""
    published: date | None = None
    """The date of the publication line."""


_HEADLINE_WORDS = 20
"""Headlines of more words are rarer than leads whose final stop was lost."""
_ASKING_HEADLINE_WORDS = 15
_PROSE_WORDS = 8
"""A line of as many words that ends like a sentence is running text."""
_DATELINE = re.compile(
    r"^(?:[^\W\d_][\w .,/'’-]{1,50}\([^()]{2,40}\)\s*[–—-]|[^\W\d_a-z][^a-z]{2,40}?(?:,[^–—]{1,30})?\s+(?:--|[–—-])\s)"
)
_TELLS = re.compile(r"\b(?:he|she|they|it|officials|residents|witnesses)\s+(?:said|added|reported)$", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?:\b[^\W\d_]\.){2,}$|\b(?:Jr|Sr|Inc|Ltd|Co)\.$")
_BULLET = re.compile(r"^\s*(?:[-*•·–—]\s|\d{1,2}[.)]\s)")
_TITLE_CASE_SHARE = 0.7


def decode(data: bytes, path: str) -> str:
    """The text of a UTF-8 file, with or without a byte order mark.

    Raises ContentError at the line and column of the first byte that is not UTF-8, or of a NUL, which no text has.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # `object` is what was left after the byte order mark, so the offset is looked up there.
        before = bytes(error.object[: error.start])
        raise ContentError(
            (
                Problem(
                    path=path,
                    line=_line_of(before.decode("utf-8")),
                    column=_column_of(before.decode("utf-8")),
                    message=f"the file is not UTF-8: byte 0x{error.object[error.start]:02X} cannot be read",
                    hint="Save it as UTF-8, e.g. `iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW` for a file from Windows.",
                ),
            )
        ) from None
    if (at := text.find("\0")) >= 0:
        problem = Problem(
            path=path,
            line=_line_of(text[:at]),
            column=_column_of(text[:at]),
            message="the file holds a NUL character, so it is not a text file",
            hint="Import a plain text file in UTF-8.",
        )
        raise ContentError((problem,))
    return text


def split_lines(text: str) -> list[str]:
    """The lines of a text without their ends; only the three line ends of text files count, not U+2028 or form feeds.

    Markdown knows the same three, so a line stays one paragraph.
    """
    return re.split(r"\r\n|\n|\r", text)


def read_draft(text: str, title: str | None = None) -> Draft:
    """Sort the lines of `text` into headline, paragraphs and furniture.

    `title` wins over the headline found; a headline found that differs from it is kept under `stripped`, since it is
    no part of the body either.
    """
    lines = [line for line in split_lines(text) if line.strip()]
    found, headline = _sort_lines(lines)
    return _sorted_draft(lines, found, headline, title)


def read_page_draft(lines: Sequence[str], title: str | None) -> Draft:
    """Sort the lines of a web page's article; `title` is its headline, which is not among them.

    Without one the headline is looked for as in a text file.
    """
    if not title:
        return read_draft("\n".join(lines))
    both = [title, *lines]
    found, _ = _sort_lines(both, headline=0)
    return _sorted_draft(both, found, 0, title)


def _sorted_draft(
    lines: Sequence[str], found: Sequence[Furniture | None], headline: int | None, title: str | None
) -> Draft:
    stripped = [line for index, line in enumerate(lines) if found[index] is not None]
    heading = lines[headline].strip() if headline is not None else None
    if title and heading and _folded(title) != _folded(heading):
        stripped = [line for index, line in enumerate(lines) if found[index] is not None or index == headline]
    named = [f for f in found if f is not None and f.byline]
    dated = [f.published for f in found if f is not None and f.published]
    return Draft(
        title=title or heading,
        paragraphs=tuple(
            line.strip(" \t").rstrip() for index, line in enumerate(lines) if found[index] is None and index != headline
        ),
        stripped=tuple(stripped),
        byline=named[0].byline if named else None,
        published=dated[0] if dated else None,
    )


def _sort_lines(lines: Sequence[str], headline: int | None = None) -> tuple[list[Furniture | None], int | None]:
    """For each line the furniture it is, and the index of the headline, which is found where it is not given."""
    places = _places(lines)
    found = [recognise(line, place) for line, place in zip(lines, places, strict=True)]
    if headline is None:
        first = next((index for index, furniture in enumerate(found) if furniture is None), None)
        headline = first if first is not None and is_headline(lines[first], _after(first, lines, found)) else None
    else:
        found[headline] = None
    for index, furniture in enumerate(found):
        if furniture and furniture.takes != "nothing":
            _take_links(index, furniture, lines, found)
    return found, headline


def _places(lines: Sequence[str]) -> list[Place]:
    """Where each line stands among the lines of running text."""
    prose = [index for index, line in enumerate(lines) if _is_prose(line) and not recognise(line, "body")]
    if len(prose) > 1 and lines[prose[0]].rstrip("\"'”’»)] ").endswith(("?", "!", "…")) and _is_link(lines[prose[0]]):
        # A question of this length may be the headline, and what stands below it is still the head.
        del prose[0]
    if len(prose) > 1 and is_byline(lines[prose[0] + 1]):
        # A byline below the first sentence makes that sentence a standfirst, or a headline with a stop.
        del prose[0]
    if not prose:
        return ["head"] * len(lines)
    return ["head" if index < prose[0] else "body" if index < prose[-1] else "tail" for index in range(len(lines))]


def _is_prose(line: str) -> bool:
    return ends_like_sentence(line) and len(words_of(line)) >= _PROSE_WORDS


def _take_links(index: int, furniture: Furniture, lines: Sequence[str], found: list[Furniture | None]) -> None:
    """Mark the headlines that a bare lead-in announces; a line of running text is never one of them."""
    limit = 1 if furniture.takes == "one" else len(lines)
    for follower in range(index + 1, min(index + 1 + limit, len(lines))):
        if found[follower] is not None or not _is_link(lines[follower]):
            return
        found[follower] = Furniture()


def _is_link(line: str) -> bool:
    """Whether a line could be the headline of another article."""
    words = words_of(line)
    is_long = _is_prose(line) and len(words) > _ASKING_HEADLINE_WORDS
    ends_open = line.rstrip("\"'”’»)] ").endswith((".", ",", ";", ":"))
    return 0 < len(words) <= _HEADLINE_WORDS and not is_long and not ends_open


def _after(index: int, lines: Sequence[str], found: Sequence[Furniture | None]) -> list[tuple[str, bool]]:
    """The lines below a headline, each with whether it is furniture."""
    pairs = zip(lines[index + 1 :], found[index + 1 :], strict=True)
    return [(line, furniture is not None) for line, furniture in pairs]


def is_headline(line: str, below: Sequence[tuple[str, bool]]) -> bool:
    """Whether the first line of a text is its headline rather than its lead.

    A headline is short, has running text below it and no final stop. A headline that asks or calls out ends with a
    mark, as a lead may; it counts only where something else speaks for it: a byline, date or caption below it, a
    dateline that opens the next line, or a capital on most of its words.
    """
    line = line.strip()
    words = words_of(line)
    if not words or len(words) > _HEADLINE_WORDS or _BULLET.match(line) or _DATELINE.match(line):
        return False
    if not any(_is_prose(text) for text, is_furniture in below if not is_furniture):
        return False
    bare = line.rstrip("\"'”’»)] ")
    if line.startswith(("“", "„", "«")) and not re.search(r"[”“»]", line[1:]):
        # A quotation that runs on into the next paragraph.
        return False
    if bare.endswith((",", ";", ":", "-", "–", "—")) or _TELLS.search(bare):
        return False
    if bare.endswith(("?", "!", "…", "...")):
        has_witness = below[0][1] or _DATELINE.match(below[0][0].strip()) is not None
        return len(words) <= _ASKING_HEADLINE_WORDS and (has_witness or _is_title_case(words))
    # The stop of an abbreviation is none: `Mayor meets envoys from the U.S.`
    return not bare.endswith(".") or (len(words) <= _ASKING_HEADLINE_WORDS and _ABBREVIATION.search(bare) is not None)


def _is_title_case(words: Sequence[str]) -> bool:
    long = [word for word in words if len(word) > len("with")]
    n_capital = sum(not word[0].islower() for word in long)
    return len(long) > 1 and n_capital >= _TITLE_CASE_SHARE * len(long)


def _folded(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _line_of(before: str) -> int:
    return len(split_lines(before))


def _column_of(before: str) -> int:
    return len(split_lines(before)[-1]) + 1
