"""What is written, what is left alone, and what a build that was stopped leaves behind."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.build.writer import MANIFEST, check_output_folder, write_changes, write_site
from sitegen.problems import SitegenError

OLD = {"index.html": b"old home", "stories/pier/index.html": b"old pier", "assets/site.css": b"old style"}
NEW = {"index.html": b"new home", "stories/pier/index.html": b"new pier", "assets/look.css": b"new style"}


def held(out: Path) -> dict[str, bytes]:
    """Every file below `out` that a web server would serve or a person put there."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def test_the_folder_holds_the_files_and_nothing_else(tmp_path: Path) -> None:
    done = write_site(tmp_path / "a" / "b", OLD)
    assert held(tmp_path / "a" / "b") == OLD
    assert done.written == tuple(sorted(OLD))
    assert (done.unchanged, done.removed) == ((), ())


def test_a_file_with_the_same_bytes_is_not_touched(tmp_path: Path) -> None:
    write_site(tmp_path, OLD)
    before = (tmp_path / "index.html").stat()
    done = write_site(tmp_path, {**OLD, "assets/site.css": b"changed"})
    after = (tmp_path / "index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert done.written == ("assets/site.css",)
    assert done.unchanged == ("index.html", "stories/pier/index.html")


def test_what_is_no_longer_made_goes_with_its_empty_folders(tmp_path: Path) -> None:
    write_site(tmp_path, OLD)
    done = write_site(tmp_path, {"index.html": b"old home"})
    assert done.removed == ("assets/site.css", "stories/pier/index.html")
    assert sorted(path.name for path in tmp_path.iterdir()) == [MANIFEST, "index.html"]


def test_files_of_others_stay_and_keep_their_folder(tmp_path: Path) -> None:
    write_site(tmp_path, OLD)
    (tmp_path / "CNAME").write_text("example.org")
    (tmp_path / "stories" / "pier" / "photo.jpg").write_bytes(b"mine")
    write_site(tmp_path, {"index.html": b"old home"})
    assert held(tmp_path) == {
        "index.html": b"old home",
        "CNAME": b"example.org",
        "stories/pier/photo.jpg": b"mine",
    }


def test_a_file_of_others_in_the_way_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    write_site(tmp_path, OLD)
    (tmp_path / "assets" / "look.css").write_bytes(b"mine")
    before = held(tmp_path)
    with pytest.raises(SitegenError, match=r"look\.css: was not made by sitegen"):
        write_site(tmp_path, NEW)
    assert held(tmp_path) == before


def test_a_file_of_others_with_the_very_bytes_is_adopted(tmp_path: Path) -> None:
    write_site(tmp_path, OLD)
    (tmp_path / MANIFEST).unlink()
    assert write_site(tmp_path, OLD).unchanged == tuple(sorted(OLD))
    assert write_site(tmp_path, NEW).removed == ("assets/site.css",)


def test_without_the_list_a_differing_site_is_not_overwritten(tmp_path: Path) -> None:
    write_site(tmp_path, OLD)
    (tmp_path / MANIFEST).unlink()
    with pytest.raises(SitegenError, match="was not made by sitegen"):
        write_site(tmp_path, NEW)
    assert held(tmp_path) == OLD


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"../outside.html\n/etc/hostname\na/../../outside.html\n"])
def test_a_spoilt_list_removes_nothing_outside(tmp_path: Path, content: bytes) -> None:
    outside = tmp_path / "outside.html"
    outside.write_text("keep")
    out = tmp_path / "public"
    out.mkdir()
    (out / MANIFEST).write_bytes(content)
    write_site(out, OLD)
    assert outside.read_text() == "keep"


def test_a_linked_folder_is_neither_written_through_nor_cleared(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "public", tmp_path / "elsewhere"
    write_site(out, OLD)
    (out / "stories" / "pier" / "index.html").unlink()
    (out / "stories" / "pier").rmdir()
    elsewhere.mkdir()
    (elsewhere / "index.html").write_text("keep")
    (out / "stories" / "pier").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(SitegenError, match="leads out of the output folder"):
        write_site(out, NEW)
    write_site(out, {"index.html": b"old home"})
    assert (elsewhere / "index.html").read_text() == "keep"


def test_the_output_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "public").symlink_to(tmp_path / "real", target_is_directory=True)
    write_site(tmp_path / "public", OLD)
    write_site(tmp_path / "public", NEW)
    assert held(tmp_path / "real") == NEW


@pytest.mark.parametrize(
    "files",
    [
        {"data/Pier.json": b"", "data/pier.json": b""},
        {"pier": b"", "pier/index.html": b""},
        {"../up.html": b""},
        {"/etc/motd": b""},
        {"a//b.html": b""},
        {"a\\b.html": b""},
        {MANIFEST: b""},
    ],
)
def test_paths_that_cannot_be_are_refused_before_anything_is_written(tmp_path: Path, files: dict[str, bytes]) -> None:
    with pytest.raises(SitegenError):
        write_site(tmp_path / "public", {"index.html": b"home", **files})
    assert not (tmp_path / "public").exists()


def test_an_old_file_makes_way_for_a_folder_and_back(tmp_path: Path) -> None:
    write_site(tmp_path, {"pier": b"a file"})
    write_site(tmp_path, {"pier/index.html": b"a page"})
    assert held(tmp_path) == {"pier/index.html": b"a page"}
    write_site(tmp_path, {"pier": b"a file"})
    assert held(tmp_path) == {"pier": b"a file"}


def test_a_folder_of_others_where_a_page_is_needed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.html").mkdir()
    (tmp_path / "index.html" / "notes.txt").write_text("mine")
    with pytest.raises(SitegenError, match="is a folder where a page is needed"):
        write_site(tmp_path, OLD)
    assert held(tmp_path) == {"index.html/notes.txt": b"mine"}


def test_a_file_of_others_where_a_folder_is_needed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "stories").write_text("mine")
    with pytest.raises(SitegenError, match="is a file where a folder is needed"):
        write_site(tmp_path, OLD)
    assert held(tmp_path) == {"stories": b"mine"}


def test_what_the_system_refuses_is_told_with_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, _: bytes) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(SitegenError, match=r"public/\.\.sitegen-files.*cannot be written: Permission denied"):
        write_site(tmp_path / "public", OLD)


def test_written_files_have_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_site(tmp_path / "public", OLD)
    assert (tmp_path / "public" / "index.html").stat().st_mode == (tmp_path / "plain").stat().st_mode


class Killed(BaseException):
    """Stands for a signal that no handler sees."""


def killed_at(step: int) -> Callable[[], None]:
    """A function that passes `step` times and then kills."""
    left = [step]

    def tick() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed

    return tick


def test_a_kill_at_any_step_leaves_whole_files_and_the_next_build_heals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = {name: getattr(Path, name) for name in ("write_bytes", "replace", "unlink", "rmdir", "mkdir")}

    def torn(path: Path, content: bytes) -> None:
        """Half of the bytes reach the disk before the kill is seen."""
        plain["write_bytes"](path, content[: len(content) // 2])
        tick()
        plain["write_bytes"](path, content)

    def stopping(name: str) -> Callable[..., object]:
        def act(path: Path, *args: object, **kwargs: object) -> object:
            tick()
            return plain[name](path, *args, **kwargs)

        return act

    n_kills = 0
    for step in range(100):
        out = tmp_path / str(step)
        write_site(out, OLD)
        (out / "CNAME").write_bytes(b"mine")
        tick = killed_at(step)
        with monkeypatch.context() as patched:
            patched.setattr(Path, "write_bytes", torn)
            for name in ("replace", "unlink", "rmdir", "mkdir"):
                patched.setattr(Path, name, stopping(name))
            try:
                write_site(out, NEW)
            except Killed:
                n_kills += 1
            else:
                break
        served = {path: content for path, content in held(out).items() if not path.rpartition("/")[2].startswith(".")}
        for path, content in served.items():
            assert content in {OLD.get(path), NEW.get(path), b"mine"}, (step, path)
        assert {"index.html", "stories/pier/index.html"} <= served.keys(), step
        write_site(out, NEW)
        assert held(out) == {**NEW, "CNAME": b"mine"}, step
    assert n_kills > 10


@pytest.mark.parametrize("out", [".", "..", "content", "content/public", "templates", "seeds/x", "/"])
def test_an_output_folder_that_overlaps_with_the_site_is_refused(tmp_path: Path, out: str) -> None:
    root = tmp_path / "site"
    for name in ("content", "templates", "seeds"):
        (root / name).mkdir(parents=True)
    with pytest.raises(SitegenError, match="Choose a folder of its own"):
        check_output_folder(root, root / out)


def test_a_file_in_place_of_the_output_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "public").write_text("mine")
    with pytest.raises(SitegenError, match="is a file"):
        check_output_folder(tmp_path, tmp_path / "public")


@pytest.mark.parametrize("out", ["public", "build/site", "../elsewhere"])
def test_any_other_folder_will_do(tmp_path: Path, out: str) -> None:
    (tmp_path / "site" / "content").mkdir(parents=True)
    check_output_folder(tmp_path / "site", tmp_path / "site" / out)


@pytest.mark.parametrize(
    "fresh", ["stories/Pier/x.json", "stories/pier/claims", "Stories", "stories", "data/pier.json/y", "DATA/Pier.json"]
)
def test_a_new_file_that_clashes_with_an_old_one_is_refused(tmp_path: Path, fresh: str) -> None:
    old = {"stories/pier/claims/index.html": b"1", "stories/pier/x.json": b"2", "data/pier.json": b"3"}
    write_site(tmp_path, old)
    with pytest.raises(SitegenError, match=r"case alone|both a file and the folder"):
        write_changes(tmp_path, {fresh: b"new"}, fresh={fresh}, gone=(), before_first=lambda: None)
    assert held(tmp_path) == old
    beside = {"stories/pier/y.json": b"4", "stories/quay/index.html": b"5", "new.txt": b"6"}
    write_changes(tmp_path, beside, fresh=beside.keys(), gone=(), before_first=lambda: None)
    assert held(tmp_path) == {**old, **beside}
