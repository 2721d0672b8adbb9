"""What may happen to a store and to an output between two builds, each as a function of its path.

Deliberately contains no test and no expectation.
"""

import os
import shutil
import sqlite3
import zlib
from pathlib import Path

from msgspec import Raw

from sitegen.build.store import pack, to_bytes, unpack
from sitegen.build.writer import MANIFEST

PAGE = "stories/pier/read/outlet-a/index.html"
"""A page deep in the output, whose folder no build looks at."""


def cut(path: Path) -> None:
    """Lose the second half."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def scramble(path: Path) -> None:
    """Write nonsense into the middle."""
    content = bytearray(path.read_bytes())
    for at in range(4096, len(content), 512):
        content[at : at + 64] = b"nonsense" * 8
    path.write_bytes(bytes(content[: path.stat().st_size]))


def replace_by_text(path: Path) -> None:
    """Put something else there."""
    path.write_text("This is no cache.\n")


def lie(path: Path) -> None:
    """Exchange all values."""
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE kept SET value = ?", (pack(("a", "lie")),))
    connection.close()


def lie_in_lists(path: Path) -> None:
    """Exchange what stands in lists: the lines of the index, and what stories have for pages that rest on all."""
    lie = ("a", "lie")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE lines SET value = ?", (to_bytes(lie),))
        for name, packed in connection.execute("SELECT name, value FROM kept WHERE kind = 'parts'").fetchall():
            parts = unpack(packed, dict[str, Raw])
            connection.execute(
                "UPDATE kept SET value = ? WHERE kind = 'parts' AND name = ?",
                (pack(dict.fromkeys(parts or {}, lie)), name),
            )
    connection.close()


def write_no_text(path: Path) -> None:
    """Put what is no UTF-8 where texts are wanted."""
    no_text = b"\x81\xa1\xff\xc0"  # a table with one key of one byte
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE lines SET value = ?", (no_text,))
        connection.execute("UPDATE kept SET value = ?", (zlib.compress(no_text),))
    connection.close()


def write_text(path: Path) -> None:
    """Put texts where bytes are wanted, which SQLite allows."""
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE lines SET value = 'abc', digest = 'abc'")
        connection.execute("UPDATE sections SET total = 'abc', n = 'abc'")
        connection.execute("UPDATE kept SET value = 'abc' WHERE kind <> 'kept'")
    connection.close()


def lose_some(path: Path) -> None:
    """Take out every second value."""
    with sqlite3.connect(path) as connection:
        names = connection.execute("SELECT kind, name FROM kept WHERE kind <> 'kept' ORDER BY kind, name").fetchall()
        connection.executemany("DELETE FROM kept WHERE kind = ? AND name = ?", names[::2])
    connection.close()


def age(path: Path) -> None:
    """Say that another version wrote it."""
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE made_by SET code = ?", (b"another",))
    connection.close()


STORE_DAMAGES = (
    cut,
    scramble,
    replace_by_text,
    lie,
    lie_in_lists,
    write_no_text,
    write_text,
    lose_some,
    age,
    Path.unlink,
)


def lose_page(out: Path) -> None:
    """Delete a page."""
    (out / PAGE).unlink()


def lose_data(out: Path) -> None:
    """Delete a file of data that lies beside those of other stories."""
    (out / "data/pier.json").unlink()


def cut_page(out: Path) -> None:
    """Lose the second half of a page, in place."""
    cut(out / PAGE)


def cut_style(out: Path) -> None:
    """Lose the second half of a style sheet, in place."""
    cut(next(out.glob("assets/*.css")))


def lose_stories(out: Path) -> None:
    """Delete every page of every story."""
    shutil.rmtree(out / "stories")


def put_folder_for_page(out: Path) -> None:
    """Put a folder where a page was, with something in it."""
    (out / PAGE).unlink()
    (out / PAGE).mkdir()
    (out / PAGE / "mine.txt").write_text("mine")


def put_file_for_folder(out: Path) -> None:
    """Put a file where a folder was."""
    shutil.rmtree(out / "stories/pier/read")
    (out / "stories/pier/read").write_text("mine")


def link_page(out: Path) -> None:
    """Put a link to a file outside, the same page, where a page was, as old as that."""
    elsewhere = out.with_name("elsewhere")
    elsewhere.mkdir(exist_ok=True)
    (out / PAGE).rename(elsewhere / "index.html")
    (out / PAGE).symlink_to(elsewhere / "index.html")
    os.utime(out / PAGE, ns=(0, 0), follow_symlinks=False)


def link_folder(out: Path) -> None:
    """Put a link to a folder outside, with another page, where a folder was, as old as that."""
    elsewhere, folder = out.with_name("elsewhere"), (out / PAGE).parent
    folder.rename(elsewhere)
    (elsewhere / "index.html").unlink()
    (elsewhere / "index.html").write_text("mine")
    os.utime(elsewhere / "index.html", ns=(0, 0))
    folder.symlink_to(elsewhere)
    os.utime(folder, ns=(0, 0), follow_symlinks=False)


def add_files(out: Path) -> None:
    """Add a page, a file that a build was writing, and what another program may put there."""
    for name in ("stories/quay/more/index.html", f"stories/pier/{aside('index.html')}", aside(MANIFEST), ".DS_Store"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("mine")


def list_aside(out: Path) -> None:
    """List a file that is written while a page is, as if a build had made it."""
    (out / aside("index.html")).write_text("mine")
    before = (out / MANIFEST).stat()
    with (out / MANIFEST).open("a") as file:
        file.write(f"{aside('index.html')}\n")
    os.utime(out / MANIFEST, ns=(before.st_atime_ns, before.st_mtime_ns))


def lose_list(out: Path) -> None:
    """Delete the list of files."""
    (out / MANIFEST).unlink()


def cut_list(out: Path) -> None:
    """Lose the second half of the list of files."""
    cut(out / MANIFEST)


def aside(name: str) -> str:
    """What a file is called while it is being written."""
    return f".{name}.sitegen-new"


OUTPUT_DAMAGES = (
    *(lose_page, lose_data, cut_page, cut_style, lose_stories, put_folder_for_page, put_file_for_folder),
    *(link_page, link_folder, add_files, list_aside, lose_list, cut_list, shutil.rmtree),
)
