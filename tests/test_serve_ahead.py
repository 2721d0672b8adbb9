"""What open pages are told of changes, and how they are served while a build works on the others."""

from pathlib import Path

from previews import Stream, served, wait_until

from sitegen.serve.board import Board, Mistake

HOME = "index.html"
PAGE = "<!DOCTYPE html><html><head><title>Pier</title></head><body><p>The pier</p></body></html>\n"


def test_an_open_page_is_served_as_soon_as_a_build_has_made_it(tmp_path: Path) -> None:
    (tmp_path / "stories/pier").mkdir(parents=True)
    old = tmp_path / "stories/pier/index.html"
    old.write_text(PAGE)
    with served(tmp_path) as running:
        board, first = running.board, running.board.now.epoch
        stream = Stream(running.port, first, page="/repo/stories/pier/")
        stream.next()
        assert board.open_pages == {"stories/pier/index.html"}
        board.announce_start()
        assert stream.next()["changed"] == []
        board.announce_ahead({"stories/pier/index.html": b"<p>newer</p>"})
        heard = stream.next()
        assert (heard["changed"], heard["building"]) == (["page"], True)
        page = running.ask("/repo/stories/pier/")
        assert page.body.startswith(b"<p>newer</p>")
        assert f'data-epoch="{heard["epoch"]}"'.encode() in page.body
        assert running.ask("/repo/stories/pier/index.html").body.startswith(b"<p>newer</p>")
        old.write_text("<p>as built</p>")
        board.announce_site("/repo/", ["data/pier.json"])
        assert stream.next()["changed"] == ["data"]
        assert running.ask("/repo/stories/pier/").body.startswith(b"<p>as built</p>")
        stream.close()
        wait_until(lambda: not board.open_pages, "nobody has a page open")


def test_a_page_made_ahead_of_a_failing_build_is_taken_back(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>good</p>")
    with served(tmp_path) as running:
        stream = Stream(running.port, running.board.now.epoch, page="/repo/")
        stream.next()
        running.board.announce_ahead({"index.html": b"<p>half a site</p>"})
        stream.next()
        running.board.announce_mistakes((Mistake(place="", message="m"),))
        heard = stream.next()
        assert (heard["changed"], len(heard["mistakes"])) == (["page"], 1)
        assert running.ask("/repo/").body.startswith(b"<p>good</p>")
        running.board.announce_mistakes(())
        assert stream.next()["changed"] == []
        stream.close()


def test_what_a_client_says_is_open_may_be_anything(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE)
    with served(tmp_path) as server:
        for page in ("", "/", "/repo/../../etc/passwd", "/repo/%2e%2e/secret.html", "\0", "x" * 5000, "/repo/a b.html"):
            stream = Stream(server.port, page=page)
            assert stream.next()["changed"] == ["other"]
            stream.close()
        assert server.ask("/repo/").status == 200


def test_other_pages_hear_nothing_of_a_page_made_ahead(tmp_path: Path) -> None:
    with served(tmp_path) as running:
        stream = Stream(running.port, running.board.now.epoch, page="/repo/search/")
        stream.next()
        running.board.announce_ahead({HOME: b"newer"})
        assert stream.next()["changed"] == []
        running.board.announce_mistakes(())
        assert stream.next()["changed"] == []
        running.board.announce_site("/repo/", [HOME])
        assert stream.next()["changed"] == ["page"]
        stream.close()


def test_a_page_kept_from_an_earlier_run_is_told_of_the_first_build_too(tmp_path: Path) -> None:
    (tmp_path / HOME).write_text(PAGE)
    with served(tmp_path, built=False) as running:
        stream = Stream(running.port, running.board.now.epoch, page="/repo/")
        assert stream.next()["changed"] == []
        running.board.announce_ahead({HOME: b"newer"})
        assert stream.next()["changed"] == ["page"]
        stream.close()


def test_kinds_are_of_all_builds_since() -> None:
    board = Board("/")
    start = board.now.epoch
    board.announce_site("/", ["index.html"])
    middle = board.now.epoch
    board.announce_site("/", ["assets/logo.svg", "feed.xml"])
    assert board.kinds_since(start, HOME) == {"page", "other", "data"}
    assert board.kinds_since(middle, HOME) == {"other", "data"}
    assert board.kinds_since(board.now.epoch, HOME) == frozenset()
