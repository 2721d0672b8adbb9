"""The overview of a story: whether the outlets agree, to be seen in ten seconds."""

from collections.abc import Collection

from msgspec import Struct

from sitegen.model import Claim
from sitegen.model.kinds import Status
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.blocks import Reading, readings
from sitegen.site.views.coverage import CoverageRow, coverage_rows
from sitegen.site.views.desk import MOST_CELLS, MOST_COLUMNS, ArticleLine, Chips, Desk, Tag, Title, status_counts
from sitegen.site.views.frame import Frame, story_description, story_frame
from sitegen.site.views.linked import story_record
from sitegen.site.views.reuse import ReuseView, reuse_view
from sitegen.site.views.tensions import TensionNote, tension_notes
from sitegen.site.views.timeline import timeline_teaser

MOST_ITEMS = 3
"""Claims that a block of the overview names before it points to the rest."""

MOST_ROWS = 20
"""Rows of the small matrix before it points to the coverage page."""

MOST_PAIRS = 15
"""Pairs that are listed one by one; with more of them the page points to the index of pairs."""

_HEADINGS: tuple[tuple[Status, str], ...] = (
    ("conflict", "They disagree"),
    ("varies", "They vary"),
    ("agree", "They agree"),
    ("single", "Only one says"),
)


class OverviewItem(Struct, frozen=True, kw_only=True):
    """A claim in a block, with the values of the first detail that varies."""

    url: str
    title: Title
    chips: Chips | None
    """Who says it; None where that is all of them or the readings say it."""
    label: str
    """What the readings are values of; empty without readings."""
    readings: tuple[Reading, ...]


class OverviewBlock(Struct, frozen=True, kw_only=True):
    """One status and the first claims that have it."""

    key: str
    heading: str
    items: tuple[OverviewItem, ...]
    rest: str
    """`and six more`, empty where all are named."""
    rest_url: str


class PairLink(Struct, frozen=True, kw_only=True):
    """A link to two articles beside each other."""

    base: Tag
    other: Tag
    url: str


class OverviewView(Struct, frozen=True, kw_only=True):
    """A story at a glance."""

    frame: Frame
    title: str
    lead: tuple[str, str, str]
    """Before, the words that stand out, after."""
    summary: str
    body: str
    """Markdown by the editor."""
    key: tuple[ArticleLine, ...]
    blocks: tuple[OverviewBlock, ...]
    tensions: tuple[TensionNote, ...]
    """What articles say against themselves."""
    timeline: str
    """What the timeline holds, in a sentence; empty where it has no event."""
    timeline_url: str
    matrix_tags: tuple[Tag, ...]
    matrix: tuple[CoverageRow, ...]
    is_wide: bool
    """Whether there are too many articles for a column each on a phone."""
    has_table: bool
    """False where there are too many for a column each on any screen."""
    matrix_rest: str
    coverage_url: str
    reuse: ReuseView
    n_pairs: int
    pairs: tuple[PairLink, ...]
    """Empty where there are too many to list."""
    compare_url: str


def overview_view(desk: Desk) -> OverviewView:
    """The overview of one story."""
    story, rows = desk.comparison.story, coverage_rows(desk)
    hidden, links = len(rows) - MOST_ROWS, pair_links(desk)
    return OverviewView(
        frame=story_frame(
            desk,
            section="",
            title="",
            address=urls.story(story.id),
            description=story_description(desk.comparison),
            linked=story_record(desk),
        ),
        title=story.title,
        lead=_lead(desk),
        summary=story.summary or "",
        body=story.body,
        key=desk.key(),
        blocks=tuple(_block(desk, status, heading) for status, heading in _HEADINGS),
        tensions=tension_notes(desk, desk.comparison.tensions),
        timeline=timeline_teaser(desk),
        timeline_url=urls.timeline(story.id),
        matrix_tags=desk.tags_for(article.id for article in desk.articles),
        matrix=rows[:MOST_ROWS] if hidden > 0 else rows,
        is_wide=len(desk.articles) > MOST_COLUMNS,
        has_table=len(desk.articles) <= MOST_CELLS,
        matrix_rest=f"All {len(rows)} claims" if hidden > 0 else "Who leaves out what",
        coverage_url=urls.coverage(story.id),
        reuse=reuse_view(desk),
        n_pairs=len(links),
        pairs=links if len(links) <= MOST_PAIRS else (),
        compare_url=urls.compare(story.id),
    )


def pair_links(desk: Desk) -> tuple[PairLink, ...]:
    """All pairs in the order of the articles."""
    order = {article.id: n for n, article in enumerate(desk.articles)}
    links = []
    for pair in desk.pairs:
        first, second = sorted((pair.base, pair.other), key=order.__getitem__)
        link = PairLink(
            base=desk.tags[first], other=desk.tags[second], url=urls.pair(desk.story_id, pair.base, pair.other)
        )
        links.append(((order[first], order[second]), link))
    return tuple(link for _, link in sorted(links, key=lambda item: item[0]))


def _lead(desk: Desk) -> tuple[str, str, str]:
    """How many articles, how many claims, what becomes of them; the verdict stands out."""
    dates = [article.date for article in desk.articles]
    dated = (", " if all(dates) or not any(dates) else "; ") + phrases.dated(dates) if dates else ""
    opening = f"{phrases.sentence_case(phrases.count(len(dates), 'article'))}{dated}. "
    counts = status_counts(desk)
    n_alone = counts["single"]
    appears = "appears" if n_alone == 1 else "appear"
    alone = f"{phrases.sentence_case(phrases.count(n_alone, 'statement'))} {appears} in one article only."
    if not desk.shared:
        return f"{opening}They share no claim. ", "", alone if n_alone else ""
    n_clashing = counts["conflict"]
    holds = "holds" if n_clashing == 1 else "hold"
    clash = f"{phrases.of_all(n_clashing, len(desk.shared))} {holds} details that cannot both be true"
    verdict = clash if n_clashing else "no detail found contradicts another"
    rest = [
        f"{phrases.of_all(n, len(desk.shared))} {one if n == 1 else many}"
        for n, one, many in (
            (counts["varies"], "varies in a detail", "vary in a detail"),
            (counts["agree"], "agrees", "agree"),
        )
        if n
    ]
    tail = (f", {phrases.listed(rest)}. " if rest else ". ") + (alone if n_alone else "")
    return f"{opening}They share {phrases.count(len(desk.shared), 'claim')}: ", verdict, tail


def _block(desk: Desk, status: Status, heading: str) -> OverviewBlock:
    claims = _spread(desk) if status == "single" else [claim for claim in desk.shared if claim.status == status]
    rest = len(claims) - MOST_ITEMS
    return OverviewBlock(
        key=status,
        heading=heading,
        items=tuple(_item(desk, claim) for claim in claims[:MOST_ITEMS]),
        rest=f"and {phrases.number(rest)} more" if rest > 0 else "",
        rest_url=f"{urls.claims(desk.story_id)}#{status}",
    )


def _spread(desk: Desk) -> list[Claim]:
    """The single claims with the first of each article in front, so that no one article fills the block."""
    order = {article.id: n for n, article in enumerate(desk.articles)}
    seen: dict[str, int] = {}
    ranked = []
    for claim in desk.single:
        article = desk.article_of(claim.anchor)
        seen[article] = seen.get(article, 0) + 1
        ranked.append(((seen[article], order[article]), claim))
    return [claim for _, claim in sorted(ranked, key=lambda item: item[0])]


def _item(desk: Desk, claim: Claim) -> OverviewItem:
    present = desk.articles_in(claim)
    telling = next((detail for detail in claim.details if any(value.conflicts for value in detail.values)), None)
    telling = telling or next((detail for detail in claim.details if detail.decides), None)
    title = desk.title(claim)
    return OverviewItem(
        url=desk.claim_url(claim),
        title=title,
        chips=None if telling or len(present) == len(desk.articles) else _chips(desk, present),
        label=telling.label if telling else "",
        readings=readings(desk, telling, ()) if telling else (),
    )


def _chips(desk: Desk, present: Collection[str]) -> Chips:
    """Who says it: of few articles those alone, since there is little room."""
    if len(desk.articles) <= MOST_COLUMNS:
        return Chips(words="", tags=desk.tags_for(present))
    return desk.chips(present)
