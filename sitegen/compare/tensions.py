"""What an article says against itself: two days for one act, two numbers for one thing, parts that miss their total.

Strict on purpose, for a reader will hold it against the article. Two days count only where the text itself leads from
one to the other: it points back (`the fire`), or another article dates the first of the two acts to the day of the
second. Statements are never held against each other, as they can be made twice; nor numbers by two speakers. What is
said between quotation marks is its speaker's. Deliberately draws no conclusion on which of the two is right.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from sitegen.compare.acts import SPEECH, Act, act_at, clause_at, first_act
from sitegen.compare.quantities import Quantity, quantities_of
from sitegen.compare.sums import find_sums
from sitegen.compare.verdicts import same_value
from sitegen.model import Article, Claim, FigureMention, Mention, QuoteMention, Sentence, Tension
from sitegen.text.date_words import month_name
from sitegen.text.dates import TimeMention, find_times
from sitegen.text.numbers import format_number

_NEAR = 2
"""Sentences on one act that another article vouches for lie no further apart than this."""
_FAR = 6
"""A sentence that points back does so no further than this."""
_VAGUEST = timedelta(days=31)
_SHARED_WORDS = 2
_RESTS = " Both are counted from the article’s own date, which is inferred."
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"")


class _Dating(Struct, frozen=True, kw_only=True):
    """An act and the days that an article's words allow for it."""

    sentence: Sentence
    position: int
    """Of the sentence in its article."""
    act: Act
    low: date
    high: date
    evidence: tuple[Mention, ...]
    """The expressions of time that lead to the days."""
    is_counted: bool
    """Whether the days are counted from the article's own date."""
    is_stepped: bool = False
    """Whether they are reached from another act: `a day after`."""


def find_tensions(
    sentences: Sequence[Sentence],
    articles: Sequence[Article],
    figures: Sequence[FigureMention],
    claims: Sequence[Claim],
    quotes: Sequence[QuoteMention],
) -> tuple[Tension, ...]:
    """The tensions of all articles, by article, then position; `sentences` are those of the story in order."""
    by_id = {sentence.id: sentence for sentence in sentences}
    position = {sentence.id: n for n, sentence in enumerate(sentences)}
    datings = [
        dating
        for article in articles
        for dating in _datings([s for s in sentences if s.article == article.id], article, quotes)
    ]
    inferred = frozenset(article.id for article in articles if article.date_basis == "inferred")
    found = [
        *_date_tensions(datings, claims, inferred),
        *_number_tensions(quantities_of(figures, by_id), by_id),
        *_sum_tensions(quantities_of(figures, by_id), by_id),
    ]

    def place(mention: Mention) -> tuple[int, int]:
        return position[mention.sentence], mention.start

    ordered = [replace(one, mentions=tuple(sorted(one.mentions, key=place))) for one in found]
    return tuple(sorted(ordered, key=lambda one: (one.article, [place(m) for m in one.mentions], one.why)))


def stepped_days(
    sentences: Sequence[Sentence], articles: Sequence[Article], quotes: Sequence[QuoteMention]
) -> dict[tuple[str, int], tuple[date, date]]:
    """The days that steps lead to (`a day after the vote`, the vote having a day), by sentence id and place."""
    return {
        (dating.evidence[-1].sentence, dating.evidence[-1].start): (dating.low, dating.high)
        for article in articles
        for dating in _datings([s for s in sentences if s.article == article.id], article, quotes)
        if dating.is_stepped
    }


def date_clashes(
    sentences: Sequence[Sentence], articles: Mapping[str, Article], quotes: Sequence[QuoteMention] = ()
) -> frozenset[tuple[str, int]]:
    """Where sentences of one claim date one act to different days in two articles: sentence id and start of the words.

    Both must name single days that rest on no inferred date, of an act of one kind with the same names and mostly the
    same words; and neither article may have a sentence in the claim that agrees with the other.
    """
    datings = [
        dating
        for article in sorted({sentence.article for sentence in sentences})
        for dating in _datings([s for s in sentences if s.article == article], articles[article], quotes)
        if dating.low == dating.high
        and not dating.is_stepped
        and not (dating.is_counted and articles[article].date_basis == "inferred")
    ]
    clashes: set[tuple[str, int]] = set()
    for a, b in combinations(datings, 2):
        if a.sentence.article == b.sentence.article or not _is_clash(a, b):
            continue
        pair = {a.sentence.article, b.sentence.article}
        if any(
            _is_same_day(x, y) for x, y in combinations(datings, 2) if {x.sentence.article, y.sentence.article} == pair
        ):
            continue
        clashes |= {(one.sentence.id, one.evidence[0].start) for one in (a, b)}
    return frozenset(clashes)


def _is_same_day(a: _Dating, b: _Dating) -> bool:
    return bool(a.act.kinds & b.act.kinds) and a.low <= b.high and b.low <= a.high


def _is_clash(a: _Dating, b: _Dating) -> bool:
    if not a.act.kinds & b.act.kinds or _is_same_day(a, b):
        return False
    if not (a.act.is_dated and b.act.is_dated) or a.act.is_other or b.act.is_other:
        return False
    names = a.act.names & b.act.names
    words = a.act.words & b.act.words
    smaller = min(len(a.act.words | a.act.names), len(b.act.words | b.act.names))
    return bool(names) and 2 * len(words | names) >= smaller


def _datings(sentences: Sequence[Sentence], article: Article, quotes: Sequence[QuoteMention]) -> list[_Dating]:
    """Every act of an article with the days its words allow."""
    spoken = [mention for mention in quotes if mention.kind != "paraphrase"]
    times = {
        sentence.id: [t for t in find_times(sentence.text, article.date) if not _is_spoken(sentence, t, spoken)]
        for sentence in sentences
    }
    direct: list[_Dating] = []
    speeches: list[_Dating] = []
    for n, sentence in enumerate(sentences):
        for time in times[sentence.id]:
            act = act_at(sentence.text, time) if time.kind == "date" else None
            if act and time.low and time.high and time.high - time.low <= _VAGUEST:
                found = _Dating(
                    sentence=sentence,
                    position=n,
                    act=act,
                    low=time.low,
                    high=time.high,
                    evidence=(_mention(sentence, time),),
                    is_counted=time.takes == "day",
                )
                (speeches if SPEECH in act.kinds else direct).append(found)
    stepped = [
        dating
        for n, sentence in enumerate(sentences)
        for time in times[sentence.id]
        if time.days
        for dating in _stepped(sentence, n, time, times[sentence.id], [*direct, *speeches])
    ]
    return [*direct, *stepped]


def _is_spoken(sentence: Sentence, time: TimeMention, spoken: Sequence[QuoteMention]) -> bool:
    if any(found.start() < time.start and time.end < found.end() for found in _QUOTED.finditer(sentence.text)):
        return True
    return any(m.sentence == sentence.id and m.start < time.end and time.start < m.end for m in spoken)


def _stepped(
    sentence: Sentence, position: int, step: TimeMention, beside: Sequence[TimeMention], dated: Sequence[_Dating]
) -> Iterator[_Dating]:
    """`X a day after Y`, where X has a day: then Y has one, too."""
    text = sentence.text
    if step.days is None or not step.text.lower().endswith(("after", "before")):
        return
    clause = clause_at(text, step.start, step.start)
    behind = clause_at(text, step.end + 1, step.end + 1)
    reached = first_act(text, step.end, behind.end)
    if reached is None or SPEECH in reached.kinds:
        return
    dates = [time for time in beside if time.kind == "date" and time.end <= step.start and time.low and time.high]
    if dates:
        # `said on Tuesday that the fire came a day after the fair` does not date the fire
        anchors = [d for d in dated if d.sentence is sentence and d.evidence == (_mention(sentence, dates[-1]),)]
        anchor = next((d for d in anchors if SPEECH not in d.act.kinds), None)
    else:
        start = first_act(text, clause.start, step.start)
        anchor = next((d for d in dated if start and _is_anchor(start, d, position)), None)
    if anchor is None:
        return
    yield _Dating(
        sentence=sentence,
        position=position,
        act=reached,
        low=anchor.low - timedelta(days=step.days[1]),
        high=anchor.high - timedelta(days=step.days[0]),
        evidence=(*anchor.evidence, _mention(sentence, step)),
        is_counted=anchor.is_counted,
        is_stepped=True,
    )


def _is_anchor(act: Act, dated: _Dating, position: int) -> bool:
    """Whether a dated act is the one that a step starts from: of one kind, on a single day, by one of the same name."""
    names = dated.act.names | _names_before(dated)
    return (
        dated.position < position
        and dated.low == dated.high
        and bool(dated.act.kinds & act.kinds)
        and bool(act.names & names)
    )


def _names_before(dated: _Dating) -> frozenset[str]:
    """The names in front of the time in its sentence, which an aside may part from its clause."""
    act = first_act(dated.sentence.text, 0, dated.evidence[0].start)
    return act.names if act and act.kinds & dated.act.kinds else frozenset()


def _date_tensions(datings: Sequence[_Dating], claims: Sequence[Claim], inferred: frozenset[str]) -> Iterator[Tension]:
    for x, y in combinations(sorted(datings, key=lambda d: (d.sentence.article, d.position, d.evidence[-1].start)), 2):
        if x.sentence.article != y.sentence.article or x.sentence.id == y.sentence.id or _is_same_day(x, y):
            continue
        if not x.act.kinds & y.act.kinds or x.act.is_other or y.act.is_other:
            continue
        if _points_back(x, y, datings) or _is_vouched_for(x, y, datings, claims):
            rests = x.is_counted and y.is_counted and x.sentence.article in inferred
            yield Tension(
                article=x.sentence.article,
                kind="date",
                mentions=(*x.evidence, *y.evidence),
                why=f"Read as one {min(x.act.kinds & y.act.kinds)}, it falls on {_days(x)} by one sentence{_by_step(x)}"
                f" and on {_days(y)} by the other{_by_step(y)}.{_RESTS if rests else ''}",
            )


def _points_back(x: _Dating, y: _Dating, datings: Sequence[_Dating]) -> bool:
    """Whether the later sentence speaks of the act of the earlier as known, and no other act of its kind is dated."""
    own = [d for d in datings if d.sentence.article == x.sentence.article and d.act.kinds & x.act.kinds]
    return (
        y.act.is_definite
        and (x.is_stepped or x.act.is_dated)
        and (y.is_stepped or y.act.is_dated)
        and y.position - x.position <= _FAR
        and len(own) == _SHARED_WORDS
        and bool(x.act.names & y.act.names or x.act.words & y.act.words)
    )


def _is_vouched_for(x: _Dating, y: _Dating, datings: Sequence[_Dating], claims: Sequence[Claim]) -> bool:
    """Whether a sentence of another article, in a claim with one of the two, dates its act to the day of the other."""
    if abs(x.position - y.position) > _NEAR or not x.act.names & y.act.names:
        return False
    for claim in claims:
        for mine, yours in ((x, y), (y, x)):
            if mine.sentence.id in claim.sentences and any(
                other.sentence.id in claim.sentences
                and other.sentence.article != mine.sentence.article
                and other.low == other.high
                and _is_same_day(other, yours)
                and not _is_same_day(other, mine)
                and bool(other.act.names & mine.act.names)
                for other in datings
            ):
                return True
    return False


def _number_tensions(quantities: Sequence[Quantity], sentences: Mapping[str, Sentence]) -> Iterator[Tension]:
    """Two exact numbers for one thing, by the same speaker, of the same day and period."""
    for a, b in combinations(quantities, 2):
        if a.article == b.article and a.mention.sentence != b.mention.sentence and _measure_one_thing(a, b):
            if same_value(a.mention, b.mention) or _tells_change(a, sentences) or _tells_change(b, sentences):
                continue
            what = " ".join(part for part in (a.mention.counted or a.mention.unit, a.mention.scope) if part)
            yield Tension(
                article=a.article,
                kind="figure",
                mentions=(_figure(a.mention), _figure(b.mention)),
                why=f"Two sentences give different numbers for {what}: {_number(a)} and {_number(b)}.",
            )


def _measure_one_thing(a: Quantity, b: Quantity) -> bool:
    x, y = a.mention, b.mention
    return (
        x.value is not None
        and y.value is not None
        and x.bound is None
        and y.bound is None
        and bool(a.head)
        and a.kind not in ("age", "%", "points")
        and (a.kind, a.head, a.aspect, a.places, a.years, a.rate, a.modifiers)
        == (b.kind, b.head, b.aspect, b.places, b.years, b.rate, b.modifiers)
        and bool(a.places or a.aspect)
        and (x.as_of, x.period, x.speaker, x.unit) == (y.as_of, y.period, y.speaker, y.unit)
        and len(a.context & b.context) >= _SHARED_WORDS
    )


_CHANGE_WORDS = frozenset(
    "another other others more further additional initially earlier previously originally revised first second later"
    " including among each per rose fell increased decreased up down from than average separate next last".split()
)


def _tells_change(quantity: Quantity, sentences: Mapping[str, Sentence]) -> bool:
    """Whether the sentence itself tells why its number is another one."""
    words = sentences[quantity.mention.sentence].text.lower().replace(",", " ").replace(".", " ").split()
    return not _CHANGE_WORDS.isdisjoint(words)


def _sum_tensions(quantities: Sequence[Quantity], sentences: Mapping[str, Sentence]) -> Iterator[Tension]:
    for total in find_sums(quantities, sentences):
        if not total.adds_up:
            mentions = sorted((total.total, *total.parts), key=lambda q: q.order)
            yield Tension(
                article=total.total.article,
                kind="sum",
                mentions=tuple(_figure(q.mention) for q in mentions),
                why=total.words,
            )


def _figure(mention: FigureMention) -> Mention:
    return Mention(sentence=mention.sentence, start=mention.start, end=mention.end, text=mention.text)


def _mention(sentence: Sentence, time: TimeMention) -> Mention:
    return Mention(sentence=sentence.id, start=time.start, end=time.end, text=time.text)


def _number(quantity: Quantity) -> str:
    return format_number(quantity.mention.value or 0.0)


def _days(dating: _Dating) -> str:
    """`Monday 8 January 2024`, or the first and the last of several days."""
    if dating.low == dating.high:
        return _day(dating.low)
    return f"a day from {_day(dating.low)} to {_day(dating.high)}"


def _day(day: date) -> str:
    return f"{day.day} {month_name(day.month)} {day.year}"


def _by_step(dating: _Dating) -> str:
    return ", counted from another day in the article," if dating.is_stepped else ""
