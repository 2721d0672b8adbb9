"""Every link of a whole built site, followed as a browser would: at a host's root, in a folder, and from disk."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import url2pathname, urlopen

import pytest
from site_pages import Element, read_html
from webpages import addresses, serve

from sitegen.build.executor import InlineExecutor
from sitegen.build.pipeline import build

FICTIONAL = Path(__file__).parent / "fictional" / "content"
DEEP = ("", "stories/", "no/such/page/at/all/", "stories/no-such-story/claims/")
"""Where a host may answer with 404.html."""


def built(root: Path, settings: str) -> Path:
    """The output folder of the invented site with these settings."""
    shutil.copytree(FICTIONAL, root / "content")
    (root / "content" / "site.toml").write_text(settings, encoding="utf-8")
    build(root, root / "public", executor=InlineExecutor())
    return root / "public"


@pytest.fixture(scope="module")
def at_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that knows no address."""
    return built(tmp_path_factory.mktemp("root"), 'title = "Invented papers"\n')


@pytest.fixture(scope="module")
def in_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that is to lie in a folder of its host."""
    text = 'title = "Invented papers"\nbase_url = "https://example.org/repo/"\n'
    return built(tmp_path_factory.mktemp("folder"), text)


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose links spell the file."""
    return built(tmp_path_factory.mktemp("disk"), 'title = "Invented papers"\nlinks = "file"\n')


def targets(page: Element) -> Iterator[str]:
    """What a page links to or loads, as spelled; addresses elsewhere are not ours to follow."""
    for element in page.walk():
        for name in ("href", "src", "data-index"):
            target = element.attributes.get(name)
            if target is not None and not re.match("(?:https?|mailto|data):", target):
                yield target


def ids(html: str) -> set[str]:
    """Every id of a page."""
    return set(re.findall(r'\sid="([^"]*)"', html))


class Followed:
    """What was asked of a server, each address once."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.texts: dict[str, str | None] = {}

    def text(self, address: str) -> str | None:
        """What is served at an address; None for nothing."""
        if address not in self.texts:
            try:
                with urlopen(address) as answer:  # noqa: S310 - a server of this test
                    self.texts[address] = answer.read().decode(errors="replace")
            except HTTPError:
                self.texts[address] = None
        return self.texts[address]

    def is_dead(self, address: str) -> bool:
        """Whether nothing is served there, or not with that anchor."""
        bare, fragment = urldefrag(address)
        text = self.text(bare)
        return text is None or (bool(fragment) and unquote(fragment) not in ids(text))


def dead_links(base: str, pages: list[str]) -> tuple[list[str], int]:
    """Page and target of every link that leads nowhere, and how many were followed."""
    followed, dead, n = Followed(), [], 0
    for page in pages:
        text = followed.text(base + page)
        assert text is not None
        for target in targets(read_html(text)):
            n += 1
            if followed.is_dead(urljoin(base + page, target)):
                dead.append(f"{page}: {target}")
    return dead, n


@pytest.mark.parametrize(("site", "base_path"), [("at_root", "/"), ("in_folder", "/repo/"), ("at_root", "/repo/")])
def test_no_link_of_a_served_site_is_dead(request: pytest.FixtureRequest, site: str, base_path: str) -> None:
    folder: Path = request.getfixturevalue(site)
    pages = [address for address in addresses(folder) if address != "404.html"]
    with serve(folder, base_path) as base:
        dead, n = dead_links(base, pages)
    assert n > 1_000
    assert dead == []


@pytest.mark.parametrize(("site", "base_path"), [("at_root", "/"), ("in_folder", "/repo/")])
@pytest.mark.parametrize("depth", DEEP)
def test_the_page_for_unknown_addresses_works_wherever_it_is_shown(
    request: pytest.FixtureRequest, site: str, base_path: str, depth: str
) -> None:
    folder: Path = request.getfixturevalue(site)
    page = read_html((folder / "404.html").read_text(encoding="utf-8"))
    with serve(folder, base_path) as base:
        links = [urljoin(base + depth, target) for target in targets(page) if not target.startswith("#")]
        followed = Followed()
        assert len(links) > 5
        assert not [link for link in links if followed.is_dead(link)]


def test_no_link_of_a_site_opened_from_disk_is_dead(on_disk: Path) -> None:
    dead, n = [], 0
    anchors: dict[Path, set[str]] = {}
    for path in sorted(on_disk.rglob("*.html")):
        if path.name == "404.html":
            continue
        for target in targets(read_html(path.read_text(encoding="utf-8"))):
            n += 1
            bare, fragment = urldefrag(urljoin(path.as_uri(), target))
            file = Path(url2pathname(urlsplit(bare).path))
            if not file.is_file():
                dead.append(f"{path}: {target}")
            elif fragment:
                names = anchors.setdefault(file, ids(file.read_text(encoding="utf-8")))
                dead += [] if unquote(fragment) in names else [f"{path}: {target}"]
    assert n > 1_000
    assert dead == []


def test_every_page_can_be_reached_from_the_home_page(at_root: Path) -> None:
    reached, waiting = set(), ["index.html"]
    while waiting:
        page = waiting.pop()
        if page in reached or not page.endswith(".html"):
            continue
        reached.add(page)
        for target in targets(read_html((at_root / page).read_text(encoding="utf-8"))):
            path = urlsplit(urljoin(f"https://host.example/{page}", target)).path[1:]
            waiting.append(f"{path}index.html" if not path or path.endswith("/") else path)
    assert reached == {path.relative_to(at_root).as_posix() for path in at_root.rglob("*.html")} - {"404.html"}


def test_a_dead_link_and_a_dead_anchor_are_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<p id="here"><a href="no.html">no</a><a href="#here">yes</a><a href="#gone">no</a></p>', encoding="utf-8"
    )
    with serve(tmp_path, "/") as base:
        assert dead_links(base, [""]) == ([": no.html", ": #gone"], 3)
