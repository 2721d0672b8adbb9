"""The floors of the package: an import goes down only, and no modules import each other in a circle.

The imports are read from the syntax tree, so one that is hidden in a function, under `TYPE_CHECKING` or behind
`importlib.import_module("sitegen...")` counts like any other.
"""

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).parent.parent / "sitegen"

FLOORS = {
    "sitegen": 0,
    "sitegen.model": 1,
    "sitegen.problems": 1,
    "sitegen.publish": 2,
    "sitegen.text": 2,
    "sitegen.align": 3,
    "sitegen.content": 3,
    "sitegen.site": 3,
    "sitegen.compare": 4,
    "sitegen.ingest": 4,
    "sitegen.build": 5,
    "sitegen.serve": 6,
    "sitegen.cli": 7,
    "sitegen.terminal": 6,
    "sitegen.__main__": 8,
}
"""Every room (a top-level module or folder) and its floor. Rooms on one floor never import each other."""

PURE_ROOMS = ("sitegen.model", "sitegen.text", "sitegen.align", "sitegen.compare")
"""What these find depends on their arguments alone, so it can be cached, sent to a worker and tested by itself."""

IMPURE_MODULES = frozenset(
    "asyncio fileinput glob http io locale logging os pathlib random secrets shutil socket sqlite3 subprocess sys"
    " tempfile threading time urllib uuid warnings".split()
)
"""Doors to files, clock, chance, log and network. `importlib.resources` is not one: a package's own table is code."""

IMPURE_CALLS = frozenset({"breakpoint", "input", "now", "open", "print", "today", "utcnow"})


class Import(NamedTuple):
    """One import of a module of the package by another, or of anything else by a module of the package."""

    line: int
    target: str


def read_package() -> dict[str, str]:
    """The code of every module of the package by dotted name; a folder's `__init__.py` bears the folder's name."""
    modules = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.read_text(encoding="utf-8")
    return modules


def find_imports(module: str, modules: Mapping[str, str]) -> list[Import]:
    """Every import in `module`, wherever it stands; a name that is itself a module counts as that module."""
    return sorted(set(_walk_imports(module, modules)))


def _walk_imports(module: str, modules: Mapping[str, str]) -> Iterator[Import]:
    is_folder = any(name.startswith(f"{module}.") for name in modules)
    for node in ast.walk(ast.parse(modules[module], filename=module)):
        match node:
            case ast.Import(names=names):
                yield from (Import(node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=origin, names=names, level=level):
                package = module.split(".")
                package = package[: len(package) - level + is_folder] if level else []
                base = ".".join([*package, *([origin] if origin else [])])
                for alias in names:
                    inner = f"{base}.{alias.name}"
                    yield Import(node.lineno, inner if inner in modules else base)
            case ast.Call(
                func=ast.Attribute(attr="import_module") | ast.Name(id="import_module" | "__import__"),
                args=[ast.Constant(value=str(target)), *_],
            ):
                yield Import(node.lineno, target)


def room_of(module: str) -> str:
    """The room a module lies in: its first two names."""
    return ".".join(module.split(".")[:2])


def find_faults(modules: Mapping[str, str]) -> list[str]:
    """One line for each module outside the floors, each upward or sideways import, and a circle if there is one."""
    faults = [
        f"{module} lies in no room of FLOORS: give it a floor" for module in modules if room_of(module) not in FLOORS
    ]
    graph: dict[str, set[str]] = {}
    for module in modules:
        inner = [found for found in find_imports(module, modules) if found.target.split(".")[0] == "sitegen"]
        graph[module] = {found.target for found in inner}
        here = room_of(module)
        for line, target in inner:
            there = room_of(target)
            if here == there or here not in FLOORS or there not in FLOORS or FLOORS[there] < FLOORS[here]:
                continue
            way = "up" if FLOORS[there] > FLOORS[here] else "sideways"
            floors = f"from floor {FLOORS[here]} to {FLOORS[there]}"
            faults.append(f"{_place(module, line)} imports {target}, {way} {floors}")
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        faults.append(f"circle of imports: {' <- '.join(error.args[1])}")
    return faults


def find_impurities(modules: Mapping[str, str]) -> list[str]:
    """One line for each use of file, clock, chance, log or network in a room that must be pure."""
    faults = []
    for module, code in modules.items():
        if room_of(module) not in PURE_ROOMS:
            continue
        faults += [
            f"{_place(module, line)} imports {target}, but {room_of(module)} is pure"
            for line, target in find_imports(module, modules)
            if target.split(".")[0] in IMPURE_MODULES
        ]
        for node in ast.walk(ast.parse(code, filename=module)):
            match node:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in IMPURE_CALLS:
                    faults.append(f"{_place(module, node.lineno)} calls {name}(), but {room_of(module)} is pure")
    return faults


def _place(module: str, line: int) -> str:
    """`path:line` of a line of a module."""
    path = PACKAGE.parent.joinpath(*module.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return f"{path.relative_to(PACKAGE.parent)}:{line}"


def test_imports_go_down_and_never_round() -> None:
    modules = read_package()
    assert {"sitegen", "sitegen.problems"} <= modules.keys()
    assert find_faults(modules) == []


def test_finders_touch_nothing_but_their_arguments() -> None:
    assert find_impurities(read_package()) == []


@pytest.mark.parametrize(
    ("code", "line", "target", "floor"),
    [
        ("import sitegen.build.cache", 1, "sitegen.build.cache", 5),
        ("from sitegen.align import score", 1, "sitegen.align.score", 3),
        ("from ..cli import main", 1, "sitegen.cli", 7),
        ("from .. import cli", 1, "sitegen.cli", 7),
        ("def f():\n    import sitegen.cli", 2, "sitegen.cli", 7),
        ("if TYPE_CHECKING:\n    from sitegen.cli import main", 2, "sitegen.cli", 7),
        ("import_module('sitegen.cli')", 1, "sitegen.cli", 7),
    ],
)
def test_an_upward_import_is_found_wherever_it_hides(code: str, line: int, target: str, floor: int) -> None:
    others = dict.fromkeys(("sitegen.cli", "sitegen.build.cache", "sitegen.align.score"), "")
    assert find_faults({"sitegen.text.words": code, **others}) == [
        f"sitegen/text/words.py:{line} imports {target}, up from floor 2 to {floor}"
    ]


def test_rooms_on_one_floor_do_not_import_each_other() -> None:
    modules = {"sitegen.site.pages": "from sitegen.align.score import score", "sitegen.align.score": ""}
    assert find_faults(modules) == ["sitegen/site/pages.py:1 imports sitegen.align.score, sideways from floor 3 to 3"]


def test_a_circle_inside_a_room_is_found_and_names_its_modules() -> None:
    modules = {
        "sitegen.text": "",
        "sitegen.text.words": "from .markdown import parse",
        "sitegen.text.markdown": "def parse():\n    from sitegen.text import words",
    }
    (fault,) = find_faults(modules)
    assert fault.startswith("circle of imports: ")
    assert {"sitegen.text.words", "sitegen.text.markdown"} <= set(fault.split(": ")[1].split(" <- "))


def test_a_module_without_a_floor_is_found() -> None:
    assert find_faults({"sitegen.helpers": ""}) == ["sitegen.helpers lies in no room of FLOORS: give it a floor"]


def test_downward_imports_and_imports_within_a_room_are_fine() -> None:
    modules = {
        "sitegen.align.claims": "from sitegen.align.score import score\nfrom sitegen.text import words",
        "sitegen.align.score": "import sitegen.model",
        "sitegen.text.words": "import unicodedata",
        "sitegen.model": "",
    }
    assert find_faults(modules) == []


@pytest.mark.parametrize(
    "code",
    ["import logging", "from pathlib import Path", "print(1)", "open('x')", "date.today()", "from time import time"],
)
def test_an_impure_finder_is_found(code: str) -> None:
    assert len(find_impurities({"sitegen.align.score": code})) == 1
    assert find_impurities({"sitegen.content.load": code}) == []
