"""YAML and TOML as nodes with places: nothing raises, nothing is constructed, places are as in an editor."""

import string
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sites import SMALL_SITE, write_site

from sitegen.content.frontmatter import FrontMatter, read_front_matter
from sitegen.content.load import load_site
from sitegen.content.nodes import Node, Notes, Place, place_of
from sitegen.content.toml import read_toml

# What YAML and TOML are made of, so that random text gets past the first sign.
_SIGNS = st.sampled_from(
    [
        *"--- : - # \" ' | > &a *a ! !!int % @ ` [ ] { } , ? << = ... \\ \"\"\" ''' [[ ]] ~ yes".split(),
        *"title date 2031-02-30 0x1F 1e999 \u0085 \u2028 \ufeff \x00 \U0001f3a1".split(" "),
        *("\n", "\n\n", "\r", "\t", ": ", "- ", " #", "  ", "[a]\n", "a.b = 1\n", " = "),
    ]
)
_SOUP = st.lists(st.one_of(_SIGNS, st.text(max_size=5)), max_size=30).map("".join)
_WORD = st.text(alphabet=string.ascii_lowercase, min_size=1, max_size=6)


def _front_matter(text: str) -> tuple[FrontMatter | None, Notes]:
    notes = Notes("article.md")
    return read_front_matter(text, notes), notes


def _table(yaml: str) -> dict[str, Node]:
    """The values of a front matter that must be without a problem."""
    matter, notes = _front_matter(f"---\n{yaml}\n---\n")
    assert notes.problems == []
    assert matter is not None
    return {entry.key: entry.node for entry in matter.table.entries}


def _toml(text: str) -> Node:
    notes = Notes("site.toml")
    table = read_toml(text, notes)
    assert notes.problems == []
    assert table is not None
    return table


def _places(table: Node) -> list[tuple[str, Place]]:
    """The keys of a table and of the tables below it, with their places."""
    found = [(entry.key, entry.place) for entry in table.entries]
    for entry in table.entries:
        for below in (entry.node, *entry.node.items):
            found += _places(below)
    return found


@given(_SOUP)
def test_reading_a_front_matter_never_raises_and_always_says_why_not(soup: str) -> None:
    for text in (soup, f"---\n{soup}", f"---\n{soup}\n---\nThe pier is open.\n"):
        matter, notes = _front_matter(text)
        assert matter is not None or notes.problems
        n_lines = text.count("\n") + 1
        assert all(0 <= problem.line <= n_lines for problem in notes.problems)


@given(_SOUP)
@example("a = " + "[" * 5000)
@example("a = " + "1" * 5000)
def test_reading_toml_never_raises_and_always_says_why_not(soup: str) -> None:
    notes = Notes("site.toml")
    table = read_toml(soup, notes)
    assert (table is None) == bool(notes.problems)


@given(st.binary(max_size=200), _SOUP)
def test_loading_never_raises_whatever_the_files_hold(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, soup: str
) -> None:
    site = write_site(tmp_path_factory.mktemp("site"), SMALL_SITE)
    (site / "content/outlets/outlet-a.md").write_bytes(data)
    (site / "content/stories/pier/story.md").write_bytes(b"---\n" + data + b"\n---\n" + data)
    (site / "content/stories/pier/outlet-a.md").write_text(f"---\n{soup}\n---\n{soup}", "utf-8")
    (site / "content/stories/pier/review.toml").write_text(soup, "utf-8")
    problems = load_site(site)[2]
    assert problems
    assert list(problems) == sorted(problems, key=lambda problem: (problem.path, problem.line, problem.column))


@given(st.dictionaries(_WORD, st.text(alphabet="ab \u2028\u0085é:#'\"\\-", min_size=1, max_size=12), max_size=6))
def test_yaml_keys_and_values_are_found_where_they_stand(values: dict[str, str]) -> None:
    lines = [f"{key}: '{value.replace(chr(39), chr(39) * 2)}'" for key, value in values.items()]
    text = "\n".join(["---", *lines, "---", "Body."])
    matter, notes = _front_matter(text)
    if "\u0085" not in text and "\u2028" not in text:
        assert notes.problems == []
    if matter is None:
        return
    assert [entry.key for entry in matter.table.entries] == list(values)
    for number, entry in enumerate(matter.table.entries, 2):
        assert entry.place == Place(number, 1)
        assert entry.node.place == Place(number, len(entry.key) + 3)
    assert (matter.body, matter.body_line) == ("Body.", len(values) + 3)


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        ("Pier opens", "text", "Pier opens"),
        ("'No'", "text", "No"),
        ('"2031"', "text", "2031"),
        ("2031-05-02", "date", date(2031, 5, 2)),
        ("2031-05-02 10:00", "text", "2031-05-02 10:00"),
        ("2031-05-02T10:00:00Z", "time", None),
        ("2031", "number", None),
        ("0o17", "text", "0o17"),
        ("017", "number", None),
        ("1_000", "number", None),
        ("1:30", "number", None),
        (".5", "number", None),
        ("yes", "yes/no", True),
        ("Off", "yes/no", False),
        ("true", "yes/no", True),
        ("~", "nothing", None),
        ("null", "nothing", None),
        ("", "nothing", None),
        ("=", "text", "="),
        ("<<", "text", "<<"),
        ("|\n  one\n   two\n", "text", "one\n two\n"),
        (">-\n  one\n  two", "text", "one two"),
    ],
)
def test_a_plain_value_is_what_yaml_reads_it_as(written: str, kind: str, value: object) -> None:
    node = _table(f"key: {written}")["key"]
    assert (node.kind, node.value) == (kind, value)


@pytest.mark.parametrize(
    "yaml",
    [
        "a: &a [x, x]\nb: *a",
        "a: !!python/name:os.system",
        "a: !!python/object/new:os.system [ls]",
        "a: !!binary aGk=",
        "a: !!set {x}",
        "a: !secret x",
        "[a, b]: c",
        "{a: b}: c",
        "a: " + "[" * 30,
        "a:\n" + "".join("  " * depth + "- \n" for depth in range(1, 30)),
        "a: b\n...\nc: d",
        "a: b\n--- c",
        "%YAML 1.1",
    ],
)
def test_what_a_front_matter_does_not_need_is_refused(yaml: str) -> None:
    matter, notes = _front_matter(f"---\n{yaml}\n---\n")
    assert matter is None
    assert len(notes.problems) == 1
    assert "YAML cannot be read here" not in str(notes.problems[0]), "a message without words of our own"


def test_a_bomb_of_references_is_refused_before_it_goes_off() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    matter, notes = _front_matter("\n".join(["---", *lines, "---"]))
    assert matter is None
    assert (notes.problems[0].line, notes.problems[0].column) == (2, 5)


def test_lines_are_counted_as_editors_count_them() -> None:
    matter, notes = _front_matter("---\na: 'one\u2028two'\nb: 'one\u0085two'\nb: again\n---\n\nBody.")
    assert matter is not None
    assert [(problem.line, problem.column) for problem in notes.problems] == [(4, 1)]
    assert matter.body_line == 7


def test_the_body_begins_at_its_first_line_that_is_not_blank() -> None:
    matter, _ = _front_matter("---\na: b\n---\n\n \n    indented\n\nlast\n\n\n")
    assert matter is not None
    assert (matter.body, matter.body_line) == ("    indented\n\nlast", 6)


def test_a_rule_in_the_body_does_not_end_it() -> None:
    matter, _ = _front_matter("---\na: b\n---\none\n\n---\n\ntwo\n")
    assert matter is not None
    assert matter.body == "one\n\n---\n\ntwo"


def test_a_line_of_dashes_inside_an_indented_value_does_not_close_the_front_matter() -> None:
    assert _table("a: |\n  one\n  ---\n  two")["a"].value == "one\n---\ntwo\n"


def test_toml_keys_and_values_are_found_where_they_stand() -> None:
    text = """\
# title = "a comment"
title = "x"  # = "y"
  indented = '[not.a.table]'
"quoted key" = 1
a . "b.c" = true
list = [
  "title = 1", # ]
[2],
]
long = \"\"\"
[not-a-table]
key = "also not"\\\\\"\"\"\"
raw = '''
it's [not]
'''
inline = { x = 1, y = [1, 2] }

  [ table . "sub.table" ]
title = 2031-05-02

[[many]]
x = 1
[[many]]
[many.below]
y = 1
[[many.list]]
z = 1
[[many.list]]
z = 2
"""
    places = [(key, place.line, place.column) for key, place in _places(_toml(text))]
    assert sorted(places, key=lambda it: it[1:]) == [
        ("title", 2, 1),
        ("indented", 3, 3),
        ("quoted key", 4, 1),
        ("a", 5, 1),
        ("b.c", 5, 1),
        ("list", 6, 1),
        ("long", 10, 1),
        ("raw", 13, 1),
        ("inline", 16, 1),
        ("x", 16, 10),
        ("y", 16, 10),
        ("table", 18, 3),
        ("sub.table", 18, 3),
        ("title", 19, 1),
        ("many", 21, 1),
        ("x", 22, 1),
        ("below", 24, 1),
        ("y", 25, 1),
        ("list", 26, 1),
        ("z", 27, 1),
        ("z", 29, 1),
    ]


_VALUE = st.sampled_from(
    [
        '"x = 1"',
        "'[y]'",
        '"\\"#"',
        '"""\n[z]\nz = 1\n"""',
        "'''\n#\n'''",
        "[\n1, # ]\n'['\n]",
        "{ k = '}' }",
        "2031-05-02",
        '""',
    ]
)


@given(
    st.lists(
        st.tuples(
            st.dictionaries(_WORD, _VALUE, min_size=1, max_size=4),
            st.booleans(),
            st.sampled_from(["", "\n", "# [x]\n"]),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_no_string_comment_or_bracket_misleads_the_search_for_toml_keys(
    tables: list[tuple[dict[str, str], bool, str]],
) -> None:
    text, expected = "", set()
    for number, (values, many, between) in enumerate(tables):
        text += between + ("[[many]]\n" if many else f"[t{number}]\n")
        for key, value in values.items():
            expected.add((key, place_of(text, len(text))))
            text += f"{key} = {value}\n"
    found = {
        (key, place) for key, place in _places(_toml(text)) if key != "many" and not key[1:].isdigit() and key != "k"
    }
    assert found == {(key, place) for key, place in expected if key not in {"k", "many"}}


@pytest.mark.parametrize(
    ("toml", "line", "column", "hint"),
    [
        ("a = x", 1, 5, "quotes"),
        ("a = yes", 1, 5, "quotes"),
        ("b = 1\na 1", 2, 3, "key = value"),
        ("a = 1 b = 2", 1, 7, "a line"),
        ("a = 1\na = 2", 2, 6, "twice"),
        ("[a]\n[b]\n[a]", 3, 3, "twice"),
        ('a = "C:\\pier"', 1, 8, "single quotes"),
        ("a = 2031-13-01", 1, 9, "2024-01-31"),
        ("a = 2031-02-30", 1, 5, "2024-01-31"),
        ("a = 1/2/2031", 1, 6, "2024-01-31"),
        ("a = ", 1, 4, "quotes"),
        ('a = """x\n\n', 1, 9, "quotes"),
    ],
)
def test_toml_mistakes_are_told_at_their_place(toml: str, line: int, column: int, hint: str) -> None:
    notes = Notes("site.toml")
    assert read_toml(toml, notes) is None
    (problem,) = notes.problems
    assert (problem.line, problem.column) == (line, column)
    assert hint in problem.hint.lower()


def test_places_count_characters_and_not_bytes() -> None:
    assert place_of("é\n日本x", 4) == Place(2, 3)
    assert place_of("", 0) == Place(1, 1)


def test_nodes_hold_nothing_of_the_library_that_read_them() -> None:
    assert {type(item.value) for item in _table("a: [x, 2031-05-02, yes]")["a"].items} == {str, date, bool}
