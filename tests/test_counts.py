"""Counts in prose, recounted on built pages: this project's own, and those of stories that strain them.

Nothing here asks the program how many there are; it reads what the page says and counts what the site lists.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct
from site_pages import Element, numbers, read_html, words_of
from stress_site import STORIES, Stress
from webpages import file_of

OWN = "iraq-coalition-2024"
STATUSES = ("conflict", "varies", "agree", "single")


class StoryPages(Struct, frozen=True):
    """The pages of one story."""

    folder: Path
    story: str

    def page(self, address: str = "") -> Element:
        """One of them as a tree."""
        return read_html(file_of(self.folder, f"stories/{self.story}/{address}").read_text(encoding="utf-8"))

    def lead(self, address: str = "") -> str:
        """What one of them says first."""
        return self.page(address).all("p", cls="lead")[0].text

    def below(self, address: str) -> list[str]:
        """The addresses of the pages in one of its folders."""
        parent = self.folder / "stories" / self.story / address
        return sorted(f"{address}{path.name}/" for path in parent.iterdir() if path.is_dir())


@pytest.fixture(params=[OWN, *STORIES])
def pages(request: pytest.FixtureRequest, built_site: Path, stress: Stress) -> StoryPages:
    """Each story in turn."""
    return StoryPages(built_site if request.param == OWN else stress.folder, request.param)


def said(text: str, pattern: str, n_all: int = 0) -> int:
    """The number that stands where `#` stands in the pattern; words for every one of them are `n_all`, none is 0."""
    found = re.search(pattern.replace("#", r"(\w[\w,]*)"), text, re.IGNORECASE)
    if not found:
        return 0
    word = found[1].replace(",", "")
    return n_all if word.lower() in {"it", "both", "all"} else 0 if word.lower() == "none" else numbers(word)[0]


def listed(pages: StoryPages) -> dict[str, int]:
    """How many claims of each status the page of claims lists."""
    claims = pages.page("claims/")
    blocks = claims.all("article", cls="claim")
    counts = {status: sum(status in block.classes for block in blocks) for status in STATUSES}
    singles = claims.all("section", cls="single")
    counts["single"] = sum("id" in one.attributes for part in singles for one in part.all("li"))
    return counts


def shares(pages: StoryPages, address: str, article: str) -> set[str]:
    """The sentences of an article that a pair's page shows beside one of the other."""
    matched = [row for row in pages.page(address).all(cls="pair-row") if "matched" in row.classes]
    origins = {words.attributes["data-from"] for row in matched for words in words_of(row)}
    # a row that is the same in both prints one of them; of the other it has the place
    same = [row for row in matched if "equal" in row.classes]
    ids = {
        place.attributes["id"].removeprefix("s-")
        for row in same
        for place in row.all("span")
        if "id" in place.attributes
    }
    origins |= {f"{pages.story}/{head}.{number}" for head, _, number in (one.rpartition("-") for one in ids)}
    return {one for one in origins if one.startswith(f"{pages.story}/{article}.") and not one.endswith(".0")}


def test_the_overview_counts_the_claims(pages: StoryPages) -> None:
    counts, lead = listed(pages), pages.lead()
    n_shared = sum(counts.values()) - counts["single"]
    assert said(lead, "^# articles?") == len(pages.below("read/"))
    assert said(lead, r"share # claims?\b") == n_shared
    assert said(lead, "# holds? details", n_shared) == counts["conflict"]
    assert said(lead, "# var(?:y|ies) in a detail", n_shared) == counts["varies"]
    assert said(lead, "# agrees?", n_shared) == counts["agree"]
    assert said(lead, "# statements? appears? in one article only") == counts["single"]


def test_each_block_of_the_overview_names_some_and_counts_the_rest(pages: StoryPages) -> None:
    counts = listed(pages)
    quarters = pages.page().all(cls="quarter")
    assert [quarter.attributes["aria-labelledby"] for quarter in quarters] == [f"say-{status}" for status in STATUSES]
    for status, quarter in zip(STATUSES, quarters, strict=True):
        rest = sum(said(one.text, "and # more") for one in quarter.all("p", cls="rest"))
        assert len(quarter.all(cls="item")) + rest == counts[status], status


def test_the_page_of_claims_counts_what_it_lists(pages: StoryPages) -> None:
    counts, claims = listed(pages), pages.page("claims/")
    n_shared = sum(counts.values()) - counts["single"]
    assert said(pages.lead("claims/"), "^# claims? that") == n_shared
    assert said(pages.lead("claims/"), "# statements? in one article only") == (counts["single"] if n_shared else 0)
    for part in claims.all("details", cls="alone"):
        assert numbers(part.one("summary").text.rpartition(":")[2])[0] == len(part.all("li"))
    for label in claims.all("label"):
        key = label.attributes["for"].removeprefix("show-")
        assert numbers(label.text)[-1] == {**counts, "all": sum(counts.values())}[key]


def test_a_claim_counts_its_sentences(pages: StoryPages) -> None:
    for block in pages.page("claims/").all("article", cls="claim"):
        told = [one.text for one in block.all() if one.tag in {"summary", "a"} and one.text.endswith(" sentences")]
        n = said(told[0], "^The # sentences")
        (link,) = block.one("h2").all("a")
        assert len(pages.page(f"claims/{link.attributes['href']}").all(cls="place-in-article")) == n


def test_who_has_a_claim_is_the_same_wherever_it_is_told(pages: StoryPages) -> None:
    coverage = pages.page("coverage/")
    n_all = len(pages.below("read/"))
    for item in coverage.all("ul", cls="coverage-list")[:1]:
        for line in item.all("li"):
            link = line.all("a")[0].attributes["href"]
            if link.startswith("../claims/#") or link == "../claims/":
                continue
            claim = pages.page(f"claims/{link.removeprefix('../claims/')}")
            present = {place.all("abbr")[0].text for place in claim.all(cls="place-in-article")}
            codes = {code.text for code in line.all("abbr") if "absent" not in code.classes}
            words = "".join(note.text for note in line.all(cls="note"))
            if "not in" in words:
                assert numbers(words) == [len(present), n_all]
                assert len(codes) == n_all - len(present)
                assert not codes & present
            else:
                assert (codes or present) == present
                assert numbers(words)[:1] in ([], [len(present)])


def test_the_page_of_coverage_counts_its_rows(pages: StoryPages) -> None:
    lead, n_all = pages.lead("coverage/"), len(pages.below("read/"))
    rows = [line for line in pages.page("coverage/").all("table", cls="matrix") for line in line.one("tbody").all("tr")]
    if not rows:
        return  # very many articles have no table, and none where nothing is shared
    full = sum(all(cell.one(cls="aside").text == "yes" for cell in row.all("td")) for row in rows)
    assert said(lead, "^# claims?") == len(rows)
    assert said(lead, "[;,] # (?:of them )?in every article", len(rows)) == full
    alone = [int(cell.text) for cell in pages.page("coverage/").one("tfoot").all("td")]
    assert sum(alone) == listed(pages)["single"]
    assert len(alone) == n_all


def test_a_pair_counts_what_it_shows(pages: StoryPages) -> None:
    for address in pages.below("compare/"):
        view = pages.page(address)
        base, other = address.removeprefix("compare/").removesuffix("/").split("--")
        rows = view.all(cls="pair-row")
        strong = view.one("p", cls="lead").all("strong")
        if not strong:
            assert not [row for row in rows if "matched" in row.classes]
            continue
        assert numbers(strong[0].text)[0] == len(shares(pages, address, base))
        labels = {label.attributes["for"]: numbers(label.text)[-1:] for label in view.all("label")}
        for key, n in (("all", len(rows)), ("matched", 0), ("only", 0)):
            if f"rows-{key}" in labels:
                assert labels[f"rows-{key}"] == [n or sum(key in row.classes for row in rows)]
        assert other in address


def test_the_index_of_pairs_counts_what_each_pair_shows(pages: StoryPages) -> None:
    index = pages.page("compare/")
    groups = index.all("details", cls="pair-group")
    if not groups:
        for item in [one for found in index.all("ul", cls="pair-list") for one in found.all("li")]:
            address = f"compare/{item.all('a')[0].attributes['href']}"
            base = address.removeprefix("compare/").split("--")[0]
            assert numbers(item.all(cls="note")[0].text)[0] == len(shares(pages, address, base))
        return
    names = [address.removeprefix("read/").removesuffix("/") for address in pages.below("read/")]
    for group in groups:
        if not group.all("a"):
            continue
        links = [link.attributes["href"].removesuffix("/").split("--") for link in group.all("a")]
        (own,) = [name for name in names if all(name in link for link in links)] if len(links) > 1 else [""]
        for item in group.all("li")[:3]:  # reading all 132 pages twice would take a minute
            address = f"compare/{item.all('a')[0].attributes['href']}"
            assert numbers(item.one(cls="note").text)[0] == len(shares(pages, address, own))


def test_an_article_counts_the_sentences_that_others_share(pages: StoryPages) -> None:
    for address in pages.below("read/"):
        view, lead = pages.page(address), pages.lead(address)
        lines = view.one(cls="article").all("div", cls="line")
        gaps = sum(numbers(gap.text)[0] for gap in view.all(cls="gap"))
        n_all = said(lead, "^# sentences?")
        assert n_all == len([line for line in lines if not line.all(cls="gap")]) + gaps
        noted = sum(bool(line.one(cls="margin").all("abbr")) for line in lines)
        assert said(lead, "[;,] # (?:of them )?in a claim", n_all) == noted


def head(pages: StoryPages, address: str, count: Callable[[Element], int]) -> tuple[int, int]:
    """What a page says first, as a number, and what is counted on it."""
    text = pages.lead(address)
    first = re.match(r"\w[\w,]*", text)
    return (numbers(first[0]) or [0])[0] if first and not text.startswith("No ") else 0, count(pages.page(address))


def test_figures_quotes_and_events_are_counted(pages: StoryPages) -> None:
    said_n, counted = head(pages, "figures/", lambda view: len(view.all("article", cls="figure")))
    assert said_n == counted
    said_n, counted = head(pages, "quotes/", lambda view: len(view.all(cls="utterance")))
    assert said_n == counted
    said_n, counted = head(
        pages, "timeline/", lambda view: len(view.all("li", cls="moment")) - len(view.all("li", cls="moment published"))
    )
    assert said_n == counted


def test_the_home_page_counts_what_the_stories_list(pages: StoryPages) -> None:
    home = read_html(file_of(pages.folder, "").read_text(encoding="utf-8"))
    (story,) = [one for one in home.all("article", cls="story") if one.all("a", href=f"stories/{pages.story}/")]
    tally = {
        next(status for status in STATUSES if status in line.classes): numbers(line.text)[0]
        for line in story.one(cls="tally").all("span", cls="status")
    }
    assert tally == {status: n for status, n in listed(pages).items() if n}
    assert said(story.one(cls="facts").text, "# articles?") == len(pages.below("read/"))
