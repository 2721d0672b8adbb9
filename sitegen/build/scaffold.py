"""`sitegen init`: a new site with a sample that builds at once.

The files lie in `sitegen/scaffold` and are written as they are, but for the title and, as a comment, the address that a
site of this repository would get. Deliberately contains no command that changes anything but these files.
"""

import json
import os
import shlex
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from sitegen import __version__
from sitegen.content.files import CONTROL, shown_path
from sitegen.content.schema import schema_files
from sitegen.problems import ContentError, Problem, SitegenError
from sitegen.publish.git import open_repository
from sitegen.publish.remote import proposed_base_url
from sitegen.publish.workflow import Plan, default_branch, installed_requirement, workflow_text

_TITLE = "Name of the site"
"""What stands for the title in the files."""
_BASE_URL = '# base_url = "https://example.org/comparisons/"\n'
_RENAMED = {"gitignore": ".gitignore"}
"""Files that would have a meaning under their own names where they lie in this package."""
_SCHEMAS = "schemas"
_WORKFLOW = ".github/workflows/pages.yml"


def init_site(
    folder: Path, *, title: str | None = None, base_url: str | None = None, workflow: str | None = None
) -> tuple[Path, ...]:
    """Make a site in `folder`, which is made where it is not there; the files written.

    `base_url` is proposed in site.toml as a comment. `workflow` is the text of the workflow that builds and publishes
    the site on GitHub; None writes none. Raises ContentError with everything that is in the way, and for a title that
    is none; nothing is written then.
    """
    files = {
        _RENAMED.get(path, path): _filled(text, title=title, base_url=base_url) for path, text in _scaffold_files()
    }
    files |= {f"{_SCHEMAS}/{name}": content for name, content in schema_files().items()}
    if workflow is not None:
        files[_WORKFLOW] = workflow.encode()
    _refuse_what_is_there(folder, files)
    return _write(folder, files)


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write the schemas into `folder` anew, whatever they were; the files written.

    Raises ContentError where there is no site.
    """
    if not (folder / "content").is_dir():
        problem = Problem(
            path=shown_path(folder), message="there is no site here", hint="`sitegen init DIR` makes one, with schemas."
        )
        raise ContentError((problem,))
    return _write(folder, {f"{_SCHEMAS}/{name}": content for name, content in schema_files().items()})


def next_steps(folder: Path, n_files: int) -> str:
    """What to tell of a new site: where it is, and the three commands that come next."""
    where = str(folder)
    enter = "" if where == "." else f"cd {shlex.quote(where)}\n  "
    return (
        f"Made a site of {n_files} files in {where}. What to do with it is in README.md. Next:\n"
        f"  {enter}sitegen serve --open\n"
        "  sitegen check --strict\n"
        "  sitegen import FILE --story STORY --outlet OUTLET"
    )


def address_of_pages(folder: Path) -> str | None:
    """The address at which GitHub would serve a site of the repository that `folder` is in; None where it has none."""
    here = next((place for place in (folder, *folder.absolute().parents) if place.is_dir()), Path())
    try:
        return proposed_base_url(open_repository(here).ask("remote", "get-url", "origin"))
    except SitegenError:
        return None


def first_workflow(folder: Path) -> str | None:
    """The workflow that builds and publishes a new site in `folder`; None inside of a larger repository.

    GitHub reads workflows at the top of a repository alone; there `sitegen publish --to workflow` puts one later.
    """
    here = next((place for place in (folder, *folder.absolute().parents) if place.is_dir()), Path())
    try:
        repository = open_repository(here)
    except SitegenError:
        branch = "main"
    else:
        if repository.top.resolve() != folder.resolve():
            return None
        branch = default_branch(repository, "origin")
    requirement, _ = installed_requirement(__version__)
    return workflow_text(Plan(branch=branch, folder="", build=None, requirement=requirement))


def _scaffold_files() -> Iterator[tuple[str, str]]:
    """Every file of the scaffold by its path, sorted."""

    def walk(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if entry.is_dir():
                yield from walk(entry, f"{path}{entry.name}/")
            else:
                yield f"{path}{entry.name}", entry.read_text(encoding="utf-8")

    yield from walk(resources.files("sitegen").joinpath("scaffold"), "")


def _filled(text: str, *, title: str | None, base_url: str | None) -> bytes:
    if title is not None:
        wrong = "has no letters" if not title.strip() else "holds a line break or a control character"
        if not title.strip() or "\n" in title or CONTROL.search(title):
            raise ContentError((Problem(path="--title", message=f"the title {wrong}", hint="Give a name."),))
        text = text.replace(f'"{_TITLE}"', json.dumps(title.strip(), ensure_ascii=False))
        text = text.replace(f"# {_TITLE}\n", f"# {title.strip()}\n")
    if base_url is not None:
        proposal = f"# This repository's pages would be at the address below; look whether that is right.\n{_BASE_URL}"
        text = text.replace(_BASE_URL, proposal.replace("https://example.org/comparisons/", base_url))
    return text.encode()


def _refuse_what_is_there(folder: Path, files: dict[str, bytes]) -> None:
    """Raise ContentError with all that is in the way: the files themselves, what lies in content/, and no folders."""
    if os.path.lexists(folder) and not folder.is_dir():
        raise ContentError((_in_the_way(folder, "this is no folder"),))
    there = [path for path in files if os.path.lexists(folder / path)]
    parents = {parent.as_posix() for path in files for parent in Path(path).parents}
    there += [path for path in parents if os.path.lexists(folder / path) and not (folder / path).is_dir()]
    content = folder / "content"
    if content.is_dir():
        found = (path.relative_to(folder).as_posix() for path in content.rglob("*") if not path.is_dir())
        there += [path for path in found if path not in files]
    if there:
        raise ContentError(tuple(_in_the_way(folder / path, "this is in the way") for path in sorted(set(there))))


def _in_the_way(path: Path, message: str) -> Problem:
    return Problem(
        path=shown_path(path), message=message, hint="Move it, or choose another folder; nothing was written."
    )


def _write(folder: Path, files: dict[str, bytes]) -> tuple[Path, ...]:
    try:
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    except OSError as error:
        raise SitegenError(f"{error.filename}: cannot be written: {(error.strerror or str(error)).lower()}.") from error
    return tuple(folder / path for path in files)
