"""Short ways to make the values that analyses take, from plain visibly fictional text."""

import datetime as dt

from sitegen.model import Article, Paragraph, Span, Story


def make_article(
    article_id: str, text: str, *, title: str | None = None, date: str | None = None, outlet: str | None = None
) -> Article:
    """An article whose paragraphs are the blocks of `text` that a blank line divides."""
    paragraphs = []
    start = 0
    for number, block in enumerate(text.split("\n\n")):
        paragraphs.append(Paragraph(span=Span(start, start + len(block)), line=number + 1))
        start += len(block) + 2
    return Article(
        id=article_id,
        outlet=outlet or article_id,
        text=text,
        paragraphs=tuple(paragraphs),
        title=title,
        date=dt.date.fromisoformat(date) if date else None,
    )


def make_story(*articles: Article, **fields: object) -> Story:
    """A story of the articles, sorted as the loader sorts them."""
    ordered = tuple(sorted(articles, key=lambda article: article.id))
    return Story(id="pier", title="The pier of Springfield-on-Sea", articles=ordered, **fields)  # type: ignore[arg-type]
