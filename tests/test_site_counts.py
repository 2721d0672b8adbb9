"""Counts in prose, recounted on the pages they speak of."""

import re
from collections import Counter

import pytest
from site_pages import STORY, Site, numbers, pier_site, words_of
from site_values import TEXTS, make_comparison


@pytest.fixture(scope="module")
def site() -> Site:
    """The invented story, rendered."""
    return pier_site()


def test_the_overview_counts_what_the_claims_page_lists(site: Site) -> None:
    claims = site.page(f"{STORY}claims/index.html")
    blocks = claims.all("article", cls="claim")
    kinds = Counter(kind for block in blocks for kind in ("conflict", "varies", "agree") if kind in block.classes)
    singles = [one for one in claims.one("section", cls="claim single").all("li") if "id" in one.attributes]
    lead = site.page(f"{STORY}index.html").all("p", cls="lead")[0].text
    assert numbers(lead.partition("They share")[2]) == [
        len(blocks),
        kinds["conflict"],
        kinds["varies"],
        kinds["agree"],
        len(singles),
        1,  # "in one article only"
    ]


def test_each_filter_button_counts_what_it_shows(site: Site) -> None:
    claims = site.page(f"{STORY}claims/index.html")
    shown: Counter[str] = Counter(
        kind
        for block in claims.all("article", cls="claim")
        for kind in ("conflict", "varies", "agree")
        if kind in block.classes
    )
    shown["single"] = len([one for one in claims.one(cls="claim single").all("li") if "id" in one.attributes])
    shown["all"] = sum(shown.values())
    for label in claims.one("fieldset").all("label"):
        key = label.attributes["for"].removeprefix("show-")
        assert numbers(label.text)[-1] == shown[key], label.text


@pytest.mark.parametrize("other", ["outlet-b", "outlet-c"])
def test_a_pair_counts_the_sentences_it_shows(site: Site, other: str) -> None:
    page = site.page(f"{STORY}compare/outlet-a--{other}/index.html")
    rows = page.all(cls="pair-row")
    matched = [row for row in rows if "matched" in row.classes]
    body = {
        words.attributes["data-from"]
        for row in matched
        for words in words_of(row.all(cls="side")[0])
        if not words.attributes["data-from"].endswith(".0")
    }
    lead = page.one("p", cls="lead").one("strong").text
    assert numbers(lead) == [len(body), len(TEXTS["outlet-a"][1])]
    tail = page.one("p", cls="lead").text.rpartition(".")[0].rpartition(". ")[2]
    n_base, n_other = (sum(kind in row.classes for row in rows) for kind in ("only-base", "only-other"))
    alone = {name: numbers(n)[0] for n, name in re.findall(r"(\w+) (?:passages? )?of (Outlet [A-C])", tail)}
    assert alone == {name: n for name, n in (("Outlet A", n_base), (f"Outlet {other[-1].upper()}", n_other)) if n}
    labels = {label.attributes["for"]: numbers(label.text)[-1] for label in page.all("label") if numbers(label.text)}
    assert labels["rows-all"] == len(rows)
    assert labels["rows-matched"] == len(matched)
    assert labels["rows-only"] == n_base + n_other


def test_the_index_of_pairs_says_what_each_pair_says(site: Site) -> None:
    index = site.page(f"{STORY}compare/index.html")
    for item in index.one("ul", cls="pair-list").all("li"):
        address = item.all("a")[0].attributes["href"]
        pair = site.page(f"{STORY}compare/{address}index.html")
        shown = item.all(cls="note")[0].text
        assert numbers(shown)[:2] == numbers(pair.one("p", cls="lead").one("strong").text)


def test_the_matrix_shows_for_every_article_whether_it_has_the_claim(site: Site) -> None:
    comparison = make_comparison()
    table = site.page(f"{STORY}coverage/index.html").one("table", cls="matrix")
    articles = [cell.text for cell in table.one("thead").all("th")]
    assert articles == ["OA", "OC", "OB"]  # by date, then name
    for row in table.one("tbody").all("tr"):
        href = row.all("a")[0].attributes["href"]
        claim = next(one for one in comparison.claims if f"/{one.id}/" in href)
        present = {sentence.rpartition(".")[0] for sentence in claim.sentences}
        expected = ["yes" if f"outlet-{code[1].lower()}" in present else "no" for code in articles]
        assert [cell.one(cls="aside").text for cell in row.all("td")] == expected
    alone = [cell.text for cell in table.one("tfoot").all("td")]
    assert alone == ["1", "2", "0"]
