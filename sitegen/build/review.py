"""`sitegen review`: what of a story an editor should look at; so far the wording that no concept covers.

Deliberately contains no words for a person: `review_text` has them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sitegen.build.stories import article_names, find_story
from sitegen.compare.story import compare_story
from sitegen.compare.suggestions import Suggestion, suggest_concepts
from sitegen.model import Sentence
from sitegen.problems import ContentError


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What there is to look at, with what is needed to write it out."""

    story: str
    """Id of the story."""
    suggestions: tuple[Suggestion, ...]
    sentences: Mapping[str, Sentence]
    """By id."""
    names: Mapping[str, str]
    """Article id -> what its outlet is called."""
    concepts: frozenset[str]
    """Ids that are taken."""
    is_covered: bool
    """Whether the editor's glossary has wordings in the story."""


def review_story(root: Path, story_id: str) -> Review:
    """What an editor should look at in a story; ContentError with everything that is wrong with the site's content."""
    found = find_story(root, story_id)
    if found.errors:
        raise ContentError(found.errors)
    library = found.library
    comparison = compare_story(found.story, found.settings.align, library.concepts)
    return Review(
        story=story_id,
        suggestions=suggest_concepts(comparison),
        sentences={sentence.id: sentence for sentence in comparison.sentences},
        names=article_names(found.story, library),
        concepts=frozenset(concept.id for concept in library.concepts),
        is_covered=any(usage.concept for usage in comparison.usages),
    )
