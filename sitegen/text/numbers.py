"""English cardinals as written in news.

Reads digits (`2,500`, `43.9`, `½`), words (`one hundred and thirty`), their mixtures (`2.5 million`, `two dozen`,
`half a million`, `two and a half`) and fractions (`two-thirds`, `one in five`). Leaves out ordinals, dates and all that
depends on what stands around the number; `compare.figure_mentions` decides whether a number measures something.
"""

import re
from collections.abc import Container, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

NumeralKind = Literal["digits", "words", "fraction"]

_GREATEST = 1e18
"""What is greater is no count of anything in the news."""
_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
NUMBER_WORDS: Mapping[str, int] = MappingProxyType(_UNITS | _TENS)
"""The numbers that English writes as one word, lower-case."""
_DIGIT_WORDS = tuple(_UNITS)[1:10]
_MAGNITUDES = {
    "dozen": 12,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
    "k": 10**3,
    "m": 10**6,
    "b": 10**9,
    "mn": 10**6,
    "mln": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
}
_LETTER_MAGNITUDES = frozenset({"k", "m", "b", "mn", "mln", "bn", "bln", "tn"})
_WORD_MAGNITUDES = frozenset(_MAGNITUDES) - _LETTER_MAGNITUDES
_DENOMINATORS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_PLURAL_DENOMINATORS = frozenset(f"{word}s" for word in _DENOMINATORS)
_GLYPHS = {"¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}
_HUNDRED = 100
_THOUSAND = 1000

_TOKEN = re.compile(
    r"""
      (?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)        # 43,885,310.50
        | \d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)      # 2 500 with a space that does not break
        | \d+(?:\.\d+)?
        | (?<![\w.,])\.\d+)                               # .5 percent
    | (?P<glyph>[¼½¾⅓⅔])
    | (?P<word>[^\W\d_]+)
    """,
    re.VERBOSE,
)
_SPELLED = re.compile(
    rf"\b(?:{'|'.join([*NUMBER_WORDS, *sorted(_WORD_MAGNITUDES), 'hundred'])})\b"
    rf"|\d\s?(?:{'|'.join(sorted(_LETTER_MAGNITUDES))})\b",
    re.IGNORECASE,
)
_JOIN = re.compile(r"^(?:\s|[-‑]|,\s)$")
_SLASH_FRACTION = re.compile(r"(?<![\d/.,-])(?:(?P<whole>\d{1,3})[ -])?(?P<top>[1-9])/(?P<bottom>[2-9]|10)(?![\d/])")
_SIGN = re.compile(r"^(?:-|−|minus\s)")


class Numeral(Struct, frozen=True):
    """A number as it stands in a text."""

    start: int
    end: int
    value: float
    step: float
    """The place to which it is given: 1 for 130, 0.01 for 313.89, 100,000 for 43.9 million."""
    kind: NumeralKind
    scale: int = 1
    """What a single magnitude word or letter multiplies by (`million`, `bn`); 1 where none belongs to it."""

    def of(self, text: str) -> str:
        """The number as written."""
        return text[self.start : self.end]


class _Token(Struct, frozen=True):
    start: int
    end: int
    word: str
    value: Decimal | None = None
    places: int = 0


def spells_number(text: str) -> bool:
    """Whether `text` may hold a number that is more than digits; quick, and never False where there is one."""
    return bool(_SPELLED.search(text))


@lru_cache(maxsize=16384)
def find_numerals(text: str) -> tuple[Numeral, ...]:
    """Every number of `text` below a quintillion, longest reading first, in order and disjoint."""
    slashed = [_slash_fraction(found) for found in _SLASH_FRACTION.finditer(text)]
    tokens = [t for t in _tokens(text) if not any(s.start <= t.start < s.end for s in slashed)]
    found: list[Numeral] = list(slashed)
    index = 0
    while index < len(tokens):
        reading = _read(text, tokens, index)
        if reading is None:
            index += 1
            continue
        numeral, index = reading
        found.append(numeral)
    return tuple(sorted((n for n in found if abs(n.value) < _GREATEST), key=lambda n: n.start))


def parse_number(text: str) -> float | None:
    """The value of `text` where it is one number and nothing else, a minus sign allowed; None otherwise."""
    sign = _SIGN.match(text)
    bare = text[sign.end() :] if sign else text
    found = find_numerals(bare)
    if len(found) != 1 or bare[: found[0].start].strip() or bare[found[0].end :].strip():
        return None
    return -found[0].value if sign else found[0].value


def format_number(value: float) -> str:
    """A value in digits with thousands separators: 2,500, 43.9, 0.2; `parse_number` gives the value back."""
    if value == int(value):
        return f"{int(value):,}"
    whole, _, places = format(Decimal(repr(abs(value))), "f").partition(".")
    return f"{'-' * (value < 0)}{int(whole):,}.{places}"


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        if found["digits"]:
            digits = re.sub(r"[,\s]", "", found["digits"])
            places = len(digits.partition(".")[2])
            yield _Token(found.start(), found.end(), "", Decimal(digits), places)
        elif found["glyph"]:
            yield _Token(found.start(), found.end(), found["glyph"])
        else:
            yield _Token(found.start(), found.end(), found["word"].lower())


def _slash_fraction(found: re.Match[str]) -> Numeral:
    value = int(found["top"]) / int(found["bottom"])
    if not found["whole"]:
        return Numeral(found.start(), found.end(), value, step=0, kind="fraction")
    return Numeral(found.start(), found.end(), _tidy(int(found["whole"]) + value), step=0.5, kind="digits")


class _Reader:
    """A place in a list of tokens, from which the rules below read on."""

    def __init__(self, text: str, tokens: list[_Token], index: int) -> None:
        self.text = text
        self.tokens = tokens
        self.first = index
        self.index = index

    def peek(self) -> str:
        """The next token, lower-case, `` where it does not follow the last one directly."""
        if self.index >= len(self.tokens):
            return ""
        token = self.tokens[self.index]
        if self.index == self.first:
            return token.word
        gap = self.text[self.tokens[self.index - 1].end : token.start]
        glued = not gap and (token.word in _LETTER_MAGNITUDES or token.word in _GLYPHS)
        return token.word if glued or _JOIN.match(gap) else ""

    def take(self, words: Container[str]) -> str:
        """The next token where it is one of `words`; `` and no step where it is not."""
        word = self.peek()
        if not word or word not in words:
            return ""
        self.index += 1
        return word

    def make(self, value: float, step: float, kind: NumeralKind, *, scale: int = 1) -> Numeral:
        """The number read so far."""
        start, end = self.tokens[self.first].start, self.tokens[self.index - 1].end
        return Numeral(start, end, _tidy(value), step, kind, scale)


def _read(text: str, tokens: list[_Token], index: int) -> tuple[Numeral, int] | None:
    """The number that begins at `index`, and the index after it."""
    for rule in (_read_fraction, _read_digits, _read_words):
        reader = _Reader(text, tokens, index)
        numeral = rule(reader)
        if numeral is not None:
            return numeral, reader.index
    return None


def _read_digits(reader: _Reader) -> Numeral | None:
    if glyph := reader.take(_GLYPHS):
        return reader.make(float(_GLYPHS[glyph]), 0, "fraction")
    first = reader.tokens[reader.index]
    if first.value is None:
        return None
    reader.index += 1
    value, step = first.value, Decimal(1).scaleb(-first.places)
    if glyph := reader.take(_GLYPHS):
        value += Decimal(_GLYPHS[glyph].numerator) / Decimal(_GLYPHS[glyph].denominator)
        step = Decimal("0.5")
    scale = _letter_scale(reader) or (_HUNDRED if reader.take(("hundred",)) else 1) * _scale(reader)
    return reader.make(float(value * scale), float(step * scale), "digits", scale=scale)


def _letter_scale(reader: _Reader) -> int:
    """What `m`, `bn` and the like multiply by where they touch the digits; 0 where there is none."""
    if reader.index < len(reader.tokens) and reader.tokens[reader.index].start == reader.tokens[reader.index - 1].end:
        return _MAGNITUDES.get(reader.take(_LETTER_MAGNITUDES), 0)
    if reader.peek() in _LETTER_MAGNITUDES - {"k", "m", "b"}:
        return _MAGNITUDES[reader.take(_LETTER_MAGNITUDES)]
    return 0


def _scale(reader: _Reader) -> int:
    """The product of the magnitude words that follow (`thousand`, `dozen`); 1 where none does."""
    scale = 1
    while word := reader.take(_WORD_MAGNITUDES):
        scale *= _MAGNITUDES[word]
    return scale


def _read_words(reader: _Reader) -> Numeral | None:
    """Groups of falling magnitude: `two million, three hundred thousand and six`."""
    total, limit, n_groups = Decimal(0), 0, 0
    while True:
        start = reader.index
        if limit:
            reader.take(("and",))
        part = _article(reader) if not limit else None
        if part is None:
            part = _below_thousand(reader)
        scale = _scale(reader) if part is not None else 1
        if part is None or (limit and scale >= limit):
            reader.index = start
            break
        total += part * scale
        n_groups += 1
        limit = scale
        if scale < _THOUSAND:
            break
    if not limit:
        return None
    if n_groups == 1 and limit >= _THOUSAND and _and_a_half(reader):
        return reader.make(float(total + Decimal(limit) / 2), limit / 2, "words")
    return reader.make(float(total), float(limit), "words", scale=limit if n_groups == 1 else 1)


def _article(reader: _Reader) -> Decimal | None:
    """The factor of `a`, `half a` or `a half` before a magnitude, which stays unread; `a hundred` and what follows."""
    start = reader.index
    reader.take(("a",))
    if reader.take(("half",)) and reader.peek() in _WORD_MAGNITUDES:
        return Decimal("0.5")
    reader.index = start
    factor = Decimal("0.5") if reader.take(("half",)) else Decimal(1)
    if reader.take(("a", "an")):
        if reader.peek() in _WORD_MAGNITUDES:
            return factor
        if factor == 1 and reader.take(("hundred",)):
            return Decimal(_HUNDRED + _after_hundred(reader))
    reader.index = start
    return None


def _below_thousand(reader: _Reader) -> Decimal | None:
    """`twenty-five`, `seventeen`, `three hundred and twelve`, `twelve hundred`, `two and a half`."""
    head = _below_hundred(reader)
    if head is None:
        return None
    if reader.take(("hundred",)):
        return Decimal(head * _HUNDRED + _after_hundred(reader))
    return head + Decimal("0.5") if _and_a_half(reader) else Decimal(head)


def _and_a_half(reader: _Reader) -> bool:
    start = reader.index
    if reader.take(("and",)) and reader.take(("a",)) and reader.take(("half",)):
        return True
    reader.index = start
    return False


def _below_hundred(reader: _Reader) -> int | None:
    if word := reader.take(_UNITS):
        return _UNITS[word]
    if word := reader.take(_TENS):
        return _TENS[word] + _UNITS.get(reader.take(_DIGIT_WORDS), 0)
    return None


def _after_hundred(reader: _Reader) -> int:
    """`twelve` or `and twelve`; 0 where neither follows."""
    start = reader.index
    reader.take(("and",))
    value = _below_hundred(reader)
    if value is None:
        reader.index = start
    return value or 0


def _read_fraction(reader: _Reader) -> Numeral | None:
    """`two-thirds`, `a third of`, `half`, `three quarters`, `one in five`, `nine out of ten`."""
    if reader.take(("half",)):
        return _read_half(reader)
    top = _UNITS.get(reader.take(_UNITS), 0) or (1 if reader.take(("a", "an")) else 0)
    first = reader.tokens[reader.first]
    if reader.index == reader.first and first.value is not None and not first.places:
        top = int(first.value)
        reader.index += 1
    if not top:
        return None
    if top == 1 and (word := reader.take(_DENOMINATORS)):
        # `a third of the voters`, but not `a third man` nor `one fifth grader`
        is_part = reader.peek() in ("of", "the")
        return _read_part_of_magnitude(reader, 1 / _DENOMINATORS[word]) if is_part else None
    if top > 1 and (word := reader.take(_PLURAL_DENOMINATORS)):
        return _read_part_of_magnitude(reader, top / _DENOMINATORS[word.removesuffix("s")])
    return _read_share(reader, top)


def _read_half(reader: _Reader) -> Numeral | None:
    """The fraction after `half`; `half a percent` is one, `half a million` and `half an hour` are none."""
    is_article = bool(reader.take(("a",)))
    following = reader.peek()
    is_none = is_article and following not in ("percent", "percentage", "per")
    return None if is_none or following in ("an", *_WORD_MAGNITUDES) else reader.make(0.5, 0, "fraction")


def _read_part_of_magnitude(reader: _Reader, share: float) -> Numeral:
    """`of a million` after `a quarter`; the share itself where no magnitude follows."""
    start = reader.index
    if reader.take(("of",)) and reader.take(("a",)) and (word := reader.take(_WORD_MAGNITUDES)):
        scale = _MAGNITUDES[word]
        return reader.make(share * scale, scale / 4, "words")
    reader.index = start
    return reader.make(share, 0, "fraction")


def _read_share(reader: _Reader, top: int) -> Numeral | None:
    """The rest of `one in five`, `nine out of ten`; `5 in 2014` and `a in b` are none."""
    is_words = reader.tokens[reader.first].word in _UNITS
    if not (reader.take(("in",)) or (reader.take(("out",)) and reader.take(("of",)))):
        return None
    if reader.index >= len(reader.tokens):
        return None
    last = reader.tokens[reader.index]
    bottom = (_UNITS.get(last.word) or _TENS.get(last.word)) if is_words else int(last.value or 0)
    if not bottom or not top < bottom <= _HUNDRED or last.places or reader.text[last.start - 1 : last.start] in "$£€":
        return None
    reader.index += 1
    return reader.make(top / bottom, 0, "fraction")


def _tidy(value: float) -> float:
    """Without the dust of binary fractions: 0.9 times 900 is 810."""
    return float(f"{value:.12g}")
