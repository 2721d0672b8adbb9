"""Where the wordings of the editor's concepts stand in the sentences of stories, and what is wrong with the concepts.

Within a concept the longest match wins, and what lies within a match of `never` is none. Between concepts matches may
overlap, but two that claim one and the same passage are a mistake of the glossary: one of them must say `never`.
Leaves out whose words a wording is in, and what others write instead.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from sitegen.model import Concept, Sentence, Span, Wording, WordingPattern
from sitegen.problems import Problem
from sitegen.text.patterns import Pattern, PatternIndex, find_spans, index_patterns, parse_pattern, tokenize


class ConceptUsage(Struct, frozen=True, kw_only=True):
    """One place where a sentence has a wording of a concept."""

    concept: Concept
    wording: Wording
    pattern: WordingPattern
    """The one that matched; of several that match the same, the first."""
    sentence: Sentence
    span: Span
    """In the sentence."""


PatternKey = tuple[str, WordingPattern]
"""A pattern, with the id of its concept."""


class ConceptCheck(Struct, frozen=True, kw_only=True):
    """What one story says of a glossary."""

    used: tuple[PatternKey, ...]
    """The patterns that match something."""
    claimed: tuple[tuple[tuple[PatternKey, PatternKey], Problem], ...]
    """The patterns of two concepts that claim one passage, and the message for the first such passage."""


class _Read(Struct, frozen=True):
    """A concept whose patterns are read; the numbers of patterns count over all concepts."""

    concept: Concept
    written: Mapping[int, tuple[Wording, WordingPattern]]
    never: PatternIndex


class _Glossary(Struct, frozen=True):
    """All concepts, to be searched for at once."""

    concepts: tuple[_Read, ...]
    owners: tuple[int, ...]
    """Number of a pattern -> index of its concept."""
    index: PatternIndex


_Match = tuple[int, Span]
"""Number of a pattern, and what it matches."""


def find_concept_usages(concepts: Iterable[Concept], sentences: Iterable[Sentence]) -> tuple[ConceptUsage, ...]:
    """Every usage of every concept: in the order of the sentences, then of the text, then of the concepts' ids.

    Raises `text.patterns.PatternError` for a pattern that the loading of the glossary would have refused.
    """
    glossary = _read(concepts)
    found: list[ConceptUsage] = []
    for sentence in sentences:
        here = [
            usage for read, matches in _matches(glossary, sentence.text) for usage in _longest(read, sentence, matches)
        ]
        found += sorted(here, key=lambda usage: usage.span)
    return tuple(found)


def check_concepts(concepts: Iterable[Concept], stories: Iterable[Iterable[Sentence]]) -> tuple[Problem, ...]:
    """What is wrong with a glossary in view of all the sentences of a site, by file and line.

    A pattern that matches nothing (unless its variant says `keep`), and a passage that two concepts claim. Paths are
    those of the concepts, relative to the site's folder.
    """
    known = tuple(concepts)
    return join_checks(known, (check_story(known, sentences) for sentences in stories))


def check_story(concepts: Iterable[Concept], sentences: Iterable[Sentence]) -> ConceptCheck:
    """What the sentences of one story say of a glossary."""
    glossary = _read(concepts)
    used: dict[PatternKey, None] = {}
    claimed: dict[tuple[PatternKey, PatternKey], Problem] = {}
    for sentence in sentences:
        firsts: dict[Span, ConceptUsage] = {}
        for read, matches in _matches(glossary, sentence.text):
            used |= {(read.concept.id, read.written[number][1]): None for number, _ in matches}
            for usage in _longest(read, sentence, matches):
                first = firsts.setdefault(usage.span, usage)
                if first is not usage:
                    key = ((first.concept.id, first.pattern), (usage.concept.id, usage.pattern))
                    claimed.setdefault(key, _claimed_twice(first, usage))
    return ConceptCheck(used=tuple(used), claimed=tuple(claimed.items()))


def join_checks(concepts: Iterable[Concept], stories: Iterable[ConceptCheck]) -> tuple[Problem, ...]:
    """What is wrong with a glossary, from what each story says of it."""
    used: set[PatternKey] = set()
    claimed: dict[tuple[PatternKey, PatternKey], Problem] = {}
    for check in stories:
        used.update(check.used)
        for key, problem in check.claimed:
            claimed.setdefault(key, problem)
    unused = [problem for concept in concepts for problem in _unused(concept, used)]
    return tuple(sorted((*unused, *claimed.values()), key=lambda it: (it.path, it.line, it.column, it.message)))


def words_of(sentences: Iterable[Sentence]) -> frozenset[str]:
    """The words of sentences as patterns are held against them."""
    return frozenset(token.norm.lower() for sentence in sentences for token in tokenize(sentence.text))


def concepts_near(concepts: Iterable[Concept], words: Collection[str]) -> tuple[Concept, ...]:
    """The concepts that may have a wording in a text of these words; no other changes anything in what is found."""
    return tuple(
        concept
        for concept in concepts
        if any(all(not word.isdisjoint(words) for word in phrase) for phrase in _phrases(concept))
    )


@lru_cache(maxsize=1024)
def _phrases(concept: Concept) -> frozenset[tuple[frozenset[str], ...]]:
    """For each phrase that a concept stands for, the forms of each of its whole words."""
    patterns = [parse_pattern(one.text) for wording in concept.variants for one in wording.patterns]
    return frozenset(
        tuple(
            frozenset({item.norm.lower()}) if item.kind == "word" else item.forms
            for item in phrase
            if item.kind in {"word", "forms"}
        )
        for pattern in patterns
        for phrase in pattern.phrases
    )


def _read(concepts: Iterable[Concept]) -> _Glossary:
    read: list[_Read] = []
    patterns: list[Pattern] = []
    owners: list[int] = []
    for index, concept in enumerate(sorted(concepts, key=lambda concept: concept.id)):
        written = [(wording, pattern) for wording in concept.variants for pattern in wording.patterns]
        never = index_patterns([parse_pattern(pattern.text) for pattern in concept.never])
        read.append(_Read(concept, dict(enumerate(written, len(patterns))), never))
        patterns += [parse_pattern(pattern.text) for _, pattern in written]
        owners += [index] * len(written)
    return _Glossary(tuple(read), tuple(owners), index_patterns(patterns))


def _matches(glossary: _Glossary, text: str) -> Iterator[tuple[_Read, list[_Match]]]:
    """For each concept that matches, in their order, its matches that `never` does not exclude."""
    tokens = tokenize(text)
    by_concept: dict[int, list[_Match]] = {}
    for number, span in find_spans(glossary.index, text, tokens):
        by_concept.setdefault(glossary.owners[number], []).append((number, span))
    for index, matches in sorted(by_concept.items()):
        read = glossary.concepts[index]
        excluded = [span for _, span in find_spans(read.never, text, tokens)]
        yield (
            read,
            [
                (number, span)
                for number, span in matches
                if not any(never.start <= span.start and span.end <= never.end for never in excluded)
            ],
        )


def _longest(read: _Read, sentence: Sentence, matches: Iterable[_Match]) -> Iterator[ConceptUsage]:
    """The longest matches that do not overlap; of equal ones the first in the text, then in the file."""
    taken: list[Span] = []
    for number, span in sorted(matches, key=lambda it: (it[1].start - it[1].end, it[1].start, it[0])):
        if any(span.start < other.end and other.start < span.end for other in taken):
            continue
        taken.append(span)
        wording, pattern = read.written[number]
        yield ConceptUsage(concept=read.concept, wording=wording, pattern=pattern, sentence=sentence, span=span)


def _unused(concept: Concept, used: Collection[PatternKey]) -> Iterator[Problem]:
    for wording in concept.variants:
        for pattern in wording.patterns:
            if (concept.id, pattern) not in used and not wording.keep:
                yield Problem(
                    path=concept.path,
                    line=pattern.line,
                    column=pattern.column,
                    message=f"the pattern `{pattern.text}` matches nothing in any article",
                    hint="Mend it, take it out, or put `keep: true` beside it.",
                )


def _claimed_twice(first: ConceptUsage, second: ConceptUsage) -> Problem:
    words = second.span.of(second.sentence.text)
    return Problem(
        path=second.concept.path,
        line=second.pattern.line,
        column=second.pattern.column,
        message=f"“{words}” ({second.sentence.id}) is a wording of `{second.concept.id}` here and of"
        f" `{first.concept.id}` in {_place(first.concept, first.pattern)}",
        hint="Put the words under `never` in one of the two.",
    )


def _place(concept: Concept, pattern: WordingPattern) -> str:
    return f"{concept.path}:{pattern.line}"
