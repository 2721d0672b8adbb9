"""A web server on loopback that answers what a test tells it to, and notes what it was asked."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from msgspec import Struct, field

ARTICLE = """<!DOCTYPE html><html lang="en"><head><title>{title} - Springfield Post</title>
<meta property="og:site_name" content="Springfield Post"><meta property="article:published_time" content="2031-05-03">
</head><body><h1>{title}</h1>
<p>The pier of Springfield-on-Sea was opened again on Saturday, three days after a storm had closed it.</p>
<p>Eleven planks had been torn from the deck, and two lamp posts were bent, the harbour office said.</p>
<p>The repairs cost 2.4 million crowns, of which the province pays half; the * and the _ are not for sale.</p>
</body></html>"""


class Answer(Struct, frozen=True, kw_only=True):
    """What the server says at one path."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    length: int | None = None
    """The length that is announced; the true one where None."""


class Site(Struct, kw_only=True):
    """A running server."""

    url: str
    answers: dict[str, Answer] = field(default_factory=dict)
    """By path; any other path is not found."""
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)


@contextmanager
def serving() -> Iterator[Site]:
    """A server for the time of the block."""
    site = Site(url="")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.agents.append(self.headers["User-Agent"])
            answer = site.answers.get(self.path, Answer(status=404))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body) if answer.length is None else answer.length))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Nothing: what was asked is noted above."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
