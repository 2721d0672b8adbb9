"""Parsers of single values: text, addresses, dates, choices, lists, tables. Each takes one node and gives one type.

A message says what was found, as the author wrote it, and what to write. YAML's own readings of plain words (`No`,
`2024`, `12:30`) are said aloud, because they are what surprises people.
"""

import math
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlsplit

from sitegen.content.files import CONTROL, LONGEST_ID, is_id, to_id
from sitegen.content.keys import Key, Parse, Schema, Values, closest, read_keys, table_schema, takes
from sitegen.content.nodes import Node, Notes

T = TypeVar("T")

_READ_AS = {
    "yes/no": "a yes or no",
    "number": "a number",
    "date": "a date",
    "time": "a time",
    "list": "a list",
    "table": "a table of keys",
    "text": "text",
    "nothing": "no value",
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_EMAIL = re.compile(r"[^\s@<>:/]+@[^\s@<>:/]+\.[^\s@<>:/.]+")
_SAFE_IN_ADDRESS = re.compile(r"[^\s<>\"\\^`{|}\x00-\x1f]+")


TEXT: Schema = {"type": "string", "pattern": r"\S"}
LINE: Schema = {"type": "string", "pattern": r"^\s*\S[^\n]*\s*$"}
ADDRESS = r"^\s*https?://[^\s<>\"\\^`{|}]+\s*$"


@takes(TEXT)
def text(name: str, node: Node, notes: Notes) -> str | None:
    """Text of one line or more, without blanks around it."""
    if node.kind != "text" or not isinstance(node.value, str):
        _note_kind(name, node, notes, "text")
        return None
    value = node.value.strip(" \t\n")
    if found := CONTROL.search(value):
        notes.error(
            f"`{name}` holds the control character U+{ord(found.group()):04X}",
            node.place,
            "Delete it; it cannot be seen, and does not belong in a text.",
        )
        return None
    if not value:
        notes.error(f"`{name}` is empty", node.place, "Fill it in, or take the line out.")
        return None
    if node.cut:
        notes.warning(
            f"`{name}` ends before the `#`: YAML takes the rest of the line for a comment",
            node.place,
            "Put the whole value in quotes, or a blank after the `#` of a comment.",
        )
    return value


@takes(LINE)
def line(name: str, node: Node, notes: Notes) -> str | None:
    """Text of exactly one line."""
    value = text(name, node, notes)
    if value is not None and "\n" in value:
        notes.error(f"`{name}` must be a single line", node.place, "Take the line breaks out.")
        return None
    return value


@takes({"type": "string", "pattern": r"^\s*[a-z0-9]+(-[a-z0-9]+)*\s*$", "maxLength": LONGEST_ID})
def identifier(name: str, node: Node, notes: Notes) -> str | None:
    """An id: lower-case letters, digits, single hyphens."""
    value = line(name, node, notes)
    if value is not None and not is_id(value):
        proposal = to_id(value)
        notes.error(
            f"`{name}: {value}` is not an id: lower-case letters, digits and single hyphens only",
            node.place,
            f"Did you mean `{proposal}`?" if proposal else "",
        )
        return None
    return value


@takes({"type": "boolean"})
def flag(name: str, node: Node, notes: Notes) -> bool | None:
    """True or false."""
    if isinstance(node.value, bool):
        return node.value
    _note_wrong(name, node, notes, "true or false", f"Write `{name}: true` or `{name}: false`.")
    return None


@takes({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
def day(name: str, node: Node, notes: Notes) -> date | None:
    """A date without a time."""
    if node.kind == "date" and isinstance(node.value, date):
        return node.value
    if node.kind == "text" and _DAY.fullmatch(node.written):
        try:
            return date.fromisoformat(node.written)
        except ValueError:
            _note_wrong(name, node, notes, "a day of the calendar")
            return None
    _note_wrong(name, node, notes, "a date", "Write year-month-day, for example 2024-01-31.")
    return None


@takes({"type": "string", "pattern": ADDRESS})
def web_address(name: str, node: Node, notes: Notes) -> str | None:
    """An absolute http or https address."""
    value = line(name, node, notes)
    if value is not None and not _is_web_address(value):
        _note_wrong(name, node, notes, "a web address", "Write it in full, for example https://example.org/page.")
        return None
    return value


@takes(
    {
        "type": "string",
        "anyOf": [{"pattern": ADDRESS}, {"pattern": r"^\s*(mailto:)?[^\s@<>:/]+@[^\s@<>:/]+\.[^\s@<>:/.]+\s*$"}],
    }
)
def contact(name: str, node: Node, notes: Notes) -> str | None:
    """A web address, or an e-mail address without `mailto:`."""
    value = line(name, node, notes)
    if value is None:
        return None
    value = value.removeprefix("mailto:")
    if _EMAIL.fullmatch(value) or _is_web_address(value):
        return value
    _note_wrong(name, node, notes, "an e-mail or web address", "Write name@example.org or https://example.org/contact.")
    return None


@takes({"type": "string", "pattern": f"^{_LANGUAGE.pattern}$"})
def language(name: str, node: Node, notes: Notes) -> str | None:
    """A language code as HTML takes it (BCP 47): its shape alone is judged."""
    # `no` is Norwegian, and a boolean to YAML.
    written = node.written if node.kind in {"text", "yes/no"} else ""
    if _LANGUAGE.fullmatch(written):
        return written
    _note_wrong(name, node, notes, "a language code", "Write for example en, ar or pt-BR.")
    return None


def choice(options: Sequence[T]) -> Parse[T]:
    """A parser for one of a few words."""
    words = {str(option): option for option in options}
    wanted = f"one of {', '.join(words)}"

    def parse(name: str, node: Node, notes: Notes) -> T | None:
        # `off` is a boolean to YAML; what counts is the word.
        written = node.written if node.kind in {"text", "yes/no"} else ""
        if written in words:
            return words[written]
        guess = closest(written, list(words)) if written else None
        _note_wrong(name, node, notes, wanted, f"Did you mean `{guess}`?" if guess else "")
        return None

    return Parse(parse, {"enum": list(words)})


@takes({"type": "number", "minimum": 0, "maximum": 1, "not": {"enum": [0]}})
def fraction(name: str, node: Node, notes: Notes) -> float | None:
    """A number above 0 and up to 1."""
    value = node.value
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1:
        return float(value)
    _note_wrong(name, node, notes, "a number above 0 and up to 1")
    return None


@takes({"type": "number"})
def number(name: str, node: Node, notes: Notes) -> float | None:
    """A finite number."""
    value = node.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        with suppress(OverflowError):  # an integer may have more digits than a float has room for
            if math.isfinite(value):
                return float(value)
    _note_wrong(name, node, notes, "a number")
    return None


@takes({"type": "array", "items": TEXT})
def lines(name: str, node: Node, notes: Notes) -> tuple[str, ...] | None:
    """A list of texts, each kept as it is but for line ends around it."""
    if node.kind != "list":
        _note_wrong(name, node, notes, "a list", f'Put it in brackets: ["{shorten(node.written)}"].')
        return None
    return tuple(str(item.value).strip("\n") for item in node.items if text(name, item, notes) is not None)


def table(keys: Sequence[Key[Any]], what: str) -> Parse[Values]:
    """A parser for a table with keys of its own."""

    def parse(name: str, node: Node, notes: Notes) -> Values | None:
        if node.kind == "table":
            return read_keys(keys, node, notes, what)
        _note_wrong(name, node, notes, "a table", f"Write `[{name}]` on a line, and its keys below.")
        return None

    return Parse(parse, table_schema(keys))


def tables(keys: Sequence[Key[Any]], what: str) -> Parse[tuple[Values, ...]]:
    """A parser for a list of tables with keys of their own: `[[name]]` in TOML, `- key: value` in YAML."""

    def parse(name: str, node: Node, notes: Notes) -> tuple[Values, ...] | None:
        if node.kind == "list" and all(item.kind == "table" for item in node.items):
            return tuple(read_keys(keys, item, notes, what) for item in node.items)
        if notes.path.endswith(".toml"):
            wanted, hint = "a list of tables", f"Write `[[{name}]]` with two brackets before each."
        else:
            wanted = f"a list of {name} with keys"
            hint = f"Begin each with a dash: `- {keys[0].name}: ...`, and put its other keys under that one."
        _note_wrong(name, node, notes, wanted, hint)
        return None

    return Parse(parse, {"type": "array", "items": table_schema(keys)})


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and parts.port != 0
            and _SAFE_IN_ADDRESS.fullmatch(value) is not None
        )
    except ValueError:  # a port that is no number, a bracket without its other half
        return False


def _note_wrong(name: str, node: Node, notes: Notes, wanted: str, hint: str = "") -> None:
    if node.kind in {"nothing", "list", "table"}:
        _note_kind(name, node, notes, wanted, hint)
    else:
        notes.error(f"`{name}: {shorten(node.written)}` is not {wanted}", node.place, hint)


def _note_kind(name: str, node: Node, notes: Notes, wanted: str, hint: str = "") -> None:
    """Note that a value is of the wrong kind, with the file's own reading of it."""
    if node.kind == "nothing" and not node.written:
        cut = "; what follows the `#` is a comment" if node.cut else ""
        hint = "Put the value in quotes." if node.cut else "Fill it in, or take the line out."
        notes.error(f"`{name}` has no value{cut}", node.place, hint)
    elif node.kind in {"list", "table"}:
        notes.error(f"`{name}` must be {wanted}, and is {_READ_AS[node.kind]}", node.place, hint)
    else:
        notes.error(
            f"`{name}` must be {wanted}, and `{shorten(node.written)}` reads as {_READ_AS[node.kind]}",
            node.place,
            hint or f'Put it in quotes: "{shorten(node.written)}".',
        )


def shorten(written: str) -> str:
    """At most forty characters of the first line."""
    first, *rest = written.strip().split("\n")
    return first[:39] + "…" if len(first) > 40 or rest else first  # noqa: PLR2004 - as the docstring says
