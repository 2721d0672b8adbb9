"""Patterns of wording: a small language for phrases that is read in full before a text is searched.

    US-led coalition           these words, with blanks, hyphens, brackets or quotation marks between them
    (the )?Israeli onslaught   what is in brackets may be missing
    war (on|in) Gaza           one of these
    terrorists?                the letter before `?` may be missing
    strike~                    the word in all its forms: strike, strikes, struck, striking
    jihad*                     a word that begins so
    groups * ties              any one word; `*3` is up to three words, or none
    Hamas, which               a comma

A small letter stands for either case, a capital for a capital alone, so `US` is never `us`. Accents, kinds of
apostrophe, hyphen and blank, and the points of `U.S.` make no difference. `'s` counts as a word of its own.

A pattern is a list of phrases written short. It is expanded, with a bound on their number, and each phrase is matched
word by word; so no pattern takes long on any text. The signs are those of regular expressions where there are such,
and what a regular expression has beyond them is refused with what to write instead. Knows nothing of concepts.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from msgspec import Struct

from sitegen.model import Span
from sitegen.text.function_words import FUNCTION_WORDS
from sitegen.text.inflection import forms_of

MAX_LENGTH = 300
"""Characters of a pattern; a sentence of news is shorter."""
MAX_PHRASES = 300
"""Phrases that one pattern may stand for."""
_MAX_DEPTH = 6
_MIN_AFFIX = 3
_SHORT = 4
"""Letters of an abbreviation such as `Gov` that a full stop may follow inside a sentence."""

_WITH_MARKS = (*range(0x300, 0x3400), *range(0xA000, 0xAC00), *range(0xF900, 0x10000))
"""The first plane without ideographs, the syllables of Korean and what is for private use, which hold no marks."""


def _ranges(numbers: Iterable[int]) -> str:
    """Characters in ascending order as what stands in a class of an expression, in a tenth of the time to compile."""
    runs = groupby(enumerate(numbers), key=lambda it: it[1] - it[0])
    return "".join(f"{chr(run[0][1])}-{chr(run[-1][1])}" for run in (list(each) for _, each in runs))


_MARKS = _ranges(n for n in _WITH_MARKS if unicodedata.category(chr(n)) in {"Mn", "Mc"})
"""Accents, and the signs of vowels: they belong to a word, and `\\w` has them not."""
_LETTER = rf"[\w{_MARKS}]"
_HYPHENS = "-\u2010\u2011\u2012\u2013"
_APOSTROPHES = "'’ʼ`´"
_TOKEN = re.compile(
    rf"""
      (?P<initials>(?:[^\W\d_]\.){{2,}}(?!\w))              # U.S.
    | (?P<number>\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?!\w))     # 2,500  17th
    | (?P<possessive>(?<=\w)[{_APOSTROPHES}]s(?!\w))        # 's
    | (?P<word>\w{_LETTER}*(?:[{_APOSTROPHES}](?!s(?!\w)){_LETTER}+)*)      # don't
    | (?P<comma>,)
    """,
    re.VERBOSE,
)
_PASSED = re.compile(r"[\s\"“”„‟«»‘’'‚()\[\]/]*")
"""What may stand between two words of a phrase without being written in the pattern."""
_HYPHEN_BETWEEN = re.compile(rf"[\"“”‘’'()]?[{_HYPHENS}][\"“”‘’'()]?")
_ITEM = re.compile(
    rf"""
      (?P<gap>(?<![\w*])\*(?P<most>[1-9]?)(?![\w*~]))
    | (?P<affix>\w{_LETTER}*\*{_LETTER}*|\*{_LETTER}+)
    | (?P<forms>\w{_LETTER}*~)
    | {_TOKEN.pattern}
    """,
    re.VERBOSE,
)
_CROSSING = re.compile(r"[.!;:…](?=\s*\S)")
_POINTED = re.compile(r"(?:[^\W\d_]\.){2,}|\d\.\d")
_ALLOWED = re.compile(rf"[{_HYPHENS}\w{_MARKS}\s,.~*{_APOSTROPHES}]")
_INSTEAD: Mapping[str, str] = {
    "\\": "A phrase is made of whole words by itself, so `\\b`, `\\s` and `\\w` are not needed.",
    "[": "Write (one|another) for a choice.",
    "]": "Write (one|another) for a choice.",
    "+": "Write `word~` for a word in all its forms, `*` for any one word.",
    "{": "Write `*3` for up to three words.",
    "}": "Write `*3` for up to three words.",
    "^": "A phrase is found wherever it stands.",
    "$": "A phrase is found wherever it stands.",
    **dict.fromkeys('"“”„«»', "Quotation marks around words make no difference; leave them out."),
}
_WILD = "Begin and end with a word; `*` goes between two."


class PatternError(ValueError):
    """A pattern that cannot be used; `index` is the character at which it goes wrong."""

    def __init__(self, message: str, index: int, hint: str) -> None:
        """Keep what is wrong, where, and what to write instead."""
        super().__init__(message)
        self.message = message
        self.index = index
        self.hint = hint


class Token(Struct, frozen=True):
    """A word, number or comma of a text, or a possessive ending."""

    start: int
    end: int
    norm: str
    """Without accents and points, with straight apostrophes; case is kept."""
    follows: bool
    """Whether nothing but what a phrase passes over stands between this and the token before."""


class Item(Struct, frozen=True):
    """One place of a phrase."""

    kind: str
    """`word`, `forms`, `affix`, `comma`, `any` (one word) or `gap` (up to `most` words)."""
    norm: str = ""
    forms: frozenset[str] = frozenset()
    most: int = 0


Phrase = tuple[Item, ...]


class Pattern(Struct, frozen=True):
    """All phrases that a pattern stands for."""

    text: str
    phrases: tuple[Phrase, ...]


class PatternIndex(Struct, frozen=True):
    """Patterns, each with its number, ready to be searched for together."""

    by_word: Mapping[str, Sequence[tuple[int, Phrase]]]
    """Lower-case word -> the phrases that begin with it."""
    others: Sequence[tuple[int, Phrase]]
    """Phrases that begin with a part of a word."""


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a sentence; offsets count in `text`."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        between = text[tokens[-1].end : found.start()] if tokens else ""
        follows = bool(tokens) and _is_passed(between, tokens[-1])
        tokens.append(Token(found.start(), found.end(), _norm(found), follows))
    return tuple(tokens)


@lru_cache(maxsize=4096)
def parse_pattern(text: str) -> Pattern:
    """The pattern that `text` writes; raises PatternError where it is none, or where it could match almost anything."""
    if len(text) > MAX_LENGTH:
        raise PatternError(f"the pattern has more than {MAX_LENGTH} characters", 0, "Write several shorter ones.")
    _check_signs(text)
    expanded = _Expander(text).all()
    phrases = dict.fromkeys(_items(" ".join(phrase.split())) for phrase in expanded)
    for phrase in phrases:
        _check_phrase(phrase)
    return Pattern(text, tuple(phrases))


def index_patterns(patterns: Sequence[Pattern]) -> PatternIndex:
    """The patterns by the words their phrases begin with, to be searched for together; made once for many texts."""
    by_word: dict[str, list[tuple[int, Phrase]]] = {}
    others: list[tuple[int, Phrase]] = []
    for number, pattern in enumerate(patterns):
        for phrase in pattern.phrases:
            first = phrase[0]
            if first.kind == "affix":
                others.append((number, phrase))
            for word in {first.norm.lower()} if first.kind == "word" else first.forms:
                by_word.setdefault(word, []).append((number, phrase))
    return PatternIndex(by_word, tuple(others))


def find_spans(patterns: PatternIndex, text: str, tokens: Sequence[Token]) -> tuple[tuple[int, Span], ...]:
    """Every place of `text` that a pattern matches, as (number of the pattern, span); the longest one at each start.

    `tokens` are those of `text`. A span begins and ends with a word, but takes along a bracket or quotation mark whose
    other half lies inside it.
    """
    found: list[tuple[int, Span]] = []
    for start, token in enumerate(tokens):
        longest: dict[int, int] = {}
        for number, phrase in (*patterns.by_word.get(token.norm.lower(), ()), *patterns.others):
            end = _match(phrase, tokens, start)
            if end is not None:
                longest[number] = max(end, longest.get(number, 0))
        found += [(number, _close(text, token.start, tokens[end - 1].end)) for number, end in sorted(longest.items())]
    return tuple(found)


class _Expander:
    """From a pattern to the phrases it stands for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def all(self) -> list[str]:
        phrases = self.alternatives(0)
        if self.at < len(self.text):
            raise PatternError("this bracket closes nothing", self.at, "Take it out, or open it before.")
        return phrases

    def alternatives(self, depth: int) -> list[str]:
        opened = self.at
        choices = self.sequence(depth)
        while self.at < len(self.text) and self.text[self.at] == "|":
            if depth == 0:
                raise PatternError(
                    "`|` stands between choices in brackets", self.at, "Write (one|another), or two patterns."
                )
            self.at += 1
            choices = [*choices, *self.sequence(depth)]
            self.check_number(choices, opened)
        return choices

    def sequence(self, depth: int) -> list[str]:
        phrases = [""]
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            sign, opened = self.text[self.at], self.at
            if sign == "(":
                part = self.group(depth)
            elif sign == "?":
                raise PatternError("`?` has nothing before it that may be missing", self.at, "Write (word )?.")
            else:
                self.at += 1
                part = [sign]
            if self.at < len(self.text) and self.text[self.at] == "?":
                if not (sign == "(" or sign.isalnum() or sign in _HYPHENS + _APOSTROPHES + ","):
                    raise PatternError("`?` has nothing before it that may be missing", self.at, "Write (word )?.")
                self.at += 1
                part = [*part, ""]
            phrases = [before + after for before in phrases for after in part]
            self.check_number(phrases, opened)
        return phrases

    def group(self, depth: int) -> list[str]:
        opened = self.at
        if depth >= _MAX_DEPTH:
            raise PatternError("brackets are nested too deeply", opened, "Write several patterns.")
        self.at += 1
        part = self.alternatives(depth + 1)
        if self.at >= len(self.text):
            raise PatternError("the bracket that opens here is never closed", opened, "Close it with `)`.")
        self.at += 1
        return part

    def check_number(self, phrases: Sequence[str], index: int) -> None:
        if len(phrases) > MAX_PHRASES:
            raise PatternError(
                f"the pattern stands for more than {MAX_PHRASES} phrases", index, "Write several simpler ones."
            )


def _check_signs(text: str) -> None:
    """Refuse what no pattern may hold, and what would reach over the end of a sentence."""
    pointed = [found.span() for found in _POINTED.finditer(text)]
    for index, sign in enumerate(text):
        if sign == "\n":
            raise PatternError("the pattern goes over more than one line", index, "Put it on one line.")
        if sign in "()|?" or (_ALLOWED.match(sign) and sign != "."):
            continue
        if sign == "." and any(start <= index < end for start, end in pointed):
            continue
        if sign == "." and text[index + 1 : index + 2] in ("*", "+", "?"):
            raise PatternError("`.` does not stand for any letter", index, "Write `*` for any one word.")
        if _CROSSING.match(text, index):
            raise PatternError(
                "the pattern reaches over the end of a sentence or clause",
                index,
                "A pattern lies within one sentence: write one for each part. A full stop behind an abbreviation may"
                " be left out.",
            )
        hint = _INSTEAD.get(sign, "Write words, and leave punctuation other than commas out.")
        raise PatternError(f"`{sign}` has no meaning in a pattern", index, hint)


def _items(phrase: str) -> tuple[Item, ...]:
    return tuple(_item(found) for found in _ITEM.finditer(phrase))


def _item(found: re.Match[str]) -> Item:
    if found["gap"]:
        return Item("gap", most=int(found["most"])) if found["most"] else Item("any")
    if found["affix"]:
        return Item("affix", _plain(found["affix"]))
    if found["forms"]:
        word = _plain(found["forms"][:-1])
        return Item("forms", word, forms_of(word.lower()))
    return Item("comma", ",") if found["comma"] else Item("word", _norm(found))


def _check_phrase(phrase: Sequence[Item]) -> None:
    """Refuse a phrase that would match nothing or almost anything."""
    if not phrase:
        raise PatternError("everything in the pattern may be missing", 0, "Leave one word without brackets and `?`.")
    if {phrase[0].kind, phrase[-1].kind} & {"any", "gap", "comma"}:
        raise PatternError("the pattern begins or ends with `*` or a comma", 0, _WILD)
    for item in phrase:
        if item.kind == "affix" and len(item.norm.replace("*", "")) < _MIN_AFFIX:
            raise PatternError(f"`{item.norm}` would match very many words", 0, "Write three letters or more.")
    if all(item.kind not in ("word", "forms", "affix") or _is_empty(item) for item in phrase):
        shown = " ".join(item.norm or "*" for item in phrase)
        raise PatternError(f"`{shown}` would match almost anywhere", 0, "Add a word that carries the meaning.")


def _is_empty(item: Item) -> bool:
    """Whether a word carries no content: `the`, but not `US`, which is no `us`."""
    return item.norm in ("'s", "s") or (item.norm.lower() in FUNCTION_WORDS and not item.norm.isupper())


def _match(phrase: Sequence[Item], tokens: Sequence[Token], start: int) -> int | None:
    """The end, in tokens, of the longest match of `phrase` that begins at `start`; None where there is none."""
    reached = {start}
    for item in phrase:
        reached = {end for at in reached for end in _step(item, tokens, at, is_first=at == start)}
        if not reached:
            return None
    return max(reached)


def _step(item: Item, tokens: Sequence[Token], at: int, *, is_first: bool) -> Iterator[int]:
    """Where a phrase may go on once `item` has taken what stands at `at`."""
    if item.kind != "gap":
        if at < len(tokens) and (is_first or tokens[at].follows) and _fits(item, tokens[at].norm):
            yield at + 1
        return
    yield at
    n_words = 0
    while at < len(tokens) and tokens[at].follows and n_words < item.most:
        n_words += tokens[at].norm not in (",", "'s")
        at += 1
        yield at
    # a possessive belongs to the word before it, a comma may stand behind the gap
    while at < len(tokens) and tokens[at].follows and tokens[at].norm in (",", "'s"):
        at += 1
        yield at


def _fits(item: Item, word: str) -> bool:
    if item.kind == "any":
        return word not in (",", "'s")
    if item.kind == "forms":
        return word.lower() in item.forms and (word[:1].isupper() or not item.norm[:1].isupper())
    if item.kind == "affix":
        head, _, tail = item.norm.partition("*")
        return (
            len(word) >= len(head) + len(tail)
            and _equal(head, word[: len(head)])
            and _equal(tail, word[len(word) - len(tail) :])
        )
    return _equal(item.norm, word)


def _equal(written: str, word: str) -> bool:
    """Whether a word is as the pattern writes it, where a small letter stands for either case."""
    return len(written) == len(word) and all(
        a == b or (not a.isupper() and a == b.lower()) for a, b in zip(written, word, strict=True)
    )


def _norm(found: re.Match[str]) -> str:
    if found["possessive"]:
        return "'s"
    word = _plain(found.group())
    return word.replace(".", "") if found["initials"] else word


def _plain(word: str) -> str:
    """Without accents and with straight apostrophes."""
    if word.isascii():
        return word
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return re.sub(rf"[{_APOSTROPHES}]", "'", bare)


def _is_passed(between: str, before: Token) -> bool:
    if _PASSED.fullmatch(between) or _HYPHEN_BETWEEN.fullmatch(between):
        return True
    return between.strip() == "." and between != "." and before.norm[:1].isupper() and len(before.norm) <= _SHORT


def _close(text: str, start: int, end: int) -> Span:
    """The span with the closing bracket or mark that stands right behind it, where the opening one is inside."""
    inside = text[start:end]
    for opening, closing in ("()", "[]", "“”", "«»"):
        if text[end : end + 1] == closing and inside.count(opening) > inside.count(closing):
            return Span(start, end + 1)
    if text[end : end + 1] == '"' and inside.count('"') % 2:
        return Span(start, end + 1)
    return Span(start, end)
