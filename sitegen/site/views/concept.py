"""One entry of the glossary: what every outlet calls a thing, in whose voice, with each sentence.

Deliberately contains no number behind an outlet's name, no order but that of dates and of the editor's list, and no
sign that a wording is right or wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sitegen.model import Concept, Library, Reference, Settings, Usage
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import MOST_COLUMNS, Day, Desk, StoryLink, Tag, notes, shown_day
from sitegen.site.views.frame import Frame, site_frame
from sitegen.site.views.glossary import framing_key, framing_order, how_named
from sitegen.site.views.objection import Objection, objection
from sitegen.site.views.passages import Mark, Passage
from sitegen.site.views.usages import (
    KINDS,
    VOICE_TITLES,
    VOICES,
    ConceptLink,
    VoiceLine,
    concept_link,
    folded,
    short_voice,
    shown_concepts,
    times,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One wording of one article in one voice."""

    words: Passage
    url: str
    """The place of its first sentence."""
    voice: VoiceLine
    times: str
    """How often, where that is more than once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleUses:
    """What one article calls it."""

    tag: Tag
    name: str
    outlet_url: str
    note: str
    """What to know before comparing: that a machine translated it, whom it relays."""
    uses: tuple[Use, ...]
    """Its own voice first; empty where it does not mention the thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceCell:
    """The wordings of one article in one voice."""

    uses: tuple[Use, ...]
    says_absent: bool
    """Whether it is the place to say that the article does not mention the thing at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRow:
    """The wordings in one voice, a cell an article."""

    title: str
    cells: tuple[VoiceCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryUses:
    """What the articles of one story call it."""

    story: StoryLink
    width: int
    """How many columns a table needs; 0 where there is no room for one."""
    articles: tuple[ArticleUses, ...]
    rows: tuple[VoiceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingUsers:
    """Who uses a wording in one voice."""

    voice: VoiceLine
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingReading:
    """One wording and everyone who uses it."""

    words: Passage
    users: tuple[WordingUsers, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UseSentence:
    """A sentence with a wording of one framing."""

    tag: Tag
    url: str
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """The wordings that bring the same to view."""

    title: str
    kind: str
    """Where it is of another kind than the concept; else empty."""
    readings: tuple[WordingReading, ...]
    sentences: tuple[UseSentence, ...]
    sentences_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceLine:
    """What a style guide or the like says."""

    who: str
    says: str
    url: str
    read: Day | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptView:
    """One entry."""

    frame: Frame
    referent: str
    facts: str
    warning: str
    """That nobody has reviewed it, or that somebody objects; else empty."""
    lead: str
    note: str
    """Markdown by the editor."""
    not_mentioned: str
    """What is said of an article without a usage."""
    stories: tuple[StoryUses, ...]
    framings: tuple[Framing, ...]
    references: tuple[ReferenceLine, ...]
    see: tuple[ConceptLink, ...]
    glossary_url: str
    method_url: str
    objection: Objection | None


def concept_view(
    settings: Settings, library: Library, concept: Concept, usages: Sequence[tuple[Desk, Usage]]
) -> ConceptView:
    """The page of one concept; `usages` are its usages in all stories, as `glossary.usages_of` orders them."""
    known = shown_concepts(settings, library)
    is_speech = concept.kind == "attribution"
    desks = {desk.story_id: desk for desk, _ in usages}
    return ConceptView(
        frame=site_frame(
            settings,
            library,
            title=concept.referent,
            address=urls.concept(concept.id),
            description=f"{concept.referent}: the words of each outlet, with their sentences.",
        ),
        referent=concept.referent,
        facts=_facts(concept),
        warning=_warning(concept),
        lead=_lead(usages, is_speech=is_speech),
        note=concept.note,
        not_mentioned="none of these" if is_speech else "not mentioned",
        stories=tuple(_story(desk, [usage for one, usage in usages if one is desk]) for desk in desks.values()),
        framings=_framings(concept, usages),
        references=tuple(_reference(one) for one in concept.references),
        see=tuple(concept_link(known[one]) for one in concept.see if one in known),
        glossary_url=urls.GLOSSARY,
        method_url=f"{urls.METHOD}#wording",
        objection=objection(settings, about=f"the entry “{concept.referent}”", address=urls.concept(concept.id)),
    )


def _facts(concept: Concept) -> str:
    by = f" by {concept.reviewed_by}" if concept.reviewed_by else ""
    status = {
        "suggested": "suggested, not reviewed",
        "reviewed": f"reviewed{by}",
        "contested": f"reviewed{by}, contested",
    }[concept.status]
    return f"{KINDS[concept.kind].one} · {status}"


def _warning(concept: Concept) -> str:
    if concept.status == "suggested":
        return "Nobody has reviewed this entry. It was suggested, and its patterns picked the wording out."
    if concept.status == "contested":
        return "Somebody objects to this entry. It stays as it is until the objection is settled."
    return ""


def _lead(usages: Sequence[tuple[Desk, Usage]], *, is_speech: bool) -> str:
    if not usages:
        return "No article on this site uses a wording of this entry."
    n_outlets, n_wordings = how_named(usages)
    outlets = phrases.sentence_case(phrases.count(n_outlets, "outlet"))
    wordings = phrases.count(n_wordings, "wording")
    if is_speech:
        return (
            f"{outlets}, {wordings}. They introduce different statements and do not name one thing, so none stands for "
            "another; side by side they show which words each outlet chooses."
        )
    verb = "names" if n_outlets == 1 else "name"
    return f"{outlets} {verb} it, in {wordings}. The plainest one is a point of comparison, not the correct one."


def _story(desk: Desk, usages: Sequence[Usage]) -> StoryUses:
    story = desk.comparison.story
    n = len(desk.articles)
    by_article = {article.id: _uses(desk, usages, article.id) for article in desk.articles}
    spoken = [voice for voice in VOICES if any(voice in found for found in by_article.values())]
    return StoryUses(
        story=StoryLink(title=story.title, url=urls.story(story.id)),
        width=n if 1 < n <= MOST_COLUMNS else 0,
        articles=tuple(
            ArticleUses(
                tag=tag,
                name=tag.name,
                outlet_url=urls.outlet(article.outlet),
                note=" · ".join(notes(article)),
                uses=tuple(use for voice in VOICES for use in by_article[article.id].get(voice, ())),
            )
            for article, tag in zip(
                desk.articles, desk.all_tags(one for one, found in by_article.items() if found), strict=True
            )
        ),
        rows=tuple(
            VoiceRow(
                title=VOICE_TITLES[voice],
                cells=tuple(
                    VoiceCell(uses=found.get(voice, ()), says_absent=voice == spoken[0] and not found)
                    for found in by_article.values()
                ),
            )
            for voice in spoken
        ),
    )


def _uses(desk: Desk, usages: Sequence[Usage], article: str) -> Mapping[str, tuple[Use, ...]]:
    """Voice -> the article's wordings in it, each once a speaker."""
    groups: dict[tuple[str, str, str], list[Usage]] = {}
    for usage in usages:
        if desk.article_of(usage.sentence) == article:
            groups.setdefault((usage.voice, folded(usage.text), usage.speaker or ""), []).append(usage)
    found: dict[str, tuple[Use, ...]] = {}
    for (voice, _, _), same in groups.items():
        first = same[0]
        use = Use(
            words=desk.cutter.piece(first.sentence, first.start, first.end),
            url=urls.sentence(desk.story_id, first.sentence),
            voice=short_voice(desk, first),
            times=times(len(same)),
        )
        found[voice] = (*found.get(voice, ()), use)
    return found


def _framings(concept: Concept, usages: Sequence[tuple[Desk, Usage]]) -> tuple[Framing, ...]:
    """The framings that an article has, in the editor's order."""
    order = framing_order(concept)
    groups: dict[tuple[str, int | None, str], list[tuple[Desk, Usage]]] = {}
    for desk, usage in usages:
        groups.setdefault(framing_key(usage), []).append((desk, usage))
    ranked = sorted(groups.values(), key=lambda items: order.get(framing_key(items[0][1]), len(order)))
    return tuple(_framing(concept, items) for items in ranked)


def _framing(concept: Concept, items: Sequence[tuple[Desk, Usage]]) -> Framing:
    first = items[0][1]
    readings: dict[str, list[tuple[Desk, Usage]]] = {}
    marks: dict[tuple[str, str], list[Mark]] = {}
    desks: dict[str, Desk] = {}
    for desk, usage in items:
        readings.setdefault(folded(usage.text), []).append((desk, usage))
        marks.setdefault((desk.story_id, usage.sentence), []).append((usage.start, usage.end, "lone"))
        desks[desk.story_id] = desk
    plain = "Plain wording" if not first.weight else "Other wording"
    return Framing(
        title=phrases.sentence_case(first.framing) or plain,
        kind=KINDS[first.kind].one.lower() if first.kind != concept.kind else "",
        readings=tuple(_reading(same) for same in readings.values()),
        sentences=tuple(
            UseSentence(
                tag=desks[story].tags[desks[story].article_of(sentence)],
                url=urls.sentence(story, sentence),
                passage=desks[story].passage(sentence, found),
            )
            for (story, sentence), found in marks.items()
        ),
        sentences_words=f"The {phrases.count(len(marks), 'sentence')}" if len(marks) > 1 else "The sentence",
    )


def _reading(items: Sequence[tuple[Desk, Usage]]) -> WordingReading:
    """One wording, with who uses it in which voice: the own voice first."""
    desk, usage = items[0]
    voices: dict[tuple[int, str], list[tuple[Desk, Usage]]] = {}
    for one, other in items:
        voices.setdefault((VOICES.index(other.voice), other.speaker or ""), []).append((one, other))
    return WordingReading(
        words=desk.cutter.piece(usage.sentence, usage.start, usage.end),
        users=tuple(
            WordingUsers(
                voice=short_voice(*same[0]),
                tags=tuple(dict.fromkeys(one.tags[one.article_of(other.sentence)] for one, other in same)),
            )
            for _, same in sorted(voices.items(), key=lambda it: it[0][0])
        ),
    )


def _reference(reference: Reference) -> ReferenceLine:
    return ReferenceLine(who=reference.who, says=reference.says, url=reference.url, read=shown_day(reference.read))
