"""Suggested rivals on the example against hand-made answers, and the arithmetic of the measure."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from evaluate.__main__ import main
from evaluate.gold import OWN, ROOT, read_own
from evaluate.measure import Result, evaluate
from evaluate.rivals import (
    RivalResult,
    at_random,
    by_letters,
    by_rank,
    chance,
    missed_rivals,
    rival_results,
    rival_table,
    share,
)

from sitegen.model import AlignSettings

LEAST_AMONG_THREE = 0.78
"""Share of the wordings of the example whose rival is among the first three: .05 below what was measured."""
LEAST_HARD_AMONG_THREE = 0.64
"""The same where the other article never has the head noun."""

STORY = """\
## ledger | Pier | 2031-05-02
ledger.0\tA savage raid closed the pier.
ledger.1\tThe brass band will play elsewhere.
## argus | Pier | 2031-05-03
argus.0\tThe attack damaged eight windows of the pier.
## herald | Prize | 2031-05-03
herald.0\tA brass band has won.
"""


@pytest.fixture(scope="module")
def example() -> RivalResult:
    results: list[Result] = [evaluate(read_own(path, ROOT), AlignSettings()) for path in OWN]
    (found,) = rival_results(results)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pier.txt").write_text(STORY, encoding="utf-8")
    places = [("raid", "ledger", 2, 13, "savage"), ("raid", "argus", 0, 10, "The")]
    terms = [
        {"concept": concept, "article": article, "part": "body", "start": start, "end": end, "opens": opens}
        | {"kind": "act", "voice": "outlet", "strength": 0}
        for concept, article, start, end, opens in places
    ]
    answers = {"story": "pier", "terms": terms, "mentions": []}
    (tmp_path / "pier.glossary.json").write_text(json.dumps(answers), encoding="utf-8")
    return tmp_path


def test_the_right_rival_of_the_example_is_among_the_first(example: RivalResult) -> None:
    assert share(example.answerable, by_rank(3)) >= LEAST_AMONG_THREE
    assert share(example.hard, by_rank(3)) >= LEAST_HARD_AMONG_THREE


def test_suggestions_beat_letters_and_chance(example: RivalResult) -> None:
    for depth in (1, 3, 5):
        suggested = share(example.answerable, by_rank(depth))
        assert suggested > share(example.answerable, by_letters(depth)) + 0.05
        assert share(example.answerable, by_letters(depth)) > share(example.answerable, at_random(depth))


def test_the_floor_silences_articles_without_the_thing_more_often_than_others(example: RivalResult) -> None:
    absent = [question for question in example.questions if not question.n_places]
    answered = share(example.answerable, lambda question: question.is_answered)
    assert answered >= 0.9
    assert share(absent, lambda question: question.is_answered) < answered - 0.2


def test_what_is_missed_is_listed(example: RivalResult) -> None:
    lines = list(missed_rivals([example]))
    missed = round((1 - share(example.answerable, by_rank(3))) * len(example.answerable))
    assert len(lines) == 1 + missed


def test_a_folder_needs_no_answers_but_those_on_wording(folder: Path) -> None:
    (result,) = rival_results([], folder)
    assert result.story == "pier"
    assert [(one.wording, one.article, one.n_places) for one in result.questions] == [
        ("savage raid", "argus", 1),
        ("savage raid", "herald", 0),
        ("The attack", "herald", 0),
        ("The attack", "ledger", 1),
    ]
    assert [one.rank for one in result.answerable] == [1, 1]
    assert [one.is_answered for one in result.questions] == [True, False, False, True]
    assert f"{'':24}{'as suggested':20}{2:7}{1:7.3f}{1:7.3f}{1:7.3f}" in rival_table([result])


def test_the_command_takes_a_folder_with_answers_on_wording_alone(folder: Path) -> None:
    shown = CliRunner().invoke(main, ["--gold", str(folder), "--wrong"])
    assert shown.exit_code == 0, shown.output
    assert "Suggested rivals" in shown.output
    assert "pier: 0 wordings without a right rival among the first 3" in shown.output


def test_no_answers_no_table() -> None:
    assert rival_table([]) == []


def test_chance_of_a_right_one_among_some_drawn() -> None:
    assert chance(4, 1, 1) == 0.25
    assert chance(4, 2, 3) == 1.0
    assert chance(4, 0, 3) == 0.0
    assert chance(2, 1, 5) == 1.0
