"""What one run of `sitegen import` remembers of the hosts that it has been to, so that it can be polite.

Deliberately contains no network.
"""

import time
from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlsplit

from msgspec import Struct, field

ROBOT = "sitegen"
"""The name by which a robots.txt calls us."""
_LONGEST_WAIT = 30.0
"""Seconds between two requests; a robots.txt that asks for more is not for a person who waits at a terminal."""


class Rules(Protocol):
    """A robots.txt that was read."""

    def can_fetch(self, url: str, user_agent: str) -> bool:
        """Whether an address may be asked for."""

    def crawl_delay(self, user_agent: str) -> float | None:
        """Seconds to leave between two requests."""


class Visits(Struct, kw_only=True):
    """Which hosts were asked, when, and what they allow."""

    pause: float = 1.0
    """Seconds between two requests to one host."""
    patience: float = 60.0
    """Seconds that one page may take."""
    wait: Callable[[float], None] = time.sleep
    robots: dict[str, Rules | None] = field(default_factory=dict)
    """By scheme and host; None where everything is forbidden, since robots.txt could not be read."""
    last: dict[str, float] = field(default_factory=dict)
    """When each host was asked last, in seconds of a clock that never goes back."""


def be_polite(address: str, visits: Visits) -> None:
    """Wait until the host of an address may be asked again, and note that it is asked now."""
    parts = urlsplit(address)
    rules = visits.robots.get(site_of(address))
    asked_for = (rules.crawl_delay(ROBOT) or 0.0) if rules else 0.0
    now = time.monotonic()
    if parts.netloc in visits.last:
        due = visits.last[parts.netloc] + min(_LONGEST_WAIT, max(visits.pause, asked_for))
        if due > now:
            visits.wait(due - now)
    visits.last[parts.netloc] = time.monotonic()


def site_of(address: str) -> str:
    """Scheme and host of an address, for which one robots.txt speaks."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
