"""`content/site.toml`: what a site may choose."""

from typing import get_args

from sitegen.content.keys import Key, Values, read_keys, takes
from sitegen.content.nodes import Node, Notes
from sitegen.content.parsers import choice, contact, fraction, language, line, table, text, web_address
from sitegen.content.toml import read_toml
from sitegen.model import AlignSettings, Settings
from sitegen.model.article import ReadMode


@takes({"type": "string", "pattern": r"^\s*https?://[^\s<>\"\\^`{|}?#@]+\s*$"})
def _base_url(name: str, node: Node, notes: Notes) -> str | None:
    """An absolute address that ends with a slash and has nothing behind its path."""
    value = web_address(name, node, notes)
    if value is not None and any(sign in value for sign in "?#@"):
        notes.error(
            f"`{name}: {value}` is not the address of a site",
            node.place,
            "Write only the scheme, the host and the folder, for example https://example.org/comparisons/.",
        )
        return None
    return value if value is None or value.endswith("/") else value + "/"


_READ_DEFAULT: Key[ReadMode] = Key(
    name="default",
    about="How much of an article may be reprinted where it does not say: full, matched or off.",
    parse=choice(get_args(ReadMode)),
)
_UNREVIEWED = Key(
    name="unreviewed",
    about="Whether wording that a rule found and nobody reviewed is shown.",
    parse=choice(("show", "hide")),
)
_UNCERTAIN = Key(
    name="uncertain", about="Score from which a pair is shown as uncertain, and counted nowhere.", parse=fraction
)
_MATCH = Key(name="match", about="Score from which two sentences match.", parse=fraction)
_SAME = Key(name="same", about="Score from which they say the same rather than sharing a part.", parse=fraction)
_TITLE = Key(
    name="title",
    about="Name of the site.",
    parse=line,
    required=True,
    example='title = "Name of the site"',
    mistaken_for=("name", "site_name"),
)
_BASE_URL = Key(
    name="base_url",
    about="The address that the site is published at. Without it there are no canonical links and no sitemap.",
    parse=_base_url,
    mistaken_for=("baseurl", "url", "site_url"),
)
_LANGUAGE = Key(
    name="language",
    about="Code of the site's language, and of articles that give none.",
    parse=language,
    mistaken_for=("lang", "locale"),
)
_DESCRIPTION = Key(
    name="description",
    about="What the site is, in a sentence or two.",
    parse=text,
    mistaken_for=("summary", "about", "subtitle"),
)
_CONTACT = Key(
    name="contact",
    about="Where an outlet can object: an e-mail or web address.",
    parse=contact,
    mistaken_for=("email", "mail", "author"),
)
_LINKS = Key(
    name="links",
    about="Whether links end in a slash, or name index.html, for a copy that is opened from disk.",
    parse=choice(("directory", "file")),
)
_READ = Key(name="read", about="How much may be reprinted.", parse=table((_READ_DEFAULT,), "[read]"))
_GLOSSARY = Key(name="glossary", about="What is shown of wording.", parse=table((_UNREVIEWED,), "[glossary]"))
_ALIGNMENT = Key(
    name="alignment",
    about="From which score on sentences are matched.",
    parse=table((_UNCERTAIN, _MATCH, _SAME), "[alignment]"),
    mistaken_for=("align", "thresholds"),
)
KEYS = (_TITLE, _BASE_URL, _LANGUAGE, _DESCRIPTION, _CONTACT, _LINKS, _READ, _GLOSSARY, _ALIGNMENT)


def read_settings(content: str, notes: Notes) -> Settings | None:
    """The settings in the text of `site.toml`; a wrong value counts as not given. None without a title."""
    document = read_toml(content, notes)
    if document is None:
        return None
    values = read_keys(KEYS, document, notes, "site.toml")
    title = values.get(_TITLE)
    if title is None:
        return None
    read, glossary = values.get(_READ), values.get(_GLOSSARY)
    return Settings(
        title=title,
        base_url=values.get(_BASE_URL),
        language=values.get(_LANGUAGE, "en"),
        description=values.get(_DESCRIPTION, ""),
        contact=values.get(_CONTACT),
        read_default="full" if read is None else read.get(_READ_DEFAULT, "full"),
        is_read_said=read is not None and read.has(_READ_DEFAULT),
        unreviewed="hide" if glossary is not None and glossary.get(_UNREVIEWED) == "hide" else "show",
        links="file" if values.get(_LINKS) == "file" else "directory",
        align=_align(values.get(_ALIGNMENT), notes),
    )


def _align(values: Values | None, notes: Notes) -> AlignSettings:
    """The thresholds, which must rise from uncertain over match to same."""
    default = AlignSettings()
    if values is None:
        return default
    chosen = AlignSettings(
        uncertain=values.get(_UNCERTAIN, default.uncertain),
        match=values.get(_MATCH, default.match),
        same=values.get(_SAME, default.same),
    )
    if chosen.uncertain <= chosen.match <= chosen.same:
        return chosen
    notes.error(
        f"the thresholds must rise: uncertain {chosen.uncertain:g}, match {chosen.match:g}, same {chosen.same:g}",
        values.place,
        hint=f"What is not given is {default.uncertain:g}, {default.match:g} and {default.same:g}.",
    )
    return default
