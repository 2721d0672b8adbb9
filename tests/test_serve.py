"""The preview without a browser: what it watches, how it builds, what it tells, and how it ends."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from previews import ROOT, Command, Served, Stream, command, wait_until
from sites import SMALL_SITE, write_site

from sitegen.build.report import Report
from sitegen.problems import Problem, SitegenError
from sitegen.serve.builds import BuildProcess, Outcome
from sitegen.serve.changes import changes
from sitegen.serve.listen import Listener
from sitegen.serve.mistakes import MOST_MISTAKES, mistakes_in, mistakes_of
from sitegen.serve.preview import run_preview, site_path

ARTICLE = "content/stories/pier/outlet-a.md"
PAGE = "stories/pier/read/outlet-a/"


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


def edit(path: Path, before: str, after: str) -> None:
    """Replace some text of a file, in one step as editors do."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    aside = path.with_name(path.name + ".tmp")
    aside.write_text(text.replace(before, after), encoding="utf-8")
    aside.replace(path)


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
            ".sitegen/cache",
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
    counts = dict.fromkeys(("stories", "drafts", "articles", "claims", "shared", "conflicts"), 0)
    files = dict.fromkeys(("written", "unchanged", "removed"), 0)
    return Report(**{**counts, **files, "problems": (), "changed": (), **changes})  # type: ignore[arg-type]


def copy_title(out: Path) -> Report:
    """A builder that is quick: the site is its settings, which may ask for a failure; runs in another process."""
    wish = (out.parent / "wish").read_text(encoding="utf-8").strip()
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

    def build(wish: str) -> Outcome:
        (tmp_path / "wish").write_text(wish)
        return builds.build()

    try:
        assert build("one") == Outcome(report=_report(changed=("index.html",)))
        assert build("fail") == Outcome(failure="content/site.toml:1: error: cannot be built")
        assert build("bug").bug.rstrip().endswith("ZeroDivisionError: bug")
        assert "The process that builds ended" in build("die").failure
        assert build("two").report
    finally:
        builds.kill()
    assert (out / "index.html").read_text() == "two"
    assert builds.build().failure


def test_a_fault_of_the_preview_itself_ends_it_and_is_raised(site: Path) -> None:
    def tell(_: Outcome, __: float) -> None:
        raise ZeroDivisionError("told")

    listener = Listener("127.0.0.1", 0)
    with pytest.raises(ZeroDivisionError, match="told"):
        run_preview(site, listener, builder=copy_title, tell=tell)
    listener.close()


def served_by(running: Command) -> Served:
    """The server of the command, to be asked."""
    return Served(port=running.port, board=None)  # type: ignore[arg-type]


def test_the_command_serves_follows_and_cleans_up(site: Path) -> None:
    edit(site / "content/site.toml", "\n", '\nbase_url = "https://example.org/repo/"\n')
    with command(site, "--port", "0") as running:
        assert running.url == f"http://127.0.0.1:{running.port}/repo/"
        server = served_by(running)
        running.wait_for(r"Built in \d+\.\d s: \d+ files changed\.\n")
        assert b"reopened the pier of Springfield-on-Sea on Friday" in server.ask(f"/repo/{PAGE}").body
        stream = Stream(running.port)
        stream.next()

        edit(site / ARTICLE, "on Friday", "on Monday")
        running.wait_for(r"Built in", times=2)
        assert b"reopened the pier of Springfield-on-Sea on Monday" in server.ask(f"/repo/{PAGE}").body

        edit(site / ARTICLE, "title: Pier", "titel: Pier")
        running.wait_for(r"content/stories/pier/outlet-a\.md:3:1: error: .*titel")
        running.wait_for(r"Not built; the last good site is still served\.")
        assert b"on Monday" in server.ask(f"/repo/{PAGE}").body
        while not (heard := stream.next())["mistakes"]:
            pass
        assert heard["mistakes"][0]["place"] == "content/stories/pier/outlet-a.md:3:1"

        edit(site / ARTICLE, "titel: Pier", "title: Quay")
        running.wait_for(r"Built in", times=3)
        assert b"Quay reopens" in server.ask(f"/repo/{PAGE}").body

        (site / "content/stories/pier").rename(site / "content/stories/quay")
        running.wait_for(r"Built in", times=4)
        assert server.ask(f"/repo/{PAGE}").status == 404
        assert server.ask("/repo/stories/quay/").status == 200

        assert running.leftovers()
        assert running.end() == 130
        assert not running.leftovers()
        stream.close()
    assert not (site / "public").exists()
    assert running.told.endswith("Interrupted.\n")


def test_ctrl_c_ends_at_once_whatever_goes_on(site: Path) -> None:
    """Streams are open, and a build would take for ever."""
    long = "{% for i in range(10 ** 4) %}{% for j in range(10 ** 4) %}{% endfor %}{% endfor %}"
    write_site(site, f"-- templates/404.html --\n{long}\n")
    with command(site, "--port", "0") as running:
        streams = [Stream(running.port) for _ in range(3)]
        while not streams[0].next()["building"]:
            pass
        started = time.monotonic()
        assert running.end() == 130
        assert time.monotonic() - started < 10  # about 0.3 on a quiet machine
        assert not running.leftovers()
        for stream in streams:
            stream.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_other_ways_to_end_clean_up_too(site: Path, number: int) -> None:
    with command(site, "--port", "0") as running:
        running.wait_for("Built in")
        assert running.end(number) == 128 + number
        assert not running.leftovers()


def test_a_site_that_cannot_be_built_is_waited_for(site: Path) -> None:
    edit(site / ARTICLE, "title: Pier", "titel: Pier")
    with command(site, "--port", "0") as running:
        running.wait_for("Not built")
        server = served_by(running)
        assert server.ask("/").status == 503
        shutil.rmtree(site / "content")
        running.wait_for(r"content: error: there is no folder `content`")
        write_site(site, SMALL_SITE)
        running.wait_for("Built in")
        assert server.ask("/").status == 200


def test_fifty_saves_end_in_the_last_state(site: Path) -> None:
    with command(site, "--port", "0") as running:
        running.wait_for("Built in")
        pace = threading.Event()
        for n in range(50):
            edit(site / ARTICLE, f"{40_000 + n:,} crowns", f"{40_001 + n:,} crowns")
            pace.wait(0.1)
        last = b"40,050"
        wait_until(lambda: last in served_by(running).ask(f"/{PAGE}").body, "the last state")
        n_builds = running.wait_for(r"(?s).*").group().count("Built in")
        assert n_builds <= 51


def test_another_preview_takes_the_next_port(site: Path) -> None:
    with command(site, "--port", "0") as first, command(site, "--port", str(first.port)) as second:
        assert second.port > first.port
        second.wait_for(rf"Port {first.port} is taken, so this is port {second.port}\.")


def test_an_open_address_is_warned_of(site: Path) -> None:
    with command(site, "--port", "0", "--host", "0.0.0.0") as running:  # noqa: S104 - for a moment, in a test
        running.wait_for(r"Warning: 0\.0\.0\.0 is not private\.")
        assert running.url.startswith("http://127.0.0.1:")
        assert served_by(running).ask("/", host="evil.invalid").status == 421


def test_other_commands_load_no_server(site: Path) -> None:
    code = (
        "import sys; from sitegen.cli import main; code = main(sys.argv[1:]);"
        " sys.exit(code or ' '.join({'starlette', 'uvicorn', 'watchfiles', 'anyio'} & sys.modules.keys()) or 0)"
    )
    for arguments in (["--help"], ["serve", "--help"], ["build"]):
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-c", code, *arguments],
            cwd=site,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert (done.returncode, done.stderr) == (0, "")
