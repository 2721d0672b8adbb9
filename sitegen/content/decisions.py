"""`content/stories/<story>/review.toml`: what an editor decided on sentences of a story.

A decision names sentences by key. Whether a sentence is still there is not known here: `compare` holds the decisions
against the sentences and reports stale ones.
"""

import re
from collections.abc import Sequence
from typing import Any

from sitegen.content.keys import Key, Values, closest, read_keys
from sitegen.content.nodes import Node, Notes, Place, place_of
from sitegen.content.parsers import day, identifier, line, lines, tables, text
from sitegen.content.toml import read_toml
from sitegen.model import ClaimDecision, Decisions, PairDecision

_SENTENCE_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*:[0-9a-f]{6}(?:-[1-9][0-9]*)?")
_PAIR = 2


def _sentence_keys(name: str, node: Node, notes: Notes) -> tuple[str, ...] | None:
    """One or two sentence keys of different sentences."""
    keys = lines(name, node, notes)
    if keys is None:
        return None
    wrong = [key for key in keys if not _SENTENCE_KEY.fullmatch(key)]
    for key in wrong:
        notes.error(f"`{key}` is not a sentence key", node.place, "A key is an article's id, `:`, and six hex digits.")
    if not wrong and not 1 <= len(set(keys)) == len(keys) <= _PAIR:
        notes.error(f"`{name}` must hold one or two different sentence keys", node.place)
        return None
    return None if wrong else keys


def _pair_of_keys(name: str, node: Node, notes: Notes) -> tuple[str, str] | None:
    """Two sentence keys of two articles."""
    keys = _sentence_keys(name, node, notes)
    if keys is None:
        return None
    if len(keys) != _PAIR:
        notes.error(f"`{name}` must hold two sentence keys", node.place)
        return None
    first, second = keys
    if first.partition(":")[0] == second.partition(":")[0]:
        notes.error(f"`{name}` must hold sentences of two articles", node.place, "A match is between two articles.")
        return None
    return first, second


REASON = Key(name="reason", parse=text, mistaken_for=("why", "note", "comment"))
BY = Key(name="by", parse=line, mistaken_for=("editor", "author", "who"))
DATE = Key(name="date", parse=day, mistaken_for=("when", "day"))
SENTENCES = Key(
    name="sentences",
    parse=_pair_of_keys,
    required=True,
    example='sentences = ["one:123abc", "other:456def"]',
    mistaken_for=("pair", "anchor"),
)
ANCHOR = Key(
    name="anchor",
    parse=_sentence_keys,
    required=True,
    example='anchor = ["one:123abc", "other:456def"]',
    mistaken_for=("sentences", "sentence"),
)
TITLE = Key(name="title", parse=line, mistaken_for=("name",))
ID = Key(name="id", parse=identifier, mistaken_for=("slug",))
_COMMON = (REASON, BY, DATE)
JOIN = Key(name="join", parse=tables((SENTENCES, *_COMMON), "[[join]]"), mistaken_for=("match", "merge"))
PART = Key(name="part", parse=tables((SENTENCES, *_COMMON), "[[part]]"), mistaken_for=("split", "separate"))
CLAIM = Key(name="claim", parse=tables((ANCHOR, TITLE, ID, *_COMMON), "[[claim]]"))


def _not_yet(name: str, node: Node, notes: Notes) -> None:
    """Note a kind of decision that the format has and this version does not."""
    notes.error(
        f"this version does not know decisions of the kind `[[{name}]]`",
        node.place,
        "It knows [[join]], [[part]] and [[claim]].",
    )


KEYS: tuple[Key[Any], ...] = (
    JOIN,
    PART,
    CLAIM,
    *(Key(name=name, parse=_not_yet) for name in ("figure", "quote", "term")),
)


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
    for table in (*values.get(JOIN, ()), *values.get(PART, ()), *values.get(CLAIM, ())):
        _check_articles(table, content, article_ids, notes)
    return Decisions(joins=joins, parts=parts, claims=claims)


def _check_articles(table: Values, content: str, article_ids: Sequence[str], notes: Notes) -> None:
    """Note the sentence keys of a decision whose article the story does not have."""
    start = sum(len(above) + 1 for above in content.split("\n")[: table.place.line - 1])
    for key in (SENTENCES, ANCHOR):
        for sentence in table.get(key) or ():
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
            path=path,
            line=values.place.line,
            reason=values.get(REASON),
            by=values.get(BY),
            date=values.get(DATE),
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
        if not values.has(TITLE) and not values.has(ID):
            notes.error("the decision says nothing of its claim", values.place, "Add `title`, `id` or both.")
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
                path=path,
                line=at_line,
                title=values.get(TITLE),
                id=claim_id,
                reason=values.get(REASON),
                by=values.get(BY),
                date=values.get(DATE),
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
