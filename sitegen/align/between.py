"""How much the sentences of two articles share, by what these two say alone.

How rare a word is, which names are one name, what a sentence has in common with everything: all is learned from the
two articles and from nowhere else, so that what two outlets share does not depend on whom else an editor has collected.
What a third article adds is its support, see `align.score`.

Arrays have shape (sentences of a, sentences of b) unless said otherwise.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from sitegen.align.runs import Run, heaviest_run
from sitegen.align.terms import ArticleTerms, Reading, Table, read_two
from sitegen.model import Reason, Sentence

Scores = NDArray[np.float64]

WORDS_WEIGHT = 0.5
LETTERS_WEIGHT = 0.45
RUN_WEIGHT = 0.2
FIGURES_WEIGHT = 0.25
COMMON_WEIGHT = 1.0
NEIGHBOURS_WEIGHT = 0.15
_DAMPING = 0.2
_KEPT_PAIRS = 256
"""Pairs of articles, so that an edit of one of them does not have all pairs of a story scored again."""
_MOST_KEPT = 10_000
"""Pairs of sentences of two articles whose scores, which take memory, are kept."""
BOUND = 5.0
"""How many times the pair's own tie that of its neighbours, or of a third article, may count."""


class Shares(Struct, frozen=True, kw_only=True):
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


class Between(Shares, frozen=True, kw_only=True):
    """What the sentences of two articles share."""

    idf: Mapping[str, float]
    """Normal form -> inverse document frequency in the two articles."""
    readings: tuple[tuple[Reading, ...], tuple[Reading, ...]]
    """The sentences of a and of b as they were read."""
    runs: Mapping[tuple[int, int], Run]
    """The weightiest run of words of each pair of sentences that has one."""
    reasons: dict[tuple[str, str], tuple[Reason, ...]] = field(default_factory=dict)
    """Ids of two sentences -> what is told of these parts of their score, filled by whoever tells it."""


def score_between(a: tuple[Sentence, ...], b: tuple[Sentence, ...]) -> Between:
    """The parts of the score that the sentences of two articles have without a third one."""
    score = _score if len(a) * len(b) <= _MOST_KEPT else _score.__wrapped__
    return score(a, b)


@lru_cache(_KEPT_PAIRS)
def _score(of_a: tuple[Sentence, ...], of_b: tuple[Sentence, ...]) -> Between:
    a, b = read_two(of_a, of_b)
    idf = _part_idf(a, b)
    words, figures = _overlap(a.part_table, b.part_table, idf)
    letters = _letters(a.gram_table, b.gram_table)
    runs = _heaviest_runs(a, b, idf)
    run = _run_shares(a, b, idf, runs)
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
        idf=idf,
        readings=(a.readings, b.readings),
        runs=runs,
    )


def _part_idf(a: ArticleTerms, b: ArticleTerms) -> dict[str, float]:
    """`ln((S + 1) / (df + 0.5))` of each normal form over the S sentences of the two bodies."""
    frequency: dict[str, float] = {}
    for article in (a, b):
        in_body = article.part_table.counts[article.is_body].sum(axis=0)
        for term, count in zip(article.part_table.columns, in_body.tolist(), strict=True):
            frequency[term] = frequency.get(term, 0.0) + count
    n_sentences = int(a.is_body.sum()) + int(b.is_body.sum())
    idf = np.log((n_sentences + 1) / (np.array(list(frequency.values())) + 0.5))
    return dict(zip(frequency, idf.tolist(), strict=True))


def _overlap(a: Table, b: Table, idf: Mapping[str, float]) -> tuple[Scores, Scores]:
    """`sum(idf of shared) / sqrt(W_a * W_b)` over all terms and over numbers, W the idf of a sentence, damped."""
    own_a, own_b = (table.counts @ np.array([idf[term] for term in table.columns]) for table in (a, b))
    damping = _DAMPING * (own_a.sum() + own_b.sum()) / max(len(own_a) + len(own_b), 1)
    norms = np.sqrt((own_a + damping)[:, None] * (own_b + damping)[None, :])
    norms[norms == 0] = 1.0
    shared = [term for term in a.columns if term in b.columns]
    in_a, in_b = _columns(a, shared), _columns(b, shared)
    weighted = a.counts[:, in_a] * np.array([idf[term] for term in shared])
    is_number = np.array([term[0].isdigit() for term in shared], dtype=bool)
    all_terms = weighted @ b.counts[:, in_b].T
    return all_terms / norms, (weighted[:, is_number] @ b.counts[:, in_b[is_number]].T) / norms


def _letters(a: Table, b: Table) -> Scores:
    """Cosine of tf-idf vectors, with the smooth idf `ln((1 + S) / (1 + df)) + 1` over all sentences of the two."""
    shared = [gram for gram in a.columns if gram in b.columns]
    in_a, in_b = _columns(a, shared), _columns(b, shared)
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


def _columns(table: Table, terms: Sequence[str]) -> NDArray[np.intp]:
    return np.array([table.columns[term] for term in terms], dtype=np.intp)


def _heaviest_runs(a: ArticleTerms, b: ArticleTerms, idf: Mapping[str, float]) -> dict[tuple[int, int], Run]:
    """The weightiest shared run of each pair of sentences that has one."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j, reading in enumerate(b.readings):
        for each in reading.runs:
            holders[each].append(j)
    runs: dict[tuple[int, int], Run] = {}
    for i, reading in enumerate(a.readings):
        for j in sorted({j for each in reading.runs for j in holders.get(each, ())}):
            other = b.readings[j]
            if run := heaviest_run(reading.words, other.words, idf, (reading.breaks, other.breaks)):
                runs[i, j] = run
    return runs


def _run_shares(
    a: ArticleTerms, b: ArticleTerms, idf: Mapping[str, float], runs: Mapping[tuple[int, int], Run]
) -> Scores:
    """For each pair the idf of its weightiest shared run over that of the mean sentence, at most 1."""
    weights = [sum(idf[part] for part in sorted(reading.parts)) for reading in (*a.readings, *b.readings)]
    mean = sum(weights) / max(len(weights), 1) or 1.0
    shares = np.zeros((len(a.readings), len(b.readings)))
    for place, run in runs.items():
        shares[place] = min(run.weight / mean, 1.0)
    return shares


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
