"""The index that a reader's browser searches: the entries of the index from A to Z, and more words to find them by.

One JSON file for the whole site, or a list of such files for a large one, read by `assets/search.js` alone; the form is
no public interface. What the entries of one page share is written once, and of an address what its text says already is
left out, so that twenty stories stay below 60 kB as sent. Beside what the page shows, a claim can be found by the names
and numbers that it alone has; of a sentence that may not be reprinted none is in the file. Deliberately contains no
inverted index: a few thousand rows are searched at each keystroke without one.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

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
GroupKey = tuple[int, str, str]
"""Place of a kind, title of a story, and the page that the entries are on, where they are places of one."""


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
    return {urls.SEARCH_INDEX: join_groups(index_groups(entries, further).items())}


def index_groups(entries: Iterable[SearchEntry], further: Mapping[str, str]) -> dict[GroupKey, str]:
    """Key of a group -> its address, origin and rows as JSON without the brackets around them.

    `entries` stand from A to Z; `further` has the words by which an address is found beside what it shows.
    """
    groups: dict[GroupKey, list[SearchEntry]] = {}
    for entry in entries:
        page = entry.url.partition("#")[0] if "#" in entry.url else ""
        groups.setdefault((KINDS.index(entry.kind), entry.story, page), []).append(entry)
    return {key: _group(sorted(same, key=lambda one: one.url), further) for key, same in groups.items()}


def join_groups(groups: Iterable[tuple[GroupKey, str]], parts: Sequence[str] = ()) -> bytes:
    """The whole file; `parts` are the addresses of others, of the same form, that have the rest."""
    groups = sorted(groups)
    stories = sorted({story for (_, story, _), _ in groups if story})
    place = {"": -1, **{story: n for n, story in enumerate(stories)}}
    more = {"parts": parts} if parts else {}
    head = _json({"version": VERSION, "kinds": KINDS, **more, "stories": stories})[:-1]
    listed = ",".join(f"[{kind},{place[story]},{found}]" for (kind, story, _), found in groups)
    return f'{head},"groups":[{listed}]}}\n'.encode()


def further_words(comparison: Comparison, entries: Iterable[SearchEntry]) -> dict[str, str]:
    """Address of a claim -> the words by which it is found beside what its entry, one of these, shows."""
    return dict(_further(comparison, {entry.url: _shown(entry) for entry in entries}))


def stem(text: str) -> str:
    """The text as most addresses begin: small plain letters and digits, hyphens between words."""
    small = re.sub("[A-Z]", lambda found: found[0].lower(), text)
    return re.sub("[^a-z0-9]+", "-", re.sub("['’.,]", "", small)).strip("-")


def _group(members: Sequence[SearchEntry], further: Mapping[str, str]) -> str:
    address = _beginning([one.url for one in members])
    origin = _beginning([one.passage.origin for one in members if one.passage])
    return _json([address, origin, [_row(one, address, origin, further.get(one.url, "")) for one in members]])[1:-1]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
