"""The index from A to Z: every claim, figure, quote, speaker, wording, article and outlet, and where it is shown.

It is made from the views of the other pages, so that an entry is called what its page calls it, shows of a withheld
sentence no more than that page does, and leads to a place that is there. A kind of page that is to be found is a case
of `entries_of`. Deliberately contains no search: that is done by a script in the browser, over the same entries.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Settings
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.claim import ClaimView
from sitegen.site.views.concept import ConceptView
from sitegen.site.views.desk import BRIEF_TITLE, Tag
from sitegen.site.views.figures import FiguresView
from sitegen.site.views.frame import Frame, site_frame
from sitegen.site.views.index_plan import (
    DIGITS,
    MARK,
    MOST_ENTRIES,
    OTHER,
    IndexPage,
    LetterLink,
    PartLink,
    letter_anchor,
    plan_index,
)
from sitegen.site.views.outlet import OutletView
from sitegen.site.views.overview import OverviewView
from sitegen.site.views.passages import Passage, Run
from sitegen.site.views.quotes import UNNAMED, QuotesView
from sitegen.site.views.read import ReadView

KINDS = ("Story", "Outlet", "Speaker", "Concept", "Claim", "Figure", "Quote", "Wording", "Article")
"""What an entry can be, in the order in which a search lists equally good finds."""

_WORD = re.compile(r"\S+")
_ARTICLE = re.compile(r"(the|an?)\s+(?=\w)")
_NO_LETTER = re.compile(r"^[\W_]+")


class SearchEntry(Struct, frozen=True, kw_only=True):
    """One line of the index."""

    kind: str
    """One of `KINDS`."""
    text: str
    """Our words; empty where the passage is all there is to say."""
    passage: Passage | None
    """An outlet's words."""
    note: str
    """What else it is called; empty for nothing."""
    url: str
    story: str
    """Title of the story, where the site has several; empty for what stands in none."""
    codes: str
    """Codes of the articles that have it."""


class LetterGroup(Struct, frozen=True, kw_only=True):
    """The entries of one letter on one page."""

    letter: str
    anchor: str
    entries: tuple[SearchEntry, ...]


class SearchView(Struct, frozen=True, kw_only=True):
    """The index, or one letter of a long one."""

    frame: Frame
    title: str
    lead: str
    has_field: bool
    """Whether a script may show its field here."""
    letters: tuple[LetterLink, ...]
    groups: tuple[LetterGroup, ...]
    """Empty where each letter has a page."""
    parts: tuple[PartLink, ...]
    """The pages of this letter; empty where there is one."""


def search_entries(pages: Iterable[tuple[str, object]]) -> tuple[SearchEntry, ...]:
    """What can be found in pages, given as address and view, from A to Z."""
    found = [entry for address, view in pages for entry in entries_of(address, view)]
    if sum(entry.kind == "Story" for entry in found) <= 1:
        found = [replace(entry, story="") for entry in found]
    return tuple(sorted(found, key=entry_order))


def entry_order(entry: SearchEntry) -> str:
    """What entries are sorted by, from A to Z."""
    rank, letter = _order(_letter(entry))
    return MARK.join((str(rank), letter, _key(entry), str(KINDS.index(entry.kind)), entry.url))


def search_views(
    settings: Settings, n_articles: int, entries: Sequence[SearchEntry], most: int = MOST_ENTRIES
) -> tuple[tuple[str, SearchView], ...]:
    """Every page of the index with its address, `most` entries on each; `entries` as `search_entries` sorts them."""
    links, pages = plan_index([entry_order(entry) for entry in entries], most)
    n_of_kind = Counter(entry.kind for entry in entries)
    return tuple(
        (page.address, search_view(settings, n_articles, page, entries[page.start : page.end], links, n_of_kind))
        for page in pages
    )


def search_view(
    settings: Settings,
    n_articles: int,
    page: IndexPage,
    entries: Sequence[SearchEntry],
    links: tuple[LetterLink, ...],
    n_of_kind: Mapping[str, int],
) -> SearchView:
    """One page of the index with its `entries`; `n_of_kind` counts those of the whole index."""
    is_main = page.address == urls.SEARCH
    return SearchView(
        frame=site_frame(
            settings,
            n_articles,
            title=page.title,
            address=page.address,
            description="Every claim, figure, quote, wording, article and outlet from A to Z.",
        ),
        title=page.title,
        lead=_lead(n_of_kind) if is_main else "",
        has_field=is_main and bool(links),
        letters=links,
        groups=tuple(_group(letter, tuple(group)) for letter, group in groupby(entries, key=_letter)),
        parts=page.parts if len(page.parts) > 1 else (),
    )


def fold(text: str) -> str:
    """The text without case and marks on letters, as entries are compared and sorted."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def entries_of(address: str, view: object) -> Iterator[SearchEntry]:
    """What is to be found on one page."""
    match view:
        case OverviewView():
            yield _entry("Story", address, view.frame, text=view.title, tags=[one.tag for one in view.key], story="")
        case ClaimView():
            title = view.title
            tags = dict.fromkeys(place.tag for place in view.places)
            yield _entry("Claim", address, view.frame, text=title.text, passage=title.brief, tags=tags)
        case FiguresView():
            yield from _figures(address, view)
        case QuotesView():
            yield from _quotes(address, view)
        case ReadView():
            name = "" if view.title else f"{view.article.name}: no headline in the text"
            passage = _shortened(view.title) if view.title else None
            yield _entry("Article", address, view.frame, text=name, passage=passage, tags=[view.article.tag])
        case ConceptView():
            uses = [article for story in view.stories for article in story.articles if article.uses]
            yield _entry("Concept", address, view.frame, text=view.referent, tags=[article.tag for article in uses])
        case OutletView():
            if view.within is None:
                yield _entry("Outlet", address, view.frame, text=view.name, tags=[view.tag])
            yield from _wordings(address, view)
        case _:
            return


def _figures(address: str, view: FiguresView) -> Iterator[SearchEntry]:
    for block in view.blocks:
        said = [(row.passage, (row.tag,)) for row in block.rows] + [(it.passage, it.tags) for it in block.wordings]
        tags = list(dict.fromkeys(tag for _, each in said for tag in each))
        place = f"{address}#{block.anchor}"
        yield _entry("Figure", place, view.frame, text=block.title, passage=_shortened(said[0][0]), tags=tags)
    for group in view.lone:
        for figure in group.figures:
            if figure.anchor:
                place, passage = f"{address}#{figure.anchor}", _shortened(figure.passage)
                yield _entry("Figure", place, view.frame, text=figure.counted, passage=passage, tags=[group.tag])


def _quotes(address: str, view: QuotesView) -> Iterator[SearchEntry]:
    for speaker in view.speakers:
        everyone: dict[Tag, None] = {}
        for utterance in speaker.utterances:
            tags = list(dict.fromkeys(tag for wording in utterance.wordings for tag in wording.tags))
            everyone |= dict.fromkeys(tags)
            passage = _shortened(utterance.wordings[0].passage)
            place = f"{address}#{utterance.anchor}"
            note = "" if speaker.name == UNNAMED else speaker.name
            yield _entry("Quote", place, view.frame, passage=passage, note=note, tags=tags)
        if speaker.name != UNNAMED:
            note, place = f"also {speaker.also}" if speaker.also else "", f"{address}#{speaker.anchor}"
            yield _entry("Speaker", place, view.frame, text=speaker.name, note=note, tags=list(everyone))


def _wordings(address: str, view: OutletView) -> Iterator[SearchEntry]:
    """Each wording of an outlet once, at its first place on the page."""
    seen: set[str] = set()
    for section in view.sections:
        for one in (entry for group in (*section.reviewed, *section.by_rule) for entry in group.entries):
            words = fold(" ".join(one.headword.text.split()))
            if words not in seen:
                place = f"{address}#{one.anchor}"
                yield _entry("Wording", place, view.frame, passage=_shortened(one.headword), tags=[view.tag])
            seen.add(words)


def _entry(
    kind: str,
    url: str,
    frame: Frame,
    *,
    text: str = "",
    passage: Passage | None = None,
    note: str = "",
    tags: Iterable[Tag] = (),
    story: str | None = None,
) -> SearchEntry:
    return SearchEntry(
        kind=kind,
        text=text,
        passage=passage,
        note=note,
        url=url,
        story=frame.story_title if story is None else story,
        codes=" ".join(dict.fromkeys(tag.code for tag in tags if not tag.is_absent)),
    )


def _shortened(passage: Passage) -> Passage:
    """The beginning of a passage, without marks."""
    text = passage.text
    words = list(_WORD.finditer(text))
    if len(words) <= BRIEF_TITLE:
        return replace(passage, runs=(Run(text=text),))
    return replace(passage, runs=(Run(text=text[: words[BRIEF_TITLE - 1].end()]),), cut_after=True)


def _key(entry: SearchEntry) -> str:
    """What an entry is sorted by: without an article before the first word that counts."""
    text = fold(entry.text or (entry.passage.text if entry.passage else ""))
    bare = _NO_LETTER.sub("", text)
    return _ARTICLE.sub("", bare, count=1) if _ARTICLE.match(bare) else bare


def _letter(entry: SearchEntry) -> str:
    """Under which heading an entry stands: a letter of an alphabet, all digits together, and the rest."""
    first = _key(entry)[:1]
    if first.isdecimal():
        return DIGITS
    is_alphabetic = first.upper() != first or unicodedata.bidirectional(first or " ") in {"R", "AL"}
    return first.upper() if is_alphabetic else OTHER


def _order(letter: str) -> tuple[int, str]:
    """Digits before letters, the rest after them."""
    return (0 if letter == DIGITS else 2 if letter == OTHER else 1, letter)


def _group(letter: str, entries: Sequence[SearchEntry]) -> LetterGroup:
    return LetterGroup(letter=letter, anchor=letter_anchor(letter), entries=tuple(entries))


def _lead(n_of_kind: Mapping[str, int]) -> str:
    """How much can be found, by kind."""
    counts = {kind: n_of_kind.get(kind, 0) for kind in KINDS}
    nouns = {"Story": "stories"}
    listed = [phrases.digits(n, kind.lower(), nouns.get(kind)) for kind, n in counts.items() if n]
    return f"From A to Z: {phrases.listed(listed)}." if listed else "There is nothing to find yet."
