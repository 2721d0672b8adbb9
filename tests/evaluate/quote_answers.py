"""Hand-made answers on quotes: which passages are somebody's words, whose, and which of them are one utterance.

Two layouts are read: a file of utterances, whose renderings are offsets into the text of a sentence of the answers, and
a list of texts, each with its sentence and speaker, that says nothing of what is one utterance or a paraphrase.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from msgspec import Struct

from sitegen.model import Span


class Placed(Protocol):
    """A sentence of the answers, as far as it is needed here."""

    @property
    def id(self) -> str:
        """As the answers name it."""

    @property
    def article(self) -> str:
        """Id of its article."""

    @property
    def part(self) -> str:
        """`title` or `body`."""

    @property
    def span(self) -> Span:
        """Where it lies in the title or the text of its article."""

    @property
    def text(self) -> str:
        """Its words."""


class Answer(Struct, frozen=True, kw_only=True):
    """One rendering of an utterance."""

    article: str
    part: str
    span: Span
    """In the title or the text of the article."""
    text: str
    speaker: str
    """Whom the answers name; what stands in brackets is another name for the same."""
    kind: str | None
    """`direct`, `fragment` or `paraphrase`; None where the answers do not tell direct from fragment."""
    utterance: int | None
    """Number of the utterance; None where the answers group nothing."""


def read_utterances(utterances: Iterable[Mapping[str, Any]], units: Iterable[Placed]) -> tuple[Answer, ...]:
    """Answers whose renderings are `{"sentence", "start", "end", "speaker", "kind"}`, grouped by utterance."""
    by_id = {unit.id: unit for unit in units}
    found = []
    for number, utterance in enumerate(utterances):
        for row in utterance["mentions"]:
            unit = by_id[row["sentence"]]
            if not 0 <= row["start"] < row["end"] <= len(unit.text):
                raise ValueError(f"{unit.id} has no passage {row['start']} to {row['end']}")
            found.append(_answer(unit, row["start"], row["end"], row["speaker"], row["kind"], number))
    return tuple(found)


def read_texts(rows: Iterable[Mapping[str, Any]], units: Iterable[Placed]) -> tuple[Answer, ...]:
    """Answers that are `{"s", "text", "speaker"}`; ValueError where a sentence does not hold its text.

    Equal texts of one sentence are found one after the other.
    """
    by_id = {unit.id: unit for unit in units}
    after: dict[tuple[str, str], int] = {}
    found = []
    for row in rows:
        unit, text = by_id.get(row["s"]), row["text"]
        start = unit.text.find(text, after.get((row["s"], text), 0)) if unit else -1
        if unit is None or start < 0:
            raise ValueError(f"{row['s']} does not hold the quote {text!r}")
        after[row["s"], text] = start + len(text)
        found.append(_answer(unit, start, start + len(text), row["speaker"], None, None))
    return tuple(found)


def _answer(unit: Placed, start: int, end: int, speaker: str, kind: str | None, utterance: int | None) -> Answer:
    span = Span(unit.span.start + start, unit.span.start + end)
    text = unit.text[start:end]
    return Answer(
        article=unit.article, part=unit.part, span=span, text=text, speaker=speaker, kind=kind, utterance=utterance
    )
