"""PyYAML's messages in plain words: what an author did, where, and how to mend it.

The library speaks of scalars, block mappings and implicit keys. Nearly every mistake in a front matter is one of a
dozen, most of them a value that should be in quotes.
"""

import yaml

_QUOTE = 'Put the value in quotes, for example title: "War: day two".'
_EXPLANATIONS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a colon inside the value reads as a second key", _QUOTE),
    ("found character '\\t'", "a tab where YAML allows blanks only", "Use blanks to indent."),
    ("found character", "the value begins with {sign}, which has a meaning in YAML", _QUOTE),
    (
        "found unexpected end of stream",
        "the quotation mark that opens here is never closed",
        "Close it; or, where the text itself begins with one, put the whole value in the other kind of quotes.",
    ),
    (
        "found unknown escape character",
        "a backslash inside double quotes has a meaning in YAML",
        "Use single quotes around the value.",
    ),
    ("could not find expected ':'", "this line is not `key: value`", "Add the colon and a blank after it."),
    (
        "expected <block end>",
        "this does not fit what stands before it",
        "Check the indentation; and where a value begins with a quotation mark, that it ends with one.",
    ),
    (
        "expected ',' or",
        "the bracket that opens here is not closed, or is not a list",
        "Put text that begins with a bracket in quotes.",
    ),
    ("expected chomping or indentation", "the value begins with `>` or `|`, which has a meaning in YAML", _QUOTE),
    ("expected a comment or a line break", "the value begins with `>` or `|`, which has a meaning in YAML", _QUOTE),
    ("mapping keys are not allowed", "the value begins with `?`, which has a meaning in YAML", _QUOTE),
    (
        "sequence entries are not allowed",
        "a list cannot begin on the line of its key",
        "Put each item on a line of its own, `  - item`; or, where it is no list, put the value in quotes.",
    ),
    ("found '<document end>'", "the front matter ends here", "Take out the line `...`."),
    ("expected alphabetic or numeric character", "the value begins with {sign}, which is a reference in YAML", _QUOTE),
    ("but found another document", "the front matter ends here", "Take out the line `...`."),
    ("but found ", "the value begins with {sign}, which has a meaning in YAML", _QUOTE),
    ("special characters are not allowed", "a character that YAML does not allow", "Delete it."),
)
_CONTEXT_FIRST = (
    "found unexpected end of stream",
    "expected ',' or",
    "could not find expected ':'",
    "expected alphabetic or numeric character",
)
"""Mistakes that lie where the library began to read and not where it gave up."""


def explain(error: yaml.YAMLError, source: str) -> tuple[str, int, str]:
    """Message, index into `source`, and hint for what PyYAML says of `source`."""
    if isinstance(error, yaml.reader.ReaderError):
        said, index = str(error.reason), int(error.position)
    elif isinstance(error, yaml.MarkedYAMLError):
        said = str(error.problem or error.context)
        marks = [error.problem_mark, error.context_mark]
        if said.startswith(_CONTEXT_FIRST):
            marks.reverse()
        index = next((mark.index for mark in marks if mark is not None), 0)
        # This one mark lies behind its sign.
        index -= said.startswith("found unknown escape character")
    else:
        said, index = str(error), 0
    for part, message, hint in _EXPLANATIONS:
        if part in said:
            return message.format(sign=f"`{source[index : index + 1]}`"), index, hint
    return f"YAML cannot be read here: {said}", index, "Put text with signs in quotes; indent with blanks."
