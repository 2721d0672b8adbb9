"""The page of all claims of a story."""

from msgspec import Struct

from sitegen.model.kinds import Status
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.blocks import ClaimBlock, claim_block
from sitegen.site.views.desk import ArticleLine, Desk, StatusLine, Tag, status_counts
from sitegen.site.views.frame import Frame, story_frame
from sitegen.site.views.passages import Passage

MOST_ELEMENTS = 2_460
"""What a page may come to before the sentences are left to the pages of the claims."""
_PAGE = 90
"""The elements around the claims."""

STATUSES: tuple[Status, ...] = ("conflict", "varies", "agree", "single")

_FILTER_WORDS: dict[Status, str] = {
    "conflict": "Cannot both be true",
    "varies": "Varies",
    "agree": "Agree",
    "single": "One outlet only",
}


class FilterChoice(Struct, frozen=True, kw_only=True):
    """One button of a filter."""

    key: str
    words: str
    n: int


class ClaimGroup(Struct, frozen=True, kw_only=True):
    """The shared claims of one status."""

    key: str
    blocks: tuple[ClaimBlock, ...]


class SingleClaim(Struct, frozen=True, kw_only=True):
    """A sentence that no other article has."""

    anchor: str
    url: str
    passage: Passage


class SingleGroup(Struct, frozen=True, kw_only=True):
    """What one article alone says."""

    tag: Tag
    name: str
    n_words: str
    claims: tuple[SingleClaim, ...]


class ClaimsView(Struct, frozen=True, kw_only=True):
    """All claims of a story."""

    frame: Frame
    lead: str
    key: tuple[ArticleLine, ...]
    choices: tuple[FilterChoice, ...]
    """Empty where there is nothing to choose."""
    groups: tuple[ClaimGroup, ...]
    single_status: StatusLine
    singles: tuple[SingleGroup, ...]
    read_url: str
    """Where to go when no claim is shared."""


def claims_view(desk: Desk) -> ClaimsView:
    """All claims, by substance."""
    n_shared, n_articles = len(desk.shared), len(desk.articles)
    return ClaimsView(
        frame=story_frame(
            desk,
            section="Claims",
            title="Claims",
            address=urls.claims(desk.story_id),
            description=f"What {phrases.count(n_articles, 'article')} say, claim by claim.",
        ),
        lead=_lead(desk) if n_shared else "",
        key=desk.key(),
        choices=_choices(desk),
        groups=_groups(desk),
        single_status=StatusLine(key="single", words=phrases.CLAIM_STATUS["single"]),
        singles=_singles(desk),
        read_url=urls.read(desk.story_id, desk.articles[0].id),
    )


def _lead(desk: Desk) -> str:
    """How many claims there are, and how to read a block."""
    shared, n_articles = phrases.count(len(desk.shared), "claim"), len(desk.articles)
    who = "both articles" if n_articles == 2 else f"two or more of {phrases.count(n_articles, 'article')}"  # noqa: PLR2004
    alone = f", and {phrases.count(len(desk.single), 'statement')} in one article only" if desk.single else ""
    return (
        f"{phrases.sentence_case(shared)} that {who} make{alone}. For each: what varies from "
        "outlet to outlet, then the sentences it rests on. A tinted cell is one outlet saying something that no other "
        "does while others agree."
    )


def _choices(desk: Desk) -> tuple[FilterChoice, ...]:
    """All, then one choice a status that occurs; none where only one status occurs."""
    counts = {status: n for status, n in status_counts(desk).items() if n}
    if len(counts) < 2:  # noqa: PLR2004 - a choice needs two
        return ()
    return (
        FilterChoice(key="all", words="All", n=sum(counts.values())),
        *(FilterChoice(key=status, words=_FILTER_WORDS[status], n=n) for status, n in counts.items()),
    )


def _groups(desk: Desk) -> tuple[ClaimGroup, ...]:
    """The shared claims by status; a status without claims has no group.

    The sentences stand on the page from the first claim on, as long as it stays within what a phone lays out at once;
    those of the others are left to their own pages.
    """
    claims = sorted(desk.shared, key=lambda claim: STATUSES.index(claim.status))
    bare = [claim_block(desk, claim, with_evidence=False) for claim in claims]
    elements = _PAGE + 7 * len(desk.single) + sum(map(_elements, bare))
    groups: dict[str, list[ClaimBlock]] = {}
    for claim, block in zip(claims, bare, strict=True):
        full = claim_block(desk, claim, with_evidence=True)
        elements += _elements(full) - _elements(block)
        groups.setdefault(claim.status, []).append(full if elements <= MOST_ELEMENTS else block)
    return tuple(ClaimGroup(key=status, blocks=tuple(blocks)) for status, blocks in groups.items())


def _elements(block: ClaimBlock) -> int:
    """How many elements a block comes to in the shipped theme."""
    n_absent = sum(tag.is_absent for tag in block.tags)
    n = 14 + len(block.tags) + n_absent
    for row in block.rows:
        n += 5 + sum(len(cell.passages) or 1 for cell in row.cells)
        n += sum(3 + len(reading.passages) + len(reading.tags) for reading in row.readings)
        shown = [passage for cell in row.cells for passage in cell.passages]
        shown += [passage for reading in row.readings for passage in reading.passages]
        n += sum(passage.cut_before + passage.cut_after for passage in shown)
    if block.width:
        n += 7 + 2 * len(block.tags) + n_absent
    marks = sum(bool(run.mark) for item in block.evidence for run in item.passage.runs)
    return n + marks + sum(4 + item.is_headline + len(item.tags) for item in block.evidence)


def _singles(desk: Desk) -> tuple[SingleGroup, ...]:
    groups = []
    for article in desk.articles:
        own = [claim for claim in desk.single if article.id in desk.articles_in(claim)]
        if own:
            groups.append(
                SingleGroup(
                    tag=desk.tags[article.id],
                    name=desk.tags[article.id].name,
                    n_words=phrases.count(len(own), "sentence"),
                    claims=tuple(
                        SingleClaim(
                            anchor=f"claim-{claim.id}",
                            url=desk.claim_url(claim),
                            passage=desk.passage(claim.anchor),
                        )
                        for claim in own
                    ),
                )
            )
    return tuple(groups)
