"""Expressions of time in a sentence, with the days they allow: the one place where the program reads dates.

`January 11`, `5 Jan 2024`, `early January`, `last Thursday`, `two weeks ago` are dates, however vague; `since
mid-October` and `between October 17 and January 11` are periods; `a day after` is a step from an event that the
sentence tells. A date without a year is in the article's year or, where that lies more than half a year ahead, in the
year before; a
weekday is the last one on or before the article's date, or the next where the clause looks ahead (`will meet on`).
Without the article's date such expressions keep no days. What is left out stands in `date_words`.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from sitegen.text import date_words as words

_HALF_A_YEAR = 180
_FIRST_YEAR = 1000
"""News has dates after this; before it there may be no year to go back to."""
_LAST_YEAR = 9000
"""From here on there may be no day to count forward to: the calendar ends with the year 9999."""
_LEAP_YEARS = 8
"""The longest wait for a 29 February."""
_PAST = ("since", "from", "between", "after")

Takes = Literal["nothing", "year", "day"]


class TimeMention(Struct, frozen=True):
    """An expression of time in a sentence."""

    start: int
    """Offset in the sentence."""
    end: int
    text: str
    kind: Literal["date", "period", "step"]
    """A point in time, however vague; a stretch with a beginning or an end; so many days from another event."""
    low: dt.date | None
    """First day it allows (of a period: its first day); None where the text does not tell."""
    high: dt.date | None
    """Last day it allows (of a period: its last day); None where the text does not tell."""
    low_by: dt.date | None = None
    """Of a period: the last day on which it may have begun."""
    high_from: dt.date | None = None
    """Of a period: the first day on which it may have ended."""
    takes: Takes = "nothing"
    """What is taken from the article's date: nothing, the year alone, or the day that is counted from it."""
    days: tuple[int, int] | None = None
    """Of a step: how many days it allows, at least and at most; negative for before."""


class _Days(Struct, frozen=True):
    """First and last day of one expression, and what it takes from the article's date."""

    low: dt.date | None
    high: dt.date | None
    takes: Takes


@lru_cache(maxsize=2048)
def find_times(text: str, published: dt.date | None) -> tuple[TimeMention, ...]:
    """The expressions of time in `text`, in order, none inside another; `published` is the article's date."""
    base = published if published is not None and _FIRST_YEAR <= published.year < _LAST_YEAR else None
    found: list[TimeMention] = []
    for finder in (_ranges, _open_periods, _stretches, _points, _steps):
        for mention in finder(text, base):
            if not any(mention.start < other.end and other.start < mention.end for other in found):
                found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _ranges(text: str, base: dt.date | None) -> Iterator[TimeMention]:
    for match in words.RANGE.finditer(text):
        if match["word"].lower() == "between" and match["to"] != "and":
            continue
        if all(_is_meant(text, match, n) for n in (1, 2)):
            yield _range(match, _pair(text, match, base))
    for match in words.DASHED.finditer(text):
        if all(match[f"day{n}"] or match[f"dayb{n}"] for n in (1, 2)):
            yield _range(match, _pair(text, match, base))
    for pattern in (words.DAYS_BEHIND, words.DAYS_BEFORE):
        for match in pattern.finditer(text):
            last = _date(match["month"], int(match["last"]), match["year"], base)
            first = _date(match["month"], int(match["first"]), str(last.low.year) if last.low else None, base)
            yield _range(match, (_Days(first.low, first.high, last.takes), last))
    for match in words.YEARS.finditer(text):
        first_year, last_year = int(match["first"]), int(match["last"])
        last_year += 0 if last_year >= _FIRST_YEAR else first_year // 100 * 100
        if first_year < last_year and words.BEFORE_YEAR.search(text[: match.start()]):
            yield _range(match, (_year(first_year, ""), _year(last_year, "")))


def _pair(text: str, match: re.Match[str], base: dt.date | None) -> tuple[_Days, _Days]:
    """Both ends of a range; a year that only one of them names holds for both."""
    last = _days(match, 2, base, words.clause_before(text, match.start()), is_past=False)
    first = _days(match, 1, last.high or base, "", is_past=True)
    if first.takes == "year" and last.takes == "nothing":
        return _Days(first.low, first.high, "nothing"), last
    return first, last


def _range(match: re.Match[str], ends: tuple[_Days, _Days]) -> TimeMention:
    first, last = ends
    takes: Takes = (
        "day" if "day" in (first.takes, last.takes) else "year" if "year" in (first.takes, last.takes) else "nothing"
    )
    return TimeMention(
        match.start(), match.end(), match.group(), "period", first.low, last.high, first.high, last.low, takes
    )


def _open_periods(text: str, base: dt.date | None) -> Iterator[TimeMention]:
    """`since mid-October`, `until Friday`; `before Tuesday’s vote` is a date, which `_points` finds."""
    for match in words.OPEN.finditer(text):
        word = match["word"].lower()
        is_event = word in ("after", "before") and re.match(r"[’']s?\b|\s[a-z]", text[match.end() :]) is not None
        if is_event or not _is_meant(text, match, 1):
            continue
        # "shut until Friday" looks ahead whatever its verb
        ahead = " due " if word in ("until", "till", "by") and match["weekday1"] else ""
        days = _days(match, 1, base, words.clause_before(text, match.start()) + ahead, is_past=word in _PAST)
        start, end, whole = match.start(), match.end(), match.group()
        if word in ("since", "after"):
            yield TimeMention(start, end, whole, "period", days.low, None, days.high, None, days.takes)
        elif word == "before":
            last = days.low - dt.timedelta(days=1) if days.low else None
            yield TimeMention(start, end, whole, "period", None, last, None, last, days.takes)
        else:
            yield TimeMention(start, end, whole, "period", None, days.high, None, days.low, days.takes)


def _stretches(text: str, base: dt.date | None) -> Iterator[TimeMention]:
    for match in words.STRETCH.finditer(text):
        n = _count(match["count"])
        length = {"hour": 0, "day": n, "night": n, "week": 7 * n, "fortnight": 14 * n}.get(match["unit"])
        low: dt.date | None = None
        if base and length is not None:
            low = base - dt.timedelta(days=length or max(1, n // 24))
        elif base:
            low = _months_back(base, n * {"month": 1, "year": 12, "decade": 120}[match["unit"]])
        yield TimeMention(match.start(), match.end(), match.group(), "period", low, base, low, base, "day")


def _points(text: str, base: dt.date | None) -> Iterator[TimeMention]:
    for match in words.POINT.finditer(text):
        if _is_meant(text, match, 1):
            days = _days(match, 1, base, words.clause_before(text, match.start()), is_past=False)
            yield TimeMention(match.start(), match.end(), match.group(), "date", days.low, days.high, takes=days.takes)


def _steps(text: str, _base: dt.date | None) -> Iterator[TimeMention]:
    for match in words.STEP.finditer(text):
        if not words.NO_STEP_BEFORE.search(text[: match.start()]):
            yield TimeMention(match.start(), match.end(), match.group(), "step", None, None, days=_step(match))


def _is_meant(text: str, match: re.Match[str], n: int) -> bool:
    """What only the words around can tell: that May is a month, 1999 a year, and Sunday no newspaper."""
    start = next(
        match.start(f"{name}{n}")
        for name in (
            "iso",
            "month",
            "dayb",
            "part",
            "monthc",
            "monthd",
            "yeard",
            "decade",
            "which",
            "weekday",
            "relative",
        )
        if match[f"{name}{n}"] is not None
    )
    before, after = text[:start], text[match.end(f"weekday{n}" if match[f"weekday{n}"] else 0) :]
    if match[f"weekday{n}"]:
        return not (words.NAMED_DAY_BEFORE.search(before) or words.NAMED_DAY_AFTER.match(after))
    is_bare = match[f"part{n}"] is None
    if match[f"monthd{n}"]:
        return not is_bare or bool(words.BEFORE_MONTH.search(before))
    if match[f"yeard{n}"]:
        if words.COUNTED.match(text[match.end(f"yeard{n}") :]):
            return False
        return not is_bare or bool(words.BEFORE_YEAR.search(before))
    return True


def _days(match: re.Match[str], n: int, base: dt.date | None, clause: str, *, is_past: bool) -> _Days:
    """The days that one date allows; `clause` are the words in front of it."""

    def group(*names: str) -> str | None:
        return next((value for name in names if (value := match[f"{name}{n}"])), None)

    if iso := group("iso"):
        day = _real(*map(int, iso.split("-")))
        return _Days(day, day, "nothing")
    if decade := group("decade"):
        return _decade(decade)
    if relative := group("relative"):
        return _relative(relative.lower().replace("\u00a0", " "), base)
    part = (group("part", "which") or "").lower().strip(" \u00a0-").removeprefix("the ")
    is_ahead = not is_past and bool(words.AHEAD.search(clause)) and not words.SAID.search(clause)
    if weekday := group("weekday"):
        return _weekday(weekday.lower(), part, base, is_ahead=is_ahead)
    month, year = group("month", "monthb", "monthc", "monthd"), group("year", "yearb", "yearc", "yeard")
    if month is None:
        return _year(int(year or 0), part)
    return _date(month, int(group("day", "dayb") or 0), year, base, part, is_past=is_past, is_ahead=is_ahead)


def _date(
    month: str,
    day: int,
    year: str | None,
    base: dt.date | None,
    part: str = "",
    *,
    is_past: bool = False,
    is_ahead: bool = False,
) -> _Days:
    """Days of a month, with or without a day or a year."""
    takes: Takes = "nothing" if year else "year"
    number = words.MONTHS[month.lower().rstrip(".")]
    if year is None and base is None:
        return _Days(None, None, takes)
    if year is not None or base is None:
        chosen = int(year or 0)
    elif part in ("last", "next"):
        chosen = base.year - (number >= base.month) if part == "last" else base.year + (number <= base.month)
    else:
        chosen = _year_of(number, day, base, is_past=is_past, is_ahead=is_ahead)
    if day:
        exact = _real(chosen, number, day)
        if exact is None and year is None and (number, day) == (2, 29):
            back = (_real(chosen - n, number, day) for n in range(_LEAP_YEARS + 1))
            exact = next((found for found in back if found), None)
        return _Days(exact, exact, takes)
    low, high = dt.date(chosen, number, 1), dt.date(chosen, number, calendar.monthrange(chosen, number)[1])
    return _Days(*_narrow(low, high, part), takes)


def _year_of(month: int, day: int, base: dt.date, *, is_past: bool, is_ahead: bool) -> int:
    """The year of a date without one: the article's, but news looks back over the turn of a year."""
    ahead = (month - base.month) * 30 + ((day or 1) - base.day)
    if is_past:
        return base.year - (month > base.month or (month == base.month and day > base.day))
    if ahead > _HALF_A_YEAR:
        return base.year - 1
    return base.year + (is_ahead and ahead < -_HALF_A_YEAR)


def _weekday(name: str, part: str, base: dt.date | None, *, is_ahead: bool) -> _Days:
    if base is None:
        return _Days(None, None, "day")
    wanted, today = words.WEEKDAYS[name], base.weekday()
    if part == "next" or (is_ahead and part != "last"):
        first = base + dt.timedelta(days=(wanted - today - 1) % 7 + 1)
        # "next Friday" said on a Monday may be in four days or in eleven; "will open on Friday", on a Friday, today
        if part == "next":
            return _Days(first, first + dt.timedelta(days=7 * (wanted > today)), "day")
        return _Days(base if wanted == today else first, first, "day")
    day = base - dt.timedelta(days=(today - wanted) % 7)
    # "last Thursday" said on a Tuesday is the Thursday before; said on a Friday it may be yesterday or a week ago
    if part == "last" and day == base:
        return _Days(day - dt.timedelta(days=7), day - dt.timedelta(days=7), "day")
    in_this_week = part == "last" and wanted < today
    return _Days(day - dt.timedelta(days=7) if in_this_week else day, day, "day")


def _relative(text: str, base: dt.date | None) -> _Days:
    """`yesterday`, `last week`, `two days ago`; a week begins on Sunday for some, on Monday for others."""
    if base is None:
        return _Days(None, None, "day")
    one = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}.get(text)
    if one is not None:
        day = base + dt.timedelta(days=one)
        return _Days(day, day, "day")
    if text.endswith(" ago"):
        count, unit = text.removesuffix(" ago").rsplit(" ", 1)
        return _ago(_count(count), unit.rstrip("s"), base)
    *_, which, unit = text.split()
    step = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "week":
        monday = base + dt.timedelta(days=7 * step - base.weekday())
        low, high = monday - dt.timedelta(days=1), monday + dt.timedelta(days=6)
    elif unit == "month":
        low = _months_back(base.replace(day=1), -step)
        high = low.replace(day=calendar.monthrange(low.year, low.month)[1])
    else:
        low, high = dt.date(base.year + step, 1, 1), dt.date(base.year + step, 12, 31)
    if text.startswith("earlier"):
        return _Days(low, base, "day")
    return _Days(base if text.startswith("later") else low, high, "day")


def _ago(n: int, unit: str, base: dt.date) -> _Days:
    """Days are counted, weeks give or take a seventh, months and years as a whole."""
    if unit == "day":
        day = base - dt.timedelta(days=n)
        return _Days(day, day, "day")
    if unit == "week":
        return _Days(base - dt.timedelta(days=8 * n), base - dt.timedelta(days=6 * n), "day")
    if unit == "month":
        low = _months_back(base.replace(day=1), n)
        return _Days(low, low.replace(day=calendar.monthrange(low.year, low.month)[1]), "day")
    return _Days(dt.date(base.year - n, 1, 1), dt.date(base.year - n, 12, 31), "day")


def _decade(text: str) -> _Days:
    first = int(text[-5:-1])
    low, high = dt.date(first, 1, 1), dt.date(first + 9, 12, 31)
    part = re.search(r"early|mid|late", text)
    third = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}.get(part.group() if part else "", (0, 9))
    return _Days(low.replace(year=first + third[0]), high.replace(year=first + third[1]), "nothing")


def _year(year: int, part: str) -> _Days:
    return _Days(*_narrow(dt.date(year, 1, 1), dt.date(year, 12, 31), part), "nothing")


def _narrow(low: dt.date, high: dt.date, part: str) -> tuple[dt.date, dt.date]:
    """The days of a month or year that a part of it leaves: a third of them, of its beginning or end a sixth."""
    days = (high - low).days + 1
    if part in ("early", "beginning of", "start of"):
        return low, low + dt.timedelta(days=days // (3 if part == "early" else 6))
    if part in ("mid", "middle of"):
        return low + dt.timedelta(days=days // 3 - 1), high - dt.timedelta(days=days // 3 - 1)
    if part in ("late", "end of"):
        return high - dt.timedelta(days=days // (3 if part == "late" else 6)), high
    return low, high


def _step(match: re.Match[str]) -> tuple[int, int]:
    """The days that a step allows: an hour may cross midnight, a week is six to eight days."""
    if match["eve"] or match["beside"]:
        return (1, 1) if match["beside"] and match["beside"].lower() == "after" else (-1, -1)
    if match["next"]:
        unit, sign = match["nextunit"].lower(), {"same": 0, "previous": -1}.get(match["next"].lower(), 1)
        low, high = {"week": (1, 13), "month": (1, 61), "year": (1, 730)}.get(unit, (1, 1))
        return (
            (0, 0) if not sign and unit in ("day", "night", "morning") else _signed(low * bool(sign), high, sign or 1)
        )
    way = match["way"].lower()
    sign = -1 if way in ("before", "earlier", "beforehand") else 1
    unit = (match["unit"] or match["units"]).lower()
    n = _count(match["count"].lower()) if match["count"] else 0
    if not n:
        low, high = {"week": (14, 60), "fortnight": (14, 60), "month": (60, 730), "year": (730, 36500)}.get(
            unit, (2, 13)
        )
    else:
        size, slack = {"week": (7, 1.5), "fortnight": (14, 2), "month": (30, 15), "year": (365, 183)}.get(unit, (1, 0))
        low, high = int(n * size - slack * min(n, 2)), int(n * size + slack * min(n, 2))
    if unit == "hour":
        low, high = 0, 1
    return _signed(low, high, sign)


def _signed(low: int, high: int, sign: int) -> tuple[int, int]:
    return (low, high) if sign > 0 else (-high, -low)


def _count(text: str) -> int:
    """The number, 0 for `several` and the like."""
    return int(text) if text.isdigit() else words.COUNTS.get(text.lower().replace("\u00a0", " "), 0)


def _months_back(day: dt.date, n: int) -> dt.date:
    month = day.year * 12 + day.month - 1 - n
    year, number = divmod(month, 12)
    return dt.date(year, number + 1, min(day.day, calendar.monthrange(year, number + 1)[1]))


def _real(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
