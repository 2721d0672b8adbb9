"""Pages to HTML, with what can be wrong with a theme told as a theme's fault.

Deliberately contains no Jinja settings; those are the renderer's.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from traceback import walk_tb

import jinja2

from sitegen.build.store import digest_of
from sitegen.problems import SitegenError
from sitegen.site.check import RenderedPage
from sitegen.site.pages import Page


def render_pages(
    pages: Sequence[Page], render: Callable[[Page], str], folders: Sequence[Path]
) -> tuple[RenderedPage, ...]:
    """Every page rendered. Raises SitegenError that names file and line where a template of `folders` is at fault."""
    return tuple(
        RenderedPage(path=page.path, template=page.template, html=_render(page, render, folders)) for page in pages
    )


def theme_digest(folders: Sequence[Path]) -> bytes:
    """A digest of all templates of the folders, which may include one another; assets are none."""
    parts: list[str | bytes] = []
    for n, folder in enumerate(folders):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            name = path.relative_to(folder).as_posix()
            if not name.startswith("assets/") and path.is_file():
                parts += [f"{n}/{name}", path.read_bytes()]
    return digest_of(*parts)


def _render(page: Page, render: Callable[[Page], str], folders: Sequence[Path]) -> str:
    try:
        return render(page)
    except jinja2.TemplateNotFound as error:
        places = ", ".join(str(folder) for folder in folders if folder.is_dir())
        raise SitegenError(f"{error.name}: no such template, which {page.path} needs. Looked in: {places}.") from error
    except SitegenError:
        raise
    except Exception as error:
        # whatever a template does wrong, be it a division by zero, is the theme's fault if it happened in the theme
        file, line = _place(error, folders)
        if not file and not isinstance(error, jinja2.TemplateError | UnicodeDecodeError | OSError):
            raise
        what = str(error).rstrip(".") or type(error).__name__
        raise SitegenError(f"{file or page.template}:{line}: error: {what}. Rendering {page.path}.") from error


def _place(error: Exception, folders: Sequence[Path]) -> tuple[str, int]:
    """File and line of a template's fault: its own where it is a fault of syntax, else the last template it ran in."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename or error.name or "", error.lineno
    found = ("", 0)
    for frame, line in walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if any(Path(file).is_relative_to(folder) for folder in folders):
            found = (file, line)
    return found
