"""Where the preview lies: in the folder of its site from run to run, or in a temporary one that goes with it.

One preview has the kept folder at a time, by a lock that the system takes back from whoever dies. A second one, and one
of a site whose folder cannot be written, begin with nothing and leave nothing. Deliberately contains no knowledge of
what is in the folder but two names.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sitegen.build.resume import PREVIEW

OUTPUT, STORE = "site", "cache.sqlite"
"""The output, in the folder of the preview, and what its builds keep."""
_LOCK = "lock"


@contextmanager
def preview_folder(root: Path) -> Iterator[Path]:
    """A folder that is nobody else's while the block runs, for a preview of the site at `root`; OUTPUT is in it."""
    lock = _take(root)
    if lock:
        with lock:
            yield root / PREVIEW
        return
    folder = Path(tempfile.mkdtemp(prefix="sitegen-preview-"))
    try:
        (folder / OUTPUT).mkdir()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _take(root: Path) -> IO[bytes] | None:
    """The lock of the kept folder, which is free when this is closed; None where it cannot be had."""
    folder = root / PREVIEW
    if not (root / "content").is_dir():
        return None  # no site yet, and perhaps the wrong folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # what lies there is replaced and removed, so no link that came along with a site may lead elsewhere
        if folder.resolve() != root.resolve() / PREVIEW:
            return None
        for name in (_LOCK, STORE, f"{STORE}-journal"):
            if (folder / name).is_symlink():
                (folder / name).unlink()
        lock = (folder / _LOCK).open("ab")
    except OSError:
        return None
    try:
        _lock(lock)
        out = folder / OUTPUT
        if out.is_symlink() or not out.is_dir():
            out.unlink(missing_ok=True)
            out.mkdir()
    except OSError:
        lock.close()
        return None
    return lock


def _lock(file: IO[bytes]) -> None:
    """Lock an open file until it is closed, by whatever closes it; OSError where another has it."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - only there

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - only there

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
