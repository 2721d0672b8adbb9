"""A site from end to end: look, load, compare, lay out, render, check; then, and only then, write.

What an earlier build found out is taken from the store where it still holds, a story at a time, and never changes what
comes out. `make_site` is everything but the writing, for whoever asks whether a site builds without building it.
Deliberately contains no step's work, only their order.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping, MutableMapping
from concurrent.futures import Executor
from contextlib import nullcontext
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.build.ahead import NOBODY, Ahead
from sitegen.build.kept import COMPARISON, KEPT, ORIGINALS, PAGES, SITE, WRITING, Kept, Output, PageKept, StoryKept
from sitegen.build.links import check_leads
from sitegen.build.look import (
    Look,
    find_report,
    keep,
    keep_output,
    look,
    read_folder,
    read_manifest_stamp,
    watched_folders,
)
from sitegen.build.originals import read_originals
from sitegen.build.packed import Packed, join_files
from sitegen.build.report import Report
from sitegen.build.site_files import Parts, Surrounding, find_members, keep_parts, make_site_files
from sitegen.build.store import IncompleteError, Store, digest_of, open_store, to_bytes
from sitegen.build.stories_read import load_stories, stale_problem
from sitegen.build.story_files import StoryFiles
from sitegen.build.story_work import WORTH_PACKING, Progress, Terms, make_stories, read_terms
from sitegen.build.theme import template_digests
from sitegen.build.writer import check_output_folder, write_changes, write_site
from sitegen.model import Comparison
from sitegen.problems import Problem, SitegenError
from sitegen.site.assets import default_templates, make_assets
from sitegen.site.check import check_styles
from sitegen.site.export import read_schema
from sitegen.site.pages import STORY_TEMPLATES, SiteFacts

_MOST_FAULTS = 20
_A_BATCH = 20
"""Stories after which what was found out is made safe from a kill."""


class Site(Struct, frozen=True, kw_only=True):
    """A finished site that has not been written."""

    files: dict[str, bytes]
    """Path below the output folder -> bytes."""
    base_url: str | None
    """The address that the pages were made for."""
    comparisons: tuple[Comparison, ...]
    problems: tuple[Problem, ...]
    """Warnings; with errors there is no site."""
    drafts: tuple[str, ...]
    """Ids of the stories left out because they are drafts."""


class _Made(Struct, frozen=True, kw_only=True):
    """What a build is about to write, and what it will leave for the next one."""

    files: Mapping[str, bytes]
    """Those that were made."""
    fresh: frozenset[str]
    """Paths among them that the build before had not."""
    gone: frozenset[str]
    """Paths that the build before had, and this one has not."""
    touched: dict[str, tuple[str, ...]]
    """Whose files are among these -> all paths that it had and has."""
    kept: Kept
    """Without what is known only when all is written."""
    n_files: int


def build(
    root: Path,
    out: Path,
    *,
    executor: Executor,
    progress: Progress | None = None,
    store: Store | None = None,
    seen: Look | None = None,
    ahead: Ahead = NOBODY,
) -> Report:
    """Build the site at `root` into the folder `out`, with what `store` keeps of earlier builds.

    A store that stays open between builds of one process serves as well as a file. `seen` is a look taken before.
    The pages of `ahead` are shown before anything is written, also where the build then fails.
    Raises ContentError where the content is at fault, and SitegenError where something else fails that can be expected
    to; up to the first write `out` is as it was.
    """
    check_output_folder(root, out)
    say = progress or _say_nothing
    with nullcontext(store) if store else open_store(None) as kept:
        seen = seen or look(root, out, kept)
        if report := find_report(seen, kept):
            return report
        made = _make(root, seen, kept, executor, say, ahead)
        say("writing")
        return _write(out, seen, made, kept)


def make_site(root: Path, *, executor: Executor, progress: Progress | None = None) -> Site:
    """The site at `root`, rendered and checked. Raises as `build` does, and touches no file."""
    with open_store(None) as store:
        seen = look(root, root / "public", store)
        made = _make(root, seen, store, executor, progress or _say_nothing, NOBODY)
        stories = made.kept.stories.items()
        shown = [(folder, story.compared) for folder, story in stories if story.compared]
        comparisons = [store.get(COMPARISON, folder, compared, Comparison) for folder, compared in shown]
        if None in comparisons:
            raise IncompleteError  # not even what was just put there can be read
        return Site(
            files=dict(made.files),
            base_url=made.kept.report.base_url,
            comparisons=tuple(one for one in comparisons if one),
            problems=made.kept.report.problems,
            drafts=tuple(story.id for _, story in stories if story.draft and story.id),
        )


def _make(root: Path, seen: Look, store: Store, executor: Executor, say: Progress, ahead: Ahead) -> _Made:
    """Everything that has to be made anew, checked and put into the store, but not committed."""
    try:
        return _make_all(root, seen, store, executor, say, ahead)
    except (IncompleteError, sqlite3.DatabaseError):
        store.reset()  # one that lacks what it says it has is none
    except BaseException:
        store.undo()
        raise
    return _make_all(root, replace(seen, kept=None, changed=frozenset(), spoilt=None), store, executor, say, ahead)


def _make_all(root: Path, seen: Look, store: Store, executor: Executor, say: Progress, ahead: Ahead) -> _Made:
    say("reading the content")
    loaded = load_stories(root, seen, store)
    settings, before = loaded.settings, seen.kept
    folders = (root / "templates", default_templates())
    templates, laid_out_with = template_digests(folders), digest_of(settings, loaded.outlets)
    themed = digest_of(*(templates.get(name, b"") for name in STORY_TEMPLATES))
    shown = [folder for folder, story in loaded.stories.items() if story.compared]
    is_reliable = before is not None and seen.spoilt is not None
    has_look = is_reliable and before and (before.laid_out_with, before.themed) == (laid_out_with, themed)
    spoilt = seen.spoilt if seen.spoilt is not None else frozenset((SITE, *shown))
    old = before.stories if before else {}
    wanted = [
        folder
        for folder in shown
        if not has_look
        or folder in spoilt
        or folder not in old
        or old[folder].compared != loaded.stories[folder].compared
        or not old[folder].parts
    ]
    terms = to_bytes(
        Terms(
            settings=settings,
            outlets=loaded.outlets,
            concepts=loaded.concepts,
            folders=tuple(map(os.fsencode, folders)),
            templates=templates,
        )
    )
    stories = dict(loaded.stories)
    files: MutableMapping[str, bytes] = Packed() if len(wanted) >= WORTH_PACKING else {}
    laid_out: dict[str, StoryFiles] = {}
    pages_before = {folder: _old_pages(store, old, folder) for folder in (*wanted, *(old.keys() - set(shown)))}
    usable = {folder: pages_before[folder] for folder in wanted if is_reliable and folder not in spoilt}
    if before is None:
        store.drop(KEPT, [SITE])  # of a build that saw the site from elsewhere: what is put from here on is not its own
    n_compared = 0
    for folder, made in make_stories(wanted, loaded.stories, usable, terms, store, executor, say, ahead):
        join_files(files, made.done.files)
        laid_out[folder] = replace(made.done, files={})
        stories[folder] = made.kept
        if made.comparison:
            n_compared += 1
            store.put_packed(COMPARISON, folder, made.kept.compared, made.comparison)
        store.put(PAGES, folder, b"", made.done.pages)
        store.put_packed(ORIGINALS, folder, b"", made.texts)
        if before is None and len(laid_out) % _A_BATCH == 0:
            store.commit()  # there is nothing any more that what is put could fit ill with
    say("laying out the other pages")
    _, theme = read_terms(terms)
    parts = Parts(store)
    keep_parts(parts, old, stories, {folder: done.parts for folder, done in laid_out.items()}, spoilt)

    ordered = dict(sorted(((folder, stories[folder]) for folder in shown), key=lambda it: (it[1].order, it[0])))
    around = Surrounding(
        facts=SiteFacts(
            settings=settings,
            outlets=loaded.outlets,
            concepts=loaded.concepts,
            n_articles=sum(story.n_articles for story in ordered.values()),
            n_stories=len(ordered),
            day=max((story.day for story in ordered.values() if story.day), default=None),
        ),
        theme=theme,
        made_with=digest_of(laid_out_with, loaded.concepts),
        stories=ordered,
        members=find_members(ordered),
        originals=read_originals(store),
        kept=before.pages if before and is_reliable and SITE not in spoilt else {},
    )
    site = make_site_files(parts, around, make_assets(folders), {"data/schema.json": read_schema()})
    parts.write()

    say("checking pages")
    site_before = before.pages if before else {}
    faults = (
        *(fault for done in laid_out.values() for fault in done.faults),
        *site.faults,
        *check_leads(store, pages_before, laid_out, stories, site, site_before, trusts=is_reliable and not spoilt),
        *check_styles(site.files, site.pages, settings.base_url),
    )
    if faults:
        raise SitegenError(_listed(tuple(sorted(faults, key=lambda it: (it.path, it.line, it.message)))))
    files.update(site.files)
    touched = _touched(store, pages_before, {folder: done.pages for folder, done in laid_out.items()})
    touched[SITE] = {*touched.get(SITE, ()), *site_before, *site.pages}
    paths_before = {path for pages in pages_before.values() for path in pages} | site_before.keys()
    paths_before |= {path for _, paths in _being_written(store) for path in paths}
    paths = {path for done in laid_out.values() for path in done.pages} | site.pages.keys()
    return _Made(
        files=files,
        fresh=frozenset(files.keys() - paths_before),
        gone=frozenset(paths_before - paths),
        touched={owner: tuple(sorted(each)) for owner, each in touched.items()},
        kept=Kept(
            place=seen.place,
            inputs=seen.inputs,
            read_with=loaded.read_with,
            held_against=loaded.held_against,
            laid_out_with=laid_out_with,
            themed=themed,
            stories=stories,
            pages=site.pages,
            report=_report(
                settings.base_url,
                stories,
                (*loaded.problems, *_stale_decisions(root, stories)),
                compared=n_compared,
                pages=site.n_pages + sum(stories[folder].n_pages for folder in shown),
                rendered=site.n_rendered + sum(done.n_rendered for done in laid_out.values()),
            ),
        ),
        n_files=len(site.pages) + sum(stories[folder].n_files for folder in shown),
    )


def _write(out: Path, seen: Look, made: _Made, store: Store) -> Report:
    """Write what was made; what is being written is noted before, so that the build after a kill makes it again."""

    def note() -> None:
        for owner, paths in made.touched.items():
            store.put(WRITING, owner, b"", paths)
        if seen.output and seen.spoilt is not None:
            keep_output(store, replace(seen.output, manifest=read_manifest_stamp(out)))
        store.commit()

    try:
        if seen.kept is None or seen.spoilt is None:
            note()
            written = write_site(out, made.files)
        else:
            written = write_changes(out, made.files, fresh=made.fresh, gone=made.gone, before_first=note)
    except BaseException:
        store.undo()
        raise
    n_written = len(written.written)
    report = replace(
        made.kept.report,
        written=n_written,
        unchanged=made.n_files - n_written,
        removed=len(written.removed),
        changed=(*written.written, *written.removed),
    )
    shown = [folder for folder, story in made.kept.stories.items() if story.compared]
    as_seen = seen.output.folders if seen.output and seen.spoilt is not None else {}
    times = {
        name: as_seen[name] if name in as_seen and owner not in made.touched else read_folder(out, name)
        for name, owner in watched_folders(shown, made.kept.pages)
    }
    keep_output(store, Output(manifest=read_manifest_stamp(out), folders=times))
    keep(store, replace(made.kept, report=report))
    store.drop(WRITING, [name for name, _ in _being_written(store)])
    store.commit()
    return report


def _touched(store: Store, *pages: Mapping[str, Mapping[str, PageKept]]) -> dict[str, set[str]]:
    """Owner -> paths, of these pages and of what a build was writing when it was killed."""
    found: dict[str, set[str]] = {name: set(paths) for name, paths in _being_written(store)}
    for one in pages:
        for owner, paths in one.items():
            found.setdefault(owner, set()).update(paths)
    return found


def _being_written(store: Store) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Owner and paths of what a build is writing, or was when it was killed."""
    for owner, paths in store.all(WRITING, tuple[str, ...]):
        yield owner, paths or ()


def _old_pages(store: Store, old: Mapping[str, StoryKept], folder: str) -> dict[str, PageKept]:
    """The files of a story as the build before left them; none where it did not show the story."""
    if folder not in old or not old[folder].compared:
        return {}  # what is kept of a story that went and came back tells of files that are gone
    pages = store.get(PAGES, folder, b"", dict[str, PageKept])
    if pages is not None:
        return pages
    if old[folder].parts:
        raise IncompleteError
    return {}


def _report(
    base_url: str | None,
    stories: Mapping[str, StoryKept],
    problems: tuple[Problem, ...],
    *,
    compared: int,
    pages: int,
    rendered: int,
) -> Report:
    """What was built; what was written is not known yet."""
    shown = [story for story in stories.values() if story.compared]
    return Report(
        base_url=base_url,
        stories=len(shown),
        drafts=sum(story.draft for story in stories.values()),
        articles=sum(story.n_articles for story in shown),
        claims=sum(story.n_claims for story in shown),
        shared=sum(story.n_shared for story in shown),
        conflicts=sum(story.n_conflicts for story in shown),
        problems=problems,
        compared=compared,
        pages=pages,
        rendered=rendered,
        written=0,
        unchanged=0,
        removed=0,
        changed=(),
    )


def _say_nothing(_: str) -> None:
    """Progress nobody asked for."""


def _listed(faults: tuple[Problem, ...]) -> str:
    """Faults of the theme, one a line; a fault of a template comes once a page, so not all of them."""
    lines = [str(fault) for fault in faults[:_MOST_FAULTS]]
    if len(faults) > _MOST_FAULTS:
        lines.append(f"... and {len(faults) - _MOST_FAULTS} more of this kind.")
    return "\n".join((*lines, "Nothing was written: these pages break a promise of the site. Mend the templates."))


def _stale_decisions(root: Path, stories: Mapping[str, StoryKept]) -> Iterator[Problem]:
    """A warning for each decision of an editor that no longer finds its sentence."""
    for story in stories.values():
        yield from (stale_problem(root, told) for told in (story.stale if story.compared else ()))
