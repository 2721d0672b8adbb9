"""The words of a claim as rows: what an actor is called, how an utterance is quoted, what an event or act is called.

Names and other wordings come from the editor's glossary alone: a row a concept, a value a wording of it as the editor
divided them, so that spellings of one wording are one value. A name in a speaker's long quotation is the speaker's.
Without a glossary one thing is found: a word of the list for a killing beside a plain one. The name of an actor
counts for the status of a claim, wording and form of quotation do not.
"""

import re
from collections.abc import Iterator, Sequence

from sitegen.compare.concepts import ConceptUsage
from sitegen.compare.detail_rows import Material, article_of, differ, make_row, mention_at, outlets_of, shorten
from sitegen.model import Concept, Detail, DetailValue, Mention, Quote, QuoteMention, Sentence
from sitegen.model.findings import DetailKind, UsageKind
from sitegen.text.words import split_words

MOST_NAMES, MOST_WORDINGS = 3, 2
"""Rows of a kind that a claim has at most; those that most outlets speak in."""

_LONGEST_LABEL = 28
_PLAIN = -1
"""Number of the value that holds all plain wordings."""
_LONGEST_NAME = 12
"""Words up to which a wording is a value as a whole: cut, it may look like another one."""
_ARTICLE = re.compile(r"^(?:the|an?)\s", re.IGNORECASE)
_LABEL_ENDS = (re.compile(r"\s?[,(;:]|\s(?:that|which|who|whose|where|and\sthe)\s"),)
_QUESTION = re.compile(r"(?:why|what|how|who)\s", re.IGNORECASE)
_LABEL_CUTS = re.compile(r"\s(?:while|in|on|since|of|and|from|until|during|for|between|against)\s")
_DEATH = re.compile(
    r"\b(?:(?P<plain>kill(?:s|ed|ing)?)|(?P<listed>assassinat(?:e|es|ed|ing|ion)|murder(?:s|ed|ing)?|slaughter(?:s|ed|ing)?|"
    r"butcher(?:s|ed|ing)|massacred?|execut(?:ed|es|ing)|liquidat(?:e|es|ed|ing)|slain))\b"
)


def name_rows(sentences: Sequence[Sentence], material: Material) -> Iterator[Detail | None]:
    """What actors are called."""
    yield from _concept_rows(sentences, material, "name", ("actor",))


def wording_rows(sentences: Sequence[Sentence], material: Material) -> Iterator[Detail | None]:
    """What events and acts are called, and what reasons are given for them."""
    rows = list(_concept_rows(sentences, material, "wording", ("event", "act", "agency")))
    yield from rows
    if not any(row and any(_DEATH.search(value.text) for value in row.values) for row in rows):
        yield _harm_row(sentences)


def quote_row(sentences: Sequence[Sentence], material: Material) -> Detail | None:
    """The words quoted of the utterance that most outlets render; one that tells it in its own words has no value.

    Of an outlet that renders another utterance in the claim what it quotes of that one.
    """
    place = {sentence.id: n for n, sentence in enumerate(sentences)}
    quotes: dict[str, Quote] = {}
    for sentence in sentences:
        for quote in material.quotes.get(sentence.id, ()):
            quotes.setdefault(quote.id, quote)
    inside = [[m for m in quote.mentions if m.sentence in place] for quote in quotes.values()]
    shared = [ms for ms in inside if _n_articles(ms) > 1 and _n_articles(_quoted(ms))]
    if not shared:
        return None
    best = max(shared, key=lambda ms: (_n_articles(ms), _n_articles(_quoted(ms))))
    rendering = {_article(m) for m in best}
    others = [m for ms in inside for m in _quoted(ms) if _article(m) not in rendering]
    longest = sorted(others, key=lambda m: m.start - m.end)
    groups: dict[str, list[Mention]] = {}
    by_id = {sentence.id: sentence for sentence in sentences}
    for m in _first_of_each([*sorted(_quoted(best), key=lambda m: (place[m.sentence], m.start)), *longest]):
        sentence = by_id[m.sentence]
        theirs = [other.text for other in best if _article(other) != sentence.article]
        mention = mention_at(sentence, *_best_part(sentence, material, m.start, m.end, theirs))
        groups.setdefault(" ".join(word.norm for word in split_words(mention.text)), []).append(mention)
    values = sorted(groups.values(), key=lambda group: place[group[0].sentence])
    return Detail(
        kind="quote",
        label="Words quoted",
        values=tuple(DetailValue(text=group[0].text, mentions=tuple(group)) for group in values),
        varies=len(values) > 1,
    )


def label_of(concept: Concept) -> str:
    """The referent in a few words: `The storm of May 2031 in Springfield` as `Storm of May 2031`."""
    label = _ARTICLE.sub("", concept.referent)
    longest = 2 * _LONGEST_LABEL if _QUESTION.match(label) else _LONGEST_LABEL
    for end in _LABEL_ENDS:
        found = end.search(label)
        label = label[: found.start()] if found and found.start() else label
    while len(label) > longest:
        cuts = [found.start() for found in _LABEL_CUTS.finditer(label)]
        if not cuts:
            break
        label = label[: cuts[-1]]
    return label[:1].upper() + label[1:]


def _concept_rows(
    sentences: Sequence[Sentence], material: Material, kind: DetailKind, kinds: Sequence[UsageKind]
) -> Iterator[Detail | None]:
    by_concept: dict[str, list[ConceptUsage]] = {}
    for sentence in sentences:
        for usage in material.named.get(sentence.id, ()):
            if usage.concept.kind in kinds and _is_own(usage, material):
                by_concept.setdefault(usage.concept.id, []).append(usage)
    rows: list[Detail] = []
    for usages in by_concept.values():
        groups = _groups(_fitting(usages))
        numbers = list(groups)
        values = list(groups.values())
        if len(values) > 1:
            plain = numbers.index(_PLAIN) if _PLAIN in groups else -1
            row = make_row(kind, label_of(usages[0].concept), values, varies=differ(values, plain))
            rows += [row] if row else []
    rows.sort(key=lambda row: (not row.varies, -len(outlets_of([value.mentions for value in row.values]))))
    yield from rows[: MOST_NAMES if kind == "name" else MOST_WORDINGS]


def _fitting(usages: Sequence[ConceptUsage]) -> list[ConceptUsage]:
    """Those of the concept's own kind; an epithet or the like only of an outlet that has nothing else for it."""
    naming = {usage.sentence.article for usage in usages if usage.wording.kind == usage.concept.kind}
    return [
        usage for usage in usages if usage.wording.kind == usage.concept.kind or usage.sentence.article not in naming
    ]


def _groups(usages: Sequence[ConceptUsage]) -> dict[int, list[Mention]]:
    """By wording as the editor divides them, all plain ones as one; of an outlet each at its first place."""
    groups: dict[int, dict[str, Mention]] = {}
    for usage in usages:
        number = usage.concept.variants.index(usage.wording) if usage.wording.weight else _PLAIN
        start, end = usage.span.start, usage.span.end
        if len(usage.span.of(usage.sentence.text).split()) > _LONGEST_NAME:
            start, end = shorten(usage.sentence.text, start, end)
        mention = mention_at(usage.sentence, start, end)
        groups.setdefault(number, {}).setdefault(article_of(mention), mention)
    return {number: list(group.values()) for number, group in groups.items()}


def _is_own(usage: ConceptUsage, material: Material) -> bool:
    """Whether a wording is the outlet's choice and no number: not in a long quotation, not with a figure."""
    sentence, span = usage.sentence.id, usage.span
    spoken = (
        m
        for quote in material.quotes.get(sentence, ())
        for m in quote.mentions
        if m.sentence == sentence and m.kind == "direct"
    )
    if any(m.start <= span.start and span.end <= m.end for m in spoken):
        return False
    counted = (m for figure in material.figures.get(sentence, ()) for m in figure.mentions if m.sentence == sentence)
    return not any(m.start < span.end and span.start < m.end for m in counted)


def _article(mention: QuoteMention) -> str:
    return mention.sentence.rpartition(".")[0]


def _n_articles(mentions: Sequence[QuoteMention]) -> int:
    return len(set(map(_article, mentions)))


def _quoted(mentions: Sequence[QuoteMention]) -> list[QuoteMention]:
    """Those in quotation marks."""
    return [m for m in mentions if m.kind != "paraphrase"]


def _first_of_each(mentions: Sequence[QuoteMention]) -> list[QuoteMention]:
    """The first of each article."""
    first: dict[str, QuoteMention] = {}
    for m in mentions:
        first.setdefault(_article(m), m)
    return list(first.values())


def _best_part(sentence: Sentence, material: Material, start: int, end: int, theirs: Sequence[str]) -> tuple[int, int]:
    """The first words, or where they share nothing with the other renderings the first words that share most."""
    others = {part for text in theirs for word in split_words(text, material.forms) for part in word.parts}
    first = shorten(sentence.text, start, end)
    words = material.words[sentence.id]
    best, most = first, 0
    for begin in [start, *(word.start for word in words if start < word.start < end)]:
        part = shorten(sentence.text, begin, end)
        n_shared = sum(not others.isdisjoint(word.parts) for word in words if part[0] <= word.start < part[1])
        if begin == start and n_shared:
            return first
        if n_shared > most:
            best, most = part, n_shared
    return best


def _harm_row(sentences: Sequence[Sentence]) -> Detail | None:
    """A word of the list for a killing where another outlet has a plain one, each outlet having one such word."""
    found: dict[str, list[Mention]] = {}
    for sentence in sentences:
        for death in _DEATH.finditer(sentence.text):
            found.setdefault(sentence.article, []).append(mention_at(sentence, *death.span()))
    groups: dict[str, list[Mention]] = {}
    for deaths in found.values():
        if len({_root(death) for death in deaths}) == 1:
            groups.setdefault(_root(deaths[0]), []).append(deaths[0])
    is_listed = any(root != "kill" for root in groups)
    return make_row("wording", "Word for the killing", list(groups.values())) if is_listed and len(groups) > 1 else None


def _root(death: Mention) -> str:
    """`murder` for `murdered` and `murders`."""
    return death.text[:4].lower()
