"""What varies inside a claim, as short verbatim values: figures, dates and periods, who says so.

A detail is a row of the claim table: a value is a passage of a sentence, never our words, and a row is made only if
two outlets or more give a value, so that no row repeats what one sentence happens to add. Two dates
of one claim conflict only where both are of the very same act (see `tensions`): they may as well date the event and
the report of it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from sitegen.compare.attribution import attributions
from sitegen.compare.tensions import date_clashes
from sitegen.model import Article, Detail, DetailValue, Figure, Mention, Sentence
from sitegen.text.dates import TimeMention, find_times
from sitegen.text.words import Forms, split_words

_WEEK, _MONTH = 7, 31


def find_details(
    sentences: Sequence[Sentence],
    figures: Sequence[Figure],
    articles: Mapping[str, Article],
    forms: Forms,
) -> tuple[Detail, ...]:
    """The details of one claim; `sentences` are the claim's, values come in the order of their first use."""
    ordered = sorted(sentences, key=lambda sentence: _appearance(sentence, articles))
    rows = [_figure_detail(figure, ordered) for figure in figures]
    times = {sentence.id: _times(sentence, articles[sentence.article], figures) for sentence in ordered}
    rows.append(_time_detail("date", "Date", ordered, times, date_clashes(ordered, articles)))
    rows.append(_time_detail("period", "Period", ordered, times, frozenset()))
    rows.append(_speaker_detail(ordered, forms))
    return tuple(row for row in rows if row is not None)


def _appearance(sentence: Sentence, articles: Mapping[str, Article]) -> tuple[str, str, int, int]:
    """Sort key: date of publication, undated last, then article, then position."""
    published = articles[sentence.article].date
    return (published.isoformat() if published else "~", sentence.article, sentence.part == "body", sentence.span.start)


def _times(sentence: Sentence, article: Article, figures: Sequence[Figure]) -> tuple[TimeMention, ...]:
    """Expressions of time, a period counted (`since the war began in May`) in place of the date inside it."""
    times = list(find_times(sentence.text, article.date))
    counted = {m.period for figure in figures for m in figure.mentions if m.sentence == sentence.id and m.period}
    for period in sorted(counted):
        start = sentence.text.find(period)
        end = start + len(period)
        if start >= 0 and not any(t.kind == "period" and t.start < end and start < t.end for t in times):
            times = [t for t in times if t.end <= start or end <= t.start]
            times.append(TimeMention(start=start, end=end, text=period, kind="period", low=None, high=None))
    return tuple(sorted(times, key=lambda time: time.start))


def _figure_detail(figure: Figure, sentences: Sequence[Sentence]) -> Detail | None:
    place = {sentence.id: position for position, sentence in enumerate(sentences)}
    mentions = sorted((m for m in figure.mentions if m.sentence in place), key=lambda m: (place[m.sentence], m.start))
    if figure.status == "single" or len({m.sentence.rpartition(".")[0] for m in mentions}) < 2:  # noqa: PLR2004 - two outlets
        return None
    values: dict[str, list[Mention]] = {}
    for m in mentions:
        values.setdefault(m.text.casefold(), []).append(
            Mention(sentence=m.sentence, start=m.start, end=m.end, text=m.text)
        )
    clashing = figure.status == "conflict" and len({(m.value, m.low, m.high) for m in mentions}) > 1
    label = " ".join(part for part in (figure.counted or figure.unit, figure.scope) if part)
    return Detail(
        kind="figure",
        label=label[:1].upper() + label[1:],
        values=tuple(DetailValue(text=ms[0].text, mentions=tuple(ms), conflicts=clashing) for ms in values.values()),
        varies=figure.status != "agree",
    )


def _time_detail(
    kind: str,
    label: str,
    sentences: Sequence[Sentence],
    times: Mapping[str, Sequence[TimeMention]],
    clashes: frozenset[tuple[str, int]],
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
        mention = Mention(sentence=sentence.id, start=time.start, end=time.end, text=time.text)
        values.setdefault(days, []).append(mention)
    return _detail_of(kind, label, list(values.values()), clashes)


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


def _speaker_detail(sentences: Sequence[Sentence], forms: Forms) -> Detail | None:
    values: dict[str, list[Mention]] = {}
    for sentence in sentences:
        for attribution in attributions(sentence.text):
            name = attribution.speaker
            norms = [word.norm for word in split_words(name.of(sentence.text), forms) if word.parts]
            # a pronoun or a bare role names nobody; of a name the last word is what outlets have in common
            if norms and attribution.is_named:
                mention = Mention(sentence=sentence.id, start=name.start, end=name.end, text=name.of(sentence.text))
                values.setdefault(norms[-1], []).append(mention)
    return _detail_of("said-by", "Who says so", list(values.values()))


def _detail_of(
    kind: str, label: str, groups: list[list[Mention]], clashes: frozenset[tuple[str, int]] = frozenset()
) -> Detail | None:
    outlets = {mention.sentence.rpartition(".")[0] for group in groups for mention in group}
    if len(outlets) < 2:  # noqa: PLR2004 - one outlet alone compares with nobody
        return None
    return Detail(
        kind="date" if kind == "date" else "period" if kind == "period" else "said-by",
        label=label,
        values=tuple(
            DetailValue(
                text=group[0].text,
                mentions=tuple(group),
                conflicts=any((mention.sentence, mention.start) in clashes for mention in group),
            )
            for group in groups
        ),
        varies=len(groups) > 1,
    )
