"""The files that pages load: everything below `assets/` of the template folders, and where the shipped folder lies.

A style sheet that a line `@import "other.css";` names is put in place of that line and is no file of its own: it can be
overridden by itself, and a page still asks for one. Deliberately contains no other bundling, no fonts.
"""

import re
from pathlib import Path

from sitegen.problems import SitegenError, readable

_IMPORT = re.compile(rb'^@import "([\w-]+\.css)";[ \t]*$', re.MULTILINE)
"""Of a file beside the style sheet, on a line of its own."""


def default_templates() -> Path:
    """The shipped theme: inside an installed package, else the checkout's folder beside it."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def make_assets(template_folders: tuple[Path, ...]) -> dict[str, bytes]:
    """Content by path below the output folder; a file of the first folder hides the same file of the later ones.

    Raises SitegenError for a link that leads out of its folder, as what it leads to would be published, for a name that
    no address can hold, and for the import of a style sheet that is not there or imports another.
    """
    files: dict[str, bytes] = {}
    for folder in reversed(template_folders):
        root = folder / "assets"
        for path in sorted(root.rglob("*")) if root.is_dir() else ():
            if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
                raise SitegenError(f"{path}: is a link that leads out of {folder}. Put the file itself there.")
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts):
                name = path.relative_to(root).as_posix()
                if readable(name) != name:
                    raise SitegenError(f"{readable(str(path))}: the name is not UTF-8. Rename it.")
                files[f"assets/{name}"] = path.read_bytes()
    return dict(sorted(_with_imports(files).items()))


def _with_imports(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with each imported style sheet in its place."""
    imported = set()
    done = dict(files)
    for path, content in files.items():
        if not path.endswith(".css"):
            continue
        folder = path.rpartition("/")[0]
        for name in _IMPORT.findall(content):
            target = f"{folder}/{name.decode()}"
            if target not in files or _IMPORT.search(files[target]):
                what = "imports another style sheet" if target in files else "is not there"
                raise SitegenError(f"{path}: imports {target}, which {what}. Write what it needs into one of the two.")
            imported.add(target)

        def put(match: re.Match[bytes], folder: str = folder) -> bytes:
            return files[f"{folder}/{match[1].decode()}"].rstrip()

        done[path] = _IMPORT.sub(put, content)
    return {path: content for path, content in done.items() if path not in imported}
