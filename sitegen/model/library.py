"""Everything that was loaded, in one value."""

from dataclasses import dataclass

from sitegen.model.article import Outlet, Story
from sitegen.model.glossary import Concept


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything that was loaded."""

    outlets: tuple[Outlet, ...]
    stories: tuple[Story, ...]
    concepts: tuple[Concept, ...] = ()
    """The editor's glossary, by id."""
