"""`sitegen import` with web pages from end to end: addresses on loopback, saved pages, texts beside them."""

import builtins
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from raw_texts import split_content
from sites import SMALL_SITE, write_site
from test_cli_import import TEXT
from web_server import ARTICLE, Answer, Site, serving

from sitegen.cli import main
from sitegen.ingest import visits
from sitegen.text.markdown import plain_text

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small site, and the current folder."""
    monkeypatch.chdir(write_site(tmp_path, SMALL_SITE))
    return tmp_path


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server with two articles, and no pauses."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(visits.Visits, "__init__", _without_pauses(visits.Visits.__init__))
    with serving() as running:
        for name in ("one", "two"):
            running.answers[f"/{name}"] = Answer(body=ARTICLE.format(title=f"Pier reopens, part {name}").encode())
        yield running


def _without_pauses(init: object) -> object:
    def begin(self: visits.Visits) -> None:
        init(self, pause=0.0)  # type: ignore[operator]

    return begin


def _article(folder: Path, name: str) -> tuple[dict[str, object], str]:
    return split_content((folder / f"content/stories/pier/{name}.md").read_text("utf-8"))


def test_addresses_become_articles_of_an_outlet_that_is_found_by_its_site(
    folder: Path, web: Site, capsys: Captured
) -> None:
    arguments = ["import", f"{web.url}/one", f"{web.url}/two", "--story", "pier"]
    assert main(arguments) == 0
    told = capsys.readouterr().out.splitlines()
    assert told == [
        "content/stories/pier/springfield-post.md: 3 paragraphs, headline, 0 lines taken out.",
        "content/outlets/springfield-post.md: new, with the name that the page gives. Please look at it.",
        "content/stories/pier/springfield-post-2.md: 3 paragraphs, headline, 0 lines taken out.",
    ]
    front, body = _article(folder, "springfield-post")
    assert front == {
        "outlet": "springfield-post",
        "title": "Pier reopens, part one",
        "date": __import__("datetime").date(2031, 5, 3),
        "date_basis": "published",
        "url": f"{web.url}/one",
        "language": "en",
    }
    text, paragraphs = plain_text(body)
    assert len(paragraphs) == 3
    assert text.endswith("the * and the _ are not for sale.")
    outlet = split_content((folder / "content/outlets/springfield-post.md").read_text("utf-8"))[0]
    assert outlet == {"name": "Springfield Post", "homepage": f"{web.url}/"}
    assert main(["build"]) == 0
    assert (folder / "public/stories/pier/read/springfield-post-2/index.html").is_file()


def test_a_page_that_is_there_is_not_imported_again_without_force(folder: Path, web: Site, capsys: Captured) -> None:
    arguments = ["import", f"{web.url}/one", "--story", "pier"]
    assert main(arguments) == 0
    before = (folder / "content/stories/pier/springfield-post.md").read_bytes()
    web.answers["/one"] = Answer(body=ARTICLE.format(title="Pier reopens, changed").encode())
    capsys.readouterr()
    assert main(arguments) == 2
    assert "springfield-post.md: error: the article exists already" in capsys.readouterr().err
    assert (folder / "content/stories/pier/springfield-post.md").read_bytes() == before
    assert main([*arguments, "--force"]) == 0
    assert _article(folder, "springfield-post")[0]["title"] == "Pier reopens, changed"
    assert not (folder / "content/stories/pier/springfield-post-2.md").exists()


def test_what_fails_does_not_stop_the_others_and_is_told_in_the_end(folder: Path, web: Site, capsys: Captured) -> None:
    (folder / "c.txt").write_text(TEXT)
    sources = [f"{web.url}/gone", f"{web.url}/one", "lost.html", "c.txt", "ftp://a.example/x"]
    assert main(["import", *sources, "--story", "pier", "--outlet", "outlet-c"]) == 2
    told = capsys.readouterr()
    assert (folder / "content/stories/pier/outlet-c.md").is_file()
    assert (folder / "content/stories/pier/outlet-c-4.md").is_file()
    errors = told.err.splitlines()
    assert len(errors) == 3
    for place, part in ((f"{web.url}/gone", "no such page"), ("lost.html", "no such file"), ("ftp:", "only http")):
        assert any(line.startswith(place) and part in line for line in errors)


def test_a_page_is_kept_as_it_was_found_on_demand_and_can_be_imported_again(
    folder: Path, web: Site, capsys: Captured
) -> None:
    page = ARTICLE.replace("Springfield-on-Sea", "Шпрингфилд").format(title="Pier reopens").encode("cp1251")
    web.answers["/ru"] = Answer(body=page, headers={"Content-Type": "text/html; charset=windows-1251"})
    for name in ("one", "ru"):
        assert main(["import", f"{web.url}/{name}", "--story", "pier", "--save", "--article", name]) == 0
    assert "seeds/pier/one.html: the page as it was found." in capsys.readouterr().out
    assert (folder / "seeds/pier/one.html").read_bytes() == web.answers["/one"].body
    front, body = _article(folder, "ru")
    assert front["seed"] == "seeds/pier/ru.html"
    # Only the server said which encoding it is; the kept page says it itself.
    assert main(["import", "seeds/pier/ru.html", "--story", "pier", "--article", "again"]) == 0
    assert _article(folder, "again")[1] == body
    assert "Шпрингфилд" in body
    web.answers["/one"] = web.answers["/two"]
    (folder / "content/stories/pier/one.md").unlink()
    assert main(["import", f"{web.url}/one", "--story", "pier", "--save", "--article", "one"]) == 2
    assert "another page is kept there already" in capsys.readouterr().err
    assert not (folder / "content/stories/pier/one.md").exists()


@pytest.mark.parametrize(
    ("url", "site", "outlet"),
    [
        ("https://www.outlet-a.example/x", "Anything", "outlet-a"),
        ("https://news.outlet-a.example/x", "Anything", "outlet-a"),
        ("https://outlet-a.example.org/x", "The Seagull", "the-seagull"),
        (None, "Second Outlet", "second"),
        (None, "Café Zeitung", "cafe-zeitung"),
        ("https://gull-watch.example/x", None, "gull-watch"),
        ("https://a.example/x", "Taken", "taken-2"),
    ],
)
def test_the_outlet_is_the_one_of_the_site(url: str | None, site: str | None, outlet: str, folder: Path) -> None:
    outlets: Mapping[str, str] = {
        "outlet-a": "name: One\nhomepage: https://outlet-a.example/",
        "second": "name: Second outlet",
        "taken": "name: Other\nhomepage: https://other.example/",
    }
    for name, front in outlets.items():
        (folder / f"content/outlets/{name}.md").write_text(f"---\n{front}\n---\n")
    head = f'<link rel="canonical" href="{url}">' if url else ""
    head += f'<meta property="og:site_name" content="{site}">' if site else ""
    page = re.sub(
        r'<meta property="og:site_name".*?>',
        head,
        ARTICLE.format(title="Pier reopens").replace(" - Springfield Post", ""),
    )
    (folder / "p.html").write_text(page, encoding="utf-8")
    assert main(["import", "p.html", "--story", "pier", "--article", "new"]) == 0
    assert _article(folder, "new")[0]["outlet"] == outlet


@pytest.mark.parametrize(("name", "n_doubts"), [("Gull Watch", 1), ("The Springfield Post Online", 0)])
def test_a_page_that_names_another_publisher_than_its_site_has_is_told(
    name: str, n_doubts: int, folder: Path, web: Site, capsys: Captured
) -> None:
    assert main(["import", f"{web.url}/one", "--story", "pier"]) == 0
    web.answers["/two"] = Answer(body=web.answers["/two"].body.replace(b"Springfield Post", name.encode()))
    capsys.readouterr()
    assert main(["import", f"{web.url}/two", "--story", "pier"]) == 0
    told = capsys.readouterr().out
    assert _article(folder, "springfield-post-2")[0]["outlet"] == "springfield-post"
    found = "springfield-post-2.md: the page names “Gull Watch”, but is on the site of Springfield Post"
    assert told.count(found) == told.count("the page names") == n_doubts


def test_a_saved_page_that_names_no_publisher_and_a_text_need_the_outlet(folder: Path, capsys: Captured) -> None:
    page = ARTICLE.format(title="Pier reopens").replace(" - Springfield Post", "")
    (folder / "p.html").write_text(page.replace("og:site_name", "x"))
    assert main(["import", "p.html", "--story", "pier"]) == 2
    assert (
        "p.html: error: the page does not say who published it. Name the outlet with `--outlet ID`"
        in capsys.readouterr().err
    )
    (folder / "c.txt").write_text(TEXT)
    assert main(["import", "c.txt", "--story", "pier"]) == 2
    assert "--outlet" in capsys.readouterr().err


def test_without_the_extra_one_message_says_how_to_install_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    real = builtins.__import__

    def without_extra(
        name: str,
        scope: Mapping[str, object] | None = None,
        local: Mapping[str, object] | None = None,
        names: Sequence[str] = (),
        level: int = 0,
    ) -> object:
        if name in {"sitegen.ingest.fetch", "sitegen.ingest.page_import"}:
            raise ModuleNotFoundError("No module named 'lxml'", name="lxml.html")
        return real(name, scope, local, names, level)

    monkeypatch.setattr(builtins, "__import__", without_extra)
    (folder / "c.txt").write_text(TEXT)
    assert main(["import", "c.txt", "a.html", "https://b.example/", "--story", "pier", "--outlet", "outlet-c"]) == 2
    told = capsys.readouterr()
    (line,) = told.err.splitlines()
    assert 'pip install "sitegen-compare[import]"' in line
    assert "outlet-c.md: 1 paragraph" in told.out
