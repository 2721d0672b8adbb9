"""`content/glossary/<concept>.md`: one referent, what it is called, and where an editor looked it up.

Patterns are read as `text.patterns` reads them; whether they match anything in the articles is not known here.
"""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, get_args

from sitegen.content.frontmatter import FrontMatter
from sitegen.content.keys import Key, Parse, Values, closest, read_keys, takes
from sitegen.content.nodes import Node, Notes, Place
from sitegen.content.parsers import LINE, choice, day, flag, identifier, line, shorten, tables, text, web_address
from sitegen.model.glossary import Concept, ConceptStatus, Reference, Weight, Wording, WordingPattern
from sitegen.model.kinds import UsageKind
from sitegen.text.patterns import PatternError, parse_pattern

_NAMES_OF_KINDS = {
    "violence": "act",
    "label": "actor",
    "person": "actor",
    "group": "actor",
    "verb": "attribution",
    "adjective": "epithet",
    "hedge": "distancing",
    "blame": "agency",
    "purpose": "agency",
    "claim": "agency",
}
"""Other words for the kinds, as people use them."""


def _read_kind(name: str, node: Node, notes: Notes) -> UsageKind | None:
    """One of the kinds of wording."""
    meant = _NAMES_OF_KINDS.get(node.written.strip().lower())
    if meant is not None:
        kinds = ", ".join(get_args(UsageKind))
        notes.error(f"`{name}: {node.written}` is not one of {kinds}", node.place, f"Did you mean `{meant}`?")
        return None
    return _one_kind(name, node, notes)


_one_kind: Parse[UsageKind] = choice(get_args(UsageKind))
_kind: Parse[UsageKind] = Parse(_read_kind, _one_kind.schema)


def _read_weight(name: str, node: Node, notes: Notes) -> Weight | None:
    """A whole number from 0 to 3."""
    weights: dict[str, Weight] = {"0": 0, "1": 1, "2": 2, "3": 3}
    if node.kind == "number" and node.written in weights:
        return weights[node.written]
    notes.error(
        f"`{name}: {node.written}` is not a weight" if node.written else f"`{name}` must be a weight",
        node.place,
        "0 is plain, 1 a choice of label, 2 evaluates, 3 evaluates strongly.",
    )
    return None


_weight: Parse[Weight] = Parse(_read_weight, {"enum": list(get_args(Weight))})


@takes({"anyOf": [LINE, {"type": "array", "items": LINE, "minItems": 1}]})
def _patterns(name: str, node: Node, notes: Notes) -> tuple[WordingPattern, ...] | None:
    """One pattern or a list of them; each that is wrong is noted where it stands."""
    nodes = node.items if node.kind == "list" else (node,)
    if not nodes:
        notes.error(f"`{name}` holds no pattern", node.place, "Add one, or take the line out.")
        return None
    found: dict[str, WordingPattern] = {}
    for item in nodes:
        written = line(name, item, notes)
        if written is None:
            continue
        try:
            parse_pattern(written)
        except PatternError as error:
            at = f" at character {error.index + 1}" if error.index else ""
            notes.error(f"the pattern `{shorten(written)}` cannot be used{at}: {error.message}", item.place, error.hint)
            continue
        if written in found:
            first = found[written].line
            told = f"the pattern `{shorten(written)}` is given twice"
            notes.error(told, item.place, f"It stands on line {first} already.")
        found.setdefault(written, WordingPattern(text=written, line=item.place.line, column=item.place.column))
    return tuple(found.values()) or None


@takes({"anyOf": [identifier.schema, {"type": "array", "items": identifier.schema}]})
def _ids(name: str, node: Node, notes: Notes) -> tuple[tuple[str, Place], ...] | None:
    """One id or a list of them, each with its place."""
    nodes = node.items if node.kind == "list" else (node,)
    ids = [(identifier(name, item, notes), item.place) for item in nodes]
    return tuple((one, place) for one, place in ids if one is not None)


@takes(None)
def _in_body(name: str, node: Node, notes: Notes) -> None:
    """Note a note that stands among the keys."""
    notes.error(f"`{name}` is not a key of a concept", node.place, "Write the note below the second `---`.")


@takes(None)
def _in_file_name(name: str, node: Node, notes: Notes) -> None:
    """Note an id among the keys."""
    notes.error(f"`{name}` is not a key of a concept", node.place, "Its id is the file's name; take the line out.")


KIND: Key[UsageKind] = Key(
    name="kind",
    about="The kind of wording, where it differs from that of the concept.",
    parse=_kind,
    mistaken_for=("type", "category"),
)
REQUIRED_KIND: Key[UsageKind] = Key(
    name="kind",
    about="What kind of wording this is about.",
    parse=_kind,
    required=True,
    example="kind: actor",
    mistaken_for=("type", "category"),
)
MATCH = Key(
    name="match",
    about="The words to find. `(the )?` may be absent, `(a|b)` is either, `strike~` any form, `jihad*` any ending.",
    parse=_patterns,
    required=True,
    example='match: ["the words to be found"]',
    mistaken_for=("pattern", "patterns", "matches", "text", "term", "terms"),
)
FRAMING = Key(
    name="framing",
    about="What the wording brings to view, in words that its outlet could accept.",
    parse=text,
    mistaken_for=("note", "description", "frame"),
)
WEIGHT: Key[Weight] = Key(
    name="weight",
    about="0 plain, 1 a choice of label, 2 evaluates, 3 evaluates strongly.",
    parse=_weight,
    mistaken_for=("strength", "score"),
)
KEEP = Key(name="keep", about="Whether it stays although no article has it.", parse=flag)
WHO = Key(
    name="who",
    about="Whose guide or dictionary it is.",
    parse=line,
    required=True,
    example="who: Name of the guide",
    mistaken_for=("guide", "name"),
)
SAYS = Key(
    name="says",
    about="What it says, in short.",
    parse=text,
    required=True,
    example="says: what it says, in short",
    mistaken_for=("text", "quote"),
)
URL = Key(
    name="url",
    about="Where it says so.",
    parse=web_address,
    required=True,
    example="url: https://example.org/guide",
    mistaken_for=("link", "address", "href", "source"),
)
READ = Key(
    name="read", about="The day you read it, as year-month-day.", parse=day, mistaken_for=("date", "accessed", "seen")
)
REFERENT = Key(
    name="referent",
    about="What is meant, in the plainest words.",
    parse=line,
    required=True,
    example="referent: What is meant, in the plainest words",
    mistaken_for=("title", "name", "concept", "term"),
)
STATUS: Key[ConceptStatus] = Key(
    name="status",
    about="Whether somebody has reviewed it, and whether somebody objects.",
    parse=choice(get_args(ConceptStatus)),
)
REVIEWED_BY = Key(
    name="reviewed_by", about="Who reviewed it.", parse=line, mistaken_for=("reviewer", "by", "editor", "reviewed")
)
VARIANTS = Key(
    name="variants",
    about="What it is called.",
    parse=tables((MATCH, FRAMING, WEIGHT, KIND, KEEP), "a variant"),
    required=True,
    example="variants:",
    mistaken_for=("wordings", "terms", "labels", "variant"),
)
NEVER = Key(
    name="never",
    about="Passages in which a pattern does not count.",
    parse=_patterns,
    mistaken_for=("exclude", "not", "except", "ignore"),
)
REFERENCES = Key(
    name="references",
    about="What style guides or dictionaries say.",
    parse=tables((WHO, SAYS, URL, READ), "a reference"),
    mistaken_for=("style_guides", "citations", "guides", "sources", "reference"),
)
SEE = Key(
    name="see", about="Other concepts, by the names of their files.", parse=_ids, mistaken_for=("see_also", "related")
)
KEYS: tuple[Key[Any], ...] = (
    REFERENT,
    REQUIRED_KIND,
    STATUS,
    REVIEWED_BY,
    VARIANTS,
    NEVER,
    REFERENCES,
    SEE,
    Key(name="note", parse=_in_body),
    Key(name="id", parse=_in_file_name),
)


def read_concept(path: str, matter: FrontMatter, notes: Notes, concept_ids: Sequence[str]) -> Concept | None:
    """The concept of the file at `path`, which is relative to the site's folder; its stem is the concept's id.

    `concept_ids` are those of all files of the glossary. None where it has no referent, no kind or no variant.
    """
    values = read_keys(KEYS, matter.table, notes, "a concept")
    referent, kind = values.get(REFERENT), values.get(REQUIRED_KIND)
    own_id = PurePosixPath(path).stem
    see = _known(own_id, values.get(SEE, ()), concept_ids, notes)
    status: ConceptStatus = values.get(STATUS, "suggested")
    if status != "suggested" and not values.has(REVIEWED_BY):
        notes.warning(
            f"the concept is {status}, and nothing says who reviewed it",
            values.place_of(STATUS),
            "Add `reviewed_by`.",
        )
    if values.has(VARIANTS) and values.get(VARIANTS) == ():
        notes.error("the concept has no variant", values.place_of(VARIANTS), "Add one with `- match: [...]`.")
    variants = _variants(values.get(VARIANTS, ()), kind, notes)
    references = _references(values.get(REFERENCES, ()), notes)
    if referent is None or kind is None or not variants:
        return None
    return Concept(
        id=own_id,
        referent=referent,
        kind=kind,
        variants=variants,
        path=path,
        line=values.place_of(REFERENT).line,
        status=status,
        reviewed_by=values.get(REVIEWED_BY),
        never=values.get(NEVER, ()),
        references=references,
        see=see,
        note=matter.body,
    )


def _variants(found: tuple[Values, ...], kind: UsageKind | None, notes: Notes) -> tuple[Wording, ...]:
    """The variants with a pattern; one pattern in two of them is noted."""
    variants: list[Wording] = []
    seen: dict[str, int] = {}
    for values in found:
        patterns = values.get(MATCH, ())
        weight = values.get(WEIGHT, 0)
        for pattern in patterns:
            first = seen.setdefault(pattern.text, pattern.line)
            if first != pattern.line:
                notes.error(
                    f"the pattern `{pattern.text}` is in two variants",
                    Place(pattern.line, pattern.column),
                    f"It stands on line {first} already.",
                )
        if weight and not values.has(FRAMING):
            notes.warning(
                f"a variant of weight {weight} does not say what it brings to view",
                values.place,
                "Add `framing`, in words that its outlet could accept.",
            )
        if patterns and (values.get(KIND) or kind) is not None:
            variants.append(
                Wording(
                    patterns=patterns,
                    kind=values.get(KIND) or kind or "actor",
                    weight=weight,
                    framing=values.get(FRAMING, ""),
                    keep=values.get(KEEP, False),
                )
            )
    return tuple(variants)


def _references(found: tuple[Values, ...], notes: Notes) -> tuple[Reference, ...]:
    references: list[Reference] = []
    for values in found:
        who, says, url = values.get(WHO), values.get(SAYS), values.get(URL)
        if not values.has(READ):
            notes.warning("nothing says when the reference was read", values.place, "Add `read: <year-month-day>`.")
        if who is not None and says is not None and url is not None:
            references.append(Reference(who=who, says=says, url=url, read=values.get(READ)))
    return tuple(references)


def _known(
    own_id: str, see: tuple[tuple[str, Place], ...], concept_ids: Sequence[str], notes: Notes
) -> tuple[str, ...]:
    """The concepts that `see` names and the glossary has."""
    known: Mapping[str, Place] = {one: place for one, place in see if one in concept_ids and one != own_id}
    for one, place in see:
        if one == own_id:
            notes.error("the concept names itself under `see`", place, "Take it out.")
        elif one not in concept_ids:
            guess = closest(one, concept_ids)
            notes.error(
                f"there is no concept `{one}`",
                place,
                f"Did you mean `{guess}`?" if guess else f"Create content/glossary/{one}.md, or take it out.",
            )
    return tuple(known)
