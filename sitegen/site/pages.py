"""Every page of the site as a value: its file, its template, its view.

Deliberately contains no HTML and writes nothing.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from msgspec import Struct

from sitegen.model import Article, Comparison, Concept, Library, Outlet, Settings
from sitegen.site import urls
from sitegen.site.views.claim import claim_view
from sitegen.site.views.claims import claims_view
from sitegen.site.views.concept import ConceptPart, concept_parts, concept_view
from sitegen.site.views.coverage import coverage_view
from sitegen.site.views.desk import Desk, StoryLink, make_desk
from sitegen.site.views.figures import figures_view
from sitegen.site.views.glossary import ConceptShare, glossary_view
from sitegen.site.views.home import StoryLine, home_view, story_line, story_order
from sitegen.site.views.method import StoryData, data_view, method_view, not_found_view, story_data
from sitegen.site.views.older import latest, older_parts
from sitegen.site.views.outlet import OutletPart, divide_stories, divided_outlet_view, outlet_parts, outlet_view
from sitegen.site.views.outlets import OutletShare, outlet_shares, outlets_view
from sitegen.site.views.overview import overview_view
from sitegen.site.views.pair import pair_view
from sitegen.site.views.pairs import compare_view
from sitegen.site.views.quotes import quotes_view
from sitegen.site.views.read import read_view
from sitegen.site.views.search import SearchEntry, SearchView, search_entries, search_views
from sitegen.site.views.timeline import timeline_view
from sitegen.site.views.usages import shown_concepts

STORY_TEMPLATES = tuple(
    f"{name}.html"
    for name in "overview claims figures quotes coverage timeline claim pair read compare".split()  # as `plan_story`
)
_SITE_TEMPLATES = {
    urls.HOME: "home.html",
    urls.OUTLETS: "outlets.html",
    urls.GLOSSARY: "glossary.html",
    urls.METHOD: "method.html",
    urls.NOT_FOUND: "404.html",
}
SEARCH_TEMPLATE = "search.html"


class Page(Struct, frozen=True, kw_only=True):
    """One file of the site before it is rendered."""

    path: str
    """The file, relative to the output folder."""
    template: str
    view: object
    """The view that the template receives, a frozen struct of `site.views`."""
    day: date | None = None
    """Of the latest article that the page rests on; None where it rests on none, or none is dated."""


class SiteFacts(Struct, frozen=True, kw_only=True):
    """What the pages outside the stories are made with, beside the parts that the stories have for them."""

    settings: Settings
    outlets: tuple[Outlet, ...]
    concepts: tuple[Concept, ...]
    n_articles: int
    """Of all stories that are not drafts."""
    n_stories: int
    day: date | None
    """Of the latest article."""


_PART_TYPES: Mapping[str, type[object]] = {
    urls.HOME: StoryLine,
    urls.OUTLETS: dict[str, OutletShare],
    urls.GLOSSARY: dict[str, ConceptShare],
    urls.METHOD: StoryData,
    urls.NOT_FOUND: StoryLink,
}
Parts = dict[str, object]
"""Address of a page outside the stories -> what one story has for it."""
Order = tuple[int, str]
"""What stories are sorted by on every page, see `home.story_order`."""
T = TypeVar("T")


def make_pages(settings: Settings, library: Library, comparisons: tuple[Comparison, ...]) -> tuple[Page, ...]:
    """All pages, sorted by file; two pages of one file are a fault of this module and raise ValueError."""
    desks = tuple(make_desk(settings, library.outlets, comparison) for comparison in comparisons)
    facts = SiteFacts(
        settings=settings,
        outlets=library.outlets,
        concepts=library.concepts,
        n_articles=sum(len(story.articles) for story in library.stories),
        n_stories=len(desks),
        day=_latest(article for desk in desks for article in desk.articles),
    )
    told = [site_parts(desk, library.concepts) for desk in sorted(desks, key=story_order)]
    places = site_places(facts, Counter(address for parts in told for address in parts))
    pages = [
        site_page(place, facts, [parts[place.takes] for parts in place.among(zip(told, told, strict=True))])
        for place in places
    ]
    pages += [page for desk in desks for page in story_pages(desk)]
    found = search_views(settings, facts.n_articles, find(pages))
    pages += [search_page(address, view, facts) for address, view in found]
    counts = Counter(page.path for page in pages)
    doubles = sorted(path for path, n in counts.items() if n > 1)
    if doubles:
        raise ValueError(f"two pages for one file: {', '.join(doubles)}")
    return tuple(sorted(pages, key=lambda page: page.path))


class SitePlace(Struct, frozen=True, kw_only=True):
    """A page outside the stories, without those of the index from A to Z, and the stories that it is made from."""

    address: str
    of: str
    """It is made from stories that have something for this address,"""
    start: int = 0
    end: int | None = None
    """from these of them, in the order of pages,"""
    takes: str
    """and from what they have for this one."""
    outlet: Outlet | None = None
    n: int | None = None
    """Which of the pages of the outlet, or of older stories, it is; None for the first, or only one."""

    def among(self, stories: Iterable[tuple[T, Container[str]]]) -> list[T]:
        """Of stories in the order of pages, each with the addresses it has something for, those it is made from."""
        return [story for story, held in stories if self.of in held][self.start : self.end]


def site_places(facts: SiteFacts, n_of: Mapping[str, int]) -> tuple[SitePlace, ...]:
    """The pages outside the stories; `n_of` says how many stories have something for an address."""
    plain = (
        *(urls.OUTLETS, urls.GLOSSARY),
        *(urls.concept(concept) for concept in shown_concepts(facts.settings, facts.concepts)),
    )
    places = [SitePlace(address=address, of=address, takes=address) for address in plain]
    lists = (urls.HOME, urls.METHOD, urls.NOT_FOUND)
    places += [SitePlace(address=one, of=one, takes=one, end=latest(facts.n_stories)) for one in lists]
    for n, (start, end) in older_parts(facts.n_stories).items():
        older = ((urls.older_stories(n), urls.HOME), (urls.older_data(n), urls.METHOD))
        places += [SitePlace(address=one, of=of, start=start, end=end, takes=of, n=n) for one, of in older]
    for outlet in facts.outlets:
        own = urls.outlet(outlet.id)
        parts = divide_stories(n_of.get(own, 0))
        places.append(SitePlace(address=own, of=own, takes=urls.OUTLETS if parts else own, outlet=outlet))
        places += [
            SitePlace(
                address=urls.outlet_part(outlet.id, n), of=own, start=start, end=end, takes=own, outlet=outlet, n=n
            )
            for n, (start, end) in parts.items()
        ]
    return tuple(places)


def site_parts(desk: Desk, concepts: Iterable[Concept]) -> Parts:
    """What a story has for the pages outside it: for each one value, which `site_page` takes with those of others."""
    of_concepts = concept_parts(desk)
    return {
        urls.HOME: story_line(desk),
        urls.OUTLETS: outlet_shares(desk),
        urls.GLOSSARY: {concept: part.share for concept, part in of_concepts.items()},
        urls.METHOD: story_data(desk),
        urls.NOT_FOUND: StoryLink(title=desk.comparison.story.title, url=urls.story(desk.story_id)),
        **{
            urls.outlet(outlet): part
            for outlet, part in outlet_parts(desk, shown_concepts(desk.settings, concepts)).items()
        },
        **{urls.concept(concept): part for concept, part in of_concepts.items()},
    }


def part_type(address: str) -> type[object]:
    """The type of what stories have for a page, as `site_parts` gives it."""
    return _PART_TYPES.get(address) or (OutletPart if address.startswith(urls.OUTLETS) else ConceptPart)


def place_template(place: SitePlace) -> str:
    """The template of the page at one of `site_places`."""
    if place.outlet:
        return "outlet.html"
    if place.takes == urls.METHOD and place.n is not None:
        return "data.html"
    return _SITE_TEMPLATES.get(place.takes, "concept.html")


def site_page(place: SitePlace, facts: SiteFacts, parts: Sequence[object]) -> Page:
    """The page at one of `site_places`, from the parts that stories have for it, in the order of `story_order`."""
    settings, n, address = facts.settings, facts.n_articles, place.address
    if place.takes in {urls.HOME, urls.METHOD, urls.NOT_FOUND}:
        return _list_page(place, facts, parts)
    if address == urls.OUTLETS:
        return _page(
            address, place_template(place), outlets_view(settings, facts.outlets, n, _all(dict, parts)), facts.day
        )
    if address == urls.GLOSSARY:
        glossary = glossary_view(settings, facts.concepts, n, facts.n_stories, _all(dict, parts))
        return _page(address, place_template(place), glossary, facts.day)
    if place.outlet:
        return _outlet_page(place, place.outlet, facts, parts)
    known = shown_concepts(settings, facts.concepts)
    concept = next(one for one in known.values() if address == urls.concept(one.id))
    named = _all(ConceptPart, parts)
    return _page(
        address, place_template(place), concept_view(settings, known, n, concept, named), _last(it.day for it in named)
    )


def _list_page(place: SitePlace, facts: SiteFacts, parts: Sequence[object]) -> Page:
    """A page that lists all stories, or some of many."""
    settings, n, address = facts.settings, facts.n_articles, place.address
    if place.takes == urls.HOME:
        home = home_view(settings, n, _all(StoryLine, parts), facts.n_stories, place.n)
        return _page(address, place_template(place), home, facts.day)
    if place.takes == urls.NOT_FOUND:
        return _page(address, place_template(place), not_found_view(settings, n, _all(StoryLink, parts)))
    data = _all(StoryData, parts)
    if place.n is not None:
        return _page(address, place_template(place), data_view(settings, n, data, place.n))
    return _page(address, place_template(place), method_view(settings, n, data, facts.n_stories))


def _outlet_page(place: SitePlace, outlet: Outlet, facts: SiteFacts, parts: Sequence[object]) -> Page:
    settings, n = facts.settings, facts.n_articles
    if place.takes == urls.OUTLETS:
        shares = [shares[outlet.id] for shares in _all(dict, parts)]
        view = divided_outlet_view(settings, n, outlet, shares)
        return _page(place.address, place_template(place), view, _last(day for share in shares for day in share.days))
    told = _all(OutletPart, parts)
    view = outlet_view(settings, n, outlet, told, place.n)
    return _page(place.address, place_template(place), view, _last(one.day for one in told))


def search_page(address: str, view: SearchView, facts: SiteFacts) -> Page:
    """A page of the index from A to Z."""
    return _page(address, SEARCH_TEMPLATE, view, facts.day)


def find(pages: Iterable[Page]) -> tuple[SearchEntry, ...]:
    """What can be found in pages, from A to Z."""
    return search_entries((urls.address_of(page.path), page.view) for page in pages)


class PagePlan(Struct, frozen=True, kw_only=True):
    """A page of a story whose view is yet to be made."""

    path: str
    template: str
    make_view: Callable[[], object]
    day: date | None

    def make(self) -> Page:
        """The page."""
        return Page(path=self.path, template=self.template, view=self.make_view(), day=self.day)


def story_pages(desk: Desk) -> tuple[Page, ...]:
    """All pages of one story."""
    return tuple(plan.make() for plan in plan_story(desk))


def plan_story(desk: Desk) -> list[PagePlan]:
    """All pages of one story, the overview first; none of them is made yet."""
    story, comparison, day = desk.story_id, desk.comparison, _latest(desk.articles)

    def plan(address: str, template: str, view: Callable[..., object], *parts: object) -> PagePlan:
        return PagePlan(path=urls.file_of(address), template=template, make_view=partial(view, desk, *parts), day=day)

    plans = [
        plan(urls.story(story), "overview.html", overview_view),
        plan(urls.claims(story), "claims.html", claims_view),
        plan(urls.figures(story), "figures.html", figures_view),
        plan(urls.quotes(story), "quotes.html", quotes_view),
        plan(urls.coverage(story), "coverage.html", coverage_view),
        plan(urls.timeline(story), "timeline.html", timeline_view),
    ]
    plans += [plan(desk.claim_url(claim), "claim.html", claim_view, claim) for claim in comparison.claims]
    plans += [plan(urls.pair(story, pair.base, pair.other), "pair.html", pair_view, pair) for pair in desk.pairs]
    plans += [plan(urls.read(story, one.id), "read.html", read_view, one) for one in desk.articles]
    of_all = urls.compare(story)
    if len(comparison.pairs) == 1:
        # With two articles the page of all pairs is the pair itself.
        plans.append(plan(of_all, "pair.html", pair_view, comparison.pairs[0], of_all))
    else:
        plans.append(plan(of_all, "compare.html", compare_view))
    return plans


def _page(address: str, template: str, view: object, day: date | None = None) -> Page:
    return Page(path=urls.file_of(address), template=template, view=view, day=day)


def _all(kind: type[T], parts: Sequence[object]) -> list[T]:
    """The parts, which are all of one kind."""
    return [part for part in parts if isinstance(part, kind)]


def _latest(articles: Iterable[Article]) -> date | None:
    return _last(article.date for article in articles)


def _last(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)
