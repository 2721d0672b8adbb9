"""`content/stories/<story>/review.toml`: what an editor decided on sentences of a story.

A decision names sentences by key. Whether a sentence is still there is not known here: `compare` holds the decisions
against the sentences and reports stale ones.
"""

from collections.abc import Sequence
from typing import Any

from sitegen.content.decision_keys import COMMON, common, pair_of_keys, sentence_keys
from sitegen.content.keys import Key, Values, closest, read_keys
from sitegen.content.mention_decisions import FIGURE, QUOTE, SENTENCE, TERM, read_figures, read_quotes, read_terms
from sitegen.content.nodes import Notes, Place, place_of
from sitegen.content.parsers import choice, identifier, line, tables
from sitegen.content.toml import read_toml
from sitegen.model import ClaimDecision, Decisions, PairDecision
from sitegen.model.kinds import Status

SENTENCES = Key(
    name="sentences",
    about="The keys of two sentences of two articles, as public/data/<story>.json has them.",
    parse=pair_of_keys,
    required=True,
    example='sentences = ["one:123abc", "other:456def"]',
    mistaken_for=("pair", "anchor"),
)
ANCHOR = Key(
    name="anchor",
    about="The keys of one or two sentences; meant is the claim that holds them all.",
    parse=sentence_keys,
    required=True,
    example='anchor = ["one:123abc", "other:456def"]',
    mistaken_for=("sentences", "sentence"),
)
TITLE = Key(name="title", about="What the claim says, in neutral words.", parse=line, mistaken_for=("name",))
ID = Key(name="id", about="The end of the claim's address, which then stays.", parse=identifier, mistaken_for=("slug",))
STATUS: Key[Status] = Key(
    name="status",
    about="Whether its details conflict, differ and can all be true, or agree.",
    parse=choice(("conflict", "varies", "agree")),
    mistaken_for=("verdict",),
)
JOIN = Key(
    name="join",
    about="Two sentences that say the same, whatever their score.",
    parse=tables((SENTENCES, *COMMON), "[[join]]"),
    mistaken_for=("match", "merge"),
)
PART = Key(
    name="part",
    about="Two sentences that do not say the same, whatever their score.",
    parse=tables((SENTENCES, *COMMON), "[[part]]"),
    mistaken_for=("split", "separate"),
)
CLAIM = Key(
    name="claim",
    about="The title, address or status of a claim.",
    parse=tables((ANCHOR, TITLE, ID, STATUS, *COMMON), "[[claim]]"),
)


KEYS: tuple[Key[Any], ...] = (JOIN, PART, CLAIM, FIGURE, QUOTE, TERM)


def read_decisions(content: str, notes: Notes, *, path: str, article_ids: Sequence[str]) -> Decisions:
    """The decisions in the text of a `review.toml`; `path` is the file's, relative to the site's folder.

    `article_ids` are those of the story. A sentence key that names another article is an error; whether its article
    still has the sentence is left to `compare`.
    """
    document = read_toml(content, notes)
    if document is None:
        return Decisions()
    values = read_keys(KEYS, document, notes, "review.toml")
    joins = _pairs(values.get(JOIN, ()), path)
    parts = _pairs(values.get(PART, ()), path)
    claims = _claims(values.get(CLAIM, ()), path, notes)
    _check_pairs((*joins, *parts), len(joins), notes)
    for table in (table for key in KEYS for table in values.get(key, ())):
        _check_articles(table, content, article_ids, notes)
    return Decisions(
        joins=joins,
        parts=parts,
        claims=claims,
        figures=read_figures(values.get(FIGURE, ()), path, notes),
        quotes=read_quotes(values.get(QUOTE, ()), path, notes),
        terms=read_terms(values.get(TERM, ()), path, notes),
    )


def _check_articles(table: Values, content: str, article_ids: Sequence[str], notes: Notes) -> None:
    """Note the sentence keys of a decision whose article the story does not have."""
    start = sum(len(above) + 1 for above in content.split("\n")[: table.place.line - 1])
    pair, anchor, alone = table.get(SENTENCES), table.get(ANCHOR), table.get(SENTENCE)
    named: tuple[tuple[Key[Any], tuple[str, ...]], ...] = (
        (SENTENCES, pair or ()),
        (ANCHOR, anchor or ()),
        (SENTENCE, (alone,) if alone else ()),
    )
    for key, sentences in named:
        for sentence in sentences:
            article = sentence.partition(":")[0]
            if article in article_ids:
                continue
            at = content.find(sentence, start)
            guess = closest(article, article_ids)
            notes.error(
                f"`{sentence}` names an article `{article}` that the story does not have",
                place_of(content, at) if at >= 0 else table.place_of(key),
                f"Did you mean `{guess}`?" if guess else f"It has {', '.join(article_ids) or 'none'}.",
            )


def _pairs(found: tuple[Values, ...], path: str) -> tuple[PairDecision, ...]:
    return tuple(
        PairDecision(
            sentences=sentences,
            **common(values, path),
        )
        for values in found
        if (sentences := values.get(SENTENCES)) is not None
    )


def _claims(found: tuple[Values, ...], path: str, notes: Notes) -> tuple[ClaimDecision, ...]:
    decisions: list[ClaimDecision] = []
    by_anchor: dict[frozenset[str], int] = {}
    by_id: dict[str, int] = {}
    for values in found:
        anchor, claim_id, at_line = values.get(ANCHOR), values.get(ID), values.place.line
        if not any(values.has(key) for key in (TITLE, ID, STATUS)):
            notes.error("the decision says nothing of its claim", values.place, "Add `title`, `id` or `status`.")
        if claim_id is not None and by_id.setdefault(claim_id, at_line) != at_line:
            notes.error(
                f"two claims cannot have the id `{claim_id}`",
                values.place_of(ID),
                f"The claim on line {by_id[claim_id]} has it.",
            )
        if anchor is None:
            continue
        if by_anchor.setdefault(frozenset(anchor), at_line) != at_line:
            notes.error(
                "this claim was decided already",
                values.place,
                f"Put both in one, on line {by_anchor[frozenset(anchor)]}.",
            )
        decisions.append(
            ClaimDecision(
                anchor=anchor,
                title=values.get(TITLE),
                id=claim_id,
                status=values.get(STATUS),
                **common(values, path),
            )
        )
    return tuple(decisions)


def _check_pairs(pairs: Sequence[PairDecision], n_joins: int, notes: Notes) -> None:
    """Note a pair that is decided twice, above all one that is joined and parted."""
    seen: dict[frozenset[str], tuple[int, bool]] = {}
    for number, pair in enumerate(pairs):
        join = number < n_joins
        line_before, join_before = seen.setdefault(frozenset(pair.sentences), (pair.line, join))
        if line_before == pair.line:
            continue
        if join == join_before:
            notes.warning("this pair was decided already", Place(pair.line, 1), f"See line {line_before}.")
        else:
            notes.error(
                "this pair is both joined and parted", Place(pair.line, 1), f"See line {line_before}; take one out."
            )
