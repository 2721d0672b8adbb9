"""The people of one article: full names, roles and where each is mentioned.

No list of known persons: a run of capitalised words is a person where the text treats it as one (a title, an age, a
role beside it, a surname used alone later, a verb of speech after it). Leaves out who speaks; `speakers` decides that.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from sitegen.compare.figure_masks import MONTH, WEEKDAY
from sitegen.compare.speech_words import FEMALE_NAMES, MALE_NAMES, METONYMS, PERSON_TITLES, role_class
from sitegen.model import Sentence
from sitegen.text.function_words import FUNCTION_WORDS
from sitegen.text.words import fold

Gender = Literal["m", "f"]

_PARTICLE = r"(?:al|el|bin|ibn|bint|de|del|della|da|di|do|dos|van|von|der|den|la|le|ter)"
_CAPITAL = r"(?:(?:al|el|as|ash|ad|an|O|D|Mc)[-’'])?[A-Z][\w-]*(?:[’'](?!s\b)[A-Za-z]\w*)*"
_RUN = re.compile(
    rf"(?:then-|ex-|former\s)?{_CAPITAL}\.?(?:[ \u00a0](?:(?:{_PARTICLE}[ \u00a0])*{_CAPITAL}\.?|&[ ]{_CAPITAL}))*",
)
_ABBREVIATIONS = frozenset(
    """mr mrs ms mx dr sen sens rep reps gov gen lt col maj sgt capt cmdr adm rev prof fr sr jr hon st insp det pres
    supt cpl pvt const cst amb atty brig sec sgt-maj asst dep cllr""".split()
)
_PORTFOLIO_BEFORE = re.compile(r"\b(?:[Ss]ecretary|[Mm]inister|[Ss]peaker|[Dd]irector)\s(?:of|for)\s(?:the\s)?$")
_PORTFOLIOS = frozenset(
    """state defense defence treasury homeland security interior justice energy education agriculture commerce labor
    labour transportation transport health foreign affairs finance house national intelligence""".split()
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "esq", "phd", "md"})
_MONTHS_AND_NAMES = frozenset({"April", "May", "June", "August"})
_ORGANISATION_ENDS = frozenset(
    """house state states department forum committee party court senate council university college school times news
    post agency ministry street city county corps army navy force forces bank group company corp inc ltd association
    union commission congress parliament institute foundation hospital church strip sea river valley island islands
    mountain desert republic kingdom nations federation act bill law constitution war day week month year resistance
    coalition guard guards units front movement brigade bureau office center centre square airport stadium park beach
    journal herald tribune gazette mail chronicle register guardian network channel radio television tv press league
    cup games championship award prize building tower bridge station service services board authority alliance
    democrats republicans conservatives liberals workshop resort america africa asia europe korea iowa york jersey
    mexico carolina dakota virginia texas california florida east west north south""".split()
)
_HONORIFICS: dict[str, Gender] = {
    "mr": "m", "sir": "m", "lord": "m", "king": "m", "prince": "m",
    "mrs": "f", "ms": "f", "miss": "f", "lady": "f", "dame": "f", "queen": "f", "princess": "f",
}  # fmt: skip
_APPOSITION_BEFORE = re.compile(r"(?P<role>[^,.;:“”\"]{3,60}),\s$")
_APPOSITION_AFTER = re.compile(
    r"^,\s(?:(?:[RD]-[A-Z][\w.]*|\d{1,3}),\s)?(?P<role>(?:an?|the|his|her|their|its|one\sof|who\sis|then|former|chief|head|"
    r"director|president|chairman|professor|leader|spokes\w+|lawyer|attorney)\b[^,.;:“”\"]{2,70})",
)
_SPEAKS_AFTER = re.compile(
    r"^(?:,\s\d+,|,\s[RD]-[A-Z][\w.]+,)?\s(?:has\s|had\s|also\s|later\s)?(?:said|says|told|added|wrote|tweeted|insisted|argued|warned|noted|"
    r"acknowledged|testified|apologi[sz]ed|called|claimed|denied|declared|announced)\b",
)
_TELLS = re.compile(r"\s(?:said|says|told|added|wrote|warned|announced|confirmed)\b")
_AGE_AFTER = re.compile(r"^,\s\d{1,3}(?:,|\s?[–—-]|\.)")


_BESIDE = 160
"""Characters beside a name that can hold a role in apposition."""


class NameMention(Struct, frozen=True):
    """A name, or a title with a surname, at one place of an article."""

    sentence: int
    """Index of the sentence in the article."""
    start: int
    end: int
    words: tuple[str, ...]
    """Without titles; `Jr.` and the like kept."""
    title: str
    """The capitalised words in front that are titles, lower-case, else empty."""

    @property
    def surname(self) -> str:
        """The last word that is not a suffix, folded."""
        return surname_key(self.words)


class Person(Struct, frozen=True):
    """Somebody in one article."""

    name: str
    """The fullest form of the name in the article."""
    surname: str
    roles: frozenset[str]
    """Classes of roles, see `speech_words.role_class`."""
    gender: Gender | None
    mentions: tuple[tuple[int, int], ...]
    """Index of the sentence and offset of every mention, in order."""


def surname_key(words: Sequence[str]) -> str:
    """The folded last word of a name, suffixes such as `Jr.` aside."""
    kept = [word for word in words if word.rstrip(".,").lower() not in _SUFFIXES] or list(words)
    return fold(kept[-1].rstrip(".,")) if kept else ""


def speaker_key(name: str | None) -> str:
    """What two outlets' names of one speaker have in common: the folded surname; empty for nobody."""
    return surname_key(name.split()) if name else ""


def names_in(text: str, index: int) -> Iterator[NameMention]:
    """Runs of capitalised words, titles split off; words that only begin the sentence are left out."""
    for found in _RUN.finditer(text):
        words, offset = _pieces(found, text)
        if not words:
            continue
        title, rest = _split_title(words)
        if _PORTFOLIO_BEFORE.search(text[max(0, offset - 40) : offset]):
            kept = list(rest)
            while len(kept) > 1 and kept[0].lower() in _PORTFOLIOS:
                kept = kept[1:]
            title, rest = ("secretary", kept) if len(kept) < len(rest) else (title, rest)
        if rest:
            shift = offset + found.group()[offset - found.start() :].find(rest[0]) if title else offset
            yield NameMention(index, shift, found.end(), tuple(rest), title)


def is_body(name: NameMention) -> bool:
    """Whether a name is that of a body or a place and no person's: by its last word, or by capitals throughout."""
    return name.surname in _ORGANISATION_ENDS or any(w.isupper() and len(w) > 2 for w in name.words)  # noqa: PLR2004 - initials


@lru_cache(maxsize=64)
def find_people(sentences: tuple[Sentence, ...]) -> tuple[Person, ...]:
    """Everybody named in the sentences of one article, in order of first mention."""
    mentions = [m for i, s in enumerate(sentences) if s.part == "body" for m in names_in(s.text, i)]
    alone = Counter(m.surname for m in mentions if len(_core(m.words)) == 1)
    texts = [s.text for s in sentences]
    full: dict[str, list[NameMention]] = {}
    for m in mentions:
        if len(_core(m.words)) > 1 and _is_person(m, texts[m.sentence], alone):
            full.setdefault(" ".join(_core(m.words)), []).append(m)
    groups = _merge(full)
    single = [m for m in mentions if len(_core(m.words)) == 1]
    taken = {g[0].surname for g in groups}
    for surname in dict.fromkeys(m.surname for m in single):
        own = [m for m in single if m.surname == surname]
        if surname not in taken and any(_is_person(m, texts[m.sentence], alone) for m in own):
            groups.append(own)
    people = [_person(group, single, groups, texts) for group in groups]
    return tuple(sorted(people, key=lambda p: p.mentions[0]))


def _pieces(found: re.Match[str], text: str) -> tuple[list[str], int]:
    """The words of a run without a sentence's first function word, and the offset of the first kept one."""
    words = found.group().split()
    offset = found.start()
    while words and (words[0].lower().rstrip(".") in FUNCTION_WORDS or re.fullmatch(rf"{WEEKDAY}|{MONTH}", words[0])):
        if words[0] in ("Will", "May", "Mark") and len(words) > 1:
            break
        offset = text.find(words[1], offset + len(words[0])) if len(words) > 1 else found.end()
        words = words[1:]
    while words and re.fullmatch(rf"{WEEKDAY}|{MONTH}", words[-1]) and words[-1] not in _MONTHS_AND_NAMES:
        words = words[:-1]
    if words and words[-1].endswith(".") and words[-1].rstrip(".").lower() not in _SUFFIXES and len(words[-1]) > 3:  # noqa: PLR2004 - an initial
        words[-1] = words[-1].rstrip(".")
    return words, offset


def _split_title(words: list[str]) -> tuple[str, list[str]]:
    """Titles and what describes them (`Iraqi Prime Minister`), and the name proper."""
    cut = 0
    for index, word in enumerate(words):
        bare = word.rstrip(".,").lower().removeprefix("then-").removeprefix("ex-")
        if bare in _ABBREVIATIONS - _SUFFIXES or (bare in PERSON_TITLES and index + 1 < len(words)):
            cut = index + 1
    return " ".join(words[:cut]).lower(), words[cut:]


def _core(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word.rstrip(".,").lower() not in _SUFFIXES)


def _is_person(mention: NameMention, text: str, alone: Counter[str]) -> bool:
    before, after = text[: mention.start], text[mention.end :]
    is_full = len(mention.words) > 1
    first = mention.words[0].lower()
    if mention.title or (is_full and not is_body(mention) and (first in MALE_NAMES or first in FEMALE_NAMES)):
        return True
    if not is_full and mention.surname != first and role_class(mention.words[0]):
        return False  # `Officials said`
    if is_body(mention) or re.search(r"\b[Tt]he\s(?:[\w-]+\s)?$", before):
        return False
    speaks = _SPEAKS_AFTER.match(after) and (is_full or mention.surname not in METONYMS)
    return bool(
        speaks or _AGE_AFTER.match(after) or _role_beside(before, after) or (is_full and alone[mention.surname] > 0),
    )


def _role_beside(before: str, after: str) -> str:
    """The class of a role in apposition: `his lawyer, X` or `X, a spokesman for Y`; empty where there is none."""
    before, after = before[-_BESIDE:], after[:_BESIDE]
    behind = _APPOSITION_AFTER.match(after)
    # `in Springfield, the minister said` is no apposition
    if behind and not _TELLS.search(behind["role"]) and (role := role_class(behind["role"])):
        return role
    front = _APPOSITION_BEFORE.search(before)
    if front and (role := role_class(front["role"])):
        return role
    close = re.search(r"(?P<role>[^,.;:“”\"]{3,40})\s$", before)
    words = close["role"].split() if close else []
    return role_class(words[-1]) if words and words[-1].islower() else ""


def _merge(full: dict[str, list[NameMention]]) -> list[list[NameMention]]:
    """Mentions of one person under several full names: equal surname, no contradicting first name."""
    groups: list[list[NameMention]] = []
    for mentions in full.values():
        for group in groups:
            if same_person(group[0].words, mentions[0].words):
                group.extend(mentions)
                break
        else:
            groups.append(list(mentions))
    return groups


def same_person(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two full names can be one person's: equal surname, first names that are one or begin alike."""
    if surname_key(a) != surname_key(b):
        return False
    first, second = _core(a)[0].rstrip("."), _core(b)[0].rstrip(".")
    has_suffix = len(_core(a)) != len(a), len(_core(b)) != len(b)
    if has_suffix[0] != has_suffix[1] and first == second:
        return first == second and len(_core(a)) == len(_core(b))
    return fold(first) == fold(second) or first.startswith(second) or second.startswith(first)


def _person(
    group: list[NameMention],
    single: list[NameMention],
    groups: list[list[NameMention]],
    texts: list[str],
) -> Person:
    namesakes = sorted(
        (g for g in groups if g[0].surname == group[0].surname), key=lambda g: (g[0].sentence, g[0].start)
    )
    gender = _gender(group)
    own = list(group)
    for m in single:
        if m.surname != group[0].surname or m in own:
            continue
        honorific = _HONORIFICS.get(m.title.split()[-1].rstrip(".")) if m.title else None
        fitting = [g for g in namesakes if honorific is None or _gender(g) in (None, honorific)]
        if (fitting or namesakes)[0] is group:
            own.append(m)
            gender = gender or honorific
    roles: set[str] = set()
    for m in own:
        if m.title:
            roles.update(filter(None, (role_class(m.title),)))
        if role := _role_beside(texts[m.sentence][: m.start], texts[m.sentence][m.end :]):
            roles.add(role)
    fullest = max(own, key=lambda m: (len(m.words), len(" ".join(m.words)), -m.sentence, -m.start))
    places = tuple(sorted((m.sentence, m.start) for m in own))
    return Person(" ".join(fullest.words), group[0].surname, frozenset(roles), gender, places)


def _gender(group: list[NameMention]) -> Gender | None:
    for m in group:
        honorific = _HONORIFICS.get(m.title.split()[-1].rstrip(".")) if m.title else None
        first = m.words[0].lower()
        if honorific or first in MALE_NAMES or first in FEMALE_NAMES:
            return honorific or ("m" if first in MALE_NAMES else "f")
    return None
