"""The weightiest run of words that two sentences share, and where it stands in each."""

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from sitegen.text.words import Word

RUN_LENGTH = 3
"""Fewer words in a row are met by chance."""


class Run(Struct, frozen=True):
    """Words that stand in two sentences in the same order, without a gap."""

    start: int
    """Index of its first word in the first sentence."""
    start_other: int
    """Index of its first word in the second sentence."""
    length: int
    """Number of words."""
    weight: float
    """The idf of its words."""


def heaviest_run(
    base: Sequence[Word],
    other: Sequence[Word],
    idf: Mapping[str, float],
    breaks: tuple[Collection[int], Collection[int]] = ((), ()),
) -> Run | None:
    """The weightiest run of equal normal forms, at least `RUN_LENGTH` words long; of equals the one that ends first.

    `breaks` are the numbers of words, in either sentence, in front of which no run goes on.
    """
    best: Run | None = None
    ending: dict[int, tuple[int, float]] = {}
    for x, word in enumerate(base):
        current = {}
        if x in breaks[0]:
            ending = {}
        own = sum(idf.get(part, 0.0) for part in word.parts)
        for y, candidate in enumerate(other):
            if candidate.norm == word.norm:
                length, weight = (0, 0.0) if y in breaks[1] else ending.get(y - 1, (0, 0.0))
                length, weight = length + 1, weight + own
                current[y] = (length, weight)
                if length >= RUN_LENGTH and weight > (best.weight if best else 0.0):
                    best = Run(x - length + 1, y - length + 1, length, weight)
        ending = current
    return best
