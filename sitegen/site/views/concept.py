"""One entry of the glossary: what every outlet calls a thing, in whose voice, with each sentence.

Deliberately contains no number behind an outlet's name, no order but that of dates and of the editor's list, and no
sign that a wording is right or wrong.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from sitegen.model import Concept, Reference, Settings, Usage
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import MOST_COLUMNS, Day, Desk, StoryLink, Tag, notes, shown_day
from sitegen.site.views.frame import Frame, site_frame
from sitegen.site.views.glossary import (
    ConceptShare,
    FramingKey,
    concept_share,
    framing_key,
    framing_order,
    how_named,
    usages_of,
)
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
    times,
)


class Use(Struct, frozen=True, kw_only=True):
    """One wording of one article in one voice."""

    words: Passage
    url: str
    """The place of its first sentence."""
    voice: VoiceLine
    times: str
    """How often, where that is more than once."""


class ArticleUses(Struct, frozen=True, kw_only=True):
    """What one article calls it."""

    tag: Tag
    name: str
    outlet_url: str
    note: str
    """What to know before comparing: that a machine translated it, whom it relays."""
    uses: tuple[Use, ...]
    """Its own voice first; empty where it does not mention the thing."""


class VoiceCell(Struct, frozen=True, kw_only=True):
    """The wordings of one article in one voice."""

    uses: tuple[Use, ...]
    says_absent: bool
    """Whether it is the place to say that the article does not mention the thing at all."""


class VoiceRow(Struct, frozen=True, kw_only=True):
    """The wordings in one voice, a cell an article."""

    title: str
    cells: tuple[VoiceCell, ...]


class StoryUses(Struct, frozen=True, kw_only=True):
    """What the articles of one story call it."""

    story: StoryLink
    width: int
    """How many columns a table needs; 0 where there is no room for one."""
    articles: tuple[ArticleUses, ...]
    rows: tuple[VoiceRow, ...]


class WordingUsers(Struct, frozen=True, kw_only=True):
    """Who uses a wording in one voice."""

    voice: VoiceLine
    tags: tuple[Tag, ...]


class WordingReading(Struct, frozen=True, kw_only=True):
    """One wording and everyone who uses it."""

    words: Passage
    users: tuple[WordingUsers, ...]


class UseSentence(Struct, frozen=True, kw_only=True):
    """A sentence with a wording of one framing."""

    tag: Tag
    url: str
    passage: Passage


class Framing(Struct, frozen=True, kw_only=True):
    """The wordings that bring the same to view."""

    title: str
    kind: str
    """Where it is of another kind than the concept; else empty."""
    readings: tuple[WordingReading, ...]
    sentences: tuple[UseSentence, ...]
    sentences_words: str


class ReferenceLine(Struct, frozen=True, kw_only=True):
    """What a style guide or the like says."""

    who: str
    says: str
    url: str
    read: Day | None


class ConceptView(Struct, frozen=True, kw_only=True):
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


class UserPart(Struct, frozen=True, kw_only=True):
    """Who uses a wording in one voice, in one story."""

    place: int
    """Of the voice among all."""
    speaker: str
    voice: VoiceLine
    tags: tuple[Tag, ...]


class FramingPart(Struct, frozen=True, kw_only=True):
    """The wordings of one framing in one story."""

    key: FramingKey
    readings: tuple[tuple[str, Passage, tuple[UserPart, ...]], ...]
    """Folded wording, as it is first written, who uses it."""
    sentences: tuple[UseSentence, ...]


class ConceptPart(Struct, frozen=True, kw_only=True):
    """What the page of a concept shows of one story."""

    share: ConceptShare
    uses: StoryUses
    framings: tuple[FramingPart, ...]
    day: date | None
    """Of the latest article with a usage."""


def concept_parts(desk: Desk) -> dict[str, ConceptPart]:
    """Id of a concept -> what its page shows of the story, for every concept that it has a usage of."""
    parts = {}
    for concept, usages in usages_of(desk).items():
        articles = [desk.cutter.articles[desk.article_of(usage.sentence)] for usage in usages]
        groups: dict[FramingKey, list[Usage]] = {}
        for usage in usages:
            groups.setdefault(framing_key(usage), []).append(usage)
        parts[concept] = ConceptPart(
            share=concept_share(desk, usages),
            uses=_story(desk, usages),
            framings=tuple(_framing_part(desk, key, same) for key, same in groups.items()),
            day=max((article.date for article in articles if article.date), default=None),
        )
    return parts


def concept_view(
    settings: Settings,
    known: Mapping[str, Concept],
    n_articles: int,
    concept: Concept,
    stories: Sequence[ConceptPart],
) -> ConceptView:
    """The page of one concept, from what each story with a usage of it has; `known` are those that have a page."""
    is_speech = concept.kind == "attribution"
    shares = [part.share for part in stories]
    return ConceptView(
        frame=site_frame(
            settings,
            n_articles,
            title=concept.referent,
            address=urls.concept(concept.id),
            description=f"{concept.referent}: the words of each outlet, with their sentences.",
        ),
        referent=concept.referent,
        facts=_facts(concept),
        warning=_warning(concept),
        lead=_lead(shares, is_speech=is_speech),
        note=concept.note,
        not_mentioned="none of these" if is_speech else "not mentioned",
        stories=tuple(part.uses for part in stories),
        framings=_framings(concept, [framing for part in stories for framing in part.framings]),
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


def _lead(shares: Sequence[ConceptShare], *, is_speech: bool) -> str:
    if not shares:
        return "No article on this site uses a wording of this entry."
    n_outlets, n_wordings = how_named(shares)
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


def _framing_part(desk: Desk, key: FramingKey, usages: Sequence[Usage]) -> FramingPart:
    readings: dict[str, list[Usage]] = {}
    marks: dict[str, list[Mark]] = {}
    for usage in usages:
        readings.setdefault(folded(usage.text), []).append(usage)
        marks.setdefault(usage.sentence, []).append((usage.start, usage.end, "lone"))
    return FramingPart(
        key=key,
        readings=tuple(
            (words, desk.cutter.piece(same[0].sentence, same[0].start, same[0].end), _users(desk, same))
            for words, same in readings.items()
        ),
        sentences=tuple(
            UseSentence(
                tag=desk.tags[desk.article_of(sentence)],
                url=urls.sentence(desk.story_id, sentence),
                passage=desk.passage(sentence, found),
            )
            for sentence, found in marks.items()
        ),
    )


def _users(desk: Desk, usages: Sequence[Usage]) -> tuple[UserPart, ...]:
    voices: dict[tuple[int, str], list[Usage]] = {}
    for usage in usages:
        voices.setdefault((VOICES.index(usage.voice), usage.speaker or ""), []).append(usage)
    return tuple(
        UserPart(
            place=place,
            speaker=speaker,
            voice=short_voice(desk, same[0]),
            tags=tuple(dict.fromkeys(desk.tags[desk.article_of(usage.sentence)] for usage in same)),
        )
        for (place, speaker), same in voices.items()
    )


def _framings(concept: Concept, parts: Sequence[FramingPart]) -> tuple[Framing, ...]:
    """The framings that an article has, in the editor's order."""
    order = framing_order(concept)
    groups: dict[FramingKey, list[FramingPart]] = {}
    for part in parts:
        groups.setdefault(part.key, []).append(part)
    ranked = sorted(groups.items(), key=lambda item: order.get(item[0], len(order)))
    return tuple(_framing(concept, key, same) for key, same in ranked)


def _framing(concept: Concept, key: FramingKey, parts: Sequence[FramingPart]) -> Framing:
    kind, weight, framing = key
    words: dict[str, Passage] = {}
    users: dict[str, list[UserPart]] = {}
    for folded_words, passage, found in (reading for part in parts for reading in part.readings):
        words.setdefault(folded_words, passage)
        users.setdefault(folded_words, []).extend(found)
    sentences = tuple(one for part in parts for one in part.sentences)
    return Framing(
        title=phrases.sentence_case(framing) or ("Other wording" if weight else "Plain wording"),
        kind=KINDS[kind].one.lower() if kind != concept.kind else "",
        readings=tuple(_reading(passage, users[one]) for one, passage in words.items()),
        sentences=sentences,
        sentences_words=f"The {phrases.count(len(sentences), 'sentence')}" if len(sentences) > 1 else "The sentence",
    )


def _reading(words: Passage, parts: Sequence[UserPart]) -> WordingReading:
    """One wording, with who uses it in which voice: the own voice first."""
    voices: dict[tuple[int, str], list[UserPart]] = {}
    for part in parts:
        voices.setdefault((part.place, part.speaker), []).append(part)
    return WordingReading(
        words=words,
        users=tuple(
            WordingUsers(voice=same[0].voice, tags=tuple(dict.fromkeys(tag for part in same for tag in part.tags)))
            for _, same in sorted(voices.items(), key=lambda it: it[0][0])
        ),
    )


def _reference(reference: Reference) -> ReferenceLine:
    return ReferenceLine(who=reference.who, says=reference.says, url=reference.url, read=shown_day(reference.read))
