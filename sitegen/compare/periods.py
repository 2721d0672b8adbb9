"""The period that a count covers and the day up to which it counts, from the words of its sentence.

`between October 17 and January 11` gives a period and its last day; `since mid-October` a period that runs to the
day of the article; `as of Friday` a day. A date without a year is the last such day on or before the article's date:
news looks back. Leaves out event dates, which are not about counting.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sitegen.compare.figure_masks import MONTH, TIME_UNIT, WEEKDAY, YEAR
from sitegen.model import Article, Span
from sitegen.model.findings import AsOfBasis

_MONTH_NUMBERS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        start=1,
    )
}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SOON = timedelta(days=120)
_LEAP_DAY_YEARS = 8  # the longest wait for a 29 February

_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\d,]\d|\d)"
_OF_YEAR = rf"(?:,?\s+{YEAR})?"
_DATE = rf"(?:{MONTH}\s+{_DAY}{_OF_YEAR}|{_DAY}(?:\s+of)?\s+{MONTH}{_OF_YEAR}|{WEEKDAY}|{MONTH}{_OF_YEAR}|{YEAR})"
_ROUGH = r"(?:(?:early|mid|late)[\s-]|the\s(?:start|end|beginning|middle)\sof\s|last\s)?"
_EVENT = (
    r"(?:[^,;.()]{0,60}\b(?:began|begins?|start(?:s|ed)?|beginning|broke\sout|outbreak|erupted|invasion|war|"
    r"pandemic|election|attack|took\s(?:office|power)|came\sto\spower|independence)\b)"
)
_COUNTING = r"(?:a|an|per|each|every)\s"

_PERIODS = (
    re.compile(rf"\b[Bb]etween\s(?P<from>{_DATE})\sand\s(?P<until>{_DATE})"),
    re.compile(rf"\b[Ff]rom\s(?P<from>{_DATE})\s(?:to|until|till|through)\s(?P<until>{_DATE})"),
    re.compile(
        rf"\b[Ss]ince\s(?:{_ROUGH}{_DATE}|{_ROUGH}(?:year|month|week|spring|summer|autumn|fall|winter)\b|{_EVENT}[^,;.()]*)"
    ),
    re.compile(
        rf"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ww]ithin)\s(?:the\s)?(?:past|last|first|previous|preceding)\s"
        rf"(?:[\w-]+\s){{0,3}}{TIME_UNIT}\b",
    ),
    re.compile(rf"\b(?:[Ii]n|[Dd]uring|[Tt]hroughout)\s{_ROUGH}(?:{MONTH}\s+)?{YEAR}\b"),
    re.compile(rf"\b(?:[Ii]n|[Dd]uring)\s{_ROUGH}{MONTH}(?!\s*\d)"),
    re.compile(
        r"\b(?:so\sfar\s)?(?:[Tt]his|[Ll]ast)\s(?:year|month|week|quarter|season|summer|winter|spring|autumn|fall)\b"
    ),
    re.compile(
        rf"\b{_COUNTING}(?:hour|day|night|week|month|quarter|year)\b(?!\s(?:ago|after|before|earlier|later|of|old))|\b(?:annually|monthly|weekly|daily|nightly)\b"
    ),
)
_AS_OF = (
    re.compile(rf"\b[Aa]s\sof\s(?:late\s|early\s)?(?P<until>{_DATE})"),
    re.compile(rf"\b(?:[Bb]y|[Uu]ntil|[Tt]hrough|[Uu]p\sto)\s(?!{WEEKDAY})(?P<until>{_DATE})"),
)
_NOT_COUNTED_IN = re.compile(
    r"\b(?:from|than|compared\s(?:with|to)|built|born|founded|established|created|launched|opened|signed|passed|elected|"
    r"sworn)\s$",
)
_TOLD_ON = re.compile(
    rf"(?:\s(?:reporters|journalists|lawmakers|Reuters|AFP))?\s(?:late\s|early\s)?(?:on\s)?(?P<day>{_DATE})",
)
_TOLD_BEFORE = re.compile(rf"\s(?:late\s|early\s)?on\s(?P<day>{_DATE})\s$")
_RELATIVE_CLAUSE = re.compile(r",\s(?:which|who|whom|whose|where)\b[^,;]*(?=,|;|$)")


@dataclass(frozen=True, slots=True)
class Counting:
    """When a count was taken."""

    as_of: date | None
    basis: AsOfBasis | None
    period: str


def counting_time(text: str, number: Span, cue: Span | None, article: Article) -> Counting:
    """When a number of the sentence `text` was counted; `cue` is the verb of speech that gives it.

    The day up to which it counts, else the day on which somebody told it (`said on Sunday`). Without a day in the
    sentence it is the article's own date, `published` where the article gives it and `inferred` where an editor did;
    None where the article has none.
    """
    period = _nearest(_PERIODS, text, number.start, number.end)
    stated = period if period and "until" in period.re.groupindex else _nearest(_AS_OF, text, number.start, number.end)
    day = stated["until"] if stated else ""
    until = _resolve(day, article.date)
    if until is None and cue:
        day = _told_on(text, cue)
        until = _resolve(day, article.date)
    words = period.group().strip() if period else ""
    is_inferred = article.date_basis == "inferred"
    if until:
        # a weekday is as sure as the date it is counted from; a day of a month only takes its year from there
        return Counting(until, "inferred" if is_inferred and re.fullmatch(WEEKDAY, day) else "stated", words)
    if article.date is None:
        return Counting(None, None, words)
    return Counting(article.date, "inferred" if is_inferred else "published", words)


def _nearest(patterns: tuple[re.Pattern[str], ...], text: str, start: int, end: int) -> re.Match[str] | None:
    """The match nearest to the number, one after it before one in front; none in another relative clause."""
    clauses = [found.span() for found in _RELATIVE_CLAUSE.finditer(text)]
    own = [span for span in clauses if span[0] <= start and end <= span[1]]
    best: tuple[int, int, re.Match[str]] | None = None
    for rank, pattern in enumerate(patterns):
        for found in pattern.finditer(text):
            if found.start() < end and start < found.end():
                continue
            inside = [span for span in clauses if span[0] <= found.start() < span[1]]
            if inside != own and inside:
                continue
            if _NOT_COUNTED_IN.search(text[: found.start()]):
                continue
            distance = found.start() - end if found.start() >= end else (start - found.end()) * 2
            if ";" in text[min(end, found.end()) : max(start, found.start())]:
                continue
            if best is None or (distance, rank) < best[:2]:
                best = (distance, rank, found)
    return best[2] if best else None


def _told_on(text: str, cue: Span) -> str:
    """The day beside a verb of speech, as written: `said on Sunday`, `on Sunday said`; empty where there is none."""
    told = _TOLD_ON.match(text, cue.end) or _TOLD_BEFORE.search(text[: cue.start])
    return told["day"] if told else ""


def _resolve(words: str, published: date | None) -> date | None:
    """The day that `words` name; None where the year is unknown, only a month or year is named, or it lies ahead."""
    if published and re.fullmatch(WEEKDAY, words):
        back = (published.weekday() - _WEEKDAYS.index(words[:3].lower())) % 7
        return published - timedelta(days=back)
    month = re.search(MONTH, words)
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", words)
    if not month or not day:
        return None
    year = re.search(YEAR, words)
    number = _MONTH_NUMBERS[month.group()[:3].lower()]
    if year:
        return _calendar(int(year.group()), number, int(day.group()))
    if published is None:
        return None
    days = [_calendar(published.year + 1 - back, number, int(day.group())) for back in range(_LEAP_DAY_YEARS + 2)]
    if any(known and timedelta(0) < known - published <= _SOON for known in days):
        return None  # `until May 10`, written on May 2, looks ahead
    return next((known for known in days if known and known <= published), None)


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
