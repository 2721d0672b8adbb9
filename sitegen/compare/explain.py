"""Why two sentences of a story are aligned, or are not: everything that was weighed, and what else there was.

An `Explanation` is a value without words of its own; `build.explain_text` writes it out. Nothing is scored anew: it
reads the same scores, matches and claims that the site is made of.
"""

from collections.abc import Mapping
from typing import Literal

import numpy as np
from msgspec import Struct

from sitegen.align.reasons import all_reasons, lone_words, third_sentence, uncounted
from sitegen.align.score import ScoredPairs
from sitegen.compare.story import AlignedStory, align_story, compare_aligned
from sitegen.model import AlignSettings, Claim, PairDecision, Reason, Sentence, Story
from sitegen.model.findings import Basis

Verdict = Literal["same", "partial", "uncertain", "none"]
"""What the site makes of a pair: a match of either relation, an uncertain pair, or nothing."""


class Support(Struct, frozen=True, kw_only=True):
    """The sentence of a third article that speaks most for a pair."""

    sentence: Sentence
    tie_a: float
    """How well it goes with the first sentence, before any support."""
    tie_b: float
    """How well it goes with the second sentence."""


class Rival(Struct, frozen=True, kw_only=True):
    """The best other sentence that the other article offers."""

    sentence: Sentence
    score: float
    """The machine's."""
    verdict: Verdict
    basis: Basis


class Ruling(Struct, frozen=True, kw_only=True):
    """What an editor decided on the pair."""

    kind: Literal["join", "part"]
    decision: PairDecision


class Explanation(Struct, frozen=True, kw_only=True):
    """Two sentences of two articles, and why they are aligned or are not."""

    story: str
    a: Sentence
    b: Sentence
    verdict: Verdict
    basis: Basis
    """Whether the machine's score or an editor made the verdict."""
    score: float
    """The machine's sum, whatever an editor decided; a match shows it as 1 at most."""
    thresholds: AlignSettings
    reasons: tuple[Reason, ...]
    """Of every signal, also of those that found nothing; values times weights sum to the score."""
    only_a: tuple[str, ...]
    """Words that count and that the first sentence alone has, the rarest in the two articles first."""
    only_b: tuple[str, ...]
    uncounted_a: tuple[str, ...]
    """Passages of the first sentence that count for nothing, because they only say who speaks, or from where."""
    uncounted_b: tuple[str, ...]
    support: Support | None
    """None where no sentence of a third article counts."""
    rival_of_a: Rival | None
    """The best other sentence for `a` in the article of `b`; None where that article has no other."""
    rival_of_b: Rival | None
    """The best other sentence for `b` in the article of `a`."""
    ruling: Ruling | None
    claims: tuple[Claim, ...]
    """The claims that hold both."""


def explain_pair(story: Story, settings: AlignSettings, a: str, b: str) -> Explanation:
    """Why the sentences with the ids `a` and `b` are aligned or are not.

    They must be of two different articles of `story`; ValueError where they are of one, KeyError where one is unknown.
    """
    aligned = align_story(story, settings)
    index = {sentence.id: n for n, sentence in enumerate(aligned.sentences)}
    i, j = index[a], index[b]
    first, second = aligned.sentences[i], aligned.sentences[j]
    if first.article == second.article:
        raise ValueError(f"{a} and {b} are of one article")
    scored = aligned.scored
    verdicts = _verdicts(aligned)
    ruling = _ruling(story, first, second)
    reasons = all_reasons(scored, i, j)
    return Explanation(
        story=story.id,
        a=first,
        b=second,
        verdict=verdicts.get(frozenset((a, b)), "none"),
        basis="editor" if ruling else "machine",
        score=float(scored.total[i, j]),
        thresholds=settings,
        reasons=reasons,
        only_a=lone_words(scored, i, j),
        only_b=lone_words(scored, j, i),
        uncounted_a=uncounted(first),
        uncounted_b=uncounted(second),
        support=_support(scored, i, j) if any(reason.third for reason in reasons) else None,
        rival_of_a=_rival(aligned, verdicts, i, j),
        rival_of_b=_rival(aligned, verdicts, j, i),
        ruling=ruling,
        claims=tuple(claim for claim in compare_aligned(aligned).claims if {a, b} <= set(claim.sentences)),
    )


def _verdicts(aligned: AlignedStory) -> dict[frozenset[str], Verdict]:
    """What was made of each pair that is not nothing, by the ids of the two."""
    found: dict[frozenset[str], Verdict] = {}
    for match in aligned.alignment.uncertain:
        found[frozenset((match.a, match.b))] = "uncertain"
    for match in aligned.alignment.matches:
        found[frozenset((match.a, match.b))] = match.relation
    return found


def _support(scored: ScoredPairs, i: int, j: int) -> Support | None:
    k = third_sentence(scored, i, j)
    if k is None:
        return None
    direct = scored.direct
    return Support(sentence=scored.sentences[k], tie_a=float(direct[i, k]), tie_b=float(direct[j, k]))


def _rival(aligned: AlignedStory, verdicts: Mapping[frozenset[str], Verdict], i: int, j: int) -> Rival | None:
    """The sentence of j's article that goes best with sentence i, j itself left out; of equals the first."""
    article = aligned.sentences[j].article
    others = [n for n, sentence in enumerate(aligned.sentences) if sentence.article == article and n != j]
    if not others:
        return None
    best = others[int(np.argmax(aligned.scored.total[i, others]))]
    own, sentence = aligned.sentences[i], aligned.sentences[best]
    return Rival(
        sentence=sentence,
        score=float(aligned.scored.total[i, best]),
        verdict=verdicts.get(frozenset((own.id, sentence.id)), "none"),
        basis="editor" if _ruling(aligned.story, own, sentence) else "machine",
    )


def _ruling(story: Story, a: Sentence, b: Sentence) -> Ruling | None:
    """The editor's decision on the pair; that it is not both joined and parted is seen to when it is loaded."""
    keys = {a.key, b.key}
    for decision in story.decisions.joins:
        if keys == set(decision.sentences):
            return Ruling(kind="join", decision=decision)
    for decision in story.decisions.parts:
        if keys == set(decision.sentences):
            return Ruling(kind="part", decision=decision)
    return None
