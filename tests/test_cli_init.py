"""`sitegen init`: a site that builds at once, in a folder in which nothing was in the way."""

import json
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from test_content_schema import content_node, instance, validator

from sitegen.build import scaffold
from sitegen.build.scaffold import init_site
from sitegen.cli import main
from sitegen.content.settings import KEYS as SITE_KEYS
from sitegen.problems import ContentError

Captured = pytest.CaptureFixture[str]
FILES = {
    ".github/workflows/pages.yml",
    ".gitignore",
    "README.md",
    "content/site.toml",
    "content/glossary/clock-repair.md",
    "content/outlets/example-herald.md",
    "content/outlets/mock-post.md",
    "content/outlets/sample-times.md",
    "content/stories/town-clock/story.md",
    "content/stories/town-clock/example-herald.md",
    "content/stories/town-clock/mock-post.md",
    "content/stories/town-clock/sample-times.md",
    "content/stories/town-clock/review.toml",
    *(f"schemas/{name}.schema.json" for name in ("article", "concept", "outlet", "review", "site", "story")),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder in no repository."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    return tmp_path


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_new_site_builds_at_once_without_a_warning(here: Path, capsys: Captured) -> None:
    assert main(["init", "my-site", "--title", "Springfield papers"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert tree(here / "my-site") == FILES
    assert main(["build", "--root", "my-site"]) == 0
    built = capsys.readouterr()
    assert built.err == ""
    assert "Built 1 story from 3 articles" in built.out
    home = (here / "my-site/public/index.html").read_text(encoding="utf-8")
    assert "Springfield papers" in home


def test_the_sample_shows_what_a_site_is_for(here: Path) -> None:
    assert main(["init", "."]) == 0
    assert main(["build"]) == 0
    data = json.loads((here / "public/data/town-clock.json").read_text(encoding="utf-8"))
    cost = next(claim for claim in data["claims"] if claim["id"] == "cost-of-the-repair")
    assert (cost["status"], cost["title_basis"], cost["title"]) == (
        "conflict",
        "editor",
        "What the repair of the clock cost",
    )
    assert {value["text"] for detail in cost["details"] for value in detail["values"]} == {
        "12,000 crowns",
        "15,000 crowns",
    }
    assert {"varies", "agree", "single"} <= {claim["status"] for claim in data["claims"]}
    assert [quote["speaker"] for quote in data["quotes"] if len(quote["mentions"]) == 2] == ["Ada Example"]
    assert {(usage["text"], usage["concept"]) for usage in data["usages"]} >= {
        ("scandalous repair", "clock-repair"),
        ("long-awaited repair", "clock-repair"),
    }
    page = (here / "public/stories/town-clock/claims/cost-of-the-repair/index.html").read_text(encoding="utf-8")
    assert "12,000" in page


def test_the_next_commands_are_told_and_work(here: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["init", "my site"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.strip() for line in told[1:]] == [
        "cd 'my site'",
        "sitegen serve --open",
        "sitegen check --strict",
        "sitegen import FILE --story STORY --outlet OUTLET",
    ]
    monkeypatch.chdir(here / "my site")
    assert main(["build"]) == 0
    assert main(["check"]) == 0
    assert main(["check", "--strict"]) == 2
    open_ends = [line for line in capsys.readouterr().out.splitlines() if ": warning: " in line]
    assert [line.partition(":")[0] for line in open_ends] == [
        "content/glossary/clock-repair.md",
        "content/site.toml",
        "content/stories/town-clock/example-herald.md",
    ]


def test_nothing_is_overwritten_and_all_that_is_in_the_way_is_told(here: Path, capsys: Captured) -> None:
    (here / "content/stories").mkdir(parents=True)
    (here / "content/stories/own.txt").write_text("mine")
    (here / "README.md").write_text("mine")
    (here / "schemas").write_text("a file")
    (here / ".gitignore").symlink_to("nowhere")
    (here / "LICENSE").write_text("not in the way")
    assert main(["init", "."]) == 2
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(": error: ")[0] for line in told] == [
        ".gitignore",
        "README.md",
        "content/stories/own.txt",
        "schemas",
    ]
    assert tree(here) == {"content/stories/own.txt", "README.md", "schemas", "LICENSE"}
    assert (here / "README.md").read_text() == "mine"


def test_a_repository_without_a_site_is_no_obstacle(here: Path) -> None:
    (here / ".git").mkdir()
    (here / "LICENSE").write_text("MIT")
    assert main(["init", "."]) == 0
    assert tree(here) == FILES | {"LICENSE"}


def test_a_file_cannot_become_a_site(here: Path, capsys: Captured) -> None:
    (here / "notes").write_text("mine")
    assert main(["init", "notes"]) == 2
    assert capsys.readouterr().err.startswith("notes: error: this is no folder.")


@pytest.mark.parametrize("title", ['He said "no" \\ yes', "Zwölf Kröten 🐸", "# [1] = {x}", "Name of the site"])
def test_a_title_is_taken_as_it_is(here: Path, title: str) -> None:
    assert main(["init", ".", "--title", title]) == 0
    settings = tomllib.loads((here / "content/site.toml").read_text(encoding="utf-8"))
    assert settings["title"] == title
    assert (here / "README.md").read_text(encoding="utf-8").startswith(f"# {title}\n")


@pytest.mark.parametrize("title", ["", " ", "two\nlines", "\x07"])
def test_what_is_no_title_is_refused(here: Path, title: str) -> None:
    assert main(["init", ".", "--title", title]) == 2
    assert tree(here) == set()


def test_settings_say_every_key_and_change_nothing(here: Path) -> None:
    assert main(["init", "."]) == 0
    text = (here / "content/site.toml").read_text(encoding="utf-8")
    assert text.startswith("#:schema ../schemas/site.schema.json\n")
    for key in SITE_KEYS:
        assert re.search(rf"^(# )?{key.name} = |^\[{key.name}\]$", text, re.MULTILINE), key.name
    uncommented = re.sub(r"^# (base_url|contact) = ", r"\1 = ", text, flags=re.MULTILINE)
    assert set(tomllib.loads(uncommented)) == {key.name for key in SITE_KEYS}


def test_schemas_are_where_the_files_say_and_all_files_conform(here: Path) -> None:
    assert main(["init", "."]) == 0
    named = 0
    for path in sorted((here / "content").rglob("*.toml")):
        directive, _, schema = path.read_text(encoding="utf-8").partition("\n")[0].partition(" ")
        assert directive == "#:schema"
        content = json.loads((path.parent / schema).read_text(encoding="utf-8"))
        form = {"site.toml": "site", "review.toml": "review"}[path.name]
        Draft7Validator(content).validate(instance(content_node(form, path)))
        named += 1
    assert named == 2
    for form, pattern in (("outlet", "outlets/*.md"), ("concept", "glossary/*.md"), ("article", "stories/*/*-*.md")):
        paths = list((here / "content").glob(pattern))
        assert paths
        for path in paths:
            validator(form).validate(instance(content_node(form, path)))


def test_schemas_can_be_renewed_and_nothing_else_is(here: Path, capsys: Captured) -> None:
    assert main(["init", "."]) == 0
    (here / "schemas/site.schema.json").write_text("{}")
    (here / "README.md").write_text("mine")
    assert main(["init", ".", "--schemas"]) == 0
    assert "6 schemas written into schemas." in capsys.readouterr().out
    assert "properties" in (here / "schemas/site.schema.json").read_text()
    assert (here / "README.md").read_text() == "mine"
    assert main(["init", "elsewhere", "--schemas"]) == 2
    assert not (here / "elsewhere").exists()


def repository(folder: Path, remote: str) -> None:
    """Make `folder` a repository with a remote, whatever git is set up to do on this machine."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for command in (("init", "-q", "."), ("remote", "add", "origin", remote)):
        subprocess.run(["git", *command], cwd=folder, env=environment, check=True)  # noqa: S603, S607 - of the test


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("git@github.com:Springfield/papers.git", "https://springfield.github.io/papers/"),
        ("https://github.com/springfield/papers", "https://springfield.github.io/papers/"),
        ("https://token@github.com/springfield/papers.git", "https://springfield.github.io/papers/"),
        ("ssh://git@github.com/springfield/springfield.github.io.git", "https://springfield.github.io/"),
        ("https://git.example.org/springfield/papers.git", None),
        ("https://github.com.example.org/springfield/papers.git", None),
        ("../papers.git", None),
    ],
)
def test_an_address_is_proposed_from_the_remote_and_never_set(here: Path, remote: str, address: str | None) -> None:
    repository(here, remote)
    assert main(["init", "sites/first"]) == 0
    text = (here / "sites/first/content/site.toml").read_text(encoding="utf-8")
    assert "base_url" not in tomllib.loads(text)
    proposed = address or "https://example.org/comparisons/"
    assert text.count("base_url") == 1
    assert f'\n# base_url = "{proposed}"\n' in text
    assert ("This repository's pages" in text) == (address is not None)
    assert "token" not in text


def test_without_git_nothing_is_proposed(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(here))
    assert scaffold.address_of_pages(here) is None


def test_a_workflow_is_written_where_there_is_one(tmp_path: Path) -> None:
    init_site(tmp_path, workflow="name: Pages\n")
    assert (tmp_path / ".github/workflows/pages.yml").read_text() == "name: Pages\n"
    with pytest.raises(ContentError, match="pages"):
        init_site(tmp_path, workflow="name: Pages\n")


def test_inside_of_a_larger_repository_there_is_no_workflow(here: Path) -> None:
    repository(here, "git@github.com:springfield/papers.git")
    assert main(["init", "sites/first"]) == 0
    assert not (here / "sites/first/.github").exists()
    assert main(["init", "."]) == 0
    workflow = (here / ".github/workflows/pages.yml").read_text(encoding="utf-8")
    assert "sitegen build" in workflow
