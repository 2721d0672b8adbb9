"""Pages of hand-made findings, rendered with the shipped theme and read back as a small tree."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace
from site_values import OUTLETS, SETTINGS, make_articles, make_comparison, make_library
from site_wide import make_wide, make_wide_outlets

from sitegen.model import Comparison, Concept, Outlet, Settings
from sitegen.model.article import ReadMode
from sitegen.problems import Problem
from sitegen.site.assets import default_templates, make_assets
from sitegen.site.check import Originals, RenderedPage, check_site
from sitegen.site.export import export_site
from sitegen.site.feed import make_feed
from sitegen.site.pages import make_pages
from sitegen.site.render import make_renderer
from sitegen.site.reprint import withheld_sentences

STORY = "stories/pier-fire/"
CLAIM = f"{STORY}claims/pier-closed-1a2b3c/index.html"

_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"])


class Element(Struct):
    """One element of a page."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        """This element and all below it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str = "", **attributes: str) -> list["Element"]:
        """All elements below with this tag, these classes (`cls`) and these attributes."""
        wanted = set(attributes.pop("cls", "").split())
        return [
            one
            for one in self.walk()
            if tag in {"", one.tag}
            and wanted <= one.classes
            and all(one.attributes.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag: str = "", **attributes: str) -> "Element":
        """The only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of {tag} {attributes}"
        return found[0]

    @property
    def classes(self) -> set[str]:
        """The classes of the element."""
        return set(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        """All text below, spaces folded."""
        return " ".join(self.raw.split())

    @property
    def raw(self) -> str:
        """All text below, unchanged."""
        return "".join(child if isinstance(child, str) else child.raw for child in self.children)


class _Reader(HTMLParser):
    """Builds the tree; every element must be closed."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("#document", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add the element and go into it."""
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in _VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add an element that closes itself, as SVG's do."""
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Go out of the element."""
        assert self.open[-1].tag == tag, f"</{tag}> inside <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """Add text."""
        self.open[-1].children.append(data)


def read_html(html: str) -> Element:
    """The page as a tree; fails where a tag is left open."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert [element.tag for element in reader.open] == ["#document"]
    return reader.root


class Site(Struct, frozen=True):
    """A rendered site."""

    html: dict[str, str]
    """By path of the file."""
    problems: tuple[Problem, ...]
    """What the site's own check finds wrong."""

    def page(self, path: str) -> Element:
        """A page as a tree."""
        return read_html(self.html[path])


def render_site(
    *comparisons: Comparison,
    settings: Settings = SETTINGS,
    outlets: tuple[Outlet, ...] = OUTLETS,
    templates: tuple[Path, ...] = (),
    concepts: tuple[Concept, ...] = (),
) -> Site:
    """Every page of a site with these findings, and what the site's own check says of them."""
    folders = (*templates, default_templates())
    render = make_renderer(settings, folders)
    pages = make_pages(settings, make_library(*comparisons, outlets=outlets, concepts=concepts), comparisons)
    rendered = [RenderedPage(path=page.path, template=page.template, html=render(page)) for page in pages]
    sentences = {f"{one.story.id}/{sentence.id}": sentence.text for one in comparisons for sentence in one.sentences}
    withheld = {f"{one.story.id}/{sentence}" for one in comparisons for sentence in withheld_sentences(one)}
    files = {**make_assets(folders), **export_site(outlets, comparisons), **make_feed(settings, comparisons)}
    problems = check_site(rendered, files, Originals(sentences=sentences, withheld=withheld), settings.base_url)
    return Site({page.path: page.html for page in rendered}, problems)


@cache
def pier_site() -> Site:
    """The invented story of three outlets, rendered."""
    return render_site(make_comparison())


@cache
def twelve_site() -> Site:
    """An event told by twelve, rendered."""
    return render_site(make_wide(12), outlets=make_wide_outlets(12))


def with_read(mode: ReadMode) -> Comparison:
    """The invented story with the first article in another mode."""
    first, *rest = make_articles()
    return make_comparison((replace(first, read=mode), *rest))


def numbers(text: str) -> list[int]:
    """The numbers of a text, written as words or digits, in order."""
    words = "no one two three four five six seven eight nine ten eleven twelve".split()
    return [
        words.index(found.lower()) if found.lower() in words else int(found)
        for found in re.findall(rf"\b(?:{'|'.join(words)}|\d+)\b", text, re.IGNORECASE)
    ]


def words_of(element: Element) -> list[Element]:
    """The passages of outlets below an element."""
    return element.all(cls="words")
