"""`sitegen check`: everything that is wrong in one run, with places; what strict adds; annotations; exit codes."""

import re
from pathlib import Path

import pytest
from sites import SMALL_SITE, write_site

from sitegen.build.annotations import annotation
from sitegen.cli import main
from sitegen.content.load import load_site
from sitegen.problems import Problem
from sitegen.text.segment import segment

Captured = pytest.CaptureFixture[str]

FOUR_FAULTS = f"""{SMALL_SITE}
-- content/stories/pier/outlet-b.md --
---
outlet: outlet-b
date: 2031-13-03
---
The pier of Springfield-on-Sea was reopened by Mayor Example on Friday.
-- content/stories/pier/third.md --
---
outlet: outlet-c
---
The pier is open.
-- content/outlets/outlet-a.md --
---
name: Outlet A
homepge: https://a.example/
---
-- content/stories/pier/review.toml --
# What the editor decided.

[[term]]
sentence = "outlet-a:abcdef"
text = "reopened"
verdict = "reject"
texts = ["Mayor Example opened the pier of Springfield-on-Sea on a Friday."]
"""
FOUR_PLACES = (
    r"content/outlets/outlet-a\.md:3:1: error: `homepge` is not a key of an outlet\. Did you mean `homepage`\?",
    r"content/stories/pier/outlet-b\.md:3:7: error: `date: 2031-13-03` is not a day of the calendar",
    r"content/stories/pier/review\.toml:3:1: warning: the decision is stale: no sentence has the key outlet-a:abcdef\.",
    r"content/stories/pier/third\.md:2:\d: error: there is no outlet `outlet-c`",
)

COMPLETE = """
-- content/site.toml --
title = "Springfield papers"
contact = "objections@springfield.example"
[read]
default = "full"
-- content/outlets/outlet-a.md --
---
name: Outlet A
homepage: https://a.example/
---
-- content/outlets/outlet-b.md --
---
name: Outlet B
---
A newsletter without an address.
-- content/glossary/pier.md --
---
referent: The pier
kind: actor
status: reviewed
reviewed_by: ed
variants:
  - match: ["(the )?pier"]
---
-- content/stories/pier/story.md --
---
title: The pier of Springfield-on-Sea
---
-- content/stories/pier/outlet-a.md --
---
outlet: outlet-a
title: Pier reopens after storm
date: 2031-05-02
url: https://a.example/pier
---
Mayor Example reopened the pier of Springfield-on-Sea on Friday.

The pier reopened at noon.
-- content/stories/pier/outlet-b.md --
---
outlet: outlet-b
date: 2031-05-03
note: Came by post, without a headline and without an address.
---
The pier of Springfield-on-Sea was reopened by Mayor Example on Friday.

The pier was closed all winter.
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, without a terminal's or a runner's settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def checked(capsys: Captured, *arguments: str) -> tuple[int, list[str], str]:
    """Exit code, lines of problems, and the summary."""
    code = main(["check", *arguments])
    told = capsys.readouterr()
    return code, told.out.splitlines(), told.err


def test_four_faults_of_four_kinds_are_told_in_one_run(here: Path, capsys: Captured) -> None:
    write_site(here, FOUR_FAULTS)
    code, lines, summary = checked(capsys)
    assert code == 2
    assert len(lines) == len(FOUR_PLACES), lines
    for line, place in zip(lines, FOUR_PLACES, strict=True):
        assert re.match(place, line), line
    assert "now there is “Mayor Example reopened the pier of Springfield-on-Sea on Friday.”" in lines[2]
    assert re.fullmatch(r"Checked 1 story with 2 articles in \d+\.\d s: 3 errors, 1 warning\.\n", summary)


def test_a_build_tells_the_same_four(here: Path, capsys: Captured) -> None:
    write_site(here, FOUR_FAULTS)
    assert main(["build"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [re.match(place, line) is not None for place, line in zip(FOUR_PLACES, lines, strict=True)] == [True] * 4


def test_annotations_name_file_line_and_column(here: Path, capsys: Captured) -> None:
    write_site(here, FOUR_FAULTS)
    code, lines, _ = checked(capsys, "--format", "github")
    assert code == 2
    assert [line.partition(",title=")[0] for line in lines] == [
        "::error file=content/outlets/outlet-a.md,line=3,col=1",
        "::error file=content/stories/pier/outlet-b.md,line=3,col=7",
        "::warning file=content/stories/pier/review.toml,line=3,col=1",
        "::error file=content/stories/pier/third.md,line=2,col=1",
    ]
    assert lines[0].endswith("::`homepge` is not a key of an outlet. Did you mean `homepage`?")


def test_annotations_count_paths_from_the_repository(
    here: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(here / "sub", FOUR_FAULTS)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(here))
    monkeypatch.chdir(here / "sub")
    _, lines, _ = checked(capsys, "--format", "github")
    assert lines[0].startswith("::error file=sub/content/outlets/outlet-a.md,line=3,")


def test_what_has_a_meaning_in_a_command_is_escaped() -> None:
    problem = Problem(
        path="a,b:c%.md", line=2, message="50 %: a, b\r\n::error::\x1b", hint="Mend it", severity="warning"
    )
    assert annotation(problem) == (
        "::warning file=a%2Cb%3Ac%25.md,line=2,title=sitegen::50 %25: a, b%0D%0A::error::\\x1b. Mend it"
    )


def test_a_site_without_gaps_passes_strictly_and_nothing_is_written(here: Path, capsys: Captured) -> None:
    write_site(here, COMPLETE)
    before = {path: path.stat().st_mtime_ns for path in here.rglob("*")}
    assert checked(capsys, "--strict")[:2] == (0, [])
    assert {path: path.stat().st_mtime_ns for path in here.rglob("*")} == before


GAPS = {
    "an article without headline": ("pier/outlet-a.md", "title: Pier.*\n", "", r"outlet-a\.md:1:1: .*no headline"),
    "an article without date": ("pier/outlet-a.md", "date: .*\n", "", r"outlet-a\.md:1:1: .*no date"),
    "an article without address": ("pier/outlet-a.md", "url: .*\n", "", r"outlet-a\.md:1:1: .*where the article"),
    "nothing on reprinting": ("site.toml", r"\[read\]\ndefault.*\n", "", r"site\.toml:1:1: .*2 articles are printed"),
    "nowhere to object": ("site.toml", "contact.*\n", "", r"site\.toml:1:1: .*can object"),
    "an outlet nobody knows": ("outlets/outlet-b.md", "A newsletter.*", "", r"outlet-b\.md:1:1: .*who the outlet is"),
    "a concept nobody read": ("glossary/pier.md", "status: .*\nreviewed_by: .*\n", "", r"pier\.md:2:1: .*reviewed"),
    "a concept on nothing": (
        "glossary/pier.md",
        r"\n---\n$",
        "\n    weight: 1\n    framing: plain\n---\n",
        r"pier\.md:2:1: .*nothing backs",
    ),
}


@pytest.mark.parametrize("name", GAPS)
def test_each_gap_is_told_strictly_alone(here: Path, capsys: Captured, name: str) -> None:
    file, old, new, told = GAPS[name]
    write_site(here, COMPLETE)
    (path,) = (path for path in here.rglob("*.*") if path.as_posix().endswith(file))
    text = path.read_text()
    path.write_text(re.sub(old, new, text))
    assert path.read_text() != text
    assert checked(capsys)[:2] == (0, []), "a gap keeps no site from being built"
    code, lines, _ = checked(capsys, "--strict")
    assert code == 2
    assert len(lines) == 1, lines
    assert re.search(told, lines[0]), lines
    assert ": warning: " in lines[0]


def test_an_open_conflict_is_told_at_its_sentence_until_an_editor_decides(here: Path, capsys: Captured) -> None:
    write_site(here, COMPLETE)
    for name, cost in (("a", "40,000"), ("b", "90,000")):
        path = here / f"content/stories/pier/outlet-{name}.md"
        path.write_text(f"{path.read_text().rstrip()}\n\nRepairing the pier cost exactly {cost} crowns.\n")
    code, lines, _ = checked(capsys, "--strict")
    assert code == 2
    (line,) = lines
    assert re.match(r"content/stories/pier/outlet-a\.md:11:1: warning: .*conflict.* between outlet-a\.3 and ", line)
    assert "sitegen review pier --only conflict" in line


def test_a_stale_decision_alone_fails_the_strict_check_only(here: Path, capsys: Captured) -> None:
    write_site(here, COMPLETE)
    pair = '"outlet-a:000000", "outlet-b:111111"'
    (here / "content/stories/pier/review.toml").write_text(f"[[join]]\nsentences = [{pair}]\n")
    code, lines, summary = checked(capsys)
    assert code == 0
    assert [line.partition(": the decision")[0] for line in lines] == ["content/stories/pier/review.toml:1:1: warning"]
    assert summary.endswith(": 0 errors, 1 warning.\n")
    assert checked(capsys, "--strict")[0] == 2


STALE = """\
[[join]]
sentences = ["outlet-a:000000", "outlet-b:111111"]

[[part]]
sentences = ["outlet-a:000000", "third:222222"]

[[quote]]
sentence = "third:333333"
speaker = "Mayor Example"

[[term]]
sentence = "KEY"
text = "words that it does not have"
verdict = "reject"
"""


def test_what_is_told_beside_errors_is_told_without_them(here: Path, capsys: Captured) -> None:
    write_site(here, COMPLETE)
    story = here / "content/stories/pier"
    (story / "third.md").write_text("---\noutlet: outlet-b\ndate: 2031-05-03\n---\nThe pier is open again.\n")
    (text,) = (article for article in load_site(here)[1].stories[0].articles if article.id == "outlet-a")  # type: ignore[union-attr]
    (story / "review.toml").write_text(STALE.replace("KEY", segment(text)[1].key))
    _, without, _ = checked(capsys)
    assert len(without) == 4, without
    (story / "third.md").write_text("---\noutlet: nobody\n---\nThe pier is open again.\n")
    code, beside, _ = checked(capsys)
    assert code == 2
    told = [line for line in beside if "the decision is stale" in line]
    assert [line.split(":")[1] for line in told] == ["1", "4", "11"], "a sentence that could not be read is not gone"
    assert {told[0], told[2]} <= set(without)


def test_a_fault_of_the_theme_is_no_fault_of_the_content(here: Path, capsys: Captured) -> None:
    write_site(here, COMPLETE)
    (here / "templates").mkdir()
    (here / "templates/home.html").write_text("{{ nothing.of_the_kind }}")
    code, lines, told = checked(capsys)
    assert (code, lines) == (1, [])
    assert "home.html" in told


def test_drafts_have_no_gaps(here: Path, capsys: Captured) -> None:
    write_site(here, COMPLETE)
    draft = here / "content/stories/draft"
    draft.mkdir()
    (draft / "story.md").write_text("---\ntitle: Not yet\ndraft: true\n---\n")
    for name in "ab":
        (draft / f"{name}.md").write_text(f"---\noutlet: outlet-{name}\n---\nThe pier sleeps.\n")
    assert checked(capsys, "--strict")[:2] == (0, [])
