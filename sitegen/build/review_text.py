"""A review written out: for a person at a terminal, as JSON for a program, and as the files an editor begins with.

What a stub suggests is commented out in it, so that a stub that is saved and never read claims nothing. Deliberately
contains no analysis, no colour and no look at the terminal.
"""

import re
import textwrap
from collections.abc import Collection, Iterator, Mapping, Sequence

import yaml
from msgspec import Struct

from sitegen.build.decision_toml import decision_toml
from sitegen.build.review import Review, offers_of
from sitegen.compare.doubts import Doubt, DoubtKind
from sitegen.compare.rivals import Rival, RivalReason
from sitegen.compare.suggestions import SuggestedWording, Suggestion, pattern_of
from sitegen.model import Usage
from sitegen.text.words import lower

_ID_WORDS = 4
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_VERBS_ID = "reporting-verbs"
_EXCERPT = 90
"""Characters of a sentence that are shown around a wording."""

_MOST_REASONS = 2
"""Of a rival; the rest is in the JSON."""

_KINDS: Mapping[DoubtKind, str] = {
    "conflict": "Cannot both be true",
    "uncertain": "May say the same",
    "lead": "An article’s first sentence, alone",
    "figure": "One quantity, by its words alone",
    "quote": "Quoted, and nobody named",
    "term": "Wording, not reviewed",
    "stale": "A decision that finds nothing",
}
_SETTLE = """\
Each of these can be settled by lines in the story’s review.toml: paste those of the case that holds, or let
`--write 1a` put them there. Add a reason; readers see it."""
_NO_DOUBT = "There is nothing to settle."

_INTRODUCTION = """\
Each of these may be worth an entry of the glossary, or not. A file is a beginning: write the referent in the plainest
words, uncomment what names the same thing, say what each wording brings to view, and set the status to reviewed.
About four in ten of the first suggestions name something else."""
_NOTHING = "No wording was picked out that the glossary does not cover. That is not to say that there is none."


class Stub(Struct, frozen=True, kw_only=True):
    """A content file for a suggested concept."""

    path: str
    """Relative to the site's folder."""
    text: str


def review_text(review: Review, *, only: Collection[str] = (), width: int = 80) -> str:
    """The review in plain words for a terminal of `width` columns; `only` doubts of these kinds, if any are given."""
    doubts = [
        _doubt_text(number, doubt, review, width)
        for number, doubt in enumerate(review.doubts, 1)
        if not only or doubt.kind in only
    ]
    parts = [textwrap.fill(" ".join(_SETTLE.split()), width), *doubts] if doubts else [_NO_DOUBT]
    if not only or "term" in only:
        parts += _suggestion_texts(review, width)
    return "\n\n".join(parts)


def _doubt_text(number: int, doubt: Doubt, review: Review, width: int) -> str:
    """One doubt: what it is, its sentences, and the lines that would settle it."""
    lines = [f"{number}. {_KINDS[doubt.kind]}", textwrap.indent(textwrap.fill(doubt.why, width - 3), "   ")]
    for sentence_id in doubt.sentences:
        sentence = review.sentences[sentence_id]
        lines.append(f"   {review.names[sentence.article]}, {sentence.id} ({sentence.key})")
        lines.append(textwrap.indent(textwrap.fill(sentence.text, width - 6), "      "))
    offers = list(offers_of(number, doubt))
    for n, (name, offer) in enumerate(offers):
        blank = f"; `{offer.blank}` is yours to fill in" if offer.blank else ""
        lines.append(f"   If {offer.words} ({name}{blank}):")
        if n and offer.decision == offers[0][1].decision:
            lines.append(f"      the same under [[{offer.table}]]")
        else:
            lines.append(textwrap.indent(decision_toml(offer.table, offer.decision), "      "))
    return "\n".join(lines)


def _suggestion_texts(review: Review, width: int) -> list[str]:
    """The concepts that the glossary may lack, with a file for each."""
    if not review.suggestions:
        return [_NOTHING]
    parts = [textwrap.fill(" ".join(_INTRODUCTION.split()), width)]
    stubs = make_stubs(review)
    for n, (suggestion, stub) in enumerate(zip(review.suggestions, stubs, strict=True), 1):
        words = ", ".join(dict.fromkeys(f"“{one.usages[0].text}”" for one in suggestion.wordings))
        reasons = [
            textwrap.fill(line, width, initial_indent="   ", subsequent_indent="     ")
            for line in _reasons(suggestion, review)
        ]
        head = textwrap.fill(f"Entry {n}. {words}", width, subsequent_indent="   ")
        parts.append("\n".join((head, *reasons, f"\n   {stub.path}\n", stub.text.rstrip())))
    return parts


def review_record(review: Review, *, only: Collection[str] = ()) -> dict[str, object]:
    """The review as values for JSON: doubts with decisions offered, wordings with rivals and a stub each."""
    return {
        "story": review.story,
        "doubts": [
            {
                "number": number,
                "kind": doubt.kind,
                "why": doubt.why,
                "sentences": [
                    {"id": one, "key": review.sentences[one].key, "text": review.sentences[one].text}
                    for one in doubt.sentences
                ],
                "offers": [
                    {
                        "name": name,
                        "if": offer.words,
                        "blank": offer.blank or None,
                        "toml": decision_toml(offer.table, offer.decision),
                    }
                    for name, offer in offers_of(number, doubt)
                ],
            }
            for number, doubt in enumerate(review.doubts, 1)
            if not only or doubt.kind in only
        ],
        "suggestions": [
            {
                "kind": suggestion.kind,
                "wordings": [_wording_record(wording, review) for wording in suggestion.wordings],
                "rivals": [
                    {"article": rivals.article, "rivals": [_rival_record(rival) for rival in rivals.rivals]}
                    for rivals in suggestion.rivals
                ],
                "path": stub.path,
                "stub": stub.text,
            }
            for suggestion, stub in zip(review.suggestions, make_stubs(review), strict=True)
        ],
    }


def make_stubs(review: Review) -> tuple[Stub, ...]:
    """A content file for each suggestion, each with an id that is free."""
    taken = set(review.concepts)
    stubs = []
    for suggestion in review.suggestions:
        wanted = _VERBS_ID if suggestion.kind == "attribution" else _slug(suggestion.wordings[0].usages[0].text)
        free = wanted
        n = 2
        while free in taken:
            free, n = f"{wanted}-{n}", n + 1
        taken.add(free)
        stubs.append(Stub(path=f"content/glossary/{free}.md", text=_stub_text(suggestion, review)))
    return tuple(stubs)


def _slug(text: str) -> str:
    words = _NOT_IN_ID.sub("-", lower(text)).strip("-").split("-")
    return "-".join([word for word in words if word not in ("the", "a", "an")][:_ID_WORDS]) or "wording"


def _stub_text(suggestion: Suggestion, review: Review) -> str:
    """Front matter of a concept that loads: the wordings found as variants, what others may call it as comments."""
    first = suggestion.wordings[0].usages[0]
    is_verb = suggestion.kind == "attribution"
    referent = "How statements are introduced" if is_verb else f"What “{' '.join(first.text.split())}” names"
    lines = [
        "---",
        f"referent: {_scalar(referent)}" + ("" if is_verb else "  # in the plainest words"),
        f"kind: {suggestion.kind}",
        "status: suggested",
        "variants:",
    ]
    for rivals in suggestion.rivals:
        lines += _rival_lines(rivals.rivals, review.names[rivals.article])
    seen: set[str] = set()
    for wording in suggestion.wordings:
        if wording.pattern in seen:
            continue
        seen.add(wording.pattern)
        lines += [
            f"  - match: [{_scalar(wording.pattern)}]  # {review.names[wording.article]}, {wording.usages[0].sentence}",
            "    weight: 1  # 1 a choice of label, 2 evaluates, 3 evaluates strongly",
        ]
        if wording.usages[0].kind != suggestion.kind:
            lines.append(f"    kind: {wording.usages[0].kind}")
    return "\n".join((*lines, "---", ""))


def _rival_lines(rivals: Sequence[Rival], name: str) -> Iterator[str]:
    """What one other article may call it, best first, as comments."""
    if not rivals:
        yield f"  # {name}: perhaps not mentioned"
    for rival in rivals:
        pattern = pattern_of(rival.mention.text)
        if pattern is not None:
            reasons = "; ".join(_because(reason) for reason in rival.reasons[:_MOST_REASONS])
            yield f"  # - match: [{_scalar(pattern)}]  # {name}, {rival.mention.sentence}: {reasons}"


def _because(reason: RivalReason) -> str:
    """A reason on one line of a comment."""
    shared = f" ({', '.join(f'“{words}”' for words in reason.shared)})" if reason.shared else ""
    return " ".join(f"{reason.text}{shared}".split())


def _scalar(text: str) -> str:
    """`text` as one line of YAML that may stand between the brackets of a list."""
    style = '"' if "\n" in text else None  # the other styles would break the line
    listed = yaml.safe_dump([text], allow_unicode=True, width=10**6, default_flow_style=True, default_style=style)
    return str(listed).strip()[1:-1]


def _reasons(suggestion: Suggestion, review: Review) -> Iterator[str]:
    """Why each wording is suggested: the rule, whose voice, who else has it, its sentence."""
    for wording in suggestion.wordings:
        usage = wording.usages[0]
        times = f", {len(wording.usages)} times" if len(wording.usages) > 1 else ""
        yield f"“{usage.text}”: {review.names[wording.article]}, {usage.sentence}{times}, {_voice(usage)}."
        yield f"  {usage.why}"
        others = [review.names[article] for article in wording.also_in]
        yield f"  {'Also in ' + ', '.join(others) if others else 'No other article has these words'}."
        yield f"  {_excerpt(usage, review.sentences[usage.sentence].text)}"


def _voice(usage: Usage) -> str:
    who = f" {usage.speaker}" if usage.speaker else " somebody"
    return {
        "outlet": "in its own voice",
        "attributed": f"attributed to{who}",
        "fragment": f"a few words quoted from{who}",
        "quoted": f"quoted from{who}",
    }[usage.voice]


def _excerpt(usage: Usage, text: str) -> str:
    """The wording with what stands around it, cut at words."""
    start, end = usage.start, usage.end
    room = max(0, _EXCERPT - (end - start)) // 2
    first = text.rfind(" ", 0, max(0, start - room)) + 1 if start > room else 0
    last = text.find(" ", min(len(text), end + room)) if end + room < len(text) else len(text)
    last = len(text) if last == -1 else last
    before, after = "… " if first else "", " …" if last < len(text) else ""
    return f"{before}{text[first:start]}[{text[start:end]}]{text[end:last]}{after}"


def _wording_record(wording: SuggestedWording, review: Review) -> dict[str, object]:
    return {
        "article": wording.article,
        "text": wording.usages[0].text,
        "pattern": wording.pattern,
        "also_in": list(wording.also_in),
        "usages": [
            {
                "sentence": usage.sentence,
                "key": review.sentences[usage.sentence].key,
                "start": usage.start,
                "end": usage.end,
                "kind": usage.kind,
                "rule": usage.rule,
                "voice": usage.voice,
                "speaker": usage.speaker,
                "why": usage.why,
            }
            for usage in wording.usages
        ],
    }


def _rival_record(rival: Rival) -> dict[str, object]:
    return {
        "sentence": rival.mention.sentence,
        "start": rival.mention.start,
        "end": rival.mention.end,
        "text": rival.mention.text,
        "reasons": [
            {"feature": reason.feature, "text": reason.text, "shared": list(reason.shared)} for reason in rival.reasons
        ],
    }
