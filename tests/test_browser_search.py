"""The search field in a browser: what it finds, says and leads to, and that no text becomes markup.

Without Chromium or Node these tests are skipped and say what to install.
"""

import json
import os
import subprocess
from typing import Any

import pytest
from sites import write_site
from webpages import CHROMIUM, NODE, SCRIPTS, missing_for_browser, serve

from sitegen.build.executor import InlineExecutor
from sitegen.build.pipeline import build

pytestmark = pytest.mark.skipif(bool(missing_for_browser()), reason=missing_for_browser())

CONTENT = """
-- content/site.toml --
title = "Springfield <b>papers</b>"
-- content/outlets/outlet-a.md --
---
name: Outlet <i>A</i>
---
-- content/outlets/outlet-b.md --
---
name: Outlet B
---
-- content/outlets/outlet-c.md --
---
name: Outlet C
---
-- content/stories/pier/story.md --
---
title: The pier <img src=x onerror=alert(1)>
---
-- content/stories/pier/outlet-a.md --
---
outlet: outlet-a
title: Łódź café feeds 4,711 <script>alert(1)</script>
---
Mayor Zoë Example said “we will rebuild the pier” on Friday.

U.S. visitors are fond of it.
-- content/stories/pier/outlet-b.md --
---
outlet: outlet-b
---
The mayor had supper.
-- content/stories/pier/outlet-c.md --
---
outlet: outlet-c
language: ar
---
احترق الرصيف يوم الجمعة.
"""

QUERIES = {
    "lodz cafe": "feeds 4,711",
    "CAFÉ łódź": "feeds 4,711",
    "caf fee": "feeds 4,711",
    "4711": "4,711",
    "us visitors": "U.S. visitors",
    "الرصيف": "احترق الرصيف",
    "onerror": "<img src=x onerror=alert(1)>",
    "zoe article": "",
    "afé": "",
    "lodz supper": "",
    "<?>": "",
}
"""A query and a text of its first find; empty for none."""


@pytest.fixture(scope="module", params=[64, 1], ids=["one file", "divided files"])
def used(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the script saw while it used the field, served under a folder."""
    root = write_site(tmp_path_factory.mktemp("search"), CONTENT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sitegen.build.found.MOST_OWNERS", request.param)
        build(root, root / "public", executor=InlineExecutor())
    with serve(root / "public", "/papers/") as base:
        command = [str(NODE), "search.mjs", base, json.dumps(list(QUERIES))]
        done = subprocess.run(  # noqa: S603 - our own script
            command,
            cwd=SCRIPTS,
            env={**os.environ, "CHROMIUM": str(CHROMIUM)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.mark.parametrize(("query", "text"), [(query, text) for query, text in QUERIES.items() if text])
def test_a_query_finds_what_has_all_its_words_at_their_beginnings(used: dict[str, Any], query: str, text: str) -> None:
    answer = used["queries"][query]
    assert text in answer["finds"][0]
    assert answer["status"] == f"{len(answer['finds'])} found"
    assert answer["index"] is False


@pytest.mark.parametrize("query", [query for query, text in QUERIES.items() if not text])
def test_where_nothing_is_found_the_index_stays_and_it_is_said(used: dict[str, Any], query: str) -> None:
    answer = used["queries"][query]
    assert answer["finds"] == []
    assert answer["index"] is True
    assert answer["status"].startswith(f"Nothing found for “{query}”.")


def test_no_text_becomes_markup(used: dict[str, Any]) -> None:
    elements = {element for answer in used["queries"].values() for element in answer["elements"]}
    assert elements <= {"a", "bdi", "span"}


def test_the_words_of_an_outlet_keep_their_place_language_and_direction(used: dict[str, Any]) -> None:
    words = used["queries"]["الرصيف"]["words"]
    assert ["pier/outlet-c.1", "rtl", "ar"] in words
    assert ["pier/outlet-a.0", "", ""] in used["queries"]["4711"]["words"]


def test_the_query_stays_in_the_address_until_it_is_cleared(used: dict[str, Any]) -> None:
    assert used["queries"]["lodz cafe"]["address"] == "?q=lodz+cafe"
    assert used["cleared"] == ["", False]
    assert used["reloaded"] == "lodz cafe"


def test_a_key_leads_to_the_first_find_and_that_to_its_place(used: dict[str, Any]) -> None:
    assert used["reached"] is True
    assert used["landed"] is True


def test_without_scripts_there_is_the_index_and_no_field(used: dict[str, Any]) -> None:
    assert used["hidden"] is True
    assert used["letters"] >= 5


def test_without_the_file_the_index_stays_and_it_is_said(used: dict[str, Any]) -> None:
    told, is_index_there = used["failed"]
    assert "could not be read" in told
    assert is_index_there is True


def test_the_browser_has_nothing_to_complain_of(used: dict[str, Any]) -> None:
    assert used["heard"] == []
