"""What a figure measures, in a form in which two outlets' figures can be held side by side.

A quantity is a unit, the class of the noun counted (`troops`, `soldiers` and `personnel` are one), what became of the
people counted (killed, injured ...), the places it is limited to, its period and the words around it. Deliberately
without the value: two figures measure the same thing or not whatever they say.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sitegen.compare.figure_masks import TIME_UNIT, YEAR
from sitegen.model import FigureMention, Sentence
from sitegen.text.function_words import FUNCTION_WORDS, REPORTING_WORDS
from sitegen.text.numbers import find_numerals
from sitegen.text.words import fold, split_words

_CLASSES = (
    "troops soldiers personnel forces servicemen servicewomen servicemembers military army marines",
    "people persons person individuals others lives victims civilians residents citizens inhabitants souls",
    "attacks attack attacked assaults assault",
    "strikes strike airstrikes airstrike bombings bombing",
    "protesters demonstrators marchers protestors",
    "migrants refugees asylum-seekers",
    "homes houses dwellings properties",
    "shots rounds bullets",
    "children kids minors",
    "students pupils",
    "workers employees staff jobs",
    "hostages captives",
    "officers police policemen cops",
    "firefighters firemen",
    "funds fund money cash dollars sum amount",
    "votes ballots",
    "lawmakers legislators mps congressmen",
    "fighters militants gunmen insurgents rebels",
    "women woman",
    "men man",
    "cars vehicles",
    "planes aircraft jets aeroplanes airplanes",
    "fine fines penalty",
    "price cost",
    "crowd supporters attendees",
)
_CLASS_OF = {fold(word): words.split(maxsplit=1)[0] for words in _CLASSES for word in words.split()}
_PEOPLE = frozenset({"people", "troops", "protesters", "migrants", "children", "students", "workers", "officers",
                     "firefighters", "fighters", "women", "men", "lawmakers", ""})  # fmt: skip

_ASPECTS = {
    "killed": (
        r"kill(?:ed|s|ing)?|dead|died|dies?|deaths?|fatalit(?:y|ies)|death toll|dying|slain|perished|drowned|lives|"
        r"murdered"
    ),
    "injured": r"injur(?:ed|ies|ing|y)|wound(?:ed|s|ing)|hurt|hospitali[sz]ed",
    "arrested": r"arrest(?:ed|s|ing)?|detain(?:ed|s|ing|ees)?|in custody|jailed|imprisoned",
    "missing": r"missing|unaccounted",
    "displaced": r"displac(?:ed|ing)|evacuat(?:ed|ing|ions)|homeless|fled",
    "infected": r"infect(?:ed|ions)|tested positive|cases",
    "rescued": r"rescu(?:ed|ing)|freed|released",
    "held": r"hostages?|abducted|kidnapped|captured",
    "charged": r"charged|indicted|convicted",
}
_DAMAGE = {
    "destroyed": r"destroy(?:ed|s|ing)?|razed|gutted|flattened|levell?ed|burn(?:ed|t) down|lost",
    "damaged": r"damag(?:ed|es|ing)?",
}
_ASPECT = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _ASPECTS.items()), re.IGNORECASE)
_DAMAGED = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _DAMAGE.items()), re.IGNORECASE)
_AFTER_FIRST = 20
"""By so many characters a word behind the number may be farther off than one in front."""
_PLACE_WORD = re.compile(r"[A-Z][\w.’'‑-]*")
_SEPARATE_PLACES = re.compile(r"\s(?:and|or)\s|,\sand\s")
_HARD = ("in ", "across ", "throughout ", "inside ", "within ")
_NEIGHBOURING = re.compile(r"\b(?:the|its|neighbou?ring|nearby|northern|southern|eastern|western|central|occupied)\s")
_RATE = re.compile(r"^(?:a|an|per|each|every)\s(\w+)$|^(annual|month|week|dai)ly$")
_LENGTH = re.compile(
    rf"^(?:{TIME_UNIT}|miles?|kilomet(?:er|re)s?|km|met(?:er|re)s?|feet|foot|inches|yards?|acres?|hectares?|tons?|tonnes?|"
    r"kilograms?|kg|pounds?|ounces?|gallons?|lit(?:er|re)s?|degrees?|megawatts?|barrels?|mph|points?)$",
)
_SEGMENT_END = re.compile(r"[,;:()]\s|\s[–—-]{1,2}\s")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A mention with what it measures."""

    mention: FigureMention
    article: str
    order: tuple[str, int, int]
    """Article, position of the sentence, position in it."""
    kind: str
    """`money $`, `percent`, `points`, `age`, `length years`, `count`."""
    head: str
    """Class of the head noun; empty where none is named."""
    modifiers: frozenset[str]
    """Folded words of the noun phrase beside its head."""
    aspect: str
    places: frozenset[str]
    """Places that limit the count; more than one where it runs over several."""
    spot: frozenset[str]
    """Folded words of a looser place or addressee (`at Best Buy`)."""
    years: frozenset[str]
    rate: str
    context: frozenset[str]
    """Folded content words of its part of the sentence."""


def quantities_of(mentions: Sequence[FigureMention], sentences: Mapping[str, Sentence]) -> tuple[Quantity, ...]:
    """What each mention measures, sorted by article and place so that the order of `mentions` does not matter."""
    by_sentence: dict[str, list[FigureMention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    found = [_quantity(m, sentences[m.sentence], by_sentence[m.sentence]) for m in mentions]
    return tuple(sorted(found, key=lambda q: q.order))


def sentence_position(sentence: Sentence) -> int:
    """Where a sentence stands in its article: the headline first."""
    return -1 if sentence.part == "title" else sentence.span.start


def head_class(counted: str) -> str:
    """The class of the last word of a noun phrase; the folded word where it has no class."""
    words = re.findall(r"[\w’'-]+", counted)
    folded = fold(words[-1]) if words else ""
    return _CLASS_OF.get(folded, folded)


def _quantity(mention: FigureMention, sentence: Sentence, beside: Sequence[FigureMention]) -> Quantity:
    segment = _segment(mention, sentence.text, beside)
    head = head_class(mention.counted)
    if _ASPECT.fullmatch(mention.counted):
        head = "people"
    aspect = _aspect(mention, sentence.text, segment, _ASPECT if head in _PEOPLE else _DAMAGED)
    return Quantity(
        mention=mention,
        article=sentence.article,
        order=(sentence.article, sentence_position(sentence), mention.start),
        kind=_kind(mention, head),
        head=head,
        modifiers=frozenset(p for w in split_words(mention.counted)[:-1] for p in w.parts),
        aspect=aspect,
        places=_places(mention.scope),
        spot=_spot(mention.scope),
        years=frozenset(re.findall(YEAR, mention.period)),
        rate=_rate(mention.period),
        context=_context(sentence.text[segment[0] : segment[1]], mention),
    )


def _kind(mention: FigureMention, head: str) -> str:
    if mention.unit in ("%", "percentage points"):
        return mention.unit
    if mention.unit:
        return f"money {mention.unit}"
    if mention.counted == "age":
        return "age"
    numerals = find_numerals(mention.text)
    if numerals and numerals[0].kind == "fraction":
        return "%"
    word = mention.counted.split()[-1].lower() if mention.counted else ""
    if _LENGTH.match(word):
        return f"length {head}"
    return "count"


def _segment(mention: FigureMention, text: str, beside: Sequence[FigureMention]) -> tuple[int, int]:
    """The part of the sentence that is about this number: to the next number or the next comma on either side."""
    floor = max((m.end for m in beside if m.end <= mention.start), default=0)
    limit = min((m.start for m in beside if m.start >= mention.end), default=len(text))
    front = [m.end() for m in _SEGMENT_END.finditer(text, floor, mention.start)]
    back = _SEGMENT_END.search(text, mention.end, limit)
    return (front[-1] if front else floor), (back.start() if back else limit)


def _context(segment: str, mention: FigureMention) -> frozenset[str]:
    own = {fold(w) for w in re.findall(r"[\w’'-]+", mention.text)}
    return frozenset(
        part
        for word in split_words(segment)
        for part in word.parts
        if not part[0].isdigit() and part not in own and part not in REPORTING_WORDS
    )


def _aspect(mention: FigureMention, text: str, segment: tuple[int, int], words: re.Pattern[str]) -> str:
    """What became of those counted, from the nearest word that says so, one after the number first."""
    start, end = segment
    before = list(words.finditer(text, start, mention.start))
    if before and not text[before[-1].end() : mention.start].strip():
        return str(before[-1].lastgroup)  # `killed 12`
    after = words.search(text, mention.end, end)
    if after and end < len(text) and not text[after.end() : end].strip():
        after = None  # `... and injured 30`: the next number's
    if after and (not before or after.start() - mention.end <= mention.start - before[-1].end() + _AFTER_FIRST):
        return str(after.lastgroup)
    return str(before[-1].lastgroup) if before else ""


def _places(scope: str) -> frozenset[str]:
    """The places a scope names; `Springfield, Ohio` is one, `Iraq and Syria` are two."""
    if not scope.startswith(_HARD):
        return frozenset()
    bare = _NEIGHBOURING.sub("", scope.split(" ", 1)[1])
    parts = _SEPARATE_PLACES.split(bare)
    return frozenset(p.strip(" ,") for p in parts if _PLACE_WORD.match(p.strip(" ,")))


def _spot(scope: str) -> frozenset[str]:
    return frozenset(fold(w) for w in _PLACE_WORD.findall(scope) if w.lower() not in FUNCTION_WORDS)


def _rate(period: str) -> str:
    found = _RATE.match(period)
    if not found:
        return ""
    return found[1] or {"annual": "year", "month": "month", "week": "week", "dai": "day"}[found[2]]
