"""The dates and periods that outlets give in one claim, as rows.

A long sentence dates several things. Where a date of an outlet meets one of another, they date the same, and its
further ones are left out; other days are compared where the words around them meet. Two dates conflict only where both
are of the very same act (see `tensions`): they may as well date the event and the report of it. What a speaker calls
`today` is no date of the report. A sentence may hold the periods of two things (`deployed since 2014 ... attacked since
7 October`); where one does, years and days are two rows.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from sitegen.compare.detail_rows import Material, make_row, mention_at
from sitegen.compare.quote_marks import quotation_spans
from sitegen.compare.tensions import date_clashes
from sitegen.model import Detail, Mention, Paragraph, Sentence, Span
from sitegen.model.findings import DetailKind
from sitegen.text.dates import TimeMention, find_times

_WEEK, _MONTH = 7, 31
_BESIDE = 60
"""Characters on either side of a date within which words tell what it dates."""
_PART_OF_DAY = re.compile(r"\s(?:morning|afternoon|evening|night)$")
_SINCE = re.compile(
    r"\bsince\s(?:the|an?|its|their|his|her)\s[^,;:.()]{1,60}\s(?:in|on|of|last)\s(?:last\s)?$", re.IGNORECASE
)
"""In front of a date: `since the storm in April` is a period."""


def time_rows(sentences: Sequence[Sentence], material: Material) -> Iterator[Detail | None]:
    """The rows of dates, then of periods; `sentences` are a claim's, in the order of their appearance."""
    times = {sentence.id: _times(sentence, material) for sentence in sentences}
    yield _row("date", "Date", sentences, times, material, date_clashes(sentences, material.articles))
    periods = {one: tuple(time for time in found if time.kind == "period") for one, found in times.items()}
    parts = [
        {one: tuple(time for time in found if _is_long(time) == long) for one, found in periods.items()}
        for long in (True, False)
    ]
    if not _has_both(sentences, parts):
        yield _row("period", "Period", sentences, periods, material)
        return
    for part in parts:
        first = next((time for found in part.values() for time in found if time.low or time.high), None)
        yield _row("period", _period_label(first), sentences, part, material)


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
        if not _is_anchor(time, times, text)
        and (time.takes != "day" or not any(span.start <= time.start and time.end <= span.end for span in spoken))
    )


def _is_anchor(time: TimeMention, times: Sequence[TimeMention], text: str) -> bool:
    """Whether a date is that of another event, from which a step counts: `a day after the storm of Sunday`."""
    steps = (step for step in times if step.kind == "step" and step.end <= time.start <= step.end + _BESIDE)
    return any("," not in text[step.end : time.start] for step in steps)


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
    material: Material,
    clashes: frozenset[tuple[str, int]] = frozenset(),
) -> Detail | None:
    found = [(sentence, time) for sentence in sentences for time in times[sentence.id] if time.kind == kind]
    if kind == "date":
        found = _dating_one_thing(found, material)
    # the day of "Tuesday" is known from a dated article alone; the same word of an undated one is no other value
    known = {_plain(time): (time.low, time.high) for _, time in reversed(found) if time.low or time.high}
    values: dict[object, list[Mention]] = {}
    first: dict[object, TimeMention] = {}
    for sentence, time in found:
        words = _plain(time)
        days: object = (time.low, time.high) if time.low or time.high else known.get(words, words)
        if kind == "period" and days not in values:
            days = next((theirs for theirs, other in first.items() if _can_be_one_period(time, other)), days)
        first.setdefault(days, time)
        values.setdefault(days, []).append(mention_at(sentence, time.start, time.end))
    return make_row(kind, label, list(values.values()), clashes=clashes)


_Dated = tuple[Sentence, TimeMention]


def _dating_one_thing(found: Sequence[_Dated], material: Material) -> list[_Dated]:
    """The dates that may date one thing in two articles; of an article those alone that meet another's, if any do."""
    met: dict[str, list[_Dated]] = {}
    beside: dict[str, list[_Dated]] = {}
    around = {id(time): _around(sentence, time, material) for sentence, time in found}
    for sentence, time in found:
        rivals = [other for theirs, other in found if theirs.article != sentence.article]
        if any(_meet(time, rival) for rival in rivals):
            met.setdefault(sentence.article, []).append((sentence, time))
        elif any(_is_other_day(time, rival) and around[id(time)] & around[id(rival)] for rival in rivals):
            beside.setdefault(sentence.article, []).append((sentence, time))
    kept = {id(time) for article in {**beside, **met} for _, time in met.get(article) or beside[article]}
    return [(sentence, time) for sentence, time in found if id(time) in kept]


def _around(sentence: Sentence, time: TimeMention, material: Material) -> frozenset[str]:
    """The content words beside an expression of time, between the commas around it."""
    text = sentence.text
    start = max(time.start - _BESIDE, text.rfind(",", 0, time.start), 0)
    comma = text.find(",", time.end)
    end = min(time.end + _BESIDE, comma if comma >= 0 else len(text))
    beside = (word for word in material.words[sentence.id] if start <= word.start and word.end <= end)
    return frozenset(part for word in beside if word.end <= time.start or time.end <= word.start for part in word.parts)


def _meet(one: TimeMention, other: TimeMention) -> bool:
    """Whether two dates can be one: the same words, or days in common, one of them no year about a day."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return _plain(one) == _plain(other)
    overlap = one.low <= other.high and other.low <= one.high
    return overlap and abs(_grain(one.low, one.high) - _grain(other.low, other.high)) <= 1


def _can_be_one_period(one: TimeMention, other: TimeMention) -> bool:
    """Whether two periods in the same words can have one beginning and one end.

    `until Monday` of an article that appeared on a Monday leaves open which Monday it is.
    """
    ends = (
        (one.low, one.low_by, other.low, other.low_by),
        (one.high_from, one.high, other.high_from, other.high),
    )
    return _plain(one) == _plain(other) and all(_overlap(*end) for end in ends)


def _overlap(low: dt.date | None, high: dt.date | None, other_low: dt.date | None, other_high: dt.date | None) -> bool:
    if low is None or high is None or other_low is None or other_high is None:
        return (low or high) == (other_low or other_high)
    return low <= other_high and other_low <= high


def _is_other_day(one: TimeMention, other: TimeMention) -> bool:
    """Whether both name a day, or both a month, or both a year, and not the same.

    `1995` in one and `November` in another say nothing of each other.
    """
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return _grain(one.low, one.high) == _grain(other.low, other.high)


def _plain(time: TimeMention) -> str:
    """The words without the part of the day."""
    return _PART_OF_DAY.sub("", time.text.casefold())


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
