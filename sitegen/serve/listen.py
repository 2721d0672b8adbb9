"""The socket of the preview and the loop that answers on it.

Deliberately contains no signals: whoever runs the loop ends it with `stop`.
"""

import asyncio
import errno
import os
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from sitegen.problems import SitegenError
from sitegen.serve.board import Board
from sitegen.serve.server import host_check, is_loopback, make_app

_MOST_TRIES = 100
"""Ports looked at for a free one."""

_LAST_PORT = 65_535
_TAKEN = (errno.EADDRINUSE, getattr(errno, "WSAEACCES", errno.EADDRINUSE))


class Listener:
    """A listening socket: connections wait from the moment it is made, and are answered while `serve` runs."""

    def __init__(self, host: str, port: int) -> None:
        """Listen on `port` of `host` or the next one that is free; port 0 is any. Raises SitegenError where none is."""
        self._asked = host
        self._socket = _listen(host, port)
        self.address: str = self._socket.getsockname()[0]
        """In figures."""
        self.port: int = self._socket.getsockname()[1]
        self.is_local = is_loopback(self.address)
        """Whether only this machine reaches it."""
        self._server: _Server | None = None
        self._stopped = False

    @property
    def url(self) -> str:
        """The address for a browser on this machine, without a slash at its end."""
        name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.address, self.address)  # noqa: S104 - not bound to
        return f"http://{f'[{name}]' if ':' in name else name}:{self.port}"

    def serve(self, folder: Path, board: Board) -> None:
        """Serve `folder` until `stop` is called; open streams end with the board."""
        config = uvicorn.Config(
            make_app(folder, board, host_check(self.address, self._asked)),
            access_log=False,
            date_header=False,
            http="h11",
            lifespan="off",
            log_config=None,
            log_level="error",
            loop="asyncio",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=1,
            ws="none",
        )
        self._server = _Server(config)
        if not self._stopped:
            asyncio.run(self._server.serve(sockets=[self._socket]))

    def stop(self) -> None:
        """Have `serve` return; for any thread and for signal handlers."""
        self._stopped = True
        if self._server:
            self._server.should_exit = True

    def close(self) -> None:
        """Let go of the port."""
        self._socket.close()


class _Server(uvicorn.Server):
    """A server that leaves the signals to others."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def open_browser(url: str, complain: Callable[[str], None]) -> None:
    """Open an address in the user's browser; some browsers come back only when they end, so nobody waits for it."""

    def work() -> None:
        if not webbrowser.open(url):
            complain("No browser could be opened.")

    threading.Thread(target=work, daemon=True).start()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise SitegenError(f"--host {host}: there is no such address on this machine.") from error
    last = min(port + _MOST_TRIES, _LAST_PORT + 1) if port else 1
    for candidate in range(port, last):
        try:
            return _bound(family, (address[0], candidate, *address[2:]))
        except OSError as error:
            if error.errno in _TAKEN:
                continue
            reason = (error.strerror or str(error)).lower()
            raise SitegenError(f"--host {host} --port {candidate}: cannot listen there: {reason}.") from error
    raise SitegenError(f"--port {port}: it and all ports up to {last - 1} are taken. Choose another one.")


def _bound(family: int, address: tuple[object, ...]) -> socket.socket:
    door = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere the option would let two servers share a port
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(address)
        door.listen(128)
    except OSError:
        door.close()
        raise
    return door
