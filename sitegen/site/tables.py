"""The same findings as tables: CSV for whoever works in a spreadsheet.

Made from the JSON's record, so that the two cannot say different things. One row a mention; the ids join the tables to
each other and to the JSON. UTF-8 with a byte order mark, without which Excel garbles quotation marks. Deliberately
contains no selection: what is withheld in the record is empty here.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

Record = dict[str, Any]
"""A JSON object; what its keys hold is told by the schema."""

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet may run a cell that begins with one of these as a formula (OWASP, "CSV Injection")."""

_CLAIMS = "claim title title_basis status status_basis why article outlet date sentence key text absent"
_CLAIM_HEAD = ("title", "title_basis", "status", "status_basis", "why")
_FIGURES = (
    "figure counted unit scope status why article outlet date sentence start end text value low low_open high high_open"
    " bound as_of as_of_basis period speaker basis"
)
_QUOTES = "quote article outlet date sentence start end text speaker cue kind relation basis"
_CUES = "article outlet date sentence start end text verb speaker"
_TERMS = (
    "article outlet date sentence start end text kind voice speaker concept weight framing rule status basis why"
    " others not_mentioned"
)


def make_tables(record: Record) -> dict[str, bytes]:
    """`claims`, `cues`, `figures`, `quotes` and `terms` of a story's record as CSV, each with a header row.

    A text that a spreadsheet could run as a formula gets an apostrophe before it, which Excel and LibreOffice take for
    "this is text"; every other text is verbatim. The JSON is verbatim throughout.
    """
    origins = _origins(record)
    return {
        "claims": _csv(_CLAIMS, _claim_rows(record, origins)),
        "cues": _csv(_CUES, ({**cue, **origins.sentence(cue["sentence"])} for cue in record["cues"])),
        "figures": _csv(_FIGURES, _mention_rows(record["figures"], "figure", origins)),
        "quotes": _csv(_QUOTES, _mention_rows(record["quotes"], "quote", origins)),
        "terms": _csv(_TERMS, _term_rows(record, origins)),
    }


class _Origins(Struct, frozen=True, kw_only=True):
    """Where sentences come from: the columns that name an article and a sentence."""

    articles: dict[str, Record]
    sentences: dict[str, Record]

    def article(self, article: str) -> Record:
        """The columns of an article."""
        found = self.articles[article]
        return {"article": article, "outlet": found["outlet"], "date": found["date"]}

    def sentence(self, sentence: str) -> Record:
        """The columns of a sentence and its article."""
        return {**self.article(sentence.rpartition(".")[0]), "sentence": sentence}


def _origins(record: Record) -> _Origins:
    articles = {article["id"]: article for article in record["articles"]}
    sentences = {sentence["id"]: sentence for article in articles.values() for sentence in article["sentences"]}
    return _Origins(articles=articles, sentences=sentences)


def _claim_rows(record: Record, origins: _Origins) -> Iterator[Record]:
    """A row for each sentence of a claim, then one for each article without it."""
    for claim in record["claims"]:
        head = {
            "claim": claim["id"],
            **{key: claim[key] for key in ("title", "title_basis", "status", "status_basis", "why")},
        }
        for sentence in claim["sentences"]:
            found = origins.sentences[sentence]
            yield {**head, **origins.sentence(sentence), "key": found["key"], "text": found["text"]}
        for absence in claim["absent"]:
            yield {**head, **origins.article(absence["article"]), "absent": absence["why"]}


def _mention_rows(findings: Iterable[Record], name: str, origins: _Origins) -> Iterator[Record]:
    """A row for each mention; where finding and mention have a key of one name the mention's counts."""
    for finding in findings:
        for mention in finding["mentions"]:
            yield {**finding, name: finding["id"], **mention, **origins.sentence(mention["sentence"])}


def _term_rows(record: Record, origins: _Origins) -> Iterator[Record]:
    """A row for each wording; what others wrote there is one cell, `article: text` joined by ` | `."""
    for usage in record["usages"]:
        others = " | ".join(f"{other['article']}: {other['text'] or '(withheld)'}" for other in usage["others"])
        yield {
            **usage,
            **origins.sentence(usage["sentence"]),
            "others": others,
            "not_mentioned": " ".join(usage["not_mentioned"]),
        }


def _csv(header: str, rows: Iterable[Record]) -> bytes:
    """Rows below their header; keys without a column are left out."""
    out = io.StringIO()
    names = header.split()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(names)
    table.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    """A value as a spreadsheet should take it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value.startswith(RISKY):
        return "'" + value
    return "" if value is None else value
