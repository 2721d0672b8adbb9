"""A message at a place, and the one error for expected failures.

SitegenError   the build cannot go on: exit code 1
  ContentError    the content is at fault, with every Problem found: exit code 2
"""

import os
import re
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Characters that a terminal obeys or breaks a line at; a message quotes content, and shows them as escapes."""


def show_unseen(text: str) -> str:
    """The text with each character that a terminal obeys or breaks a line at as its escape."""
    return _UNSEEN.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


class Problem(Struct, frozen=True, kw_only=True):
    """Something an author should mend."""

    path: str
    """File or folder, relative to where the command runs."""
    line: int = 0
    """1-based; 0: the whole file."""
    column: int = 0
    """1-based; 0: the whole line."""
    message: str
    """What is wrong."""
    hint: str = ""
    """What to do about it."""
    severity: Literal["error", "warning"] = "error"

    def told(self) -> str:
        """What is wrong and what to do, without the place, as it was found."""
        return f"{self.message}. {self.hint}" if self.hint else self.message

    def __str__(self) -> str:
        """`path:line:column: severity: message. hint`."""
        place = ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])
        said = f"{place}: {self.severity}: {self.told()}"
        return show_unseen(said)


def by_place(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, by file, line and column."""
    return tuple(sorted(set(problems), key=lambda it: (it.path, it.line, it.column, it.severity, it.message)))


def readable(name: str) -> str:
    """A name of a file as text: it may hold any bytes, and what is none of UTF-8 is spelled out."""
    return name if name.isascii() else os.fsencode(name).decode(errors="backslashreplace")


class SitegenError(Exception):
    """An expected failure whose text is written for the person at the terminal."""


class ContentError(SitegenError):
    """The content cannot be built; `problems` holds all that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems; the message lists them, one a line."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems

    def __reduce__(self) -> tuple[type["ContentError"], tuple[tuple[Problem, ...]]]:
        """How it comes back from another process."""
        return type(self), (self.problems,)
