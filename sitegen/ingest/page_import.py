"""A web page, fetched or saved, becomes an article of a story.

Written down is what the page says: the headline, the byline, the day of publication, its address and language, and the
lines taken out. Deliberately contains no network: where the bytes come from is another module's part.
"""

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.files import is_id
from sitegen.ingest.charset import decode_page, needs_declaration
from sitegen.ingest.extract import Draft, read_page_draft
from sitegen.ingest.outlet_choice import OutletChoice, choose_outlet
from sitegen.ingest.page import Page, UnreadablePageError, read_page
from sitegen.ingest.placing import (
    OWN_KEYS,
    Imported,
    article_path,
    check_draft,
    check_names,
    check_root,
    fail,
    front_of,
    place,
    refuse_existing,
    shown,
    write,
)
from sitegen.problems import ContentError

PAGE_KEYS = (*OWN_KEYS[:-2], "url", "language", *OWN_KEYS[-2:])
"""Keys that the import of a page sets, in the order in which it writes them."""
_SAVE_IT = "Open the page in a browser and save it as HTML, or copy the text into a .txt file, and import that."


class FoundPage(Struct, frozen=True, kw_only=True):
    """The bytes of a page and where they come from."""

    name: str
    """The file or address, as a person gave it."""
    data: bytes
    path: Path | None = None
    """The file, for a page that was saved."""
    url: str | None = None
    """The address at which a fetched page was found in the end."""
    charset: str | None = None
    """The encoding that the server declared."""


def import_page(
    found: FoundPage,
    *,
    root: Path,
    story: str,
    outlet: str | None = None,
    article: str | None = None,
    title: str | None = None,
    date: date | None = None,
    force: bool = False,
    save: bool = False,
) -> Imported:
    """Write a page as an article of `story` into the site at `root`.

    Without `outlet` it is the outlet on whose site the page is, made where there is none. The article is the one that
    has the page's address already, else named after the outlet, with a number where that name is taken. `title` and
    `date` win over what the page says. `save` keeps the page under `seeds/`. Nothing that exists is written over
    unless `force`.

    Raises ContentError with what is wrong with the arguments or the page; then nothing is written.
    """
    check_root(root)
    check_names(story=story, outlet=outlet or "outlet", article=article or outlet or "outlet")
    page = _read(found)
    choice = choose_outlet(root, url=page.url, site=page.site, given=outlet)
    if choice is None:
        fail(found.name, "the page does not say who published it", "Name the outlet with `--outlet ID`.")
    draft = page_draft(replace(page, title=title) if title else page)
    check_draft(draft, found.name)
    article = article or _article_name(root, story, choice.id, page, found)
    target = article_path(root, story, article)
    if target.exists() and not force:
        refuse_existing(target, root, choice.id)
    seed = root / "seeds" / story / f"{article}.html"
    text = decode_page(found.data, found.charset)
    # What the server alone said of the encoding would be lost: such a page is kept as UTF-8, with a mark.
    kept = ("\ufeff" + text).encode() if needs_declaration(found.data, found.charset) else found.data
    if save and seed.exists() and seed.read_bytes() != kept and not force:
        fail(shown(seed, root), "another page is kept there already", "Add --force to replace it, or take --save away.")
    keys = _front_matter(draft, page, choice, given=date)
    if save:
        keys["seed"] = shown(seed, root)
    elif found.path:
        keys["seed"] = shown(found.path, root)
    keys = {key: keys[key] for key in PAGE_KEYS if key in keys}
    imported = place(
        draft, keys, root=root, story=story, outlet=choice.id, article=article, own=PAGE_KEYS, outlet_keys=choice.keys
    )
    if save:
        write(seed, kept)
    warnings = (*page.warnings, *_doubt_of_outlet(choice, page))
    return replace(imported, named_by_page=bool(choice.keys), warnings=warnings, saved=seed if save else None)


def _doubt_of_outlet(choice: OutletChoice, page: Page) -> Iterator[str]:
    if choice.other_name:
        yield (
            f"the page names “{page.site}”, but is on the site of {choice.other_name} (`{choice.id}`), whose article it"
            " is now: if that is wrong, correct `outlet`, or import it anew with `--outlet ID`"
        )


def page_draft(page: Page) -> Draft:
    """A page's lines without furniture; what was taken out is kept, captions first, and what the page states wins."""
    draft = read_page_draft(page.lines, page.title)
    return replace(
        draft,
        title=page.title or draft.title,
        stripped=(*page.captions, *draft.stripped),
        byline=draft.byline or page.byline,
        published=page.published or draft.published,
    )


def _read(found: FoundPage) -> Page:
    """The page; ContentError where there is no article in it."""
    try:
        page = read_page(decode_page(found.data, found.charset), found.url)
    except UnreadablePageError as error:
        fail(found.name, f"no article text found: {error}", _SAVE_IT)
    if page.why_empty:
        fail(found.name, f"no article text found: {page.why_empty}", _SAVE_IT)
    return page


def _front_matter(draft: Draft, page: Page, choice: OutletChoice, *, given: date | None) -> dict[str, object]:
    """The importer's own keys but the seed; a key that would say nothing is left out."""
    dated = given or draft.published
    values: dict[str, object] = {
        "outlet": choice.id,
        "title": draft.title,
        "date": dated,
        # A date given by hand has a basis that only the person knows, unless the page confirms it.
        "date_basis": "published" if dated and dated == draft.published else None,
        "byline": draft.byline,
        "url": page.url,
        "language": page.language,
        "stripped": list(draft.stripped),
    }
    return {key: value for key, value in values.items() if value}


def _article_name(root: Path, story: str, outlet: str, page: Page, found: FoundPage) -> str:
    """The id of the article that has this page already, else the first of the outlet that is free."""
    seed = shown(found.path, root) if found.path else None
    for name, front in _articles(root, story):
        same_url = page.url is not None and front.get("url") == page.url
        if same_url or (page.url is None and seed is not None and front.get("seed") == seed):
            return name
    names = (outlet if n == 1 else f"{outlet}-{n}" for n in count(1))
    return next(name for name in names if not article_path(root, story, name).exists())


def _articles(root: Path, story: str) -> Iterator[tuple[str, dict[str, object]]]:
    for path in sorted((root / "content" / "stories" / story).glob("*.md")):
        if path.stem == "story" or not is_id(path.stem):
            continue
        try:
            yield path.stem, front_of(path, root)
        except ContentError:
            continue
