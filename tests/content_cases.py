"""Cases in files: a title, an input and what is expected of it, divided by lines that hold a single dot.

The form of markdown-it's own fixtures, so that a new case is text and not code. Lines outside of a case are prose.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

_FOLDER = Path(__file__).parent / "cases" / "content"
_PARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case: `given` and `expected` are the lines between the dots, each with its newline."""

    title: str
    line: int
    given: str
    expected: str


def read_cases(name: str) -> list[ParameterSet]:
    """The cases of `tests/cases/content/<name>`, each with its title and line as the id of its test."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").split("\n")
    dots = [number for number, line in enumerate(lines) if line == "."]
    if not dots or len(dots) % _PARTS:
        message = f"{name}: {len(dots)} lines hold a dot, and a case has three"
        raise ValueError(message)
    cases = [
        Case(
            title=lines[first - 1],
            line=first + 2,
            given="".join(line + "\n" for line in lines[first + 1 : middle]),
            expected="".join(line + "\n" for line in lines[middle + 1 : last]),
        )
        for first, middle, last in zip(dots[0::3], dots[1::3], dots[2::3], strict=True)
    ]
    return [pytest.param(case, id=f"{name}:{case.line}:{case.title}") for case in cases]
