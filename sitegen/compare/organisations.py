"""Where a sentence names a news organisation, whatever it says of it.

A name is taken for one where the list has it, where the story has an outlet of that name or front matter says that an
article relays it, where it ends as such names do, or where a word beside it says what it is. Deliberately contains no
judgement whether the organisation is named as an origin: `origins` makes it from the words around the name.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from msgspec import Struct

from sitegen.compare.news_names import DESCRIPTORS, LIKELY_ENDINGS, SURE_ENDINGS, listed_names, name_key
from sitegen.compare.speech_words import PERSON_TITLES
from sitegen.text.function_words import FUNCTION_WORDS
from sitegen.text.words import Forms

_WORD = r"[A-Z](?:[\w&]|[.-](?=\w)|[’'](?!s\b)(?=\w))*"
_SEQUENCE = re.compile(rf"(?<![\w&.-]){_WORD}(?:[ \u00a0]{_WORD}){{0,6}}")
_SURE = re.compile(rf"(?:{SURE_ENDINGS})$")
_LIKELY = re.compile(rf"(?:{LIKELY_ENDINGS})$")
_SURE_START = re.compile(r"(?:Radio|TV)\s[A-Z]")
_LIKELY_START = re.compile(r"(?:Daily|Evening|Sunday|Morning|Weekly)\s[A-Z]")
_OF_SOMETHING = re.compile(r"\sof\s[A-Z]")
"""`Journal of Medicine`: a newspaper's word with a subject is a journal of science."""
_PERSONS_NAME = re.compile(r"\b(?P<first>[A-Z][\w.]*)\s(?P<last>Bloomberg)\b(?!\sNews)")
_SITE = re.compile(r"\w\.(?:com|net|org|info|news|tv)$", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"\b[Tt]he\s$")
_DESCRIBED_BEFORE = re.compile(rf"\b(?:{DESCRIPTORS}),?\s$", re.IGNORECASE)
_DESCRIBED_AFTER = re.compile(rf"\s(?:{DESCRIPTORS})\b")
_SHORT = re.compile(
    r"(?:Herald|Tribune|Gazette|Chronicle|Courier|Examiner|Inquirer|Sentinel|Dispatch|Advertiser|Times|Post|Journal|"
    r"Globe|Sun|Mail|Mirror|Telegraph|Register|Independent)$"
)
"""What a paper is called for short, after `the`."""
_NO_NAME = frozenset(
    """state local national foreign international iranian iraqi russian american british israeli monday tuesday
    wednesday thursday friday saturday sunday breaking fake cable evening morning other several social""".split()
)
"""Words that make no name of a word such as `TV`: `State TV` says what kind it is, not which."""
_BEFORE_NAME = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


class NewsName(Struct, frozen=True):
    """A news organisation's name in a text."""

    start: int
    end: int
    """Offsets without `the` and without the possessive."""
    key: str
    """Equal for all its names."""


class KnownNames(Struct, frozen=True):
    """What one story teaches about its news organisations."""

    spellings: Mapping[str, str]
    """Spelling -> key: outlets of the story and what articles relay, whatever their case; acronyms that the texts
    explain, as written."""
    refused: frozenset[str]
    """Spellings that the story uses for something else: `AP` where a text explains it as the Alliance of Pilots."""
    long_forms: Mapping[str, str]
    """Key -> the long form of an acronym that the texts explain."""


NOTHING_KNOWN = KnownNames({}, frozenset(), {})


def learn_names(texts: Iterable[str], forms: Forms, given: Iterable[str]) -> KnownNames:
    """What `forms` and the names `given` by the site (outlets, agencies relayed) add to the list.

    An acronym that the texts explain as a news organisation is one; any other explained acronym is none, whatever it
    stands for elsewhere.
    """
    spellings = {name: name_key(name) for name in given if any(c.isalpha() for c in name)}
    plain = KnownNames(spellings, frozenset(), {})
    passages = list(texts)
    long_forms: dict[str, str] = {}
    for words, norm in sorted(forms.phrases.items()):
        written = next(filter(None, (_as_in(passage, " ".join(words)) for passage in passages)), "")
        if any((name.start, name.end) == (0, len(written)) for name in find_names(written, plain)):
            long_forms[norm] = written
    explained = set(forms.phrases.values())
    refused = {name for name, norm in forms.acronyms.items() if norm in explained and norm not in long_forms}
    for passage in passages:
        refused |= {
            hit["last"] for hit in _PERSONS_NAME.finditer(passage) if hit["first"].lower() not in FUNCTION_WORDS
        }
    for acronym, norm in forms.acronyms.items():
        if norm in long_forms:
            spellings[acronym] = name_key(long_forms[norm])
    return KnownNames(spellings, frozenset(refused), {name_key(name): name for name in long_forms.values()})


def _as_in(passage: str, words: str) -> str:
    """Lower-case words as the passage writes them; empty where it does not."""
    at = passage.lower().find(words)
    return passage[at : at + len(words)] if at >= 0 else ""


def find_names(text: str, known: KnownNames = NOTHING_KNOWN) -> tuple[NewsName, ...]:
    """The news organisations that `text` names, in order and disjoint."""
    found = [
        NewsName(hit.start(), hit.end(), known.spellings.get(hit.group()) or name_key(hit.group()))
        for hit in _pattern(tuple(sorted(known.spellings))).finditer(text)
        if hit.group() not in known.refused and _is_written_as_name(hit.group()) and not _is_inside_name(text, hit)
    ]
    taken = [(name.start, name.end) for name in found]
    for hit in _SEQUENCE.finditer(text):
        span = _shaped(text, hit.start(), hit.group())
        if span is None or text[slice(*span)] in known.refused:
            continue
        inside = [n for n, (start, end) in enumerate(taken) if start < span[1] and span[0] < end]
        if inside and not all(span[0] <= taken[n][0] and taken[n][1] < span[1] for n in inside):
            continue
        # `Radio Reuters TV` is one name even though the list has a part of it
        for n in reversed(inside):
            del taken[n], found[n]
        taken.append(span)
        found.append(NewsName(*span, name_key(text[slice(*span)])))
    return tuple(sorted(found, key=lambda name: name.start))


def _shaped(text: str, start: int, words: str) -> tuple[int, int] | None:
    """Where in a run of capitalised words a name stands that looks like, or is called, a news organisation's."""
    while words.partition(" ")[2] and (
        words.partition(" ")[0].casefold() in FUNCTION_WORDS | _BEFORE_NAME or words.startswith("According ")
    ):
        first = words.partition(" ")[0]
        start, words = start + len(first) + 1, words[len(first) + 1 :]
    words = words.rstrip(".")
    end = start + len(words)
    parts = words.casefold().split()
    if parts[0].rstrip(".") in PERSON_TITLES or parts[-1] in FUNCTION_WORDS:
        return None
    is_called = _DESCRIBED_BEFORE.search(text[:start]) or _DESCRIBED_AFTER.match(text, end) or _SITE.search(words)
    has_article = _ARTICLE_BEFORE.search(text[:start])
    if not set(parts[:-1]) - _NO_NAME:
        is_name = (is_called and parts[0] not in _NO_NAME) or (has_article and _SHORT.match(words))
    else:
        is_sure = _SURE.search(words) or _SURE_START.match(words)
        is_likely = _LIKELY.search(words) or _LIKELY_START.match(words)
        is_name = is_called or is_sure or (has_article and is_likely)
    return (start, end) if is_name and not _OF_SOMETHING.match(text, end) else None


def _is_written_as_name(spelling: str) -> bool:
    """Whether it has a capital, or is two words written as one (`presstv`): `the sun` is no newspaper."""
    return not spelling.islower() or spelling.endswith(("tv", "news"))


def _is_inside_name(text: str, hit: re.Match[str]) -> bool:
    """Whether an acronym is a part of something longer: the `ABC` of `ABC-Strasse`, the `AP` of `(AP-backed)`."""
    return text[hit.end() : hit.end() + 1] == "-" and text[hit.end() + 1 : hit.end() + 2].isalnum()


@cache
def _pattern(extra: tuple[str, ...]) -> re.Pattern[str]:
    """Finds every listed or known spelling, the longest first.

    Names ending in TV or News are found as one word, too; those the site gives in any case, as ids have none.
    """
    spellings = sorted({*listed_names(), *extra}, key=lambda name: (-len(name), name))
    written = [_as_written(name, is_id=name in extra and name.islower()) for name in spellings]
    return re.compile(rf"(?<![\w/@.-])(?:{'|'.join(written)})(?![\w@]|\.\w)")


def _as_written(name: str, *, is_id: bool) -> str:
    plain = re.escape(name).replace(r"\ ", r"[ \u00a0-]?" if is_id else r"[ \u00a0]")
    if is_id:
        return f"(?i:{plain})"
    if name.endswith((" TV", " News")):
        return rf"{plain}|(?i:{re.escape(name.replace(' ', ''))})"
    return plain
