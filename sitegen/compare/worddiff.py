"""Two matched sentences word by word: whether they are near enough for a diff, and where they differ.

Words are compared by their normal form, so case, quotation marks, spelling and inflection are no difference;
punctuation is no word and never matches or differs on its own. Deliberately contains no view of the result, which is
spans, and nothing for sentences in other words: `tiles` finds what those share.

How a reader of the edits keeps both texts. The `base` passages of the edits joined are the base text, the `other`
passages the other text, so that each side can be printed with its own words. A text merged of both prints a passage of
an `equal` edit once, from the base, or from the other where the base's is empty: a space, or a function word of one
side that nobody needs to see marked. Where both passages of an `equal` edit are there and their letters differ
(`Hashd`, `Hashed`), the edit holds those words alone, and the merged text prints both.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz.distance import Indel

from sitegen.compare.word_weights import TELLS_SOMETHING, Weight, is_anchor, is_name
from sitegen.model import Edit, Span
from sitegen.text.words import Word

RowKind = Literal["equal", "near", "reworded"]

NEAR_RATIO = 0.55
NEAR_CHANGES = 0.25
"""Near rows share so much and have at most so many changes a word (measured on news: below, marks are confetti)."""
_FUNCTION_RUN = 3
"""So many function words between two changes are chance."""

_LONG_RUN = 3
"""So many words around one content word that tells something are no chance."""
_SIGNS_BEFORE = frozenset("$€£¥₹₽₺₪")
_SIGNS_AFTER = frozenset("%‰°€£¥₹₽₺₪$")
_MARKS = re.compile(r"[^\w$€£¥₹₽₺₪%‰°]|_")
_Block = tuple[int, int, int]
"""`(i, j, length)`: the words from `base[i]` and from `other[j]` on are the same."""

_TELLING_WORDS = frozenset(
    """
    no not nor neither never none cannot without ain't aren't can't couldn't didn't doesn't don't hadn't hasn't
    haven't isn't shouldn't wasn't weren't won't wouldn't all any each either every both few less least many more most
    much some only just nearly about around over under almost above below up against for before after since until
    during may might must shall should can could if unless because again still yet
    """.split()
)
"""Function words that carry a fact: negation, amount, bound, order in time, side taken, possibility. Always marked."""


class _Run(Struct, frozen=True):
    """Words `base[i1:i2]` opposite words `other[j1:j2]`."""

    kind: Literal["same", "variant", "change"]
    """Equal in letters; equal as far as a reader is concerned; different."""
    i1: int
    i2: int
    j1: int
    j2: int


def row_kind(base: str, other: str, base_words: Sequence[Word], other_words: Sequence[Word], weight: Weight) -> RowKind:
    """How two matched sentences are shown beside each other.

    equal: word for word the same letters, digits and currency or percent signs. near: at least 55 % of the words in
    common, in order, and at most 25 marked changes a hundred words. reworded: the rest.
    """
    base_words, other_words = _with_signs(base, base_words), _with_signs(other, other_words)
    if len(base_words) == len(other_words) and all(map(_is_same, base_words, other_words)):
        return "equal"
    if word_ratio(base_words, other_words) < NEAR_RATIO:
        return "reworded"
    n_changes = sum(run.kind == "change" for run in _runs(base_words, other_words, weight))
    return "near" if n_changes <= NEAR_CHANGES * max(len(base_words), len(other_words)) else "reworded"


def word_ratio(base_words: Sequence[Word], other_words: Sequence[Word]) -> float:
    """Twice the words common to both, in order, over the words of both; 0 to 1, and 1 for two empty sentences."""
    return Indel.normalized_similarity(_norms(base_words), _norms(other_words))


def diff_words(
    base: str, other: str, base_words: Sequence[Word], other_words: Sequence[Word], weight: Weight
) -> tuple[Edit, ...]:
    """The edits that lead from `base` to `other`; see the module for what holds of their spans.

    Method: opcodes of the longest common subsequence of normal forms; a change of function words alone is no change,
    unless one of them carries a fact; common words between two changes that only chance put there are absorbed by
    them; neighbours are merged. The marks are whole words, without the spaces around them. Swapping
    the two sides swaps the sides of each edit and changes nothing else.
    """
    base_words, other_words = _with_signs(base, base_words), _with_signs(other, other_words)
    return tuple(_edits(len(base), len(other), base_words, other_words, _runs(base_words, other_words, weight)))


def _with_signs(text: str, words: Sequence[Word]) -> tuple[Word, ...]:
    """The words, each number with the currency or percent sign that is written to it: `$5` is not `5%`."""
    return tuple(_with_sign(text, word) if word.norm[:1].isdigit() else word for word in words)


def _with_sign(text: str, word: Word) -> Word:
    start = word.start - (text[word.start - 1 : word.start] in _SIGNS_BEFORE)
    end = word.end + (text[word.end : word.end + 1] in _SIGNS_AFTER)
    if (start, end) == (word.start, word.end):
        return word
    norm = text[start : word.start] + word.norm + text[word.end : end]
    return replace(word, start=start, end=end, text=text[start:end], norm=norm)


def _runs(base: Sequence[Word], other: Sequence[Word], weight: Weight) -> list[_Run]:
    """All words of both sides, in order, as runs that are the same, variants or changes; no two neighbours alike."""
    blocks = _common_blocks(_norms(base), _norms(other))
    runs: list[_Run] = []
    i, j = 0, 0
    for i1, j1, length in [*_surviving(blocks, base, other, weight), (len(base), len(other), 0)]:
        if i < i1 or j < j1:
            runs.append(_Run("change" if _is_change(base[i:i1], other[j:j1]) else "variant", i, i1, j, j1))
        for m, n in zip(range(i1, i1 + length), range(j1, j1 + length), strict=True):
            runs.append(_Run("same" if _is_same(base[m], other[n]) else "variant", m, m + 1, n, n + 1))
        i, j = i1 + length, j1 + length
    return _merge(runs)


def _common_blocks(base: list[str], other: list[str]) -> list[_Block]:
    """Maximal runs `(i, j, length)` of a longest common subsequence; mirrored when the sides are swapped.

    Of several longest subsequences the library takes one that depends on which side comes first, so the sides are
    ordered first.
    """
    if other < base:
        return [(i, j, length) for j, i, length in _common_blocks(other, base)]
    blocks: list[_Block] = []
    for step in Indel.opcodes(base, other):
        if step.tag != "equal":
            continue
        i, j, length = step.src_start, step.dest_start, step.src_end - step.src_start
        if blocks and (blocks[-1][0] + blocks[-1][2], blocks[-1][1] + blocks[-1][2]) == (i, j):
            i, j, length = blocks[-1][0], blocks[-1][1], blocks[-1][2] + length
            blocks.pop()
        blocks.append((i, j, length))
    return blocks


def _surviving(
    blocks: Sequence[_Block], base: Sequence[Word], other: Sequence[Word], weight: Weight
) -> Iterator[_Block]:
    """The common runs that are no chance.

    Runs with nothing but function words between them are judged together: a change that is not marked does not set
    a run apart. What begins or ends both sentences stays: it has a change on one side only, and nothing to merge.
    """
    stretch: list[_Block] = []
    i, j = 0, 0
    for block in [*blocks, (len(base), len(other), 0)]:
        if _is_change(base[i : block[0]], other[j : block[1]]):
            is_first = bool(stretch) and not _is_change(base[: stretch[0][0]], other[: stretch[0][1]])
            if is_first or _survives(stretch, base, other, weight):
                yield from stretch
            stretch = []
        stretch.append(block)
        i, j = block[0] + block[2], block[1] + block[2]
    yield from (block for block in stretch if block[2])


def _survives(stretch: Sequence[_Block], base: Sequence[Word], other: Sequence[Word], weight: Weight) -> bool:
    """Whether common words between two changes tell more than that both are English."""
    words = [word for i, j, length in stretch for word in (*base[i : i + length], *other[j : j + length])]
    length = sum(block[2] for block in stretch)
    content = {word.norm for word in words if not word.is_function}
    if not content:
        return length > _FUNCTION_RUN or any(map(_is_telling, words))
    return (
        len(content) > 1
        or any(is_name(word) or is_anchor(word, weight) for word in words if not word.is_function)
        or (length >= _LONG_RUN and weight(min(content)) >= TELLS_SOMETHING)
    )


def _is_change(base: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether a reader should see that these words stand on one side and those on the other."""
    return any(map(_is_telling, (*base, *other)))


def _is_telling(word: Word) -> bool:
    return not word.is_function or word.text.replace("’", "'").lower() in _TELLING_WORDS


def _merge(runs: Iterable[_Run]) -> list[_Run]:
    """The runs with neighbours of one kind made one."""
    merged: list[_Run] = []
    for run in runs:
        if merged and merged[-1].kind == run.kind:
            last = merged.pop()
            merged.append(_Run(run.kind, last.i1, run.i2, last.j1, run.j2))
        else:
            merged.append(run)
    return merged


def _edits(
    n_base: int, n_other: int, base: Sequence[Word], other: Sequence[Word], runs: Sequence[_Run]
) -> Iterator[Edit]:
    """The runs as edits over all characters: variants and changes begin and end with a word, the rest is between them.

    A run that is empty on one side lies, on that side, right before the next word.
    """
    at_base, at_other = 0, 0
    for run in runs:
        if run.kind == "same":
            continue
        base_span = _place(base, run.i1, run.i2, n_base)
        other_span = _place(other, run.j1, run.j2, n_other)
        yield from _equal(at_base, base_span.start, at_other, other_span.start)
        at_base, at_other = base_span.end, other_span.end
        if run.kind == "variant":
            yield Edit("equal", base_span, other_span)
        else:
            yield Edit(_tag(base_span, other_span), base_span, other_span)
        if base_span.start == base_span.end or other_span.start == other_span.end:
            # The space after a word that only one side has is an edit of its own, so that the words after it are the
            # same passage on both sides.
            next_base, next_other = _next_word(base, run.i2, at_base), _next_word(other, run.j2, at_other)
            if (next_base == at_base) != (next_other == at_other):
                yield Edit("equal", Span(at_base, next_base), Span(at_other, next_other))
                at_base, at_other = next_base, next_other
    yield from _equal(at_base, n_base, at_other, n_other)


def _place(words: Sequence[Word], first: int, end: int, n_chars: int) -> Span:
    """Where a run's words lie; for a run without words the start of the next word, else the end of the last one."""
    if first < end:
        return Span(words[first].start, words[end - 1].end)
    if first < len(words):
        return Span(words[first].start, words[first].start)
    at = words[-1].end if words else n_chars
    return Span(at, at)


def _next_word(words: Sequence[Word], index: int, default: int) -> int:
    return words[index].start if index < len(words) else default


def _equal(base_start: int, base_end: int, other_start: int, other_end: int) -> Iterator[Edit]:
    if base_start < base_end or other_start < other_end:
        yield Edit("equal", Span(base_start, base_end), Span(other_start, other_end))


def _tag(base: Span, other: Span) -> Literal["replace", "insert", "delete"]:
    if base.start == base.end:
        return "insert"
    return "delete" if other.start == other.end else "replace"


def _norms(words: Sequence[Word]) -> list[str]:
    return [word.norm for word in words]


def _is_same(word: Word, other: Word) -> bool:
    """Whether two words have the same letters, digits and signs, whatever their case."""
    return word.text == other.text or _folded(word.text) == _folded(other.text)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return _MARKS.sub("", text).casefold()
