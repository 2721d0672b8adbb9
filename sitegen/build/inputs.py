"""What a build is made from, as it lies on disk: every file of content and templates with size and times, in one scan.

Two scans are told apart by size and times; a file that changed less than two seconds before the scan that saw it may
change again without its time doing so, and is told apart by a digest of its bytes. Deliberately reads no other file and
knows nothing of what is in them.
"""

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from sitegen.problems import readable

Stamp = tuple[str, int, int, int, str]
"""Name, size, times of change of content and of the entry in nanoseconds, and a digest of the bytes, empty where the
times will do. A folder has -1 for a size and no times, what cannot be looked at -2."""
Scan = dict[str, tuple[Stamp, ...]]
"""Path of a folder inside the site or, of the shipped theme, from `:theme`, with `/` -> what is in it."""

THEME = ":theme"
_DOUBT = 2_000_000_000
"""Nanoseconds; the coarsest times of a file system in use, FAT's, have steps of two seconds."""
_DEEPEST = 8


def scan(root: Path, theme: Path) -> Scan:
    """All that a build of the site at `root` reads, the shipped `theme` included."""
    now = time.time_ns()
    found: Scan = {}
    for name, folder in (("content", root / "content"), ("templates", root / "templates"), (THEME, theme)):
        _walk(str(folder), name, 0, now - _DOUBT, found)
    return found


def changes(before: Scan, now: Scan, root: Path, theme: Path) -> frozenset[str]:
    """Paths that are new, gone or other than before."""
    changed: set[str] = set()
    for folder in before.keys() | now.keys():
        old, new = before.get(folder, ()), now.get(folder, ())
        if old != new:
            place = theme / folder.removeprefix(THEME).lstrip("/") if folder.startswith(THEME) else root / folder
            changed.update(f"{folder}/{name}" for name in _changes(old, new, place))
    return frozenset(changed)


def is_doubtful(stamps: Scan) -> bool:
    """Whether a file of a scan has to be looked into at the next one."""
    return any(stamp[4] for folder in stamps.values() for stamp in folder)


def _changes(before: tuple[Stamp, ...], now: tuple[Stamp, ...], folder: Path) -> Iterator[str]:
    """Names in a folder that are new, gone or other than before."""
    old, new = ({stamp[0]: stamp for stamp in stamps} for stamps in (before, now))
    yield from old.keys() ^ new.keys()
    for name in old.keys() & new.keys():
        was, now_is = old[name], new[name]
        if was == now_is:
            continue
        if was[4]:
            is_same = was[1] == now_is[1] and was[4] == (now_is[4] or _digest(str(folder / name)))
        else:
            is_same = was[:4] == now_is[:4]
        if not is_same:
            yield name


def _walk(folder: str, path: str, depth: int, doubt: int, found: Scan) -> None:
    """Add a folder and those below it; what changed after `doubt` is looked into."""
    stamps: list[Stamp] = []
    below: list[os.DirEntry[str]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                try:
                    if entry.is_dir():
                        stamps.append((readable(entry.name), -1, 0, 0, ""))
                        below.append(entry)
                        continue
                    seen = entry.stat()
                except OSError:
                    stamps.append((readable(entry.name), -2, 0, 0, ""))
                    continue
                written, changed = seen.st_mtime_ns, seen.st_ctime_ns
                digest = _digest(entry.path) if written > doubt or changed > doubt else ""
                stamps.append((readable(entry.name), seen.st_size, written, changed, digest))
    except OSError:
        return
    found[path] = tuple(stamps)
    if depth < _DEEPEST:
        for entry in below:
            _walk(entry.path, f"{path}/{readable(entry.name)}", depth + 1, doubt, found)


def _digest(path: str) -> str:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - of ten thousand paths that are texts already
            return hashlib.blake2b(file.read(), digest_size=16).hexdigest()
    except OSError:
        return "unreadable"
