"""What to tell of a decision whose sentence is gone: its text then, where the editor kept it, and what is there now.

Such a decision is never applied: an editor judged other words than those that are there. Deliberately contains no guess
where nothing was kept, since a key tells nothing of the text that it was made from.
"""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from sitegen.model import ClaimDecision, Decision, MentionDecision, PairDecision, Sentence

_ALIKE = 60
"""From this ratio (rapidfuzz, 0 to 100) on a sentence may be the one that was decided on, changed."""


def keys_of(decision: Decision) -> tuple[str, ...]:
    """The sentence keys that a decision names."""
    if isinstance(decision, PairDecision):
        return decision.sentences
    if isinstance(decision, ClaimDecision):
        return decision.anchor
    return (decision.sentence,) if isinstance(decision, MentionDecision) else ()


def tell_stale(decision: Decision, why: str) -> str:
    """The message on a decision that is not applied, with its place."""
    return f"{decision.path}:{decision.line}: the decision is stale: {why}."


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
