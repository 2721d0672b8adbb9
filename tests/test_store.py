"""What builds keep: that it comes back as it was, and that nothing else comes out of the file."""

import pickle
import signal
import sqlite3
import subprocess
import sys
from collections import OrderedDict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.build.store import Line, Store, digest_of, from_bytes, open_store, pack, to_bytes, unpack
from sitegen.model import Settings, Span
from sitegen.problems import Problem

ROOT = Path(__file__).parent.parent
VALUES = (
    {"a": (Span(1, 2), None, 2.5)},
    Settings(title="Papers"),
    frozenset({date(2031, 5, 2)}),
    Problem(path="x", message="y"),
)


class Hostile:
    """A value that runs something when it is read."""

    def __reduce__(self) -> tuple[object, ...]:
        """Call what is not ours."""
        return Path.touch, (Path("touched"),)


@pytest.mark.parametrize("value", VALUES)
def test_what_is_kept_comes_back_equal_in_the_next_build(tmp_path: Path, value: object) -> None:
    path = tmp_path / "deep/cache.sqlite"
    with open_store(path) as store:
        store.put("kind", "name", b"1", value)
        store.commit()
    with open_store(path) as store:
        assert store.get("kind", "name", b"1") == value
        assert store.get("kind", "name", b"2") is None
        assert store.digests("kind") == {"name": b"1"}


def test_what_is_not_committed_is_not_there(tmp_path: Path) -> None:
    with open_store(tmp_path / "cache") as store:
        store.put("kind", "name", b"1", "value")
    with open_store(tmp_path / "cache") as store:
        assert store.get("kind", "name", b"1") is None


PUT_MANY = """
import os, random, signal, sys
from pathlib import Path
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
        found = [value for _, value in store.all("kind")]
    assert [value[0] for value in found if isinstance(value, tuple)] == ["old"] * 12_000


@pytest.mark.parametrize("value", [Hostile(), OrderedDict(), open_store, digest_of])
def test_only_values_of_ours_come_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: object) -> None:
    monkeypatch.chdir(tmp_path)
    assert unpack(pack(value)) is None
    with pytest.raises(pickle.UnpicklingError):
        from_bytes(to_bytes(value))
    assert not (tmp_path / "touched").exists()


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + bytes(4000)])
def test_a_file_that_is_no_store_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cache"
    path.write_bytes(content)
    with open_store(path) as store:
        store.put("kind", "name", b"1", "value")
        store.commit()
    with open_store(path) as store:
        assert store.get("kind", "name", b"1") == "value"


def test_tables_of_another_form_are_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE kept (something TEXT)")
    connection.close()
    with open_store(path) as store:
        store.put("kind", "name", b"1", "value")
        assert store.get("kind", "name", b"1") == "value"


def test_where_no_file_can_be_made_or_another_build_has_it_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with open_store(tmp_path / "file/cache") as store:
        assert keeps_for_itself(store)
    with open_store(tmp_path / "cache") as first, open_store(tmp_path / "cache") as second:
        first.put("kind", "name", b"1", "value")
        assert keeps_for_itself(second)
        first.commit()
    with open_store(tmp_path / "cache") as store:
        assert store.get("kind", "name", b"1") == "value"


def keeps_for_itself(store: Store) -> bool:
    """Whether a store works, and has nothing of another."""
    store.put("own", "name", b"1", "value")
    store.commit()
    return store.get("own", "name", b"1") == "value" and not store.digests("kind")


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
