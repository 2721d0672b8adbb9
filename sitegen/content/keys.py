"""Tables of keys: what a file may say, and what each value must be.

A file's keys are declared once, as `Key` values with a parser each; `read_keys` holds a table of nodes against them
and returns typed values. Every mistake is noted with its place and with what to write instead; a value that is wrong
counts as not given. `parsers` holds the parsers.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

from msgspec import Struct
from rapidfuzz import fuzz, process

from sitegen.content.nodes import Entry, Node, Notes, Place

T = TypeVar("T")
Schema = Mapping[str, object]
"""A JSON Schema of one value, in keywords that mean the same from draft 4 on, which is what some editors know."""

_ALIKE = 70
"""Least similarity (0 to 100) for a guess: one wrong, missing or swapped letter in a word of four passes it."""


class Parse(Struct, Generic[T], frozen=True):
    """How one value is read, and what editors may know of it beforehand."""

    read: Callable[[str, Node, Notes], T | None]
    """(name of the key, its value, where to note mistakes) -> the typed value, or None once a mistake is noted."""
    schema: Schema | None
    """What `read` takes, as far as a schema can say it; None where it takes nothing, but says what to do instead."""

    def __call__(self, name: str, node: Node, notes: Notes) -> T | None:
        """The typed value of `node`, or None once a mistake is noted."""
        return self.read(name, node, notes)


def takes(schema: Schema | None) -> Callable[[Callable[[str, Node, Notes], T | None]], Parse[T]]:
    """A decorator that puts its schema beside a function that reads a value."""

    def add(read: Callable[[str, Node, Notes], T | None]) -> Parse[T]:
        return Parse(read, schema)

    return add


class Key(Struct, Generic[T], frozen=True, kw_only=True):
    """One key that a table may hold."""

    name: str
    parse: Parse[T]
    about: str = ""
    """What the key says, for whoever writes it in an editor that shows such things."""
    required: bool = False
    example: str = ""
    """What a message shows when the required key is missing."""
    mistaken_for: tuple[str, ...] = ()
    """Other words for the same thing, as other programs and people use them; for the did-you-mean."""


class Values(Struct, frozen=True, kw_only=True):
    """What a table said, by key."""

    found: Mapping[str, object]
    places: Mapping[str, Place]
    """Where each key stands, also those whose value was wrong."""
    place: Place
    """Where the table begins."""

    @overload
    def get(self, key: Key[T]) -> T | None: ...
    @overload
    def get(self, key: Key[T], default: T) -> T: ...
    def get(self, key: Key[Any], default: object = None) -> object:
        """The value of a key; `default` where it was not given or was wrong."""
        return self.found.get(key.name, default)

    def has(self, key: Key[Any]) -> bool:
        """Whether the key was given, rightly or wrongly."""
        return key.name in self.places

    def place_of(self, key: Key[Any]) -> Place:
        """Where the key stands; the table's own place where it was not given."""
        return self.places.get(key.name, self.place)


def read_keys(keys: Sequence[Key[Any]], table: Node, notes: Notes, what: str) -> Values:
    """The values of a table of nodes.

    `what` names the table in messages, e.g. "an article". An unknown key is an error with the key that was probably
    meant; a required key is not called missing as well when an unknown key was probably it.
    """
    by_name = {key.name: key for key in keys}
    found: dict[str, object] = {}
    places: dict[str, Place] = {}
    guessed: set[str] = set()
    for entry in table.entries:
        key = by_name.get(entry.key)
        if key is None:
            guessed.add(_note_unknown(entry, keys, notes, what))
            continue
        places[key.name] = entry.place
        value = key.parse(key.name, entry.node, notes)
        if value is not None:
            found[key.name] = value
    for key in keys:
        if key.required and key.name not in places and key.name not in guessed:
            notes.error(
                f"`{key.name}` is missing", table.place, hint=f"Add `{key.example}`." if key.example else "Add it."
            )
    return Values(found=found, places=places, place=table.place)


def table_schema(keys: Sequence[Key[Any]]) -> dict[str, object]:
    """The JSON Schema of a table that may hold these keys and no others."""
    required = [key.name for key in keys if key.required]
    return {
        "type": "object",
        "properties": {
            key.name: {"description": key.about, **key.parse.schema} for key in keys if key.parse.schema is not None
        },
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def closest(word: str, choices: Sequence[str]) -> str | None:
    """The choice that `word` is probably a slip of, or None."""
    best = process.extractOne(word.lower(), choices, scorer=fuzz.ratio, processor=str.lower, score_cutoff=_ALIKE)
    return None if best is None else best[0]


def _note_unknown(entry: Entry, keys: Sequence[Key[Any]], notes: Notes, what: str) -> str:
    """Note an unknown key; the name of the key that was probably meant, or nothing."""
    plain = entry.key.strip().lower().replace("-", "_")
    guess = next((key.name for key in keys if plain in key.mistaken_for), None) or closest(
        plain, [key.name for key in keys]
    )
    hint = f"Did you mean `{guess}`?" if guess else f"Known here: {', '.join(key.name for key in keys)}."
    notes.error(f"`{entry.key}` is not a key of {what}", entry.place, hint)
    return guess or ""
