"""What the rows of a claim's table are made from, and how values become a row.

A value is a passage of a sentence, never our words; a row needs values of two outlets, so that none repeats what one
sentence happens to add. Deliberately contains no rule of a kind of detail.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct, field

from sitegen.compare.concepts import ConceptUsage, find_concept_usages
from sitegen.compare.speakers import People
from sitegen.model import Article, Concept, Detail, DetailValue, Figure, Mention, Quote, Sentence
from sitegen.model.findings import DetailKind
from sitegen.model.kinds import UsageKind
from sitegen.text.words import Forms, Word

NAMED_KINDS: tuple[UsageKind, ...] = ("actor", "event", "act", "agency")
"""Kinds of concepts that make a row: who is named, what happened, why it is said to have happened."""
LONGEST = 8
"""Words that a value has: it is to be read in a cell."""
SPARED = 2
"""It has so many more where it would lose no more: a quotation without its last word may read as another one."""

_WORD = re.compile(r"\S+")
_CLAUSE_END = re.compile(r"[,;:!?…—–]$")
_DANGLING = frozenset(
    """a an the of to in on at for and or but by with from as is was are were be been that which who than his her its
    their has have had will would now""".split()
)
_MARKS = ",;:!?…"


class Material(Struct, frozen=True, kw_only=True):
    """What was found in a story before its claims."""

    articles: Mapping[str, Article]
    forms: Forms
    words: Mapping[str, tuple[Word, ...]]
    """By sentence id, as are the next three."""
    figures: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    quotes: Mapping[str, tuple[Quote, ...]] = field(default_factory=dict)
    named: Mapping[str, tuple[ConceptUsage, ...]] = field(default_factory=dict)
    people: Mapping[str, People] = field(default_factory=dict)
    """By article id."""


def gather(
    articles: Sequence[Article],
    by_article: Mapping[str, Sequence[Sentence]],
    words: Mapping[str, tuple[Word, ...]],
    forms: Forms,
    people: Mapping[str, People],
    figures: Sequence[Figure],
    quotes: Sequence[Quote],
    concepts: Sequence[Concept],
) -> Material:
    """The findings of a story by sentence; an entry of the glossary that nobody has looked at is left out."""
    figures_of: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        for mention in figure.mentions:
            figures_of.setdefault(mention.sentence, {})[figure.id] = figure
    quotes_of: dict[str, dict[str, Quote]] = {}
    for quote in quotes:
        for rendering in quote.mentions:
            quotes_of.setdefault(rendering.sentence, {})[quote.id] = quote
    named: dict[str, list[ConceptUsage]] = {}
    kept = [concept for concept in concepts if concept.status != "suggested" and concept.kind in NAMED_KINDS]
    sentences = [sentence for article in articles for sentence in by_article[article.id]]
    for usage in find_concept_usages(kept, sentences) if kept else ():
        named.setdefault(usage.sentence.id, []).append(usage)
    return Material(
        articles={article.id: article for article in articles},
        forms=forms,
        words=words,
        figures={sentence: tuple(found.values()) for sentence, found in figures_of.items()},
        quotes={sentence: tuple(found.values()) for sentence, found in quotes_of.items()},
        named={sentence: tuple(found) for sentence, found in named.items()},
        people=people,
    )


def by_appearance(sentences: Sequence[Sentence], articles: Mapping[str, Article]) -> tuple[Sentence, ...]:
    """The sentences by date of publication, undated last, then by article and position, a headline last."""

    def key(sentence: Sentence) -> tuple[str, str, bool, int]:
        published = articles[sentence.article].date
        return (
            published.isoformat() if published else "~",
            sentence.article,
            sentence.part == "title",
            sentence.span.start,
        )

    return tuple(sorted(sentences, key=key))


def article_of(mention: Mention) -> str:
    """The article a mention is from."""
    return mention.sentence.rpartition(".")[0]


def outlets_of(groups: Sequence[Sequence[Mention]]) -> set[str]:
    """The articles that give a value."""
    return {article_of(mention) for group in groups for mention in group}


def mention_at(sentence: Sentence, start: int, end: int) -> Mention:
    """The passage of a sentence."""
    return Mention(sentence=sentence.id, start=start, end=end, text=sentence.text[start:end])


def make_row(
    kind: DetailKind,
    label: str,
    groups: Sequence[Sequence[Mention]],
    *,
    varies: bool | None = None,
    clashes: Collection[tuple[str, int]] = (),
) -> Detail | None:
    """A row of values, each with its mentions; None where fewer than two outlets give one.

    `varies` is whether two outlets have no value in common where it is not given; `clashes` are places of values that
    cannot hold with another.
    """
    if len(outlets_of(groups)) < 2:  # noqa: PLR2004 - one outlet alone compares with nobody
        return None
    return Detail(
        kind=kind,
        label=label,
        values=tuple(
            DetailValue(
                text=group[0].text,
                mentions=tuple(group),
                conflicts=any((mention.sentence, mention.start) in clashes for mention in group),
            )
            for group in groups
        ),
        varies=differ(groups) if varies is None else varies,
    )


def differ(groups: Sequence[Sequence[Mention]], plain: int = -1) -> bool:
    """Whether two outlets have no value in common; who has one more than another does not differ.

    With `plain`, the place of the plain value, two that share it alone and have others beside it differ as well.
    """
    held: dict[str, set[int]] = {}
    for n, group in enumerate(groups):
        for mention in group:
            held.setdefault(article_of(mention), set()).add(n)
    having = list(held.values())
    return any(
        not one & other or (one & other == {plain} and len(one) > 1 < len(other))
        for i, one in enumerate(having)
        for other in having[i + 1 :]
    )


def shorten(text: str, start: int, end: int) -> tuple[int, int]:
    """The first words of `text[start:end]`, at most `LONGEST`: up to the last comma, else with no dangling `of the`.

    Where no more than `SPARED` would be left out, none is.
    """
    words = list(_WORD.finditer(text, start, end))
    if len(words) > LONGEST + SPARED:
        words = words[:LONGEST]
        pause = next(
            (n for n in range(LONGEST - 1, LONGEST // 2 - 2, -1) if _CLAUSE_END.search(words[n].group())), None
        )
        words = words[: pause + 1] if pause is not None else words
        while len(words) > LONGEST // 2 and words[-1].group().lower() in _DANGLING:
            words.pop()
    if not words:
        return start, end
    first, last = words[0].start(), words[-1].end()
    while first < last and not (text[first].isalnum() or text[first] in "“‘\"'[($£€"):
        first += 1
    if first == last:
        return start, end
    is_stop = text[last - 1] == "." and "." not in words[-1].group()[:-1]
    return first, last - 1 if (is_stop or text[last - 1] in _MARKS) and last - 1 > first else last
