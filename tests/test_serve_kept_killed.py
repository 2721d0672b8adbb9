"""A preview that is killed, one whose content is wrong, two at a time, and the command: what each leaves behind."""

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest
from damages import PAGE, age
from edited_site import Editor, built, small, tree
from kept_previews import ARTICLE, is_right, kept, out_of, preview, start, state
from previews import Served, Stream, command, edit

from sitegen.problems import ContentError
from sitegen.serve.place import preview_folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of three short stories."""
    return small(tmp_path / "site")


@pytest.mark.parametrize("moment", range(1, 12))
def test_a_preview_that_dies_between_two_files_is_healed_by_the_next(
    site: Path, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(site)
    before = (site / ARTICLE).read_bytes()
    edit(site / ARTICLE, "on Friday", "on Monday")
    shutil.rmtree(site / "content/stories/quay")
    die_at(moment, Path, "replace", monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        start(site)
    monkeypatch.undo()
    (site / ARTICLE).write_bytes(before)
    start(site)
    assert is_right(site)


@pytest.mark.parametrize(
    ("what", "moment"),
    [("copy2", 1), ("copy2", 2), ("copy2", 30), ("rmdir", 1), ("rmdir", 9), ("rename", 1), ("lstat", 40)],
)
def test_a_preview_that_dies_while_it_copies_a_build_is_healed_by_the_next(
    site: Path, what: str, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(site)
    age(kept(site) / "cache.sqlite")
    built(site)
    before = state(site / "public")
    die_at(moment, shutil if what == "copy2" else os, what, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        start(site)
    monkeypatch.undo()
    start(site)
    assert is_right(site)
    assert sorted(path.name for path in kept(site).iterdir()) == ["cache.sqlite", "lock", "site"]
    assert state(site / "public") == before


def die_at(moment: int, owner: object, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the call of something with this number end as a killed process does, without a word."""
    n_called = 0
    call = getattr(owner, name)

    def die(*arguments: object, **options: object) -> object:
        nonlocal n_called
        n_called += 1
        if n_called == moment:
            raise KeyboardInterrupt
        return call(*arguments, **options)

    monkeypatch.setattr(owner, name, die)


def test_content_that_cannot_be_built_at_the_start_leaves_what_was_kept(site: Path) -> None:
    start(site)
    before = tree(out_of(site))
    edit(site / ARTICLE, "title: Pier", "titel: Pier")
    with preview(site) as build:
        with pytest.raises(ContentError):
            build()
        assert tree(out_of(site)) == before
        edit(site / ARTICLE, "titel: Pier", "title: Quay")
        assert build().rendered
    assert is_right(site)


def test_the_command_begins_where_the_last_one_ended(site: Path) -> None:
    page = f"/{PAGE.removesuffix('index.html')}"
    with command(site, "--port", "0") as running:
        running.wait_for("Built in")
        assert b"on Friday" in Served(running.port, None).ask(page).body  # type: ignore[arg-type]
        assert running.end() == 130
    edit(site / ARTICLE, "title: Pier", "titel: Pier")
    with command(site, "--port", "0") as running:
        running.wait_for("Not built; the last good site is still served")
        assert b"on Friday" in Served(running.port, None).ask(page).body  # type: ignore[arg-type]
        edit(site / ARTICLE, "titel: Pier", "title: Pier")
        running.wait_for("nothing changed")
        running.end()
    with command(site, "--port", "0") as running:
        running.wait_for("nothing changed")
        stream = Stream(running.port, since="-0")  # as the page has it that is sent where there is none
        assert stream.next()["changed"] == ["other"]
        stream.close()
        edit(site / ARTICLE, "on Friday", "on Monday")
        running.wait_for("Built in", times=2)
        assert b"on Monday" in Served(running.port, None).ask(page).body  # type: ignore[arg-type]


def test_two_previews_of_one_site_at_the_same_time_do_not_meet(site: Path) -> None:
    with command(site, "--port", "0") as first, command(site, "--port", "0") as second:
        for running in (first, second):
            running.wait_for("Built in")
        edit(site / ARTICLE, "on Friday", "on Monday")
        for running in (first, second):
            running.wait_for("Built in", times=2)
            body = Served(running.port, None).ask("/stories/pier/read/outlet-a/").body  # type: ignore[arg-type]
            assert b"on Monday" in body
        assert (len(first.temporary()), first.end(), second.end()) == (1, 130, 130)
        assert not first.temporary()
    assert is_right(site)


def test_a_preview_that_is_killed_at_any_moment_is_healed_by_the_next(site: Path) -> None:
    chance = random.Random(5)  # noqa: S311 - chance that must be the same every time
    editor = Editor(site, 5)
    for n in range(6):
        if n == 3:
            built(site)
            shutil.rmtree(kept(site))
        editor.sentence()
        with command(site, "--port", "0") as running:
            time.sleep(chance.uniform(0.2, 2.2))
            editor.sentence()
            time.sleep(chance.uniform(0.0, 0.6))
            running.end(signal.SIGKILL)  # returns when the last of its processes has gone
        with preview_folder(site) as folder:
            assert folder == kept(site)
        start(site)
        assert is_right(site)
