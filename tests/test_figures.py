"""Figures: every number that measures something, what it measures, and whether outlets can all be right."""

from datetime import date

import pytest
from casefiles import Case, case_params
from figure_values import found_in, group, grouping, one_each, shown
from news import make_article

from sitegen.compare.figure_mentions import find_figures
from sitegen.compare.intervals import rounds_to
from sitegen.text.segment import segment


@pytest.mark.parametrize("case", case_params("figures"))
def test_numbers_that_measure_something_are_read_with_all_that_belongs_to_them(case: Case) -> None:
    assert ("\n".join(map(shown, found_in(case.given))) or "nothing") == case.expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("exactly 320 visitors", 320, 320),
        ("about 320 visitors", 288, 352),
        ("nearly 900 visitors", 810, 900),
        ("at least 320 visitors", 320, None),
        ("more than 320 visitors", 320, None),
        ("fewer than 320 visitors", 0, 320),
        ("up to 320 visitors", 0, 320),
        ("46 to 57 visitors", 46, 57),
        ("43.9 million visitors", 43_850_000, 43_950_000),
        ("$313.89 for visitors", 313.89, 313.89),
        ("dozens of visitors", None, None),
    ],
)
def test_bound_words_set_the_interval(text: str, low: float | None, high: float | None) -> None:
    (mention,) = found_in(f"The fair drew {text}.")
    assert (mention.low, mention.high) == (low, high)
    assert mention.low_open == ("more than" in text)
    assert mention.high_open == ("fewer than" in text)


def test_a_count_without_a_stated_day_is_as_of_its_article() -> None:
    (mention,) = found_in("The fair drew 320 visitors.")
    assert (mention.as_of, mention.as_of_basis) == (date(2031, 5, 2), "published")
    article = make_article("The fair drew 320 visitors.", basis="inferred")
    assert find_figures(segment(article), article)[0].as_of_basis == "inferred"
    article = make_article("The fair drew 320 visitors.", day=None)
    assert find_figures(segment(article), article)[0].as_of is None


def test_a_weekday_counted_from_an_inferred_date_is_inferred() -> None:
    article = make_article("The fair drew 320 visitors, Mayor Example said on Thursday.", basis="inferred")
    (mention,) = find_figures(segment(article), article)
    assert (mention.as_of, mention.as_of_basis) == (date(2031, 5, 1), "inferred")
    article = make_article("As of May 1, the fair had drawn 320 visitors.", basis="inferred")
    (mention,) = find_figures(segment(article), article)
    assert (mention.as_of, mention.as_of_basis) == (date(2031, 5, 1), "stated")


def test_headline_numbers_count_from_the_headline() -> None:
    article = make_article("It rained.", title="Storm Kills Three Sailors")
    (mention,) = find_figures(segment(article), article)
    assert (mention.sentence, mention.text, mention.start) == ("outlet-a.0", "Three", 12)


def test_hedges_and_rounding_are_no_disagreement() -> None:
    (figure,) = one_each(
        "Freedonia has about 2,500 personnel in Sylvania.",
        "Freedonia has some 2,500 soldiers in Sylvania.",
        "Freedonia has 2,500 troops in Sylvania.",
    )
    assert figure.status == "agree"
    assert figure.why.startswith("All three articles give 2,500;")
    (figure,) = one_each("The wall cost $43.9m.", "The wall cost $43,885,310.")
    assert figure.status == "agree"


def test_who_agrees_is_counted_among_all_articles() -> None:
    (figure,) = one_each("The wall cost $43,885,310.", "The wall cost $43,885,310.", "The wall is old.")
    assert figure.why.startswith("Two of three articles give ")


def test_bounds_that_overlap_can_all_be_true() -> None:
    (figure,) = one_each(
        "There were more than 100 raids in Sylvania.",
        "There were at least 118 raids in Sylvania.",
        "There were at least 130 raids in Sylvania.",
    )
    assert (figure.status, figure.why) == (
        "compatible",
        "All three can be true at once: 130 or more fits every statement.",
    )


def test_two_numbers_of_one_day_cannot_both_be_true() -> None:
    (figure,) = one_each("The retreat cost $5,687.75.", "The retreat cost $5,587.75.")
    assert figure.status == "conflict"
    assert figure.why == "Both cannot be true: “$5,687.75” and “$5,587.75” as of 2 May 2031."


def test_a_conflict_on_an_inferred_date_says_so() -> None:
    (figure,) = one_each("The storm sank 12 boats.", "The storm sank 14 boats.", basis=("published", "inferred"))
    assert figure.status == "conflict"
    assert figure.why.endswith("; this rests on an inferred date, 2 May 2031.")


def test_a_later_higher_count_is_no_conflict() -> None:
    days = (date(2031, 5, 2), date(2031, 5, 4))
    (figure,) = one_each("The storm sank 12 boats.", "The storm sank 14 boats.", days=days)
    assert figure.status == "compatible"
    assert figure.why == (
        "Both can be true: “12” counts up to 2 May 2031 and “14” up to 4 May 2031, and the number may have grown."
    )


def test_time_does_not_explain_two_prices() -> None:
    days = (date(2031, 5, 2), date(2031, 5, 4))
    (figure,) = one_each("The retreat cost $5,687.75.", "The retreat cost $5,587.75.", days=days)
    assert figure.status == "conflict"


def test_a_floor_and_a_lower_ceiling_conflict() -> None:
    (figure,) = one_each("The storm sank at least 20 boats.", "The storm sank fewer than 20 boats.")
    assert figure.status == "conflict"


def test_round_thousands_may_be_the_precise_number_rounded() -> None:
    (figure,) = one_each("He bought a $43,000 gold watch.", "He bought a $43,350 gold watch.")
    assert (figure.status, figure.why) == ("compatible", "Both can be true: $43,000 may be $43,350 rounded.")
    (figure,) = one_each("The storm sank 30 boats.", "The storm sank 32 boats.")
    assert figure.status == "conflict"


def test_one_outlet_alone_is_single() -> None:
    figures = one_each("The storm sank 12 boats. The fair drew 320 visitors.", "It rained.")
    assert {f.status for f in figures} == {"single"}
    assert len(figures) == 2


def test_vague_amounts_have_no_verdict() -> None:
    (figure,) = one_each("Dozens of boats sank.", "Dozens of boats were sunk.")
    assert (figure.status, figure.why) == ("single", "No number is given, only a rough amount.")
    (figure,) = one_each("Dozens of boats sank.", "The storm sank 24 boats.")
    assert figure.why == "Only one article gives a number; another writes “Dozens of boats”."


def test_equal_values_alone_do_not_join() -> None:
    figures = group(
        [make_article("The storm sank 250 boats.", "a"), make_article("The choir sang 250 songs.", "b")],
        ("a.1", "b.1"),
    )
    assert len(figures) == 2


def test_places_keep_counts_apart() -> None:
    figures = one_each(
        "Freedonia has 2,500 guards in Sylvania and 900 in Ruritania.",
        "There are 900 guards in Ruritania and 2,500 in Sylvania.",
    )
    assert grouping(figures) == {frozenset({"a.1 2,500", "b.1 2,500"}), frozenset({"a.1 900", "b.1 900"})}
    assert {f.scope for f in figures} == {"in Sylvania", "in Ruritania"}


def test_what_became_of_people_keeps_counts_apart() -> None:
    figures = one_each("The storm killed 12 people and injured 30.", "Thirty people were injured and 12 were killed.")
    assert grouping(figures) == {frozenset({"a.1 12", "b.1 12"}), frozenset({"a.1 30", "b.1 Thirty"})}


def test_unmatched_sentences_join_where_noun_place_and_value_agree() -> None:
    a = make_article("Freedonia has about 2,500 guards in Sylvania.", "a")
    b = make_article("The ministry will not withdraw its 2,500 guards.", "b")
    assert len(group([a, b])) == 1
    c = make_article("The ministry will not withdraw its 2,600 guards.", "c")
    assert len(group([a, c])) == 2


def test_parts_that_add_up_are_said() -> None:
    figures = one_each(
        "There were at least 130 raids, including 53 in Sylvania and 77 in Ruritania.",
        "There were at least 130 raids in Sylvania and Ruritania.",
    )
    total = next(f for f in figures if f.sum_of)
    assert total.status == "agree"
    assert total.why.endswith("53 + 77 = 130.")
    assert {f.scope for f in figures if f.id in total.sum_of} == {"in Sylvania", "in Ruritania"}
    assert len(total.sum_of) == 2


def test_parts_that_do_not_add_up_are_said() -> None:
    figures = one_each("There were 130 raids, of which 53 were in Sylvania and 70 in Ruritania.")
    total = next(f for f in figures if any(m.text == "130" for m in f.mentions))
    assert total.sum_of == ()
    assert total.why.endswith("; the parts given with it, 53 and 70, add up to 123, not 130.")


def test_parts_need_not_be_all() -> None:
    figures = one_each("There were 130 raids, including 53 in Sylvania and 70 in Ruritania.")
    assert not any("add up" in f.why for f in figures)


def test_ids_are_readable_and_differ() -> None:
    figures = one_each("The storm sank 12 boats in Sylvania. The fair drew 320 visitors, and 12 boats sailed home.")
    ids = [f.id for f in figures]
    assert len(set(ids)) == len(ids)
    assert "boats-in-sylvania" in ids
    assert "visitors" in ids


def test_rounding_is_by_sight() -> None:
    assert rounds_to(43_350, 43_000)
    assert not rounds_to(44_350, 43_000)
    assert not rounds_to(32, 30)
    assert not rounds_to(1_400, 1_000)


def test_a_row_of_a_table_gives_no_figures() -> None:
    assert found_in("The board counted " + ", ".join(f"{n} boats" for n in range(100, 160)) + " in the harbour.") == ()
    assert len(found_in("The board counted 100 boats, 110 boats and 120 boats in the harbour.")) == 3


def test_a_sum_said_again_in_another_currency_is_compared_with_its_like_alone() -> None:
    figures = one_each("The storm did $US1 million ($1.5 million) of damage.", "The storm did $1 million of damage.")
    assert grouping(figures) == {frozenset({"a.1 $US1 million", "b.1 $1 million"}), frozenset({"a.1 $1.5 million"})}
    assert {f.status for f in figures} == {"agree", "single"}


def test_numbers_far_apart_need_more_than_their_noun_in_common() -> None:
    figures = one_each("Forty observers watched the fair.", "Freedonia did not send only three observers to the vote.")
    assert {f.status for f in figures} == {"single"}
    (figure,) = one_each("The storm sank 40 boats in the harbour.", "The storm sank 400 boats in the harbour.")
    assert figure.status == "conflict"


def test_shares_are_compared_where_they_are_of_one_thing() -> None:
    (figure,) = one_each("Turnout was 31%.", "Turnout was 35%.")
    assert figure.status == "conflict"
    figures = one_each("The mayor is liked by 31% of the gulls.", "The mayor is disliked by 65% of the terns.")
    assert {f.status for f in figures} == {"single"}


def test_a_number_tied_to_its_noun_counts_that_noun() -> None:
    (figure,) = one_each("The council, a 2,507-member board, sang.", "The council, whose 2,507 members sang, left.")
    assert figure.status == "agree"


def test_the_dead_are_people() -> None:
    (figure,) = one_each("The storm left four people dead.", "The storm killed four people.")
    assert (figure.counted, figure.status) == ("people killed", "agree")


def test_an_age_belongs_to_its_name() -> None:
    figures = one_each(
        "The 15-year-old Jane Example met John Sample, 61.", "Jane Example, 15, met 61-year-old baker John Sample."
    )
    assert {(f.scope, f.status) for f in figures} == {("Example", "agree"), ("Sample", "agree")}


def test_people_and_staff_of_one_number_may_be_the_same() -> None:
    (figure,) = one_each(
        "At least a dozen people were at the party in the hall.",
        "At least a dozen employees were at the party in the hall.",
    )
    assert figure.status == "agree"


def test_a_death_toll_that_grows_is_one_figure_with_its_headlines() -> None:
    figures = group(
        [
            make_article("At least 36 people were killed in a fire on Saturday.", "a", title="Fire kills at least 36"),
            make_article("A fire has killed 38 people.", "b", title="Dozens die in hotel fire"),
            make_article(
                "The death toll from a hotel fire in Port Nowhere rose to 41.",
                "c",
                title="Fire death toll rises to 41",
                day=date(2031, 5, 3),
            ),
        ],
        *(("a.0", "b.0"), ("a.0", "c.0"), ("a.1", "b.1"), ("a.1", "c.1"), ("b.1", "c.1")),
    )
    (figure,) = figures
    assert (figure.counted, figure.status) == ("people killed", "compatible")
    assert figure.why == (
        "Both can be true: “38” counts up to 2 May 2031 and “41” up to 3 May 2031, and the number may have grown."
    )


def test_a_fraction_is_compared_in_percent() -> None:
    (figure,) = one_each("Turnout was 61 percent of voters.", "Turnout was six in ten voters.")
    assert (figure.status, figure.why) == ("compatible", "Both can be true at once: 61% fits every statement.")
    (figure,) = one_each("Half of the pupils cycle.", "Some 50 percent of the pupils cycle.")
    assert figure.status == "agree"
    (figure,) = one_each("A third of the pupils cycle.", "Only 20 percent of the pupils cycle.")
    assert figure.status == "conflict"


def test_those_for_and_those_against_are_two_shares() -> None:
    figures = one_each(
        "A poll found that 54 percent of voters oppose the pier.",
        "A poll found that 38 percent of voters back the pier.",
    )
    assert {f.status for f in figures} == {"single"}


def test_a_rough_amount_ties_no_two_numbers_that_are_far_apart() -> None:
    figures = group(
        [
            make_article("Thousands of protesters sang.", "a"),
            make_article("The police counted 25 protesters at the gate.", "b"),
            make_article("Some 10,000 protesters waved flags.", "c"),
        ],
        ("a.1", "b.1"),
        ("a.1", "c.1"),
    )
    assert not any({"b.1", "c.1"} <= {m.sentence for m in f.mentions} for f in figures)


def test_others_are_not_those_just_included() -> None:
    figures = one_each("The fire killed 38 people, including nine children, and injured 51 others.")
    assert {(m.text, m.counted) for f in figures for m in f.mentions} == {
        ("38", "people"),
        ("nine", "children"),
        ("51", "people"),
    }
