"""The command line from end to end: messages, streams, exit codes."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sites import SMALL_SITE, write_site

from sitegen import __version__
from sitegen.build import pipeline
from sitegen.cli import main
from sitegen.problems import SitegenError

ROOT = Path(__file__).parent.parent
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small site, and the current folder."""
    monkeypatch.chdir(write_site(tmp_path, SMALL_SITE))
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def fingerprint(folder: Path) -> str:
    """A hash over names, bytes and times of everything in a folder."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        found.update(f"{path} {path.stat().st_mtime_ns}".encode())
        found.update(path.read_bytes() if path.is_file() else b"")
    return found.hexdigest()


def test_a_build_says_what_it_did_and_where_to_look(site: Path, capsys: Captured) -> None:
    assert main(["build"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    first, files, where = told.out.splitlines()
    assert re.fullmatch(
        r"Built 1 story from 2 articles in \d+\.\d s: \d+ claims?, \d+ in two articles or more, \d+ in conflict\.",
        first,
    )
    n_files = sum(path.is_file() for path in (site / "public").rglob("*")) - 1
    assert files == f"{n_files} files written, 0 unchanged, 0 removed."
    assert where == "The site is in public"
    assert main(["build"]) == 0
    assert f"0 files written, {n_files} unchanged, 0 removed." in capsys.readouterr().out


def test_root_and_out_may_be_anywhere(site: Path, tmp_path_factory: pytest.TempPathFactory, capsys: Captured) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "built"
    assert main(["build", "--root", str(site), "--out", str(elsewhere), "--jobs", "1"]) == 0
    assert f"The site is in {elsewhere}" in capsys.readouterr().out
    assert (elsewhere / "index.html").is_file()
    assert not (site / "public").exists()


def test_drafts_and_warnings_are_counted(site: Path, capsys: Captured) -> None:
    (site / "content/stories/draft").mkdir()
    for path in (site / "content/stories/pier").iterdir():
        (site / "content/stories/draft" / path.name).write_bytes(path.read_bytes())
    (site / "content/stories/draft/story.md").write_text("---\ntitle: Not yet\ndraft: true\n---\n")
    (site / "content/notes").mkdir()
    assert main(["build"]) == 0
    told = capsys.readouterr()
    assert "Left out: 1 draft.\n1 warning.\n" in told.out
    assert re.match(r"content/notes: warning: ", told.err)


BAD_SITE = """
-- content/site.toml --
title = "Springfield papers"
descripton = "x"
-- content/outlets/outlet-a.md --
---
name: Outlet A
---
-- content/outlets/outlet-b.md --
---
name: "Outlet B
---
-- content/stories/pier/story.md --
---
title: The pier
date: 2031-02-30
---
-- content/stories/pier/outlet-a.md --
---
outlet: outlet-a
titel: Pier reopens
---
Mayor Example reopened the pier.
-- content/stories/pier/outlet-x.md --
---
outlet: outlet-x
---
Mayor Example reopened the pier.
-- content/stories/pier/without.md --
---
title: No outlet named
---
Mayor Example reopened the pier.
-- content/stories/pier/empty.md --
---
outlet: outlet-a
---

-- content/stories/pier/Pier.md --
---
outlet: outlet-a
---
One text.
-- content/stories/pier/pier.md --
---
outlet: outlet-a
---
The same name.
-- content/stories/lonely/story.md --
---
title: One article alone
---
-- content/stories/lonely/outlet-a.md --
---
outlet: outlet-a
---
Nobody else wrote of it.
-- content/stories/nameless/outlet-a.md --
---
outlet: outlet-a
---
A story without a story file.
"""

BAD_PLACES = {
    "an unknown key of the settings": r"content/site\.toml:2:\d+: error: .*descripton.*description",
    "bad YAML": r"content/outlets/outlet-b\.md:[23]:\d+: error: ",
    "a day that does not exist": r"content/stories/pier/story\.md:3:\d+: error: .*2031-02-30",
    "an unknown key": r"content/stories/pier/outlet-a\.md:3:\d+: error: .*titel.*title",
    "an outlet that does not exist": r"content/stories/pier/outlet-x\.md:2:\d+: error: .*outlet-x",
    "a missing outlet": r"content/stories/pier/without\.md(:\d+)*: error: .*outlet",
    "an empty body": r"content/stories/pier/empty\.md(:\d+)*: error: .*(text|body|empty)",
    "names that clash": r"content/stories/pier/(Pier|pier)\.md: error: ",
    "a story with one article": r"content/stories/lonely: error: .*",
    "a missing file": r"content/stories/nameless/story\.md: error: .*missing",
    "a file that is not UTF-8": r"content/stories/pier/latin\.md:4:\d+: error: .*UTF-8",
}


def test_every_mistake_is_told_with_its_place_in_one_run_and_nothing_is_written(site: Path, capsys: Captured) -> None:
    assert main(["build"]) == 0
    before = fingerprint(site / "public")
    write_site(site, BAD_SITE)
    (site / "content/stories/pier/latin.md").write_bytes("---\noutlet: outlet-a\n---\nCafé.\n".encode("latin-1"))
    capsys.readouterr()
    assert main(["build"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    for name, place in BAD_PLACES.items():
        assert re.search(f"^{place}", told.err, re.MULTILINE), f"{name}\n{told.err}"
    assert all(re.match(r"content/\S+: (error|warning): \S", line) for line in told.err.splitlines())
    assert fingerprint(site / "public") == before


@pytest.mark.parametrize("missing", ["content", "content/stories", "content/outlets"])
def test_a_missing_folder_is_told(site: Path, missing: str, capsys: Captured) -> None:
    assert main(["build"]) == 0
    before = fingerprint(site / "public")
    (site / missing).rename(site / "away")
    capsys.readouterr()
    assert main(["build"]) == 2
    assert re.search(rf"^{missing}: error: ", capsys.readouterr().err, re.MULTILINE)
    assert fingerprint(site / "public") == before


def test_a_failed_build_is_told_without_a_traceback(site: Path, capsys: Captured) -> None:
    (site / "templates").mkdir()
    (site / "templates/404.html").write_text("{{ nonsense }}")
    assert main(["build"]) == 1
    told = capsys.readouterr()
    assert re.match(r"templates/404\.html:1: error: .*nonsense", told.err)
    assert "Traceback" not in told.err
    assert not (site / "public").exists()


def test_an_output_folder_that_would_bury_the_content_is_refused(site: Path, capsys: Captured) -> None:
    before = fingerprint(site)
    assert main(["build", "--out", "."]) == 1
    assert "Choose a folder of its own" in capsys.readouterr().err
    assert fingerprint(site) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["built"],
        ["build", "--jobs", "0"],
        ["build", "--jobs", "many"],
        ["build", "--oot", "x"],
        ["build", "extra"],
        ["import"],
        ["explain", "pier", "outlet-a.1"],
        ["explain", "pier", "outlet-a.1", "outlet-b.1", "--format", "xml"],
        ["import", "a.txt", "--story", "pier"],
        ["import", "a.txt", "--story", "pier", "--outlet", "outlet-a", "--date", "yesterday"],
        ["import", "a.txt", "b.txt", "--story", "pier", "--outlet", "outlet-a", "--article", "x"],
        ["import", "a.txt", "b.txt", "--story", "pier", "--outlet", "outlet-a", "--title", "x"],
    ],
)
def test_wrong_usage_is_told(site: Path, arguments: list[str], capsys: Captured) -> None:
    before = fingerprint(site)
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("Usage: sitegen")) == ("", 1)
    assert fingerprint(site) == before


def test_help_names_every_command_and_every_command_has_help(capsys: Captured) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    for command in ("build", "import", "explain"):
        assert re.search(rf"^  {command}  +\S", told, re.MULTILINE)
        assert main([command, "--help"]) == 0
        assert "--root" in capsys.readouterr().out


def test_the_version_is_the_packages(capsys: Captured) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"sitegen {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], *([name, "--help"] for name in ("build", "import", "explain"))]
)
def test_help_does_not_load_numpy(arguments: list[str]) -> None:
    code = (
        "import sys; from sitegen.cli import main; code = main(sys.argv[1:]);"
        " heavy = {'numpy', 'rapidfuzz', 'jinja2', 'yaml'} & sys.modules.keys();"
        " sys.exit(f'loaded {heavy}' if heavy else code)"
    )
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code, *arguments], cwd=ROOT, check=False, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("given", "threads"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "3"}, "3")])
def test_numpy_starts_no_threads_unless_it_is_told_to(given: dict[str, str], threads: str) -> None:
    code = "import os; from sitegen.cli import main; main(['--version']); print(os.environ['OPENBLAS_NUM_THREADS'])"
    around = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code], cwd=ROOT, env=around | given, check=True, capture_output=True, text=True
    )
    assert done.stdout.splitlines()[-1] == threads


def test_a_bug_is_told_as_one_and_its_traceback_is_kept(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LookupError("the sky is green")

    reports = tmp_path_factory.mktemp("reports")
    monkeypatch.setattr("tempfile.tempdir", str(reports))
    monkeypatch.setattr(pipeline, "build", fail)
    assert main(["build"]) == 70
    told = capsys.readouterr().err
    (report,) = reports.iterdir()
    assert "LookupError: the sky is green" in told
    assert str(report) in told
    assert "Traceback" not in told
    kept = report.read_text()
    assert "Traceback" in kept
    assert "in fail" in kept
    assert f"sitegen {__version__}" in kept
    assert site.is_dir()


def test_a_bug_is_told_even_where_its_report_cannot_be_kept(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LookupError("the sky is green")

    monkeypatch.setattr("tempfile.tempdir", str(site / "nowhere"))
    monkeypatch.setattr(pipeline, "build", fail)
    assert main(["build"]) == 70
    assert "the sky is green" in capsys.readouterr().err


@pytest.mark.parametrize("error", [KeyboardInterrupt, SitegenError])
def test_interruptions_and_failures_have_codes_of_their_own(
    site: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException], capsys: Captured
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error("It did not work.")

    monkeypatch.setattr(pipeline, "build", fail)
    assert main(["build"]) == {KeyboardInterrupt: 130, SitegenError: 1}[error]
    told = capsys.readouterr().err
    assert ("It did not work." in told) == (error is SitegenError)
    assert "Traceback" not in told
    assert not (site / "public").exists()
