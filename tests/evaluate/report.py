"""The tables of `make evaluate`, as lines of plain text."""

from collections.abc import Iterable, Iterator, Sequence
from statistics import mean

from casefiles import read_cases
from msgspec.structs import replace

from evaluate.figures import figure_legend, figure_rows
from evaluate.gold import Gold, Unit
from evaluate.measure import Rates, Result, all_scores, evaluate
from sitegen.model import AlignSettings, Span
from sitegen.text.segment import split_sentences

_SWEPT = range(10, 29)
"""Hundredths of the score."""

_LEGEND = """\
matches      pairs of sentences that we match, by whatever relation, against the answers' same and partial pairs
gold same    share of the answers' same pairs that we match, by whatever relation
called same  pairs that we call the same against the answers' same pairs
claims       of the answers that are among the claims we show of two or more outlets (Jaccard >= .5)
boundaries   of sentences that are wrong, of those in the raw texts; - where the sentences are given"""


def story_table(own: Sequence[Result], others: Sequence[Result]) -> Iterator[str]:
    """A row for each story, the mean of `others`, which lie outside the project, and what the columns mean."""
    rows = [
        ["", "matches", "", "", "", "gold same", "called same", "", "", "", "claims", "", "boundaries"],
        ["story", "right/found/gold", "P", "R", "F1", "R", "right/found/gold", "P", "R", "F1", "found", "shown", ""],
        *map(_story_row, (*own, *others)),
    ]
    if others:
        same_matched = mean(result.same_matched.recall for result in others)
        rows.append(
            [
                f"mean of the last {len(others)}",
                *("", *_mean_rates([result.pairs for result in others]), _share(same_matched)),
                *("", *_mean_rates([result.same for result in others]), "", "", ""),
            ]
        )
    yield from _table(rows, n_left=1)
    yield ""
    yield from _LEGEND.splitlines()


def article_table(results: Iterable[Result]) -> Iterator[str]:
    """A row for each two articles of each story."""
    rows = [["story", "articles", "right/found/gold", "P", "R", "F1"]]
    for result in results:
        for (a, b), rates in result.by_articles.items():
            rows.append([result.gold.story.id, f"{a} - {b}", _counts(rates), *_rates(rates)])
    yield from _table(rows, n_left=2)


def figure_table(own: Sequence[Result], others: Sequence[Result]) -> Iterator[str]:
    """The figures of each story against its answers, and what the columns mean."""
    yield "Figures"
    yield from _table(list(figure_rows(own, others)), n_left=1)
    yield ""
    yield from figure_legend()


def golden_rules() -> tuple[int, int]:
    """How many of pySBD's Golden Rules of sentences hold, and how many there are."""
    cases = read_cases("golden_rules")
    ours = [[span.of(case.given) for span in split_sentences(case.given, Span(0, len(case.given)))] for case in cases]
    right = [found == case.expected.split("\n") for found, case in zip(ours, cases, strict=True)]
    return sum(right), len(right)


def wrong_pairs(result: Result) -> Iterator[str]:
    """Every false match and every missed pair with its text and score, the highest score first."""
    units = {unit.id: unit for unit in result.gold.units}
    scores = all_scores(result.gold)
    story = result.gold.story.id
    yield f"{story}: {len(result.false_matches)} false matches"
    for match in result.false_matches:
        yield from _pair(f"{match.score:.3f}  called {match.relation}", units[match.a], units[match.b])
    yield ""
    yield f"{story}: {len(result.missed)} missed pairs"
    for pair, label in sorted(result.missed, key=lambda row: (-scores.get(row[0], 0.0), row)):
        score = f"{scores[pair]:.3f}" if pair in scores else "nothing"
        yield from _pair(f"{score}  is {label}", units[pair[0]], units[pair[1]])
    if cuts := result.gold.cuts:
        yield from (f"{story}: no sentence begins where {name} does" for name in cuts.missed)
        yield from (f"{story}: a sentence begins inside another: {text}" for text in cuts.extra)


def sweep(golds: Sequence[Gold], settings: AlignSettings) -> Iterator[str]:
    """F1 of matches for a range of thresholds, each a comparison of its own; the given one has a star."""
    rows = [["match", *(gold.story.id for gold in golds), "mean"]]
    for threshold in sorted({*(hundredths / 100 for hundredths in _SWEPT), settings.match}):
        swept = replace(
            settings, uncertain=min(settings.uncertain, threshold), match=threshold, same=max(settings.same, threshold)
        )
        values = [evaluate(gold, swept).pairs.f1 for gold in golds]
        star = "*" if threshold == settings.match else " "
        rows.append([f"{threshold:.3f} {star}", *map(_share, values), _share(mean(values))])
    yield "F1 of matches, by the threshold from which two sentences match (* as shipped)"
    yield from _table(rows, n_left=1)


def _story_row(result: Result) -> list[str]:
    gold = result.gold
    return [
        gold.story.id,
        *(_counts(result.pairs), *_rates(result.pairs)),
        _share(result.same_matched.recall),
        *(_counts(result.same), *_rates(result.same)),
        f"{result.claims_found} of {len(gold.claims)}" if gold.claims else "-",
        str(len(result.shown_claims)),
        f"{len(gold.cuts.missed) + len(gold.cuts.extra)} of {gold.cuts.total}" if gold.cuts else "-",
    ]


def _mean_rates(all_rates: Sequence[Rates]) -> list[str]:
    return [
        _share(mean(rates.precision for rates in all_rates)),
        _share(mean(rates.recall for rates in all_rates)),
        _share(mean(rates.f1 for rates in all_rates)),
    ]


def _counts(rates: Rates) -> str:
    return f"{rates.right}/{rates.found}/{rates.wanted}"


def _rates(rates: Rates) -> list[str]:
    return [_share(value) for value in (rates.precision, rates.recall, rates.f1)]


def _share(value: float) -> str:
    return f"{value:.3f}"


def _pair(head: str, a: Unit, b: Unit) -> Iterator[str]:
    yield f"  {head}"
    for unit in (a, b):
        yield f"    {unit.id:6}  {' '.join(unit.text.split())}"


def _table(rows: Sequence[Sequence[str]], n_left: int) -> Iterator[str]:
    """The rows in columns, the first `n_left` of them flush left, the others flush right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.ljust(width) if index < n_left else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
