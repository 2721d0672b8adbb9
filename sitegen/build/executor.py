"""Who does the work: this process, or several.

The pipeline is handed a `concurrent.futures.Executor` and knows no more; `dask.distributed`'s `Client.get_executor()`
is one too. Deliberately contains no knowledge of what is computed.
"""

import atexit
import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

WORTH_A_POOL = 12
"""From so many stories on several processes win: each first loads numpy, which takes about as long as
comparing five stories of five articles."""


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


def make_executor(jobs: int | None, n_stories: int) -> Executor:
    """Processes where they pay, else this process.

    `jobs` is the number of processes; None leaves it to the number of stories and of processors. The processes are
    started fresh rather than forked: a fork of a process that runs threads, as numpy's does, may hang.
    """
    if jobs is None:
        jobs = os.cpu_count() or 1 if n_stories >= WORTH_A_POOL else 1
    n_processes = min(jobs, n_stories)
    if n_processes <= 1:
        return InlineExecutor()
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - loads sockets and more, for many stories
    from multiprocessing import get_context  # noqa: PLC0415 - as above

    context = get_context("spawn")
    return ProcessPoolExecutor(max_workers=n_processes, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Build quickly, and let Ctrl-C end a worker without a traceback: all get it, and the parent reports it."""
    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
