"""What an editor decided on a story, as `review.toml` has it. Every decision says where it stands, who made it and why.

Deliberately contains no judgement on whether a decision still finds what it is about.
"""

import datetime as dt
from typing import Literal

from msgspec import Struct

from sitegen.model.kinds import Status, UsageKind, Voice

Verdict = Literal["accept", "reject"]
"""accept: the finding is right, and made where the machine has none; reject: it is none."""


class Decision(Struct, frozen=True, kw_only=True):
    """What all decisions have."""

    path: str
    """The `review.toml`, relative to the site's folder."""
    line: int
    """1-based line of the decision's table."""
    reason: str | None = None
    by: str | None = None
    date: dt.date | None = None
    texts: tuple[str, ...] = ()
    """The sentences as they stood when it was decided, in the order of their keys, to tell what became of them."""


class PairDecision(Decision, frozen=True, kw_only=True):
    """An editor joined or parted two sentences."""

    sentences: tuple[str, str]
    """Two sentence keys."""


class ClaimDecision(Decision, frozen=True, kw_only=True):
    """An editor named the claim that holds all anchor sentences."""

    anchor: tuple[str, ...]
    """One or two sentence keys; the claim is the one that holds them all."""
    title: str | None = None
    id: str | None = None
    status: Status | None = None


class MentionDecision(Decision, frozen=True, kw_only=True):
    """A decision on a passage of one sentence."""

    sentence: str
    """A sentence key."""
    text: str
    """The passage, verbatim; of a finding it may be a part."""


class FigureDecision(MentionDecision, frozen=True, kw_only=True):
    """An editor confirmed, took out or corrected a number."""

    verdict: Verdict = "accept"
    counted: str | None = None
    """What is counted, as the sentence has it; figures of one counted thing are one."""
    value: float | None = None


class QuoteDecision(MentionDecision, frozen=True, kw_only=True):
    """An editor named the speaker of quoted words."""

    speaker: str


class TermDecision(MentionDecision, frozen=True, kw_only=True):
    """An editor confirmed, took out or corrected a wording."""

    verdict: Verdict = "accept"
    kind: UsageKind | None = None
    voice: Voice | None = None
    speaker: str | None = None


class Decisions(Struct, frozen=True, kw_only=True):
    """All that `review.toml` of one story says."""

    joins: tuple[PairDecision, ...] = ()
    parts: tuple[PairDecision, ...] = ()
    claims: tuple[ClaimDecision, ...] = ()
    figures: tuple[FigureDecision, ...] = ()
    quotes: tuple[QuoteDecision, ...] = ()
    terms: tuple[TermDecision, ...] = ()
