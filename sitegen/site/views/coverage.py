"""Who reports what, and who leaves out what."""

from msgspec import Struct

from sitegen.model import Claim
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import (
    MOST_CELLS,
    MOST_COLUMNS,
    ArticleLine,
    Chips,
    Desk,
    StatusLine,
    Tag,
    Title,
    claim_status,
)
from sitegen.site.views.frame import Frame, story_frame

MOST_OTHERS = 0.6
"""A claim counts as left out where at least this share of the other articles have it."""

ABSENCE = {
    "earlier": "appeared before the first article with it",
    "shorter": "a shorter article",
    "later": "",
    "unknown": "",
}
"""What the dates and lengths allow to say of an article without a claim."""


class CoverageRow(Struct, frozen=True, kw_only=True):
    """One shared claim and which articles have it."""

    url: str
    title: Title
    status: StatusLine
    has: tuple[bool, ...]
    """In the order of all articles."""
    chips: Chips


class LeftOut(Struct, frozen=True, kw_only=True):
    """A claim most others have and this article has not."""

    url: str
    title: Title
    tags: tuple[Tag, ...]
    """Who has it."""
    note: str


class LeftOutGroup(Struct, frozen=True, kw_only=True):
    """All that one article leaves out."""

    article: ArticleLine
    items: tuple[LeftOut, ...]


class CoverageView(Struct, frozen=True, kw_only=True):
    """Who reports what."""

    frame: Frame
    lead: str
    key: tuple[ArticleLine, ...]
    tags: tuple[Tag, ...]
    rows: tuple[CoverageRow, ...]
    is_wide: bool
    """Whether there are too many articles for a column each on a phone."""
    has_table: bool
    """False where there are too many for a column each on any screen."""
    single_counts: tuple[int, ...]
    """Statements in one article only, by article."""
    claims_url: str
    groups: tuple[LeftOutGroup, ...]
    share: str


def coverage_view(desk: Desk) -> CoverageView:
    """The coverage page of one story."""
    n_shared = len(desk.shared)
    everywhere = sum(len(desk.articles_in(claim)) == len(desk.articles) for claim in desk.shared)
    return CoverageView(
        frame=story_frame(
            desk,
            section="Coverage",
            title="Coverage",
            address=urls.coverage(desk.story_id),
            description="Which article reports which claim, and what it leaves out.",
        ),
        lead=(
            f"{phrases.sentence_case(phrases.count(n_shared, 'claim'))} that two or more articles make"
            f"{phrases.share(everywhere, n_shared)} in every article. That a claim is not in "
            "an article says nothing of the reason."
            if n_shared
            else ""
        ),
        key=desk.key(),
        tags=desk.tags_for(article.id for article in desk.articles),
        rows=coverage_rows(desk),
        is_wide=len(desk.articles) > MOST_COLUMNS,
        has_table=len(desk.articles) <= MOST_CELLS,
        single_counts=tuple(
            sum(article.id in desk.articles_in(claim) for claim in desk.single) for article in desk.articles
        ),
        claims_url=urls.claims(desk.story_id) + ("#single" if desk.single else ""),
        groups=tuple(
            LeftOutGroup(article=desk.line(article), items=left_out(desk, article.id)) for article in desk.articles
        ),
        share=f"{round(MOST_OTHERS * 100)} %",
    )


def coverage_rows(desk: Desk) -> tuple[CoverageRow, ...]:
    """Shared claims by the number of articles, then by which ones: the table falls like a staircase."""
    order = {claim.id: n for n, claim in enumerate(desk.shared)}
    patterns = {
        claim.id: tuple(article.id in desk.articles_in(claim) for article in desk.articles) for claim in desk.shared
    }
    ranked = sorted(
        desk.shared,
        key=lambda claim: (-sum(patterns[claim.id]), [not has for has in patterns[claim.id]], order[claim.id]),
    )
    return tuple(_row(desk, claim, patterns[claim.id]) for claim in ranked)


def left_out(desk: Desk, article_id: str) -> tuple[LeftOut, ...]:
    """The claims most of the other articles have and this one has not, the commonest first."""
    n_others = len(desk.articles) - 1
    found = []
    for claim in desk.shared:
        present = desk.articles_in(claim)
        if article_id in present or len(present) < max(2, MOST_OTHERS * n_others):
            continue
        why = next((absence.why for absence in claim.absent if absence.article == article_id), "unknown")
        found.append(
            LeftOut(url=desk.claim_url(claim), title=desk.title(claim), tags=desk.tags_for(present), note=ABSENCE[why])
        )
    return tuple(sorted(found, key=lambda item: -len(item.tags)))


def _row(desk: Desk, claim: Claim, has: tuple[bool, ...]) -> CoverageRow:
    present = desk.articles_in(claim)
    return CoverageRow(
        url=desk.claim_url(claim),
        title=desk.title(claim),
        status=claim_status(claim),
        has=has,
        chips=desk.chips(present),
    )
