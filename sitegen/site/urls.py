"""Every address of the site, and how one page points to another.

Addresses are paths under the site's root without a leading slash; a page's address ends in `/` (the home page's is
empty). Views hold such addresses only; the renderer turns them into links that are relative to the page, so that the
same bytes work at a domain's root, under `/repository/` and, with `links = "file"`, from disk. Deliberately knows
nothing of what a page shows.
"""

from typing import Literal
from urllib.parse import quote, urlsplit

HOME = ""
OUTLETS = "outlets/"
GLOSSARY = "glossary/"
METHOD = "method/"
SEARCH = "search/"
NOT_FOUND = "404.html"
STYLESHEET = "assets/site.css"
FAVICON = "assets/favicon.svg"
SEARCH_SCRIPT = "assets/search.js"
SEARCH_INDEX = "search/index.json"
"""Beside the page that reads it, where no story's data can take its place."""
FEED = "feed.xml"
SITEMAP = "sitemap.xml"


def older_stories(n: int) -> str:
    """Some of the older stories, where there are too many for the home page; `n` counts from 1."""
    return f"older/{n}/"


def older_data(n: int) -> str:
    """What was found in the same stories, where these are too many for the page on method."""
    return f"{METHOD}data/{n}/"


def story(story_id: str) -> str:
    """The overview of a story."""
    return f"stories/{story_id}/"


def claims(story_id: str) -> str:
    """All claims of a story."""
    return f"{story(story_id)}claims/"


def claim(story_id: str, claim_id: str) -> str:
    """One claim."""
    return f"{claims(story_id)}{claim_id}/"


def compare(story_id: str) -> str:
    """All pairs of a story."""
    return f"{story(story_id)}compare/"


def pair(story_id: str, base: str, other: str) -> str:
    """Two articles beside each other; the same address whichever is named first."""
    first, second = sorted((base, other))
    return f"{compare(story_id)}{first}--{second}/"


def read(story_id: str, article_id: str) -> str:
    """One article with notes."""
    return f"{story(story_id)}read/{article_id}/"


def table(story_id: str, name: Literal["claims", "figures", "quotes", "terms"]) -> str:
    """A table of a story's findings, for spreadsheets."""
    return f"data/{story_id}/{name}.csv"


def figures(story_id: str) -> str:
    """All figures of a story."""
    return f"{story(story_id)}figures/"


def quotes(story_id: str) -> str:
    """All quotes of a story."""
    return f"{story(story_id)}quotes/"


def coverage(story_id: str) -> str:
    """Who reports what."""
    return f"{story(story_id)}coverage/"


def timeline(story_id: str) -> str:
    """What happened when, and when each article appeared."""
    return f"{story(story_id)}timeline/"


def outlet(outlet_id: str) -> str:
    """One outlet and its wording."""
    return f"{OUTLETS}{outlet_id}/"


def outlet_part(outlet_id: str, n: int) -> str:
    """The wording of an outlet in some of its stories, where it has too many for one page; `n` counts from 1."""
    return f"{outlet(outlet_id)}{n}/"


def index_part(letter: str, part: int) -> str:
    """One letter of an index that is too long for one page; `part` counts from 1."""
    return f"{SEARCH}{letter}/" if part == 1 else f"{SEARCH}{letter}/{part}/"


def search_part(n: int) -> str:
    """A part of the file that a browser searches, where the site has too many stories for one."""
    return f"{SEARCH_INDEX.removesuffix('.json')}-{n}.json"


def sitemap_part(n: int) -> str:
    """A part of the sitemap of a large site; 0 is that of the pages outside the stories, the others count from 1."""
    return f"{SITEMAP.removesuffix('.xml')}-{n}.xml"


def concept(concept_id: str) -> str:
    """One thing and what all outlets call it."""
    return f"{GLOSSARY}{concept_id}/"


def data(story_id: str) -> str:
    """The findings on a story as JSON."""
    return f"data/{story_id}.json"


def sentence_anchor(sentence_id: str) -> str:
    """The element id of a sentence: `afp.3` becomes `s-afp-3`, which needs no escaping in a style sheet."""
    return "s-" + sentence_id.replace(".", "-")


def sentence(story_id: str, sentence_id: str) -> str:
    """The place of a sentence on the page of its article."""
    return f"{read(story_id, sentence_id.rpartition('.')[0])}#{sentence_anchor(sentence_id)}"


def file_of(address: str) -> str:
    """The file that is served at an address, without its fragment."""
    path = address.partition("#")[0]
    return f"{path}index.html" if not path or path.endswith("/") else path


def address_of(file: str) -> str:
    """The address at which a page's file is served; undoes `file_of`."""
    return file.removesuffix("index.html") if file == "index.html" or file.endswith("/index.html") else file


def relative(page: str, address: str, links: Literal["directory", "file"]) -> str:
    """The link from the file `page` to `address`; a place on the same page is its fragment alone."""
    path, mark, fragment = address.partition("#")
    target = file_of(path)
    tail = mark + quote(fragment)
    if target == page and fragment:
        return tail
    if links == "directory" and (not path or path.endswith("/")):
        return quote(f"{_way(page, path.removesuffix('/'))}/") + tail
    return quote(_way(page, target)) + tail


def _way(page: str, target: str) -> str:
    """The path from the folder of `page` to `target`, both without `.` and `..` in them."""
    here, there = page.split("/")[:-1], target.split("/") if target else []
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    return "/".join((*[".."] * (len(here) - shared), *there[shared:])) or "."


def absolute(base_url: str, address: str) -> str:
    """The full address, for canonical links and previews of a shared link."""
    path, mark, fragment = address.partition("#")
    return f"{base_url.rstrip('/')}/{quote(path)}{mark}{quote(fragment)}"


def rooted(base_url: str | None, address: str) -> str:
    """The link from a page that is served at any depth, as 404.html is.

    It starts with the path of `base_url`, so that it holds on the live host and in a preview under the same path.
    Without a `base_url` the site is taken to lie at its host's root: of all guesses the one that is right at every
    depth.
    """
    root = urlsplit(base_url).path.rstrip("/") if base_url else ""
    return absolute(root, address) if root else f"/{quote(address)}"
