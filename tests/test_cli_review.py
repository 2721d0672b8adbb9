"""`sitegen review` from end to end: wording that no concept covers, and what an editor may save of it."""

import json
import re
from pathlib import Path

import pytest
from sites import write_site

from sitegen.cli import main
from sitegen.compare.suggestions import pattern_of
from sitegen.content.load import load_site
from sitegen.text.patterns import find_spans, index_patterns, parse_pattern, tokenize

Captured = pytest.CaptureFixture[str]

RAID_SITE = """
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
-- content/outlets/outlet-c.md --
---
name: Outlet C
---
-- content/stories/raid/story.md --
---
title: The night on Sample Island
---
-- content/stories/raid/outlet-a.md --
---
outlet: outlet-a
date: 2031-05-02
---
The harbour police of Springfield-on-Sea made a brutal raid on the lighthouse of Sample Island on Friday.

The council slammed the brutal raid on Sunday and closed the harbour office of Sample Island.

Mayor Pat Example spoke of a "grave mistake" in the town hall.
-- content/stories/raid/outlet-b.md --
---
outlet: outlet-b
date: 2031-05-03
---
The harbour police of Springfield-on-Sea made a night visit to the lighthouse of Sample Island on Friday.

The council criticised the night visit on Sunday and closed the harbour office of Sample Island.
-- content/stories/raid/outlet-c.md --
---
outlet: outlet-c
date: 2031-05-03
---
The harbour police made a search of the lighthouse of Sample Island on Friday.

Oysters were cheap in the taverns.
"""

CONCEPT = """
-- content/glossary/brutal-raid.md --
---
referent: The search of the lighthouse on Friday
kind: event
status: reviewed
reviewed_by: ed
variants:
  - match: [night visit, search of the lighthouse]
  - match: [brutal raid]
    framing: evaluates it
    weight: 3
---
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented raid, in the current folder."""
    monkeypatch.chdir(write_site(tmp_path, RAID_SITE))
    return tmp_path


def reviewed(capsys: Captured) -> list[dict[str, object]]:
    """The suggestions of the story as JSON."""
    assert main(["review", "raid", "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["story"] == "raid"
    suggestions: list[dict[str, object]] = record["suggestions"]
    return suggestions


@pytest.mark.usefixtures("site")
def test_every_wording_that_no_concept_covers_is_told_with_reason_voice_and_rivals(capsys: Captured) -> None:
    assert main(["review", "raid"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    flat = " ".join(told.out.split())
    assert "“brutal raid”: Outlet A, outlet-a.1, 2 times, in its own voice." in flat
    assert "On the word list: adds an evaluation" in flat
    assert "No other article has these words." in flat
    assert "“grave mistake”: Outlet A, outlet-a.3, a few words quoted from" in flat
    assert "made a [brutal raid] on the lighthouse" in flat
    assert re.search(r"# - match: \[.*night visit.*\] +# Outlet B, outlet-b\.[12]: \w", told.out)
    assert re.search(r"# - match: \[.*search.*\] +# Outlet C, outlet-c\.1: \w", told.out)


@pytest.mark.usefixtures("site")
def test_verbs_of_speech_are_one_suggestion_without_rivals(capsys: Captured) -> None:
    (verbs,) = [one for one in reviewed(capsys) if one["kind"] == "attribution"]
    assert [wording["text"] for wording in verbs["wordings"]] == ["slammed"]  # type: ignore[attr-defined]
    assert verbs["rivals"] == []
    assert verbs["path"] == "content/glossary/reporting-verbs.md"


@pytest.mark.usefixtures("site")
def test_at_most_three_rivals_an_article_and_each_is_verbatim(capsys: Captured) -> None:
    library = load_site(Path())[1]
    assert library is not None
    texts = {article.id: article.text for story in library.stories for article in story.articles}
    things = [one for one in reviewed(capsys) if one["kind"] != "attribution"]
    assert things
    for suggestion in things:
        by_article = {one["article"]: one["rivals"] for one in suggestion["rivals"]}  # type: ignore[attr-defined]
        assert set(by_article) == {"outlet-b", "outlet-c"}
        for article, rivals in by_article.items():
            assert len(rivals) <= 3
            assert all(rival["text"] in texts[article] and rival["reasons"] for rival in rivals)


def test_saved_stubs_load_build_and_leave_nothing_to_suggest(site: Path, capsys: Captured) -> None:
    for suggestion in reviewed(capsys):
        path = site / str(suggestion["path"])
        path.parent.mkdir(exist_ok=True)
        path.write_text(str(suggestion["stub"]), encoding="utf-8")
    assert main(["build", "--out", "public"]) == 0
    assert "error" not in capsys.readouterr().err
    assert main(["review", "raid"]) == 0
    assert "No wording was picked out that the glossary does not cover." in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", ["an act of terror", "the brutal raid, which failed", "terror: a raid", "null", "[terror]", "a #terror"]
)
def test_a_stub_loads_whatever_the_wording(site: Path, capsys: Captured, words: str) -> None:
    article = site / "content/stories/raid/outlet-a.md"
    article.write_text(f"{article.read_text(encoding='utf-8')}\nHe spoke of “{words}”.\n", encoding="utf-8")
    for suggestion in reviewed(capsys):
        path = site / str(suggestion["path"])
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            re.sub("^  # - match", "  - match", str(suggestion["stub"]), flags=re.MULTILINE), encoding="utf-8"
        )
    problems = load_site(site)[2]
    assert [
        problem for problem in problems if problem.severity == "error" and "two variants" not in problem.message
    ] == []


def test_a_stub_claims_nothing_that_nobody_read(site: Path, capsys: Captured) -> None:
    """What other outlets may call it stays a comment: only the words that were found are variants."""
    for suggestion in reviewed(capsys):
        path = site / str(suggestion["path"])
        path.parent.mkdir(exist_ok=True)
        path.write_text(str(suggestion["stub"]), encoding="utf-8")
    library = load_site(site)[1]
    assert library is not None
    for concept in library.concepts:
        assert concept.status == "suggested"
        assert {pattern.text for variant in concept.variants for pattern in variant.patterns} <= {
            "brutal raid",
            "grave mistake",
            "slammed",
        }


def test_what_a_concept_covers_is_not_suggested_and_its_id_is_not_given_again(site: Path, capsys: Captured) -> None:
    before = {str(one["path"]) for one in reviewed(capsys)}
    assert "content/glossary/brutal-raid.md" in before
    write_site(site, CONCEPT)
    after = {str(one["path"]) for one in reviewed(capsys)}
    assert after == before - {"content/glossary/brutal-raid.md"}
    write_site(site, CONCEPT.replace("brutal-raid.md", "grave-mistake.md"))
    (site / "content/glossary/brutal-raid.md").unlink()
    assert "content/glossary/grave-mistake-2.md" in {str(one["path"]) for one in reviewed(capsys)}


def test_an_unknown_story_and_broken_content_are_told_at_their_places(site: Path, capsys: Captured) -> None:
    assert main(["review", "riad"]) == 2
    assert "there is no story `riad`. Did you mean `raid`?" in " ".join(capsys.readouterr().err.split())
    write_site(site, "-- content/glossary/bad.md --\n---\nreferent: Bad\nkind: event\nvariants: []\n---\n")
    assert main(["review", "raid"]) == 2
    assert "content/glossary/bad.md:4" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        "brutal raid",
        "the US-led coalition’s departure",
        "“textbook” example",
        "up to 2,500 men",
        "U.S. strikes",
        "Hamas, which rules",
        "anti-US armed groups",
    ],
)
def test_a_pattern_made_of_words_finds_them(text: str) -> None:
    pattern = pattern_of(text)
    assert pattern is not None
    sentence = f"They saw {text} there."
    spans = find_spans(index_patterns([parse_pattern(pattern)]), sentence, tokenize(sentence))
    assert any(span.start <= 9 + len(text) // 2 < span.end for _, span in spans)


@pytest.mark.parametrize("text", ["it", "“…”", "", "of the", "terror: attack"])
def test_words_that_say_nothing_make_no_pattern(text: str) -> None:
    assert pattern_of(text) is None
