"""Who does the work: this process, or several.

The pipeline is handed a `concurrent.futures.Executor` and knows no more; one on other machines, as `dask.distributed`'s
`Client.get_executor()`, will do where these see the folders of templates. Deliberately contains no knowledge of what is
computed.
"""

import atexit
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from itertools import starmap
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

WORTH_PROCESSES = 4
"""From so many stories on two processes win: each first loads the program, which takes as long as making one story."""
_MOST_THAT_PAY = 12
"""Processes; more would wait for the one that reads and writes."""
_MOST = 61
"""More than that Windows cannot wait for."""


class InlineExecutor(Executor):
    """Runs each call at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The finished future of `fn(*args, **kwargs)`."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - a future keeps any failure for whoever asks for the result
            future.set_exception(error)
        return future

    def map(
        self, fn: Callable[..., T], *iterables: Iterable[object], timeout: float | None = None, chunksize: int = 1
    ) -> Iterator[T]:
        """The results one after the other, each computed when it is asked for; nothing can time out."""
        del timeout, chunksize
        return map(fn, *iterables)


_MANY_VALUES = 300_000
"""Values made, after which Python looks for circles among them: by default it looks hundreds of times as often, which
takes a twentieth of a build's time, and finds hardly any. A build after one edit makes fewer."""


def collect_rarely() -> None:
    """Let Python look for circles of values that nobody holds less often, as suits a process that only builds.

    When the process ends it does not look at all: what it holds then goes with it, and looking would take as long as
    loading numpy twice.
    """
    gc.set_threshold(_MANY_VALUES)
    atexit.register(gc.freeze)


class Processes(InlineExecutor):
    """Makes calls in processes of their own where `map` gets so many that it pays, and else in this one.

    They are started fresh rather than forked: a fork of a process that runs threads, as numpy's does, may hang.
    """

    def __init__(self, most: int, worth: int) -> None:
        """At the `most` so many processes, for no fewer calls than are `worth` it."""
        self._most = min(most, _MOST)
        self._worth = worth
        self._pool: Executor | None = None

    def map(
        self, fn: Callable[P, T], *iterables: Iterable[object], timeout: float | None = None, chunksize: int = 1
    ) -> Iterator[T]:
        """The results one after the other; each call is handed over as a whole."""
        calls = list(zip(*iterables, strict=False))  # what all calls have in common is repeated without an end
        if len(calls) < self._worth:
            return starmap(fn, calls)
        if self._pool is None:
            from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - loads sockets and more
            from multiprocessing import get_context  # noqa: PLC0415 - as above

            self._pool = ProcessPoolExecutor(self._most, mp_context=get_context("spawn"), initializer=_begin)
        return self._pool.map(fn, *zip(*calls, strict=True), timeout=timeout, chunksize=chunksize)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as above it
        """End the processes, if there are any."""
        if self._pool:
            self._pool.shutdown(wait, cancel_futures=cancel_futures)


def make_executor(jobs: int | None) -> Executor:
    """Who makes stories; `jobs` is the number of processes, and None leaves it to the processors, and to what pays."""
    most = min(_n_processors(), _MOST_THAT_PAY) if jobs is None else jobs
    return InlineExecutor() if most == 1 else Processes(most, WORTH_PROCESSES if jobs is None else 2)


def _n_processors() -> int:
    """How many processors this process may use, as far as the system tells."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _begin() -> None:
    """Build quickly, and let Ctrl-C end a worker without a traceback: all get it, and the parent reports it."""
    collect_rarely()
    leave_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def leave_with_parent() -> None:
    """Have this process end when the one that started it does, though that was killed and could not say so."""
    from multiprocessing import parent_process  # noqa: PLC0415 - a process that was started has loaded it

    def follow() -> None:
        if parent := parent_process():
            parent.join()
            os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=follow, daemon=True).start()
