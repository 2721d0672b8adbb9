"""The committed glossary against hand-made answers: which wordings stand where, and whose words they are.

The answers are offsets into the article as it is compared. Terms have a concept, a voice and a strength; mentions are
further places at which a referent is named, any of several concepts where the answers do not tell which. Patterns and
answers have one author, so the rates on finding guard against a step back and promise nothing for another story.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

from msgspec import Struct

from evaluate.gold import ROOT
from evaluate.measure import Rates, Result
from sitegen.compare.concepts import ConceptUsage, find_concept_usages
from sitegen.compare.voice import find_voices, whose_words
from sitegen.content.load import load_site
from sitegen.model import Article, Concept, Sentence, Span, Usage
from sitegen.model.findings import UsageRule

VOICES = ("outlet", "attributed", "quoted", "fragment")
_MARKS = "“”\"'‘’"


class WordingAnswer(Struct, frozen=True, kw_only=True):
    """One place at which a referent is named."""

    concepts: frozenset[str]
    sentence: Sentence
    span: Span
    """In the sentence, without quotation marks around it."""
    voice: str | None
    """None for a mention."""
    strength: int = 0
    """0 plain to 3 strongly loaded, as the answers have it; 0 for a mention."""

    @property
    def text(self) -> str:
        """The words."""
        return self.span.of(self.sentence.text)


class GlossaryResult(Struct, frozen=True, kw_only=True, dict=True):
    """The glossary on one story, held against the answers."""

    story: str
    answers: tuple[WordingAnswer, ...]
    usages: tuple[ConceptUsage, ...]
    voices: tuple[str, ...]
    """Of each answer with a voice, in their order."""
    by_rule: tuple[Usage, ...] = ()
    """What rules pick out where there is no concept."""

    @cached_property
    def wrong(self) -> tuple[ConceptUsage, ...]:
        """Usages where the answers have no place of that concept."""
        return tuple(usage for usage in self.usages if not any(_agree(usage, answer) for answer in self.answers))

    @cached_property
    def missed(self) -> tuple[WordingAnswer, ...]:
        """Places of a concept without a usage of it."""
        return tuple(answer for answer in self.answers if not any(_agree(usage, answer) for usage in self.usages))

    @property
    def found(self) -> tuple[Rates, Rates]:
        """Usages that are right, and answers that are found: the first gives the precision, the second the recall."""
        n_right, n_found = len(self.usages) - len(self.wrong), len(self.answers) - len(self.missed)
        return (
            Rates(right=n_right, found=len(self.usages), wanted=n_right),
            Rates(right=n_found, found=n_found, wanted=len(self.answers)),
        )

    @cached_property
    def rules(self) -> Mapping[UsageRule, Rates]:
        """Findings of each rule that overlap a term of the answers which is no plain one, and all of them."""
        rates: dict[UsageRule, Rates] = {}
        for rule in get_args(UsageRule):
            found = [usage for usage in self.by_rule if usage.rule == rule]
            n_right = sum(self.is_term(usage) for usage in found)
            rates[rule] = Rates(right=n_right, found=len(found), wanted=n_right)
        return rates

    def is_term(self, usage: Usage) -> bool:
        """Whether the answers have a term there that is more than a plain wording."""
        return any(
            answer.strength
            and answer.sentence.id == usage.sentence
            and answer.span.start < usage.end
            and usage.start < answer.span.end
            for answer in self.answers
        )

    @cached_property
    def confusion(self) -> Mapping[tuple[str, str], int]:
        """(voice of the answers, our voice) -> how often."""
        terms = [answer.voice or "" for answer in self.answers if answer.voice]
        return Counter(zip(terms, self.voices, strict=True))

    @property
    def voice_share(self) -> float:
        """Share of the terms whose voice is told rightly, of four."""
        right = sum(n for (wanted, ours), n in self.confusion.items() if wanted == ours)
        return right / len(self.voices) if self.voices else 0.0

    @property
    def is_outlet_share(self) -> float:
        """Share of the terms of which it is told rightly whether the outlet alone answers for them."""
        right = sum(n for (wanted, ours), n in self.confusion.items() if (wanted == "outlet") == (ours == "outlet"))
        return right / len(self.voices) if self.voices else 0.0


def evaluate_glossary(result: Result, concepts: Sequence[Concept], path: Path) -> GlossaryResult:
    """Hold the concepts' usages in the story of `result` against the answers in `path`.

    ValueError where an answer is not in its article any more.
    """
    comparison = result.comparison
    answers = tuple(read_wordings(path, comparison.story.articles, comparison.sentences))
    spoken = [mention for quote in comparison.quotes for mention in quote.mentions]
    known = find_voices(comparison.story.articles, comparison.sentences, spoken)
    return GlossaryResult(
        story=comparison.story.id,
        answers=answers,
        usages=find_concept_usages(concepts, comparison.sentences),
        voices=tuple(whose_words(known, answer.sentence, answer.span).voice for answer in answers if answer.voice),
        by_rule=tuple(usage for usage in comparison.usages if usage.rule),
    )


def read_wordings(path: Path, articles: Iterable[Article], sentences: Iterable[Sentence]) -> Iterator[WordingAnswer]:
    """The answers in `path`: terms first; a mention with the span of a term of its concept is left out."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    texts = {article.id: {"title": article.title or "", "body": article.text} for article in articles}
    known = list(sentences)
    seen: set[tuple[str, str, int, int]] = set()
    for row in rows["terms"]:
        seen.add((row["concept"], row["article"], row["start"], row["end"]))
        yield _answer(row, frozenset({row["concept"]}), row["voice"], texts, known)
    for row in rows["mentions"]:
        if not any((concept, row["article"], row["start"], row["end"]) in seen for concept in row["concepts"]):
            yield _answer(row, frozenset(row["concepts"]), None, texts, known)


def glossary_table(results: Sequence[Result]) -> list[str]:
    """A row for each story with answers on its wording, and what the columns mean; empty where none has any."""
    rows = []
    for result in own_glossaries(results):
        right, found = result.found
        rows.append(
            f"{result.story:24}{right.right:5} of {right.found:<4}{right.precision:7.3f}"
            f"{found.right:7} of {found.wanted:<4}{found.recall:7.3f}"
            f"{result.voice_share:9.3f}{result.is_outlet_share:9.3f}"
        )
    if not rows:
        return []
    return [
        "Glossary",
        f"{'story':24}{'usages right':>13}{'P':>7}{'answers found':>15}{'R':>7}{'voice':>9}{'outlet':>9}",
        *rows,
        "",
        "usages   places that the committed concepts find, right where the answers have the concept there",
        "answers  places that the answers name, found where a usage of the concept overlaps by half of the shorter",
        "voice    of the answers' terms with the right one of outlet, attributed, quoted, fragment",
        "outlet   of the answers' terms rightly told to be the outlet's own or not",
        "Patterns and answers have one author: the first two guard against a step back and promise nothing.",
        "",
        f"{'found by rule':24}{'listed':>18}{'differs':>18}{'fragment':>18}",
        *(_rule_row(result) for result in own_glossaries(results)),
        "",
        "listed   words that are flagged by themselves; differs: words flagged where others write something else",
        "fragment one to four quoted words; all right where they overlap a term of the answers that is no plain one",
    ]


def _rule_row(result: GlossaryResult) -> str:
    rates = (result.rules[rule] for rule in ("listed", "differs", "fragment"))
    return f"{result.story:24}" + "".join(f"{r.right:5} of {r.found:<3}{r.precision:7.3f}" for r in rates)


def wrong_wordings(results: Iterable[Result]) -> Iterator[str]:
    """Every usage that is wrong, every answer that is missed and every voice that is mistaken, with its words."""
    for result in own_glossaries(results):
        yield f"{result.story}: {len(result.wrong)} usages that the answers do not have"
        for usage in result.wrong:
            yield f"  {usage.concept.id:28} {usage.sentence.id:15} {usage.span.of(usage.sentence.text)}"
        yield f"{result.story}: {len(result.missed)} answers that no concept finds"
        for answer in result.missed:
            yield f"  {'/'.join(sorted(answer.concepts)):28} {answer.sentence.id:15} {answer.text}"
        terms = [answer for answer in result.answers if answer.voice]
        mistaken = [(answer, ours) for answer, ours in zip(terms, result.voices, strict=True) if ours != answer.voice]
        unlisted = [found for found in result.by_rule if not result.is_term(found)]
        yield f"{result.story}: {len(unlisted)} findings of rules that the answers do not have"
        for found in unlisted:
            yield f"  {found.rule or '':28} {found.sentence:15} {found.text}"
        yield f"{result.story}: {len(mistaken)} voices mistaken"
        for answer, ours in mistaken:
            yield f"  {answer.voice} taken for {ours:11} {answer.sentence.id:15} {answer.text}"


def own_glossaries(results: Iterable[Result]) -> Iterator[GlossaryResult]:
    """The glossary of this project's own content on each story that has answers on its wording."""
    library = load_site(ROOT)[1]
    for result in results:
        path = ROOT / "tests" / "gold" / f"{result.gold.story.id}.glossary.json"
        if path.exists():
            yield evaluate_glossary(result, library.concepts if library else (), path)


def _answer(
    row: Mapping[str, Any],
    concepts: frozenset[str],
    voice: str | None,
    texts: Mapping[str, Mapping[str, str]],
    sentences: Iterable[Sentence],
) -> WordingAnswer:
    words = texts[row["article"]][row["part"]][row["start"] : row["end"]]
    if not words.startswith(row["opens"]):
        raise ValueError(f"{row['article']} has other words at {row['start']} than {row['opens']}")
    start = row["start"] + len(words) - len(words.lstrip(_MARKS))
    end = row["end"] - (len(words) - len(words.rstrip(_MARKS)))
    sentence = next(
        (
            one
            for one in sentences
            if (one.article, one.part) == (row["article"], row["part"]) and one.span.start <= start < one.span.end
        ),
        None,
    )
    if sentence is None:
        raise ValueError(f"no sentence of {row['article']} holds {row['start']}")
    span = Span(start - sentence.span.start, min(end, sentence.span.end) - sentence.span.start)
    return WordingAnswer(concepts=concepts, sentence=sentence, span=span, voice=voice, strength=row.get("strength", 0))


def _agree(usage: ConceptUsage, answer: WordingAnswer) -> bool:
    """Whether both name one referent at one place: they share half of the shorter, or more."""
    if usage.sentence.id != answer.sentence.id or usage.concept.id not in answer.concepts:
        return False
    common = min(usage.span.end, answer.span.end) - max(usage.span.start, answer.span.start)
    shorter = min(usage.span.end - usage.span.start, answer.span.end - answer.span.start)
    return 2 * common >= shorter
