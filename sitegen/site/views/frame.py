"""What stands around every page: head, bars, footer. Deliberately contains nothing of a page's own subject."""

from collections.abc import Mapping

from msgspec import Struct

from sitegen.model import Comparison, Settings
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import Desk
from sitegen.site.views.linked import page_record
from sitegen.site.views.passages import direction


class NavItem(Struct, frozen=True, kw_only=True):
    """A link of a bar."""

    text: str
    url: str
    current: str
    """Value of aria-current: `page`, `true` for a page further down, or empty."""


class Frame(Struct, frozen=True, kw_only=True):
    """Head, bars and footer of one page."""

    language: str
    direction: str
    site_title: str
    page_title: str
    """For the window: page, story, site."""
    description: str
    canonical: str
    """Absolute address; empty without a `base_url`."""
    is_listed: bool
    """Whether a search engine should list the page."""
    feed: str
    """Address of the feed; empty where there is none."""
    share_title: str
    """For previews of a link, which name the site apart."""
    share_kind: str
    """`article` for a story, else `website`."""
    locale: str
    """The language with an underscore, as Open Graph has it."""
    linked: Mapping[str, object]
    """What the page is, in schema.org's words; empty for a page that is not listed."""
    site_bar: tuple[NavItem, ...]
    story_title: str
    """Empty on pages outside a story."""
    story_url: str
    story_bar: tuple[NavItem, ...]
    built_from: str
    contact: str
    contact_url: str


def site_frame(settings: Settings, n_articles: int, *, title: str, address: str, description: str = "") -> Frame:
    """The frame of a page outside the stories, on a site that compares so many articles."""
    return _frame(
        settings,
        address=address,
        titles=(title,),
        description=description or settings.description,
        built_from=f"Built from {phrases.digits(n_articles, 'article')}.",
    )


def story_frame(
    desk: Desk,
    *,
    section: str,
    title: str,
    address: str,
    description: str,
    linked: Mapping[str, object] | None = None,
) -> Frame:
    """The frame of a story's page.

    `section` names the entry of the story bar, empty for the overview; `linked` is what the page's record says of it
    beside title and address.
    """
    story = desk.comparison.story
    return _frame(
        desk.settings,
        address=address,
        titles=(title, story.title),
        description=description,
        built_from=f"Built from {phrases.digits(len(desk.articles), 'article')}.",
        story_title=story.title,
        story_url=urls.story(story.id),
        story_bar=_story_bar(desk, section or "Overview", address),
        linked=linked,
    )


def _frame(
    settings: Settings,
    *,
    address: str,
    titles: tuple[str, ...],
    description: str,
    built_from: str,
    story_title: str = "",
    story_url: str = "",
    story_bar: tuple[NavItem, ...] = (),
    linked: Mapping[str, object] | None = None,
) -> Frame:
    here = "Stories" if story_bar else ""
    bar = (
        ("Stories", urls.HOME),
        ("Outlets", urls.OUTLETS),
        ("Glossary", urls.GLOSSARY),
        ("Method", urls.METHOD),
        ("Search", urls.SEARCH),
    )
    contact = settings.contact or ""
    own_title = " · ".join(filter(None, titles)) or settings.title
    kind = _kind(address, story_url)
    is_listed = address != urls.NOT_FOUND
    return Frame(
        language=settings.language,
        direction=direction(settings.language),
        site_title=settings.title,
        page_title=own_title if own_title == settings.title else f"{own_title} · {settings.title}",
        description=description,
        canonical=urls.absolute(settings.base_url, address) if settings.base_url and is_listed else "",
        is_listed=is_listed,
        feed=urls.FEED if settings.base_url else "",
        share_title=own_title,
        share_kind="article" if kind == "Article" else "website",
        locale=settings.language.replace("-", "_"),
        linked=page_record(
            settings, kind=kind, title=own_title, description=description, address=address, more=linked or {}
        )
        if is_listed
        else {},
        site_bar=tuple(NavItem(text=text, url=url, current=_current(text == here, url, address)) for text, url in bar),
        story_title=story_title,
        story_url=story_url,
        story_bar=story_bar,
        built_from=built_from,
        contact=contact,
        contact_url=contact if "://" in contact else f"mailto:{contact}" if "@" in contact else "",
    )


def _kind(address: str, story_url: str) -> str:
    """What a page is in schema.org's words: a story, a list of things, or one of them."""
    if story_url and address == story_url:
        return "Article"
    depth = address.removeprefix(story_url).count("/")
    is_list = (depth <= 1 and address != urls.METHOD) or address.startswith(urls.SEARCH)
    return "CollectionPage" if is_list else "WebPage"


def _current(is_section: bool, url: str, address: str) -> str:  # noqa: FBT001 - both callers compare in place
    if url == address:
        return "page"
    return "true" if is_section or (url and address.startswith(url)) else ""


def _story_bar(desk: Desk, section: str, address: str) -> tuple[NavItem, ...]:
    """The links of a story; a page without data is not linked."""
    story, comparison = desk.story_id, desk.comparison
    pages = [("Overview", urls.story(story)), ("Claims", urls.claims(story))]
    if comparison.figures:
        pages.append(("Figures", urls.figures(story)))
    if comparison.quotes:
        pages.append(("Quotes", urls.quotes(story)))
    pages.append(("Coverage", urls.coverage(story)))
    if desk.pairs:
        pages.append(("Compare", urls.compare(story)))
    if desk.articles:
        pages.append(("Read", urls.read(story, desk.articles[0].id)))
    if comparison.timeline:
        pages.append(("Timeline", urls.timeline(story)))
    return tuple(
        NavItem(text=text, url=url, current="page" if url == address else "true" if text == section else "")
        for text, url in pages
    )


def story_description(comparison: Comparison) -> str:
    """One sentence on a story for search engines and previews of a link."""
    story = comparison.story
    return story.summary or f"{story.title}: {phrases.count(len(story.articles), 'article')} compared claim by claim."
