"""The preview without a browser: what it watches, how it builds, and what it makes of a failure."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from previews import edit, wait_until
from sites import SMALL_SITE, write_site

from sitegen.build.ahead import NOBODY, Ahead
from sitegen.build.report import Report
from sitegen.problems import Problem, SitegenError
from sitegen.serve.builds import BuildProcess, Outcome
from sitegen.serve.changes import changes
from sitegen.serve.listen import Listener
from sitegen.serve.mistakes import MOST_MISTAKES, mistakes_in, mistakes_of
from sitegen.serve.preview import run_preview, site_path

ARTICLE = "content/stories/pier/outlet-a.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site, in a folder that has room for temporary ones beside it."""
    return write_site(tmp_path / "site", SMALL_SITE)


class Watch:
    """The changes of a site, counted by a thread that takes one only when it is let."""

    def __init__(self, site: Path) -> None:
        """Begin to watch."""
        self.seen = 0
        self.gate = threading.Event()
        self.gate.set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._count, args=(site,))
        self._thread.start()
        wait_until(lambda: self.seen, "the first build")

    def _count(self, site: Path) -> None:
        for _ in changes(site, self._stop):
            self.seen += 1
            self.gate.wait()

    def wait_beyond(self, seen: int) -> None:
        """Wait until more changes than `seen` have been seen."""
        wait_until(lambda: self.seen > seen, "a change")

    def end(self) -> None:
        """Stop watching; it must not take long."""
        self.gate.set()
        self._stop.set()
        self._thread.join(10)
        assert not self._thread.is_alive()


@contextmanager
def watching(site: Path) -> Iterator[Watch]:
    """A watch on a site while the block runs."""
    watch = Watch(site)
    try:
        yield watch
    finally:
        watch.end()


def settle(watch: Watch, site: Path) -> int:
    """The number of changes seen once one that is made now has been seen, so that none before it is under way."""
    before = watch.seen
    (site / ARTICLE).touch()
    watch.wait_beyond(before)
    return watch.seen


CHANGES: dict[str, Callable[[Path], object]] = {
    "a saved file": lambda site: (site / ARTICLE).write_text("---\noutlet: outlet-a\n---\nNew.\n"),
    "an atomic save": lambda site: edit(site / ARTICLE, "Friday", "Monday"),
    "the settings": lambda site: (site / "content/site.toml").write_text('title = "Other papers"\n'),
    "a new file": lambda site: (site / "content/outlets/outlet-c.md").write_text("---\nname: Outlet C\n---\n"),
    "a deleted file": lambda site: (site / ARTICLE).unlink(),
    "a renamed story": lambda site: (site / "content/stories/pier").rename(site / "content/stories/quay"),
    "a deleted story": lambda site: shutil.rmtree(site / "content/stories/pier"),
    "all content deleted": lambda site: shutil.rmtree(site / "content"),
    "all content moved away": lambda site: (site / "content").rename(site / "was"),
    "a template where there was none": lambda site: write_site(site, "-- templates/404.html --\nGone\n"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen(site: Path, change: Callable[[Path], object]) -> None:
    with watching(site) as watch:
        seen = watch.seen
        change(site)
        watch.wait_beyond(seen)


@pytest.mark.parametrize("times", [1, 2])
def test_what_was_deleted_is_watched_again_when_it_is_back(site: Path, times: int) -> None:
    with watching(site) as watch:
        for _ in range(times):
            seen = watch.seen
            shutil.rmtree(site / "content")
            watch.wait_beyond(seen)
            seen = watch.seen
            write_site(site, SMALL_SITE)
            watch.wait_beyond(seen)
        settle(watch, site)


def test_what_changes_while_a_build_runs_brings_exactly_one_more(site: Path) -> None:
    with watching(site) as watch:
        settled = settle(watch, site)
        watch.gate.clear()
        (site / ARTICLE).touch()
        watch.wait_beyond(settled)
        for n in range(500):
            (site / f"content/outlets/outlet-{n}.md").write_text("---\nname: Outlet\n---\n")
        held = watch.seen
        assert held == settled + 1
        watch.gate.set()
        watch.wait_beyond(held)
        assert settle(watch, site) <= held + 2


def test_what_cannot_be_part_of_a_site_brings_no_build(site: Path) -> None:
    with watching(site) as watch:
        before = settle(watch, site)
        for path in (
            "public/index.html",
            ".sitegen/preview/site/index.html",
            ".git/index",
            "notes.md",
            "content/stories/pier/.outlet-a.md.swp",
            "content/stories/pier/outlet-a.md~",
            "content/stories/pier/#outlet-a.md#",
            "content/stories/pier/.#outlet-a.md",
            "content/.git/index",
        ):
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text("x")
        assert settle(watch, site) == before + 1


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_where_the_system_tells_nothing_files_are_looked_at(
    site: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object]
) -> None:
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "1")
    with watching(site) as watch:
        seen = watch.seen
        change(site)
        watch.wait_beyond(seen)


def test_where_the_system_has_no_watches_left_files_are_looked_at(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "OS file watch limit reached")

    monkeypatch.setattr("sitegen.serve.changes.watch", refuse)
    with watching(site) as watch:
        seen = watch.seen
        edit(site / ARTICLE, "Friday", "Monday")
        watch.wait_beyond(seen)


@pytest.mark.parametrize(
    ("settings", "path"),
    [
        ('title = "P"', "/"),
        ('title = "P"\nbase_url = "https://example.org/repo"', "/repo/"),
        ('title = "P"\nbase_url = "https://example.org/ü/"', "/%C3%BC/"),
        ('title = "P"\nbase_url = "https://example.org/a%20b/"', "/a%20b/"),
        ('title = "P', "/before/"),
        ('base_url = "https://example.org/repo/"', "/before/"),
    ],
)
def test_the_path_is_that_of_the_base_url(tmp_path: Path, settings: str, path: str) -> None:
    write_site(tmp_path, f"-- content/site.toml --\n{settings}\n")
    assert site_path(tmp_path, "/before/") == path


def test_mistakes_have_the_lines_around_them(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    (site / "content/site.toml").write_text('# one\n# two\n# three\ntitel = "<b>"\n# five\n')
    problem = Problem(path="content/site.toml", line=4, column=1, message="unknown key `titel`", hint="title?")
    (mistake,) = mistakes_of([problem, Problem(path="content", message="m", severity="warning")], [site])
    assert (mistake.place, mistake.message, mistake.hint) == ("content/site.toml:4:1", "unknown key `titel`", "title?")
    assert [(it.number, it.text, it.marked) for it in mistake.excerpt] == [
        (2, "# two", False),
        (3, "# three", False),
        (4, 'titel = "<b>"', True),
        (5, "# five", False),
        (6, "", False),
    ]


def test_a_message_of_a_theme_is_read_back(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write_site(site, "-- templates/404.html --\none\n{% if %}\n"))
    first, second = mistakes_in(
        "templates/404.html:2: error: Expected an expression. Rendering 404.html.\nMend it.", [site]
    )
    assert (first.place, first.message) == ("templates/404.html:2", "Expected an expression. Rendering 404.html.")
    assert [it.text for it in first.excerpt if it.marked] == ["{% if %}"]
    assert (second.place, second.message, second.excerpt) == ("", "Mend it.", ())


def test_excerpts_are_of_the_site_alone(site: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret\n")
    (site / "content/link").symlink_to(tmp_path / "secret")
    os.mkfifo(site / "content/pipe")
    (site / "content/large").write_bytes(b"x\n" * 1_500_000)
    (site / "content/odd").write_bytes(b"\xff\xfe\0" + b"x" * 1000)
    for path, n_lines in {
        tmp_path / "secret": 0,
        site / "content/link": 0,
        site / "content/../../secret": 0,
        site / "content/pipe": 0,
        site / "content/large": 0,
        site / "content": 0,
        site / "content/none": 0,
        Path("content/\0"): 0,
        site / "content/odd": 1,
    }.items():
        (mistake,) = mistakes_of([Problem(path=str(path), line=1, message="m")], [site])
        assert len(mistake.excerpt) == n_lines, path
        assert all(len(line.text) <= 300 for line in mistake.excerpt)


def test_a_page_gets_no_more_mistakes_than_a_person_reads(site: Path) -> None:
    problems = [Problem(path=f"content/{n:03}.md", line=1, message="m") for n in range(500)]
    mistakes = mistakes_of(problems, [site])
    assert len(mistakes) == MOST_MISTAKES + 1
    assert mistakes[-1].message == "... and 480 more; the terminal lists them all"
    assert mistakes_in("x\n" * 500, [site])[-1].message == "... and 480 more; the terminal lists them all"
    assert len(mistakes_in("x\n" * MOST_MISTAKES, [site])) == MOST_MISTAKES


def _report(**changes: object) -> Report:
    counts = dict.fromkeys("stories drafts articles claims shared conflicts compared pages rendered".split(), 0)
    files = dict.fromkeys(("written", "unchanged", "removed"), 0)
    return Report(**{**counts, **files, "base_url": None, "problems": (), "changed": (), **changes})  # type: ignore[arg-type]


def copy_title(out: Path, ahead: Ahead) -> Report:
    """A builder that is quick: the site is its settings, which may ask for a failure; runs in another process."""
    wish = (out.parent / "wish").read_text(encoding="utf-8").strip()
    for path in sorted(ahead.paths):
        ahead.show({path: wish.encode()})
    if wish == "die":
        os._exit(9)
    if wish == "bug":
        raise ZeroDivisionError(wish)
    if wish == "fail":
        raise SitegenError("content/site.toml:1: error: cannot be built")
    (out / "index.html").write_text(wish, encoding="utf-8")
    return _report(changed=("index.html",))


def test_a_build_in_a_process_comes_back_whatever_happens_to_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    builds = BuildProcess(copy_title, out)
    shown: list[Mapping[str, bytes]] = []

    def build(wish: str) -> Outcome:
        (tmp_path / "wish").write_text(wish)
        return builds.build(Ahead(paths=frozenset({"a.html", "b.html"}), show=shown.append))

    try:
        assert build("one") == Outcome(report=_report(changed=("index.html",)))
        assert shown == [{"a.html": b"one"}, {"b.html": b"one"}]
        assert build("fail") == Outcome(failure="content/site.toml:1: error: cannot be built")
        assert build("bug").bug.rstrip().endswith("ZeroDivisionError: bug")
        assert "The process that builds ended" in build("die").failure
        assert build("two").report
    finally:
        builds.kill()
    assert (out / "index.html").read_text() == "two"
    assert builds.build(NOBODY).failure


def test_a_fault_of_the_preview_itself_ends_it_and_is_raised(site: Path) -> None:
    def tell(_: Outcome, __: float) -> None:
        raise ZeroDivisionError("told")

    listener = Listener("127.0.0.1", 0)
    with pytest.raises(ZeroDivisionError, match="told"):
        run_preview(site, listener, builder=copy_title, tell=tell)
    listener.close()
