"""A preview under test: its server in a thread, requests as raw bytes, and the whole command in a process.

Deliberately contains no assertion. Nothing here sleeps to be in time: what is waited for is a condition with a bound.
"""

import json
import os
import re
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

from sitegen.serve.board import Board
from sitegen.serve.listen import Listener

ROOT = Path(__file__).parent.parent
PATIENCE = 60
"""Seconds after which a condition is given up; the machine may be busy with other tests."""

T = TypeVar("T")


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    headers: dict[str, str]
    """By name in lower case."""
    body: bytes


class Served(NamedTuple):
    """A server in a thread."""

    port: int
    board: Board

    def ask(self, target: str, *, host: str = "localhost", method: str = "GET", extra: str = "") -> Answer:
        """The answer to one request, sent as it is written here."""
        raw = f"{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{extra}\r\n"
        return read_answer(self.ask_raw(raw.encode("utf-8", "surrogateescape")))

    def ask_raw(self, raw: bytes) -> bytes:
        """All that comes back for some bytes, until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as door:
            door.sendall(raw)
            return b"".join(iter(lambda: door.recv(65536), b""))


def read_answer(raw: bytes) -> Answer:
    """The parts of an answer."""
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return Answer(status=int(first.split()[1]), headers=headers, body=body)


@contextmanager
def served(folder: Path, base: str = "/repo/", *, built: bool = True) -> Iterator[Served]:
    """The server of the preview over a folder while the block runs, as after one build."""
    listener, board = Listener("127.0.0.1", 0), Board(base)
    if built:
        board.announce_site(base, ["index.html"])
    thread = threading.Thread(target=listener.serve, args=(folder, board))
    thread.start()
    try:
        yield Served(port=listener.port, board=board)
    finally:
        board.close()
        listener.stop()
        thread.join()
        listener.close()


class Command:
    """`sitegen serve` in a process of its own, what it printed so far and where it serves."""

    def __init__(self, site: Path, *arguments: str, **environment: str) -> None:
        """Start it, and wait for its first line."""
        self._temporary = site.parent
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "sitegen", "serve", *arguments],
            cwd=site,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(self._temporary), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # whoever runs these tests in the background has Ctrl-C ignored, and children inherit that
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
        )
        self.told = ""
        found = self.wait_for(r"Preview at (http://\S+:(\d+)/\S*) ")
        self.url, self.port = found[1], int(found[2])

    def wait_for(self, pattern: str, times: int = 1) -> re.Match[str]:
        """The last of `times` matches of a pattern in all that was printed, once there are so many."""
        stream = self.process.stdout
        assert stream is not None
        with selectors.DefaultSelector() as ready:
            ready.register(stream, selectors.EVENT_READ)
            until = time.monotonic() + PATIENCE
            while len(found := list(re.finditer(pattern, self.told))) < times:
                left = until - time.monotonic()
                part = os.read(stream.fileno(), 65536) if left > 0 and ready.select(left) else b""
                assert part, f"never printed {pattern}:\n{self.told}"
                self.told += part.decode()
        return found[times - 1]

    def end(self, number: int = signal.SIGINT) -> int:
        """Its exit code after a signal; `told` then holds all that it printed."""
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=PATIENCE)
        self.told += rest.decode()
        return self.process.returncode

    def temporary(self) -> list[Path]:
        """The temporary folders of previews that are there."""
        return list(self._temporary.glob("sitegen-preview-*"))


@contextmanager
def command(site: Path, *arguments: str, **environment: str) -> Iterator[Command]:
    """`sitegen serve` over a site while the block runs."""
    running = Command(site, *arguments, **environment)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.process.kill()
        with suppress(ValueError):
            running.process.communicate(timeout=PATIENCE)


def edit(path: Path, before: str, after: str) -> None:
    """Replace some text of a file, in one step as editors do."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    aside = path.with_name(path.name + ".tmp")
    aside.write_text(text.replace(before, after), encoding="utf-8")
    aside.replace(path)


def wait_until(condition: Callable[[], T], what: str) -> T:
    """The first true value of a condition; fails with `what` after PATIENCE."""
    until = time.monotonic() + PATIENCE
    pause = threading.Event()
    while not (value := condition()):
        assert time.monotonic() < until, f"never came: {what}"
        pause.wait(0.02)
    return value


class Stream:
    """An open stream of events, read as a browser does."""

    def __init__(self, port: int, since: str = "", extra: str = "", page: str = "/") -> None:
        """Connect and send the request; `page` is the path of the page that listens."""
        self._door = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        target = f"/__sitegen__/events?since={since}&page={quote(page, safe='')}"
        self._door.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n{extra}\r\n".encode())
        self._lines = self._door.makefile("rb")
        self.head = b"".join(iter(self._lines.readline, b"\r\n")).decode()

    def next(self) -> dict[str, Any]:
        """The data of the next event."""
        for line in self._lines:
            if line.startswith(b"data: "):
                data: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
                return data
        message = "the stream ended"
        raise EOFError(message)

    def close(self) -> None:
        """Vanish without a word."""
        self._lines.close()
        self._door.close()
