"""An outlet's words on their way to a page: always verbatim, never more than the article allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from site_values import OUTLETS, SETTINGS, STORY, TEXTS, make_articles, make_comparison

from sitegen.model.article import ReadMode
from sitegen.site.views.desk import Desk, make_desk
from sitegen.site.views.passages import Mark, direction

LONG = "outlet-a.4"
TEXT = TEXTS["outlet-a"][1][3]


def desk(read: ReadMode = "full", **fields: str) -> Desk:
    """The desk of the invented story with all articles in one mode."""
    articles = tuple(replace(one, read=read, **fields) for one in make_articles())
    return make_desk(SETTINGS, OUTLETS, make_comparison(articles))


MARKS = st.lists(
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), st.sampled_from(["a", "b"])), max_size=6
)


@given(marks=MARKS)
def test_however_it_is_marked_a_sentence_reads_the_same(marks: list[Mark]) -> None:
    passage = desk().passage(LONG, marks)
    assert passage.text == TEXT
    assert passage.origin == f"{STORY}/{LONG}"
    assert not passage.cut_before
    assert not passage.cut_after


@given(marks=MARKS)
def test_what_is_marked_lies_inside_a_mark_that_was_asked_for(marks: list[Mark]) -> None:
    at = 0
    for run in desk().passage(LONG, marks).runs:
        if run.mark:
            assert any(start <= at and at + len(run.text) <= end and name == run.mark for start, end, name in marks)
        at += len(run.text)


@given(marks=MARKS, mode=st.sampled_from(["off", "matched"]))
def test_a_withheld_sentence_is_cut_to_eight_of_its_words(marks: list[Mark], mode: ReadMode) -> None:
    made = desk(mode)
    if LONG not in made.cutter.withheld:
        return
    passage = made.passage(LONG, marks)
    assert passage.text in TEXT
    assert 1 <= len(passage.text.split()) <= 8


def test_the_excerpt_of_a_withheld_sentence_begins_at_what_is_marked() -> None:
    passage = desk("off").passage(LONG, [(TEXT.index("1899"), TEXT.index("1899") + 4, "lone")])
    assert [run.text for run in passage.runs if run.mark] == ["1899"]
    assert passage.text.startswith("1899")
    assert passage.cut_before


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", (None, None)),
        ("EN", (None, None)),
        ("fr", ("fr", "ltr")),
        ("ar", ("ar", "rtl")),
        ("he-IL", ("he-IL", "rtl")),
    ],
)
def test_language_and_direction_are_named_where_they_differ_from_the_site(
    language: str, expected: tuple[str | None, str | None]
) -> None:
    passage = desk(language=language).passage(LONG)
    assert (passage.language, passage.direction) == expected


def test_a_left_to_right_article_is_marked_on_a_right_to_left_site() -> None:
    made = make_desk(replace(SETTINGS, language="ar"), OUTLETS, make_comparison())
    assert (made.passage(LONG).language, made.passage(LONG).direction) == ("en", "ltr")


@pytest.mark.parametrize(
    ("language", "expected"), [("fa", "rtl"), ("ur-PK", "rtl"), ("en-GB", "ltr"), ("farsi", "ltr")]
)
def test_the_direction_of_a_language(language: str, expected: str) -> None:
    assert direction(language) == expected


def test_words_that_a_finding_only_names_are_shown_where_they_stand_or_not_at_all() -> None:
    cutter = desk().cutter
    found = cutter.find(LONG, "the town")
    assert found is not None
    assert found.text == "the town"
    assert cutter.find(LONG, "the Town") is None
    assert cutter.find(LONG, None) is None
    assert cutter.find(LONG, "") is None
