"""What the command line shows to a terminal, to a pipe and to nobody, and how it is interrupted."""

import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from sites import SMALL_SITE, write_site

from sitegen import __version__

ROOT = Path(__file__).parent.parent
SITEGEN = [sys.executable, "-m", "sitegen"]
_PLAIN = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "FORCE_COLOR", "TERM"}}
ENVIRONMENT = {**_PLAIN, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site."""
    return write_site(tmp_path, SMALL_SITE)


def run(site: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, in the folder of the site."""
    return subprocess.run(  # noqa: S603 - our own command
        [*SITEGEN, *arguments],
        cwd=site,
        env={**ENVIRONMENT, **environment},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


def start_on_terminal(site: Path, *arguments: str, **environment: str) -> tuple[int, "subprocess.Popen[bytes]"]:
    """The command with a terminal as its only door, and our end of that terminal."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*SITEGEN, *arguments],
        cwd=site,
        env={**ENVIRONMENT, "TERM": "xterm", **environment},
        stdin=follower,
        stdout=follower,
        stderr=follower,
        # whoever runs these tests in the background has Ctrl-C ignored, and children inherit that
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    )
    os.close(follower)
    return leader, process


def read_to_end(leader: int, told: bytes = b"") -> bytes:
    """`told` and everything that comes until the command closes the terminal."""
    with suppress(OSError):  # how Linux says that the other side is closed
        while part := os.read(leader, 4096):
            told += part
    os.close(leader)
    return told


def on_terminal(site: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Exit code and all output of the command as a terminal gets it."""
    leader, process = start_on_terminal(site, *arguments, **environment)
    told = read_to_end(leader).decode()
    return process.wait(60), told


def test_a_terminal_sees_progress_and_then_a_clean_line(site: Path) -> None:
    code, told = on_terminal(site, "build")
    assert code == 0
    assert "comparing pier (1 of 1) ..." in told
    assert told.split("\r\x1b[K")[-1].startswith("Built 1 story")


def test_colour_is_for_terminals_that_want_it(site: Path) -> None:
    (site / "content/site.toml").write_text('titel = "x"\n')
    assert "\x1b[31m" in on_terminal(site, "build")[1]
    assert "\x1b[31m" not in on_terminal(site, "build", NO_COLOR="1")[1]
    assert "\x1b" not in on_terminal(site, "build", TERM="dumb")[1]
    piped = run(site, "build")
    assert (piped.returncode, "\x1b" in piped.stderr, "\r" in piped.stderr) == (2, False, False)


def test_a_pipe_sees_the_summary_alone(site: Path) -> None:
    done = run(site, "build")
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 3)


@pytest.mark.parametrize(("arguments", "code"), [(["build"], 0), (["build", "--root", "nowhere"], 2)])
def test_a_reader_that_goes_away_is_no_failure(site: Path, arguments: list[str], code: int) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*SITEGEN, *arguments],
        cwd=site,
        env=ENVIRONMENT,
        stdout=writer if code == 0 else subprocess.PIPE,
        stderr=subprocess.PIPE if code == 0 else writer,
    )
    os.close(writer)
    told = process.communicate(timeout=60)
    assert (process.returncode, [part for part in told if part]) == (code, [])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_disk_behind_standard_output_is_told(site: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(  # noqa: S603 - our own command
            [*SITEGEN, "build"],
            cwd=site,
            env=ENVIRONMENT,
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("The result cannot be written to standard output: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["build"], ["review", "pier"]])
def test_closed_streams_are_no_failure(site: Path, arguments: list[str]) -> None:
    closing = 'exec "$@" >&- 2>&-'
    done = subprocess.run(  # noqa: S603 - our own command
        ["/bin/sh", "-c", closing, "sh", *SITEGEN, *arguments], cwd=site, env=ENVIRONMENT, check=False, timeout=120
    )
    assert done.returncode == 0


def test_ctrl_c_ends_a_real_build_quietly(site: Path) -> None:
    (site / "templates").mkdir()
    long = "{% for i in range(10 ** 4) %}{% for j in range(10 ** 4) %}{% endfor %}{% endfor %}"
    (site / "templates/404.html").write_text(long)
    leader, process = start_on_terminal(site, "build")
    told = b""
    while b"laying out the other pages" not in told:
        told += os.read(leader, 4096)
    process.send_signal(signal.SIGINT)
    told = read_to_end(leader, told)
    assert (process.wait(60), told.decode().split("\r\x1b[K")[-1].strip()) == (130, "Interrupted.")
    assert not (site / "public").exists()


def test_the_package_runs_as_a_module(site: Path) -> None:
    assert run(site, "--version").stdout == f"sitegen {__version__}\n"
