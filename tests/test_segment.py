"""Sentences as spans of an article."""

from itertools import pairwise

import pytest
from casefiles import Case, case_params
from hypothesis import example, given
from hypothesis import strategies as st
from model_values import make_article

from sitegen.model import Span
from sitegen.text.segment import segment, sentence_digest, split_sentences

WORDS = "A b U.S. Ms. p.m. Monday 3. May said Example al-A É ı שלום 😀 e\u0301 www. @ .com 1. 2) • – ".split(" ")
MARKS = [*".!?…,:; “”\"‘’'()[]«»\u00a0\t\n\u200b\u202e\x1c\u2028\ufeff", "[1]", "[…]", ". ", "? "]
TEXTS = st.text(max_size=80) | st.lists(st.sampled_from(WORDS + MARKS), max_size=40).map("".join)
HOSTILE = (
    *("“", "”", "“A. ", "“A?” B ", "'", " 'A.' ", '"', '" ', "((A. ", "(A. B.) ", ") ", "[1]", "«A. »", ". ", "A."),
    *("A.B", "a.Example", "www.A", "• ", "1. A 2. ", "– ", "Ms. ", "p.m. ", "?", "… A", "😀. ", "שלום. ", "e\u0301. "),
    *("\u200b. ", "A.\t", "A.\u00a0", " "),
)


def sentences_of(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text, Span(0, len(text)))]


def check_spans(text: str) -> None:
    """Spans are in order and apart, without white space at their ends, and leave nothing but white space out."""
    spans = split_sentences(text, Span(0, len(text)))
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    left_out = set(range(len(text))).difference(*(range(span.start, span.end) for span in spans))
    assert all(text[index].isspace() for index in left_out)


@pytest.mark.parametrize("case", case_params("segment"))
def test_cases(case: Case) -> None:
    assert sentences_of(case.given) == case.expected.split("\n")


@pytest.mark.parametrize("case", case_params("golden_rules"))
def test_golden_rules(case: Case) -> None:
    assert sentences_of(case.given) == case.expected.split("\n")


@given(TEXTS)
@example("")
@example("\u200b")
@example("\x1c. \x1cA")
@example(". “ ” . A")
def test_spans_are_ordered_and_hold_every_visible_character(text: str) -> None:
    check_spans(text)


@given(TEXTS, st.integers(0, 9), st.integers(0, 9))
def test_what_stands_outside_does_not_change_the_spans(text: str, before: int, after: int) -> None:
    start = 5 * before
    shifted = split_sentences("(“A. " * before + text + "?” B)" * after, Span(start, start + len(text)))
    inside = split_sentences(text, Span(0, len(text)))
    assert [(span.start - start, span.end - start) for span in shifted] == [(span.start, span.end) for span in inside]


@given(
    st.lists(st.sampled_from(["The pier is shut", "We checked it twice", "It may hold"]), min_size=2, max_size=4),
    st.sampled_from([("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("„", "“"), ("«", "»"), ("»", "«")]),
    st.sampled_from(["she said", "the mayor, Ann Example, said on Monday", "according to Mr. Example", "ran a sign"]),
)
def test_a_quotation_is_whole_exactly_where_its_sentence_goes_on(
    parts: list[str], marks: tuple[str, str], speaker: str
) -> None:
    opening, closing = marks
    whole = f"{opening}{'. '.join(parts)},{closing} {speaker}."
    assert sentences_of(f"It rained. {whole} It rained on.") == ["It rained.", whole, "It rained on."]
    alone = [f"{part}." for part in parts]
    alone[0], alone[-1] = opening + alone[0], alone[-1] + closing
    assert sentences_of(f"It rained. {' '.join(alone)} It rained on.") == ["It rained.", *alone, "It rained on."]


@pytest.mark.parametrize("scrap", HOSTILE)
def test_a_long_line_of_one_scrap_is_cut_without_loss(scrap: str) -> None:
    check_spans(scrap * (20_000 // len(scrap)))


@pytest.mark.parametrize("scrap", ["A.", "“A. ", "'", "((A. "])
def test_no_rule_is_shown_more_of_a_line_than_a_fixed_length(scrap: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the time would grow with the square of the line's length."""
    shown: list[int] = []
    lines: list[int] = []

    def guard(before: str, after: str) -> bool:
        shown.append(max(len(before), len(after)))
        return False

    def boundaries(_language: str, text: str) -> list[dict[str, int]]:
        lines.append(len(text))
        return [{"end_index": end} for end in range(2, len(text), 2) if not text[end - 1].isspace()] + [{}]

    monkeypatch.setattr("sitegen.text.segment._GUARDS", (guard,))
    monkeypatch.setattr("sitegen.text.segment.sentencex.get_sentence_boundaries", boundaries)
    text = scrap * (60_000 // len(scrap))
    split_sentences(text, Span(0, len(text)))
    assert 0 < max(shown) <= 200
    assert 0 < max(lines) <= 50_000


def test_what_no_news_sentence_is_as_long_as_is_cut_at_a_space() -> None:
    text = "pier " * 500 + "x" * 2500
    spans = split_sentences(text, Span(0, len(text)))
    assert max(span.end - span.start for span in spans) <= 1000
    assert "".join(span.of(text) for span in spans).replace(" ", "") == text.replace(" ", "")
    assert all(span.of(text)[0] != " " for span in spans)


def test_headline_is_sentence_zero_and_its_offsets_count_in_the_title() -> None:
    sentences = segment(make_article("a", "The pier is shut. It leaks.", title="Pier shut"))
    assert [(s.id, s.part, s.span) for s in sentences] == [
        ("a.0", "title", Span(0, 9)),
        ("a.1", "body", Span(0, 17)),
        ("a.2", "body", Span(18, 27)),
    ]


def test_body_counts_from_one_without_a_headline() -> None:
    assert [s.id for s in segment(make_article("a", "The pier is shut."))] == ["a.1"]


def test_keys_ignore_case_and_punctuation_and_number_repeats() -> None:
    sentences = segment(make_article("a", "The pier is shut.\n\nThe pier, is SHUT!\n\nIt leaks."))
    first, second, third = (s.key for s in sentences)
    assert second == f"{first}-2"
    assert first == f"a:{sentence_digest('thepierisshut')}"
    assert third not in (first, second)


def test_paragraphs_are_numbered() -> None:
    sentences = segment(make_article("a", "One pier. Two piers.\n\nThree piers."))
    assert [s.paragraph for s in sentences] == [0, 0, 1]
