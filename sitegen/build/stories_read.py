"""Stories from disk, each one from the store where its files are as they were, and what their comparisons rest on.

Deliberately contains no layout and knows nothing of the output.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from sitegen.align.stale import find_stale
from sitegen.build.kept import CHECK, FRAME, SITE, STORY, WORDS, StoryKept
from sitegen.build.look import Look
from sitegen.build.store import IncompleteError, Store, digest_of
from sitegen.compare.concepts import ConceptCheck, check_story, concepts_near, join_checks, words_of
from sitegen.content.files import shown_path
from sitegen.content.load import Frame, load_frame, load_story
from sitegen.model import Concept, Outlet, Sentence, Settings, Story
from sitegen.problems import ContentError, Problem, by_place
from sitegen.text.segment import segment


class Loaded(Struct, frozen=True, kw_only=True):
    """The content of a site, without its texts."""

    settings: Settings
    outlets: tuple[Outlet, ...]
    concepts: tuple[Concept, ...]
    stories: dict[str, StoryKept]
    """By folder, in order; those that were read anew have the numbers of the build before."""
    problems: tuple[Problem, ...]
    """Warnings."""
    read_with: bytes
    """Digest of what stories are read with."""
    held_against: bytes
    """Digest of the glossary and of how sentences are aligned."""


class _Checks(Struct, frozen=True, kw_only=True):
    """What stories say of the glossary; most say the same, which is kept and read once."""

    distinct: dict[bytes, ConceptCheck] = field(default_factory=dict)
    """By digest, in the order of the first story with it."""
    of_stories: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    """Folder -> digest of what its check rests on, and of the check."""


def load_stories(root: Path, seen: Look, store: Store) -> Loaded:
    """The content; a story whose files are as they were is not read. Raises ContentError for content with errors."""
    before = seen.kept
    frame = _load_frame(root, seen, store)
    read_with = digest_of(
        repr(frame.settings and (frame.settings.read_default, frame.settings.language)),
        repr(sorted((frame.outlet_names or {}).items())),
        repr(sorted(outlet.id for outlet in frame.outlets or ())),
    )
    changed = seen.folders() | (seen.spoilt or frozenset())
    stories: dict[str, StoryKept] = {}
    for folder in frame.folders or ():
        old = before.stories.get(folder.name) if before and before.read_with == read_with else None
        if old is None or folder.name in changed:
            story, problems = load_story(root, folder, frame)
            last = before.stories.get(folder.name) if before else None
            stories[folder.name] = _noted(story, problems, last)
            if story:
                store.put(STORY, folder.name, stories[folder.name].told, story)
        else:
            stories[folder.name] = old
    problems = by_place({*frame.problems, *(one for story in stories.values() for one in story.problems)})
    if (
        frame.settings is None
        or frame.outlets is None
        or frame.folders is None
        or any(problem.severity == "error" for problem in problems)
    ):
        raise ContentError(by_place((*problems, *_stale_sentences(root, stories, store))))
    held_against = digest_of(frame.concepts, frame.settings.align)
    same = before.stories if before and before.held_against == held_against else {}
    stories = _with_digests(stories, same, frame, frame.settings, store)
    if faults := _concept_faults(root, frame.concepts, stories, store):
        raise ContentError(by_place((*problems, *faults, *_stale_sentences(root, stories, store))))
    return Loaded(
        settings=frame.settings,
        outlets=frame.outlets,
        concepts=frame.concepts,
        stories=stories,
        problems=problems,
        read_with=read_with,
        held_against=held_against,
    )


def stale_problem(root: Path, told: str) -> Problem:
    """What is told of a decision as `path:line: message`, with the path inside the site; a table begins its line."""
    place, _, message = told.partition(": ")
    path, _, line = place.rpartition(":")
    return Problem(path=shown_path(root / path), line=int(line), column=1, message=message, severity="warning")


def take_story(folder: str, kept: StoryKept, store: Store) -> Story:
    """A story that was loaded by this build or an earlier one."""
    story = store.get(STORY, folder, kept.told, Story)
    if story is None:
        raise IncompleteError
    return story


def _stale_sentences(root: Path, stories: Mapping[str, StoryKept], store: Store) -> Iterator[Problem]:
    """The decisions whose sentences are gone from those articles that could be read, where nothing can be compared."""
    for folder, kept in stories.items():
        if kept.id is not None and not kept.draft:
            story = take_story(folder, kept, store)
            yield from (stale_problem(root, told) for told in find_stale(story.decisions, _sentences(story)))


def _load_frame(root: Path, seen: Look, store: Store) -> Frame:
    read_from = digest_of(repr(seen.frame_inputs()))
    if found := store.get(FRAME, SITE, read_from, tuple[Frame, tuple[str, ...]]):
        kept_frame, names = found
        folder = root / "content" / "stories"
        return replace(kept_frame, folders=tuple(folder / name for name in names))
    frame = load_frame(root)
    if frame.folders is not None:
        kept = replace(frame, folders=None), tuple(path.name for path in frame.folders)
        store.put(FRAME, SITE, read_from, kept)
    return frame


def _noted(story: Story | None, problems: tuple[Problem, ...], last: StoryKept | None) -> StoryKept:
    """What is kept of a story that was read, with what the build before found out under the digests it had."""
    if story is None:
        return StoryKept(id=None, draft=False, problems=problems)
    return replace(
        last or StoryKept(id=None, draft=False, problems=()),
        id=story.id,
        draft=story.draft,
        problems=problems,
        told=digest_of(story),
    )


def _with_digests(
    stories: dict[str, StoryKept], same: Mapping[str, StoryKept], frame: Frame, settings: Settings, store: Store
) -> dict[str, StoryKept]:
    """The stories with the digests of what their comparisons rest on; one that is among `same` has them."""
    align = digest_of(settings.align)
    found = {}
    for folder, kept in stories.items():
        found[folder] = kept
        if kept.id is not None and kept is not same.get(folder):
            near = concepts_near(frame.concepts, _words(folder, kept, store)) if frame.concepts else ()
            checked = digest_of(kept.told, *near)
            found[folder] = replace(kept, checked=checked, compared=b"" if kept.draft else digest_of(checked, align))
    return found


def _words(folder: str, kept: StoryKept, store: Store) -> frozenset[str]:
    """The words of a story as concepts are held against them."""
    words = store.get(WORDS, folder, kept.told, str)
    if words is None:
        words = " ".join(sorted(words_of(_sentences(take_story(folder, kept, store)))))
        store.put(WORDS, folder, kept.told, words)
    return frozenset(words.split(" "))


def _concept_faults(
    root: Path,
    concepts: tuple[Concept, ...],
    stories: dict[str, StoryKept],
    store: Store,
) -> tuple[Problem, ...]:
    """What is wrong with the glossary in view of all articles; a concept may be written for a draft."""
    if not concepts:
        return ()
    before = store.get(CHECK, SITE, b"", _Checks) or _Checks()
    now = _Checks()
    for folder, kept in stories.items():
        if kept.id is None:
            continue
        checked, name = before.of_stories.get(folder, (b"", b""))
        check = before.distinct.get(name) if checked == kept.checked else None
        if check is None:
            check = check_story(concepts, _sentences(take_story(folder, kept, store)))
            name = digest_of(check)
        now.of_stories[folder] = kept.checked, name
        now.distinct.setdefault(name, check)
    if now != before:
        store.put(CHECK, SITE, b"", now)
    faults = join_checks(concepts, now.distinct.values())
    return tuple(replace(fault, path=shown_path(root / fault.path)) for fault in faults)


def _sentences(story: Story) -> list[Sentence]:
    return [sentence for article in story.articles for sentence in segment(article)]
