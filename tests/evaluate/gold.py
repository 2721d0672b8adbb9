"""Stories with hand-made answers, read into values.

Two layouts are read: the answers on this project's own articles (`tests/gold`, described there), and a folder of
stories of which each is a `<name>.txt` of numbered sentences with a `<name>.json` of answers. Pairs of sentences are
written `(a, b)` with `a` < `b`. Deliberately contains no judgement: `measure` holds the machine against these values.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from evaluate.figure_answers import FigureAnswer, read_figures
from evaluate.quote_answers import Answer, read_texts, read_utterances
from sitegen.content.load import load_site
from sitegen.model import Article, Decisions, Paragraph, Sentence, Span, Story
from sitegen.text.segment import segment

Pair = tuple[str, str]

ROOT = Path(__file__).parents[2]
OWN = tuple(sorted(path for path in (ROOT / "tests" / "gold").glob("*.json") if "." not in path.stem))
"""Answers on stories of this project's own content; those on quotes are beside them, in `<name>.quotes.json`."""

SAME = "same"
OPEN_SAME = "same?"
"""What one of two readers called the same and the other partial: right as a match, and no case for the relation."""
_LABELS = ("partial", OPEN_SAME, SAME)
"""From the loosest to the closest."""


class Unit(Struct, frozen=True, kw_only=True):
    """One sentence as the annotator divided the text."""

    id: str
    article: str
    part: str
    """`title` or `body`, as in `Sentence.part`."""
    span: Span
    """Where it lies in the title or the text of the article as it is compared."""
    text: str
    joins: bool = False
    """Whether it may as well go on the unit before it: the boundary is optional."""


class Cuts(Struct, frozen=True, kw_only=True):
    """Boundaries between sentences: where ours differ from the annotator's, and how many there are to find."""

    missed: tuple[str, ...]
    """Ids of the units whose beginning is no beginning of a sentence."""
    extra: tuple[str, ...]
    """Texts of the sentences that begin inside a unit."""
    total: int
    """How many there are to find, furniture and headlines included."""


class Gold(Struct, frozen=True, kw_only=True):
    """A story to be compared and the answers on it."""

    story: Story
    """Without an editor's decisions: the machine is measured."""
    units: tuple[Unit, ...]
    labels: Mapping[Pair, str]
    """`same`, `partial` or `same?` for each pair that should match."""
    ignored: frozenset[Pair]
    """Arguable pairs: neither right nor wrong."""
    claims: tuple[frozenset[str], ...] = ()
    """Groups of unit ids; empty where the annotator made none."""
    figures: tuple[FigureAnswer, ...] = ()
    """Quantities that outlets share; empty where the annotator looked for none or found none."""
    cuts: Cuts | None = None
    """None where the sentences are given."""
    given: Mapping[str, tuple[Sentence, ...]] | None = None
    """The sentences of each article, by its id, where they are not to be looked for in the text."""
    quotes: tuple[Answer, ...] = ()
    """What is quoted and paraphrased; empty where the annotator looked for none."""


def read_own(path: Path, root: Path) -> Gold:
    """The answers in `path` on a story of the site at `root`, its articles as loaded from `content/`.

    Sentences of the answers are offsets into the raw file that an article names as its seed. ValueError where a
    sentence is not in the article any more.
    """
    answers = json.loads(path.read_text(encoding="utf-8"))
    library = load_site(root)[1]
    stories = library.stories if library else ()
    story = next((story for story in stories if story.id == answers["story"]), None)
    if story is None:
        raise ValueError(f"{path}: the site has no story {answers['story']}")
    units: list[Unit] = []
    missed: list[str] = []
    extra: list[str] = []
    total = 0
    for article in story.articles:
        rows = [row for row in answers["sentences"] if row["article"] == article.id]
        raw = (root / (article.seed or "")).read_text(encoding="utf-8")
        units += _find_units(rows, raw, article)
        cuts = _compare_cuts(rows, raw, article.language)
        missed += cuts.missed
        extra += cuts.extra
        total += cuts.total
    gold = _make_gold(
        replace(story, decisions=Decisions()),
        units,
        answers,
        Cuts(missed=tuple(missed), extra=tuple(extra), total=total),
    )
    beside = path.with_suffix(".quotes.json")
    utterances = json.loads(beside.read_text(encoding="utf-8"))["quotes"] if beside.exists() else ()
    return replace(gold, quotes=read_utterances(utterances, units))


def read_folder(folder: Path) -> list[Gold]:
    """Every story of a folder that has a `<name>.json` and a `<name>.txt`, by name; ValueError where there is none.

    None is needed where the folder has answers on wording, which `rivals` reads.
    """
    found = [read_numbered(path) for path in sorted(folder.glob("*.json")) if path.with_suffix(".txt").exists()]
    if not found and not any(folder.glob("*.glossary.json")):
        raise ValueError(f"{folder}: no story, which would be a <name>.json with a <name>.txt beside it")
    return found


def read_numbered(path: Path) -> Gold:
    """A story of numbered sentences: the answers are in `path`, if it exists, the text in the `.txt` beside it.

    A line `## outlet | title | date` begins an article, a line `outlet.n`, tab, text is one of its sentences, which
    is taken as it is. Titles are numbered nowhere: they are compared like any headline, and no answer is about them.
    """
    articles: list[Article] = []
    units: list[Unit] = []
    for line in path.with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            outlet, rest = line.removeprefix("## ").split("|", 1)
            title, date = rest.rsplit("|", 1)
            name = outlet.strip()
            day = dt.date.fromisoformat(date.strip())
            articles.append(Article(id=name, outlet=name, text="", paragraphs=(), title=title.strip(), date=day))
        elif "\t" in line:
            name, text = (part.strip() for part in line.split("\t", 1))
            if text:
                start = len(articles[-1].text) + 2 if articles[-1].text else 0
                span = Span(start, start + len(text))
                units.append(Unit(id=name, article=articles[-1].id, part="body", span=span, text=text))
                articles[-1] = _with_paragraph(articles[-1], span, text)
    articles.sort(key=lambda article: article.id)
    given = {
        article.id: _take_sentences(article, [unit for unit in units if unit.article == article.id])
        for article in articles
    }
    story = Story(id=path.stem, title=path.stem, articles=tuple(articles))
    answers = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"pairs": ()}
    quotes = read_texts(answers.get("quotes", ()), units)
    return replace(_make_gold(story, units, answers), given=given, quotes=quotes)


def join_units(gold: Gold, sentences: Iterable[Sentence]) -> Gold:
    """The answers with two units made one where a sentence holds both and the boundary between them is optional.

    What is answered on either is answered on both: the closest label, else to be ignored.
    """
    into: dict[str, str] = {}
    units: list[Unit] = []
    for unit in gold.units:
        if unit.joins and any(covers(sentence, unit) and covers(sentence, units[-1]) for sentence in sentences):
            into[unit.id] = units[-1].id
            span = Span(units[-1].span.start, unit.span.end)
            units[-1] = replace(units[-1], span=span, text=f"{units[-1].text} {unit.text}")
        else:
            units.append(unit)

    def joined(pair: Pair) -> Pair:
        return ordered(*(into.get(name, name) for name in pair))

    labels: dict[Pair, str] = {}
    for label in _LABELS:
        labels |= {joined(pair): label for pair, given in gold.labels.items() if given == label}
    return replace(
        gold,
        units=tuple(units),
        labels=labels,
        ignored=frozenset(map(joined, gold.ignored)) - labels.keys(),
        claims=tuple(frozenset(into.get(name, name) for name in claim) for claim in gold.claims),
    )


def ordered(a: str, b: str) -> Pair:
    """The two ids as a pair."""
    return (a, b) if a < b else (b, a)


def covers(sentence: Sentence, unit: Unit) -> bool:
    """Whether a sentence is a unit, a piece of it or more than it; a stray mark of the next one counts for nothing."""
    if (sentence.article, sentence.part) != (unit.article, unit.part):
        return False
    common = min(sentence.span.end, unit.span.end) - max(sentence.span.start, unit.span.start)
    shorter = min(sentence.span.end - sentence.span.start, unit.span.end - unit.span.start)
    return common > 0 and 2 * common >= shorter


def _make_gold(story: Story, units: list[Unit], answers: Mapping[str, Any], cuts: Cuts | None = None) -> Gold:
    labels = {ordered(a, b): label for a, b, label in answers["pairs"]}
    ignored = frozenset(ordered(a, b) for a, b in answers.get("ignore", ()))
    claims = tuple(frozenset(claim["sentences"]) for claim in answers.get("claims", ()))
    named = {name for pair in (*labels, *ignored) for name in pair}.union(*claims)
    if unknown := sorted(named - {unit.id for unit in units}):
        raise ValueError(f"{story.id}: no such sentence: {', '.join(unknown)}")
    if strange := sorted(set(labels.values()) - set(_LABELS)):
        raise ValueError(f"{story.id}: no such label: {', '.join(strange)}")
    figures = read_figures(answers.get("figures", ()), units)
    return Gold(
        story=story, units=tuple(units), labels=labels, ignored=ignored, claims=claims, figures=figures, cuts=cuts
    )


def _with_paragraph(article: Article, span: Span, text: str) -> Article:
    paragraph = Paragraph(span=span, line=len(article.paragraphs) + 1)
    body = f"{article.text}\n\n{text}" if article.text else text
    return replace(article, text=body, paragraphs=(*article.paragraphs, paragraph))


def _take_sentences(article: Article, units: Iterable[Unit]) -> tuple[Sentence, ...]:
    """The headline and the units as sentences, each a paragraph."""
    spans = [(0, Span(0, len(article.title or "")), article.title or "")]
    spans += [(number, unit.span, unit.text) for number, unit in enumerate(units)]
    return tuple(
        Sentence(
            id=f"{article.id}.{number}",
            key=f"{article.id}:{number:06x}",
            article=article.id,
            part="body" if number else "title",
            paragraph=paragraph,
            span=span,
            text=text,
        )
        for number, (paragraph, span, text) in enumerate(spans)
    )


def _find_units(rows: Iterable[Mapping[str, Any]], raw: str, article: Article) -> list[Unit]:
    """The rows that are the article's text, found in it in their order whatever its white space."""
    units = []
    parts = {"title": article.title or "", "body": article.text}
    visible = {part: _visible(text) for part, text in parts.items()}
    after = {"title": 0, "body": 0}
    for row in rows:
        if row["kind"] == "furniture":
            continue
        part = "title" if row["kind"] == "title" else "body"
        letters = "".join(raw[row["start"] : row["end"]].split())
        at = "".join(parts[part].split()).find(letters, after[part])
        if at < 0:
            raise ValueError(f"{row['id']} is not in article {article.id}")
        after[part] = at + len(letters)
        span = Span(visible[part][at], visible[part][after[part] - 1] + 1)
        joins = row.get("boundary") == "optional"
        text = span.of(parts[part])
        units.append(Unit(id=row["id"], article=article.id, part=part, span=span, text=text, joins=joins))
    return units


def _visible(text: str) -> list[int]:
    """The offsets of what is not white space."""
    return [index for index, character in enumerate(text) if not character.isspace()]


def _compare_cuts(rows: list[Mapping[str, Any]], raw: str, language: str) -> Cuts:
    """The boundaries inside a raw file, line by line as it was found, furniture and all."""
    paragraphs = []
    start = 0
    for number, line in enumerate(raw.splitlines(keepends=True), start=1):
        if line.strip():
            paragraphs.append(Paragraph(span=Span(start, start + len(line.rstrip("\r\n"))), line=number))
        start += len(line)
    sentences = segment(Article(id="raw", outlet="raw", text=raw, paragraphs=tuple(paragraphs), language=language))
    ours = {sentence.span.start: sentence.text for sentence in sentences}
    wanted = {row["start"]: row["id"] for row in rows[1:] if row.get("boundary") != "optional"}
    allowed = {row["start"] for row in rows}
    # the importer drops a line that is not the article's text as a whole, in however many sentences it was
    furniture = [Span(row["start"], row["end"]) for row in rows if row["kind"] == "furniture"]
    allowed |= {start for start in ours if any(span.start < start < span.end for span in furniture)}
    return Cuts(
        missed=tuple(name for start, name in wanted.items() if start not in ours),
        extra=tuple(text for start, text in ours.items() if start not in allowed),
        total=len(wanted),
    )
