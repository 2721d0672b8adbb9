"""The arithmetic of the quotes' table on answers small enough to count by hand, and the floors of the example story."""

import json
from pathlib import Path

import pytest
from evaluate.gold import OWN, ROOT, read_numbered, read_own
from evaluate.measure import Result, evaluate
from evaluate.quote_answers import read_texts, read_utterances
from evaluate.quotes import is_speaker, measure_quotes, quote_table, wrong_quotes
from msgspec.structs import replace

from sitegen.model import AlignSettings

LEAST_QUOTATIONS = 16
"""Of the 17 direct quotes and fragments of the example story that are found, each with the right speaker."""
MOST_FALSE = 0
"""Quotations of the example story that no answer holds."""
LEAST_PARAPHRASES = 3
"""Of 4."""
LEAST_UTTERANCES = 10
"""Of the 11 of the answers, those that are shown as one, whole and apart from the others."""

STORY = """\
## ledger | Pier closed | 2031-05-02
ledger.0\t“The pier of Springfield-on-Sea is a danger to every swimmer,” Mayor Jane Example said. “Close it now.”
ledger.1\tRufus Firefly called it “a joke”.
## argus | Storm | 2031-05-03
argus.0\tMayor Jane Example called the pier of Springfield-on-Sea “a danger to every swimmer”.
argus.1\tThe board said the pier was “a joke and nothing but a joke”.
"""
ANSWERS = {
    "story": "pier",
    "pairs": [["ledger.0", "argus.0", "same"]],
    "quotes": [
        {
            "s": "ledger.0",
            "text": "The pier of Springfield-on-Sea is a danger to every swimmer,",
            "speaker": "Jane Example",
        },
        {"s": "ledger.1", "text": "a joke", "speaker": "Gloria Teasdale"},
        {"s": "argus.0", "text": "a danger to every swimmer", "speaker": "Jane Example"},
        {"s": "argus.1", "text": "the pier was", "speaker": "Harbour Board (the board)"},
    ],
}


@pytest.fixture
def pier(tmp_path: Path) -> Result:
    (tmp_path / "pier.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "pier.json").write_text(json.dumps(ANSWERS), encoding="utf-8")
    return evaluate(read_numbered(tmp_path / "pier.json"), AlignSettings())


@pytest.fixture(scope="module")
def example() -> Result:
    (path,) = OWN
    return evaluate(read_own(path, ROOT), AlignSettings())


def test_quotations_are_counted_with_their_speakers(pier: Result) -> None:
    measured = measure_quotes(pier)
    rates = measured.quotations
    # found too much: “Close it now.” and what the board said; missed: what the answers say of the board
    assert (rates.right, rates.found, rates.wanted) == (3, 5, 4)
    assert [(answer.speaker, ours) for answer, ours in measured.wrong_speakers] == [
        ("Gloria Teasdale", "Rufus Firefly")
    ]
    assert [answer.text for answer in measured.missed] == ["the pier was"]
    assert {one.mention.text for one in measured.false} == {"Close it now.", "a joke and nothing but a joke"}
    assert measured.utterances == {}


def test_the_table_has_a_row_for_each_story_with_answers_and_a_dash_for_what_they_do_not_say(pier: Result) -> None:
    row = next(line.split() for line in quote_table([pier]) if line.startswith("pier "))
    assert row == ["pier", "3/5/4", "0.600", "0.750", "0.667", "2/3", "-", "-", "-"]
    assert quote_table([replace(pier, gold=replace(pier.gold, quotes=()))]) == []


def test_everything_wrong_is_listed(pier: Result) -> None:
    assert sorted(wrong_quotes(pier)) == [
        "pier: Gloria Teasdale, not Rufus Firefly, in ledger: a joke",
        "pier: missed in argus: the pier was",
        "pier: no direct in argus: a joke and nothing but a joke (the board)",
        "pier: no direct in ledger: Close it now. (Jane Example)",
    ]


def as_utterances(result: Result, *groups: tuple[tuple[str, int, int, str], ...]) -> Result:
    rows = [
        {
            "mentions": [
                {"sentence": s, "start": a, "end": b, "speaker": "Jane Example", "kind": k} for s, a, b, k in group
            ]
        }
        for group in groups
    ]
    return replace(result, gold=replace(result.gold, quotes=read_utterances(rows, result.gold.units)))


def test_an_utterance_is_whole_and_apart_or_it_is_wrong(pier: Result) -> None:
    ledger, argus, close = ("ledger.0", 1, 60, "direct"), ("argus.0", 59, 84, "direct"), ("ledger.0", 89, 102, "direct")
    assert measure_quotes(as_utterances(pier, (ledger, argus), (close,))).utterances == {0: True, 1: True}
    assert measure_quotes(as_utterances(pier, (ledger,), (argus,))).utterances == {0: False, 1: False}
    assert measure_quotes(as_utterances(pier, (ledger, close))).utterances == {0: False}
    assert measure_quotes(as_utterances(pier, (ledger, ("argus.1", 0, 9, "paraphrase")))).utterances == {0: False}


@pytest.mark.parametrize(
    ("ours", "answer", "is_right"),
    [
        ("Jane Example", "Jane Example", True),
        ("Example", "Jane Example", True),
        ("Jane Q. Example Jr.", "Jane Example", True),
        ("Rufus Firefly", "Jane Example", False),
        (None, "Jane Example", False),
        ("Example's lawyer", "Jane Example", False),
        ("Jane Example", "Example's lawyer", False),
        ("a lawyer for Example", "Example's lawyer", True),
        ("a statement issued by the board", "Harbour Board (statement)", True),
        ("the mayor", "Harbour Board (statement)", False),
    ],
)
def test_a_speaker_is_right_by_surname_or_by_the_words_of_a_description(
    ours: str | None, answer: str, *, is_right: bool
) -> None:
    assert is_speaker(ours, answer) is is_right


def test_answers_that_no_sentence_holds_are_refused(pier: Result) -> None:
    units = pier.gold.units
    with pytest.raises(ValueError, match=r"argus\.0 does not hold the quote 'never'"):
        read_texts([{"s": "argus.0", "text": "never", "speaker": "x"}], units)
    with pytest.raises(ValueError, match=r"argus\.9 does not hold"):
        read_texts([{"s": "argus.9", "text": "pier", "speaker": "x"}], units)
    row = {"sentence": "argus.0", "start": 5, "end": 500, "speaker": "x", "kind": "direct"}
    with pytest.raises(ValueError, match=r"argus\.0 has no passage 5 to 500"):
        read_utterances([{"mentions": [row]}], units)


def test_the_answers_on_the_example_are_the_passages_they_repeat(example: Result) -> None:
    (path,) = OWN
    rows = json.loads(path.with_suffix(".quotes.json").read_text(encoding="utf-8"))["quotes"]
    opens = [row["opens"] for utterance in rows for row in utterance["mentions"]]
    assert [" ".join(answer.text.split()[:3]) for answer in example.gold.quotes] == opens


def test_the_promised_floors_hold(example: Result) -> None:
    measured = measure_quotes(example)
    assert measured.quotations.right - len(measured.wrong_speakers) >= LEAST_QUOTATIONS
    assert measured.quotations.found - measured.quotations.right <= MOST_FALSE
    assert measured.paraphrases.right >= LEAST_PARAPHRASES
    assert sum(measured.utterances.values()) >= LEAST_UTTERANCES
    assert (measured.quotations.wanted, measured.paraphrases.wanted, len(measured.utterances)) == (17, 4, 11)
