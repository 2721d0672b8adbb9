"""Stories from their articles to their files: the work that is handed out, to this process or to others.

What is handed over lies packed as the store has it, so that nothing is made again on the way there and back.
Deliberately contains no comparison and no layout of its own, and changes nothing in the store.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor
from functools import lru_cache
from itertools import repeat
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.build.ahead import NOBODY, Ahead
from sitegen.build.kept import COMPARISON, STORY, PageKept, StoryKept
from sitegen.build.packed import Packed
from sitegen.build.store import IncompleteError, Store, digest_of, from_bytes, pack, unpack
from sitegen.build.story_files import StoryFiles, Theme, make_story_files, story_texts
from sitegen.compare.story import compare_story
from sitegen.model import Comparison, Concept, Outlet, Settings, Story
from sitegen.problems import SitegenError
from sitegen.site.render import make_renderer

WORTH_PACKING = 50
"""Stories whose files take enough memory to be packed."""

Progress = Callable[[str], None]
"""Told what is being done, in a few words."""


class Terms(Struct, frozen=True, kw_only=True):
    """What all stories are compared and laid out with."""

    settings: Settings
    outlets: tuple[Outlet, ...]
    concepts: tuple[Concept, ...]
    folders: tuple[bytes, ...]
    """Where templates lie, as the system names it; a file of the first hides the same file of the later ones."""
    templates: dict[str, bytes]
    """Name of a template -> digest of all that it is rendered from."""


class Job(Struct, frozen=True, kw_only=True):
    """What is known of a story that is to be laid out."""

    kept: StoryKept
    story: bytes
    """Packed, as is the comparison."""
    comparison: bytes | None
    """None where there is none yet."""
    pages: Mapping[str, PageKept]
    """Those that need not be rendered again if their views are as they were."""


class StoryMade(Struct, frozen=True, kw_only=True):
    """What became of it."""

    done: StoryFiles
    kept: StoryKept
    comparison: bytes | None
    """Packed, where it had to be made."""
    texts: bytes
    """`story_texts`, packed."""


def make_stories(
    wanted: Sequence[str],
    stories: Mapping[str, StoryKept],
    usable: Mapping[str, Mapping[str, PageKept]],
    terms: bytes,
    store: Store,
    executor: Executor,
    say: Progress,
    ahead: Ahead,
) -> Iterator[tuple[str, StoryMade]]:
    """These stories by folder, of all that there are: first those that somebody looks at, which this process makes.

    `usable` has the pages that need not be rendered again if their views are as they were, `terms` are as `make_story`
    takes them. Raises what that raises, and SitegenError where a process of the executor died.
    """
    is_packed = len(wanted) >= WORTH_PACKING
    rest = [folder for folder in wanted if not ahead.has_story(folder)]
    looked_at = [folder for folder in wanted if ahead.has_story(folder)]

    def jobs(folders: Iterable[str]) -> Iterator[Job]:
        return (_find_job(folder, stories[folder], usable.get(folder, {}), store) for folder in folders)

    def make() -> Iterator[StoryMade]:
        for job in jobs(looked_at):
            yield make_story(terms, job, is_packed, ahead)
        yield from executor.map(make_story, repeat(terms), jobs(rest), repeat(is_packed))

    made = make()
    for n, folder in enumerate((*looked_at, *rest), 1):
        is_compared = store.has(COMPARISON, folder, stories[folder].compared)
        say(f"{'laying out' if is_compared else 'comparing'} {folder} ({n} of {len(wanted)})")
        try:
            yield folder, next(made)
        except BrokenExecutor as error:
            raise SitegenError(
                f"A process that made stories died, perhaps for want of memory, at the latest on {folder}."
                " Try again with --jobs 1."
            ) from error


def _find_job(folder: str, kept: StoryKept, pages: Mapping[str, PageKept], store: Store) -> Job:
    """What the store knows of a story; IncompleteError where that is not even the story."""
    story = store.get_packed(STORY, folder, kept.told)
    if story is None:
        raise IncompleteError
    return Job(kept=kept, story=story, comparison=store.get_packed(COMPARISON, folder, kept.compared), pages=pages)


def make_story(terms: bytes, job: Job, is_packed: bool, ahead: Ahead = NOBODY) -> StoryMade:  # noqa: FBT001 - mapped
    """Compare a story unless it is compared, and lay it out; `terms` are a `Terms` as `to_bytes` writes it.

    Its files are packed where they wait with those of many stories. Raises IncompleteError where what is known
    cannot be read, and what `make_story_files` raises.
    """
    read, theme = read_terms(terms)
    known = job.comparison and unpack(job.comparison, Comparison)
    comparison = known or _compare(job, read)
    done = make_story_files(read.settings, read.outlets, read.concepts, comparison, job.pages, theme, ahead)
    if is_packed:
        done = replace(done, files=Packed(done.files))
    return StoryMade(
        done=done,
        kept=_with_layout(job.kept, comparison, done),
        comparison=None if known else pack(comparison),
        texts=pack(story_texts(comparison)),
    )


@lru_cache(maxsize=1)
def read_terms(written: bytes) -> tuple[Terms, Theme]:
    """The terms, and what pages are rendered with by them; kept, for one process makes many stories by the same."""
    terms = from_bytes(written, Terms)
    folders = tuple(Path(os.fsdecode(folder)) for folder in terms.folders)
    return terms, Theme(
        render=make_renderer(terms.settings, folders),
        folders=folders,
        base_url=terms.settings.base_url,
        links=terms.settings.links,
        digests=terms.templates,
    )


def _compare(job: Job, terms: Terms) -> Comparison:
    story = unpack(job.story, Story)
    if story is None:
        raise IncompleteError
    return compare_story(story, terms.settings.align, terms.concepts)


def _with_layout(story: StoryKept, comparison: Comparison, done: StoryFiles) -> StoryKept:
    """What is kept of a story that was laid out."""
    dates = [article.date for article in comparison.story.articles if article.date]
    statuses = [claim.status for claim in comparison.claims]
    return replace(
        story,
        order=done.order,
        day=max(dates, default=None),
        n_articles=len(comparison.story.articles),
        n_claims=len(statuses),
        n_shared=sum(status != "single" for status in statuses),
        n_conflicts=sum(status == "conflict" for status in statuses),
        n_files=len(done.pages),
        n_pages=sum(path.endswith(".html") for path in done.pages),
        parts={address: digest_of(part) for address, part in done.parts.items()},
        stale=comparison.stale,
    )
