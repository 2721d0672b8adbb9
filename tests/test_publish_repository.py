"""From which repositories a site can be published, and what a person is told where it cannot."""

import os
from pathlib import Path

import pytest
from publish_desk import PAGES, TARGET, Desk, published
from repositories import git, isolate_git, make_repository

from sitegen.problems import SitegenError
from sitegen.publish.branch import Target, check_target
from sitegen.publish.git import open_repository
from sitegen.publish.push import check_remote, publish_branch


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk that knows no setting of this machine."""
    isolate_git(tmp_path / "home", monkeypatch)
    return Desk(tmp_path)


def test_a_shallow_clone_can_publish(desk: Desk) -> None:
    desk.publish(PAGES)
    desk.other({"notes.txt": "notes"})
    shallow = desk.folder / "shallow"
    git(desk.folder, "clone", "--quiet", "--depth=1", f"file://{desk.remote}", str(shallow))
    assert desk.publish({"index.html": "new home"}, top=shallow).is_pushed
    assert git(desk.remote, "rev-list", "--count", "gh-pages") == "3"
    assert published(desk) == {"index.html": "new home", "notes.txt": "notes"}
    desk.other({"notes.txt": "more notes"})
    assert desk.publish({"index.html": "home"}, top=shallow).is_pushed
    assert published(desk) == {"index.html": "home", "notes.txt": "more notes"}
    assert git(desk.remote, "rev-list", "--count", "gh-pages") == "5"


def test_a_linked_worktree_and_a_detached_head_can_publish(desk: Desk) -> None:
    linked = desk.folder / "linked"
    git(desk.top, "worktree", "add", "--quiet", "--detach", str(linked))
    assert desk.publish(PAGES, top=linked).is_pushed
    assert git(linked, "status", "--porcelain") == ""
    assert published(desk) == PAGES


def test_a_hook_of_git_does_not_lead_us_astray(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = make_repository(desk.folder / "elsewhere")
    monkeypatch.setenv("GIT_DIR", str(elsewhere / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(elsewhere / ".git/index"))
    paths = desk.build(PAGES)
    repository = open_repository(desk.top)
    publish_branch(repository, TARGET, desk.out, paths, message="Publish", push=False)
    monkeypatch.undo()
    assert git(elsewhere, "branch", "--list", "gh-pages") == ""
    assert git(desk.top, "rev-list", "--count", "gh-pages") == "1"


def test_a_branch_that_is_checked_out_is_refused_with_its_folder(desk: Desk) -> None:
    desk.publish(PAGES)
    linked = desk.folder / "linked"
    git(desk.top, "worktree", "add", "--quiet", str(linked), "gh-pages")
    with pytest.raises(SitegenError, match=f"gh-pages is checked out in {linked}"):
        desk.publish({"index.html": "new home"})


@pytest.mark.parametrize("name", ["-x", "a b", "a..b", "", "a~1", "a:b"])
def test_what_cannot_be_a_branch_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(SitegenError, match="cannot be the name of a branch"):
        check_target(open_repository(desk.top), Target(branch=name, remote="origin"))


def test_no_repository_no_committer_and_no_remote_are_told_with_what_to_do(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SitegenError, match=r"not in the work tree of a git repository.*git init"):
        open_repository(desk.out.parent)
    with pytest.raises(SitegenError, match="is not a folder"):
        open_repository(desk.folder / "nowhere")
    repository = open_repository(desk.top)
    with pytest.raises(
        SitegenError, match=r"no remote `upstream` to push to; there is origin.*git remote add upstream"
    ):
        check_remote(repository, "upstream")
    with pytest.raises(SitegenError, match="no remote `--all`"):
        check_remote(repository, "--all")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    with pytest.raises(SitegenError, match=r"does not know who commits.*\n.*git config user\.name"):
        check_target(repository, TARGET)


def test_no_git_is_told_with_where_to_get_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(desk.folder))
    with pytest.raises(SitegenError, match="git is not installed"):
        open_repository(desk.top)
