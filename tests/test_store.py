"""What builds keep: that it comes back as it was, and that nothing else comes out of the file."""

import signal
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct, msgpack

import sitegen.build.pipeline  # noqa: F401 - loads whatever is kept
from sitegen.build.store import IncompleteError, Line, Store, digest_of, from_bytes, open_store, pack, to_bytes, unpack
from sitegen.model import Settings, Span
from sitegen.problems import Problem

ROOT = Path(__file__).parent.parent


READ = ("sitegen.content.nodes", "sitegen.content.frontmatter")
"""What YAML says is read and never kept."""


def structs(root: type[Struct] = Struct) -> Iterator[type[Struct]]:
    """Every struct of ours that a build loads; most are on their way into the store, or into a digest."""
    for one in root.__subclasses__():
        if one.__module__.startswith("sitegen.") and one.__module__ not in READ:
            yield one
        yield from structs(one)


STRUCTS = sorted(structs(), key=lambda kind: (kind.__module__, kind.__name__))
VALUES: tuple[tuple[object, type[object]], ...] = (
    ({"a": (Span(1, 2), None, 2.5)}, dict[str, tuple[Span, None, float]]),
    (Settings(title="Papers"), Settings),
    (frozenset({date(2031, 5, 2)}), frozenset[date]),
    (Problem(path="x", message="y"), Problem),
)


@pytest.mark.parametrize(("value", "of"), VALUES)
def test_what_is_kept_comes_back_equal_in_the_next_build(tmp_path: Path, value: object, of: type[object]) -> None:
    path = tmp_path / "deep/cache.sqlite"
    with open_store(path) as store:
        store.put("kind", "name", b"1", value)
        store.commit()
    with open_store(path) as store:
        assert store.get("kind", "name", b"1", of) == value
        assert store.get("kind", "name", b"2", of) is None
        assert store.get("kind", "name", b"1", int) is None
        assert store.digests("kind") == {"name": b"1"}


def test_what_is_not_committed_is_not_there(tmp_path: Path) -> None:
    with open_store(tmp_path / "cache") as store:
        store.put("kind", "name", b"1", "value")
    with open_store(tmp_path / "cache") as store:
        assert store.get("kind", "name", b"1", str) is None


PUT_MANY = """
import os, random, signal, sys
from pathlib import Path
import sitegen.build.pipeline  # noqa: F401 - loads whatever is kept
from sitegen.build.store import Store
store = Store(Path(sys.argv[1]))
for n in range(12_000):
    store.put("kind", f"{n:05}", b"", (sys.argv[2], random.randbytes(200)))
store.commit() if sys.argv[2] == "old" else os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_build_had_not_committed_is_not_there(tmp_path: Path) -> None:
    """More than SQLite holds in memory, so that some of it is in the file already."""
    for word, code in (("old", 0), ("new", -signal.SIGKILL)):
        argv = [sys.executable, "-c", PUT_MANY, str(tmp_path / "cache"), word]
        assert subprocess.run(argv, cwd=ROOT, check=False).returncode == code  # noqa: S603 - our own code
    with open_store(tmp_path / "cache") as store:
        found = [value for _, value in store.all("kind", tuple[str, bytes])]
    assert [value and value[0] for value in found] == ["old"] * 12_000


OTHERS = (
    {"start": 1},
    {"start": "1", "end": 2},
    {"start": 1.5, "end": 2},
    [1, 2],
    None,
    "Span(1, 2)",
    msgpack.Ext(5, b"x"),
)


@pytest.mark.parametrize("value", OTHERS)
def test_nothing_comes_out_but_values_of_the_type_that_is_asked_for(value: object) -> None:
    assert unpack(pack(value), Span) is None
    with pytest.raises(IncompleteError):
        from_bytes(to_bytes(value), Span)


@pytest.mark.parametrize(
    "written", [b"", b"\xc1", b"\x91" * 100_000, b"\xdf\xff\xff\xff\xff", zlib.compress(b"x")[:-1]]
)
def test_what_cannot_be_read_counts_as_missing(written: bytes) -> None:
    for packed in (written, zlib.compress(written)):
        assert unpack(packed, dict[str, object]) is None


@pytest.mark.parametrize("kind", STRUCTS, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_no_two_structs_at_one_place_are_written_alike(kind: type[Struct]) -> None:
    """Neither a digest nor a reader could tell them apart: msgspec wants a tag where one of several may stand."""
    msgpack.Decoder(kind)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + bytes(4000)])
def test_a_file_that_is_no_store_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cache"
    path.write_bytes(content)
    with open_store(path) as store:
        store.put("kind", "name", b"1", "value")
        store.commit()
    with open_store(path) as store:
        assert store.get("kind", "name", b"1", str) == "value"


def test_tables_of_another_form_are_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE kept (something TEXT)")
    connection.close()
    with open_store(path) as store:
        store.put("kind", "name", b"1", "value")
        assert store.get("kind", "name", b"1", str) == "value"


def test_where_no_file_can_be_made_or_another_build_has_it_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with open_store(tmp_path / "file/cache") as store:
        assert keeps_for_itself(store)
    with open_store(tmp_path / "cache") as first, open_store(tmp_path / "cache") as second:
        first.put("kind", "name", b"1", "value")
        assert keeps_for_itself(second)
        first.commit()
    with open_store(tmp_path / "cache") as store:
        assert store.get("kind", "name", b"1", str) == "value"


def keeps_for_itself(store: Store) -> bool:
    """Whether a store works, and has nothing of another."""
    store.put("own", "name", b"1", "value")
    store.commit()
    return store.get("own", "name", b"1", str) == "value" and not store.digests("kind")


def test_equal_values_have_one_digest_however_they_were_made() -> None:
    word = Span(1, 2)
    assert digest_of((word, word)) == digest_of((Span(1, 2), Span(1, 2)))
    assert digest_of("a", "b") != digest_of("ab")


LINES = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.sampled_from("kl"), st.binary(max_size=1)))


@given(st.lists(st.tuples(st.sampled_from(("one", "two")), LINES), max_size=8))
def test_what_is_told_of_a_section_rests_on_its_lines_and_not_on_what_was_there_before(
    rounds: list[tuple[str, list[Line]]],
) -> None:
    with open_store(None) as changed, open_store(None) as anew:
        for owner, lines in rounds:
            changed.set_lines(owner, lines)
        for owner, lines in dict(rounds).items():
            anew.set_lines(owner, reversed(lines))
        assert changed.sections() == anew.sections()
        for section in "ab":
            assert sorted(changed.lines(section)) == sorted(anew.lines(section))
            counted = sum(n for name, _, n, _ in changed.sections() if name == section)
            assert counted == len(changed.lines(section))


def test_a_section_with_another_value_has_another_digest() -> None:
    with open_store(None) as store:
        store.set_lines("one", [("a", "x", "k", b"1"), ("b", "x", "k", b"1")])
        before = store.sections()
        store.set_lines("one", [("a", "x", "k", b"2"), ("b", "x", "k", b"1")])
        after = store.sections()
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, True]
