"""What the tables of `review.toml` have in common: sentence keys, and who decided when and why.

Deliberately contains no table of its own.
"""

import re
from datetime import date
from typing import Any, TypedDict

from sitegen.content.keys import Key, Schema, Values, takes
from sitegen.content.nodes import Node, Notes
from sitegen.content.parsers import day, line, lines, text

_SENTENCE_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*:[0-9a-f]{6}(-[1-9][0-9]*)?")
_PAIR = 2
_ONE_KEY: Schema = {"type": "string", "pattern": f"^{_SENTENCE_KEY.pattern}$"}


class Common(TypedDict):
    """What every decision says beside what it decides."""

    path: str
    line: int
    reason: str | None
    by: str | None
    date: date | None
    texts: tuple[str, ...]


@takes(_ONE_KEY)
def sentence_key(name: str, node: Node, notes: Notes) -> str | None:
    """One sentence key."""
    key = line(name, node, notes)
    if key is None or _SENTENCE_KEY.fullmatch(key):
        return key
    notes.error(f"`{key}` is not a sentence key", node.place, _FORM)
    return None


@takes({"type": "array", "items": _ONE_KEY, "minItems": 1, "maxItems": _PAIR, "uniqueItems": True})
def sentence_keys(name: str, node: Node, notes: Notes) -> tuple[str, ...] | None:
    """One or two sentence keys of different sentences."""
    keys = lines(name, node, notes)
    if keys is None:
        return None
    wrong = [key for key in keys if not _SENTENCE_KEY.fullmatch(key)]
    for key in wrong:
        notes.error(f"`{key}` is not a sentence key", node.place, _FORM)
    if not wrong and not 1 <= len(set(keys)) == len(keys) <= _PAIR:
        notes.error(f"`{name}` must hold one or two different sentence keys", node.place)
        return None
    return None if wrong else keys


@takes({"type": "array", "items": _ONE_KEY, "minItems": _PAIR, "maxItems": _PAIR, "uniqueItems": True})
def pair_of_keys(name: str, node: Node, notes: Notes) -> tuple[str, str] | None:
    """Two sentence keys of two articles."""
    keys = sentence_keys(name, node, notes)
    if keys is None:
        return None
    if len(keys) != _PAIR:
        notes.error(f"`{name}` must hold two sentence keys", node.place)
        return None
    first, second = keys
    if first.partition(":")[0] == second.partition(":")[0]:
        notes.error(f"`{name}` must hold sentences of two articles", node.place, "A match is between two articles.")
        return None
    return first, second


def common(values: Values, path: str) -> Common:
    """Where a decision stands, who made it and why."""
    return Common(
        path=path,
        line=values.place.line,
        reason=values.get(REASON),
        by=values.get(BY),
        date=values.get(DATE),
        texts=values.get(TEXTS) or (),
    )


_FORM = "A key is an article's id, `:`, and six hex digits."
REASON = Key(name="reason", about="Why; shown to readers.", parse=text, mistaken_for=("why", "note", "comment"))
BY = Key(name="by", about="Who decided.", parse=line, mistaken_for=("editor", "author", "who"))
DATE = Key(name="date", about="When, as year-month-day.", parse=day, mistaken_for=("when", "day"))
TEXTS = Key(
    name="texts",
    about="The sentences as they stood when it was decided, to tell what became of them.",
    parse=lines,
    mistaken_for=("was", "then"),
)
COMMON: tuple[Key[Any], ...] = (REASON, BY, DATE, TEXTS)
