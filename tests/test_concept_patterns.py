"""The language of patterns: what each finds, what is refused, and that no text and no pattern takes long."""

import re
import unicodedata

import pytest
from casefiles import Case, case_id, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.model import Span
from sitegen.text.inflection import forms_of
from sitegen.text.patterns import (
    MAX_LENGTH,
    MAX_PHRASES,
    Item,
    PatternError,
    find_spans,
    index_patterns,
    parse_pattern,
    tokenize,
)

WORDS = st.sampled_from(
    "the old Pier US U.S. storm Storm’s gulls, gull (HU) “brutal” – x-y 2,500 don’t é. ! \u00a0".split(" ")
)
TEXTS = st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=80)
PATTERNS = st.lists(
    st.sampled_from(
        ["the", "(the )?", "old", "Pier", "pier", "US", "storm~", "gull*", "*", "*3", "(a|old)", ",", "'s"]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


def read(written: str) -> tuple[tuple[tuple[Item, ...], ...], PatternError | None]:
    """The phrases of a pattern, or why it was refused."""
    try:
        return parse_pattern(written).phrases, None
    except PatternError as refused:
        return (), refused


@pytest.mark.parametrize("case", read_cases("concepts"), ids=case_id)
def test_patterns_find_what_they_say(case: Case) -> None:
    written, sentence = case.given.split("\n", 1)
    try:
        patterns = index_patterns([parse_pattern(one) for one in written.split(" ;; ")])
    except PatternError as refused:
        told = f"refused at {refused.index + 1}: {refused.message} {refused.hint}"
        place, _, words = case.expected.partition(": ")
        assert told.startswith(f"{place}: ")
        assert re.search(".*".join(map(re.escape, words.split(" ... "))), told), told
        return
    found = find_spans(patterns, sentence, tokenize(sentence))
    assert [span.of(sentence) for _, span in sorted(found, key=lambda it: it[1])] == case.expected.splitlines()


@given(TEXTS)
def test_tokens_are_in_order_inside_the_text_and_apart(text: str) -> None:
    end = 0
    for token in tokenize(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end


@given(PATTERNS, TEXTS)
def test_spans_lie_inside_and_a_word_beside_them_changes_nothing(written: str, text: str) -> None:
    try:
        pattern = index_patterns([parse_pattern(written)])
    except PatternError:
        return
    found = find_spans(pattern, text, tokenize(text))
    for number, span in found:
        assert number == 0
        assert 0 <= span.start < span.end <= len(text)
        alone = span.of(text)
        assert Span(0, len(alone)) in [span for _, span in find_spans(pattern, alone, tokenize(alone))]


@given(st.text(max_size=60) | st.text("ab ()|?*~,.'1", max_size=40))
def test_a_pattern_is_read_or_refused_and_nothing_else(written: str) -> None:
    phrases, refused = read(written)
    if refused is None:
        assert 0 < len(phrases) <= MAX_PHRASES
        assert all(phrase[0].kind in ("word", "forms", "affix") for phrase in phrases)
    else:
        assert 0 <= refused.index <= len(written)
        assert refused.hint


@settings(deadline=None, max_examples=5)
@given(st.lists(st.sampled_from(["gull", "pier", "gull,"]), min_size=200, max_size=200))
def test_the_steps_of_a_match_grow_with_the_text_and_not_with_its_repetitions(words: list[str]) -> None:
    # eight gaps in a row: a backtracking search would try some nine to the power of eight ways a place
    pattern = index_patterns([parse_pattern("gull *9 gull *9 gull *9 gull *9 gull *9 gull *9 gull *9 gull *9 quay")])
    text = " ".join(words)
    assert find_spans(pattern, text, tokenize(text)) == ()


@pytest.mark.parametrize(
    "written",
    [
        "(" * 200 + "pier" + ")" * 90,
        "(a|b)" * 50 + " pier",
        "(pier )?" * 30,
        "(((((((((a)?)?)?)?)?)?)?)?)?",
        "x" * (MAX_LENGTH + 1),
    ],
)
def test_a_pattern_that_would_grow_without_bound_is_refused_at_once(written: str) -> None:
    with pytest.raises(PatternError):
        parse_pattern(written)


def test_an_accent_that_is_a_character_of_its_own_does_not_end_a_word() -> None:
    marks = [c for c in map(chr, range(0x300, 0x10000)) if unicodedata.category(c) in {"Mn", "Mc"}]
    assert [mark for mark in marks if len(tokenize(f"qu{mark}ay")) != 1] == []


def test_forms_are_those_of_regular_and_irregular_words() -> None:
    assert {"withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"} <= forms_of("withdraw")
    assert {"ally", "allies", "allied"} <= forms_of("ally")
    assert {"slip", "slipped", "slipping"} <= forms_of("slip")
    assert {"echo", "echoes", "echoed"} <= forms_of("echo")
    assert not {"operation", "operator"} & forms_of("operate")
