"""The period that a count covers and the day up to which it counts, from the words of its sentence.

`between October 17 and January 11` gives a period and its last day; `since mid-October` a period that runs to the
day of the article; `as of Friday` a day; `a year` a rate. What days an expression of time means is read in
`text.dates`; here is only what it means for a count. Leaves out event dates, which are not about counting.
"""

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from sitegen.compare.figure_masks import TIME_UNIT
from sitegen.model import Article, Span
from sitegen.model.findings import AsOfBasis
from sitegen.text.date_words import WEEKDAY
from sitegen.text.dates import TimeMention, find_times

_EVENT = (
    r"(?:[^,;.()]{0,60}\b(?:began|begins?|start(?:s|ed)?|beginning|broke\sout|outbreak|erupted|invasion|war|"
    r"pandemic|election|attack|took\s(?:office|power)|came\sto\spower|independence)\b)"
)
_UNREAD_PERIODS = (
    re.compile(rf"\b[Ss]ince\s(?:(?:last\s)?(?:year|month|week|spring|summer|autumn|fall|winter)\b|{_EVENT}[^,;.()]*)"),
    re.compile(
        rf"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ww]ithin)\s(?:the\s)?(?:past|last|first|previous|preceding)\s"
        rf"(?:[\w-]+\s){{0,3}}{TIME_UNIT}\b",
    ),
    re.compile(r"\b(?:so\sfar\s)?(?:[Tt]his|[Ll]ast)\s(?:quarter|season|summer|winter|spring|autumn|fall)\b"),
    re.compile(
        r"\b(?:a|an|per|each|every)\s(?:hour|day|night|week|month|quarter|year)\b"
        r"(?!\s(?:ago|after|before|earlier|later|of|old))|\b(?:annually|monthly|weekly|daily|nightly)\b"
    ),
)
"""Periods that no date bounds: since an event, a number of days, a rate."""
_IN = re.compile(r"\b(?:[Ii]n|[Dd]uring|[Tt]hroughout)\s$")
_SO_FAR = re.compile(r"\bso\sfar\s$")
_AS_OF = re.compile(r"\b[Aa]s\sof\s(?:late\s|early\s)?$|\b[Uu]p\sto\s$")
_ON = re.compile(r"\s(?:late\s|early\s)?(?:on\s)?$")
_WHEN = re.compile(r"^(?:this|last)\s(?:year|month|week)$", re.IGNORECASE)
_NOT_COUNTED_IN = re.compile(
    r"\b(?:from|than|compared\s(?:with|to)|built|born|founded|established|created|launched|opened|signed|passed|elected|"
    r"sworn)\s$",
)
_TOLD = re.compile(r"(?:\s(?:reporters|journalists|lawmakers|Reuters|AFP))?\s(?:late\s|early\s)?(?:on\s)?")
_ON_BEFORE = re.compile(r"\s(?:late\s|early\s)?on\s$")
_RELATIVE_CLAUSE = re.compile(r",\s(?:which|who|whom|whose|where)\b[^,;]*(?=,|;|$)")
_A_MONTH = 31


class Counting(Struct, frozen=True):
    """When a count was taken."""

    as_of: date | None
    basis: AsOfBasis | None
    period: str


class _Stretch(Struct, frozen=True):
    """Words that may be the period of a count or the day up to which it counts."""

    start: int
    end: int
    until: TimeMention | None = None
    """Where the words name the last day."""


def counting_time(text: str, number: Span, cue: Span | None, article: Article) -> Counting:
    """When a number of the sentence `text` was counted; `cue` is the verb of speech that gives it.

    The day up to which it counts, else the day on which somebody told it (`said on Sunday`). Without a day in the
    sentence it is the article's own date, `published` where the article gives it and `inferred` where an editor did;
    None where the article has none.
    """
    times = find_times(text, article.date)
    period = _nearest(_widest([*_dated_periods(text, times), *_other_periods(text)]), text, number)
    stated = period if period and period.until else _nearest(list(_last_days(text, times)), text, number)
    until = stated.until if stated else None
    day = _last_day(until, article.date)
    if day is None and cue:
        until = _told_on(text, cue, times)
        day = _last_day(until, article.date)
    words = text[period.start : period.end].strip() if period else ""
    is_inferred = article.date_basis == "inferred"
    if day and until:
        # a weekday is as sure as the date it is counted from; a day of a month only takes its year from there
        return Counting(day, "inferred" if is_inferred and until.takes == "day" else "stated", words)
    if article.date is None:
        return Counting(None, None, words)
    return Counting(article.date, "inferred" if is_inferred else "published", words)


def _dated_periods(text: str, times: tuple[TimeMention, ...]) -> Iterator[_Stretch]:
    """Periods with a beginning, and months and years in which something is counted."""
    for time in times:
        before = text[: time.start]
        if (
            time.kind == "period"
            and time.text[:5].lower() not in ("until", "befor", "after")
            and not _is_last_day(time)
        ):
            inside = _IN.search(before) if time.takes == "day" and time.high is not None else None
            yield _Stretch(inside.start() if inside else time.start, time.end, time if _has_two_ends(time) else None)
        elif time.kind == "date" and _is_long(time):
            inside = _IN.search(before)
            if inside:
                yield _Stretch(inside.start(), time.end)
            elif _WHEN.fullmatch(time.text):
                so_far = _SO_FAR.search(before)
                yield _Stretch(so_far.start() if so_far else time.start, time.end)


def _widest(stretches: list[_Stretch]) -> list[_Stretch]:
    """Without those inside another: `in October` of `since the war began in October`."""
    return [
        one
        for one in stretches
        if not any(
            other.start <= one.start and one.end <= other.end and (one.start, one.end) != (other.start, other.end)
            for other in stretches
        )
    ]


def _other_periods(text: str) -> Iterator[_Stretch]:
    for pattern in _UNREAD_PERIODS:
        for found in pattern.finditer(text):
            yield _Stretch(*found.span())


def _last_days(text: str, times: tuple[TimeMention, ...]) -> Iterator[_Stretch]:
    """`as of May 1`, `by May 1`, `up to May 1`; `by Friday` is more often a deadline."""
    for time in times:
        as_of = _AS_OF.search(text[: time.start])
        if time.kind == "date" and as_of:
            yield _Stretch(as_of.start(), time.end, time)
        elif time.kind == "period" and _is_last_day(time) and time.takes != "day":
            yield _Stretch(time.start, time.end, time)


def _is_last_day(time: TimeMention) -> bool:
    return time.text.split()[0].lower() in ("by", "until", "till")


def _has_two_ends(time: TimeMention) -> bool:
    return time.takes != "day" and time.text.split()[0].lower() in ("between", "from")


def _is_long(time: TimeMention) -> bool:
    """Whether a date is a month, a year or a week and no day; one without the article's date is judged by its words."""
    if time.low is None or time.high is None:
        return not re.search(r"\d|day\b|morning|night", time.text)
    is_weekday = bool(re.search(rf"{WEEKDAY}(?:\s\w+)?$", time.text))  # `last Tuesday` may be of this week or the last
    return time.low < time.high and not is_weekday


def _nearest(stretches: list[_Stretch], text: str, number: Span) -> _Stretch | None:
    """The stretch nearest to the number, one after it before one in front; none in another relative clause."""
    clauses = [found.span() for found in _RELATIVE_CLAUSE.finditer(text)]
    own = [span for span in clauses if span[0] <= number.start and number.end <= span[1]]
    best: tuple[int, int, _Stretch] | None = None
    for rank, found in enumerate(stretches):
        if found.start < number.end and number.start < found.end:
            continue
        inside = [span for span in clauses if span[0] <= found.start < span[1]]
        if inside != own and inside:
            continue
        if _NOT_COUNTED_IN.search(text[: found.start]):
            continue
        distance = found.start - number.end if found.start >= number.end else (number.start - found.end) * 2
        if ";" in text[min(number.end, found.end) : max(number.start, found.start)]:
            continue
        if best is None or (distance, rank) < best[:2]:
            best = (distance, rank, found)
    return best[2] if best else None


def _told_on(text: str, cue: Span, times: tuple[TimeMention, ...]) -> TimeMention | None:
    """The day beside a verb of speech: `said on Sunday`, `on Sunday said`."""
    for time in times:
        if time.kind == "date" and (
            _TOLD.fullmatch(text, cue.end, time.start)
            or (_ON_BEFORE.search(text[: time.start]) and text[time.end : cue.start] == " ")
        ):
            return time
    return None


def _last_day(time: TimeMention | None, published: date | None) -> date | None:
    """The last day that an expression names; None where it names none, or one that lies ahead of the article."""
    if time is None or time.high is None or (time.high_from or time.low) != time.high:
        return None
    return None if published and time.takes != "nothing" and time.high > published else time.high
