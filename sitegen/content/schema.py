"""JSON Schemas of what an author writes, for editors that complete and check while one types.

They are made of the tables of keys that the loader reads with, so neither can know a key that the other does not. The
loader knows more: that an outlet has a file, that two decisions contradict, that a day is one of the calendar.
Deliberately contains no key of its own.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sitegen.content import article, decisions, glossary, outlets, settings, story
from sitegen.content.keys import Key, table_schema

FORMS: Mapping[str, tuple[str, Sequence[Key[Any]]]] = {
    "article": ("Front matter of an article", article.KEYS),
    "concept": ("Front matter of a concept", glossary.KEYS),
    "outlet": ("Front matter of an outlet", outlets.KEYS),
    "review": ("An editor's decisions: review.toml", decisions.KEYS),
    "site": ("Settings of a site: site.toml", settings.KEYS),
    "story": ("Front matter of a story", story.KEYS),
}
"""What a file is -> how its schema is headed, and the keys it may hold."""

_DRAFT = "http://json-schema.org/draft-07/schema#"


def form_schema(form: str) -> dict[str, object]:
    """The JSON Schema of one of `FORMS`."""
    title, keys = FORMS[form]
    return {"$schema": _DRAFT, "title": title, **table_schema(keys)}


def schema_files() -> dict[str, bytes]:
    """The schemas of all forms by the name of their file."""
    return {
        f"{form}.schema.json": (json.dumps(form_schema(form), ensure_ascii=False, indent=1) + "\n").encode()
        for form in FORMS
    }
