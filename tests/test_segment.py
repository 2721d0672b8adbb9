"""Sentences as spans of an article."""

import pytest
from casefiles import Case, case_id, read_cases
from hypothesis import given
from hypothesis import strategies as st
from model_values import make_article

from sitegen.model import Span
from sitegen.text.segment import segment, sentence_digest, split_sentences


@pytest.mark.parametrize("case", read_cases("segment"), ids=case_id)
def test_cases(case: Case) -> None:
    spans = split_sentences(case.given, Span(0, len(case.given)))
    assert [span.of(case.given) for span in spans] == case.expected.split("\n")


@given(st.text(alphabet="Ab.! ?\n“”\"'’12-–…(U)\u00a0é", max_size=80))
def test_spans_are_ordered_and_hold_every_visible_character(text: str) -> None:
    spans = split_sentences(text, Span(0, len(text)))
    covered = [index for span in spans for index in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    assert all(text[index].isspace() for index in set(range(len(text))) - set(covered))
    assert all(span.of(text) == span.of(text).strip() for span in spans)


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
