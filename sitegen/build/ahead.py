"""Pages that somebody is looking at while the site is built: each is shown as soon as it is made, before all others.

They are handed over, not written: what lies in the output is one site, the old one or the new one. Deliberately knows
nothing of who looks, and how.
"""

from collections.abc import Callable, Mapping

from msgspec import Struct

from sitegen.site import urls

Show = Callable[[Mapping[str, bytes]], None]
"""Told the bytes of pages by their paths."""


class Ahead(Struct, frozen=True, kw_only=True):
    """What is wanted before the rest."""

    paths: frozenset[str]
    """Files of the site, as far as they are pages of stories."""
    show: Show

    def has_story(self, folder: str) -> bool:
        """Whether a page of this story is among them."""
        return any(path.startswith(urls.story(folder)) for path in self.paths)


def _ignore(_: Mapping[str, bytes]) -> None:
    """Show nobody anything."""


NOBODY = Ahead(paths=frozenset(), show=_ignore)
"""Nobody is looking."""
