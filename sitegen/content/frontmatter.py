"""Splits a content file into its YAML front matter, as nodes with places, and its Markdown body.

YAML is read by PyYAML as far as its node graph, where every key and value has a mark; nothing is constructed, so no
Python object can come of it. Places are counted from a mark's index and not its line, because YAML also ends lines at
U+0085, U+2028 and U+2029, where no editor does. What YAML allows and a front matter does not need is refused in
words: anchors and aliases (a few lines of them stand for gigabytes), tags, several documents, deep nesting.
"""

import re
from datetime import date

import yaml
from msgspec import Struct
from msgspec.structs import replace
from yaml.nodes import MappingNode, ScalarNode, SequenceNode
from yaml.nodes import Node as YamlNode

from sitegen.content.nodes import Entry, Kind, Node, Notes, Place, place_of
from sitegen.content.yaml_errors import explain

_FENCE = "---"
_NEARLY_FENCE = re.compile(r"\s*(?:-{2,}|[\u2010-\u2015]+|\.\.\.)\s*")
_MAX_DEPTH = 12
_TAG = "tag:yaml.org,2002:"
_KINDS: dict[str, Kind] = {
    "str": "text",
    "value": "text",  # a lone `=`
    "merge": "text",  # a lone `<<`
    "bool": "yes/no",
    "int": "number",
    "float": "number",
    "null": "nothing",
    "timestamp": "time",
    "seq": "list",
    "map": "table",
}
_TRUE = frozenset({"yes", "true", "on"})
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CUT = re.compile(r"[ \t]+#\S")


class FrontMatter(Struct, frozen=True, kw_only=True):
    """A content file in its two parts."""

    table: Node
    """Of kind `table`; its place is the opening `---`."""
    body: str
    """Markdown, without the blank lines around it."""
    body_line: int
    """The 1-based line of the file on which the body begins; that of the closing `---` where there is no body."""


class _Refused(Exception):  # noqa: N818 - not an error of the program
    """YAML that a front matter may not use; caught in this module."""

    def __init__(self, message: str, index: int, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.index = index
        self.hint = hint


def read_front_matter(text: str, notes: Notes) -> FrontMatter | None:
    """The front matter and the body of a file's `text`; None, with the reason noted, where there is no reading it."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        _note_missing_opening(lines, notes)
        return None
    closing = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if closing is None:
        _note_missing_closing(lines, notes)
        return None
    table = _read_yaml(text, len(lines[0]) + 1, sum(len(line) + 1 for line in lines[:closing]), notes)
    if table is None:
        return None
    body_lines = lines[closing + 1 :]
    blank = next((number for number, line in enumerate(body_lines) if line.strip()), len(body_lines))
    body = "\n".join(body_lines[blank:]).rstrip("\n")
    return FrontMatter(table=table, body=body, body_line=closing + 2 + blank if body else closing + 1)


def _note_missing_opening(lines: list[str], notes: Notes) -> None:
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].rstrip() == _FENCE:
        notes.error(f"{first} blank lines before the front matter", Place(1, 1), hint="Begin the file with `---`.")
    else:
        notes.error(
            "the file does not begin with a front matter",
            Place(1, 1),
            hint="Begin it with a line `---`, then one `key: value` a line, then `---` again.",
        )


def _note_missing_closing(lines: list[str], notes: Notes) -> None:
    nearly = next((number for number, line in enumerate(lines[1:], 2) if _NEARLY_FENCE.fullmatch(line)), None)
    if nearly is None:
        notes.error(
            "the front matter that begins here is never closed",
            Place(1, 1),
            hint="Put a line `---` after its last key.",
        )
    else:
        notes.error(
            "the front matter is never closed",
            Place(nearly, 1),
            hint=f"Is `{lines[nearly - 1].strip()}` meant to close it? Write exactly `---`, without blanks before it.",
        )


def _read_yaml(text: str, start: int, end: int, notes: Notes) -> Node | None:
    """The YAML in `text[start:end]` as a table."""
    source = text[start:end]
    try:
        root = _Composer(source).get_single_node()
        return _Converter(text, start, notes).document(root)
    except _Refused as refused:
        notes.error(refused.message, place_of(text, start + refused.index), refused.hint)
    except yaml.YAMLError as error:
        message, index, hint = explain(error, source)
        notes.error(message, place_of(text, start + min(index, len(source) - 1)), hint)
    return None


class _Composer(yaml.SafeLoader):
    """PyYAML's composer without aliases, and without its recursion on deep nesting."""

    depth = 0

    def compose_node(self, parent: YamlNode | None, index: int) -> YamlNode | None:
        """The next node, if a front matter may hold it."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        mark, anchor = event.start_mark.index, getattr(event, "anchor", None)
        if anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise _Refused(
                f"the value begins with `{sign}`, which is a reference in YAML", mark, "Put the value in quotes."
            )
        if self.depth >= _MAX_DEPTH:
            raise _Refused("brackets or lists are nested too deeply", mark, "Put text that holds brackets in quotes.")
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


class _Converter:
    """From PyYAML's nodes to ours, for one file."""

    def __init__(self, text: str, start: int, notes: Notes) -> None:
        self.text = text
        self.start = start
        self.notes = notes

    def document(self, root: YamlNode | None) -> Node:
        if root is None:
            return Node(kind="table", place=Place(1, 1))
        if not isinstance(root, MappingNode):
            raise _Refused("this is not `key: value`", root.start_mark.index, "A blank goes after the colon.")
        # What is missing is missing from the whole front matter, and not from its first key.
        return replace(self.table(root), place=Place(1, 1))

    def table(self, mapping: MappingNode) -> Node:
        entries: dict[str, Entry] = {}
        for key, value in mapping.value:
            if not isinstance(key, ScalarNode):
                raise _Refused("a key must be one word", key.start_mark.index, "Write `key: value`.")
            place = self.place(key)
            if key.value in entries:
                first = entries[key.value].place.line
                self.notes.error(f"`{key.value}` is given twice", place, f"It stands on line {first} already.")
            else:
                entries[key.value] = Entry(key=key.value, place=place, node=self.node(value))
        return Node(kind="table", place=self.place(mapping), entries=tuple(entries.values()))

    def node(self, node: YamlNode) -> Node:
        kind = _KINDS.get(node.tag.removeprefix(_TAG)) if node.tag.startswith(_TAG) else None
        if isinstance(node, MappingNode) and kind == "table":
            return self.table(node)
        if isinstance(node, SequenceNode) and kind == "list":
            return Node(kind="list", place=self.place(node), items=tuple(self.node(item) for item in node.value))
        if isinstance(node, ScalarNode) and kind is not None and kind not in {"list", "table"}:
            return self.scalar(node, kind)
        raise _Refused(
            f"the value begins with `{self.text[self.start + node.start_mark.index]}`, which is a type in YAML",
            node.start_mark.index,
            "Put the value in quotes.",
        )

    def scalar(self, node: ScalarNode, kind: Kind) -> Node:
        written = str(node.value)
        value: str | bool | float | date | None = None
        if kind == "text":
            value = written
        elif kind == "yes/no":
            value = written.lower() in _TRUE
        elif kind == "time" and _DATE.fullmatch(written):
            try:
                kind, value = "date", date.fromisoformat(written)
            except ValueError:  # 30 February: left to the key, which knows whether a date is wanted
                kind, value = "text", written
        cut = node.style is None and _CUT.match(self.text, self.start + node.end_mark.index) is not None
        return Node(kind=kind, place=self.place(node), written=written, value=value, cut=cut)

    def place(self, node: YamlNode) -> Place:
        return place_of(self.text, self.start + node.start_mark.index)
