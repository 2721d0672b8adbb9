"""Addresses and the links between pages."""

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.site import urls

PAGES = ("index.html", "404.html", "outlets/index.html", "stories/x/index.html", "stories/x/claims/c-1/index.html")


@pytest.mark.parametrize(
    ("page", "address", "directory", "file"),
    [
        ("index.html", "", "./", "index.html"),
        ("index.html", "outlets/", "outlets/", "outlets/index.html"),
        ("index.html", "assets/site.css", "assets/site.css", "assets/site.css"),
        ("outlets/index.html", "", "../", "../index.html"),
        ("outlets/index.html", "outlets/", "./", "index.html"),
        ("stories/x/index.html", "stories/x/claims/#varies", "claims/#varies", "claims/index.html#varies"),
        ("stories/x/index.html", "stories/x/#top", "#top", "#top"),
        (
            "stories/x/claims/c/index.html",
            "stories/x/read/a/#s-a-3",
            "../../read/a/#s-a-3",
            "../../read/a/index.html#s-a-3",
        ),
        ("stories/x/index.html", "#s-a-3", "../../#s-a-3", "../../index.html#s-a-3"),
    ],
)
def test_a_link_leads_from_page_to_address(page: str, address: str, directory: str, file: str) -> None:
    assert urls.relative(page, address, "directory") == directory
    assert urls.relative(page, address, "file") == file


@given(
    page=st.sampled_from(PAGES),
    parts=st.lists(st.text("abc é%?#", min_size=1, max_size=4).filter(lambda part: "#" not in part), max_size=4),
)
def test_a_link_spelled_out_ends_at_the_file_of_its_address(page: str, parts: list[str]) -> None:
    from urllib.parse import unquote, urlsplit  # noqa: PLC0415 - what a browser does with the link

    address = "".join(f"{part}/" for part in parts)
    link = urls.relative(page, address, "file")
    assert not urlsplit(link).query
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(urlsplit(link).path)))
    assert target == posixpath.normpath(urls.file_of(address))


def test_a_pair_has_one_address_whichever_article_is_named_first() -> None:
    assert urls.pair("x", "b", "a") == urls.pair("x", "a", "b") == "stories/x/compare/a--b/"


@pytest.mark.parametrize(
    ("base_url", "expected"),
    [
        (None, "/outlets/"),
        ("https://example.org/", "/outlets/"),
        ("https://example.org/paper/", "/paper/outlets/"),
        ("https://example.org/paper", "/paper/outlets/"),
    ],
)
def test_the_page_for_unknown_addresses_links_from_the_root_of_the_site(base_url: str | None, expected: str) -> None:
    assert urls.rooted(base_url, "outlets/") == expected


def test_an_absolute_address_keeps_its_fragment() -> None:
    assert urls.absolute("https://example.org/paper/", "a/#b") == "https://example.org/paper/a/#b"
