"""The interface's own words: counts of parts, and dates of which some are unknown."""

from datetime import date

import pytest
from msgspec.structs import replace
from site_pages import STORY, render_site
from site_values import make_articles, make_comparison

from sitegen.site.views import phrases

DAY, LATER = date(2031, 6, 3), date(2031, 6, 18)


@pytest.mark.parametrize(
    ("n", "n_all", "text"),
    [
        (0, 1, "One item, not in a list"),
        (1, 1, "One item, in a list"),
        (0, 2, "Two items; none of them in a list"),
        (1, 2, "Two items; one of them in a list"),
        (2, 2, "Two items, both in a list"),
        (3, 3, "Three items, all in a list"),
        (14, 20, "20 items; 14 of them in a list"),
    ],
)
def test_a_part_of_a_count_is_told_as_a_reader_would(n: int, n_all: int, text: str) -> None:
    assert f"{phrases.sentence_case(phrases.count(n_all, 'item'))}{phrases.share(n, n_all)} in a list" == text


@pytest.mark.parametrize(
    ("dates", "text"),
    [
        ([], ""),
        ([DAY], "3 June 2031"),
        ([DAY, LATER], "3 to 18 June 2031"),
        ([DAY, None, None], "one dated 3 June 2031, two undated"),
        ([LATER, None, DAY], "two dated 3 to 18 June 2031, one undated"),
        ([None], "undated"),
        ([None, None], "both undated"),
        ([None, None, None], "all undated"),
    ],
)
def test_articles_without_a_date_are_counted_beside_the_dated(dates: list[date | None], text: str) -> None:
    assert phrases.dated(dates) == text


def test_a_date_of_one_article_is_not_given_to_all() -> None:
    first, *others = make_articles()
    some = make_comparison((first, *(replace(one, date=None) for one in others)))
    site = render_site(some)
    lead = site.page(f"{STORY}index.html").all("p", cls="lead")[0].text
    assert lead.startswith("Three articles; one dated 6 May 2031, two undated. They share")
    assert "one dated 6 May 2031, two undated · 3 articles" in site.page("index.html").text
    whole = render_site(make_comparison()).page(f"{STORY}index.html").all("p", cls="lead")[0].text
    assert whole.startswith("Three articles, 6 to 7 May 2031. They share")


def test_quotes_that_all_are_shared_are_not_counted_twice() -> None:
    comparison = make_comparison()
    (quote,) = comparison.quotes
    twice = replace(comparison, quotes=(quote, replace(quote, id="again")))
    lead = render_site(twice).page(f"{STORY}quotes/index.html").one("p", cls="lead").text
    assert lead.startswith("Two utterances, both in more than one article.")
