"""The editor's glossary as it is loaded and held against the articles."""

import datetime as dt
import re
from pathlib import Path

import pytest
from casefiles import Case, case_id, read_cases
from sites import SMALL_SITE, write_site

from sitegen.build.executor import InlineExecutor
from sitegen.build.pipeline import make_site
from sitegen.content.load import load_site
from sitegen.problems import ContentError

CONCEPT = """
-- content/glossary/storm.md --
---
referent: The storm of May
kind: event
status: reviewed
reviewed_by: ed
see: pier
variants:
  - match: storm
  - match: ["(the )?brutal storm", fury]
    framing: evaluates it
    weight: 2
    kind: epithet
    keep: true
never: storm glass
references:
  - who: Example Guide
    says: A storm is a storm.
    url: https://example.org/guide
    read: 2031-05-01
---

A *note*.
-- content/glossary/pier.md --
---
referent: The pier
kind: actor
variants:
  - match: pier
---
"""


@pytest.fixture
def small_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site without a mistake, which is the current folder."""
    monkeypatch.chdir(tmp_path)
    return write_site(tmp_path, SMALL_SITE)


def problems_of(root: Path) -> list[str]:
    """What loading the site tells, or, where that is no error, what building it does."""
    problems = load_site(root)[2]
    if not any(problem.severity == "error" for problem in problems):
        try:
            problems = make_site(root, executor=InlineExecutor()).problems
        except ContentError as error:
            problems = error.problems
    return [str(problem) for problem in problems]


@pytest.mark.parametrize("case", read_cases("content/glossary"), ids=case_id)
def test_mistakes_of_a_glossary_are_told_at_their_place(case: Case, small_site: Path) -> None:
    told = problems_of(write_site(small_site, case.given + "\n"))
    expected = case.expected.splitlines()
    place = re.compile(r"(.+?: (?:error|warning): )(.+)")
    found = [match.groups() for match in map(place.fullmatch, told) if match]
    wanted = [match.groups() for match in map(place.fullmatch, expected) if match]
    assert len(wanted) == len(expected)
    assert [at for at, _ in found] == [at for at, _ in wanted], "\n".join(told)
    for (_, message), (_, words) in zip(found, wanted, strict=True):
        assert re.search(".*".join(map(re.escape, words.split(" ... "))), message), message


def test_a_concept_is_what_its_file_says(small_site: Path) -> None:
    _, library, problems = load_site(write_site(small_site, CONCEPT))
    assert problems == ()
    assert library is not None
    pier, storm = library.concepts
    assert (pier.id, pier.status, pier.never, pier.see, pier.note) == ("pier", "suggested", (), (), "")
    assert (storm.id, storm.referent, storm.kind, storm.status) == ("storm", "The storm of May", "event", "reviewed")
    assert (storm.reviewed_by, storm.see, storm.note) == ("ed", ("pier",), "A *note*.")
    assert (storm.path, storm.line) == ("content/glossary/storm.md", 2)
    plain, brutal = storm.variants
    assert (plain.kind, plain.weight, plain.framing, plain.keep) == ("event", 0, "", False)
    assert (brutal.kind, brutal.weight, brutal.framing, brutal.keep) == ("epithet", 2, "evaluates it", True)
    assert [(one.text, one.line, one.column) for one in brutal.patterns] == [
        ("(the )?brutal storm", 9, 13),
        ("fury", 9, 36),
    ]
    assert [one.text for one in storm.never] == ["storm glass"]
    (reference,) = storm.references
    assert (reference.who, reference.url, reference.read) == (
        "Example Guide",
        "https://example.org/guide",
        dt.date(2031, 5, 1),
    )


def test_a_site_may_do_without_a_glossary(small_site: Path) -> None:
    _, library, problems = load_site(small_site)
    assert problems == ()
    assert library is not None
    assert library.concepts == ()


def test_a_concept_may_be_written_for_a_draft(small_site: Path) -> None:
    draft = """
    -- content/stories/mole/story.md --
    ---
    title: The mole
    draft: true
    ---
    -- content/stories/mole/outlet-a.md --
    ---
    outlet: outlet-a
    ---
    The harbour mole is shut.
    -- content/stories/mole/outlet-b.md --
    ---
    outlet: outlet-b
    ---
    The mole is shut.
    -- content/glossary/mole.md --
    ---
    referent: The mole
    kind: actor
    variants:
      - match: harbour mole
    ---
    """
    assert problems_of(write_site(small_site, draft)) == []
