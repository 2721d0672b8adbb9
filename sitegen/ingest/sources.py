"""What `sitegen import` is given, one after the other: text files, saved pages and addresses.

What reads pages and the network is an extra, and is loaded when the first of them comes.
"""

from datetime import date
from pathlib import Path

from msgspec import Struct

from sitegen.ingest.importer import import_article
from sitegen.ingest.placing import Imported, check_root, fail, read_bytes
from sitegen.ingest.visits import Visits

_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_EXTRA = frozenset({"charset_normalizer", "lxml", "protego", "trafilatura", "urllib3"})
MOST_BYTES = 5_000_000


class Order(Struct, frozen=True, kw_only=True):
    """What a person asked for, for all that is imported at once."""

    root: Path
    story: str
    outlet: str | None
    article: str | None = None
    title: str | None = None
    day: date | None = None
    force: bool = False
    save: bool = False


def bring_in(source: str, nth: int, order: Order, visits: Visits) -> Imported:
    """Import the `nth` (from 1) file or address; ContentError where that fails, after which others can be tried.

    A text file that is not the first gets an article's id with that number; pages find a free one by themselves.
    """
    if is_page(source):
        return _bring_in_page(source, order, visits)
    if "://" in source:
        fail(source, "only http and https addresses can be fetched", "Give the address that a browser shows.")
    if order.outlet is None:
        fail(source, "a text file does not say who published it", "Name the outlet with `--outlet ID`.")
    return import_article(
        Path(source),
        root=order.root,
        story=order.story,
        outlet=order.outlet,
        article=order.article or (order.outlet if nth == 1 else f"{order.outlet}-{nth}"),
        title=order.title,
        date=order.day,
        force=order.force,
    )


def _bring_in_page(source: str, order: Order, visits: Visits) -> Imported:
    check_root(order.root)
    try:
        from sitegen.ingest.fetch import fetch  # noqa: PLC0415 - an extra
        from sitegen.ingest.page_import import FoundPage, import_page  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        hint = 'Install what reads them: pip install "sitegen-compare[import]"'
        fail("import", "web pages cannot be read yet", hint)
    if is_address(source):
        fetched = fetch(source, visits)
        found = FoundPage(name=source, data=fetched.data, url=fetched.url, charset=fetched.charset)
    else:
        found = FoundPage(name=source, data=_saved_page(source), path=Path(source))
    return import_page(
        found,
        root=order.root,
        story=order.story,
        outlet=order.outlet,
        article=order.article,
        title=order.title,
        date=order.day,
        force=order.force,
        save=order.save,
    )


def _saved_page(source: str) -> bytes:
    data = read_bytes(Path(source))
    if len(data) > MOST_BYTES:
        told = f"the page is larger than {MOST_BYTES / 1e6:.0f} MB, which no article is"
        fail(source, told, "Is it the right file?")
    return data


def is_page(source: str) -> bool:
    """Whether what is to be imported is a web page, by its name; everything else is a text file."""
    return is_address(source) or Path(source).suffix.lower() in _PAGE_SUFFIXES


def is_address(source: str) -> bool:
    """Whether what is to be imported is a web address."""
    return source.lower().startswith(("http://", "https://"))
