"""Whose words a passage is in."""

import pytest
from casefiles import Case, case_id, read_cases
from hypothesis import given
from hypothesis import strategies as st
from news import make_article

from sitegen.compare.quote_mentions import find_quotes
from sitegen.compare.voice import Whose, find_voices, whose_words
from sitegen.model import Article, Sentence, Span
from sitegen.text.segment import segment

PIECES = st.sampled_from(
    [
        "Mayor Pat Example said",
        "the pier",
        '"',
        "“",
        "”",
        "’",
        ",",
        ".",
        " // ",
        "who left",
        "since May",
        "according to",
    ]
)


def hear(article: Article, sentence: Sentence, span: Span) -> Whose:
    """Whose words the span of a sentence of the article is in."""
    sentences = segment(article)
    voices = find_voices([article], sentences, find_quotes(sentences, article))
    return whose_words(voices, sentence, span)


def marked(text: str) -> tuple[str, Span | None]:
    """`text` without the braces, and what stood between them."""
    if "{" not in text:
        return text, None
    start, end = text.index("{"), text.index("}") - 1
    return text.replace("{", "").replace("}", ""), Span(start, end)


@pytest.mark.parametrize("case", read_cases("voice"), ids=case_id)
def test_voice_of_a_passage(case: Case) -> None:
    *head, body = case.given.split("\n")
    title, in_title = marked(head[0].removeprefix("# ")) if head else (None, None)
    text, in_body = marked(body.replace(" // ", "\n\n"))
    article = make_article(text, title=title)
    part, at = ("title", in_title) if in_title else ("body", in_body)
    assert at is not None
    sentence = next(
        one for one in segment(article) if one.part == part and one.span.start <= at.start and at.end <= one.span.end
    )
    whose = hear(article, sentence, Span(at.start - sentence.span.start, at.end - sentence.span.start))
    told = whose.voice if whose.speaker is None else f"{whose.voice}: {whose.speaker}"
    assert told.lower() == case.expected.lower()


@given(st.lists(PIECES, max_size=20))
def test_any_text_has_a_voice_at_any_place(pieces: list[str]) -> None:
    text = " ".join(pieces).replace("  //  ", "\n\n").strip() or "pier"
    article = make_article(text)
    for sentence in segment(article):
        for end in range(1, len(sentence.text) + 1, 7):
            whose = hear(article, sentence, Span(end - 1, end))
            assert whose.voice in ("outlet", "attributed", "quoted", "fragment")
            assert whose.voice != "outlet" or whose.speaker is None


@given(st.integers(0, 6))
def test_an_open_mark_gives_nobody_the_paragraphs_behind_it(n_paragraphs: int) -> None:
    rest = ["A brutal storm hit the pier."] * (n_paragraphs + 1)
    article = make_article("\n\n".join(['Mayor Pat Example said: "The pier is shut.', *rest]))
    for sentence in segment(article)[1:]:
        assert hear(article, sentence, Span(2, 14)) == Whose("outlet")
