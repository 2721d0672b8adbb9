"""One story of a site by its id, for the verbs that tell of one story; whatever is wrong on the way in one error.

Deliberately contains no analysis.
"""

from pathlib import Path

from msgspec import Struct

from sitegen.content.files import shown_path
from sitegen.content.keys import closest
from sitegen.content.load import load_site
from sitegen.model import Library, Settings, Story
from sitegen.problems import ContentError, Problem


class FoundStory(Struct, frozen=True, kw_only=True):
    """A story with what it is loaded with."""

    story: Story
    settings: Settings
    library: Library
    errors: tuple[Problem, ...]
    """What is wrong elsewhere in the content; the story itself could be read."""


def find_story(root: Path, story_id: str) -> FoundStory:
    """The story of the site at `root`; ContentError where there is none, with everything that kept it from loading."""
    settings, library, found = load_site(root)
    errors = tuple(problem for problem in found if problem.severity == "error")
    story = next((story for story in library.stories if story.id == story_id), None) if library else None
    if settings is None or library is None or (story is None and errors):
        raise ContentError(errors)
    if story is None:
        raise ContentError((_unknown_story(root, story_id, library),))
    return FoundStory(story=story, settings=settings, library=library, errors=errors)


def article_names(story: Story, library: Library) -> dict[str, str]:
    """What each article is called: its outlet's name, with the article's id where the outlet has several here."""
    outlets = {outlet.id: outlet.name for outlet in library.outlets}
    held = [article.outlet for article in story.articles]
    return {
        article.id: outlets[article.outlet] + (f" ({article.id})" if held.count(article.outlet) > 1 else "")
        for article in story.articles
    }


def _unknown_story(root: Path, story_id: str, library: Library) -> Problem:
    ids = [story.id for story in library.stories]
    guess = closest(story_id, ids)
    return Problem(
        path=shown_path(root / "content" / "stories"),
        message=f"there is no story `{story_id}`",
        hint=f"Did you mean `{guess}`?" if guess else f"The site has {', '.join(ids) or 'none'}.",
    )
