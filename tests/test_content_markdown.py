"""Markdown: an article as plain text with spans, outside text as Markdown, an editor's prose as HTML."""

import html.parser
import itertools
import re

import pytest
from casefiles import Case, case_id, read_cases
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.text.markdown import escape_text, plain_text, render_prose

# Signs that mean something to Markdown come up often enough to be combined.
_TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from("aB12 \u00a0.-+*_#>`~[]()<>&;:!|=\\\"'\u3000中\u0627é\n"),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    max_size=80,
)


@pytest.mark.parametrize("case", read_cases("content/plain_text"), ids=case_id)
def test_an_article_is_its_text(case: Case) -> None:
    text, paragraphs = plain_text(case.given, 1)
    blocks = [
        f"{paragraph.line}: {paragraph.span.of(text)}".replace("\n", "⏎").replace("\u00a0", "·")
        for paragraph in paragraphs
    ]
    assert blocks == case.expected.splitlines()


@pytest.mark.parametrize("case", read_cases("content/prose"), ids=case_id)
def test_an_editors_prose_is_html(case: Case) -> None:
    assert render_prose(case.given).rstrip("\n") == case.expected


def test_lines_are_counted_from_the_first_line_of_the_body() -> None:
    _, paragraphs = plain_text("One.\n\nTwo\nthree.\n", 12)
    assert [paragraph.line for paragraph in paragraphs] == [12, 14]


def test_an_article_without_text_has_no_paragraph() -> None:
    assert plain_text("\n\n![The pier](pier.jpg)\n\n---\n") == ("", ())


def test_text_nested_deeper_than_commonmark_asks_for_stays() -> None:
    assert plain_text("> " * 40 + "deep")[0] == "deep"


def test_headings_of_prose_can_begin_deeper() -> None:
    assert render_prose("# a\n\n## b", top=4) == "<h4>a</h4>\n<h5>b</h5>\n"


def test_headings_of_prose_end_at_the_sixth_level() -> None:
    assert render_prose("# a\n\n## b\n\n### c", top=5) == "<h5>a</h5>\n<h6>b</h6>\n<h6>c</h6>\n"


@given(_TEXT, st.integers(1, 9))
@example("1.\n\n2.\n", 1)
@example("- 1. x\n", 1)
def test_paragraphs_cover_the_text_in_order(body: str, first_line: int) -> None:
    text, paragraphs = plain_text(body, first_line)
    assert "\n\n".join(paragraph.span.of(text) for paragraph in paragraphs) == text
    spans = [paragraph.span for paragraph in paragraphs]
    assert all(span.start < span.end <= len(text) for span in spans)
    assert all(before.end < after.start for before, after in itertools.pairwise(spans))
    lines = [paragraph.line for paragraph in paragraphs]
    assert lines == sorted(lines)
    assert all(first_line <= line <= first_line + body.count("\n") for line in lines)


@given(_TEXT)
@example("- not an item\n\n# not a heading\n\n\\ & &amp; <b> *x* _y_ `z` [a]: b")
@example("one\ntwo\n\n---\n\n    code\n\n1. one\n\n2031. x")
@example("\u00a0edge\u00a0")
def test_escaped_text_comes_back_as_it_was(raw: str) -> None:
    blocks = (
        re.sub(r"[ \t]*\n[ \t]*", "\n", block.strip(" \t\n")) for block in re.split(r"\n[ \t]*(?:\n[ \t]*)+", raw)
    )
    assert plain_text(escape_text(raw))[0] == "\n\n".join(block for block in blocks if block.strip())


@pytest.mark.parametrize(
    "text",
    [
        "The pier cost $40,000 (about £30,000), the mayor's office said - 5% more.",
        "Who/what? See pier_of_springfield, e.g. 3 * 4; salt & sand!",
        "1. The pier opens.",
    ],
)
def test_text_that_markdown_leaves_alone_is_not_escaped(text: str) -> None:
    assert escape_text(text) == text


class _Tags(html.parser.HTMLParser):
    """All tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert tag == "a" or not attrs or (tag, attrs[0][0]) in {("ol", "start"), ("code", "class")}
        self.links += [value or "" for name, value in attrs if name == "href"]


_MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            ["<b>", "<script>", "<img src=x onerror=y>", "[a](", "![a](", ")", "javascript:", "//e.org", "&#106;", "\n"]
        ),
        st.sampled_from(["# ", "\n\n", "```x\n", "1. ", '"', "'", "<", ">", "&", "\\", "https://e.org", "data:", " "]),
        _TEXT,
    ),
    max_size=8,
).map("".join)


@given(_MARKUP)
def test_prose_never_holds_markup_that_markdown_has_not(markdown: str) -> None:
    page = _Tags()
    page.feed(render_prose(markdown))
    assert page.tags <= set("p a em strong code pre ul ol li blockquote hr br h2 h3 h4 h5 h6".split())
    for link in page.links:
        scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", link)
        assert scheme is None or scheme.group().lower() in {"http:", "https:", "mailto:"}
        assert not link.startswith(("//", "/\\", "\\"))
