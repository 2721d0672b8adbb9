"""What earlier builds found out, kept in `.sitegen/cache.sqlite`: values, each with a digest of what it was made from.

It may vanish at any time and may lie about nothing: a file that is no such store, is cut short, or was written by
another version counts as empty, and a value whose digest is not the one asked for counts as missing. Values are pickled
and read back by a reader that makes sitegen's own values and dates alone, for the file may come along with a site that
somebody else made. Deliberately contains no knowledge of what is kept.
"""

import hashlib
import io
import pickle
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sitegen import __version__
from sitegen.problems import SitegenError

FORMAT = 1
"""Raised when what is kept under a kind changes without a change of the code that makes it."""

_SAFE = {("datetime", "date"), ("builtins", "frozenset"), ("builtins", "set"), ("pathlib", "PurePosixPath")}
_OWN = "sitegen."
_LEVEL = 1
"""Of zlib: three times smaller than pickled, for a tenth of the time of the highest level."""


class Store:
    """An open store. Nothing that is put is there for the next build before `commit`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Keep the connection; `open_store` is what makes one."""
        self._connection = connection

    def get(self, kind: str, name: str, digest: bytes) -> object | None:
        """The value that was made from what has this digest; None where there is none, or it cannot be read."""
        row = self._connection.execute(
            "SELECT value FROM kept WHERE kind = ? AND name = ? AND digest = ?", (kind, name, digest)
        ).fetchone()
        return None if row is None else _unpack(row[0])

    def all(self, kind: str) -> Iterator[tuple[str, object | None]]:
        """Name and value of everything of a kind, by name; a value that cannot be read is None."""
        for name, value in self._connection.execute(
            "SELECT name, value FROM kept WHERE kind = ? ORDER BY name", (kind,)
        ):
            yield name, _unpack(value)

    def digests(self, kind: str) -> dict[str, bytes]:
        """Name -> digest of everything of a kind."""
        return dict(self._connection.execute("SELECT name, digest FROM kept WHERE kind = ?", (kind,)))

    def put(self, kind: str, name: str, digest: bytes, value: object) -> None:
        """Keep a value, in place of what was there under the name."""
        self._connection.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", (kind, name, digest, _pack(value)))

    def drop(self, kind: str, names: Iterable[str]) -> None:
        """Forget these."""
        self._connection.executemany("DELETE FROM kept WHERE kind = ? AND name = ?", ((kind, name) for name in names))

    def commit(self) -> None:
        """Let the next build find what was put."""
        self._connection.commit()


@contextmanager
def open_store(path: Path | None) -> Iterator[Store]:
    """The store at `path`, made anew where there is none that can be used; None: one that is gone afterwards.

    SitegenError where the system does not let the file be made.
    """
    connection = _connect(path)
    try:
        yield Store(connection)
    finally:
        connection.close()


def digest_of(*parts: object) -> bytes:
    """A digest of values: of bytes and texts as they are, of anything else as it is pickled."""
    total = hashlib.blake2b(digest_size=16)
    for part in parts:
        raw = part if isinstance(part, bytes) else part.encode() if isinstance(part, str) else _plain(part)
        total.update(len(raw).to_bytes(8, "little"))
        total.update(raw)
    return total.digest()


def code_digest() -> bytes:
    """A digest of the program: its version, Python's, and size and time of every module, which may be worked on."""
    package = Path(__file__).resolve().parent.parent
    modules = sorted(package.rglob("*.py"))
    stamps = [(str(path), found.st_size, found.st_mtime_ns) for path in modules for found in (path.stat(),)]
    return digest_of(__version__, sys.version, str(FORMAT), repr(stamps))


def _connect(path: Path | None) -> sqlite3.Connection:
    if path is None:
        return _prepare(sqlite3.connect(":memory:"))
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return _prepare(sqlite3.connect(path, timeout=30))
        except sqlite3.DatabaseError:
            _remove(path)
        except OSError as error:
            raise SitegenError(f"{path}: the cache cannot be made: {error.strerror or error}.") from error
    raise SitegenError(f"{path}: the cache cannot be made. Remove the file, and build again.")


def _prepare(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection with its table, emptied where another program wrote it; sqlite3.DatabaseError for no store."""
    try:
        # what is lost with the machine is computed again, so no write waits for the disk
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("CREATE TABLE IF NOT EXISTS made_by (code BLOB NOT NULL)")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS kept (kind TEXT NOT NULL, name TEXT NOT NULL, digest BLOB NOT NULL,"
            " value BLOB NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID"
        )
        code = code_digest()
        if connection.execute("SELECT code FROM made_by").fetchall() != [(code,)]:
            connection.execute("DELETE FROM made_by")
            connection.execute("DELETE FROM kept")
            connection.execute("INSERT INTO made_by VALUES (?)", (code,))
            connection.commit()
        columns = connection.execute("SELECT kind, name, digest, value FROM kept LIMIT 1").fetchall()
        del columns
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _remove(path: Path) -> None:
    for leftover in (path, path.with_name(path.name + "-journal")):
        with suppress(OSError):
            leftover.unlink()


def _plain(value: object) -> bytes:
    return pickle.dumps(value, protocol=5)


def _pack(value: object) -> bytes:
    return zlib.compress(_plain(value), _LEVEL)


def _unpack(packed: bytes) -> object | None:
    try:
        return _Reader(io.BytesIO(zlib.decompress(packed))).load()  # type: ignore[no-any-return]
    except Exception:  # noqa: BLE001 - whatever is wrong with what is kept, it counts as not kept
        return None


class _Reader(pickle.Unpickler):
    """Makes values of sitegen, and a few harmless ones; anything else is an error."""

    def find_class(self, module: str, name: str) -> object:
        """The class with this name, if it is one of those that are kept."""
        if (module, name) in _SAFE:
            return super().find_class(module, name)
        if module.startswith(_OWN) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and hasattr(found, "__dataclass_fields__"):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not kept")
