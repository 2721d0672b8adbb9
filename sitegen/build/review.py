"""`sitegen review`: what of a story an editor should look at, and the decisions that an editor chose of those offered.

Deliberately contains no words for a person: `review_text` has them.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.build.decision_toml import append_decisions, decision_toml
from sitegen.build.stories import article_names, find_story
from sitegen.compare.doubts import Doubt, Offer, find_doubts
from sitegen.compare.story import compare_story
from sitegen.compare.suggestions import Suggestion, suggest_concepts
from sitegen.content.files import shown_path
from sitegen.model import Sentence
from sitegen.problems import ContentError, Problem


class Review(Struct, frozen=True, kw_only=True):
    """What there is to look at, with what is needed to write it out."""

    story: str
    """Id of the story."""
    folder: Path
    """Of the story."""
    doubts: tuple[Doubt, ...]
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
        folder=(root / found.story.path).parent,
        doubts=find_doubts(comparison),
        suggestions=suggest_concepts(comparison),
        sentences={sentence.id: sentence for sentence in comparison.sentences},
        names=article_names(found.story, library),
        concepts=frozenset(concept.id for concept in library.concepts),
        is_covered=any(usage.concept for usage in comparison.usages),
    )


def offers_of(number: int, doubt: Doubt) -> Iterator[tuple[str, Offer]]:
    """The decisions offered for the doubt with this number, each with what it is called: `3a`, `3b`."""
    for letter, offer in zip("abcdefgh", doubt.offers, strict=False):
        yield f"{number}{letter}", offer


def write_decisions(review: Review, chosen: Sequence[str], *, reason: str | None, by: str | None, day: dt.date) -> Path:
    """Put the decisions `chosen` (`3b`) at the end of the story's `review.toml`, which is returned.

    Raises ContentError where one is not offered, two settle one doubt, one has a blank that the editor has to fill, or
    the file would not load with it (a reason of no words, or with control characters); and SitegenError where the file
    cannot be written. Nothing is written then.
    """
    path = review.folder / "review.toml"
    offered = {
        name: (number, offer)
        for number, doubt in enumerate(review.doubts, 1)
        for name, offer in offers_of(number, doubt)
    }
    problems: list[Problem] = []
    settled: dict[int, str] = {}
    for name in chosen:
        if name not in offered:
            known = ", ".join(offered) or "nothing"
            problems.append(_problem(path, f"there is no decision `{name}` to write", f"Offered: {known}."))
            continue
        number, offer = offered[name]
        first = settled.setdefault(number, name)
        if first != name:
            problems.append(_problem(path, f"`{first}` and `{name}` settle one doubt in two ways", "Take one."))
        if offer.blank:
            problems.append(
                _problem(path, f"`{name}` leaves `{offer.blank}` to you", "Paste its lines, and fill them in.")
            )
    if problems:
        raise ContentError(tuple(problems))
    decisions = (offered[name][1] for name in dict.fromkeys(chosen))
    append_decisions(
        path,
        [decision_toml(offer.table, replace(offer.decision, reason=reason, by=by, date=day)) for offer in decisions],
        tuple(review.names),
    )
    return path


def _problem(path: Path, message: str, hint: str) -> Problem:
    return Problem(path=shown_path(path), message=message, hint=hint)
