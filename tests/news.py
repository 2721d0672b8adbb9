"""Articles in one line each, for tests of findings: texts become articles and sentences as the pipeline makes them."""

from collections.abc import Iterable
from datetime import date

from sitegen.model import Article, Match, Paragraph, Sentence, Span
from sitegen.model.article import DateBasis
from sitegen.text.segment import segment

FRIDAY = date(2031, 5, 2)


def make_article(
    text: str,
    name: str = "outlet-a",
    *,
    title: str | None = None,
    day: date | None = FRIDAY,
    basis: DateBasis = "published",
) -> Article:
    """An article whose paragraphs are the blocks of `text` between blank lines."""
    paragraphs = []
    start = 0
    for block in text.split("\n\n"):
        paragraphs.append(Paragraph(span=Span(start, start + len(block)), line=1))
        start += len(block) + 2
    return Article(
        id=name, outlet=name, text=text, paragraphs=tuple(paragraphs), title=title, date=day, date_basis=basis
    )


def by_id(articles: Iterable[Article]) -> dict[str, Sentence]:
    """The sentences of all articles by their id."""
    return {sentence.id: sentence for article in articles for sentence in segment(article)}


def make_match(a: str, b: str) -> Match:
    """Two sentences that say the same thing; ids in either order."""
    first, second = sorted((a, b))
    return Match(a=first, b=second, score=0.5, relation="same", basis="machine")
