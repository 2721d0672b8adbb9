"""The product's own promises, checked on the finished pages before anything is written.

1. Words shown as an outlet's are that outlet's: every element of class `words` names in `data-from` the sentence it is
   from, and its text occurs there character by character. Nested elements of class `ours` are the site's own voice.
2. What an article's `read` setting withholds is nowhere shown.
3. Every link and every anchor leads to something that this build makes; nothing is loaded from elsewhere, and nothing
   needs what the content security policy forbids.

A fault here is the theme's or the program's, never the author's. Deliberately contains no correction.
"""

import posixpath
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sitegen.problems import Problem
from sitegen.site.markup import Link, PageFacts, ShownPassage, css_addresses, read_page
from sitegen.site.reprint import LONGEST_EXCERPT, is_excerpt

NOT_FOUND = "404.html"
"""The one page that is served at any depth, and so may spell its links from the host's root."""

_OPEN_SCHEMES = frozenset(("http", "https", "mailto", "tel"))
"""What a link to follow may lead to."""
_SHOWN = 60
"""Characters of a passage that a message quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPage:
    """A page as it will be written."""

    path: str
    template: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Originals:
    """What passages are held against."""

    sentences: Mapping[str, str]
    """`<story>/<sentence id>` -> text."""
    withheld: Collection[str]
    """Keys of the sentences that may not be reprinted."""


def check_site(
    pages: Sequence[RenderedPage], files: Mapping[str, bytes], originals: Originals, base_url: str | None = None
) -> tuple[Problem, ...]:
    """Everything that is wrong, by page and line; empty for a site that keeps its promises.

    `files` are all files that are not pages. Addresses below `base_url` are held against the pages, too.
    """
    facts = {page.path: read_page(page.html) for page in pages}
    places = _Places(
        files=files.keys() | facts.keys(),
        anchors={path: frozenset(name for _, name in found.ids) for path, found in facts.items()},
        base_url=base_url or "",
    )
    problems = []
    for page in sorted(pages, key=lambda page: page.path):
        found = _page_faults(page.path, facts[page.path], originals, places)
        hint = f"Template: {page.template}"
        problems += [Problem(path=page.path, line=line, message=text, hint=hint) for line, text in sorted(set(found))]
    for path in sorted(files):
        if path.endswith(".css"):
            found = _css_faults(path, files[path].decode(), places)
            problems += [Problem(path=path, line=line, message=text) for line, text in found]
    return tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Where links can lead."""

    files: Collection[str]
    anchors: Mapping[str, Collection[str]]
    base_url: str


def _page_faults(path: str, facts: PageFacts, originals: Originals, places: _Places) -> Iterator[tuple[int, str]]:
    yield from facts.faults
    for passage in facts.passages:
        if fault := _passage_fault(passage, originals):
            yield passage.line, fault
    counts = Counter(name for _, name in facts.ids)
    for line, name in facts.ids:
        if counts[name] > 1:
            yield line, f'the id "{name}" is given {counts[name]} times on this page'
    for line, name in facts.references:
        if name not in counts:
            yield line, f'an attribute names the id "{name}", which this page does not have'
    for link in facts.links:
        if fault := _link_fault(path, link, places):
            yield link.line, fault


def _passage_fault(passage: ShownPassage, originals: Originals) -> str | None:
    """What is wrong with a passage shown as an outlet's words."""
    shown = f"“{_clipped(passage.text)}”"
    if passage.origin is None:
        return f"{shown} is shown as an outlet's words without data-from, which says of which sentence"
    original = originals.sentences.get(passage.origin)
    if original is None:
        return f"{shown} is shown as words of {passage.origin}, a sentence that does not exist"
    if not passage.text:
        return f"an element says it shows words of {passage.origin} and is empty"
    if passage.text not in original:
        same = _agreeing(passage.text, original)
        point = f"they part after “{_clipped_left(passage.text[:same])}”" if same else "not even the first character"
        return f"{shown} is not in {passage.origin} word for word ({point}): “{_clipped(original)}”"
    if passage.origin in originals.withheld and not is_excerpt(passage.text):
        return f"{shown} shows more than {LONGEST_EXCERPT} words of {passage.origin}, which its article withholds"
    return None


def _agreeing(text: str, original: str) -> int:
    """Length of the longest beginning of `text` that `original` contains."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in original else (low, middle - 1)
    return low


def _clipped(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN].rstrip() + " …"


def _clipped_left(text: str) -> str:
    return text if len(text) <= _SHOWN else "… " + text[-_SHOWN:].lstrip()


def _link_fault(path: str, link: Link, places: _Places) -> str | None:
    """What is wrong with a link of a page."""
    try:
        parts = urlsplit(link.target)
    except ValueError:
        return f"{link.target!r} is no address"
    if link.target.startswith("data:") and link.loads:
        return None
    is_own = bool(places.base_url) and link.target.startswith(places.base_url)
    if (parts.scheme or parts.netloc) and not is_own:
        if link.loads:
            return f"{link.target} is loaded from elsewhere; a page of ours loads nothing but its own files"
        return None if parts.scheme in _OPEN_SCHEMES else f"{link.target} is no address that a reader can follow"
    if is_own:
        root, target = "", link.target.removeprefix(places.base_url)
    elif parts.path.startswith("/"):
        if path != NOT_FOUND:
            return f"{link.target} starts at the host's root, so it breaks wherever the site lies in a folder"
        root, target = "", link.target.removeprefix(urlsplit(places.base_url).path.rstrip("/")).lstrip("/")
    else:
        root, target = path, link.target
    return _own_fault(root, target, link.target, places)


def _own_fault(page: str, target: str, spelled: str, places: _Places) -> str | None:
    """What is wrong with a link from `page` to another file of the site."""
    parts = urlsplit(target)
    file = _resolved(page, unquote(parts.path))
    if file is None or file not in places.files:
        return f"{spelled or 'an empty link'} leads to {file or 'a place outside the site'}, which is not built"
    fragment = unquote(parts.fragment)
    if fragment in {"", "top"} or fragment.startswith(":~:") or file not in places.anchors:
        return None
    if fragment not in places.anchors[file]:
        return f'{spelled} leads to the anchor "{fragment}", which {file} does not have'
    return None


def _resolved(page: str, path: str) -> str | None:
    """The file that the relative `path` on `page` is served from; None outside the site."""
    if not path:
        return page or "index.html"
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    if joined.startswith("../") or joined == "..":
        return None
    if path.endswith(("/", "/.", "/..")) or path in {".", ".."}:
        return "index.html" if joined == "." else f"{joined}/index.html"
    return joined


def _css_faults(path: str, css: str, places: _Places) -> Iterator[tuple[int, str]]:
    """What is wrong with what a style sheet loads."""
    for line, target in css_addresses(css):
        if fault := _link_fault(path, Link(line=line, target=target, loads=True), places):
            yield line, fault
