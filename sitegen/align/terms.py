"""What is counted in an article when it is held against another: normal forms, runs of letters, runs of words.

The two articles are read with what they alone teach about their names, see `text.forms`. A sentence mostly reads the
same beside any other article, so each way of reading it is worked out once. Deliberately contains no weight: how much a
term says depends on the two articles that are compared, see `align.between`.
"""

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sitegen.align.frames import counted_words
from sitegen.align.runs import RUN_LENGTH
from sitegen.model import Sentence
from sitegen.text.forms import derive_forms
from sitegen.text.function_words import REPORTING_WORDS
from sitegen.text.words import NAME, NO_FORMS, Forms, Word, lower, split_words, written_out

_GRAM_LENGTHS = (3, 4, 5)
"""Letters in a row that are counted, the spaces around a word among them."""

Numbers = NDArray[np.intp]
Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Table:
    """How often each term of an article stands in each of its sentences."""

    terms: Numbers
    """Numbers of the terms, ascending: one for each column."""
    counts: Weights
    """Shape (sentences, terms)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A sentence as it reads with what is known of its names."""

    words: tuple[Word, ...]
    """Those left out that only say who speaks, or from where."""
    breaks: frozenset[int]
    """Numbers of the words in front of which some were left out."""
    parts: frozenset[str]
    """The normal forms that count."""
    runs: frozenset[tuple[str, ...]]
    """The normal forms of every `RUN_LENGTH` words in a row."""
    part_numbers: Numbers
    gram_numbers: Numbers
    gram_weights: Weights
    """`1 + ln(count)` of each run of letters (sublinear term frequency)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleTerms:
    """The sentences of an article, read beside another, with what is counted in them."""

    readings: tuple[Reading, ...]
    is_body: NDArray[np.bool_]
    """For each sentence whether it is of the body; the others are headlines, which repeat it."""
    part_table: Table
    """1 where a sentence has a normal form."""
    gram_table: Table


@dataclass(slots=True)
class Reader:
    """Reads the articles of a story, two at a time."""

    articles: Mapping[str, Sequence[Sentence]]
    """By name."""
    parts: list[str] = field(default_factory=list)
    """The normal forms, by their numbers."""
    _part_numbers: dict[str, int] = field(default_factory=dict)
    _gram_numbers: dict[str, int] = field(default_factory=dict)
    _readings: dict[object, Reading] = field(default_factory=dict)

    def read_two(self, a: str, b: str) -> tuple[ArticleTerms, ArticleTerms]:
        """Two articles with what they teach about each other's names."""
        forms = derive_forms(sentence.text for name in (a, b) for sentence in self.articles[name])
        return self._read(a, forms), self._read(b, forms)

    def _read(self, name: str, forms: Forms) -> ArticleTerms:
        sentences = self.articles[name]
        readings = tuple(self._read_sentence(sentence, forms) for sentence in sentences)
        ones = [np.ones(len(reading.part_numbers)) for reading in readings]
        return ArticleTerms(
            readings=readings,
            is_body=np.array([sentence.part == "body" for sentence in sentences], dtype=bool),
            part_table=_tabulate([reading.part_numbers for reading in readings], ones),
            gram_table=_tabulate(
                [reading.gram_numbers for reading in readings], [reading.gram_weights for reading in readings]
            ),
        )

    def _read_sentence(self, sentence: Sentence, forms: Forms) -> Reading:
        known = known_in(sentence.text, forms)
        ways = (tuple(sorted(mapping.items())) for mapping in (known.phrases, known.acronyms, known.names))
        key = (sentence.id, *ways)
        found = self._readings.get(key)
        if found is None:
            # what was read with names of two articles alone is read once; no cache of all sentences should hold it
            split = split_words if known is NO_FORMS else split_words.__wrapped__
            every = split(sentence.text, known)
            words = counted_words(sentence, every)
            before = dict(itertools.pairwise(every))
            parts = frozenset(part for word in words for part in word.parts if part not in REPORTING_WORDS)
            grams = _letters_in_a_row(words)
            norms = [word.norm for word in words]
            found = Reading(
                words=words,
                breaks=frozenset(n for n, (a, b) in enumerate(itertools.pairwise(words), start=1) if before[a] != b),
                parts=parts,
                runs=frozenset(tuple(norms[at : at + RUN_LENGTH]) for at in range(len(norms) - RUN_LENGTH + 1)),
                part_numbers=np.array([self._part_number(part) for part in sorted(parts)], dtype=np.intp),
                gram_numbers=np.array(
                    [self._gram_numbers.setdefault(gram, len(self._gram_numbers)) for gram in grams], dtype=np.intp
                ),
                gram_weights=np.array([1 + math.log(count) for count in grams.values()]),
            )
            self._readings[key] = found
        return found

    def _part_number(self, part: str) -> int:
        number = self._part_numbers.setdefault(part, len(self.parts))
        if number == len(self.parts):
            self.parts.append(part)
        return number


def known_in(text: str, forms: Forms) -> Forms:
    """What of `forms` a sentence can have in it: it reads the same with this as with all of them."""
    bare = f"{text}\n{text.replace('.', '')}"
    small = written_out(text)
    phrases = {words: norm for words, norm in forms.phrases.items() if all(word in small for word in words)}
    acronyms = {name: norm for name, norm in forms.acronyms.items() if name in bare}
    names = {name: norm for name, norm in forms.names.items() if name in small}
    return Forms(phrases=phrases, acronyms=acronyms, names=names) if phrases or acronyms or names else NO_FORMS


def _tabulate(numbers: Sequence[Numbers], weights: Sequence[Weights]) -> Table:
    """One row a sentence, one column a term."""
    rows = np.repeat(np.arange(len(numbers)), [len(each) for each in numbers])
    terms, columns = np.unique(np.concatenate([*numbers, np.empty(0, dtype=np.intp)]), return_inverse=True)
    counts = np.zeros((len(numbers), len(terms)))
    counts[rows, columns] = np.concatenate([*weights, np.empty(0)])
    return Table(terms=terms, counts=counts)


def _letters_in_a_row(words: Iterable[Word]) -> Counter[str]:
    text = [_short(part) for word in words for part in (word.parts or (lower(word.text),))]
    grams: Counter[str] = Counter()
    for piece in " ".join(text).split():
        padded = f" {piece} "
        for length in _GRAM_LENGTHS:
            grams.update(padded[start : start + length] for start in range(max(1, len(padded) - length + 1)))
    return grams


def _short(part: str) -> str:
    """A normal form; of a name with several forms its initials, for all its letters would drown the sentence's own."""
    pieces = part.removeprefix(NAME).split()
    return "".join(piece[0] for piece in pieces) if part.startswith(NAME) and len(pieces) > 1 else part
