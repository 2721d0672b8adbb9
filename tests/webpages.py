"""The pages of a built site as files, as addresses on a server, and as the checkers of tests/browser see them.

Deliberately contains no test and no opinion on what is good enough, except the words a failure is shown in.
"""

import gzip
import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple, TypedDict
from urllib.parse import urljoin, urlsplit

SCRIPTS = Path(__file__).parent / "browser"
NODE = shutil.which("node")
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))), None
)


def missing_for_node() -> str:
    """What to install before the Node scripts can run; empty where they can."""
    if not NODE:
        return "Node is missing: install 20.19 or later from https://nodejs.org, then run `make test`"
    if not (SCRIPTS / "node_modules" / ".package-lock.json").is_file():
        return "the Node tools are missing: run `npm --prefix tests/browser ci` with Node 20.19 or later"
    return ""


def missing_for_browser() -> str:
    """What to install before the browser scripts can run; empty where they can."""
    return missing_for_node() or ("" if CHROMIUM else "Chromium is missing: run `sudo apt-get install chromium`")


class Finding(TypedDict):
    """Something wrong in one state of one page."""

    page: str
    check: str
    where: str
    element: str
    detail: str


class Report(TypedDict):
    """What a script of tests/browser prints."""

    checked: int
    findings: list[Finding]


class Budget(NamedTuple):
    """The most that a page may weigh, in bytes as sent with gzip; `elements` is a count."""

    html: int = 60_000
    css: int = 12_000
    js: int = 8_000
    media: int = 0
    elements: int = 2_500


def page_kind(address: str) -> str:
    """The address with names of stories, claims, pairs, articles, outlets, concepts and letters replaced by a star."""
    return re.sub(r"\b(stories|claims|compare|read|outlets|glossary|search)/[^/]+/(?:\d+/)?", r"\1/*/", address)


def addresses(site: Path) -> list[str]:
    """Every page of a built site, as a link from its root would spell it."""
    return sorted(
        re.sub(r"(^|/)index\.html$", r"\1", page.relative_to(site).as_posix()) for page in site.rglob("*.html")
    )


def file_of(site: Path, address: str) -> Path:
    """The file that a server sends for an address."""
    return site / address / "index.html" if address.endswith("/") or not address else site / address


def representatives(site: Path) -> list[str]:
    """The longest and the shortest page of every kind: the two most unlike each other that can be had cheaply."""
    kinds: dict[str, list[str]] = {}
    for address in addresses(site):
        kinds.setdefault(page_kind(address), []).append(address)
    chosen = set()
    for pages in kinds.values():
        pages.sort(key=lambda address: (file_of(site, address).stat().st_size, address))
        chosen |= {pages[0], pages[-1]}
    return sorted(chosen)


class Handler(SimpleHTTPRequestHandler):
    """Files of a folder under a base path, without a log."""

    def __init__(self, *args: Any, base_path: str, directory: str) -> None:  # noqa: ANN401 - passed on unread
        """Keep the base path; the request is answered by the class above."""
        self.base_path = base_path
        super().__init__(*args, directory=directory)

    def translate_path(self, path: str) -> str:
        """The file for a request; outside the base path there is none."""
        if not path.startswith(self.base_path):
            return str(Path(self.directory) / "outside the base path")
        return super().translate_path("/" + path.removeprefix(self.base_path))

    def log_message(self, *args: object) -> None:
        """Nothing: a test shows what it found, not what it asked for."""


@contextmanager
def serve(folder: Path, base_path: str = "/") -> Iterator[str]:
    """The address under which a folder is served on this machine while the block runs."""
    handler = partial(Handler, base_path=base_path, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{base_path}"
        finally:
            server.shutdown()
            thread.join()


def run_script(script: str, base: str, pages: list[str], widths: tuple[int, ...]) -> Report:
    """What a script of tests/browser says about some pages of a served site in windows of some widths."""
    done = subprocess.run(
        [str(NODE), script, "--widths", ",".join(map(str, widths)), base, *pages],
        cwd=SCRIPTS,
        env={**os.environ, "CHROMIUM": str(CHROMIUM)},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, f"{script} crashed:\n{done.stderr}"
    report: Report = json.loads(done.stdout)
    return report


def validate_markup(folder: Path) -> list[Finding]:
    """What html-validate says about all pages of a folder."""
    pages = [str(page) for page in sorted(folder.rglob("*.html"))]
    command = [
        str(NODE),
        "node_modules/html-validate/bin/html-validate.mjs",
        "--config=.htmlvalidate.json",
        "-f",
        "json",
    ]
    done = subprocess.run([*command, *pages], cwd=SCRIPTS, capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout.startswith("["), f"html-validate crashed:\n{done.stdout}{done.stderr}"
    return [
        Finding(
            page=Path(result["filePath"]).relative_to(folder).as_posix(),
            check="markup",
            where=f"line {message['line']}:{message['column']}",
            element=message.get("selector") or "",
            detail=f"{message['ruleId']}: {message['message']}",
        )
        for result in json.loads(done.stdout)
        for message in result["messages"]
    ]


def listing(findings: list[Finding], most: int = 40) -> str:
    """Page, state, element and fault, one a line; an element that is at fault in many states is told of once."""
    grouped: dict[tuple[str, str, str], list[Finding]] = {}
    for found in findings:
        rule = found["detail"].split(":")[0] if found["check"] in {"accessibility", "markup"} else found["check"]
        grouped.setdefault((found["page"], found["element"], rule), []).append(found)
    lines = [
        f"{first['page'] or '(home)'} | {first['where']}{f' and {len(rest)} more' if rest else ''} | "
        f"{first['element']} | {first['detail']}"
        for first, *rest in grouped.values()
    ]
    more = [f"... and {len(lines) - most} more"] if len(lines) > most else []
    return "\n".join([f"{len(findings)} findings:", *lines[:most], *more])


class Weigher(HTMLParser):
    """Counts the elements of a page and collects what a browser fetches for it."""

    def __init__(self) -> None:
        """Start at nothing."""
        super().__init__()
        self.elements = 0
        self.fetched: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count one element; keep the kind and address of what it fetches."""
        self.elements += 1
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and "stylesheet" in given.get("rel", "").split():
            self.fetched.append(("css", given["href"]))
        elif tag == "script" and "src" in given:
            self.fetched.append(("js", given["src"]))
        elif tag in {"img", "source", "video", "audio", "iframe", "embed"}:
            self.fetched += [("media", given[name]) for name in ("src", "srcset") if name in given]


def weigh(site: Path, address: str, base_path: str = "/") -> Budget:
    """What a page and all that it fetches weigh. Inlined `data:` pictures are part of their file's weight."""
    content = file_of(site, address).read_bytes()
    weigher = Weigher()
    weigher.feed(content.decode())
    weights = {"css": 0, "js": 0, "media": 0}
    for kind, link in weigher.fetched:
        if not link.startswith("data:"):
            target = urlsplit(urljoin(f"{base_path}{address}", link)).path.removeprefix(base_path)
            weights[kind] += len(gzip.compress((site / target).read_bytes()))
    return Budget(html=len(gzip.compress(content)), elements=weigher.elements, **weights)
