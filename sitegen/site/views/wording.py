"""An outlet's glossary: the wording that rules picked out in its articles, by kind, with what the others write there.

Deliberately contains no judgement of its own: kinds, voices and the rule that found a wording come with each usage.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sitegen.model import Mention, Usage
from sitegen.model.kinds import UsageKind, Voice
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import Desk, Tag, absent
from sitegen.site.views.passages import Passage

SECTIONS = (
    ("judgement", "Judgement words", "Words that praise, condemn or take a side."),
    ("doubt", "Doubt and distance", "Words that cast doubt on someone else’s account."),
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

_VOICES: tuple[Voice, ...] = ("outlet", "fragment", "attributed", "quoted")
"""The outlet's own voice first."""

_SHOWN_OF_EACH = 2
"""Wordings of one article that are shown at once; a frequent name has a dozen."""
LONG = 9
"""A passage of others with more words than this is shown as a sentence, not as a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWording:
    """What others write there."""

    passage: Passage
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingEntry:
    """One wording."""

    headword: Passage
    sentence: Passage
    url: str
    voice: str
    """Whose words they are."""
    why: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingSection:
    """The wordings of one kind."""

    key: str
    title: str
    caption: str
    n: int
    reviewed: tuple[WordingEntry, ...]
    by_rule: tuple[WordingEntry, ...]


def wording_sections(usages: Sequence[tuple[Desk, Usage]]) -> tuple[WordingSection, ...]:
    """The sections that have an entry, each with the outlet's own voice before what it quotes."""
    sections = []
    for key, title, caption in SECTIONS:
        own = [item for item in usages if _section_of(item[1]) == key]
        if own:
            reviewed = _entries([item for item in own if item[1].status == "reviewed"])
            by_rule = _entries([item for item in own if item[1].status != "reviewed"])
            sections.append(
                WordingSection(
                    key=key,
                    title=title,
                    caption=caption,
                    n=len(reviewed) + len(by_rule),
                    reviewed=reviewed,
                    by_rule=by_rule,
                )
            )
    return tuple(sections)


def _section_of(usage: Usage) -> str:
    """The key of the section that a usage stands in."""
    if usage.weight is None:  # the word lists have only acts that judge
        judges = usage.kind == "act"
    else:
        judges = usage.kind in ("event", "act") and usage.weight >= _JUDGING_WEIGHT
    return "judgement" if judges else _SECTION_OF[usage.kind]


def _entries(usages: Sequence[tuple[Desk, Usage]]) -> tuple[WordingEntry, ...]:
    """One entry a wording and voice, in the order of voices, then of the text."""
    groups: dict[tuple[int, str, str, str], list[tuple[Desk, Usage]]] = {}
    for desk, usage in usages:
        words = " ".join(usage.text.casefold().split())
        groups.setdefault((_VOICES.index(usage.voice), desk.story_id, words, usage.concept or ""), []).append(
            (desk, usage)
        )
    ranked = sorted(groups.items(), key=lambda item: item[0][0])
    return tuple(_entry(items) for _, items in ranked)


def _entry(items: Sequence[tuple[Desk, Usage]]) -> WordingEntry:
    desk, usage = items[0]
    others = list(dict.fromkeys(other for _, one in items for other in one.others))
    groups: dict[str, list[Mention]] = {}
    for other in others:
        groups.setdefault(" ".join(other.text.casefold().split()), []).append(other)
    found = [
        OtherWording(
            passage=desk.cutter.mention(group[0]), tags=desk.tags_for(desk.article_of(one.sentence) for one in group)
        )
        for group in groups.values()
    ]
    speaking = {desk.article_of(other.sentence) for other in others}
    silent = {article for _, one in items for article in one.not_mentioned} - speaking
    shown, more = _first_of_each([one for one in found if len(one.passage.text.split()) <= LONG])
    return WordingEntry(
        headword=desk.cutter.piece(usage.sentence, usage.start, usage.end),
        sentence=desk.passage(usage.sentence, [(usage.start, usage.end, "lone")]),
        url=urls.sentence(desk.story_id, usage.sentence),
        voice=_voice(usage),
        why=phrases.sentence_case(usage.why),
        is_translated=desk.cutter.articles[desk.article_of(usage.sentence)].machine_translated,
        times=f"{phrases.sentence_case(phrases.count(len(items), 'time'))} in the article" if len(items) > 1 else "",
        others=shown,
        more_others=more,
        more_words=f"and {phrases.count(len(more), 'more wording')}" if more else "",
        other_sentences=tuple(one for one in found if len(one.passage.text.split()) > LONG),
        not_mentioned=tuple(absent(tag) for tag in desk.tags_for(silent)),
        silence="not mentioned" if usage.concept else "no matching sentence",
    )


def _first_of_each(found: Sequence[OtherWording]) -> tuple[tuple[OtherWording, ...], tuple[OtherWording, ...]]:
    """Of every article its first wordings, and the rest."""
    shown: list[OtherWording] = []
    n_shown: Counter[str] = Counter()
    for one in found:
        if any(n_shown[tag.code] < _SHOWN_OF_EACH for tag in one.tags):
            shown.append(one)
            n_shown.update(tag.code for tag in one.tags)
    return tuple(shown), tuple(one for one in found if one not in shown)


def _voice(usage: Usage) -> str:
    who = usage.speaker
    if usage.voice == "outlet":
        return "In the outlet’s own voice"
    if usage.voice == "attributed":
        return f"Attributed to {who}, without quotation marks" if who else "Attributed, without quotation marks"
    if usage.voice == "fragment":
        return f"A few words quoted from {who}" if who else "A few words inside quotation marks"
    return f"Inside quotation marks, said by {who}" if who else "Inside quotation marks"
