"""What the open pages are told: which build is served, what kinds of files it changed, what is wrong with the content.

The board is the one thing that the preview's thread and the server share. Deliberately contains no HTTP, no files and
no queue: a page that was away reads the newest state and misses nothing, and one that never reads costs nothing.
"""

import asyncio
import secrets
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal

Kind = Literal["page", "style", "data", "other"]
"""What a changed file is to an open page: a page, a style sheet, data that a script may have read, or anything else
that it may show (a picture, a script), for which it must load again."""

_KINDS: dict[str, Kind] = {
    ".html": "page",
    ".css": "style",
    ".csv": "data",
    ".json": "data",
    ".txt": "data",
    ".xml": "data",
    "": "data",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an excerpt."""

    number: int
    """1-based."""
    text: str
    marked: bool
    """Whether the mistake is on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One reason why there is no newer site, as shown over the last good page."""

    place: str
    """`path:line:column` as far as known; may be empty."""
    message: str
    hint: str = ""
    excerpt: tuple[Line, ...] = ()
    """The lines around the place; empty where there is none, or its file is none of the site's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The state at one moment."""

    run: str
    """Tells this run of the command from others on the same port."""
    n_builds: int = 0
    """Finished builds of this run; 0: there is no site yet."""
    base: str
    """Path of the site on its server, percent-encoded, with a slash at both ends."""
    building: bool = False
    mistakes: tuple[Mistake, ...] = ()
    """Of the last build; empty where it went well."""

    @property
    def epoch(self) -> str:
        """The name of the site as it is now; no two sites of any two runs share one."""
        return f"{self.run}-{self.n_builds}"


class Board:
    """The newest snapshot, and who waits for the next. Written by any thread, waited for in event loops."""

    def __init__(self, base: str) -> None:
        """Nothing has been built; `base` is as in Snapshot."""
        self._lock = threading.Lock()
        self._now = Snapshot(run=secrets.token_hex(4), base=base)
        self._kinds: list[frozenset[Kind]] = []
        self._waiting: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._closed = False

    @property
    def now(self) -> Snapshot:
        """The newest snapshot."""
        return self._now

    @property
    def closed(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self._closed

    def announce_start(self) -> None:
        """Tell that a build runs."""
        with self._lock:
            self._now = replace(self._now, building=True)
            self._wake()

    def announce_site(self, base: str, changed: Iterable[str]) -> None:
        """Tell of a good build, the paths of the files that it changed and where the site is served."""
        with self._lock:
            self._kinds.append(frozenset(_KINDS.get(PurePosixPath(path).suffix, "other") for path in changed))
            n_builds = self._now.n_builds + 1
            self._now = replace(self._now, n_builds=n_builds, base=base, building=False, mistakes=())
            self._wake()

    def announce_mistakes(self, mistakes: tuple[Mistake, ...]) -> None:
        """Tell that the last build failed; the site is the one before it."""
        with self._lock:
            self._now = replace(self._now, building=False, mistakes=mistakes)
            self._wake()

    def close(self) -> None:
        """Tell everybody who waits to go; safe in a signal handler of the thread that runs the event loop."""
        self._closed = True
        self._wake()

    def kinds_since(self, epoch: str) -> frozenset[Kind]:
        """The kinds of all files that changed since a page was served; for an epoch of another run, all of them."""
        now = self._now
        run, _, n = epoch.partition("-")
        if run != now.run or not (n.isascii() and n.isdecimal()) or int(n[:12]) > now.n_builds:
            return frozenset({"other"})
        return frozenset[Kind]().union(*self._kinds[int(n[:12]) : now.n_builds])

    @contextmanager
    def waiting(self) -> Iterator[asyncio.Event]:
        """An event of the running loop that is set whenever there is something new."""
        event = asyncio.Event()
        self._waiting[event] = asyncio.get_running_loop()
        try:
            yield event
        finally:
            del self._waiting[event]

    def _wake(self) -> None:
        for event, loop in list(self._waiting.items()):
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)
