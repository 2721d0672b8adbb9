"""How much two sentences of a story share: the score of every pair of sentences of different articles.

The score is a sum of parts, each of which can be shown to a reader. All but the support are counted in the two articles
of the pair alone, by `align.between`:

- words: idf-weighted overlap of normal forms, `sum(idf of shared) / sqrt(W_a * W_b)` with W the sum of a sentence's
  idf and a fifth of the mean sentence's: three words in common mean little where a sentence has only five.
  The idf is that of the two articles: what all their sentences talk about tells two of them apart the least. Headlines
  repeat their articles, so frequencies are counted without them.
- letters: cosine of tf-idf vectors of 3 to 5 letters inside word boundaries; finds what stems miss.
- run: the weightiest run of three or more words that stand in both in the same order, as a share of the mean
  sentence's weight: a quotation cut short, a clause taken over.
- figures: the share of the words part that numbers have; an equal number says more than an equal word.
- common: what the two sentences share with everything is taken off again (hub correction): a sentence's mean score in
  the other article, its best score left out of the sum. The few best scores, which the literature takes, are the true
  matches themselves in a short article, and a correction by them punishes what it should keep.
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

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from sitegen.align.between import BOUND, Between, Scores, Shares, score_between
from sitegen.align.runs import Run
from sitegen.align.terms import Reading
from sitegen.model import Reason, Sentence

SUPPORT_WEIGHT = 0.4
OPENING_WEIGHT = 0.1
DISTANCE_WEIGHT = 0.02
_FEWEST_FOR_SUPPORT = 3
"""Articles that a story needs for one of them to support a pair of the others."""
_MOST_AT_ONCE = 1_000_000
"""Numbers that are held in memory while a support is looked for."""
_DECIMALS = 9
"""To which a score is rounded: what comes behind them depends on the order in which a machine adds."""


class ScoredPairs(Shares, frozen=True, kw_only=True):
    """Scores of all pairs of sentences; every array has shape (sentences, sentences) and is symmetric."""

    sentences: tuple[Sentence, ...]
    support: Scores
    """The best third sentence's weaker tie, at least 0 and bounded by their own."""
    stand_in: Scores
    """In a story of two articles the pair's own tie, at least 0; else 0."""
    opening: Scores
    """1 where both sentences open their articles and share a word, else 0."""
    distance: Scores
    """Difference of the places in the two articles, each from 0 to 1; counts against a pair."""
    total: Scores
    """The sum with weights; 0 for pairs of one article."""
    between: Mapping[tuple[str, str], Between]
    """What two articles share, by their names in ascending order."""
    articles: NDArray[np.str_]
    """For each sentence the name of its article."""
    places: tuple[int, ...]
    """For each sentence its number in its article."""

    def idf_between(self, i: int, j: int) -> Mapping[str, float]:
        """Normal form -> inverse document frequency in the articles of sentences `i` and `j`."""
        return self._between(i, j).idf

    def reading(self, i: int, j: int) -> Reading:
        """Sentence `i` as it reads beside the article of sentence `j`."""
        is_second = self.sentences[i].article > self.sentences[j].article
        return self._between(i, j).readings[is_second][self.places[i]]

    def reasons_between(self, i: int, j: int) -> dict[tuple[str, str], tuple[Reason, ...]]:
        """What was told so far of what the articles of sentences `i` and `j` share."""
        return self._between(i, j).reasons

    def run_of(self, i: int, j: int) -> Run | None:
        """The weightiest run of words of sentences `i` and `j`, with `i` as the first; None where they have none."""
        between = self._between(i, j)
        if self.sentences[i].article < self.sentences[j].article:
            return between.runs.get((self.places[i], self.places[j]))
        run = between.runs.get((self.places[j], self.places[i]))
        return run and replace(run, start=run.start_other, start_other=run.start)

    def _between(self, i: int, j: int) -> Between:
        a, b = sorted((self.sentences[i].article, self.sentences[j].article))
        return self.between[a, b]


def score_pairs(sentences: Sequence[Sentence]) -> ScoredPairs:
    """Score every pair of sentences of different articles of one story."""
    articles = np.array([sentence.article for sentence in sentences])
    # by name, so that the order in which a story lists its articles decides nothing
    names = sorted(set(articles.tolist()))
    places_of = {name: np.flatnonzero(articles == name).tolist() for name in names}
    own = {name: tuple(sentences[k] for k in places_of[name]) for name in names}
    found = {(a, b): score_between(own[a], own[b]) for a, b in combinations(names, 2)}

    def whole(part: str) -> Scores:
        """What is shared in the whole story, made of what its pairs of articles share."""
        scores = np.zeros((len(sentences), len(sentences)))
        for (a, b), between in found.items():
            own = getattr(between, part)
            scores[np.ix_(places_of[a], places_of[b])] = own
            scores[np.ix_(places_of[b], places_of[a])] = own.T
        return scores

    shares = {name: whole(name) for name in Shares.__struct_fields__}
    direct = shares["direct"]
    apart = articles[:, None] != articles[None, :]
    has_third = len(names) >= _FEWEST_FOR_SUPPORT
    support = _support(direct, places_of)
    stand_in = np.zeros_like(direct) if has_third else np.maximum(direct, 0.0)
    opens = _openings(sentences)
    opening = np.where(apart & (shares["words"] > 0), opens[:, None] * opens[None, :], 0.0)
    is_body = np.array([sentence.part == "body" for sentence in sentences], dtype=bool)
    at = _places(articles, is_body)
    distance = np.where(apart, np.abs(at[:, None] - at[None, :]), 0.0)
    total = direct + SUPPORT_WEIGHT * (support + stand_in) + OPENING_WEIGHT * opening - DISTANCE_WEIGHT * distance
    numbers = {k: number for name in names for number, k in enumerate(places_of[name])}
    return ScoredPairs(
        **shares,
        sentences=tuple(sentences),
        support=support,
        stand_in=stand_in,
        opening=opening,
        distance=distance,
        total=np.round(total, _DECIMALS),
        between=found,
        articles=articles,
        places=tuple(numbers[k] for k in range(len(sentences))),
    )


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


def _support(direct: Scores, places_of: Mapping[str, Sequence[int]]) -> Scores:
    """For each pair the best `min(s_ik, s_kj)` over the sentences k of third articles, from 0 to a bound by its own."""
    ties = np.maximum(direct, 0.0)
    support = np.zeros_like(direct)
    for a, b in combinations(places_of.values(), 2):
        best = np.zeros((len(a), len(b)))
        at_once = max(1, _MOST_AT_ONCE // max(best.size, 1))
        for third in places_of.values():
            if third is a or third is b:
                continue
            for start in range(0, len(third), at_once):
                some = third[start : start + at_once]
                through = np.minimum(ties[np.ix_(a, some)][:, :, None], ties[np.ix_(some, b)][None, :, :])
                np.maximum(best, through.max(axis=1), out=best)
        support[np.ix_(a, b)] = best
        support[np.ix_(b, a)] = best.T
    return np.minimum(support, BOUND * ties)
