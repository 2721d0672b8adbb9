"""A second site, visibly invented, beside the project's own: nothing is bound to one story.

What a careful reader finds in it stands in `tests/fictional/expected.md`, written before any output was seen.
"""

import html
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from sitegen.build.executor import InlineExecutor
from sitegen.build.pipeline import build, make_site
from sitegen.site.markup import read_page
from sitegen.site.reprint import is_excerpt

FICTIONAL = Path(__file__).parent / "fictional"
STORY = "paper-moon"


def expected(heading: str) -> list[object]:
    """The lines of one list of `expected.md`; what the machine does not reach yet must still fail."""
    text = (FICTIONAL / "expected.md").read_text(encoding="utf-8")
    section = text.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line.removeprefix("- ") for line in section.splitlines() if line.startswith("- ")]
    parts = [line.partition(" NOT YET: ") for line in lines]
    return [
        pytest.param(line, marks=pytest.mark.xfail(reason=reason, strict=True) if reason else (), id=line)
        for line, _, reason in parts
    ]


def ids(line: str) -> set[str]:
    """`a.1 b.2` as ids of sentences."""
    return {f"outlet-{name}" for name in line.split()}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    folder = tmp_path_factory.mktemp("fictional")
    build(FICTIONAL, folder, executor=InlineExecutor())
    return folder


@pytest.fixture(scope="module")
def found(out: Path) -> dict[str, Any]:
    """What the build found."""
    record: dict[str, Any] = json.loads((out / f"data/{STORY}.json").read_text(encoding="utf-8"))
    return record


@pytest.mark.parametrize("line", expected("Together"))
def test_sentences_that_say_the_same_are_one_claim(found: dict[str, Any], line: str) -> None:
    assert any(ids(line) <= set(claim["sentences"]) for claim in found["claims"])


@pytest.mark.parametrize("line", expected("Alone"))
def test_what_one_outlet_alone_says_is_in_no_shared_claim(found: dict[str, Any], line: str) -> None:
    (sentence,) = ids(line)
    assert [claim["status"] for claim in found["claims"] if sentence in claim["sentences"]] == ["single"]


@pytest.mark.parametrize("line", expected("Apart"))
def test_sentences_that_share_words_alone_are_not_one_claim(found: dict[str, Any], line: str) -> None:
    assert not any(ids(line) <= set(claim["sentences"]) for claim in found["claims"])


@pytest.mark.parametrize("line", expected("Figures"))
def test_figures_are_judged_as_a_careful_reader_would(found: dict[str, Any], line: str) -> None:
    status, counted, passages = line.split(": ")
    read = [
        (figure["status"], sorted(mention["text"] for mention in figure["mentions"]))
        for figure in found["figures"]
        if counted in f"{figure['counted']} {figure['unit']}"
    ]
    assert (status, sorted(passages.split(" | "))) in read


@pytest.mark.parametrize("line", expected("Quotes"))
def test_quotes_have_their_speaker_and_everyone_who_has_them(found: dict[str, Any], line: str) -> None:
    speaker, words, articles = line.split(": ")
    quotes = [
        quote
        for quote in found["quotes"]
        if any(words == mention["text"].rstrip(",.") for mention in quote["mentions"])
    ]
    assert [quote["speaker"] for quote in quotes] == [speaker]
    verbatim = {mention["sentence"][7] for mention in quotes[0]["mentions"] if mention["kind"] != "paraphrase"}
    assert verbatim == set(articles.split())


@pytest.mark.parametrize("line", expected("Wording"))
def test_wording_that_judges_is_listed(found: dict[str, Any], line: str) -> None:
    word, sentence = line.split(": ")
    found_there = [usage["text"] for usage in found["usages"] if usage["sentence"] == f"outlet-{sentence}"]
    assert any(word in text.split() for text in found_there)


def test_counts_that_cannot_both_be_true_make_the_claim_a_conflict(found: dict[str, Any]) -> None:
    claim = next(claim for claim in found["claims"] if "outlet-a.12" in claim["sentences"])
    assert claim["status"] == "conflict"


def test_the_editors_title_and_address_hold(found: dict[str, Any], out: Path) -> None:
    claim = next(claim for claim in found["claims"] if claim["id"] == "injured")
    assert (claim["title"], claim["title_basis"]) == ("How many people were hurt", "editor")
    assert (out / f"stories/{STORY}/claims/injured/index.html").is_file()


def test_no_page_knows_of_another_site(out: Path) -> None:
    for path in sorted(out.rglob("*.html")):
        assert not re.search(r"Iraq|Sudani|Pentagon|Davos", path.read_text(encoding="utf-8")), path


def test_every_pair_has_its_page(out: Path) -> None:
    pairs = sorted(path.name for path in (out / f"stories/{STORY}/compare").iterdir() if path.is_dir())
    assert pairs == ["outlet-a--outlet-b", "outlet-a--outlet-c", "outlet-b--outlet-c"]


def test_a_site_with_an_address_has_a_sitemap_of_its_pages(out: Path) -> None:
    listed = re.findall("<loc>(.*?)</loc>", (out / "sitemap.xml").read_text(encoding="utf-8"))
    pages = {path.relative_to(out).as_posix() for path in out.rglob("index.html")}
    base = "https://example.org/made-up/"
    assert {address.removeprefix(base) + "index.html" for address in listed} == pages
    assert all(address.startswith(base) for address in listed)
    assert f"Sitemap: {base}sitemap.xml" in (out / "robots.txt").read_text(encoding="utf-8")


def test_articles_that_may_not_be_reprinted_give_eight_words_at_most_in_any_file(tmp_path: Path) -> None:
    shutil.copytree(FICTIONAL / "content", tmp_path / "content")
    settings = tmp_path / "content/site.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '\n[read]\ndefault = "off"\n', encoding="utf-8")
    site = make_site(tmp_path, executor=InlineExecutor())
    articles = site.comparisons[0].story.articles
    texts = [text.split() for article in articles for text in (article.text, article.title) if text]
    runs = {" ".join(words[n : n + 9]) for words in texts for n in range(len(words) - 8)}
    assert len(runs) > 300
    for path, content in site.files.items():
        text = content.decode()
        if path.endswith(".html"):
            assert all(is_excerpt(passage.text) for passage in read_page(text).passages), path
            text = html.unescape(re.sub(r"</?(?:mark|b|i|em|span)\b[^>]*>", "", text))
        flat = " ".join(text.replace('\\"', '"').replace('""', '"').split())
        assert [run for run in runs if run in flat] == [], path
