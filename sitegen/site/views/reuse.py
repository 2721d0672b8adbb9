"""Who draws on whom: the origins that articles name, and what two articles have in common beyond the event.

The overview has the short form, a pair's page that of its pair. Deliberately contains no verdict: each line leads to
the words it rests on, a share stands only beside them, and who had them from whom is not said.
"""

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from sitegen.model import Mention, Origin, Reuse, ReuseEvidence
from sitegen.model.findings import ReuseKind
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import Desk, Tag
from sitegen.site.views.passages import Passage

MOST_LINES = 5
"""Pairs of articles that the overview lists; the others are reached through the pages of the pairs."""

_NOUNS: dict[ReuseKind, tuple[str, str]] = {
    "stated": ("named origin", "named origins"),
    "run": ("run of equal words", "runs of equal words"),
    "quote": ("equal quotation", "equal quotations"),
    "figures": ("figure that no other article gives", "figures that no other article gives"),
}
_HEADS: dict[ReuseKind, str] = {
    "stated": "Named",
    "run": "Equal words",
    "quote": "Equal quotation",
    "figures": "A figure only these two give",
}


class Place(Struct, frozen=True, kw_only=True):
    """Where an article has something."""

    tag: Tag
    url: str


class Wording(Struct, frozen=True, kw_only=True):
    """Words of an article, and of the other one where it writes the same."""

    passage: Passage
    places: tuple[Place, ...]


class OriginLine(Struct, frozen=True, kw_only=True):
    """One origin and who names it."""

    words: str
    """`2 of 5 articles name Press TV`."""
    wordings: tuple[Wording, ...]
    noted: tuple[Tag, ...]
    """Those of which only front matter says so."""


class EvidenceLine(Struct, frozen=True, kw_only=True):
    """One thing that two articles share."""

    wordings: tuple[Wording, ...]
    note: str
    """What no passage says; empty for nothing."""


class EvidenceGroup(Struct, frozen=True, kw_only=True):
    """Evidence of one kind; of one origin where it is stated."""

    head: str
    lines: tuple[EvidenceLine, ...]


class SharedLine(Struct, frozen=True, kw_only=True):
    """Two articles and what they share."""

    a: Tag
    b: Tag
    url: str
    """The page of the pair."""
    words: str
    """What they share, counted."""
    evidence: tuple[EvidenceGroup, ...]


class ReuseView(Struct, frozen=True, kw_only=True):
    """The section of the overview."""

    origins: tuple[OriginLine, ...]
    pairs: tuple[SharedLine, ...]
    rest: str
    """`and two more pairs`, empty where all are listed."""
    rest_url: str
    has_pairs: bool
    """Whether there are two articles to hold against each other."""


def reuse_view(desk: Desk) -> ReuseView:
    """Origins and pairs of one story, the pairs with the most kinds and pieces of evidence first."""
    order = {article.id: n for n, article in enumerate(desk.articles)}
    ranked = sorted(
        desk.comparison.reuse,
        key=lambda one: (-len({e.kind for e in one.evidence}), -one.share, -len(one.evidence), order[one.a], one.b),
    )
    rest = len(ranked) - MOST_LINES
    return ReuseView(
        origins=tuple(_origin(desk, origin) for origin in desk.comparison.origins),
        pairs=tuple(_shared(desk, reuse) for reuse in ranked[:MOST_LINES]),
        rest=f"and {phrases.count(rest, 'more pair')}" if rest > 0 else "",
        rest_url=urls.compare(desk.story_id),
        has_pairs=bool(desk.comparison.pairs),
    )


def pair_evidence(desk: Desk, base: str, other: str) -> SharedLine | None:
    """What two articles share; None where nothing was found."""
    found = next((one for one in desk.comparison.reuse if {one.a, one.b} == {base, other}), None)
    return _shared(desk, found) if found else None


def _origin(desk: Desk, origin: Origin) -> OriginLine:
    n, n_all = len(_named_by(origin)), len(desk.articles)
    who = f"All {n_all}" if n == n_all > 1 else f"{n} of {n_all}"
    articles = "article" if n_all == 1 else "articles"
    speaking = {desk.article_of(mention.sentence) for mention in origin.mentions}
    return OriginLine(
        words=f"{who} {articles} {'names' if n == 1 else 'name'} {origin.name}",
        wordings=tuple(_wording(desk, mention) for mention in _in_order(desk, origin.mentions)),
        noted=desk.tags_for(set(origin.relayed_by) - speaking),
    )


def _shared(desk: Desk, reuse: Reuse) -> SharedLine:
    has_page = any({pair.base, pair.other} == {reuse.a, reuse.b} for pair in desk.pairs)
    return SharedLine(
        a=desk.tags[reuse.a],
        b=desk.tags[reuse.b],
        url=f"{urls.pair(desk.story_id, reuse.a, reuse.b)}#shared" if has_page else "",
        words=_summary(reuse),
        evidence=tuple(
            EvidenceGroup(head=head, lines=tuple(_evidence(desk, reuse, one) for one in group))
            for head, group in groupby(reuse.evidence, key=_head)
        ),
    )


def _summary(reuse: Reuse) -> str:
    """`three runs of equal words (4 % of the shorter article), one equal quotation`."""
    parts = []
    for kind, (one, many) in _NOUNS.items():
        n = sum(evidence.kind == kind for evidence in reuse.evidence)
        if n:
            share = f" ({_percent(reuse.share)} of the shorter article)" if kind == "run" else ""
            parts.append(phrases.count(n, one, many) + share)
    return phrases.listed(parts)


def _percent(share: float) -> str:
    return f"{round(share * 100)} %" if share >= 0.01 else "less than 1 %"  # noqa: PLR2004 - one in a hundred


def _evidence(desk: Desk, reuse: Reuse, evidence: ReuseEvidence) -> EvidenceLine:
    wordings = tuple(_wording(desk, mention) for mention in (evidence.a, evidence.b) if mention)
    if evidence.kind != "stated" and len({wording.passage.text for wording in wordings}) == 1:
        wordings = (Wording(passage=wordings[0].passage, places=tuple(one.places[0] for one in wordings)),)
    return EvidenceLine(wordings=wordings, note=_note(desk, reuse, evidence))


def _head(evidence: ReuseEvidence) -> str:
    head = _HEADS[evidence.kind]
    return f"{head}: {evidence.text}" if evidence.text else head


def _note(desk: Desk, reuse: Reuse, evidence: ReuseEvidence) -> str:
    """What stated evidence rests on where no passage says it: front matter, or that one of the two is the origin."""
    origin = next((one for one in desk.comparison.origins if one.name == evidence.text), None)
    if evidence.kind != "stated" or origin is None:
        return ""
    notes = []
    for article, mention in ((reuse.a, evidence.a), (reuse.b, evidence.b)):
        name = desk.tags[article].name
        if mention is None:
            is_noted = article in origin.relayed_by
            notes.append(f"{name} relays it, by the editor’s note" if is_noted else f"this is {name} itself")
    return phrases.listed(notes)


def _wording(desk: Desk, mention: Mention) -> Wording:
    place = Place(tag=desk.tags[desk.article_of(mention.sentence)], url=urls.sentence(desk.story_id, mention.sentence))
    return Wording(passage=desk.cutter.mention(mention), places=(place,))


def _in_order(desk: Desk, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions in the order of all articles, those of one article as they came."""
    order = {article.id: n for n, article in enumerate(desk.articles)}
    return sorted(mentions, key=lambda mention: order[desk.article_of(mention.sentence)])


def _named_by(origin: Origin) -> frozenset[str]:
    return frozenset(mention.sentence.rpartition(".")[0] for mention in origin.mentions) | set(origin.relayed_by)
