"""The tables of `review.toml` that decide on one passage: `[[figure]]`, `[[quote]]` and `[[term]]`.

Whether the passage is still there is not known here. Deliberately contains no table on pairs of sentences.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, get_args

from sitegen.content.decision_keys import COMMON, TEXTS, common, sentence_key
from sitegen.content.keys import Key, Values
from sitegen.content.nodes import Notes, Place
from sitegen.content.parsers import choice, line, number, tables
from sitegen.model import FigureDecision, MentionDecision, QuoteDecision, TermDecision
from sitegen.model.decisions import Verdict
from sitegen.model.kinds import UsageKind, Voice

M = TypeVar("M", bound=MentionDecision)

SENTENCE = Key(
    name="sentence",
    about="The key of a sentence, as public/data/<story>.json has it.",
    parse=sentence_key,
    required=True,
    example='sentence = "one:123abc"',
    mistaken_for=("sentences", "anchor", "key"),
)
TEXT = Key(
    name="text",
    about="The passage, word for word.",
    parse=line,
    required=True,
    example='text = "the words"',
    mistaken_for=("words", "passage", "term"),
)
WORDS = Key(
    name="text",
    about="The quoted words; without them all of the sentence are meant.",
    parse=line,
    mistaken_for=("words", "passage"),
)
"""The same where the decision may be on all quoted words of the sentence."""
VERDICT: Key[Verdict] = Key(
    name="verdict",
    about="accept: the finding is right; reject: it is none.",
    parse=choice(get_args(Verdict)),
    mistaken_for=("decision", "status"),
)
COUNTED = Key(name="counted", about="What the number counts.", parse=line, mistaken_for=("noun", "what", "label"))
VALUE = Key(name="value", about="What the number is.", parse=number, mistaken_for=("number", "amount"))
SPEAKER = Key(name="speaker", about="Who says it.", parse=line, mistaken_for=("who", "said_by", "by_whom"))
NAMED_SPEAKER = Key(
    name="speaker",
    about="Who says it.",
    parse=line,
    required=True,
    example='speaker = "Full Name"',
    mistaken_for=("who", "said_by", "by_whom"),
)
KIND: Key[UsageKind] = Key(
    name="kind", about="The kind of wording.", parse=choice(get_args(UsageKind)), mistaken_for=("type", "category")
)
VOICE: Key[Voice] = Key(name="voice", about="Whose voice the wording is in.", parse=choice(get_args(Voice)))

FIGURE = Key(
    name="figure",
    about="A number: right, wrong, or what it counts.",
    parse=tables((SENTENCE, TEXT, VERDICT, COUNTED, VALUE, *COMMON), "[[figure]]"),
)
QUOTE = Key(
    name="quote", about="Who speaks quoted words.", parse=tables((SENTENCE, WORDS, NAMED_SPEAKER, *COMMON), "[[quote]]")
)
TERM = Key(
    name="term",
    about="A wording: whether it is one, and whose.",
    parse=tables((SENTENCE, TEXT, VERDICT, KIND, VOICE, SPEAKER, *COMMON), "[[term]]"),
    mistaken_for=("usage", "wording", "word"),
)


def read_figures(found: tuple[Values, ...], path: str, notes: Notes) -> tuple[FigureDecision, ...]:
    """The decisions on numbers; one that says nothing, or both takes a number out and corrects it, is noted."""

    def make(values: Values, sentence: str, text: str) -> FigureDecision | None:
        counted, value, verdict = values.get(COUNTED), values.get(VALUE), values.get(VERDICT)
        if not _says_something(values, (VERDICT, COUNTED, VALUE), verdict, notes):
            return None
        return FigureDecision(
            sentence=sentence,
            text=text,
            verdict=verdict or "accept",
            counted=counted,
            value=value,
            **common(values, path),
        )

    return _read(found, make, notes)


def read_quotes(found: tuple[Values, ...], path: str, notes: Notes) -> tuple[QuoteDecision, ...]:
    """The decisions on who speaks; without `text` they are on all quoted words of the sentence."""

    def make(values: Values, sentence: str, text: str) -> QuoteDecision | None:
        speaker = values.get(NAMED_SPEAKER)
        if speaker is None:
            return None
        return QuoteDecision(sentence=sentence, text=text, speaker=speaker, **common(values, path))

    return _read(found, make, notes)


def read_terms(found: tuple[Values, ...], path: str, notes: Notes) -> tuple[TermDecision, ...]:
    """The decisions on wordings."""

    def make(values: Values, sentence: str, text: str) -> TermDecision | None:
        verdict = values.get(VERDICT)
        if not _says_something(values, (VERDICT, KIND, VOICE, SPEAKER), verdict, notes):
            return None
        return TermDecision(
            sentence=sentence,
            text=text,
            verdict=verdict or "accept",
            kind=values.get(KIND),
            voice=values.get(VOICE),
            speaker=values.get(SPEAKER),
            **common(values, path),
        )

    return _read(found, make, notes)


def _read(found: tuple[Values, ...], make: Callable[[Values, str, str], M | None], notes: Notes) -> tuple[M, ...]:
    """The decisions that could be read; two on one passage are noted, with both places."""
    decisions: list[M] = []
    for values in found:
        sentence = values.get(SENTENCE)
        text = values.get(TEXT) or values.get(WORDS) or ""
        texts = values.get(TEXTS) or ()
        if len(texts) > 1:
            notes.error("`texts` holds more than the one sentence that is decided on", values.place_of(TEXTS))
        decision = make(values, sentence, text) if sentence else None
        if decision is None or (values.has(TEXT) and not text):
            continue
        twin = next((one for one in decisions if (one.sentence, one.text) == (sentence, text)), None)
        if twin is None:
            decisions.append(decision)
        elif _plain(twin) == _plain(decision):
            notes.warning("this was decided already", Place(decision.line, 1), f"See line {twin.line}.")
        else:
            notes.error(
                "this decides otherwise on what was decided already",
                Place(decision.line, 1),
                f"See line {twin.line}; take one out.",
            )
    return tuple(decisions)


def _says_something(values: Values, keys: Sequence[Key[Any]], verdict: Verdict | None, notes: Notes) -> bool:
    """Whether a decision decides, and does not both take something out and correct it."""
    given = [key for key in keys if values.has(key)]
    if not given:
        names = ", ".join(f"`{key.name}`" for key in keys)
        notes.error("the decision decides nothing", values.place, f"Add one of {names}.")
        return False
    if verdict == "reject" and given != [VERDICT]:
        other = next(key for key in given if key is not VERDICT)
        notes.error(
            f"the decision both rejects and gives `{other.name}`", values.place_of(other), "Take one of the two out."
        )
        return False
    return True


def _plain(decision: MentionDecision) -> tuple[object, ...]:
    """What a decision says, without where, why and by whom."""
    if isinstance(decision, FigureDecision):
        return decision.verdict, decision.counted, decision.value
    if isinstance(decision, TermDecision):
        return decision.verdict, decision.kind, decision.voice, decision.speaker
    return (decision.speaker,) if isinstance(decision, QuoteDecision) else ()
