"""Files on their way to the disk, packed in memory.

Nothing is written before all is checked, and the hundred thousand pages of two thousand stories are four gigabytes.
Deliberately knows nothing of what the files are.
"""

import zlib
from collections.abc import Iterator, Mapping, MutableMapping

_LEVEL = 1
"""Of zlib: a page becomes a tenth of its size in a fraction of a millisecond."""


class Packed(MutableMapping[str, bytes]):
    """Path -> content, kept packed."""

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        """Begin with these files."""
        self._packed: dict[str, bytes] = {}
        if files:
            self.update(files)

    def __getitem__(self, path: str) -> bytes:
        """The content of a file."""
        return zlib.decompress(self._packed[path])

    def __setitem__(self, path: str, content: bytes) -> None:
        """Keep a file."""
        self._packed[path] = zlib.compress(content, _LEVEL)

    def __delitem__(self, path: str) -> None:
        """Forget a file."""
        del self._packed[path]

    def __contains__(self, path: object) -> bool:
        """Whether there is a file, without unpacking it."""
        return path in self._packed

    def __iter__(self) -> Iterator[str]:
        """The paths."""
        return iter(self._packed)

    def __len__(self) -> int:
        """How many files."""
        return len(self._packed)


def join_files(files: MutableMapping[str, bytes], more: Mapping[str, bytes]) -> None:
    """Add more files; what is packed is not unpacked on the way into what packs."""
    if isinstance(files, Packed) and isinstance(more, Packed):
        files._packed |= more._packed  # noqa: SLF001 - of this module
    else:
        files.update(more)
