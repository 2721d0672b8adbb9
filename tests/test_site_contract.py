"""Views and templates agree: a template uses what its view holds, and all of it."""

import types
import typing
from collections.abc import Iterator
from typing import Any

import jinja2
import pytest
from jinja2 import nodes
from msgspec import Struct
from msgspec.structs import replace
from site_glossary import CONCEPTS, again, make_named
from site_values import (
    OUTLETS,
    SETTINGS,
    make_articles,
    make_comparison,
    make_contested,
    make_library,
)
from site_wide import make_wide, make_wide_outlets

from sitegen.build.store import from_bytes, to_bytes
from sitegen.model import Comparison, Library
from sitegen.model.article import ReadMode
from sitegen.site import urls
from sitegen.site.assets import default_templates
from sitegen.site.pages import Page, find, make_pages, part_type, site_parts
from sitegen.site.render import make_environment
from sitegen.site.views.desk import make_desk
from sitegen.site.views.home import home_view
from sitegen.site.views.method import MethodView, data_view, method_view
from sitegen.site.views.outlet import divided_outlet_view, outlet_view
from sitegen.site.views.outlets import OutletShare
from sitegen.site.views.search import search_views

LOOP = {"first", "last", "index"}
"""What a template asks of `loop`."""


def pages() -> tuple[Page, ...]:
    """Pages that together show every field: all kinds of finding, withheld articles, many outlets, an empty site."""
    settings = replace(SETTINGS, base_url="https://example.org/paper/")
    full = make_comparison()
    articles = make_articles()
    modes: tuple[ReadMode, ...] = ("off", "matched", "full")
    withheld = make_comparison(
        tuple(
            replace(one, read=read, archive_url="https://archive.example/1", note="A note.")
            for one, read in zip(articles, modes, strict=True)
        )
    )
    wide = make_wide(12)
    unshared = replace(full, claims=tuple(claim for claim in full.claims if claim.status == "single"))
    contested = make_contested()
    named = make_named()
    stories = (named, *(again(named, f"again-{n}", f"Again {n}") for n in range(6)))
    found = [
        *make_pages(settings, make_library(full), (full,)),
        *make_pages(replace(SETTINGS, unreviewed="hide", contact="Desk"), make_library(withheld), (withheld,)),
        *make_pages(SETTINGS, make_library(wide, outlets=make_wide_outlets(12)), (wide,)),
        *make_pages(SETTINGS, make_library(unshared), (unshared,)),
        *make_pages(SETTINGS, make_library(contested), (contested,)),
        *make_pages(SETTINGS, make_library(*stories, concepts=CONCEPTS), stories),
        *make_pages(SETTINGS, Library(outlets=(), stories=()), ()),
    ]
    split = search_views(SETTINGS, len(full.story.articles), find(found), 3)
    found += [Page(path=path, template="search.html", view=view) for path, view in split]
    share = OutletShare(n_articles=1, n_words=9, n_translated=1, translation="", relays=(), days=())
    divided = divided_outlet_view(SETTINGS, 99, OUTLETS[0], [share] * 99)
    part = outlet_view(SETTINGS, 99, OUTLETS[0], (), 1)
    found += [Page(path="outlets/a/index.html", template="outlet.html", view=view) for view in (divided, part)]
    older = home_view(SETTINGS, 99, (), 150, 1)
    found += [
        Page(path="a/index.html", template="home.html", view=one) for one in (home_view(SETTINGS, 99, (), 150), older)
    ]
    data = next(page.view.stories for page in found if isinstance(page.view, MethodView) and page.view.stories)
    found.append(Page(path="a/index.html", template="method.html", view=method_view(SETTINGS, 99, data, 150)))
    found.append(Page(path="a/index.html", template="data.html", view=data_view(SETTINGS, 99, data, 1)))
    return tuple(found)


def view_classes(view: type) -> Iterator[type[Any]]:
    """The view's class and every struct its fields can hold."""
    seen: set[type] = set()
    waiting: list[object] = [view]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, Struct):
            if one not in seen:
                seen.add(one)
                waiting.extend(typing.get_type_hints(one).values())
                yield one
        elif isinstance(one, types.UnionType) or typing.get_origin(one) is not None:
            waiting.extend(typing.get_args(one))


def names(view: type) -> set[str]:
    """Every name a template can ask of a view: fields, and properties that are computed from them."""
    found = set()
    for one in view_classes(view):
        found |= set(one.__struct_fields__)
        found |= {name for name, value in vars(one).items() if isinstance(value, property)}
    return found


def asked(template: str, environment: jinja2.Environment, seen: set[str]) -> set[str]:
    """Every attribute that a template, and all it extends, includes or imports, asks of a value."""
    if template in seen:
        return set()
    seen.add(template)
    source, _, _ = environment.loader.get_source(environment, template)  # type: ignore[union-attr]  # it has a loader
    tree = environment.parse(source)
    macros = {node.target for node in tree.find_all(nodes.Import)}
    found = {
        node.attr
        for node in tree.find_all(nodes.Getattr)
        if not (isinstance(node.node, nodes.Name) and node.node.name in {*macros, "loop"})
    }
    loops = {
        node.attr
        for node in tree.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == "loop"
    }
    assert loops <= LOOP, f"{template}: {loops}"
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import)):
        assert isinstance(node, nodes.Extends | nodes.Include | nodes.Import)
        assert isinstance(node.template, nodes.Const)
        found |= asked(node.template.value, environment, seen)
    return found


VIEWS: dict[str, type[Any]] = {page.template: type(page.view) for page in pages()}


class Recorder(jinja2.Environment):
    """An environment that notes which field of which class a template reads."""

    read: typing.ClassVar[set[tuple[str, str]]] = set()

    def getattr(self, obj: object, attribute: str) -> object:
        """What any environment does, noted."""
        self.read.add((type(obj).__name__, attribute))
        return super().getattr(obj, attribute)


@pytest.fixture(scope="module")
def read() -> set[tuple[str, str]]:
    """Class and name of all that is read while every page is rendered."""
    environment = make_environment((default_templates(),), Recorder)
    for page in pages():
        environment.get_template(page.template).render(view=page.view, href=lambda address: address)
    return Recorder.read


def test_a_kind_of_page_has_one_template_and_one_view() -> None:
    assert len(set(VIEWS.values())) == len(VIEWS)
    shipped = {path.name for path in default_templates().glob("*.html")}
    assert shipped == {*VIEWS, "base.html"}


@pytest.mark.parametrize("template", sorted(VIEWS))
def test_a_template_asks_for_nothing_that_no_view_holds(template: str) -> None:
    environment = make_environment((default_templates(),))
    # Shared macros know more classes than one page has: what they ask for must exist in some view.
    everywhere = set().union(*map(names, VIEWS.values()))
    assert asked(template, environment, set()) <= everywhere
    source, _, _ = environment.loader.get_source(environment, template)  # type: ignore[union-attr]  # it has a loader
    direct = {
        node.attr
        for node in environment.parse(source).find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == "view"
    }
    assert direct <= set(VIEWS[template].__struct_fields__)


@pytest.mark.parametrize("template", sorted(VIEWS))
def test_every_field_of_a_view_is_read_by_a_template(template: str, read: set[tuple[str, str]]) -> None:
    unread = {
        f"{one.__name__}.{field}"
        for one in view_classes(VIEWS[template])
        for field in one.__struct_fields__
        if (one.__name__, field) not in read
    }
    assert not unread


@pytest.mark.parametrize("comparison", [make_comparison(), make_named()])
def test_what_a_story_has_for_a_page_is_read_back_as_it_was(comparison: Comparison) -> None:
    parts = site_parts(make_desk(SETTINGS, OUTLETS, comparison), CONCEPTS)
    assert {urls.HOME, urls.OUTLETS, urls.GLOSSARY, urls.METHOD, urls.NOT_FOUND} < parts.keys()
    for address, part in parts.items():
        assert from_bytes(to_bytes(part), part_type(address)) == part, address


def test_views_are_frozen_and_hold_no_model_values() -> None:
    for view in VIEWS.values():
        for one in view_classes(view):
            assert one.__struct_config__.frozen, one
            assert one.__module__.startswith("sitegen.site.views."), one


def test_a_name_that_does_not_exist_stops_the_rendering() -> None:
    environment = make_environment((default_templates(),))
    page = next(page for page in pages() if page.template == "home.html")
    with pytest.raises(jinja2.UndefinedError):
        environment.from_string("{{ view.no_such_field }}").render(view=page.view)


def test_the_values_of_these_tests_have_an_outlet_an_article() -> None:
    assert {one.outlet for one in make_articles()} == {outlet.id for outlet in OUTLETS}
