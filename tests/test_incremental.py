"""Builds with a cache: that they give what builds without one give, whatever was edited, killed or broken between."""

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import pytest
from damages import STORE_DAMAGES
from edited_site import Editor, built, cache_of, command, facts, fresh, small, tree
from sites import SMALL_SITE, write_site

from sitegen.build import pipeline


@pytest.mark.parametrize(("seed", "is_large"), [(0, False), (1, False), (0, True), (1, True)])
def test_after_each_of_many_edits_the_site_is_what_a_build_without_a_cache_gives(
    tmp_path: Path,
    seed: int,
    is_large: bool,  # noqa: FBT001 - a column of the table above
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if is_large:  # with pages divided as those of many stories are
        monkeypatch.setattr("sitegen.site.views.older.MOST_STORIES", 2)
        monkeypatch.setattr("sitegen.site.views.older.STORIES_OF_A_PART", 1)
        monkeypatch.setattr("sitegen.site.views.outlet.MOST_STORIES", 2)
        monkeypatch.setattr("sitegen.site.views.outlet.STORIES_OF_A_PART", 1)
        monkeypatch.setattr("sitegen.build.site_files.MOST_ENTRIES", 6)
        monkeypatch.setattr("sitegen.build.found.MOST_OWNERS", 2)
    root = small(tmp_path / "site")
    editor = Editor(root, seed)
    built(root)
    for _ in range(25):
        editor.edit()
        report = built(root)
        files, wanted = fresh(root)
        assert tree(root / "public") == files, f"round {editor.n}"
        assert facts(report) == facts(wanted)


@pytest.mark.parametrize("hide", ["rename", "draft"])
def test_a_story_that_went_and_came_back_has_its_pages_again(tmp_path: Path, hide: str) -> None:
    root = write_site(tmp_path / "site", SMALL_SITE)
    built(root)
    before = tree(root / "public")
    folder, head = root / "content/stories/pier", root / "content/stories/pier/story.md"
    text = head.read_text(encoding="utf-8")
    if hide == "rename":
        folder.rename(folder.with_name("quay"))
    else:
        head.write_text(text.replace("title:", "draft: true\ntitle:"), encoding="utf-8")
    built(root)
    assert not (root / "public/stories/pier").exists()
    if hide == "rename":
        folder.with_name("quay").rename(folder)
    else:
        head.write_text(text, encoding="utf-8")
    built(root)
    after = tree(root / "public")
    assert {path: after[path] for path in before if path != ".sitegen-files"} == {
        path: content for path, content in before.items() if path != ".sitegen-files"
    }


def test_a_build_that_is_killed_at_any_moment_is_healed_by_the_next(tmp_path: Path) -> None:
    root = small(tmp_path / "site")
    built(root)
    editor = Editor(root, 7)
    chance = random.Random(7)  # noqa: S311 - chance that must be the same every time
    started = time.monotonic()
    command(root).communicate()
    longest = time.monotonic() - started + 0.8
    n_killed = 0
    for _ in range(20):
        before = {path: path.read_bytes() for path in editor.articles()}
        editor.sentence()
        process = command(root)
        time.sleep(chance.uniform(0.05, longest))
        process.send_signal(signal.SIGKILL)
        n_killed += process.wait() == -signal.SIGKILL
        process.communicate()
        if chance.random() < 0.5:  # take the edit back: what the killed build wrote must go all the same
            for path, content in before.items():
                path.write_bytes(content)
        built(root)
        assert tree(root / "public") == fresh(root)[0]
    assert n_killed


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="where processes cannot be counted")
def test_a_build_that_is_killed_takes_its_processes_along(tmp_path: Path) -> None:
    root = write_site(tmp_path, SMALL_SITE)
    shutil.copytree(root / "content/stories/pier", root / "content/stories/quay")
    (root / "templates").mkdir()
    endless = "{% for i in range(10 ** 4) %}{% for j in range(10 ** 5) %}{% endfor %}{% endfor %}"
    (root / "templates/claim.html").write_text(endless)
    build = command(root, jobs=2, is_leader=True)
    try:
        wait_until(lambda: n_of_group(build.pid) > 2)
        build.kill()
        build.wait()
        wait_until(lambda: not n_of_group(build.pid))
    finally:
        with suppress(ProcessLookupError):
            os.killpg(build.pid, signal.SIGKILL)
        build.communicate()


def n_of_group(leader: int) -> int:
    """How many processes a process has begun, and itself, without those that ended and wait to be asked for."""
    found = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, group = path.read_text().rpartition(")")[2].split()[:3]
            found += group == str(leader) and state != "Z"
    return found


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for what takes a few seconds; an error after a minute."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_build_from_elsewhere_that_ends_halfway_leaves_nothing_to_build_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another current folder is another place, for messages name files from there; the store is one."""
    root = small(tmp_path / "site")
    built(root)
    Editor(root, 5).sentence()
    monkeypatch.setattr(pipeline, "_A_BATCH", 1)
    with monkeypatch.context() as there:
        there.chdir(tmp_path)
        there.setattr(pipeline, "make_site_files", fail)
        with pytest.raises(KeyboardInterrupt):
            built(root)
    built(root)
    assert tree(root / "public") == fresh(root)[0]


def fail(*_: object) -> NoReturn:
    """End a build as Ctrl-C does."""
    raise KeyboardInterrupt


@pytest.mark.parametrize("moment", range(1, 12))
def test_a_build_that_dies_between_two_files_is_healed_whatever_comes_next(
    tmp_path: Path, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = small(tmp_path / "site")
    built(root)
    article = root / "content/stories/pier/outlet-b.md"
    before = article.read_bytes()
    article.write_text(article.read_text() + "\nNobody was hurt, said Ada Example.\n")
    shutil.rmtree(root / "content/stories/quay")
    n_written = 0
    replace_file = Path.replace

    def die(self: Path, target: Path) -> Path:
        nonlocal n_written
        n_written += 1
        if n_written == moment:
            raise KeyboardInterrupt
        return replace_file(self, target)

    monkeypatch.setattr(Path, "replace", die)
    with pytest.raises(KeyboardInterrupt):
        built(root)
    monkeypatch.undo()
    article.write_bytes(before)
    built(root)
    assert tree(root / "public") == fresh(root)[0]


@pytest.mark.parametrize("damage", STORE_DAMAGES)
@pytest.mark.parametrize("edited", [True, False])
def test_a_cache_that_is_damaged_changes_nothing(
    tmp_path: Path, damage: Callable[[Path], object], *, edited: bool
) -> None:
    root = small(tmp_path / "site")
    built(root)
    damage(cache_of(root))
    if edited:
        Editor(root, 3).sentence()
    built(root)
    assert tree(root / "public") == fresh(root)[0]
    assert built(root).compared == 0
