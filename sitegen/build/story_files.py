"""All files of one story, and what it has for the pages outside it; a page whose view is as kept is not rendered.

Deliberately contains no comparison and writes nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from sitegen.build.ahead import NOBODY, Ahead
from sitegen.build.kept import PageKept
from sitegen.build.store import digest_of
from sitegen.build.theme import render_pages
from sitegen.model import Comparison, Concept, Outlet, Settings
from sitegen.problems import Problem
from sitegen.site import urls
from sitegen.site.check import Originals, PageCheck, Target, check_page, lost_target, page_problems
from sitegen.site.export import export_site
from sitegen.site.feed import feed_story
from sitegen.site.hosting import sitemap_entries
from sitegen.site.pages import Page, PagePlan, plan_story, site_parts
from sitegen.site.reprint import withheld_sentences
from sitegen.site.search_index import further_words
from sitegen.site.views.desk import make_desk
from sitegen.site.views.home import story_order
from sitegen.site.views.search import entries_of, entry_order

Render = Callable[[Page], str]

SITEMAP, FEED, SEARCH = urls.SITEMAP, urls.FEED, urls.SEARCH_INDEX
"""Names of what a story has for these files; that for the last is for all pages of the index from A to Z."""


class Theme(Struct, frozen=True, kw_only=True):
    """What pages are rendered with."""

    render: Render
    folders: tuple[Path, ...]
    base_url: str | None
    links: str
    """How links are spelled, as `Settings.links` says."""
    digests: Mapping[str, bytes]
    """Name of a template -> digest of all that it is rendered from."""


class Lead(Struct, frozen=True, kw_only=True):
    """A place of the site that a page leads to and that is not among the files of its own owner."""

    page: str
    template: str
    target: Target


class StoryFiles(Struct, frozen=True, kw_only=True):
    """What became of one story."""

    files: Mapping[str, bytes]
    """Those that were made; the others are as they were."""
    pages: dict[str, PageKept]
    """All of them, by path; a file of data has neither anchors nor links."""
    parts: dict[str, object]
    order: tuple[int, str]
    n_rendered: int
    faults: tuple[Problem, ...]
    leads: tuple[Lead, ...]


class _Layout(Struct, kw_only=True):
    """The pages of a story while they are made."""

    theme: Theme
    originals: Originals
    kept: Mapping[str, PageKept]
    """Of the build before, by path."""
    pages: dict[str, Page] = field(default_factory=dict)
    made: dict[str, PageKept] = field(default_factory=dict)
    """What is to be kept of those made so far, by path."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Those that were rendered."""
    checks: dict[str, PageCheck] = field(default_factory=dict)
    """Of the same."""
    _views: dict[str, bytes] = field(default_factory=dict)

    def make(self, plans: Iterable[PagePlan]) -> None:
        """Make these pages, and render those whose views are not as kept."""
        fresh = []
        for plan in plans:
            page = self.pages[plan.path] = plan.make()
            view = self._views[plan.path] = view_digest(page, self.theme)
            old = self.kept.get(plan.path)
            if old and old.view == view:
                self.made[plan.path] = old
            else:
                fresh.append(page)
        self.render(fresh)

    def render(self, pages: Sequence[Page]) -> None:
        """Render and check these, which were made."""
        for page in render_pages(pages, self.theme.render, self.theme.folders):
            check = self.checks[page.path] = check_page(page, self.originals, self.theme.base_url)
            self.files[page.path] = page.html.encode()
            self.made[page.path] = kept_page(self._views[page.path], check)


def make_story_files(
    settings: Settings,
    outlets: Sequence[Outlet],
    concepts: Sequence[Concept],
    comparison: Comparison,
    kept: Mapping[str, PageKept],
    theme: Theme,
    ahead: Ahead = NOBODY,
) -> StoryFiles:
    """Every file of the story; a page in `kept` with the same view is not rendered again."""
    desk = make_desk(settings, outlets, comparison)
    plans = plan_story(desk)
    doubles = sorted(path for path, n in Counter(plan.path for plan in plans).items() if n > 1)
    if doubles:
        raise ValueError(f"two pages for one file: {', '.join(doubles)}")
    texts, withheld = story_texts(comparison)
    layout = _Layout(theme=theme, originals=Originals(sentences=texts, withheld=withheld), kept=kept)
    layout.make(plan for plan in plans if plan.path in ahead.paths)
    if shown := {path: html for path, html in layout.files.items() if not layout.checks[path].faults}:
        ahead.show(shown)
    layout.make(plan for plan in plans if plan.path not in ahead.paths)
    pages = [layout.pages[plan.path] for plan in plans]
    made, files, checks = layout.made, layout.files, layout.checks
    data = export_site(outlets, [comparison])
    del data[urls.data("schema")]
    for path, content in data.items():
        made[path] = PageKept(view=digest_of(content), ids=frozenset(), targets=())
        if kept.get(path) != made[path]:
            files[path] = content
    # a page that is as it was may lead to one that is no more; rendered again, it says where
    lost = {path for path, page in made.items() if _leads_astray(page, made, pages[0].path)}
    layout.render([page for page in pages if page.path in lost and page.path not in files])
    faults: list[Problem] = []
    leads: list[Lead] = []
    for page in pages:
        check = checks.get(page.path)
        found = list(check.faults) if check else []
        for target in check.targets if check else _kept_targets(made[page.path]):
            if target.file is not None and target.file not in made:
                leads.append(Lead(page=page.path, template=page.template, target=target))
            elif fault := lost_target(target, made, _ids(made, target.file)):
                found.append((target.line, fault))
        faults += page_problems(page.path, page.template, found)
    entries = sorted(
        (entry for page in pages for entry in entries_of(urls.address_of(page.path), page.view)), key=entry_order
    )
    parts = {
        **site_parts(desk, concepts),
        SITEMAP: sitemap_entries({page.path: page.day for page in pages}, settings.base_url or ""),
        FEED: feed_story(comparison),
        SEARCH: (tuple(entries), further_words(comparison, entries)),
    }
    return StoryFiles(
        files=files,
        pages=made,
        parts=parts,
        order=story_order(desk),
        n_rendered=len(checks),
        faults=tuple(faults),
        leads=tuple(leads),
    )


def view_digest(page: Page, theme: Theme) -> bytes:
    """A digest of all that the bytes of a page rest on."""
    links = f"{theme.links} {theme.base_url}"
    return digest_of(page.template, page.view, links, theme.digests.get(page.template, b""))


def kept_page(view: bytes, check: PageCheck) -> PageKept:
    """What is kept of a page that was rendered."""
    targets = {(target.file, target.fragment) for target in check.targets if target.file is not None}
    return PageKept(view=view, ids=check.ids, targets=tuple(sorted(targets)))


def story_texts(comparison: Comparison) -> tuple[dict[str, str], frozenset[str]]:
    """What the passages of a story's pages are held against: its sentences, and those that may not be reprinted."""
    story = comparison.story.id
    return (
        {f"{story}/{sentence.id}": sentence.text for sentence in comparison.sentences},
        frozenset(f"{story}/{sentence}" for sentence in withheld_sentences(comparison)),
    )


def _kept_targets(page: PageKept) -> tuple[Target, ...]:
    return tuple(Target(0, file, file, fragment) for file, fragment in page.targets)


def _ids(made: Mapping[str, PageKept], file: str | None) -> frozenset[str] | None:
    """The anchors of a page; None for what has none."""
    return made[file].ids if file and file.endswith(".html") else None


def _leads_astray(page: PageKept, made: Mapping[str, PageKept], overview: str) -> bool:
    """Whether a page leads to a page or place of its own story that is not there."""
    own = overview.removesuffix("index.html")
    return any(
        file not in made or (fragment and fragment not in made[file].ids)
        for file, fragment in page.targets
        if file.startswith(own)
    )
