"""The files that pages load: everything below `assets/` of the template folders.

Deliberately contains no bundling: one style sheet, no fonts, no scripts.
"""

from pathlib import Path

from sitegen.problems import SitegenError


def make_assets(template_folders: tuple[Path, ...]) -> dict[str, bytes]:
    """Content by path below the output folder; a file of the first folder hides the same file of the later ones.

    Raises SitegenError for a link that leads out of its folder: what it leads to would be published.
    """
    files: dict[str, bytes] = {}
    for folder in reversed(template_folders):
        root = folder / "assets"
        for path in sorted(root.rglob("*")) if root.is_dir() else ():
            if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
                raise SitegenError(f"{path}: is a link that leads out of {folder}. Put the file itself there.")
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts):
                files[f"assets/{path.relative_to(root).as_posix()}"] = path.read_bytes()
    return dict(sorted(files.items()))
