"""Builds in a process of their own: pages are served meanwhile, and Ctrl-C need not wait for one to end.

Deliberately knows nothing of content: it runs a `builder` and sends back what came of it. The process is kept between
builds, and with it whatever the builder remembers; one that dies is replaced at the next build.
"""

import gc
import multiprocessing
import signal
import threading
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.build.ahead import Ahead
from sitegen.build.executor import collect_rarely, leave_with_parent, make_executor
from sitegen.build.look import look
from sitegen.build.report import Report
from sitegen.build.resume import resume
from sitegen.build.store import Store, open_store
from sitegen.problems import ContentError, Problem, SitegenError
from sitegen.serve.place import STORE

Builder = Callable[[Path, Ahead], Report]
"""Builds into a folder and says what it did; raises SitegenError where it cannot. It is pickled once, at the start."""

_PROCESS_ENDED = "The process that builds ended, perhaps for want of memory. Save a file to try again."

_PATIENCE = 2
"""Seconds that a process gets to end by itself."""


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of a build. One of `report`, `problems`, `failure` and `bug` is there."""

    report: Report | None = None
    problems: tuple[Problem, ...] = ()
    """What is wrong with the content."""
    failure: str = ""
    """Why it failed otherwise, for a person."""
    bug: str = ""
    """A traceback."""


class SiteBuilder:
    """Builds the site at `root` with the pipeline, and keeps what it found out for the next build."""

    def __init__(self, root: Path, jobs: int | None) -> None:
        """`jobs` as in `make_executor`."""
        self._root = root
        self._jobs = jobs
        self._store: Store | None = None
        self._kept = ExitStack()
        self._copied: tuple[str, ...] = ()

    def __call__(self, out: Path, ahead: Ahead) -> Report:
        """Build into `out`, beside which the store is."""
        if self._store is None:
            with ExitStack() as opened:
                store = opened.enter_context(open_store(out.with_name(STORE)))
                report, self._copied = resume(self._root, out, store)
                self._kept, self._store = opened.pop_all(), store
            if report:  # what the first save needs is loaded while nobody waits for it
                threading.Thread(target=import_module, args=("sitegen.build.pipeline",), daemon=True).start()
        else:
            store, report = self._store, None
        report = report or self._build(out, store, ahead)
        copied, self._copied = self._copied, ()
        return replace(report, changed=tuple(sorted({*copied, *report.changed}))) if copied else report

    def _build(self, out: Path, store: Store, ahead: Ahead) -> Report:
        from sitegen.build import pipeline  # noqa: PLC0415 - numpy is for the process that builds

        seen = look(self._root, out, store)
        # a few stories are made in this process, which remembers what it read of their articles
        executor = make_executor(self._jobs)
        try:
            return pipeline.build(self._root, out, executor=executor, store=store, seen=seen, ahead=ahead)
        finally:
            executor.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """Let go of all that is kept between builds."""
        self._kept.close()
        self._store = None


class BuildProcess:
    """A process that runs a builder; for one thread at a time, except `kill`."""

    def __init__(self, builder: Builder, out: Path) -> None:
        """Nothing is started before the first build."""
        self._builder = builder
        self._out = out
        self._process: BaseProcess | None = None
        self._door: Connection | None = None
        self._lock = threading.Lock()
        self._killed = False

    def build(self, ahead: Ahead) -> Outcome:
        """The outcome of one build, waited for; pages of `ahead` are shown meanwhile."""
        try:
            door = self._open_door()
            door.send(ahead.paths)
            while not isinstance(told := door.recv(), Outcome):
                ahead.show(told)
        except (EOFError, OSError):
            self._door = None
            return Outcome(failure=_PROCESS_ENDED)
        return told

    def kill(self) -> None:
        """End the process and those that it started, whatever they do, and start no other."""
        with self._lock:
            self._killed = True
            process = self._process
        if process is None:
            return
        process.terminate()
        process.join(_PATIENCE)
        if process.is_alive():
            process.kill()
            process.join(_PATIENCE)

    def _open_door(self) -> Connection:
        """The pipe to the process, which is started where none runs; EOFError once it was killed."""
        with self._lock:
            if self._killed:
                raise EOFError
            if self._door is None or self._process is None or not self._process.is_alive():
                context = multiprocessing.get_context("spawn")  # a fork of a process that runs threads may hang
                self._door, theirs = context.Pipe()
                self._process = context.Process(target=_work, args=(theirs, self._builder, self._out))
                self._process.start()
                theirs.close()  # so that its end is the end of the pipe
            return self._door


def _work(door: Connection, builder: Builder, out: Path) -> None:
    """Build whenever asked, until nobody is left to ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; ours is told by the one that serves
    signal.signal(signal.SIGTERM, _leave)
    collect_rarely()
    leave_with_parent()
    while True:
        try:
            ahead = Ahead(paths=door.recv(), show=door.send)
            door.send(_outcome(builder, out, ahead))
            # whatever a build has left is there to stay, and need not be looked through for garbage in the next one
            gc.collect()
            gc.freeze()
        except (EOFError, OSError):
            return


def _leave(_signal: int, _frame: object) -> None:
    """End at once, and take along the processes that make stories: they would wait for work for ever."""
    for process in multiprocessing.active_children():
        process.terminate()
    raise SystemExit


def _outcome(builder: Builder, out: Path, ahead: Ahead) -> Outcome:
    try:
        return Outcome(report=builder(out, ahead))
    except ContentError as error:
        return Outcome(problems=error.problems)
    except SitegenError as error:
        return Outcome(failure=str(error))
    except Exception:  # noqa: BLE001 - a bug is told like any other failure; the preview goes on
        return Outcome(bug=traceback.format_exc())
