"""Articles and sentences from plain texts, and places in them by their words, so that no offset is counted by hand."""

import hashlib
import re

from msgspec.structs import replace

from sitegen.model import Article, DetailValue, Mention, Paragraph, Sentence, Span


def article(article_id: str, outlet: str, title: str | None, sentences: tuple[str, ...], **fields: object) -> Article:
    """An article with two sentences a paragraph."""
    blocks = [" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2)]
    paragraphs, start = [], 0
    for line, block in enumerate(blocks):
        paragraphs.append(Paragraph(span=Span(start, start + len(block)), line=8 + 2 * line))
        start += len(block) + 2
    made = Article(id=article_id, outlet=outlet, text="\n\n".join(blocks), paragraphs=tuple(paragraphs), title=title)
    return replace(made, **fields)


def sentences_of(made: Article, texts: tuple[str, ...]) -> tuple[Sentence, ...]:
    """The headline, if any, and the sentences, found in the article's text."""
    found, at = [], 0
    if made.title:
        found.append(sentence(made, 0, Span(0, len(made.title)), made.title))
    for n, text in enumerate(texts, 1):
        start = made.text.index(text, at)
        at = start + len(text)
        found.append(sentence(made, n, Span(start, at), text))
    return tuple(found)


def sentence(made: Article, n: int, span: Span, text: str) -> Sentence:
    """One sentence with the key that `content` would give it."""
    letters = re.sub(r"[\W_]+", "", text.casefold())
    return Sentence(
        id=f"{made.id}.{n}",
        key=f"{made.id}:{hashlib.sha256(letters.encode()).hexdigest()[:6]}",
        article=made.id,
        part="body" if n else "title",
        paragraph=(n - 1) // 2 if n else 0,
        span=span,
        text=text,
    )


class Finder:
    """Makes mentions by their words, so that no offset is counted by hand."""

    def __init__(self, sentences: tuple[Sentence, ...]) -> None:
        """Keep the sentences by id."""
        self.texts = {one.id: one.text for one in sentences}

    def mention(self, sentence_id: str, text: str) -> Mention:
        """The first place of `text` in the sentence."""
        start = self.texts[sentence_id].index(text)
        return Mention(sentence=sentence_id, start=start, end=start + len(text), text=text)

    def value(self, *places: tuple[str, str], conflicts: bool = False) -> DetailValue:
        """A value from its places."""
        mentions = tuple(self.mention(*place) for place in places)
        return DetailValue(text=mentions[0].text, mentions=mentions, conflicts=conflicts)
