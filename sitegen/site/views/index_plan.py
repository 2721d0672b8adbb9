"""How the index from A to Z is cut into pages: which entries stand on which, and where the letters above it lead.

Deliberately knows nothing of entries but what they are sorted by, so that one letter can be planned without the others.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from sitegen.site import urls

MOST_ENTRIES = 400
"""On one page; a longer index has a page for each letter, as a page of thousands of elements is slow on phones, and a
longer letter has pages that part where the beginnings of its entries do, so that an entry more changes one of them."""

DIGITS, OTHER = "0–9", "…"
_SLUGS = {DIGITS: "0-9", OTHER: "other"}
MARK = "\x01"
"""Between the parts of what an entry is sorted by."""
_LONGEST_BEGINNING = 24
_BITS = 21
"""Of a character of Unicode."""
_MOST_STEPS = 32
"""Characters by which a page is told from others."""


class LetterLink(Struct, frozen=True, kw_only=True):
    """A letter in the bar above the index."""

    letter: str
    n: int
    url: str


class PartLink(Struct, frozen=True, kw_only=True):
    """A page of a letter that has several."""

    n: int
    begins: str
    """The first letters of its first entry, as far as they tell it from the page before."""
    url: str


class IndexPage(Struct, frozen=True, kw_only=True):
    """Which entries stand on one page of the index."""

    address: str
    title: str
    start: int
    """Place of the first among all entries from A to Z, or among those of a letter."""
    end: int
    parts: tuple[PartLink, ...]
    """All pages of the letter."""


def plan_index(orders: Sequence[str], most: int = MOST_ENTRIES) -> tuple[tuple[LetterLink, ...], tuple[IndexPage, ...]]:
    """The bar of letters and the pages of an index whose entries are sorted by these, as `entry_order` gives them."""
    sections = [(section, list(group)) for section, group in groupby(orders, key=index_section)]
    links, main = plan_letters([(section, len(group)) for section, group in sections], most)
    pages, first = [main], 0
    for section, group in sections if main.end < len(orders) else ():
        pages += [
            replace(page, start=first + page.start, end=first + page.end) for page in plan_letter(section, group, most)
        ]
        first += len(group)
    return links, tuple(pages)


def index_section(order: str) -> str:
    """What the places of all entries of one letter begin with, and sorts as they do."""
    rank, letter, _ = order.split(MARK, 2)
    return f"{rank}{MARK}{letter}"


def plan_letters(
    counts: Sequence[tuple[str, int]], most: int = MOST_ENTRIES
) -> tuple[tuple[LetterLink, ...], IndexPage]:
    """The bar of letters, and the page that has it and, where they are few, all entries.

    `counts` has the number of entries of each `index_section`, in order.
    """
    total = sum(n for _, n in counts)
    letters = [(section.partition(MARK)[2], n) for section, n in counts]
    links = tuple(
        LetterLink(
            letter=letter,
            n=n,
            url=urls.index_part(_slug(letter), 1) if total > most else f"{urls.SEARCH}#{letter_anchor(letter)}",
        )
        for letter, n in letters
    )
    end = 0 if total > most else total
    return links, IndexPage(address=urls.SEARCH, title="Search", start=0, end=end, parts=())


def plan_letter(section: str, orders: Sequence[str], most: int = MOST_ENTRIES) -> tuple[IndexPage, ...]:
    """The pages of one letter of a long index; places are counted from its first entry."""
    letter, n = section.partition(MARK)[2], len(orders)
    cuts = list(_cuts(orders, most))
    ends = [start for start, _ in cuts[1:]] + [n]
    parts = tuple(
        PartLink(n=part, begins=begins, url=urls.index_part(_slug(letter), part))
        for part, (_, begins) in enumerate(cuts, 1)
    )
    return tuple(
        IndexPage(
            address=part.url,
            title=f"Index: {letter}" + (f", page {part.n}" if len(cuts) > 1 else ""),
            start=start,
            end=end,
            parts=parts,
        )
        for part, (start, _), end in zip(parts, cuts, ends, strict=True)
    )


def _cuts(orders: Sequence[str], most: int) -> Iterator[tuple[int, str]]:
    """Where the pages of one letter begin, and the beginning of the first entry there; at most so many on each.

    What does not fit on one page is halved: by whether the first character that is not the same in all of it is in the
    lower or the upper half of the `2 ** bits` from `low` on. So where a page ends hangs on its own entries alone; a
    rule that counts entries, or fills pages up, would move all behind one entry more. It is what is left for entries
    that are the same, and for names made so that halving hardly parts them.
    """
    rests = [order.split(MARK, 2)[2] for order in orders]
    parts = [(0, len(orders), 0, 0, 0, 0)]
    while parts:
        start, end, step, depth, low, bits = parts.pop()
        if end - start <= most:
            yield start, _key(orders[start])[: min(depth + 1, _LONGEST_BEGINNING)]
        elif bits:
            middle = low + (1 << bits - 1)
            cut = bisect_left(range(end), middle, start, key=lambda n: _code(rests[n], depth))
            halves = (start, cut, step, depth, low, bits - 1), (cut, end, step, depth, middle, bits - 1)
            parts += [half for half in halves[::-1] if half[0] < half[1]]
        elif step < _MOST_STEPS and rests[start] != rests[end - 1]:
            parts.append((start, end, step + 1, _same(rests[start], rests[end - 1]), 0, _BITS))
        else:
            parts += [(at, min(at + most, end), step, depth, low, bits) for at in range(start, end, most)][::-1]


def _same(first: str, last: str) -> int:
    """How many characters two texts, and hence all that are sorted between them, begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))


def _code(text: str, at: int) -> int:
    """A character as a number; 0 behind the end."""
    return ord(text[at]) + 1 if at < len(text) else 0


def _key(order: str) -> str:
    """What an entry is called, as it is sorted."""
    return order.split(MARK, 3)[2]


def _slug(letter: str) -> str:
    """The letter in an address, in plain characters."""
    small = letter.lower()
    return _SLUGS.get(letter) or (small if small.isascii() else "-".join(f"u{ord(char):04x}" for char in small))


def letter_anchor(letter: str) -> str:
    """The id of the heading of a letter."""
    return f"letter-{_slug(letter)}"
