"""A raw text to import, and what the tests of importing read from the result."""

import re
from pathlib import Path

import pytest
import yaml

from sitegen.problems import ContentError, Problem

LEAD = "The main bridge of Springfield-on-Sea was closed on Monday after heavy rain, the council said."
RAW = f"Flood closes bridge\nBy Jane Example\n{LEAD}\nShort link:\n"


def split_content(content: str) -> tuple[dict[str, object], str]:
    """Front matter and body of a content file."""
    _, front, body = re.split(r"^---\n", content, maxsplit=2, flags=re.MULTILINE)
    return yaml.safe_load(front), body


def write_raw(folder: Path, text: str | bytes, name: str = "raw.txt") -> Path:
    """A raw file in the folder."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def only_problem(error: pytest.ExceptionInfo[ContentError]) -> Problem:
    """The one problem of an error that has no other."""
    (problem,) = error.value.problems
    return problem
