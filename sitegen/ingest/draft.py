"""A Draft -> the text of a content file whose body renders to the draft's paragraphs exactly."""

import re
from collections.abc import Mapping

import yaml

from sitegen.ingest.extract import Draft
from sitegen.text.markdown import escape_text, plain_text

_LEADING_SPACE = re.compile(r"\s+")
_YAML_BREAKS = re.compile("[\x85\u2028\u2029]")


class _Dumper(yaml.SafeDumper):
    """Writes characters that YAML, but not a text file, takes for line ends as escapes: folded they would be lost."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if _YAML_BREAKS.search(text) else None)


_Dumper.add_representer(str, _represent_text)


def body_text(draft: Draft) -> str:
    """The body of the content file: each paragraph as Markdown, a blank line between, one line end at the end."""
    return "\n\n".join(map(_escape_line, draft.paragraphs)) + "\n"


def content_text(draft: Draft, keys: Mapping[str, object]) -> str:
    """The whole content file: `keys` as YAML in the order given, then the body."""
    front = yaml.dump(
        dict(keys), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6, default_flow_style=False
    )
    return f"---\n{front}---\n\n{body_text(draft)}"


def first_unfaithful(draft: Draft) -> str | None:
    """The first paragraph that Markdown cannot give back as it was found, or None.

    Only control characters do that; a reader would be shown something else than the outlet published.
    """
    for paragraph in draft.paragraphs:
        text, blocks = plain_text(_escape_line(paragraph))
        if text != paragraph or len(blocks) != 1:
            return paragraph
    return None


def _escape_line(line: str) -> str:
    """Markdown for one line; white space that would be cut off at its start is spelt as entities."""
    space = _LEADING_SPACE.match(line)
    lead = space[0] if space else ""
    return "".join(f"&#{ord(char)};" for char in lead) + escape_text(line[len(lead) :])
