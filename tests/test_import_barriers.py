"""Pages that show no article, hostile pages and pages in any encoding: what is told, and that nothing of them runs."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_server import ARTICLE

from sitegen.ingest.charset import decode_page
from sitegen.ingest.draft import first_unfaithful
from sitegen.ingest.page import Page, UnreadablePageError, read_page
from sitegen.ingest.page_import import page_draft

_TEXT = ARTICLE.format(title="Pier reopens")
_TEASER = "<p>The pier of Springfield-on-Sea was opened again on Saturday, three days after a storm had closed it.</p>"
_LOCKED = (
    '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False","articleBody":"The whole'
    + " text" * 200
    + '"}</script>'
)
_CONSENT = (
    "<p>We and our 412 partners store cookies on your device and process personal data with your consent.</p>"
    "<p>You may withdraw your consent to cookies at any time in our privacy policy and privacy settings.</p>"
    "<button>Accept all</button>"
)


def _page(body: str, head: str = "") -> Page:
    return read_page(
        f"<html><head><title>Pier reopens</title>{head}</head><body><h1>Pier reopens</h1>{body}</body></html>"
    )


@pytest.mark.parametrize(
    ("body", "head", "part"),
    [
        (_CONSENT, "", "asks for consent to cookies"),
        ("<p>Before you continue, accept cookies.</p><button>Accept</button>", "", "asks for consent to cookies"),
        ("<p>Checking your browser. Please verify you are human.</p>", "", "asks whether you are a robot"),
        (
            _TEASER,
            _LOCKED,
            "says that it is not free to read",
        ),
        (_TEASER + "<div>Already a subscriber? Sign in</div>", "", "asks for a subscription; the page shows "),
        ("<p>Subscribe now to continue reading.</p>", "", "asks for a subscription"),
        (
            "<div id=root></div><noscript>Please enable JavaScript.</noscript><script src=a.js></script>",
            "",
            "by JavaScript",
        ),
        ("<div id=root></div><script src=a.js></script>", "", "by JavaScript"),
        ("", "", "shows 0 words"),
    ],
)
def test_a_page_without_an_article_says_why(body: str, head: str, part: str) -> None:
    page = _page(body, head)
    assert page.why_empty is not None
    assert part in page.why_empty
    assert page.lines == ()


def test_an_article_on_cookies_or_robots_is_one() -> None:
    body = (
        _TEASER * 3 + "<p>Cookies and consent are what the bakery is about.</p><footer><button>Accept</button></footer>"
    )
    assert _page(body).why_empty is None
    told = "<p>Members may sign in to read the minutes, the council said on Monday in its long report.</p>" * 9
    assert _page(told).why_empty is None


def test_a_whole_text_that_is_not_free_is_taken_with_a_warning() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    paragraphs = "".join(
        f"<p>Paragraph {n} of the pier says what was said of planks and lamps in the town.</p>" for n in range(20)
    )
    page = _page(paragraphs, head)
    assert len(page.lines) == 20
    assert any("not free to read" in warning for warning in page.warnings)


@pytest.mark.parametrize(
    ("body", "absent"),
    [
        ("<script>alert('in a script')</script><style>.in-a-style{}</style>", ("in a script", "in-a-style")),
        ("<p hidden>Hidden one in the pier.</p><p style='display:none'>Hidden two in the pier.</p>", ("Hidden",)),
        ("<!-- a comment --><template><p>In a template.</p></template>", ("comment", "template")),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt; is what she wrote on the wall of the pier.</p>", ("&lt;",)),
        (
            "<p>Turned \u202eround\u202c and \u202bopen at the pier of the town for all to see.</p>",
            ("\u202e", "\u202b"),
        ),
        (
            "<p>A soft\u00adhyphen, a \x07bell and a zero\u200bwidth space are not seen at the pier.</p>",
            ("\u00ad", "\x07"),
        ),
    ],
)
def test_only_what_a_reader_sees_is_text(body: str, absent: tuple[str, ...]) -> None:
    page = _page(_TEASER + body + "<p>Repairs will take until the end of the summer, the council of the town said.</p>")
    text = "\n".join(page.lines)
    assert all(part not in text for part in absent)
    assert text.startswith("The pier of Springfield-on-Sea was opened")
    assert text.endswith("the council of the town said.")
    assert first_unfaithful(page_draft(page)) is None


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 5000 + _TEASER,
        "<b>" * 50_000 + _TEASER,
        _TEASER * 30_000,
        "<p>" + "a" * 3_000_000,
        "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">" + _TEASER,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + _TEASER,
        "<!--" * 100_000 + _TEASER,
        "<meta " + "charset " * 100_000,
        "",
        "\x01\x02",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_hostile_page_takes_a_bounded_time(text: str) -> None:
    started = time.perf_counter()
    try:
        page = read_page(text)
    except UnreadablePageError as error:
        assert str(error)  # noqa: PT017 - either outcome is right, and each is checked
    else:
        assert page.lines or page.why_empty
    assert time.perf_counter() - started < 20


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=6))
def test_whatever_stands_in_a_page_renders_as_it_was_taken(texts: list[str]) -> None:
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;") for text in texts]
    page = _page(
        _TEASER
        + "".join(f"<p>{text} stands in the middle of the pier, *so* to speak.</p>" for text in escaped)
        + _TEASER
    )
    assert first_unfaithful(page_draft(page)) is None
    assert page.lines


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        ("<p>é – “x”, and more of it".encode(), "iso-8859-1"),
        ("<p>é – “x”, and more of it".encode("cp1252"), None),
        ('<meta charset="iso-8859-1"><p>é – “x”, and more of it'.encode("cp1252"), None),
        ("<p>é – “x”, and more of it".encode("cp1252"), "utf-8"),
        ("<p>é – “x”, and more of it".encode("utf-16"), "utf-8"),
        ("<p>é – “x”, and more of it".encode("utf-16-le"), None),
        ("<p>é – “x”, and more of it".encode("utf-8-sig"), "windows-1251"),
        ("<p>é – “x”, and more of it".encode(), "no-such-encoding"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_is_in(data: bytes, declared: str | None) -> None:
    assert decode_page(data, declared).endswith("<p>é – “x”, and more of it")


@pytest.mark.parametrize(
    ("text", "encoding", "head"),
    [
        ("Пирс открыт", "cp1251", '<html lang="ru">'),
        ("Пирс в городе снова открыт, сообщила в субботу администрация порта. " * 9, "cp1251", "<html><p>"),
        ("الرصيف مفتوح", "cp1256", '<html lang="ar">'),
        ("桟橋が開いた", "shift_jis", '<meta charset="Shift_JIS">'),
        ("桟橋が開いた", "iso-2022-jp", '<meta charset="iso-2022-jp">'),
        ("码头开放", "gbk", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
    ],
)
def test_other_scripts_are_read(text: str, encoding: str, head: str) -> None:
    assert decode_page((head + text).encode(encoding)) == head + text


@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=12)))
def test_any_bytes_are_read_somehow(data: bytes, declared: str | None) -> None:
    assert "\0" not in decode_page(data, declared)
