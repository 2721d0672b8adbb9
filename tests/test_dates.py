"""Expressions of time and the days they allow."""

import datetime as dt
import re
from itertools import pairwise

import pytest
from casefiles import Case, case_id, read_cases
from hypothesis import given
from hypothesis import strategies as st

from sitegen.text.dates import TimeMention, find_times


def spread(low: object, high: object) -> str:
    """`low .. high`, or one of them where they are one; `?` for none."""
    return f"{low if low is not None else '?'}" if low == high else f"{low} .. {high}"


def shown(mention: TimeMention) -> str:
    """A mention as the case file writes it."""
    if mention.days is not None:
        return f"{mention.text} = {spread(*mention.days)}"
    days = spread(mention.low, mention.high)
    if mention.kind == "period":
        days = f"from {spread(mention.low, mention.low_by)} to {spread(mention.high_from, mention.high)}"
    return f"{mention.text} = {days}" + (f"; {mention.takes}" if mention.takes != "nothing" else "")


@pytest.mark.parametrize("case", read_cases("dates"), ids=case_id)
def test_an_expression_is_found_with_the_days_it_allows(case: Case) -> None:
    day, text = case.given.split("\n", 1)
    found = find_times(text, None if day == "no date" else dt.date.fromisoformat(day))
    assert ("\n".join(map(shown, found)) or "nothing") == case.expected


def test_without_the_articles_date_nothing_is_guessed() -> None:
    mentions = find_times("It shut on Thursday, on January 5, last week, two days ago and in 2029.", None)
    assert [(m.text, m.low is not None) for m in mentions] == [
        ("Thursday", False),
        ("January 5", False),
        ("last week", False),
        ("two days ago", False),
        ("2029", True),
    ]


@pytest.mark.parametrize("year", [1, 2, 999])
def test_an_article_of_the_first_years_has_no_dates_before_it(year: int) -> None:
    text = "Shut between December 5 and January 3, last Monday and in December, 12 years ago."
    assert [m.low for m in find_times(text, dt.date(year, 1, 1))] == [None] * 4


_PIECES = (
    "on Monday", "last Friday", "next May", "in 2029", "May 5, 2030", "5–9 January", "since mid-June", "a day after",
    "until", "the", "12", "between", "and", "to", "from", ",", "weeks earlier", "two years ago", "the 1990s",
    "31 April",
)  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map(" ".join), st.dates(dt.date(1970, 1, 1)))
def test_mentions_are_disjoint_and_their_days_in_order(text: str, day: dt.date) -> None:
    mentions = find_times(text, day)
    assert [m.text for m in mentions] == [text[m.start : m.end] for m in mentions]
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    for mention in mentions:
        ends = [one for one in (mention.low, mention.low_by, mention.high_from, mention.high) if one is not None]
        assert mention.kind == "period" or ends == sorted(ends), mention
        assert re.search(r"\w", mention.text)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.dates(dt.date(1900, 1, 1), dt.date(2090, 1, 1)))
def test_a_full_date_is_the_same_day_whenever_it_is_written(day: dt.date, published: dt.date) -> None:
    text = f"It opened on {day.day} {day:%B} {day.year} in the rain."
    (mention,) = find_times(text, published)
    assert (mention.low, mention.high, mention.takes) == (day, day, "nothing")


@pytest.mark.parametrize("text", ["Tomorrow it was shut.", "It opens next year.", "It opens next month.", "Last year."])
@pytest.mark.parametrize("published", [dt.date.max, dt.date(9999, 12, 30), dt.date.min])
def test_the_ends_of_the_calendar_are_no_place_to_count_from(text: str, published: dt.date) -> None:
    assert all(mention.low is None and mention.high is None for mention in find_times(text, published))
