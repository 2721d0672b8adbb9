"""From bytes to files: write what changed, remove what an earlier build made, touch nothing else.

Each file is written aside and moved into place, so that whoever reads it, and whatever stops the build, finds the old
or the new file whole. `.sitegen-files` in the output folder lists what builds have made; only files on that list are
ever replaced or removed. It is widened before the first write and narrowed after the last, so that a build that was
killed is healed by the next one. Deliberately contains no knowledge of what the files are.
"""

import os
import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from msgspec import Struct

from sitegen.problems import SitegenError

MANIFEST = ".sitegen-files"
_HEADER = "# Files that sitegen made here, and may replace or remove. Do not edit.\n"
_UNSAFE = re.compile(r"(?:^|/)\.{0,2}(?:/|\Z)|[\\:\0\n]")
_ASIDE = ".sitegen-new"
"""Ending of a file that is being written; a leftover of a killed build is removed by the next."""


class Written(Struct, frozen=True, kw_only=True):
    """What became of the files, each group sorted by path."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def check_output_folder(root: Path, out: Path) -> None:
    """Raise SitegenError where writing to `out` could endanger what the site is made from."""
    folder, base = out.resolve(), root.resolve()
    if folder == base:
        raise SitegenError(f"{out}: is the site's own folder. Choose a folder of its own for the output, e.g. public.")
    for name in ("content", "templates", "seeds"):
        ours = (base / name).resolve()
        if folder == ours or folder in ours.parents or ours in folder.parents:
            raise SitegenError(f"{out}: overlaps with {ours}. Choose a folder of its own for the output, e.g. public.")
    if folder.exists() and not folder.is_dir():
        raise SitegenError(f"{out}: is a file, so no site can be written there. Move it away or choose another folder.")


def write_site(out: Path, files: Mapping[str, bytes]) -> Written:
    """Make the folder `out` hold `files` (path with `/` -> bytes), beside whatever else was there before.

    Raises SitegenError before the first write where a file is in the way that no build of ours made, where two paths
    clash, or where a path leads out of the folder; and at the first write that the system refuses.
    """
    _refuse_clashes(files)
    with _refusals():
        out.mkdir(parents=True, exist_ok=True)
        ours = read_manifest(out)
        _refuse_foreign(out, files, ours)
        _write_manifest(out, ours | files.keys())
        _remove_leftovers(out, ours | files.keys() | {MANIFEST})
        gone = sorted(ours - files.keys())
        removed = [path for path in gone if _is_in_the_way(path, files) and _remove(out, path)]
        written: list[str] = []
        unchanged: list[str] = []
        for path in sorted(files, key=_pages_last):
            (written if _replace(out / path, files[path]) else unchanged).append(path)
        removed += [path for path in gone if _remove(out, path)]
        _write_manifest(out, files.keys())
    return Written(written=tuple(sorted(written)), unchanged=tuple(sorted(unchanged)), removed=tuple(sorted(removed)))


def read_manifest(out: Path) -> frozenset[str]:
    """The paths that builds of ours made; none where the list is missing. Paths that lead elsewhere are ignored."""
    try:
        lines = (out / MANIFEST).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return frozenset()
    return frozenset(line for line in lines if line and not line.startswith("#") and _is_safe(line))


def _read_listed(out: Path) -> list[str]:
    """The lines of the list of files, sorted, as they are: no file is removed for standing there."""
    try:
        lines = (out / MANIFEST).read_text(encoding="utf-8").split("\n")
    except (FileNotFoundError, UnicodeDecodeError):
        return []
    return sorted(lines[1 if lines[0].startswith("#") else 0 : None if lines[-1] else -1])


def _with_lines(lines: list[str], more: Iterable[str]) -> list[str]:
    """Sorted lines and those in `more`, each once, sorted."""
    found = lines.copy()
    for line in more:
        place = bisect_left(found, line)
        if found[place : place + 1] != [line]:
            found.insert(place, line)
    return found


def _without_lines(lines: list[str], gone: Iterable[str]) -> list[str]:
    """Sorted lines less those in `gone`."""
    found = lines.copy()
    for line in gone:
        place = bisect_left(found, line)
        if found[place : place + 1] == [line]:
            del found[place]
    return found


def write_changes(
    out: Path,
    files: Mapping[str, bytes],
    *,
    fresh: Collection[str],
    gone: Collection[str],
    before_first: Callable[[], None],
) -> Written:
    """Write these files and remove those in `gone`, in a folder whose other files are as an earlier build left them.

    `fresh` are the paths among `files` that no build has made; `before_first` is called when the list of files is
    widened and nothing is written yet. Raises as `write_site` does.
    """
    with _refusals():
        listed = _read_listed(out) if fresh or gone else []
        if fresh:
            _refuse_clashes({*(path for path in _near(listed, fresh) if path not in gone and _is_safe(path)), *files})
        _refuse_foreign(out, files, frozenset(listed) if fresh or gone else frozenset(files))
        if fresh:
            listed = _with_lines(listed, files)
            _write_listed(out, listed)
        before_first()
        _remove_leftovers(out, {*files, *gone})
        removed = [path for path in sorted(gone) if _is_in_the_way(path, files) and _remove(out, path)]
        written = [path for path in sorted(files, key=_pages_last) if _replace(out / path, files[path])]
        removed += [path for path in sorted(gone) if _remove(out, path)]
        if fresh or gone:
            _write_listed(out, _without_lines(_with_lines(listed, files), gone))
    return Written(written=tuple(sorted(written)), unchanged=(), removed=tuple(sorted(removed)))


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what the system refuses into a message that names the file."""
    try:
        yield
    except OSError as error:
        place = error.filename2 or error.filename or "the output"
        raise SitegenError(f"{place}: cannot be written: {error.strerror or error}.") from error


def _pages_last(path: str) -> tuple[bool, int, str]:
    """Order of writing: what pages need, then deep pages, then those that link to them."""
    return path.endswith(".html"), -path.count("/"), path


def _is_safe(path: str) -> bool:
    """Whether `path` stays inside a folder and means the same on every system."""
    return not _UNSAFE.search(path)


def _near(paths: list[str], fresh: Collection[str]) -> Iterator[str]:
    """Those of the sorted paths with which one of the fresh ones could clash: they begin with the same two names."""
    if not all("/" in path for path in fresh):
        yield from paths
        return
    heads = {head for path in fresh for head in (_head(path.casefold()), path.casefold().partition("/")[0])}
    start = 0
    while start < len(paths):
        path = paths[start]
        head = _head(path)
        # all that begin with the same two names lie together, up to what comes after a `/`
        end = start + 1 if path == head else bisect_left(paths, f"{head}0", start + 1)
        if head.casefold() in heads:
            yield from paths[start:end]
        start = end


def _head(path: str) -> str:
    """The first two names of a path."""
    end = path.find("/", path.find("/") + 1)
    return path if end == -1 else path[:end]


def _refuse_clashes(files: Collection[str]) -> None:
    """Raise SitegenError where two paths cannot both exist, on a file system that ignores case included."""
    seen: dict[str, str] = {}
    for path in sorted(files):
        if not _is_safe(path) or path == MANIFEST:
            raise SitegenError(f"{path!r} cannot be the path of a file of the site.")
        if (other := seen.setdefault(path.casefold(), path)) != path:
            raise SitegenError(f"{path} and {other} differ in case alone: many systems cannot hold both. Rename one.")
    for path in files:
        for folder in PurePosixPath(path).parents:
            if clash := seen.get(str(folder).casefold()):
                raise SitegenError(f"{clash} cannot be both a file and the folder of {path}.")


def _refuse_foreign(out: Path, files: Mapping[str, bytes], ours: Collection[str]) -> None:
    """Raise SitegenError that names every place where something not made by us is in the way."""
    real = out.resolve()
    foreign = {}
    for path in files:
        target = out / path
        for folder in (out / parent for parent in PurePosixPath(path).parents):
            if folder.is_symlink() and folder != out and not folder.resolve().is_relative_to(real):
                foreign[folder] = "leads out of the output folder"
            elif folder.exists() and not folder.is_dir() and folder.relative_to(out).as_posix() not in ours:
                foreign[folder] = "is a file where a folder is needed"
        if target.is_dir() and not target.is_symlink():
            held = (file.relative_to(out).as_posix() for file in target.rglob("*") if not file.is_dir())
            if not all(file in ours for file in held):
                foreign[target] = "is a folder where a page is needed"
        elif (
            path not in ours
            and os.path.lexists(target)
            and not (target.is_file() and target.read_bytes() == files[path])
        ):
            foreign[target] = "was not made by sitegen"
    if foreign:
        listed = "\n".join(f"{place}: {why}." for place, why in sorted(foreign.items()))
        raise SitegenError(f"{listed}\nNothing was written. Move what is in the way, or choose another folder.")


def _is_in_the_way(path: str, files: Collection[str]) -> bool:
    """Whether the old file `path` must go before the new ones can be written."""
    return any(path.startswith(new + "/") or new.startswith(path + "/") for new in files)


def _replace(target: Path, content: bytes) -> bool:
    """Write `content` unless it is there already; say whether it was written."""
    if target.is_file() and not target.is_symlink():
        if target.stat().st_size == len(content) and target.read_bytes() == content:
            return False
    elif target.is_dir() and not target.is_symlink():
        target.rmdir()
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = _aside(target)
    aside.write_bytes(content)
    aside.replace(target)
    return True


def _aside(target: Path) -> Path:
    """Where `target` is written before it is moved into place: the same folder, so that the move is one step."""
    return target.with_name(f".{target.name}{_ASIDE}")


def _remove(out: Path, path: str) -> bool:
    """Remove a file of ours and the folders that it leaves empty; say whether it was there."""
    target = out / path
    if not target.parent.resolve().is_relative_to(out.resolve()) or not os.path.lexists(target) or target.is_dir():
        return False
    target.unlink()
    for folder in list(target.parents)[: path.count("/")]:
        if any(folder.iterdir()):
            break
        folder.rmdir()
    return True


def _remove_leftovers(out: Path, paths: Collection[str]) -> None:
    """Remove what a killed build was writing."""
    for path in paths:
        aside = _aside(out / path)
        if aside.parent.is_dir() and aside.parent.resolve().is_relative_to(out.resolve()):
            aside.unlink(missing_ok=True)


def _write_manifest(out: Path, paths: Collection[str]) -> None:
    """Record what is ours."""
    _write_listed(out, sorted(paths))


def _write_listed(out: Path, lines: list[str]) -> None:
    """Write the list of files, which is sorted; it is written aside, too."""
    target = out / MANIFEST
    aside = _aside(target)
    # written each time, so that a build sees by the file's times that another one was here
    aside.write_bytes("\n".join((_HEADER.rstrip("\n"), *lines, "")).encode())
    aside.replace(target)
