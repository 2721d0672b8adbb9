"""What passages on pages outside the stories are held against: the sentences of whichever story a page shows one of.

Deliberately contains no check.
"""

from collections.abc import Callable

from sitegen.build.kept import ORIGINALS
from sitegen.build.store import Store
from sitegen.site.check import Originals

Kept = tuple[dict[str, str], frozenset[str]]
"""Of one story: its sentences, and those that may not be reprinted."""


def read_originals(store: Store) -> Originals:
    """The sentences of all stories, each story read when it is asked for."""
    found: dict[str, Kept] = {}

    def of_story(sentence: str) -> Kept:
        story = sentence.partition("/")[0]
        if story not in found:
            kept = store.get(ORIGINALS, story, b"", tuple[dict[str, str], frozenset[str]])
            if kept is None:
                return {}, frozenset()
            found[story] = kept
        return found[story]

    return Originals(sentences=_Sentences(of_story), withheld=_Withheld(of_story))


class _Sentences:
    """The texts of all stories."""

    def __init__(self, of_story: Callable[[str], Kept]) -> None:
        self._of_story = of_story

    def get(self, sentence: str, /) -> str | None:
        """The text of a sentence; None where there is none."""
        return self._of_story(sentence)[0].get(sentence)


class _Withheld:
    """The sentences of all stories that may not be reprinted."""

    def __init__(self, of_story: Callable[[str], Kept]) -> None:
        self._of_story = of_story

    def __contains__(self, sentence: object) -> bool:
        return isinstance(sentence, str) and sentence in self._of_story(sentence)[1]
