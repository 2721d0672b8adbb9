"""The glossary's pages, held against entries and usages made by hand."""

import pytest
from msgspec.structs import replace
from site_glossary import AGAIN, CONCEPTS, STRONG, again, make_named
from site_pages import Element, Site, numbers, render_site, words_of
from site_values import SETTINGS
from site_wide import make_wide, make_wide_outlets

from sitegen.model import Comparison, Mention, Usage

HIDING = replace(SETTINGS, unreviewed="hide")


@pytest.fixture(scope="module")
def site() -> Site:
    """One story with a glossary."""
    return render_site(make_named(), concepts=CONCEPTS)


@pytest.fixture(scope="module")
def twice() -> Site:
    """Two stories that share all outlets."""
    return render_site(make_named(), again(make_named()), concepts=CONCEPTS)


def section(page: Element, name: str) -> Element:
    """The part of a page under the heading with this id."""
    return next(part for part in page.all("section") if part.attributes["aria-labelledby"] == name)


def heads(page: Element) -> list[str]:
    """The headwords of an outlet's page."""
    return [words_of(one)[0].raw for one in page.all(cls="headword")]


def test_the_site_checks_itself_with_a_glossary(site: Site, twice: Site) -> None:
    assert site.problems == ()
    assert twice.problems == ()


def test_the_glossary_lists_every_entry_under_its_kind(site: Site) -> None:
    page = site.page("glossary/index.html")
    listed = {
        part.one("h2").text: [
            item.one(cls="name").text
            for item in part.one("ul", cls="concepts").children
            if item != "\n" and isinstance(item, Element)
        ]
        for part in page.all("section")
    }
    assert listed == {
        "People and groups": ["People who were hurt", "The people of Springfield-on-Sea"],
        "Events": ["The fire on the pier"],
        "Reporting verbs": ["How the mayor’s promise is introduced"],
    }


def test_the_glossary_counts_what_the_entrys_page_shows(site: Site) -> None:
    fire = section(site.page("glossary/index.html"), "event").one("li")
    page = site.page("glossary/fire/index.html")
    named = {item.one("abbr").text for item in section(page, "by-outlet").all("li", cls="detail") if words_of(item)}
    wordings = section(page, "by-wording").all(cls="value")
    assert numbers(fire.all(cls="note")[0].text) == [len(named), len(wordings)]
    assert numbers(page.one("p", cls="lead").text)[:2] == [len(named), len(wordings)]
    assert fire.all(cls="note")[0].text.endswith("· reviewed")


def test_an_entry_no_article_uses_has_a_page_that_says_so(site: Site) -> None:
    page = site.page("glossary/hurt/index.html")
    assert "No article on this site uses a wording of this entry." in page.one("p", cls="lead").text
    assert not page.all("section")
    assert "in no article" in section(site.page("glossary/index.html"), "actor").text


def test_every_article_has_a_row_with_its_wordings_and_voices(site: Site) -> None:
    rows = section(site.page("glossary/fire/index.html"), "by-outlet").all("li", cls="detail")
    found = {row.one("abbr").text: [item.text for item in row.one("ul").all("li")] for row in rows}
    assert list(found) == ["OA", "OC", "OB"]  # by date, then name
    assert found["OA"] == ["Fire own voice", "A fire attributed to Mayor Example"]
    assert found["OB"] == ["A reckless fire own voice", "fire quoted from the keeper"]
    assert found["OC"] == ["blaze own voice, two times", "its pier a few quoted words"]


def test_each_wording_leads_to_its_sentence(site: Site) -> None:
    rows = section(site.page("glossary/fire/index.html"), "by-outlet").all("li", cls="detail")
    links = {words_of(link)[0].raw: link.attributes["href"] for link in rows[0].all("a") if words_of(link)}
    assert links["A fire"] == "../../stories/pier-fire/read/outlet-a/#s-outlet-a-1"


def test_the_table_has_a_row_a_voice_and_a_column_an_article(site: Site) -> None:
    table = section(site.page("glossary/fire/index.html"), "by-outlet").one("table")
    rows = {row.one("th").text: [cell.text for cell in row.all("td")] for row in table.one("tbody").all("tr")}
    assert list(rows) == ["In its own voice", "A few quoted words", "Attributed", "Inside quotation marks"]
    assert rows["In its own voice"] == ["Fire", "blaze two times", "A reckless fire"]
    assert rows["Attributed"] == ["A fire Mayor Example", "", ""]


def test_an_article_without_it_is_dashed_and_says_so(site: Site) -> None:
    part = section(site.page("glossary/promise/index.html"), "by-outlet")
    silent = next(item for item in part.all("li", cls="detail") if item.one("abbr").text == "OC")
    assert "absent" in silent.one("abbr").classes
    assert silent.one(cls="hint").text == "none of these"
    assert [cell.text for cell in part.one("table").all("td", cls="hint")] == ["none of these"]
    usages = tuple(
        one for one in make_named().usages if not one.sentence.startswith("outlet-c") or one.concept != "fire"
    )
    page = render_site(replace(make_named(), usages=usages), concepts=CONCEPTS).page("glossary/fire/index.html")
    assert section(page, "by-outlet").one("table").all("td", cls="hint")[0].text == "not mentioned"


def test_wordings_stand_under_their_framing_in_the_editors_order(site: Site) -> None:
    part = section(site.page("glossary/fire/index.html"), "by-wording")
    framings = [
        (one.one("h3").text, [words.raw for value in one.all(cls="value") for words in words_of(value)])
        for one in part.all(cls="framing")
    ]
    assert framings == [
        ("Plain wording", ["Fire"]),
        ("Says how strong it was", ["blaze", "its pier"]),
        ("Blames somebody evaluating word", ["A reckless fire"]),
    ]
    plain = part.all(cls="framing")[0].one("ul", cls="users")
    assert [user.text for user in plain.all(cls="user")] == [
        "OA own voice",
        "OA attributed to Mayor Example",
        "OB quoted from the keeper",
    ]


def test_the_sentences_of_a_framing_are_marked_and_lead_to_their_article(site: Site) -> None:
    part = section(site.page("glossary/fire/index.html"), "by-wording")
    strong = part.all(cls="framing")[1].one("details")
    assert strong.one("summary").text == "The two sentences"
    marks = [(item.one("a").attributes["href"], [mark.text for mark in item.all("mark")]) for item in strong.all("li")]
    assert marks == [
        ("../../stories/pier-fire/read/outlet-c/#s-outlet-c-0", ["blaze"]),
        ("../../stories/pier-fire/read/outlet-c/#s-outlet-c-1", ["its pier", "a blaze"]),
    ]


def test_no_weight_and_no_pattern_is_shown(site: Site) -> None:
    main = site.page("glossary/fire/index.html").one("main")
    assert "weight" not in main.text
    assert "no pattern is read here" not in main.text
    assert STRONG.capitalize() in main.text


def test_reporting_verbs_are_not_said_to_name_one_thing(site: Site) -> None:
    lead = site.page("glossary/promise/index.html").one("p", cls="lead").text
    assert "do not name one thing" in lead
    assert "point of comparison" not in lead
    assert "point of comparison" in site.page("glossary/fire/index.html").one("p", cls="lead").text


def test_references_and_other_entries_are_linked(site: Site) -> None:
    page = site.page("glossary/fire/index.html")
    links = {link.attributes["href"]: link.attributes["rel"] for link in section(page, "guides").all("a")}
    assert links == {"https://guide.example/fire": "external", "https://other.example/": "external"}
    assert [time.attributes["datetime"] for time in section(page, "guides").all("time")] == ["2031-05-05"]
    assert [link.attributes["href"] for link in section(page, "see").all("a")] == ["../town/", "../promise/"]


def test_the_status_of_an_entry_is_told_in_plain_words(site: Site) -> None:
    facts = {
        name: (page := site.page(f"glossary/{name}/index.html")).one("p", cls="facts").text
        + "".join(f" ! {one.text}" for one in page.all(cls="warning"))
        for name in ("fire", "promise", "town")
    }
    assert facts["fire"] == "Event · reviewed by an editor"
    assert facts["promise"].startswith("Reporting verb · reviewed, contested ! Somebody objects to this entry.")
    assert facts["town"].startswith("Person or group · suggested, not reviewed ! Nobody has reviewed this entry.")


def test_a_suggested_entry_has_no_page_and_no_link_where_the_site_hides_it() -> None:
    hidden = render_site(make_named(), concepts=CONCEPTS, settings=HIDING)
    assert hidden.problems == ()
    assert "glossary/town/index.html" not in hidden.html
    for path, html in hidden.html.items():
        assert "glossary/town" not in html, path
        assert "The people of Springfield-on-Sea" not in html, path
    assert "the town" not in heads(hidden.page("outlets/outlet-a/index.html"))
    suggested = tuple(one for one in CONCEPTS if one.status == "suggested")
    page = render_site(make_named(), concepts=suggested, settings=HIDING).page("glossary/index.html")
    assert "nobody has reviewed one yet" in page.one(cls="empty").text


def test_an_empty_glossary_says_how_to_add_an_entry() -> None:
    page = render_site(make_named()).page("glossary/index.html")
    assert page.one(cls="empty").text == "No entries yet."
    assert "content/glossary/" in page.one("main").text


def test_an_outlets_entries_lead_to_what_all_outlets_call_it(site: Site) -> None:
    page = site.page("outlets/outlet-b/index.html")
    entry = next(one for one in page.all(cls="entry") if words_of(one)[0].raw == "A reckless fire")
    assert entry.all("a")[0].attributes["href"] == "../../glossary/fire/"
    assert entry.all("a")[0].text == "The fire on the pier"
    others = [(value.text, [code.text for code in value.all("abbr")]) for value in entry.one(cls="instead").all("li")]
    assert others == [("Fire OA", ["OA"]), ("blaze, its pier OC", ["OC"])]


def test_a_plain_wording_is_no_entry_of_an_outlet(site: Site) -> None:
    assert heads(site.page("outlets/outlet-a/index.html")) == ["the town"]
    assert heads(site.page("outlets/outlet-c/index.html")) == ["blaze", "its pier"]


def test_every_outlet_has_the_same_sections_in_the_same_order(site: Site) -> None:
    pages = [site.page(f"outlets/outlet-{name}/index.html") for name in "abc"]
    names = ["judgement", "doubt", "labels", "attribution", "agency", "reporting-verbs", "left-out"]
    for page in pages:
        assert [part.attributes["aria-labelledby"] for part in page.all("section")] == names
        links = page.one("nav", cls="contents").all("a")
        assert [link.attributes["href"] for link in links] == [f"#{name}" for name in names]
        assert not numbers(page.one("nav", cls="contents").text)
        for part in page.all("section"):
            assert bool(part.all(cls="empty")) != bool(
                part.all(cls="entry") or part.all("table") or part.all("ul", cls="readings")
            ), part.text


def test_facts_stand_before_any_wording(site: Site) -> None:
    for name in "abc":
        page = site.page(f"outlets/outlet-{name}/index.html")
        labels = [item.one("dt").text for item in page.one("dl", cls="fact-list").all("div")]
        assert labels == ["Kind", "Articles", "Dates", "Relays", "Translation"]
        order = [element for element in page.walk() if element.tag == "dl" or "entry" in element.classes]
        assert order[0].tag == "dl"
    facts = {
        item.one("dt").text: item.one("dd").text
        for item in site.page("outlets/outlet-b/index.html").one("dl", cls="fact-list").all("div")
    }
    assert facts["Dates"] == "7 May 2031, date inferred"
    assert facts["Translation"] == "machine-translated from Examplish"


def test_voices_have_headings_only_where_there_are_several(site: Site) -> None:
    labels = section(site.page("outlets/outlet-c/index.html"), "labels")
    assert [head.text for head in labels.all("h3")] == ["In its own voice", "A few quoted words"]
    judged = section(site.page("outlets/outlet-b/index.html"), "judgement")
    assert [head.text for head in judged.all("h3")] == ["Found by rule, not reviewed"]


def test_what_nobody_reviewed_never_stands_among_what_somebody_did(site: Site) -> None:
    judged = section(site.page("outlets/outlet-b/index.html"), "judgement")
    order = [element for element in judged.walk() if {"entry", "by-rule"} & element.classes]
    kinds = ["by-rule" if "by-rule" in one.classes else words_of(one)[0].raw for one in order]
    assert kinds == ["A reckless fire", "by-rule", "reckless"]


def test_an_outlet_whose_wording_nobody_reviewed_says_so_on_top() -> None:
    by_rule = replace(make_named(), usages=tuple(one for one in make_named().usages if one.concept is None))
    bare = render_site(by_rule).page("outlets/outlet-b/index.html")
    warnings = [one.text for one in bare.all("p", cls="warning")]
    assert "Nobody has reviewed this wording; a word list picked it out." in warnings
    assert heads(bare) == ["reckless"]
    town = render_site(make_named(), concepts=CONCEPTS).page("outlets/outlet-a/index.html")
    assert "; suggested entries of the glossary picked it out." in town.one("p", cls="warning").text
    harsh, town_usage = (
        next(one for one in make_named().usages if one.text == text) for text in ("reckless", "the town")
    )
    mixed = (replace(harsh, rule="listed"), replace(harsh, rule="fragment"), replace(town_usage, sentence="outlet-b.3"))
    every = render_site(replace(make_named(), usages=mixed), concepts=CONCEPTS).page("outlets/outlet-b/index.html")
    picked = "a word list, quotation marks and suggested entries of the glossary picked it out."
    assert picked in every.all("p", cls="warning")[1].text


def test_with_two_stories_an_outlets_page_joins_both_and_names_them(twice: Site) -> None:
    page = twice.page("outlets/outlet-c/index.html")
    found = [
        (words_of(one)[0].raw, one.one("p", cls="note").all("a")[1].attributes["href"]) for one in page.all(cls="entry")
    ]
    stories = {"../../stories/pier-fire/", f"../../stories/{AGAIN}/"}
    assert {story for _, story in found} == stories
    assert sorted(head for head, _ in found) == ["blaze", "blaze", "its pier", "its pier"]
    one = render_site(make_named(), concepts=CONCEPTS).page("outlets/outlet-c/index.html")
    assert "Fire on the pier of Springfield-on-Sea" not in one.all(cls="entry")[0].text


def test_with_two_stories_an_entrys_page_lists_both(twice: Site) -> None:
    page = twice.page("glossary/fire/index.html")
    assert {head.text for head in section(page, "by-outlet").all("h3")} == {
        "Fire on the pier of Springfield-on-Sea",
        "The fire, told again",
    }
    origins = {words.attributes["data-from"].partition("/")[0] for words in words_of(section(page, "by-wording"))}
    assert origins == {"pier-fire", AGAIN}
    listed = section(twice.page("glossary/index.html"), "event").one("li")
    assert len(listed.all("a")) == 3
    assert numbers(listed.all(cls="note")[0].text)[0] == 3  # an outlet in both stories is one outlet


@pytest.mark.parametrize(("n", "has_table"), [(1, False), (2, True), (6, True), (7, False), (12, False)])
def test_a_table_stands_only_where_there_is_room_for_its_columns(n: int, has_table: bool) -> None:  # noqa: FBT001 - a case
    wide = make_wide(n)
    usage = replace(make_named().usages[1], sentence="paper-01.1", others=(), concept="fire")
    start = wide.sentences[0].text.index("clock")
    named = replace(usage, start=start, end=start + 5, text="clock")
    page = _rendered(replace(wide, usages=(named,)), n).page("glossary/fire/index.html")
    assert bool(page.all("table", cls="grid")) is has_table
    assert len(section(page, "by-outlet").all("li", cls="detail")) == n


def _rendered(comparison: Comparison, n: int) -> Site:
    site = render_site(comparison, outlets=make_wide_outlets(n), concepts=CONCEPTS)
    assert site.problems == ()
    return site


def test_a_speaker_is_named_in_the_outlets_own_words_where_the_article_has_them(site: Site) -> None:
    part = section(site.page("glossary/fire/index.html"), "by-outlet")
    serif = {words.raw for words in words_of(part)}
    assert "Mayor Example" in serif
    assert "the keeper" not in serif  # nowhere in the article
    assert "quoted from the keeper" in part.text


def test_two_speakers_of_one_wording_are_two_entries() -> None:
    made = make_named()
    judged = next(one for one in made.usages if one.text == "A reckless fire")

    def said_by(name: str) -> Usage:
        return replace(judged, voice="attributed", speaker=name)

    two = replace(made, usages=(said_by("the brigade"), said_by("the keeper"), said_by("the keeper")))
    page = render_site(two, concepts=CONCEPTS).page("outlets/outlet-b/index.html")
    notes = [one.one("p", cls="note").text for one in page.all(cls="entry")]
    assert [note.partition(", without")[0] for note in notes] == [
        "Attributed to the brigade",
        "Attributed to the keeper",
    ]
    assert "Two times here" in notes[1]


def test_a_long_wording_is_quoted_and_a_whole_sentence_is_not() -> None:
    made = make_named()
    judged = next(one for one in made.usages if one.text == "A reckless fire")
    whole, wording = (next(one for one in made.sentences if one.id == name) for name in ("outlet-a.1", "outlet-c.1"))
    others = (
        Mention(sentence=whole.id, start=0, end=len(whole.text), text=whole.text),
        Mention(sentence=wording.id, start=0, end=len(wording.text) - 1, text=wording.text[:-1]),
    )
    page = render_site(replace(made, usages=(replace(judged, others=others),)), concepts=CONCEPTS)
    lines = page.page("outlets/outlet-b/index.html").one(cls="instead").all("li")
    assert [("whole" in line.classes, "quoted" in words_of(line)[0].classes) for line in lines] == [
        (False, True),
        (True, False),
    ]
