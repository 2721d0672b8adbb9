"""Expressions of time in a sentence, with the days they allow.

Finds what news sentences write: `January 11`, `5 Jan 2024`, `early January`, `last October`, `on Thursday`, `2014`,
`between October 17 and January 11`, `since mid-October`. A date without a year is in the article's year or, where
that would be more than half a year ahead, in the year before; a weekday is the last one on or before the article's
date. Without that date such expressions keep no days. Deliberately leaves out times of day and what needs the story
told (`days earlier`, `at the time`).
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if n}
_MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if n} | {"sept": 9}
_WEEKDAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_MONTH = (
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
)
_WEEKDAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_DAY = r"[0-3]?\d"
_YEAR = r"(?:18|19|20)\d\d"
_PART = "early|mid|late|the end of|the beginning of|the start of|end|last"


def _expression(n: int) -> str:
    """A pattern of one date whose groups carry the number `n`, so that a range can hold two."""
    return (
        rf"(?:(?P<part{n}>{_PART})[ \u00a0-])?(?:(?:{_WEEKDAY}),?[ \u00a0](?=[A-Z\d]))?(?:"
        rf"(?P<month{n}>{_MONTH})[ \u00a0](?P<day{n}>{_DAY})(?:st|nd|rd|th)?(?:,?[ \u00a0](?P<year{n}>{_YEAR}))?"
        rf"|(?P<dayb{n}>{_DAY})(?:st|nd|rd|th)?[ \u00a0](?:of )?(?P<monthb{n}>{_MONTH})"
        rf"(?:,?[ \u00a0](?P<yearb{n}>{_YEAR}))?"
        rf"|(?P<monthc{n}>{_MONTH})(?:,? (?P<yearc{n}>{_YEAR}))?"
        rf"|(?P<yeard{n}>{_YEAR})"
        rf"|(?P<weekday{n}>{_WEEKDAY}))(?!\w)"
    )


_RANGE = re.compile(rf"\b(?i:between|from) (?:{_expression(1)}) (?:and|to|until|through) (?:{_expression(2)})")
_SINCE = re.compile(rf"\b(?P<word>(?i:since|until|by|before|after)) (?:{_expression(1)})")
_POINT = re.compile(rf"\b(?:{_expression(1)})")
_CAPITAL = re.compile(r"[A-Z0-9]")
_HALF_A_YEAR = 180
_FIRST_YEAR = 1000
"""News has dates after this; before it there may be no year to go back to."""


@dataclass(frozen=True, slots=True)
class TimeMention:
    """An expression of time in a sentence."""

    start: int
    """Offset in the sentence."""
    end: int
    text: str
    kind: Literal["date", "period"]
    """A point in time, however vague, or a stretch with a beginning or an end."""
    low: dt.date | None
    """First day it allows (of a period: its first day); None where the text does not tell."""
    high: dt.date | None
    """Last day it allows (of a period: its last day); None where the text does not tell."""


def find_times(text: str, published: dt.date | None) -> tuple[TimeMention, ...]:
    """The expressions of time in `text`, in order, none inside another; `published` is the article's date."""
    if published is not None and published.year < _FIRST_YEAR:
        published = None
    found: list[TimeMention] = []
    for match in _RANGE.finditer(text):
        low, _ = _days(match, 1, published)
        _, high = _days(match, 2, published)
        if low and high and low > high:
            low = _year_before(low)
        found.append(TimeMention(match.start(), match.end(), match.group(), "period", low, high))
    for match in _SINCE.finditer(text):
        if not _overlaps(match, found):
            low, high = _days(match, 1, published)
            ends = (low, None) if match["word"].lower() in ("since", "after") else (None, high)
            found.append(TimeMention(match.start(), match.end(), match.group(), "period", *ends))
    for match in _POINT.finditer(text):
        # "may" and "march" are verbs more often than months: a month is written with a capital
        if not _overlaps(match, found) and _CAPITAL.search(match.group()):
            low, high = _days(match, 1, published)
            found.append(TimeMention(match.start(), match.end(), match.group(), "date", low, high))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _overlaps(match: re.Match[str], found: list[TimeMention]) -> bool:
    return any(match.start() < mention.end and mention.start < match.end() for mention in found)


def _days(match: re.Match[str], n: int, published: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """First and last day that one expression allows."""
    groups = match.groupdict()

    def group(*names: str) -> str | None:
        return next((value for name in names if (value := groups.get(f"{name}{n}"))), None)

    part = group("part") or ""
    weekday = group("weekday")
    if weekday:
        return _weekday(weekday, part, published)
    year = group("year", "yearb", "yearc", "yeard")
    month_name = group("month", "monthb", "monthc")
    if month_name is None and year:
        return _narrow(dt.date(int(year), 1, 1), dt.date(int(year), 12, 31), part)
    if month_name is None or (year is None and published is None):
        return None, None
    month = _MONTHS[month_name.lower().rstrip(".")]
    day = int(group("day", "dayb") or 0)
    number = int(year) if year else _latest_year(month, day or 1, published)
    last = calendar.monthrange(number, month)[1]
    if not day:
        return _narrow(dt.date(number, month, 1), dt.date(number, month, last), part)
    exact = dt.date(number, month, day) if day <= last else None
    return exact, exact


def _weekday(name: str, part: str, published: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    if published is None:
        return None, None
    day = published - dt.timedelta(days=(published.weekday() - _WEEKDAYS[name.lower()]) % 7)
    # "last Thursday" said on a Tuesday is the Thursday before; said on a Friday it may be yesterday or a week ago
    in_this_week = day < published and day.weekday() < published.weekday()
    return (day - dt.timedelta(days=7), day) if part == "last" and in_this_week else (day, day)


def _latest_year(month: int, day: int, published: dt.date | None) -> int:
    """The article's year, unless that puts the date more than half a year ahead: then the year before."""
    if published is None:
        return 1
    ahead = (month - published.month) * 30 + day - published.day
    return published.year - 1 if ahead > _HALF_A_YEAR else published.year


def _narrow(low: dt.date, high: dt.date, part: str) -> tuple[dt.date, dt.date]:
    """The days of a month or year that `early`, `mid`, `late` or `the end of` leave."""
    days = (high - low).days + 1
    if part in ("early", "the beginning of", "the start of"):
        return low, low + dt.timedelta(days=days // 3)
    if part == "mid":
        return low + dt.timedelta(days=days // 3 - 1), high - dt.timedelta(days=days // 3 - 1)
    if part in ("late", "end", "the end of"):
        return high - dt.timedelta(days=days // 3), high
    return low, high


def _year_before(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=365 + (day.month > 2 and calendar.isleap(day.year)))  # noqa: PLR2004 - after February
