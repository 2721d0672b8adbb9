"""`content/stories/<story>/<article>.md`: one text by one outlet."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import get_args

from msgspec import Struct

from sitegen.content.files import CONTROL, to_id
from sitegen.content.frontmatter import FrontMatter
from sitegen.content.keys import Key, Values, closest, read_keys
from sitegen.content.nodes import Notes, Place
from sitegen.content.parsers import choice, day, flag, identifier, language, line, lines, text, web_address
from sitegen.model import Article, Settings
from sitegen.model.article import DateBasis, ReadMode
from sitegen.text.markdown import plain_text

_DEEP = re.compile(r"(?:[ \t]*>){60}")
"""Far from the depth at which text would be dropped, and farther from what anybody quotes."""

OUTLET = Key(
    name="outlet",
    about="Who published it: the name of a file in content/outlets/.",
    parse=identifier,
    required=True,
    example="outlet: <name of a file in content/outlets>",
    mistaken_for=("source", "publisher", "paper", "site", "agency"),
)
TITLE = Key(
    name="title",
    about="The headline, word for word. Without it pages say that the text has none.",
    parse=line,
    mistaken_for=("headline", "name"),
)
DATE = Key(
    name="date",
    about="The day it was published, as year-month-day.",
    parse=day,
    mistaken_for=("published", "publication_date", "day"),
)
DATE_BASIS: Key[DateBasis] = Key(
    name="date_basis",
    about="Where the date is from: the publication line, the text itself, or your inference.",
    parse=choice(get_args(DateBasis)),
)
DATE_NOTE = Key(name="date_note", about="How the date was inferred, for readers.", parse=text)
URL = Key(name="url", about="Where it appeared.", parse=web_address, mistaken_for=("link", "permalink", "href"))
ARCHIVE_URL = Key(
    name="archive_url", about="A copy in a web archive.", parse=web_address, mistaken_for=("archive", "archived")
)
BYLINE = Key(name="byline", about="Who wrote it, as printed.", parse=line, mistaken_for=("author", "by", "authors"))
RELAYS = Key(
    name="relays",
    about="Agencies or outlets that the text says it draws on.",
    parse=lines,
    mistaken_for=("agencies", "via"),
)
LANGUAGE = Key(
    name="language",
    about="Code of the text's language, for example en, ar or pt-BR.",
    parse=language,
    mistaken_for=("lang",),
)
TRANSLATED_FROM = Key(
    name="translated_from",
    about="Code of the language it was translated from.",
    parse=language,
    mistaken_for=("original_language",),
)
MACHINE_TRANSLATED = Key(
    name="machine_translated", about="Whether a machine translated it.", parse=flag, mistaken_for=("translated",)
)
READ: Key[ReadMode] = Key(
    name="read",
    about="How much may be reprinted: all, only sentences that a comparison uses, or nothing longer than eight words.",
    parse=choice(get_args(ReadMode)),
    mistaken_for=("reprint",),
)
SEED = Key(name="seed", about="The raw file that it was imported from.", parse=line, mistaken_for=("file", "raw"))
STRIPPED = Key(
    name="stripped",
    about="Lines of the raw file that are not the article's text.",
    parse=lines,
    mistaken_for=("furniture", "removed"),
)
NOTE = Key(name="note", about="Anything a reader should know.", parse=text, mistaken_for=("notes", "comment"))
KEYS = (
    OUTLET,
    TITLE,
    DATE,
    DATE_BASIS,
    DATE_NOTE,
    URL,
    ARCHIVE_URL,
    BYLINE,
    RELAYS,
    LANGUAGE,
    TRANSLATED_FROM,
    MACHINE_TRANSLATED,
    READ,
    SEED,
    STRIPPED,
    NOTE,
)


class Surroundings(Struct, frozen=True, kw_only=True):
    """What an article's file leaves to the rest of the site."""

    settings: Settings
    """With the defaults for `read` and `language`."""
    outlet_names: Mapping[str, str] | None
    """The name of every outlet that has a file, by id; None where the outlets could not be listed at all."""


def read_article(path: str, matter: FrontMatter, notes: Notes, site: Surroundings) -> Article | None:
    """The article of the file at `path`, which is relative to the site's folder; its stem is the article's id.

    None where it has no outlet that is known, or no text.
    """
    values = read_keys(KEYS, matter.table, notes, "an article")
    outlet = _known_outlet(values, site.outlet_names, notes)
    for key in (DATE_BASIS, DATE_NOTE):
        if values.has(key) and not values.has(DATE):
            notes.warning(f"`{key.name}` says nothing without a `date`", values.place_of(key), "Add the date.")
    if values.get(DATE_BASIS) == "inferred" and not values.has(DATE_NOTE):
        notes.warning(
            "the date is inferred, and nothing says how", values.place_of(DATE_BASIS), "Add a `date_note` that does."
        )
    body, paragraphs = plain_text(matter.body, matter.body_line)
    for number, quoted in enumerate(matter.body.split("\n")):
        if _DEEP.match(quoted):
            place = Place(matter.body_line + number)
            notes.error("the line is quoted too deep to be read", place, "Take most of its `>` out.")
    if not paragraphs:
        notes.error(
            "the article has no text", Place(matter.body_line), "Put the article's text below the second `---`."
        )
    for paragraph in paragraphs:
        if found := CONTROL.search(paragraph.span.of(body)):
            name = f"U+{ord(found.group()):04X}"
            notes.error(f"the paragraph holds the control character {name}", Place(paragraph.line), "Delete it.")
    if outlet is None or not paragraphs:
        return None
    return Article(
        id=PurePosixPath(path).stem,
        outlet=outlet,
        text=body,
        paragraphs=paragraphs,
        title=values.get(TITLE),
        date=values.get(DATE),
        date_basis=values.get(DATE_BASIS, "published"),
        date_note=values.get(DATE_NOTE),
        url=values.get(URL),
        archive_url=values.get(ARCHIVE_URL),
        byline=values.get(BYLINE),
        relays=values.get(RELAYS, ()),
        language=values.get(LANGUAGE, site.settings.language),
        translated_from=values.get(TRANSLATED_FROM),
        machine_translated=values.get(MACHINE_TRANSLATED, False),
        read=values.get(READ, site.settings.read_default),
        is_read_said=values.has(READ) or site.settings.is_read_said,
        seed=values.get(SEED),
        stripped=values.get(STRIPPED, ()),
        note=values.get(NOTE),
        path=path,
    )


def _known_outlet(values: Values, outlet_names: Mapping[str, str] | None, notes: Notes) -> str | None:
    """The outlet's id, if it has a file."""
    outlet = values.get(OUTLET)
    if outlet is None or outlet_names is None or outlet in outlet_names:
        return outlet
    by_name = {to_id(name): outlet_id for outlet_id, name in outlet_names.items()}
    guess = by_name.get(outlet) or closest(outlet, list(outlet_names))
    create = f"create content/outlets/{outlet}.md with the key `name`"
    notes.error(
        f"there is no outlet `{outlet}`",
        values.place_of(OUTLET),
        f"Did you mean `{guess}`? Else {create}." if guess else f"{create.capitalize()}.",
    )
    return None
