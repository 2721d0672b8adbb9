"""How much two sentences of a story share: the score of every pair of sentences of different articles.

The score is a sum of parts, each of which can be shown to a reader:

- words: idf-weighted overlap of normal forms, `sum(idf of shared) / sqrt(W_a * W_b)` with W the sum of a sentence's
  idf and a fifth of the mean sentence's: three words in common mean little where a sentence has only five.
  The idf is that of the story itself: what all its sentences talk about tells two of them apart the least.
- letters: cosine of tf-idf vectors of 3 to 5 letters inside word boundaries; finds what stems miss.
- run: the weightiest run of three or more words that stand in both in the same order, as a share of the lighter
  sentence: a quotation cut short, a clause taken over.
- common: what the two sentences share with everything is taken off again (hub correction): the mean, over the other
  articles, of a sentence's mean score there, its best score left out of the sum. The few best scores, which the
  literature takes, are the true matches themselves where there are two or three short articles, and a correction
  by them punishes what it should keep.
- support: a sentence of a third article that goes well with both.
- opening: headlines and first sentences tell the story's own event, whose words are too frequent to count.

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

from sitegen.align.frames import attribution_frames, dateline
from sitegen.model import Sentence
from sitegen.text.function_words import REPORTING_WORDS
from sitegen.text.words import Forms, Word, lower, split_words

Scores = NDArray[np.float64]

WORDS_WEIGHT = 0.5
LETTERS_WEIGHT = 0.5
RUN_WEIGHT = 0.2
COMMON_WEIGHT = 1.0
SUPPORT_WEIGHT = 0.3
OPENING_WEIGHT = 0.1
_DAMPING = 0.2
_RUN_LENGTH = 3


@dataclass(frozen=True, slots=True)
class ScoredPairs:
    """Scores of all pairs of sentences; every array has shape (sentences, sentences) and is symmetric."""

    sentences: tuple[Sentence, ...]
    words: Scores
    letters: Scores
    run: Scores
    common: Scores
    """Mean hubness of the two sentences; counts against a pair."""
    support: Scores
    """The best third sentence's weaker tie, 0 where no third article supports the pair."""
    opening: Scores
    """1 where both sentences open their articles and share a word, else 0."""
    total: Scores
    """The sum with weights; 0 for pairs of one article."""
    idf: Mapping[str, float]
    """Normal form -> inverse document frequency inside the story."""
    parts: tuple[frozenset[str], ...]
    """For each sentence the normal forms that counted."""


def score_pairs(sentences: Sequence[Sentence], forms: Forms) -> ScoredPairs:
    """Score every pair of sentences of different articles of one story."""
    words = [split_words(sentence.text, forms) for sentence in sentences]
    counted = [_counted(sentence, ws) for sentence, ws in zip(sentences, words, strict=True)]
    parts = [frozenset(part for word in ws for part in word.parts if part not in REPORTING_WORDS) for ws in counted]
    idf = inverse_frequencies(parts)
    overlap = _dense(_word_matrix(parts, idf))
    letters = _dense(_letter_matrix([_letters_of(ws) for ws in counted]))
    articles = np.array([sentence.article for sentence in sentences])
    run = _shared_runs(counted, parts, idf, articles)
    apart = articles[:, None] != articles[None, :]
    raw = np.where(apart, WORDS_WEIGHT * overlap + LETTERS_WEIGHT * letters + RUN_WEIGHT * run, 0.0)
    background = _background(raw, articles)
    common = (background[:, None] + background[None, :]) / 2
    direct = np.where(apart, raw - COMMON_WEIGHT * common, 0.0)
    support = _support(direct, articles)
    opens = _openings(sentences)
    opening = np.where(apart & (overlap > 0), opens[:, None] * opens[None, :], 0.0)
    return ScoredPairs(
        sentences=tuple(sentences),
        words=overlap,
        letters=letters,
        run=run,
        common=common,
        support=support,
        opening=opening,
        total=direct + SUPPORT_WEIGHT * support + OPENING_WEIGHT * opening,
        idf=idf,
        parts=tuple(parts),
    )


def inverse_frequencies(parts: Sequence[frozenset[str]]) -> dict[str, float]:
    """`ln((S + 1) / (df + 0.5))` over the S sentences of the story."""
    frequency = Counter(part for sentence in parts for part in sentence)
    return {part: math.log((len(parts) + 1) / (count + 0.5)) for part, count in sorted(frequency.items())}


def _counted(sentence: Sentence, words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of `sentence` outside datelines and attribution frames."""
    frames = list(attribution_frames(sentence.text))
    line = dateline(sentence.text)
    if line:
        frames.append(line)
    return tuple(word for word in words if not any(f.start <= word.start and word.end <= f.end for f in frames))


def _letters_of(words: Sequence[Word]) -> str:
    return " ".join(part for word in words for part in (word.parts or (lower(word.text),)))


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
    """For each pair of two articles the idf of its weightiest shared run over the idf of the lighter sentence."""
    weights = [sum(idf[part] for part in sorted(sentence)) or 1.0 for sentence in parts]
    runs = np.zeros((len(words), len(words)))
    holders: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for index, sentence in enumerate(words):
        for start in range(len(sentence) - _RUN_LENGTH + 1):
            holders[tuple(word.norm for word in sentence[start : start + _RUN_LENGTH])].add(index)
    pairs = {
        (i, j)
        for indices in holders.values()
        for i, j in itertools.combinations(sorted(indices), 2)
        if articles[i] != articles[j]
    }
    for i, j in sorted(pairs):
        run = _heaviest_run(words[i], words[j], idf) / min(weights[i], weights[j])
        runs[i, j] = runs[j, i] = min(run, 1.0)
    return runs


def _heaviest_run(base: Sequence[Word], other: Sequence[Word], idf: Mapping[str, float]) -> float:
    """The idf of the weightiest run of equal normal forms, at least three words long."""
    best = 0.0
    previous: dict[int, tuple[int, float]] = {}
    for word in base:
        current = {}
        for position, candidate in enumerate(other):
            if candidate.norm == word.norm:
                length, weight = previous.get(position - 1, (0, 0.0))
                weight += sum(idf.get(part, 0.0) for part in word.parts)
                current[position] = (length + 1, weight)
                if length + 1 >= _RUN_LENGTH:
                    best = max(best, weight)
        previous = current
    return best


def _dense(matrix: sparse.csr_array) -> Scores:
    return np.asarray((matrix @ matrix.T).toarray(), dtype=np.float64)


def _background(raw: Scores, articles: NDArray[np.str_]) -> Scores:
    """For each sentence the mean, over the other articles, of its mean score there without its best one."""
    total = np.zeros(len(articles))
    n_others = np.zeros(len(articles))
    for article in sorted(set(articles.tolist())):
        outside = articles != article
        there = raw[outside][:, ~outside]
        total[outside] += (there.sum(axis=1) - there.max(axis=1)) / there.shape[1]
        n_others[outside] += 1
    return total / np.maximum(n_others, 1)


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
    """For each pair the best `min(s_ik, s_kj)` over the sentences k of third articles, at least 0."""
    support = np.zeros_like(direct)
    for k, article in enumerate(articles.tolist()):
        others = np.flatnonzero(articles != article)
        ties = np.maximum(direct[k, others], 0.0)
        best = np.minimum(ties[:, None], ties[None, :])
        window = np.ix_(others, others)
        support[window] = np.maximum(support[window], best)
    return np.where(articles[:, None] != articles[None, :], support, 0.0)
