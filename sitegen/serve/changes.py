"""When what a site is made from changes: its content, its templates, and the theme beneath them.

The system tells, through watchfiles; where it does not (a network drive, no watches left) every file is looked at.
watchfiles can do that too, but sees no second change within a second, and the last save is the one that matters.
Deliberately contains no opinion on what to do about a change.
"""

import os
import platform
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from stat import S_ISDIR

from watchfiles import Change, watch

from sitegen.site.assets import default_templates

STEP = 30
"""Milliseconds without a further change after which one is told."""

DEBOUNCE = 400
"""Milliseconds after which it is told though changes go on."""

_LOOK_AGAIN = 200
"""Milliseconds between looks at whether a watched folder was taken away or came back, and at every file if need be."""

_ASKS_FOR_POLLING = "WATCHFILES_FORCE_POLLING"
"""The variable that users of other tools set where the system tells nothing, as on some network drives."""

Identity = tuple[int, ...]
"""What tells a file or folder from what it was before."""


def changes(root: Path, stop: threading.Event) -> Iterator[None]:
    """Once when the watch is set, and then after every change of what the site at `root` is made from, until `stop`.

    What changes while the caller works is kept for the next step. A watched folder may go and come back.
    """
    polling = _must_look()
    while not stop.is_set():
        folders = _watched(root)
        if not folders:
            yield
            while not stop.wait(_LOOK_AGAIN / 1000) and not _watched(root):
                pass
        elif polling:
            yield from _seen(root, stop)
        else:
            try:
                yield from _told(root, folders, stop)
            except FileNotFoundError:  # taken away while the watch was being set
                continue
            except OSError:
                polling = True


def _must_look() -> bool:
    """Whether to look rather than to be told: as the user says, and else in Linux on Windows, where drives are mute."""
    asked = os.environ.get(_ASKS_FOR_POLLING, "").lower()
    return asked not in {"false", "disable", "disabled"} if asked else "microsoft" in platform.release().lower()


def _told(root: Path, folders: dict[Path, Identity], stop: threading.Event) -> Iterator[None]:
    """As `changes`, by the system's word, until the folders themselves are others than they were."""
    first = True
    for found in watch(
        *folders,
        watch_filter=partial(_is_told, tuple(folders)),
        debounce=DEBOUNCE,
        step=STEP,
        stop_event=stop,
        rust_timeout=_LOOK_AGAIN,
        yield_on_timeout=True,
        raise_interrupt=False,
        force_polling=False,
    ):
        # a folder that is back already may look the same, and has no watch any more
        is_gone = any(change == Change.deleted and Path(path) in folders for change, path in found)
        if is_gone or _watched(root) != folders:
            return
        if found or first:
            first = False
            yield


def _seen(root: Path, stop: threading.Event) -> Iterator[None]:
    """As `changes`, by looking at every file, while there is a folder to look into."""
    before: dict[Path, Identity] | None = None
    while not stop.is_set() and (folders := _watched(root)):
        if (now := dict(_files(folders))) != before:
            before = now
            yield
        else:
            stop.wait(_LOOK_AGAIN / 1000)


def _watched(root: Path) -> dict[Path, Identity]:
    """The folders to watch that exist."""
    identities: dict[Path, Identity] = {}
    for folder in (root / "content", root / "templates", default_templates()):
        with suppress(OSError):
            real = folder.resolve(strict=True)
            found = real.stat()
            if S_ISDIR(found.st_mode):
                identities[real] = (found.st_dev, found.st_ino)
    return identities


def _files(folders: Iterable[Path]) -> Iterator[tuple[Path, Identity]]:
    """Every file below `folders` that matters."""
    for folder in folders:
        for place, _, names in os.walk(folder):
            for path in (Path(place, name) for name in names):
                with suppress(OSError):
                    if _matters(path.relative_to(folder)):
                        found = path.stat()
                        yield path, (found.st_ino, found.st_size, found.st_mtime_ns)


def _is_told(folders: tuple[Path, ...], _: Change, path: str) -> bool:
    changed = Path(path)
    folder = next((folder for folder in folders if changed.is_relative_to(folder)), changed)
    return _matters(changed.relative_to(folder))


def _matters(path: Path) -> bool:
    """Whether a path below a watched folder can be part of a site: what editors put beside a file cannot."""
    hidden = any(name.startswith((".", "#")) for name in path.parts)
    return not hidden and not path.name.endswith(("~", ".swp", ".swx", ".tmp", ".bak", "___jb_tmp___"))
