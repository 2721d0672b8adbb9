"""How much two sentences of a story share: the score of every pair of sentences of different articles.

The score is a sum of parts, each of which can be shown to a reader:

- words: idf-weighted overlap of normal forms, `sum(idf of shared) / sqrt(W_a * W_b)` with W the sum of a sentence's
  idf and a fifth of the mean sentence's: three words in common mean little where a sentence has only five.
  The idf is that of the story itself: what all its sentences talk about tells two of them apart the least. Headlines
  repeat their articles, so frequencies are counted without them.
- letters: cosine of tf-idf vectors of 3 to 5 letters inside word boundaries; finds what stems miss.
- run: the weightiest run of three or more words that stand in both in the same order, as a share of the mean
  sentence's weight: a quotation cut short, a clause taken over.
- figures: the share of the words part that numbers have; an equal number says more than an equal word.
- common: what the two sentences share with everything is taken off again (hub correction): the mean, over the other
  articles, of a sentence's mean score there, its best score left out of the sum. The few best scores, which the
  literature takes, are the true matches themselves where there are two or three short articles, and a correction
  by them punishes what it should keep.
- neighbours: the sentences before, or those behind, go well together too: a passage taken over, or retold in order.
  It is bounded by the pair's own tie, or two sentences that share nothing would match between two equal ones.
- support: a sentence of a third article that goes well with both; bounded like the neighbours.
- stand-in: two articles alone have no third one; there the pair's own score stands in for its support, so that one
  threshold serves any number of articles.
- opening: headlines and first sentences tell the story's own event, whose words are too frequent to count.
- distance: how far apart in their articles the two stand; counts a little against them.

The idf overlap is a binary cosine as in Salton & McGill (1983); the hub correction follows the idea of cross-domain
similarity local scaling (Conneau et al. 2018, "Word translation without parallel data").
"""

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sitegen.align.frames import counted_words
from sitegen.align.runs import RUN_LENGTH, heaviest_run
from sitegen.model import Sentence
from sitegen.text.function_words import REPORTING_WORDS
from sitegen.text.words import NAME, Forms, Word, lower, split_words

Scores = NDArray[np.float64]

WORDS_WEIGHT = 0.5
LETTERS_WEIGHT = 0.5
RUN_WEIGHT = 0.1
FIGURES_WEIGHT = 0.25
COMMON_WEIGHT = 1.0
NEIGHBOURS_WEIGHT = 0.15
SUPPORT_WEIGHT = 0.4
OPENING_WEIGHT = 0.1
DISTANCE_WEIGHT = 0.02
_DAMPING = 0.2
_BOUND = 5.0
"""How many times the pair's own tie that of its neighbours, or of a third article, may count."""
_FEWEST_FOR_SUPPORT = 3
"""Articles that a story needs for one of them to support a pair of the others."""


@dataclass(frozen=True, slots=True)
class ScoredPairs:
    """Scores of all pairs of sentences; every array has shape (sentences, sentences) and is symmetric."""

    sentences: tuple[Sentence, ...]
    words: Scores
    letters: Scores
    run: Scores
    figures: Scores
    """The part of `words` that numbers have."""
    common: Scores
    """Mean hubness of the two sentences; counts against a pair."""
    neighbours: Scores
    """The better tie of the sentences before the two and of those behind them, at least 0 and bounded by their own."""
    support: Scores
    """The best third sentence's weaker tie, at least 0 and bounded by their own."""
    stand_in: Scores
    """In a story of two articles the pair's own tie, at least 0; else 0."""
    opening: Scores
    """1 where both sentences open their articles and share a word, else 0."""
    distance: Scores
    """Difference of the places in the two articles, each from 0 to 1; counts against a pair."""
    direct: Scores
    """The tie that the two have by themselves: what counts where they support another pair."""
    total: Scores
    """The sum with weights; 0 for pairs of one article."""
    idf: Mapping[str, float]
    """Normal form -> inverse document frequency inside the story."""
    parts: tuple[frozenset[str], ...]
    """For each sentence the normal forms that counted."""
    counted: tuple[tuple[Word, ...], ...]
    """For each sentence its words, those left out that only say who speaks, or from where."""


def score_pairs(sentences: Sequence[Sentence], forms: Forms) -> ScoredPairs:
    """Score every pair of sentences of different articles of one story."""
    counted = [counted_words(sentence.text, split_words(sentence.text, forms)) for sentence in sentences]
    parts = [frozenset(part for word in ws for part in word.parts if part not in REPORTING_WORDS) for ws in counted]
    is_body = np.array([sentence.part == "body" for sentence in sentences], dtype=bool)
    idf = inverse_frequencies(parts, is_body)
    word_vectors = _word_matrix(parts, idf)
    overlap = _dense(word_vectors)
    is_number = np.array([part[0].isdigit() for part in idf], dtype=bool)
    figures = _dense(word_vectors[:, np.flatnonzero(is_number)])
    letters = _dense(_letter_matrix([_letters_of(ws) for ws in counted]))
    articles = np.array([sentence.article for sentence in sentences])
    run = _shared_runs(counted, parts, idf, articles)
    apart = articles[:, None] != articles[None, :]
    alike = WORDS_WEIGHT * overlap + LETTERS_WEIGHT * letters + RUN_WEIGHT * run + FIGURES_WEIGHT * figures
    raw = np.where(apart, alike, 0.0)
    background = _background(raw, articles, is_body)
    common = (background[:, None] + background[None, :]) / 2
    alone = np.where(apart, raw - COMMON_WEIGHT * common, 0.0)
    neighbours = _neighbours(alone, articles, is_body)
    direct = alone + NEIGHBOURS_WEIGHT * neighbours
    has_third = len(set(articles.tolist())) >= _FEWEST_FOR_SUPPORT
    support = _support(direct, articles)
    stand_in = np.zeros_like(direct) if has_third else np.maximum(direct, 0.0)
    opens = _openings(sentences)
    opening = np.where(apart & (overlap > 0), opens[:, None] * opens[None, :], 0.0)
    places = _places(articles, is_body)
    distance = np.where(apart, np.abs(places[:, None] - places[None, :]), 0.0)
    return ScoredPairs(
        sentences=tuple(sentences),
        words=overlap,
        letters=letters,
        run=run,
        figures=figures,
        common=common,
        neighbours=neighbours,
        support=support,
        stand_in=stand_in,
        opening=opening,
        distance=distance,
        direct=direct,
        total=direct + SUPPORT_WEIGHT * (support + stand_in) + OPENING_WEIGHT * opening - DISTANCE_WEIGHT * distance,
        idf=idf,
        parts=tuple(parts),
        counted=tuple(counted),
    )


def inverse_frequencies(parts: Sequence[frozenset[str]], is_body: NDArray[np.bool_]) -> dict[str, float]:
    """`ln((S + 1) / (df + 0.5))` over the S sentences of the story's bodies, for every part that any sentence has."""
    frequency = Counter(part for sentence, counts in zip(parts, is_body, strict=True) if counts for part in sentence)
    n_sentences = int(is_body.sum())
    known = sorted({part for sentence in parts for part in sentence})
    return {part: max(0.0, math.log((n_sentences + 1) / (frequency[part] + 0.5))) for part in known}


def _letters_of(words: Sequence[Word]) -> str:
    return " ".join(_short(part) for word in words for part in (word.parts or (lower(word.text),)))


def _short(part: str) -> str:
    """A normal form; of a name with several forms its initials, for all its letters would drown the sentence's own."""
    pieces = part.removeprefix(NAME).split()
    return "".join(piece[0] for piece in pieces) if part.startswith(NAME) and len(pieces) > 1 else part


def _word_matrix(parts: Sequence[frozenset[str]], idf: Mapping[str, float]) -> sparse.csr_array:
    index = {part: column for column, part in enumerate(idf)}
    weights = [sum(idf[part] for part in sorted(sentence)) for sentence in parts]
    damping = _DAMPING * sum(weights) / max(len(weights), 1)
    rows, columns, values = [], [], []
    for row, sentence in enumerate(parts):
        norm = math.sqrt(weights[row] + damping) or 1.0
        for part in sorted(sentence):
            rows.append(row)
            columns.append(index[part])
            values.append(math.sqrt(idf[part]) / norm)
    return sparse.csr_array((values, (rows, columns)), shape=(len(parts), len(index)))


def _letter_matrix(texts: Sequence[str]) -> sparse.csr_array:
    """Rows of unit length; sublinear term frequency, smooth idf."""
    grams = [Counter(_letter_grams(text)) for text in texts]
    frequency = Counter(gram for counter in grams for gram in counter)
    index = {gram: column for column, gram in enumerate(sorted(frequency))}
    rows, columns, values = [], [], []
    for row, counter in enumerate(grams):
        weights = {
            gram: (1 + math.log(count)) * (math.log((1 + len(texts)) / (1 + frequency[gram])) + 1)
            for gram, count in sorted(counter.items())
        }
        norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        for gram, weight in weights.items():
            rows.append(row)
            columns.append(index[gram])
            values.append(weight / norm)
    return sparse.csr_array((values, (rows, columns)), shape=(len(texts), len(index)))


def _letter_grams(text: str) -> list[str]:
    grams: list[str] = []
    for word in text.split():
        padded = f" {word} "
        for size in (3, 4, 5):
            grams.extend(padded[i : i + size] for i in range(max(1, len(padded) - size + 1)))
    return grams


def _shared_runs(
    words: Sequence[Sequence[Word]],
    parts: Sequence[frozenset[str]],
    idf: Mapping[str, float],
    articles: NDArray[np.str_],
) -> Scores:
    """For each pair of two articles the idf of its weightiest shared run over that of the mean sentence, at most 1."""
    weights = [sum(idf[part] for part in sorted(sentence)) for sentence in parts]
    mean = sum(weights) / max(len(weights), 1) or 1.0
    runs = np.zeros((len(words), len(words)))
    holders: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for index, sentence in enumerate(words):
        for start in range(len(sentence) - RUN_LENGTH + 1):
            holders[tuple(word.norm for word in sentence[start : start + RUN_LENGTH])].add(index)
    pairs = {
        (i, j)
        for indices in holders.values()
        for i, j in itertools.combinations(sorted(indices), 2)
        if articles[i] != articles[j]
    }
    for i, j in sorted(pairs):
        run = heaviest_run(words[i], words[j], idf)
        runs[i, j] = runs[j, i] = min(run.weight / mean, 1.0) if run else 0.0
    return runs


def _dense(matrix: sparse.csr_array) -> Scores:
    return np.asarray((matrix @ matrix.T).toarray(), dtype=np.float64)


def _background(raw: Scores, articles: NDArray[np.str_], is_body: NDArray[np.bool_]) -> Scores:
    """For each sentence the mean, over the other articles, of its mean score in their bodies without its best one."""
    total = np.zeros(len(articles))
    n_others = np.zeros(len(articles))
    for article in sorted(set(articles.tolist())):
        outside = articles != article
        there = raw[outside][:, ~outside & is_body]
        if there.shape[1]:
            total[outside] += (there.sum(axis=1) - there.max(axis=1)) / there.shape[1]
            n_others[outside] += 1
    return total / np.maximum(n_others, 1)


def _neighbours(alone: Scores, articles: NDArray[np.str_], is_body: NDArray[np.bool_]) -> Scores:
    """For each pair the better tie of the pair before it and of the pair behind it, at least 0, bounded by its own."""
    follows = np.zeros(len(articles), dtype=bool)
    follows[1:] = (articles[1:] == articles[:-1]) & is_body[1:] & is_body[:-1]
    ties = np.maximum(alone, 0.0)
    before = np.zeros_like(ties)
    before[1:, 1:] = np.where(follows[1:, None] & follows[None, 1:], ties[:-1, :-1], 0.0)
    behind = np.zeros_like(ties)
    behind[:-1, :-1] = np.where(follows[1:, None] & follows[None, 1:], ties[1:, 1:], 0.0)
    return np.minimum(np.maximum(before, behind), _BOUND * ties)


def _places(articles: NDArray[np.str_], is_body: NDArray[np.bool_]) -> Scores:
    """The place of each sentence in the body of its article, from 0 to 1; headlines stand at 0."""
    places = np.zeros(len(articles))
    for article in sorted(set(articles.tolist())):
        body = np.flatnonzero((articles == article) & is_body)
        places[body] = np.arange(len(body)) / max(len(body) - 1, 1)
    return places


def _openings(sentences: Sequence[Sentence]) -> Scores:
    """1.0 for headlines and for the first body sentence of each article, else 0.0."""
    opens = np.zeros(len(sentences))
    led: set[str] = set()
    for index, sentence in enumerate(sentences):
        opens[index] = sentence.part == "title" or sentence.article not in led
        if sentence.part == "body":
            led.add(sentence.article)
    return opens


def _support(direct: Scores, articles: NDArray[np.str_]) -> Scores:
    """For each pair the best `min(s_ik, s_kj)` over the sentences k of third articles, from 0 to a bound by its own."""
    support = np.zeros_like(direct)
    for k, article in enumerate(articles.tolist()):
        others = np.flatnonzero(articles != article)
        ties = np.maximum(direct[k, others], 0.0)
        best = np.minimum(ties[:, None], ties[None, :])
        window = np.ix_(others, others)
        support[window] = np.maximum(support[window], best)
    support = np.minimum(support, _BOUND * np.maximum(direct, 0.0))
    return np.where(articles[:, None] != articles[None, :], support, 0.0)
