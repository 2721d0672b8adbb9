"""Words of a sentence with their normal forms.

A word keeps its offsets; its normal form is what two outlets' spellings of it have in common: case, quotation marks,
inflection (irregular forms included), British and American spelling, the article `al-`, the points of `F.B.I.`,
abbreviations (`Sen.`), numbers by their value (`two dozen`, `24`; `1.5 million`, `1,500,000`), and what `Forms` knows
of one story (acronyms, names, demonyms).
"""

import itertools
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

import Stemmer
from msgspec import Struct, field

from sitegen.text.function_words import FUNCTION_WORDS
from sitegen.text.irregular import BASE_FORMS
from sitegen.text.numbers import NUMBER_WORDS, Numeral, find_numerals, format_number, spells_number

_WORD = re.compile(
    r"""
      (?:[A-Za-z]\.){2,}(?:[‑-]\w+)*(?!\w)     # U.S., a.m., U.S.-led
    | \d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?!\w)    # 2,500  43.9  17th
    | \w+(?:[’'‑-]\w+)*                        # words, with inner apostrophes and hyphens
    """,
    re.VERBOSE,
)
_HYPHEN = re.compile(r"[‑-]")
_POSSESSIVE = re.compile(r"[’']s?$")
_ARTICLE = re.compile(r"^(?:al|el|as|ash)[‑-](?=\w)", re.IGNORECASE)
_SPELLINGS = (
    (re.compile(r"isation(s?)$"), r"ization\1"),
    (re.compile(r"is(e|ed|es|ing)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{2})our(s|ed|ing|ite|able|hood)?$"), r"or\1"),
    (re.compile(r"(?<=[a-z]{2})ll(ed|ing|er)$"), r"l\1"),
    (re.compile(r"(defen|offen|licen)ce(s?)$"), r"\1se\2"),
    (re.compile(r"(cent|theat|met|lit|fib)re(s?)$"), r"\1er\2"),
)
_INITIALS = re.compile(r"^(?:[A-Z]\.){2,}$")
_ABBREVIATIONS = {
    "Sen": "senator", "Sens": "senators", "Rep": "representative", "Reps": "representatives", "Gov": "governor",
    "Gen": "general", "Lt": "lieutenant", "Col": "colonel", "Sgt": "sergeant", "Capt": "captain", "Cmdr": "commander",
    "Adm": "admiral", "Prof": "professor", "Dept": "department", "Jan": "january", "Feb": "february", "Aug": "august",
    "Sept": "september", "Oct": "october", "Nov": "november", "Dec": "december", "Ala": "alabama", "Ariz": "arizona",
    "Calif": "california", "Colo": "colorado", "Conn": "connecticut", "Fla": "florida", "Ga": "georgia",
    "Ill": "illinois", "Ind": "indiana", "Kan": "kansas", "Ky": "kentucky", "La": "louisiana",
    "Mass": "massachusetts", "Md": "maryland", "Mich": "michigan", "Minn": "minnesota", "Neb": "nebraska",
    "Nev": "nevada", "Okla": "oklahoma", "Ore": "oregon", "Pa": "pennsylvania", "Tenn": "tennessee", "Tex": "texas",
    "Va": "virginia", "Vt": "vermont", "Wash": "washington", "Wis": "wisconsin",
}  # fmt: skip
"""Titles, months and states as news shortens them; read so only where a full stop follows."""
_stemmer = Stemmer.Stemmer("english")


class Word(Struct, frozen=True):
    """A word of a sentence."""

    start: int
    """Offset in the sentence."""
    end: int
    text: str
    """As written."""
    norm: str
    """Normal form; equal for words that differ only in spelling, inflection or a known alias."""
    is_function: bool
    """Whether the word carries no content of its own."""
    parts: tuple[str, ...]
    """Normal forms of the content words in it: a hyphenated word has several, a function word has none."""


class Forms(Struct, frozen=True, eq=False):
    """What one story teaches about its words; equal to itself alone, so that words found with it can be kept."""

    phrases: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """Lower-case words of a long form -> the normal form of all its names."""
    acronyms: Mapping[str, str] = field(default_factory=dict)
    """A name as written, in its own case (`IS`) -> the normal form it shares with others."""
    names: Mapping[str, str] = field(default_factory=dict)
    """A lower-case name -> its most used spelling, or the country a demonym is made of."""


COUNTRY_NAMES = {
    "U.S.": "usa", "U.S": "usa", "US": "usa", "USA": "usa", "U.S.A.": "usa", "America": "usa", "American": "usa",
    "Americans": "usa", "U.K.": "uk", "UK": "uk", "Britain": "uk", "British": "uk", "U.N.": "un", "UN": "un",
    "E.U.": "eu", "EU": "eu",
}  # fmt: skip
"""Short names compared before lower-casing, or `US` would be read as a pronoun."""
COUNTRY_PHRASES = {
    ("united", "states"): "usa",
    ("united", "states", "of", "america"): "usa",
    ("united", "kingdom"): "uk",
    ("great", "britain"): "uk",
    ("united", "nations"): "un",
    ("european", "union"): "eu",
}
_COUNTRY_STARTS = frozenset(phrase[0] for phrase in COUNTRY_PHRASES)
NO_FORMS = Forms()
NAME = "name:"
"""What the normal form of a name begins with that a story writes in several forms."""


@lru_cache(maxsize=2048)
def split_words(text: str, forms: Forms = NO_FORMS) -> tuple[Word, ...]:
    """The words of `text` in order; offsets count in `text`; punctuation is no word."""
    found = list(_WORD.finditer(text))
    numerals = (
        {numeral.start: numeral for numeral in find_numerals(text) if _is_spelled(numeral)}
        if spells_number(text)
        else {}
    )
    words = []
    index = 0
    while index < len(found):
        numeral = numerals.get(found[index].start())
        length = _span_of(found, index, numeral.end) if numeral else 0
        if numeral and length:
            norm = _fold_number(format_number(numeral.value))
            words.append(_make_phrase(text, found, index, length, norm))
            index += length
            continue
        length, norm = _match_phrase(found, index, forms)
        if length:
            words.append(_make_phrase(text, found, index, length, norm))
            index += length
            continue
        words.append(_make_word(found[index], forms))
        index += 1
    return tuple(words)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case without possessive and the article `al-`, the base of irregular forms, American spelling, the stem."""
    plain = _POSSESSIVE.sub("", lower(word))
    plain = _ARTICLE.sub("", plain)
    if plain[:1].isdigit():
        return _fold_number(plain)
    plain = BASE_FORMS.get(plain, plain)
    for pattern, replacement in _SPELLINGS:
        plain = pattern.sub(replacement, plain)
    stem: str = _stemmer.stemWord(plain)
    return stem or plain or word


@lru_cache(maxsize=2048)
def written_out(text: str) -> str:
    """All words by which forms are looked up, small, one a line: abbreviations written out, initials without points."""
    words = [found.group() for found in _WORD.finditer(text)]
    words += [_ABBREVIATIONS[word] for word in words if word in _ABBREVIATIONS]
    words += [word.replace(".", "") for word in words if "." in word]
    return "\n".join(map(lower, words))


def lower(word: str) -> str:
    """NFKC, straight apostrophes and hyphens, lower case."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", word).replace("’", "'").replace("‑", "-").lower()


def _fold_number(word: str) -> str:
    number = re.sub(r"(?:st|nd|rd|th)$", "", word).replace(",", "")
    return number.rstrip("0").rstrip(".") if "." in number else number


def _is_spelled(numeral: Numeral) -> bool:
    """Whether the number is more than digits, and more than `one`, which is a pronoun as often."""
    return numeral.value > 1 and (numeral.kind == "words" or numeral.scale > 1)


def _span_of(found: list[re.Match[str]], index: int, end: int) -> int:
    """Number of words from `index` on that end exactly at `end`; 0 where a word goes on beyond it."""
    length = 1
    while index + length < len(found) and found[index + length].start() < end:
        length += 1
    return length if found[index + length - 1].end() == end else 0


def _make_phrase(text: str, found: list[re.Match[str]], index: int, length: int, norm: str) -> Word:
    """`length` words from `index` on as one."""
    start, end = found[index].start(), found[index + length - 1].end()
    return Word(start=start, end=end, text=text[start:end], norm=norm, is_function=False, parts=(norm,))


def _match_phrase(found: list[re.Match[str]], index: int, forms: Forms) -> tuple[int, str]:
    """Number of words from `index` on that are the longest known phrase, and its normal form; 0 where there is none."""
    word = found[index].group()
    if not word[0].isupper():
        return 0, ""
    first = _POSSESSIVE.sub("", lower(word))
    if first not in _COUNTRY_STARTS and not any(phrase[0] == first for phrase in forms.phrases):
        return 0, ""
    for length in range(min(6, len(found) - index), 1, -1):
        window = found[index : index + length]
        if any(b.start() - a.end() != 1 for a, b in itertools.pairwise(window)):
            continue
        key = tuple(_POSSESSIVE.sub("", lower(m.group())) for m in window)
        norm = forms.phrases.get(key) or COUNTRY_PHRASES.get(key)
        if norm:
            return length, norm
    return 0, ""


def _make_word(found: re.Match[str], forms: Forms) -> Word:
    text = found.group()
    if text in _ABBREVIATIONS and found.string[found.end() :][:1] == ".":
        norm = _normal(_ABBREVIATIONS[text], forms)
        return Word(start=found.start(), end=found.end(), text=text, norm=norm, is_function=False, parts=(norm,))
    norm = _normal(text, forms)
    pieces = _HYPHEN.split(_ARTICLE.sub("", text))
    parts = tuple(_part(piece, forms) for piece in pieces if piece and not _is_function(piece, forms))
    return Word(start=found.start(), end=found.end(), text=text, norm=norm, is_function=not parts, parts=parts)


def _part(piece: str, forms: Forms) -> str:
    """The normal form of a piece between hyphens: the `two` of `two-year-old` is 2."""
    number = NUMBER_WORDS.get(lower(piece))
    return str(number) if number else _normal(piece, forms)


def _is_function(piece: str, forms: Forms) -> bool:
    """Whether the piece carries no content: `US` is a country and `us` is not, `May` a month, `IS` perhaps a group."""
    return (
        piece not in COUNTRY_NAMES and piece not in forms.acronyms and piece != "May" and lower(piece) in FUNCTION_WORDS
    )


def _normal(text: str, forms: Forms) -> str:
    bare = _ARTICLE.sub("", _POSSESSIVE.sub("", text))
    if _INITIALS.match(bare) and bare not in COUNTRY_NAMES and bare not in forms.acronyms:
        bare = bare.replace(".", "")
    known = forms.acronyms.get(bare) or COUNTRY_NAMES.get(bare)
    if known:
        return known
    plain = lower(bare)
    if "-" in plain:
        return "-".join(_normal(piece, forms) for piece in _HYPHEN.split(bare) if piece) or plain
    return fold(forms.names.get(plain, plain))
