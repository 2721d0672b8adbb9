"""What a build is made from, as it lies on disk: every file of content and templates with size and times, in one scan.

Two scans are told apart by size and times; a file that changed less than two seconds before the scan that saw it may
change again without its time doing so, and is told apart by a digest of its bytes. Deliberately reads no other file and
knows nothing of what is in them.
"""

import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

Stamp = tuple[int, int, int, str]
"""Size, times of change of content and of the entry in nanoseconds, and a digest of the bytes, empty where the times
will do. A folder has -1 for a size and no times, what cannot be looked at -2."""
Scan = Mapping[str, Stamp]
"""Path inside the site or, of the shipped theme, behind `:theme/`, with `/` -> stamp."""

THEME = ":theme"
_DOUBT = 2_000_000_000
"""Nanoseconds; the coarsest times of a file system in use, FAT's, have steps of two seconds."""
_DEEPEST = 8


def scan(root: Path, theme: Path) -> dict[str, Stamp]:
    """All that a build of the site at `root` reads, the shipped `theme` included."""
    now = time.time_ns()
    found: dict[str, Stamp] = {}
    for name, folder in (("content", root / "content"), ("templates", root / "templates"), (THEME, theme)):
        for path, entry in _walk(str(folder), name, 0):
            found[path] = _stamp(entry, now)
    return found


def changes(before: Scan, now: Scan, root: Path, theme: Path) -> frozenset[str]:
    """Paths that are new, gone or other than before."""
    changed = set(before.keys() ^ now.keys())
    for path, stamp in now.items():
        old = before.get(path)
        if old is None or old == stamp:
            continue
        if old[3]:
            file = theme / path.removeprefix(f"{THEME}/") if path.startswith(THEME) else root / path
            if old[0] == stamp[0] and old[3] == (stamp[3] or _digest(str(file))):
                continue
        elif old[:3] == stamp[:3]:
            continue
        changed.add(path)
    return frozenset(changed)


def is_doubtful(stamps: Scan) -> bool:
    """Whether a file of a scan has to be looked into at the next one."""
    return any(stamp[3] for stamp in stamps.values())


def _walk(folder: str, name: str, depth: int) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        path = f"{name}/{entry.name}"
        yield path, entry
        try:
            is_folder = entry.is_dir()
        except OSError:
            is_folder = False
        if is_folder and depth < _DEEPEST:
            yield from _walk(entry.path, path, depth + 1)


def _stamp(entry: "os.DirEntry[str]", now: int) -> Stamp:
    try:
        if entry.is_dir():
            return -1, 0, 0, ""
        found = entry.stat()
    except OSError:
        return -2, 0, 0, ""
    latest = max(found.st_mtime_ns, found.st_ctime_ns)
    digest = _digest(entry.path) if latest > now - _DOUBT else ""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, digest


def _digest(path: str) -> str:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - of ten thousand paths that are texts already
            return hashlib.blake2b(file.read(), digest_size=16).hexdigest()
    except OSError:
        return "unreadable"
