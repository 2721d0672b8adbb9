"""What varies inside a claim, as short verbatim values, row by row.

The order is that of the table: figures, rough amounts, dates, periods, who says so, names, quotations, wording. Each
kind has a module of its own (`detail_amounts`, `detail_times`, `detail_speakers`, `detail_words`); what a row is stands
in `detail_rows`. There is no row of bounds: the text of a figure holds its bound word.
"""

from collections.abc import Iterator, Sequence

from sitegen.compare.detail_amounts import ROUGH_LABELS, amount_rows, counted_rows
from sitegen.compare.detail_rows import Material, by_appearance, outlets_of
from sitegen.compare.detail_speakers import speaker_row
from sitegen.compare.detail_times import time_rows
from sitegen.compare.detail_words import name_rows, quote_row, wording_rows
from sitegen.model import Detail, Mention, Sentence


def find_details(sentences: Sequence[Sentence], material: Material) -> tuple[Detail, ...]:
    """The details of one claim; `sentences` are the claim's, values come in the order of their first use."""
    ordered = by_appearance(sentences, material.articles)
    return tuple(row for row in _rows(ordered, material) if row is not None)


def without_borrowed(found: Sequence[tuple[Detail, ...]]) -> tuple[tuple[Detail, ...], ...]:
    """The details of all claims of a story without the rough amounts that belong to another claim.

    Two claims may share sentences, and a sentence says `most` of one thing. Where all mentions of a row of rough
    amounts stand in such a row of another claim that more outlets fill, they are told of what that claim says.
    """
    rough = [[_mentions(detail) for detail in details if _is_rough(detail)] for details in found]
    filled = [(mentions, len(outlets_of([mentions]))) for rows in rough for mentions in rows]

    def is_borrowed(detail: Detail) -> bool:
        own = _mentions(detail)
        n_outlets = len(outlets_of([own]))
        return any(n_outlets < n and all(one in mentions for one in own) for mentions, n in filled)

    return tuple(
        tuple(detail for detail in details if not (_is_rough(detail) and is_borrowed(detail))) for details in found
    )


def _is_rough(detail: Detail) -> bool:
    return detail.kind == "figure" and detail.label in ROUGH_LABELS


def _mentions(detail: Detail) -> list[Mention]:
    return [mention for value in detail.values for mention in value.mentions]


def _rows(sentences: Sequence[Sentence], material: Material) -> Iterator[Detail | None]:
    yield from amount_rows(sentences, material)
    yield from time_rows(sentences, material)
    yield speaker_row(sentences, material)
    yield from name_rows(sentences, material)
    yield quote_row(sentences, material)
    yield from counted_rows(sentences, material)
    yield from wording_rows(sentences, material)
