"""The files outside the stories, each from what all stories have for it; one whose parts are as they were is not made.

Deliberately contains no work on a single story and writes nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar, cast

from msgspec import Raw, Struct, field
from msgspec.structs import replace

from sitegen.build.found import divide_owners, forget_others, keep_found, read_entries, search_file
from sitegen.build.kept import INDEX, PART, PARTS, SitePageKept, StoryKept
from sitegen.build.store import IncompleteError, Store, digest_of, from_bytes, to_bytes
from sitegen.build.story_files import FEED, SEARCH, SITEMAP, Lead, Theme, view_digest
from sitegen.build.theme import render_pages
from sitegen.problems import Problem, SitegenError
from sitegen.site import urls
from sitegen.site.check import Originals, check_page, page_problems
from sitegen.site.feed import FeedStory, join_feed
from sitegen.site.hosting import join_sitemap, list_sitemaps, make_hosting_files, sitemap_entries
from sitegen.site.pages import (
    SEARCH_TEMPLATE,
    Page,
    SiteFacts,
    SitePlace,
    part_type,
    place_template,
    search_page,
    site_page,
    site_places,
)
from sitegen.site.views.index_plan import MOST_ENTRIES, IndexPage, LetterLink, plan_letter, plan_letters
from sitegen.site.views.search import entries_of, entry_order, search_view

T = TypeVar("T")
_FEED = SitePlace(address=FEED, of=FEED, takes=FEED)


class SiteFiles(Struct, kw_only=True):
    """What became of the files outside the stories."""

    files: dict[str, bytes] = field(default_factory=dict)
    """Those that were made."""
    pages: dict[str, SitePageKept] = field(default_factory=dict)
    """All of them, by path."""
    days: dict[str, date | None] = field(default_factory=dict)
    n_pages: int = 0
    n_rendered: int = 0
    faults: list[Problem] = field(default_factory=list)
    leads: dict[str, tuple[Lead, ...]] = field(default_factory=dict)
    """Path of a page that was made -> where it leads."""


class Surrounding(Struct, frozen=True, kw_only=True):
    """What all these files are made with."""

    facts: SiteFacts
    theme: Theme
    made_with: bytes
    """Digest of settings, outlets and concepts; each page is made with its template beside that."""
    stories: Mapping[str, StoryKept]
    """Those that are shown, in the order in which pages name them."""
    members: Mapping[str, Sequence[str]]
    """Address -> those that have something for it, as `find_members` gives them."""
    originals: Originals
    kept: Mapping[str, SitePageKept]
    """Of the build before; empty where its output is not to be relied on."""


class _Index(Struct, frozen=True, kw_only=True):
    """What all pages of the index from A to Z have in common."""

    links: tuple[LetterLink, ...]
    n_of_kind: Mapping[str, int]
    several: bool
    """Whether the site has several stories."""
    made_with: bytes


def find_members(stories: Mapping[str, StoryKept]) -> dict[str, list[str]]:
    """Address -> the stories that have something for it, in their order."""
    found: dict[str, list[str]] = {}
    for folder, story in stories.items():
        for address in story.parts:
            found.setdefault(address, []).append(folder)
    return found


class Parts:
    """What stories have for the pages outside them.

    Those for a page that is made from all stories lie together, read once a build and written once; those for a page
    of some stories each by itself.
    """

    def __init__(self, store: Store) -> None:
        """Read nothing yet."""
        self.store = store
        self._read: dict[str, dict[str, Raw]] = {}
        self._known: dict[tuple[str, str], object] = {}
        self._changed: set[str] = set()

    def of(self, address: str, folders: Mapping[str, bytes], kind: type[T]) -> Iterator[T]:
        """What these stories have for a page, each with a digest of it; raises IncompleteError where that is not."""
        for folder, digest in folders.items():
            if _is_apart(address):
                part = self.store.get(PART, f"{address} {folder}", digest, kind)
            else:
                part = self._one_of(address, folder, kind)
            if part is None:
                raise IncompleteError
            yield part

    def put(self, address: str, folder: str, digest: bytes, part: object) -> None:
        """Keep what a story has for a page."""
        if _is_apart(address):
            self.store.put(PART, f"{address} {folder}", digest, part)
        else:
            self._changed.add(address)
            self._together(address)[folder] = Raw(to_bytes(part))
            self._known[address, folder] = part

    def drop(self, address: str, folder: str) -> None:
        """Forget what a story has for a page."""
        if _is_apart(address):
            self.store.drop(PART, [f"{address} {folder}"])
        elif self._together(address).pop(folder, None) is not None:
            self._changed.add(address)
            self._known.pop((address, folder), None)

    def write(self) -> None:
        """Put what was changed into the store."""
        for address in sorted(self._changed):
            self.store.put(PARTS, address, b"", self._read[address])
        self._changed.clear()

    def _one_of(self, address: str, folder: str, kind: type[T]) -> T | None:
        """One of those that lie together, which several pages may be made from."""
        if (address, folder) not in self._known:
            written = self._together(address).get(folder)
            self._known[address, folder] = None if written is None else from_bytes(written, kind)
        return cast(T | None, self._known[address, folder])

    def _together(self, address: str) -> dict[str, Raw]:
        if address not in self._read:
            self._read[address] = self.store.get(PARTS, address, b"", dict[str, Raw]) or {}
        return self._read[address]


def _is_apart(address: str) -> bool:
    return address in {urls.HOME, urls.METHOD, SITEMAP} or (
        address.startswith(urls.OUTLETS) and address != urls.OUTLETS
    )


def keep_parts(
    parts: Parts,
    before: Mapping[str, StoryKept],
    now: Mapping[str, StoryKept],
    made: Mapping[str, dict[str, object]],
    spoilt: Collection[str],
) -> None:
    """Change what stories have for each page, where it is other than it was.

    `made` holds the parts of the stories that were laid out, by folder; of those in `spoilt` the store may have others
    than `before` says.
    """
    touched: dict[str, set[str]] = {}
    for folder in {*before, *now}:
        old = before[folder].parts if folder in before else {}
        new = now[folder].parts if folder in now else {}
        if old is new and folder not in spoilt:
            continue
        for address in (old.keys() | new.keys()) - {SEARCH}:
            if old.get(address) != new.get(address) or folder in spoilt:
                touched.setdefault(address, set()).add(folder)
    for address, folders in touched.items():
        for folder in folders:
            if folder not in now or address not in now[folder].parts:
                parts.drop(address, folder)
            elif folder in made:
                parts.put(address, folder, now[folder].parts[address], made[folder][address])
            else:
                raise IncompleteError
    for folder, own in made.items():
        keep_found(parts.store, folder, now[folder].parts[SEARCH], *own[SEARCH])  # type: ignore[misc]


def make_site_files(
    parts: Parts, around: Surrounding, assets: Mapping[str, bytes], data: Mapping[str, bytes]
) -> SiteFiles:
    """Every file that is no story's."""
    done = SiteFiles()
    for place in site_places(around.facts, {address: len(those) for address, those in around.members.items()}):
        _make_page(parts, around, place, done)
    _make_index(parts.store, around, done)
    settings = around.facts.settings
    _put_files(around, done, {**assets, **data})
    feed = _made_of(around, _FEED)
    if settings.base_url and not _is_kept(around, done, FEED, feed):
        stories = [part for part in _parts(parts, around, _FEED) if isinstance(part, FeedStory)]
        _put_file(around, done, FEED, feed, join_feed(settings, stories)[FEED])
    _put_files(around, done, make_hosting_files(settings.base_url))
    if settings.base_url:
        _make_sitemap(parts, around, settings.base_url, done)
    return done


def _make_sitemap(parts: Parts, around: Surrounding, base_url: str, done: SiteFiles) -> None:
    """The sitemap; on a large site a list of sitemaps, of which only that of a changed story is made."""
    own = sitemap_entries(done.days, base_url)
    groups = divide_owners(around.stories)
    files = {SITEMAP: groups[0]}
    if len(groups) > 1:
        files = {urls.sitemap_part(n): group for n, group in enumerate([[], *groups])}
        _put_files(around, done, {SITEMAP: list_sitemaps(files, base_url)})
    for n, (path, folders) in enumerate(files.items()):
        more = [own] if n == 0 else []
        digests = {folder: around.stories[folder].parts[SITEMAP] for folder in folders}
        made_of = digest_of(base_url, "\0".join(folders), b"".join(digests.values()), *(text for _, text in more))
        if not _is_kept(around, done, path, made_of):
            listed = [*more, *parts.of(SITEMAP, digests, tuple[str, str])]
            _put_file(around, done, path, made_of, join_sitemap(listed))


def _make_page(parts: Parts, around: Surrounding, place: SitePlace, done: SiteFiles) -> None:
    """One page; what it has in the index is kept under its address."""
    address, path = place.address, urls.file_of(place.address)
    made_of = _made_of(around, place)
    done.n_pages += 1
    if _is_kept(around, done, path, made_of):
        done.days[path] = around.kept[path].day
        return
    page = site_page(place, around.facts, _parts(parts, around, place))
    done.days[path] = page.day
    entries = tuple(sorted(entries_of(address, page.view), key=entry_order))
    found = digest_of(entries) if entries else b""
    _render(around, done, page, made_of, found)
    if entries:
        keep_found(parts.store, address, found, entries, {})


def _make_index(store: Store, around: Surrounding, done: SiteFiles) -> None:
    """The index from A to Z and the files that a browser searches."""
    several = len(around.stories) > 1
    owners = {folder: story.parts[SEARCH] for folder, story in around.stories.items()}
    owners |= {urls.address_of(path): page.found for path, page in done.pages.items() if page.found}
    facts = around.facts
    template = around.theme.digests.get(SEARCH_TEMPLATE, b"")
    made_of = digest_of(around.made_with, template, repr((facts.n_articles, str(facts.day), sorted(owners.items()))))
    old = around.kept.get(SEARCH)
    if old and old.made_of == made_of:
        done.pages |= {path: page for path, page in around.kept.items() if path.startswith(urls.SEARCH)}
        pages = [path for path in done.pages if path.startswith(urls.SEARCH) and path.endswith(".html")]
        done.n_pages += len(pages)
        done.days |= {path: done.pages[path].day for path in pages}
        return
    forget_others(store, owners)
    counts: Counter[str] = Counter()
    n_of_kind: Counter[str] = Counter()
    totals: dict[str, list[bytes]] = {}
    for section, kind, n, total in store.sections():
        counts[section] += n
        n_of_kind[kind] += n
        totals.setdefault(section, []).append(total)
    links, main = plan_letters(list(counts.items()), MOST_ENTRIES)
    index = _Index(
        links=links,
        n_of_kind=n_of_kind,
        several=several,
        made_with=digest_of(
            around.made_with,
            template,
            repr([(link.letter, link.url) for link in links]),
            repr((facts.n_articles, str(facts.day), several)),
        ),
    )
    _make_main_page(store, around, index, main, counts if main.end else (), done)
    for section in () if main.end else counts:
        _make_letter(store, around, index, section, digest_of(index.made_with, *totals[section]), done)
    groups = divide_owners(owners)
    files = {SEARCH: groups[0]}
    if len(groups) > 1:
        files = {SEARCH: [], **{urls.search_part(n): group for n, group in enumerate(groups)}}
    for path, held in files.items():
        of_file = made_of if path == SEARCH else digest_of(repr((several, [(one, owners[one]) for one in held])))
        if not _is_kept(around, done, path, of_file):
            listed = [one for one in files if one != SEARCH] if path == SEARCH else []
            content = search_file(store, {one: owners[one] for one in held}, listed, several=several)
            _put_file(around, done, path, of_file, content)


def _make_main_page(
    store: Store, around: Surrounding, index: _Index, page: IndexPage, sections: Collection[str], done: SiteFiles
) -> None:
    """The page with the bar of letters, with all entries of these sections."""
    lines = {section: store.lines(section) for section in sections}
    made = digest_of(
        index.made_with,
        repr((sorted(index.n_of_kind.items()), index.links)),
        *(digest for each in lines.values() for _, digest in each),
    )
    places = [(section, each[0][0], each[-1][0]) for section, each in lines.items()]
    _make_index_page(store, around, index, page, places, made, done)


def _make_letter(
    store: Store, around: Surrounding, index: _Index, section: str, made_of: bytes, done: SiteFiles
) -> None:
    """The pages of one letter; where no line of it is other than it was, they are not looked at."""
    known = store.get(INDEX, section, made_of, tuple[tuple[str, bytes], ...])
    if known is not None and all(_is_kept(around, done, path, made) for path, made in known):
        done.n_pages += len(known)
        done.days |= {path: around.facts.day for path, _ in known}
        return
    lines = store.lines(section)
    made_pages = []
    for page in plan_letter(section, [place for place, _ in lines], MOST_ENTRIES):
        some = lines[page.start : page.end]
        made = digest_of(index.made_with, repr((page.title, page.parts)), *(digest for _, digest in some))
        _make_index_page(store, around, index, page, [(section, some[0][0], some[-1][0])], made, done)
        made_pages.append((urls.file_of(page.address), made))
    store.put(INDEX, section, made_of, tuple(made_pages))


def _make_index_page(
    store: Store,
    around: Surrounding,
    index: _Index,
    page: IndexPage,
    places: Sequence[tuple[str, str, str]],
    made_of: bytes,
    done: SiteFiles,
) -> None:
    """A page with the entries of these sections, each from one place to another."""
    path, facts = urls.file_of(page.address), around.facts
    done.n_pages += 1
    done.days[path] = facts.day
    if not _is_kept(around, done, path, made_of):
        entries = [entry for place in places for entry in read_entries(store, *place, several=index.several)]
        view = search_view(facts.settings, facts.n_articles, page, entries, index.links, index.n_of_kind)
        _render(around, done, search_page(page.address, view, facts), made_of, b"")


def _made_of(around: Surrounding, place: SitePlace) -> bytes:
    facts, takes, folders = around.facts, place.takes, _folders(around, place)
    shown = repr((place.address, place.n, takes, facts.n_articles, facts.n_stories, str(facts.day)))
    parts = b"".join([around.stories[folder].parts[takes] for folder in folders])
    template = around.theme.digests.get(place_template(place), b"")
    return digest_of(around.made_with, template, shown, "\0".join(folders), parts)


def _parts(kept: Parts, around: Surrounding, place: SitePlace) -> list[object]:
    """What the stories have for a page, in their order."""
    kind = FeedStory if place.takes == FEED else part_type(place.takes)
    digests = {one: around.stories[one].parts[place.takes] for one in _folders(around, place)}
    return list(kept.of(place.takes, digests, kind))


def _folders(around: Surrounding, place: SitePlace) -> Sequence[str]:
    return around.members.get(place.of, ())[place.start : place.end]


def _is_kept(around: Surrounding, done: SiteFiles, path: str, made_of: bytes) -> bool:
    """Whether a file is as it was, which is noted then."""
    old = around.kept.get(path)
    if old is None or old.made_of != made_of:
        return False
    done.pages[path] = old
    return True


def _render(around: Surrounding, done: SiteFiles, page: Page, made_of: bytes, found: bytes) -> None:
    view = view_digest(page, around.theme)
    old = around.kept.get(page.path)
    if old and old.view == view:
        done.pages[page.path] = replace(old, made_of=made_of, found=found, day=page.day)
        return
    (rendered,) = render_pages([page], around.theme.render, around.theme.folders)
    check = check_page(rendered, around.originals, around.theme.base_url)
    done.faults += page_problems(page.path, page.template, check.faults)
    done.files[page.path] = rendered.html.encode()
    done.pages[page.path] = SitePageKept(made_of=made_of, view=view, ids=check.ids, found=found, day=page.day)
    done.leads[page.path] = tuple(
        Lead(page=page.path, template=page.template, target=target) for target in check.targets
    )
    done.n_rendered += 1


def _put_files(around: Surrounding, done: SiteFiles, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        made_of = digest_of(content)
        if not _is_kept(around, done, path, made_of):
            _put_file(around, done, path, made_of, content)


def _put_file(around: Surrounding, done: SiteFiles, path: str, made_of: bytes, content: bytes) -> None:
    if path in done.files:
        raise SitegenError(f"{path}: two parts of the site need this file. Rename the story or the asset.")
    view = digest_of(content)
    old = around.kept.get(path)
    if not (old and old.view == view):
        done.files[path] = content
    done.pages[path] = SitePageKept(made_of=made_of, view=view)
