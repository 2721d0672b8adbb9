"""The glossary: all things for which an editor keeps an entry, by kind.

Deliberately contains no sentence and no outlet by name: how often one of them uses a wording is nothing to compare.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sitegen.model import Concept, Library, Settings, Usage
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import Desk, StoryLink
from sitegen.site.views.frame import Frame, site_frame
from sitegen.site.views.passages import Passage
from sitegen.site.views.usages import KINDS, STATUSES, folded, shown_concepts

_SHOWN = 4
"""Wordings that stand beside a concept as examples."""

WHAT_IT_IS = (
    "An entry is one thing, such as a group, an event or an act, with the words that outlets have for it: each with "
    "its sentence and with whose words they are. It is no finding of intent, of truth or of where an outlet stands; "
    "the plainest wording is a point of comparison, not the correct one."
)
"""What a glossary is and is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptLine:
    """One entry in the list."""

    referent: str
    url: str
    examples: tuple[Passage, ...]
    """A wording of each of the first framings, in the editor's order."""
    named: str
    """How many outlets name it in how many wordings."""
    status: str
    stories: tuple[StoryLink, ...]
    """Empty where the site has only one story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindGroup:
    """The entries of one kind."""

    key: str
    title: str
    what: str
    concepts: tuple[ConceptLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryView:
    """All entries."""

    frame: Frame
    lead: str
    groups: tuple[KindGroup, ...]
    empty: str
    """What is said in place of entries: how to add one, or that none is reviewed."""
    method_url: str


def glossary_view(settings: Settings, library: Library, desks: Sequence[Desk]) -> GlossaryView:
    """The entries that the site shows, by kind and then by referent."""
    concepts = shown_concepts(settings, library)
    usages = usages_of(desks)
    groups = []
    for kind, words in KINDS.items():
        of_kind = sorted(
            (concept for concept in concepts.values() if concept.kind == kind),
            key=lambda concept: (concept.referent.casefold(), concept.id),
        )
        if of_kind:
            lines = tuple(_line(concept, usages.get(concept.id, []), len(desks) > 1) for concept in of_kind)
            groups.append(KindGroup(key=kind, title=words.many, what=words.what, concepts=lines))
    return GlossaryView(
        frame=site_frame(
            settings,
            library,
            title="Glossary",
            address=urls.GLOSSARY,
            description="The words that each outlet has for the same person, group, event or act.",
        ),
        lead=WHAT_IT_IS,
        groups=tuple(groups),
        empty="" if groups else _empty(library),
        method_url=f"{urls.METHOD}#wording",
    )


def usages_of(desks: Sequence[Desk]) -> Mapping[str, list[tuple[Desk, Usage]]]:
    """Concept id -> its usages in all stories: by story, then in the order of the articles, then of the text."""
    found: dict[str, list[tuple[Desk, Usage]]] = {}
    for desk in desks:
        place = {article.id: n for n, article in enumerate(desk.articles)}
        for usage in sorted(desk.comparison.usages, key=lambda usage: place[desk.article_of(usage.sentence)]):
            if usage.concept:
                found.setdefault(usage.concept, []).append((desk, usage))
    return found


def how_named(usages: Sequence[tuple[Desk, Usage]]) -> tuple[int, int]:
    """How many outlets name a thing, in how many wordings."""
    outlets = {desk.cutter.articles[desk.article_of(usage.sentence)].outlet for desk, usage in usages}
    return len(outlets), len({folded(usage.text) for _, usage in usages})


def framing_key(usage: Usage) -> tuple[str, int | None, str]:
    """What tells an editor's framings of one concept apart in a usage."""
    return usage.kind, usage.weight, usage.framing


def framing_order(concept: Concept) -> Mapping[tuple[str, int | None, str], int]:
    """The place of each framing in the editor's list."""
    order: dict[tuple[str, int | None, str], int] = {}
    for n, variant in enumerate(concept.variants):
        order.setdefault((variant.kind, variant.weight, variant.framing), n)
    return order


def _line(concept: Concept, usages: Sequence[tuple[Desk, Usage]], has_stories: bool) -> ConceptLine:  # noqa: FBT001 - a fact of the site
    n_outlets, n_wordings = how_named(usages)
    order = framing_order(concept)
    ranked = sorted(usages, key=lambda item: order.get(framing_key(item[1]), len(order)))
    examples: dict[tuple[str, int | None, str], Passage] = {}
    for desk, usage in ranked:
        examples.setdefault(framing_key(usage), desk.cutter.piece(usage.sentence, usage.start, usage.end))
    stories = {desk.story_id: desk.comparison.story.title for desk, _ in usages} if has_stories else {}
    return ConceptLine(
        referent=concept.referent,
        url=urls.concept(concept.id),
        examples=tuple(examples.values())[:_SHOWN],
        named=f"{phrases.count(n_outlets, 'outlet')}, {phrases.count(n_wordings, 'wording')}"
        if usages
        else "in no article",
        status=STATUSES[concept.status],
        stories=tuple(StoryLink(title=title, url=urls.story(story)) for story, title in stories.items()),
    )


def _empty(library: Library) -> str:
    if library.concepts:
        return "Entries were suggested, and nobody has reviewed one yet. This site shows only what is reviewed."
    return "No entries yet."
