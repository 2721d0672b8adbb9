"""A site that strains the pages, built from text and read back: few outlets and many, Arabic, nothing in common.

The stories are `stress_site`'s. Deliberately contains no browser; `test_browser.py` opens the same pages.
"""

from itertools import pairwise

import pytest
from site_pages import Element, read_html, words_of
from stress_site import LONG_NAME, PAPERS, READ_MODES, STORIES, Stress
from webpages import Budget, addresses, file_of, weigh

from sitegen.model import Claim

SIZES = {"two": 2, "six": 6, "twelve": 12, "twenty": 20, "plain": 3, "apart": 3}
CODES = {f"{paper.id}": paper.code for paper in PAPERS}


def page(stress: Stress, address: str) -> Element:
    """A built page as a tree."""
    return read_html(file_of(stress.folder, address).read_text(encoding="utf-8"))


def shared(stress: Stress, story: str) -> list[Claim]:
    """The claims of two or more articles."""
    return [claim for claim in stress.comparisons[story].claims if len(articles_in(claim)) > 1]


def articles_in(claim: Claim) -> set[str]:
    """The articles that have a claim."""
    return {sentence.rpartition(".")[0] for sentence in claim.sentences}


def codes(element: Element) -> list[str]:
    """The codes in an element."""
    return [code.text for code in element.all("abbr", cls="code")]


def test_the_stories_are_as_large_as_their_names_say(stress: Stress) -> None:
    assert SIZES.keys() == STORIES.keys()
    for story, n in SIZES.items():
        assert len(list((stress.folder / f"stories/{story}/read").iterdir())) == n, story
    assert len(LONG_NAME) == 80
    assert LONG_NAME in page(stress, "stories/twelve/").text


def test_every_page_keeps_its_budget(stress: Stress) -> None:
    most = Budget()
    over = [
        f"{address}: {name} {spent}"
        for address in addresses(stress.folder)
        for name, spent in weigh(stress.folder, address, "/strained/")._asdict().items()
        if spent > getattr(most, name)
    ]
    assert not over


@pytest.mark.parametrize("story", STORIES)
def test_every_passage_of_an_outlet_stands_in_its_sentence(stress: Stress, story: str) -> None:
    texts = {sentence.id: sentence.text for sentence in stress.comparisons[story].sentences}
    seen = quoted = 0
    for address in addresses(stress.folder):
        if not address.startswith(f"stories/{story}/"):
            continue
        for words in words_of(page(stress, address)):
            where, _, sentence = words.attributes["data-from"].partition("/")
            own = "".join(
                child if isinstance(child, str) else child.raw
                for child in words.children
                if isinstance(child, str) or "ours" not in child.classes
            )
            assert where == story, address
            assert own, address
            assert own in texts[sentence], (address, own)
            seen += 1
            quoted += "quoted" in words.classes
    assert seen > 40
    assert quoted > 0


@pytest.mark.parametrize(("story", "columns"), [("two", 2), ("six", 6), ("twelve", 0), ("twenty", 0), ("plain", 3)])
def test_a_claim_is_a_table_with_a_column_an_article_for_six_at_most(stress: Stress, story: str, columns: int) -> None:
    claims = page(stress, f"stories/{story}/claims/")
    grids = claims.all("table", cls="grid")
    assert all(f"n{columns}" in grid.classes for grid in grids)
    assert all(len(grid.one("thead").all("th")) == columns for grid in grids)
    # "plain" has no detail, and so neither a table nor lists.
    assert bool(grids) is (columns > 0 and story != "plain")
    assert bool(claims.all(cls="lists")) is (story != "plain")


@pytest.mark.parametrize("story", ["two", "six", "plain"])
def test_of_few_articles_every_code_stands_at_a_claim(stress: Stress, story: str) -> None:
    for block in page(stress, f"stories/{story}/claims/").all("article", cls="claim"):
        assert len(codes(block.one("p", cls="who"))) == SIZES[story]


@pytest.mark.parametrize("story", ["twelve", "twenty"])
def test_of_many_articles_a_count_and_those_without_stand_at_a_claim(stress: Stress, story: str) -> None:
    n_all, seen = SIZES[story], set()
    claims = {f"claim-{claim.id}": articles_in(claim) for claim in shared(stress, story)}
    for block in page(stress, f"stories/{story}/claims/").all("article", cls="claim"):
        present = {CODES[one] for one in claims[block.attributes["id"]]}
        who = block.one("p", cls="who")
        words, named = who.one(cls="note").text, set(codes(who))
        seen.add(words.split()[-1].rstrip("0123456789:") or "few")
        if words.startswith("all"):
            assert (words, named, len(present)) == (f"all {n_all}", set(), n_all)
        elif words.endswith("not in"):
            assert words == f"{len(present)} of {n_all}, not in"
            assert not named & present
            assert len(named) + len(present) == n_all
        else:
            assert (words, named) == (f"{len(present)} of {n_all}:", present)
    assert {"in", "few"} <= seen


@pytest.mark.parametrize(("story", "has_table"), [("six", True), ("twelve", True), ("twenty", False)])
def test_a_table_of_who_reports_what_has_twelve_columns_at_most(stress: Stress, story: str, *, has_table: bool) -> None:
    for address in (f"stories/{story}/", f"stories/{story}/coverage/"):
        tables = page(stress, address).all("table", cls="matrix")
        assert [len(table.one("thead").all("th")) for table in tables] == [SIZES[story]] * has_table
        (listed,) = page(stress, address).all("ul", cls="coverage-list")
        assert ("always" in listed.classes) is not has_table


def test_pairs_are_listed_one_by_one_while_they_are_few(stress: Stress) -> None:
    assert len(page(stress, "stories/six/compare/").one("ul", cls="pair-list").all("li")) == 15
    assert page(stress, "stories/two/compare/").all(cls="pair-row")


@pytest.mark.parametrize("story", ["twelve", "twenty"])
def test_many_pairs_are_listed_by_article(stress: Stress, story: str) -> None:
    index = page(stress, f"stories/{story}/compare/")
    assert not index.all("ul", cls="pair-list")
    groups = index.all("details", cls="pair-group")
    assert len(groups) == SIZES[story]
    links = [link.attributes["href"] for group in groups for link in group.all("a")]
    built = {f"{path.name}/" for path in (stress.folder / f"stories/{story}/compare").iterdir() if path.is_dir()}
    assert sorted(links) == sorted([*built, *built])


def test_of_very_many_articles_only_pairs_that_are_near_somewhere_have_a_page(stress: Stress) -> None:
    pairs = stress.comparisons["twenty"].pairs
    near = {
        "--".join(sorted((pair.base, pair.other)))
        for pair in pairs
        if any(row.kind in {"equal", "near"} for row in pair.rows)
    }
    built = {path.name for path in (stress.folder / "stories/twenty/compare").iterdir() if path.is_dir()}
    assert built == near
    assert 0 < len(near) < len(pairs) == 190
    words = page(stress, "stories/twenty/compare/").all("p", cls="why")[-1].text
    assert words.split()[0] == str(190 - len(near))


def test_a_row_that_is_the_same_in_both_stands_once_and_has_the_places_of_both(stress: Stress) -> None:
    pair = next(pair for pair in stress.comparisons["six"].pairs if any(row.kind == "equal" for row in pair.rows))
    view = page(stress, f"stories/six/compare/{pair.base}--{pair.other}/")
    equal = [row for row in pair.rows if row.kind == "equal"]
    for row, shown in zip(equal, view.all(cls="pair-row equal"), strict=True):
        (side,) = shown.all(cls="side")
        assert [one.attributes["data-from"] for one in words_of(side)] == [f"six/{one}" for one in row.base]
        assert codes(side) == [CODES[pair.base], CODES[pair.other]]
        for one in (*row.base, *row.other):
            assert len(view.all(id="s-" + one.replace(".", "-"))) == 1


def test_the_same_sentence_of_several_articles_stands_once_under_all_their_codes(stress: Stress) -> None:
    texts = {sentence.id: sentence.text for sentence in stress.comparisons["twelve"].sentences}
    merged = 0
    blocks = {
        block.attributes["id"]: block for block in page(stress, "stories/twelve/claims/").all("article", cls="claim")
    }
    for claim in shared(stress, "twelve"):
        lines = blocks[f"claim-{claim.id}"].all("ul", cls="evidence")
        if not lines:
            continue  # a page of many claims leaves the sentences to the pages of the claims
        for line in lines[0].all("li"):
            origin = words_of(line)[0].attributes["data-from"].partition("/")[2]
            same = {one.rpartition(".")[0] for one in claim.sentences if texts[one] == texts[origin]}
            assert set(codes(line)) == {CODES[one] for one in same}
            merged += len(same) > 1
    assert merged >= 10


def test_a_claim_of_very_many_sentences_tells_the_matches_that_hold_it_together(stress: Stress) -> None:
    largest = max(shared(stress, "twenty"), key=lambda claim: len(claim.sentences))
    view = page(stress, f"stories/twenty/claims/{largest.id}/")
    told = view.one("ul", cls="likenesses").children
    ends = [
        [link.attributes["href"] for link in item.all("p")[0].all("a")] for item in told if isinstance(item, Element)
    ]
    groups = {f"#s-{one.replace('.', '-')}": {one} for one in largest.sentences}
    for a, b in ends:
        assert groups[a] is not groups[b]
        joined = groups[a] | groups[b]
        groups |= {name: joined for name, group in groups.items() if group <= joined}
    inside = [one for one in stress.comparisons["twenty"].matches if {one.a, one.b} <= set(largest.sentences)]
    assert len(ends) < len(largest.sentences) < len(inside)
    assert f"{len(inside) - len(ends)} more pairs" in view.text


def test_the_matches_that_are_told_come_closest_first(stress: Stress) -> None:
    claim = max(shared(stress, "six"), key=lambda one: len(one.sentences))
    view = page(stress, f"stories/six/claims/{claim.id}/")
    scores = [float(one.text.removeprefix("score ")) for one in view.all(cls="points") if one.text.startswith("score ")]
    assert len(scores) > 2
    assert all(a >= b for a, b in pairwise(scores))


def test_without_numbers_and_quotes_there_is_no_link_to_their_pages(stress: Stress) -> None:
    bar = codes_of_bar(page(stress, "stories/plain/"))
    assert bar == ["Overview", "Claims", "Coverage", "Compare", "Read", "Timeline"]
    assert "gives a number" in page(stress, "stories/plain/figures/").one("p", cls="lead").text
    assert "quotes anybody" in page(stress, "stories/plain/quotes/").one("p", cls="lead").text


def codes_of_bar(view: Element) -> list[str]:
    """The links of the story's bar."""
    return [link.text for link in view.one("nav", cls="story-bar").one("ul").all("a")]


def test_without_a_shared_claim_each_page_says_so(stress: Stress) -> None:
    overview = page(stress, "stories/apart/")
    assert "They share no claim." in overview.one("p", cls="lead").text
    empty = [quarter.one("h2").text for quarter in overview.all(cls="quarter") if "None found." in quarter.text]
    assert empty == ["They disagree", "They vary", "They agree"]
    claims = page(stress, "stories/apart/claims/")
    assert claims.one("p", cls="lead").text.startswith("No claim is shared by two articles.")
    assert claims.one("p", cls="lead").one("a").attributes["href"].startswith("../read/")
    assert len(claims.one("section", cls="single").all("li")) == 9
    assert "No claim is shared" in page(stress, "stories/apart/coverage/").one("p", cls="lead").text
    pair = page(stress, "stories/apart/compare/paper-03--paper-04/")
    assert pair.one("p", cls="lead").text == "Nothing matches; here are both in full."
    assert len(pair.all(cls="pair-row")) >= 6


@pytest.mark.parametrize("story", ["six", "twelve", "twenty"])
def test_every_arabic_passage_says_its_language_and_direction(stress: Stress, story: str) -> None:
    seen = 0
    for address in addresses(stress.folder):
        if address.startswith(f"stories/{story}/"):
            for words in words_of(page(stress, address)):
                is_arabic = words.attributes["data-from"].startswith(f"{story}/paper-02.")
                named = words.attributes.get("lang"), words.attributes.get("dir")
                assert named == (("ar", "rtl") if is_arabic else (None, None)), (address, words.text)
                seen += is_arabic
    assert seen > 10
    assert 'dir="ltr"' in file_of(stress.folder, f"stories/{story}/").read_text(encoding="utf-8")


@pytest.mark.parametrize(("story", "n"), READ_MODES)
def test_what_is_not_reprinted_is_a_counted_gap_with_a_link_to_the_outlet(stress: Stress, story: str, n: int) -> None:
    article = PAPERS[n - 1].id
    sentences = [one for one in stress.comparisons[story].sentences if one.article == article]
    view = page(stress, f"stories/{story}/read/{article}/")
    whole = {one.attributes["data-from"].partition("/")[2] for one in view.all("p", cls="words reader")}
    gaps = view.all("p", cls="gap")
    missing = [one for one in sentences if one.part == "body" and one.id not in whole]
    spelled = ("No", "One", "Two", "Three", "Four", "Five")
    counted = [spelled.index(gap.text.split()[0]) for gap in gaps]
    assert sum(counted) == len(missing) > 0
    for gap in gaps:
        assert gap.one("a").attributes == {"href": f"https://paper-{n}.example/{story}", "rel": "external"}
        assert "not reprinted here" in gap.text
    if READ_MODES[story, n] == "matched":
        assert f"{spelled[len(missing)].lower()} sentence" in view.text
    # A link to a sentence in a gap still leads somewhere.
    ids = {one.attributes["id"] for one in view.walk() if "id" in one.attributes}
    assert {f"s-{one.id.replace('.', '-')}" for one in missing} <= ids
