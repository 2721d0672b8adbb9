"""What a preview keeps between runs: that it begins where the last one ended, or a build, and is never wrong by it."""

import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from damages import OUTPUT_DAMAGES, PAGE, STORE_DAMAGES, add_files, age, cut, cut_list, lose_list
from edited_site import Editor, built, cache_of, fresh, small, tree
from previews import Served, Stream, command, edit
from sites import write_site

from sitegen.build.ahead import NOBODY
from sitegen.build.report import Report
from sitegen.build.writer import MANIFEST
from sitegen.problems import ContentError
from sitegen.serve.builds import SiteBuilder
from sitegen.serve.place import OUTPUT, preview_folder

ARTICLE = "content/stories/pier/outlet-a.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of three short stories."""
    return small(tmp_path / "site")


@contextmanager
def preview(root: Path) -> Iterator[Callable[[], Report]]:
    """A preview of a site while the block runs, without its processes and its server: what builds it."""
    with preview_folder(root) as folder, closing(SiteBuilder(root, 1)) as builder:
        yield lambda: builder(folder / OUTPUT, NOBODY)


def start(root: Path) -> Report:
    """The first build of a preview, which then ends."""
    with preview(root) as build:
        return build()


def kept(root: Path) -> Path:
    """Where the preview of a site is kept."""
    return root / ".sitegen/preview"


def out_of(root: Path) -> Path:
    """What it serves."""
    return kept(root) / "site"


def is_right(root: Path) -> bool:
    """Whether it serves what a build from nothing makes, and leads nowhere else."""
    has_links = any(path.is_symlink() for path in out_of(root).rglob("*"))
    return tree(out_of(root)) == fresh(root)[0] and not has_links


State = dict[str, tuple[int, int, bytes]]


def state(folder: Path) -> State:
    """Path -> kind and rights, time of change, and content or target of all that is in a folder, itself included."""
    found = {}
    for path in (folder, *folder.rglob("*")) if folder.exists() else ():
        seen = path.lstat()
        content = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else b""
        found[path.relative_to(folder).as_posix()] = seen.st_mode, seen.st_mtime_ns, content
    return found


def test_the_second_start_makes_nothing(site: Path) -> None:
    assert start(site).rendered
    before = state(out_of(site))
    report = start(site)
    assert (report.compared, report.rendered, report.written, report.changed) == (0, 0, 0, ())
    assert state(out_of(site)) == before
    assert is_right(site)
    assert not (site / "public").exists()
    assert not cache_of(site).exists()


def test_the_first_start_after_a_build_makes_nothing(site: Path) -> None:
    built(site)
    before, cache = state(site / "public"), cache_of(site).read_bytes()
    report = start(site)
    assert (report.compared, report.rendered, report.written) == (0, 0, 0)
    assert {*report.changed, MANIFEST} == tree(site / "public").keys()
    assert is_right(site)
    assert (state(site / "public"), cache_of(site).read_bytes()) == (before, cache)
    assert (built(site).rendered, start(site).rendered) == (0, 0)


def test_the_first_start_after_a_build_and_an_edit_makes_what_changed(site: Path) -> None:
    built(site)
    before = state(site / "public")
    edit(site / ARTICLE, "on Friday", "on Monday")
    report = start(site)
    assert report.compared == 1
    assert 0 < report.rendered < report.pages / 2
    assert set(report.changed) >= tree(out_of(site)).keys() - {MANIFEST}
    assert is_right(site)
    assert state(site / "public") == before
    assert start(site).rendered == 0


@pytest.mark.parametrize("seed", range(2))
def test_after_each_of_many_edits_it_serves_what_a_build_from_nothing_makes(site: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance that must be the same every time
    editor = Editor(site, seed)
    built(site)
    for _ in range(12):
        editor.edit()
        if chance.random() < 0.4:
            built(site)
        if chance.random() < 0.3:
            shutil.rmtree(kept(site), ignore_errors=True)
        before = state(site / "public")
        with preview(site) as build:
            build()
            assert is_right(site), f"round {editor.n}"
            if chance.random() < 0.5:
                editor.sentence()
                build()
                assert is_right(site), f"round {editor.n}, saved"
        assert state(site / "public") == before


@pytest.mark.parametrize("is_built", [True, False])
@pytest.mark.parametrize("damage", STORE_DAMAGES)
def test_a_kept_store_that_is_damaged_changes_nothing(
    site: Path,
    damage: Callable[[Path], object],
    is_built: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    start(site)
    if is_built:
        built(site)
    damage(kept(site) / "cache.sqlite")
    Editor(site, 3).sentence()
    start(site)
    assert is_right(site)
    assert start(site).rendered == 0


@pytest.mark.parametrize("damage", STORE_DAMAGES)
def test_a_damaged_cache_of_builds_is_not_begun_with_and_not_touched(
    site: Path, damage: Callable[[Path], object]
) -> None:
    built(site)
    damage(cache_of(site))
    before = state(cache_of(site).parent), state(site / "public")
    start(site)
    assert is_right(site)
    shutil.rmtree(kept(site))
    os.utime(cache_of(site).parent, ns=(0, before[0]["."][1]))  # it held the folder of the preview
    assert (state(cache_of(site).parent), state(site / "public")) == before


@pytest.mark.parametrize("is_built", [True, False])
@pytest.mark.parametrize("damage", OUTPUT_DAMAGES)
def test_a_kept_output_that_is_damaged_is_mended(
    site: Path,
    damage: Callable[[Path], object],
    is_built: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    if is_built:
        built(site)
    start(site)
    damage(out_of(site))  # which may be linked to those of public/
    before = state(site / "public"), state(kept(site) / "elsewhere")
    start(site)
    assert is_right(site)
    assert start(site).rendered == 0
    edit(site / ARTICLE, "on Friday", "on Monday")
    start(site)
    assert is_right(site)
    assert (state(site / "public"), state(kept(site) / "elsewhere")) == before


@pytest.mark.parametrize("damage", [lose_list, cut_list, add_files])
def test_what_lies_in_the_way_of_an_edit_is_removed(site: Path, damage: Callable[[Path], object]) -> None:
    start(site)
    damage(out_of(site))
    edit(site / ARTICLE, "on Friday", "on Monday")
    start(site)
    assert is_right(site)


@pytest.mark.parametrize("damage", OUTPUT_DAMAGES)
def test_of_a_damaged_public_what_is_whole_is_begun_with(site: Path, damage: Callable[[Path], object]) -> None:
    built(site)
    damage(site / "public")
    before = state(site / "public"), state(site / "elsewhere")
    start(site)
    assert is_right(site)
    edit(site / ARTICLE, "on Friday", "on Monday")
    start(site)
    assert is_right(site)
    assert (state(site / "public"), state(site / "elsewhere")) == before


def test_what_is_written_into_a_file_of_public_is_not_served(site: Path) -> None:
    built(site)
    start(site)
    assert (out_of(site) / PAGE).samefile(site / "public" / PAGE)
    cut(site / "public" / PAGE)
    before = state(site / "public")
    start(site)
    assert is_right(site)
    assert state(site / "public") == before


def test_where_no_file_can_be_linked_they_are_copied(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    built(site)
    monkeypatch.setattr(os, "link", refuse)
    before = state(site / "public")
    assert start(site).rendered == 0
    assert is_right(site)
    assert state(site / "public") == before
    assert not (out_of(site) / PAGE).samefile(site / "public" / PAGE)


def test_a_build_of_another_code_is_not_begun_with(site: Path) -> None:
    built(site)
    age(cache_of(site))
    report = start(site)
    assert (report.compared, report.rendered) == (3, report.pages)


def test_a_cache_that_another_build_has_locked_is_not_waited_for(site: Path) -> None:
    built(site)
    with closing(sqlite3.connect(cache_of(site))) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        started = time.perf_counter()
        report = start(site)
        assert time.perf_counter() - started < 5
    assert report.compared == 3
    assert is_right(site)


def test_a_second_preview_begins_with_nothing_and_leaves_nothing(site: Path) -> None:
    start(site)
    with preview_folder(site) as first, preview_folder(site) as second:
        assert first == kept(site)
        assert not second.is_relative_to(site)
        with closing(SiteBuilder(site, 1)) as builder:
            assert builder(second / OUTPUT, NOBODY).compared == 3
        assert tree(second / OUTPUT) == fresh(site)[0]
    assert not second.exists()
    with preview_folder(site) as third:
        assert third == first


def lead_away(site: Path) -> None:
    """Let the folder in which things are kept be a link to another."""
    (site / "elsewhere/preview").mkdir(parents=True)
    (site / ".sitegen").symlink_to(site / "elsewhere")


HINDRANCES: dict[str, Callable[[Path], object]] = {
    "a file": lambda site: (site / ".sitegen").write_text("mine"),
    "a folder for the lock": lambda site: (site / ".sitegen/preview/lock").mkdir(parents=True),
    "a link": lead_away,
    "no site": lambda site: shutil.rmtree(site / "content"),
}


@pytest.mark.parametrize("hinder", HINDRANCES.values(), ids=HINDRANCES)
def test_where_nothing_can_be_kept_the_preview_is_temporary(site: Path, hinder: Callable[[Path], object]) -> None:
    hinder(site)
    before = {path: seen[2] for path, seen in state(site).items()}
    with preview_folder(site) as folder:
        assert not folder.is_relative_to(site)
        assert list(folder.iterdir()) == [folder / OUTPUT]
    assert not folder.exists()
    assert {path: seen[2] for path, seen in state(site).items()} == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_in_a_folder_that_cannot_be_written_the_preview_is_temporary(site: Path) -> None:
    site.chmod(0o555)
    try:
        with preview_folder(site) as folder:
            assert not folder.is_relative_to(site)
    finally:
        site.chmod(0o755)


@pytest.mark.parametrize("is_link", [True, False])
def test_an_output_that_is_no_folder_gives_way(site: Path, *, is_link: bool) -> None:
    start(site)
    shutil.rmtree(out_of(site))
    write_site(site, "-- elsewhere/index.html --\nmine\n-- elsewhere/stories/mine.txt --\nmine\n")
    before = state(site / "elsewhere")
    if is_link:
        out_of(site).symlink_to(site / "elsewhere")
    else:
        out_of(site).write_text("mine")
    with preview_folder(site) as folder:
        assert list((folder / OUTPUT).iterdir()) == []
    start(site)
    assert is_right(site)
    assert state(site / "elsewhere") == before


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
    [("link", 1), ("link", 2), ("link", 30), ("rmdir", 1), ("rmdir", 9), ("rename", 1), ("lstat", 40)],
)
def test_a_preview_that_dies_while_it_copies_a_build_is_healed_by_the_next(
    site: Path, what: str, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(site)
    age(kept(site) / "cache.sqlite")
    built(site)
    before = state(site / "public")
    die_at(moment, os, what, monkeypatch)
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
        assert (len(first.leftovers()), first.end(), second.end()) == (1, 130, 130)
        assert not first.leftovers()
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
