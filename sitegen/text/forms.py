"""Normal forms that a story's own texts teach: acronyms, other names, spellings of names, demonyms.

Nothing here knows a particular name: `Popular Mobilization Units (PMU)` teaches an acronym, `Daesh (also known as ISIL
or ISIS)` three names of one thing, `Mohamed` and `Muhammad` one name in two spellings, `Iraqi` beside `Iraq` a demonym.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from sitegen.text.function_words import FUNCTION_WORDS
from sitegen.text.words import COUNTRY_NAMES, COUNTRY_PHRASES, NAME, Forms, lower

_CAPITALISED = r"[A-Z][\w’'-]{0,40}"
_LONG_FORM = (
    rf"(?P<long>{_CAPITALISED}(?:[ \u00a0]+(?:(?:of|the|and|for|on|in|de|al)[ \u00a0]+){{0,2}}{_CAPITALISED}){{0,8}})"
)
_BRACKET = re.compile(r"\((?P<known>(?:also|formerly|better)[ ]known as[ ]+)?(?P<inside>[^()]{2,60})\)")
_BEFORE_BRACKET = re.compile(rf"{_LONG_FORM}[^.!?()]{{0,25}}$")
_KNOWN_AS = re.compile(
    rf",?\s(?P<known>also|better|formerly)\sknown\sas\s(?:the\s)?(?P<inside>{_CAPITALISED}(?:\s{_CAPITALISED}){{0,8}})"
)
_BEFORE_KNOWN_AS = re.compile(rf"{_LONG_FORM}$")
_LOOK_BACK = 160
"""Characters in front of a bracket that can hold its long form."""
_ACRONYM = re.compile(r"^(?:[A-Z]{2,6}|(?:[A-Z]\.){2,5})$")
_NAME_LENGTH = 5
_ENDINGS = ("ians", "ian", "ans", "an", "is", "i", "ese", "ns", "n", "ish")


def derive_forms(texts: Iterable[str]) -> Forms:
    """What the `texts` of one story say about their words; independent of their order."""
    passages = sorted(texts)
    groups = _same_names(passages)
    phrases: dict[tuple[str, ...], str] = {}
    acronyms: dict[str, str] = {}
    for group in groups:
        norm = NAME + min(map(lower, group))
        for name in group:
            if " " in name:
                phrases[tuple(lower(name).split())] = norm
            else:
                acronyms[name] = norm
    capitalised = _capitalised(passages)
    names = _spellings(capitalised)
    names.update(_demonyms(capitalised))
    return Forms(phrases=phrases, acronyms=acronyms, names=names)


def _same_names(passages: list[str]) -> list[list[str]]:
    """Groups of names that the texts say are names of one thing."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            name = parent[name]
        return name

    for passage in passages:
        for name, short in _named_in(passage):
            first, second = sorted((root(name), root(short)))
            parent[second] = first
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(parent):
        if name not in COUNTRY_NAMES and tuple(lower(name).split()) not in COUNTRY_PHRASES:
            groups[root(name)].append(name)
    return [group for group in groups.values() if len(group) > 1]


def _named_in(passage: str) -> Iterator[tuple[str, str]]:
    """A name and another name for the same thing, as the passage gives them."""
    for pattern, before in ((_BRACKET, _BEFORE_BRACKET), (_KNOWN_AS, _BEFORE_KNOWN_AS)):
        for found in pattern.finditer(passage):
            named = before.search(passage[max(0, found.start() - _LOOK_BACK) : found.start()])
            long = " ".join(named["long"].split()) if named else ""
            for inside in re.split(r",\s*|\s+or\s+|\s+and\s+", found["inside"]):
                short = inside.strip(" “”\"'‘’")
                name = _named_by(long, short, known_as=bool(found["known"])) if long else None
                if name:
                    yield name, short


def _named_by(long: str, short: str, *, known_as: bool) -> str | None:
    """The part of `long` that `short` is another name of; None where it is not plain."""
    words = long.split()
    while words and words[0].lower() in FUNCTION_WORDS:
        words = words[1:]
    if _ACRONYM.match(short):
        letters = [c for c in short if c.isalpha()]
        for start in range(len(words)):
            tail = words[start:]
            initials = [
                piece[0].upper()
                for word in tail
                for piece in re.split(r"[-’']", word)
                if piece and word.lower() not in FUNCTION_WORDS
            ]
            if initials == letters:
                return " ".join(tail)
            # ISIS for Islamic State, IRGC for Islamic Revolution Guards Corps: the initials in order, with letters over
            if len(tail) > 1 and initials and initials[0] == letters[0] and _is_subsequence(initials, letters):
                return " ".join(tail)
        return " ".join(words) or None if known_as and len(words) == 1 else None
    return " ".join(words) or None if known_as and short[:1].isupper() else None


def _is_subsequence(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(letter in rest for letter in short)


def _capitalised(passages: list[str]) -> Counter[str]:
    """Lower-case words that are always written with a capital, with their counts; possessive and `al-` removed."""
    upper: Counter[str] = Counter()
    small: set[str] = set()
    for passage in passages:
        capitals, others = _by_case(passage)
        upper.update(capitals)
        small.update(others)
    return Counter({word: count for word, count in upper.items() if word not in small and word not in FUNCTION_WORDS})


@lru_cache(maxsize=2048)
def _by_case(passage: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of a passage in small letters: those written with a capital, and the others."""
    capitals: list[str] = []
    small: set[str] = set()
    for found in re.finditer(r"[^\W\d_]+", passage):
        word = found.group()
        if word[0].isupper():
            capitals.append(lower(word))
        elif passage[max(0, found.start() - 1) : found.start()] not in ("’", "'"):
            small.add(lower(word))
    return tuple(capitals), frozenset(small)


def _spellings(names: Counter[str]) -> dict[str, str]:
    """Spelling -> the most used spelling of the same name (Mohamed, Mohammed, Muhammad)."""
    known: dict[str, str] = {}
    by_skeleton: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(name) >= _NAME_LENGTH:
            by_skeleton[name[0] + _skeleton(name)].append(name)
    for group in by_skeleton.values():
        ranked = sorted(group, key=lambda name: (-names[name], name))
        same = ranked[:1]
        for name in ranked[1:]:
            if any(Levenshtein.distance(name, other) <= 2 for other in same):  # noqa: PLR2004 - two letters, as measured
                known[name] = ranked[0]
                same.append(name)
    return known


def _skeleton(name: str) -> str:
    consonants = re.sub(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]", "", name)
    return re.sub(r"(.)\1+", r"\1", consonants)


def _demonyms(names: Counter[str]) -> dict[str, str]:
    """Demonym -> place, where both occur (Iraqi, Iraq; Syrian, Syria; Japanese, Japan)."""
    known = {}
    for name in names:
        for ending in _ENDINGS:
            stem = name.removesuffix(ending)
            if stem == name or len(stem) < 4:  # noqa: PLR2004 - shorter stems meet by chance
                continue
            place = next((p for p in (stem, stem + "a", stem + "e", stem + "y") if p in names and p != name), None)
            if place:
                known[name] = place
                break
    return known
