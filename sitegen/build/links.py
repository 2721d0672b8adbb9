"""Links between a story and the pages outside it: those of rendered pages, and those of all others to a lost place.

Where each page leads is kept in the store, so that neither needs all pages. Deliberately contains no rendering.
"""

from collections.abc import Iterable, Mapping

from sitegen.build.kept import PAGES, PageKept, SitePageKept, StoryKept
from sitegen.build.site_files import SiteFiles
from sitegen.build.store import IncompleteError, Store
from sitegen.build.story_files import Lead, StoryFiles
from sitegen.problems import Problem
from sitegen.site.check import lost_target, page_problems

Pages = Mapping[str, PageKept]


def check_leads(
    store: Store,
    before: Mapping[str, Pages],
    now: Mapping[str, StoryFiles],
    stories: Mapping[str, StoryKept],
    site: SiteFiles,
    site_before: Mapping[str, SitePageKept],
    *,
    trusts: bool,
) -> tuple[Problem, ...]:
    """Every link between a story and the pages outside it that leads nowhere; the store is told of those there are.

    `before` has the pages of all stories that were laid out anew or are gone as they were before, `now` what they are;
    `site_before` has the files outside the stories as they were before. A link of a page that was not made, to a place
    that is no more, is told by the page alone. `trusts` says whether the links that the store has were all found to
    lead somewhere.
    """
    lost = [it for it in site_before.items() if it[1] is not site.pages.get(it[0])]
    found = [it for it in site.pages.items() if it[1] is not site_before.get(it[0])]
    vanished = _places(page for pages in before.values() for page in pages.items()) | _places(lost)
    vanished -= _places(page for done in now.values() for page in done.pages.items()) | _places(found)
    known: dict[str, Pages] = {folder: done.pages for folder, done in now.items()}
    problems: list[Problem] = []
    for owner, leads in (*((folder, done.leads) for folder, done in now.items()), *site.leads.items()):
        places = {_place(lead): lead for lead in leads}
        known_links = store.links_of(owner)
        doubtful = (places.keys() - (known_links if trusts else set())) | (places.keys() & vanished)
        for lead in leads:
            if _place(lead) in doubtful and (fault := _fault(store, lead, stories, site, known)):
                problems += page_problems(lead.page, lead.template, [(lead.target.line, fault)])
        if places.keys() != known_links:
            store.set_links(owner, places)
    for owner in (before.keys() - stories.keys()) | (site_before.keys() - site.pages.keys()):
        store.set_links(owner, ())
    unseen = {place: store.owners_leading_to(place) - now.keys() - site.leads.keys() for place in sorted(vanished)}
    problems += [
        Problem(path=owner, message=f"leads to {place}, which is not built any more")
        for place, owners in unseen.items()
        for owner in sorted(owners)
    ]
    return tuple(dict.fromkeys(problems))


def _place(lead: Lead) -> str:
    return f"{lead.target.file}#{lead.target.fragment}" if lead.target.fragment else str(lead.target.file)


def _fault(
    store: Store, lead: Lead, stories: Mapping[str, StoryKept], site: SiteFiles, known: dict[str, Pages]
) -> str | None:
    file = lead.target.file
    if file is None or file in site.pages:
        page = site.pages.get(file or "")
        return lost_target(lead.target, site.pages, page.ids if page and file and file.endswith(".html") else None)
    folder = owner_of(file)
    if folder in stories and folder not in known:
        kept = store.get(PAGES, folder, b"", dict[str, PageKept])
        if kept is None:
            raise IncompleteError
        known[folder] = kept
    pages = known.get(folder, {})
    return lost_target(lead.target, pages, pages[file].ids if file in pages and file.endswith(".html") else None)


def owner_of(path: str) -> str:
    """The folder of the story that a file belongs to; empty for one outside the stories."""
    first, *rest = path.split("/")
    return rest[0].removesuffix(".json") if rest and first in {"stories", "data"} else ""


def _places(pages: Iterable[tuple[str, PageKept | SitePageKept]]) -> set[str]:
    return {place for path, page in pages for place in (path, *(f"{path}#{one}" for one in page.ids))}
