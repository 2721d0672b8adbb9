"""What passages on pages outside the stories are held against: the sentences of whichever story a page shows one of.

Deliberately contains no check.
"""

from collections.abc import Callable, Collection, Iterator, Mapping

from sitegen.build.kept import ORIGINALS
from sitegen.build.store import Store
from sitegen.build.story_files import make_originals
from sitegen.model import Comparison
from sitegen.site.check import Originals

Kept = tuple[dict[str, str], frozenset[str]]


def kept_originals(comparison: Comparison) -> Kept:
    """What is kept of a story: its sentences, and those that may not be reprinted."""
    originals = make_originals(comparison)
    return dict(originals.sentences), frozenset(originals.withheld)


def read_originals(store: Store) -> Originals:
    """The sentences of all stories, each story read when it is asked for."""
    found: dict[str, Kept] = {}

    def of_story(sentence: str) -> Kept:
        story = sentence.partition("/")[0]
        if story not in found:
            kept = store.get(ORIGINALS, story, b"")
            if not isinstance(kept, tuple):
                return {}, frozenset()
            found[story] = kept
        return found[story]

    return Originals(sentences=_Sentences(of_story), withheld=_Withheld(of_story))


class _Sentences(Mapping[str, str]):
    """Sentence -> text, over all stories."""

    def __init__(self, of_story: Callable[[str], Kept]) -> None:
        self._of_story = of_story

    def __getitem__(self, sentence: str) -> str:
        return self._of_story(sentence)[0][sentence]

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError


class _Withheld(Collection[str]):
    """The sentences of all stories that may not be reprinted."""

    def __init__(self, of_story: Callable[[str], Kept]) -> None:
        self._of_story = of_story

    def __contains__(self, sentence: object) -> bool:
        return isinstance(sentence, str) and sentence in self._of_story(sentence)[1]

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError
