"""A site from end to end: load, compare, lay out, render, check; then, and only then, write.

`make_site` is everything but the writing, for whoever asks whether a site builds without building it. Deliberately
contains no step's work, only their order.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import repeat
from pathlib import Path

from sitegen.build.report import Report
from sitegen.build.theme import render_pages
from sitegen.build.writer import check_output_folder, write_site
from sitegen.compare.concepts import check_concepts
from sitegen.compare.story import compare_story
from sitegen.content.files import shown_path
from sitegen.content.load import load_site
from sitegen.model import AlignSettings, Comparison, Library
from sitegen.problems import ContentError, Problem, SitegenError
from sitegen.site.assets import make_assets
from sitegen.site.check import Originals, check_site
from sitegen.site.export import export_site
from sitegen.site.feed import make_feed
from sitegen.site.hosting import make_hosting_files
from sitegen.site.pages import find, make_pages
from sitegen.site.render import default_templates, make_renderer
from sitegen.site.reprint import withheld_sentences
from sitegen.site.search_index import make_search_index
from sitegen.text.segment import segment

_MOST_FAULTS = 20

Progress = Callable[[str], None]
"""Told what is being done, in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A finished site that has not been written."""

    files: dict[str, bytes]
    """Path below the output folder -> bytes."""
    comparisons: tuple[Comparison, ...]
    problems: tuple[Problem, ...]
    """Warnings; with errors there is no site."""
    drafts: tuple[str, ...]
    """Ids of the stories left out because they are drafts."""


def build(root: Path, out: Path, *, executor: Executor, progress: Progress | None = None) -> Report:
    """Build the site at `root` into the folder `out`.

    Raises ContentError where the content is at fault, and SitegenError where something else fails that can be expected
    to; up to the first write `out` is as it was.
    """
    check_output_folder(root, out)
    site = make_site(root, executor=executor, progress=progress)
    if progress:
        progress("writing")
    written = write_site(out, site.files)
    claims = [claim for comparison in site.comparisons for claim in comparison.claims]
    return Report(
        stories=len(site.comparisons),
        drafts=len(site.drafts),
        articles=sum(len(comparison.story.articles) for comparison in site.comparisons),
        claims=len(claims),
        shared=sum(claim.status != "single" for claim in claims),
        conflicts=sum(claim.status == "conflict" for claim in claims),
        problems=site.problems,
        written=len(written.written),
        unchanged=len(written.unchanged),
        removed=len(written.removed),
    )


def make_site(root: Path, *, executor: Executor, progress: Progress | None = None) -> Site:
    """The site at `root`, rendered and checked. Raises as `build` does, and touches no file."""
    say = progress or _say_nothing
    say("reading the content")
    settings, library, problems = load_site(root)
    if settings is None or library is None or any(problem.severity == "error" for problem in problems):
        raise ContentError(problems)
    if faults := _concept_faults(root, library):
        raise ContentError(tuple(sorted((*problems, *faults), key=lambda it: (it.path, it.line, it.column))))
    drafts = tuple(story.id for story in library.stories if story.draft)
    library = replace(library, stories=tuple(story for story in library.stories if not story.draft))
    comparisons = tuple(_compare(library, settings.align, executor, say))

    say("laying out pages")
    folders = (root / "templates", default_templates())
    pages = make_pages(settings, library, comparisons)
    rendered = render_pages(pages, make_renderer(settings, folders), folders)
    html = {page.path: page.html.encode() for page in rendered}
    data = {**export_site(library.outlets, comparisons), **make_search_index(find(pages), comparisons)}
    hosting = make_hosting_files({page.path: page.day for page in pages}, settings.base_url)
    files = _merge(make_assets(folders), data, hosting, make_feed(settings, comparisons))

    say("checking pages")
    faults = check_site(rendered, files, _originals(comparisons), settings.base_url)
    if faults:
        raise SitegenError(_listed(faults))
    warnings = (*problems, *_stale_decisions(root, comparisons))
    return Site(files=_merge(html, files), comparisons=comparisons, problems=warnings, drafts=drafts)


def _say_nothing(_: str) -> None:
    """Progress nobody asked for."""


def _concept_faults(root: Path, library: Library) -> tuple[Problem, ...]:
    """What is wrong with the glossary in view of all articles; a concept may be written for a draft."""
    if not library.concepts:
        return ()
    stories = ([one for article in story.articles for one in segment(article)] for story in library.stories)
    faults = check_concepts(library.concepts, stories)
    return tuple(replace(fault, path=shown_path(root / fault.path)) for fault in faults)


def _compare(library: Library, settings: AlignSettings, executor: Executor, say: Progress) -> Iterator[Comparison]:
    """The comparison of each story, in the order of the stories, however the executor shares out the work."""
    stories = library.stories
    results = executor.map(compare_story, stories, repeat(settings), repeat(library.concepts))
    for n, story in enumerate(stories, 1):
        say(f"comparing {story.id} ({n} of {len(stories)})")
        try:
            yield next(results)
        except BrokenProcessPool as error:
            raise SitegenError(
                f"A process that compared stories died, perhaps for want of memory, at the latest on {story.id}."
                " Try again with --jobs 1."
            ) from error


def _merge(*groups: Mapping[str, bytes]) -> dict[str, bytes]:
    """All files in one; a path that two parts of the site claim is an error."""
    files: dict[str, bytes] = {}
    for group in groups:
        for path in sorted(files.keys() & group.keys()):
            raise SitegenError(f"{path}: two parts of the site need this file. Rename the story or the asset.")
        files.update(group)
    return files


def _listed(faults: tuple[Problem, ...]) -> str:
    """Faults of the theme, one a line; a fault of a template comes once a page, so not all of them."""
    lines = [str(fault) for fault in faults[:_MOST_FAULTS]]
    if len(faults) > _MOST_FAULTS:
        lines.append(f"... and {len(faults) - _MOST_FAULTS} more of this kind.")
    return "\n".join((*lines, "Nothing was written: these pages break a promise of the site. Mend the templates."))


def _originals(comparisons: Iterable[Comparison]) -> Originals:
    """What the passages on pages are held against."""
    sentences: dict[str, str] = {}
    withheld: set[str] = set()
    for comparison in comparisons:
        story = comparison.story.id
        sentences.update({f"{story}/{sentence.id}": sentence.text for sentence in comparison.sentences})
        withheld.update(f"{story}/{sentence}" for sentence in withheld_sentences(comparison))
    return Originals(sentences=sentences, withheld=withheld)


def _stale_decisions(root: Path, comparisons: Iterable[Comparison]) -> Iterator[Problem]:
    """A warning for each decision of an editor that no longer finds its sentence.

    A comparison tells it as `path:line: message`, with the path inside the site.
    """
    for comparison in comparisons:
        for stale in comparison.stale:
            place, _, message = stale.partition(": ")
            path, _, line = place.rpartition(":")
            yield Problem(path=str(root / path), line=int(line), message=message, severity="warning")
