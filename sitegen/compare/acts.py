"""What happens at a time that a sentence names: the act in the clause of an expression of time.

Two dates can only be held against each other where both are of one act. An act is a class of words (`strike`, `raid`
and `bombed` are one), found nearest to the expression in its clause, with the names that stand beside it. A time whose
clause holds no word of a class has no act, and then nothing is concluded from it. The classes are few and concrete on
purpose: a word that can name two things (`case`, `deal`) is not in them.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Span
from sitegen.text.dates import TimeMention
from sitegen.text.function_words import FUNCTION_WORDS
from sitegen.text.words import fold

ACTS: Mapping[str, str] = MappingProxyType(
    {
        "attack": "attack attacked strike airstrike raid raided bombing bombed shelling shelled assault"
        " explosion exploded blast ambush ambushed",
        "speech": "said told stated announced declared spoke remarks remark speech statement address comments added"
        " called urged reiterated affirmed warned wrote",
        "fire": "fire blaze burned burnt",
        "crash": "crash crashed collision collided derailment derailed wreck capsized sank sinking aground",
        "earthquake": "earthquake quake tremor",
        "storm": "landfall hurricane typhoon cyclone tornado",
        "shooting": "shooting gunned",
        "killing": "killing killed murder murdered slain stabbed assassinated assassination",
        "death": "death died",
        "arrest": "arrest arrested detained",
        "vote": "vote voted referendum",
        "election": "election elected",
        "verdict": "verdict convicted conviction acquitted acquittal sentenced",
        "plea": "plea pleaded pled",
        "resignation": "resignation resigned",
        "dismissal": "dismissal dismissed sacked ousted",
        "meeting": "meeting met summit",
        "protest": "protest demonstration rally",
        "signing": "signed signing",
        "opening": "opened opening inaugurated",
        "closing": "closed closing closure shut",
        "launch": "launch launched",
        "landing": "landing landed",
    }
)
"""Words of each class, as written; plurals stand for more than one act and are left out."""

SPEECH = "speech"
"""What is said can be said again on another day, so that two dates of it are no contradiction."""

_CLASS_OF = {word: name for name, words in ACTS.items() for word in words.split()}
_WORD = re.compile(r"[\w’'.-]*\w")
_CUT = re.compile(
    r"[,;:()“”\"–—]\s?|\s--\s|\b(?:that|which|who|whose|when|while|after|before|since|because|but|where|amid|following|"
    r"in\sretaliation|in\sresponse|as)\s"
)
_MANY = re.compile(
    r"\b(?:series|number|wave|spate|string|several|many|recent|more|other|some|two|three|dozens)\s(?:\w+\s)?$"
)
_DEFINITE = re.compile(r"\b(?:the|that|this)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_ANOTHER = re.compile(
    r"\b(?:another|second|third|separate|earlier|previous|first|latest|other|new|next|repeated|similar)\s(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"\b(?:also|again|later|separately|previously|another\stime)\b", re.IGNORECASE)
_HAPPENED = re.compile(
    r"\b(?:took\splace|broke\sout|happened|occurred|came|was\sheld|hit|struck|began|started|erupted|destroyed|killed|"
    r"injured|damaged|swept)\b"
)
_AT_ONCE = re.compile(r"\s(?:(?:late|early|on|of|in|at|here|there)\s)*")
_BESIDE = 8
"""Characters between an act and its time: `strike on`, `killed late on`."""
_INTRODUCTION = 3
"""Up to so many words before a comma are no clause: `On Tuesday, the pier burned`."""


class Act(Struct, frozen=True):
    """One act of a clause."""

    kinds: frozenset[str]
    """Its classes: `The strike on Thursday killed` is an attack and a killing."""
    names: frozenset[str]
    """Names beside it, folded."""
    words: frozenset[str]
    """The other words of the clause that mean something, folded."""
    is_definite: bool
    """Whether it points back: `the strike`."""
    is_dated: bool
    """Whether the time is that of the act itself: `the fire on Tuesday`, not `the fire was out on Tuesday`."""
    is_other: bool
    """Whether the clause sets it off from another: `a second strike`."""


def act_at(text: str, time: TimeMention) -> Act | None:
    """The act that an expression of time dates; None where its clause names none, or many of a kind."""
    clause = clause_at(text, time.start, time.end)
    found = [
        (time.start - word.end() if word.end() <= time.start else word.start() - time.end, word.start(), kind)
        for word in _WORD.finditer(text, clause.start, clause.end)
        if (kind := _CLASS_OF.get(word.group().lower())) and (word.end() <= time.start or time.end <= word.start())
    ]
    if not found:
        return None
    nearest = min(found)
    front = [one for one in found if one[1] < time.start and one[0] <= _BESIDE]
    kinds = {nearest[2], *(one[2] for one in front)} if nearest[1] >= time.end and nearest[0] <= 1 else {nearest[2]}
    at = min([*front[-1:], nearest], key=lambda one: one[1])[1]
    act = _make(text, clause, at, frozenset(kinds))
    return replace(act, is_dated=_is_dated(text, at, time)) if act else None


def first_act(text: str, start: int, end: int) -> Act | None:
    """The first act named between two places of a text."""
    for word in _WORD.finditer(text, start, end):
        kind = _CLASS_OF.get(word.group().lower())
        if kind:
            return _make(text, Span(start, end), word.start(), frozenset({kind}))
    return None


def acts_in(text: str) -> frozenset[str]:
    """The classes of all acts that a text names."""
    return frozenset(kind for word in _WORD.findall(text) if (kind := _CLASS_OF.get(word.lower())))


def clause_at(text: str, start: int, end: int) -> Span:
    """The clause around a place; a short introduction takes the clause behind it."""
    first = max((found.end() for found in _CUT.finditer(text, 0, start)), default=0)
    cuts = _CUT.finditer(text, end)
    cut = next(cuts, None)
    if (
        cut
        and cut.group().startswith(",")
        and len(text[first : cut.start()].split()) <= _INTRODUCTION + len(text[start:end].split())
    ):
        cut = next(cuts, None)
    return Span(first, cut.start() if cut else len(text))


def _is_dated(text: str, at: int, time: TimeMention) -> bool:
    word = _WORD.match(text, at)
    if word is None or word.end() > time.start:
        return True  # `On Tuesday a fire ...`, `Tuesday's fire`
    gap = text[word.end() : time.start]
    return bool(word.group().endswith("ed") or _AT_ONCE.fullmatch(gap) or _HAPPENED.search(gap))


def _make(text: str, clause: Span, at: int, kinds: frozenset[str]) -> Act | None:
    before = text[clause.start : at]
    if _MANY.search(before):
        return None
    names: set[str] = set()
    others: set[str] = set()
    for word in _WORD.finditer(text, clause.start, clause.end):
        bare = re.sub(r"[’']s$", "", word.group()).replace(".", "")
        is_initials = len(bare) > 1 and bare.isupper()
        if not is_initials and (bare.lower() in FUNCTION_WORDS or bare.lower() in _CLASS_OF or bare.isdigit()):
            continue
        (names if bare[0].isupper() else others).add(bare if is_initials else fold(bare))
    return Act(
        kinds=kinds,
        names=frozenset(names) - _CALENDAR,
        words=frozenset(others),
        is_definite=bool(_DEFINITE.search(before)),
        is_dated=False,
        is_other=bool(_ANOTHER.search(before) or _AGAIN.search(clause.of(text))),
    )


_CALENDAR = frozenset(
    fold(word)
    for word in (
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August"
        " September October November December"
    ).split()
)
