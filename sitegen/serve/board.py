"""What the open pages are told: which build is served, what kinds of files it changed, what is wrong with the content.

The board is the one thing that the preview's thread and the server share. It also knows which pages are open, and holds
those of them that a build has made while it still works on the others: these are served before the site as it lies
there, until the build ends. Deliberately contains no HTTP, no files and no queue: a page that was away reads the newest
state and misses nothing, and one that never reads costs nothing.
"""

import asyncio
import secrets
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

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


class Line(Struct, frozen=True, kw_only=True):
    """One line of an excerpt."""

    number: int
    """1-based."""
    text: str
    marked: bool
    """Whether the mistake is on it."""


class Mistake(Struct, frozen=True, kw_only=True):
    """One reason why there is no newer site, as shown over the last good page."""

    place: str
    """`path:line:column` as far as known; may be empty."""
    message: str
    hint: str = ""
    excerpt: tuple[Line, ...] = ()
    """The lines around the place; empty where there is none, or its file is none of the site's."""


class Snapshot(Struct, frozen=True, kw_only=True):
    """The state at one moment."""

    run: str
    """Tells this run of the command from others on the same port."""
    n_changes: int = 0
    """How many times this run told of a change: of each good build, of open pages that a build had made by then, and of
    these taken back where it failed."""
    has_site: bool = False
    """Whether there has been a good build."""
    base: str
    """Path of the site on its server, percent-encoded, with a slash at both ends."""
    building: bool = False
    mistakes: tuple[Mistake, ...] = ()
    """Of the last build; empty where it went well."""

    @property
    def epoch(self) -> str:
        """The name of what is served now; nothing else of any run shares it."""
        return f"{self.run}-{self.n_changes}"


class Board:
    """The newest snapshot, and who waits for the next. Written by any thread, waited for in event loops."""

    def __init__(self, base: str) -> None:
        """Nothing has been built; `base` is as in Snapshot."""
        self._lock = threading.Lock()
        self._now = Snapshot(run=secrets.token_hex(4), base=base)
        self._changes: list[tuple[frozenset[Kind], frozenset[str] | None]] = []
        """Kinds, and the pages that these concern; None for any."""
        self._waiting: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._closed = False
        self._open: Counter[str] = Counter()
        self._ahead: dict[str, bytes] = {}

    @property
    def now(self) -> Snapshot:
        """The newest snapshot."""
        return self._now

    @property
    def open_pages(self) -> frozenset[str]:
        """The files of the pages that somebody has open."""
        with self._lock:
            return frozenset(self._open)

    def ahead(self, path: str) -> bytes | None:
        """A page that the build which runs has made; None for any other."""
        return self._ahead.get(path)

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
            self._ahead = {}
            self._tell(frozenset(_KINDS.get(PurePosixPath(path).suffix, "other") for path in changed))
            self._now = replace(self._now, has_site=True, base=base, building=False, mistakes=())
            self._wake()

    def announce_ahead(self, pages: Mapping[str, bytes]) -> None:
        """Tell of pages, by their files, that a build has made while it works on the others."""
        with self._lock:
            self._ahead = {**self._ahead, **pages}
            self._tell(frozenset({"page"}), frozenset(pages))
            self._wake()

    def announce_mistakes(self, mistakes: tuple[Mistake, ...]) -> None:
        """Tell that the last build failed; the site is the one before it."""
        with self._lock:
            if self._ahead:  # which the site is without
                self._tell(frozenset({"page"}), frozenset(self._ahead))
                self._ahead = {}
            self._now = replace(self._now, building=False, mistakes=mistakes)
            self._wake()

    def close(self) -> None:
        """Tell everybody who waits to go; safe in a signal handler of the thread that runs the event loop."""
        self._closed = True
        self._wake()

    def is_of_this_run(self, epoch: str) -> bool:
        """Whether a page was served by this run."""
        return epoch.partition("-")[0] == self._now.run

    def kinds_since(self, epoch: str, page: str) -> frozenset[Kind]:
        """The kinds of all that changed for a page since it was served; "other" for an epoch of another run."""
        now = self._now
        n = epoch.partition("-")[2]
        if not self.is_of_this_run(epoch) or not (n.isascii() and n.isdecimal()) or int(n[:12]) > now.n_changes:
            return frozenset({"other"})
        told = self._changes[int(n[:12]) : now.n_changes]
        return frozenset[Kind]().union(*(kinds for kinds, pages in told if pages is None or page in pages))

    @contextmanager
    def waiting(self, page: str) -> Iterator[asyncio.Event]:
        """An event of the running loop that is set whenever there is something new; `page` is the file that is open."""
        event = asyncio.Event()
        self._waiting[event] = asyncio.get_running_loop()
        with self._lock:
            self._open[page] += 1
        try:
            yield event
        finally:
            del self._waiting[event]
            with self._lock:
                self._open -= Counter((page,))  # without those that nobody has open any more

    def _tell(self, kinds: frozenset[Kind], pages: frozenset[str] | None = None) -> None:
        self._changes.append((kinds, pages))
        self._now = replace(self._now, n_changes=self._now.n_changes + 1)

    def _wake(self) -> None:
        for event, loop in list(self._waiting.items()):
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)
