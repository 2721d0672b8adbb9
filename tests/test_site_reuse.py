"""Who draws on whom, on the overview, on a pair's page and in the data."""

import pytest
from msgspec.structs import replace
from site_pages import STORY, Element, Site, render_site, words_of
from site_values import OUTLETS, make_articles, make_comparison
from site_wide import make_wide, make_wide_outlets

from sitegen.model import Comparison, Origin, ReuseEvidence
from sitegen.site.export import story_record
from sitegen.site.views.reuse import MOST_LINES

SECTION = "who-draws-on-whom"


def section(site: Site) -> Element:
    """The section of the overview."""
    return site.page(f"{STORY}index.html").one("section", **{"aria-labelledby": SECTION})


def pair_section(comparison: Comparison, pair: str) -> Element:
    """The section of a pair's page."""
    return render_site(comparison).page(f"{STORY}compare/{pair}/index.html").one("section", cls="shared")


@pytest.fixture(scope="module")
def site() -> Site:
    """The site of the hand-made findings."""
    return render_site(make_comparison())


def test_the_overview_counts_who_names_an_origin_and_shows_the_passage(site: Site) -> None:
    (origin,) = section(site).one("ul", cls="origins").all("li")
    assert origin.one(cls="origin").text == "2 of 3 articles name Example Press"
    assert [one.text for one in words_of(origin)] == ["the brigade said"]
    assert [one.attributes["href"] for one in origin.all("a")] == ["read/outlet-b/#s-outlet-b-2"]
    assert origin.one(cls="note").text == "by the editor’s note: OA"


def test_one_article_names_and_all_articles_name() -> None:
    made = make_comparison()
    (origin,) = made.origins
    alone = replace(made, origins=(replace(origin, relayed_by=()),))
    assert section(render_site(alone)).one(cls="origin").text == "1 of 3 articles names Example Press"
    everybody = replace(made, origins=(replace(origin, relayed_by=("outlet-a", "outlet-c")),))
    assert section(render_site(everybody)).one(cls="origin").text == "All 3 articles name Example Press"


def test_pairs_open_to_their_evidence_those_with_most_kinds_first(site: Site) -> None:
    pairs = section(site).one("ul", cls="shared-pairs").children
    lines = [one for one in pairs if isinstance(one, Element)]
    assert [one.one("summary").text for one in lines] == [
        "one named origin, one run of equal words (12 % of the shorter article) and one equal quotation",
        "one run of equal words (less than 1 % of the shorter article) and one figure that no other article gives",
    ]
    assert [one.all("a")[0].attributes["href"] for one in lines] == [
        "compare/outlet-a--outlet-b/#shared",
        "compare/outlet-a--outlet-c/#shared",
    ]
    assert [one.text for one in lines[0].all("p", cls="label")] == [
        "Named: Example Press",
        "Equal words",
        "Equal quotation",
    ]
    stated, run, quote = lines[0].one("details").all("li")
    assert "Outlet A relays it, by the editor’s note" in stated.text
    assert [one.text for one in words_of(run)] == ["visitors were led to safety"]
    assert [one.text for one in run.all("abbr")] == ["OA", "OB"]
    assert [one.text for one in words_of(quote)] == ["We will rebuild it", "would be rebuilt"]


def test_a_share_never_stands_alone_and_nobody_is_accused(site: Site) -> None:
    for path in (f"{STORY}index.html", f"{STORY}compare/outlet-a--outlet-b/index.html"):
        page = site.page(path)
        shares = [one for one in (*page.all("p"), *page.all("summary")) if "of the shorter article" in one.text]
        assert shares
        assert all("run of equal words" in one.text for one in shares)
        assert "copied" not in page.text.casefold()
        assert "Signs, not proof" in page.text


def test_a_pair_without_evidence_says_so() -> None:
    assert pair_section(make_comparison(), "outlet-b--outlet-c").text.startswith(
        "Do they draw on one text? No sign of it was found"
    )


def test_a_pair_lists_its_evidence_with_links_to_the_articles() -> None:
    shared = pair_section(make_comparison(), "outlet-a--outlet-c")
    assert [one.attributes["href"] for one in shared.all("a")] == [
        "../../read/outlet-a/#s-outlet-a-2",
        "../../read/outlet-c/#s-outlet-c-2",
    ] * 2


def test_an_origin_that_is_the_other_outlet_is_named_as_such() -> None:
    made = make_comparison()
    (origin,) = made.origins
    first, _ = made.reuse
    named = ReuseEvidence(kind="stated", a=None, b=origin.mentions[0], text="Outlet A")
    changed = replace(
        made,
        origins=(Origin(name="Outlet A", mentions=origin.mentions),),
        reuse=(replace(first, share=0.0, evidence=(named,)),),
    )
    (line,) = pair_section(changed, "outlet-a--outlet-b").all("li")
    assert line.text.endswith("this is Outlet A itself")


def test_a_story_without_findings_has_honest_words_for_it() -> None:
    shown = section(render_site(replace(make_comparison(), origins=(), reuse=())))
    assert [one.text for one in shown.all("p", cls="empty")] == [
        "No article names a news organisation it has something from.",
        "No two articles were found to share more words, quotations or figures than one event explains.",
    ]
    alone = section_of_wide(1)
    assert [one.text for one in alone.all("p", cls="empty")] == [
        "No article names a news organisation it has something from."
    ]


def section_of_wide(n: int) -> Element:
    """The section of a story told by n outlets."""
    page = render_site(make_wide(n), outlets=make_wide_outlets(n)).page("stories/clock/index.html")
    return page.one("section", **{"aria-labelledby": SECTION})


def test_many_pairs_are_cut_and_counted() -> None:
    shown = section_of_wide(12)
    assert len(shown.all("summary")) == MOST_LINES == 5
    # the six outlets with an odd number have the words, each two of them are a pair: fifteen
    assert shown.one("p", cls="rest").text == "and ten more pairs"


def test_many_passages_of_one_origin_are_folded_away() -> None:
    made = make_comparison()
    (origin,) = made.origins
    many = replace(made, origins=(replace(origin, mentions=origin.mentions * 5),))
    (line,) = section(render_site(many)).one("ul", cls="origins").all("details")
    assert line.one("summary").text == "5 passages"
    assert len(words_of(line)) == 5


def test_the_data_has_origins_and_evidence_with_their_places() -> None:
    record = story_record(make_comparison(), OUTLETS)
    named = {"sentence": "outlet-b.2", "start": 42, "end": 58, "text": "the brigade said"}
    assert record["origins"] == [{"name": "Example Press", "mentions": [named], "relayed_by": ["outlet-a"]}]
    reuse = record["reuse"]
    assert isinstance(reuse, list)
    assert [(one["a"], one["b"], one["share"]) for one in reuse] == [
        ("outlet-a", "outlet-b", 0.125),
        ("outlet-a", "outlet-c", 0.004),
    ]
    assert reuse[0]["evidence"][0] == {"kind": "stated", "text": "Example Press", "a": None, "b": named}
    assert reuse[1]["evidence"][1] == {
        "kind": "figures",
        "text": "",
        "a": {"sentence": "outlet-a.2", "start": 0, "end": 11, "text": "At least 40"},
        "b": {"sentence": "outlet-c.2", "start": 0, "end": 11, "text": "At least 40"},
    }


def test_a_run_of_an_article_that_is_off_is_cut_on_pages_and_null_in_the_data() -> None:
    articles = tuple(replace(one, read="off") if one.id == "outlet-a" else one for one in make_articles())
    made = make_comparison(articles)
    sentence = next(one for one in made.sentences if one.id == "outlet-a.1")
    first, second = made.reuse
    mention = first.evidence[1].a
    assert mention is not None
    whole = replace(mention, sentence=sentence.id, start=0, end=len(sentence.text), text=sentence.text)
    run = replace(first.evidence[1], a=whole)
    changed = replace(made, reuse=(replace(first, evidence=(run,)), second))
    record = story_record(changed, OUTLETS)["reuse"]
    assert isinstance(record, list)
    assert record[0]["evidence"][0]["a"]["text"] is None
    assert record[0]["evidence"][0]["b"]["text"] == "visitors were led to safety"
    shown = words_of(pair_section(changed, "outlet-a--outlet-b"))[0].text
    assert "A fire closed the pier of Springfield-on-Sea on" in shown
    assert "Monday" not in shown
