"""What a build leaves behind for the next one: one small value a story and a page, and one for the whole site.

All of it can be computed again. `Kept` is read by every build and so holds nothing that grows with the length of the
articles; what belongs to one story alone lies in the store under the story's folder.
"""

from datetime import date

from msgspec import Struct, field

from sitegen.build.inputs import Scan
from sitegen.build.report import Report
from sitegen.problems import Problem

KEPT, FRAME, STORY, COMPARISON, CHECK, WORDS, PAGES, PARTS, ORIGINALS, WRITING, FOUND, PART, OUTPUT, INDEX = (
    "kept",
    "frame",
    "story",
    "comparison",
    "check",
    "words",
    "pages",
    "parts",
    "originals",
    "writing",
    "found",
    "part",
    "output",
    "index",
)
"""Kinds of what is in the store."""
SITE = ""
"""The owner of the files that are no story's; a story's files are owned by its folder."""


class StoryKept(Struct, frozen=True, kw_only=True):
    """One folder of `content/stories`."""

    id: str | None
    """None where the folder gives no story."""
    draft: bool
    problems: tuple[Problem, ...]
    told: bytes = b""
    """Digest of the story as it was loaded."""
    checked: bytes = b""
    """Digest of what the check of the glossary rests on: the story, and the concepts that are near it."""
    compared: bytes = b""
    """Digest of what the comparison rests on; empty without one."""
    order: tuple[int, str] = (0, "")
    day: date | None = None
    n_articles: int = 0
    n_claims: int = 0
    n_shared: int = 0
    n_conflicts: int = 0
    n_files: int = 0
    n_pages: int = 0
    parts: dict[str, bytes] = field(default_factory=dict)
    """Address of a page outside the story, or the name of a file -> digest of what the story has for it."""
    stale: tuple[str, ...] = ()
    """Decisions that were not applied."""


class PageKept(Struct, frozen=True, kw_only=True):
    """One page as it was written."""

    view: bytes
    """Digest of its view."""
    ids: frozenset[str]
    targets: tuple[tuple[str, str], ...]
    """File and fragment of every place of the site that it leads to."""


class SitePageKept(Struct, frozen=True, kw_only=True):
    """One page or file outside the stories."""

    made_of: bytes
    """Digest of all that it is made of; empty where only the bytes tell."""
    view: bytes
    """Digest of its view, or of its bytes."""
    ids: frozenset[str] = frozenset()
    found: bytes = b""
    """Digest of what it has in the index from A to Z; empty for nothing."""
    day: date | None = None


class Output(Struct, frozen=True, kw_only=True):
    """The output folder as a build left it, as far as is looked at."""

    manifest: tuple[int, ...]
    folders: dict[str, int]
    """Folder -> time of change in nanoseconds."""


class Kept(Struct, frozen=True, kw_only=True):
    """The whole site."""

    place: tuple[str, ...]
    """Current folder, site and output, as messages and links rest on them."""
    inputs: Scan
    read_with: bytes = b""
    """Digest of what stories are read with."""
    held_against: bytes = b""
    """Digest of the glossary and of how sentences are aligned."""
    laid_out_with: bytes = b""
    """Digest of settings and outlets."""
    themed: bytes = b""
    """Digest of all templates of the stories' pages."""
    stories: dict[str, StoryKept]
    """By folder."""
    pages: dict[str, SitePageKept]
    """Path below the output folder -> page or file that is no story's."""
    report: Report
