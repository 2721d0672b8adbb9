"""The glossary: all things for which an editor keeps an entry, by kind.

Deliberately contains no sentence and no outlet by name: how often one of them uses a wording is nothing to compare.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from sitegen.model import Concept, Settings, Usage
from sitegen.model.kinds import UsageKind
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

FramingKey = tuple[UsageKind, int | None, str]
"""What tells an editor's framings of one concept apart: kind, weight, words."""


class ConceptLine(Struct, frozen=True, kw_only=True):
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


class KindGroup(Struct, frozen=True, kw_only=True):
    """The entries of one kind."""

    key: str
    title: str
    what: str
    concepts: tuple[ConceptLine, ...]


class GlossaryView(Struct, frozen=True, kw_only=True):
    """All entries."""

    frame: Frame
    lead: str
    groups: tuple[KindGroup, ...]
    empty: str
    """What is said in place of entries: how to add one, or that none is reviewed."""
    method_url: str


class ConceptShare(Struct, frozen=True, kw_only=True):
    """What one story has of a concept."""

    outlets: tuple[str, ...]
    """Ids of those that name it."""
    wordings: tuple[str, ...]
    """Folded, each once."""
    examples: tuple[tuple[FramingKey, Passage], ...]
    """The first wording of each framing."""
    story: StoryLink


def concept_share(desk: Desk, usages: Sequence[Usage]) -> ConceptShare:
    """What the story has of the concept of these usages."""
    examples: dict[FramingKey, Passage] = {}
    for usage in usages:
        examples.setdefault(framing_key(usage), desk.cutter.piece(usage.sentence, usage.start, usage.end))
    outlets = {desk.cutter.articles[desk.article_of(usage.sentence)].outlet for usage in usages}
    return ConceptShare(
        outlets=tuple(sorted(outlets)),
        wordings=tuple(sorted({folded(usage.text) for usage in usages})),
        examples=tuple(examples.items()),
        story=StoryLink(title=desk.comparison.story.title, url=urls.story(desk.story_id)),
    )


def glossary_view(
    settings: Settings,
    all_concepts: Sequence[Concept],
    n_articles: int,
    n_stories: int,
    stories: Sequence[Mapping[str, ConceptShare]],
) -> GlossaryView:
    """The entries that the site shows, by kind and then by referent, with what each story has of them by their ids."""
    concepts = shown_concepts(settings, all_concepts)
    groups = []
    for kind, words in KINDS.items():
        of_kind = sorted(
            (concept for concept in concepts.values() if concept.kind == kind),
            key=lambda concept: (concept.referent.casefold(), concept.id),
        )
        if of_kind:
            lines = tuple(
                _line(concept, [shares[concept.id] for shares in stories if concept.id in shares], n_stories > 1)
                for concept in of_kind
            )
            groups.append(KindGroup(key=kind, title=words.many, what=words.what, concepts=lines))
    return GlossaryView(
        frame=site_frame(
            settings,
            n_articles,
            title="Glossary",
            address=urls.GLOSSARY,
            description="The words that each outlet has for the same person, group, event or act.",
        ),
        lead=WHAT_IT_IS,
        groups=tuple(groups),
        empty="" if groups else _empty(all_concepts),
        method_url=f"{urls.METHOD}#wording",
    )


def usages_of(desk: Desk) -> Mapping[str, list[Usage]]:
    """Concept id -> its usages in the story: in the order of the articles, then of the text."""
    found: dict[str, list[Usage]] = {}
    place = {article.id: n for n, article in enumerate(desk.articles)}
    for usage in sorted(desk.comparison.usages, key=lambda usage: place[desk.article_of(usage.sentence)]):
        if usage.concept:
            found.setdefault(usage.concept, []).append(usage)
    return found


def how_named(shares: Iterable[ConceptShare]) -> tuple[int, int]:
    """How many outlets name a thing, in how many wordings."""
    outlets: set[str] = set()
    wordings: set[str] = set()
    for share in shares:
        outlets.update(share.outlets)
        wordings.update(share.wordings)
    return len(outlets), len(wordings)


def framing_key(usage: Usage) -> FramingKey:
    """What tells an editor's framings of one concept apart in a usage."""
    return usage.kind, usage.weight, usage.framing


def framing_order(concept: Concept) -> Mapping[FramingKey, int]:
    """The place of each framing in the editor's list."""
    order: dict[FramingKey, int] = {}
    for n, variant in enumerate(concept.variants):
        order.setdefault((variant.kind, variant.weight, variant.framing), n)
    return order


def _line(concept: Concept, shares: Sequence[ConceptShare], has_stories: bool) -> ConceptLine:  # noqa: FBT001 - a fact of the site
    n_outlets, n_wordings = how_named(shares)
    order = framing_order(concept)
    examples: dict[FramingKey, Passage] = {}
    for key, passage in (example for share in shares for example in share.examples):
        examples.setdefault(key, passage)
    ranked = sorted(examples.items(), key=lambda item: order.get(item[0], len(order)))
    return ConceptLine(
        referent=concept.referent,
        url=urls.concept(concept.id),
        examples=tuple(passage for _, passage in ranked[:_SHOWN]),
        named=f"{phrases.count(n_outlets, 'outlet')}, {phrases.count(n_wordings, 'wording')}"
        if shares
        else "in no article",
        status=STATUSES[concept.status],
        stories=tuple(share.story for share in shares) if has_stories else (),
    )


def _empty(all_concepts: Sequence[Concept]) -> str:
    if all_concepts:
        return "Entries were suggested, and nobody has reviewed one yet. This site shows only what is reviewed."
    return "No entries yet."
