"""templates/README.md says what the templates are given, and is as the views are now."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from template_table import PATH, make_table
from test_site_contract import VIEWS, view_classes

from sitegen.site.assets import default_templates

TABLE = PATH.read_text(encoding="utf-8")
CLASSES: set[type[Any]] = {one for view in VIEWS.values() for one in view_classes(view)}


def rows(text: str) -> Iterator[list[str]]:
    """The cells of every line of a table."""
    for line in text.splitlines():
        if line.startswith("| `"):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def test_the_file_is_as_the_views_are_now() -> None:
    assert make_table() == TABLE, "run `make templates`"


def test_every_template_and_every_partial_is_in_it() -> None:
    shipped = default_templates()
    for path in (*shipped.glob("*.html"), *shipped.glob("partials/*.html")):
        assert f"`{path.relative_to(shipped).as_posix()}`" in TABLE


@pytest.mark.parametrize("view", sorted(CLASSES, key=repr))
def test_every_field_is_in_the_table_of_its_class(view: type[Any]) -> None:
    name = re.escape(view.__name__)
    sections = re.split(r"^### ", TABLE, flags=re.MULTILINE)
    heads = [
        text
        for text in sections
        if re.match(rf"`[\w.]+`: `{name}`\n|`{name}` of `{view.__module__.rpartition('.')[2]}`\n", text)
    ]
    assert len(heads) == 1
    listed = [cells[0].strip("`") for cells in rows(heads[0])]
    assert listed[: len(view.__struct_fields__)] == list(view.__struct_fields__)


def test_every_line_has_three_cells_and_a_type() -> None:
    lines = list(rows(TABLE))
    assert len(lines) > 300
    assert all(len(cells) == 3 and len(cells[1]) > 2 for cells in lines)
