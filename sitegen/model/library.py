"""Everything that was loaded, in one value."""

from msgspec import Struct

from sitegen.model.article import Outlet, Story
from sitegen.model.glossary import Concept


class Library(Struct, frozen=True, kw_only=True):
    """Everything that was loaded."""

    outlets: tuple[Outlet, ...]
    stories: tuple[Story, ...]
    concepts: tuple[Concept, ...] = ()
    """The editor's glossary, by id."""
