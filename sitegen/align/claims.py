"""From scores to matches, and from matches to stars: the groups of sentences that become claims.

A star grows from its strongest pair and takes in a sentence only if that goes well with all members, so that a chain
of half-related sentences never becomes one claim. Stars may overlap, because one sentence often says two things, but a
star that repeats half of a stronger one is shown only if it holds a sentence that no other star holds. Measured on
hand-made claims, stars beat connected components, Louvain communities and linkage, which chain or cannot overlap.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sitegen.align.score import (
    COMMON_WEIGHT,
    LETTERS_WEIGHT,
    OPENING_WEIGHT,
    RUN_WEIGHT,
    SUPPORT_WEIGHT,
    WORDS_WEIGHT,
    ScoredPairs,
    Scores,
)
from sitegen.model import AlignSettings, Decisions, Match, Reason, Sentence
from sitegen.text.words import Forms, split_words

_MEAN_SHARE = 0.85
"""A sentence joins a star if its mean score with the members reaches this share of the match threshold ..."""
_WORST_SHARE = 0.6
"""... and its worst score reaches this share ..."""
_SIBLING_SHARE = 0.8
"""... and, where its article is in the star already, it does nearly as well as that sentence."""
_REPEATED_SHARE = 0.5
"""A star with this share of its sentences in one stronger star repeats it."""
_JOINED = 2.0
_PARTED = -2.0
"""What an editor's decision makes of a score, beyond whatever the machine can reach."""
_SHOWN_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """What was aligned in one story."""

    matches: tuple[Match, ...]
    uncertain: tuple[Match, ...]
    stars: tuple[tuple[int, ...], ...]
    """Indices of sentences, each star sorted; strongest star first."""
    scores: Scores
    """The scores after the editor's joins and parts, which lie above and below all others."""
    stale: tuple[str, ...]
    """Messages on decisions whose sentences are gone."""


def align(scored: ScoredPairs, forms: Forms, settings: AlignSettings, decisions: Decisions) -> Alignment:
    """Matches, uncertain pairs and stars of one story, the editor's decisions applied."""
    scores, edited, stale = _decide(scored, decisions)
    matches: list[Match] = []
    uncertain: list[Match] = []
    first, second = np.nonzero(np.triu(scores >= settings.uncertain, k=1))
    surface = [_surface_forms(sentence.text, forms) for sentence in scored.sentences]
    for i, j in zip(first.tolist(), second.tolist(), strict=True):
        score = float(scores[i, j])
        by_editor = (i, j) in edited
        match = Match(
            a=scored.sentences[i].id,
            b=scored.sentences[j].id,
            score=min(1.0, round(score, 4)),
            relation="same" if score >= settings.same else "partial",
            basis="editor" if by_editor else "machine",
            reasons=_reasons(scored, i, j, surface[i]),
        )
        (matches if score >= settings.match else uncertain).append(match)
    return Alignment(
        matches=tuple(matches),
        uncertain=tuple(uncertain),
        stars=gather_stars(scores, scored.sentences, settings.match, undecided=scored.total),
        scores=scores,
        stale=stale,
    )


def gather_stars(
    scores: Scores, sentences: Sequence[Sentence], threshold: float, *, undecided: Scores | None = None
) -> tuple[tuple[int, ...], ...]:
    """Groups of sentences of two or more articles, each grown from the best pair not yet inside a star.

    `scores` has shape (sentences, sentences); pairs of one article score 0 and say nothing for or against. `undecided`
    are the scores without the editor's decisions: a join makes one claim, and what else its sentences say is as before.
    """
    articles = [sentence.article for sentence in sentences]
    is_body = np.array([sentence.part == "body" for sentence in sentences], dtype=bool)
    # a headline repeats what its article says below it, so it neither founds a claim nor draws others into one
    among_body = np.where(is_body[:, None] & is_body[None, :], scores, 0.0)
    used: set[tuple[int, int]] = set()
    stars: list[tuple[int, ...]] = []
    repeats: list[tuple[int, ...]] = []
    for seed in _pairs(among_body, threshold):
        if seed in used:
            continue
        star = tuple(sorted(_grow(list(seed), among_body, articles, threshold)))
        inside = [(i, j) for i in star for j in star if i < j]
        used.update(inside)
        for i, j in inside:
            if undecided is not None and among_body[i, j] == _JOINED:
                among_body[i, j] = among_body[j, i] = undecided[i, j]
        repeated = any(len(set(star) & set(other)) >= _REPEATED_SHARE * len(star) for other in stars)
        (repeats if repeated else stars).append(star)
    # a body sentence with a match must be in a shared claim, or the site would say that only its outlet has it;
    # the fewest repeats that hold them all
    held = {k for star in stars for k in star} | set(np.flatnonzero(~is_body).tolist())
    rest = [*repeats, *_pairs(scores, threshold)]
    while rest:
        star = max(rest, key=lambda star: len(set(star) - held))
        if held.issuperset(star):
            break
        stars.append(star)
        held.update(star)
    stars = [star for star in stars if not any(set(star) < set(other) for other in stars)]
    return _with_headlines(stars, scores, sentences, threshold)


def _pairs(scores: Scores, threshold: float) -> list[tuple[int, int]]:
    """Pairs from the threshold on, best first."""
    first, second = np.nonzero(np.triu(scores >= threshold, k=1))
    return sorted(zip(first.tolist(), second.tolist(), strict=True), key=lambda ij: (-scores[ij], ij))


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
        means = [_ties(k, star, scores, articles)[0] for star in stars]
        best = max(range(len(stars)), key=lambda n: (means[n], -n))
        if means[best] >= _MEAN_SHARE * threshold:
            grown[best].append(k)
    return tuple(tuple(sorted(star)) for star in grown)


def _grow(members: list[int], scores: Scores, articles: Sequence[str], threshold: float) -> list[int]:
    candidates = {k for i in members for k in np.flatnonzero(scores[i] >= threshold).tolist()} - set(members)
    while candidates:
        best, best_mean = -1, 0.0
        for k in sorted(candidates):
            mean, worst = _ties(k, members, scores, articles)
            siblings = [_ties(m, members, scores, articles)[0] for m in members if articles[m] == articles[k]]
            fits = mean >= _MEAN_SHARE * threshold and worst >= _WORST_SHARE * threshold
            fits = fits and mean >= _SIBLING_SHARE * max(siblings, default=0.0)
            # the editor's join with one member is enough, unless the editor parted it from another
            joined = worst > _PARTED and any(scores[k, m] == _JOINED for m in members)
            if (fits or joined) and mean > best_mean:
                best, best_mean = k, mean
        if best < 0:
            break
        members.append(best)
        candidates |= set(np.flatnonzero(scores[best] >= threshold).tolist())
        candidates -= set(members)
    return members


def _ties(k: int, members: Sequence[int], scores: Scores, articles: Sequence[str]) -> tuple[float, float]:
    """Mean and worst score of sentence `k` with the members from other articles."""
    ties = [float(scores[k, m]) for m in members if articles[m] != articles[k]]
    return (sum(ties) / len(ties), min(ties)) if ties else (0.0, 0.0)


def _decide(scored: ScoredPairs, decisions: Decisions) -> tuple[Scores, set[tuple[int, int]], tuple[str, ...]]:
    """The scores with the editor's joins and parts, the pairs joined, and messages on stale decisions."""
    index = {sentence.key: i for i, sentence in enumerate(scored.sentences)}
    scores = scored.total.copy()
    joined: set[tuple[int, int]] = set()
    stale = []
    for value, decided in ((_JOINED, decisions.joins), (_PARTED, decisions.parts)):
        for decision in decided:
            gone = [key for key in decision.sentences if key not in index]
            if gone:
                what = " and ".join(gone)
                stale.append(f"{decision.path}:{decision.line}: the decision is stale: no sentence has the key {what}.")
                continue
            i, j = sorted(index[key] for key in decision.sentences)
            scores[i, j] = scores[j, i] = value
            if value > 0:
                joined.add((i, j))
    return scores, joined, tuple(stale)


def _surface_forms(text: str, forms: Forms) -> dict[str, str]:
    """Normal form -> the word as written, first occurrence."""
    surface: dict[str, str] = {}
    for word in split_words(text, forms):
        for part in word.parts:
            surface.setdefault(part, word.text)
    return surface


def _reasons(scored: ScoredPairs, i: int, j: int, surface: Mapping[str, str]) -> tuple[Reason, ...]:
    """What the score is made of; values times weights sum to it."""
    shared = sorted(scored.parts[i] & scored.parts[j], key=lambda part: (-scored.idf[part], part))
    words = tuple(dict.fromkeys(surface[part] for part in shared if part in surface))[:_SHOWN_WORDS]
    signals = (
        ("words", scored.words[i, j], WORDS_WEIGHT, words),
        ("letters", scored.letters[i, j], LETTERS_WEIGHT, ()),
        ("run", scored.run[i, j], RUN_WEIGHT, ()),
        ("common", scored.common[i, j], -COMMON_WEIGHT, ()),
        ("support", scored.support[i, j], SUPPORT_WEIGHT, ()),
        ("opening", scored.opening[i, j], OPENING_WEIGHT, ()),
    )
    return tuple(
        Reason(signal=signal, value=round(float(value), 4), weight=weight, shared=shared_words)
        for signal, value, weight, shared_words in signals
        if abs(value) >= 0.005  # noqa: PLR2004 - what rounds to nothing explains nothing
    )
