"""The runs of words that two reworded passages share, wherever they stand.

Where nearly everything differs, marks on the differences are confetti: the few shared runs are marked instead.
"""

from collections.abc import Iterator, Sequence

from sitegen.compare.word_weights import Weight, is_anchor
from sitegen.model import Span
from sitegen.text.words import Word

_Placed = tuple[int, Word] | None
"""Index of a sentence and one of its words; None where a sentence ends or a word is spent."""
_Run = tuple[int, int, int]
"""`(i, j, length)`: the words from `base[i]` and from `other[j]` on are the same."""


def tile_words(
    base_words: Sequence[Word], other_words: Sequence[Word], weight: Weight
) -> tuple[tuple[Span, Span], ...]:
    """Runs of words that both sentences have, in the order of the base.

    The spans count in the two sentences. They are disjoint on each side, begin and end with a content word, and hold
    at least two of them or one number, name or rare word.
    """
    return tuple((base, other) for _, base, _, other in tile_cells([base_words], [other_words], weight))


def tile_cells(
    base_cell: Sequence[Sequence[Word]], other_cell: Sequence[Sequence[Word]], weight: Weight
) -> tuple[tuple[int, Span, int, Span], ...]:
    """`tile_words` for several sentences a side: index of the sentence and span there, for base and other.

    Method: greedy string tiling (Wise 1993, "String similarity via greedy string tiling and running Karp-Rabin
    matching") by weight instead of length: the weightiest common run is taken and its words are spent, until no run is
    left that tells anything. Of equally weighty runs the one that comes first wins.
    """
    base, other = _flat(base_cell), _flat(other_cell)
    tiles: list[tuple[int, Span, int, Span]] = []
    while runs := [(-_weight_of(base, run, weight), run) for run in _common_runs(base, other, weight)]:
        _, (i, j, length) = min(runs)
        tiles.append((*_cover(base[i : i + length]), *_cover(other[j : j + length])))
        base[i : i + length] = other[j : j + length] = [None] * length
    return tuple(sorted(tiles))


def _flat(cell: Sequence[Sequence[Word]]) -> list[_Placed]:
    """All words of a cell in one list, with a gap between sentences that no run crosses."""
    flat: list[_Placed] = []
    for index, words in enumerate(cell):
        flat.extend((index, word) for word in words)
        flat.append(None)
    return flat


def _common_runs(base: Sequence[_Placed], other: Sequence[_Placed], weight: Weight) -> Iterator[_Run]:
    """Every longest common run that tells something, from its first content word to its last."""
    places: dict[str, list[int]] = {}
    for j, placed in enumerate(other):
        if placed:
            places.setdefault(placed[1].norm, []).append(j)
    reached: dict[int, int] = {}
    for i, placed in enumerate(base):
        if not placed or placed[1].is_function:
            continue
        for j in places.get(placed[1].norm, ()):
            # On one diagonal a run that begins inside the last one is the rest of it.
            if i < reached.get(i - j, 0):
                continue
            length = _length(base, other, i, j)
            reached[i - j] = i + length
            words = [item[1] for item in base[i : i + length] if item and not item[1].is_function]
            if len(words) > 1 or is_anchor(words[0], weight):
                yield i, j, length


def _length(base: Sequence[_Placed], other: Sequence[_Placed], i: int, j: int) -> int:
    """The length of the common run from `(i, j)` on, without function words at its end."""
    until_content = 0
    for length, (mine, theirs) in enumerate(zip(base[i:], other[j:], strict=False), start=1):
        if not mine or not theirs or mine[1].norm != theirs[1].norm:
            break
        if not mine[1].is_function:
            until_content = length
    return until_content


def _weight_of(base: Sequence[_Placed], run: _Run, weight: Weight) -> float:
    i, _, length = run
    return sum(weight(item[1].norm) for item in base[i : i + length] if item and not item[1].is_function)


def _cover(run: Sequence[_Placed]) -> tuple[int, Span]:
    """The sentence of a run and its span there."""
    words = [item for item in run if item]
    return words[0][0], Span(words[0][1].start, words[-1][1].end)
