"""A page from the web, politely: one at a time, under sitegen's name, as the site's robots.txt allows.

At most one request a second goes to a host, or what its robots.txt asks for; a page may take a minute, five redirects
and five megabytes; nothing is tried twice. Every failure is one Problem that says what to do. Deliberately contains no
cookies, no log-in, no scripts and no disguise.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from msgspec import Struct
from protego import Protego
from urllib3 import exceptions
from urllib3.response import BaseHTTPResponse

from sitegen import __version__
from sitegen.ingest.placing import fail
from sitegen.ingest.visits import ROBOT, Rules, Visits, be_polite, site_of

USER_AGENT = f"sitegen/{__version__} (sitegen-compare; fetches single articles for a person who compares them)"
MOST_BYTES = 5_000_000
_ROBOTS_BYTES = 500_000
_MOST_REDIRECTS = 5
_HTML = re.compile(r"text/html|application/xhtml\+xml|^$", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_SAVE_IT = "Open it in a browser, save it as HTML and import the file."
_STATUS = {
    401: ("the site asks for a log-in (401)", _SAVE_IT),
    402: ("the site asks for a payment (402)", _SAVE_IT),
    403: ("the site refuses to show the page to programs (403)", _SAVE_IT),
    404: ("there is no such page (404)", "Check the address."),
    410: ("the page is gone (410)", "Look for a copy in a web archive and import that address."),
    429: ("the site asks for fewer requests (429)", "Try again later."),
    451: ("the page is withheld for legal reasons (451)", _SAVE_IT),
}


class Fetched(Struct, frozen=True, kw_only=True):
    """A page as a server gave it."""

    data: bytes
    url: str
    """The address at which it was found in the end."""
    charset: str | None
    """The encoding that the server declared."""


def fetch(url: str, visits: Visits) -> Fetched:
    """The page at an http or https address.

    Raises ContentError with one Problem for whatever goes wrong, under the address that was asked for.
    """
    address = _checked(url, url)
    deadline = time.monotonic() + visits.patience
    for _ in range(_MOST_REDIRECTS + 1):
        _ask_robots(address, url, visits, deadline)
        with _asked(address, url, visits, deadline) as response:
            target = _target(response, address, url)
            if target is None:
                return _page(response, address, url, deadline)
        address = target
    return fail(url, f"the site redirects more than {_MOST_REDIRECTS} times", _SAVE_IT)


def _page(response: BaseHTTPResponse, address: str, url: str, deadline: float) -> Fetched:
    """The page that an answer holds; ContentError where it holds none."""
    _check_status(response, url)
    kind = response.headers.get("content-type", "")
    if not _HTML.search(kind.partition(";")[0].strip()):
        fail(url, f"this is no web page but {kind[:60]}", "Copy its text into a .txt file and import that.")
    data = _body(response, MOST_BYTES, url, deadline)
    charset = _CHARSET.search(kind)
    return Fetched(data=data, url=address, charset=charset[1] if charset else None)


def _checked(address: str, url: str) -> str:
    """An address that can be asked for, in ASCII; ContentError for any other."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        fail(url, "this is no web address", "Check its spelling, for example https://outlet.example/article.")
    if parts.scheme not in {"http", "https"} or not host:
        fail(url, "only http and https addresses can be fetched", "Give the address that a browser shows.")
    if parts.username or parts.password:
        fail(url, "the address holds a name or password", "Take it out; it would end up in the article's file.")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
    shown = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, f"{shown}{port}", path, query, ""))


def _target(response: BaseHTTPResponse, address: str, url: str) -> str | None:
    """Where a redirect leads, None for any other answer."""
    to = response.headers.get("location")
    return redirected(address, to, url) if response.status in {301, 302, 303, 307, 308} and to else None


def redirected(address: str, to: str, url: str) -> str:
    """The address to which `address` redirects by `to`; `url` is the one that a person gave.

    ContentError for none, and for one that leads from https to http, where a page could be tampered with.
    """
    try:
        target = urljoin(address, to)
    except ValueError:
        fail(url, "the site redirects to no web address", _SAVE_IT)
    if address.startswith("https:") and target.lower().startswith("http:"):
        fail(url, "the site redirects from https to http, which is not safe", _SAVE_IT)
    return _checked(target, url)


def _ask_robots(address: str, url: str, visits: Visits, deadline: float) -> None:
    """ContentError where the robots.txt of an address's host forbids it (RFC 9309)."""
    site = site_of(address)
    if site not in visits.robots:
        visits.robots[site] = _robots(site, url, visits, deadline)
    rules = visits.robots[site]
    if rules is None:
        fail(
            url, "the site's robots.txt cannot be read, so that nothing may be fetched", f"Try again later. {_SAVE_IT}"
        )
    if not rules.can_fetch(address, ROBOT):
        fail(url, "the site's robots.txt does not allow programs to fetch this page", _SAVE_IT)


def _robots(site: str, url: str, visits: Visits, deadline: float) -> Rules | None:
    """The rules of a host: none where it has no robots.txt, None where its server fails."""
    address = f"{site}/robots.txt"
    for _ in range(_MOST_REDIRECTS + 1):
        with _asked(address, url, visits, deadline) as response:
            target = _target(response, address, url)
            if target is not None:
                address = target
                continue
            if response.status >= 500:  # noqa: PLR2004 - the server's fault
                return None
            is_there = response.status == 200  # noqa: PLR2004 - found
            found = _body(response, _ROBOTS_BYTES, None, deadline) if is_there else b""
            return Protego.parse(found.decode("utf-8", errors="replace"))
    return Protego.parse("")


@contextmanager
def _asked(address: str, url: str, visits: Visits, deadline: float) -> Iterator[BaseHTTPResponse]:
    """The answer of a host, not yet read; it is asked no sooner than is polite."""
    be_polite(address, visits)
    left = max(0.1, deadline - time.monotonic())
    timeout = urllib3.Timeout(connect=min(10.0, left), read=min(20.0, left))
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
        "Accept-Encoding": "gzip, deflate",
    }
    with _pool(address) as pool:
        try:
            response = pool.request(
                "GET", address, headers=headers, timeout=timeout, retries=False, redirect=False, preload_content=False
            )
        except exceptions.HTTPError as error:
            _fail_to_reach(url, error)
        try:
            yield response
        finally:
            response.close()


def _pool(address: str) -> urllib3.PoolManager:
    """Connections to a host, through the proxy that the system names for it."""
    parts = urlsplit(address)
    proxy = None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)
    return urllib3.ProxyManager(proxy) if proxy else urllib3.PoolManager()


def _check_status(response: BaseHTTPResponse, url: str) -> None:
    status = response.status
    if status == 200:  # noqa: PLR2004 - found
        return
    message, hint = _STATUS.get(status, (f"the site answers with an error ({status})", _SAVE_IT))
    if status >= 500:  # noqa: PLR2004 - the server's fault
        message, hint = f"the site has a fault of its own ({status})", "Try again later."
    after = response.headers.get("retry-after", "")
    if status in {429, 503} and after.isdigit():
        hint = f"Try again in {after} seconds."
    fail(url, message, hint)


def _body(response: BaseHTTPResponse, most: int, url: str | None, deadline: float) -> bytes:
    """What a host sends, unpacked; too much of it is an error, or is cut where `url` is None."""
    chunks, n_bytes = [], 0
    try:
        # `read1` gives what has come, so that a host that sends a byte a second is seen to be slow.
        while chunk := response.read1(2**16, decode_content=True):
            chunks.append(chunk)
            n_bytes += len(chunk)
            if n_bytes > most:
                if url is None:
                    break
                fail(url, f"the page is larger than {most / 1e6:.0f} MB, which no article is", "Check the address.")
            if time.monotonic() > deadline:
                fail(url or "", "the site takes too long to send the page", "Try again later.")
    except exceptions.HTTPError as error:
        _fail_to_reach(url or "", error)
    return b"".join(chunks)[:most]


def _fail_to_reach(url: str, error: Exception) -> NoReturn:
    """ContentError that says in plain words why a host could not be read."""
    again = "Check the address and your connection, or try again later."
    cause: BaseException | None = error
    seen = []
    while cause is not None and cause not in seen:
        seen.append(cause)
        cause = getattr(cause, "original_error", None) or getattr(cause, "reason", None) or cause.__cause__
        cause = cause if isinstance(cause, BaseException) else None
    names = " ".join(f"{type(each).__name__} {each}" for each in seen)
    for pattern, message, hint in (
        (r"NameResolutionError|gaierror", "there is no such host", "Check the spelling of the address."),
        (
            r"CERTIFICATE_VERIFY|certificate verify|match",
            "the site's certificate is not valid, so that nobody knows whose page it is",
            _SAVE_IT,
        ),
        (r"SSL", "no secure connection to the site can be made", "Check whether its address begins with http."),
        (r"Timeout|timed out", "the site does not answer in time", "Try again later."),
        (r"refused", "the site refuses the connection", again),
        (
            r"Protocol|Incomplete|Decode|reset|BadStatusLine",
            "the site breaks off or sends nonsense",
            "Try again later.",
        ),
        (r"Proxy", "the proxy that your system names cannot be used", "Check HTTP_PROXY and HTTPS_PROXY."),
    ):
        if re.search(pattern, names):
            fail(url, message, hint)
    fail(url, "the site cannot be reached", again)
