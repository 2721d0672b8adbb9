"""Suggested rivals against hand-made answers: whether what another article calls the same thing is among the first.

Every distinct wording of a concept in one article is a question to each other article that has the concept. An answer
is right where it shares half of the shorter, or more, with a place of that concept. Two rankings that know nothing are
measured on the same questions: phrases drawn at random, and by the likeness of their letters alone.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from math import comb
from pathlib import Path

from msgspec import Struct

from evaluate.glossary import WordingAnswer, read_wordings
from evaluate.gold import ROOT, read_numbered
from evaluate.measure import Result, evaluate
from sitegen.compare.named_things import NamedThing, NamedThings, read_named_things, read_passage
from sitegen.compare.rivals import FLOOR, rank_rivals
from sitegen.model import AlignSettings, Comparison, Span
from sitegen.text.forms import derive_forms
from sitegen.text.words import split_words

DEPTHS = (1, 3, 5)
"""Among how many first suggestions the right one may be."""
_NEVER = 1_000

Place = tuple[str, Span]
"""Sentence id, and a span in the sentence."""


class Question(Struct, frozen=True, kw_only=True):
    """One wording asked of one other article, and what came of it; a rank is 1 for the first suggestion."""

    concept: str
    wording: str
    article: str
    is_hard: bool
    """Whether no phrase of the other article has the wording's head."""
    n_phrases: int
    n_right: int
    """Of the article's phrases."""
    n_places: int
    """Of the concept in the article; where there is none, nothing would be right to suggest."""
    rank: int
    rank_by_letters: int
    is_answered: bool
    """Whether a suggestion reaches the floor."""
    first: str


class RivalResult(Struct, frozen=True, kw_only=True, dict=True):
    """The suggestions on one story, held against the answers."""

    story: str
    questions: tuple[Question, ...]

    @cached_property
    def answerable(self) -> tuple[Question, ...]:
        """Those to articles that have the concept."""
        return tuple(question for question in self.questions if question.n_places)

    @cached_property
    def hard(self) -> tuple[Question, ...]:
        """Those of them without the same head to be found."""
        return tuple(question for question in self.answerable if question.is_hard)


def rival_results(results: Iterable[Result], folder: Path | None = None) -> list[RivalResult]:
    """What is suggested on each story with answers on its wording: those of this project, and those of `folder`.

    In a folder a `<story>.glossary.json` is enough beside the `<story>.txt`. ValueError where an answer is not in its
    article any more.
    """
    known = {result.gold.story.id: result.comparison for result in results}
    own = ROOT / "tests" / "gold"
    found = []
    for path in (*sorted(own.glob("*.glossary.json")), *(sorted(folder.glob("*.glossary.json")) if folder else ())):
        name = path.name.removesuffix(".glossary.json")
        comparison = known.get(name)
        if comparison is None and path.with_name(f"{name}.txt").exists():
            comparison = evaluate(read_numbered(path.with_name(f"{name}.json")), AlignSettings()).comparison
        if comparison is not None:
            found.append(evaluate_rivals(comparison, path))
    return found


def evaluate_rivals(comparison: Comparison, path: Path) -> RivalResult:
    """Ask for every wording that the answers in `path` have."""
    forms = derive_forms(sentence.text for sentence in comparison.sentences)
    words = {sentence.id: split_words(sentence.text, forms) for sentence in comparison.sentences}
    story = read_named_things(comparison.sentences, words, comparison.matches, comparison.claims)
    answers = tuple(read_wordings(path, comparison.story.articles, comparison.sentences))
    return RivalResult(story=comparison.story.id, questions=tuple(_ask(story, answers)))


def share(questions: Sequence[Question], is_right: Callable[[Question], float]) -> float:
    """Mean over questions; 0 of none."""
    return sum(map(is_right, questions)) / len(questions) if questions else 0.0


def by_rank(depth: int) -> Callable[[Question], float]:
    """Whether a right phrase is among the first."""
    return lambda question: question.rank <= depth


def by_letters(depth: int) -> Callable[[Question], float]:
    """The same where letters alone rank the phrases."""
    return lambda question: question.rank_by_letters <= depth


def at_random(depth: int) -> Callable[[Question], float]:
    """The chance that one of so many phrases drawn at random is right."""
    return lambda question: chance(question.n_phrases, question.n_right, depth)


def chance(n_phrases: int, n_right: int, depth: int) -> float:
    """The chance that a right one is among `depth` drawn of `n_phrases`."""
    drawn = min(depth, n_phrases)
    return 1 - comb(n_phrases - n_right, drawn) / comb(n_phrases, drawn)


def rival_table(results: Iterable[RivalResult]) -> list[str]:
    """Rows for each story with answers on its wording, and what the columns mean; empty where none has any."""
    rows = []
    for result in results:
        answerable, hard = result.answerable, result.hard
        rows += [
            _row(result.story, "at random", answerable, at_random),
            _row("", "by letters", answerable, by_letters),
            _row("", "as suggested", answerable, by_rank),
            _row("", "hard, by letters", hard, by_letters),
            _row("", "hard, as suggested", hard, by_rank),
            *_floor_rows(result),
        ]
    if not rows:
        return []
    return [
        "Suggested rivals",
        f"{'story':24}{'ranking':20}{'asked':>7}" + "".join(f"{f'@{depth}':>7}" for depth in DEPTHS),
        *rows,
        "",
        "asked    distinct wordings of a concept in one article, asked of each other article that has the concept",
        "@k       share with a place of the concept among the first k phrases, each wording once, whatever their score",
        "hard     no phrase of the other article has the same head noun",
        f"floor    no phrase below a score of {FLOOR:g} is suggested; silence is told as “perhaps not mentioned”",
    ]


def missed_rivals(results: Iterable[RivalResult]) -> Iterator[str]:
    """Every question without a right phrase among the first three, with the first suggestion."""
    for result in results:
        missed = [question for question in result.answerable if question.rank > DEPTHS[1]]
        yield f"{result.story}: {len(missed)} wordings without a right rival among the first {DEPTHS[1]}"
        for question in missed:
            yield f"  {question.concept:28} {question.wording:40} {question.article:12} {question.first}"


def _row(
    story: str, ranking: str, questions: Sequence[Question], rule: Callable[[int], Callable[[Question], float]]
) -> str:
    shares = "".join(f"{share(questions, rule(depth)):7.3f}" for depth in DEPTHS)
    return f"{story:24}{ranking:20}{len(questions):7}{shares}"


def _floor_rows(result: RivalResult) -> Iterator[str]:
    answered = [question for question in result.answerable if question.is_answered]
    absent = [question for question in result.questions if question not in result.answerable]
    silent = [question for question in absent if not question.is_answered]
    right = share(answered, by_rank(1))
    yield f"{'':24}with the floor: {len(answered)} of {len(result.answerable)} answered, first right {right:.3f};"
    yield f"{'':24}  {len(silent)} of {len(absent)} met with silence where the article does not have the concept"


def _ask(story: NamedThings, answers: Sequence[WordingAnswer]) -> Iterator[Question]:
    concepts = sorted({concept for answer in answers for concept in answer.concepts})
    for concept in concepts:
        places: dict[str, list[Place]] = {article: [] for article in story.by_article}
        asked: dict[tuple[str, str], WordingAnswer] = {}
        for answer in answers:
            if concept in answer.concepts:
                places[answer.sentence.article].append((answer.sentence.id, answer.span))
                asked.setdefault((answer.sentence.article, _plain(answer.text)), answer)
        for answer in asked.values():
            thing = read_passage(story, answer.sentence.id, answer.span)
            # more than there are: so that every phrase has a rank
            ranked = rank_rivals(story, answer.sentence.id, answer.span, most=_NEVER, floor=-1.0)
            for found in ranked:
                things = story.by_article[found.article]
                right = places[found.article]
                rivals = [(it.mention.sentence, Span(it.mention.start, it.mention.end)) for it in found.rivals]
                yield Question(
                    concept=concept,
                    wording=answer.text,
                    article=found.article,
                    is_hard=all(other.head != thing.head for other in things),
                    n_phrases=len(things),
                    n_right=sum(_is_right((other.sentence.id, other.span), right) for other in things),
                    n_places=len(right),
                    rank=_rank(rivals, right),
                    rank_by_letters=_rank(_order_by_letters(thing, things), right),
                    is_answered=bool(found.rivals) and found.rivals[0].score >= FLOOR,
                    first=found.rivals[0].mention.text if found.rivals else "",
                )


def _plain(text: str) -> str:
    words = text.casefold().split()
    return " ".join(words[1:] if words[0] in ("the", "a", "an") and len(words) > 1 else words)


def _rank(ranked: Iterable[Place], right: Sequence[Place]) -> int:
    return next((number for number, place in enumerate(ranked, start=1) if _is_right(place, right)), _NEVER)


def _is_right(place: Place, right: Iterable[Place]) -> bool:
    sentence, span = place
    for other, answer in right:
        common = min(span.end, answer.end) - max(span.start, answer.start)
        if sentence == other and 2 * common >= min(span.end - span.start, answer.end - answer.start):
            return True
    return False


def _order_by_letters(thing: NamedThing, things: Sequence[NamedThing]) -> list[Place]:
    """The phrases by the likeness of their letters, each wording once and none inside another."""

    def likeness(other: NamedThing) -> float:
        return 2 * len(thing.letters & other.letters) / max(1, len(thing.letters) + len(other.letters))

    taken: list[NamedThing] = []
    for other in sorted(things, key=lambda it: (-likeness(it), it.sentence.span, it.span)):
        if len(taken) == max(DEPTHS):
            break
        if not any(it.wording == other.wording or _overlap(it, other) for it in taken):
            taken.append(other)
    return [(other.sentence.id, other.span) for other in taken]


def _overlap(one: NamedThing, other: NamedThing) -> bool:
    return one.sentence.id == other.sentence.id and one.span.start < other.span.end and other.span.start < one.span.end
