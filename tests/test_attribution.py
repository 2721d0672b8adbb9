"""Who speaks in a sentence."""

import pytest
from casefiles import Case, case_id, read_cases

from sitegen.compare.attribution import attribution_of, attributions


@pytest.mark.parametrize("case", read_cases("attribution"), ids=case_id)
def test_cases(case: Case) -> None:
    found = [
        f"{a.speaker.of(case.given)} | {a.cue} | {'named' if a.is_named else 'not named'} | {a.covers.of(case.given)}"
        for a in attributions(case.given)
    ]
    squeezed = [[part.strip() for part in line.split("|")] for line in found]
    expected = [[part.strip() for part in line.split("|")] for line in case.expected.split("\n")]
    assert (squeezed or [["-"]]) == expected


def covering(text: str, word: str) -> str | None:
    start = text.index(word)
    attribution = attribution_of(text, start, start + len(word))
    return attribution.speaker.of(text) if attribution else None


def test_a_since_clause_inside_reported_speech_is_the_outlets_own() -> None:
    text = "According to the Harbour Board, boats were hit 18 times since the savage storm began."
    assert covering(text, "18 times") == "the Harbour Board"
    assert covering(text, "savage") is None


def test_words_before_the_speaker_are_the_outlets_own() -> None:
    assert covering("After a savage storm, Example said the pier is safe.", "savage") is None


def test_what_follows_a_but_is_the_outlets_own() -> None:
    text = "Springfield declared the pier safe, but rotten beams remain."
    assert covering(text, "safe") == "Springfield"
    assert covering(text, "rotten") is None


def test_a_scare_quote_in_the_outlets_own_sentence_is_the_outlets() -> None:
    assert covering("The “reform” of the pier took years.", "reform") is None
    assert covering("Jane Example said the “reform” of the pier took years.", "reform") == "Jane Example"


def test_of_two_ascriptions_the_nearest_counts() -> None:
    text = "Jane Example said Rufus Firefly claimed the pier was rotten."
    assert covering(text, "rotten") == "Rufus Firefly"
