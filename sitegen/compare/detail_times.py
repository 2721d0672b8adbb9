"""The dates and periods that outlets give in one claim, as rows.

Two dates of one claim conflict only where both are of the very same act (see `tensions`): they may as well date the
event and the report of it. What a speaker calls `today` is no date of the report. A sentence may hold the periods of
two things (`deployed since 2014 ... attacked since 7 October`); where one does, years and days are two rows.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sitegen.compare.detail_rows import Material, make_row, mention_at
from sitegen.compare.quote_marks import quotation_spans
from sitegen.compare.tensions import date_clashes
from sitegen.model import Detail, Mention, Paragraph, Sentence, Span
from sitegen.model.findings import DetailKind
from sitegen.text.dates import TimeMention, find_times

_WEEK, _MONTH = 7, 31
_SINCE = re.compile(
    r"\bsince\s(?:the|an?|its|their|his|her)\s[^,;:.()]{1,60}\s(?:in|on|of|last)\s(?:last\s)?$", re.IGNORECASE
)
"""In front of a date: `since the storm in April` is a period."""


def time_rows(sentences: Sequence[Sentence], material: Material) -> Iterator[Detail | None]:
    """The rows of dates, then of periods; `sentences` are a claim's, in the order of their appearance."""
    times = {sentence.id: _times(sentence, material) for sentence in sentences}
    yield _row("date", "Date", sentences, times, date_clashes(sentences, material.articles))
    periods = {one: tuple(time for time in found if time.kind == "period") for one, found in times.items()}
    parts = [
        {one: tuple(time for time in found if _is_long(time) == long) for one, found in periods.items()}
        for long in (True, False)
    ]
    if not _has_both(sentences, parts):
        yield _row("period", "Period", sentences, periods)
        return
    for part in parts:
        first = next((time for found in part.values() for time in found if time.low or time.high), None)
        yield _row("period", _period_label(first), sentences, part)


def _times(sentence: Sentence, material: Material) -> tuple[TimeMention, ...]:
    """Expressions of time, a period counted (`since the war began in May`) in place of the date inside it."""
    text = sentence.text
    times = [_as_period(time, text) for time in find_times(text, material.articles[sentence.article].date)]
    figures = material.figures.get(sentence.id, ())
    counted = {m.period for figure in figures for m in figure.mentions if m.sentence == sentence.id and m.period}
    for period in sorted(counted):
        start = text.find(period)
        end = start + len(period)
        if start >= 0 and not any(t.kind == "period" and t.start < end and start < t.end for t in times):
            times = [t for t in times if t.end <= start or end <= t.start]
            times.append(TimeMention(start=start, end=end, text=period, kind="period", low=None, high=None))
    spoken = quotation_spans(text, (Paragraph(span=Span(0, len(text)), line=0),))
    return tuple(
        time
        for time in sorted(times, key=lambda time: time.start)
        if time.takes != "day" or not any(span.start <= time.start and time.end <= span.end for span in spoken)
    )


def _as_period(time: TimeMention, text: str) -> TimeMention:
    since = _SINCE.search(text, max(0, time.start - 80), time.start) if time.kind == "date" else None
    if since is None:
        return time
    start = since.start()
    return replace(
        time, start=start, text=text[start : time.end], kind="period", low=time.low, high=None, low_by=time.high
    )


def _row(
    kind: DetailKind,
    label: str,
    sentences: Sequence[Sentence],
    times: Mapping[str, Sequence[TimeMention]],
    clashes: frozenset[tuple[str, int]] = frozenset(),
) -> Detail | None:
    found = [(sentence, time) for sentence in sentences for time in times[sentence.id] if time.kind == kind]
    # the day of "Tuesday" is known from a dated article alone; the same word of an undated one is no other value
    known = {time.text.casefold(): (time.low, time.high) for _, time in reversed(found) if time.low or time.high}
    values: dict[object, list[Mention]] = {}
    for sentence, time in found:
        rivals = (other for theirs, other in found if theirs.article != sentence.article)
        if kind == "date" and not any(_comparable(time, rival) for rival in rivals):
            continue
        words = time.text.casefold()
        days = (time.low, time.high) if time.low or time.high else known.get(words, words)
        values.setdefault(days, []).append(mention_at(sentence, time.start, time.end))
    return make_row(kind, label, list(values.values()), clashes=clashes)


def _comparable(one: TimeMention, other: TimeMention) -> bool:
    """Whether two dates may date one thing: they overlap, or both name a day, or both a month, or both a year.

    A long sentence holds dates of several things; `1995` in one and `November` in another say nothing of each other.
    """
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return one.text.casefold() == other.text.casefold()
    overlap = one.low <= other.high and other.low <= one.high
    return overlap or _grain(one.low, one.high) == _grain(other.low, other.high)


def _grain(low: dt.date, high: dt.date) -> int:
    """0 for a day or a week, 1 for a month or part of one, 2 for more."""
    days = (high - low).days
    return (days > _WEEK) + (days > _MONTH)


def _is_long(time: TimeMention) -> bool:
    """Whether a period is bounded by a year rather than by a day or a month."""
    low, high = (time.low, time.low_by) if time.low else (time.high_from, time.high)
    return bool(low and high and _grain(low, high) > 1)


def _has_both(sentences: Sequence[Sentence], parts: Sequence[Mapping[str, Sequence[TimeMention]]]) -> bool:
    """Whether one article has periods of both parts."""
    having = [{sentence.article for sentence in sentences if part[sentence.id]} for part in parts]
    return bool(having[0] & having[1])


def _period_label(time: TimeMention | None) -> str:
    if time is None:
        return "Period"
    word, day = ("from", time.low) if time.low else ("to", time.high)
    if day is None:
        return "Period"
    return f"Period {word} {day.year}" if _is_long(time) else f"Period {word} {day:%B} {day.year}"
