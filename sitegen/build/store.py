"""What earlier builds found out, kept in `.sitegen/cache.sqlite`: values, each with a digest of what it was made from.

It may vanish at any time and may lie about nothing: a file that is no such store, is cut short, or was written by
another version counts as empty, and a value whose digest is not the one asked for counts as missing. Values are written
as MessagePack and read back as the type that is asked for or not at all, for the file may come along with a site that
somebody else made. Deliberately contains no knowledge of what is kept.
"""

import hashlib
import sqlite3
import sys
import sysconfig
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from msgspec import MsgspecError, msgpack

from sitegen import __version__

FORMAT = 2
"""Raised when what is kept under a kind changes without a change of the code that makes it."""

_PATIENCE = 5
"""Seconds to wait for another build to close the file."""
_MOMENT = 0.2
"""Seconds to wait for it where there is something to do without."""
_LEVEL = 1
"""Of zlib: three times smaller, for a tenth of the time of the highest level."""

_N_BYTES = 16
"""Of a digest."""
_TOTALS = 1 << 8 * _N_BYTES
"""Sums of digests are below that."""

T = TypeVar("T")
Line = tuple[str, str, str, bytes]
"""Of a sorted list that is kept: the section it stands in, its place there, a label, and its value."""


class IncompleteError(Exception):
    """Something is not in the store that should be: all of it is to be forgotten."""


class Store:
    """An open store. Nothing that is put is there for the next build before `commit`."""

    def __init__(self, path: Path | None, connection: sqlite3.Connection | None = None) -> None:
        """Open the file, unless it is open; `open_store` is what closes it."""
        self._path = path
        self._connection = connection or _connect(path)
        self._is_anothers = connection is not None

    def get(self, kind: str, name: str, digest: bytes, of: type[T]) -> T | None:
        """The value that was made from what has this digest; None where there is none, or none of this type."""
        packed = self.get_packed(kind, name, digest)
        return None if packed is None else unpack(packed, of)

    def get_packed(self, kind: str, name: str, digest: bytes) -> bytes | None:
        """The same as it lies there, to be unpacked elsewhere."""
        query = "SELECT value FROM kept WHERE kind = ? AND name = ? AND digest = ?"
        row: tuple[bytes] | None = self._connection.execute(query, (kind, name, digest)).fetchone()
        return row and row[0]

    def has(self, kind: str, name: str, digest: bytes) -> bool:
        """Whether there is a value that was made from what has this digest."""
        query = "SELECT 1 FROM kept WHERE kind = ? AND name = ? AND digest = ?"
        return self._connection.execute(query, (kind, name, digest)).fetchone() is not None

    def all(self, kind: str, of: type[T]) -> Iterator[tuple[str, T | None]]:
        """Name and value of everything of a kind, by name; a value that is none of the type is None."""
        for name, value in self._connection.execute(
            "SELECT name, value FROM kept WHERE kind = ? ORDER BY name", (kind,)
        ):
            yield name, unpack(value, of)

    def digests(self, kind: str) -> dict[str, bytes]:
        """Name -> digest of everything of a kind."""
        return dict(self._connection.execute("SELECT name, digest FROM kept WHERE kind = ?", (kind,)))

    def put(self, kind: str, name: str, digest: bytes, value: object, *, level: int = _LEVEL) -> None:
        """Keep a value, in place of what was there under the name; `level` as of zlib, 0 for what will not shrink."""
        self.put_packed(kind, name, digest, pack(value, level))

    def put_packed(self, kind: str, name: str, digest: bytes, packed: bytes) -> None:
        """Keep a value that was packed elsewhere."""
        self._connection.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", (kind, name, digest, packed))

    def drop(self, kind: str, names: Iterable[str]) -> None:
        """Forget these."""
        self._connection.executemany("DELETE FROM kept WHERE kind = ? AND name = ?", ((kind, name) for name in names))

    def reset(self) -> None:
        """Forget everything, and begin a new file; sqlite3.DatabaseError where the store is another's."""
        if self._is_anothers:
            message = "the store of another is not written to"
            raise sqlite3.DatabaseError(message)
        self.close()
        if self._path:
            _remove(self._path)
        self._connection = _connect(self._path)

    def close(self) -> None:
        """Close the file; what was not committed is lost."""
        self._connection.close()

    def changed_at(self) -> int:
        """When something was last committed to the file, in nanoseconds; 0 without a file."""
        return self._path.stat().st_mtime_ns if self._path else 0

    def take_over(self, other: "Store") -> None:
        """Hold what another store holds, instead; sqlite3.DatabaseError where that is no store after all."""
        other._connection.backup(self._connection)  # noqa: SLF001 - of its own kind
        self._connection = _prepare(self._connection)

    def set_links(self, owner: str, targets: Iterable[str]) -> None:
        """Keep where the pages of an owner lead, in place of what was kept for it."""
        self._connection.execute("DELETE FROM links WHERE owner = ?", (owner,))
        self._connection.executemany(
            "INSERT OR IGNORE INTO links VALUES (?, ?)", ((target, owner) for target in targets)
        )

    def links_of(self, owner: str) -> frozenset[str]:
        """Where the pages of an owner lead."""
        rows = self._connection.execute("SELECT target FROM links WHERE owner = ?", (owner,))
        return frozenset(target for (target,) in rows)

    def owners_leading_to(self, target: str) -> frozenset[str]:
        """Whose pages lead there."""
        rows = self._connection.execute("SELECT owner FROM links WHERE target = ?", (target,))
        return frozenset(owner for (owner,) in rows)

    def set_lines(self, owner: str, lines: Iterable[Line]) -> None:
        """Keep the lines of an owner, in place of what was kept for it; one that is there already is not written."""
        wanted: dict[bytes, list[Line]] = {}
        for line in lines:
            wanted.setdefault(digest_of(owner, *line), []).append(line)
        tally: dict[tuple[str, str], tuple[int, int]] = {}
        for row, section, label, digest in self._connection.execute(
            "SELECT rowid, section, label, digest FROM lines WHERE owner = ?", (owner,)
        ).fetchall():
            if not isinstance(digest, bytes):
                raise IncompleteError
            if wanted.get(digest):
                wanted[digest].pop()
            else:
                self._connection.execute("DELETE FROM lines WHERE rowid = ?", (row,))
                n, total = tally.get((section, label), (0, 0))
                tally[section, label] = n - 1, total - int.from_bytes(digest, "little")
        for digest, fresh in wanted.items():
            for section, place, label, value in fresh:
                row = owner, section, place, label, digest, value
                self._connection.execute("INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?)", row)
                n, total = tally.get((section, label), (0, 0))
                tally[section, label] = n + 1, total + int.from_bytes(digest, "little")
        for (section, label), (n, total) in tally.items():
            self._add_up(section, label, n, total)

    def sections(self) -> list[tuple[str, str, int, bytes]]:
        """Section, label, number of lines, and a digest of these lines whose order counts for nothing, by section."""
        return self._connection.execute(
            "SELECT section, label, n, total FROM sections ORDER BY section, label"
        ).fetchall()

    def lines(self, section: str) -> list[tuple[str, bytes]]:
        """Place and digest of every line of a section, by place."""
        query = "SELECT place, digest FROM lines WHERE section = ? ORDER BY place, owner"
        return self._connection.execute(query, (section,)).fetchall()

    def lines_between(self, section: str, first: str, last: str) -> list[bytes]:
        """The values of the lines of a section from one place to another, both included, by place."""
        rows = self._connection.execute(
            "SELECT value FROM lines WHERE section = ? AND place BETWEEN ? AND ? ORDER BY place, owner",
            (section, first, last),
        )
        return [value for (value,) in rows]

    def _add_up(self, section: str, label: str, n: int, total: int) -> None:
        """Count lines that came, or went where there are fewer."""
        query = "SELECT n, total FROM sections WHERE section = ? AND label = ?"
        old_n, old_total = self._connection.execute(query, (section, label)).fetchone() or (0, b"")
        if not (isinstance(old_n, int) and isinstance(old_total, bytes)):
            raise IncompleteError
        new = (int.from_bytes(old_total, "little") + total) % _TOTALS
        if old_n + n:
            row = section, label, old_n + n, new.to_bytes(_N_BYTES, "little")
            self._connection.execute("INSERT OR REPLACE INTO sections VALUES (?, ?, ?, ?)", row)
        else:
            self._connection.execute("DELETE FROM sections WHERE section = ? AND label = ?", (section, label))

    def undo(self) -> None:
        """Forget what was put since the last `commit`."""
        self._connection.rollback()

    def commit(self) -> None:
        """Let the next build find what was put."""
        self._connection.commit()


@contextmanager
def open_store(path: Path | None) -> Iterator[Store]:
    """The store at `path`, made anew where there is none that can be used; None: one that is gone afterwards.

    So is the one for a path where no file can be made, or whose file another build has open.
    """
    store = Store(path)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def read_store(path: Path) -> Iterator[Store | None]:
    """The store of another, to be read alone, as it was last committed; None where it cannot be had as it is.

    Whoever has it open may go on, and has to wait with a commit until the block ends.
    """
    connection = None
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_MOMENT)
        connection.execute("BEGIN")
        is_ours = connection.execute("SELECT code FROM made_by").fetchall() == [(code_digest(),)]
        store = Store(path, connection) if is_ours else None
    except sqlite3.Error:
        store = None
    try:
        yield store
    finally:
        if connection:
            connection.close()


def digest_of(*parts: object) -> bytes:
    """A digest of values: of bytes and texts as they are, of anything else as it is kept."""
    total = hashlib.blake2b(digest_size=_N_BYTES)
    for part in parts:
        raw = part if isinstance(part, bytes) else part.encode() if isinstance(part, str) else to_bytes(part)
        total.update(len(raw).to_bytes(8, "little"))
        total.update(raw)
    return total.digest()


def code_digest() -> bytes:
    """A digest of the program: its version, Python's, and size and time of every module, which may be worked on."""
    package = Path(__file__).resolve().parent.parent
    modules = sorted(path for path in package.rglob("*") if path.suffix in {".py", ".json"})
    paths = sysconfig.get_paths()
    libraries = sorted({paths["purelib"], paths["platlib"]})  # whose times change when a package comes or goes
    stamps = [(str(path), found.st_size, found.st_mtime_ns) for path in modules for found in (path.stat(),)]
    installed = [Path(folder).stat().st_mtime_ns for folder in libraries if Path(folder).is_dir()]
    return digest_of(__version__, sys.version, str(FORMAT), repr((stamps, installed)))


def _connect(path: Path | None) -> sqlite3.Connection:
    for _ in range(2 if path else 0):
        assert path  # noqa: S101 - for the type checker
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return _prepare(sqlite3.connect(path, timeout=_PATIENCE))
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "unable to open" in str(error):
                break
            _remove(path)
        except sqlite3.DatabaseError:
            _remove(path)
        except OSError:
            break
    return _prepare(sqlite3.connect(":memory:"))


def _prepare(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection with its table, emptied where another program wrote it; sqlite3.DatabaseError for no store."""
    try:
        # what is lost with the machine is computed again, so no write waits for the disk; what a killed build had not
        # committed is undone by a file, since large changes reach the store before that
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE IF NOT EXISTS made_by (code BLOB NOT NULL)")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS kept (kind TEXT NOT NULL, name TEXT NOT NULL, digest BLOB NOT NULL,"
            " value BLOB NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID"
        )
        connection.execute(
            "CREATE TABLE IF NOT EXISTS links (target TEXT NOT NULL, owner TEXT NOT NULL,"
            " PRIMARY KEY (target, owner)) WITHOUT ROWID"
        )
        connection.execute("CREATE INDEX IF NOT EXISTS links_by_owner ON links (owner)")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS lines (owner TEXT NOT NULL, section TEXT NOT NULL, place TEXT NOT NULL,"
            " label TEXT NOT NULL, digest BLOB NOT NULL, value BLOB NOT NULL)"
        )
        connection.execute("CREATE INDEX IF NOT EXISTS lines_by_owner ON lines (owner)")
        # with all that `lines` asks for, so that it reads no value
        connection.execute("CREATE INDEX IF NOT EXISTS lines_by_place ON lines (section, place, owner, digest)")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS sections (section TEXT NOT NULL, label TEXT NOT NULL, n INTEGER NOT NULL,"
            " total BLOB NOT NULL, PRIMARY KEY (section, label)) WITHOUT ROWID"
        )
        code = code_digest()
        if connection.execute("SELECT code FROM made_by").fetchall() != [(code,)]:
            connection.execute("DELETE FROM made_by")
            connection.execute("DELETE FROM kept")
            connection.execute("DELETE FROM links")
            connection.execute("DELETE FROM lines")
            connection.execute("DELETE FROM sections")
            connection.execute("INSERT INTO made_by VALUES (?)", (code,))
        connection.execute("SELECT kind, name, digest, value FROM kept LIMIT 1").fetchall()
        connection.execute("SELECT target, owner FROM links LIMIT 1").fetchall()
        connection.execute("SELECT owner, section, place, label, digest, value FROM lines LIMIT 1").fetchall()
        connection.execute("SELECT section, label, n, total FROM sections LIMIT 1").fetchall()
        connection.commit()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _remove(path: Path) -> None:
    for leftover in (path, path.with_name(path.name + "-journal")):
        with suppress(OSError):
            leftover.unlink()


def pack(value: object, level: int = _LEVEL) -> bytes:
    """The value in few bytes."""
    return zlib.compress(to_bytes(value), level)


def unpack(packed: bytes, of: type[T]) -> T | None:
    """The value that was packed; None for what is no value of this type."""
    try:
        return from_bytes(zlib.decompress(packed), of)
    except (zlib.error, TypeError, MemoryError, IncompleteError):
        return None


def to_bytes(value: object) -> bytes:
    """The value as bytes; the same for equal values of one type that hold their items in the same order."""
    return msgpack.encode(value)


def from_bytes(written: bytes, of: type[T]) -> T:
    """The value that `to_bytes` wrote; IncompleteError for anything but a value of this type."""
    try:
        return msgpack.decode(written, type=of)
    except (MsgspecError, TypeError, ValueError, RecursionError, MemoryError) as error:
        raise IncompleteError from error
