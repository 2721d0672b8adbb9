"""What an editor decided on single passages, applied to what the machine found: figures, speakers, wordings.

A decision names a sentence by its key and a passage of it; meant is the finding that holds the passage or lies in it,
the shortest of several. One whose sentence or passage is gone is stale: it is told and not applied. Deliberately
contains no decision on pairs of sentences and on claims, which the alignment needs before anything is found.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from msgspec.structs import replace

from sitegen.align.stale import tell_gone, tell_no_passage, tell_stale
from sitegen.model import (
    FigureDecision,
    FigureMention,
    MentionDecision,
    QuoteDecision,
    QuoteMention,
    Sentence,
    TermDecision,
    Usage,
)


class _Finding(Protocol):
    """What a decision can be on."""

    @property
    def sentence(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


F = TypeVar("F", bound=_Finding)
D = TypeVar("D", bound=MentionDecision)

Decided = tuple[tuple[F, ...], tuple[str, ...]]
"""The findings as decided, in their order, and messages on stale decisions."""


def decide_figures(
    mentions: Sequence[FigureMention], decisions: Sequence[FigureDecision], sentences: Sequence[Sentence]
) -> Decided[FigureMention]:
    """The numbers with those taken out that an editor rejected, and those corrected that an editor gave otherwise."""

    def change(decision: FigureDecision, mention: FigureMention) -> FigureMention:
        counted = mention.counted if decision.counted is None else decision.counted
        if decision.value is None:
            return replace(mention, counted=counted, basis="editor")
        value = decision.value
        return replace(
            mention,
            counted=counted,
            value=value,
            low=value,
            high=value,
            low_open=False,
            high_open=False,
            bound=None,
            basis="editor",
        )

    def make(decision: FigureDecision, sentence: Sentence, start: int) -> FigureMention | None:
        if decision.value is None or decision.counted is None:
            return None
        return FigureMention(
            sentence=sentence.id,
            start=start,
            end=start + len(decision.text),
            text=decision.text,
            value=decision.value,
            low=decision.value,
            high=decision.value,
            counted=decision.counted,
            basis="editor",
        )

    rejected = [decision for decision in decisions if decision.verdict == "reject"]
    found, stale = _apply(mentions, decisions, sentences, change, make, "no number of the sentence has the words {}")
    return _without(found, rejected, sentences), stale


def decide_quotes(
    mentions: Sequence[QuoteMention], decisions: Sequence[QuoteDecision], sentences: Sequence[Sentence]
) -> Decided[QuoteMention]:
    """The renderings with the speakers that an editor named; without a passage, in the whole sentence."""

    def change(decision: QuoteDecision, mention: QuoteMention) -> QuoteMention:
        return replace(mention, speaker=decision.speaker, basis="editor")

    by_key = {sentence.key: sentence for sentence in sentences}
    whole = {
        by_key[decision.sentence].id: decision
        for decision in decisions
        if not decision.text and decision.sentence in by_key
    }
    named = tuple(
        change(whole[mention.sentence], mention) if mention.sentence in whole else mention for mention in mentions
    )
    nothing = tuple(
        tell_stale(decision, "nothing in the sentence is quoted")
        for decision in decisions
        if not decision.text
        and decision.sentence in by_key
        and not any(mention.sentence == by_key[decision.sentence].id for mention in mentions)
    )
    rest = [decision for decision in decisions if decision.text or decision.sentence not in by_key]
    found, stale = _apply(named, rest, sentences, change, _make_none, "no quoted words of the sentence are {}")
    return found, (*nothing, *stale)


def decide_terms(
    usages: Sequence[Usage], decisions: Sequence[TermDecision], sentences: Sequence[Sentence]
) -> Decided[Usage]:
    """The wordings without those that an editor rejected; what an editor accepted counts as reviewed."""

    def change(decision: TermDecision, usage: Usage) -> Usage:
        voice = decision.voice or usage.voice
        speaker = decision.speaker or (None if voice == "outlet" else usage.speaker)
        return replace(
            usage,
            kind=decision.kind or usage.kind,
            voice=voice,
            speaker=speaker,
            status="reviewed",
            basis="editor",
            why=" ".join(part for part in (usage.why, decision.reason or "") if part),
        )

    def make(decision: TermDecision, sentence: Sentence, start: int) -> Usage | None:
        if decision.kind is None:
            return None
        return Usage(
            sentence=sentence.id,
            start=start,
            end=start + len(decision.text),
            text=decision.text,
            kind=decision.kind,
            voice=decision.voice or "outlet",
            speaker=decision.speaker,
            why=decision.reason or "Chosen by an editor.",
            status="reviewed",
            basis="editor",
            others=(),
            not_mentioned=(),
        )

    rejected = [decision for decision in decisions if decision.verdict == "reject"]
    found, stale = _apply(usages, decisions, sentences, change, make, "no wording of the sentence has the words {}")
    return _without(found, rejected, sentences), stale


def _apply(
    findings: Sequence[F],
    decisions: Sequence[D],
    sentences: Sequence[Sentence],
    change: Callable[[D, F], F],
    make: Callable[[D, Sentence, int], F | None],
    missing: str,
) -> Decided[F]:
    """Each finding as its decision has it, and what a decision makes where the machine found nothing."""
    by_key = {sentence.key: sentence for sentence in sentences}
    order = {sentence.id: n for n, sentence in enumerate(sentences)}
    decided = list(findings)
    stale: list[str] = []
    for decision in decisions:
        sentence = by_key.get(decision.sentence)
        if sentence is None:
            stale.append(tell_gone(decision, (decision.sentence,), sentences))
            continue
        places = list(_meant(decided, decision, sentence))
        start = sentence.text.find(decision.text)
        made = make(decision, sentence, start) if not places and start >= 0 else None
        if made is not None:
            decided.append(made)
        elif start < 0:
            stale.append(tell_no_passage(decision))
        elif not places:
            stale.append(tell_stale(decision, missing.format(f"“{decision.text}”")))
        for place in places:
            decided[place] = change(decision, decided[place])
    decided.sort(key=lambda one: (order[one.sentence], one.start, one.end))
    return tuple(decided), tuple(stale)


def _meant(findings: Sequence[F], decision: MentionDecision, sentence: Sentence) -> Iterator[int]:
    """Indices of the findings that a decision is on: at each place of its passage the shortest that holds it."""
    here = [n for n, one in enumerate(findings) if one.sentence == sentence.id]
    start = sentence.text.find(decision.text)
    seen: set[int] = set()
    while start >= 0:
        end = start + len(decision.text)
        holding = [n for n in here if findings[n].start <= start and end <= findings[n].end]
        inside = [n for n in here if start <= findings[n].start and findings[n].end <= end]
        best = min(holding, key=lambda n: findings[n].end - findings[n].start, default=None)
        for n in [best] if best is not None else inside:
            if n not in seen:
                seen.add(n)
                yield n
        start = sentence.text.find(decision.text, start + 1)


def _without(
    findings: Sequence[F], rejected: Sequence[MentionDecision], sentences: Sequence[Sentence]
) -> tuple[F, ...]:
    by_key: Mapping[str, Sentence] = {sentence.key: sentence for sentence in sentences}
    gone = {
        n
        for decision in rejected
        if (sentence := by_key.get(decision.sentence)) is not None
        for n in _meant(findings, decision, sentence)
    }
    return tuple(one for n, one in enumerate(findings) if n not in gone)


def _make_none(_decision: QuoteDecision, _sentence: Sentence, _start: int) -> None:
    """Quoted words are found by their marks; an editor cannot add any."""
