"""What is counted in an article when it is held against another: normal forms, runs of letters, runs of words.

The two articles are read with what they alone teach about their names, see `text.forms`. A sentence mostly reads the
same beside any other article, so each way of reading it is worked out once. Deliberately contains no weight: how much a
term says depends on the two articles that are compared, see `align.between`.
"""

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sitegen.align.frames import counted_words
from sitegen.align.runs import RUN_LENGTH
from sitegen.model import Sentence
from sitegen.text.forms import derive_forms
from sitegen.text.function_words import REPORTING_WORDS
from sitegen.text.words import NAME, NO_FORMS, Forms, Word, lower, split_words, written_out

_GRAM_LENGTHS = (3, 4, 5)
"""Letters in a row that are counted, the spaces around a word among them."""
_KEPT_SENTENCES, _KEPT_ARTICLES = 1024, 16
"""So that an edit of one sentence does not have the others read again, and not each article for each other one."""
_MOST_KEPT = 100
"""Sentences of an article whose counts, which take memory, are kept."""

Weights = NDArray[np.float64]
Ways = tuple[tuple[tuple[tuple[str, ...], str], ...], tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
"""What of `Forms` is known in a sentence, as sorted items of its phrases, acronyms and names."""


class Table(Struct, frozen=True):
    """How often each term of an article stands in each of its sentences."""

    columns: Mapping[str, int]
    """Term -> its column, in order."""
    counts: Weights
    """Shape (sentences, terms)."""


class Reading(Struct, frozen=True, kw_only=True):
    """A sentence as it reads with what is known of its names."""

    words: tuple[Word, ...]
    """Those left out that only say who speaks, or from where."""
    breaks: frozenset[int]
    """Numbers of the words in front of which some were left out."""
    parts: frozenset[str]
    """The normal forms that count."""
    runs: frozenset[tuple[str, ...]]
    """The normal forms of every `RUN_LENGTH` words in a row."""
    surface: Mapping[str, str]
    """Normal form -> the word as written, in the order of first occurrence."""


class ArticleTerms(Struct, frozen=True, kw_only=True):
    """The sentences of an article, read beside another, with what is counted in them."""

    readings: tuple[Reading, ...]
    is_body: NDArray[np.bool_]
    """For each sentence whether it is of the body; the others are headlines, which repeat it."""
    part_table: Table
    """1 where a sentence has a normal form."""
    gram_table: Table
    """`1 + ln(count)` of each run of letters (sublinear term frequency)."""


def read_two(a: tuple[Sentence, ...], b: tuple[Sentence, ...]) -> tuple[ArticleTerms, ArticleTerms]:
    """Two articles with what they teach about each other's names."""
    forms = derive_forms(sentence.text for sentence in (*a, *b))
    return _read(a, forms), _read(b, forms)


def _read(sentences: tuple[Sentence, ...], forms: Forms) -> ArticleTerms:
    ways = tuple(_ways(known_in(sentence.text, forms)) for sentence in sentences)
    read = _read_article if len(sentences) <= _MOST_KEPT else _read_article.__wrapped__
    return read(sentences, ways)


@lru_cache(_KEPT_ARTICLES)
def _read_article(sentences: tuple[Sentence, ...], ways: tuple[Ways | None, ...]) -> ArticleTerms:
    readings = tuple(_read_sentence(*each) for each in zip(sentences, ways, strict=True))
    grams = [_letters_in_a_row(reading.words) for reading in readings]
    return ArticleTerms(
        readings=readings,
        is_body=np.array([sentence.part == "body" for sentence in sentences], dtype=bool),
        part_table=_tabulate([dict.fromkeys(sorted(reading.parts), 1.0) for reading in readings]),
        gram_table=_tabulate([{gram: 1 + math.log(n) for gram, n in found.items()} for found in grams]),
    )


def _ways(known: Forms) -> Ways | None:
    if known is NO_FORMS:
        return None
    phrases, acronyms, names = known.phrases.items(), known.acronyms.items(), known.names.items()
    return tuple(sorted(phrases)), tuple(sorted(acronyms)), tuple(sorted(names))


@lru_cache(_KEPT_SENTENCES)
def _read_sentence(sentence: Sentence, ways: Ways | None) -> Reading:
    known = Forms(dict(ways[0]), dict(ways[1]), dict(ways[2])) if ways else NO_FORMS
    # what is read with names of two articles alone is kept here; no cache of all sentences should hold it
    split = split_words.__wrapped__ if ways else split_words
    every = split(sentence.text, known)
    words = counted_words(sentence, every)
    before = dict(itertools.pairwise(every))
    norms = [word.norm for word in words]
    surface: dict[str, str] = {}
    for word in words:
        for part in word.parts:
            surface.setdefault(part, word.text)
    return Reading(
        words=words,
        breaks=frozenset(n for n, (a, b) in enumerate(itertools.pairwise(words), start=1) if before[a] != b),
        parts=frozenset(part for word in words for part in word.parts if part not in REPORTING_WORDS),
        runs=frozenset(tuple(norms[at : at + RUN_LENGTH]) for at in range(len(norms) - RUN_LENGTH + 1)),
        surface=surface,
    )


def known_in(text: str, forms: Forms) -> Forms:
    """What of `forms` a sentence can have in it: it reads the same with this as with all of them."""
    bare = f"{text}\n{text.replace('.', '')}"
    small = written_out(text)
    phrases = {words: norm for words, norm in forms.phrases.items() if all(word in small for word in words)}
    acronyms = {name: norm for name, norm in forms.acronyms.items() if name in bare}
    names = {name: norm for name, norm in forms.names.items() if name in small}
    return Forms(phrases=phrases, acronyms=acronyms, names=names) if phrases or acronyms or names else NO_FORMS


def _tabulate(rows: Sequence[Mapping[str, float]]) -> Table:
    """One row a sentence, one column a term."""
    columns: dict[str, int] = {}
    at = [columns.setdefault(term, len(columns)) for row in rows for term in row]
    counts = np.zeros((len(rows), len(columns)))
    counts[np.repeat(np.arange(len(rows)), [len(row) for row in rows]), at] = [
        count for row in rows for count in row.values()
    ]
    return Table(columns=columns, counts=counts)


def _letters_in_a_row(words: Iterable[Word]) -> Counter[str]:
    text = [_short(part) for word in words for part in (word.parts or (lower(word.text),))]
    grams: Counter[str] = Counter()
    for piece in " ".join(text).split():
        grams.update(_letters_of(piece))
    return grams


@lru_cache(8192)
def _letters_of(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(
        padded[start : start + length] for length in _GRAM_LENGTHS for start in range(max(1, len(padded) - length + 1))
    )


def _short(part: str) -> str:
    """A normal form; of a name with several forms its initials, for all its letters would drown the sentence's own."""
    pieces = part.removeprefix(NAME).split()
    return "".join(piece[0] for piece in pieces) if part.startswith(NAME) and len(pieces) > 1 else part
