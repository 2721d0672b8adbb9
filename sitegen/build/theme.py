"""Pages to HTML, with what can be wrong with a theme told as a theme's fault.

Deliberately contains no Jinja settings; those are the renderer's.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from traceback import walk_tb

import jinja2

from sitegen.build.store import digest_of
from sitegen.problems import SitegenError, readable
from sitegen.site.check import RenderedPage
from sitegen.site.pages import Page

_NAMING = re.compile(rb"{%[-+]?\s*(?:extends|include|import|from)\b")
_NAMED = re.compile(rb"""{%[-+]?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")


def render_pages(
    pages: Sequence[Page], render: Callable[[Page], str], folders: Sequence[Path]
) -> tuple[RenderedPage, ...]:
    """Every page rendered. Raises SitegenError that names file and line where a template of `folders` is at fault."""
    return tuple(
        RenderedPage(path=page.path, template=page.template, html=_render(page, render, folders)) for page in pages
    )


def template_digests(folders: Sequence[Path]) -> dict[str, bytes]:
    """Name of a template -> digest of all that it is rendered from: its own file and those it extends or includes.

    A file of the first folder hides the same file of the later ones. A template that names another by anything but a
    plain text rests on all of them.
    """
    texts: dict[str, bytes] = {}
    for folder in reversed(folders):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            name = readable(path.relative_to(folder).as_posix())
            if not name.startswith("assets/") and path.is_file():
                texts[name] = path.read_bytes()
    return {name: digest_of(*(f"{one}\n".encode() + texts[one] for one in _rests_on(name, texts))) for name in texts}


def _rests_on(name: str, texts: Mapping[str, bytes]) -> list[str]:
    """The template and all that it names, directly or not, by name."""
    found, open_names = {name}, [name]
    while open_names:
        text = texts[open_names.pop()]
        named = {match.decode() for match in _NAMED.findall(text)}
        if len(_NAMED.findall(text)) != len(_NAMING.findall(text)):
            return sorted(texts)
        fresh = (named & texts.keys()) - found
        found |= fresh
        open_names += fresh
    return sorted(found)


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
