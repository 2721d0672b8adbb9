"""Where a page lists all stories of a large site: the latest on it, the others on pages of their own.

Deliberately contains nothing of a story.
"""

from collections.abc import Iterable

from msgspec import Struct

MOST_STORIES, STORIES_OF_A_PART = 100, 50
"""From so many on a list is divided; a page with its latest stories has at least as many as one of the others."""


class ListLink(Struct, frozen=True, kw_only=True):
    """A page with older stories, or the page that lists these pages."""

    text: str
    url: str


def latest(n: int) -> int:
    """How many of `n` stories stand on the main page."""
    return n - STORIES_OF_A_PART * len(older_parts(n))


def older_parts(n: int) -> dict[int, tuple[int, int]]:
    """Number of a page -> its range among `n` stories, newest first; empty where the main page has them all.

    Counted from the oldest, so that a new story changes the main page alone.
    """
    n_parts = n // STORIES_OF_A_PART - 1 if n >= MOST_STORIES else 0
    return {part: (n - part * STORIES_OF_A_PART, n - (part - 1) * STORIES_OF_A_PART) for part in range(1, n_parts + 1)}


def part_links(addresses: Iterable[tuple[int, str]]) -> tuple[ListLink, ...]:
    """The links to pages with these numbers, newest stories first."""
    return tuple(ListLink(text=f"Part {n}", url=url) for n, url in sorted(addresses, reverse=True))
