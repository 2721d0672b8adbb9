"""A tab of Chromium that a test opens, looks at and waits for, through tests/browser/tab.mjs.

Deliberately knows nothing of the preview.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from webpages import CHROMIUM, NODE, SCRIPTS

PATIENCE = 60
"""Seconds after which a condition is given up; the machine may be busy with other tests."""


class Tab:
    """One tab. Expressions are JavaScript, evaluated in the page."""

    def __init__(self) -> None:
        """Start Chromium."""
        self._process = subprocess.Popen(  # noqa: S603 - our own script
            [str(NODE), "tab.mjs"],
            cwd=SCRIPTS,
            env={**os.environ, "CHROMIUM": str(CHROMIUM)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def open(self, url: str) -> None:
        """Load a page."""
        self._ask({"open": url})

    def get(self, expression: str) -> Any:  # noqa: ANN401 - whatever the page has
        """The value of an expression."""
        return self._ask({"get": expression})

    def wait(self, expression: str, within: float = PATIENCE) -> Any:  # noqa: ANN401 - whatever the page has
        """The first true value of an expression; fails after `within` seconds and shows the page's text."""
        return self._ask({"wait": expression, "within": int(within * 1000)})

    def heard(self) -> list[str]:
        """What went wrong in the page since this was last asked."""
        found: list[str] = self._ask({"heard": True})
        return found

    def close(self) -> None:
        """End Chromium."""
        self._process.communicate(timeout=PATIENCE)

    def _ask(self, order: dict[str, object]) -> Any:  # noqa: ANN401 - whatever the page has
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"the browser ended at {order}"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["value"]


@contextmanager
def tab() -> Iterator[Tab]:
    """A tab while the block runs."""
    opened = Tab()
    try:
        yield opened
    finally:
        opened.close()
