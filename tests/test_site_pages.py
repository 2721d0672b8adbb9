"""The site as a whole: which pages there are, and what none of them may lack or hold."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace
from site_pages import CLAIM, STORY, Site, pier_site, render_site, twelve_site, with_read, words_of
from site_values import SETTINGS, make_comparison, make_library
from site_wide import make_wide, make_wide_outlets

from sitegen.model import Library
from sitegen.model.article import ReadMode
from sitegen.site.assets import default_templates
from sitegen.site.pages import make_pages


@pytest.fixture(scope="module")
def site() -> Site:
    """The invented story, rendered."""
    return pier_site()


@pytest.fixture(scope="module")
def wide() -> Site:
    """An event told by twelve."""
    return twelve_site()


def test_every_page_kind_is_there_once(site: Site) -> None:
    assert {
        "index.html",
        "404.html",
        "method/index.html",
        "outlets/index.html",
        "outlets/outlet-a/index.html",
        "search/index.html",
        "glossary/index.html",
        f"{STORY}index.html",
        f"{STORY}claims/index.html",
        CLAIM,
        f"{STORY}claims/alone-0/index.html",
        f"{STORY}compare/index.html",
        f"{STORY}compare/outlet-a--outlet-b/index.html",
        f"{STORY}compare/outlet-a--outlet-c/index.html",
        f"{STORY}compare/outlet-b--outlet-c/index.html",
        f"{STORY}read/outlet-c/index.html",
        f"{STORY}figures/index.html",
        f"{STORY}quotes/index.html",
        f"{STORY}coverage/index.html",
        f"{STORY}timeline/index.html",
    } <= set(site.html)


def test_pages_are_unique_sorted_and_the_same_every_time() -> None:
    comparison = make_comparison()
    first, second = (make_pages(SETTINGS, make_library(comparison), (comparison,)) for _ in range(2))
    paths = [page.path for page in first]
    assert paths == sorted(set(paths))
    assert first == second
    assert render_site(comparison).html == render_site(comparison).html


def test_two_stories_of_one_name_are_refused() -> None:
    comparison = make_comparison()
    with pytest.raises(ValueError, match="two pages for one file"):
        make_pages(SETTINGS, make_library(comparison), (comparison, comparison))


@pytest.mark.parametrize("links", ["directory", "file"])
@pytest.mark.parametrize("base_url", [None, "https://example.org/paper/"])
@pytest.mark.parametrize("mode", ["full", "matched", "off"])
@pytest.mark.parametrize("unreviewed", ["show", "hide"])
def test_the_sites_own_check_finds_nothing(links: str, base_url: str | None, mode: ReadMode, unreviewed: str) -> None:
    settings = replace(SETTINGS, links=links, base_url=base_url, unreviewed=unreviewed)
    assert render_site(with_read(mode), settings=settings).problems == ()


@pytest.mark.parametrize("n", [1, 2, 3, 6, 7, 12])
def test_the_sites_own_check_finds_nothing_however_many_outlets(n: int) -> None:
    assert render_site(make_wide(n), outlets=make_wide_outlets(n)).problems == ()


def test_one_changed_character_of_a_template_is_found(tmp_path: Path) -> None:
    macros = default_templates() / "partials" / "macros.html"
    changed = tmp_path / "partials" / "macros.html"
    changed.parent.mkdir()
    changed.write_text(macros.read_text().replace("{{ run.text }}", "{{ run.text }}."), encoding="utf-8")
    found = render_site(make_comparison(), templates=(tmp_path,)).problems
    assert any("word for word" in problem.message for problem in found)


def test_a_sites_own_template_hides_the_shipped_one_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text("{% extends 'base.html' %}{% block main %}<h1>Lost</h1>{% endblock %}")
    site = render_site(make_comparison(), templates=(tmp_path,))
    assert site.page("404.html").one("h1").text == "Lost"
    assert site.page("index.html").one("h1").text == SETTINGS.title


def test_every_page_has_one_heading_of_the_first_rank_and_skips_none(site: Site, wide: Site) -> None:
    for one in (site, wide):
        for path in one.html:
            ranks = [int(element.tag[1]) for element in one.page(path).walk() if re.fullmatch(r"h[1-6]", element.tag)]
            assert ranks.count(1) == 1, path
            assert ranks[0] == 1 or ranks[:2] == [2, 1], path
            assert all(b - a <= 1 for a, b in pairwise(ranks)), (path, ranks)


def test_nothing_is_styled_or_scripted_inside_a_page(site: Site) -> None:
    for path in site.html:
        page = site.page(path)
        scripts = [one for one in page.all("script") if one.attributes.get("type") != "application/ld+json"]
        assert all("src" in one.attributes and not one.children for one in scripts)
        assert bool(scripts) == (path == "search/index.html"), path
        assert not page.all("style")
        assert not [element for element in page.walk() if "style" in element.attributes]
        policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]
        assert policy.startswith("default-src 'none'; style-src 'self'")


def test_an_outlets_words_stay_text() -> None:
    page = render_site(make_comparison()).page(f"{STORY}read/outlet-c/index.html")
    assert "Insurers & owners <meet> on Friday." in [element.raw for element in words_of(page)]


def test_absolute_addresses_stand_only_where_a_base_url_is_set(site: Site) -> None:
    assert "canonical" not in "".join(site.html.values())
    based = render_site(make_comparison(), settings=replace(SETTINGS, base_url="https://example.org/paper/"))
    page = based.page(f"{STORY}claims/index.html")
    address = "https://example.org/paper/stories/pier-fire/claims/"
    assert page.one("link", rel="canonical").attributes["href"] == address
    assert page.one("meta", property="og:url").attributes["content"] == address
    links = [one.attributes["href"] for one in page.all("a") if "example.org/paper" in one.attributes["href"]]
    assert not links


def test_the_page_for_unknown_addresses_works_at_any_depth(site: Site) -> None:
    page = site.page("404.html")
    assert page.one("link", rel="stylesheet").attributes["href"] == "/assets/site.css"
    assert "/stories/pier-fire/" in [link.attributes["href"] for link in page.all("a")]
    based = render_site(make_comparison(), settings=replace(SETTINGS, base_url="https://example.org/paper/"))
    assert based.page("404.html").one("link", rel="stylesheet").attributes["href"] == "/paper/assets/site.css"


def test_links_can_spell_the_file_for_a_copy_opened_from_disk() -> None:
    filed = render_site(make_comparison(), settings=replace(SETTINGS, links="file"))
    for path in set(filed.html) - {"404.html"}:
        for link in filed.page(path).all("a"):
            address = link.attributes["href"]
            assert (
                "://" in address or address.startswith(("#", "mailto:")) or not address.partition("#")[0].endswith("/")
            )


def test_a_site_without_stories_says_how_to_begin() -> None:
    pages = {page.path: page.view for page in make_pages(SETTINGS, Library(outlets=(), stories=()), ())}
    assert set(pages) == {
        "index.html",
        "404.html",
        *(f"{name}/index.html" for name in ("glossary", "method", "outlets", "search")),
    }
    assert "No stories yet" in render_site(outlets=()).html["index.html"]


def test_parts_of_a_page_that_are_landmarks_have_names_of_their_own() -> None:
    comparison = make_comparison()
    twins = tuple(replace(comparison.figures[0], id=name) for name in ("one", "two"))
    alike = tuple(
        replace(comparison.quotes[0], id=name, speaker=name, mentions=comparison.quotes[0].mentions[:1])
        for name in ("a", "A ")
    )
    site = render_site(replace(comparison, figures=twins, quotes=alike))
    for path in site.html:
        page = site.page(path)
        titles = {one.attributes["id"]: one.text for one in page.walk() if "id" in one.attributes}
        names = [titles[one.attributes["aria-labelledby"]] for one in page.all("section")]
        names += [one.attributes["aria-label"] for one in page.all("nav")]
        assert len(names) == len(set(names)), path
