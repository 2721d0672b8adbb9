"""Who a sentence says is speaking, and which part of it is theirs.

`According to the Pentagon, ...`, `Sudani said that ...`, `..., he added`: the speaker, the words that ascribe, and the
stretch of the sentence that is ascribed. A clause that begins with `since`, `which`, `who`, `amid` and the like is
the outlet's own aside, even inside reported speech: "According to the Pentagon, forces came under attack 118 times
since the onslaught began" gives the count to the Pentagon and `onslaught` to the outlet.
"""

import re
from dataclasses import dataclass

from sitegen.model import Span

_VERBS = "|".join(
    """
    says? said tells? told states stated adds? added notes? noted announces? announced reports? reported claims?
    claimed insists? insisted argues? argued warns? warned believes? believed admits? admitted acknowledges?
    acknowledged emphasi[sz]es? emphasi[sz]ed stresses stressed reiterates? reiterated affirms? affirmed
    confirms? confirmed points?[ ]out pointed[ ]out explains? explained suggests? suggested declares? declared
    alleges? alleged asserts? asserted estimates? estimated predicts? predicted den(?:y|ies) denied describes?
    described label(?:s|l?ed) calls? called decr(?:y|ies) decried condemns? condemned denounces? denounced
    praises? praised hails? hailed lauds? lauded accuses? accused testif(?:y|ies) testified concedes? conceded
    writes? wrote vow(?:s|ed) demanded demands[ ]that
    """.split()
)
_NAME_WORD = r"(?:[A-Z][\w’'.&-]*|al-[A-Z][\w’'-]*|of|the|de|for|and|in|at)"
_NOUN_WORD = r"[\w’'.&-]+"
_DETERMINED = (
    rf"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ss]enior|[Ll]ocal|[Oo]ther) (?:{_NOUN_WORD} ){{0,5}}?{_NOUN_WORD}"
)
_SUBJECT = rf"(?:{_DETERMINED}|[A-Z][\w’'.&-]*(?: {_NAME_WORD}| {_NOUN_WORD}){{0,6}}?|[Hh]e|[Ss]he|[Tt]hey)"
_CLAUSE_START = r"(?:^|(?<=[,;:–—] )|(?<=and )|(?<=but )|(?<=while )|(?<=when )|(?<=as )|(?<=- ))"
_AFTER = re.compile(
    rf"{_CLAUSE_START}(?P<speaker>{_SUBJECT})(?P<aside>, [^,]{{3,70}},)? "
    rf"(?:(?:also|had|has|have|repeatedly|consistently|later|again|once) )*(?P<cue>{_VERBS})\b(?! by\b)"
)
_ACCORDING = re.compile(
    r"(?P<cue>[Aa]ccording to|[Ii]n the words of) "
    r"(?P<speaker>(?:an? |the |his |her )?[^,.;:()“”\"]{2,70}?)(?=[,.;:”\"]|$| and | in an? )"
)
_BEHIND = re.compile(
    rf"[,?!][”\"’']? (?:(?P<speaker>{_SUBJECT}) (?P<cue>{_VERBS})|(?P<cueb>{_VERBS}) (?P<speakerb>{_SUBJECT}))"
    r"(?=[,.;]| in | on | at | during |$)"
)
_OWN_CLAUSE = re.compile(
    r"(?:,? (?:since|amid|after|following|as part of)|\u2013|\u2014| --"
    r"|, (?:which|who|whose|while|where|as|an?|the|but|although|though)) "
)
_TIME = re.compile(r" (?:in|on|at|by) (?:early |late |mid-?)?(?:\d|[A-Z][a-z]+day\b|January|February|March)")
_ROLES = frozenset(
    """
    pm minister president premier secretary spokesman spokeswoman spokesperson official officials general
    commander government governor mayor leader senator police officer officers king chief director lawyer
    lawyers judge prosecutor prosecutors ministry statement office authorities parliament army military
    """.split()
)
PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """One ascription inside a sentence."""

    speaker: Span
    """The words that name the speaker."""
    cue: str
    """The verb or phrase that ascribes."""
    covers: Span
    """The part of the sentence that is ascribed, the outlet's own asides not taken out."""
    is_named: bool
    """Whether the words are a name rather than a pronoun or a bare role."""


def attributions(text: str) -> tuple[Attribution, ...]:
    """The ascriptions of a sentence in order; empty where the outlet speaks for itself."""
    found = []
    for match in _ACCORDING.finditer(text):
        before = text[: match.start()].strip(" ,")
        covers = Span(0, match.start()) if before else Span(match.end(), len(text))
        found.append(_make(text, _span(match, "speaker"), match["cue"], covers))
    for match in _BEHIND.finditer(text):
        group = "speaker" if match["speaker"] else "speakerb"
        found.append(_make(text, _span(match, group), match["cue"] or match["cueb"], Span(0, match.start())))
    for match in _AFTER.finditer(text):
        if not any(match.start("cue") < a.speaker.end and a.speaker.start < match.end("cue") for a in found):
            speaker = _without_time(match)
            aside = match["aside"]
            # `The prime minister, Jane Doe, said`: the name stands in the aside
            if aside and not _is_named(speaker.of(text)) and _is_named(aside.strip(", ")):
                speaker = Span(match.start("aside") + 2, match.end("aside") - 1)
            found.append(_make(text, speaker, match["cue"], Span(match.end(), len(text))))
    return tuple(sorted(found, key=lambda a: a.covers))


def attribution_of(text: str, start: int, end: int) -> Attribution | None:
    """The ascription that covers `text[start:end]`; None where those words are the outlet's own."""
    for attribution in attributions(text):
        covers = attribution.covers
        if covers.start <= start and end <= covers.end and not _OWN_CLAUSE.search(text, covers.start, start):
            return attribution
    return None


def _span(match: re.Match[str], group: str) -> Span:
    return Span(match.start(group), match.end(group))


def _without_time(match: re.Match[str]) -> Span:
    """The speaker of `Baghdad in late 2017 declared` is Baghdad."""
    time = _TIME.search(match["speaker"])
    return Span(match.start("speaker"), match.start("speaker") + time.start()) if time else _span(match, "speaker")


def _make(text: str, speaker: Span, cue: str, covers: Span) -> Attribution:
    return Attribution(speaker=speaker, cue=cue, covers=covers, is_named=_is_named(speaker.of(text)))


def _is_named(words: str) -> bool:
    """Whether the noun phrase ends in a name: `the Pentagon` does, `senior officials in Baghdad` does not."""
    head = re.split(r" (?:of|in|at|from|for|by|with) ", words)[0].split()
    last = head[-1] if head else ""
    return bool(last[:1].isupper() or last.startswith("al-")) and last.lower() not in _ROLES | PRONOUNS
