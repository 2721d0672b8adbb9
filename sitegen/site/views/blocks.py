"""A claim as a block: its title and status, what varies as a table and as lists, the sentences it rests on.

The table has a column an article and is for wide pages and few articles; the lists group equal readings and are for
narrow pages and many articles. Both are made here from the same values. Deliberately contains no decision on what
varies: that is the comparison's.
"""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Claim, Detail, DetailValue, Mention
from sitegen.site import urls
from sitegen.site.views.desk import MOST_COLUMNS, Chips, Desk, StatusLine, Tag, Title, absent, claim_status, claim_why
from sitegen.site.views.passages import Mark, Passage

MOST_LONE = 0.4
"""Lone values are tinted only while they are at most this share of the articles that speak."""

NOT_GIVEN = "not given"
NOT_QUOTED = "no words quoted"
"""The same of words quoted: the outlet may well tell them in its own."""
NOT_IN_ARTICLE = "not in article"


class Cell(Struct, frozen=True, kw_only=True):
    """What one article says of one detail."""

    passages: tuple[Passage, ...]
    hint: str
    """Our words where the article says nothing."""
    is_lone: bool
    conflicts: bool


class Reading(Struct, frozen=True, kw_only=True):
    """One value of a detail and who gives it."""

    passages: tuple[Passage, ...]
    """The different spellings of the value."""
    hint: str
    tags: tuple[Tag, ...]
    is_lone: bool
    conflicts: bool


class DetailRow(Struct, frozen=True, kw_only=True):
    """One detail, both ways."""

    label: str
    cells: tuple[Cell, ...]
    """One an article, in the order of all articles; empty where there are too many for columns."""
    readings: tuple[Reading, ...]


class Evidence(Struct, frozen=True, kw_only=True):
    """A sentence a claim rests on, and every article that has it in the same words."""

    tags: tuple[Tag, ...]
    passage: Passage
    is_headline: bool
    url: str
    """Its place in the article."""


class ClaimBlock(Struct, frozen=True, kw_only=True):
    """A shared claim."""

    anchor: str
    url: str
    title: Title
    status: StatusLine
    why: str
    tags: tuple[Tag, ...]
    """Of all articles, those without the claim marked absent: the columns of the table."""
    chips: Chips
    width: str
    """`n2` to `n6`: the class that says how wide a table needs to be; empty where there is no table."""
    rows: tuple[DetailRow, ...]
    n_sentences: int
    evidence: tuple[Evidence, ...]


def claim_block(desk: Desk, claim: Claim, *, with_evidence: bool) -> ClaimBlock:
    """A shared claim as a block, with or without its sentences."""
    rows = tuple(_row(desk, claim, detail) for detail in shown_details(claim))
    n_articles = len(desk.articles)
    return ClaimBlock(
        anchor=f"claim-{claim.id}",
        url=desk.claim_url(claim),
        title=desk.title(claim),
        status=claim_status(claim),
        why=claim_why(claim),
        tags=desk.all_tags(desk.articles_in(claim)),
        chips=desk.chips(desk.articles_in(claim)),
        width=f"n{n_articles}" if rows and n_articles <= MOST_COLUMNS else "",
        rows=rows,
        n_sentences=len(claim.sentences),
        evidence=evidence(desk, claim) if with_evidence else (),
    )


def shown_details(claim: Claim) -> tuple[Detail, ...]:
    """The details as rows, in one order on every page: what varies, and what more than one article gives alike."""
    return tuple(
        detail
        for detail in claim.details
        if detail.varies
        or detail.kind == "quote"
        or len({article_id(mention) for value in detail.values for mention in value.mentions}) > 1
    )


def evidence(desk: Desk, claim: Claim) -> tuple[Evidence, ...]:
    """The sentences of a claim by article; the same words in several articles stand once."""
    order = {article.id: n for n, article in enumerate(desk.articles)}
    position = {sentence.id: n for n, sentence in enumerate(desk.comparison.sentences)}
    ids = sorted(claim.sentences, key=lambda one: (order[desk.article_of(one)], position[one]))
    groups: dict[str, list[str]] = {}
    for sentence_id in ids:
        groups.setdefault(_same_words(desk, sentence_id), []).append(sentence_id)
    marks = value_marks(claim)
    return tuple(
        Evidence(
            tags=desk.tags_for(desk.article_of(one) for one in group),
            passage=desk.passage(group[0], marks.get(group[0], ())),
            is_headline=desk.sentence(group[0]).part == "title",
            url=urls.sentence(desk.story_id, group[0]),
        )
        for group in groups.values()
    )


def value_marks(claim: Claim) -> dict[str, list[Mark]]:
    """Where the values that vary stand in the claim's sentences, by sentence id; what is quoted has its own marks."""
    marks: dict[str, list[Mark]] = {}
    for detail in claim.details:
        if not detail.varies or detail.kind == "quote":
            continue
        for value in detail.values:
            name = "conflicts" if value.conflicts else "value"
            for mention in value.mentions:
                marks.setdefault(mention.sentence, []).append((mention.start, mention.end, name))
    return marks


def article_id(mention: Mention) -> str:
    """The article a mention is from."""
    return mention.sentence.rpartition(".")[0]


def readings(desk: Desk, detail: Detail, present: Sequence[str]) -> tuple[Reading, ...]:
    """The values of a detail, each with who gives it; then who has the claim without the detail, then who has neither.

    `present` are the articles that have the claim.
    """
    lone = lone_values(detail)
    found = [
        Reading(
            passages=_spellings(desk, detail, value.mentions),
            hint="",
            tags=desk.tags_for({article_id(mention) for mention in value.mentions}),
            is_lone=n in lone,
            conflicts=value.conflicts,
        )
        for n, value in enumerate(detail.values)
    ]
    speaking = {article_id(mention) for value in detail.values for mention in value.mentions}
    silent = [article for article in present if article not in speaking]
    if silent:
        found.append(_silence(_silent(detail), tuple(absent(tag) for tag in desk.tags_for(silent))))
    return tuple(found)


def lone_values(detail: Detail) -> frozenset[int]:
    """The positions of the values that one article alone gives, where that stands out; else none.

    Numbers that differ only in their hedges (`about 900`, `nearly 900`) are one value here.
    """
    if not detail.varies:
        return frozenset()
    holders: dict[str, set[str]] = {}
    for value in detail.values:
        holders.setdefault(_folded(detail, value), set()).update(map(article_id, value.mentions))
    speaking = set().union(*holders.values()) if holders else set()
    alone = {key for key, articles in holders.items() if len(articles) == 1}
    if not alone or len(alone) > MOST_LONE * len(speaking):
        return frozenset()
    return frozenset(
        n for n, value in enumerate(detail.values) if _folded(detail, value) in alone and not value.conflicts
    )


def _row(desk: Desk, claim: Claim, detail: Detail) -> DetailRow:
    present = desk.articles_in(claim)
    lone = lone_values(detail)
    cells = []
    for article in desk.articles if len(desk.articles) <= MOST_COLUMNS else ():
        own = [
            (n, [mention for mention in value.mentions if article_id(mention) == article.id])
            for n, value in enumerate(detail.values)
        ]
        given = [(n, mentions) for n, mentions in own if mentions]
        cells.append(
            Cell(
                passages=tuple(passage for _, mentions in given for passage in _spellings(desk, detail, mentions)),
                hint="" if given else _silent(detail) if article.id in present else NOT_IN_ARTICLE,
                is_lone=any(n in lone for n, _ in given),
                conflicts=any(detail.values[n].conflicts for n, _ in given),
            )
        )
    return DetailRow(
        label=detail.label,
        cells=tuple(cells),
        readings=readings(desk, detail, [article.id for article in desk.articles if article.id in present]),
    )


def _silent(detail: Detail) -> str:
    """Our words where an article has the claim without the detail."""
    return NOT_QUOTED if detail.kind == "quote" else NOT_GIVEN


def _silence(hint: str, tags: tuple[Tag, ...]) -> Reading:
    return Reading(passages=(), hint=hint, tags=tags, is_lone=False, conflicts=False)


def _spellings(desk: Desk, detail: Detail, mentions: Sequence[Mention]) -> tuple[Passage, ...]:
    """The mentions with what is spelled alike shown once; of quoted words it is shown where they go on."""
    first: dict[str, Mention] = {}
    for mention in mentions:
        first.setdefault(" ".join(mention.text.casefold().split()), mention)
    passages = ((mention, desk.cutter.mention(mention)) for mention in first.values())
    if detail.kind != "quote":
        return tuple(passage for _, passage in passages)
    return tuple(_with_cuts(desk, mention, passage) for mention, passage in passages)


def _with_cuts(desk: Desk, mention: Mention, passage: Passage) -> Passage:
    """A passage of quoted words that says whether more was quoted before or behind it."""
    for quote in desk.comparison.quotes:
        for one in quote.mentions:
            if one.sentence == mention.sentence and one.start <= mention.start and mention.end <= one.end:
                text = desk.sentence(mention.sentence).text
                return replace(
                    passage,
                    cut_before=passage.cut_before or any(map(str.isalnum, text[one.start : mention.start])),
                    cut_after=passage.cut_after or any(map(str.isalnum, text[mention.end : one.end])),
                )
    return passage


def _folded(detail: Detail, value: DetailValue) -> str:
    """What makes a value equal to another for the tint: the number of a figure, else the words."""
    digits = re.findall(r"\d+", value.text.replace(",", "")) if detail.kind == "figure" else []
    return " ".join(digits) or value.text.casefold()


def _same_words(desk: Desk, sentence_id: str) -> str:
    """Equal for sentences of different articles with the same letters and digits."""
    return desk.sentence(sentence_id).key.rpartition(":")[2].partition("-")[0]
