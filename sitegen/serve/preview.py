"""The preview from end to end: watch, build, announce and serve.

The builder and what is told to the person at the terminal are handed in. A change during a build is kept by the watcher
and brings the next build, so that the newest state always comes last. Deliberately contains no HTTP and no knowledge of
what a site is made from but the folders that it lies in.
"""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote

from sitegen.build.ahead import Ahead
from sitegen.content.files import read_text
from sitegen.content.nodes import Notes
from sitegen.content.settings import read_settings
from sitegen.serve.board import Board, Mistake
from sitegen.serve.builds import Builder, BuildProcess, Outcome
from sitegen.serve.changes import changes
from sitegen.serve.listen import Listener
from sitegen.serve.mistakes import mistakes_in, mistakes_of
from sitegen.serve.place import OUTPUT, preview_folder
from sitegen.site.assets import default_templates
from sitegen.site.urls import HOME, rooted

Tell = Callable[[Outcome, float], None]
"""Told each outcome and how many seconds the build took."""


def run_preview(root: Path, listener: Listener, *, builder: Builder, tell: Tell) -> None:
    """Serve the site at `root` until a signal ends it; then KeyboardInterrupt, or SystemExit for another than Ctrl-C.

    `builder` runs in a process of its own, hence is pickled.
    """
    with preview_folder(root) as folder:
        _run(root, folder / OUTPUT, listener, builder, tell)


def _run(root: Path, out: Path, listener: Listener, builder: Builder, tell: Tell) -> None:
    """As `run_preview`, in the folder `out`."""
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
    with _signals(hear):
        try:
            worker.start()
            listener.serve(out, board)
        finally:
            leave()
            builds.kill()
            worker.join()
    if crash:
        raise crash[0]
    if received and received[0] == signal.SIGINT:
        raise KeyboardInterrupt
    if received:
        raise SystemExit(128 + received[0])


def _rebuild(root: Path, board: Board, build: Callable[[Ahead], Outcome], stop: threading.Event, tell: Tell) -> None:
    """Build at once and after every change, and announce what came of it, until `stop`."""
    folders = (root, default_templates())
    for _ in changes(root, stop):
        board.announce_start()
        base = site_path(root, board.now.base)
        started = time.perf_counter()
        outcome = build(Ahead(paths=board.open_pages, show=board.announce_ahead))
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
