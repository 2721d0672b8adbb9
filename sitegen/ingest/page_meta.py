"""What a page says of its article in its markup: title, date, authors, site, address, language.

Only what is stated counts. A date is one that the page names as that of publication, never one that happens to stand
somewhere; of several statements the one in the most definite form wins: JSON-LD, metadata, microdata, `time` elements.
Deliberately contains no choice of the headline a reader sees, which takes the text of the page as well.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from email.utils import parsedate
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement
from msgspec import Struct

from sitegen.ingest.dates import find_date
from sitegen.ingest.json_ld import LinkedArticle, linked_articles
from sitegen.ingest.page_blocks import shown_text

_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "schema:datepublished",
    "parsely-pub-date", "sailthru.date", "citation_publication_date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "pubdate", "publishdate", "publish-date",
    "publish_date", "publication_date", "publication-date", "date", "datecreated", "schema:datecreated",
)  # fmt: skip
"""Names of metadata and properties that give the day of publication, the most definite first."""
_AUTHOR_NAMES = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author")
_ISO = re.compile(r"\s*(?P<year>(?:19|20)\d\d)(?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)(?!\d)")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?(?![A-Za-z])")
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id|igshid)$", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{1,2000})\s*-->")
_PUBLISHED_CLASS = re.compile(r"publish|pubdate|entry-date|post-date|posted|date", re.IGNORECASE)
_CHANGED_CLASS = re.compile(r"updat|modif|chang", re.IGNORECASE)
_LONGEST = 300
"""No title or name is longer; what is, is something else."""
_LONGEST_URL = 2_000


class PageMeta(Struct, frozen=True, kw_only=True):
    """What the markup states; None where nothing is stated."""

    linked: LinkedArticle
    """The article's JSON-LD, or one that says nothing."""
    titles: tuple[str, ...]
    """What is said to be the title of the article; the most definite first."""
    window_title: str | None
    """The `title` element: the headline and, mostly, the name of the site."""
    published: date | None
    byline: str | None
    site: str | None
    """The name of the site or publisher."""
    url: str | None
    language: str | None
    """Of the whole page."""


def page_meta(tree: HtmlElement, text: str, url: str | None) -> PageMeta:
    """The statements of a parsed page; `text` is its source, `url` the address where it was found."""
    named = _metadata(tree)
    titles = [*_of(named, "og:title", "twitter:title", "dc.title", "citation_title", "headline")]
    window = tree.find(".//title")
    window_title = _short(window.text_content()) if window is not None else None
    articles = linked_articles(tree)
    linked = _the_article(articles, [*titles, *([window_title] if window_title else [])])
    site = next(iter(_of(named, "og:site_name", "application-name", "dc.publisher")), None)
    site = site or linked.publisher or _property(tree, "publisher")
    return PageMeta(
        linked=linked,
        titles=tuple(
            dict.fromkeys(title for title in (linked.headline, _property(tree, "headline"), *titles) if title)
        ),
        window_title=window_title,
        published=_published(tree, named, linked),
        byline=_byline(tree, named, linked, site),
        site=site,
        url=_address(tree, named, linked, text, url),
        language=_language(tree, named, linked),
    )


def read_day(written: str | None) -> date | None:
    """The day at the start of an ISO date, of an e-mail's date, or written out; None for anything else.

    The day is the one that the outlet wrote: a time zone does not move it.
    """
    if not written:
        return None
    written = written[:_LONGEST]
    try:
        if found := _ISO.match(written):
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        if parsed := parsedate(written):
            return date(*parsed[:3])
    except ValueError:
        return None
    writing = find_date(written)
    return writing.value if writing else None


def language_code(written: str | None) -> str | None:
    """`en` or `pt-BR` of whatever stands for a language (`EN_us`, `pt-br.UTF-8`); None for anything else."""
    found = _LANGUAGE.match((written or "").strip())
    if not found:
        return None
    return found[1].lower() + (f"-{found[2].upper()}" if found[2] else "")


def plain_url(url: str) -> str | None:
    """An absolute http or https address without fragment and counters of visits; None for anything else."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])]
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or len(url) > _LONGEST_URL or re.search(r"\s", url):
        return None
    cut = parts.query if len(query) == len(parse_qsl(parts.query, keep_blank_values=True)) else urlencode(query)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, cut, ""))


def host_of(url: str | None) -> str:
    """The host of an address without the labels that are no part of a site's name; empty where there is none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|amp|mobile)\.(?=[^.]+\.)", "", host.rstrip("."))


def same_site(a: str, b: str) -> bool:
    """Whether one of two hosts is the other or lies below it."""
    return bool(a and b) and (a == b or a.endswith(f".{b}") or b.endswith(f".{a}"))


def _metadata(tree: HtmlElement) -> dict[str, list[str]]:
    """The contents of `meta` elements and of properties with a `content`, by name in small letters."""
    named: dict[str, list[str]] = {}
    for element in tree.iter():
        content = element.get("content")
        if not content:
            continue
        for attribute in ("property", "name", "itemprop"):
            if name := element.get(attribute):
                named.setdefault(name.strip().lower(), []).append(content)
    return named


def _of(named: dict[str, list[str]], *names: str) -> Iterator[str]:
    for name in names:
        for content in named.get(name, ()):
            if text := _short(content):
                yield text


def _short(text: str | None) -> str | None:
    """A text on one line, or None where it is empty or too long to be a name or title."""
    shown = shown_text(text[: 10 * _LONGEST]) if text else ""
    return shown if 0 < len(shown) <= _LONGEST else None


def _the_article(articles: Iterable[LinkedArticle], titles: Iterable[str]) -> LinkedArticle:
    """The one whose headline the page bears; else the first."""
    known = list(articles)
    folded = [_folded(title) for title in titles]
    fits = (one for one in known if one.headline and any(_folded(one.headline) in title for title in folded))
    return next(fits, known[0] if known else LinkedArticle())


def _published(tree: HtmlElement, named: dict[str, list[str]], linked: LinkedArticle) -> date | None:
    written = [linked.published, *(content for name in _DATE_NAMES for content in named.get(name, ()))]
    written += _dates_of_elements(tree)
    return next(filter(None, map(read_day, written)), None)


def _dates_of_elements(tree: HtmlElement) -> Iterator[str]:
    """Dates of publication that elements of the body bear: microdata, `time`, hCard's `abbr`."""
    for element in tree.iter():
        names = (element.get("itemprop") or "").split()
        if "datePublished" in names:
            yield element.get("datetime") or element.get("title") or element.text_content()[:_LONGEST]
    for element in tree.iter("time", "abbr"):
        name = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        is_published = _PUBLISHED_CLASS.search(name) or element.get("pubdate") is not None
        if is_published and not _CHANGED_CLASS.search(name) and not _is_beside(element):
            yield element.get("datetime") or element.get("title") or ""
    times = [element for element in tree.iter("time") if element.get("datetime") and not _is_beside(element)]
    if len({read_day(element.get("datetime")) for element in times}) == 1:
        # A page that names one day only, and no other beside it, names its own.
        yield times[0].get("datetime") or ""


def _is_beside(element: HtmlElement) -> bool:
    """Whether an element belongs to a comment, a list of other articles or the like."""
    around = "aside|footer|nav|li"
    return any(
        above.tag in around.split("|")
        or re.search(r"comment|related|more|recent", above.get("class") or "", re.IGNORECASE)
        for above in element.iterancestors()
    )


def _byline(tree: HtmlElement, named: dict[str, list[str]], linked: LinkedArticle, site: str | None) -> str | None:
    """Who is said to be the author; nobody where that is an address or the site itself."""
    rel = [element.text_content() for element in tree.iter("a") if "author" in (element.get("rel") or "").split()]
    found: tuple[Iterable[str | None], ...] = (
        linked.authors, [_property(tree, "author")], _of(named, *_AUTHOR_NAMES), map(_short, rel)
    )  # fmt: skip
    for names in found:
        known = [
            name for name in dict.fromkeys(names) if name and "://" not in name and _folded(name) != _folded(site or "")
        ]
        if known:
            return " and ".join(filter(None, (", ".join(known[:-1]), known[-1])))
    return None


def _property(tree: HtmlElement, name: str) -> str | None:
    """The name that a microdata property gives."""
    for element in tree.iter():
        if name in (element.get("itemprop") or "").split():
            inner = next((below for below in element.iter() if below.get("itemprop") == "name"), element)
            if text := _short(inner.get("content") or inner.text_content()):
                return text
    return None


def _address(
    tree: HtmlElement, named: dict[str, list[str]], linked: LinkedArticle, text: str, url: str | None
) -> str | None:
    """The address that the page calls its own, where it is on the site where the page was found; else that one."""
    saved = _SAVED_FROM.search(text[:5_000])
    here = plain_url(url) if url else plain_url(saved[1]) if saved else None
    links = (element.get("href") for element in tree.iter("link") if "canonical" in (element.get("rel") or "").split())
    microdata = (element.get("href") for element in tree.iter() if element.get("itemprop") == "mainEntityOfPage")
    for written in (*links, *_of(named, "og:url"), linked.url, *microdata):
        try:
            own = plain_url(urljoin(url or "", written)) if written else None
        except ValueError:
            continue
        if own is None or (here and not same_site(host_of(own), host_of(here))):
            continue
        # A front page that is given as the address of every page says nothing.
        if urlsplit(own).path.strip("/") or not here or not urlsplit(here).path.strip("/"):
            return own
    return here


def _language(tree: HtmlElement, named: dict[str, list[str]], linked: LinkedArticle) -> str | None:
    root = tree.getroottree().getroot()
    written = (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang"))
    more = (linked.language, *_of(named, "inlanguage", "og:locale", "content-language", "dc.language"))
    return next(filter(None, map(language_code, (*written, *more))), None)


def _folded(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
