"""What an article says against itself, for the pages that speak of its sentences.

Deliberately contains no page: the overview lists all, an article's page has them in the margin, the page of a claim or
of the figures those that belong there.
"""

from collections.abc import Iterable

from msgspec import Struct

from sitegen.model import Tension
from sitegen.site import urls
from sitegen.site.views.desk import Desk, Tag
from sitegen.site.views.passages import Mark, Passage


class TensionPlace(Struct, frozen=True, kw_only=True):
    """One of the sentences, with what does not go together marked."""

    passage: Passage
    url: str


class TensionNote(Struct, frozen=True, kw_only=True):
    """A tension with its evidence."""

    tag: Tag
    name: str
    why: str
    places: tuple[TensionPlace, ...]


class MarginTension(Struct, frozen=True, kw_only=True):
    """A tension in the margin of one of its sentences."""

    why: str
    others: tuple[str, ...]
    """Where its other sentences stand on the page."""


def tension_notes(desk: Desk, tensions: Iterable[Tension]) -> tuple[TensionNote, ...]:
    """The tensions with their sentences in full."""
    return tuple(_note(desk, tension) for tension in tensions)


def tensions_in(desk: Desk, sentences: Iterable[str]) -> tuple[TensionNote, ...]:
    """The tensions that one of the sentences is part of."""
    own = set(sentences)
    return tension_notes(
        desk,
        (one for one in desk.comparison.tensions if any(mention.sentence in own for mention in one.mentions)),
    )


def margin_tensions(desk: Desk, sentence: str) -> tuple[MarginTension, ...]:
    """The tensions of one sentence, as the margin beside it shows them."""
    found = []
    for tension in desk.comparison.tensions:
        places = tuple(dict.fromkeys(mention.sentence for mention in tension.mentions))
        if sentence in places:
            others = tuple(urls.sentence(desk.story_id, one) for one in places if one != sentence)
            found.append(MarginTension(why=tension.why, others=others))
    return tuple(found)


def _note(desk: Desk, tension: Tension) -> TensionNote:
    marks: dict[str, list[Mark]] = {}
    for mention in tension.mentions:
        marks.setdefault(mention.sentence, []).append((mention.start, mention.end, "conflicts"))
    tag = desk.tags[tension.article]
    return TensionNote(
        tag=tag,
        name=tag.name,
        why=tension.why,
        places=tuple(
            TensionPlace(passage=desk.passage(sentence, found), url=urls.sentence(desk.story_id, sentence))
            for sentence, found in marks.items()
        ),
    )
