"""A message at a place, and the one error for expected failures.

SitegenError   the build cannot go on: exit code 1
  ContentError    the content is at fault, with every Problem found: exit code 2
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
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

    def __str__(self) -> str:
        """`path:line:column: severity: message. hint`."""
        place = ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])
        return f"{place}: {self.severity}: {self.message}" + (f". {self.hint}" if self.hint else "")


class SitegenError(Exception):
    """An expected failure whose text is written for the person at the terminal."""


class ContentError(SitegenError):
    """The content cannot be built; `problems` holds all that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems; the message lists them, one a line."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
