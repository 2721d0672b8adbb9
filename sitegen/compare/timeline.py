"""When things happened, and when each article appeared: the dated events of a story in order.

An event is an expression of time in an article with the words around it. Expressions of several articles are one event
where their sentences share a claim and their words allow a common day, at about the same precision; two events of one
day stay two. A step from another event (`days earlier`) joins the dated event of its claim, else it stays undated.
What is said between quotation marks is left out, as its day counts from when it was said. So are a year that names a
thing (`the 2016 election`), `this year` and comparisons, which date nothing.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sitegen.compare.acts import SPEECH, acts_in
from sitegen.model import Article, Claim, Mention, Moment, QuoteMention, Sentence
from sitegen.text.dates import TimeMention, find_times

_MOST_WORDS = 18
"""Words of a passage that says what happened."""
_FEWEST_WORDS = 6
"""Words beside the time that a passage needs to say anything."""
_GRAINS = (1, 16, 31, 366)
"""Days up to which an expression names a day, a part of a month, a month, a year."""
_MOST_APART = 2
"""Steps of precision between two expressions of one event: a day and a month, but no day and a year."""
_MARK = re.compile(r"[,;:–—()][ \u00a0]|\s--\s|\s[-–—]\s")
_WORD = re.compile(r"\S+")
_NAMES_A_THING = re.compile(r"\b(?:the|an?|his|her|its|their|our|[\w.]+[’']s?)\s$", re.IGNORECASE)
_ASIDE = re.compile(r"\b(?:since|after|before|when|amid|following|which|who|whose|where)\b[^,;]*$", re.IGNORECASE)
_NOW = re.compile(r"this (?:year|month|week)|today|tonight", re.IGNORECASE)


class _Dated(Struct, frozen=True):
    """An expression of time with its sentence."""

    sentence: Sentence
    time: TimeMention
    claims: frozenset[str]
    """Ids of the shared claims of the sentence."""
    order: tuple[str, int, int]
    """Article, position of the sentence, place in it."""

    @property
    def mention(self) -> Mention:
        """The words."""
        return Mention(sentence=self.sentence.id, start=self.time.start, end=self.time.end, text=self.time.text)


def find_timeline(
    sentences: Sequence[Sentence],
    articles: Sequence[Article],
    claims: Sequence[Claim],
    quotes: Sequence[QuoteMention],
    stepped: Mapping[tuple[str, int], tuple[dt.date, dt.date]],
) -> tuple[Moment, ...]:
    """The events and publications of a story by first day, undated ones last.

    `sentences` are those of the story in order; `stepped` gives the days that a step leads to, where they are known,
    by its sentence and place. The result does not depend on the order of `claims`.
    """
    shared = [claim for claim in claims if len({one.rpartition(".")[0] for one in claim.sentences}) > 1]
    dated = [
        replace(one, time=_resolved(one.time, stepped.get((one.sentence.id, one.time.start))))
        for one in _expressions(sentences, articles, shared, quotes)
    ]
    groups = _together(dated)
    by_id = {claim.id: claim for claim in shared}
    moments = [_moment(group, by_id) for group in groups]
    moments += [_publication(article) for article in articles]
    return tuple(sorted(moments, key=_order))


def _expressions(
    sentences: Sequence[Sentence],
    articles: Sequence[Article],
    shared: Sequence[Claim],
    quotes: Sequence[QuoteMention],
) -> list[_Dated]:
    days = {article.id: article.date for article in articles}
    claims_of: dict[str, set[str]] = {}
    for claim in shared:
        for sentence_id in claim.sentences:
            claims_of.setdefault(sentence_id, set()).add(claim.id)
    spoken = [mention for mention in quotes if mention.kind != "paraphrase"]
    return [
        _Dated(sentence, time, frozenset(claims_of.get(sentence.id, ())), (sentence.article, n, time.start))
        for n, sentence in enumerate(sentences)
        for time in find_times(sentence.text, days[sentence.article])
        if _dates_an_event(sentence, time)
        and not any(m.sentence == sentence.id and m.start < time.end and time.start < m.end for m in spoken)
    ]


def _resolved(time: TimeMention, days: tuple[dt.date, dt.date] | None) -> TimeMention:
    """A step with days is a date that is counted."""
    return replace(time, kind="date", low=days[0], high=days[1], takes="day") if days else time


def _dates_an_event(sentence: Sentence, time: TimeMention) -> bool:
    if _NOW.fullmatch(time.text) and not time.text.lower().startswith("to"):
        return False
    before, after = sentence.text[: time.start], sentence.text[time.end :]
    if re.search(r"[“\"]$", before) and time.text.lower() == "today":
        return False
    is_year = time.kind == "date" and time.text.isdigit()
    return not (is_year and _NAMES_A_THING.search(before) and re.match(r"\s\w", after))


def _together(dated: Sequence[_Dated]) -> list[list[_Dated]]:
    """Groups of expressions of one event, the most exact first; a step joins the one dated event of its claims."""
    groups: list[list[_Dated]] = []
    steps = [one for one in dated if one.time.kind == "step"]
    for one in sorted((d for d in dated if d.time.kind != "step"), key=lambda d: (_grain(d.time), d.order)):
        home = next((group for group in groups if _belongs(one, group)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    for step in steps:
        homes = [
            group
            for group in groups
            if group[0].time.kind == "date"
            and any(step.claims & d.claims and _have_one_act(step.sentence, d.sentence) for d in group)
            and all(d.sentence.article != step.sentence.article for d in group)
        ]
        if len(homes) == 1:
            homes[0].append(step)
        else:
            groups.append([step])
    return groups


def _have_one_act(one: Sentence, other: Sentence) -> bool:
    return bool((acts_in(one.text) & acts_in(other.text)) - {SPEECH})


def _belongs(one: _Dated, group: Sequence[_Dated]) -> bool:
    """Whether an expression is of the event of a group: by a shared claim, with a day that all of them allow."""
    if not any(one.claims & other.claims for other in group):
        return False
    if any(other.sentence.id == one.sentence.id for other in group):
        return False
    return all(_is_compatible(one.time, other.time) for other in group)


def _is_compatible(one: TimeMention, other: TimeMention) -> bool:
    if one.kind != other.kind:
        return False
    if one.kind == "period":
        return _meets(_begins(one), _begins(other)) and _meets(_ends(one), _ends(other))
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return one.text.casefold() == other.text.casefold()
    return _meets((one.low, one.high), (other.low, other.high)) and abs(_grain(one) - _grain(other)) <= _MOST_APART


def _begins(time: TimeMention) -> tuple[dt.date, dt.date] | None:
    return (time.low, time.low_by) if time.low and time.low_by else None


def _ends(time: TimeMention) -> tuple[dt.date, dt.date] | None:
    return (time.high_from, time.high) if time.high_from and time.high else None


def _meets(one: tuple[dt.date, dt.date] | None, other: tuple[dt.date, dt.date] | None) -> bool:
    """Whether two stretches of days have one in common; two ends that are not given are alike."""
    if one is None or other is None:
        return one is other
    return one[0] <= other[1] and other[0] <= one[1]


def _grain(time: TimeMention) -> int:
    """0 for a day, 1 for a part of a month, 2 for a month, 3 for a year, 4 for what is vaguer or unknown."""
    if time.low is None or time.high is None:
        return len(_GRAINS)
    days = (time.high - time.low).days + 1
    return next((n for n, most in enumerate(_GRAINS) if days <= most), len(_GRAINS))


def _moment(group: Sequence[_Dated], claims: Mapping[str, Claim]) -> Moment:
    ordered = sorted(group, key=lambda d: d.order)
    known = [d for d in ordered if d.time.low or d.time.high]
    is_period = group[0].time.kind == "period"
    first = max((d.time.low for d in known if d.time.low), default=None)
    last = min((d.time.high for d in known if d.time.high), default=None)
    first_by = min((d.time.low_by for d in known if d.time.low_by), default=None)
    last_from = max((d.time.high_from for d in known if d.time.high_from), default=None)
    telling = [d for d in known if (d.time.low, d.time.high) == (first, last)] or known
    is_stated = bool(telling) and any(d.time.takes != "day" for d in telling)
    articles = {d.sentence.article for d in ordered}
    common = [claim for claim in frozenset.union(*(d.claims for d in ordered)) if _n_sharing(claim, ordered) > 1]
    claim = min(common, key=lambda one: (-_n_sharing(one, ordered), one)) if len(articles) > 1 and common else None
    named = claims[claim] if claim else None
    passage = _passage(group[0])
    return Moment(
        kind="event",
        first=first,
        last=last,
        basis="stated" if is_stated else "inferred",
        label=named.title if named and named.title_basis == "editor" and not all(map(_is_aside, ordered)) else passage,
        mentions=tuple(d.mention for d in ordered),
        claim=claim,
        is_period=is_period,
        first_by=first_by if is_period else None,
        last_from=last_from if is_period else None,
    )


def _n_sharing(claim: str, group: Sequence[_Dated]) -> int:
    return len({d.sentence.article for d in group if claim in d.claims})


def _is_aside(dated: _Dated) -> bool:
    """Whether the time stands in a clause that tells something else than its sentence: `since the war began in May`."""
    return bool(_ASIDE.search(dated.sentence.text[: dated.time.start]))


def _passage(dated: _Dated) -> str:
    """The words around the time that say what happened: its clause, or as many words of it as serve.

    A clause that is hardly more than the time takes what is before it, or behind it where nothing is before.
    """
    text, time = dated.sentence.text, dated.time
    words = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    marks = sorted({0, *(found.end() for found in _MARK.finditer(text)), len(text)})
    start = max(mark for mark in marks if mark <= time.start)
    end = min(mark for mark in marks if mark >= time.end)
    while (start, end) != (0, len(text)) and _n_beside(words, start, end, time) < _FEWEST_WORDS:
        if start:
            start = max(mark for mark in marks if mark < start)
        else:
            end = min(mark for mark in marks if mark > end)
    inside = [(a, b) for a, b in words if start <= a < end]
    last = next(n for n, (a, b) in enumerate(inside) if b >= time.end or n == len(inside) - 1)
    first = max(0, last + 3 - _MOST_WORDS) if last >= _MOST_WORDS else 0
    inside = inside[first : first + _MOST_WORDS]
    return text[min(inside[0][0], time.start) : max(inside[-1][1], time.end)].rstrip(" ,;:–—(“")


def _n_beside(words: Sequence[tuple[int, int]], start: int, end: int, time: TimeMention) -> int:
    """How many words of a stretch are not the time itself."""
    return sum(start <= a < end and not time.start <= a < time.end for a, _ in words)


def _publication(article: Article) -> Moment:
    return Moment(
        kind="published",
        first=article.date,
        last=article.date,
        basis=article.date_basis,
        label="",
        article=article.id,
    )


def _order(moment: Moment) -> tuple[bool, dt.date, bool, dt.date, str, tuple[tuple[str, int], ...]]:
    """By first day; what happened before what appeared, the shorter before the longer."""
    first = moment.first or moment.last
    return (
        first is None,
        first or dt.date.max,
        moment.kind == "published",
        moment.last or dt.date.max,
        moment.article or "",
        tuple((mention.sentence, mention.start) for mention in moment.mentions),
    )
