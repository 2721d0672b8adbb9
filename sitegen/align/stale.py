"""What to tell of a decision whose sentence is gone: its text then, where the editor kept it, and what is there now.

Such a decision is never applied: an editor judged other words than those that are there. Deliberately contains no guess
where nothing was kept, since a key tells nothing of the text that it was made from.
"""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from sitegen.model import ClaimDecision, Decision, Decisions, MentionDecision, PairDecision, Sentence

_ALIKE = 60
"""From this ratio (rapidfuzz, 0 to 100) on a sentence may be the one that was decided on, changed."""


def keys_of(decision: Decision) -> tuple[str, ...]:
    """The sentence keys that a decision names."""
    if isinstance(decision, PairDecision):
        return decision.sentences
    if isinstance(decision, ClaimDecision):
        return decision.anchor
    return (decision.sentence,) if isinstance(decision, MentionDecision) else ()


def find_stale(decisions: Decisions, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The messages on decisions whose sentence or passage is gone, as far as the sentences alone tell.

    `sentences` may be those of some articles of the story: a decision on a sentence of another is passed over. What
    only a comparison finds, such as an anchor whose sentences are no longer in one claim, is not told here.
    """
    here = {sentence.key: sentence for sentence in sentences}
    articles = {sentence.article for sentence in sentences}
    told: list[str] = []
    for decision in (
        *(*decisions.joins, *decisions.parts, *decisions.claims),
        *(*decisions.figures, *decisions.quotes, *decisions.terms),
    ):
        gone = [key for key in keys_of(decision) if key.partition(":")[0] in articles and key not in here]
        if gone:
            told.append(tell_gone(decision, gone, sentences))
            continue
        if isinstance(decision, MentionDecision) and _is_cut(decision, here):
            told.append(tell_no_passage(decision))
    return tuple(told)


def _is_cut(decision: MentionDecision, sentences: Mapping[str, Sentence]) -> bool:
    """Whether the sentence is there, by key, and the passage is not in it."""
    sentence = sentences.get(decision.sentence)
    return sentence is not None and decision.text not in sentence.text


def tell_stale(decision: Decision, why: str) -> str:
    """The message on a decision that is not applied, with its place."""
    return f"{decision.path}:{decision.line}: the decision is stale: {why}."


def tell_no_passage(decision: MentionDecision) -> str:
    """The message on a decision whose sentence is there and no longer holds the passage."""
    return tell_stale(decision, f"its sentence has no “{decision.text}”")


def tell_gone(decision: Decision, gone: Sequence[str], sentences: Sequence[Sentence]) -> str:
    """The message on a decision of which no sentence of `sentences` has the keys `gone`."""
    then = dict(zip(keys_of(decision), decision.texts, strict=False))
    told = [tell_stale(decision, f"no sentence has the key {' and '.join(gone)}")]
    for key in gone:
        text = then.get(key)
        if text is None:
            continue
        article = key.partition(":")[0]
        here = {sentence.key: sentence.text for sentence in sentences if sentence.article == article}
        nearest = process.extractOne(text, here, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        now = f"now there is “{nearest[0]}” ({nearest[2]})" if nearest else "nothing like it is there now"
        told.append(f"It was “{text}”; {now}.")
    return " ".join(told)
