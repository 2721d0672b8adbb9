"""Noun phrases of sentences."""

import pytest
from casefiles import Case, case_id, read_cases
from hypothesis import given
from hypothesis import strategies as st

from sitegen.text.noun_phrases import MOST_WORDS, NounPhrase, find_noun_phrases
from sitegen.text.words import split_words

PIECES = st.sampled_from(
    "the a mayor Mayor Pat Example’s said that attack attacks attacked on of in harbour Springfield-led “ ” ( ) , . 40 "
    "dozens and other armed growing to closing quickly Friday weeks U.S. Gen. is who".split()
)


def find(text: str) -> tuple[NounPhrase, ...]:
    return find_noun_phrases(text, split_words(text))


def show(text: str) -> list[str]:
    """Each phrase with its head in square brackets, a name with a capital N behind it."""
    shown = []
    for phrase in find(text):
        before, head = text[phrase.span.start : phrase.head.start], phrase.head.of(text)
        after = text[phrase.head.end : phrase.span.end]
        shown.append(f"{before}[{head}]{after}{' N' if phrase.is_name else ''}")
    return shown


@pytest.mark.parametrize("case", read_cases("noun_phrases"), ids=case_id)
def test_noun_phrases_of_a_sentence(case: Case) -> None:
    assert show(case.given) == [line for line in case.expected.splitlines() if line != "none"]


@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_phrases_lie_in_the_sentence_and_their_heads_in_them(text: str) -> None:
    found = find(text)
    assert found == find(text)
    starts = {word.start for word in split_words(text)}
    for phrase in found:
        assert 0 <= phrase.span.start <= phrase.head.start < phrase.head.end <= phrase.span.end <= len(text)
        assert phrase.span.start in starts
        assert phrase.span.of(text).strip() == phrase.span.of(text)
        assert all(phrase.span.start <= it.start and it.end <= phrase.span.end for it in phrase.modifiers)
        assert len(phrase.modifiers) < MOST_WORDS
        if phrase.complement:
            assert phrase.complement.end == phrase.span.end


@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_base_phrases_do_not_overlap_but_for_owners(text: str) -> None:
    bases = [phrase for phrase in find(text) if phrase.complement is None]
    for one in bases:
        for other in bases:
            if one.span.start < other.span.start:
                assert one.span.end <= other.span.start
            elif one is not other and one.span.start == other.span.start:
                assert one.span.end != other.span.end


def test_a_complement_is_told_apart() -> None:
    text = "The mayor praised the end of the mission."
    (longer,) = [phrase for phrase in find(text) if phrase.complement]
    assert longer.span.of(text) == "end of the mission"
    assert longer.complement is not None
    assert longer.complement.of(text) == "mission"


def test_modifiers_are_the_words_before_the_head() -> None:
    text = "A loud protest march passed."
    (phrase,) = find(text)
    assert [it.of(text) for it in phrase.modifiers] == ["loud", "protest"]
