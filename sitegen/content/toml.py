"""TOML files as nodes with places.

`tomllib` gives values without places, so the places are found by a second, much simpler reading of a text that is
known to be well-formed: it steps over strings and comments, counts brackets, and so knows headers and keys from
anything that looks like them.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from sitegen.content.nodes import Entry, Kind, Node, Notes, Place, place_of

Path = tuple[str | int, ...]
"""Where a value lies in the document: keys, and 0-based numbers of `[[tables]]`."""

_ERROR_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'  # a string may end with up to two quotation marks of its own
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[\]{}\n]"
    r"|[^\[\]{}\n#\"']+",
    re.DOTALL,
)
_PART = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_KEY = re.compile(rf"[ \t]*({_DOTTED})[ \t]*=[ \t]*")
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_DOTTED})[ \t]*\]")
_NEARLY_DATE = re.compile(r"=[ \t]*[0-9]{1,4}[-/][0-9]")
_DATE_HINT = "Write year-month-day, for example 2024-01-31."
_HINTS = (
    ("Unclosed array", "A comma between two values may be missing, or the closing `]`."),
    ("Unclosed inline table", "A comma between two keys may be missing, or the closing `}`."),
    ("Invalid value", "Text goes in quotes, a date is 2024-01-31, a yes is true."),
    ("Expected '='", "Write `key = value`."),
    ("Expected newline or end of document", "One `key = value` a line; text goes in quotes."),
    ("Cannot overwrite a value", "The key is given twice; take one out."),
    ("Cannot declare", "The table is given twice; put its keys together."),
    ("Unescaped '\\'", "Use single quotes around text with backslashes."),
    ("Illegal character", "Text on several lines goes in three quotation marks."),
    ("Invalid date", _DATE_HINT),
)


def read_toml(text: str, notes: Notes) -> Node | None:
    """The document as a node of kind `table`; None, with the reason noted, where it is not TOML."""
    try:
        document = tomllib.loads(text)
    except RecursionError:
        notes.error("brackets are nested too deeply")
        return None
    except ValueError as error:  # TOMLDecodeError, and a plain ValueError for a number of thousands of digits
        _note_error(error, text, notes)
        return None
    return _node(document, (), _find_places(text), Place(1, 1))


def _note_error(error: ValueError, text: str, notes: Notes) -> None:
    said = str(error)
    found = _ERROR_PLACE.search(said)
    if found is None:
        notes.error(f"TOML cannot be read: {said}")
        return
    message = _ERROR_PLACE.sub("", said)
    place = Place(int(found[1]), int(found[2])) if found[1] else place_of(text, len(text.rstrip()))
    if message.startswith("Unescaped"):  # told behind the backslash and the sign that follows it
        place = Place(place.line, max(place.column - 2, 1))
    hint = next((hint for begins, hint in _HINTS if message.startswith(begins)), "Text goes in quotes.")
    if _NEARLY_DATE.search(text.split("\n")[place.line - 1]):
        hint = _DATE_HINT
    notes.error(f"TOML cannot be read here: {message[0].lower()}{message[1:]}", place, hint)


def _node(value: object, path: Path, places: Mapping[Path, tuple[Place, Place]], above: Place) -> Node:
    """A value with all below it; what has no place of its own has that of the key above it."""
    place = places[path][1] if path in places else above
    if isinstance(value, dict):
        entries = tuple(
            Entry(key=key, place=places.get(at, (place, place))[0], node=_node(below, at, places, place))
            for key, below in value.items()
            for at in [(*path, key)]
        )
        return Node(kind="table", place=place, entries=entries)
    if isinstance(value, list):
        items = tuple(_node(item, (*path, number), places, place) for number, item in enumerate(value))
        return Node(kind="list", place=place, items=items)
    kind, plain = _scalar(value)
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return Node(kind=kind, place=place, written=written, value=plain)


def _scalar(value: object) -> tuple[Kind, str | bool | float | date | None]:
    match value:
        case bool():
            return "yes/no", value
        case int() | float():
            return "number", value
        case datetime() | time():
            return "time", None
        case date():
            return "date", value
        case _:
            return "text", str(value)


def _find_places(text: str) -> dict[Path, tuple[Place, Place]]:
    """For each header and each key outside of brackets, the places of the key and of its value."""
    places: dict[Path, tuple[Place, Place]] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for start in _statements(text):
        if header := _HEADER.match(text, start):
            table = _within(_parts(header[2]), counts)
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                places.setdefault(table, (place_of(text, header.start(1)),) * 2)
                table = (*table, counts[table])
            for length in range(1, len(table) + 1):
                places.setdefault(table[:length], (place_of(text, header.start(1)),) * 2)
        elif key := _KEY.match(text, start):
            path = (*table, *_parts(key[1]))
            at_key, at_value = place_of(text, key.start(1)), place_of(text, key.end())
            for length in range(len(table) + 1, len(path)):
                places.setdefault(path[:length], (at_key, at_key))
            places[path] = (at_key, at_value)
    return places


def _statements(text: str) -> Iterator[int]:
    """Where each line begins that is not inside a string or brackets."""
    depth = 0
    start_of_line = True
    for token in _TOKEN.finditer(text):
        sign = token.group()
        if start_of_line:
            yield token.start()
            start_of_line = False
        if sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
        elif sign == "\n":
            start_of_line = depth == 0


def _within(parts: Path, counts: Mapping[Path, int]) -> Path:
    """A header's path with the numbers of the `[[tables]]` it lies in, all but that of its last part."""
    path: Path = ()
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path])
    return (*path, *parts[-1:])


def _parts(dotted: str) -> Path:
    """The parts of a dotted key, read by the library itself: `a."b.c"` is two."""
    parts: list[str] = []
    below: Any = tomllib.loads(f"{dotted} = 0")
    while isinstance(below, dict):
        ((part, below),) = below.items()
        parts.append(part)
    return tuple(parts)
