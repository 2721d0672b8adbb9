"""An explanation written out: for a person at a terminal, and as JSON for a program.

What the signals mean is said in `model.signals`, which pages read as well. Deliberately contains no analysis, no
colour and no look at the terminal: the caller knows how wide it is and how it emphasises.
"""

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from sitegen.build.explain import Explained
from sitegen.compare.explain import Explanation, Rival, Verdict
from sitegen.content.files import shown_path
from sitegen.model import AlignSettings, Reason, Sentence
from sitegen.model.signals import signal_words

Emphasis = Callable[[str], str]

_NARROWEST, _WIDEST = 60, 100
"""Below the one the table of signals breaks, above the other lines are hard to read."""

_MACHINE: dict[Verdict, str] = {
    "same": "Shown as aligned: they say the same.",
    "partial": "Shown as aligned: they share a part of what they say.",
    "uncertain": "Uncertain: shown as such, and counted nowhere.",
    "none": "Not aligned: too little speaks for it.",
}
_EDITOR = {
    "join": "Shown as aligned: an editor joined them, whatever the score.",
    "part": "Not aligned: an editor parted them, whatever the score.",
}
_LEVELS: dict[Verdict, str] = {
    "same": "they say the same",
    "partial": "they share a part",
    "uncertain": "uncertain, counted nowhere",
    "none": "not aligned",
}
_DECIDED = {"join": "These two say the same", "part": "These two do not say the same"}
_PREFACE = (
    "What was found, from 0 to 1, times what it counts for. The score tells how alike the words are, not what is true."
)
_MOST = 2
"""Signals that the summary names."""
_MOST_WORDS = 10
"""Words of one sentence alone that are shown."""
_STEP = 0.01
"""The least that is shown as missing; of less it is only said that it is less."""


class _Block(Struct, frozen=True):
    """A paragraph before it is laid out."""

    text: str
    indent: int = 3
    right: str = ""
    """What stands at the right margin of a line of the table."""
    is_heading: bool = False


def explanation_text(explained: Explained, *, width: int = 80, emphasis: Emphasis = str) -> str:
    """The explanation in plain words; `width` is that of the terminal, `emphasis` is put on headings."""
    columns = min(max(width, _NARROWEST), _WIDEST)
    sections = (
        [line for block in blocks for line in _lay_out(block, columns, emphasis)] for blocks in _blocks(explained)
    )
    return "\n\n".join("\n".join(lines) for lines in sections if lines)


def explanation_record(explained: Explained) -> dict[str, object]:
    """The explanation as values for JSON; what the keys mean is what `Explanation` says of its fields."""
    found = explained.explanation
    thresholds = found.thresholds
    ruling = found.ruling
    return {
        "story": found.story,
        "a": _sentence_record(found.a),
        "b": _sentence_record(found.b),
        "verdict": found.verdict,
        "basis": found.basis,
        "words": _verdict(found),
        "score": round(found.score, 4),
        "thresholds": {"uncertain": thresholds.uncertain, "match": thresholds.match, "same": thresholds.same},
        "signals": [
            {
                "signal": reason.signal,
                "meaning": signal_words(reason.signal).meaning,
                "value": reason.value,
                "weight": reason.weight,
                "points": round(reason.value * reason.weight, 4),
                "shared_a": list(reason.shared),
                "shared_b": list(reason.shared_other),
                "third": reason.third,
            }
            for reason in found.reasons
        ],
        "only_a": list(found.only_a),
        "only_b": list(found.only_b),
        "uncounted_a": list(found.uncounted_a),
        "uncounted_b": list(found.uncounted_b),
        "support": None
        if found.support is None
        else {
            **_sentence_record(found.support.sentence),
            "tie_a": round(found.support.tie_a, 4),
            "tie_b": round(found.support.tie_b, 4),
        },
        "rival_of_a": _rival_record(found.rival_of_a),
        "rival_of_b": _rival_record(found.rival_of_b),
        "decision": None
        if ruling is None
        else {
            "kind": ruling.kind,
            "reason": ruling.decision.reason,
            "by": ruling.decision.by,
            "date": ruling.decision.date.isoformat() if ruling.decision.date else None,
            "path": ruling.decision.path,
            "line": ruling.decision.line,
        },
        "claims": [{"id": claim.id, "title": claim.title} for claim in found.claims],
    }


def _sentence_record(sentence: Sentence) -> dict[str, object]:
    return {"id": sentence.id, "key": sentence.key, "article": sentence.article, "text": sentence.text}


def _rival_record(rival: Rival | None) -> dict[str, object] | None:
    if rival is None:
        return None
    return {
        **_sentence_record(rival.sentence),
        "score": round(rival.score, 4),
        "verdict": rival.verdict,
        "basis": rival.basis,
    }


def _verdict(found: Explanation) -> str:
    return _EDITOR[found.ruling.kind] if found.ruling else _MACHINE[found.verdict]


def _level(score: float, thresholds: AlignSettings) -> Verdict:
    if score >= thresholds.same:
        return "same"
    if score >= thresholds.match:
        return "partial"
    return "uncertain" if score >= thresholds.uncertain else "none"


def _shown(score: float, thresholds: AlignSettings) -> str:
    """Two decimals, or as many as it takes for the reader to see on which side of a threshold the score is."""
    level = _level(score, thresholds)
    return next((f"{score:.{n}f}" for n in (2, 3, 4) if _level(round(score, n), thresholds) == level), f"{score:.5f}")


def _quoted(words: Sequence[str], others: Sequence[str] = ()) -> str:
    """The words in quotation marks; where the other sentence writes one in another form, that form behind it."""
    pairs = zip(words, others or words, strict=True)
    return ", ".join(f"“{a}”" if a.lower() == b.lower() else f"“{a}” (in B “{b}”)" for a, b in pairs)


def _blocks(explained: Explained) -> Iterator[list[_Block]]:
    """The sections of the page, in the order in which a reader asks."""
    found, names = explained.explanation, explained.names
    yield [_heading(f"A  {_place(found.a, names)}"), _Block(found.a.text)]
    yield [_heading(f"B  {_place(found.b, names)}"), _Block(found.b.text)]
    yield [_heading("Verdict"), _Block(_verdict(found))]
    yield [*_scale(found), *_summary(found)]
    yield [_heading("What the score is made of"), _Block(_PREFACE)]
    for reason in found.reasons:
        yield _signal(reason, explained)
    yield _total(found)
    yield [_heading("Does another sentence fit better?"), *_rivals(found, names)]
    yield [_heading("What an editor decided"), *_ruling(explained)]
    yield [_heading("Claims that hold both"), *_claims(found)]


def _scale(found: Explanation) -> Iterator[_Block]:
    """The levels of the score, with a mark at the pair's own."""
    limits = found.thresholds
    shown = _shown(min(found.score, 1.0), limits)
    here = found.verdict if found.basis == "machine" else _level(found.score, limits)
    ranges: dict[Verdict, str] = {
        "same": f"{limits.same:g} and more",
        "partial": f"{limits.match:g} to {limits.same:g}",
        "uncertain": f"{limits.uncertain:g} to {limits.match:g}",
        "none": f"below {limits.uncertain:g}",
    }
    column, longest = (max(map(len, words)) for words in (ranges.values(), _LEVELS.values()))
    yield _heading(f"Score {shown}" + (" (the machine’s)" if found.ruling else ""))
    for level, words in _LEVELS.items():
        mark = f"  <- {shown}" if level == here else ""
        yield _Block(f"{ranges[level]:<{column}}  {words:<{longest}}{mark}".rstrip())


def _summary(found: Explanation) -> Iterator[_Block]:
    """Where most of the score comes from, and how much there is too little for a match."""
    speaking = [reason for reason in found.reasons if _rounded(_points(reason)) > 0]
    most = sorted(speaking, key=lambda reason: -_points(reason))[:_MOST]
    if most:
        named = ", ".join(f"{_low(signal_words(one.signal).title)} ({_signed(_points(one))})" for one in most)
        yield _Block(f"What adds most: {named}.")
    missing = found.thresholds.match - found.score
    if missing > 0:
        lacking = f"{missing:.2f}" if missing >= _STEP else f"less than {_STEP:g}"
        yield _Block(f"A match takes {found.thresholds.match:g}: {lacking} is missing.")


def _signal(reason: Reason, explained: Explained) -> list[_Block]:
    """What one signal looked at, what it found and what that adds."""
    found, words = explained.explanation, signal_words(reason.signal)
    if not _rounded(reason.value):
        if not words.nothing:
            return []
        return [_Block(words.title, indent=0, right=f"{'0':>6}"), _Block(words.nothing), *_lone_words(reason, found)]
    product = f"{reason.value:.2f} x {reason.weight:g}"
    blocks = [
        _Block(words.title, indent=0, right=f"{product}  {_signed(_points(reason)):>6}"),
        _Block(words.meaning),
    ]
    if reason.shared:
        blocks.append(_Block(_said(words.evidence, _quoted(reason.shared, reason.shared_other)) + "."))
    if reason.third and found.support:
        third = found.support
        blocks.append(
            _Block(
                _said(words.evidence, explained.names[third.sentence.article])
                + f": {third.sentence.id}, {third.tie_a:.2f} with A and {third.tie_b:.2f} with B; the weaker counts."
            )
        )
        blocks.append(_Block(third.sentence.text, indent=6))
    return [*blocks, *_lone_words(reason, found)]


def _lone_words(reason: Reason, found: Explanation) -> Iterator[_Block]:
    """Beside the words that both have, those that one of the two has alone."""
    if reason.signal != "words":
        return
    for side, alone in (("A", found.only_a), ("B", found.only_b)):
        if alone:
            more = f" and {len(alone) - _MOST_WORDS} more" if len(alone) > _MOST_WORDS else ""
            yield _Block(f"Only in {side}: {_quoted(alone[:_MOST_WORDS])}{more}.")
    uncounted = [
        f"“{passage}” ({side})"
        for side, passages in (("A", found.uncounted_a), ("B", found.uncounted_b))
        for passage in passages
    ]
    if uncounted:
        yield _Block(f"Not counted, because it only says who speaks, or from where: {', '.join(uncounted)}.")


def _total(found: Explanation) -> list[_Block]:
    shown = _signed(found.score)
    as_shown = _signed(sum(_rounded(_points(reason)) for reason in found.reasons))
    notes = [
        note
        for note, is_due in (
            ("The parts above are rounded.", shown != as_shown),
            ("The site shows no more than 1.", found.score > 1),
        )
        if is_due
    ]
    said = [_Block(note) for note in notes]
    return [_Block("Score", indent=0, right=f"{shown:>6}"), *said]


def _rivals(found: Explanation, names: Mapping[str, str]) -> Iterator[_Block]:
    for side, other, rival, article in (
        ("A", "B", found.rival_of_a, found.b.article),
        ("B", "A", found.rival_of_b, found.a.article),
    ):
        if rival is None:
            yield _Block(f"For {side}: {names[article]} has no other sentence.")
            continue
        by_editor = " (an editor’s decision)" if rival.basis == "editor" else ""
        fit = f"It fits {side} better than {other} does" if rival.score > found.score else f"{other} fits {side} better"
        yield _Block(
            f"For {side}, the best other sentence of {names[article]} is {rival.sentence.id}:"
            f" {_shown(min(rival.score, 1.0), found.thresholds)}, {_LEVELS[rival.verdict]}{by_editor}. {fit}."
        )
        yield _Block(rival.sentence.text, indent=6)


def _ruling(explained: Explained) -> Iterator[_Block]:
    ruling = explained.explanation.ruling
    if ruling is None:
        yield _Block("Nothing on this pair.")
        return
    made = ruling.decision
    signed = ", ".join(part for part in (made.by, made.date.isoformat() if made.date else None) if part)
    yield _Block(f"{_DECIDED[ruling.kind]}: {made.reason or 'no reason given'}" + (f" ({signed})" if signed else ""))
    yield _Block(f"{shown_path(explained.folder / made.path)}:{made.line}")


def _claims(found: Explanation) -> Iterator[_Block]:
    for claim in found.claims:
        title = claim.title if claim.title_basis == "editor" else f"“{claim.title}”"
        yield _Block(f"{claim.id}: {title}")
    if not found.claims:
        yield _Block("None.")
    elif found.verdict in {"uncertain", "none"}:
        yield _Block("Both are there because each goes well with the claim’s other sentences.")


def _said(evidence: str, found: str) -> str:
    return evidence.replace("{}", found)


def _heading(text: str) -> _Block:
    return _Block(text, indent=0, is_heading=True)


def _place(sentence: Sentence, names: Mapping[str, str]) -> str:
    part = ", headline" if sentence.part == "title" else ""
    return f"{names[sentence.article]}, {sentence.id} ({sentence.key}){part}"


def _points(reason: Reason) -> float:
    return reason.value * reason.weight


def _rounded(number: float) -> float:
    """To two decimals, as it is shown; never minus nothing."""
    return round(number, 2) + 0.0


def _signed(number: float) -> str:
    """With its sign, which nothing has not."""
    return f"{_rounded(number):+.2f}" if _rounded(number) else "0.00"


def _low(title: str) -> str:
    return title[:1].lower() + title[1:]


def _lay_out(block: _Block, width: int, emphasis: Emphasis) -> list[str]:
    """Lines of the width; no word is cut, so that what is quoted stays as it is written."""
    if block.right:
        return [f"{block.text:<{width - len(block.right)}}{block.right}"]
    margin = " " * block.indent
    lines = textwrap.wrap(
        block.text,
        width,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [emphasis(line) for line in lines] if block.is_heading else lines
