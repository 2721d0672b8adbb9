"""Words, normal forms, and what a story teaches about them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict

from sitegen.text.forms import derive_forms
from sitegen.text.words import split_words


def norms(text: str, *story: str) -> list[str]:
    """The normal forms of the content words of `text`, in a story of the passages given."""
    forms = derive_forms(story)
    return [part for word in split_words(text, forms) for part in word.parts]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("US troops", "U.S. troop"),
        ("the United States’ army", "America’s armies"),
        ("2,500 soldiers", "2500 soldier"),
        ("al-Sample", "Sample"),
        ("the neighbouring centre", "neighboring centers"),
        ("organisation", "organization"),
        ("self-defence", "self-defense"),
        ("the 17th", "17"),
        ("they withdrew", "to withdraw"),
        ("three men", "3 man"),
        ("the F.H.B. met", "FHB meets"),
        ("Sen. Example", "Senator Example"),
        ("on Sept. 5", "September 5"),
        ("in Pine Hill, Tex., today", "Pine Hill, Texas, today"),
        ("twenty-five ferries", "25 ferries"),
        ("two dozen", "24"),
        ("1.5 million", "1,500,000"),
        ("a hundred and thirty-two", "132"),
        ("$43m", "$43 million"),
        ("a two-year-old", "2-year-old"),
    ],
)
def test_spellings_fold_to_one_normal_form(one: str, other: str) -> None:
    assert norms(one) == norms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("US", "us"),
        ("troops in May", "troops"),
        ("1,900", "1,990"),
        ("Sen is a name", "Senator is a name"),
        ("it was found", "to find"),
        ("one pier", "1 pier"),
        ("two-thirds", "2"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert norms(one) != norms(other)


def test_acronym_is_learned_from_its_long_form() -> None:
    story = "The Springfield Harbour Board (SHB) met. The SHB agreed."
    assert norms("SHB", story) == norms("Springfield Harbour Board", story)


def test_other_names_are_learned_from_also_known_as() -> None:
    story = "Dockside (also known as PIL or PILS) grew. The Pier Isle League (PIL) too."
    assert norms("Dockside", story) == norms("PIL", story) == norms("Pier Isle League", story) == norms("PILS", story)


def test_name_spellings_fold_only_where_consonants_agree() -> None:
    story = "Then Mohamed came. Then Muhammad and Mohammad came. Then Marcus and Martin came."
    assert norms("Mohamed", story) == norms("Muhammad", story) == norms("Mohammad", story)
    assert norms("Marcus", story) != norms("Martin", story)


def test_demonym_folds_to_a_place_of_the_story() -> None:
    assert norms("Freedonian", "Freedonia met the Freedonian delegation.") == norms("Freedonia", "in Freedonia")
    assert norms("Freedonian", "The Freedonian delegation left.") != norms(
        "Freedonia", "The Freedonian delegation left."
    )


def test_words_also_written_small_are_no_names() -> None:
    story = "Marches were planned. Then Marchis came. She marches on."
    assert norms("Marches", story) != norms("Marchis", story)


def test_long_runs_of_capitals_take_no_time() -> None:
    assert derive_forms(["Aa " * 20_000, "Aa (BB) " * 5_000, "A" * 50_000]).phrases == {}


def test_forms_do_not_depend_on_the_order_of_the_texts() -> None:
    texts = ["Mohamed and Mohammed of the Harbour Board (HB).", "Muhammad, a Freedonian.", "Freedonia and Mohammed."]
    assert asdict(derive_forms(texts)) == asdict(derive_forms(reversed(texts)))


@given(st.text(max_size=60))
def test_words_are_ordered_disjoint_spans_of_the_text(text: str) -> None:
    words = split_words(text)
    assert all(text[word.start : word.end] == word.text and word.norm for word in words)
    assert all(left.end <= right.start for left, right in pairwise(words))
