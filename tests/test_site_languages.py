"""Articles in other scripts: every excerpt says its language and direction, every name stands for itself."""

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from script_site import LANGUAGES, scripts_site
from site_pages import Element, read_html
from sites import write_site

from sitegen.build.executor import InlineExecutor
from sitegen.build.pipeline import make_site
from sitegen.site.assets import default_templates, make_assets
from sitegen.site.views.passages import direction

SITES = ["en", "ar", "he", "fr"]
CSS = re.sub(r"/\*.*?\*/", "", make_assets((default_templates(),))["assets/site.css"].decode(), flags=re.DOTALL)
PHYSICAL = re.compile(
    r"""(?:margin|padding|border|inset)-(?:left|right)
    |(?<![\w-])(?:left|right)\s*:
    |(?:text-align|float):\s*(?:left|right)""",
    re.VERBOSE,
)


@cache
def pages(language: str) -> dict[str, Element]:
    """The pages of the site in a language, by path."""
    with TemporaryDirectory() as folder:
        site = make_site(write_site(Path(folder), scripts_site(language)), executor=InlineExecutor())
    return {path: read_html(content.decode()) for path, content in site.files.items() if path.endswith(".html")}


@pytest.mark.parametrize("language", SITES)
def test_every_excerpt_in_another_language_says_which_and_its_direction(language: str) -> None:
    seen = set()
    for path, page in pages(language).items():
        for words in page.all(cls="words"):
            own = LANGUAGES[words.attributes["data-from"].partition("/")[2].rpartition(".")[0]]
            shown = words.attributes.get("lang"), words.attributes.get("dir")
            assert shown == ((None, None) if own == language else (own, direction(own))), path
            seen.add(own)
    assert seen == set(LANGUAGES.values())


@pytest.mark.parametrize("language", SITES)
def test_a_page_has_the_language_and_direction_of_its_site(language: str) -> None:
    for page in pages(language).values():
        root = page.one("html").attributes
        assert (root["lang"], root["dir"]) == (language, direction(language))


@pytest.mark.parametrize("language", SITES)
def test_a_name_that_stands_alone_is_set_apart_from_the_direction_around_it(language: str) -> None:
    names = {"الجريدة المتخيلة", "העיתון הבדיוני"}
    seen = set()
    for path, page in pages(language).items():
        for element in page.one("main").walk():
            for child in element.children:
                if isinstance(child, str) and child.strip() in names:
                    assert element.tag == "bdi", (path, element.tag)
                    seen.add(child.strip())
    assert seen == names


def test_no_rule_of_the_style_sheet_names_left_or_right() -> None:
    assert not PHYSICAL.findall(CSS)


def test_no_shorthand_of_the_style_sheet_treats_left_and_right_unlike() -> None:
    found = re.findall(r"(?:margin|padding|inset|border-width):\s*([^\s;]+ ([^\s;]+) [^\s;]+ ([^\s;]+));", CSS)
    assert not [whole for whole, right, left in found if right != left]


def test_the_search_for_left_and_right_finds_them() -> None:
    bad = ["margin-left: 0", "border-right: 0", "{ left: 0 }", "text-align: right", "float:left", "padding-right : 1"]
    assert all(PHYSICAL.search(rule) for rule in bad)
    assert not PHYSICAL.search("margin-inline-start: 0; border-start-start-radius: 0; inset-inline: 0")
