"""The glossary of whole sites, built from content: the example, the invented site, and small ones made here."""

import html
import re
import shutil
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from evaluate.glossary import own_glossaries
from evaluate.gold import OWN, read_own
from evaluate.measure import evaluate
from site_pages import Element, read_html, words_of
from sites import SMALL_SITE, write_site

from sitegen.build.executor import InlineExecutor
from sitegen.build.pipeline import make_site
from sitegen.model import AlignSettings
from sitegen.model.word_list import TIER_1, TIER_2
from sitegen.site.views import method_wording

ROOT = Path(__file__).parent.parent
FICTIONAL = Path(__file__).parent / "fictional"
JUDGING = re.compile(r"\b(?:biased|propaganda|slant\w*|left-wing|right-wing)\b", re.IGNORECASE)

CONCEPT = """
-- content/glossary/reopening.md --
---
referent: The reopening of a pier
kind: event
status: reviewed
variants:
  - match: ["(was )?reopened( the pier)?"]
    weight: 0
  - match: [triumphant return]
    framing: celebrates it
    weight: 2
---
"""
LAMP = """
-- content/stories/lamp/story.md --
---
title: The lamp of the pier
---
-- content/stories/lamp/outlet-b.md --
---
outlet: outlet-b
date: 2031-06-02
---
The lamp of the pier is lit again, a triumphant return for Springfield-on-Sea.
-- content/stories/lamp/outlet-c.md --
---
outlet: outlet-c
date: 2031-06-03
---
The lamp of the pier is lit again since it was reopened.
-- content/outlets/outlet-c.md --
---
name: Outlet C
---
"""


class _Ours(HTMLParser):
    """Collects the text of a page that is neither an outlet's nor an editor's prose."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into the element; what is an outlet's or an editor's stays so below it, but for what is ours inside."""
        values = dict(attrs)
        classes = set((values.get("class") or "").split())
        foreign = bool(self.open and self.open[-1][1])
        if classes & {"words", "by-editor"}:
            foreign = True
        if "ours" in classes:
            foreign = False
        if not foreign:
            self.text += [value for name in ("content", "title", "aria-label", "alt") if (value := values.get(name))]
        if tag not in {"meta", "link", "br", "img", "input", "hr", "wbr"}:
            self.open.append((tag, foreign))

    def handle_endtag(self, tag: str) -> None:
        """Go out of the element."""
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Keep what is ours."""
        if not (self.open and self.open[-1][1]):
            self.text.append(data)


def ours(page: str) -> str:
    """All of a page's text that the site itself says."""
    reader = _Ours()
    reader.feed(page)
    reader.close()
    return "\n".join(reader.text)


def pages_of(root: Path) -> dict[str, str]:
    """The HTML of a site by path."""
    files = make_site(root, executor=InlineExecutor()).files
    return {path: content.decode() for path, content in files.items() if path.endswith(".html")}


@pytest.fixture(scope="module")
def example() -> Mapping[str, str]:
    """The pages of this project's own site."""
    return pages_of(ROOT)


Entry = tuple[str, str, str, str, str, frozenset[tuple[str, tuple[str, ...]]]]
"""Section, headword, sentence, voice, concept, and what the others write."""


def entries(page: str, names: Mapping[str, str] | None = None) -> list[Entry]:
    """The entries of an outlet's page; codes are read through `names` where given."""
    said = names or {}
    found = []
    for part in read_html(page).all("section"):
        for entry in part.all(cls="entry"):
            headword, sentence = (words.raw for words in words_of(entry.one(cls="said"))[:2])
            concept = entry.one(cls="said").all("p", cls="label")
            found.append(
                (
                    part.attributes["aria-labelledby"],
                    headword,
                    sentence,
                    entry.one("p", cls="note").text,
                    concept[0].text if concept else "",
                    frozenset(
                        (words.raw, tuple(sorted(said.get(code.text, code.text) for code in item.all("abbr"))))
                        for item in entry.one(cls="instead").all("li")
                        for words in (words_of(item) or [item.one(cls="value")])
                    ),
                )
            )
    return found


def entry_of(page: str, words: str) -> Element:
    """The entry whose headword has these words."""
    (found,) = [one for one in read_html(page).all(cls="entry") if words in words_of(one.one(cls="headword"))[0].raw]
    return found


@pytest.mark.parametrize("root", [ROOT, FICTIONAL], ids=["example", "fictional"])
def test_the_site_itself_calls_nobody_names(root: Path) -> None:
    pages = pages_of(root)
    texts = {path: ours(page) for path, page in pages.items()}
    assert all("Skip to content" in text for text in texts.values())
    assert {path: found.group() for path, text in texts.items() if (found := JUDGING.search(text))} == {}


def test_the_search_for_judging_words_sees_ours_and_leaves_out_theirs() -> None:
    page = (
        '<p title="slanted">We say biased <b class="words">they <i class="ours">right-wing</i> propaganda</b> end</p>'
    )
    assert JUDGING.findall(ours(page)) == ["slanted", "biased", "right-wing"]


@pytest.mark.parametrize(
    ("words", "voice"),
    [
        ("genocidal campaign", "Attributed to Senior officials in Baghdad, without quotation marks"),
        ("cowardly drone strike", "In the outlet’s own voice"),
        ("under the pretext of", "In the outlet’s own voice"),
    ],
)
def test_strong_words_are_shown_with_their_voice_and_all_four_rivals(
    example: Mapping[str, str], words: str, voice: str
) -> None:
    entry = entry_of(example["outlets/islam-times/index.html"], words)
    assert entry.one("p", cls="note").text.startswith(voice)
    said = {code.text for code in entry.one(cls="instead").all("abbr") if "absent" not in code.classes}
    silent = {code.text for code in entry.one(cls="instead").all("abbr", cls="absent")}
    assert said | silent == {"AFP", "IN", "U1", "U2"}
    assert not said & silent
    assert bool(silent) == ("not mentioned" in entry.one(cls="instead").text)


def test_a_translators_slips_are_no_wording(example: Mapping[str, str]) -> None:
    heads = [words_of(one)[0].raw for one in read_html(example["outlets/unnamed-1/index.html"]).all(cls="headword")]
    assert heads
    assert not [head for head in heads if "Sudanese" in head or "Marghumi" in head]


def test_every_outlet_of_the_example_has_entries_and_each_leads_to_its_concept(example: Mapping[str, str]) -> None:
    for name in ("afp", "iraqinews", "islam-times", "unnamed-1", "unnamed-2"):
        page = read_html(example[f"outlets/{name}/index.html"])
        reviewed = [entry for entry in page.all(cls="entry") if entry.all("p", cls="label")[0].all("a")]
        assert len(reviewed) > 5, name
        for entry in reviewed:
            address = entry.all("p", cls="label")[0].one("a").attributes["href"].removeprefix("../../")
            assert f"{address}index.html" in example


def test_every_entry_of_the_example_has_a_page_with_a_row_for_all_five(example: Mapping[str, str]) -> None:
    names = sorted(path.stem for path in (ROOT / "content/glossary").glob("*.md"))
    assert len(names) == 21
    for name in names:
        rows = read_html(example[f"glossary/{name}/index.html"]).all("li", cls="detail")
        assert [row.one("abbr").text for row in rows] == ["AFP", "IN", "IT", "U1", "U2"], name


def test_two_outlets_that_swap_their_texts_swap_their_entries_and_nothing_else(tmp_path: Path) -> None:
    story = tmp_path / "content/stories/iraq-coalition-2024"
    shutil.copytree(ROOT / "content", tmp_path / "content")
    (story / "review.toml").unlink()  # its decisions name sentences by their article
    before = pages_of(tmp_path)
    texts = {name: (story / f"{name}.md").read_text(encoding="utf-8") for name in ("afp", "islam-times")}
    for name, other in (("afp", "islam-times"), ("islam-times", "afp")):
        moved = re.sub(r"^outlet: .*$", f"outlet: {name}", texts[other], flags=re.MULTILINE)
        (story / f"{name}.md").write_text(moved, encoding="utf-8")
    after = pages_of(tmp_path)
    swapped = {"AFP": "IT", "IT": "AFP"}
    pairs = {"afp": "islam-times", "islam-times": "afp", "iraqinews": "iraqinews", "unnamed-1": "unnamed-1"}
    for name, other in pairs.items():
        was = entries(before[f"outlets/{name}/index.html"], swapped)
        assert len(was) > 5
        assert sorted(was, key=str) == sorted(entries(after[f"outlets/{other}/index.html"]), key=str), name


def test_a_story_beside_another_shares_outlets_and_entries(tmp_path: Path) -> None:
    pages = pages_of(write_site(tmp_path, SMALL_SITE + LAMP + CONCEPT))
    page = read_html(pages["glossary/reopening/index.html"])
    assert [head.text for head in page.all(cls="by-outlet") for head in head.all("h3")] == [
        "The lamp of the pier",
        "The pier of Springfield-on-Sea",
    ]
    assert page.one("p", cls="lead").text.startswith("Three outlets name it, in ")
    (entry,) = entries(pages["outlets/outlet-b/index.html"])
    assert entry[:2] == ("judgement", "triumphant return")
    facts = read_html(pages["outlets/outlet-b/index.html"]).one("dl").text
    assert "2 articles, 31 words" in facts


def test_a_story_without_any_entry_is_shown_as_found_by_rule(tmp_path: Path) -> None:
    harsh = LAMP.replace("a triumphant return", "a brutal and cowardly return")
    pages = pages_of(write_site(tmp_path, SMALL_SITE + harsh))
    page = read_html(pages["outlets/outlet-b/index.html"])
    assert "Nobody has reviewed this wording; a word list picked it out." in [
        one.text for one in page.all(cls="warning")
    ]
    assert [section for section, *_ in entries(pages["outlets/outlet-b/index.html"])] == ["judgement", "judgement"]
    assert read_html(pages["glossary/index.html"]).one(cls="empty").text == "No entries yet."


def test_the_method_page_prints_the_word_list_that_is_used(example: Mapping[str, str]) -> None:
    table = read_html(example["method/index.html"]).one("table", cls="listed")
    cells = [[cell.text.split(", ") for cell in row.all("td")] for row in table.one("tbody").all("tr")]
    assert sorted(word for always, _ in cells for word in always if word) == sorted(" ".join(TIER_1.values()).split())
    assert sorted(word for _, rest in cells for word in rest if word) == sorted(" ".join(TIER_2.values()).split())


def test_the_method_page_claims_what_is_measured(example: Mapping[str, str]) -> None:
    (measured,) = own_glossaries([evaluate(read_own(path, ROOT), AlignSettings()) for path in OWN])
    right, found = measured.found
    claims = {
        "usages": (method_wording.USAGES_RIGHT / method_wording.USAGES_SHOWN, right.precision),
        "answers": (method_wording.ANSWERS_FOUND / method_wording.ANSWERS, found.recall),
        "voices": (method_wording.VOICES_RIGHT / method_wording.VOICES_JUDGED, measured.voice_share),
    }
    claims |= {
        rule: (n_right / n_found, measured.rules[rule].precision)
        for rule, (n_right, n_found) in method_wording.BY_RULE.items()
    }
    for name, (claimed, now) in claims.items():
        assert now - 0.05 <= claimed <= now + 0.0005, f"{name}: the page claims {claimed:.3f}, measured is {now:.3f}"
    text = html.unescape(example["method/index.html"])
    assert f"{method_wording.VOICES_RIGHT} of {method_wording.VOICES_JUDGED}" in text
