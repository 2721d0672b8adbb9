"""What a figure measures, in a form in which two outlets' figures can be held side by side.

A quantity is a unit, the class of the noun counted (`troops`, `soldiers` and `personnel` are one), what became of the
people counted (killed, injured ...), the places it is limited to, its period and the words around it. Deliberately
without the value: two figures measure the same thing or not whatever they say.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

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
    "lawmakers legislators mps congressmen",
    "fighters militants gunmen insurgents rebels",
    "women woman",
    "men man",
    "cars vehicles",
    "planes aircraft jets aeroplanes airplanes",
    "fine fines penalty",
    "price cost",
    "donations donation gifts gift contributions contribution",
    "storeys storey stories story floors floor",
    "vote votes voted voting ballot",
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
    "arrested": r"arrest(?:ed|s|ing)?|detain(?:ed|s|ing|ees)?|in(?:to)? custody|jailed|imprisoned",
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
_STANCES = {
    "for": (
        r"support(?:s|ed|ing|ive)?|back(?:s|ed|ing)?|favou?r(?:s|ed|ing|able)?|approv(?:e|es|ed|ing|al)|lik(?:e|es|ed)|agree[sd]?|"
        r"satisfied|in favou?r|trust(?:s|ed)?|voted? for"
    ),
    "against": (
        r"oppos(?:e|es|ed|ing|ition)|against|disapprov(?:e|es|ed|ing|al)|dislik(?:e|es|ed)|disagree[sd]?|reject(?:s|ed)?|unfavou?rable|"
        r"dissatisfied|unhappy|distrust(?:s|ed)?"
    ),
    "undecided": r"undecided|unsure|no opinion|don[’']t know|not sure",
}
_STANCE = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _STANCES.items()), re.IGNORECASE)
_DEMONYM = re.compile(
    r"(?!Republicans|Christians|Puritans|Anglicans|Lutherans|Presbyterians)[A-Z]\w+(?:ans|ons|ese|ish)$"
)
_ASPECT = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _ASPECTS.items()), re.IGNORECASE)
_DAMAGED = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _DAMAGE.items()), re.IGNORECASE)
_COARSE = 0.1
"""The share by which a fraction may be off: two in three, where 61 or 72 of a hundred were counted."""
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
_ASIDE = re.compile(r",\s(?:including|among\sthem|many|most|some|mostly)\b[^,;.]*,\s")
_SEGMENT_END = re.compile(r"[,;:()]\s|\s[–—-]{1,2}\s")


class Quantity(Struct, frozen=True):
    """A mention with what it measures."""

    mention: FigureMention
    measured: FigureMention
    """The mention in the unit in which it is compared: a fraction in percent."""
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
    beside = {sentence: tuple(its_mentions) for sentence, its_mentions in by_sentence.items()}
    found = [_quantity(m, sentences[m.sentence], beside[m.sentence]) for m in mentions]
    return tuple(sorted(found, key=lambda q: q.order))


def sentence_position(sentence: Sentence) -> int:
    """Where a sentence stands in its article: the headline first."""
    return -1 if sentence.part == "title" else sentence.span.start


def is_aspect(word: str) -> bool:
    """Whether a word says what became of people: `dead`, `injured`, `toll`."""
    return _ASPECT.fullmatch(word) is not None or word == "toll"


def is_somebody(quantity: Quantity) -> bool:
    """Whether persons are counted; `Americans` are."""
    return (quantity.head in _PEOPLE and quantity.head != "") or bool(_DEMONYM.search(quantity.mention.counted))


def head_class(counted: str) -> str:
    """The class of the last word of a noun phrase, `dead` and the like aside; the folded word where it has none."""
    words = re.findall(r"[\w’'-]+", counted)
    if len(words) > 1 and _ASPECT.fullmatch(words[-1]):
        words.pop()
    folded = fold(words[-1]) if words else ""
    return _CLASS_OF.get(folded, folded)


@lru_cache(maxsize=1024)
def _quantity(mention: FigureMention, sentence: Sentence, beside: tuple[FigureMention, ...]) -> Quantity:
    segment = _segment(mention, sentence.text, beside)
    is_tied = sentence.text[mention.end : mention.end + 1] in ("-", "‑")
    head = head_class(_measure(mention.counted) if is_tied else mention.counted)
    if _ASPECT.fullmatch(mention.counted):
        head = "people"
    kind = "converted " * _is_said_again(mention, sentence.text, beside) + _kind(mention, head, sentence.text)
    aspects = _STANCE if kind == "%" else _ASPECT if head in _PEOPLE else _DAMAGED
    return Quantity(
        mention=mention,
        measured=_in_percent(mention) if kind == "%" and not mention.unit else mention,
        article=sentence.article,
        order=(sentence.article, sentence_position(sentence), mention.start),
        kind=kind,
        head=head,
        modifiers=frozenset(p for w in split_words(mention.counted)[:-1] for p in w.parts),
        aspect=_aspect(mention, sentence.text, _with_aside(sentence.text, segment, beside), aspects),
        places=_places(mention.scope),
        spot=_spot(mention.scope),
        years=frozenset(re.findall(YEAR, mention.period)),
        rate=_rate(mention.period) if mention.period in sentence.text[mention.end : segment[1]] else "",
        context=_context(sentence.text[segment[0] : segment[1]], mention),
    )


def _in_percent(mention: FigureMention) -> FigureMention:
    """A fraction as percent: `a third` may be 31 % as well as 36 %, as if it said `about`."""

    def scaled(end: float | None, slack: float) -> float | None:
        return None if end is None else float(f"{100 * end * slack:.12g}")

    is_plain = mention.bound is None
    return replace(
        mention,
        value=scaled(mention.value, 1),
        low=scaled(mention.low, 1 - _COARSE if is_plain else 1),
        high=scaled(mention.high, 1 + _COARSE if is_plain else 1),
        unit="%",
    )


def _measure(counted: str) -> str:
    """`members` of `member board`, where a hyphen ties the number to it: `a 12-member board`."""
    words = counted.split()
    return words[0] if len(words) > 1 else counted


def _is_said_again(mention: FigureMention, text: str, beside: Sequence[FigureMention]) -> bool:
    """Whether a sum of money only repeats the one before it in another currency: `40 crowns ($2)`."""
    opening = text[: mention.start].rstrip()
    if not mention.unit or not opening.endswith("("):
        return False
    return any(m.unit and not text[m.end : len(opening) - 1].strip() for m in beside if m.end < mention.start)


def _kind(mention: FigureMention, head: str, text: str) -> str:
    if mention.unit in ("%", "percentage points"):
        return mention.unit
    if mention.unit:
        return f"money {mention.unit}"
    if mention.counted == "age":
        return "age"
    if any(n.kind == "fraction" and mention.start <= n.start < mention.end for n in find_numerals(text)):
        return "%"
    words = mention.counted.lower().split()
    if words and (_LENGTH.match(words[-1]) or _LENGTH.match(head)):
        return f"length {head}"
    return "count"


def _segment(mention: FigureMention, text: str, beside: Sequence[FigureMention]) -> tuple[int, int]:
    """The part of the sentence that is about this number: to the next number or the next comma on either side."""
    floor = max((m.end for m in beside if m.end <= mention.start), default=0)
    limit = min((m.start for m in beside if m.start >= mention.end), default=len(text))
    front = [m.end() for m in _SEGMENT_END.finditer(text, floor, mention.start)]
    back = _SEGMENT_END.search(text, mention.end, limit)
    return (front[-1] if front else floor), (back.start() if back else limit)


def _with_aside(text: str, segment: tuple[int, int], beside: Sequence[FigureMention]) -> tuple[int, int]:
    """The segment and what follows an aside at its end: `Nine people, including the owner, have been detained`."""
    aside = _ASIDE.match(text, segment[1])
    if not aside or any(m.start < aside.end() and segment[1] < m.end for m in beside):
        return segment
    limit = min((m.start for m in beside if m.start >= aside.end()), default=len(text))
    back = _SEGMENT_END.search(text, aside.end(), limit)
    return segment[0], back.start() if back else limit


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
    if after and end < len(text) and text[end] not in ",;:()" and not text[after.end() : end].strip():
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
