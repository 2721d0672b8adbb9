"""The server of the preview as anyone on the network could use it: requests as raw bytes, answers as they come."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from previews import Served, Stream, read_answer, served

from sitegen.problems import SitegenError
from sitegen.serve.board import Line, Mistake
from sitegen.serve.listen import Listener
from sitegen.serve.server import find_file, host_check

PAGE = "<!DOCTYPE html><html><head><title>Pier</title></head><body><p>The pier</p></body></html>\n"
DIARY = "the editor's diary"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with a secret beside it, and links to that secret inside."""
    around = tmp_path_factory.mktemp("around")
    (around / "secret.html").write_text(DIARY)
    (around / "secrets").mkdir()
    (around / "secrets/index.html").write_text(DIARY)
    site = around / "site"
    (site / "stories/pier").mkdir(parents=True)
    for path in ("index.html", "stories/pier/index.html", "a b.html", "404.html"):
        (site / path).write_text(PAGE.replace("The pier", path))
    (site / "assets").mkdir()
    (site / "assets/site.css").write_text("p { color: red }")
    (site / "assets/odd.thing").write_text("<b>")
    (site / ".sitegen-files").write_text(DIARY)
    (site / ".git").mkdir()
    (site / ".git/config").write_text(DIARY)
    (site / "link.html").symlink_to(around / "secret.html")
    (site / "linked").symlink_to(around / "secrets")
    (site / "loop.html").symlink_to("loop.html")
    (site / "inside.html").symlink_to("index.html")
    os.mkfifo(site / "pipe.html")
    return site


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Served]:
    """The server of that folder under /repo/."""
    with served(folder) as running:
        yield running


def test_pages_come_with_the_script_and_files_stay_as_they_are(server: Served, folder: Path) -> None:
    before = (folder / "index.html").read_bytes()
    page = server.ask("/repo/")
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b"<p>index.html</p>" in page.body
    assert page.body.count(b"<script") == 1
    assert f'data-epoch="{server.board.now.epoch}"'.encode() in page.body
    assert page.body.index(b"<script") < page.body.index(b"</body>")
    assert (folder / "index.html").read_bytes() == before
    style = server.ask("/repo/assets/site.css?preview=2")
    assert (style.status, style.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert style.body == b"p { color: red }"
    assert server.ask("/repo/assets/odd.thing").headers["content-type"] == "application/octet-stream"
    assert server.ask("/repo/a%20b.html").status == 200
    assert server.ask("/repo/inside.html").status == 200


def test_a_page_that_is_no_whole_document_gets_the_script_too(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("half a page")
    with served(tmp_path, "/") as running:
        assert running.ask("/").body.startswith(b"half a page<script ")


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/", "/repo/"),
        ("/repo", "/repo/"),
        ("/repo/stories/pier", "/repo/stories/pier/"),
    ],
)
def test_an_address_without_its_slash_is_redirected_on_this_server(server: Served, asked: str, location: str) -> None:
    answer = server.ask(asked)
    assert (answer.status, answer.headers["location"]) == (307, location)


@pytest.mark.parametrize("target", ["/repo/none/", "/repo/none.html", "/elsewhere/", "/repository/", "/repo/assets/"])
def test_what_is_not_there_is_the_sites_own_404_page(server: Served, target: str) -> None:
    answer = server.ask(target)
    assert answer.status == 404
    assert b"<p>404.html</p>" in answer.body
    assert b"<script" in answer.body


@pytest.mark.parametrize(
    "target",
    [
        "/repo/../secret.html",
        "/repo/%2e%2e/secret.html",
        "/repo/%2e%2e%2fsecret.html",
        "/repo/..%2fsecret.html",
        "/repo/stories/../../secret.html",
        "/repo/stories/%2E%2E/%2E%2E/secret.html",
        "/repo/%252e%252e/secret.html",
        "/repo/..%5csecret.html",
        "/repo/..\\secret.html",
        "/repo/%c0%ae%c0%ae/secret.html",
        "/repo/..;/secret.html",
        "/repo/....//secret.html",
        "/repo/.%00./secret.html",
        "/repo/../site/../secret.html",
        "/../secret.html",
        "//secret.html",
        "/repo//secret.html",
        "/repo/%2fetc/passwd",
        "/repo//etc/passwd",
        "/repo/file:%2f%2f/etc/passwd",
        "/repo/index.html%00.css",
        "/repo/%00",
        "/repo/index.html%0d%0aX-Injected:%20yes",
        "/repo/index.html%0a",
        "/repo/link.html",
        "/repo/linked/",
        "/repo/linked/index.html",
        "/repo/loop.html",
        "/repo/pipe.html",
        "/repo/.sitegen-files",
        "/repo/.git/config",
        "/repo/./index.html",
        "/repo/" + "a" * 5000,
        "/repo/" + "a/" * 3000,
        "http://evil.invalid/repo/",
        "/__sitegen__/",
        "/__sitegen__/server.py",
        "/__sitegen__/../../secret.html",
    ],
)
def test_nothing_but_the_files_of_the_site_is_served(server: Served, target: str) -> None:
    answer = server.ask(target)
    assert answer.status in {400, 404}
    assert DIARY.encode() not in answer.body
    assert b"root:" not in answer.body
    assert "x-injected" not in answer.headers


def test_a_folder_that_is_swapped_for_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text(PAGE)
    assert find_file(tmp_path / "site", "") == (tmp_path / "site/index.html").resolve()
    (tmp_path / "site/linked").symlink_to(folder)
    assert find_file(tmp_path / "site", "linked/") is None


@pytest.mark.parametrize(
    "host",
    [
        "evil.invalid",
        "evil.invalid:8000",
        "127.0.0.1.evil.invalid",
        "localhost.evil.invalid",
        "evil.invalid#localhost",
        "localhost@evil.invalid",
        "user@localhost",
        "localhost:80:80",
        "localhost/",
        "192.168.1.7",
        "127.0.0.1:x",
        "[::1",
        "[::2]",
        "",
    ],
)
def test_another_name_for_this_machine_is_refused(server: Served, host: str) -> None:
    for target in ("/repo/", "/__sitegen__/events", "/__sitegen__/preview.js", "/"):
        answer = server.ask(target, host=host)
        assert answer.status in {400, 421}
        assert b"<p>" not in answer.body


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:9000", "127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:8000"])
def test_the_names_of_this_machine_are_answered(server: Served, host: str) -> None:
    assert server.ask("/repo/", host=host).status == 200


def test_a_request_with_no_host_or_two_is_refused(server: Served) -> None:
    assert read_answer(server.ask_raw(b"GET /repo/ HTTP/1.0\r\n\r\n")).status == 421
    twice = b"GET /repo/ HTTP/1.1\r\nHost: localhost\r\nHost: evil.invalid\r\n\r\n"
    assert read_answer(server.ask_raw(twice)).status == 400


def test_names_on_an_open_address() -> None:
    is_ours = host_check("0.0.0.0", "0.0.0.0")  # noqa: S104 - nothing is bound
    assert all(map(is_ours, ["192.168.1.7:8000", "[fe80::1]", "localhost"]))
    assert not any(map(is_ours, ["evil.invalid", "192.168.1.7.evil.invalid", ""]))
    assert host_check("192.168.1.7", "desk.example")("desk.example:8000")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_a_preview_is_only_read(server: Served, method: str) -> None:
    for target in ("/repo/", "/__sitegen__/events", "/__sitegen__/preview.js"):
        assert server.ask(target, method=method).status == 405


def test_head_has_no_body(server: Served) -> None:
    for target in ("/repo/", "/__sitegen__/events", "/__sitegen__/preview.js"):
        answer = server.ask(target, method="HEAD")
        assert (answer.status, answer.body) == (200, b"")


def test_every_answer_forbids_keeping_guessing_and_sharing(server: Served) -> None:
    answers = [
        server.ask("/repo/", extra="Origin: http://evil.invalid\r\n"),
        server.ask("/repo/assets/site.css"),
        server.ask("/repo/none/"),
        server.ask("/"),
        server.ask("/repo/", method="POST"),
        server.ask("/repo/", host="evil.invalid"),
        server.ask("/__sitegen__/preview.js"),
        server.ask("/__sitegen__/events", method="HEAD"),
    ]
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert not [name for name in answer.headers if name.startswith("access-control")]
        assert not {"server", "etag", "last-modified"} & answer.headers.keys()


def test_garbage_is_refused_and_the_server_goes_on(server: Served) -> None:
    for raw in (b"\x16\x03\x01\x02\x00\x01\x00", b"GET", b"GET /repo/ HTTP/1.1\r\nHost localhost", b"\0" * 99_999):
        assert b" 400 " in server.ask_raw(raw + b"\r\n\r\n").split(b"\r\n")[0]
    assert server.ask("/repo/").status == 200


def test_before_the_first_site_a_page_waits_for_it(tmp_path: Path) -> None:
    with served(tmp_path, built=False) as running:
        answer = running.ask("/repo/stories/pier/")
        assert answer.status == 503
        assert b"No site yet" in answer.body
        assert b"<script src" in answer.body
        assert b"script-src 'self'" in answer.body
        assert b'data-epoch="-0"' in answer.body  # of no run, so that a site in which nothing changed takes its place
        assert running.ask("/repo/assets/site.css").status == 404


def test_a_page_of_an_earlier_run_stays_until_there_is_a_site(tmp_path: Path) -> None:
    with served(tmp_path, built=False) as running:
        stream = Stream(running.port, "0badcafe-7%0A%0Adata:%20%22injected%22")
        heard = stream.next()
        assert (heard["changed"], heard["epoch"]) == ([], '0badcafe-7\n\ndata: "injected"')
        running.board.announce_mistakes((Mistake(place="", message="m"),))
        heard = stream.next()
        assert (heard["changed"], [it["message"] for it in heard["mistakes"]]) == ([], ["m"])
        running.board.announce_site("/repo/", ["index.html"])
        heard = stream.next()
        assert (heard["changed"], heard["epoch"]) == (["other"], running.board.now.epoch)
        stream.close()


def test_an_open_page_hears_what_changed_since_it_was_served(tmp_path: Path) -> None:
    with served(tmp_path) as running:
        first = running.board.now.epoch
        stream = Stream(running.port, first)
        assert "text/event-stream" in stream.head
        assert stream.next() == {"epoch": first, "base": "/repo/", "changed": [], "building": False, "mistakes": []}
        running.board.announce_start()
        assert stream.next()["building"]
        running.board.announce_site("/repo/", ["assets/site.css"])
        heard = stream.next()
        assert (heard["changed"], heard["building"]) == (["style"], False)
        running.board.announce_site("/repo/", ["stories/pier/index.html", "data/pier.json", ".nojekyll"])
        assert stream.next()["changed"] == ["data", "page"]
        stream.close()
        late = Stream(running.port, first)
        assert late.next()["changed"] == ["data", "page", "style"]
        late.close()
        again = Stream(running.port, first, extra=f"Last-Event-ID: {heard['epoch']}\r\n")
        assert again.next()["changed"] == ["data", "page"]
        again.close()


@pytest.mark.parametrize("since", ["", "0badcafe-1", "x", "-1", "999999999999999999999999", "%00", "%F0%9F%90%9F-1"])
def test_a_page_of_another_run_is_told_to_load_again(tmp_path: Path, since: str) -> None:
    with served(tmp_path) as running:
        for epoch in (since, f"{running.board.now.run}-{since}"):
            stream = Stream(running.port, epoch)
            assert stream.next()["changed"] == ["other"]
            stream.close()


def test_mistakes_are_told_until_they_are_mended(tmp_path: Path) -> None:
    mistake = Mistake(
        place="content/site.toml:1:1",
        message='"</script>\n\ndata: x',
        excerpt=(Line(number=1, text="<b>\u2028", marked=True),),
    )
    with served(tmp_path) as running:
        running.board.announce_mistakes((mistake,))
        stream = Stream(running.port, running.board.now.epoch)
        heard = stream.next()
        assert heard["mistakes"] == [
            {
                "place": "content/site.toml:1:1",
                "message": '"</script>\n\ndata: x',
                "hint": "",
                "excerpt": [{"number": 1, "text": "<b>\u2028", "marked": True}],
            }
        ]
        assert heard["epoch"] == running.board.now.epoch
        running.board.announce_site("/repo/", [])
        assert stream.next()["mistakes"] == []
        stream.close()


def test_clients_that_vanish_are_no_burden(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE)
    with served(tmp_path) as running:
        streams = [Stream(running.port) for _ in range(50)]
        for stream in streams:
            stream.next()
            stream.close()
        running.board.announce_site("/repo/", ["index.html"])
        assert running.ask("/repo/").status == 200


def test_open_streams_end_with_the_server(tmp_path: Path) -> None:
    with served(tmp_path) as running:
        stream = Stream(running.port)
        stream.next()
    with pytest.raises(EOFError):
        stream.next()
    stream.close()


def test_a_taken_port_is_passed_over() -> None:
    first = Listener("127.0.0.1", 0)
    second = Listener("127.0.0.1", first.port)
    try:
        assert second.port > first.port
        assert second.url == f"http://127.0.0.1:{second.port}"
        assert first.is_local
    finally:
        first.close()
        second.close()


def test_an_address_of_another_machine_cannot_be_listened_on() -> None:
    with pytest.raises(SitegenError, match=r"^--host 192\.0\.2\.1 --port 8000: cannot listen there: "):
        Listener("192.0.2.1", 8000)
    with pytest.raises(SitegenError, match=r"^--host no\.such\.invalid: there is no such address"):
        Listener("no.such.invalid", 8000)


def test_the_last_ports_are_not_left() -> None:
    taken = Listener("127.0.0.1", 65_535)
    try:
        with pytest.raises(SitegenError, match=r"^--port 65535: it and all ports up to 65535 are taken"):
            Listener("127.0.0.1", 65_535)
    finally:
        taken.close()
