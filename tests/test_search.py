"""The index from A to Z, and the file that the search field reads."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from many_stories import index_stories
from msgspec.structs import replace
from site_pages import Site, pier_site, render_site, with_read
from site_values import OUTLETS, SETTINGS, STORY, make_comparison, make_library
from site_wide import make_wide, make_wide_outlets
from sites import write_site
from webpages import Budget

from sitegen.build.executor import InlineExecutor
from sitegen.build.pipeline import make_site
from sitegen.model import Comparison
from sitegen.site import urls
from sitegen.site.pages import find, make_pages
from sitegen.site.search_index import make_search_index, stem
from sitegen.site.views.index_plan import plan_index
from sitegen.site.views.search import KINDS, SearchEntry, fold, search_views

PAGE = "search/index.html"

TWO_STORIES = """
-- content/site.toml --
title = "Springfield papers"
-- content/outlets/outlet-a.md --
---
name: Outlet A
---
-- content/outlets/outlet-b.md --
---
name: Outlet B
---
-- content/stories/pier/story.md --
---
title: The pier
---
-- content/stories/pier/outlet-a.md --
---
outlet: outlet-a
read: full
---
A fire closed the pier of Springfield-on-Sea on Monday, and later the brigade of Exampleford counted 4,711 lost lamps.

The mayor had supper.
-- content/stories/pier/outlet-b.md --
---
outlet: outlet-b
---
The town slept.
-- content/stories/clock/story.md --
---
title: The clock
---
-- content/stories/clock/outlet-a.md --
---
outlet: outlet-a
title: Élan at the tower
---
The clock stopped.
-- content/stories/clock/outlet-b.md --
---
outlet: outlet-b
---
The clock stopped.
"""


class Row(NamedTuple):
    """An entry as the script reads it."""

    kind: str
    story: str
    url: str
    codes: str
    text: str
    said: str
    note: str
    words: str


def read_index(content: bytes) -> list[Row]:
    """The rows of the file, unfolded as `assets/search.js` unfolds them."""
    record = json.loads(content)
    rows = []
    for kind, story, address, _, group in record["groups"]:
        for row in group:
            filled: list[Any] = [*row, *["", "", "", 0, "", ""][len(row) :]]
            tail, codes, text, passage, note, words = filled
            said = passage[0] if passage else ""
            if match := re.fullmatch(r"~(\d+)~(.*)", tail):
                tail = stem(text or said)[: int(match[1])] + match[2]
            title = record["stories"][story] if story >= 0 else ""
            rows.append(Row(record["kinds"][kind], title, address + tail, codes, text, said, note, words))
    return rows


def index_of(comparison: Comparison) -> list[Row]:
    """The rows for one story."""
    pages = make_pages(SETTINGS, make_library(comparison), (comparison,))
    return read_index(make_search_index(find(pages), [comparison])[urls.SEARCH_INDEX])


@pytest.fixture(scope="module")
def site() -> Site:
    """The invented story, rendered."""
    return pier_site()


def entries_of(comparison: Comparison) -> tuple[SearchEntry, ...]:
    """What can be found in one story."""
    return find(make_pages(SETTINGS, make_library(comparison), (comparison,)))


def test_everything_that_has_a_place_is_in_the_index_once_and_leads_there(site: Site) -> None:
    comparison = make_comparison()
    hrefs = Counter(link.attributes["href"] for one in site.page(PAGE).all("ul", cls="index") for link in one.all("a"))
    assert set(hrefs.values()) == {1}
    story = f"../stories/{STORY}/"
    assert hrefs.keys() >= {
        story,
        *(f"{story}claims/{claim.id}/" for claim in comparison.claims),
        *(f"{story}figures/#figure-{figure.id}" for figure in comparison.figures),
        *(f"{story}quotes/#quote-{quote.id}" for quote in comparison.quotes),
        *(f"{story}quotes/#speaker-{quote.id}" for quote in comparison.quotes),
        *(f"{story}read/{article.id}/" for article in comparison.story.articles),
        *(f"../outlets/{outlet.id}/" for outlet in OUTLETS),
    }
    words = [href for href in hrefs if "/#word-" in href]
    own = {(one.text.casefold(), one.sentence.partition(".")[0]) for one in comparison.usages if one.weight != 0}
    assert len(words) == len(own) > 0
    assert site.problems == ()


def test_entries_stand_under_their_letter_without_regard_to_articles_marks_and_case(tmp_path: Path) -> None:
    site = make_site(write_site(tmp_path, TWO_STORIES), executor=InlineExecutor())
    html = site.files[PAGE].decode()
    letters = dict(re.findall(r'<h2 id="letter-(\w+)">(.)</h2>\s*<ul.*?>\s*<li>', html))
    assert letters == {one: one.upper() for one in "acefmopst" if one in letters}
    found = {
        letter: re.sub(r"<[^>]*>|\s+", " ", text)
        for letter, text in re.findall(r'<h2 id="letter-(\w+)">.</h2>(.*?)</section>', html, re.DOTALL)
    }
    assert "The clock stopped" in found["c"]
    assert "Élan at the tower" in found["e"]
    assert "A fire closed the pier" in found["f"]
    assert found.keys() == set(re.findall(r'href="#letter-(\w+)"', html))


def test_a_line_says_what_it_is_in_which_story_and_who_has_it(tmp_path: Path) -> None:
    site = make_site(write_site(tmp_path, TWO_STORIES), executor=InlineExecutor())
    lines = [re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", line)) for line in site.files[PAGE].decode().split("<li>")]
    assert [line for line in lines if line.startswith("The clock stopped") and "Claim · The clock · OA OB" in line]
    assert [line for line in lines if line.startswith("The pier") and "Story · OA OB" in line]


def test_the_only_story_of_a_site_is_not_named_at_every_line(site: Site) -> None:
    lists = " ".join(one.text for one in site.page(PAGE).all("ul", cls="index"))
    assert lists.count(make_comparison().story.title) == 1


@pytest.mark.parametrize("most", [1, 2, 7])
def test_a_long_index_has_a_page_for_each_letter_and_every_entry_once(most: int) -> None:
    comparison = make_comparison()
    entries = entries_of(comparison)
    pages = dict(search_views(SETTINGS, len(comparison.story.articles), entries, most))
    assert [entry for view in pages.values() for group in view.groups for entry in group.entries] == list(entries)
    assert all(sum(len(group.entries) for group in view.groups) <= most for view in pages.values())
    main, *rest = pages.values()
    assert (main.has_field, [view.has_field for view in rest]) == (True, [False] * len(rest))
    assert {link.url for link in main.letters} <= pages.keys()
    assert {part.url for view in rest for part in view.parts} <= pages.keys()
    assert sum(link.n for link in main.letters) == len(entries)


def test_letters_of_other_scripts_have_headings_and_plain_addresses() -> None:
    comparison = make_wide(2)
    pages = make_pages(SETTINGS, make_library(comparison, outlets=make_wide_outlets(2)), (comparison,))
    views = dict(search_views(SETTINGS, len(comparison.story.articles), find(pages), 3))
    assert "ت" in {link.letter for link in views[urls.SEARCH].letters}
    assert all(address.isascii() for address in views)


def test_an_empty_site_has_nothing_to_find() -> None:
    page = render_site(outlets=()).page(PAGE)
    assert not page.all("input")
    assert not page.all("script", src="../assets/search.js")
    assert "nothing to find" in page.one("main").text


def test_the_file_leads_where_the_page_leads_and_says_the_same(site: Site) -> None:
    rows = index_of(make_comparison())
    page = site.page(PAGE)
    shown = {link.attributes["href"]: link for one in page.all("ul", cls="index") for link in one.all("a")}
    assert {f"../{row.url}" for row in rows} == shown.keys()
    for row in rows:
        text = shown[f"../{row.url}"].text
        assert row.text in text
        assert " ".join(row.said.split()) in text


def test_rows_are_short_where_the_address_begins_like_the_text() -> None:
    comparison = make_comparison()
    claims = tuple(replace(one, id=f"{stem(one.title)}-0a1b2c") for one in comparison.claims)
    comparison = replace(comparison, claims=claims, matches=(), uncertain=(), pairs=(), timeline=())
    pages = make_pages(SETTINGS, make_library(comparison), (comparison,))
    content = make_search_index(find(pages), [comparison])[urls.SEARCH_INDEX]
    tails = [row[0] for kind, *_, rows in json.loads(content)["groups"] if kind == KINDS.index("Claim") for row in rows]
    assert any(re.fullmatch(r"~\d+~-0a1b2c/", tail) for tail in tails)
    urls_of_claims = {f"stories/{STORY}/claims/{claim.id}/" for claim in claims}
    assert urls_of_claims == {row.url for row in read_index(content) if row.kind == "Claim"}


@pytest.mark.parametrize(("mode", "is_found"), [("full", True), ("off", False)])
def test_names_and_numbers_beyond_what_is_shown_are_there_to_be_found_unless_withheld(
    tmp_path: Path,
    mode: str,
    is_found: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    text = TWO_STORIES.replace("read: full", f"read: {mode}")
    site = make_site(write_site(tmp_path, text), executor=InlineExecutor())
    words = " ".join(row.words for row in read_index(site.files[urls.SEARCH_INDEX]))
    assert ("Exampleford" in words) is is_found
    assert ("4,711" in words) is is_found


def test_the_files_of_a_large_site_have_together_what_one_file_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_site(tmp_path, TWO_STORIES)
    whole = make_site(root, executor=InlineExecutor()).files[urls.SEARCH_INDEX]
    monkeypatch.setattr("sitegen.build.found.MOST_OWNERS", 1)
    files = make_site(root, executor=InlineExecutor()).files
    main = json.loads(files[urls.SEARCH_INDEX])
    assert len(main["parts"]) > 1
    assert main["groups"] == []
    assert sorted(row for part in main["parts"] for row in read_index(files[part])) == sorted(read_index(whole))


NAMES = st.lists(st.text("abi é0\U0001f41f", min_size=1, max_size=6), min_size=1, max_size=60)


def cut_index(names: Iterable[str], most: int) -> tuple[list[str], list[list[str]]]:
    """Entries of one letter with these names, as they are sorted, and the same by pages."""
    orders = sorted(f"1\x01T\x01t{name}\x010\x01{n:03}" for n, name in enumerate(names))
    _, (_, *pages) = plan_index(orders, most)
    return orders, [orders[page.start : page.end] for page in pages]


@given(NAMES, st.text("abi é0\U0001f41f", min_size=1, max_size=6), st.integers(1, 8))
def test_an_entry_more_changes_one_page_of_its_letter(names: list[str], more: str, most: int) -> None:
    names += ["filler"] * max(0, most + 1 - len(names))
    orders, pages = cut_index(names, most)
    _, after = cut_index([*names, more], most)
    assert [order for page in pages for order in page] == orders
    assert all(len(page) <= most for page in (*pages, *after))
    assert len([page for page in pages if page not in after]) <= 1


def test_an_index_of_one_name_is_cut_by_where_its_entries_lead() -> None:
    orders, pages = cut_index(["x" * 400] * 20, 8)
    _, after = cut_index(["x" * 400] * 21, 8)
    assert [order for page in pages for order in page] == orders
    assert all(len(page) <= 8 for page in pages)
    assert len([page for page in pages if page not in after]) <= 1


def test_an_index_whose_every_name_begins_like_the_next_is_cut() -> None:
    orders, pages = cut_index(["a" * n for n in range(1, 1500)], 3)
    assert [order for page in pages for order in page] == orders
    assert all(len(page) <= 3 for page in pages)
    assert len(pages) < 1499 / 3 + 40


def test_names_that_differ_in_a_character_without_a_number_are_cut() -> None:
    orders = sorted(f"1\x01T\x01a{chr(0) * (n % 3)}\x010\x01{chr(0) * (n % 2)}" for n in range(30))
    _, (_, *pages) = plan_index(orders, 8)
    assert [n for page in pages for n in range(page.start, page.end)] == list(range(30))
    assert all(page.end - page.start <= 8 for page in pages)


def test_a_line_that_is_there_many_times_is_cut_by_number() -> None:
    _, (_, *pages) = plan_index(["1\x01T\x01tea\x010\x01x"] * 20, 8)
    assert [(page.start, page.end) for page in pages] == [(0, 8), (8, 16), (16, 20)]


@pytest.mark.parametrize("mode", ["matched", "off"])
def test_of_a_withheld_sentence_the_file_has_an_excerpt_at_most(mode: str) -> None:
    comparison = with_read(mode)  # type: ignore[arg-type]
    text = " ".join(sentence.text for sentence in comparison.sentences if sentence.article == "outlet-a")
    words = text.split()
    nine = {" ".join(words[at : at + 9]) for at in range(len(words) - 8)}
    for row in index_of(comparison):
        assert not [one for one in nine if one in row.said]
        assert len(row.said.split()) <= 8


def test_twenty_stories_keep_the_budget_of_a_page_and_its_script(tmp_path: Path) -> None:
    files = index_stories(tmp_path, 20)
    weights = {path: len(gzip.compress(content)) for path, content in files.items()}
    most = Budget()
    assert weights[urls.SEARCH_INDEX] <= 60_000
    assert weights[urls.SEARCH_SCRIPT] <= most.js
    pages = [path for path in files if path.endswith(".html")]
    assert len(pages) > 20
    assert max(weights[path] for path in pages) <= most.html
    assert max(files[path].count(b"<") - files[path].count(b"</") for path in pages) <= most.elements
    assert len(read_index(files[urls.SEARCH_INDEX])) > 1_000


@given(st.text())
def test_a_stem_is_part_of_an_address(text: str) -> None:
    assert re.fullmatch("(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", stem(text))


@pytest.mark.parametrize(("text", "folded"), [("Élan", "elan"), ("STRASSE", "strasse"), ("Čapek", "capek"), ("أ", "ا")])
def test_folding_takes_case_and_marks(text: str, folded: str) -> None:
    assert fold(text) == folded
