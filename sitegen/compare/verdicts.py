"""Whether figures of one quantity can all hold, by arithmetic on the intervals they allow, and why in one sentence.

A bound is not a value: `more than 100` and `at least 130` can both be true. A count may grow: figures of different days
are no contradiction. What rests on a date that was inferred says so.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from sitegen.compare.intervals import Interval, intersect, interval_of, rounds_to
from sitegen.compare.quantities import Quantity
from sitegen.model import Article, FigureMention
from sitegen.model.findings import FigureStatus
from sitegen.text.numbers import find_numerals, format_number

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_GREAT = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_HEDGES = ("about", "nearly", None)


def verdict(quantities: Sequence[Quantity], articles: Mapping[str, Article]) -> tuple[FigureStatus, str]:
    """The status of figures that measure the same thing and one plain sentence; independent of their order."""
    ordered = sorted(quantities, key=lambda q: q.order)
    valued = [q for q in ordered if q.measured.value is not None]
    n_articles = len({q.article for q in valued})
    if n_articles < 2:  # noqa: PLR2004 - a comparison takes two
        return "single", _why_single(ordered, valued)
    if _agree([q.measured for q in valued]):
        return "agree", _why_agree(valued, n_articles, len(articles))
    clashes = [(a, b) for i, a in enumerate(valued) for b in valued[i + 1 :] if _clash(a.measured, b.measured)]
    if not clashes:
        return "compatible", _why_compatible(valued, n_articles)
    unexplained = [pair for pair in clashes if not _explained(*pair)]
    if not unexplained:
        return "compatible", _why_explained(clashes, articles)
    return "conflict", _why_conflict(unexplained[0], articles)


def interval_between(mention: FigureMention) -> Interval:
    """What a mention allows."""
    return Interval(mention.low, mention.high, low_open=mention.low_open, high_open=mention.high_open)


def same_value(a: FigureMention, b: FigureMention) -> bool:
    """Whether two mentions give one value once hedges and stated rounding are folded; bounds must be alike."""
    if a.value is None or b.value is None or (a.bound in _HEDGES) != (b.bound in _HEDGES):
        return False
    if a.bound not in _HEDGES:
        return a.bound == b.bound and (a.value, a.low, a.high) == (b.value, b.low, b.high)
    return a.value == b.value or _rounding(a).holds(b.value) or _rounding(b).holds(a.value)


@lru_cache(maxsize=4096)
def _rounding(mention: FigureMention) -> Interval:
    """What rounds to the mention's number as written, its hedge left aside."""
    numerals = find_numerals(mention.text)
    if len(numerals) != 1 or numerals[0].kind == "fraction":
        return Interval(mention.value, mention.value)
    is_money = bool(mention.unit) and not mention.unit.startswith(("%", "percent"))
    return interval_of(numerals[0], None, is_money=is_money)


def _agree(mentions: Sequence[FigureMention]) -> bool:
    return all(same_value(a, b) for i, a in enumerate(mentions) for b in mentions[i + 1 :])


def _clash(a: FigureMention, b: FigureMention) -> bool:
    return not same_value(a, b) and intersect((interval_between(a), interval_between(b))).is_empty


def _explained(a: Quantity, b: Quantity) -> bool:
    """Whether two figures that clash can both be true after all: rounding, or counts of different days."""
    if is_rounding(a.measured, b.measured):
        return True
    first, second = a.measured, b.measured
    if first.as_of is None or second.as_of is None or first.as_of == second.as_of:
        return False
    is_stated = "stated" in (first.as_of_basis, second.as_of_basis)
    return is_stated or a.kind == "count"


def is_rounding(a: FigureMention, b: FigureMention) -> bool:
    """Whether one of two numbers may be the other rounded to hundreds, thousands and so on."""
    if a.value is None or b.value is None or a.bound not in _HEDGES or b.bound not in _HEDGES:
        return False
    return rounds_to(a.value, b.value) or rounds_to(b.value, a.value)


def _why_single(quantities: Sequence[Quantity], valued: Sequence[Quantity]) -> str:
    vague = [q for q in quantities if q.mention.value is None]
    if not valued:
        return "No number is given, only a rough amount."
    if vague and {q.article for q in vague} - {q.article for q in valued}:
        return f"Only one article gives a number; another writes “{vague[0].mention.text}”."
    return "Only one article gives this number."


def _why_agree(valued: Sequence[Quantity], n_articles: int, n_all: int) -> str:
    best = min(valued, key=lambda q: (_width(_rounding(q.measured)), q.order)).measured
    shown = _shown(best)
    hedges = {q.mention.bound for q in valued}
    spread = {q.measured.value for q in valued}
    who = f"{_count(n_articles).capitalize()} of {_count(n_all)} articles"
    if n_articles >= n_all:
        who = f"All {_count(n_articles)} articles" if n_articles > 2 else "Both articles"  # noqa: PLR2004 - both
    if len(spread) > 1:
        return f"{who} agree on {shown} once rounding is allowed for."
    if len(hedges) > 1:
        return f"{who} give {shown}; words such as “about” or “nearly” are not read as a difference."
    return f"{who} give {shown}."


def _why_compatible(valued: Sequence[Quantity], n_articles: int) -> str:
    together = intersect(interval_between(q.measured) for q in valued)
    unit = valued[0].measured.unit
    exact = next((m for m in (q.measured for q in valued) if m.bound is None and together.holds(m.value or 0)), None)
    fits = _shown(exact) if exact else _fits(together, unit)
    opening = f"All {_count(n_articles)} can be true at once" if n_articles > 2 else "Both can be true at once"  # noqa: PLR2004 - both
    return f"{opening}: {fits} fits every statement."


def _why_explained(clashes: Sequence[tuple[Quantity, Quantity]], articles: Mapping[str, Article]) -> str:
    rounded = next((pair for pair in clashes if is_rounding(pair[0].measured, pair[1].measured)), None)
    if rounded:
        low, high = sorted((q.measured for q in rounded), key=lambda m: -_zeros(m.value))
        return f"Both can be true: {_shown(low)} may be {_shown(high)} rounded."
    early, late = sorted(clashes[0], key=lambda q: (q.mention.as_of or date.min, q.order))
    told = (
        f"“{early.mention.text}” counts up to {_day(early.mention.as_of)} and “{late.mention.text}” up to "
        f"{_day(late.mention.as_of)}"
    )
    rests = _inferred_note((early, late), articles)
    if (late.mention.value or 0) >= (early.mention.value or 0):
        return f"Both can be true: {told}, and the number may have grown{rests}."
    return f"Not the same day: {told}; the later number is the lower one, so it may have been corrected{rests}."


def _why_conflict(pair: tuple[Quantity, Quantity], articles: Mapping[str, Article]) -> str:
    a, b = pair
    same_day = a.mention.as_of is not None and a.mention.as_of == b.mention.as_of
    day = f" as of {_day(a.mention.as_of)}" if same_day else ""
    return f"Both cannot be true: “{a.mention.text}” and “{b.mention.text}”{day}{_inferred_note(pair, articles)}."


def _inferred_note(pair: Iterable[Quantity], articles: Mapping[str, Article]) -> str:
    """Says which date was inferred, where the verdict rests on one."""
    for q in sorted(pair, key=lambda q: q.order):
        article = articles.get(q.article)
        if q.mention.as_of_basis == "inferred" and article:
            return f"; this rests on an inferred date, {_day(q.mention.as_of)}"
    return ""


def _fits(interval: Interval, unit: str) -> str:
    """The values that fit all: `130 or more`, `any number from 130 to 150`."""
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        if low == high:
            return _with_unit(low, unit)
        return f"any number from {_with_unit(low, unit)} to {_with_unit(high, unit)}"
    if low is not None:
        return f"more than {_with_unit(low, unit)}" if interval.low_open else f"{_with_unit(low, unit)} or more"
    return f"up to {_with_unit(high or 0, unit)}"


def _shown(mention: FigureMention) -> str:
    """The value with its unit and a bound that is not a hedge."""
    if mention.bound == "range":
        return mention.text
    value = _with_unit(mention.value or 0, mention.unit)
    return value if mention.bound in _HEDGES else f"{mention.bound} {value}"


def _with_unit(value: float, unit: str) -> str:
    shown = _in_words(value)
    if not unit:
        return shown
    if unit == "%":
        return f"{shown}%"
    return f"{shown} {unit}" if unit.isalpha() or " " in unit else f"{unit}{shown}"


def _in_words(value: float) -> str:
    """The number, with `million` and the like where two decimals say it exactly: `1.2 trillion`."""
    for scale, word in _GREAT:
        share = round(value / scale, 2)
        if value >= scale and math.isclose(share * scale, value, rel_tol=1e-12):
            return f"{format_number(share)} {word}"
    return format_number(value)


def _count(n: int) -> str:
    return _WORDS[n] if n < len(_WORDS) else str(n)


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B} {day.year}" if day else "an unknown day"


def _width(interval: Interval) -> float:
    return (interval.high or 0) - (interval.low or 0)


def _zeros(value: float | None) -> int:
    digits = str(int(value or 0))
    return len(digits) - len(digits.rstrip("0"))
