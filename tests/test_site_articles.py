"""Pages of articles, figures and quotes, held against the findings they are made from."""

import pytest
from msgspec.structs import replace
from site_pages import STORY, Element, Site, numbers, pier_site, render_site, twelve_site, with_read, words_of
from site_values import TEXTS, make_comparison, make_contested


@pytest.fixture(scope="module")
def site() -> Site:
    """The invented story, rendered."""
    return pier_site()


@pytest.fixture(scope="module")
def wide() -> Site:
    """An event told by twelve."""
    return twelve_site()


def test_an_article_reads_as_it_was_written(site: Site) -> None:
    page = site.page(f"{STORY}read/outlet-a/index.html")
    assert tuple(one.raw for one in page.all("p", cls="words reader")) == TEXTS["outlet-a"][1]
    assert words_of(page.one("h1"))[0].raw == TEXTS["outlet-a"][0]
    assert site.page(f"{STORY}read/outlet-b/index.html").one("h1").text == "No headline in the text"


def test_the_margin_names_who_else_has_a_sentence(site: Site) -> None:
    page = site.page(f"{STORY}read/outlet-a/index.html")
    margins = [
        (line.attributes["id"], [code.text for code in line.one(cls="margin").all("abbr")], "Only here" in line.text)
        for line in page.one(cls="article").all("div", cls="line")
    ]
    assert margins == [
        ("s-outlet-a-1", ["OC", "OB"], False),
        ("s-outlet-a-2", ["OC", "OB"], False),
        ("s-outlet-a-3", ["OB"], False),
        ("s-outlet-a-4", [], True),
    ]


def test_what_is_not_reprinted_becomes_a_counted_gap() -> None:
    comparison = with_read("matched")
    bare = replace(comparison, figures=(), quotes=(), usages=(), matches=(), uncertain=())
    page = render_site(bare).page(f"{STORY}read/outlet-a/index.html")
    assert [numbers(gap.text)[0] for gap in page.all(cls="gap")] == [1]
    assert page.one(cls="gap").one("a").attributes["href"] == "https://a.example/pier"
    assert TEXTS["outlet-a"][1][3] not in page.text


def test_of_an_article_that_is_off_no_more_than_eight_words_stand_anywhere() -> None:
    site = render_site(with_read("off"))
    seen = 0
    for path in site.html:
        for words in words_of(site.page(path)):
            if words.attributes["data-from"].startswith("pier-fire/outlet-a."):
                seen += 1
                own = "".join(
                    child if isinstance(child, str) else child.raw for child in words.children if not _is_ours(child)
                )
                assert len(own.split()) <= 8, (path, own)
    assert seen > 10


def _is_ours(child: Element | str) -> bool:
    return isinstance(child, Element) and "ours" in child.classes


def test_dates_say_how_they_are_known(site: Site) -> None:
    head = site.page(f"{STORY}read/outlet-b/index.html").all("p", cls="facts")[0].text
    assert "date inferred: “Tuesday” in the text" in head
    assert "machine-translated from Examplish" in head
    key = site.page(f"{STORY}index.html").one(cls="key").text
    assert key.count("date inferred") == 1
    assert "date stated in the text" in key
    assert "relays Example Press" in key


def test_a_figures_rows_stand_by_the_date_of_the_count(site: Site) -> None:
    table = site.page(f"{STORY}figures/index.html").one("table", cls="plot")
    assert [time.attributes["datetime"] for time in table.all("time")] == ["2031-05-06", "2031-05-06", "2031-05-07"]
    notes = [row.one("th").one(cls="note").text for row in table.one("tbody").all("tr")]
    assert notes == ["published", "published", "inferred"]
    assert len(table.all("svg", cls="strip")) == 3


def test_where_all_agree_there_is_a_list_and_no_plot(wide: Site) -> None:
    page = wide.page("stories/clock/figures/index.html")
    assert not page.all("table", cls="plot")
    assert "The parts add up: 13 + 12 = 25." in page.text
    assert "not given" in page.text


def test_a_story_without_figures_says_so_and_its_bar_does_not_lead_there() -> None:
    site = render_site(replace(make_comparison(), figures=(), quotes=()))
    assert "No article of this story gives a number" in site.page(f"{STORY}figures/index.html").text
    assert "No article quotes anybody." in site.page(f"{STORY}quotes/index.html").text
    bar = site.page(f"{STORY}index.html").one("nav", cls="story-bar").text
    assert "Figures" not in bar
    assert "Quotes" not in bar


def test_a_paraphrase_has_no_quotation_marks(site: Site) -> None:
    page = site.page(f"{STORY}quotes/index.html")
    told = [words for words in words_of(page) if words.raw == "the pier would be rebuilt"]
    said = [words for words in words_of(page) if words.raw == "We will rebuild it"]
    assert ["quoted" in one.classes for one in (*told, *said)] == [False, True]
    silent = next(part for part in page.all("section") if part.attributes["aria-labelledby"] == "silent")
    assert [code.text for code in silent.all("abbr")] == ["OC", "OB"]


def test_each_outlet_keeps_its_own_verb_for_the_same_words(site: Site) -> None:
    wording = render_site(make_contested()).page(f"{STORY}quotes/index.html").one(cls="utterance").all("li")[0]
    assert wording.one(cls="note").text == "paraphrased, the fullest: said OA, vowed OB"
    assert [words.raw for words in words_of(wording.one(cls="note"))] == ["said", "vowed"]
    # A verb that stands alone needs no code: the row has it.
    first, *_ = site.page(f"{STORY}quotes/index.html").one(cls="utterance").all("li")
    assert first.one(cls="note").text == "quoted, the fullest: said"


def test_a_lone_figure_is_not_told_twice_what_it_counts() -> None:
    comparison = make_comparison()
    visitors, year = comparison.figures
    lone = replace(visitors, id="lone", status="single", mentions=visitors.mentions[:1])
    away = replace(lone, id="away", counted="people", scope="")
    page = render_site(replace(comparison, figures=(lone, away, year))).page(f"{STORY}figures/index.html")
    assert [item.text for item in page.one(cls="lone-figures").all("li")] == [
        "At least 40 visitors Springfield-on-Sea",
        "At least 40 visitors People",
        "1899 Year",
    ]


def test_spellings_of_one_speaker_share_a_heading() -> None:
    comparison = make_comparison()
    (quote,) = comparison.quotes
    first, second = quote.mentions
    lone = replace(quote, id="lone", speaker="Mayor X", mentions=(replace(second, speaker="Mayor X"),))
    other = replace(quote, id="other", speaker="Mr Y", mentions=(replace(second, speaker="Mr Y"),))
    nobody = replace(quote, id="nobody", speaker=None, mentions=(replace(second, speaker=None),))
    both = replace(quote, mentions=(first, replace(second, speaker="MAYOR X")))
    site = render_site(replace(comparison, quotes=(lone, nobody, other, both)))
    page = site.page(f"{STORY}quotes/index.html")
    found = [(part.one("h2").text, len(part.all(cls="utterance"))) for part in page.all("article", cls="speaker")]
    assert found == [("The mayor", 2), ("Mr Y", 1), ("Speaker not named", 1)]
