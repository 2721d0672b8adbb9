"""Previews of a site one after the other, as far as they build, and what they leave. Deliberately contains no test."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from edited_site import fresh, tree

from sitegen.build.ahead import NOBODY
from sitegen.build.report import Report
from sitegen.serve.builds import SiteBuilder
from sitegen.serve.place import OUTPUT, preview_folder

ARTICLE = "content/stories/pier/outlet-a.md"


@contextmanager
def preview(root: Path) -> Iterator[Callable[[], Report]]:
    """A preview of a site while the block runs, without its processes and its server: what builds it."""
    with preview_folder(root) as folder, closing(SiteBuilder(root, 1)) as builder:
        yield lambda: builder(folder / OUTPUT, NOBODY)


def start(root: Path) -> Report:
    """The first build of a preview, which then ends."""
    with preview(root) as build:
        return build()


def kept(root: Path) -> Path:
    """Where the preview of a site is kept."""
    return root / ".sitegen/preview"


def out_of(root: Path) -> Path:
    """What it serves."""
    return kept(root) / "site"


def is_right(root: Path) -> bool:
    """Whether it serves what a build from nothing makes, and leads nowhere else."""
    has_links = any(path.is_symlink() for path in out_of(root).rglob("*"))
    return tree(out_of(root)) == fresh(root)[0] and not has_links


State = dict[str, tuple[int, int, bytes]]


def state(folder: Path) -> State:
    """Path -> kind and rights, time of change, and content or target of all that is in a folder, itself included."""
    found = {}
    for path in (folder, *folder.rglob("*")) if folder.exists() else ():
        seen = path.lstat()
        content = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else b""
        found[path.relative_to(folder).as_posix()] = seen.st_mode, seen.st_mtime_ns, content
    return found
