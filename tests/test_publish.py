"""`sitegen publish` from end to end: it builds, commits, pushes; and what it published works where it is served."""

import re
from pathlib import Path

import pytest
from repositories import commit_files, git, isolate_git, make_repository, snapshot, tree
from sites import SMALL_SITE, write_site
from test_cli import fingerprint
from webpages import addresses, listing, missing_for_browser, run_script, serve

from sitegen.cli import main
from sitegen.publish.branch import RECORD
from sitegen.site.check import Originals, RenderedPage, check_site

BASE_URL = "https://outlet-a.github.io/repo/"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """Where the bare repository is."""
    return tmp_path / "remote.git"


@pytest.fixture
def site(tmp_path: Path, remote: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small site that was committed and pushed, and the current folder."""
    isolate_git(tmp_path / "home", monkeypatch)
    top = write_site(tmp_path / "mine", SMALL_SITE)
    with (top / "content/site.toml").open("a") as file:
        file.write(f'base_url = "{BASE_URL}"\n')
    (top / ".gitignore").write_text("/public/\n/.sitegen/\n")
    make_repository(top, remote)
    monkeypatch.chdir(top)
    return top


def edit(site: Path, old: str, new: str) -> None:
    """Change a word of the first article."""
    article = site / "content/stories/pier/outlet-a.md"
    article.write_text(article.read_text().replace(old, new))


def test_publish_builds_commits_and_pushes_and_says_so(site: Path, remote: Path, capsys: Captured) -> None:
    assert main(["publish", "--push"]) == 0
    out = capsys.readouterr().out
    files = tree(remote, "gh-pages")
    assert f"{len(files) - 1} added, 0 changed, 0 deleted." in out
    assert "Pushed to origin." in out
    built = {path.relative_to(site / "public").as_posix() for path in (site / "public").rglob("*") if path.is_file()}
    assert files.keys() - {RECORD} == built - {".sitegen-files"}
    assert files["index.html"] == (site / "public/index.html").read_text().strip()
    head = git(site, "rev-parse", "--short", "HEAD")
    assert git(remote, "log", "-1", "--format=%s", "gh-pages") == f"Publish the site from {head}"

    assert main(["publish", "--push"]) == 0
    out = capsys.readouterr().out
    assert "Nothing changed" in out
    assert "Nothing to push" in out
    assert git(remote, "rev-list", "--count", "gh-pages") == "1"

    edit(site, "Mayor Example reopened", "Mayor Example opened")
    assert main(["publish"]) == 0
    out = capsys.readouterr().out
    assert re.search(r" [1-9]\d* changed, ", out)
    assert "git push origin gh-pages" in out
    assert git(remote, "rev-list", "--count", "gh-pages") == "1"
    assert git(site, "log", "-1", "--format=%s", "gh-pages").endswith(" and changes that are not committed")


def test_a_story_that_is_gone_is_gone_from_the_branch_and_a_foreign_file_is_not(
    site: Path, remote: Path, tmp_path: Path, capsys: Captured
) -> None:
    (site / "content/stories/pier").rename(site / "content/stories/jetty")
    assert main(["publish", "--push"]) == 0
    commit_files(tmp_path / "theirs", remote, "gh-pages", {"CNAME": "papers.example.org"})
    (site / "content/stories/jetty").rename(site / "content/stories/pier")
    (site / "public/notes.txt").write_text("mine")
    capsys.readouterr()
    assert main(["publish", "--push"]) == 0
    out = capsys.readouterr().out
    assert "Kept, for sitegen did not make it: CNAME" in out
    assert "Not published, for sitegen did not make it: notes.txt" in out
    assert 'says base_url = "https://outlet-a.github.io/repo/", but' in out
    files = tree(remote, "gh-pages")
    assert files["CNAME"] == "papers.example.org"
    assert not any(path.startswith(("stories/jetty/", "notes")) for path in files)
    assert "stories/pier/index.html" in files


def test_a_build_that_fails_publishes_nothing(site: Path, remote: Path, capsys: Captured) -> None:
    assert main(["publish", "--push"]) == 0
    before = git(remote, "rev-parse", "gh-pages"), fingerprint(site / "public"), snapshot(site)
    capsys.readouterr()
    article = site / "content/stories/pier/outlet-a.md"
    whole = article.read_text()
    article.write_text(whole.replace("outlet: outlet-a", "outlet: nobody"))
    assert main(["publish", "--push"]) == 2
    assert "content/stories/pier/outlet-a.md:2:" in capsys.readouterr().err
    article.write_text(whole)
    (site / "templates").mkdir()
    (site / "templates/home.html").write_text("{{ nothing_of_this_name }}")
    assert main(["publish", "--push"]) == 1
    (site / "templates/home.html").unlink()
    (site / "templates").rmdir()
    after = git(remote, "rev-parse", "gh-pages"), fingerprint(site / "public"), snapshot(site)
    but_times = [
        {key: value for key, value in dict(one[2]).items() if "outlet-a.md" not in key} for one in (before, after)
    ]
    assert (before[:2], but_times[0]) == (after[:2], but_times[1])


def test_a_dry_run_lists_and_does_nothing(site: Path, remote: Path, capsys: Captured) -> None:
    assert main(["publish", "--push"]) == 0
    edit(site, "title: Pier reopens after storm\n", "")
    capsys.readouterr()
    before = fingerprint(site), git(remote, "rev-parse", "gh-pages")
    assert main(["publish", "--dry-run", "--push"]) == 0
    out = capsys.readouterr().out
    assert "change  stories/pier/read/outlet-a/index.html\n" in out
    assert out.endswith("Nothing was published (--dry-run).\n")
    assert (fingerprint(site), git(remote, "rev-parse", "gh-pages")) == before


def test_what_cannot_be_published_is_told_before_the_build(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert main(["publish", "--push", "--remote", "upstream"]) == 1
    assert "no remote `upstream`" in capsys.readouterr().err
    assert main(["publish", "--branch", "main"]) == 1
    assert "is checked out in" in capsys.readouterr().err
    assert not (site / "public").exists()
    alone = write_site(tmp_path / "alone", SMALL_SITE)
    monkeypatch.chdir(alone)
    assert main(["publish"]) == 1
    assert "git init" in capsys.readouterr().err
    assert not (alone / "public").exists()


def test_a_site_can_be_published_from_a_repository_without_a_commit_and_without_a_remote(
    site: Path, tmp_path: Path, capsys: Captured
) -> None:
    git(site, "init", "--quiet", str(tmp_path / "new"))
    (site / "content").rename(tmp_path / "new/content")
    assert main(["publish", "--root", str(tmp_path / "new")]) == 0
    assert git(tmp_path / "new", "log", "-1", "--format=%s", "gh-pages") == "Publish the site"
    assert "Hint" not in capsys.readouterr().out


@pytest.fixture
def served(site: Path, remote: Path, tmp_path: Path) -> Path:
    """What the remote serves, as files."""
    assert main(["publish", "--push"]) == 0
    assert (site / "public").is_dir()
    clone = tmp_path / "served"
    git(tmp_path, "clone", "--quiet", "--branch=gh-pages", str(remote), str(clone))
    return clone


def test_every_link_of_the_published_tree_leads_somewhere(served: Path) -> None:
    found = [path for path in served.rglob("*") if path.is_file() and ".git" not in path.relative_to(served).parts]
    files = {path.relative_to(served).as_posix(): path.read_bytes() for path in found}
    pages = [
        RenderedPage(path=path, template="", html=files.pop(path).decode())
        for path in sorted(files)
        if path.endswith(".html")
    ]
    originals = Originals(sentences={}, withheld=())

    def faults(base_url: str) -> list[str]:
        problems = check_site(pages, files, originals, base_url)
        return [str(problem) for problem in problems if "shown as words of" not in problem.message]

    assert len(pages) > 10
    assert faults(BASE_URL) == []
    del files["assets/site.css"]
    assert len(faults(BASE_URL)) >= len(pages)


@pytest.mark.skipif(bool(missing_for_browser()), reason=missing_for_browser())
def test_the_published_tree_works_in_a_browser_under_the_path_of_the_repository(served: Path) -> None:
    with serve(served, "/repo/") as base:
        report = run_script("layout.mjs", base, addresses(served), (360,))
    assert report["checked"] > 10
    assert report["findings"] == [], listing(report["findings"])
