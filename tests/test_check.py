"""The promises of a finished site, and that breaking each of them is noticed."""

import json
from collections import Counter
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.problems import Problem
from sitegen.site.check import Originals, RenderedPage, check_site
from sitegen.site.markup import read_page

SENTENCES = {
    "pier/outlet-a.1": "Mayor Example said “it’s over” & left Springfield-on-Sea\u00a0at 9 < 10.",
    "pier/outlet-a.2": "The pier\nburnt down, and nobody in the whole of the town was hurt.",
}
ORIGINALS = Originals(sentences=SENTENCES, withheld={"pier/outlet-a.2"})
BASE_URL = "https://example.org/papers/"


def page(body: str, path: str = "stories/pier/index.html") -> RenderedPage:
    """A page with `body`, two lines below its top."""
    return RenderedPage(path=path, template="pier.html", html=f"<!DOCTYPE html>\n<title>x</title>\n{body}\n")


OTHERS = (
    page('<p id="top-story">x</p>', "index.html"),
    page('<p id="s-1">x</p><p id="straße">x</p>', "stories/pier/claims/index.html"),
    page("x", "404.html"),
)
FILES = {"assets/site.css": b"body { color: black }", "data/pier.json": b"{}"}


def faults(body: str, path: str = "stories/pier/index.html", base_url: str | None = None) -> list[str]:
    """What is said of a page with `body` in a small site."""
    others = tuple(other for other in OTHERS if other.path != path)
    return [problem.message for problem in check_site((page(body, path), *others), FILES, ORIGINALS, base_url)]


def words(text: str, origin: str = "pier/outlet-a.1") -> str:
    """A passage as a template writes it."""
    return f'<p><q class="mark words" data-from="{origin}">{text}</q></p>'


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Example said “it’s over” &amp; left Springfield-on-Sea\u00a0at 9 &lt; 10.",
        "Mayor Example said &ldquo;it&rsquo;s over&rdquo; &#38; left",
        "Springfield-on-Sea&nbsp;at",
        "<mark>Mayor</mark> Example <b><i>said</i> “it’s</b> over”",
        "Mayor Example <span class='ours'>[the mayor of Outlet A’s town]</span>said",
        "Mayor <b class='x ours'>AFP: <i>and</i> more</b>Example",
        "Mayor<wbr> Example<br> said",
    ],
)
def test_a_passage_that_stands_in_its_sentence_is_accepted(text: str) -> None:
    assert faults(words(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "mayor Example said",
        "Mayor Example  said",
        " Mayor Example said",
        'Mayor Example said "it\'s over"',
        "Springfield-on-Sea at",
        "Mayor Example said “it’s over” and left",
        "Mayor Example … left",
        "Mayor Example <span>[the mayor]</span> said",
        "Mayor <b class='words' data-from='pier/outlet-a.1'>Example</b> spoke",
        "",
    ],
)
def test_one_character_that_differs_is_a_fault(text: str) -> None:
    assert len(faults(words(text))) == 1


def test_the_message_names_page_line_template_passage_and_sentence() -> None:
    problems = check_site((*OTHERS, page(words("Mayor Example spoke"))), FILES, ORIGINALS)
    assert problems == (
        Problem(
            path="stories/pier/index.html",
            line=3,
            message=(
                "“Mayor Example spoke” is not in pier/outlet-a.1 word for word (they part after “Mayor Example s”):"
                " “Mayor Example said “it’s over” & left Springfield-on-Sea\u00a0at …”"
            ),
            hint="Template: pier.html",
        ),
    )


def test_words_without_an_origin_are_a_fault() -> None:
    assert "without data-from" in faults('<p class="words">Mayor Example</p>')[0]


def test_words_of_a_sentence_that_does_not_exist_are_a_fault() -> None:
    assert "a sentence that does not exist" in faults(words("Mayor Example", "pier/outlet-a.9"))[0]


def test_words_of_another_sentence_are_a_fault() -> None:
    assert "not in pier/outlet-a.2" in faults(words("Mayor Example", "pier/outlet-a.2"))[0]


def test_words_inside_our_own_words_are_held_to_their_sentence() -> None:
    inner = '<b class="words" data-from="pier/outlet-a.1">{}</b>'
    good, bad = inner.format("Example"), inner.format("Sample")
    assert faults(words(f"Mayor <i class='ours'>ours {good}</i>Example")) == []
    assert len(faults(words(f"Mayor <i class='ours'>ours {bad}</i>Example"))) == 1


def test_a_passage_ends_with_its_element() -> None:
    assert faults(words("Mayor Example") + "<p>and our own words</p>") == []


def test_a_passage_left_open_is_a_fault() -> None:
    assert len(faults('<div><p class="words" data-from="pier/outlet-a.1">Mayor Example<p>our words</div>')) == 1


def test_a_line_break_of_the_article_is_kept() -> None:
    assert faults(words("The pier\nburnt down,", "pier/outlet-a.2")) == []
    assert len(faults(words("The pier burnt down,", "pier/outlet-a.2"))) == 1


def test_eight_words_of_a_withheld_sentence_may_stand_and_nine_may_not() -> None:
    assert faults(words("burnt down, and nobody in the whole of", "pier/outlet-a.2")) == []
    assert (
        "which its article withholds"
        in faults(words("burnt down, and nobody in the whole of the", "pier/outlet-a.2"))[0]
    )


@pytest.mark.parametrize(
    "href",
    [
        "claims/",
        "./claims/",
        "../pier/claims/",
        "claims/index.html",
        "claims/#s-1",
        "claims/#stra%C3%9Fe",
        "claims/?q=1#s-1",
        "../../",
        "../../index.html#top-story",
        "../../data/pier.json",
        "#here",
        "#top",
        "#",
        "",
        "#:~:text=pier",
        "https://elsewhere.example/",
        "mailto:a@example.org",
    ],
)
def test_a_link_that_leads_somewhere_is_accepted(href: str) -> None:
    assert faults(f'<a id="here" href="{href}">x</a>') == []


@pytest.mark.parametrize(
    "href",
    [
        "claim/",
        "claims",
        "claims/#s-2",
        "#nowhere",
        "../../../",
        "../../../index.html",
        "../../data/",
        "/",
        "/stories/pier/",
        "javascript:alert(1)",
        "file:///etc/motd",
        "https://[",
    ],
)
def test_a_link_that_leads_nowhere_is_a_fault(href: str) -> None:
    assert len(faults(f'<a id="here" href="{href}">x</a>')) == 1


def test_links_from_the_home_page_resolve_at_the_root() -> None:
    assert faults('<a href="stories/pier/claims/#s-1">x</a><a href="./">x</a>', "index.html") == []
    assert len(faults('<a href="../index.html">x</a>', "index.html")) == 1


@pytest.mark.parametrize(
    ("href", "n_faults"),
    [
        (f"{BASE_URL}stories/pier/", 0),
        (BASE_URL, 0),
        (f"{BASE_URL}data/pier.json", 0),
        (f"{BASE_URL}stories/peer/", 1),
        (f"{BASE_URL}index.html#nowhere", 1),
    ],
)
def test_our_own_full_addresses_are_followed(href: str, n_faults: int) -> None:
    assert len(faults(f'<link rel="canonical" href="{href}">', base_url=BASE_URL)) == n_faults


@pytest.mark.parametrize(
    ("href", "base_url", "n_faults"),
    [
        ("/papers/stories/pier/", BASE_URL, 1),
        ("/papers/stories/pier/claims/", BASE_URL, 0),
        ("/papers/assets/site.css", BASE_URL, 0),
        ("/stories/pier/claims/", None, 0),
        ("/stories/peer/claims/", None, 1),
    ],
)
def test_the_page_for_lost_readers_may_start_at_the_host(href: str, base_url: str | None, n_faults: int) -> None:
    assert len(faults(f'<a href="{href}">x</a>', "404.html", base_url)) == n_faults


@pytest.mark.parametrize(
    "body",
    [
        '<link rel="stylesheet" href="../../assets/site.css">',
        '<link rel="license" href="https://elsewhere.example/">',
        '<link rel="icon" href="data:,">',
        '<img src="data:image/gif;base64,R0" alt="">',
        '<script type="application/json">{"a": 1}</script>',
        '<svg><path d="M0 0"/><use href="#here"/></svg><p id="here">x</p>',
    ],
)
def test_what_the_policy_allows_is_accepted(body: str) -> None:
    assert faults(body) == []


@pytest.mark.parametrize(
    "body",
    [
        '<link rel="stylesheet" href="https://fonts.example/a.css">',
        '<link rel="stylesheet preload" href="//fonts.example/a.css">',
        '<link rel="icon" href="../../assets/missing.svg">',
        '<img src="https://pixel.example/1.gif" alt="">',
        '<img srcset="../../data/pier.json 1x, https://pixel.example/2.gif 2x" alt="">',
        '<iframe src="https://video.example/"></iframe>',
        '<video poster="http://video.example/1.jpg"></video>',
        '<object data="https://video.example/"></object>',
        '<svg><image xlink:href="https://pixel.example/1.svg"/></svg>',
        '<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">',
        '<script src="https://scripts.example/a.js"></script>',
        "<script>alert(1)</script>",
        '<script type="module">alert(1)</script>',
        "<style>p { color: red }</style>",
        '<p style="color: red">x</p>',
        '<p onclick="alert(1)">x</p>',
        '<base target="_blank">',
        '<p id="">x</p>',
        '<label for="nowhere">x</label>',
        '<p aria-describedby="here nowhere" id="here">x</p>',
    ],
)
def test_what_the_policy_blocks_or_a_page_must_not_have_is_a_fault(body: str) -> None:
    assert len(faults(body)) == 1


def test_an_id_given_twice_is_told_at_both_places() -> None:
    problems = check_site((*OTHERS, page('<p id="x">1</p>\n<p id="x">2</p>')), FILES, ORIGINALS)
    assert [(problem.line, "is given 2 times" in problem.message) for problem in problems] == [(3, True), (4, True)]


def test_a_self_closed_element_outside_a_drawing_stays_open_as_in_a_browser() -> None:
    opened = '<p class="words" data-from="pier/outlet-a.1"/>Mayor Example</p>'
    assert faults(opened) == []


@pytest.mark.parametrize(
    ("css", "n_faults"),
    [
        ("a { background: url(look.svg) }", 1),
        ("a { background: url('../data/pier.json') }", 0),
        ('a { background: url("data:image/svg+xml,x") }', 0),
        ("@import 'https://fonts.example/a.css';", 1),
        ("@font-face { src: url(https://fonts.example/a.woff2) }", 1),
        ("/* url(https://fonts.example/a.woff2) */", 0),
    ],
)
def test_style_sheets_load_our_own_files_alone(css: str, n_faults: int) -> None:
    problems = check_site(OTHERS, {**FILES, "assets/site.css": f"\n{css}".encode()}, ORIGINALS)
    assert [(problem.path, problem.line) for problem in problems] == [("assets/site.css", 2)] * n_faults


PIECES = (
    "<!DOCTYPE html>", "\n", "a &lt; b", "&amp", " ", "</p>", "<p>", "<P>", "<p class=words>", "<br>", "<br/>", "<svg>",
    "</svg>", '<path d="M0 0"/>', '<span class="words" data-from="s/a.1">', "<span class='words'>", "</span>", "<b id>",
    '<b id="">', '<b id="x" hidden>', '<b class="ours" title="&quot;">', "</b>", '<a href="a&amp;b#c">', "</a>", "<a\n",
    '<script src="x.js"></script>', "<script>1 &lt; 2</script>", "<script>1 < 2</script>", "<script>", "</script>",
    '<script type="application/json">{}</script>', "<title>a &amp; b</title>", "<title>", "<textarea><b></textarea>",
    "<!-- x -->", "<![CDATA[x]]>", "<", ">", '"', "<xmp>", "</ p>", "<p/ id=y>", '<img src="i" onload="x">', "<base>",
    '<p class="words ours">', '<p class="words" class="ours">', '<i title="a>b">', "<my-tag>", "<h2>", "</h2 >", "\x00",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_a_page_that_is_read_as_plain_has_the_facts_that_the_parser_finds(html: str) -> None:
    assert read_page(html) == read_page(f"<!---->{html}")  # a comment is not plain


def test_the_pages_of_the_theme_are_read_alike_either_way(built_site: Path) -> None:
    for page in built_site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert read_page(html) == read_page(f"<!---->{html}"), page


def test_the_built_site_shows_words_of_its_articles_alone(built_site: Path) -> None:
    originals = {
        f"{record['id']}/{sentence['id']}": sentence["text"]
        for record in (json.loads(path.read_bytes()) for path in (built_site / "data").glob("*.json"))
        for article in record.get("articles", ())
        for sentence in article["sentences"]
    }
    shown: Counter[str] = Counter()
    for path in sorted(built_site.rglob("*.html")):
        kind = "/".join(path.relative_to(built_site).parts[2:3])
        for passage in read_page(path.read_text(encoding="utf-8")).passages:
            assert passage.origin is not None
            assert passage.text in originals[passage.origin], path
            assert passage.text
            shown[kind] += 1
    assert {kind for kind, n in shown.items() if n >= 10} >= {"claims", "compare", "read"}


def test_no_passage_of_a_built_page_survives_a_changed_character(built_site: Path) -> None:
    html = next(built_site.glob("stories/*/claims/index.html")).read_text(encoding="utf-8")
    passages = read_page(html).passages
    longest = max(passages, key=lambda passage: len(passage.text))
    assert longest.origin is not None
    originals = Originals(sentences={longest.origin: longest.text}, withheld=())
    for n in range(0, len(longest.text), 7):
        spoilt = longest.text[:n] + "\u2603" + longest.text[n + 1 :]
        page_with = RenderedPage(path="index.html", template="x.html", html=words(escape(spoilt), longest.origin))
        assert len(check_site((page_with,), {}, originals)) == 1
