"""Every number of an article that measures something, with its bound, unit, what it counts, where, when and by whom.

A chain of plain steps for each sentence: numbers, minus those that measure nothing (`figure_masks` and the rules here),
joined to ranges, widened by currency and bound words, then read in their surroundings (`counted`, `periods`,
`speakers`). Vague numbers (`dozens of attacks`) are kept without a value.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from sitegen.compare.bounds import Bounded, widen
from sitegen.compare.counted import Counted, counted_beside, is_harm, scope_of
from sitegen.compare.figure_ages import ages_among, is_range_of_ages
from sitegen.compare.figure_masks import masked_spans
from sitegen.compare.intervals import Interval, interval_of
from sitegen.compare.periods import counting_time
from sitegen.compare.speakers import People, people_of
from sitegen.model import Article, FigureMention, Sentence, Span
from sitegen.text.function_words import FUNCTION_WORDS
from sitegen.text.numbers import Numeral, find_numerals

_VAGUE = re.compile(
    r"\b(?:(?:tens|hundreds|many\sthousands|thousands|millions)\sof\s(?:thousands|millions|billions)|"
    r"(?:several|a\sfew|many|some|a\scouple(?:\sof)?)\s(?:dozen|hundred|thousand|million|billion)(?:\s(?:thousand|million|billion))?|"
    r"dozens|hundreds|thousands|millions|billions|trillions|scores(?=\sof\s))\b(?:\sof\b)?",
    re.IGNORECASE,
)
_OF_MONEY = re.compile(r"^\sof\s(?P<money>dollar|euro|pound)s(?:[’'](?!s))?")
_OF_MONEY_SIGNS = {"dollar": "$", "euro": "€", "pound": "£"}
_MONTHS_OLD = re.compile(r"^[-‑\s](?:day|week|month|hour)s?[-‑\s]olds?\b")
_HYPHEN_UNITS = re.compile(
    r"^[-‑](?:second|minute|hour|day|night|week|month|year|decade|mile|km|kilomet(?:er|re)|met(?:er|re)|foot|inch|yard|acre|"
    r"hectare|pound|ton|tonne|gallon|lit(?:er|re)|degree|point|percent|per\scent|member|person|seat|bed|strong|odd|plus|"
    r"dollar|euro|vehicle|page|room|stor(?:e)?y|vote|magnitude|megawatt|barrel)s?\b",
)
_DEFINITE = re.compile(r"\b(?:the|these|those|other|both|between|which|latter|former|same|all)\s$", re.IGNORECASE)
_ONE_COUNTS = re.compile(
    r"^\s+(?!of\b)(?:[a-z-]+\s){0,2}(?:person|civilian|soldier|officer|policeman|policewoman|woman|child|boy|girl|"
    r"student|worker|hostage|passenger|victim|death|fatality|injury|dead|killed|injured|wounded|missing|million|billion|"
    r"hundred|thousand|percent|per\scent|vote|year|month|week|hour|mile|kilomet(?:er|re)|charge|count)\b",
)
_ONLY = re.compile(r"\b(?:at\sleast|only|just|exactly|up\sto|fewer\sthan|less\sthan)\s$", re.IGNORECASE)
_HALF_COUNTS = re.compile(r"^(?:\s+of\b|\s+(?:the|its|their|his|her|our|those|these|all|as|price)\b|\s?%|\s+[a-z]+s\b)")
_NOT_HALF = re.compile(r"\b(?:first|second|other|latter|former|opening|in|by|a|one|and\sa)[\s-]$", re.IGNORECASE)
_LIST_MARK = re.compile(r"^\(?\d{1,2}[.)]\s")
_PERCENT = re.compile(r"^\s?(?:%|percent\b|per\scent\b)")
_RANGE = re.compile(r"^\s?(?:[-–—]|\bto|\bor)\s?$")
_CHANGE = re.compile(
    r"\b(?:r[io]s(?:e|en|ing)|f[ae]ll(?:en|ing|s)?|gr[eo]w\w*|increas\w+|decreas\w+|jump\w*|drop\w*|climb\w*|declin\w+|"
    r"cut\w*|rais\w+|reduc\w+|lower\w*|expand\w*|up|down|went|go(?:es|ing)?|soar\w*|surg\w+|doubl\w+|shr[aiu]nk|chang\w+|"
    r"slow\w*|narrow\w*|revis\w+|slash\w*|swung|improv\w+)\b[^.;]{0,60}\bfrom\s[^.;]{0,20}$",
    re.IGNORECASE,
)
_RIVALS = re.compile(
    r"\b(?:leads?|led|leading|trail\w*|beats?|beating|edg(?:es|ed|ing)|defeat\w*|ahead\sof|behind|favor\w*|prefer\w*|versus)\b"
    r"[^.;:]{0,60}$",
)
_MINUS = re.compile(r"(?:\b[Mm]inus\s|(?<![\w.,])−)$")
_ALSO_PLUS = re.compile(r"\b(?:or|and)\s$|/$", re.IGNORECASE)
_NO = re.compile(r"\bno\s$", re.IGNORECASE)
_OTHERS = re.compile(r"\s+(?:others?|more|of\sthem)\b")
_INCLUDED = re.compile(r"\b(?:including|among\sthem|with)\s$", re.IGNORECASE)
_PARENT = re.compile(r"\b(?:father|mother|dad|mom|mum|parents?|grand(?:father|mother))\sof\s$", re.IGNORECASE)
_CAPITALS = re.compile(r"(?:\b[A-Z][\w’'-]*[ \u00a0]){2,}$")
_VOTE = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|ballot|passed|approved|rejected|acquitted|ruled|ruling|decision)\b", re.IGNORECASE
)
_SMALL = 10


_MOST_NUMBERS = 40
"""A sentence with more numbers is a table, whose rows say nothing of what each one counts."""


class _Candidate(Struct, frozen=True):
    """A number on its way to a mention."""

    start: int
    end: int
    low: Numeral
    high: Numeral | None = None
    """The other end of a range."""
    is_age: bool = False
    name: str = ""
    """Whose age it is."""
    counted: str = ""
    """What is known to be counted before the words beside it are read."""


@lru_cache(maxsize=64)
def find_figures(sentences: tuple[Sentence, ...], article: Article) -> tuple[FigureMention, ...]:
    """Every number in the sentences of one article that measures something, in reading order.

    Mentions of one sentence are disjoint, and `text` is the passage of the sentence they span.
    """
    people = people_of(sentences)
    return tuple(mention for sentence in sentences for mention in _in_sentence(sentence, article, people))


def _in_sentence(sentence: Sentence, article: Article, people: People) -> list[FigureMention]:
    text = sentence.text
    vague = [found for found in _VAGUE.finditer(text) if _is_vague(text, found)]
    candidates = [c for c in _candidates(text, sentence.part == "title") if not any(_meets(c, v.span()) for v in vague)]
    if len(candidates) + len(vague) > _MOST_NUMBERS:
        return []
    bounded = [(c, _widened(text, c)) for c in candidates]
    spans = [Span(b.start, b.end) for _, b in bounded] + [Span(*v.span()) for v in vague]
    mentions: list[FigureMention] = []
    for candidate, bound in bounded:
        others = tuple(span for span in spans if span != Span(bound.start, bound.end))
        mention = _mention(sentence, candidate, bound, others, mentions)
        if mention:
            mentions.append(mention)
    for found in vague:
        others = tuple(span for span in spans if span != Span(*found.span()))
        mentions.append(_vague_mention(sentence, found, others))
    timed = (_with_circumstances(m, sentence, article, people) for m in mentions)
    return sorted(timed, key=lambda m: m.start)


def _widened(text: str, candidate: _Candidate) -> Bounded:
    """The candidate with its unit and bound words; `between $3 and $5 million` has its unit inside."""
    found = widen(text, candidate.start, candidate.end)
    if not candidate.high or found.unit:
        return found
    return replace(found, unit=widen(text, candidate.low.start, candidate.low.end).unit)


def _candidates(text: str, is_title: bool) -> Iterator[_Candidate]:  # noqa: FBT001 - one caller
    """Numbers that are not masked, ranges and ages recognised, in order."""
    found = find_numerals(text)
    masks = masked_spans(text) if found else ()
    numerals = [n for n in found if not any(n.start < m.end and m.start < n.end for m in masks)]
    ages = ages_among(text, numerals)
    index = 0
    while index < len(numerals):
        low = numerals[index]
        high = numerals[index + 1] if index + 1 < len(numerals) else None
        if low.start in ages:
            older = high if high and is_range_of_ages(text, low, high) else None
            name = ages[low.start].name
            yield _Candidate(low.start, (older or low).end, low, older, is_age=True, name=name, counted="age")
            index += older is not None
        elif high and (joined := _range(text, low, high)):
            yield joined
            index += 1
        elif high and _is_tally(text, low, high):
            votes = [*reversed(list(_VOTE.finditer(text, 0, low.start))), *_VOTE.finditer(text, high.end)]
            if votes:
                yield _Candidate(low.start, low.end, low, counted=votes[0].group())
                yield _Candidate(high.start, high.end, high, counted=votes[0].group())
            index += 1
        elif _measures(text, low, is_title):
            minus = _MINUS.search(text[: low.start])
            if minus and not _ALSO_PLUS.search(text[: minus.start()]):
                yield _Candidate(minus.start(), low.end, replace(low, value=-low.value))
            else:
                yield _Candidate(low.start, low.end, low)
        index += 1


def _range(text: str, low: Numeral, high: Numeral) -> _Candidate | None:
    """`46 to 57`, `10-15`, `$5 million to $7 million`, `two or three`, `between 10 and 20`; None for anything else."""
    gap, high_text = text[low.end : high.start], text[high.end :]
    if (gap[-1:] in "$£€" and text[low.start - 1 : low.start] != gap[-1:]) or (
        _PERCENT.match(gap) and not _PERCENT.match(high_text)
    ):
        return None  # `12% to $43`
    gap = re.sub(r"[$£€]$", "", _PERCENT.sub("", gap))
    before = text[: low.start].rstrip("$£€ ")
    is_between = before.lower().endswith("between") and gap.strip() == "and"
    if not (is_between or _RANGE.match(gap)) or "fraction" in (low.kind, high.kind):
        return None
    if "or" in gap and high.value > 2 * max(low.value, 1):
        return None
    mantissa = high.value / high.scale
    if low.scale == 1 and high.scale > 1 and low.value < mantissa:
        low = replace(low, value=low.value * high.scale)
    if low.value >= high.value or _CHANGE.search(text[: low.start]) or _RIVALS.search(text[: low.start]):
        return None
    start = len(before) - len("between") if is_between else low.start
    return _Candidate(start, high.end, low, high)


def _is_tally(text: str, low: Numeral, high: Numeral) -> bool:
    """Whether two numbers are the two sides of a vote or a match: `52-48`."""
    gap = text[low.end : high.start]
    is_dash = gap in ("-", "–")
    return low.value >= high.value and (is_dash or (gap == " to " and bool(_VOTE.search(text)) and "from" not in text))


def _measures(text: str, numeral: Numeral, is_title: bool) -> bool:  # noqa: FBT001 - one caller
    """What only the words beside a number can tell: articles, pronouns, names."""
    before, after = text[: numeral.start], text[numeral.end :]
    if (not before and _LIST_MARK.match(text)) or _is_compound(before, after):
        return False
    word = numeral.of(text).lower()
    if word == "half":
        return _counts_half(before, after)
    if word == "one":
        if _NO.search(before):
            return False
        return bool(_ONE_COUNTS.match(after) or (_ONLY.search(before) and not re.match(r"\s+of\b", after)))
    if numeral.kind == "words":
        return _word_measures(before, after, numeral.of(text), numeral, is_title)
    return numeral.kind == "fraction" or not _ends_name(before, after)


def _is_compound(before: str, after: str) -> bool:
    """Whether a hyphen ties the number into a word that measures nothing: `mid-30`, `two-faced`, `three-month-old`."""
    if before.endswith(("-", "‑", "/")) and before[-2:-1].isalnum():
        return True
    return bool(re.match(r"[-‑][A-Za-z]", after) and (_MONTHS_OLD.match(after) or not _HYPHEN_UNITS.match(after)))


def _counts_half(before: str, after: str) -> bool:
    if _NOT_HALF.search(before):
        return False
    return bool(_HALF_COUNTS.match(after)) or widen(before + "half", len(before), len(before) + 4).bound is not None


def _word_measures(before: str, after: str, word: str, numeral: Numeral, is_title: bool) -> bool:  # noqa: FBT001 - one caller
    """Whether a number word counts: not `the two sides`, nor a name such as `Seven Network` inside a sentence."""
    points_back = numeral.value < _SMALL and _DEFINITE.search(before)
    if _PARENT.search(before) or (points_back and not re.match(r"\s+(?:dead|killed|injured|wounded)\b", after)):
        return False
    is_name = (
        word[0].isupper() and before.strip() and before.rstrip()[-1] not in '“"‘:.—–' and re.match(r"\s[A-Z]", after)
    )
    return is_title or not is_name


def _ends_name(before: str, after: str) -> bool:
    """Whether digits end a name: a capitalised word in front, nothing countable behind (`Apollo 11 landed`)."""
    last = re.search(r"(?P<word>[A-Z][\w’'-]*)[ \u00a0]$", before)
    if not last or re.search(r"(?:[’']s|US|USD|EUR|GBP|Rs)$", last["word"]):
        return False
    if last["word"].lower() in FUNCTION_WORDS:
        return bool(_CAPITALS.search(before)) and not last["word"].isupper()  # `Sea Me We 4`
    if widen(before, len(before), len(before)).bound or re.match(r"[%,]\d", after):
        return False  # `Roughly 700 of them`
    following = re.match(r"[\s-]+(?P<word>[\w’'-]+)", after)
    if not following:
        return True
    bare = following["word"]
    if bare in ("percent", "per", "million", "billion", "people"):
        return False
    return bare[0].isupper() or bare.lower() in FUNCTION_WORDS or bare.endswith(("ed", "ing"))


def _is_vague(text: str, found: re.Match[str]) -> bool:
    before = text[: found.start()]
    return not re.search(r"(?:\b(?:two|three|four|test|box|the)|\d)\s$", before, re.IGNORECASE) or "of" in found.group()


def _meets(candidate: _Candidate, span: tuple[int, int]) -> bool:
    return candidate.start < span[1] and span[0] < candidate.end


def _mention(
    sentence: Sentence,
    candidate: _Candidate,
    bounded: Bounded,
    others: tuple[Span, ...],
    earlier: list[FigureMention],
) -> FigureMention | None:
    text, low, high = sentence.text, candidate.low, candidate.high
    start, end = bounded.start, bounded.end
    counted = candidate.counted or _counted(text, bounded, earlier)
    if not counted and _says_nothing(low, bounded):
        return None
    scope = candidate.name if candidate.is_age else scope_of(text, start, end, others, is_money=_is_money(bounded.unit))
    bound = "range" if high else bounded.bound
    interval = Interval(low.value, high.value) if high else interval_of(low, bound, is_money=_is_money(bounded.unit))
    return FigureMention(
        sentence=sentence.id,
        start=start,
        end=end,
        text=text[start:end],
        value=(low.value + high.value) / 2 if high else low.value,
        low=interval.low,
        high=interval.high,
        low_open=interval.low_open,
        high_open=interval.high_open,
        bound=bound,
        unit=bounded.unit,
        counted=counted,
        scope=scope,
    )


def _says_nothing(numeral: Numeral, bounded: Bounded) -> bool:
    """Whether a small number word stands for persons named before: `two said`, `all three`."""
    return numeral.kind == "words" and numeral.value < _SMALL and bounded.bound is None and not bounded.unit


def _is_money(unit: str) -> bool:
    return bool(unit) and unit not in ("%", "percentage points")


def _counted(text: str, bounded: Bounded, earlier: list[FigureMention]) -> str:
    """What is counted; an elliptic number (`and 900 in Syria`) counts what the number before it counts."""
    is_money = _is_money(bounded.unit)
    beside = counted_beside(text, bounded.start, bounded.end, is_money=is_money)
    others = _OTHERS.match(text[bounded.end :])
    last = next(
        (
            m
            for m in reversed(earlier)
            if m.counted != "age"
            and not (others and _INCLUDED.search(text[: m.start]))  # `38, including nine children`
        ),
        None,
    )
    if (
        last
        and last.unit == bounded.unit
        and not (beside and beside.is_harm and is_harm(last.counted))  # `kills three, injures four`
        and (not is_money or not beside)
        and _is_elliptic(text, last.end, bounded, beside)
    ):
        return last.counted
    return beside.text if beside else ""


def _is_elliptic(text: str, last_end: int, bounded: Bounded, beside: Counted | None) -> bool:
    if beside and beside.is_own and not _OTHERS.match(text[bounded.end :]):
        return False
    between = text[last_end : bounded.start]
    return ";" not in between and "." not in between.replace("U.S.", "")


def _vague_mention(sentence: Sentence, found: re.Match[str], others: tuple[Span, ...]) -> FigureMention:
    text = sentence.text
    number_end = found.end() - len(" of") if found.group().lower().endswith(" of") else found.end()
    bounded = widen(text, found.start(), number_end)
    money = _OF_MONEY.match(text[bounded.end :])
    number_end = bounded.end + (money.end() if money else 0)
    beside = counted_beside(text, bounded.start, number_end, is_money=bool(money))
    if not beside and not money and (others_of := re.match(r"\s(?:more|others?)\b", text[bounded.end :])):
        number_end = bounded.end + others_of.end()
    end = max(number_end, beside.end if beside and beside.start >= number_end and not money else 0)
    return FigureMention(
        sentence=sentence.id,
        start=bounded.start,
        end=end,
        text=text[bounded.start : end],
        value=None,
        low=None,
        high=None,
        bound=bounded.bound,
        unit=_OF_MONEY_SIGNS[money["money"]] if money else bounded.unit,
        counted=beside.text if beside else "",
        scope=scope_of(text, bounded.start, end, others),
    )


def _with_circumstances(mention: FigureMention, sentence: Sentence, article: Article, people: People) -> FigureMention:
    telling = people.telling_at(sentence, mention.start, mention.end)
    time = counting_time(sentence.text, Span(mention.start, mention.end), telling.cue if telling else None, article)
    return replace(
        mention,
        as_of=time.as_of,
        as_of_basis=time.basis,
        period=time.period,
        speaker=telling.speaker if telling else None,
    )
