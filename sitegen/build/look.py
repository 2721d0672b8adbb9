"""The look that every build begins with: what was kept, what lies there now, and whether anything differs.

Deliberately imports nothing that compares, lays out or renders, so that a build in which nothing changed is over before
any of that is loaded.
"""

import os
import sqlite3
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.build.inputs import Scan, changes, is_doubtful, scan
from sitegen.build.kept import KEPT, OUTPUT, SITE, WRITING, Kept, Output
from sitegen.build.report import Report
from sitegen.build.store import Store
from sitegen.build.writer import MANIFEST
from sitegen.problems import SitegenError, readable
from sitegen.site.assets import default_templates

_STORIES = "content/stories/"
_DIGEST = b"1"
_MOST_KEPT = 2**63 - 1
"""The largest whole number that the store takes; on Windows a file may have one that is larger."""


class Look(Struct, frozen=True, kw_only=True):
    """What was kept, and what is other than it was."""

    place: tuple[str, ...]
    inputs: Scan
    kept: Kept | None
    """None where nothing can be reused."""
    changed: frozenset[str]
    """Paths of content and templates."""
    spoilt: frozenset[str] | None
    """Owners whose files in the output may not be what was kept; None: nothing there can be relied on."""
    output: Output | None = None
    """The output as it was left."""

    def folders(self) -> frozenset[str]:
        """Folders of stories in which something changed."""
        return frozenset(
            path.removeprefix(_STORIES).split("/")[0] for path in self.changed if path.startswith(_STORIES)
        )

    def frame_inputs(self) -> list[tuple[str, list[tuple[object, ...]]]]:
        """What settings, outlets, concepts and the list of stories are read from."""
        return sorted(
            (folder, sorted(stamp[:4] for stamp in stamps))
            for folder, stamps in self.inputs.items()
            if folder.startswith("content") and not folder.startswith(_STORIES)
        )


def look(root: Path, out: Path, store: Store) -> Look:
    """What is there to be built; a store that cannot be read is emptied."""
    try:
        return _look(root, out, default_templates(), store)
    except sqlite3.DatabaseError:
        store.reset()
        return _look(root, out, default_templates(), store)


def _look(root: Path, out: Path, theme: Path, store: Store) -> Look:
    place = (readable(str(Path.cwd())), readable(str(root)), readable(str(out.resolve())))
    inputs = scan(root, theme)
    kept = store.get(KEPT, SITE, _DIGEST, Kept)
    if kept is None or kept.place[:2] != place[:2]:
        return Look(place=place, inputs=inputs, kept=None, changed=frozenset(), spoilt=None)
    spoilt = None
    output = store.get(OUTPUT, SITE, _DIGEST, Output)
    if kept.place == place and output and read_manifest_stamp(out) == output.manifest:
        unfinished = {name for name, _ in store.all(WRITING, tuple[str, ...])}
        differing = {name for name, at in output.folders.items() if read_folder(out, name) != at}
        spoilt = frozenset({_owner(name) for name in differing} | unfinished)
    return Look(
        place=place,
        inputs=inputs,
        kept=kept,
        changed=changes(kept.inputs, inputs, root, theme),
        spoilt=spoilt,
        output=output,
    )


def find_report(seen: Look, store: Store) -> Report | None:
    """The report of a build that has nothing to do; None where there is something to do."""
    if seen.kept is None or seen.changed or seen.spoilt is None or seen.spoilt:
        return None
    if is_doubtful(seen.kept.inputs):  # the times will do from now on
        with suppress(SitegenError):
            keep(store, replace(seen.kept, inputs=seen.inputs))
            store.commit()
    report = seen.kept.report
    return replace(
        report, compared=0, rendered=0, written=0, unchanged=report.unchanged + report.written, removed=0, changed=()
    )


def keep(store: Store, kept: Kept) -> None:
    """Let the next build find this."""
    store.put(KEPT, SITE, _DIGEST, kept, level=0)  # digests, for the most part


def keep_output(store: Store, output: Output) -> None:
    """Let the next build find how the output was left."""
    store.put(OUTPUT, SITE, _DIGEST, output)


def read_manifest_stamp(out: Path) -> tuple[int, ...]:
    """What tells whether another build has written since; empty where there is no list of files."""
    try:
        found = (out / MANIFEST).stat()
    except OSError:
        return ()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _MOST_KEPT


def read_folder(out: Path, name: str) -> int:
    """The time of change of a folder of the output; 0 where it is not there."""
    try:
        return os.stat(f"{out}/{name}").st_mtime_ns  # noqa: PTH116 - thousands of them
    except OSError:
        return 0


def watched_folders(stories: Collection[str], paths: Iterable[str]) -> list[tuple[str, str]]:
    """The folders whose times tell whether the output is as it was left, for these stories, each with its owner.

    Those of the story, of its data, and the first folders of the `paths` of all other files.
    """
    rest = {path.split("/", 1)[0] for path in paths if "/" in path and not path.startswith("data/")}
    own = [(f"{first}/{story}", story) for first in ("stories", "data") for story in stories]
    return [*own, *((name, SITE) for name in sorted(rest))]


def _owner(folder: str) -> str:
    first, _, rest = folder.partition("/")
    return rest if first in {"stories", "data"} and rest else SITE
