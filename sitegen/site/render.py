"""A page to HTML: the Jinja environment, and nothing that decides what a page says."""

from collections.abc import Callable
from pathlib import Path

import jinja2
from markupsafe import Markup

from sitegen.model import Settings
from sitegen.site import urls
from sitegen.site.pages import Page
from sitegen.text.markdown import render_prose


def make_renderer(settings: Settings, template_folders: tuple[Path, ...]) -> Callable[[Page], str]:
    """A function that renders pages; a file of the first folder hides the same file of the later ones."""
    environment = make_environment(template_folders)

    def render(page: Page) -> str:
        def href(address: str) -> str:
            """The link from this page to an address of the site."""
            if page.path == urls.NOT_FOUND:
                return urls.rooted(settings.base_url, address)
            return urls.relative(page.path, address, settings.links)

        template = environment.get_template(page.template)
        return template.render(view=page.view, href=href)

    return render


def make_environment(
    template_folders: tuple[Path, ...], kind: type[jinja2.Environment] = jinja2.Environment
) -> jinja2.Environment:
    """Escapes everything, refuses unknown names, leaves no lines behind where a tag stood."""
    environment = kind(
        loader=jinja2.FileSystemLoader([str(folder) for folder in template_folders]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_bytecode_cache(),
    )
    environment.filters["prose"] = _prose
    environment.globals["stylesheet"] = urls.STYLESHEET
    environment.globals["favicon"] = urls.FAVICON
    environment.globals["search_script"] = urls.SEARCH_SCRIPT
    environment.globals["search_index"] = urls.SEARCH_INDEX
    return environment


def _bytecode_cache() -> jinja2.BytecodeCache | None:
    """Where templates lie compiled: a folder of the user's own, never the site's, as what is in it is run.

    Jinja2 makes it for the user alone, and takes nothing from one that others could write to.
    """
    try:
        return jinja2.FileSystemBytecodeCache()
    except (OSError, RuntimeError):
        return None


def _prose(markdown: str) -> Markup:
    """An editor's Markdown as HTML; `render_prose` lets no raw HTML through."""
    return Markup(render_prose(markdown))  # noqa: S704 - this is the one place where our own HTML is declared safe
