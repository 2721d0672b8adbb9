"""The order of telling: which sentence of one article answers which of the other, as a small drawing.

Deliberately contains no markup: numbers alone, in units of the drawing.
"""

from msgspec import Struct

from sitegen.model import ArticlePair
from sitegen.site.views.desk import Desk, Tag

STEP = 16
"""Height of a sentence in the drawing."""

LEFT, RIGHT, WIDTH = 8, 184, 192


class Dot(Struct, frozen=True, kw_only=True):
    """One sentence."""

    y: int
    is_alone: bool


class Thread(Struct, frozen=True, kw_only=True):
    """A line between two sentences."""

    start: int
    end: int
    is_near: bool


class Telling(Struct, frozen=True, kw_only=True):
    """The whole drawing."""

    base: Tag
    other: Tag
    height: int
    base_dots: tuple[Dot, ...]
    other_dots: tuple[Dot, ...]
    threads: tuple[Thread, ...]
    summary: str
    """What the drawing shows, in words."""


def make_telling(desk: Desk, pair: ArticlePair) -> Telling:
    """The drawing of a pair; headlines are left out."""
    base = [sentence.id for sentence in desk.body_of(pair.base)]
    other = [sentence.id for sentence in desk.body_of(pair.other)]
    base_y = {one: _y(n) for n, one in enumerate(base)}
    other_y = {one: _y(n) for n, one in enumerate(other)}
    links: dict[tuple[str, str], bool] = {}
    for row in pair.rows:
        for left in row.base:
            for right in row.other:
                if left in base_y and right in other_y:
                    links[left, right] = links.get((left, right), False) or row.kind in {"equal", "near"}
    linked = {one for link in links for one in link}
    return Telling(
        base=desk.tags[pair.base],
        other=desk.tags[pair.other],
        height=STEP * max(len(base), len(other), 1),
        base_dots=tuple(Dot(y=base_y[one], is_alone=one not in linked) for one in base),
        other_dots=tuple(Dot(y=other_y[one], is_alone=one not in linked) for one in other),
        threads=tuple(
            Thread(start=base_y[left], end=other_y[right], is_near=is_near)
            for (left, right), is_near in sorted(links.items(), key=lambda item: (item[1], base_y[item[0][0]]))
        ),
        summary=_summary([(base_y[left], other_y[right]) for left, right in links]),
    )


def _y(n: int) -> int:
    return STEP * n + STEP // 2


def _summary(links: list[tuple[int, int]]) -> str:
    """Whether the two tell what they share in the same order."""
    crossings = sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for n, a in enumerate(links) for b in links[n + 1 :])
    if not links:
        return "They share no sentence."
    return "They tell what they share in the same order." if not crossings else "They tell it in different orders."
