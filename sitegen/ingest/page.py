"""A web page -> headline, paragraphs and what the page says of its article.

trafilatura decides which part of the page is the article; the words are then read from the page itself, so that they
are verbatim: in the order of the page, each once, with nothing glued together and no paragraph lost in the middle.
Deliberately contains no network and no furniture rules, which are those of text files.
"""

import copy
import logging
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise

import trafilatura
from lxml import etree, html
from lxml.html import HtmlElement
from msgspec import Struct
from rapidfuzz import fuzz

from sitegen.ingest.barriers import why_no_article
from sitegen.ingest.dates import find_date
from sitegen.ingest.page_blocks import HEADINGS, SKIPPED, Block, is_hidden, page_blocks, shown_text, without_unseen
from sitegen.ingest.page_meta import PageMeta, language_code, page_meta

# What the library makes of a page is our business to tell, once and in plain words.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

MOST_ELEMENTS = 20_000
"""A page of more is no article, and would keep the extraction busy for minutes."""
_DEEPEST = 400
"""Deeper nesting comes of no publishing system, and recursion in the library would fail."""
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{2000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOST_ATTRIBUTES = 500
_LAYOUT_WORDS = 40
"""A cell of more words makes its table one of the page's layout."""
_INVITATION_WORDS = 60
"""The most words around a form that asks for an e-mail address."""
_UNIQUE = 20
"""Letters of a passage that can hardly stand twice in a page by chance."""
_NEAR = 20_000
"""Letters from the last passage within which one is looked for that stands several times."""
_FEW = 12
"""Words of a line between headline and text that can be no more than a date or a name."""
_STANDFIRST = re.compile(
    r"stand-?first|sub-?(?:title|head|deck)|\bdeck?\b|__deck?\b|excerpt|\blede\b|strap-?line|chapeau", re.IGNORECASE
)
_CAPTION = re.compile(r"caption|photo-?credit|image-?credit", re.IGNORECASE)
_SECTIONS = frozenset({"section", "article", "div", "main", "body", "html"})
_SEPARATOR = re.compile(r"\s+[|–—·»•:-]+\s+|\s*[|»]\s*|:\s+")
_SITE_WORDS = 6


class Page(Struct, frozen=True, kw_only=True):
    """What is found in a page."""

    title: str | None
    lines: tuple[str, ...]
    """The article's paragraphs, each on one line; empty where `why_empty` says why."""
    captions: tuple[str, ...]
    """Captions that stand among them."""
    published: date | None
    byline: str | None
    site: str | None
    url: str | None
    language: str | None
    why_empty: str | None
    """Why no article was found, for a person."""
    warnings: tuple[str, ...]
    """What a person should look at."""


class UnreadablePageError(Exception):
    """A page that nothing can be read from; the message says why, for a person."""


def read_page(text: str, url: str | None = None) -> Page:
    """Read the source of a page; `url` is the address where it was found.

    Raises UnreadablePageError for what is no page, or one too large or too deeply nested to be an article.
    """
    tree = _parsed(text)
    blocks = page_blocks(tree)
    meta = page_meta(tree, text, url)
    chosen = _chosen(blocks, _extracted(tree))
    headline = _headline(blocks, chosen, meta)
    title = blocks[headline].text if headline is not None else _stated_title(meta)
    choice = _without_other_languages(blocks, _completed(blocks, chosen, headline), headline)
    captions, lines = [], []
    for index in choice.indices:
        block = blocks[index]
        if _is_caption(block):
            captions.append(block.text)
        elif index != headline and _folded(block.text) != _folded(title or ""):
            lines.append(block.text)
    if not lines and meta.linked.body and meta.linked.free is not False:
        lines = [line for line in map(shown_text, meta.linked.body.split("\n")) if line]
    why_empty = why_no_article(tree, blocks, lines, free=meta.linked.free)
    warnings = []
    if choice.dropped:
        warnings.append(f"a part in another language ({choice.dropped}) was left out")
    if meta.linked.free is False and not why_empty:
        warnings.append("the page says that it is not free to read: please check that the text is complete")
    if n_unread := sum(line.count("\N{REPLACEMENT CHARACTER}") for line in lines):
        warnings.append(f"{n_unread} characters could not be read: please compare the text with the page")
    first = choice.indices[0] if choice.indices else len(blocks)
    return Page(
        title=title,
        lines=() if why_empty else tuple(lines),
        captions=tuple(captions),
        published=meta.published or _printed_date(blocks[headline or 0 : first] if headline is not None else ()),
        byline=meta.byline,
        site=meta.site or _site_of_window(meta.window_title, title),
        url=meta.url,
        language=_language_of(blocks[first], meta) if lines and choice.indices else meta.language,
        why_empty=why_empty,
        warnings=tuple(warnings),
    )


def _parsed(text: str) -> HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    if _has_too_many_attributes(text):
        raise UnreadablePageError("an element has too many attributes for an article")
    # A second declaration of the encoding would contradict the first.
    source = re.sub(r"^\s*<\?xml[^>]*>", "", without_unseen(text)).encode("utf-8", errors="replace")
    try:
        tree = html.document_fromstring(source, parser=parser)
    except (etree.LxmlError, ValueError):
        raise UnreadablePageError("there is no HTML in it") from None
    depth = n_elements = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        n_elements += event == "start"
        if depth > _DEEPEST or n_elements > MOST_ELEMENTS:
            what = "its elements are nested too deeply" if depth > _DEEPEST else "it has too many elements"
            raise UnreadablePageError(f"{what} for an article")
    return tree


def _has_too_many_attributes(text: str) -> bool:
    """Whether a tag has so many that parsing it would take minutes, since each is compared with all others."""
    tags = (_QUOTED.sub("", found[0]) for found in _LONG_TAG.finditer(text))
    return any(len(tag.split()) > _MOST_ATTRIBUTES for tag in tags)


def _extracted(tree: HtmlElement) -> list[str]:
    """The lines that trafilatura takes for the article."""
    tree = copy.deepcopy(tree)
    for element in tree.iter():
        element.text = without_unseen(element.text or "")
        element.tail = without_unseen(element.tail or "")
    for form in list(tree.iter("form")):
        _drop_invitation(form)
    for element in list(tree.iter()):
        if element.getparent() is not None and element.tag != "head" and (element.tag in SKIPPED or is_hidden(element)):
            element.drop_tree()
    for table in list(tree.iter("table")):
        cells = [cell for cell in table.iter("td", "th") if len(cell.text_content().split()) > _LAYOUT_WORDS]
        if cells or table.find(".//table") is not None:
            for part in (
                table,
                *(below for below in table.iterdescendants("tr", "td", "th", "tbody", "thead", "tfoot")),
            ):
                part.tag = "div"
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, include_formatting=False, deduplicate=False)
    except Exception:  # noqa: BLE001 - whatever a hostile page does to the library, it has then found nothing
        return []
    written = found.text if isinstance(found, trafilatura.settings.Document) else None
    return (written or "").split("\n")


def _drop_invitation(form: HtmlElement) -> None:
    """Take a form that asks for an address out, with the few words around it (`Sign up for our newsletter`)."""
    around = form.getparent()
    if around is None or not any(field.get("type") in {"email", "text"} for field in form.iter("input")):
        return
    is_card = around.tag in {"div", "section", "aside"} and len(around.text_content().split()) < _INVITATION_WORDS
    (around if is_card and around.getparent() is not None else form).drop_tree()


def _chosen(blocks: Sequence[Block], lines: Iterable[str]) -> list[int]:
    """The indices of the blocks of which at least half is in `lines`.

    Passages that stand once in the page show where the article lies; one that stands several times is taken there.
    """
    whole = _Whole.of(blocks)
    wanted = [text for line in lines if (text := _folded(line))]
    sure = [whole.only_place(text) if len(text) >= _UNIQUE else None for text in wanted]
    covered = bytearray(len(whole.text))
    following = None
    nexts: list[int | None] = []
    for place in reversed(sure):
        nexts.append(following)
        following = place if place is not None else following
    end = 0
    for text, only, later in zip(wanted, sure, reversed(nexts), strict=True):
        place = only
        if place is None:
            limit = later if later is not None and later >= end else len(whole.text)
            limit = min(limit, end + _NEAR) if end else limit
            place = whole.text.find(text, end, limit) if end else whole.text.rfind(text, max(0, limit - _NEAR), limit)
        if place >= 0:
            covered[place : place + len(text)] = b"\1" * len(text)
            end = max(end, place + len(text))
    return [
        index
        for index, start in enumerate(whole.starts)
        if (length := len(whole.folded[index])) and 2 * sum(covered[start : start + length]) >= length
    ]


class _Whole(Struct, frozen=True, kw_only=True):
    """The letters of all blocks of a page in one row."""

    folded: tuple[str, ...]
    starts: tuple[int, ...]
    text: str
    at: Mapping[str, list[int]]
    """Where the blocks of exactly these letters start."""

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> "_Whole":
        folded = tuple(_folded(block.text) for block in blocks)
        starts = tuple(accumulate(map(len, folded[:-1]), initial=0)) if folded else ()
        at: dict[str, list[int]] = {}
        for start, text in zip(starts, folded, strict=True):
            at.setdefault(text, []).append(start)
        return cls(folded=folded, starts=starts, text="".join(folded), at=at)

    def only_place(self, text: str) -> int | None:
        """Where a passage stands, if it is one block; else if it stands nowhere else. None for any other."""
        if known := self.at.get(text):
            return known[0] if len(known) == 1 else None
        first = self.text.find(text)
        return first if first >= 0 and self.text.find(text, first + 1) < 0 else None


class _Choice(Struct, frozen=True, kw_only=True):
    indices: tuple[int, ...]
    dropped: str | None = None
    """A language whose parts were left out."""


def _completed(blocks: Sequence[Block], chosen: list[int], headline: int | None) -> list[int]:
    """With the standfirst, and with paragraphs that stand between chosen ones as their siblings."""
    if not chosen:
        return []
    first = chosen[0]
    head = headline if headline is not None and headline < first else None
    before = [index for index in range(head + 1, first) if _is_standfirst(blocks[index])] if head is not None else []
    # What the library took above the headline is the head of the page.
    below = [index for index in chosen if headline is None or index > headline] or chosen
    known, found = set(below), []
    for left, right in pairwise(below):
        parent = blocks[left].element.getparent()
        if parent is not blocks[right].element.getparent():
            continue
        found += [
            index
            for index in range(left + 1, right)
            if index not in known and blocks[index].element.getparent() is parent and _is_own_text(blocks[index])
        ]
    return sorted({*before, *below, *found})


def _is_own_text(block: Block) -> bool:
    return block.tag in {"p", "blockquote", *HEADINGS} and block.linked < 0.8 and not block.element.get("class")  # noqa: PLR2004 - nearly all of it a link


def _is_standfirst(block: Block) -> bool:
    parent = block.element.getparent()
    names = [block.element.get("class") or "", block.element.get("itemprop") or ""]
    names += [parent.get("class") or ""] if parent is not None and len(parent) == 1 else []
    return block.linked < 0.5 and any(map(_STANDFIRST.search, names))  # noqa: PLR2004 - rather a text than a link


def _is_caption(block: Block) -> bool:
    near = [block.element, *list(block.element.iterancestors())[:3]]
    return any(element.tag == "figcaption" or _CAPTION.search(element.get("class") or "") for element in near)


def _headline(blocks: Sequence[Block], chosen: Sequence[int], meta: PageMeta) -> int | None:
    """The block that is the headline, as printed; None where there is none that the page's statements bear out."""
    first = next((index for index in chosen if len(blocks[index].text.split()) > _FEW), len(blocks))
    site = _folded(meta.site or "")
    stated = [_folded(title) for title in meta.titles]
    headings = [
        index for index in range(len(blocks)) if blocks[index].tag in HEADINGS and _folded(blocks[index].text) != site
    ]
    mains = [index for index in headings if blocks[index].tag == "h1"]
    for candidates in (mains, [index for index in headings if index <= first]):
        for index in candidates:
            if any(_is_same_title(_folded(blocks[index].text), title) for title in stated):
                return index
    above = [index for index in mains if index <= first]
    if len(above) == 1 and (stated or not meta.window_title or len(mains) == 1):
        return above[0]
    window = _folded(meta.window_title or "")
    within = [
        index
        for index in range(min(first + 1, len(blocks)))
        if len(text := _folded(blocks[index].text)) > len(window) / 2
        and (text in window or text in stated)
        and text != site
    ]
    return max(within, key=lambda index: (len(blocks[index].text), -index), default=None)


def _is_same_title(heading: str, stated: str) -> bool:
    """Whether a folded heading is a stated title, perhaps with a site's name, cut short or a little reworded."""
    if not heading or not stated:
        return False
    part = min(len(heading), len(stated)) > max(len(heading), len(stated)) / 2
    return (part and (heading in stated or stated in heading)) or fuzz.ratio(heading, stated) >= 85  # noqa: PLR2004 - a few letters


def _stated_title(meta: PageMeta) -> str | None:
    """The title that the metadata gives, without the name of the site."""
    title = next(iter(meta.titles), meta.window_title)
    parts = _SEPARATOR.split(title) if title else []
    for part in (parts[-1:] + parts[:1]) if len(parts) > 1 and meta.site else []:
        if title and _folded(part) == _folded(meta.site or ""):
            at = title.rindex(part) if part == parts[-1] else len(part)
            rest = title[:at] if part == parts[-1] else title[at:]
            return rest.strip(" |–—·»•:-")
    return title


def _site_of_window(window: str | None, title: str | None) -> str | None:
    """The name of the site where it stands beside the headline in the `title` element."""
    if not window or not title or title not in window or title == window:
        return None
    rest = window.replace(title, " | ")
    parts = [part.strip(" |–—·»•:-") for part in _SEPARATOR.split(rest)]
    last = [part for part in parts if part][-1:]
    return last[0] if last and len(last[0].split()) <= _SITE_WORDS else None


def _printed_date(blocks: Iterable[Block]) -> date | None:
    """The one day that short lines between headline and text name."""
    found = (find_date(block.text) for block in blocks if len(block.text.split()) <= _FEW)
    days = {written.value for written in found if written}
    return days.pop() if len(days) == 1 else None


def _without_other_languages(blocks: Sequence[Block], chosen: Sequence[int], headline: int | None) -> _Choice:
    """Without the parts that are marked as in another language than the headline or, without one, the first block.

    The mark must be on a section: a paragraph or a quotation in another language belongs to the article.
    """
    if not chosen:
        return _Choice(indices=())
    languages = {index: _section_language(blocks[index]) for index in chosen}
    own = _section_language(blocks[headline if headline is not None else chosen[0]])
    others = sorted({language for language in languages.values() if language and own and language != own})
    kept = tuple(index for index in chosen if languages[index] not in others)
    return _Choice(indices=kept, dropped=", ".join(others) or None)


def _section_language(block: Block) -> str | None:
    for element in (block.element, *block.element.iterancestors()):
        if element.tag in _SECTIONS and (code := language_code(element.get("lang"))):
            return code.partition("-")[0]
    return None


def _language_of(block: Block, meta: PageMeta) -> str | None:
    own = _section_language(block)
    return meta.language if own is None or (meta.language or "").startswith(own) else own


def _folded(text: str) -> str:
    """Letters and digits alone, by which two writings of one passage are the same."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
