"""`sitegen explain` from end to end: what may be typed, what is told where it is wrong, and where it is shown."""

import json
import re
import sys
from pathlib import Path

import click
import pytest
from ferry_site import AGROUND_A, AGROUND_B, FERRY_SITE, JOINED, MATCH, write_ferry_site
from sites import write_site

from sitegen.cli import commands, main
from sitegen.text.segment import sentence_digest

Captured = pytest.CaptureFixture[str]
README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented ferry, in the current folder."""
    monkeypatch.chdir(write_ferry_site(tmp_path))
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.usefixtures("site")
def test_a_pair_is_explained_on_standard_output_without_colour(capsys: Captured) -> None:
    assert main(["explain", "ferry", *MATCH]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert "\x1b" not in told.out
    flat = " ".join(told.out.split())
    assert f"A Outlet A, outlet-a.1 (outlet-a:{sentence_digest(AGROUND_A)}) {AGROUND_A}" in flat
    assert f"B Outlet B, outlet-b.1 (outlet-b:{sentence_digest(AGROUND_B)}) {AGROUND_B}" in flat
    order = [
        "Verdict",
        "Score ",
        "What the score is made of",
        "Does another sentence fit better?",
        "What an editor decided",
        "Claims that hold both",
    ]
    places = [told.out.index(f"\n{heading}") for heading in order]
    assert places == sorted(places)
    assert max(map(len, told.out.splitlines())) <= 80


@pytest.mark.usefixtures("site")
def test_ids_and_keys_name_the_same_sentences(capsys: Captured) -> None:
    keys = (f"outlet-a:{sentence_digest(AGROUND_A)}", f"outlet-b:{sentence_digest(AGROUND_B)}")
    outputs = []
    for a, b in ((MATCH[0], MATCH[1]), keys, (MATCH[0], keys[1])):
        assert main(["explain", "ferry", a, b]) == 0
        outputs.append(capsys.readouterr().out)
    assert len(set(outputs)) == 1
    assert main(["explain", "ferry", MATCH[1], MATCH[0]]) == 0
    turned = capsys.readouterr().out
    assert turned != outputs[0]
    assert turned.startswith("A  Outlet B")


def test_the_folder_may_be_another_and_the_place_of_a_decision_is_where_it_is(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(site.parent)
    assert main(["explain", "ferry", *JOINED, "--root", site.name]) == 0
    assert f"{site.name}/content/stories/ferry/review.toml:1\n" in capsys.readouterr().out


@pytest.mark.usefixtures("site")
def test_a_program_gets_json(capsys: Captured) -> None:
    assert main(["explain", "ferry", *MATCH, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["story"], found["a"]["text"], found["b"]["text"]) == ("ferry", AGROUND_A, AGROUND_B)
    assert found["verdict"] == "same"
    assert found["score"] >= found["thresholds"]["same"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["fery", "outlet-a.1", "outlet-b.1"],
            [r"content/stories: error: there is no story `fery`\. Did you mean `ferry`\?"],
        ),
        (["clock", "outlet-a.1", "outlet-b.1"], [r"content/stories: error: .*`clock`\. The site has ferry\."]),
        (
            ["ferry", "outlett-a.1", "outlet-b.99"],
            [
                r"content/stories/ferry: error: .* no article `outlett-a`\. Did you mean `outlet-a\.1`\?",
                r"content/stories/ferry/outlet-b\.md: error: .*`outlet-b\.99`\. It has outlet-b\.1 to outlet-b\.4\..*",
            ],
        ),
        (
            ["ferry", f"outlet-a:{sentence_digest(AGROUND_A)[:5]}x", "outlet-b"],
            [
                rf"content/stories/ferry/outlet-a\.md: error: .*Did you mean `outlet-a:{sentence_digest(AGROUND_A)}`\?",
                r"content/stories/ferry/outlet-b\.md: error: `outlet-b` is an article, .*`outlet-b\.1`.*",
            ],
        ),
        (
            ["ferry", "outlet-a.1", "outlet-a.2"],
            [r"content/stories/ferry/outlet-a\.md: error: .* of one article.* outlet-b, outlet-c\."],
        ),
        (
            ["ferry", "outlet-a.1", "outlet-a.1"],
            [r"content/stories/ferry/outlet-a\.md: error: `outlet-a\.1` is named twice.*"],
        ),
        (
            ["ferry", "zzz:0a1b2c", "?"],
            [
                r"content/stories/ferry: error: `zzz:0a1b2c` .* It has outlet-a, outlet-b, outlet-c\.",
                r"content/stories/ferry: error: `\?` .* It has outlet-a, outlet-b, outlet-c\.",
            ],
        ),
    ],
)
@pytest.mark.usefixtures("site")
def test_what_is_wrong_is_told_in_one_run_with_what_was_probably_meant(
    arguments: list[str], told: list[str], capsys: Captured
) -> None:
    assert main(["explain", *arguments]) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert len(found.err.splitlines()) == len(told), found.err
    for line in told:
        assert re.search(f"^{line}$", found.err, re.MULTILINE), found.err


def test_mistakes_of_the_content_are_told_together_with_those_of_the_command(site: Path, capsys: Captured) -> None:
    write_site(site, "-- content/outlets/outlet-d.md --\n---\nnaem: Outlet D\n---\n")
    assert main(["explain", "ferry", "outlet-a.1", "outlet-b.99"]) == 2
    told = capsys.readouterr().err
    assert "content/outlets/outlet-d.md:2:" in told
    assert "outlet-b.99" in told


def test_a_folder_without_a_site_is_told(tmp_path: Path, capsys: Captured) -> None:
    assert main(["explain", "ferry", *MATCH, "--root", str(tmp_path)]) == 2
    assert "there is no folder `content`" in capsys.readouterr().err


def test_a_draft_can_be_explained_before_it_is_published(site: Path, capsys: Captured) -> None:
    write_site(site, "-- content/stories/ferry/story.md --\n---\ntitle: The ferry\ndraft: true\n---\n")
    assert main(["explain", "ferry", *MATCH]) == 0
    assert "Verdict" in capsys.readouterr().out


def test_two_articles_of_one_outlet_are_told_apart(site: Path, capsys: Captured) -> None:
    text = FERRY_SITE.partition("-- content/stories/ferry/outlet-b.md --")[2].replace(
        "outlet: outlet-b", "outlet: outlet-a", 1
    )
    write_site(site, f"-- content/stories/ferry/outlet-b.md --{text}")
    assert main(["explain", "ferry", *MATCH]) == 0
    told = capsys.readouterr().out
    assert told.startswith("A  Outlet A (outlet-a), outlet-a.1")
    assert "\nB  Outlet A (outlet-b), outlet-b.1" in told


@pytest.mark.usefixtures("site")
def test_a_terminal_gets_its_own_width_and_bold_headings(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("COLUMNS", "64")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["explain", "ferry", *MATCH]) == 0
    told = capsys.readouterr().out
    assert click.style("Verdict", bold=True) in told
    plain = click.unstyle(told)
    assert 60 < max(len(line) for line in plain.splitlines()) <= 64


def test_every_command_has_its_line_in_the_readme() -> None:
    for name in commands.commands:
        assert re.search(rf"^\| `sitegen {name}\b[^|]*` \| \S", README, re.MULTILINE), name


def test_the_example_in_the_readme_is_what_the_command_prints(capsys: Captured) -> None:
    example = re.search(r"```\n\$ sitegen (explain [^\n]+)\n(.*?)\n```", README, re.DOTALL)
    assert example is not None
    assert main([*example[1].split(), "--root", str(Path(__file__).parent.parent)]) == 0
    printed = [without_numbers(line) for line in capsys.readouterr().out.splitlines()]
    shown = [without_numbers(line) for line in example[2].splitlines() if line.strip() not in {"", "[...]"}]
    assert len(shown) > 15
    at = 0
    for line in shown:
        assert line in printed[at:], f"the command does not print, or not here: {line}"
        at = printed.index(line, at) + 1


def without_numbers(line: str) -> str:
    """The line with its numbers masked: scores may be tuned without a change of what is said."""
    return re.sub(r"[+-]?\d+\.\d+", "0.00", line)
