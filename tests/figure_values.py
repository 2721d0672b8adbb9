"""Figures of small made-up articles, for the tests of figures."""

from collections.abc import Sequence
from datetime import date

from news import by_id, make_article, make_match

from sitegen.compare.figure_mentions import find_figures
from sitegen.compare.figures import group_figures
from sitegen.model import Article, Figure, FigureMention
from sitegen.text.segment import segment


def shown(mention: FigureMention) -> str:
    """A mention as the case file writes it."""
    value = "?" if mention.value is None else f"{mention.value:.12g}"
    rest = {
        "bound": mention.bound,
        "unit": mention.unit,
        "counted": mention.counted,
        "scope": mention.scope,
        "period": mention.period,
        "speaker": mention.speaker,
        "stated": mention.as_of if mention.as_of_basis == "stated" else None,
    }
    return "; ".join([f"{mention.text} = {value}", *(f"{key}: {word}" for key, word in rest.items() if word)])


def found_in(text: str) -> tuple[FigureMention, ...]:
    article = make_article(text)
    return find_figures(segment(article), article)


def group(articles: Sequence[Article], *pairs: tuple[str, str]) -> tuple[Figure, ...]:
    """The figures of `articles`, the sentences of `pairs` matched."""
    mentions = [m for article in articles for m in find_figures(segment(article), article)]
    return group_figures(mentions, [make_match(a, b) for a, b in pairs], articles, by_id(articles))


def one_each(*texts: str, days: Sequence[date] = (), basis: Sequence[str] = ()) -> tuple[Figure, ...]:
    """The figures of one-sentence articles `a`, `b`, `c`, every sentence matched with every other."""
    articles = [
        make_article(
            text,
            name,
            day=days[i] if days else date(2031, 5, 2),
            basis="inferred" if basis and basis[i] == "inferred" else "published",
        )
        for i, (name, text) in enumerate(zip("abcdef", texts, strict=False))
    ]
    return group(articles, *((f"{x.id}.1", f"{y.id}.1") for x in articles for y in articles if x.id < y.id))


def grouping(figures: Sequence[Figure]) -> set[frozenset[str]]:
    return {frozenset(f"{m.sentence} {m.text}" for m in figure.mentions) for figure in figures}
