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
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from typing import Protocol
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from sitegen.problems import Problem
from sitegen.site.markup import Link, PageFacts, ShownPassage, css_addresses, read_page
from sitegen.site.reprint import LONGEST_EXCERPT, is_excerpt

NOT_FOUND = "404.html"
"""The one page that is served at any depth, and so may spell its links from the host's root."""

_OPEN_SCHEMES = frozenset(("http", "https", "mailto", "tel"))
"""What a link to follow may lead to."""
_SHOWN = 60
"""Characters of a passage that a message quotes."""


class RenderedPage(Struct, frozen=True, kw_only=True):
    """A page as it will be written."""

    path: str
    template: str
    html: str


class Texts(Protocol):
    """Sentences to look up, which need not all be at hand: a mapping is one."""

    def get(self, sentence: str, /) -> str | None:
        """The text of the sentence `<story>/<sentence id>`; None where there is none."""


class Originals(Struct, frozen=True, kw_only=True):
    """What passages are held against."""

    sentences: Texts
    withheld: Container[str]
    """Keys of the sentences that may not be reprinted."""


def check_site(
    pages: Sequence[RenderedPage], files: Mapping[str, bytes], originals: Originals, base_url: str | None = None
) -> tuple[Problem, ...]:
    """Everything that is wrong, by page and line; empty for a site that keeps its promises.

    `files` are all files that are not pages. Addresses below `base_url` are held against the pages, too.
    """
    checked = {page.path: check_page(page, originals, base_url) for page in pages}
    places = files.keys() | checked.keys()
    problems: list[Problem] = []
    for page in sorted(pages, key=lambda page: page.path):
        check = checked[page.path]
        lost = [
            (target.line, fault)
            for target in check.targets
            if (fault := lost_target(target, places, checked[target.file].ids if target.file in checked else None))
        ]
        problems += page_problems(page.path, page.template, (*check.faults, *lost))
    return (*problems, *check_styles(files, places, base_url))


class Target(Struct, frozen=True):
    """A place of the site that a page leads to."""

    line: int
    """Of the link on its page."""
    spelled: str
    """As the page has it."""
    file: str | None
    """None for a place outside the site."""
    fragment: str
    """Decoded; empty where the whole file is meant."""


class PageCheck(Struct, frozen=True, kw_only=True):
    """What can be said of one page alone, and what has to be held against the others."""

    faults: tuple[tuple[int, str], ...]
    """Line and message."""
    ids: frozenset[str]
    targets: tuple[Target, ...]


def check_page(page: RenderedPage, originals: Originals, base_url: str | None) -> PageCheck:
    """The faults of one page, its anchors, and where it leads."""
    facts = read_page(page.html)
    found = list(_page_faults(facts, originals))
    targets: list[Target] = []
    for link in facts.links:
        what = _follow(page.path, link, base_url or "")
        if isinstance(what, Target):
            targets.append(what)
        elif what:
            found.append((link.line, what))
    return PageCheck(faults=tuple(found), ids=frozenset(name for _, name in facts.ids), targets=tuple(targets))


def lost_target(target: Target, files: Collection[str], ids: Collection[str] | None) -> str | None:
    """What is wrong with a target, if these are all files, and these the anchors of its own; None: it has none."""
    if target.file is None or target.file not in files:
        to = target.file or "a place outside the site"
        return f"{target.spelled or 'an empty link'} leads to {to}, which is not built"
    if target.fragment and ids is not None and target.fragment not in ids:
        return f'{target.spelled} leads to the anchor "{target.fragment}", which {target.file} does not have'
    return None


def page_problems(path: str, template: str, found: Iterable[tuple[int, str]]) -> tuple[Problem, ...]:
    """The faults of a page by line, each once."""
    hint = f"Template: {template}"
    return tuple(Problem(path=path, line=line, message=text, hint=hint) for line, text in sorted(set(found)))


def check_styles(files: Mapping[str, bytes], places: Collection[str], base_url: str | None) -> tuple[Problem, ...]:
    """What is wrong with what style sheets load; `places` are all files."""
    problems = []
    for path in sorted(files):
        if path.endswith(".css"):
            for line, address in css_addresses(files[path].decode()):
                what = _follow(path, Link(line=line, target=address, loads=True), base_url or "")
                fault = lost_target(what, places, None) if isinstance(what, Target) else what
                if fault:
                    problems.append(Problem(path=path, line=line, message=fault))
    return tuple(problems)


def _page_faults(facts: PageFacts, originals: Originals) -> Iterator[tuple[int, str]]:
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


def _follow(path: str, link: Link, base_url: str) -> Target | str | None:
    """Where a link of a page leads, or what is wrong with it; None for a place elsewhere that a reader may go to."""
    try:
        parts = urlsplit(link.target)
    except ValueError:
        return f"{link.target!r} is no address"
    if link.target.startswith("data:") and link.loads:
        return None
    is_own = bool(base_url) and link.target.startswith(base_url)
    if (parts.scheme or parts.netloc) and not is_own:
        if link.loads:
            return f"{link.target} is loaded from elsewhere; a page of ours loads nothing but its own files"
        return None if parts.scheme in _OPEN_SCHEMES else f"{link.target} is no address that a reader can follow"
    if is_own:
        root, target = "", link.target.removeprefix(base_url)
    elif parts.path.startswith("/"):
        if path != NOT_FOUND:
            return f"{link.target} starts at the host's root, so it breaks wherever the site lies in a folder"
        root, target = "", link.target.removeprefix(urlsplit(base_url).path.rstrip("/")).lstrip("/")
    else:
        root, target = path, link.target
    parts = urlsplit(target)
    fragment = unquote(parts.fragment)
    return Target(
        line=link.line,
        spelled=link.target,
        file=_resolved(root, unquote(parts.path)),
        fragment="" if fragment == "top" or fragment.startswith(":~:") else fragment,
    )


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
