"""Whether a word is on the word list: verbs in all their forms, other words as they stand or in the plural.

The list itself is data, in `model.word_list`, where the method page finds it too.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from sitegen.model.kinds import UsageKind
from sitegen.model.word_list import TIER_1, TIER_2
from sitegen.text.words import fold, lower


class Entry(Struct, frozen=True):
    """What the list says about a word."""

    kind: UsageKind
    tier: Literal[1, 2]


_VERB_KINDS = ("attribution", "act")


@lru_cache(maxsize=1)
def _entries() -> Mapping[str, Entry]:
    """Stem of a verb, or the word itself, -> entry."""
    entries: dict[str, Entry] = {}
    for tier, lists in ((1, TIER_1), (2, TIER_2)):
        for kind, words in lists.items():
            for word in words.split():
                key = f"stem:{fold(word)}" if kind in _VERB_KINDS else word
                entries.setdefault(key, Entry(kind=kind, tier=1 if tier == 1 else 2))
    return entries


def look_up(word: str) -> Entry | None:
    """The entry of a word as written; None where the list does not have it."""
    entries = _entries()
    plain = lower(word)
    exact = entries.get(plain) or entries.get(plain.removesuffix("s")) or entries.get(plain.removesuffix("'s"))
    return exact or entries.get(f"stem:{fold(word)}")
