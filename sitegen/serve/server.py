"""The HTTP of the preview: the files of one folder under the path of the site, and a stream of news for open pages.

The script that listens to that stream is put into pages as they are sent; no file has it. Nothing outside the folder is
read, no folder is listed, nothing is kept by a browser, and who asks under another machine's name is turned away: such
a request comes from a page elsewhere whose name was made to point here (DNS rebinding). Deliberately knows nothing of
what a site is made from, and never builds.
"""

import asyncio
import ipaddress
import json
import re
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote, unquote

from msgspec import to_builtins
from msgspec.structs import replace
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sitegen.serve.board import Board, Snapshot

RESERVED = "/__sitegen__/"
"""Where the script and the stream are; no id of a story begins with an underscore."""

HEARTBEAT = 15
"""Seconds after which a silent stream says something, so that a client that vanished is noticed."""

_SCRIPT = f"{RESERVED}preview.js"
_EVENTS = f"{RESERVED}events"

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""What the system thinks of an ending differs from machine to machine, and browsers are told not to guess."""

_SAFETY = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
)
_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(?::\d{1,5})?", re.ASCII)
_UNFIT = re.compile(r"[\x00-\x1f\x7f\\:]")


def make_app(folder: Path, board: Board, is_ours: Callable[[str], bool]) -> ASGIApp:
    """The server of `folder`; `is_ours` says whether a Host header names this machine."""
    script = files("sitegen.serve").joinpath("preview.js").read_bytes()
    waiting = files("sitegen.serve").joinpath("waiting.html").read_bytes()

    def send_script(_: Request) -> Response:
        return Response(script, media_type=_TYPES[".js"])

    def send_events(request: Request) -> Response:
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        since = request.headers.get("last-event-id") or request.query_params.get("since", "")
        page = _file_name(unquote(request.query_params.get("page", "")).removeprefix(unquote(board.now.base)))
        return StreamingResponse(_news(board, since, page), media_type="text/event-stream")

    def send_file(request: Request) -> Response:
        now = board.now  # before the file is read: a page may be newer than it says, never older
        path, base = str(request.scope["path"]), unquote(now.base)
        if not path.startswith(base):
            return _moved(now.base) if path in {"/", base[:-1]} else _missing(folder, now)
        address = path.removeprefix(base)
        if (content := board.ahead(_file_name(address))) is not None:
            return _file(content, ".html", now)
        if (file := find_file(folder, address)) and (content := _read(file)) is not None:
            return _file(content, file.suffix, now)
        if address and find_file(folder, f"{address}/"):
            return _moved(f"{now.base}{quote(address)}/")
        if not now.has_site and (not address or address.endswith(("/", ".html"))):
            return _file(waiting, ".html", replace(now, run=""), 503)  # of no run, so that any site takes its place
        return _missing(folder, now)

    app = Starlette(
        routes=[Route(_SCRIPT, send_script), Route(_EVENTS, send_events), Route("/{path:path}", send_file)],
    )
    return _guarded(app, is_ours)


def find_file(folder: Path, address: str) -> Path | None:
    """The file that a decoded address below the site's path names; None where there is none inside `folder`.

    An address that ends in `/`, or an empty one, names the `index.html` of a folder.
    """
    parts = _file_name(address).split("/")
    if any(not part or part.startswith(".") or _UNFIT.search(part) for part in parts):
        return None
    try:
        real = folder.joinpath(*parts).resolve(strict=True)
        inside = real.is_relative_to(folder.resolve(strict=True))
        return real if inside and real.is_file() else None
    except (OSError, ValueError, RuntimeError):  # no such file, a name no system takes, a loop of links
        return None


def _file_name(address: str) -> str:
    """As `urls.file_of`, of a decoded address, in which a `#` is no fragment but part of a name."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def host_check(bound: str, asked: str) -> Callable[[str], bool]:
    """Whether a Host header names this machine, whose server is bound to the address `bound` as `asked` for.

    A server on the loopback answers to its few names. One that the network reaches also answers to any address in
    figures, which no foreign name can be, and to the machine's own name.
    """
    names = {"localhost", "127.0.0.1", "::1", bound.lower(), asked.lower()}
    is_open = not is_loopback(bound)
    if is_open:
        own = socket.gethostname().lower()
        names |= {own, f"{own}.local"}

    def is_ours(host: str) -> bool:
        found = _HOST.fullmatch(host)
        if not found:
            return False
        name = found["name"].lower().strip("[]")
        return name in names or (is_open and _is_address(name))

    return is_ours


def is_loopback(address: str) -> bool:
    """Whether an address in figures reaches this machine alone."""
    return _is_address(address) and ipaddress.ip_address(address).is_loopback


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:  # a build has just removed it
        return None


def _file(content: bytes, suffix: str, now: Snapshot, status: int = 200) -> Response:
    if suffix == ".html":
        content = _with_script(content, now)
    return Response(content, status, media_type=_TYPES.get(suffix, "application/octet-stream"))


def _with_script(page: bytes, now: Snapshot) -> bytes:
    """The page with the preview's script at the end of its body, which knows what it was served as."""
    tag = f'<script src="{_SCRIPT}" data-epoch="{now.epoch}" data-base="{escape(now.base)}" defer></script>\n'.encode()
    at = page.rfind(b"</body>")
    return page[:at] + tag + page[at:] if at >= 0 else page + tag


def _moved(path: str) -> Response:
    return Response(status_code=307, headers={"location": path})


def _missing(folder: Path, now: Snapshot) -> Response:
    page = find_file(folder, "404.html")
    content = page and _read(page)
    return _file(content, ".html", now, 404) if content else PlainTextResponse("Nothing is here.\n", 404)


async def _news(board: Board, since: str, page: str) -> AsyncIterator[str]:
    """Server-sent events: the snapshot at once and whenever it changes; `changed` counts from what the client has.

    A page of an earlier run keeps what it has until there is a site to take its place. `page` is the file it is of.
    """
    told = None
    with board.waiting(page) as woken:
        yield "retry: 500\n\n"
        while not board.closed:
            woken.clear()
            now = board.now
            if now is not told:
                told = now
                if now.has_site or board.is_of_this_run(since):
                    yield _event(now, sorted(board.kinds_since(since, page)), now.epoch)
                    since = now.epoch
                else:
                    yield _event(now, (), since)
            try:
                await asyncio.wait_for(woken.wait(), HEARTBEAT)
            except TimeoutError:
                yield ": still here\n\n"


def _event(now: Snapshot, changed: Sequence[str], epoch: str) -> str:
    data = {
        "epoch": epoch,
        "base": now.base,
        "changed": changed,
        "building": now.building,
        "mistakes": to_builtins(now.mistakes),
    }
    # what a browser that lost the stream says it has; only ever our own words, for a line break would be another event
    name = f"id: {epoch}\n" if epoch == now.epoch else ""
    return f"{name}data: {json.dumps(data)}\n\n"


def _guarded(app: ASGIApp, is_ours: Callable[[str], bool]) -> ASGIApp:
    """`app` behind the check of the Host header, with the headers of safety on every answer."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *_SAFETY]}
            await send(message)

        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) == 1 and is_ours(hosts[0]):
            await app(scope, receive, send_safely)
        else:
            refusal = PlainTextResponse("This preview answers to the name of its own machine alone.\n", 421)
            await refusal(scope, receive, send_safely)

    return guarded
