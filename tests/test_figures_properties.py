"""What holds of figures whatever the text: spans, intervals, and no dependence on any order."""

import random
import re
from datetime import date
from itertools import permutations

from figure_values import found_in, group, one_each
from hypothesis import given
from hypothesis import strategies as st
from news import by_id, make_article, make_match

from sitegen.compare.figure_mentions import find_figures
from sitegen.compare.figures import group_figures
from sitegen.compare.intervals import Interval, intersect
from sitegen.model.article import DateBasis
from sitegen.text.numbers import format_number, parse_number
from sitegen.text.segment import segment

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
    including minus half-dozen 2 1/2 .5 under age ( ) €""".split()
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


@given(st.one_of(st.integers(-(10**12), 10**12), st.decimals(-(10**6), 10**6, places=2)))
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


bounds = st.sampled_from(["", "about ", "nearly ", "at least ", "more than ", "fewer than ", "up to "])
statements = st.builds(lambda bound, n: f"The storm sank {bound}{n} boats.", bounds, st.integers(2, 40))


@given(statements, statements)
def test_a_verdict_does_not_depend_on_who_comes_first(first: str, second: str) -> None:
    (one,) = one_each(first, second)
    (other,) = one_each(second, first)
    assert one.status == other.status
    assert one.status != "single"


kinds = st.sampled_from(
    ["The storm sank {} boats.", "The repairs cost ${}.", "Turnout rose to {}%.", "It lasted {} hours."]
)
BASES: tuple[DateBasis, ...] = ("published", "inferred")
day = st.sampled_from([date(2031, 5, 2), date(2031, 5, 3), date(2031, 5, 4)])
telling = st.tuples(bounds, st.integers(2, 3000), day, st.sampled_from(BASES))


@given(kinds, st.lists(telling, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_a_verdict_depends_on_no_order_and_is_one_sentence(
    kind: str, told: list[tuple[str, int, date, DateBasis]], chance: random.Random
) -> None:
    articles = [
        make_article(kind.format(f"{bound}{n:,}").replace(f"${bound}", f"{bound}$"), name, day=of, basis=basis)
        for name, (bound, n, of, basis) in zip("abcd", told, strict=False)
    ]
    mentions = [m for article in articles for m in find_figures(segment(article), article)]
    matches = [make_match(f"{x.id}.1", f"{y.id}.1") for x in articles for y in articles if x.id < y.id]
    figures = group_figures(mentions, matches, articles, by_id(articles))
    for figure in figures:
        assert figure.why.endswith(".")
        assert not re.search(r"[.!?]\s", figure.why)
        assert (figure.status == "single") == (len({m.sentence for m in figure.mentions}) == 1)
    for shuffled in (mentions, matches, articles):
        chance.shuffle(shuffled)
    assert group_figures(mentions, matches, articles, by_id(articles)) == figures


@given(st.lists(words, max_size=25).map(" ".join))
def test_intervals_hold_their_value(text: str) -> None:
    article = make_article(text)
    for mention in find_figures(segment(article), article):
        if mention.value is None:
            assert mention.low is mention.high is None
            continue
        # the value of a bound that excludes it is the end of its interval
        low = mention.low if mention.low is not None else mention.value
        high = mention.high if mention.high is not None else mention.value
        assert low <= mention.value <= high
        assert not mention.low_open or mention.low == mention.value
        assert not mention.high_open or mention.high == mention.value


@given(st.one_of(st.integers(0, 10**12), st.decimals(0, 10**6, places=2)), st.sampled_from(["$", "€", "%", ""]))
def test_a_number_reads_the_same_in_an_article(amount: float, unit: str) -> None:
    value = float(amount)
    text = (
        f"The share was {format_number(value)}%." if unit == "%" else f"He paid {unit}{format_number(value)} for boats."
    )
    assert [mention.value for mention in found_in(text)] == [value]
