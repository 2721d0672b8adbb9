"""How an outlet objects: the link that a site's contact gives."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from site_glossary import CONCEPTS, make_named
from site_pages import render_site
from site_values import SETTINGS

from sitegen.site.views.objection import objection

BASED = replace(SETTINGS, base_url="https://example.org/paper/")


def test_a_mail_address_gives_a_message_with_subject_and_text() -> None:
    found = objection(replace(BASED, contact="ed+news@example.org"), about="the page on A & B", address="outlets/a-b/")
    assert found is not None
    parts = urlsplit(found.url)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "ed+news@example.org")
    query = parse_qs(parts.query)
    assert query["subject"] == ["Objection: the page on A & B"]
    assert query["body"][0].startswith("Page: https://example.org/paper/outlets/a-b/\r\n")
    assert found.how == "write to ed+news@example.org"


@pytest.mark.parametrize(
    "contact",
    [
        "https://github.com/example/paper/issues",
        "https://github.com/example/paper/issues/",
        "https://github.com/example/paper/issues/new",
        "https://www.github.com/example/paper/issues?q=is%3Aopen",
    ],
)
def test_the_issues_of_a_repository_give_a_new_issue(contact: str) -> None:
    found = objection(replace(SETTINGS, contact=contact), about="the entry “X”", address="glossary/x/")
    assert found is not None
    parts = urlsplit(found.url)
    assert parts[:3] == ("https", "github.com", "/example/paper/issues/new")
    query = parse_qs(parts.query)
    assert set(query) == {"title", "body"}
    assert query["title"] == ["Objection: the entry “X”"]
    assert query["body"][0].startswith("Page: /glossary/x/\n")


def test_a_template_of_issues_is_kept() -> None:
    contact = "https://github.com/example/paper/issues/new?template=objection.md&title=old"
    found = objection(replace(SETTINGS, contact=contact), about="a page", address="method/")
    assert found is not None
    query = parse_qs(urlsplit(found.url).query)
    assert query["template"] == ["objection.md"]
    assert query["title"] == ["Objection: a page"]


@pytest.mark.parametrize(
    "contact",
    [
        "https://example.org/contact",
        "https://github.com/example/paper",
        "https://github.com/example/paper/issues/17",
        "https://github.com/example/paper/issues/new/choose",
        "https://example.org/a/b/issues",
    ],
)
def test_any_other_address_is_given_as_it_is(contact: str) -> None:
    found = objection(replace(SETTINGS, contact=contact), about="a page", address="method/")
    assert found is not None
    assert found.url == contact


def test_without_a_contact_there_is_no_link_and_the_method_page_says_how_to_set_one() -> None:
    silent = replace(SETTINGS, contact=None)
    assert objection(silent, about="a page", address="method/") is None
    site = render_site(make_named(), settings=silent, concepts=CONCEPTS)
    for path in ("outlets/outlet-a/index.html", "glossary/fire/index.html"):
        assert "object" not in site.page(path).one("p", cls="closing").text
    assert "Once contact in content/site.toml" in site.page("method/index.html").text


def test_the_page_of_an_outlet_an_entry_and_the_method_each_have_one_link_that_names_it() -> None:
    site = render_site(make_named(), settings=BASED, concepts=CONCEPTS)
    for path in ("outlets/outlet-a/", "glossary/fire/", "method/"):
        links = [
            link.attributes["href"]
            for link in site.page(f"{path}index.html").one("main").all("a")
            if link.attributes["href"].startswith("mailto:")
        ]
        assert len(links) == 1, path
        assert f"https://example.org/paper/{path}" in unquote(links[0])


@given(st.text(max_size=400))
def test_whatever_a_page_is_about_stays_in_the_title(about: str) -> None:
    found = objection(SETTINGS, about=about.encode("utf-8", "ignore").decode(), address="outlets/a/")
    assert found is not None
    assert set(parse_qs(urlsplit(found.url).query)) == {"subject", "body"}
    assert found.url.isascii()
    assert len(found.url) < 2500
