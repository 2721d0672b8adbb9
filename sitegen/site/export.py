"""The findings on a story as data: `data/<story>.json` and the tables beside it.

A public interface: `schema.json`, published as `data/schema.json`, says what each key means, and a change that could
break a reader of the data raises `VERSION`. What an article's `read` setting withholds is withheld here, too: the text
is null, the offsets stay. Deliberately contains no file access but the schema's.
"""

import json
import math
from collections.abc import Sequence
from importlib import resources

from sitegen.model import (
    Article,
    Claim,
    Comparison,
    Cue,
    Detail,
    Figure,
    FigureMention,
    Match,
    Mention,
    Moment,
    Origin,
    Outlet,
    Quote,
    QuoteMention,
    Reuse,
    Sentence,
    Tension,
    Usage,
)
from sitegen.problems import ContentError, Problem
from sitegen.site.reprint import cut_names, is_excerpt, shorten, withheld_sentences
from sitegen.site.tables import make_tables

VERSION = 1
"""Of the JSON's form; raised when a key goes or changes its meaning, not when one is added."""

_SCHEMA = "data/schema.json"

Record = dict[str, object]


def export_site(outlets: Sequence[Outlet], comparisons: Sequence[Comparison]) -> dict[str, bytes]:
    """Every data file of the site, by path below the output folder.

    Raises ContentError where a story's id takes the schema's place.
    """
    files = {_SCHEMA: read_schema()}
    for comparison in comparisons:
        story = comparison.story.id
        if f"data/{story}.json" == _SCHEMA:
            message = f"no story can be called `{story}`: its data would take the place of {_SCHEMA}"
            raise ContentError((Problem(path=comparison.story.path, message=message, hint="Rename the folder."),))
        record = story_record(comparison, outlets)
        files[f"data/{story}.json"] = record_text(record).encode()
        tables = make_tables(record)
        files.update({f"data/{story}/{name}.csv": content for name, content in tables.items()})
    return files


def record_text(record: Record) -> str:
    """The record as JSON, each finding on a line of its own, so that a line-by-line diff of two exports names them."""
    return "{\n" + ",\n".join(f"{_dumps(key)}: {_value_text(value)}" for key, value in record.items()) + "\n}\n"


def _value_text(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(_dumps(one) for one in value) + "\n]"
    return _dumps(value)


def _dumps(value: object) -> str:
    # without an indent the encoder written in C does it, in a quarter of the time
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def read_schema() -> bytes:
    """The JSON Schema of `data/<story>.json`, as published."""
    return resources.files("sitegen.site").joinpath("schema.json").read_bytes()


def story_record(comparison: Comparison, outlets: Sequence[Outlet]) -> Record:
    """All findings on one story in the form that `schema.json` describes."""
    comparison = cut_names(comparison)
    story, order = comparison.story, {sentence.id: n for n, sentence in enumerate(comparison.sentences)}
    withheld = withheld_sentences(comparison)
    named = {article.outlet for article in story.articles}
    return {
        "version": VERSION,
        "id": story.id,
        "title": story.title,
        "date": _iso(story.date),
        "outlets": [_outlet(outlet) for outlet in sorted(outlets, key=lambda outlet: outlet.id) if outlet.id in named],
        "articles": [_article(article, comparison.sentences, withheld) for article in story.articles],
        "matches": _matches(comparison.matches, order, withheld),
        "uncertain": _matches(comparison.uncertain, order, withheld),
        "claims": [_claim(claim, withheld) for claim in comparison.claims],
        "figures": [_figure(figure, withheld) for figure in comparison.figures],
        "quotes": [_quote(quote, withheld) for quote in comparison.quotes],
        "usages": [
            _usage(usage, withheld)
            for usage in sorted(comparison.usages, key=lambda usage: (order[usage.sentence], usage.start, usage.end))
        ],
        "cues": [
            _cue(cue, withheld) for cue in sorted(comparison.cues, key=lambda cue: (order[cue.sentence], cue.start))
        ],
        "tensions": [_tension(tension, withheld) for tension in comparison.tensions],
        "timeline": [_moment(moment, withheld, comparison) for moment in comparison.timeline],
        "origins": [_origin(origin, withheld) for origin in comparison.origins],
        "reuse": [_reuse(reuse, withheld) for reuse in sorted(comparison.reuse, key=lambda reuse: (reuse.a, reuse.b))],
    }


def _outlet(outlet: Outlet) -> Record:
    return {
        "id": outlet.id,
        "name": outlet.name,
        "code": outlet.code,
        "homepage": outlet.homepage,
        "country": outlet.country,
        "kind": outlet.kind,
    }


def _article(article: Article, sentences: Sequence[Sentence], withheld: frozenset[str]) -> Record:
    title = article.title
    return {
        "id": article.id,
        "outlet": article.outlet,
        "title": shorten(title) if title and article.read == "off" else title,
        "date": _iso(article.date),
        "date_basis": article.date_basis if article.date else None,
        "date_note": article.date_note,
        "url": article.url,
        "archive_url": article.archive_url,
        "byline": article.byline,
        "language": article.language,
        "translated_from": article.translated_from,
        "machine_translated": article.machine_translated,
        "relays": list(article.relays),
        "read": article.read,
        "sentences": [
            {
                "id": sentence.id,
                "key": sentence.key,
                "part": sentence.part,
                "paragraph": sentence.paragraph,
                "start": sentence.span.start,
                "end": sentence.span.end,
                "text": None if sentence.id in withheld else sentence.text,
            }
            for sentence in sentences
            if sentence.article == article.id
        ],
    }


def _matches(matches: Sequence[Match], order: dict[str, int], withheld: frozenset[str]) -> list[Record]:
    return [
        {
            "a": match.a,
            "b": match.b,
            "score": _rounded(match.score),
            "relation": match.relation,
            "basis": match.basis,
            "reasons": [
                {
                    "signal": reason.signal,
                    "value": _rounded(reason.value),
                    "weight": _rounded(reason.weight),
                    "shared": [shorten(words) if match.a in withheld else words for words in reason.shared],
                }
                for reason in match.reasons
            ],
        }
        for match in sorted(matches, key=lambda match: (order[match.a], order[match.b]))
    ]


def _claim(claim: Claim, withheld: frozenset[str]) -> Record:
    is_passage = claim.title_basis == "machine" and claim.anchor in withheld
    return {
        "id": claim.id,
        "title": shorten(claim.title) if is_passage else claim.title,
        "title_basis": claim.title_basis,
        "anchor": claim.anchor,
        "status": claim.status,
        "status_basis": claim.status_basis,
        "why": claim.why,
        "sentences": list(claim.sentences),
        "absent": [
            {"article": absence.article, "why": absence.why}
            for absence in sorted(claim.absent, key=lambda absence: absence.article)
        ],
        "details": [_detail(detail, withheld) for detail in claim.details],
    }


def _detail(detail: Detail, withheld: frozenset[str]) -> Record:
    return {
        "kind": detail.kind,
        "label": detail.label,
        "varies": detail.varies,
        "values": [
            {
                "text": _passage(value.text, value.mentions[0].sentence, withheld),
                "conflicts": value.conflicts,
                "mentions": [
                    {"sentence": mention.sentence, "start": mention.start, "end": mention.end}
                    for mention in value.mentions
                ],
            }
            for value in detail.values
        ],
    }


def _figure(figure: Figure, withheld: frozenset[str]) -> Record:
    return {
        "id": figure.id,
        "counted": figure.counted,
        "unit": figure.unit,
        "scope": figure.scope,
        "status": figure.status,
        "why": figure.why,
        "sum_of": list(figure.sum_of),
        "mentions": [_figure_mention(mention, withheld) for mention in figure.mentions],
    }


def _figure_mention(mention: FigureMention, withheld: frozenset[str]) -> Record:
    return {
        **_place(mention, withheld),
        "value": _number(mention.value),
        "low": _number(mention.low),
        "low_open": mention.low_open,
        "high": _number(mention.high),
        "high_open": mention.high_open,
        "bound": mention.bound,
        "unit": mention.unit,
        "counted": mention.counted,
        "scope": mention.scope,
        "as_of": _iso(mention.as_of),
        "as_of_basis": mention.as_of_basis,
        "period": shorten(mention.period) if mention.sentence in withheld else mention.period,
        "speaker": mention.speaker,
        "basis": mention.basis,
    }


def _quote(quote: Quote, withheld: frozenset[str]) -> Record:
    return {
        "id": quote.id,
        "speaker": quote.speaker,
        "mentions": [
            {
                **_place(mention, withheld),
                "speaker": mention.speaker,
                "cue": mention.cue,
                "kind": mention.kind,
                "relation": mention.relation,
                "basis": mention.basis,
            }
            for mention in quote.mentions
        ],
    }


def _usage(usage: Usage, withheld: frozenset[str]) -> Record:
    return {
        **_place(usage, withheld),
        "kind": usage.kind,
        "voice": usage.voice,
        "speaker": usage.speaker,
        "concept": usage.concept,
        "weight": usage.weight,
        "framing": usage.framing,
        "rule": usage.rule,
        "basis": usage.basis,
        "status": usage.status,
        "why": usage.why,
        "others": [
            {"article": _article_of(other.sentence), **_place(other, withheld)}
            for other in sorted(usage.others, key=lambda other: (_article_of(other.sentence), other.start, other.end))
        ],
        "not_mentioned": sorted(usage.not_mentioned),
    }


def _cue(cue: Cue, withheld: frozenset[str]) -> Record:
    return {
        **_place(cue, withheld),
        "verb": cue.verb,
        "speaker": cue.speaker,
        "speaker_start": cue.speaker_start,
        "speaker_end": cue.speaker_end,
    }


def _tension(tension: Tension, withheld: frozenset[str]) -> Record:
    return {
        "article": tension.article,
        "kind": tension.kind,
        "why": tension.why,
        "sentences": list(dict.fromkeys(mention.sentence for mention in tension.mentions)),
        "mentions": [_place(mention, withheld) for mention in tension.mentions],
    }


def _moment(moment: Moment, withheld: frozenset[str], comparison: Comparison) -> Record:
    """A moment; its label is cut like any passage where every sentence it can be from is withheld."""
    by_editor = {claim.title for claim in comparison.claims if claim.title_basis == "editor"}
    is_cut = moment.label not in by_editor and any(mention.sentence in withheld for mention in moment.mentions)
    return {
        "kind": moment.kind,
        "date": _iso(moment.first),
        "end": _iso(moment.last),
        "is_period": moment.is_period,
        "begins_by": _iso(moment.first_by),
        "ends_from": _iso(moment.last_from),
        "basis": None if moment.kind == "published" and moment.first is None else moment.basis,
        "label": shorten(moment.label) if is_cut else moment.label,
        "claim": moment.claim,
        "article": moment.article,
        "mentions": [_place(mention, withheld) for mention in moment.mentions],
    }


def _origin(origin: Origin, withheld: frozenset[str]) -> Record:
    return {
        "name": origin.name,
        "mentions": [_place(mention, withheld) for mention in origin.mentions],
        "relayed_by": sorted(origin.relayed_by),
    }


def _reuse(reuse: Reuse, withheld: frozenset[str]) -> Record:
    return {
        "a": reuse.a,
        "b": reuse.b,
        "share": _rounded(reuse.share),
        "evidence": [
            {
                "kind": evidence.kind,
                "text": evidence.text,
                "a": None if evidence.a is None else _place(evidence.a, withheld),
                "b": None if evidence.b is None else _place(evidence.b, withheld),
            }
            for evidence in reuse.evidence
        ],
    }


def _place(mention: Cue | Mention | FigureMention | QuoteMention | Usage, withheld: frozenset[str]) -> Record:
    """The keys that every mention begins with."""
    return {
        "sentence": mention.sentence,
        "start": mention.start,
        "end": mention.end,
        "text": _passage(mention.text, mention.sentence, withheld),
    }


def _passage(text: str, sentence: str, withheld: frozenset[str]) -> str | None:
    """The passage, or None where its sentence is withheld and it is too long to stand alone."""
    return text if sentence not in withheld or is_excerpt(text) else None


def _article_of(sentence: str) -> str:
    """The article's id in a sentence's id."""
    return sentence.rpartition(".")[0]


def _iso(day: object) -> str | None:
    """A date as `2024-01-18`."""
    return None if day is None else str(day)


def _rounded(value: float) -> float:
    """Four decimals: what is beyond them depends on the machine's arithmetic and would change the bytes."""
    return round(value, 4) + 0.0


def _number(value: float | None) -> float | int | None:
    """A number as a reader would write it: no `.0`, and no end where there is none."""
    if value is None or math.isinf(value):
        return None
    return int(value) if value == int(value) else value
