"""What other programs read of a site: the feed, the sitemap, previews of links, records for machines, and policies."""

import json
import re
import shutil
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from site_pages import CLAIM, STORY, Site, pier_site, render_site, with_read
from site_values import SETTINGS, make_articles, make_comparison
from site_wide import make_wide
from sites import SMALL_SITE, write_site

from sitegen.build.executor import InlineExecutor
from sitegen.build.pipeline import make_site
from sitegen.model import Comparison, Settings, Story
from sitegen.site import urls
from sitegen.site.feed import MOST_ENTRIES, make_feed
from sitegen.site.hosting import join_sitemap, sitemap_entries

BASE = "https://example.org/paper/"
BASED = replace(SETTINGS, base_url=BASE)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def site() -> Site:
    """The invented story on a site without an address."""
    return pier_site()


@pytest.fixture(scope="module")
def based() -> Site:
    """The invented story on a site with an address."""
    return render_site(make_comparison(), settings=BASED)


def told(story: Story) -> Comparison:
    """The invented story's findings under another head."""
    return replace(make_comparison(), story=story)


def feed_of(*comparisons: Comparison, settings: Settings = BASED) -> ET.Element:
    """The feed as a tree."""
    (content,) = make_feed(settings, comparisons).values()
    return ET.fromstring(content)  # noqa: S314 - written by this project a line above


def record_of(site: Site, path: str) -> dict[str, object]:
    """The record for machines on a page."""
    (text,) = site.page(path).one("script", type="application/ld+json").children
    assert isinstance(text, str)
    record: dict[str, object] = json.loads(text)
    return record


# The feed


def test_a_site_without_an_address_has_no_feed(site: Site) -> None:
    assert make_feed(SETTINGS, (make_comparison(),)) == {}
    assert "application/atom" not in "".join(site.html.values())


def test_the_feed_has_what_the_standard_asks_for() -> None:
    feed = feed_of(make_comparison(), make_wide(2))
    assert feed.tag == f"{ATOM}feed"
    for node in (feed, *feed.findall(f"{ATOM}entry")):
        assert [len(node.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert datetime.fromisoformat(str(node.findtext(f"{ATOM}updated"))).tzinfo is not None
        assert str(node.findtext(f"{ATOM}id")).startswith(BASE)
        assert node.find(f"{ATOM}link[@rel='alternate']") is not None
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == SETTINGS.title
    own = feed.find(f"{ATOM}link[@rel='self']")
    assert own is not None
    assert own.attrib["href"] == f"{BASE}feed.xml"
    ids = [node.text for node in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) == 3


def test_a_storys_day_is_its_own_else_that_of_its_latest_article_and_the_latest_comes_first() -> None:
    story = make_comparison().story
    own, latest = told(story), told(replace(story, id="later", date=None))
    entries = feed_of(own, latest).findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}updated") for entry in entries] == ["2031-05-07T00:00:00Z", "2031-05-05T00:00:00Z"]
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [f"{BASE}stories/later/", f"{BASE}stories/{story.id}/"]
    assert feed_of(own, latest).findtext(f"{ATOM}updated") == "2031-05-07T00:00:00Z"


def test_a_story_that_nothing_dates_is_not_in_the_feed() -> None:
    undated = replace(
        make_comparison().story, date=None, articles=tuple(replace(one, date=None) for one in make_articles())
    )
    feed = feed_of(told(undated))
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"


def test_a_title_loses_in_the_feed_only_what_xml_cannot_hold() -> None:
    kept = "\t\n \x7f\u0080\ud7ff\ue000\ufdd0\ufffd\U00010000\U0010ffff"
    lost = "".join(map(chr, (*range(9), 0xB, 0xC, *range(0xE, 0x20), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF)))
    feed = feed_of(told(replace(make_comparison().story, title=lost.join(["", *kept, ""]))))
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == kept


def test_the_feed_has_the_latest_stories_alone() -> None:
    story = make_comparison().story
    many = [told(replace(story, id=f"s{n:03}", date=date(2031, 1, 1 + n % 28))) for n in range(MOST_ENTRIES + 20)]
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in feed_of(*many).findall(f"{ATOM}entry")]
    assert len(days) == MOST_ENTRIES
    assert days == sorted(days, reverse=True)


@given(st.text(max_size=30))
def test_any_title_makes_a_feed_that_can_be_read(title: str) -> None:
    story = replace(make_comparison().story, title=f"A{title}Z")
    text = feed_of(told(story)).findtext(f"{ATOM}entry/{ATOM}title")
    assert text is not None
    assert (text[0], text[-1]) == ("A", "Z")


def test_every_page_leads_to_the_feed(based: Site) -> None:
    for path in based.html:
        link = based.page(path).one("link", type="application/atom+xml").attributes
        assert link["rel"] == "alternate"
        assert link["href"] == ("/paper/feed.xml" if path == "404.html" else "../" * path.count("/") + "feed.xml")


# The sitemap


def test_the_sitemap_dates_pages_by_their_articles() -> None:
    pages = {"index.html": date(2031, 5, 7), "method/index.html": None, "404.html": None, "a&b/index.html": None}
    root = ET.fromstring(join_sitemap([sitemap_entries(pages, BASE)]))  # noqa: S314 - written by this project a line above
    names = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = {url.findtext(f"{names}loc"): url.findtext(f"{names}lastmod") for url in root}
    assert listed == {BASE: "2031-05-07", f"{BASE}method/": None, f"{BASE}a%26b/": None}


def test_the_sitemap_of_a_large_site_lists_sitemaps_with_the_same_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_site(tmp_path / "site", SMALL_SITE)
    shutil.copytree(root / "content/stories/pier", root / "content/stories/quay")
    settings = root / "content/site.toml"
    settings.write_text(f'{settings.read_text()}\nbase_url = "{BASE}"\n')
    whole = make_site(root, executor=InlineExecutor()).files
    monkeypatch.setattr("sitegen.build.found.MOST_OWNERS", 1)
    files = make_site(root, executor=InlineExecutor()).files

    def listed(name: str) -> list[str]:
        root = ET.fromstring(files[name])  # noqa: S314 - written by this project
        return [place.text or "" for place in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]

    parts = [url.removeprefix(BASE) for url in listed("sitemap.xml")]
    assert set(parts) == {name for name in files if name.startswith("sitemap-")}
    assert len(parts) > 2
    pages = {urls.absolute(BASE, urls.address_of(name)) for name in files if name.endswith("/index.html")} | {BASE}
    assert sorted(url for part in parts for url in listed(part)) == sorted(pages)
    assert b"<urlset" in whole["sitemap.xml"]


# Previews of links


def test_every_page_says_what_a_preview_shows(based: Site) -> None:
    for path in set(based.html) - {"404.html"}:
        page = based.page(path)
        shown = {
            one.attributes["property"]: one.attributes["content"]
            for one in page.all("meta")
            if "property" in one.attributes
        }
        assert shown.keys() >= {
            f"og:{name}" for name in ("type", "site_name", "title", "locale", "url", "description")
        }, path
        assert all(shown.values()), path
        assert shown["og:type"] == ("article" if path == f"{STORY}index.html" else "website")
        assert shown["og:url"] == page.one("link", rel="canonical").attributes["href"]
        assert shown["og:site_name"] == SETTINGS.title
        assert not shown["og:title"].endswith(f"· {SETTINGS.title}")


def test_without_an_address_a_preview_has_all_but_that(site: Site) -> None:
    page = site.page(f"{STORY}index.html")
    assert not page.all("meta", property="og:url")
    assert page.one("meta", property="og:title").attributes["content"] == make_comparison().story.title


def test_the_page_for_unknown_addresses_is_not_to_be_listed(based: Site) -> None:
    page = based.page("404.html")
    assert page.one("meta", name="robots").attributes["content"] == "noindex"
    assert not page.all("link", rel="canonical")
    assert not page.all("script")


# Records for machines


def test_every_page_has_a_record_of_its_kind(based: Site) -> None:
    kinds = {
        "index.html": "CollectionPage",
        "method/index.html": "WebPage",
        "outlets/index.html": "CollectionPage",
        "outlets/outlet-a/index.html": "WebPage",
        "search/index.html": "CollectionPage",
        f"{STORY}index.html": "Article",
        f"{STORY}claims/index.html": "CollectionPage",
        CLAIM: "WebPage",
        f"{STORY}read/outlet-a/index.html": "WebPage",
        f"{STORY}compare/outlet-a--outlet-b/index.html": "WebPage",
    }
    for path, kind in kinds.items():
        record = record_of(based, path)
        assert (record["@context"], record["@type"]) == ("https://schema.org", kind), path
        assert record["url"] == based.page(path).one("link", rel="canonical").attributes["href"]
        assert record["inLanguage"] == "en"
        assert record.get("headline" if kind == "Article" else "name")
        assert record["isPartOf"] == {"@type": "WebSite", "name": SETTINGS.title, "url": BASE}
    for path in set(based.html) - {"404.html"}:
        assert record_of(based, path)["@type"] in {"CollectionPage", "WebPage", "Article"}


def test_a_claim_has_the_articles_it_appears_in(based: Site) -> None:
    claim = record_of(based, CLAIM)["mainEntity"]
    assert isinstance(claim, dict)
    assert claim["@type"] == "Claim"
    assert claim["url"] == f"{BASE}{CLAIM.removesuffix('index.html')}"
    assert claim["name"]
    first, second, third = claim["appearance"]
    assert first == {
        "@type": "CreativeWork",
        "name": "Fire closes Springfield pier",
        "publisher": {"@type": "Organization", "name": "Outlet A"},
        "datePublished": "2031-05-06",
        "inLanguage": "en",
        "url": "https://a.example/pier",
    }
    by_name = {one["publisher"]["name"]: one for one in (second, third)}
    assert "name" not in by_name["Outlet B"], "it has no headline"
    assert "datePublished" not in by_name["Outlet B"], "its date is inferred"
    assert by_name["Outlet C"]["datePublished"] == "2031-05-06"


def test_a_claim_of_one_article_appears_in_that_alone(based: Site) -> None:
    claim = record_of(based, f"{STORY}claims/alone-0/index.html")["mainEntity"]
    assert isinstance(claim, dict)
    assert len(claim["appearance"]) == 1


def test_a_story_cites_its_articles(based: Site) -> None:
    cited = record_of(based, f"{STORY}index.html")["citation"]
    assert isinstance(cited, list)
    assert {one["publisher"]["name"] for one in cited} == {"Outlet A", "Outlet B", "Outlet C"}


def test_without_an_address_no_record_has_one_of_ours(site: Site) -> None:
    for path in set(site.html) - {"404.html"}:
        text = json.dumps(record_of(site, path))
        assert set(re.findall(r'"url": "([^"]*)"', text)) <= {"https://a.example/pier"}, path


def test_a_withheld_headline_is_cut_in_records_too() -> None:
    long = "One two three four five six seven eight nine ten"
    articles = tuple(replace(one, title=long if one.title else None) for one in with_read("off").story.articles)
    comparison = with_read("off")
    sentences = tuple(replace(one, text=long) if one.id == "outlet-a.0" else one for one in comparison.sentences)
    comparison = replace(comparison, story=replace(comparison.story, articles=articles), sentences=sentences)
    text = json.dumps(record_of(render_site(comparison, settings=BASED), CLAIM), ensure_ascii=False)
    assert '"One two three four five six seven eight …"' in text
    assert "nine" not in text


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "a & b", "\u2028\u2029", "'\"\\"])
def test_no_text_leaves_its_record(text: str) -> None:
    story = replace(make_comparison().story, title=f"Pier {text} of stone")
    html = render_site(told(story)).html[f"{STORY}index.html"]
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert not re.search("[<>&'\u2028\u2029]", block)
    assert json.loads(block)["headline"] == story.title


# Policies


def test_no_page_needs_what_its_policy_forbids(based: Site) -> None:
    for path in based.html:
        page = based.page(path)
        policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]
        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy
        assert page.one("meta", name="referrer").attributes["content"] == "no-referrer"
        for element in page.walk():
            assert not [name for name in element.attributes if name == "style" or name.startswith("on")], path
            if element.tag == "script":
                is_data = element.attributes.get("type") == "application/ld+json"
                assert is_data != ("src" in element.attributes), path
                assert is_data or not element.children, path
            assert element.tag != "style", path
            if element.tag in {"img", "script", "iframe", "source"}:
                assert "//" not in element.attributes.get("src", ""), path


def test_the_policy_stands_before_all_it_governs(based: Site) -> None:
    for path in based.html:
        head = [
            element.tag + element.attributes.get("http-equiv", "") for element in based.page(path).one("head").walk()
        ]
        assert head[1:3] == ["meta", "metaContent-Security-Policy"], path
