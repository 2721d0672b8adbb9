"""Rates of right and wrong on figures: what was found in a story against the answers on it.

The answers list what outlets share and not every number, so a mention that they lack is no mistake and only recall is
measured; a group of mentions that they lack is one. Deliberately contains no rule of what a figure is.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import combinations
from statistics import mean

from msgspec import Struct

from evaluate.figure_answers import NumberAnswer
from evaluate.measure import Rates, Result
from sitegen.model import Comparison, FigureMention

Place = tuple[str, str, int, int]
"""Article, part, start and end of a number."""

_CLOSE = 1e-9

_LEGEND = """\
numbers      numbers of the answers that we find with their value; all that we find; vague ones count as such
bounds       of the numbers of the answers that we find with value and bound
same         pairs of numbers of two articles that we give as one quantity against the answers' pairs
verdicts     quantities of the answers whose status is ours
sums         totals of the answers whose parts we name
conflicts    quantities on which we see a conflict, and those of them that are none in the answers"""


class FigureResult(Struct, frozen=True, kw_only=True, dict=True):
    """The figures of one story held against its answers."""

    result: Result

    @cached_property
    def place_of(self) -> dict[Place, FigureMention]:
        """Every mention by where it stands in its article."""
        return _places(self.result.comparison)

    @cached_property
    def found(self) -> dict[NumberAnswer, Place]:
        """Where we find the numbers of the answers, whatever value we read."""
        return {
            answer: place
            for answer in self._answers
            for place in self.place_of
            if place[:2] == (answer.article, answer.part)
            and place[2] < answer.span.end
            and answer.span.start < place[3]
        }

    @cached_property
    def with_value(self) -> tuple[NumberAnswer, ...]:
        """Numbers of the answers that we find with their value."""
        return tuple(
            answer
            for answer in self._answers
            if answer in self.found and _same_value(answer.value, self.place_of[self.found[answer]].value)
        )

    @cached_property
    def with_bound(self) -> tuple[NumberAnswer, ...]:
        """Numbers of the answers that we find with their value and their bound."""
        return tuple(answer for answer in self.with_value if answer.bound == self.place_of[self.found[answer]].bound)

    @cached_property
    def numbers(self) -> Rates:
        """Numbers of the answers found with their value: only the recall means something."""
        return Rates(right=len(self.with_value), found=len(self.place_of), wanted=len(self._answers))

    @cached_property
    def same(self) -> Rates:
        """Pairs of numbers of two articles in one figure, against the answers' pairs."""
        ours: set[tuple[Place, Place]] = set()
        for figure in self.result.comparison.figures:
            members = [place for place, mention in self.place_of.items() if mention in figure.mentions]
            ours |= _pairs(members)
        wanted: set[tuple[Place, Place]] = set()
        for answer in self.result.gold.figures:
            wanted |= _pairs([self.found.get(it) or _place(it) for it in answer.mentions])
        return Rates(right=len(ours & wanted), found=len(ours), wanted=len(wanted))

    @cached_property
    def verdicts(self) -> tuple[int, int]:
        """How many quantities of the answers have our status, and how many have one."""
        judged = [answer for answer in self.result.gold.figures if answer.verdict]
        return sum(self._status(answer.mentions) == answer.verdict for answer in judged), len(judged)

    @cached_property
    def sums(self) -> tuple[int, int]:
        """How many totals of the answers have the parts that the answers name, and how many there are."""
        answers = self.result.gold.figures
        totals = [answer for answer in answers if answer.parts]
        right = 0
        for total in totals:
            ours = self._figure_with(total.mentions)
            parts = {self._figure_with(answers[index].mentions) for index in total.parts}
            right += ours is not None and None not in parts and parts == set(self._parts_of(ours))
        return right, len(totals)

    @cached_property
    def conflicts(self) -> tuple[int, int | None]:
        """How many conflicts we see and how many of them the answers lack; None where they give no verdicts."""
        ours = [figure for figure in self.result.comparison.figures if figure.status == "conflict"]
        answers = self.result.gold.figures
        if not any(answer.verdict for answer in answers):
            return len(ours), None
        real = {self._figure_with(answer.mentions) for answer in answers if answer.verdict == "conflict"}
        return len(ours), sum(figure.id not in real for figure in ours)

    @property
    def _answers(self) -> list[NumberAnswer]:
        return [mention for answer in self.result.gold.figures for mention in answer.mentions]

    def _figure_with(self, answers: Iterable[NumberAnswer]) -> str | None:
        """The id of our figure that holds most of the numbers; None where none holds more than half of them."""
        places = [self.found.get(answer) for answer in answers]
        mentions = [self.place_of[place] for place in places if place]
        for figure in self.result.comparison.figures:
            if 2 * sum(mention in figure.mentions for mention in mentions) > len(places):
                return figure.id
        return None

    def _status(self, answers: Iterable[NumberAnswer]) -> str | None:
        name = self._figure_with(answers)
        return next((figure.status for figure in self.result.comparison.figures if figure.id == name), None)

    def _parts_of(self, name: str) -> tuple[str, ...]:
        return next(figure.sum_of for figure in self.result.comparison.figures if figure.id == name)


def figure_rows(own: Sequence[Result], others: Sequence[Result]) -> Iterator[list[str]]:
    """The rows of the table of figures: one for each story whose answers have any, and the mean of `others`."""
    yield ["", "numbers", "", "bounds", "same", "", "", "", "verdicts", "sums", "conflicts"]
    yield ["story", "right/gold (found)", "R", "R", "right/found/gold", "P", "R", "F1", "", "", "(false)"]
    for result in (*own, *others):
        yield _row(FigureResult(result=result))
    measured = [FigureResult(result=result) for result in others if result.gold.figures]
    if len(measured) > 1:
        yield [
            f"mean of the {len(measured)} further with figures",
            "",
            _share(mean(it.numbers.recall for it in measured)),
            _share(mean(_bound_recall(it) for it in measured)),
            "",
            *(_share(mean(getattr(it.same, name) for it in measured)) for name in ("precision", "recall", "f1")),
            *("", "", ""),
        ]


def figure_legend() -> list[str]:
    """What the columns mean."""
    return _LEGEND.splitlines()


def wrong_figures(result: Result) -> Iterator[str]:
    """Numbers of the answers that we miss or misread, and the quantities on which we see a conflict."""
    measured = FigureResult(result=result)
    story = result.gold.story.id
    for answer in result.gold.figures:
        for it in answer.mentions:
            if it not in measured.with_bound:
                place = measured.found.get(it)
                ours = measured.place_of[place].text if place else "nothing"
                yield f"{story}: {it.text!r} of {it.article} ({answer.what}) is read as {ours!r}"
        if answer.verdict and measured._status(answer.mentions) != answer.verdict:  # noqa: SLF001 - its own module
            yield f"{story}: {answer.what} is {answer.verdict}"
    for figure in result.comparison.figures:
        if figure.status == "conflict":
            yield f"{story}: {figure.counted or figure.unit or figure.id}: {figure.why}"


def _row(measured: FigureResult) -> list[str]:
    numbers, same = measured.numbers, measured.same
    n_conflicts, n_false = measured.conflicts
    shown = f"{n_conflicts} ({'-' if n_false is None else n_false})"
    name = measured.result.gold.story.id
    if not measured.result.gold.figures:
        return [name, f"- ({numbers.found})", "-", "-", f"-/{same.found}/-", *("-",) * 5, shown]
    return [
        name,
        f"{numbers.right}/{numbers.wanted} ({numbers.found})",
        _share(numbers.recall),
        _share(_bound_recall(measured)),
        f"{same.right}/{same.found}/{same.wanted}",
        *map(_share, (same.precision, same.recall, same.f1)),
        _of(measured.verdicts),
        _of(measured.sums),
        shown,
    ]


def _bound_recall(measured: FigureResult) -> float:
    return len(measured.with_bound) / measured.numbers.wanted if measured.numbers.wanted else 0.0


def _of(counts: tuple[int, int]) -> str:
    return f"{counts[0]} of {counts[1]}" if counts[1] else "-"


def _share(value: float) -> str:
    return f"{value:.3f}"


def _same_value(wanted: float | None, ours: float | None) -> bool:
    if wanted is None or ours is None:
        return wanted is ours
    return abs(wanted - ours) <= _CLOSE * max(1.0, abs(wanted))


def _places(comparison: Comparison) -> dict[Place, FigureMention]:
    sentences = {sentence.id: sentence for sentence in comparison.sentences}
    return {
        (it.article, it.part, it.span.start + mention.start, it.span.start + mention.end): mention
        for figure in comparison.figures
        for mention in figure.mentions
        for it in (sentences[mention.sentence],)
    }


def _place(answer: NumberAnswer) -> Place:
    return (answer.article, answer.part, answer.span.start, answer.span.end)


def _pairs(places: Sequence[Place]) -> set[tuple[Place, Place]]:
    """Every two of different articles."""
    return {(a, b) if a < b else (b, a) for a, b in combinations(places, 2) if a[0] != b[0]}
