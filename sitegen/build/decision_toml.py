"""A decision as the lines of `review.toml` that say it, and a file with some more of them.

Deliberately contains no opinion on decisions; what is written is read back by `content.decisions`.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from sitegen.compare.doubts import DecisionTable
from sitegen.content.decisions import read_decisions
from sitegen.content.files import shown_path
from sitegen.content.nodes import Notes
from sitegen.model import (
    ClaimDecision,
    Decision,
    FigureDecision,
    PairDecision,
    QuoteDecision,
    TermDecision,
)
from sitegen.problems import ContentError, Problem, SitegenError

_CONTROL = {ord("\u007f"): "\\u007f"}


def decision_toml(table: DecisionTable, decision: Decision) -> str:
    """The lines of one decision, the table's head first, without a line end behind the last."""
    return "\n".join((f"[[{table}]]", *(f"{name} = {value}" for name, value in _pairs(decision))))


def append_decisions(path: Path, tables: Sequence[str], article_ids: Sequence[str]) -> None:
    """Put `tables` at the end of the `review.toml` at `path`, made where there is none, with the line ends it has.

    `article_ids` are those of the story. Raises ContentError where the file could not be read with them, and
    SitegenError where it cannot be read or written; then it is as it was.
    """
    try:
        before = path.read_bytes().decode() if path.exists() else ""
        line_end = "\r\n" if "\r\n" in before else "\n"
        gap = "" if not before or before.endswith("\n") else line_end
        gap += line_end if before.strip() else ""
        added = "\n\n".join(tables) + "\n"
        after = before + gap + added.replace("\n", line_end)
        _check(after, path, article_ids)
        aside = path.with_name(f".{path.name}.new")
        aside.write_bytes(after.encode())
        aside.replace(path)
    except (OSError, UnicodeDecodeError) as error:
        raise SitegenError(f"{shown_path(path)}: the decisions cannot be written there: {error}.") from error


def _check(content: str, path: Path, article_ids: Sequence[str]) -> None:
    """Raise ContentError for what would be wrong with a file of this content, which was right before."""
    notes = Notes(shown_path(path))
    plain = content.removeprefix("\ufeff").replace("\r\n", "\n")
    read_decisions(plain, notes, path=path.name, article_ids=article_ids)
    wrong = [problem for problem in notes.problems if problem.severity == "error"]
    if wrong:
        raise ContentError(
            tuple(
                Problem(path=one.path, message=f"the decision cannot be added: {one.message}", hint=one.hint)
                for one in wrong
            )
        )


def _pairs(decision: Decision) -> Iterator[tuple[str, str]]:
    """Key and value of what a decision says, in the order in which one reads it."""
    if isinstance(decision, PairDecision):
        yield "sentences", _list(decision.sentences)
    elif isinstance(decision, ClaimDecision):
        yield "anchor", _list(decision.anchor)
        yield from _given(title=decision.title, id=decision.id, status=decision.status)
    elif isinstance(decision, FigureDecision):
        verdict = decision.verdict if decision.counted is None and decision.value is None else None
        yield from _given(sentence=decision.sentence, text=decision.text, verdict=verdict, counted=decision.counted)
        if decision.value is not None:
            yield "value", f"{decision.value:.15g}"
    elif isinstance(decision, QuoteDecision):
        yield from _given(sentence=decision.sentence, text=decision.text or None, speaker=decision.speaker)
    elif isinstance(decision, TermDecision):
        yield from _given(
            sentence=decision.sentence,
            text=decision.text,
            verdict=decision.verdict,
            kind=decision.kind,
            voice=decision.voice,
            speaker=decision.speaker,
        )
    if decision.texts:
        yield "texts", _list(decision.texts)
    yield from _given(reason=decision.reason, by=decision.by)
    if decision.date is not None:
        yield "date", decision.date.isoformat()


def _given(**values: str | None) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if value is not None:
            yield name, _string(value)


def _list(values: Sequence[str]) -> str:
    return "[" + ", ".join(map(_string, values)) + "]"


def _string(text: str) -> str:
    """A basic string (TOML 1.0): the escapes of JSON, and that of DEL, which JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).translate(_CONTROL)
