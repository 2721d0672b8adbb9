"""The page of figures: what it shows of verdicts, marks, rough amounts and of articles without a number."""

import pytest
from msgspec.structs import replace
from site_pages import STORY, Element, Site, pier_site, render_site
from site_values import make_comparison

from sitegen.model import Figure, FigureMention

PAGE = f"{STORY}figures/index.html"


def vague(mention: FigureMention) -> FigureMention:
    return replace(mention, value=None, low=None, high=None, low_open=False, bound=None)


def page_of(*figures: Figure) -> Element:
    return render_site(replace(make_comparison(), figures=figures)).page(PAGE)


@pytest.fixture(scope="module")
def site() -> Site:
    """The invented story, rendered."""
    return pier_site()


def test_the_legend_explains_the_marks_that_are_drawn_and_no_other(site: Site) -> None:
    marks = [item.text for item in site.page(PAGE).one("ul", cls="legend").all("li")]
    assert marks == ["at least", "more than", "fits every statement"]
    assert site.page(PAGE).one("table", cls="plot").all("rect", cls="band")


def test_without_a_plot_there_is_no_legend() -> None:
    visitors, year = make_comparison().figures
    page = page_of(replace(visitors, status="agree"), year)
    assert not page.all("ul", cls="legend")
    first = page.one("ul", cls="readings").all("a")[0]
    assert first.attributes["href"].endswith("read/outlet-a/#s-outlet-a-2")


def test_the_figures_can_be_had_as_a_table(site: Site) -> None:
    (link,) = [a for a in site.page(PAGE).all("a") if "CSV" in a.text]
    assert link.attributes["href"] == "../../../data/pier-fire/figures.csv"


def test_rough_amounts_of_several_outlets_are_not_called_one_outlets() -> None:
    visitors, _ = make_comparison().figures
    rough = replace(visitors, status="single", mentions=tuple(map(vague, visitors.mentions)))
    assert page_of(rough).one("article", cls="figure").one(cls="verdict").one(cls="status").text == "Rough amounts only"
    mixed = replace(visitors, status="single", mentions=(visitors.mentions[0], vague(visitors.mentions[1])))
    assert page_of(mixed).one("article", cls="figure").one(cls="verdict").one(cls="status").text == "One number only"


def test_an_article_without_a_figure_is_named() -> None:
    _, year = make_comparison().figures
    page = page_of(year)
    assert "No number is given twice. Each of those below stands in one article only." in page.text
    (line,) = [p for p in page.all("p") if p.text.startswith("No figure found in")]
    assert [code.text for code in line.all("abbr")] == ["OC", "OB"]


def test_a_story_without_figures_has_neither_list_nor_table() -> None:
    page = page_of()
    assert "No article of this story gives a number that measures something." in page.text
    assert "CSV" not in page.text
    assert "No figure found in" not in page.text
    assert "In one article only" not in page.text


def test_a_sum_of_money_has_its_sign_on_the_plot() -> None:
    visitors, _ = make_comparison().figures
    paid = replace(visitors, unit="$", mentions=tuple(replace(it, unit="$") for it in visitors.mentions))
    labels = [row.one("svg", cls="strip").text for row in page_of(paid).one("tbody").all("tr")]
    assert labels == ["≥ $40", "≥ $40", "> $30"]
