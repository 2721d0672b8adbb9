"""The index that a reader's browser searches: the entries of the index from A to Z, and more words to find them by.

One JSON file for the whole site, read by `assets/search.js` alone; its form is no public interface. What the entries of
one page share is written once, and of an address what its text says already is left out, so that twenty stories stay
below 60 kB as sent. Beside what the page shows, a claim can be found by the names and numbers that it alone has; of a
sentence that may not be reprinted none is in the file. Deliberately contains no inverted index: a few thousand rows are
searched at each keystroke without one.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, takewhile

from sitegen.model import Comparison
from sitegen.site import urls
from sitegen.site.reprint import withheld_sentences
from sitegen.site.views.passages import Passage
from sitegen.site.views.search import KINDS, SearchEntry, fold

VERSION = 1
"""Of the form; the script searches nothing of another."""

_NAME = re.compile(r"(?<=[\w,;:] )[^\W\d_a-z]\w+|\d[\d.,]*(?<=\d)")
"""A word with a capital that does not begin a sentence, or a number."""
_WORD = re.compile(r"[^\W_]+(?:[.,][^\W_]+)*")

Row = list[object]


def make_search_index(entries: Sequence[SearchEntry], comparisons: Iterable[Comparison]) -> dict[str, bytes]:
    """The file by path below the output folder.

    `stories` holds titles and `groups` the entries of one kind and page: `[kind, story, address, origin, rows]`, where
    `kind` and `story` are places in their lists (-1 for no story), and `address` and `origin` what the rows' begin
    with. A row is `[address, codes, text, passage, note, words]`, a passage `[text, origin, cuts, lang, dir]`, where
    `cuts` is 1 for words left out before, 2 for words left out after, 3 for both; what is empty at the end of either is
    left out. `~20~...` in an address stands for the first 20 characters of `stem` of the text or else the passage.
    """
    shown = {entry.url: _shown(entry) for entry in entries}
    further = {url: words for comparison in comparisons for url, words in _further(comparison, shown)}
    stories = sorted({entry.story for entry in entries if entry.story})

    def page(entry: SearchEntry) -> tuple[int, int, str]:
        place = stories.index(entry.story) if entry.story else -1
        return KINDS.index(entry.kind), place, entry.url.partition("#")[0] if "#" in entry.url else ""

    groups = []
    for (kind, story, _), group in groupby(sorted(entries, key=lambda one: (page(one), one.url)), key=page):
        members = list(group)
        address = _beginning([one.url for one in members])
        origin = _beginning([one.passage.origin for one in members if one.passage])
        rows = [_row(one, address, origin, further.get(one.url, "")) for one in members]
        groups.append([kind, story, address, origin, rows])
    record = {"version": VERSION, "kinds": KINDS, "stories": stories, "groups": groups}
    return {urls.SEARCH_INDEX: (json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n").encode()}


def stem(text: str) -> str:
    """The text as most addresses begin: small plain letters and digits, hyphens between words."""
    small = re.sub("[A-Z]", lambda found: found[0].lower(), text)
    return re.sub("[^a-z0-9]+", "-", re.sub("['’.,]", "", small)).strip("-")


def _row(entry: SearchEntry, address: str, origin: str, words: str) -> Row:
    tail = entry.url.removeprefix(address)
    n_same = len(_beginning((tail, stem(_shown(entry)))))
    if n_same > len("~20~"):
        tail = f"~{n_same}~{tail[n_same:]}"
    passage = _passage(entry.passage, origin) if entry.passage else 0
    return _trimmed([tail, entry.codes, entry.text, passage, entry.note, words])


def _beginning(texts: Sequence[str]) -> str:
    """What all texts begin with."""
    first, last = min(texts, default=""), max(texts, default="")
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(char for char, _ in pairs)


def _passage(passage: Passage, origin: str) -> Row:
    cuts = passage.cut_before + 2 * passage.cut_after
    tail = passage.origin.removeprefix(origin)
    return _trimmed([passage.text, tail, cuts, passage.language or "", passage.direction or ""])


def _trimmed(row: Row) -> Row:
    """The row without what is empty at its end."""
    while row and not row[-1]:
        row.pop()
    return row


def _shown(entry: SearchEntry) -> str:
    """The first that a reader sees of an entry."""
    return entry.text or (entry.passage.text if entry.passage else "")


def _further(comparison: Comparison, shown: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Address of a claim, and the names and numbers of its sentences that no entry of a claim of the story shows.

    One that stands in several claims is left out: it would find nothing in particular, and there are many.
    """
    story, withheld = comparison.story.id, withheld_sentences(comparison)
    texts = {one.id: one.text for one in comparison.sentences if one.id not in withheld}
    names = {}
    for claim in comparison.claims:
        url = urls.claim(story, claim.id)
        seen = set(_WORD.findall(fold(shown.get(url, ""))))
        found = {name for sentence in claim.sentences for name in _NAME.findall(texts.get(sentence, ""))}
        names[url] = {name for name in found if fold(name) not in seen}
    n_claims = Counter(name for each in names.values() for name in each)
    for url, each in names.items():
        yield url, " ".join(sorted(name for name in each if n_claims[name] == 1))
