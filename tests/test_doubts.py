"""What an editor is asked to look at, in which order, and what is written of what the editor chooses."""

import datetime as dt
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import write_site

from sitegen.build.decision_toml import append_decisions, decision_toml
from sitegen.cli import main
from sitegen.content.load import load_site
from sitegen.model import QuoteDecision, TermDecision

Captured = pytest.CaptureFixture[str]

PIER_SITE = """
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
-- content/stories/pier/story.md --
---
title: The pier of Springfield-on-Sea
---
-- content/stories/pier/outlet-a.md --
---
outlet: outlet-a
date: 2031-05-03
---
Oysters were cheap in the harbour taverns this spring.

A brutal storm broke 130 beams under the pier of Springfield-on-Sea on Friday.

“Nobody saw the storm coming at all that night,” one could hear.
-- content/stories/pier/outlet-b.md --
---
outlet: outlet-b
date: 2031-05-03
---
A storm broke 40 beams under the pier of Springfield-on-Sea on Friday.

A choir sang at the gate of the town hall.
-- content/stories/pier/review.toml --
[[join]]
sentences = ["outlet-a:000000", "outlet-b:111111"]
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented pier, in the current folder."""
    monkeypatch.chdir(write_site(tmp_path, PIER_SITE))
    return tmp_path


def doubts(capsys: Captured, *arguments: str) -> list[dict[str, object]]:
    assert main(["review", "pier", "--format", "json", *arguments]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["doubts"]
    return found


@pytest.mark.usefixtures("site")
def test_doubts_come_by_consequence_and_each_offers_what_would_settle_it(capsys: Captured) -> None:
    found = doubts(capsys)
    kinds = [one["kind"] for one in found]
    order = ["conflict", "uncertain", "lead", "figure", "quote", "term", "stale"]
    assert sorted(kinds, key=order.index) == kinds  # type: ignore[arg-type]
    assert {"conflict", "lead", "quote", "term", "stale"} <= set(kinds)
    lead = next(one for one in found if one["kind"] == "lead")
    assert "Oysters" in lead["sentences"][0]["text"]  # type: ignore[index]
    assert all(one["offers"] for one in found if one["kind"] in ("conflict", "uncertain", "quote", "term"))
    assert "outlet-a:000000" in str(found[-1]["why"])


@pytest.mark.usefixtures("site")
def test_only_some_kinds_are_told_under_their_own_numbers(capsys: Captured) -> None:
    everything = doubts(capsys)
    some = doubts(capsys, "--only", "term", "--only", "stale")
    assert some == [one for one in everything if one["kind"] in ("term", "stale")]
    assert main(["review", "pier", "--only", "conflict"]) == 0
    told = capsys.readouterr().out
    assert "1. Cannot both be true" in told
    assert "content/glossary" not in told


@pytest.mark.usefixtures("site")
def test_every_offered_decision_can_be_read_back(capsys: Captured) -> None:
    for doubt in doubts(capsys):
        for offer in doubt["offers"]:  # type: ignore[attr-defined]
            (table,) = tomllib.loads(offer["toml"]).values()
            assert len(table) == 1


def test_what_is_chosen_is_written_applied_and_no_doubt_any_more(site: Path, capsys: Captured) -> None:
    found = doubts(capsys)
    names = {one["kind"]: [offer["name"] for offer in one["offers"]] for one in found}  # type: ignore[attr-defined]
    conflict, term = names["conflict"][0], names["term"][1]
    arguments = ["--write", conflict, "--write", term, "--by", "ed", "--reason", "One counts the piles as well."]
    assert main(["review", "pier", *arguments]) == 0
    assert (
        "review.toml: 2 decisions added. Build again to apply; what is left is numbered anew."
        in capsys.readouterr().out
    )
    library = load_site(site)[1]
    assert library is not None
    decided = library.stories[0].decisions
    assert (decided.claims[0].status, decided.claims[0].by) == ("varies", "ed")
    assert decided.claims[0].reason == "One counts the piles as well."
    assert decided.terms[0].verdict == "reject"
    assert len(decided.joins) == 1
    assert {"conflict", "term"} & {str(one["kind"]) for one in doubts(capsys)} == set()
    assert main(["build", "--out", "public"]) == 0
    record = json.loads((site / "public/data/pier.json").read_text(encoding="utf-8"))
    shared = next(claim for claim in record["claims"] if claim["status"] != "single")
    assert (shared["status"], shared["status_basis"]) == ("varies", "editor")
    assert record["usages"] == []


def test_what_cannot_be_written_is_told_and_nothing_is(site: Path, capsys: Captured) -> None:
    before = (site / "content/stories/pier/review.toml").read_bytes()
    names = {one["kind"]: [offer["name"] for offer in one["offers"]] for one in doubts(capsys)}  # type: ignore[attr-defined]
    both = [part for name in names["conflict"] for part in ("--write", name)]
    assert main(["review", "pier", *both, "--write", "99a", "--write", names["quote"][0]]) == 2
    told = capsys.readouterr().err
    assert "settle one doubt in two ways" in told
    assert "there is no decision `99a` to write" in told
    assert f"`{names['quote'][0]}` leaves `speaker` to you" in told
    assert (site / "content/stories/pier/review.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("reason", "before", "told"),
    [
        ("a bell\a", b"", "the decision cannot be added: `reason` holds the control character U+0007"),
        ("", b"", "the decision cannot be added: `reason` is empty"),
        ("It is so.", b"claim = []\n", "the decision cannot be added: TOML cannot be read"),
    ],
)
def test_a_decision_that_would_not_load_is_not_written(
    site: Path, capsys: Captured, reason: str, before: bytes, told: str
) -> None:
    path = site / "content/stories/pier/review.toml"
    path.write_bytes(before)
    conflict = next(one["offers"][0]["name"] for one in doubts(capsys) if one["kind"] == "conflict")  # type: ignore[index]
    assert main(["review", "pier", "--write", conflict, "--reason", reason]) == 2
    assert told in capsys.readouterr().err
    assert path.read_bytes() == before


def test_the_line_ends_of_a_file_are_kept(site: Path, capsys: Captured) -> None:
    path = site / "content/stories/pier/review.toml"
    path.write_bytes(b"# Ours.\r\n# All of it.\r\n")
    conflict = next(one["offers"][0]["name"] for one in doubts(capsys) if one["kind"] == "conflict")  # type: ignore[index]
    assert main(["review", "pier", "--write", conflict]) == 0
    written = path.read_bytes()
    assert written.startswith(b"# Ours.\r\n# All of it.\r\n\r\n[[claim]]\r\n")
    assert written.count(b"\n") == written.count(b"\r\n")


@given(st.text(min_size=1), st.text())
def test_any_text_survives_the_way_through_toml(words: str, reason: str) -> None:
    decision = QuoteDecision(
        path="", line=0, sentence="outlet-a:123abc", text=words, speaker="Pat Example", reason=reason or None
    )
    if any("\ud800" <= sign <= "\udfff" for sign in words + reason):
        return
    (table,) = tomllib.loads(decision_toml("quote", decision))["quote"]
    assert table == {
        "sentence": "outlet-a:123abc",
        "text": words,
        "speaker": "Pat Example",
        **({"reason": reason} if reason else {}),
    }


def test_decisions_go_to_the_end_of_a_file_or_into_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "review.toml"
    decision = TermDecision(
        path="", line=0, sentence="outlet-a:123abc", text="brutal", by="ed", date=dt.date(2031, 5, 4)
    )
    append_decisions(path, [decision_toml("term", decision)], ["outlet-a"])
    first = path.read_text(encoding="utf-8")
    assert first.startswith("[[term]]\n")
    path.write_text(first.rstrip("\n"), encoding="utf-8")
    append_decisions(path, [decision_toml("term", decision)] * 2, ["outlet-a"])
    assert len(tomllib.loads(path.read_text(encoding="utf-8"))["term"]) == 3
    assert list(tmp_path.iterdir()) == [path]
