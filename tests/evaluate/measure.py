"""Rates of right and wrong: what the pipeline found in a story against the answers on it.

Everything is measured on what `compare_story` gives, so on what a reader of the site sees. Deliberately contains no
printing and knows nothing of how a score comes about.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from unittest.mock import patch

from msgspec import Struct
from msgspec.structs import replace

from evaluate.gold import OPEN_SAME, SAME, Gold, Pair, covers, join_units, ordered
from sitegen.compare.story import compare_story
from sitegen.model import AlignSettings, Comparison, Match

ALIKE = 0.5
"""A claim is found if one that is shown has this Jaccard index with it: half of all sentences of both are in both."""


class Rates(Struct, frozen=True, kw_only=True):
    """Counts of pairs and the rates they make; a rate of nothing is 0."""

    right: int
    """Found and wanted."""
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of the found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the wanted that is found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0


class Result(Struct, frozen=True, kw_only=True, dict=True):
    """One story compared and held against its answers."""

    gold: Gold
    comparison: Comparison

    @cached_property
    def units_of(self) -> dict[str, tuple[str, ...]]:
        """Sentence id -> ids of the units it covers: one, but for furniture, titles without answer and wrong cuts."""
        return {
            sentence.id: tuple(unit.id for unit in self.gold.units if covers(sentence, unit))
            for sentence in self.comparison.sentences
        }

    @cached_property
    def matches(self) -> dict[Pair, Match]:
        """The match of each pair of units that has one, the strongest where a wrong cut made several."""
        return pair_units(self.comparison.matches, self.units_of)

    @cached_property
    def pairs(self) -> Rates:
        """Matches of any relation against all pairs that should match."""
        return rate(self.matches, self.gold.labels, self.gold.ignored)

    @cached_property
    def same(self) -> Rates:
        """Matches called the same against pairs that say the same."""
        unclear = {pair for pair, label in self.gold.labels.items() if label == OPEN_SAME}
        found = [pair for pair, match in self.matches.items() if match.relation == "same"]
        return rate(found, self._labelled_same, self.gold.ignored | unclear)

    @cached_property
    def same_matched(self) -> Rates:
        """Pairs that say the same and are matched at all: only the recall means something."""
        return rate(self._labelled_same & self.matches.keys(), self._labelled_same, frozenset())

    @cached_property
    def by_articles(self) -> dict[Pair, Rates]:
        """`pairs` for every two articles."""
        article_of = {unit.id: unit.article for unit in self.gold.units}
        names = [article.id for article in self.gold.story.articles]

        def of(a: str, b: str, pairs: Iterable[Pair]) -> list[Pair]:
            return [(x, y) for x, y in pairs if ordered(article_of[x], article_of[y]) == (a, b)]

        return {
            (a, b): rate(of(a, b, self.matches), of(a, b, self.gold.labels), self.gold.ignored)
            for a in names
            for b in names
            if a < b
        }

    @cached_property
    def shown_claims(self) -> list[frozenset[str]]:
        """The units of each claim of two or more articles."""
        article_of = {sentence.id: sentence.article for sentence in self.comparison.sentences}
        return [
            frozenset(unit for sentence in claim.sentences for unit in self.units_of[sentence])
            for claim in self.comparison.claims
            if len({article_of[sentence] for sentence in claim.sentences}) > 1
        ]

    @cached_property
    def claims_found(self) -> int:
        """How many claims of the answers are shown."""
        return sum(any(jaccard(claim, shown) >= ALIKE for shown in self.shown_claims) for claim in self.gold.claims)

    @cached_property
    def false_matches(self) -> list[Match]:
        """Matches of unrelated units, the most confident first; `a` and `b` are units."""
        wrong = self.matches.keys() - self.gold.labels.keys() - self.gold.ignored
        return _by_confidence(replace(self.matches[pair], a=pair[0], b=pair[1]) for pair in wrong)

    @cached_property
    def missed(self) -> list[tuple[Pair, str]]:
        """Pairs that should match and do not, with their label; what says the same first."""
        rows = [(pair, label) for pair, label in self.gold.labels.items() if pair not in self.matches]
        return sorted(rows, key=lambda row: (row[1] != SAME, row))

    @property
    def _labelled_same(self) -> frozenset[Pair]:
        return frozenset(pair for pair, label in self.gold.labels.items() if label == SAME)


def evaluate(gold: Gold, settings: AlignSettings) -> Result:
    """Compare the story and hold it against its answers."""
    if gold.given is None:
        comparison = compare_story(gold.story, settings)
    else:
        given = gold.given
        with patch("sitegen.compare.story.segment", lambda article: given[article.id]):
            comparison = compare_story(gold.story, settings)
        if {sentence.id for sentence in comparison.sentences} != {it.id for found in given.values() for it in found}:
            raise RuntimeError("the comparison was made of other sentences than those given")
    return Result(gold=join_units(gold, comparison.sentences), comparison=comparison)


def all_scores(gold: Gold) -> dict[Pair, float]:
    """The score of every pair of units that has one above nothing, whatever becomes of it."""
    result = evaluate(gold, AlignSettings(uncertain=0.001))
    every = pair_units((*result.comparison.matches, *result.comparison.uncertain), result.units_of)
    return {pair: match.score for pair, match in every.items()}


def rate(found: Collection[Pair], wanted: Collection[Pair], ignored: Collection[Pair]) -> Rates:
    """Count pairs; those to be ignored are neither right nor wrong, nor wanted."""
    judged = set(found) - set(ignored)
    expected = set(wanted) - set(ignored)
    return Rates(right=len(judged & expected), found=len(judged), wanted=len(expected))


def pair_units(matches: Iterable[Match], units_of: Mapping[str, tuple[str, ...]]) -> dict[Pair, Match]:
    """The strongest match for each pair of units that matches join."""
    best: dict[Pair, Match] = {}
    for match in matches:
        for a in units_of[match.a]:
            for b in units_of[match.b]:
                pair = ordered(a, b)
                if pair not in best or match.score > best[pair].score:
                    best[pair] = match
    return best


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the members of either that are in both."""
    return len(one & other) / len(one | other) if one or other else 0.0


def _by_confidence(matches: Iterable[Match]) -> list[Match]:
    return sorted(matches, key=lambda match: (-match.score, match.a, match.b))
