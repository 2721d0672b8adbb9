"""What a front matter or a settings file says, key by key, each with its place: the common form of YAML and TOML.

Deliberately knows no key: `keys` judges what a node may be.
"""

from datetime import date
from typing import Literal

from msgspec import Struct, field

from sitegen.problems import Problem

Kind = Literal["text", "yes/no", "number", "date", "time", "nothing", "list", "table"]


class Place(Struct, frozen=True):
    """A 1-based line and column of a file; 0 stands for the whole file or the whole line."""

    line: int = 0
    column: int = 0


class Node(Struct, frozen=True, kw_only=True):
    """One value as a file gives it."""

    kind: Kind
    place: Place
    written: str = ""
    """A scalar as written, without its quotation marks."""
    value: str | bool | float | date | None = None
    """A scalar's value where its kind has one; None for `nothing`, `time`, `list` and `table`."""
    items: tuple["Node", ...] = ()
    """Of a list."""
    entries: tuple["Entry", ...] = ()
    """Of a table, in the order of the file, without duplicates."""
    cut: bool = False
    """Whether a `#` right after the value, without a blank behind it, made the rest of the line a comment."""


class Entry(Struct, frozen=True, kw_only=True):
    """One key with its value."""

    key: str
    place: Place
    node: Node


class Notes(Struct, frozen=True):
    """Where the problems of one file are noted as they are found."""

    path: str
    """The file as messages name it."""
    problems: list[Problem] = field(default_factory=list)

    def error(self, message: str, place: Place | None = None, hint: str = "") -> None:
        """Note what the author must mend."""
        self._add("error", message, place or Place(), hint)

    def warning(self, message: str, place: Place | None = None, hint: str = "") -> None:
        """Note what the author should look at."""
        self._add("warning", message, place or Place(), hint)

    def _add(self, severity: Literal["error", "warning"], message: str, place: Place, hint: str) -> None:
        problem = Problem(
            path=self.path, line=place.line, column=place.column, message=message, hint=hint, severity=severity
        )
        self.problems.append(problem)


def place_of(text: str, index: int) -> Place:
    """The line and column of the character at `index`, where lines end with a newline and nothing else."""
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
