"""Hand-made answers on figures: which passages give a number, its value and bound, and which measure the same thing.

Two layouts are read: mentions as offsets into the text of a sentence of the answers, with the verdict on the group and
the groups that add up to it; and mentions as the text of the number. Deliberately contains no judgement.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from evaluate.quote_answers import Placed
from sitegen.model import Span

_BOUNDS = {
    "over": "more than",
    "above": "more than",
    "under": "fewer than",
    "less than": "fewer than",
    "almost": "nearly",
    "some": "about",
    "around": "about",
    "approximately": "about",
    "roughly": "about",
    "as many as": "up to",
    "no more than": "up to",
}
"""Bound words as an annotator may copy them from the text, by what they mean."""


class NumberAnswer(Struct, frozen=True, kw_only=True):
    """One number that an article gives."""

    article: str
    part: str
    span: Span
    """In the title or the text of the article; it may leave out bound words and the unit."""
    text: str
    value: float | None
    """None where the words are vague."""
    bound: str | None


class FigureAnswer(Struct, frozen=True, kw_only=True):
    """One quantity and the numbers given for it."""

    what: str
    mentions: tuple[NumberAnswer, ...]
    verdict: str | None = None
    """None where the answers give none."""
    parts: tuple[int, ...] = ()
    """Places in the list of answers of those that add up to this one."""


def read_figures(rows: Iterable[Mapping[str, Any]], units: Iterable[Placed]) -> tuple[FigureAnswer, ...]:
    """Answers of either layout; ValueError where a sentence does not hold its number.

    A mention is `{"sentence", "start", "end", "value", "bound"}` or `{"s", "text", "value", "bound"}`. Equal texts of
    one sentence are found one after the other.
    """
    by_id = {unit.id: unit for unit in units}
    after: dict[tuple[str, str], int] = {}
    found = []
    for row in rows:
        mentions = []
        for mention in row["mentions"]:
            name = mention.get("sentence") or mention["s"]
            unit = by_id.get(name)
            start, end = _place(mention, unit.text if unit else "", after)
            if unit is None or not 0 <= start < end <= len(unit.text):
                raise ValueError(f"{name} does not hold the number of {row['what']!r}")
            bound = mention.get("bound")
            mentions.append(
                NumberAnswer(
                    article=unit.article,
                    part=unit.part,
                    span=Span(unit.span.start + start, unit.span.start + end),
                    text=unit.text[start:end],
                    value=mention["value"],
                    bound=_BOUNDS.get(bound, bound),
                )
            )
        parts = tuple(row.get("parts", ()))
        found.append(FigureAnswer(what=row["what"], mentions=tuple(mentions), verdict=row.get("verdict"), parts=parts))
    return tuple(found)


def _place(mention: Mapping[str, Any], text: str, after: dict[tuple[str, str], int]) -> tuple[int, int]:
    if "text" not in mention:
        return mention["start"], mention["end"]
    key = (mention["s"], mention["text"])
    start = text.find(mention["text"], after.get(key, 0))
    after[key] = start + len(mention["text"])
    return start, after[key]
