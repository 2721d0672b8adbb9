"""The first half hour of somebody who is new: from an empty folder to a comparison that they correct.

What the README tells is done in its order, through the command line alone. The bridge of Springfield-on-Sea, its three
outlets and everybody in it are made up.
"""

import json
import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from web_server import Answer, Site, serving

from sitegen.cli import main

Captured = pytest.CaptureFixture[str]

PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title} - {outlet}</title>
<meta property="og:site_name" content="{outlet}"><meta property="article:published_time" content="{day}">
</head><body><header><a href="/">{outlet}</a></header><article><h1>{title}</h1>
{paragraphs}</article></body></html>"""

GAZETTE = (
    "The council of Springfield-on-Sea closed the old iron bridge on Friday after cracks were found in two pillars.",
    "Engineers counted 130 cracks in the pillars, the harbour office said.",
    "The repairs will take six weeks and cost 2.4 million crowns, according to the council.",
    "Ferries carry passengers across the river free of charge until the bridge is open again.",
)
POST = (
    "The old iron bridge of Springfield-on-Sea was closed by the council on Friday because of cracks in two pillars.",
    "The harbour office said that engineers had counted at least 118 cracks in the pillars.",
    "Repairs of the bridge are to take six weeks at a cost of 2.4 million crowns, the council said.",
    "Shopkeepers by the river fear for their summer, and nobody has asked them.",
)
TIMES = """Bridge closed

Springfield-on-Sea's council closed the iron bridge on Friday, when cracks had been found in two of its pillars.

Nobody pays for the boats over the water as long as the crossing is shut.

The council puts the repairs of the bridge at 2.4 million crowns and six weeks.
"""


def page(outlet: str, title: str, day: str, paragraphs: tuple[str, ...]) -> Answer:
    told = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return Answer(body=PAGE.format(outlet=outlet, title=title, day=day, paragraphs=told).encode())


@pytest.fixture
def web() -> Iterator[Site]:
    """Two made-up outlets, under the two names of loopback: an outlet is told by its host."""
    with serving() as running:
        running.answers["/gazette"] = page("Springfield Gazette", "Cracks close the bridge", "2031-05-03", GAZETTE)
        running.answers["/post"] = page("Springfield Post", "No way over the river", "2031-05-04", POST)
        yield running


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the newcomer is."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def record(folder: Path) -> dict[str, Any]:
    """The data of the story as built."""
    found: dict[str, Any] = json.loads((folder / "site/public/data/bridge.json").read_text(encoding="utf-8"))
    return found


def key_of(found: dict[str, Any], words: str) -> str:
    """The key of the sentence with these words."""
    (key,) = (s["key"] for article in found["articles"] for s in article["sentences"] if words in s["text"])
    return str(key)


def claims_with(found: dict[str, Any], words: str) -> list[dict[str, Any]]:
    """The claims that hold the sentence with these words."""
    ids = {s["id"] for article in found["articles"] for s in article["sentences"] if words in s["text"]}
    return [claim for claim in found["claims"] if ids & set(claim["sentences"])]


def test_from_an_empty_folder_to_a_corrected_comparison(
    folder: Path, web: Site, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["init", "site", "--title", "Bridges"]) == 0
    (folder / "raw").mkdir()
    (folder / "raw/times.txt").write_text(TIMES, encoding="utf-8")
    monkeypatch.chdir(folder / "site")
    elsewhere = web.url.replace("127.0.0.1", "localhost")
    assert main(["import", f"{web.url}/gazette", f"{elsewhere}/post", "--story", "bridge"]) == 0
    day = ["--date", "2031-05-04"]
    assert main(["import", "../raw/times.txt", "--story", "bridge", "--outlet", "harbour-times", *day]) == 0
    assert main(["build"]) == 0
    first = record(folder)
    assert {article["title"] for article in first["articles"]} == {
        "Cracks close the bridge",
        "No way over the river",
        "Bridge closed",
    }
    boats, ferries = "Nobody pays for the boats", "Ferries carry passengers"
    closed, closing = "council closed the iron bridge on Friday, when", "was closed by the council"
    (alone,) = claims_with(first, boats)
    assert alone["status"] == "single"
    (shared,) = (claim for claim in claims_with(first, closed) if len(claim["sentences"]) > 2)

    capsys.readouterr()
    assert main(["review", "bridge"]) == 0
    assert "[[join]]" in capsys.readouterr().out
    review = folder / "site/content/stories/bridge/review.toml"
    review.write_text(
        f"""[[join]]
sentences = ["{key_of(first, boats)}", "{key_of(first, ferries)}"]
reason = "The same boats, free of charge."
by = "ed"
date = 2031-05-05

[[part]]
sentences = ["{key_of(first, closed)}", "{key_of(first, closing)}"]
reason = "To see what a part does."
""",
        encoding="utf-8",
    )
    assert main(["build"]) == 0
    second = record(folder)
    (joined,) = claims_with(second, boats)
    assert len({sentence.rpartition(".")[0] for sentence in joined["sentences"]}) == 2
    assert joined in claims_with(second, ferries)
    (match,) = (match for match in second["matches"] if match["basis"] == "editor")
    assert {match["a"], match["b"]} == set(joined["sentences"])
    for claim in claims_with(second, closed):
        assert claim not in claims_with(second, closing)
    assert shared["sentences"] not in [claim["sentences"] for claim in second["claims"]]
    pages = (folder / "site/public/stories/bridge/claims" / joined["id"] / "index.html").read_text(encoding="utf-8")
    assert "The same boats, free of charge." in pages

    article = folder / "site/content/stories/bridge/harbour-times.md"
    text = article.read_text(encoding="utf-8")
    capsys.readouterr()
    article.write_text(text.replace("for the boats over the water", "for the boats, over the water,"), encoding="utf-8")
    assert main(["build"]) == 0
    assert "stale" not in capsys.readouterr().err
    assert any(match["basis"] == "editor" for match in record(folder)["matches"])

    article.write_text(text.replace("for the boats over the water", "for the rafts over the water"), encoding="utf-8")
    assert main(["build"]) == 0
    told = capsys.readouterr().err
    assert "content/stories/bridge/review.toml:1" in told
    assert "the decision is stale" in told
    assert not any(match["basis"] == "editor" for match in record(folder)["matches"])
    assert main(["check", "--strict"]) == 2


def walk() -> list[str]:
    """The commands of the README's ten minutes, in their order."""
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## A site of your own in ten minutes\n")[2].partition("\nThe folder then holds:")[0]
    blocks = section.split("```")[1::2]
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


def test_the_readmes_ten_minutes_run_as_they_stand(
    folder: Path, web: Site, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Every line is run but those that set up Python and the one that waits for Ctrl-C, which has tests of its own."""
    (folder / "raw").mkdir()
    (folder / "raw/pier-a.txt").write_text(TIMES, encoding="utf-8")
    (folder / "raw/pier-b.html").write_bytes(web.answers["/gazette"].body)
    web.answers["/pier"] = web.answers["/post"]
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Ed Example")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "ed@example.org")
    (folder / "sitegen").mkdir()
    monkeypatch.chdir(folder / "sitegen")
    ran = []
    for line in walk():
        command, *arguments = shlex.split(line.replace("https://outlet-c.example", web.url))
        if command == "cd":
            monkeypatch.chdir(arguments[0])
        elif command == "git":
            subprocess.run([command, *arguments], check=True, capture_output=True)  # noqa: S603 - the README's own lines
        elif command == "sitegen" and arguments[0] != "serve":
            assert main(arguments) == 0, capsys.readouterr().err
            ran.append(arguments[0])
    assert ran == ["init", "import", "import", "build", "review", "check", "publish"]
    assert (folder / "my-site/public/stories/pier/claims/index.html").is_file()
