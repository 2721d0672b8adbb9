"""One commit on a branch, against bare repositories on disk: what changes, what stays, and who else may push."""

import stat
from pathlib import Path
from typing import Any

import pytest
from publish_desk import OURS, PAGES, TARGET, Desk, published
from repositories import git, isolate_git, snapshot, tree

from sitegen.problems import SitegenError
from sitegen.publish.branch import RECORD, TRAILER, Change, plan_change
from sitegen.publish.git import open_repository
from sitegen.publish.push import publish_branch


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk that knows no setting of this machine."""
    isolate_git(tmp_path / "home", monkeypatch)
    return Desk(tmp_path)


def test_the_first_publish_makes_the_branch_with_one_commit_and_pushes_it(desk: Desk) -> None:
    done = desk.publish(PAGES)
    assert (done.is_pushed, done.tries) == (True, 1)
    assert set(done.change.added) == OURS - {RECORD}
    assert set(tree(desk.remote, "gh-pages")) == OURS
    assert published(desk) == PAGES
    assert git(desk.remote, "rev-list", "--count", "gh-pages") == "1"
    assert git(desk.top, "rev-parse", "gh-pages") == git(desk.remote, "rev-parse", "gh-pages") == done.commit
    assert git(desk.remote, "log", "-1", "--format=%an <%ae>%n%B", "gh-pages").splitlines() == [
        "Ed Example <ed@example.org>",
        "Publish",
        "",
        TRAILER,
    ]


def test_without_push_the_remote_does_not_hear_of_it(desk: Desk) -> None:
    assert not desk.publish(PAGES, push=False).is_pushed
    assert git(desk.top, "rev-list", "--count", "gh-pages") == "1"
    assert not git(desk.top, "ls-remote", "origin", "gh-pages")


def test_a_publish_without_a_change_makes_no_commit(desk: Desk) -> None:
    first = desk.publish(PAGES)
    second = desk.publish(PAGES)
    assert second.change.is_empty
    assert not second.is_pushed
    assert second.commit == first.commit == git(desk.remote, "rev-parse", "gh-pages")


def test_what_was_committed_before_is_pushed_when_asked(desk: Desk) -> None:
    first = desk.publish(PAGES, push=False)
    second = desk.publish(PAGES)
    assert second.change.is_empty
    assert second.is_pushed
    assert git(desk.remote, "rev-parse", "gh-pages") == first.commit


def test_changed_new_and_removed_pages_are_told_and_published(desk: Desk) -> None:
    first = desk.publish(PAGES)
    now = {"index.html": "new home", "assets/site.css": "css", "method/index.html": "method"}
    second = desk.publish(now)
    assert (second.change.added, second.change.changed) == (("method/index.html",), ("index.html",))
    assert second.change.deleted == ("about/index.html",)
    assert published(desk) == now
    assert git(desk.remote, "rev-parse", "gh-pages^") == first.commit


def test_a_page_can_become_a_folder_and_a_folder_a_page(desk: Desk) -> None:
    desk.publish({"a": "page", "b/c": "page"})
    desk.out = desk.folder / "again"
    desk.publish({"a/c": "page", "b": "page"})
    assert published(desk) == {"a/c": "page", "b": "page"}


def test_bytes_are_published_as_they_are(desk: Desk) -> None:
    git(desk.top, "config", "core.autocrlf", "true")
    (desk.top / ".git/info/attributes").write_text("* text eol=crlf ident\n")
    desk.build({"a.txt": ""})
    (desk.out / "a.txt").write_bytes(b"one\r\ntwo\n$Id$\0")
    repository = open_repository(desk.top)
    publish_branch(repository, TARGET, desk.out, ["a.txt"], message="Publish", push=False)
    assert repository.git("cat-file", "blob", "gh-pages:a.txt") == b"one\r\ntwo\n$Id$\0"


def test_names_beyond_ascii_are_published_and_removed(desk: Desk) -> None:
    desk.publish({"grüße aus/日本 'x\".html": "page", "index.html": "home"})
    assert published(desk)["grüße aus/日本 'x\".html"] == "page"
    assert desk.publish({"index.html": "home"}).change.deleted == ("grüße aus/日本 'x\".html",)


def test_files_that_sitegen_did_not_make_are_kept(desk: Desk) -> None:
    theirs = {"CNAME": "papers.example.org", "google123.html": "proof", "about/picture.txt": "picture"}
    desk.other(theirs)
    first = desk.publish(PAGES)
    assert set(first.change.kept) == set(theirs)
    assert published(desk) == PAGES | theirs
    assert desk.publish({"index.html": "home"}).change.deleted == ("about/index.html", "assets/site.css")
    assert published(desk) == {"index.html": "home"} | theirs


@pytest.mark.parametrize(
    "theirs",
    [{"index.html": "theirs"}, {"about": "a file where a folder is needed"}, {"assets/site.css/x": "and the reverse"}],
    ids=["same place", "file for folder", "folder for file"],
)
def test_a_foreign_file_in_the_way_is_refused_with_its_name_and_replaced_when_told(
    desk: Desk, theirs: dict[str, str]
) -> None:
    before = desk.other({**theirs, "CNAME": "papers.example.org"})
    (path,) = theirs
    with pytest.raises(SitegenError, match=f"gh-pages: {path}: was not made by sitegen") as refused:
        desk.publish(PAGES)
    assert "--replace-foreign" in str(refused.value)
    assert "CNAME" not in str(refused.value)
    assert git(desk.remote, "rev-parse", "gh-pages") == before
    assert desk.publish(PAGES, replace_foreign=True).is_pushed
    assert published(desk) == PAGES | {"CNAME": "papers.example.org"}


def test_a_page_that_was_edited_on_the_branch_is_foreign(desk: Desk) -> None:
    desk.publish(PAGES)
    desk.other({"index.html": "edited", "about/index.html": "edited"})
    with pytest.raises(SitegenError, match=r"gh-pages: index\.html: .* changed since"):
        desk.publish({"index.html": "new home"})
    desk.publish({"assets/site.css": "css"})
    assert published(desk) == {"assets/site.css": "css", "index.html": "edited", "about/index.html": "edited"}


def test_a_foreign_file_that_equals_ours_is_adopted(desk: Desk) -> None:
    desk.other({"index.html": "home"})
    desk.publish(PAGES)
    assert desk.publish({"assets/site.css": "css"}).change.deleted == ("about/index.html", "index.html")


def test_a_list_that_lies_cannot_make_us_delete_the_domain_or_what_was_changed(desk: Desk) -> None:
    desk.other({"CNAME": "papers.example.org", "notes.txt": "notes"})
    blob = git(desk.remote, "rev-parse", "gh-pages:CNAME")
    desk.other({RECORD: f"{blob} CNAME\n{'0' * 40} notes.txt\nnonsense\n\xff\n"})
    assert desk.publish(PAGES).change.deleted == ()
    assert published(desk) == PAGES | {"CNAME": "papers.example.org", "notes.txt": "notes"}


def test_a_link_on_the_branch_is_never_written_through(desk: Desk) -> None:
    desk.other({"CNAME": "papers.example.org"})
    theirs = desk.folder / "theirs"
    (theirs / "index.html").symlink_to("CNAME")
    desk.other({"x.txt": "x"})
    with pytest.raises(SitegenError, match=r"index\.html: was not made"):
        desk.publish(PAGES)


def test_a_branch_that_moved_before_is_built_upon(desk: Desk) -> None:
    desk.publish(PAGES)
    theirs = desk.other({"notes.txt": "notes"})
    done = desk.publish({**PAGES, "index.html": "new home"})
    assert done.tries == 1
    assert git(desk.remote, "rev-parse", "gh-pages^") == theirs
    assert published(desk) == {**PAGES, "index.html": "new home", "notes.txt": "notes"}


def test_commits_of_ours_that_were_not_pushed_give_way_to_a_branch_that_moved(desk: Desk) -> None:
    desk.publish(PAGES)
    desk.publish({**PAGES, "index.html": "never pushed"}, push=False)
    theirs = desk.other({"notes.txt": "notes"})
    desk.publish({**PAGES, "index.html": "new home"})
    assert git(desk.remote, "rev-parse", "gh-pages^") == theirs
    assert git(desk.top, "rev-parse", "gh-pages") == git(desk.remote, "rev-parse", "gh-pages")


def test_a_commit_by_hand_that_was_not_pushed_is_never_dropped(desk: Desk) -> None:
    desk.publish(PAGES)
    by_hand = git(desk.top, "commit-tree", "-p", "gh-pages", "-m", "By hand", "gh-pages^{tree}")
    git(desk.top, "update-ref", "refs/heads/gh-pages", by_hand)
    desk.other({"notes.txt": "notes"})
    with pytest.raises(SitegenError, match="commits that sitegen did not make"):
        desk.publish({**PAGES, "index.html": "new home"})
    assert git(desk.top, "rev-parse", "gh-pages") == by_hand


def test_a_commit_by_hand_on_the_local_branch_is_built_upon(desk: Desk) -> None:
    desk.publish(PAGES)
    by_hand = git(desk.top, "commit-tree", "-p", "gh-pages", "-m", "By hand", "gh-pages^{tree}")
    git(desk.top, "update-ref", "refs/heads/gh-pages", by_hand)
    desk.publish({**PAGES, "index.html": "new home"})
    assert git(desk.remote, "rev-parse", "gh-pages^") == by_hand


def test_a_branch_that_was_deleted_on_the_remote_is_pushed_again(desk: Desk) -> None:
    desk.publish(PAGES)
    git(desk.remote, "update-ref", "-d", "refs/heads/gh-pages")
    assert desk.publish(PAGES).is_pushed
    assert published(desk) == PAGES


def test_what_others_push_between_our_look_and_our_push_is_never_overwritten(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.publish(PAGES)
    theirs = [{"notes.txt": "notes"}]

    def plan_slowly(*arguments: Any, **options: Any) -> Change:  # noqa: ANN401 - passed on unread
        planned = plan_change(*arguments, **options)
        if theirs:
            desk.other(theirs.pop())
        return planned

    monkeypatch.setattr("sitegen.publish.push.plan_change", plan_slowly)
    assert desk.publish({**PAGES, "index.html": "new home"}).tries == 2
    assert published(desk) == {**PAGES, "index.html": "new home", "notes.txt": "notes"}


def race(desk: Desk, times: int) -> None:
    """Let somebody else push between our look at the remote and our push, so many times."""
    theirs = desk.folder / "theirs"
    desk.other({"notes.txt": "notes 0"})
    hook = desk.top / ".git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f"""#!/bin/sh
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX
cd '{theirs}' || exit 1
n=$(cat ../count 2>/dev/null || echo 0)
[ "$n" -lt {times} ] || exit 0
echo $((n + 1)) >../count
git fetch -q origin && git reset -q --hard origin/gh-pages
echo "notes $n+1" >notes.txt && git commit -qam 'By hand' && git push -q origin HEAD:gh-pages
"""
    )
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)


def test_a_branch_that_moves_while_we_push_is_tried_again_on_top_of_it(desk: Desk) -> None:
    race(desk, 2)
    done = desk.publish(PAGES)
    assert done.tries == 3
    assert git(desk.remote, "rev-list", "--count", "gh-pages") == "4"
    assert published(desk) == PAGES | {"notes.txt": "notes 1+1"}
    assert git(desk.top, "rev-parse", "gh-pages") == git(desk.remote, "rev-parse", "gh-pages")


def test_a_branch_that_never_stops_moving_is_left_to_the_others(desk: Desk) -> None:
    race(desk, 100)
    with pytest.raises(SitegenError, match="moved 5 times"):
        desk.publish(PAGES)
    assert published(desk) == {"notes.txt": "notes 4+1"}


def test_a_refusing_remote_is_explained_and_the_commit_waits(desk: Desk) -> None:
    hook = desk.remote / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        "#!/bin/sh\necho 'error: GH006: Protected branch update failed for refs/heads/gh-pages.' >&2\nexit 1\n"
    )
    hook.chmod(0o755)
    with pytest.raises(
        SitegenError, match=r"Nothing was pushed to origin\. The branch gh-pages is protected"
    ) as refused:
        desk.publish(PAGES)
    assert "GH006" in str(refused.value)
    hook.unlink()
    assert desk.publish(PAGES).is_pushed
    assert git(desk.remote, "rev-list", "--count", "gh-pages") == "1"


def test_a_dirty_tree_index_head_and_stash_are_untouched(desk: Desk) -> None:
    top = desk.top
    (top / "a.txt").write_text("stashed")
    git(top, "add", "a.txt")
    git(top, "stash", "--quiet")
    (top / "b.txt").write_text("staged")
    git(top, "add", "b.txt")
    (top / "b.txt").write_text("and edited since")
    (top / "c.txt").write_text("untracked")
    but = ("refs/heads/gh-pages", "refs/remotes/origin/gh-pages")
    before = snapshot(top, but=but)
    desk.publish(PAGES)
    desk.publish({"index.html": "new home"})
    assert snapshot(top, but=but) == before


def test_a_plan_lists_what_would_happen_and_changes_nothing(desk: Desk) -> None:
    desk.publish(PAGES)
    desk.other({"CNAME": "papers.example.org"})
    git(desk.top, "fetch", "--quiet", "origin")
    before = snapshot(desk.top), git(desk.top, "count-objects", "-v"), git(desk.remote, "rev-parse", "gh-pages")
    change = desk.plan({"index.html": "new home", "more.html": "more"})
    assert (change.added, change.changed) == (("more.html",), ("index.html",))
    assert (change.deleted, change.kept) == (("about/index.html", "assets/site.css"), ("CNAME",))
    assert (
        snapshot(desk.top),
        git(desk.top, "count-objects", "-v"),
        git(desk.remote, "rev-parse", "gh-pages"),
    ) == before
