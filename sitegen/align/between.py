"""How much the sentences of two articles share, by what these two say alone.

How rare a word is, which names are one name, what a sentence has in common with everything: all is learned from the
two articles and from nowhere else, so that what two outlets share does not depend on whom else an editor has collected.
What a third article adds is its support, see `align.score`.

Arrays have shape (sentences of a, sentences of b) unless said otherwise.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.align.runs import heaviest_run
from sitegen.align.terms import ArticleTerms, Reading, Table

Scores = NDArray[np.float64]

WORDS_WEIGHT = 0.5
LETTERS_WEIGHT = 0.45
RUN_WEIGHT = 0.2
FIGURES_WEIGHT = 0.25
COMMON_WEIGHT = 1.0
NEIGHBOURS_WEIGHT = 0.15
_DAMPING = 0.2
BOUND = 5.0
"""How many times the pair's own tie that of its neighbours, or of a third article, may count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """What each of some sentences shares with each of others, without a third article."""

    words: Scores
    letters: Scores
    run: Scores
    figures: Scores
    """The part of `words` that numbers have."""
    common: Scores
    """Mean of what the two have in common with everything of the other's article; counts against a pair."""
    neighbours: Scores
    """The better tie of the sentences before the two and of those behind them, at least 0 and bounded by their own."""
    direct: Scores
    """The tie that the two have by themselves, which is what counts where they support another pair: the sum of the
    above with weights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Between(Shares):
    """What the sentences of two articles share."""

    idf: Mapping[str, float]
    """Normal form -> inverse document frequency in the two articles."""
    readings: tuple[tuple[Reading, ...], tuple[Reading, ...]]
    """The sentences of a and of b as they were read."""


def score_between(a: ArticleTerms, b: ArticleTerms, known_parts: Sequence[str]) -> Between:
    """The parts of the score that the sentences of `a` and `b` have without a third article."""
    terms, idf = _part_idf(a, b)
    is_number = np.array([known_parts[term][0].isdigit() for term in terms], dtype=bool)
    words, figures = _overlap(a.part_table, b.part_table, terms, idf, is_number)
    letters = _letters(a.gram_table, b.gram_table)
    weights = {known_parts[term]: float(weight) for term, weight in zip(terms, idf, strict=True)}
    run = _shared_runs(a, b, weights)
    alike = WORDS_WEIGHT * words + LETTERS_WEIGHT * letters + RUN_WEIGHT * run + FIGURES_WEIGHT * figures
    common = (_background(alike, b.is_body)[:, None] + _background(alike.T, a.is_body)[None, :]) / 2
    alone = alike - COMMON_WEIGHT * common
    neighbours = _neighbours(alone, a.is_body, b.is_body)
    return Between(
        words=words,
        letters=letters,
        run=run,
        figures=figures,
        common=common,
        neighbours=neighbours,
        direct=alone + NEIGHBOURS_WEIGHT * neighbours,
        idf=weights,
        readings=(a.readings, b.readings),
    )


def _part_idf(a: ArticleTerms, b: ArticleTerms) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """The terms of both and `ln((S + 1) / (df + 0.5))` of each over the S sentences of the two bodies."""
    terms = np.union1d(a.part_table.terms, b.part_table.terms)
    frequency = np.zeros(len(terms))
    for article in (a, b):
        at = np.searchsorted(terms, article.part_table.terms)
        frequency[at] += article.part_table.counts[article.is_body].sum(axis=0)
    n_sentences = int(a.is_body.sum()) + int(b.is_body.sum())
    return terms, np.log((n_sentences + 1) / (frequency + 0.5))


def _overlap(
    a: Table, b: Table, terms: NDArray[np.intp], idf: NDArray[np.float64], is_number: NDArray[np.bool_]
) -> tuple[Scores, Scores]:
    """`sum(idf of shared) / sqrt(W_a * W_b)` over all terms and over numbers, W the idf of a sentence, damped."""
    at_a, at_b = np.searchsorted(terms, a.terms), np.searchsorted(terms, b.terms)
    own_a, own_b = a.counts @ idf[at_a], b.counts @ idf[at_b]
    damping = _DAMPING * (own_a.sum() + own_b.sum()) / max(len(own_a) + len(own_b), 1)
    norms = np.sqrt((own_a + damping)[:, None] * (own_b + damping)[None, :])
    norms[norms == 0] = 1.0
    shared, in_a, in_b = np.intersect1d(a.terms, b.terms, assume_unique=True, return_indices=True)
    at = np.searchsorted(terms, shared)
    weighted = a.counts[:, in_a] * idf[at]
    numbers = is_number[at]
    all_terms = weighted @ b.counts[:, in_b].T
    return all_terms / norms, (weighted[:, numbers] @ b.counts[:, in_b[numbers]].T) / norms


def _letters(a: Table, b: Table) -> Scores:
    """Cosine of tf-idf vectors, with the smooth idf `ln((1 + S) / (1 + df)) + 1` over all sentences of the two."""
    _, in_a, in_b = np.intersect1d(a.terms, b.terms, assume_unique=True, return_indices=True)
    frequency_a, frequency_b = ((table.counts > 0).sum(axis=0) for table in (a, b))
    both = frequency_a[in_a] + frequency_b[in_b]
    frequency_a[in_a], frequency_b[in_b] = both, both
    n_sentences = len(a.counts) + len(b.counts)
    weighted = [
        table.counts * (np.log((1 + n_sentences) / (1 + frequency)) + 1)
        for table, frequency in ((a, frequency_a), (b, frequency_b))
    ]
    norm_a, norm_b = (np.sqrt(np.square(table).sum(axis=1)) for table in weighted)
    norms = norm_a[:, None] * norm_b[None, :]
    norms[norms == 0] = 1.0
    return np.asarray(weighted[0][:, in_a] @ weighted[1][:, in_b].T / norms)


def _shared_runs(a: ArticleTerms, b: ArticleTerms, idf: Mapping[str, float]) -> Scores:
    """For each pair the idf of its weightiest shared run over that of the mean sentence, at most 1."""
    parts_of = [reading.parts for reading in (*a.readings, *b.readings)]
    weights = [sum(idf[part] for part in sorted(parts)) for parts in parts_of]
    mean = sum(weights) / max(len(weights), 1) or 1.0
    runs = np.zeros((len(a.readings), len(b.readings)))
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j, reading in enumerate(b.readings):
        for each in reading.runs:
            holders[each].append(j)
    for i, reading in enumerate(a.readings):
        for j in sorted({j for each in reading.runs for j in holders.get(each, ())}):
            other = b.readings[j]
            run = heaviest_run(reading.words, other.words, idf, (reading.breaks, other.breaks))
            runs[i, j] = min(run.weight / mean, 1.0) if run else 0.0
    return runs


def _background(alike: Scores, is_body: NDArray[np.bool_]) -> NDArray[np.float64]:
    """For each row the mean of its scores with the body of the other article, the best one left out of the sum."""
    there = alike[:, is_body]
    if not there.shape[1]:
        return np.zeros(len(alike))
    return np.asarray((there.sum(axis=1) - there.max(axis=1)) / there.shape[1])


def _neighbours(alone: Scores, in_body_a: NDArray[np.bool_], in_body_b: NDArray[np.bool_]) -> Scores:
    """For each pair the better tie of the pair before it and of the pair behind it, at least 0, bounded by its own."""
    ties = np.maximum(alone, 0.0)
    # a headline is nobody's neighbour
    follow = (in_body_a[1:] & in_body_a[:-1])[:, None] & (in_body_b[1:] & in_body_b[:-1])[None, :]
    before, behind = np.zeros_like(ties), np.zeros_like(ties)
    before[1:, 1:] = np.where(follow, ties[:-1, :-1], 0.0)
    behind[:-1, :-1] = np.where(follow, ties[1:, 1:], 0.0)
    return np.minimum(np.maximum(before, behind), BOUND * ties)
