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

from sitegen.problems import Problem

_COLOURS = {"error": "red", "warning": "yellow"}


@contextmanager
def progress_line() -> Iterator[Callable[[str], None] | None]:
    """What shows progress on one line of a terminal, wiped in the end; None where nobody watches."""
    stream = sys.stderr
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
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
    """A result, for standard output."""
    with suppress(BrokenPipeError):
        click.echo(text, color=colour())


def complain(text: str) -> None:
    """A problem, for standard error."""
    with suppress(BrokenPipeError):
        click.echo(text, err=True, color=colour())


def width() -> int:
    """Columns of the terminal that shows standard output; 80 where there is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 80


def colour() -> bool | None:
    """False where colour is unwanted (no-color.org); None leaves it to whether a terminal listens."""
    return False if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else None


def release_pipes() -> None:
    """Flush what is left; a reader that went away is no failure, and Python would complain of it at exit."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:  # closed by whoever started us
            continue
        try:
            stream.flush()
        except BrokenPipeError:
            _redirect_to_nowhere(stream)


def _redirect_to_nowhere(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
