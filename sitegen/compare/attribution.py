"""Who a sentence says is speaking, and which part of it is theirs: what a cue of speech ascribes.

`According to the Pentagon, ...`, `Sudani said that ...`, `..., he added`: the speaker, the words that ascribe, and the
stretch of the sentence that is ascribed. A clause that begins with `since`, `which`, `who`, `amid` and the like is
the outlet's own aside, even inside reported speech: "According to the Pentagon, forces came under attack 118 times
since the onslaught began" gives the count to the Pentagon and `onslaught` to the outlet. `cues` finds the words, this
module what they cover; whom they mean in the whole article is left to `speakers`.
"""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from msgspec import Struct

from sitegen.compare.cues import BLANK, Cue, find_cues, subject_behind
from sitegen.compare.quote_marks import quotation_spans
from sitegen.compare.speech_words import REPORTING_VERBS
from sitegen.model import Paragraph, Span

_OWN_CLAUSE = re.compile(
    r"(?:,? (?:since|amid|after|following|as part of)|\u2013|\u2014| --"
    r"|, (?:which|who|whose|while|where|as|an?|the|but|although|though)) "
)
_OWN_ASIDE = re.compile(r"(?:,? (?:since|amid|after|following)|, (?:which|who|whose|while|where)) ")
"""The same where a number is asked for: one in apposition (`two planes, the first of 12`) is still the speaker's."""
_TIME = re.compile(r"\s(?:in|on|at|by)\s(?:early\s|late\s|mid-?)?(?:\d|[A-Z][a-z]+day\b|January|February|March)")
_ENDS_CLAUSE = re.compile(
    r"\s*(?:$|[,.;]|(?:(?:in|on|at|during|late|early|last)\s|[A-Z][a-z]+day\b)(?:(?!\bthat\b)[^,;:]){0,40}[.,;]?$)"
)
"""What may stand behind the cue of a clause that ascribes what is before it."""
_CONJUNCTION = re.compile(r"(?:that|there|if|whether|how|what|why)\b")
_SENTENCE_INSIDE = re.compile(r"[.;]\s(?=[A-Z])")
_ROLES = frozenset(
    """
    pm minister president premier secretary spokesman spokeswoman spokesperson official officials general
    commander government governor mayor leader senator police officer officers king chief director lawyer
    lawyers judge prosecutor prosecutors ministry statement office authorities parliament army military
    half most many some several few all both more none others
    """.split()
)
PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we"})


class Attribution(Struct, frozen=True):
    """One ascription inside a sentence."""

    speaker: Span
    """The words that name the speaker."""
    cue: str
    """The verb or phrase that ascribes."""
    at: Span
    """Where it stands."""
    covers: Span
    """The part of the sentence that is ascribed, the outlet's own asides not taken out."""
    is_named: bool
    """Whether the words are a name rather than a pronoun or a bare role."""
    is_according: bool = False
    """Whether it is `according to` and the like rather than a verb."""


def attributions(
    text: str,
    *,
    verbs: Collection[str] = REPORTING_VERBS,
    is_title: bool = False,
    also: tuple[str, ...] = (),
) -> tuple[Attribution, ...]:
    """The ascriptions of a sentence by one of `verbs` or `according to`; empty where the outlet speaks for itself.

    `also` are those of `verbs` that are no verbs of speech and yet have to be looked for.
    """
    blank = without_quotations(text)
    found = []
    for cue in find_cues(blank, is_title=is_title, also=also):
        if cue.kind == "according":
            attribution = _according(blank, cue)
        elif cue.kind in ("verb", "participle") and cue.word.lower() in verbs:
            attribution = _told(text, blank, cue)
        else:
            continue
        if attribution:
            found.append(attribution)
    return tuple(sorted(found, key=lambda a: (a.covers, a.at)))


def attribution_of(
    text: str,
    start: int,
    end: int,
    *,
    verbs: Collection[str] = REPORTING_VERBS,
    is_number: bool = False,
    is_title: bool = False,
) -> Attribution | None:
    """The nearest ascription that covers `text[start:end]`; None where those words are the outlet's own."""
    own = _OWN_ASIDE if is_number else _OWN_CLAUSE
    covering = [
        a
        for a in attributions(text, verbs=verbs, is_title=is_title)
        if a.covers.start <= start
        and end <= a.covers.end
        and not (a.speaker.start < end and start < a.speaker.end)
        and not own.search(text, a.covers.start, start)
    ]
    return min(covering, key=lambda a: (a.is_according, abs(a.at.start - start)), default=None)


def blanked(text: str, spans: Sequence[Span]) -> str:
    """`text` with `spans` blanked; length and offsets are kept."""
    for span in spans:
        text = text[: span.start] + BLANK * (span.end - span.start) + text[span.end :]
    return text


@lru_cache(maxsize=2048)
def without_quotations(text: str) -> str:
    """A sentence with its quotations blanked; length and offsets are kept."""
    return blanked(text, quotation_spans(text, (Paragraph(span=Span(0, len(text)), line=0),)))


def _according(text: str, cue: Cue) -> Attribution | None:
    if cue.subject is None:
        return None
    sits_first = not text[: cue.start].strip(" ,")
    covers = Span(cue.subject.end, len(text)) if sits_first else Span(0, cue.start)
    return _make(text, cue, cue.subject, covers)


def _told(text: str, blank: str, cue: Cue) -> Attribution | None:
    """`X said that ...` covers what follows, `..., X said` and `..., said X` what stands before."""
    before = text[: cue.start].rstrip()
    marks = (",", "”", '"', "’", "'")
    if cue.kind == "verb" and before.endswith(marks):
        behind = subject_behind(blank, cue.end)
        if behind and not _CONJUNCTION.match(text, behind.start) and _ENDS_CLAUSE.match(text, behind.end):
            return _make(text, cue, behind, _everything_before(text, blank, cue.start))
    if cue.subject is None:
        return None
    led = text[: cue.subject.start].rstrip()
    is_last = cue.kind == "verb" and bool(_ENDS_CLAUSE.match(text, cue.end))
    # `"...," he told Outlet A`: behind a quotation the rest of the clause is to whom and where
    is_last |= cue.kind == "verb" and led.endswith(marks[1:]) and " that " not in text[cue.end :]
    if is_last and led.endswith(marks) and cue.subject.start < cue.start:
        return _make(text, cue, cue.subject, _everything_before(text, blank, cue.subject.start))
    return _make(text, cue, cue.subject, Span(max(cue.end, _passive_end(cue)), len(text)))


def _passive_end(cue: Cue) -> int:
    return cue.subject.end if cue.subject and cue.subject.start > cue.end else cue.end


def _everything_before(text: str, blank: str, end: int) -> Span:
    """The part of the sentence that a clause at its end ascribes: from the last full stop inside it on."""
    start = max((m.end() for m in _SENTENCE_INSIDE.finditer(blank, 0, end)), default=0)
    return Span(start, len(text[:end].rstrip(" ,”\"’'?!")))


def _make(text: str, cue: Cue, speaker: Span, covers: Span) -> Attribution:
    # the speaker of `Baghdad in late 2017 declared` is Baghdad
    time = _TIME.search(speaker.of(text))
    speaker = Span(speaker.start, speaker.start + time.start()) if time and time.start() else speaker
    return Attribution(
        speaker=speaker,
        cue=cue.word,
        at=Span(cue.start, cue.end),
        covers=covers,
        is_named=_is_named(speaker.of(text)),
        is_according=cue.kind == "according",
    )


def _is_named(words: str) -> bool:
    """Whether the noun phrase ends in a name: `the Pentagon` does, `senior officials in Baghdad` does not."""
    head = re.split(r" (?:of|in|at|from|for|by|with) ", words)[0].split()
    last = head[-1] if head else ""
    return bool(last[:1].isupper() or last.startswith("al-")) and last.lower() not in _ROLES | PRONOUNS
