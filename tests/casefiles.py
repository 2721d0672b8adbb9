"""Cases kept as text: a title, the input and what is expected, divided by lines of one dot.

    a title
    .
    input, one line or more
    .
    expected, one line or more
    .

What stands outside a case is a note to the reader. A title that ends with `NOT YET: ` and a reason marks a known error.
The line number of the case is part of the test's id.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

FOLDER = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """One case of a file."""

    line: int
    title: str
    given: str
    expected: str


def read_cases(name: str) -> list[Case]:
    """All cases of `tests/cases/<name>.md`; fails on a file without any or with a case left open."""
    cases = list(_cases((FOLDER / f"{name}.md").read_text(encoding="utf-8").splitlines()))
    assert cases, f"{name}.md has no case"
    return cases


def case_id(case: Case) -> str:
    """`line: title`, for pytest."""
    return f"{case.line}: {case.title}"


def case_params(name: str) -> list[object]:
    """The cases of a file for pytest; one whose title says `NOT YET:` must still fail."""
    found: list[object] = []
    for case in read_cases(name):
        title, _, reason = case.title.partition(" NOT YET: ")
        marks = pytest.mark.xfail(reason=reason, strict=True) if reason else ()
        found.append(pytest.param(case, marks=marks, id=case_id(case._replace(title=title))))
    return found


def _cases(lines: list[str]) -> Iterator[Case]:
    dots = [number for number, line in enumerate(lines) if line == "."]
    assert len(dots) % 3 == 0, f"{len(dots)} lines of one dot, which is no multiple of three"
    for first, middle, last in zip(dots[::3], dots[1::3], dots[2::3], strict=True):
        given = "\n".join(lines[first + 1 : middle])
        yield Case(first, lines[first - 1], given, "\n".join(lines[middle + 1 : last]))
