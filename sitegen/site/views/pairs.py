"""Pairs of articles: the table of all pairs, and what a row of one pair shows.

Deliberately contains no page of one pair; that is `views.pair`.
"""

from msgspec import Struct

from sitegen.model import ArticlePair
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import MOST_COLUMNS, ArticleLine, Desk, Tag
from sitegen.site.views.frame import Frame, story_frame


class PairCount(Struct, frozen=True, kw_only=True):
    """How much two articles share; headlines are not counted."""

    base: Tag
    other: Tag
    base_name: str
    other_name: str
    url: str
    n_shared: int
    """Sentences of the base with a counterpart."""
    n_base: int
    """Sentences of the base."""
    n_near: int
    """Rows with a sentence of the base that are the same or nearly the same, word for word."""


class GroupedPair(Struct, frozen=True, kw_only=True):
    """A pair as one of its two articles lists it."""

    tag: Tag
    """The other article."""
    name: str
    url: str
    n_shared: int
    """Sentences of the article that lists it with a counterpart in the other."""
    n_near: int


class PairTableRow(Struct, frozen=True, kw_only=True):
    """One line of the triangle."""

    tag: Tag
    name: str
    cells: tuple[PairCount | None, ...]
    """One a column; None on and above the diagonal."""


class PairGroup(Struct, frozen=True, kw_only=True):
    """All pairs of one article."""

    tag: Tag
    name: str
    n_body: int
    """Its sentences."""
    links: tuple[GroupedPair, ...]


class CompareView(Struct, frozen=True, kw_only=True):
    """All pairs of a story."""

    frame: Frame
    lead: str
    key: tuple[ArticleLine, ...]
    columns: tuple[Tag, ...]
    """Empty where there are too many articles for a table."""
    rows: tuple[PairTableRow, ...]
    pairs: tuple[PairCount, ...]
    """Empty where there are too many for one list."""
    groups: tuple[PairGroup, ...]
    """The pairs by article where there are too many for one list; a pair is in two groups."""
    left_out: str
    """How many pairs have no page, and why; empty where all have one."""


def compare_view(desk: Desk) -> CompareView:
    """The index of pairs."""
    counts = {frozenset((pair.base, pair.other)): pair_count(desk, pair) for pair in desk.pairs}
    ids = [article.id for article in desk.articles]
    most = max(counts.values(), key=lambda one: (one.n_shared / max(one.n_base, 1), one.url), default=None)
    n_pairs = phrases.sentence_case(phrases.count(len(counts), "pair"))
    has_table = len(ids) <= MOST_COLUMNS
    return CompareView(
        frame=story_frame(
            desk,
            section="Compare",
            title="Compare",
            address=urls.compare(desk.story_id),
            description="How much each pair of articles shares, sentence by sentence.",
        ),
        lead=_lead(n_pairs, most) if most else "",
        key=desk.key(),
        columns=desk.tags_for(ids[:-1]) if has_table else (),
        rows=tuple(
            PairTableRow(
                tag=desk.tags[row],
                name=desk.tags[row].name,
                cells=tuple(
                    counts.get(frozenset((row, column))) if n < m else None for n, column in enumerate(ids[:-1])
                ),
            )
            for m, row in enumerate(ids)
            if m
        )
        if has_table
        else (),
        pairs=tuple(
            counts[frozenset((first, second))]
            for n, first in enumerate(ids)
            for second in ids[n + 1 :]
            if frozenset((first, second)) in counts
        )
        if has_table
        else (),
        groups=() if has_table else tuple(_group(desk, article) for article in ids),
        left_out=_left_out(len(desk.comparison.pairs) - len(desk.pairs)),
    )


def _group(desk: Desk, article: str) -> PairGroup:
    """The pairs of one article, in the order of the others."""
    order = {one.id: n for n, one in enumerate(desk.articles)}
    found = []
    for pair in desk.pairs:
        if article in {pair.base, pair.other}:
            other = pair.other if pair.base == article else pair.base
            link = GroupedPair(
                tag=desk.tags[other],
                name=desk.tags[other].name,
                url=urls.pair(desk.story_id, pair.base, pair.other),
                n_shared=len(_shared_body(desk, pair, article)),
                n_near=_n_near(desk, pair),
            )
            found.append((order[other], link))
    return PairGroup(
        tag=desk.tags[article],
        name=desk.tags[article].name,
        n_body=len(desk.body_of(article)),
        links=tuple(link for _, link in sorted(found, key=lambda item: item[0])),
    )


def _left_out(n: int) -> str:
    if not n:
        return ""
    pairs = phrases.sentence_case(phrases.count(n, "pair"))
    return f"{pairs} without a sentence that is nearly the same, word for word, {'has' if n == 1 else 'have'} no page."


def _lead(n_pairs: str, most: PairCount) -> str:
    """How many pairs there are, and which share most."""
    if not most.n_shared:
        return f"{n_pairs}. In none of them have two sentences been matched."
    share = f"{_part(most.n_shared, most.n_base)} of {most.base_name}"
    verb = "has" if most.n_shared == 1 else "have"
    return (
        f"{n_pairs}. {most.base_name} and {most.other_name} share most: "
        f"{share} {verb} a counterpart in {most.other_name}."
    )


def _part(n: int, n_all: int) -> str:
    """`four of the eleven sentences`, `all eleven sentences`, `both sentences`, `the one sentence`."""
    if n < n_all:
        return f"{phrases.number(n)} of the {phrases.count(n_all, 'sentence')}"
    return {1: "the one sentence", 2: "both sentences"}.get(n, f"all {phrases.count(n, 'sentence')}")


def pair_count(desk: Desk, pair: ArticlePair) -> PairCount:
    """How much a pair shares, counted over its rows."""
    return PairCount(
        base=desk.tags[pair.base],
        other=desk.tags[pair.other],
        base_name=desk.tags[pair.base].name,
        other_name=desk.tags[pair.other].name,
        url=urls.pair(desk.story_id, pair.base, pair.other),
        n_shared=len(_shared_body(desk, pair, pair.base)),
        n_base=len(desk.body_of(pair.base)),
        n_near=_n_near(desk, pair),
    )


def _shared_body(desk: Desk, pair: ArticlePair, article: str) -> set[str]:
    """The sentences of one of the two with a counterpart in the other."""
    sides = [row.base if article == pair.base else row.other for row in pair.rows if row.base and row.other]
    return {one for side in sides for one in side if desk.sentence(one).part == "body"}


def _n_near(desk: Desk, pair: ArticlePair) -> int:
    """The rows with a sentence of the base that are the same or nearly the same, word for word."""
    return sum(
        row.kind in {"equal", "near"} and any(desk.sentence(one).part == "body" for one in row.base)
        for row in pair.rows
    )
