"""The schemas that editors check with agree with the loader: on all content there is, and on what either refuses."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker

from sitegen.content.frontmatter import read_front_matter
from sitegen.content.keys import read_keys
from sitegen.content.nodes import Node, Notes
from sitegen.content.schema import FORMS, form_schema, schema_files
from sitegen.content.toml import read_toml

ROOT = Path(__file__).parent.parent
SITES = (ROOT / "content", ROOT / "tests/fictional/content")
TOML_FORMS = ("review", "site")

LEAST = {
    "article": {"outlet": "outlet-a"},
    "concept": {"referent": "The pier", "kind": "actor", "variants": '[{match: "pier"}]'},
    "outlet": {"name": "Outlet A"},
    "story": {"title": "The pier"},
    "site": {"title": '"Springfield papers"'},
    "review": {},
}
"""Form -> the keys that it must have, as written."""

YAML_VALUES = (
    "",
    "words",
    "two words",
    '""',
    '" "',
    '"two\\nlines"',
    "12",
    "2",
    "0.5",
    "true",
    "off",
    "full",
    "actor",
    "published",
    "reviewed",
    "en",
    "pt-BR",
    "AB",
    "abcde",
    "Not An Id",
    '"2031-05-02"',
    '"2031-02-30"',
    '"May 2031"',
    "https://a.example/page",
    "ftp://a.example/page",
    "https://a.example/<page>",
    "[]",
    "[words]",
    "[two words, more]",
    "[12]",
    "[[words]]",
    "{a: 1}",
    "[{a: 1}]",
    '[{match: "pier"}]',
    '[{match: [pier, mole], weight: 2, framing: "words", keep: true, kind: event}]',
    '[{match: "pier", weight: 4, framing: "words"}]',
    '[{framing: "words"}]',
    "[{who: Guide, says: words, url: https://a.example/, read: 2031-05-02}]",
    "[{who: Guide, says: words}]",
    "[{who: Guide, says: words, url: https://a.example/, when: 2031-05-02}]",
)
TOML_VALUES = (
    '"words"',
    '""',
    '"two\\nlines"',
    "12",
    "0.5",
    "1.5",
    "0",
    "true",
    '"file"',
    '"en"',
    '"https://a.example/"',
    '"https://a.example/?page"',
    '"ed@a.example"',
    '"mailto:ed@a.example"',
    "2031-05-02",
    "[]",
    '["words"]',
    "{}",
    '{ default = "off" }',
    '{ default = "offf" }',
    '{ unreviewed = "hide" }',
    "{ match = 0.2 }",
    '{ match = "0.2" }',
    "{ match = 2 }",
    '[{ sentences = ["a:123abc", "b:456def"], by = "ed", date = 2031-05-02, reason = "why", texts = ["One."] }]',
    '[{ sentences = ["a:123abc"] }]',
    '[{ sentences = ["a:123", "b:456def"] }]',
    '[{ sentences = "a:123abc" }]',
    '[{ by = "ed" }]',
    '[{ anchor = ["a:123abc"], title = "Words", id = "an-id", status = "varies" }]',
    '[{ anchor = ["a:123abc"], title = "Words", id = "No Id" }]',
    '[{ anchor = ["a:123abc"], status = "single" }]',
    '[{ sentence = "a:123abc-2", text = "12", counted = "piers", value = 12 }]',
    '[{ sentence = "a:123abc", text = "12", value = "12" }]',
    '[{ sentence = "a:123abc", text = "words", speaker = "Mayor Example" }]',
    '[{ sentence = "a:123abc", text = "words", verdict = "accept", kind = "event", voice = "quoted" }]',
    '[{ sentence = "a:123abc", text = "words", verdict = "perhaps" }]',
)
READ_OTHERWISE = ("off", "2031-05-02")
"""Without quotes a yes or no, and a date, to the loader, which then asks for text in quotes; words to an editor."""
BEYOND_SCHEMAS = re.compile("reads as a|the pattern .* cannot be used")
"""What the loader may say of a value that no schema can refuse."""


def instance(node: Node) -> Any:  # noqa: ANN401 - any JSON value
    """A node as the JSON value that an editor sees in its place."""
    if node.kind == "table":
        return {entry.key: instance(entry.node) for entry in node.entries}
    if node.kind == "list":
        return [instance(item) for item in node.items]
    if node.kind == "yes/no":  # editors read YAML 1.2, where `off` is a word
        return {"true": True, "false": False}.get(node.written.lower(), node.written)
    if node.kind == "nothing":
        return None
    if node.kind == "number":
        return json.loads(node.written)
    return node.written


def node_of(form: str, keys: dict[str, str]) -> Node:
    """A file of a form with these keys, as written."""
    notes = Notes("file")
    if form in TOML_FORMS:
        document = read_toml("".join(f"{key} = {value}\n" for key, value in keys.items()), notes)
        assert document is not None, notes.problems
        return document
    matter = read_front_matter("---\n" + "".join(f"{key}: {value}\n" for key, value in keys.items()) + "---\n", notes)
    assert matter is not None, notes.problems
    return matter.table


def refusals(form: str, node: Node) -> list[str]:
    """What the loader says against a file."""
    notes = Notes("file.toml" if form in TOML_FORMS else "file.md")
    read_keys(FORMS[form][1], node, notes, form)
    return [str(problem) for problem in notes.problems if problem.severity == "error"]


def validator(form: str) -> Draft7Validator:
    """What an editor checks with."""
    return Draft7Validator(form_schema(form), format_checker=FormatChecker(["date"]))


def content_files() -> Iterator[tuple[str, Path]]:
    """Every file of this project's own sites, with its form."""
    for site in SITES:
        yield "site", site / "site.toml"
        yield from (("outlet", path) for path in sorted(site.glob("outlets/*.md")))
        yield from (("concept", path) for path in sorted(site.glob("glossary/*.md")))
        yield from (("review", path) for path in sorted(site.glob("stories/*/review.toml")))
        for path in sorted(site.glob("stories/*/*.md")):
            yield "story" if path.name == "story.md" else "article", path


def content_node(form: str, path: Path) -> Node:
    notes = Notes(str(path))
    text = path.read_text(encoding="utf-8")
    if form in TOML_FORMS:
        document = read_toml(text, notes)
        assert document is not None
        return document
    matter = read_front_matter(text, notes)
    assert matter is not None
    return matter.table


def test_all_content_conforms() -> None:
    seen = set()
    for form, path in content_files():
        errors = [error.message for error in validator(form).iter_errors(instance(content_node(form, path)))]
        assert not errors, (path, errors)
        seen.add(form)
    assert seen == FORMS.keys()


@pytest.mark.parametrize(
    ("form", "key"),
    [(form, key.name) for form, (_, keys) in FORMS.items() for key in keys if key.parse.schema is not None],
)
def test_schema_and_loader_take_the_same_values(form: str, key: str) -> None:
    taken = 0
    for value in TOML_VALUES if form in TOML_FORMS else YAML_VALUES:
        node = node_of(form, {**LEAST[form], key: value})
        by_loader = refusals(form, node)
        by_schema = [error.message for error in validator(form).iter_errors(instance(node))]
        if bool(by_schema) != bool(by_loader) and (value in READ_OTHERWISE or key == "never"):
            assert all(BEYOND_SCHEMAS.search(told) for told in by_loader), (value, by_loader)
            continue
        assert bool(by_schema) == bool(by_loader), (value, by_loader, by_schema)
        taken += not by_loader
    assert taken, "no value of the list is one for this key"


@pytest.mark.parametrize("form", FORMS)
def test_what_the_loader_refuses_as_a_key_no_editor_offers(form: str) -> None:
    words = {key.name for key in FORMS[form][1]} | {wrong for key in FORMS[form][1] for wrong in key.mistaken_for}
    value = '"words"' if form in TOML_FORMS else "words"
    for word in (*sorted(words), "id", "note", "no-such-key"):
        node = node_of(form, {**LEAST[form], word: value})
        is_unknown = any(f"`{word}` is not a key of" in told for told in refusals(form, node))
        offered: Any = form_schema(form)["properties"]
        assert (word not in offered) == is_unknown, word
        assert is_unknown <= (not validator(form).is_valid(instance(node))), word


@pytest.mark.parametrize("form", [form for form in FORMS if LEAST[form]])
def test_a_missing_key_is_missed_by_both(form: str) -> None:
    for key in LEAST[form]:
        node = node_of(form, {name: value for name, value in LEAST[form].items() if name != key})
        assert refusals(form, node), key
        assert not validator(form).is_valid(instance(node)), key


def test_editors_tell_what_each_key_is_for() -> None:
    def described(schema: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any JSON value
        for name, below in schema.get("properties", {}).items():
            yield name, below["description"]
            yield from described(below)
            yield from described(below.get("items", {}))

    for form in FORMS:
        found = list(described(form_schema(form)))
        assert found
        assert [name for name, text in found if not text.endswith(".") and "`" not in text] == []


def test_schemas_are_schemas_of_their_draft() -> None:
    for name, content in schema_files().items():
        Draft7Validator.check_schema(json.loads(content))
        assert name.endswith(".schema.json")
