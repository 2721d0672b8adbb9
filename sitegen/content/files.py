"""The doors to the disk: what lies in a folder, and the text of a file, with everything that can be wrong with either.

Knows nothing of keys or Markdown. Paths in messages are relative to the current folder where the site lies below it.
"""

import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sitegen.content.nodes import Notes, place_of
from sitegen.problems import Problem, readable

MAX_BYTES = 2_000_000
"""A long read is some 100 kB; what is larger was put here by mistake, and would stop every later stage."""

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""What no text needs and no page can hold: control characters but tab and newline, and halves of characters."""
LONGEST_ID = 64
"""An id becomes a file name, at times with a second one behind it."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def shown_path(path: Path) -> str:
    """`path` as an author at the current folder would type it; absolute where it lies elsewhere."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links, and name another file
    here = Path.cwd()
    return readable((absolute.relative_to(here) if absolute.is_relative_to(here) else absolute).as_posix())


def read_text(path: Path, root: Path) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file, and what is wrong with it.

    A byte order mark is taken off and line ends become newlines. Control characters are noted and stand in the text
    as U+FFFD, so that the rest can still be judged. None where the file leads out of `root`, cannot be read, is too
    large or is not UTF-8.
    """
    notes = Notes(shown_path(path))
    data = _read_bytes(path, root, notes)
    text = None if data is None else _decode(data, notes)
    return text, tuple(notes.problems)


def list_folder(folder: Path, root: Path) -> tuple[tuple[Path, ...] | None, tuple[Problem, ...]]:
    """What lies in a folder, sorted by name, without hidden files and editors' copies.

    None, with the reason noted, where it is not a folder, leads out of `root` or cannot be read.
    """
    notes = Notes(shown_path(folder))
    if _leads_out(folder, root):
        notes.error("the folder is a link that leads out of the site", hint="Move the files here instead.")
        return None, tuple(notes.problems)
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError as error:
        notes.error(f"the folder cannot be read: {_reason(error)}")
        return None, tuple(notes.problems)
    paths = [folder / name for name in names if not _is_ignored(name)]
    problems: list[Problem] = []
    for path in paths:
        if readable(path.name) != path.name:
            told = Notes(shown_path(path))
            told.error("the name is not UTF-8", hint="Rename it in letters, digits and hyphens.")
            problems += told.problems
    return tuple(path for path in paths if readable(path.name) == path.name), tuple(problems)


def is_folder(path: Path) -> bool:
    """Whether a path is a folder that can be looked at; never raises."""
    with suppress(OSError):
        return path.is_dir()
    return False


def is_id(name: str) -> bool:
    """Whether a name can stand in an address: lower-case letters, digits, single hyphens between them, not too long."""
    return len(name) <= LONGEST_ID and _ID.fullmatch(name) is not None


def to_id(name: str) -> str:
    """The id that comes closest to a name; empty where the name has no Latin letter and no digit."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def check_ids(paths: Iterable[Path], what: str) -> tuple[Problem, ...]:
    """Names that cannot be ids, and names that would share an address.

    `what` says what the files are, e.g. "article". Two names clash when they differ in case alone: they are one file
    on a Mac or on Windows, and one page on the site.
    """
    by_fold: defaultdict[str, list[Path]] = defaultdict(list)
    for path in paths:
        by_fold[_stem(path).casefold()].append(path)
    problems: list[Problem] = []
    for same in by_fold.values():
        first, *others = same
        for path in others:
            notes = Notes(shown_path(path))
            notes.error(f"`{path.name}` and `{first.name}` would have the same address", hint="Rename one of them.")
            problems += notes.problems
        if not others and not is_id(_stem(first)):
            notes = Notes(shown_path(first))
            proposal = to_id(_stem(first))
            notes.error(
                f"`{_stem(first)}` cannot be the id of {what}: lower-case letters, digits and single hyphens only",
                hint=f"Rename it to `{proposal}{first.name.removeprefix(_stem(first))}`." if proposal else "Rename it.",
            )
            problems += notes.problems
    return tuple(problems)


def _stem(path: Path) -> str:
    """The id a path gives: a file's name without `.md`, a folder's whole name (which may hold a dot)."""
    return path.name if is_folder(path) else path.name.removesuffix(".md")


def _is_ignored(name: str) -> bool:
    return name.startswith((".", "#")) or name.endswith("~")


def _leads_out(path: Path, root: Path) -> bool:
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def _read_bytes(path: Path, root: Path, notes: Notes) -> bytes | None:
    if _leads_out(path, root):
        notes.error("the file is a link that leads out of the site", hint="Put a copy of the file here instead.")
        return None
    try:
        if not path.is_file():
            notes.error("this is not a file" if path.exists() else "the link leads to nothing", hint="Remove it.")
            return None
        size = path.stat().st_size
        if size > MAX_BYTES:
            notes.error(
                f"the file is too large: {size / 1e6:.1f} MB, where {MAX_BYTES / 1e6:.0f} MB is the most",
                hint="Keep the article's own text only.",
            )
            return None
        return path.read_bytes()
    except OSError as error:
        notes.error(f"the file cannot be read: {_reason(error)}")
        return None


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _decode(data: bytes, notes: Notes) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # `error.object` is what was decoded, which lacks the byte order mark that `data` may have.
        before = bytes(error.object)[: error.start].decode()
        found = "UTF-16" if data.startswith(_UTF16_MARKS) else f"byte 0x{error.object[error.start]:02X}"
        notes.error(
            f"the file is not UTF-8 text ({found})",
            place_of(_with_newlines(before) + " ", len(_with_newlines(before))),
            hint="Save it again with the encoding UTF-8.",
        )
        return None
    text = _with_newlines(text)
    found_controls = list(CONTROL.finditer(text))
    if found_controls:
        first, more = found_controls[0], len(found_controls) - 1
        notes.error(
            f"control character U+{ord(first.group()):04X}" + (f" and {more} more" if more else ""),
            place_of(text, first.start()),
            hint="Delete it; it cannot be seen, and does not belong in a text.",
        )
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
