"""The arithmetic of `make evaluate` on figures, on answers small enough to count by hand, and the floors we promise."""

import json
from pathlib import Path
from typing import Any

import pytest
from evaluate.figures import FigureResult, figure_rows, wrong_figures
from evaluate.gold import OWN, ROOT, read_numbered, read_own
from evaluate.measure import Result, evaluate

from sitegen.model import AlignSettings

LEAST_NUMBERS = 19
"""Of the 19 numbers of the answers on the example story, found with value and bound."""
LEAST_SAME_F1 = 0.98
"""Of pairs of numbers of two articles that measure the same thing."""
LEAST_VERDICTS = 5
"""Of the 5 quantities of the answers that have a verdict."""
MOST_FALSE_CONFLICTS = 0
"""Conflicts that the site shows and the answers do not."""

STORY = """\
## ledger | Pier closed | 2031-05-02
ledger.0\tThe storm sank 40 boats in the harbour, and the repairs of the pier will cost over $300.
ledger.1\tThere were at least 30 gulls on the pier, including 10 grey gulls and 20 white gulls.
ledger.2\tA crowd of 700 sang.
## argus | Storm | 2031-05-02
argus.0\tThe storm sank 50 boats in the harbour, and the repairs of the pier will cost $313.89.
argus.1\tThere were dozens of gulls on the pier.
"""
FIGURES: list[dict[str, Any]] = [
    {
        "what": "boats sunk",
        "verdict": "agree",
        "mentions": [
            {"s": "ledger.0", "text": "40", "value": 40, "bound": None},
            {"s": "argus.0", "text": "50", "value": 50, "bound": "nearly"},
        ],
    },
    {
        "what": "repairs",
        "verdict": "compatible",
        "mentions": [
            {"s": "ledger.0", "text": "$300", "value": 300, "bound": "over"},
            {"s": "argus.0", "text": "$313.89", "value": 313.89, "bound": None},
        ],
    },
    {
        "what": "gulls",
        "parts": [3, 4],
        "mentions": [
            {"s": "ledger.1", "text": "at least 30", "value": 30, "bound": "at least"},
            {"s": "argus.1", "text": "dozens", "value": None, "bound": None},
        ],
    },
    {"what": "grey gulls", "mentions": [{"s": "ledger.1", "text": "10", "value": 10, "bound": None}]},
    {"what": "white gulls", "mentions": [{"s": "ledger.1", "text": "20", "value": 21, "bound": None}]},
    {"what": "storms", "mentions": [{"s": "argus.0", "text": "The storm", "value": 1, "bound": None}]},
]


def measure(folder: Path, figures: list[dict[str, Any]]) -> Result:
    (folder / "pier.txt").write_text(STORY, encoding="utf-8")
    answers = {"story": "pier", "pairs": [["ledger.0", "argus.0", "same"]], "figures": figures}
    (folder / "pier.json").write_text(json.dumps(answers), encoding="utf-8")
    return evaluate(read_numbered(folder / "pier.json"), AlignSettings())


@pytest.fixture
def pier(tmp_path: Path) -> FigureResult:
    return FigureResult(result=measure(tmp_path, FIGURES))


@pytest.fixture(scope="module")
def example() -> FigureResult:
    (path,) = OWN
    return FigureResult(result=evaluate(read_own(path, ROOT), AlignSettings()))


def test_numbers_count_with_their_value_and_with_their_bound(pier: FigureResult) -> None:
    # Of nine numbers `The storm` is none to us, and 20 is not 21; 50 is right and has no bound.
    assert (pier.numbers.right, pier.numbers.wanted) == (7, 9)
    assert len(pier.with_bound) == 6
    assert pier.numbers.found == 9  # the crowd of 700 is not in the answers


def test_pairs_are_of_two_articles(pier: FigureResult) -> None:
    assert (pier.same.right, pier.same.found, pier.same.wanted) == (3, 3, 3)


def test_a_verdict_that_is_not_ours_and_a_conflict_that_is_none_show(pier: FigureResult) -> None:
    assert pier.verdicts == (1, 2)
    assert pier.conflicts == (1, 1)
    lines = list(wrong_figures(pier.result))
    assert "pier: boats sunk is agree" in lines
    assert any("“50” and “40”" in line for line in lines)
    assert "pier: '50' of argus (boats sunk) is read as '50'" in lines
    assert "pier: 'The storm' of argus (storms) is read as 'nothing'" in lines


def test_a_total_counts_with_all_its_parts(pier: FigureResult, tmp_path: Path) -> None:
    assert pier.sums == (1, 1)
    wrong = [*FIGURES]
    wrong[2] = {**FIGURES[2], "parts": [3, 1]}
    assert FigureResult(result=measure(tmp_path, wrong)).sums == (0, 1)


def test_a_story_without_answers_on_figures_shows_only_what_was_found(tmp_path: Path) -> None:
    result = measure(tmp_path, [])
    *_, row = figure_rows([], [result])
    assert row == ["pier", "- (9)", "-", "-", "-/3/-", "-", "-", "-", "-", "-", "1 (-)"]


def test_a_number_that_is_not_in_its_sentence_is_refused(tmp_path: Path) -> None:
    lost: list[dict[str, Any]] = [
        {"what": "terns", "mentions": [{"s": "argus.1", "text": "12", "value": 12, "bound": None}]}
    ]
    with pytest.raises(ValueError, match=r"argus\.1 does not hold the number of 'terns'"):
        measure(tmp_path, lost)


def test_the_answers_on_the_example_are_numbers_of_its_articles(example: FigureResult) -> None:
    texts = [it.text for figure in example.result.gold.figures for it in figure.mentions]
    assert len(texts) == 19
    assert texts[:3] == ["some 2,500", "about 2,500", "2,500"]
    assert texts[-1] == "scores of drone and missile attacks"


def test_the_promised_floors_hold(example: FigureResult) -> None:
    assert len(example.with_bound) >= LEAST_NUMBERS
    assert example.same.f1 >= LEAST_SAME_F1
    assert example.verdicts >= (LEAST_VERDICTS, 5)
    assert example.sums == (1, 1)
    n_conflicts, n_false = example.conflicts
    assert n_conflicts == n_false == MOST_FALSE_CONFLICTS
