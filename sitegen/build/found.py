"""What is found in the index from A to Z, as it lies in the store: each owner's lines, and its rows of the search file.

An owner is a story, by its folder, or a page outside the stories, by its address. Deliberately contains no layout.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from sitegen.build.kept import FOUND
from sitegen.build.store import IncompleteError, Store, from_bytes, to_bytes
from sitegen.site.search_index import GroupKey, index_groups, join_groups
from sitegen.site.views.index_plan import index_section
from sitegen.site.views.search import SearchEntry, entry_order

MOST_OWNERS = 64
"""In one search file or sitemap; the parts of a divided one have half as many on average."""


def keep_found(
    store: Store, owner: str, digest: bytes, entries: Sequence[SearchEntry], further: Mapping[str, str]
) -> None:
    """Keep what an owner has, in place of what was kept for it; `further` is as `index_groups` takes it."""
    if store.has(FOUND, owner, digest):
        return
    places = map(entry_order, entries)
    store.set_lines(
        owner,
        (
            (index_section(place), place, entry.kind, to_bytes(entry))
            for place, entry in zip(places, entries, strict=True)
        ),
    )
    store.put(FOUND, owner, digest, index_groups(entries, further))


def forget_others(store: Store, owners: Mapping[str, bytes]) -> None:
    """Keep only what these owners have, each with a digest of it; raises IncompleteError where that is not there."""
    there = store.digests(FOUND)
    if any(there.get(owner) != digest for owner, digest in owners.items()):
        raise IncompleteError
    for gone in there.keys() - owners.keys():
        store.set_lines(gone, ())
        store.drop(FOUND, [gone])


def read_entries(store: Store, section: str, first: str, last: str, *, several: bool) -> list[SearchEntry]:
    """The entries of a letter from one place to another; a site without `several` stories names none."""
    entries = [from_bytes(written, SearchEntry) for written in store.lines_between(section, first, last)]
    return entries if several else [replace(entry, story="") for entry in entries]


def divide_owners(owners: Iterable[str]) -> list[list[str]]:
    """Those whose rows are in the first file, in the second, ..., sorted; one's file does not hang on the others.

    The number of files is a power of two, so that it seldom changes.
    """
    ordered = sorted(owners)
    if len(ordered) <= MOST_OWNERS:
        return [ordered]
    n_files = 1 << (len(ordered) * 2 // MOST_OWNERS).bit_length() - 1
    files: list[list[str]] = [[] for _ in range(n_files)]
    for owner in ordered:
        place = hashlib.blake2b(owner.encode(), digest_size=4).digest()
        files[int.from_bytes(place, "little") % n_files].append(owner)
    return files


def search_file(store: Store, owners: Mapping[str, bytes], parts: Sequence[str], *, several: bool) -> bytes:
    """One search file, of these owners, each with a digest of what it has; `parts` are the addresses of the others."""
    found: list[tuple[GroupKey, str]] = []
    for owner, digest in owners.items():
        groups = store.get(FOUND, owner, digest, dict[GroupKey, str])
        if groups is None:
            raise IncompleteError
        found += [((kind, story if several else "", page), text) for (kind, story, page), text in groups.items()]
    return join_groups(found, parts)
