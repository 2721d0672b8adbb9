"""An outlet's glossary: the wording that was picked out in its articles, by kind, with what the others write there.

Every outlet has the same sections in the same order. Deliberately contains no judgement of its own: kinds, voices and
the rule that found a wording come with each usage.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Concept, Mention, Usage
from sitegen.model.kinds import UsageKind, Voice
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import Desk, StoryLink, Tag, absent
from sitegen.site.views.passages import Passage
from sitegen.site.views.usages import (
    VOICE_TITLES,
    VOICES,
    ConceptLink,
    VoiceLine,
    concept_link,
    folded,
    times,
    voice_line,
)

SECTIONS = (
    ("judgement", "Judgement words", "Words that praise, condemn or take a side."),
    (
        "doubt",
        "Doubt and distance",
        "Words that cast doubt on someone else’s account, and words set apart in quotation marks.",
    ),
    ("labels", "Labels", "Names chosen for people, groups, places, events and acts."),
    ("attribution", "Attribution", "Verbs that say more than that someone spoke."),
    ("agency", "Agency", "Who is said to act, and who goes unnamed."),
)
"""Key, title and caption, in the order of the page."""

_SECTION_OF: Mapping[UsageKind, str] = {
    "epithet": "judgement",
    "distancing": "doubt",
    "actor": "labels",
    "event": "labels",
    "act": "labels",
    "attribution": "attribution",
    "agency": "agency",
}
_JUDGING_WEIGHT = 2
"""From this weight on the editor's wording of an event or an act judges it; below it is a label like any other."""

_SHOWN_OF_EACH = 2
"""Wordings of one article that are shown at once; a frequent name has a dozen."""


class OtherWording(Struct, frozen=True, kw_only=True):
    """What others write there: a wording of some articles, or all that are shown of the same ones."""

    passages: tuple[Passage, ...]
    tags: tuple[Tag, ...]


class WordingEntry(Struct, frozen=True, kw_only=True):
    """One wording."""

    anchor: str
    concept: ConceptLink | None
    """What it names, where the glossary has an entry for that."""
    headword: Passage
    sentence: Passage
    url: str
    voice: VoiceLine
    why: str
    """What an editor says of it, or the rule that found it."""
    story: StoryLink | None
    """The story, where the outlet has articles in several."""
    is_translated: bool
    """Whether a machine translated the article, so that the word may be its own."""
    times: str
    """How often, where that is more than once."""
    others: tuple[OtherWording, ...]
    """At most two of each article."""
    more_others: tuple[OtherWording, ...]
    """The wordings beyond these."""
    more_words: str
    """How many these are; empty for none."""
    other_sentences: tuple[OtherWording, ...]
    """Whole sentences, where nothing shorter is known."""
    not_mentioned: tuple[Tag, ...]
    silence: str
    """What is said of the articles without a passage there."""


class PlacedEntry(Struct, frozen=True, kw_only=True):
    """An entry and where it stands among those of its outlet."""

    section: str
    is_reviewed: bool
    voice: Voice
    entry: WordingEntry


class VoiceGroup(Struct, frozen=True, kw_only=True):
    """Wordings in one voice."""

    title: str
    """Empty where all wordings beside it are in the same voice."""
    entries: tuple[WordingEntry, ...]


class WordingSection(Struct, frozen=True, kw_only=True):
    """The wordings of one kind."""

    key: str
    title: str
    caption: str
    reviewed: tuple[VoiceGroup, ...]
    by_rule: tuple[VoiceGroup, ...]


def wording_entries(desk: Desk, usages: Iterable[Usage], concepts: Mapping[str, Concept]) -> tuple[PlacedEntry, ...]:
    """The entries of one story for an outlet, from its usages there; `concepts` are those that have a page, by id."""
    groups: dict[tuple[str, bool, Voice, str, str, str], list[Usage]] = {}
    for usage in usages:
        same = (folded(usage.text), usage.concept or "", usage.speaker or "")
        groups.setdefault((_section_of(usage), usage.status == "reviewed", usage.voice, *same), []).append(usage)
    order = [key for key, _, _ in SECTIONS]
    n_taken: Counter[str] = Counter()
    found = []
    ranked = sorted(groups.items(), key=lambda it: (order.index(it[0][0]), not it[0][1], VOICES.index(it[0][2])))
    for (section, is_reviewed, voice, *_), same_usages in ranked:
        entry = _entry(desk, same_usages, concepts)
        # two may begin with the same word
        n_taken[entry.anchor] += 1
        n = n_taken[entry.anchor]
        entry = replace(entry, anchor=f"{entry.anchor}-{n}") if n > 1 else entry
        found.append(PlacedEntry(section=section, is_reviewed=is_reviewed, voice=voice, entry=entry))
    return tuple(found)


def wording_sections(found: Sequence[PlacedEntry], *, names_story: bool) -> tuple[WordingSection, ...]:
    """All sections, an empty one too; in each the outlet's own voice comes before what it reports and quotes.

    `found` are the entries of all stories; with `names_story` each says which story it is from.
    """
    sections = []
    for key, title, caption in SECTIONS:
        own = [placed for placed in found if placed.section == key]
        reviewed, by_rule = (
            _by_voice([placed for placed in own if placed.is_reviewed is wanted], names_story)
            for wanted in (True, False)
        )
        sections.append(WordingSection(key=key, title=title, caption=caption, reviewed=reviewed, by_rule=by_rule))
    return tuple(sections)


def _section_of(usage: Usage) -> str:
    """The key of the section that a usage stands in."""
    if usage.weight is None:  # the word lists have only acts that judge
        judges = usage.kind == "act"
    else:
        judges = usage.kind in ("event", "act") and usage.weight >= _JUDGING_WEIGHT
    return "judgement" if judges else _SECTION_OF[usage.kind]


def _by_voice(found: Sequence[PlacedEntry], names_story: bool) -> tuple[VoiceGroup, ...]:  # noqa: FBT001 - from a keyword
    """One entry a story, wording, concept, voice and speaker: by voice, then in the order of the text."""
    groups: dict[str, list[WordingEntry]] = {voice: [] for voice in VOICES}
    for placed in found:
        groups[placed.voice].append(placed.entry if names_story else replace(placed.entry, story=None))
    spoken = [voice for voice in VOICES if groups[voice]]
    return tuple(
        VoiceGroup(title=VOICE_TITLES[voice] if len(spoken) > 1 else "", entries=tuple(groups[voice]))
        for voice in spoken
    )


def _entry(desk: Desk, usages: Sequence[Usage], concepts: Mapping[str, Concept]) -> WordingEntry:
    usage = usages[0]
    concept = concepts.get(usage.concept or "")
    # verbs of speech name no one thing: what is held against one is the sentence that goes best with it
    names_thing = bool(usage.concept) and not (concept and concept.kind == "attribution")
    story = desk.comparison.story
    place = {article.id: n for n, article in enumerate(desk.articles)}
    others = sorted(
        dict.fromkeys(other for one in usages for other in one.others),
        key=lambda other: place[desk.article_of(other.sentence)],
    )
    groups: dict[str, list[Mention]] = {}
    for other in others:
        groups.setdefault(folded(other.text), []).append(other)
    found: tuple[list[_Other], list[_Other]] = ([], [])
    for group in groups.values():
        is_whole = len(group[0].text) == len(desk.sentence(group[0].sentence).text)
        tags = desk.tags_for(desk.article_of(one.sentence) for one in group)
        found[is_whole].append((desk.cutter.mention(group[0]), tags))
    wordings, sentences = found
    speaking = {desk.article_of(other.sentence) for other in others}
    silent = {article for one in usages for article in one.not_mentioned} - speaking
    shown, more = _first_of_each(wordings)
    return WordingEntry(
        anchor=f"word-{desk.story_id}-{usage.sentence.replace('.', '-')}-{usage.start}",
        concept=concept_link(concept) if concept else None,
        headword=desk.cutter.piece(usage.sentence, usage.start, usage.end),
        sentence=desk.passage(usage.sentence, [(usage.start, usage.end, "lone")]),
        url=urls.sentence(desk.story_id, usage.sentence),
        voice=voice_line(desk, usage),
        why=phrases.sentence_case(usage.framing if concept and usage.status == "reviewed" else usage.why),
        story=StoryLink(title=story.title, url=urls.story(story.id)),
        is_translated=desk.cutter.articles[desk.article_of(usage.sentence)].machine_translated,
        times=f"{phrases.sentence_case(times(len(usages)))} here" if len(usages) > 1 else "",
        others=_by_tags(shown),
        more_others=_by_tags(more),
        more_words=f"and {phrases.count(len(more), 'more wording')}" if more else "",
        other_sentences=tuple(OtherWording(passages=(passage,), tags=tags) for passage, tags in sentences),
        not_mentioned=tuple(absent(tag) for tag in desk.tags_for(silent)),
        silence="not mentioned" if names_thing else "no matching sentence",
    )


_Other = tuple[Passage, tuple[Tag, ...]]
"""A wording and whose it is."""


def _first_of_each(found: Sequence[_Other]) -> tuple[list[_Other], list[_Other]]:
    """Of every article its first wordings, and the rest."""
    shown: list[_Other] = []
    rest: list[_Other] = []
    n_shown: Counter[str] = Counter()
    for one in found:
        _, tags = one
        if any(n_shown[tag.code] < _SHOWN_OF_EACH for tag in tags):
            shown.append(one)
            n_shown.update(tag.code for tag in tags)
        else:
            rest.append(one)
    return shown, rest


def _by_tags(found: Sequence[_Other]) -> tuple[OtherWording, ...]:
    """One line for the wordings of the same articles, so that no article looks like several."""
    lines: dict[tuple[Tag, ...], list[Passage]] = {}
    for passage, tags in found:
        lines.setdefault(tags, []).append(passage)
    return tuple(OtherWording(passages=tuple(passages), tags=tags) for tags, passages in lines.items())
