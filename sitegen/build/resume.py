"""Where a preview begins: at what its last run left, else at a copy of what `sitegen build` left, else at nothing.

What is kept is believed as far as it can be vouched for: a file of the output that is gone, or changed after the store
did, is made again with all of its story, and what builds of ours did not make is removed. The files of `public/` are
copied, not linked, for people do write into them. Deliberately loads nothing that compares, lays out or renders.
"""

import os
import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from msgspec.structs import replace

from sitegen.build.kept import SITE, WRITING, Kept, Output
from sitegen.build.look import (
    find_report,
    keep,
    keep_output,
    look,
    read_folder,
    read_manifest_stamp,
    watched_folders,
)
from sitegen.build.report import Report
from sitegen.build.store import Store, read_store
from sitegen.build.writer import MANIFEST, read_manifest
from sitegen.problems import readable

PREVIEW = Path(".sitegen", "preview")
"""The folder of a site where its preview is kept."""


def resume(root: Path, out: Path, store: Store) -> tuple[Report | None, tuple[str, ...]]:
    """Make `out` and the `store` beside it, which nobody else uses, fit to build on.

    Returned are the report of a build that has nothing to do, None where there is something to do; and the paths of
    files that were copied to `out`. Only the kept folder of the site at `root` is begun with a copy.
    """
    try:
        return _resume(root, out, store)
    except (sqlite3.Error, OSError):  # the build begins with nothing, and tells what is in its way
        store.reset()
        with suppress(OSError):
            _clear(out)
        return None, ()


def _resume(root: Path, out: Path, store: Store) -> tuple[Report | None, tuple[str, ...]]:
    _remove(_aside(out))  # of a copy that was killed
    seen = look(root, out, store)
    if seen.kept and seen.spoilt is not None:
        doubtful = _tidy(out, seen.kept, read_manifest(out), store.changed_at())
        _spoil(store, doubtful)
        store.commit()
        return find_report(replace(seen, spoilt=seen.spoilt | doubtful), store), ()
    copied = _copy_build(root, out, store) if out.parent == root / PREVIEW else ()
    if not copied:
        _clear(out)
        return None, ()
    return find_report(look(root, out, store), store), copied


def _copy_build(root: Path, out: Path, store: Store) -> tuple[str, ...]:
    """Begin with what the last `sitegen build` left; the paths of the files, none where it left nothing of use."""
    public = root / "public"
    with read_store(root / ".sitegen" / "cache.sqlite") as other:
        if other is None:
            return ()
        changed_at = other.changed_at()
        seen = look(root, public, other)
        if seen.kept is None or seen.spoilt is None:
            return ()
        store.take_over(other)
    listed = read_manifest(public)
    aside = _aside(out)
    aside.mkdir()
    _copy_files(public, aside, listed)
    shutil.copyfile(public / MANIFEST, aside / MANIFEST)
    doubtful = _tidy(aside, seen.kept, listed, changed_at)
    _remove(out)
    aside.rename(out)  # in one step, so that no page is served without its style sheet
    kept = replace(seen.kept, place=(*seen.place[:2], readable(str(out.resolve()))))
    shown = [folder for folder, story in kept.stories.items() if story.compared]
    folders = {name: read_folder(out, name) for name, _ in watched_folders(shown, kept.pages)}
    _spoil(store, seen.spoilt | doubtful)
    keep_output(store, Output(manifest=read_manifest_stamp(out), folders=folders))
    keep(store, kept)
    store.commit()
    return tuple(sorted(listed))


def _copy_files(source: Path, target: Path, paths: Collection[str]) -> None:
    """Copy those of the files that are there, with their times; none through a link to a folder."""
    folders: dict[str, bool] = {"": True}
    for path in sorted(paths):
        if _make_folder(source, target, path.rpartition("/")[0], folders):
            with suppress(OSError):
                shutil.copy2(f"{source}/{path}", f"{target}/{path}", follow_symlinks=False)


def _make_folder(source: Path, target: Path, folder: str, made: dict[str, bool]) -> bool:
    """Make a folder as it is in `source`; False where that is a link."""
    if folder not in made:
        above = folder.rpartition("/")[0]
        made[folder] = _make_folder(source, target, above, made) and not (source / folder).is_symlink()
        if made[folder]:
            (target / folder).mkdir()
    return made[folder]


def _tidy(out: Path, kept: Kept, listed: Collection[str], changed_at: int) -> frozenset[str]:
    """Remove what no build of ours made, and return the owners of files that may not be as they were left.

    A file is, if it is listed, there, and no younger than the store, which is written last.
    """
    missing = set(listed)
    for path, found in _files(out):
        if path in missing and S_ISREG(found.st_mode) and found.st_mtime_ns <= changed_at:
            missing.discard(path)
        elif path != MANIFEST:
            os.unlink(f"{out}/{path}")  # noqa: PTH108 - the fast way, as for all that is done to each file
    return frozenset(_owner(path, kept) for path in missing)


def _files(out: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Path and state of all that is no folder; a link to one is none."""
    folders = [""]
    while folders:
        below = folders.pop()
        with os.scandir(f"{out}/{below}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{below}{entry.name}/")
                else:
                    yield f"{below}{entry.name}", entry.stat(follow_symlinks=False)


def _owner(path: str, kept: Kept) -> str:
    """The story that a file is made with, or SITE."""
    first, _, rest = path.partition("/")
    story = rest.partition("/")[0].removesuffix(".json")
    return story if first in {"stories", "data"} and story in kept.stories and path not in kept.pages else SITE


def _spoil(store: Store, owners: Collection[str]) -> None:
    """Have all files of these made again, as if a build had been killed over them."""
    known = {name for name, _ in store.all(WRITING, tuple[str, ...])}
    for owner in owners:
        if owner not in known:
            store.put(WRITING, owner, b"", ())


def _aside(out: Path) -> Path:
    """Where a copy is made."""
    return out.with_name(f"{out.name}-new")


def _clear(folder: Path) -> None:
    """Make an empty folder, whatever is there."""
    _remove(folder)
    folder.mkdir()


def _remove(folder: Path) -> None:
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)
