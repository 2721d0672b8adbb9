"""The preview from end to end: watch, build, announce, serve, and leave nothing behind.

The builder and what is told to the person at the terminal are handed in. A change during a build is kept by the watcher
and brings the next build, so that the newest state always comes last. Deliberately contains no HTTP and no knowledge of
what a site is made from but the folders that it lies in.
"""

import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from urllib.parse import quote, unquote

from watchfiles import Change, watch

from sitegen.content.files import read_text
from sitegen.content.nodes import Notes
from sitegen.content.settings import read_settings
from sitegen.serve.board import Board, Mistake
from sitegen.serve.builds import Builder, BuildProcess, Outcome
from sitegen.serve.listen import Listener
from sitegen.serve.mistakes import mistakes_in, mistakes_of
from sitegen.site.render import default_templates
from sitegen.site.urls import HOME, rooted

STEP = 30
"""Milliseconds without a further change after which a build begins."""

DEBOUNCE = 400
"""Milliseconds after which it begins though changes go on."""

_LOOK_AGAIN = 200
"""Milliseconds between looks at whether a watched folder was taken away or came back."""

Tell = Callable[[Outcome, float], None]
"""Told each outcome and how many seconds the build took."""


def run_preview(root: Path, listener: Listener, *, builder: Builder, tell: Tell) -> None:
    """Serve the site at `root` until a signal ends it; then KeyboardInterrupt, or SystemExit for another than Ctrl-C.

    `builder` runs in a process of its own, hence is pickled.
    """
    folder = Path(tempfile.mkdtemp(prefix="sitegen-preview-"))
    out = folder / "site"
    board = Board(site_path(root))
    builds = BuildProcess(builder, out)
    stop = threading.Event()
    crash: list[Exception] = []

    def leave() -> None:
        stop.set()
        board.close()
        listener.stop()

    def work() -> None:
        try:
            _rebuild(root, board, builds.build, stop, tell)
        except Exception as error:  # noqa: BLE001 - raised again by the main thread
            crash.append(error)
            leave()

    def hear(number: int) -> None:
        received.append(number)
        leave()

    worker = threading.Thread(target=work, name="sitegen preview", daemon=True)
    received: list[int] = []
    try:
        out.mkdir()
        with _signals(hear):
            try:
                worker.start()
                listener.serve(out, board)
            finally:
                leave()
                builds.kill()
                worker.join()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if crash:
        raise crash[0]
    if received and received[0] == signal.SIGINT:
        raise KeyboardInterrupt
    if received:
        raise SystemExit(128 + received[0])


def _rebuild(root: Path, board: Board, build: Callable[[], Outcome], stop: threading.Event, tell: Tell) -> None:
    """Build at once and after every change, and announce what came of it, until `stop`."""
    folders = (root, default_templates())
    for _ in changes(root, stop):
        board.announce_start()
        base = site_path(root, board.now.base)
        started = time.perf_counter()
        outcome = build()
        if stop.is_set():
            return
        if outcome.report:
            board.announce_site(base, outcome.report.changed)
        else:
            board.announce_mistakes(_mistakes(outcome, folders))
        tell(outcome, time.perf_counter() - started)


def _mistakes(outcome: Outcome, folders: tuple[Path, ...]) -> tuple[Mistake, ...]:
    if outcome.bug:
        last = outcome.bug.strip().rpartition("\n")[2]
        return (Mistake(place="", message=f"This is a bug in sitegen, not in your content: {last}"),)
    return mistakes_of(outcome.problems, folders) or mistakes_in(outcome.failure, folders)


def changes(root: Path, stop: threading.Event) -> Iterator[None]:
    """Once when the watch is set, and then after every change of what the site at `root` is made from.

    What changes while the caller works is kept for the next step. A watched folder may go and come back.
    """
    polling = False
    while not stop.is_set():
        folders = _watched(root)
        if not folders:
            yield
            while not stop.wait(_LOOK_AGAIN / 1000) and not _watched(root):
                pass
            continue
        try:
            yield from _changes_of(root, folders, stop, polling=polling)
        except FileNotFoundError:  # taken away while the watch was being set
            continue
        except OSError:
            if polling:
                raise
            polling = True  # the system gives no more watches; looking at every file works everywhere


def _changes_of(
    root: Path, folders: dict[Path, tuple[int, int]], stop: threading.Event, *, polling: bool
) -> Iterator[None]:
    """As `changes`, until the folders themselves are others than they were."""
    first = True
    for found in watch(
        *folders,
        watch_filter=partial(_matters, tuple(folders)),
        debounce=DEBOUNCE,
        step=STEP,
        stop_event=stop,
        rust_timeout=_LOOK_AGAIN,
        yield_on_timeout=True,
        raise_interrupt=False,
        force_polling=polling or None,
    ):
        if _watched(root) != folders:
            return
        if found or first:
            first = False
            yield


def _watched(root: Path) -> dict[Path, tuple[int, int]]:
    """The folders to watch that exist, and what tells each from another folder of its name."""
    identities: dict[Path, tuple[int, int]] = {}
    for folder in (root / "content", root / "templates", default_templates()):
        with suppress(OSError):
            real = folder.resolve(strict=True)
            found = real.stat()
            if real.is_dir():
                identities[real] = (found.st_dev, found.st_ino)
    return identities


def _matters(folders: tuple[Path, ...], _: Change, path: str) -> bool:
    """Whether a changed path can be part of a site: hidden files, and what editors put beside a file, cannot."""
    changed = Path(path)
    folder = next((folder for folder in folders if changed.is_relative_to(folder)), changed)
    names = changed.relative_to(folder).parts
    hidden = any(name.startswith((".", "#")) for name in names)
    return not hidden and not path.endswith(("~", ".swp", ".swx", ".tmp", ".bak", "___jb_tmp___"))


def site_path(root: Path, otherwise: str = "/") -> str:
    """The path of the site on its server, percent-encoded, from `base_url` of site.toml.

    `otherwise` while that file cannot be read.
    """
    text, _ = read_text(root / "content" / "site.toml", root)
    settings = None if text is None else read_settings(text, Notes("site.toml"))
    return otherwise if settings is None else quote(unquote(rooted(settings.base_url, HOME)))


@contextmanager
def _signals(handle: Callable[[int], None]) -> Iterator[None]:
    """Have `handle` called on whatever asks the command to end, Ctrl-C first; other threads than the main get none."""
    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    is_main = threading.current_thread() is threading.main_thread()
    numbers = [getattr(signal, name) for name in names if is_main and hasattr(signal, name)]
    before = {number: signal.signal(number, lambda number, _: handle(number)) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
