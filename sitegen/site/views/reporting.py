"""Reporting verbs of an outlet: by which words its articles introduce each speaker, and by which the others do.

A complete list, the plain `said` included. Deliberately contains no grouping of verbs by their effect and no count that
could rank outlets; how often a verb stands here is told beside it.
"""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Cue
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import Desk, Tag
from sitegen.site.views.passages import Passage

SHOWN = 12
"""Speakers that are shown at once; more are folded away."""
_UNNAMED = "Speaker not named"


class ReportingVerb(Struct, frozen=True, kw_only=True):
    """One verb or phrase as articles write it."""

    passage: Passage
    url: str
    """Where its first sentence stands in its article."""
    times: str
    """How often, where that is more than once."""
    tags: tuple[Tag, ...]
    """Who writes it; empty for the outlet of the page."""


class ReportingRow(Struct, frozen=True, kw_only=True):
    """One speaker of one story."""

    speaker: str
    story: str
    """Title of the story, where the outlet has several; else empty."""
    own: tuple[ReportingVerb, ...]
    """The outlet's, the verb that it uses most first."""
    others: tuple[ReportingVerb, ...]
    silence: str
    """What is said where no other outlet introduces the speaker."""


class ReportingSection(Struct, frozen=True, kw_only=True):
    """The table of an outlet."""

    caption: str
    rows: tuple[ReportingRow, ...]
    """The speakers introduced most often, most first."""
    more: tuple[ReportingRow, ...]
    more_words: str
    """How many the rest are; empty for none."""


def reporting_rows(desk: Desk, outlet: str) -> tuple[tuple[int, ReportingRow], ...]:
    """The rows of one story for an outlet, each with the number of its cues, in the order of the text."""
    by_speaker: dict[str, list[Cue]] = {}
    for cue in desk.comparison.cues:
        by_speaker.setdefault((cue.speaker or "").casefold(), []).append(cue)
    found = []
    introduced = (cue for cue in desk.comparison.cues if _outlet_of(desk, cue) == outlet)
    for speaker in dict.fromkeys((cue.speaker or "").casefold() for cue in introduced):
        cues = by_speaker[speaker]
        own = [cue for cue in cues if _outlet_of(desk, cue) == outlet]
        others = [cue for cue in cues if _outlet_of(desk, cue) != outlet]
        found.append((len(own), _row(desk, own, others, desk.comparison.story.title)))
    return tuple(found)


def reporting_section(found: Sequence[tuple[int, ReportingRow]], *, names_story: bool) -> ReportingSection | None:
    """The table of an outlet over all stories, from `reporting_rows` of each; None where its articles introduce nobody.

    Without `names_story` no row says which story it is from.
    """
    if not found:
        return None
    # most first; those of one number in the order of the text, which a stable sort keeps
    rows = tuple(row for _, row in sorted(found, key=lambda item: -item[0]))
    if not names_story:
        rows = tuple(replace(row, story="") for row in rows)
    more = rows[SHOWN:]
    return ReportingSection(
        caption=(
            "The words that introduce what somebody says, thinks or judges, found by rule: all of them, the plain ones "
            "too. Two verbs in one row need not introduce the same statement."
        ),
        rows=rows[:SHOWN],
        more=more,
        more_words=f"and {phrases.count(len(more), 'more speaker')}" if more else "",
    )


def _outlet_of(desk: Desk, cue: Cue) -> str:
    return desk.cutter.articles[desk.article_of(cue.sentence)].outlet


def _row(desk: Desk, own: Sequence[Cue], others: Sequence[Cue], story: str) -> ReportingRow:
    return ReportingRow(
        speaker=phrases.sentence_case(own[0].speaker or _UNNAMED),
        story=story,
        own=_verbs(desk, own, is_own=True),
        others=_verbs(desk, others, is_own=False),
        silence="no other outlet",
    )


def _verbs(desk: Desk, cues: Sequence[Cue], *, is_own: bool) -> tuple[ReportingVerb, ...]:
    """The wordings, those of one verb together, the most frequent verb first, then in the order of the text."""
    n_uses = Counter(cue.verb for cue in cues)
    first = {cue.verb: n for n, cue in reversed(list(enumerate(cues)))}
    groups: dict[tuple[str, str], list[Cue]] = {}
    for cue in sorted(cues, key=lambda cue: (-n_uses[cue.verb], first[cue.verb])):
        groups.setdefault((cue.verb, " ".join(cue.text.casefold().split())), []).append(cue)
    return tuple(
        ReportingVerb(
            passage=desk.cutter.piece(group[0].sentence, group[0].start, group[0].end),
            url=urls.sentence(desk.story_id, group[0].sentence),
            times=phrases.count(len(group), "time") if len(group) > 1 else "",
            tags=() if is_own else desk.tags_for(desk.article_of(cue.sentence) for cue in group),
        )
        for group in groups.values()
    )
