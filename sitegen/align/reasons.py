"""Why two sentences have the score they have: each part of the score, with what in the two texts it rests on.

`SIGNALS` is the one list of what the score adds up; whatever shows or exports a score reads it from here. Deliberately
contains no formula: `score` measures, this module names, and `model.signals` has the plain words.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from sitegen.align.between import (
    COMMON_WEIGHT,
    FIGURES_WEIGHT,
    LETTERS_WEIGHT,
    NEIGHBOURS_WEIGHT,
    RUN_WEIGHT,
    WORDS_WEIGHT,
    Scores,
    Shares,
)
from sitegen.align.frames import uncounted_spans
from sitegen.align.score import DISTANCE_WEIGHT, OPENING_WEIGHT, SUPPORT_WEIGHT, ScoredPairs
from sitegen.model import Reason, Sentence
from sitegen.text.words import lower

_SHOWN_WORDS = 8
_DECIMALS = 4
"""Of a shown value."""
_LEAST = 0.005
"""What rounds to nothing explains nothing."""
_SHORTEST_STEM = 4
"""Letters that two words must begin with alike to be shown as spelled alike ..."""
_STEM_SHARE = 0.5
"""... and their share of the longer word."""


class Shared(NamedTuple):
    """A passage of each of two sentences that they have in common, as each writes it."""

    a: str
    b: str


Evidence = Callable[[ScoredPairs, int, int], tuple[Shared, ...]]


class Signal(Struct, frozen=True):
    """One part of the score."""

    name: str
    values: Callable[[ScoredPairs], Scores]
    weight: float
    """Negative for what is taken off."""
    evidence: Evidence | None = None


def _shared_words(scored: ScoredPairs, i: int, j: int) -> tuple[Shared, ...]:
    """The words that count in both sentences, the rarest in the two articles first."""
    a, b = scored.reading(i, j), scored.reading(j, i)
    both = a.parts & b.parts
    if not both:
        return ()
    idf = scored.idf_between(i, j)
    found: dict[str, str] = {}
    for part in sorted((part for part in a.surface if part in both), key=lambda part: -idf[part]):
        found.setdefault(a.surface[part], b.surface[part])
    return tuple(Shared(*words) for words in found.items())


def _shared_figures(scored: ScoredPairs, i: int, j: int) -> tuple[Shared, ...]:
    """The equal numbers, the rarest in the two articles first."""
    a, b = scored.reading(i, j).surface, scored.reading(j, i).surface
    both = [part for part in a if part in b and part[0].isdigit()]
    idf = scored.idf_between(i, j)
    return tuple(Shared(a[part], b[part]) for part in sorted(both, key=lambda part: -idf.get(part, 0.0)))


def _kindred_words(scored: ScoredPairs, i: int, j: int) -> tuple[Shared, ...]:
    """The words that are not shared but begin alike (`necessity`, `necessary`), the longest likeness first."""
    readings = (scored.reading(i, j), scored.reading(j, i))
    both = readings[0].parts & readings[1].parts
    first, second = (
        {lower(word.text): word.text for word in reading.words if word.parts and both.isdisjoint(word.parts)}
        for reading in readings
    )
    by_stem: dict[str, list[str]] = defaultdict(list)
    for b in second:
        by_stem[b[:_SHORTEST_STEM]].append(b)
    alike = {(a, b): _beginning(a, b) for a in first for b in by_stem.get(a[:_SHORTEST_STEM], ()) if a != b}
    taken: dict[str, str] = {}
    for a, b in sorted(alike, key=lambda pair: (-alike[pair], pair)):
        is_kindred = alike[a, b] >= max(_SHORTEST_STEM, _STEM_SHARE * max(len(a), len(b)))
        if is_kindred and a not in taken and b not in taken.values():
            taken[a] = b
    return tuple(Shared(first[a], second[b]) for a, b in taken.items())


def _shared_run(scored: ScoredPairs, i: int, j: int) -> tuple[Shared, ...]:
    """The weightiest run of three or more equal words, as it stands in each sentence."""
    run = scored.run_of(i, j)
    if run is None:
        return ()
    passages = (
        scored.sentences[k].text[words[start].start : words[start + run.length - 1].end]
        for k, words, start in (
            (i, scored.reading(i, j).words, run.start),
            (j, scored.reading(j, i).words, run.start_other),
        )
    )
    return (Shared(*passages),)


SIGNALS = (
    Signal("words", lambda scored: scored.words, WORDS_WEIGHT, _shared_words),
    Signal("letters", lambda scored: scored.letters, LETTERS_WEIGHT, _kindred_words),
    Signal("run", lambda scored: scored.run, RUN_WEIGHT, _shared_run),
    Signal("figures", lambda scored: scored.figures, FIGURES_WEIGHT, _shared_figures),
    Signal("common", lambda scored: scored.common, -COMMON_WEIGHT),
    Signal("neighbours", lambda scored: scored.neighbours, NEIGHBOURS_WEIGHT),
    Signal("support", lambda scored: scored.support, SUPPORT_WEIGHT),
    Signal("stand-in", lambda scored: scored.stand_in, SUPPORT_WEIGHT),
    Signal("opening", lambda scored: scored.opening, OPENING_WEIGHT),
    Signal("distance", lambda scored: scored.distance, -DISTANCE_WEIGHT),
)
"""Everything that a score is the sum of: values times weights give `ScoredPairs.total`."""


_OF_TWO = tuple(signal for signal in SIGNALS if signal.name in Shares.__struct_fields__)
"""Those that the two articles have without a third one."""
_OF_STORY = tuple(signal for signal in SIGNALS if signal not in _OF_TWO)


def pair_reasons(scored: ScoredPairs, pairs: Sequence[tuple[int, int]]) -> list[tuple[Reason, ...]]:
    """What the score of each of these pairs of sentences is made of, with the strongest of what the two share.

    Values times weights sum to the score, but for what rounds to nothing.
    """
    at = np.array([i for i, _ in pairs], dtype=np.intp), np.array([j for _, j in pairs], dtype=np.intp)
    columns = [signal.values(scored)[at].tolist() for signal in _OF_STORY]
    return [
        (*_reasons_of_two(scored, i, j), *_speaking(scored, i, j, zip(_OF_STORY, values, strict=True)))
        for (i, j), values in zip(pairs, zip(*columns, strict=True), strict=True)
    ]


def _reasons_of_two(scored: ScoredPairs, i: int, j: int) -> tuple[Reason, ...]:
    """Those that rest on the two articles alone; kept with what these share; none within one article."""
    if scored.articles[i] == scored.articles[j]:
        return ()
    kept = scored.reasons_between(i, j)
    key = scored.sentences[i].id, scored.sentences[j].id
    found = kept.get(key)
    if found is None:
        values = ((signal, float(signal.values(scored)[i, j])) for signal in _OF_TWO)
        found = kept[key] = _speaking(scored, i, j, values)
    return found


def _speaking(scored: ScoredPairs, i: int, j: int, values: Iterable[tuple[Signal, float]]) -> tuple[Reason, ...]:
    return tuple(
        _reason(signal, value, scored, i, j, most=_SHOWN_WORDS)
        for signal, value in values
        if abs(round(value, _DECIMALS)) >= _LEAST
    )


def all_reasons(scored: ScoredPairs, i: int, j: int) -> tuple[Reason, ...]:
    """One reason for each of `SIGNALS`, in their order, also for those that found nothing, with all that is shared."""
    return tuple(_reason(signal, float(signal.values(scored)[i, j]), scored, i, j) for signal in SIGNALS)


def third_sentence(scored: ScoredPairs, i: int, j: int) -> int | None:
    """The sentence of a third article whose weaker tie with the two is the strongest; None where none has any."""
    articles = scored.articles
    ties = np.minimum(scored.direct[i], scored.direct[j])
    ties[(articles == articles[i]) | (articles == articles[j])] = 0.0
    best = int(ties.argmax())
    return best if ties[best] > 0 else None


def lone_words(scored: ScoredPairs, i: int, j: int) -> tuple[str, ...]:
    """The words that count in sentence `i` and have nothing of `j` in them, the rarest in the two articles first."""
    own, other = scored.reading(i, j), scored.reading(j, i)
    idf = scored.idf_between(i, j)
    alone = {
        word.text: max(idf[part] for part in word.parts)
        for word in own.words
        if word.parts and own.parts.issuperset(word.parts) and not other.parts.intersection(word.parts)
    }
    return tuple(sorted(alone, key=lambda word: -alone[word]))


def uncounted(sentence: Sentence) -> tuple[str, ...]:
    """The passages of a sentence that count for nothing, because they only say who speaks, or from where."""
    return tuple(span.of(sentence.text).strip(" ,.;!?…-–—“”\"’'") for span in uncounted_spans(sentence))


def _reason(signal: Signal, value: float, scored: ScoredPairs, i: int, j: int, *, most: int | None = None) -> Reason:
    """One part of the score, with at most so many of the words that speak for it."""
    speaks = abs(value) >= _LEAST
    shared = signal.evidence(scored, i, j) if signal.evidence and speaks else ()
    third = third_sentence(scored, i, j) if signal.name == "support" and speaks else None
    return Reason(
        signal=signal.name,
        value=round(value, _DECIMALS),
        weight=signal.weight,
        shared=tuple(one.a for one in shared[:most]),
        shared_other=tuple(one.b for one in shared[:most]),
        third=None if third is None else scored.sentences[third].id,
    )


def _beginning(a: str, b: str) -> int:
    """How many letters two words begin with alike."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
