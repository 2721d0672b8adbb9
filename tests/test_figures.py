"""Figures: every number that measures something, what it measures, and whether outlets can all be right."""

from collections.abc import Sequence
from datetime import date
from itertools import permutations

import pytest
from casefiles import Case, case_id, read_cases
from hypothesis import given
from hypothesis import strategies as st
from news import by_id, make_article, make_match

from sitegen.compare.figure_mentions import find_figures
from sitegen.compare.figures import group_figures
from sitegen.compare.intervals import Interval, intersect, rounds_to
from sitegen.model import Article, Figure, FigureMention
from sitegen.text.numbers import format_number, parse_number
from sitegen.text.segment import segment


def shown(mention: FigureMention) -> str:
    """A mention as the case file writes it."""
    value = "?" if mention.value is None else f"{mention.value:.12g}"
    rest = {
        "bound": mention.bound,
        "unit": mention.unit,
        "counted": mention.counted,
        "scope": mention.scope,
        "period": mention.period,
        "speaker": mention.speaker,
        "stated": mention.as_of if mention.as_of_basis == "stated" else None,
    }
    return "; ".join([f"{mention.text} = {value}", *(f"{key}: {word}" for key, word in rest.items() if word)])


def found_in(text: str) -> tuple[FigureMention, ...]:
    article = make_article(text)
    return find_figures(segment(article), article)


def group(articles: Sequence[Article], *pairs: tuple[str, str]) -> tuple[Figure, ...]:
    """The figures of `articles`, the sentences of `pairs` matched."""
    mentions = [m for article in articles for m in find_figures(segment(article), article)]
    return group_figures(mentions, [make_match(a, b) for a, b in pairs], articles, by_id(articles))


def one_each(*texts: str, days: Sequence[date] = (), basis: Sequence[str] = ()) -> tuple[Figure, ...]:
    """The figures of one-sentence articles `a`, `b`, `c`, every sentence matched with every other."""
    articles = [
        make_article(
            text,
            name,
            day=days[i] if days else date(2031, 5, 2),
            basis="inferred" if basis and basis[i] == "inferred" else "published",
        )
        for i, (name, text) in enumerate(zip("abcdef", texts, strict=False))
    ]
    return group(articles, *((f"{x.id}.1", f"{y.id}.1") for x in articles for y in articles if x.id < y.id))


def grouping(figures: Sequence[Figure]) -> set[frozenset[str]]:
    return {frozenset(f"{m.sentence} {m.text}" for m in figure.mentions) for figure in figures}


@pytest.mark.parametrize("case", read_cases("figures"), ids=case_id)
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
    assert figure.why.endswith("This rests on an inferred date, 2 May 2031.")


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
    assert total.why.endswith("The parts given with it, 53 and 70, add up to 123, not 130.")


def test_parts_need_not_be_all() -> None:
    figures = one_each("There were 130 raids, including 53 in Sylvania and 70 in Ruritania.")
    assert not any("add up" in f.why for f in figures)


def test_ids_are_readable_and_differ() -> None:
    figures = one_each("The storm sank 12 boats in Sylvania. The fair drew 320 visitors, and 12 boats sailed home.")
    ids = [f.id for f in figures]
    assert len(set(ids)) == len(ids)
    assert "boats-in-sylvania" in ids
    assert "visitors" in ids


TEXTS = (
    "The storm killed at least 12 people and injured 30. It sank 14 boats in Sylvania.",
    "At least 14 people died and dozens were hurt. Some 14 boats sank in Sylvania and 3 in Ruritania.",
    "The death toll rose to 15. The storm sank nearly 14 boats in Sylvania, of which 10 were new and 5 old.",
)


def test_order_of_articles_mentions_and_matches_does_not_matter() -> None:
    articles = [make_article(text, name) for name, text in zip("abc", TEXTS, strict=True)]
    mentions = [m for article in articles for m in find_figures(segment(article), article)]
    matches = [make_match("a.1", "b.1"), make_match("a.2", "b.2"), make_match("a.2", "c.2"), make_match("a.1", "c.1")]
    expected = group_figures(mentions, matches, articles, by_id(articles))
    for order in permutations(articles):
        turned = group_figures(mentions[::-1], matches[::-1], order, by_id(order))
        assert turned == expected


def test_every_mention_is_in_exactly_one_figure() -> None:
    articles = [make_article(text, name) for name, text in zip("abc", TEXTS, strict=True)]
    mentions = [m for article in articles for m in find_figures(segment(article), article)]
    figures = group(articles, ("a.1", "b.1"), ("b.2", "c.2"))
    assert sorted(map(repr, mentions)) == sorted(repr(m) for f in figures for m in f.mentions)
    assert len(mentions) == 11


words = st.sampled_from(
    """The storm sank killed at least about some nearly more than 12 2,500 two dozen 4.5 million $ 30% percent of
    boats people in Sylvania and Ruritania , . between 10 20 May 2031 half a third one to - “ ” year-old 47
    including""".split()
)


@given(st.lists(words, max_size=25).map(" ".join))
def test_spans_lie_inside_their_sentences_and_are_disjoint(text: str) -> None:
    article = make_article(text)
    sentences = segment(article)
    known = {s.id: s.text for s in sentences}
    ends: dict[str, int] = {}
    for mention in find_figures(sentences, article):
        assert known[mention.sentence][mention.start : mention.end] == mention.text
        assert mention.text.strip() == mention.text != ""
        assert mention.start >= ends.get(mention.sentence, 0)
        ends[mention.sentence] = mention.end


@given(st.one_of(st.integers(0, 10**12), st.decimals(0, 10**6, places=2)))
def test_a_printed_number_parses_back(number: float) -> None:
    assert parse_number(format_number(float(number))) == float(number)


ends = st.one_of(st.none(), st.integers(0, 20).map(float))
intervals = st.builds(Interval, ends, ends, st.booleans(), st.booleans())


@given(st.lists(intervals, max_size=4), st.floats(0, 20).map(lambda x: round(x, 1)))
def test_an_intersection_holds_what_all_hold(several: list[Interval], value: float) -> None:
    assert intersect(several).holds(value) == all(i.holds(value) for i in several)
    assert intersect(several) == intersect(several[::-1])


@given(intervals, st.floats(0, 20))
def test_an_empty_interval_holds_nothing(interval: Interval, value: float) -> None:
    assert not (interval.is_empty and interval.holds(value))


def test_rounding_is_by_sight() -> None:
    assert rounds_to(43_350, 43_000)
    assert not rounds_to(44_350, 43_000)
    assert not rounds_to(32, 30)
    assert not rounds_to(1_400, 1_000)


bounds = st.sampled_from(["", "about ", "nearly ", "at least ", "more than ", "fewer than ", "up to "])
statements = st.builds(lambda bound, n: f"The storm sank {bound}{n} boats.", bounds, st.integers(2, 40))


@given(statements, statements)
def test_a_verdict_does_not_depend_on_who_comes_first(first: str, second: str) -> None:
    (one,) = one_each(first, second)
    (other,) = one_each(second, first)
    assert one.status == other.status
    assert one.status != "single"


def test_a_row_of_a_table_gives_no_figures() -> None:
    assert found_in("The board counted " + ", ".join(f"{n} boats" for n in range(100, 160)) + " in the harbour.") == ()
    assert len(found_in("The board counted 100 boats, 110 boats and 120 boats in the harbour.")) == 3
