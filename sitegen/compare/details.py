"""What varies inside a claim, as short verbatim values, row by row.

The order is that of the table: figures, rough amounts, dates, periods, who says so, names, quotations, wording. Each
kind has a module of its own (`detail_amounts`, `detail_times`, `detail_speakers`, `detail_words`); what a row is stands
in `detail_rows`. There is no row of bounds: the text of a figure holds its bound word.
"""

from collections.abc import Iterator, Sequence

from sitegen.compare.detail_amounts import amount_rows, counted_rows
from sitegen.compare.detail_rows import Material, by_appearance
from sitegen.compare.detail_speakers import speaker_row
from sitegen.compare.detail_times import time_rows
from sitegen.compare.detail_words import name_rows, quote_row, wording_rows
from sitegen.model import Detail, Sentence


def find_details(sentences: Sequence[Sentence], material: Material) -> tuple[Detail, ...]:
    """The details of one claim; `sentences` are the claim's, values come in the order of their first use."""
    ordered = by_appearance(sentences, material.articles)
    return tuple(row for row in _rows(ordered, material) if row is not None)


def _rows(sentences: Sequence[Sentence], material: Material) -> Iterator[Detail | None]:
    yield from amount_rows(sentences, material)
    yield from time_rows(sentences, material)
    yield speaker_row(sentences, material)
    yield from name_rows(sentences, material)
    yield quote_row(sentences, material)
    yield from counted_rows(sentences, material)
    yield from wording_rows(sentences, material)
