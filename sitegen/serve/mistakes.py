"""Why a build failed, as mistakes with the lines around them.

An excerpt is read from files of the site and the theme alone, whatever path a message names. Deliberately contains no
HTML: what an author typed stays text all the way to the page.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from sitegen.problems import Problem
from sitegen.serve.board import Line, Mistake

MOST_MISTAKES = 20
"""That a page shows; a moved folder would bring hundreds."""

_AROUND = 2
"""Lines shown above and below the marked one."""
_LONGEST_LINE = 300
_LARGEST_FILE = 2_000_000
_AT_A_PLACE = re.compile(r"(?P<path>[^:\n]+):(?P<line>\d+):(?:(?P<column>\d+):)? (?:error: )?(?P<message>.+)")


def mistakes_of(problems: Sequence[Problem], folders: Sequence[Path]) -> tuple[Mistake, ...]:
    """The errors among `problems`, by place, with excerpts of files below `folders`.

    At most MOST_MISTAKES, and one more that counts the rest.
    """
    errors = sorted((it for it in problems if it.severity == "error"), key=lambda it: (it.path, it.line, it.column))
    found = [
        Mistake(
            place=":".join([it.path, *(str(n) for n in (it.line, it.column) if n)]),
            message=it.message,
            hint=it.hint,
            excerpt=_excerpt(Path(it.path), it.line, folders),
        )
        for it in errors[:MOST_MISTAKES]
    ]
    return (*found, *_rest(len(errors)))


def mistakes_in(text: str, folders: Sequence[Path]) -> tuple[Mistake, ...]:
    """A message for a terminal, read back: each line that begins with `path:line:` is a mistake at that place."""
    lines = [line for line in text.splitlines() if line.strip()]
    return (*(_read_line(line, folders) for line in lines[:MOST_MISTAKES]), *_rest(len(lines)))


def _rest(total: int) -> tuple[Mistake, ...]:
    more = total - MOST_MISTAKES
    return (Mistake(place="", message=f"... and {more} more; the terminal lists them all"),) if more > 0 else ()


def _read_line(line: str, folders: Sequence[Path]) -> Mistake:
    found = _AT_A_PLACE.fullmatch(line)
    if not found:
        return Mistake(place="", message=line)
    place = ":".join(filter(None, found.group("path", "line", "column")))
    excerpt = _excerpt(Path(found["path"]), int(found["line"][:9]), folders)
    return Mistake(place=place, message=found["message"], excerpt=excerpt)


def _excerpt(path: Path, line: int, folders: Sequence[Path]) -> tuple[Line, ...]:
    """The lines around a line of a file; none where the file is not below `folders` or cannot be read."""
    try:
        real = path.resolve(strict=True)
        inside = any(real.is_relative_to(folder.resolve()) for folder in folders)
        if not line or not inside or not real.is_file() or real.stat().st_size > _LARGEST_FILE:
            return ()
        lines = real.read_text(encoding="utf-8", errors="replace").split("\n")
    except (OSError, ValueError):
        return ()
    first = max(1, line - _AROUND)
    return tuple(
        Line(number=number, text=text.rstrip("\r")[:_LONGEST_LINE], marked=number == line)
        for number, text in enumerate(lines[first - 1 : line + _AROUND], first)
    )
