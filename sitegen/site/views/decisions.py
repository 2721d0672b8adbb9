"""What an editor decided on sentences and claims, with the reason, as pages show it.

Deliberately contains no judgement on a decision: what could not be applied was found out before and is left out.
"""

from collections.abc import Iterable

from msgspec import Struct

from sitegen.model import Decision
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import Day, Desk, Tag, shown_day
from sitegen.site.views.passages import Passage


class DecisionNote(Struct, frozen=True, kw_only=True):
    """Why an editor decided so, who it was and when; each empty where nobody wrote it down."""

    reason: str
    by: str
    day: Day | None


class PartedFrom(Struct, frozen=True, kw_only=True):
    """A sentence of the claim that another was parted from."""

    like: Tag
    note: DecisionNote


class Parting(Struct, frozen=True, kw_only=True):
    """A sentence that an editor parted from one or more of the claim that is shown."""

    tag: Tag
    passage: Passage
    url: str
    parted: tuple[PartedFrom, ...]


def decision_note(decision: Decision) -> DecisionNote:
    """A decision's reason and signature."""
    return DecisionNote(reason=decision.reason or "", by=decision.by or "", day=shown_day(decision.date))


def join_of(desk: Desk, a: str, b: str) -> DecisionNote | None:
    """The decision that joined two sentences, by their ids; None where no editor did."""
    keys = {desk.sentence(a).key, desk.sentence(b).key}
    found = (decision for decision in desk.comparison.story.decisions.joins if set(decision.sentences) == keys)
    return next(map(decision_note, found), None)


def partings(desk: Desk, sentences: Iterable[str]) -> tuple[Parting, ...]:
    """What an editor parted from these sentences, in the order of the decisions; a sentence stands once."""
    ids, own = {sentence.key: sentence.id for sentence in desk.comparison.sentences}, set(sentences)
    found: dict[str, list[PartedFrom]] = {}
    for decision in desk.comparison.story.decisions.parts:
        first, second = (ids.get(key) for key in decision.sentences)
        if first is None or second is None or not {first, second} & own:
            continue
        inside, outside = (first, second) if first in own else (second, first)
        parted = PartedFrom(like=desk.tags[desk.article_of(inside)], note=decision_note(decision))
        found.setdefault(outside, []).append(parted)
    return tuple(
        Parting(
            tag=desk.tags[desk.article_of(outside)],
            passage=desk.passage(outside),
            url=urls.sentence(desk.story_id, outside),
            parted=tuple(parted),
        )
        for outside, parted in found.items()
    )


def decision_counts(desk: Desk) -> str:
    """`3 pairs of sentences joined and 1 claim named`: how many decisions of each kind were applied; empty for none."""
    decisions, stale = desk.comparison.story.decisions, desk.comparison.stale
    kinds: tuple[tuple[tuple[Decision, ...], str, str], ...] = (
        (decisions.joins, "pair of sentences joined", "pairs of sentences joined"),
        (decisions.parts, "pair parted", "pairs parted"),
        (decisions.claims, "claim named", "claims named"),
        (decisions.figures, "number decided on", "numbers decided on"),
        (decisions.quotes, "speaker named", "speakers named"),
        (decisions.terms, "wording decided on", "wordings decided on"),
    )
    counts = [
        (sum(not any(message.startswith(f"{one.path}:{one.line}:") for message in stale) for one in made), noun, nouns)
        for made, noun, nouns in kinds
    ]
    return phrases.listed([phrases.digits(n, noun, nouns) for n, noun, nouns in counts if n])
