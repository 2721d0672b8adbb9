"""Pages of outlets; and what becomes of the site with many outlets, long names and other scripts."""

import pytest
from msgspec.structs import replace
from site_glossary import again
from site_pages import STORY, Site, numbers, pier_site, render_site, twelve_site, words_of
from site_values import OUTLETS, SETTINGS, TEXTS, make_comparison
from site_wide import LONG_NAME, make_wide, make_wide_outlets

from sitegen.model import Usage
from sitegen.model.kinds import UsageKind
from sitegen.site.views.outlet import divide_stories


@pytest.fixture(scope="module")
def site() -> Site:
    """The invented story, rendered."""
    return pier_site()


@pytest.fixture(scope="module")
def wide() -> Site:
    """An event told by twelve."""
    return twelve_site()


def test_wording_found_by_rule_stands_under_its_own_heading(site: Site) -> None:
    page = site.page("outlets/outlet-b/index.html")
    sections = {part.attributes["aria-labelledby"]: part for part in page.all("section")}
    assert sections["judgement"].one("h3").text == "Found by rule, not reviewed"
    assert not sections["attribution"].all("h3")
    assert "Attributed to The mayor, without quotation marks" in sections["attribution"].text
    assert "In the outlet’s own voice" in sections["judgement"].text


@pytest.mark.parametrize(
    ("kind", "weight", "section"),
    [
        ("act", 1, "labels"),
        ("act", 2, "judgement"),
        ("event", 1, "labels"),
        ("event", 3, "judgement"),
        ("epithet", 1, "judgement"),
        ("actor", 3, "labels"),
        ("act", None, "judgement"),
        ("event", None, "labels"),
    ],
)
def test_a_plain_word_for_an_act_is_no_judgement(kind: UsageKind, weight: int | None, section: str) -> None:
    comparison = make_comparison()
    harsh = next(one for one in comparison.usages if one.text == "reckless")
    page = render_site(replace(comparison, usages=(replace(harsh, kind=kind, weight=weight),)))
    main = page.page("outlets/outlet-b/index.html").one("main")
    found = [part.attributes["aria-labelledby"] for part in main.all("section") if "reckless" in part.text]
    assert found[0] == section


def test_of_each_article_two_wordings_are_shown_and_the_rest_folded_away(site: Site) -> None:
    section = next(
        part
        for part in site.page("outlets/outlet-b/index.html").all("section")
        if part.attributes["aria-labelledby"] == "judgement"
    )
    (folded,) = section.all("details")
    assert folded.one("summary").text == "and one more wording"
    assert [words.raw for words in words_of(folded)] == ["Monday"]
    assert {"A fire", "closed", "Monday"} <= {words.raw for words in words_of(section)}


def test_wording_nobody_reviewed_can_be_hidden_and_the_page_says_so() -> None:
    comparison = make_comparison()
    by_rule = replace(comparison, usages=tuple(one for one in comparison.usages if one.status == "by-rule"))
    page = render_site(by_rule, settings=replace(SETTINGS, unreviewed="hide")).page("outlets/outlet-b/index.html")
    assert "reckless" not in page.one("main").text
    assert "nobody has reviewed it yet" in page.text


def test_the_outlets_own_voice_comes_before_what_it_quotes() -> None:
    comparison = make_comparison()
    harsh = next(one for one in comparison.usages if one.text == "reckless")
    text = TEXTS["outlet-b"][1][2]

    def usage(word: str, voice: str) -> Usage:
        start = text.index(word)
        made = replace(harsh, sentence="outlet-b.3", start=start, end=start + len(word), text=word)
        return replace(made, voice=voice)

    usages = (usage("vowed", "quoted"), usage("mayor", "attributed"), usage("pier", "fragment"), harsh)
    page = render_site(replace(comparison, usages=usages)).page("outlets/outlet-b/index.html")
    assert [words_of(one)[0].raw for one in page.all(cls="headword")] == ["reckless", "pier", "mayor", "vowed"]


def test_a_wording_used_twice_is_one_entry_that_counts() -> None:
    comparison = make_comparison()
    harsh = next(one for one in comparison.usages if one.text == "reckless")
    page = render_site(replace(comparison, usages=(harsh, harsh))).page("outlets/outlet-b/index.html")
    assert len(page.all(cls="entry")) == 1
    assert "Two times here" in page.text


def test_an_outlet_without_wording_or_articles_says_so(site: Site) -> None:
    sections = site.page("outlets/outlet-c/index.html").all("section")
    assert [part.one(cls="empty").text for part in sections[:5]] == ["None found."] * 5
    extra = replace(OUTLETS[0], id="outlet-d", name="Outlet D", code="OD")
    page = render_site(make_comparison(), outlets=(*OUTLETS, extra)).page("outlets/outlet-d/index.html")
    assert "No article of this outlet is compared yet." in page.text


def test_the_sample_is_named_in_the_lead_of_an_outlet(site: Site) -> None:
    lead = site.page("outlets/outlet-a/index.html").one("p", cls="lead")
    words = sum(len(text.split()) for text in TEXTS["outlet-a"][1])
    assert lead.one("strong").text == f"One article of {words} words shows choices, not habits."


def test_a_machine_translation_is_announced_wherever_its_words_are_listed(site: Site) -> None:
    page = site.page("outlets/outlet-b/index.html")
    assert page.one("p", cls="warning").text.startswith("This article is machine-translated from Examplish.")
    entries = page.all(cls="entry")
    assert entries
    assert all("machine-translated: may be the translator’s word" in entry.text for entry in entries)
    lines = {line.all("a")[0].text: line.text for line in site.page("outlets/index.html").one(cls="outlets").all("li")}
    assert [name for name, text in lines.items() if "machine-translated" in text] == ["Outlet B"]
    assert not site.page("outlets/outlet-a/index.html").all(cls="warning")


def test_of_several_articles_the_translated_ones_are_counted() -> None:
    comparison = make_comparison()
    articles = tuple(replace(one, outlet="outlet-b") for one in comparison.story.articles)
    site = render_site(replace(comparison, story=replace(comparison.story, articles=articles)))
    warning = site.page("outlets/outlet-b/index.html").one("p", cls="warning").text
    assert warning.startswith("One of these articles is machine-translated.")
    all_of_them = tuple(replace(one, machine_translated=True) for one in articles)
    every = render_site(replace(comparison, story=replace(comparison.story, articles=all_of_them)))
    warning = every.page("outlets/outlet-b/index.html").one("p", cls="warning").text
    assert warning.startswith("All of these articles are machine-translated.")


def test_the_lead_of_an_outlet_does_not_claim_that_others_avoid_its_words(site: Site) -> None:
    for path in ("outlets/index.html", "outlets/outlet-b/index.html"):
        assert "stands apart" not in site.page(path).text
    lead = site.page("outlets/outlet-b/index.html").one("p", cls="lead").text
    assert lead.startswith("Wording with its evidence, beside what the others write at the same point; a list of words")


def reporting(site: Site, outlet: str) -> list[list[str]]:
    """The table of reporting verbs on an outlet's page, as a reader sees it."""
    page = site.page(f"outlets/{outlet}/index.html")
    rows = [row for table in page.all("table", cls="reporting") for row in table.one("tbody").all("tr")]
    return [[cell.text for cell in row.walk() if cell.tag in ("th", "td")] for row in rows]


def test_reporting_verbs_stand_by_speaker_beside_those_of_the_others(site: Site) -> None:
    assert reporting(site, "outlet-a") == [["The mayor", "said two times", "vowed OB"]]
    assert reporting(site, "outlet-b") == [
        ["The brigade", "said", "no other outlet"],
        ["The mayor", "vowed", "said two times OA"],
    ]


def test_an_outlet_that_introduces_nobody_has_no_table_of_verbs(site: Site) -> None:
    page = site.page("outlets/outlet-c/index.html")
    assert not page.all("table", cls="reporting")
    part = next(one for one in page.all("section") if one.attributes["aria-labelledby"] == "reporting-verbs")
    assert part.one(cls="empty").text == "None found."


def test_a_reporting_verb_is_verbatim_and_links_to_its_sentence(site: Site) -> None:
    comparison = make_comparison()
    texts = {f"pier-fire/{one.id}": one.text for one in comparison.sentences}
    table = site.page("outlets/outlet-a/index.html").one("table", cls="reporting")
    shown = words_of(table)
    assert [(one.raw, one.attributes["data-from"]) for one in shown] == [
        ("said", "pier-fire/outlet-a.1"),
        ("vowed", "pier-fire/outlet-b.3"),
    ]
    assert all(one.raw in texts[one.attributes["data-from"]] for one in shown)
    hrefs = [link.attributes["href"].rpartition("#")[2] for link in table.all("a")]
    assert all(href.endswith(end) for href, end in zip(hrefs, ("1", "3"), strict=True))


def test_the_contents_lead_to_the_reporting_verbs_and_count_nothing(site: Site) -> None:
    contents = site.page("outlets/outlet-a/index.html").one("nav", cls="contents")
    assert "#reporting-verbs" in [link.attributes["href"] for link in contents.all("a")]
    assert not numbers(contents.text)


def test_twelve_speakers_are_shown_and_the_rest_folded_away(wide: Site) -> None:
    section = next(
        part
        for part in wide.page("outlets/paper-01/index.html").all("section")
        if part.attributes["aria-labelledby"] == "reporting-verbs"
    )
    first, rest = section.all("table")
    assert len(first.one("tbody").all("tr")) == 12
    assert len(rest.one("tbody").all("tr")) == 3
    assert section.one("details").one("summary").text == "and three more speakers"


def test_speakers_come_by_the_number_of_their_cues() -> None:
    comparison = make_comparison()
    twice = replace(comparison.cues[3], sentence="outlet-b.3")
    page = render_site(replace(comparison, cues=(*comparison.cues, twice)))
    assert [row[0] for row in reporting(page, "outlet-b")] == ["The mayor", "The brigade"]


def test_with_many_outlets_lists_replace_columns(wide: Site) -> None:
    page = wide.page("stories/clock/claims/index.html")
    assert not page.all("table", cls="grid")
    assert page.one(id="claim-struck").one(cls="lists").all("li")
    coverage = wide.page("stories/clock/coverage/index.html")
    assert coverage.one("ul", cls="coverage-list wide").all("li")[0].text == "The clock struck all 12"
    assert (
        coverage.one("ul", cls="coverage-list wide").all("li")[1].text.endswith("6 of 12, not in P10 P12 P2 P4 P6 P8")
    )
    assert not wide.page("stories/clock/compare/index.html").all("table")
    groups = wide.page("stories/clock/compare/index.html").all(cls="pair-group")
    assert [len(group.all("li")) for group in groups] == [11] * 12


def test_an_article_in_another_script_names_its_language_and_direction(wide: Site) -> None:
    reader = wide.page("stories/clock/read/paper-02/index.html").all("p", cls="words reader")
    assert {(one.attributes["lang"], one.attributes["dir"]) for one in reader} == {("ar", "rtl")}
    others = wide.page("stories/clock/read/paper-03/index.html").all("p", cls="words reader")
    assert not [one for one in others if "lang" in one.attributes or "dir" in one.attributes]


def test_a_long_name_stands_in_full_where_the_code_is_explained(wide: Site) -> None:
    assert LONG_NAME in wide.page("stories/clock/index.html").one(cls="key").text


def test_two_articles_of_one_outlet_have_codes_of_their_own() -> None:
    comparison = make_wide(3)
    articles = tuple(replace(one, outlet="paper-01") for one in comparison.story.articles)
    doubled = replace(comparison, story=replace(comparison.story, articles=articles))
    site = render_site(doubled, outlets=make_wide_outlets(1))
    codes = [code.text for code in site.page("stories/clock/index.html").one(cls="key").all("abbr")]
    assert codes == ["P1 1", "P1 2", "P1 3"]
    assert site.problems == ()


def test_many_pairs_are_not_listed_one_by_one(wide: Site, site: Site) -> None:
    assert len(site.page(f"{STORY}index.html").one("ul", cls="pair-links").all("li")) == 3
    assert not wide.page("stories/clock/index.html").all("ul", cls="pair-links")
    assert "each of the 66 pairs" in wide.page("stories/clock/index.html").text
    pair = wide.page("stories/clock/compare/paper-03--paper-04/index.html").one("ul", cls="pair-links").all("li")
    assert len(pair) == 20
    assert all({"P3", "P4"} & {code.text for code in item.all("abbr")} for item in pair)


def test_an_outlet_with_many_stories_has_pages_of_some_from_the_oldest_on(monkeypatch: pytest.MonkeyPatch) -> None:
    comparison = make_comparison()
    stories = [comparison, *(again(comparison, f"again-{n}", f"Told again {n}") for n in range(4))]
    whole = render_site(*stories)
    monkeypatch.setattr("sitegen.site.views.outlet.MOST_STORIES", 4)
    monkeypatch.setattr("sitegen.site.views.outlet.STORIES_OF_A_PART", 2)
    divided = render_site(*stories)
    assert divided.problems == ()

    def listed(site: Site, *names: str) -> list[str]:
        pages = [site.page(f"outlets/outlet-b/{name}index.html").one("main") for name in names]
        return [one.attributes["data-from"] for page in pages for one in words_of(page)]

    parts = ("3/", "2/", "1/")
    assert sorted(listed(divided, *parts)) == sorted(listed(whole, ""))
    assert [len({one.split("/")[0] for one in listed(divided, part)}) for part in parts] == [1, 2, 2]
    main = divided.page("outlets/outlet-b/index.html").one("main")
    links = [link.attributes["href"] for link in main.one("ul", cls="article-list").all("a")]
    assert links == list(parts)
    assert not listed(divided, "")
    assert "5 articles" in main.one("dl").text
    assert divided.page("outlets/outlet-b/1/index.html").one("main").all("a", href="../")


def test_a_new_story_changes_only_the_last_page_of_an_outlet() -> None:
    for n in range(41, 130):
        before, after = divide_stories(n), divide_stories(n + 1)
        was = {part: (n - end, n - start) for part, (start, end) in before.items() if part < max(before)}
        now = {part: (n + 1 - end, n + 1 - start) for part, (start, end) in after.items()}
        assert {part: now[part] for part in was} == was
        assert sorted(place for start, end in after.values() for place in range(start, end)) == list(range(n + 1))
