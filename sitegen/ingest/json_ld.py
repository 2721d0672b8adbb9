"""What a page says of its article in JSON-LD, the form in which most publishing systems say it.

Read with forbearance, since it is written by machines that nobody reads after: broken scripts are passed over, lists,
graphs and references are followed. Deliberately contains no JSON-LD processor: contexts and namespaces are ignored.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement
from msgspec import Struct

Node = Mapping[str, object]

_ARTICLE = re.compile(r"(?:\w*Article|\w*Posting|Report|Review)$")
_NOT_ARTICLE = frozenset({"JobPosting", "Comment"})
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|;)\s*$"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_MOST_NODES = 2_000
"""More are a catalogue; what belongs to the article stands among the first."""


class LinkedArticle(Struct, frozen=True, kw_only=True):
    """An article as JSON-LD describes it; a key that is absent is None or empty."""

    headline: str | None = None
    published: str | None = None
    """As written."""
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    body: str | None = None
    free: bool | None = None
    """Whether it is accessible for free; None where nothing is said."""


def linked_articles(tree: HtmlElement) -> tuple[LinkedArticle, ...]:
    """The articles that the scripts of a page describe, in order."""
    nodes = list(_nodes(tree))
    by_id: dict[str, Node] = {}
    for node in nodes:
        # A bare reference says nothing of what it refers to.
        if isinstance(known := node.get("@id"), str) and len(node) > 1:
            by_id.setdefault(known, node)
    site = next((_text(node.get("name")) for node in nodes if _is(node, "WebSite")), None)
    return tuple(_article(node, by_id, site) for node in nodes if any(map(_is_article, _types(node))))


def _article(node: Node, by_id: Mapping[str, Node], site: str | None) -> LinkedArticle:
    page = _resolved(node.get("mainEntityOfPage"), by_id)
    at = _text(node.get("url")) or (_text(page) if isinstance(page, str) else _text(_get(page, "@id")))
    free = node.get("isAccessibleForFree")
    return LinkedArticle(
        headline=_text(node.get("headline")) or _text(node.get("name")),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        authors=tuple(dict.fromkeys(_names(node.get("author") or node.get("creator"), by_id))),
        publisher=next(_names(node.get("publisher"), by_id), None) or site,
        url=at,
        language=_text(node.get("inLanguage")),
        body=_body(node.get("articleBody")),
        free=None if free is None else str(free).casefold().rpartition("/")[2] not in {"false", "0", "no"},
    )


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    """Every object of every script, outer before inner; a bounded number."""
    left = _MOST_NODES
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        queue = [_parsed(script.text or "")]
        while queue and left:
            value = queue.pop(0)
            if isinstance(value, list):
                queue[:0] = value[:left]
            elif isinstance(value, dict):
                left -= 1
                yield value
                queue += [
                    inner for key, inner in value.items() if key != "liveBlogUpdate" and isinstance(inner, dict | list)
                ]


def _parsed(script: str) -> object:
    text = _WRAPPING.sub("", _WRAPPING.sub("", script))
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _names(value: object, by_id: Mapping[str, Node]) -> Iterator[str]:
    """The names of people or organisations, however they are given."""
    for item in value if isinstance(value, list) else [value]:
        known = _resolved(item, by_id)
        name = _text(known) if isinstance(known, str) else _text(_get(known, "name"))
        if name:
            yield name


def _resolved(value: object, by_id: Mapping[str, Node]) -> object:
    """What a reference refers to; anything else as it is."""
    known = _get(value, "@id")
    is_bare = isinstance(value, dict) and not value.keys() & {"name", "url"}
    return by_id.get(known, value) if is_bare and isinstance(known, str) else value


def _get(value: object, key: str) -> object:
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get(key) if isinstance(value, dict) else None


def _text(value: object) -> str | None:
    """A text on one line; entities, which have no business in JSON, are what they stand for."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value")
    return (" ".join(html.unescape(value).split()) or None) if isinstance(value, str) else None


def _body(value: object) -> str | None:
    """A text with its lines; markup, which some systems leave in it, divides lines or goes."""
    if not isinstance(value, str):
        return None
    text = re.sub(r"<(?:/p|br|/h[1-6]|/li)\b[^<>]{0,100}>", "\n", value, flags=re.IGNORECASE)
    return html.unescape(_TAG.sub("", text)).strip() or None


def _types(node: Node) -> list[str]:
    value = node.get("@type")
    return [str(item).rpartition("/")[2] for item in (value if isinstance(value, list) else [value])]


def _is(node: Node, name: str) -> bool:
    return name in _types(node)


def _is_article(name: str) -> bool:
    return _ARTICLE.fullmatch(name) is not None and name not in _NOT_ARTICLE
