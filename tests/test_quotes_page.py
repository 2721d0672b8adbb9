"""The quotes page: who quotes, who paraphrases, and the words that differ, as a reader meets them."""

import pytest
from site_pages import Element, read_html
from sites import SMALL_SITE, write_site

from sitegen.build.executor import InlineExecutor
from sitegen.build.pipeline import build

QUOTING = """
-- content/outlets/outlet-c.md --
---
name: Outlet C
---
-- content/stories/pier/outlet-a.md --
---
outlet: outlet-a
date: 2031-05-02
---
“We must sell the old pier at once to the highest bidder in Freedonia, and nobody will miss it,” Jane Example said.

Jane Example called the band “loud” and its hat “a public danger”.
-- content/stories/pier/outlet-b.md --
---
outlet: outlet-b
date: 2031-05-03
---
“We must burn the old pier at once to please the highest bidder in Freedonia, and nobody will miss it,” Jane Example \
said.
-- content/stories/pier/outlet-c.md --
---
outlet: outlet-c
date: 2031-05-04
---
Jane Example said it was time to sell the old pier at once to the highest bidder in Freedonia.
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Element:
    """The quotes page of a built site, whose build holds every passage against its article."""
    root = write_site(tmp_path_factory.mktemp("quoting"), SMALL_SITE)
    write_site(root, QUOTING)
    build(root, root / "public", executor=InlineExecutor())
    return read_html((root / "public/stories/pier/quotes/index.html").read_text(encoding="utf-8"))


def utterances(page: Element) -> list[Element]:
    return page.all(cls="utterance")


def test_the_verdict_counts_who_quotes_and_who_paraphrases(page: Element) -> None:
    shared, single = utterances(page)
    assert shared.one(cls="verdict").text == (
        "Quoted in two articles, paraphrased in one. The quoted words differ in two places."
    )
    assert not single.all(cls="verdict")


def test_the_fullest_rendering_is_whole_and_the_shared_words_stand_once(page: Element) -> None:
    rows = [row.text for row in utterances(page)[0].one("ul", cls="readings").all("li")]
    assert len(rows) == 3
    assert rows[0].startswith("We must burn the old pier at once to please the highest bidder in Freedonia, and nobody")
    assert "quoted, the fullest: said" in rows[0]
    assert rows[1].startswith("We must sell the to will miss it, quoted, other words: said")
    assert "paraphrased: said" in rows[2]


def test_the_apparatus_has_lemma_reading_and_codes(page: Element) -> None:
    table = utterances(page)[0].one("table", cls="apparatus")
    rows = [[cell.text for cell in row.children if isinstance(cell, Element)] for row in table.all("tr")]
    code_a, code_b = (code.text for code in page.one(cls="key").all("abbr")[:2])
    assert rows == [
        [f"the fullest {code_b}", "others there"],
        ["burn", f"sell {code_a}"],
        ["please", f"left out {code_a}"],
    ]


def test_pieces_of_one_article_have_no_apparatus_and_no_relation(page: Element) -> None:
    single = utterances(page)[1]
    assert not single.all("table")
    assert [row.one(cls="note").text for row in single.all("li")] == ["partly quoted: called"] * 2
    assert "loud" in single.all("li")[0].text
