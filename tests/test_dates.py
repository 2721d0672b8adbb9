"""Expressions of time and the days they allow."""

import datetime as dt

import pytest

from sitegen.text.dates import find_times

PUBLISHED = dt.date(2031, 1, 17)
"""A Friday."""


@pytest.mark.parametrize(
    ("text", "found", "kind", "low", "high"),
    [
        ("It opened on January 5.", "January 5", "date", "2031-01-05", "2031-01-05"),
        ("It opened on 5 Jan 2029.", "5 Jan 2029", "date", "2029-01-05", "2029-01-05"),
        ("It opened on the 5th of March, 2029.", "5th of March, 2029", "date", "2029-03-05", "2029-03-05"),
        ("It opened on Friday 5 Jan 2029.", "Friday 5 Jan 2029", "date", "2029-01-05", "2029-01-05"),
        ("It opened in December.", "December", "date", "2030-12-01", "2030-12-31"),
        ("It opened last October.", "last October", "date", "2030-10-01", "2030-10-31"),
        ("It opens in March.", "March", "date", "2031-03-01", "2031-03-31"),
        ("It opened in early January.", "early January", "date", "2031-01-01", "2031-01-11"),
        ("It opened in late 2029.", "late 2029", "date", "2029-09-01", "2029-12-31"),
        ("It opened on Thursday.", "Thursday", "date", "2031-01-16", "2031-01-16"),
        ("It opened last Saturday.", "last Saturday", "date", "2031-01-11", "2031-01-11"),
        ("It opened last Tuesday.", "last Tuesday", "date", "2031-01-07", "2031-01-14"),
        ("It opened on Friday.", "Friday", "date", "2031-01-17", "2031-01-17"),
        ("It opened in 2029.", "2029", "date", "2029-01-01", "2029-12-31"),
        ("Shut since mid-October.", "since mid-October", "period", "2030-10-10", None),
        ("Shut since 2029, it leaks.", "since 2029", "period", "2029-01-01", None),
        ("Open by Jan. 3 or so.", "by Jan. 3", "period", None, "2031-01-03"),
        (
            "Shut between October 17 and January 11.",
            "between October 17 and January 11",
            "period",
            "2030-10-17",
            "2031-01-11",
        ),
        ("Shut from 2025 to 2029.", "from 2025 to 2029", "period", "2025-01-01", "2029-12-31"),
    ],
)
def test_expression_and_its_days(text: str, found: str, kind: str, low: str | None, high: str | None) -> None:
    (mention,) = find_times(text, PUBLISHED)
    assert text[mention.start : mention.end] == mention.text == found
    assert (mention.kind, mention.low, mention.high) == (
        kind,
        dt.date.fromisoformat(low) if low else None,
        dt.date.fromisoformat(high) if high else None,
    )


@pytest.mark.parametrize("text", ["They may march on.", "It cost 2,500 crowns.", "Route 1950s", "At 9.30 it opened."])
def test_what_is_no_date(text: str) -> None:
    assert find_times(text, PUBLISHED) == ()


def test_without_the_articles_date_nothing_is_guessed() -> None:
    mentions = find_times("It shut on Thursday and on January 5 and in 2029.", None)
    assert [(m.text, m.low is not None) for m in mentions] == [
        ("Thursday", False),
        ("January 5", False),
        ("2029", True),
    ]


@pytest.mark.parametrize("year", [1, 2, 999])
def test_an_article_of_the_first_years_has_no_dates_before_it(year: int) -> None:
    text = "Shut between December 5 and January 3, last Monday and in December."
    assert [m.low for m in find_times(text, dt.date(year, 1, 1))] == [None, None, None]


def test_an_impossible_day_has_no_days() -> None:
    assert [(m.low, m.high) for m in find_times("It shut on February 31.", PUBLISHED)] == [(None, None)]
