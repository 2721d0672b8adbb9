"""Fetching a page: what is allowed, how often, how much, and what is said when it fails. Loopback only."""

import gzip
import socket
from collections.abc import Iterator

import pytest
from raw_texts import only_problem
from web_server import ARTICLE, Answer, Site, serving

from sitegen.ingest.fetch import MOST_BYTES, USER_AGENT, Fetched, fetch, redirected
from sitegen.ingest.visits import Visits
from sitegen.problems import ContentError

PAGE = ARTICLE.format(title="Pier reopens").encode()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server with one article, reached without a proxy."""
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    with serving() as running:
        running.answers["/a"] = Answer(body=PAGE)
        yield running


def _fetch(url: str, visits: Visits | None = None) -> Fetched:
    return fetch(url, visits or Visits(wait=lambda _: None))


def _told(url: str, visits: Visits | None = None) -> str:
    """What a person is told of an address that cannot be fetched."""
    with pytest.raises(ContentError) as error:
        _fetch(url, visits)
    problem = only_problem(error)
    assert problem.path == url
    assert problem.hint
    return str(problem)


def test_a_page_is_fetched_under_our_name_after_its_robots_txt(site: Site) -> None:
    assert _fetch(f"{site.url}/a#top").data == PAGE
    assert site.asked == ["/robots.txt", "/a"]
    assert set(site.agents) == {USER_AGENT}
    assert "sitegen" in USER_AGENT


def test_between_two_requests_to_a_host_there_is_a_pause_and_robots_txt_may_ask_for_more(site: Site) -> None:
    waits: list[float] = []
    visits = Visits(wait=waits.append)
    _fetch(f"{site.url}/a", visits)
    _fetch(f"{site.url}/a", visits)
    assert site.asked == ["/robots.txt", "/a", "/a"]
    assert [round(wait) for wait in waits] == [1, 1]
    site.answers["/robots.txt"] = Answer(body=b"User-agent: *\nCrawl-delay: 7", headers={"Content-Type": "text/plain"})
    waits.clear()
    _fetch(f"{site.url}/a", Visits(wait=waits.append))
    assert [round(wait) for wait in waits] == [7]


@pytest.mark.parametrize(
    ("rules", "is_allowed"),
    [
        (b"User-agent: *\nDisallow: /", False),
        (b"User-agent: sitegen\nDisallow: /a", False),
        (b"User-agent: *\nDisallow: /\nAllow: /a$", True),
        (b"User-agent: *\nDisallow: /*a", False),
        (b"User-agent: other\nDisallow: /", True),
        (b"<html>no robots here</html>", True),
        (b"\xff\xfe\x00", True),
    ],
)
def test_robots_txt_decides(rules: bytes, is_allowed: bool, site: Site) -> None:  # noqa: FBT001 - a case's answer
    site.answers["/robots.txt"] = Answer(body=rules, headers={"Content-Type": "text/plain"})
    if is_allowed:
        assert _fetch(f"{site.url}/a").data == PAGE
        return
    assert "robots.txt does not allow" in _told(f"{site.url}/a")
    assert "/a" not in site.asked


def test_a_robots_txt_that_the_server_cannot_give_forbids_everything(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(status=503)
    assert "robots.txt cannot be read" in _told(f"{site.url}/a")
    assert site.asked == ["/robots.txt"]


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (Answer(status=401), "log-in"),
        (Answer(status=402), "payment"),
        (Answer(status=403), "refuses to show the page to programs"),
        (Answer(status=404), "no such page"),
        (Answer(status=410), "gone"),
        (Answer(status=429, headers={"Retry-After": "90"}), "Try again in 90 seconds"),
        (Answer(status=418), "(418)"),
        (Answer(status=500), "a fault of its own (500)"),
        (Answer(body=b"%PDF", headers={"Content-Type": "application/pdf"}), "no web page but application/pdf"),
        (Answer(body=b"x" * (MOST_BYTES + 1)), "larger than 5 MB"),
        (Answer(body=PAGE, length=len(PAGE) + 9), "breaks off"),
        (Answer(body=b"no gzip", headers={"Content-Encoding": "gzip"}), "breaks off"),
        (Answer(status=302, headers={"Location": "/b"}), "redirects more than 5 times"),
        (Answer(status=302, headers={"Location": "ftp://127.0.0.1/"}), "only http and https"),
        (Answer(status=302, headers={"Location": "http://[::1"}), "redirects to no web address"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_failure_is_one_message_that_says_what_to_do(answer: Answer, part: str, site: Site) -> None:
    site.answers["/b"] = answer
    assert part in _told(f"{site.url}/b")


def test_a_page_that_grows_when_it_is_unpacked_is_too_large(site: Site) -> None:
    packed = gzip.compress(b"a" * (20 * MOST_BYTES))
    site.answers["/b"] = Answer(body=packed, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    assert len(packed) < MOST_BYTES
    assert "larger than 5 MB" in _told(f"{site.url}/b")


def test_a_packed_page_is_unpacked_and_redirects_are_followed(site: Site) -> None:
    site.answers["/old"] = Answer(status=301, headers={"Location": "/new"})
    site.answers["/new"] = Answer(
        body=gzip.compress(PAGE), headers={"Content-Type": "text/html; charset=UTF-8", "Content-Encoding": "gzip"}
    )
    assert _fetch(f"{site.url}/old") == Fetched(data=PAGE, url=f"{site.url}/new", charset="UTF-8")


def test_a_redirect_to_a_host_that_forbids_is_not_followed(site: Site) -> None:
    with serving() as other:
        other.answers["/robots.txt"] = Answer(body=b"User-agent: *\nDisallow: /")
        site.answers["/b"] = Answer(status=302, headers={"Location": f"{other.url}/x"})
        assert "robots.txt does not allow" in _told(f"{site.url}/b")
        assert other.asked == ["/robots.txt"]


def test_a_host_that_refuses_or_is_silent_is_told_as_such(site: Site) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        assert "refuses the connection" in _told(f"http://127.0.0.1:{port}/")
        silent.listen()
        assert "does not answer in time" in _told(f"http://127.0.0.1:{port}/", Visits(patience=0.2))
        assert site.asked == []


def test_a_host_without_a_secure_connection_is_told_as_such(site: Site) -> None:
    assert "no secure connection" in _told(site.url.replace("http:", "https:") + "/a")


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("http://nowhere.invalid/", "no such host"),
        ("http://", "only http and https"),
        ("http://[::1", "no web address"),
        ("http://a.example:port/", "no web address"),
        ("http://me:secret@a.example/", "name or password"),
        ("https://" + "a" * 70 + ".example/", "no web address"),
    ],
)
def test_an_address_that_is_none_is_told_without_a_request(
    url: str, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    assert part in _told(url)


def test_a_redirect_from_https_to_http_is_refused() -> None:
    url = "https://a.example/x"
    assert redirected(url, "/y", url) == "https://a.example/y"
    assert redirected("http://a.example/x", "https://b.example/é?q=ä", url) == "https://b.example/%C3%A9?q=%C3%A4"
    with pytest.raises(ContentError, match="from https to http"):
        redirected(url, "http://a.example/y", url)
