"""What the terminal shows: results, problems, progress. Results go to standard output, problems to standard error.

A reader that went away (`sitegen review ... | head`) is no failure. Deliberately contains no verb and no exit code.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

import click

from sitegen.problems import Problem, SitegenError

_COLOURS = {"error": "red", "warning": "yellow"}


@contextmanager
def progress_line() -> Iterator[Callable[[str], None] | None]:
    """What shows progress on one line of a terminal, wiped in the end; None where nobody watches."""
    stream = sys.stderr
    if not _is_terminal(stream) or os.environ.get("TERM") == "dumb":
        yield None
        return
    wipe = "\r\x1b[K"
    try:
        yield lambda text: click.echo(f"{wipe}{text} ...", nl=False, err=True, color=True)
    finally:
        click.echo(wipe, nl=False, err=True, color=True)


def show_problems(problems: Iterable[Problem]) -> None:
    """One problem a line, by place, on standard error."""
    for problem in sorted(problems, key=lambda problem: (problem.path, problem.line, problem.column)):
        complain(coloured(problem))


def coloured(problem: Problem) -> str:
    """A problem on one line, its severity in colour."""
    styled = click.style(f" {problem.severity}: ", fg=_COLOURS[problem.severity], bold=True)
    return str(problem).replace(f" {problem.severity}: ", styled, 1)


def say(text: str) -> None:
    """A result, for standard output; SitegenError where that takes nothing more, as on a full disk."""
    try:
        click.echo(text, color=colour())
    except BrokenPipeError:
        return
    except OSError as error:
        raise SitegenError(f"The result cannot be written to standard output: {error.strerror}.") from error


def complain(text: str) -> None:
    """A problem, for standard error."""
    with suppress(OSError):  # there is no other place to say so
        click.echo(text, err=True, color=colour())


def width() -> int:
    """Columns of the terminal that shows standard output; 80 where there is none."""
    return shutil.get_terminal_size().columns if _is_terminal(sys.stdout) else 80


def colour() -> bool | None:
    """False where colour is unwanted (no-color.org); None leaves it to whether a terminal listens."""
    return False if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else None


def release_pipes() -> None:
    """Flush what is left; who went away or is full has been dealt with, and Python would complain of it at exit."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:  # closed by whoever started us
            continue
        try:
            stream.flush()
        except OSError:
            _redirect_to_nowhere(stream)


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether a person reads along; a stream that whoever started us has closed is None."""
    return stream is not None and stream.isatty()


def _redirect_to_nowhere(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
