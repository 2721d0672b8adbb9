"""What an article withholds is nowhere in a built site: not in pages, their attributes, data, tables or feeds.

Every file is read as words in a row, tags taken out, so that a sentence shown in pieces is found as well. A value that
the style sheet sets in quotation marks is an excerpt by itself, whatever stands beside it. A run of more than eight
words of a withheld sentence is a leak, unless an article that may be shown has the same run.
"""

import csv
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sitegen.build.executor import InlineExecutor
from sitegen.build.pipeline import Site, make_site
from sitegen.cli import main
from sitegen.model.article import ReadMode
from sitegen.site.reprint import LONGEST_EXCERPT, withheld_sentences

ROOT = Path(__file__).parent.parent
RUN = LONGEST_EXCERPT + 1
INLINE = frozenset("a b bdi cite code del em i ins kbd mark q s small span strong sub sup time u var wbr".split())
"""Elements that end no word and no line of text; `abbr` is a code of ours, such as IN."""
BREAK = "\x1e"
"""Where a run of words ends: text behind it stands in another block."""

WORDY = """\
---
outlet: sample-times
title: A headline of many words that nobody but this one made-up newspaper would ever have printed
date: 2031-05-07
url: https://times.example/clock-bill
---

After three long years of silence in the square, the town clock of Exampleville struck noon again on Tuesday.

The scandalous repair of the clock cost 15,000 crowns as the accounts of the town council say, which we have seen.

Mayor Ada Example called it “a good day for everyone who was ever late in this town, and there are many of them”.

More than 150 people came to the market square to hear the clock, and some of them brought chairs and cake.

Nobody else in the whole of the wide and beautiful country reports that the pigeons have moved to the library.

The chair of the committee for clocks, towers and other high places of Exampleville said that 12 pigeons were hurt.

“We have never in our years seen such a bill for such a small clock,” said the oldest member of the council of the town.

Since the great storm of the winter before last blew off the roof of the tower, at least 118 repairs were made in the
old towns of the hills behind the valley of the river Example.

According to the weekly newsletter of the society of friends of clocks, 40 of the gilded numbers on the dial are gone.

On 3 May 2031 the council had said in a letter of nine pages that the clock would never again strike at all.
"""
"""An article whose every sentence is longer than what may be quoted."""

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){8,}")
"""Words in an address or an id."""


class _Text(HTMLParser):
    """The text of a page in reading order, with and without what is marked as ours; and the values of attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.whole: list[str] = []
        self.theirs: list[str] = []
        self.attributes: list[str] = []
        self.open: list[tuple[str, frozenset[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [value for _, value in attrs if value]
        classes = frozenset((dict(attrs).get("class") or "").split())
        self._gap(tag, classes)
        if tag not in {"br", "hr", "img", "input", "link", "meta", "wbr"}:
            self.open.append((tag, classes))

    def handle_endtag(self, tag: str) -> None:
        opened, classes = "", frozenset[str]()
        while self.open and opened != tag:
            opened, classes = self.open.pop()
        self._gap(tag, classes)

    def handle_data(self, data: str) -> None:
        self.whole.append(data)
        if not any("ours" in classes for _, classes in self.open):
            self.theirs.append(data)

    def _gap(self, tag: str, classes: frozenset[str]) -> None:
        if tag not in INLINE or "quoted" in classes:
            self.whole.append(BREAK)
            self.theirs.append(BREAK)


def words_of(text: str) -> list[str]:
    """The words of a text as one may recognise them: what blanks part, in one case, without the marks around it."""
    return [bare for word in text.casefold().split() if (bare := re.sub(r"^\W+|\W+$", "", word))]


def runs_of(text: str) -> set[tuple[str, ...]]:
    """Every run of as many words as may not be shown; none goes over a break or an ellipsis."""
    parts = map(words_of, re.split(f"[{BREAK}…]", text))
    return {tuple(words[n : n + RUN]) for words in parts for n in range(len(words) - RUN + 1)}


def texts_of(path: str, content: bytes) -> Iterator[str]:
    """What a reader, or a program, finds in a file."""
    text = content.decode()
    if path.endswith((".html", ".xml")):
        page = _Text()
        page.feed(text)
        page.close()
        yield "".join(page.whole)
        yield "".join(page.theirs)
        yield from page.attributes
    elif path.endswith(".json"):
        yield from _strings(json.loads(text))
    elif path.endswith(".csv"):
        yield from (cell for row in csv.reader(text.splitlines()) for cell in row)
    else:
        yield text


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield key
            yield from _strings(below)
    elif isinstance(value, list):
        for below in value:
            yield from _strings(below)


def leaks(site: Site) -> dict[str, list[str]]:
    """File -> the runs of withheld sentences that it shows."""
    hidden: dict[tuple[str, ...], str] = {}
    shown: set[tuple[str, ...]] = set()
    for comparison in site.comparisons:
        withheld = withheld_sentences(comparison)
        for sentence in comparison.sentences:
            if sentence.id in withheld:
                hidden |= dict.fromkeys(runs_of(sentence.text), sentence.id)
            else:
                shown |= runs_of(sentence.text)
    forbidden = hidden.keys() - shown
    assert forbidden or not hidden, "nothing is withheld that could leak"
    found: dict[str, list[str]] = {}
    for path, content in site.files.items():
        for text in (path, *texts_of(path, content)):
            for run in sorted(runs_of(text) & forbidden):
                found.setdefault(path, []).append(f"{hidden[run]}: {' '.join(run)}")
    slugs = {slug for path, content in site.files.items() for slug in SLUG.findall(f"{path} {content.decode()}")}
    for run in sorted(forbidden):
        spelled = "-".join(re.findall("[a-z0-9]+", " ".join(run)))
        found.update({slug: [f"{hidden[run]}: {spelled}"] for slug in slugs if spelled in slug})
    return found


def set_read(root: Path, modes: Mapping[str, ReadMode]) -> None:
    """Give the articles of some outlets a `read`."""
    changed = 0
    for path in sorted((root / "content/stories").glob("*/*.md")):
        text = path.read_text(encoding="utf-8")
        outlet = re.search(r"^outlet: (.+)$", text, re.MULTILINE)
        if outlet and outlet[1] in modes:
            path.write_text(text.replace("---\n", f"---\nread: {modes[outlet[1]]}\n", 1), encoding="utf-8")
            changed += 1
    assert changed


def site_of(root: Path, modes: Mapping[str, ReadMode]) -> Site:
    set_read(root, modes)
    return make_site(root, executor=InlineExecutor())


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The site of `sitegen init`, with one article of long sentences; no editor has given a title of its own."""
    assert main(["init", str(tmp_path)]) == 0
    story = tmp_path / "content/stories/town-clock"
    (story / "sample-times.md").write_text(WORDY, encoding="utf-8")
    (story / "review.toml").unlink()
    return tmp_path


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    """The invented site of the tests."""
    shutil.copytree(ROOT / "tests/fictional/content", tmp_path / "content")
    return tmp_path


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example of this project, without the editor's decisions and notes: what those quote is the editor's."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    for path in tmp_path.glob("content/stories/*/review.toml"):
        path.unlink()
    for path in tmp_path.glob("content/stories/*/*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"^(note|date_note): .*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("mode", ["off", "matched"])
def test_the_long_sentences_of_one_outlet_are_nowhere(sample: Path, mode: ReadMode) -> None:
    site = site_of(sample, {"sample-times": mode})
    assert leaks(site) == {}


@pytest.mark.parametrize("outlet", ["outlet-a", "outlet-b", "outlet-c"])
@pytest.mark.parametrize("mode", ["off", "matched"])
def test_any_outlet_of_a_whole_site_can_withhold(made_up: Path, outlet: str, mode: ReadMode) -> None:
    assert leaks(site_of(made_up, {outlet: mode})) == {}


def test_the_example_can_be_withheld_altogether(example: Path) -> None:
    every: dict[str, ReadMode] = {path.stem: "off" for path in (example / "content/outlets").glob("*.md")}
    assert leaks(site_of(example, every)) == {}


def test_only_compared_sentences_of_the_example_are_shown_where_it_says_so(example: Path) -> None:
    every: dict[str, ReadMode] = {path.stem: "matched" for path in (example / "content/outlets").glob("*.md")}
    assert leaks(site_of(example, every)) == {}


def test_what_may_be_shown_is_found_by_this_reading(sample: Path) -> None:
    """The reading would find a leak: of a site that withholds nothing it finds every long sentence."""
    site = make_site(sample, executor=InlineExecutor())
    everything = set[tuple[str, ...]]()
    for path, content in site.files.items():
        if path.endswith(".html"):
            for text in texts_of(path, content):
                everything |= runs_of(text)
    for comparison in site.comparisons:
        for sentence in comparison.sentences:
            assert runs_of(sentence.text) <= everything, sentence.text
