"""The timeline's page, and where the pages say that an article contradicts itself."""

from datetime import date

import pytest
from msgspec.structs import replace
from site_pages import CLAIM, STORY, Site, numbers, pier_site, render_site, with_read, words_of
from site_values import make_comparison

from sitegen.site.views.timeline import open_days

PAGE = f"{STORY}timeline/index.html"


@pytest.fixture(scope="module")
def site() -> Site:
    """The invented story, rendered."""
    return pier_site()


def test_days_in_order_with_what_happened_and_what_appeared(site: Site) -> None:
    page = site.page(PAGE)
    assert [heading.text for heading in page.one("ol", cls="timeline").all("h2")] == [
        "1899",
        "5 May 2031",
        "5–6 May 2031",
        "6 May 2031",
        "Since 6 May 2031",
        "6 May 2031",
        "7 May 2031",
        "6 May 2031",
        "Undated",
    ]
    kinds = [next(iter(one.classes - {"moment"})) for one in page.all("li", cls="moment")]
    assert kinds == ["event", "event", "event", "event", "period", "published", "published", "published", "event"]


def test_each_event_has_the_words_of_all_who_date_it(site: Site) -> None:
    moments = [one for one in make_comparison().timeline if one.kind == "event"]
    shown = [
        one.all(cls="who-when") for one in site.page(PAGE).all("li", cls="moment") if "published" not in one.classes
    ]
    assert [[words_of(who)[0].text for who in each] for each in shown] == [
        [mention.text for mention in moment.mentions] for moment in moments
    ]


def test_the_lead_counts_the_events_it_lists(site: Site) -> None:
    page = site.page(PAGE)
    events = [one for one in page.all("li", cls="moment") if "published" not in one.classes]
    shared = [one for one in events if len(one.all(cls="who-when")) > 1]
    assert numbers(page.one(cls="lead").text)[:2] == [len(events), len(shared)]


def test_machines_get_the_day_the_month_or_the_year(site: Site) -> None:
    times = [one.attributes["datetime"] for one in site.page(PAGE).one("ol").all("time")]
    assert times[0] == "1899"
    assert set(times[1:]) <= {"2031-05-05", "2031-05-06", "2031-05-07"}


def test_an_inferred_date_of_an_article_says_from_what(site: Site) -> None:
    notes = [one.text for one in site.page(PAGE).all("li", cls="published")]
    assert any("date inferred: “Tuesday” in the text" in note for note in notes)
    assert any("date of publication" in note for note in notes)


def test_how_a_day_is_known(site: Site) -> None:
    notes = {one.all(cls="note")[-1].text.partition(" ·")[0] for one in site.page(PAGE).all(cls="dated-by")}
    assert notes == {
        "date in the text",
        "counted from the article’s date",
        "counted from an inferred date",
        "no day can be told",
    }


def test_the_timeline_is_in_the_bar_and_on_the_overview(site: Site) -> None:
    bar = site.page(PAGE).one("nav", cls="story-bar").all("a", **{"aria-current": "page"})
    assert [link.text for link in bar] == ["Timeline"]
    section = site.page(f"{STORY}index.html").one("section", **{"aria-labelledby": "what-when"})
    assert [link.attributes["href"] for link in section.all("a")] == ["timeline/"]


def test_without_moments_nothing_links_to_the_timeline() -> None:
    bare = render_site(replace(make_comparison(), timeline=()))
    assert "timeline/" not in bare.html[f"{STORY}index.html"]
    assert bare.problems == ()


def test_without_events_the_page_says_so_and_dates_the_articles() -> None:
    made = make_comparison()
    only = replace(made, timeline=tuple(one for one in made.timeline if one.kind == "published"))
    page = render_site(only).page(PAGE)
    assert page.one(cls="lead").text.startswith("No article dates an event")
    assert len(page.all("li", cls="moment")) == 3


@pytest.mark.parametrize("mode", ["matched", "off"])
def test_withheld_articles_show_no_more_than_they_may(mode: str) -> None:
    site = render_site(with_read(mode))  # type: ignore[arg-type]
    assert site.problems == ()
    for words in words_of(site.page(PAGE)):
        if "/outlet-a." in words.attributes["data-from"] and mode == "off":
            assert len(words.raw.replace("…", "").split()) <= 8


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2031-05-05", "2031-05-05", "5 May 2031"),
        ("2031-05-01", "2031-05-11", "1–11 May 2031"),
        ("2031-05-01", "2031-05-31", "May 2031"),
        ("2031-11-01", "2031-12-31", "November–December 2031"),
        ("2031-01-01", "2031-12-31", "2031"),
        ("1990-01-01", "1999-12-31", "1990–1999"),
        ("2031-04-28", "2031-05-04", "28 April – 4 May 2031"),
        ("2030-12-29", "2031-01-05", "29 December 2030 – 5 January 2031"),
    ],
)
def test_days_that_the_words_leave_open(first: str, last: str, text: str) -> None:
    assert open_days(date.fromisoformat(first), date.fromisoformat(last)) == text


def test_tensions_stand_on_the_overview_with_their_sentences(site: Site) -> None:
    made = make_comparison()
    blocks = site.page(f"{STORY}index.html").all("div", cls="tension")
    assert len(blocks) == len(made.tensions)
    for block, tension in zip(blocks, made.tensions, strict=True):
        assert tension.why in block.text
        assert [mark.text for mark in block.all("mark", cls="conflicts")] == [one.text for one in tension.mentions]


def test_tensions_stand_beside_their_sentences_in_the_article(site: Site) -> None:
    made = make_comparison()
    page = site.page(f"{STORY}read/outlet-a/index.html")
    beside = [one for one in page.all(cls="margin") if "Within this article" in one.text]
    assert len(beside) == 2
    assert all(made.tensions[0].why in one.text for one in beside)
    assert "Within this article" not in site.page(f"{STORY}read/outlet-c/index.html").text


def test_tensions_stand_where_they_belong(site: Site) -> None:
    first, second = (one.why for one in make_comparison().tensions)
    assert first in site.page(CLAIM).text
    assert second not in site.page(CLAIM).text
    figures = site.page(f"{STORY}figures/index.html").text
    assert second in figures
    assert first not in figures
