"""Pages of claims and of pairs, held against the findings they are made from."""

import pytest
from msgspec.structs import replace
from site_pages import CLAIM, STORY, Element, Site, pier_site, render_site, words_of
from site_values import TEXTS, make_comparison, make_contested
from site_wide import make_wide, make_wide_outlets

from sitegen.model import Decisions, Edit, Row, Span
from sitegen.model.signals import SIGNAL_WORDS


@pytest.fixture(scope="module")
def site() -> Site:
    """The invented story, rendered."""
    return pier_site()


def test_the_table_and_the_lists_give_the_same_values(site: Site) -> None:
    for block in site.page(f"{STORY}claims/index.html").all("article", cls="claim"):
        for table, lists in zip(block.all("table", cls="grid"), block.all(cls="lists"), strict=True):
            rows = [row for row in table.all("tr") if row.all("td", cls="") and row.all("th", scope="row")]
            for row, detail in zip(rows, lists.all(cls="detail"), strict=True):
                assert row.one("th").text == detail.one(cls="label").text
                in_table = {one.raw.casefold() for one in words_of(row)}
                in_list = {one.raw.casefold() for one in words_of(detail)}
                assert in_table == in_list


def test_a_value_that_one_article_alone_gives_is_tinted_only_where_the_others_agree() -> None:
    wide = render_site(make_wide(6), outlets=make_wide_outlets(6))
    claim = wide.page("stories/clock/claims/index.html").one(id="claim-struck")
    assert [one.text for one in claim.one("table").all("td", cls="lone")] == ["13"]
    # Of two articles that differ neither stands alone.
    two = render_site(make_wide(2), outlets=make_wide_outlets(2)).page("stories/clock/claims/index.html")
    assert not two.one("table", cls="grid n2").all(cls="lone")


def test_values_that_clash_are_never_tinted(site: Site) -> None:
    table = site.page(f"{STORY}claims/index.html").one(id="claim-pier-closed-1a2b3c").one("table")
    date = next(row for row in table.all("tr") if row.all("th", scope="row") and row.one("th").text == "Date")
    assert [cell.classes for cell in date.all("td")] == [{"clash"}] * 3
    assert not date.all(cls="lone")


def test_a_machines_title_is_set_as_the_outlets_words_and_an_editors_as_ours(site: Site) -> None:
    page = site.page(f"{STORY}claims/index.html")
    machine = page.one(id="claim-led-to-safety-4d5e6f").one("h2")
    assert words_of(machine)[0].attributes["data-from"] == "pier-fire/outlet-a.2"
    assert machine.one("abbr").text == "OA"
    assert not words_of(page.one(id="claim-pier-closed-1a2b3c").one("h2"))


def test_sentences_in_the_same_words_stand_once_under_all_who_have_them(site: Site) -> None:
    evidence = site.page(f"{STORY}claims/index.html").one(id="claim-led-to-safety-4d5e6f").one("ul", cls="evidence")
    shown = [([code.text for code in item.all("abbr")], words_of(item)[0].raw) for item in evidence.all("li")]
    assert shown == [
        (["OA", "OC"], "At least 40 visitors were led to safety."),
        (["OB"], "More than 30 visitors were led to safety, the brigade said."),
    ]


def likenesses(page: Element) -> list[Element]:
    """The matches that the page of a claim gives reasons for."""
    return [item for item in page.one("ul", cls="likenesses").all("li") if item.all("ul", cls="signs")]


def test_the_page_of_a_claim_tells_in_words_why_its_sentences_were_matched(site: Site) -> None:
    page = site.page(f"{STORY}claims/led-to-safety-4d5e6f/index.html")
    (likeness,) = likenesses(page)
    assert likeness.one("p").text == "OA OB say the same score 0.55"
    assert [sign.text for sign in likeness.one("ul", cls="signs").all("li")] == [
        "Both have visitors, safety +0.30",
        "The same words in a row: led to safety +0.10",
        "Taken off, for they are like many other sentences too −0.10",
        "A sentence of OC goes with both +0.24",
    ]
    assert [words.attributes["data-from"] for words in words_of(likeness)] == ["pier-fire/outlet-a.2"] * 3
    (third,) = likeness.one("ul", cls="signs").all("a")
    assert third.attributes["href"] == "../../read/outlet-c/#s-outlet-c-2"
    meanings = page.one("dl", cls="terms").all("div")
    assert [one.one("dt").text for one in meanings] == [
        SIGNAL_WORDS[name].title for name in ("words", "run", "common", "support")
    ]
    assert [one.one("dd").text for one in meanings] == [
        SIGNAL_WORDS[name].meaning for name in ("words", "run", "common", "support")
    ]


def test_words_that_stand_in_neither_sentence_and_signals_without_words_are_told_without_evidence(site: Site) -> None:
    (likeness,) = likenesses(site.page(CLAIM))
    assert [sign.text for sign in likeness.one("ul", cls="signs").all("li")] == [
        "They have words in common +0.30",
        "A further sign of likeness +0.10",
    ]
    assert words_of(likeness) == []


def test_a_shared_word_that_the_second_sentence_writes_otherwise_is_shown_in_both_forms(site: Site) -> None:
    (likeness,) = likenesses(site.page(f"{STORY}claims/rebuild-778899/index.html"))
    assert likeness.all("p")[0].text == "OA OB share a part editor"
    assert likeness.one("ul", cls="signs").text == "Both have rebuild (rebuilt)"
    assert [words.attributes["data-from"] for words in words_of(likeness)] == [
        "pier-fire/outlet-a.3",
        "pier-fire/outlet-b.3",
    ]


def test_an_uncertain_match_is_shown_as_uncertain_and_counted_nowhere(site: Site) -> None:
    part = next(part for part in site.page(CLAIM).all("section") if part.attributes["aria-labelledby"] == "doubtful")
    assert [one.raw for one in words_of(part)] == ["Insurers & owners <meet> on Friday."]
    assert "uncertain" in part.text
    sentences = next(p for p in site.page(CLAIM).all("section") if p.attributes["aria-labelledby"] == "sentences")
    assert "pier-fire/outlet-c.3" not in {
        words.attributes["data-from"] for words in words_of(sentences) if "said" in words.classes
    }


def test_of_many_uncertain_sentences_the_likeliest_three_are_shown_at_once() -> None:
    page = render_site(make_contested()).page(CLAIM)
    part = next(part for part in page.all("section") if part.attributes["aria-labelledby"] == "doubtful")
    first, rest = part.all("ul", cls="unsure")
    origins = [[words.attributes["data-from"].partition("/")[2] for words in words_of(one)] for one in (first, rest)]
    assert origins == [["outlet-c.4", "outlet-b.3", "outlet-b.2"], ["outlet-c.3", "outlet-c.2"]]
    assert part.one("details").one("summary").text == "and two more"
    assert rest in part.one("details").all("ul")


def test_what_an_editor_joined_and_parted_stands_on_the_page_of_the_claim_with_the_reason(site: Site) -> None:
    page = site.page(f"{STORY}claims/rebuild-778899/index.html")
    (row,) = likenesses(page)
    assert row.text.endswith("joined by an editor, 8 May 2031: A vow & a <promise> are one here.")
    assert row.one("time").attributes["datetime"] == "2031-05-08"
    assert not [words for words in words_of(row) if "vow" in words.text]
    parted = next(part for part in page.all("section") if part.attributes["aria-labelledby"] == "parted")
    (item,) = parted.all("li")
    assert [words.raw for words in words_of(item)] == ["No one was hurt."]
    assert item.one(cls="note").text == "from OA; kept apart by B. Example: no reason given"
    # The other of the two has it from its own side; a claim that no decision touches says nothing.
    other = site.page(f"{STORY}claims/alone-2/index.html")
    mirrored = next(part for part in other.all("section") if part.attributes["aria-labelledby"] == "parted")
    assert [words.raw for words in words_of(mirrored)] == ['"We will rebuild it," the mayor said.']
    assert "Kept apart by the editor" not in site.page(CLAIM).text


def test_the_method_page_counts_the_decisions_that_were_applied(site: Site) -> None:
    data = next(
        one for one in site.page("method/index.html").all("section") if one.attributes["aria-labelledby"] == "data"
    )
    # Of two parts one is stale.
    assert "1 pair of sentences joined, 1 pair parted and 1 claim named." in data.text
    bare = replace(make_comparison(), stale=())
    undecided = replace(bare, story=replace(bare.story, decisions=Decisions()))
    assert "No decision of an editor was applied." in render_site(undecided).page("method/index.html").text


def test_a_row_of_one_article_does_not_deny_a_claim_that_the_other_tells_elsewhere(site: Site) -> None:
    page = site.page(f"{STORY}compare/outlet-a--outlet-b/index.html")
    rows = {words_of(row)[0].attributes["data-from"]: row for row in page.all(cls="pair-row only")}
    said = {origin: row.one(cls="none").text for origin, row in rows.items()}
    # The headline is of a claim that Outlet B has in its first sentence.
    assert said == {
        "pier-fire/outlet-a.0": "Nothing beside this in Outlet B; it tells the claim elsewhere",
        "pier-fire/outlet-a.4": "No counterpart in Outlet B",
    }
    target = rows["pier-fire/outlet-a.0"].one(cls="none").one("a").attributes["href"].removeprefix("#")
    assert words_of(page.one(id=target))[0].attributes["data-from"] == "pier-fire/outlet-b.1"
    # Of a claim that A and B share, C has no part.
    third = site.page(f"{STORY}compare/outlet-b--outlet-c/index.html")
    promise = next(
        row for row in third.all(cls="pair-row only") if "outlet-b.3" in words_of(row)[0].attributes["data-from"]
    )
    assert promise.one(cls="none").text == "No counterpart in Outlet C"


def test_a_claim_without_an_editors_title_is_named_by_a_few_of_its_words(site: Site) -> None:
    comparison = make_comparison()
    first, second, *rest = comparison.claims
    long = replace(second, title=TEXTS["outlet-a"][1][0], anchor="outlet-a.1", sentences=first.sentences)
    changed = replace(comparison, claims=(replace(long, id=first.id, details=()), second, *rest))
    page = render_site(changed).page(f"{STORY}compare/outlet-a--outlet-b/index.html")
    name = next(one for one in page.all("p", cls="name") if "pier-closed" in one.one("a").attributes["href"])
    (words,) = words_of(name)
    assert "quoted" in words.classes
    assert words.attributes["data-from"] == "pier-fire/outlet-a.1"
    assert words.one(cls="ours").text == "…"
    assert words.text == "A fire closed the pier of Springfield-on-Sea on …"
    margin = render_site(changed).page(f"{STORY}read/outlet-b/index.html").one(id="s-outlet-b-1").one(cls="margin")
    assert words_of(margin)[0].text == words.text
    # An editor's title is ours, and whole.
    assert not words_of(site.page(f"{STORY}read/outlet-b/index.html").one(id="s-outlet-b-1").one(cls="margin"))


def test_context_around_a_sentence_is_shown_beside_it(site: Site) -> None:
    page = site.page(f"{STORY}claims/rebuild-778899/index.html")
    context = [one.raw for one in page.all(cls="words context")]
    assert context == [TEXTS["outlet-a"][1][1], TEXTS["outlet-a"][1][3], TEXTS["outlet-b"][1][1]]


def test_claims_are_chained_from_first_to_last(site: Site) -> None:
    ids = [claim.id for claim in make_comparison().claims]
    for at, claim in enumerate(ids):
        page = site.page(f"{STORY}claims/{claim}/index.html")
        assert [link.attributes["href"] for link in page.all("a", rel="next")] == [
            f"../{one}/" for one in ids[at + 1 : at + 2]
        ]
        assert [link.attributes["href"] for link in page.all("a", rel="prev")] == [
            f"../{one}/" for one in ids[max(at - 1, 0) : at]
        ]


def test_differing_words_are_marked_on_both_sides_and_never_as_old_and_new(site: Site) -> None:
    page = site.page(f"{STORY}compare/outlet-a--outlet-b/index.html")
    near = page.one(cls="pair-row near")
    assert [mark.raw for mark in near.one(cls="side a").all("mark")] == ["At least 40", "."]
    assert [mark.raw for mark in near.one(cls="side b").all("mark")] == ["More than 30", ", the brigade said."]
    assert not page.all("ins")
    assert not page.all("del")


def test_the_merged_text_reads_as_either_article(site: Site) -> None:
    merged = site.page(f"{STORY}compare/outlet-a--outlet-b/index.html").one(cls="merged")
    for side, sentence in (("a", "outlet-a.2"), ("b", "outlet-b.2")):
        other = "b" if side == "a" else "a"
        left_out = {id(words) for mark in merged.all("mark", cls=other) for words in words_of(mark)}
        text = "".join(words.raw for words in words_of(merged) if id(words) not in left_out)
        assert text == next(one.text for one in make_comparison().sentences if one.id == sentence)


def test_details_that_two_articles_give_differently_are_listed_by_kind(site: Site) -> None:
    page = site.page(f"{STORY}compare/outlet-a--outlet-b/index.html")
    tables = [
        [[cell.text for cell in row.all()[1:] if cell.tag in {"th", "td"}] for row in table.one("tbody").all("tr")]
        for table in page.all("table", cls="differences")
    ]
    assert tables == [
        [["Date", "Outlet A: Monday", "Outlet B: Tuesday"]],
        [["visitors", "Outlet A: At least 40", "Outlet B: More than 30"]],
    ]


def test_with_two_articles_the_page_of_pairs_is_the_pair() -> None:
    site = render_site(make_wide(2), outlets=make_wide_outlets(2))
    index = site.page("stories/clock/compare/index.html")
    pair = site.page("stories/clock/compare/paper-01--paper-02/index.html")
    assert index.one("main").one("h1").text == pair.one("main").one("h1").text
    assert not index.all("ul", cls="pair-list")


def test_a_long_page_of_claims_leaves_the_sentences_to_the_pages_of_the_claims() -> None:
    comparison = make_wide(12)
    struck, *rest = comparison.claims
    many = tuple(replace(struck, id=f"struck-{n}") for n in range(30))
    site = render_site(replace(comparison, claims=(*many, *rest)), outlets=make_wide_outlets(12))
    page = site.page("stories/clock/claims/index.html")
    assert page.one(id="claim-struck-0").all("details")
    claim = page.one(id="claim-struck-29")
    assert not claim.all("details")
    assert [link.text for link in claim.all("a", href="struck-29/")] == ["The clock struck", "The 12 sentences"]
    assert len(list(page.walk())) <= 2_500
    assert site.problems == ()


def test_two_forms_of_one_word_are_both_printed_and_neither_is_marked() -> None:
    comparison = make_comparison()
    base, other = comparison.sentences[1], comparison.sentences[5]
    texts = base.text, other.text
    assert (texts[0][7:13], texts[1][16:22]) == ("closed", "closed")
    # What the comparison found equal by its normal form: here "fire" and "fire closed" stand for two forms.
    edits = (
        Edit("equal", Span(0, 2), Span(0, 2)),
        Edit("equal", Span(2, 6), Span(11, 22)),
        Edit("equal", Span(6, 7), Span(22, 23)),
    )
    row = Row(kind="near", base=(base.id,), other=(other.id,), edits=edits)
    pairs = (replace(comparison.pairs[0], rows=(row,)), *comparison.pairs[1:])
    site = render_site(replace(comparison, pairs=pairs))
    merged = site.page(f"{STORY}compare/outlet-a--outlet-b/index.html").one(cls="merged")
    assert site.problems == ()
    assert not merged.all("mark")
    assert merged.one(cls="variant").text == "OA: fire OB: fire closed"


def test_words_that_only_one_article_has_keep_their_distance_in_the_merged_text() -> None:
    comparison = make_comparison()
    base, other = comparison.sentences[1], comparison.sentences[5]
    assert (base.id, other.id) == ("outlet-a.1", "outlet-b.1")
    edits = (
        Edit("equal", Span(0, 1), Span(0, 1)),
        Edit("insert", Span(1, 1), Span(1, 10)),  # " reckless", and its space lies before it
        Edit("equal", Span(1, 1), Span(10, 11)),  # a space of the other article's
        Edit("equal", Span(2, 6), Span(11, 15)),  # "fire", without a space on either side
    )
    row = Row(kind="near", base=(base.id,), other=(other.id,), edits=edits)
    pairs = (replace(comparison.pairs[0], rows=(row,)), *comparison.pairs[1:])
    site = render_site(replace(comparison, pairs=pairs))
    page = site.page(f"{STORY}compare/outlet-a--outlet-b/index.html")
    assert site.problems == ()
    assert page.one(cls="merged").text == "A OB: reckless fire"
