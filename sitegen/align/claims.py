"""From scores to matches, and from matches to stars: the groups of sentences that become claims.

A star grows from its strongest pair and takes in a sentence only if that goes well with all members, so that a chain
of half-related sentences never becomes one claim. Stars may overlap, because one sentence often says two things, but a
star that repeats half of a stronger one is shown only if it holds a sentence that no other star holds. Measured on
hand-made claims, stars beat connected components, Louvain communities and linkage, which chain or cannot overlap.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sitegen.align.between import Scores
from sitegen.align.reasons import pair_reasons
from sitegen.align.score import ScoredPairs
from sitegen.align.stale import tell_gone
from sitegen.model import AlignSettings, Decisions, Match, Sentence

_MEAN_SHARE = 0.85
"""A sentence joins a star if its mean score with the members reaches this share of the match threshold ..."""
_WORST_SHARE = 0.7
"""... and its worst score reaches this share ..."""
_SIBLING_SHARE = 0.8
"""... and, where its article is in the star already, it does nearly as well as that sentence."""
_REPEATED_SHARE = 0.5
"""A star with this share of its sentences in one stronger star repeats it."""
_LEFT_MEAN_SHARE = 0.7
"""A sentence that no star holds joins the star which its own star repeats, if its mean score reaches this share ..."""
_LEFT_WORST_SHARE = 0.3
"""... and its worst score this one; else the repeat is shown beside the other."""
_PARTED = -2.0
"""What an editor makes of the score of a pair that does not match, below whatever the machine can reach."""


class Alignment(Struct, frozen=True, kw_only=True):
    """What was aligned in one story."""

    matches: tuple[Match, ...]
    uncertain: tuple[Match, ...]
    stars: tuple[tuple[int, ...], ...]
    """Indices of sentences, each star sorted; strongest star first."""
    scores: Scores
    """The scores, with those of parted pairs below all others."""
    stale: tuple[str, ...]
    """Messages on decisions whose sentences are gone."""


def align(scored: ScoredPairs, settings: AlignSettings, decisions: Decisions) -> Alignment:
    """Matches, uncertain pairs and stars of one story, the editor's decisions applied."""
    scores, joins, stale = _decide(scored, decisions)
    matches: list[Match] = []
    uncertain: list[Match] = []
    first, second = np.nonzero(np.triu(scores >= settings.uncertain, k=1))
    pairs = sorted({*zip(first.tolist(), second.tolist(), strict=True), *joins})
    for (i, j), reasons in zip(pairs, pair_reasons(scored, pairs), strict=True):
        by_editor = (i, j) in joins
        score = 1.0 if by_editor else float(scores[i, j])
        match = Match(
            a=scored.sentences[i].id,
            b=scored.sentences[j].id,
            score=min(1.0, round(score, 4)),
            relation="same" if score >= settings.same else "partial",
            basis="editor" if by_editor else "machine",
            reasons=reasons,
        )
        (matches if score >= settings.match else uncertain).append(match)
    return Alignment(
        matches=tuple(matches),
        uncertain=tuple(uncertain),
        stars=gather_stars(scores, scored.sentences, settings.match, sorted(joins)),
        scores=scores,
        stale=stale,
    )


def gather_stars(
    scores: Scores, sentences: Sequence[Sentence], threshold: float, joins: Sequence[tuple[int, int]] = ()
) -> tuple[tuple[int, ...], ...]:
    """Groups of sentences of two or more articles, each grown from the best pair not yet inside a star.

    `scores` has shape (sentences, sentences); pairs of one article score 0 and say nothing for or against. `joins` are
    pairs of indices that an editor put together.
    """
    articles = [sentence.article for sentence in sentences]
    is_body = np.array([sentence.part == "body" for sentence in sentences], dtype=bool)
    # a headline repeats what its article says below it, so it neither founds a claim nor draws others into one
    among_body = np.where(is_body[:, None] & is_body[None, :], scores, 0.0)
    of = np.unique(np.array(articles), return_inverse=True)[1]
    used: set[tuple[int, int]] = set()
    stars: list[tuple[int, ...]] = []
    repeats: list[tuple[int, ...]] = []
    for seed in _pairs(among_body, threshold):
        if seed in used:
            continue
        star = tuple(sorted(_grow(seed, among_body, of, threshold)))
        used.update((i, j) for i in star for j in star if i < j)
        repeated = any(len(set(star) & set(other)) >= _REPEATED_SHARE * len(star) for other in stars)
        (repeats if repeated else stars).append(star)
    others = [*repeats, *_pairs(scores, threshold)]
    merged = _with_left_out(stars, _needed_repeats(others, stars, is_body), among_body, articles, threshold)
    # what an editor joined needs no repeat to hold it
    joined = _with_joins(merged, scores, articles, joins)
    found = [*joined, *_needed_repeats(others, joined, is_body)]
    whole = [star for star in found if not any(set(star) < set(other) for other in found)]
    return _with_headlines(whole, scores, sentences, threshold)


def _needed_repeats(
    repeats: Sequence[tuple[int, ...]], stars: Sequence[tuple[int, ...]], is_body: NDArray[np.bool_]
) -> list[tuple[int, ...]]:
    """The fewest repeats that hold every body sentence the stars leave out.

    A body sentence with a match must be in a shared claim, or the site would say that only its outlet has it.
    """
    held = {k for star in stars for k in star} | set(np.flatnonzero(~is_body).tolist())
    needed: list[tuple[int, ...]] = []
    while repeats:
        star = max(repeats, key=lambda star: len(set(star) - held))
        if held.issuperset(star):
            break
        needed.append(star)
        held.update(star)
    return needed


def _with_left_out(
    stars: Sequence[tuple[int, ...]],
    repeats: Sequence[tuple[int, ...]],
    scores: Scores,
    articles: Sequence[str],
    threshold: float,
) -> list[tuple[int, ...]]:
    """The stars with those sentences that only their repeats hold and that go well enough with them.

    Two claims of which one adds a single sentence to the other are one claim to a reader.
    """
    grown = [list(star) for star in stars]
    for repeat in repeats:
        held = {k for star in grown for k in star}
        for k in sorted(set(repeat) - held):
            options = []
            for n, star in enumerate(grown):
                # with the star as it was found, or the order of the sentences would count
                mean, worst = _ties(k, stars[n], scores, articles)
                is_repeated = len(set(star) & set(repeat)) >= _REPEATED_SHARE * len(repeat)
                fits = mean >= _LEFT_MEAN_SHARE * threshold and worst >= _LEFT_WORST_SHARE * threshold
                if is_repeated and fits:
                    options.append((mean, -n))
            if options:
                grown[-max(options)[1]].append(k)
    return [tuple(sorted(star)) for star in grown]


def _with_joins(
    stars: Sequence[tuple[int, ...]], scores: Scores, articles: Sequence[str], joins: Sequence[tuple[int, int]]
) -> list[tuple[int, ...]]:
    """The stars with each pair the editor joined in one of them.

    One of the two sentences is put into a star of the other, the one where it goes best and is parted from nobody;
    what else either of them says stays as it is. Where neither is in a star the two found one.
    """
    grown = [list(star) for star in stars]
    for pair in sorted(joins):
        if any(set(pair) <= set(star) for star in grown):
            continue
        options = []
        for held, added in (pair, pair[::-1]):
            for n, star in enumerate(grown):
                mean, worst = _ties(added, star, scores, articles)
                if held in star and worst > _PARTED:
                    options.append((mean, -n, added))
        if options:
            _, place, added = max(options)
            grown[-place].append(added)
        else:
            grown.append(list(pair))
    return [tuple(sorted(star)) for star in grown]


def _pairs(scores: Scores, threshold: float) -> list[tuple[int, int]]:
    """Pairs from the threshold on, best first."""
    first, second = np.nonzero(np.triu(scores >= threshold, k=1))
    found = zip((-scores[first, second]).tolist(), first.tolist(), second.tolist(), strict=True)
    return [(i, j) for _, i, j in sorted(found)]


def _with_headlines(
    stars: Sequence[tuple[int, ...]], scores: Scores, sentences: Sequence[Sentence], threshold: float
) -> tuple[tuple[int, ...], ...]:
    """The stars with each headline that none of them holds put where it goes best, if it goes well anywhere."""
    articles = [sentence.article for sentence in sentences]
    grown = [list(star) for star in stars]
    held = {k for star in stars for k in star}
    for k, sentence in enumerate(sentences):
        if sentence.part == "body" or k in held or not stars:
            continue
        ties = [_ties(k, star, scores, articles) for star in stars]
        # where the editor parted the headline from a sentence, it stays out of that sentence's claims
        means = [mean if worst > _PARTED else 0.0 for mean, worst in ties]
        best = max(range(len(stars)), key=lambda n: (means[n], -n))
        if means[best] >= _MEAN_SHARE * threshold:
            grown[best].append(k)
    return tuple(tuple(sorted(star)) for star in grown)


def _grow(seed: tuple[int, int], scores: Scores, of: NDArray[np.intp], threshold: float) -> list[int]:
    """The members of the star around a pair: in each round the sentence that goes best with all that are in it.

    `of` has the number of each sentence's article.
    """
    total, count, worst = np.zeros(len(of)), np.zeros(len(of)), np.full(len(of), np.inf)
    is_near = np.zeros(len(of), dtype=bool)
    members: list[int] = []

    def take(k: int) -> None:
        members.append(k)
        apart = of != of[k]
        np.add(total, scores[k], out=total, where=apart)
        np.add(count, 1, out=count, where=apart)
        np.minimum(worst, scores[k], out=worst, where=apart)
        np.logical_or(is_near, scores[k] >= threshold, out=is_near)

    for k in seed:
        take(k)
    while True:
        mean = total / np.maximum(count, 1)
        fits = is_near & (mean > 0) & (mean >= _MEAN_SHARE * threshold) & (worst >= _WORST_SHARE * threshold)
        fits[members] = False
        for k in members:
            fits &= (of != of[k]) | (mean >= _SIBLING_SHARE * mean[k])
        if not fits.any():
            return members
        take(int(np.argmax(np.where(fits, mean, -np.inf))))


def _ties(k: int, members: Sequence[int], scores: Scores, articles: Sequence[str]) -> tuple[float, float]:
    """Mean and worst score of sentence `k` with the members from other articles."""
    ties = [float(scores[k, m]) for m in members if articles[m] != articles[k]]
    return (sum(ties) / len(ties), min(ties)) if ties else (0.0, 0.0)


def _decide(scored: ScoredPairs, decisions: Decisions) -> tuple[Scores, set[tuple[int, int]], tuple[str, ...]]:
    """The scores with what the editor parted, the pairs the editor joined, and messages on stale decisions."""
    index = {sentence.key: i for i, sentence in enumerate(scored.sentences)}
    scores = scored.total.copy()
    joins: set[tuple[int, int]] = set()
    stale = []
    for decision in (*decisions.joins, *decisions.parts):
        gone = [key for key in decision.sentences if key not in index]
        if gone:
            stale.append(tell_gone(decision, gone, scored.sentences))
            continue
        i, j = sorted(index[key] for key in decision.sentences)
        if decision in decisions.joins:
            joins.add((i, j))
        else:
            scores[i, j] = scores[j, i] = _PARTED
    return scores, joins, tuple(stale)
