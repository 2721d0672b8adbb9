"""What `pip install` is asked for is all that is needed, with the pip that comes with Python 3.11 as well.

Deliberately contains no network: what packages ask for is read from those that are installed.
"""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
ASKED = [Requirement(one) for one in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["import"])]


def needed(asked: Requirement, extra: str) -> Iterator[Requirement]:
    """What an installed package needs, for one of its extras or, where that is empty, in any case."""
    for line in requires(asked.name) or ():
        found = Requirement(line)
        in_any_case = found.marker is None or found.marker.evaluate({"extra": ""})
        if in_any_case is not bool(extra) and (found.marker is None or found.marker.evaluate({"extra": extra})):
            yield found


def test_no_need_hides_behind_an_extra_of_two_words() -> None:
    """An old pip (before 23.3) takes `lxml[html_clean]` and `lxml[html-clean]` for two extras, and passes over one."""
    by_name = {canonicalize_name(one.name) for one in ASKED}
    seen: set[str] = set()
    behind: set[str] = set()
    left = list(ASKED)
    while left:
        one = left.pop()
        if str(one) in seen:
            continue
        seen.add(str(one))
        left += needed(one, "")
        for extra in one.extras:
            found = list(needed(one, canonicalize_name(extra)))
            left += found
            if re.search(r"[-_.]", extra):
                behind |= {canonicalize_name(other.name) for other in found}
    assert behind <= by_name
    assert "trafilatura" in {Requirement(name).name for name in seen}
    assert behind, "nothing asks in this way any more: drop this test and what pyproject.toml asks for on its behalf"
