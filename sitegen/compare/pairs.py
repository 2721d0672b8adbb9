"""Two articles beside each other: which sentences share a row, in the order in which the base tells them.

Matches form a graph; taken whole, its components chain half of both articles into one row. So a row is a star: one
sentence on one side, and on the other the sentences next to each other that answer it. A sentence that answers two
rows stands in both; no sentence of either article is left out.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from sitegen.compare.tiles import tile_cells
from sitegen.compare.word_weights import Weight
from sitegen.compare.worddiff import RowKind, diff_words, row_kind
from sitegen.model import Article, ArticlePair, Edit, Match, Mention, Row, Sentence, Span, Tile
from sitegen.text.words import Word


class _Texts(Struct, frozen=True):
    """What the rows of one pair are made from."""

    base: Sequence[Sentence]
    other: Sequence[Sentence]
    words: Mapping[str, tuple[Word, ...]]
    weight: Weight


class _Cells(Struct, frozen=True, order=True):
    """A row as indices of sentences, each side in order and without a gap; sorts in the order of reading."""

    base: tuple[int, ...]
    other: tuple[int, ...]


def pair_articles(
    base: Article,
    other: Article,
    sentences: Mapping[str, tuple[Sentence, ...]],
    matches: Sequence[Match],
    claims_of: Mapping[str, tuple[str, ...]],
    words: Mapping[str, tuple[Word, ...]],
    weight: Weight,
) -> ArticlePair:
    """The rows of `base` and `other`.

    `sentences` maps article ids to sentences in reading order, `claims_of` and `words` sentence ids to the ids of
    their claims and to their words; `matches` may hold those of other articles, which are passed over.

    Which matches make rows: for every base sentence its best one; then, for every sentence of the other article that
    no row holds yet, its best one. Rows follow the base; sentences that only the other has follow the first row with
    the sentence before them. Every sentence of both articles is in at least one row. A row of two sentences that are
    equal or near word for word stands alone; several sentences share a cell only where they are neighbours.
    """
    texts = _Texts(sentences[base.id], sentences[other.id], words, weight)
    scores = _scores(texts, matches)
    chosen = _choose(scores)
    kinds = {(i, j): _kind(texts, i, j) for i, j in chosen}
    rows = [_row(texts, cells, kinds, claims_of) for cells in _in_order(texts, _gather(chosen, kinds))]
    return ArticlePair(base=base.id, other=other.id, rows=tuple(rows))


def _scores(texts: _Texts, matches: Sequence[Match]) -> dict[tuple[int, int], float]:
    """The score of each match between the two articles, by the indices of its sentences."""
    base = {sentence.id: i for i, sentence in enumerate(texts.base)}
    other = {sentence.id: j for j, sentence in enumerate(texts.other)}
    scores: dict[tuple[int, int], float] = {}
    for match in matches:
        for a, b in ((match.a, match.b), (match.b, match.a)):
            if a in base and b in other:
                pair = base[a], other[b]
                scores[pair] = max(match.score, scores.get(pair, match.score))
    return scores


def _choose(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The best match of every base sentence, then of every other sentence that these left out; ties to the earlier."""
    by_base: dict[int, list[tuple[float, int]]] = defaultdict(list)
    by_other: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (i, j), score in scores.items():
        by_base[i].append((-score, j))
        by_other[j].append((-score, i))
    chosen = {(i, min(rivals)[1]) for i, rivals in by_base.items()}
    held = {j for _, j in chosen}
    return sorted(chosen | {(min(rivals)[1], j) for j, rivals in by_other.items() if j not in held})


def _kind(texts: _Texts, i: int, j: int) -> RowKind:
    base, other = texts.base[i], texts.other[j]
    return row_kind(base.text, other.text, texts.words[base.id], texts.words[other.id], texts.weight)


def _gather(chosen: Sequence[tuple[int, int]], kinds: Mapping[tuple[int, int], RowKind]) -> list[_Cells]:
    """The chosen matches as rows: first the other's neighbours into one cell, then the base's."""
    alone = [_Cells((i,), (j,)) for i, j in chosen if kinds[i, j] != "reworded"]
    loose = [(i, j) for i, j in chosen if kinds[i, j] == "reworded"]
    rows = [
        _Cells((i,), run)
        for i, pairs in groupby(loose, key=lambda pair: pair[0])
        for run in _neighbours([j for _, j in pairs])
    ]
    wide = [row for row in rows if len(row.other) > 1]
    single: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if len(row.other) == 1:
            single[row.other[0]].append(row.base[0])
    narrow = [_Cells(run, (j,)) for j, firsts in single.items() for run in _neighbours(sorted(firsts))]
    return alone + wide + narrow


def _neighbours(indices: Sequence[int]) -> list[tuple[int, ...]]:
    """Ascending indices cut where one is missing."""
    runs: list[tuple[int, ...]] = []
    for index in indices:
        if runs and runs[-1][-1] == index - 1:
            runs[-1] += (index,)
        else:
            runs.append((index,))
    return runs


def _in_order(texts: _Texts, rows: Sequence[_Cells]) -> list[_Cells]:
    """The rows in reading order, with those that only one article has in their places."""
    in_base = {i for row in rows for i in row.base}
    in_other = {j for row in rows for j in row.other}
    ordered = sorted([*rows, *(_Cells((i,), ()) for i in range(len(texts.base)) if i not in in_base)])
    for j in range(len(texts.other)):
        if j not in in_other:
            before = next((n for n, row in enumerate(ordered) if j - 1 in row.other), -1)
            ordered.insert(before + 1, _Cells((), (j,)))
    return ordered


def _row(
    texts: _Texts,
    cells: _Cells,
    kinds: Mapping[tuple[int, int], RowKind],
    claims_of: Mapping[str, tuple[str, ...]],
) -> Row:
    base = tuple(texts.base[i] for i in cells.base)
    other = tuple(texts.other[j] for j in cells.other)
    claims = _shared_claims(base, other, claims_of)
    base_ids, other_ids = (tuple(sentence.id for sentence in side) for side in (base, other))
    if not other:
        return Row(kind="only-base", base=base_ids, other=(), claims=claims)
    if not base:
        return Row(kind="only-other", base=(), other=other_ids, claims=claims)
    kind: RowKind = "reworded" if max(len(base), len(other)) > 1 else kinds[cells.base[0], cells.other[0]]
    return Row(
        kind=kind,
        base=base_ids,
        other=other_ids,
        edits=_row_edits(texts, base[0], other[0]) if kind == "near" else (),
        tiles=_row_tiles(texts, base, other) if kind == "reworded" else (),
        claims=claims,
    )


def _shared_claims(
    base: Sequence[Sentence], other: Sequence[Sentence], claims_of: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The claims that both sides have a part in, or the side that is there, in the order of `claims_of`."""
    sides = [
        dict.fromkeys(claim for sentence in side for claim in claims_of.get(sentence.id, ()))
        for side in (base, other)
        if side
    ]
    return tuple(claim for claim in sides[0] if all(claim in side for side in sides))


def _row_edits(texts: _Texts, base: Sentence, other: Sentence) -> tuple[Edit, ...]:
    return diff_words(base.text, other.text, texts.words[base.id], texts.words[other.id], texts.weight)


def _row_tiles(texts: _Texts, base: Sequence[Sentence], other: Sequence[Sentence]) -> tuple[Tile, ...]:
    base_cell, other_cell = ([texts.words[sentence.id] for sentence in side] for side in (base, other))
    return tuple(
        Tile(base=_mention(base[m], base_span), other=_mention(other[n], other_span))
        for m, base_span, n, other_span in tile_cells(base_cell, other_cell, texts.weight)
    )


def _mention(sentence: Sentence, span: Span) -> Mention:
    return Mention(sentence=sentence.id, start=span.start, end=span.end, text=span.of(sentence.text))
