"""`sitegen serve` as a person runs it: what it prints and serves, what it survives, and how it ends."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from previews import ROOT, Command, Served, Stream, command, edit, wait_until
from sites import SMALL_SITE, write_site

from sitegen.serve.place import preview_folder

ARTICLE = "content/stories/pier/outlet-a.md"
PAGE = "stories/pier/read/outlet-a/"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site, in a folder that has room for temporary ones beside it."""
    return write_site(tmp_path / "site", SMALL_SITE)


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

        assert running.end() == 130
        stream.close()
    assert not (site / "public").exists()
    with preview_folder(site) as folder:
        assert folder == site / ".sitegen/preview", "nobody holds it any more"
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
        for stream in streams:
            stream.close()


def test_a_killed_preview_takes_its_builds_along(site: Path) -> None:
    """Its output ends only when the last of its processes has gone."""
    shutil.copytree(site / "content/stories/pier", site / "content/stories/quay")
    long = "{% for i in range(10 ** 4) %}{% for j in range(10 ** 4) %}{% endfor %}{% endfor %}"
    write_site(site, f"-- templates/404.html --\n{long}\n")
    with command(site, "--port", "0", "--jobs", "2") as running:
        stream = Stream(running.port)
        while not stream.next()["building"]:
            pass
        running.end(signal.SIGKILL)
        stream.close()


def test_a_browser_is_opened_when_asked_for_and_not_waited_for(site: Path, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    script = f'echo "$1" > {tmp_path}/asked; mv {tmp_path}/asked {tmp_path}/opened; exec sleep 60 >/dev/null 2>&1'
    browser.write_text(f"#!/bin/sh\n{script}\n")
    browser.chmod(0o755)
    with command(site, "--port", "0", "--open", BROWSER=str(browser)) as running:
        wait_until((tmp_path / "opened").exists, "the browser")
        assert (tmp_path / "opened").read_text().strip() == running.url
        running.wait_for("Built in")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_other_ways_to_end_clean_up_too(site: Path, number: int) -> None:
    with command(site, "--port", "0") as running:
        running.wait_for("Built in")
        assert running.end(number) == 128 + number


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
