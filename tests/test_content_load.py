"""A site without mistakes becomes values: every key where it belongs, every default filled in, in a fixed order."""

from datetime import date
from pathlib import Path

import pytest
from sites import SMALL_SITE, write_site

from sitegen.content.article import KEYS as ARTICLE_KEYS
from sitegen.content.load import load_site
from sitegen.model import (
    AlignSettings,
    Article,
    ClaimDecision,
    Decisions,
    Library,
    Outlet,
    PairDecision,
    Paragraph,
    Settings,
    Span,
)

_ROOT = Path(__file__).parents[1]


def _load(root: Path) -> tuple[Settings, Library]:
    """A site that must be without any problem."""
    settings, library, problems = load_site(root)
    assert problems == ()
    assert settings is not None
    assert library is not None
    return settings, library


def _article(root: Path, article_id: str) -> Article:
    (article,) = (it for story in _load(root)[1].stories for it in story.articles if it.id == article_id)
    return article


def test_this_projects_own_content_has_no_problem() -> None:
    _load(_ROOT)


def test_settings_that_are_not_given_have_their_defaults(tmp_path: Path) -> None:
    settings, _ = _load(write_site(tmp_path, SMALL_SITE))
    assert settings == Settings(title="Springfield papers")


def test_settings_that_are_given_are_taken(tmp_path: Path) -> None:
    site = write_site(
        tmp_path,
        SMALL_SITE
        + """
-- content/site.toml --
title = "Springfield papers"
base_url = "https://example.org/papers"
language = "cy"
description = '''
Papers of
Springfield-on-Sea.
'''
contact = "mailto:ed@example.org"
links = "file"
read.default = "matched"
[glossary]
unreviewed = "hide"
[alignment]
uncertain = 0.1
match = 0.2
same = 1
""",
    )
    assert _load(site)[0] == Settings(
        title="Springfield papers",
        base_url="https://example.org/papers/",
        language="cy",
        description="Papers of\nSpringfield-on-Sea.",
        contact="ed@example.org",
        links="file",
        read_default="matched",
        is_read_said=True,
        unreviewed="hide",
        align=AlignSettings(uncertain=0.1, match=0.2, same=1.0),
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/", "https://example.org/"),
        ("http://localhost:8000/papers/", "http://localhost:8000/papers/"),
        ("https://bücher.example/é", "https://bücher.example/é/"),
    ],
)
def test_the_address_of_a_site_ends_with_a_slash(tmp_path: Path, written: str, kept: str) -> None:
    site = write_site(tmp_path, SMALL_SITE)
    (site / "content/site.toml").write_text(f'title = "x"\nbase_url = "{written}"\n', encoding="utf-8")
    assert _load(site)[0].base_url == kept


@pytest.mark.parametrize(
    "address",
    [
        "//example.org/",
        "https:/example.org",
        "https://",
        "https://exam ple.org",
        "ftp://example.org",
        "https://example.org:port",
        "https://[::1",
        "https://ed@example.org",
        "https://example.org/#top",
        'https://example.org/\\"x',
        "/papers/",
    ],
)
def test_what_is_no_address_of_a_site_is_refused(tmp_path: Path, address: str) -> None:
    site = write_site(tmp_path, SMALL_SITE)
    (site / "content/site.toml").write_text(f'title = "x"\nbase_url = "{address}"\n', encoding="utf-8")
    settings, _, problems = load_site(site)
    assert [(problem.line, problem.column) for problem in problems] == [(2, 12)]
    assert settings == Settings(title="x")


def test_an_article_keeps_all_that_its_file_says(tmp_path: Path) -> None:
    site = write_site(
        tmp_path,
        SMALL_SITE
        + """
-- content/stories/pier/outlet-b.md --
---
outlet: outlet-a
title: 'Mayor: "Pier is open"'
date: 2031-05-02
date_basis: inferred
date_note: >
  The text says Friday; the fair
  was on 3 May.
url: https://example.org/pier?id=1&page=2#top
archive_url: https://archive.example/1
byline: Jane Example
relays:
  - Agency X
  - Outlet C
language: pt-BR
translated_from: es
machine_translated: true
read: matched
seed: seeds/pier.txt
stripped:
  - |
    By Jane Example
      and others

    Friday
  - 'Short link:'
note: |
  Found in a library.

  It is complete.
---

Springfield-on-Sea (Agency X) –
The *pier* is open.

Come!
""",
    )
    assert _article(site, "outlet-b") == Article(
        id="outlet-b",
        outlet="outlet-a",
        text="Springfield-on-Sea (Agency X) – The pier is open.\n\nCome!",
        paragraphs=(Paragraph(span=Span(0, 49), line=33), Paragraph(span=Span(51, 56), line=36)),
        title='Mayor: "Pier is open"',
        date=date(2031, 5, 2),
        date_basis="inferred",
        date_note="The text says Friday; the fair was on 3 May.",
        url="https://example.org/pier?id=1&page=2#top",
        archive_url="https://archive.example/1",
        byline="Jane Example",
        relays=("Agency X", "Outlet C"),
        language="pt-BR",
        translated_from="es",
        machine_translated=True,
        read="matched",
        is_read_said=True,
        seed="seeds/pier.txt",
        stripped=("By Jane Example\n  and others\n\nFriday", "Short link:"),
        note="Found in a library.\n\nIt is complete.",
        path="content/stories/pier/outlet-b.md",
    )
    assert {key.name for key in ARTICLE_KEYS} < set(Article.__struct_fields__), "a key that no field keeps"


def test_what_an_article_leaves_out_comes_from_the_settings(tmp_path: Path) -> None:
    site = write_site(
        tmp_path,
        SMALL_SITE
        + """
-- content/site.toml --
title = "x"
language = "cy"
[read]
default = "off"
""",
    )
    article = _article(site, "outlet-b")
    assert (article.read, article.language, article.title, article.relays) == ("off", "cy", None, ())


def test_what_an_article_says_wins_over_the_settings(tmp_path: Path) -> None:
    site = write_site(
        tmp_path,
        SMALL_SITE
        + """
-- content/site.toml --
title = "x"
[read]
default = "off"
-- content/stories/pier/outlet-b.md --
---
outlet: outlet-b
read: full
---
The pier is open.
""",
    )
    assert _article(site, "outlet-b").read == "full"


def test_two_articles_of_one_outlet_may_stand_in_one_story(tmp_path: Path) -> None:
    site = write_site(
        tmp_path,
        SMALL_SITE
        + """
-- content/stories/pier/later.md --
---
outlet: outlet-a
---
The pier is shut again.
""",
    )
    assert [(article.id, article.outlet) for article in _load(site)[1].stories[0].articles] == [
        ("later", "outlet-a"),
        ("outlet-a", "outlet-a"),
        ("outlet-b", "outlet-b"),
    ]


def test_a_story_and_an_outlet_keep_all_that_their_files_say(tmp_path: Path) -> None:
    site = write_site(
        tmp_path,
        SMALL_SITE
        + """
-- content/stories/pier/story.md --
---
title: The pier
date: 2031-05-02
summary: What two papers wrote.
draft: true
---

## How it began

With *rain*.

-- content/outlets/outlet-a.md --
---
name: Outlet A
code: A1
homepage: https://example.org
country: Springfield
kind: newspaper
---
A local paper.
""",
    )
    _, library = _load(site)
    (story,) = library.stories
    assert (story.id, story.title, story.date, story.summary, story.draft, story.body, story.path) == (
        "pier",
        "The pier",
        date(2031, 5, 2),
        "What two papers wrote.",
        True,
        "## How it began\n\nWith *rain*.",
        "content/stories/pier/story.md",
    )
    assert len(story.articles) == 2
    assert library.outlets[0] == Outlet(
        id="outlet-a",
        name="Outlet A",
        code="A1",
        homepage="https://example.org",
        country="Springfield",
        kind="newspaper",
        body="A local paper.",
    )


def test_decisions_keep_their_places_and_reasons(tmp_path: Path) -> None:
    site = write_site(
        tmp_path,
        SMALL_SITE
        + """
-- content/stories/pier/review.toml --
# by hand

[[claim]]
anchor = [
  "outlet-a:9c1e02",
  "outlet-b:77ab10",
]
title = "What it cost"
id = "costs"
by = "ed"

[[part]]
sentences = ["outlet-b:9c1e03-2", "outlet-a:77ab10"]

[[join]]
sentences = ["outlet-a:9c1e02", "outlet-b:77ab10"]
reason = "same act"
date = 2031-05-05
""",
    )
    path = "content/stories/pier/review.toml"
    assert _load(site)[1].stories[0].decisions == Decisions(
        joins=(
            PairDecision(
                sentences=("outlet-a:9c1e02", "outlet-b:77ab10"),
                path=path,
                line=15,
                reason="same act",
                date=date(2031, 5, 5),
            ),
        ),
        parts=(PairDecision(sentences=("outlet-b:9c1e03-2", "outlet-a:77ab10"), path=path, line=12),),
        claims=(
            ClaimDecision(
                anchor=("outlet-a:9c1e02", "outlet-b:77ab10"),
                path=path,
                line=3,
                title="What it cost",
                id="costs",
                by="ed",
            ),
        ),
    )


def test_byte_order_marks_and_line_ends_make_no_difference(tmp_path: Path) -> None:
    plain = write_site(tmp_path / "plain", SMALL_SITE)
    for name, newline, mark in [("windows", b"\r\n", b"\xef\xbb\xbf"), ("old-mac", b"\r", b"")]:
        other = write_site(tmp_path / name, SMALL_SITE)
        for path in other.rglob("*.*"):
            path.write_bytes(mark + path.read_bytes().replace(b"\n", newline))
        assert load_site(other) == load_site(plain)


def test_the_order_of_files_on_disk_makes_no_difference(tmp_path: Path) -> None:
    forth = write_site(tmp_path / "forth", SMALL_SITE)
    back = tmp_path / "back"
    for path in sorted(forth.rglob("*.*"), reverse=True):
        target = back / path.relative_to(forth)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    assert load_site(back) == load_site(forth)


def test_loading_reads_nothing_but_content(tmp_path: Path) -> None:
    site = write_site(tmp_path, SMALL_SITE + "-- outlets/outlet-a.md --\nx\n-- public/site.toml --\nx\n")
    assert len(_load(site)[1].outlets) == 2


def test_a_library_with_mistakes_holds_only_articles_whose_outlet_is_in_it(tmp_path: Path) -> None:
    site = write_site(tmp_path, SMALL_SITE + "-- content/outlets/outlet-a.md --\nOutlet A\n")
    settings, library, problems = load_site(site)
    assert len(problems) == 1
    assert settings is not None
    assert library is not None
    assert [outlet.id for outlet in library.outlets] == ["outlet-b"]
    assert [article.id for article in library.stories[0].articles] == ["outlet-b"]
