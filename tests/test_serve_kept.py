"""What a preview keeps between runs: that it begins where the last one ended, or a build, and is never wrong by it."""

import os
import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from damages import OUTPUT_DAMAGES, PAGE, STORE_DAMAGES, add_files, age, cut_list, lose_list
from edited_site import Editor, built, cache_of, fresh, small, tree
from kept_previews import ARTICLE, is_right, kept, out_of, preview, start, state
from previews import edit
from sites import write_site

from sitegen.build.ahead import NOBODY
from sitegen.build.writer import MANIFEST
from sitegen.serve.builds import SiteBuilder
from sitegen.serve.place import OUTPUT, preview_folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of three short stories."""
    return small(tmp_path / "site")


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
    damage(out_of(site))
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
    assert start(site).rendered == 0
    with (site / "public" / PAGE).open("a") as file:
        file.write("mine")
    before = state(site / "public")
    with preview(site) as build:
        edit(site / ARTICLE, "on Friday", "on Monday")
        build()
    assert is_right(site)
    assert start(site).rendered == 0
    assert is_right(site)
    assert state(site / "public") == before


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


def test_links_that_came_along_with_a_site_are_not_followed(site: Path) -> None:
    kept(site).mkdir(parents=True)
    mine = site / "mine.db"
    with closing(sqlite3.connect(mine)) as connection:
        connection.executescript("CREATE TABLE kept (word TEXT); INSERT INTO kept VALUES ('mine')")
    before = mine.read_bytes()
    (kept(site) / "cache.sqlite").symlink_to(mine)
    (kept(site) / "cache.sqlite-journal").symlink_to(mine)
    (kept(site) / "lock").symlink_to(site / "new")
    start(site)
    assert mine.read_bytes() == before
    assert not (site / "new").exists()
    assert is_right(site)
    assert start(site).rendered == 0


def test_the_cache_of_builds_is_only_read_though_it_cannot_be(site: Path) -> None:
    built(site)
    with cache_of(site).open("r+b") as file:  # the pages behind the first few: the file opens, and its values do not
        file.seek(8192)
        file.write(b"\xff" * (cache_of(site).stat().st_size - 8192))
    before = cache_of(site).read_bytes()
    assert start(site).compared == 3
    assert cache_of(site).read_bytes() == before
    assert is_right(site)
