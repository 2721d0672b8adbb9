"""One pair of articles beside each other: what both write, and what only one of them writes."""

import re

from msgspec import Struct

from sitegen.model import ArticlePair, Mention, Row
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.blocks import article_id
from sitegen.site.views.claims import FilterChoice
from sitegen.site.views.desk import ArticleLine, Desk, Tag, Title
from sitegen.site.views.frame import Frame, story_frame
from sitegen.site.views.overview import MOST_PAIRS, PairLink, pair_links
from sitegen.site.views.pairs import pair_count
from sitegen.site.views.passages import Mark, Passage
from sitegen.site.views.reuse import SharedLine, pair_evidence
from sitegen.site.views.telling import Telling, make_telling

KIND_WORDS = {
    "equal": "same in both",
    "near": "near word for word",
    "reworded": "reworded",
    "only-base": "",
    "only-other": "",
}

STACKED = 26
"""Two variants of at most so many characters are set above each other in the merged text; longer ones in line."""


class PairSentence(Struct, frozen=True, kw_only=True):
    """A sentence in a row."""

    anchor: str
    """Its element id; empty where the sentence stood in an earlier row."""
    passage: Passage
    above_url: str
    """Where it stands in full, where that is an earlier row."""
    is_headline: bool


class Difference(Struct, frozen=True, kw_only=True):
    """A detail that the two give differently."""

    label: str
    base: tuple[Passage, ...]
    other: tuple[Passage, ...]


class MergedRun(Struct, frozen=True, kw_only=True):
    """A stretch of the merged text: common words, or what each has in their place."""

    common: Passage | None
    base: Passage | None
    other: Passage | None
    is_alike: bool
    """Whether the two write one word in two forms: both are printed, and neither is marked as a difference."""
    is_stacked: bool
    has_space: bool
    """Whether a space stands before it that neither this stretch nor the one before holds."""


class ClaimLink(Struct, frozen=True, kw_only=True):
    """A claim a row belongs to."""

    title: Title
    url: str


class PairRow(Struct, frozen=True, kw_only=True):
    """Sentences that belong beside each other."""

    kind: str
    group: str
    """`matched` or `only`, for the filter."""
    words: str
    claims: tuple[ClaimLink, ...]
    base: tuple[PairSentence, ...]
    other: tuple[PairSentence, ...]
    elsewhere: str
    """Where on the page the article without a sentence here has another one of the same claim; empty for nowhere."""
    differences: tuple[Difference, ...]
    merged: tuple[MergedRun, ...]


class PairView(Struct, frozen=True, kw_only=True):
    """Two articles beside each other."""

    frame: Frame
    lead: tuple[str, str, str]
    base: ArticleLine
    other: ArticleLine
    choices: tuple[FilterChoice, ...]
    has_layouts: bool
    """Whether any row can be merged."""
    rows: tuple[PairRow, ...]
    is_empty: bool
    """Whether nothing matches."""
    telling: Telling
    shared: SharedLine | None
    """What speaks for the two drawing on one text; None where nothing was found."""
    pairs: tuple[PairLink, ...]
    """The other pairs."""


def pair_view(desk: Desk, pair: ArticlePair, address: str = "") -> PairView:
    """The page of a pair; `address` where it is not the pair's own."""
    own = urls.pair(desk.story_id, pair.base, pair.other)
    base, other = (desk.line(desk.cutter.articles[one]) for one in (pair.base, pair.other))
    seen: dict[str, str] = {}
    rows = tuple(_row(desk, pair, row, seen) for row in pair.rows)
    n_matched = sum(row.group == "matched" for row in rows)
    choices = (
        FilterChoice(key="all", words="Everything", n=len(rows)),
        FilterChoice(key="matched", words="Matched", n=n_matched),
        FilterChoice(key="only", words="No counterpart", n=len(rows) - n_matched),
    )
    return PairView(
        frame=story_frame(
            desk,
            section="Compare",
            title=f"{base.name} and {other.name}",
            address=address or own,
            description=f"What {base.name} and {other.name} both write, and what only one of them writes.",
        ),
        lead=_lead(desk, pair),
        base=base,
        other=other,
        choices=choices if 0 < n_matched < len(rows) else (),
        has_layouts=any(row.merged for row in rows),
        rows=rows,
        is_empty=not n_matched,
        telling=make_telling(desk, pair),
        shared=pair_evidence(desk, pair.base, pair.other),
        pairs=_other_pairs(desk, own, {base.tag, other.tag}),
    )


def _other_pairs(desk: Desk, own: str, tags: set[Tag]) -> tuple[PairLink, ...]:
    """Links to all other pairs; where there are many, to those with one of these two articles."""
    links = pair_links(desk)
    few = len(links) <= MOST_PAIRS
    return tuple(link for link in links if link.url != own and (few or {link.base, link.other} & tags))


def _lead(desk: Desk, pair: ArticlePair) -> tuple[str, str, str]:
    count = pair_count(desk, pair)
    dates = [desk.cutter.articles[one].date for one in (pair.base, pair.other)]
    first, second = (one.name for one in (desk.tags[pair.base], desk.tags[pair.other]))
    opening = ""
    if dates[0] and dates[1]:
        apart = abs((dates[0] - dates[1]).days)
        opening = f"Dated {phrases.count(apart, 'day')} apart. " if apart else "Dated the same day. "
    n_first, n_second = (sum(row.kind == kind for row in pair.rows) for kind in ("only-base", "only-other"))
    near = (
        f"; {phrases.number(count.n_near)} {'row is' if count.n_near == 1 else 'rows are'} near word for word"
        if count.n_near
        else ""
    )
    verb = "has" if count.n_shared == 1 else "have"
    return (
        opening,
        f"{count.n_shared} of {phrases.possessive(first)} {phrases.digits(count.n_base, 'sentence')}",
        f" {verb} a counterpart{near}. " + _alone(((n_first, first), (n_second, second))),
    )


def _alone(passages: tuple[tuple[int, str], ...]) -> str:
    """How many passages of each have no counterpart; what they claim may yet stand elsewhere in the other article."""
    some = [(n, name) for n, name in passages if n]
    if not some:
        return "No passage of either is without one."
    counts = [phrases.count(some[0][0], "passage"), *(phrases.number(n) for n, _ in some[1:])]
    parts = [f"{count} of {name}" for count, (_, name) in zip(counts, some, strict=True)]
    have = "has" if sum(n for n, _ in some) == 1 else "have"
    return f"{phrases.sentence_case(phrases.listed(parts))} {have} none."


def _row(desk: Desk, pair: ArticlePair, row: Row, seen: dict[str, str]) -> PairRow:
    """One row; `seen` maps the sentences shown above to their element ids and is added to."""
    is_matched = bool(row.base and row.other)
    marks = _marks(row)
    claims = [desk.claims[claim] for claim in row.claims if claim in desk.claims and desk.claims[claim] in desk.shared]
    return PairRow(
        kind=row.kind,
        group="matched" if is_matched else "only",
        words=KIND_WORDS[row.kind],
        claims=tuple(ClaimLink(title=desk.title(claim), url=desk.claim_url(claim)) for claim in claims),
        base=tuple(_sentence(desk, one, marks, seen) for one in row.base),
        other=tuple(_sentence(desk, one, marks, seen) for one in row.other),
        elsewhere="" if is_matched else _elsewhere(desk, pair, row),
        differences=_differences(desk, pair, row) if is_matched else (),
        merged=_merged(desk, row),
    )


def _elsewhere(desk: Desk, pair: ArticlePair, row: Row) -> str:
    """The place of the first sentence that the other article has of a claim that a one-sided row is part of."""
    silent = pair.other if row.base else pair.base
    told = {
        one
        for sentence in (*row.base, *row.other)
        for claim in desk.claims_of.get(sentence, ())
        for one in claim.sentences
    }
    shown = (one for each in pair.rows for one in (*each.base, *each.other))
    found = next((one for one in shown if one in told and desk.article_of(one) == silent), "")
    return f"#{urls.sentence_anchor(found)}" if found else ""


def _sentence(desk: Desk, sentence_id: str, marks: dict[str, list[Mark]], seen: dict[str, str]) -> PairSentence:
    """A sentence in full the first time, later its few first words and where it stands."""
    anchor, above = urls.sentence_anchor(sentence_id), seen.get(sentence_id, "")
    seen[sentence_id] = anchor
    passage = desk.passage(sentence_id, marks.get(sentence_id, ()))
    return PairSentence(
        anchor="" if above else anchor,
        passage=desk.cutter.opening(sentence_id) if above else passage,
        above_url=f"#{above}" if above else "",
        is_headline=desk.sentence(sentence_id).part == "title",
    )


def _marks(row: Row) -> dict[str, list[Mark]]:
    """What is marked in the row's sentences: differing words of a near row, shared runs of a reworded one."""
    marks: dict[str, list[Mark]] = {}
    if row.kind == "near" and row.base and row.other:
        for edit in row.edits:
            if edit.tag != "equal":
                marks.setdefault(row.base[0], []).append((edit.base.start, edit.base.end, "a"))
                marks.setdefault(row.other[0], []).append((edit.other.start, edit.other.end, "b"))
    for tile in row.tiles if row.kind == "reworded" else ():
        for mention in (tile.base, tile.other):
            marks.setdefault(mention.sentence, []).append((mention.start, mention.end, "tile"))
    return marks


def _differences(desk: Desk, pair: ArticlePair, row: Row) -> tuple[Difference, ...]:
    """The details of the row's claims that these two give differently."""
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Difference] = {}
    inside = {*row.base, *row.other}
    for claim_id in row.claims:
        for detail in desk.claims[claim_id].details if claim_id in desk.claims else ():
            sides: dict[str, list[Mention]] = {pair.base: [], pair.other: []}
            values: dict[str, set[int]] = {pair.base: set(), pair.other: set()}
            for n, value in enumerate(detail.values):
                for mention in value.mentions:
                    if mention.sentence in inside:
                        sides[article_id(mention)].append(mention)
                        values[article_id(mention)].add(n)
            base, other = (_once(sides[one]) for one in (pair.base, pair.other))
            if base and other and values[pair.base] != values[pair.other]:
                key = (detail.label, tuple(one.text for one in base), tuple(one.text for one in other))
                found.setdefault(
                    key,
                    Difference(
                        label=detail.label,
                        base=tuple(map(desk.cutter.mention, base)),
                        other=tuple(map(desk.cutter.mention, other)),
                    ),
                )
    return tuple(found.values())


def _once(mentions: list[Mention]) -> list[Mention]:
    """The mentions without repeats of the same words."""
    return list({mention.text.casefold(): mention for mention in reversed(mentions)}.values())[::-1]


def _merged(desk: Desk, row: Row) -> tuple[MergedRun, ...]:
    """A near row as one text; none where an article may not be reprinted or the row has several sentences a side."""
    is_short = len(row.base) == 1 and len(row.other) == 1
    if row.kind != "near" or not is_short or {*row.base, *row.other} & desk.cutter.withheld:
        return ()
    base, other = row.base[0], row.other[0]
    texts = desk.sentence(base).text, desk.sentence(other).text
    runs: list[MergedRun] = []
    last = ""
    for edit in row.edits:
        left, right = edit.base.of(texts[0]), edit.other.of(texts[1])
        is_common = edit.tag == "equal" and _letters(left) == _letters(right)
        if not (left if is_common else left or right):
            continue  # a space that only the other article has is printed by the next run
        parted = _is_parted(texts[0], edit.base.start) or _is_parted(texts[1], edit.other.start)
        runs.append(
            MergedRun(
                common=desk.cutter.piece(base, edit.base.start, edit.base.end) if is_common else None,
                base=desk.cutter.piece(base, edit.base.start, edit.base.end) if left and not is_common else None,
                other=desk.cutter.piece(other, edit.other.start, edit.other.end) if right and not is_common else None,
                is_alike=edit.tag == "equal",
                is_stacked=not is_common and bool(left and right) and max(len(left), len(right)) <= STACKED,
                has_space=parted and bool(last) and not (last[-1:].isspace() or (left or right)[:1].isspace()),
            )
        )
        last = left if is_common else right or left
    return tuple(runs)


def _letters(text: str) -> str:
    """What is left of a text without its case, its spaces and its marks."""
    return re.sub(r"[\W_]", "", text).casefold()


def _is_parted(text: str, at: int) -> bool:
    """Whether words end or begin here, at a space."""
    return text[max(at - 1, 0) : at + 1].strip() != text[max(at - 1, 0) : at + 1]
