"""The noun phrases of a story with all that they are compared by, and what its articles call one another.

A story is read once, and every question about it is answered from that. Deliberately ranks nothing: `rivals` does.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, permutations

from msgspec import Struct

from sitegen.compare.head_classes import classes_of
from sitegen.compare.word_weights import Weight, story_weight
from sitegen.model import Claim, Match, Sentence, Span
from sitegen.text.noun_phrases import NounPhrase, find_noun_phrases
from sitegen.text.words import NAME, Word, fold, lower

_NEAR = 4
"""Words before and behind a phrase that are its surroundings."""
_ROLES = frozenset({"leaders", "commanders", "officials", "lawmakers", "police", "courts and lawyers", "experts"})
"""Classes of the words that stand before a name and say what the person is."""
_IS_CALLED = frozenset({", a ", ", an ", ", the ", " is a ", " is an ", " is the ", " was a ", " was an ", " was the "})
"""What stands between a name and what an article says it is."""


class NamedThing(Struct, frozen=True, kw_only=True):
    """A passage that names something, with what it is compared by."""

    sentence: Sentence
    span: Span
    norms: frozenset[str]
    """Normal forms of its content words."""
    words: Mapping[str, str]
    """Each of these as written here."""
    weight: float
    """How much they tell together, from `story_weight`."""
    head: str
    """Normal form of the head."""
    head_text: str
    classes: frozenset[str]
    """Classes of the head; empty for a word of no list."""
    names: frozenset[str]
    """Those normal forms that the story always writes with a capital."""
    is_name: bool
    letters: frozenset[str]
    """Its runs of three letters."""
    around: Mapping[str, str]
    """Normal forms of the content words near it, each as written there."""
    place: float
    """Where in its sentence it begins, 0 to 1."""
    wording: str
    """Equal for phrases that differ only in forms and function words."""


class NamedThings(Struct, frozen=True, kw_only=True):
    """What a story names, and how its sentences go together."""

    sentences: Mapping[str, Sentence]
    words: Mapping[str, Sequence[Word]]
    weight: Weight
    capitals: frozenset[str]
    """Normal forms of words that the story always writes with a capital."""
    phrases: Mapping[str, tuple[NounPhrase, ...]]
    """Of each sentence."""
    by_article: Mapping[str, tuple[NamedThing, ...]]
    """Articles by id; things in reading order."""
    matched: Mapping[tuple[str, str], float]
    """Sentences that match, in both orders, with the score."""
    in_one_claim: frozenset[tuple[str, str]]
    """Sentences of one claim, in both orders."""
    called: Mapping[str, frozenset[str]]
    """Head -> heads that an article says are the same: `president` and the president's name."""


def read_named_things(
    sentences: Sequence[Sentence],
    words: Mapping[str, Sequence[Word]],
    matches: Sequence[Match],
    claims: Sequence[Claim],
) -> NamedThings:
    """Read the noun phrases of a story; `words` has the words of each sentence by its id, normal forms as its story's.

    The order of the articles makes no difference.
    """
    ordered = sorted(sentences, key=lambda it: (it.article, it.part == "body", it.span))
    capitals = _capitals(words[sentence.id] for sentence in ordered)
    weight = story_weight(words[sentence.id] for sentence in ordered)
    phrases = {sentence.id: find_noun_phrases(sentence.text, words[sentence.id]) for sentence in ordered}
    by_article: dict[str, list[NamedThing]] = {}
    for sentence in ordered:
        by_article.setdefault(sentence.article, []).extend(
            _describe(sentence, phrase.span, phrase.head, words[sentence.id], weight, capitals, is_name=phrase.is_name)
            for phrase in phrases[sentence.id]
        )
    both_ways = {(match.a, match.b): match.score for match in matches}
    return NamedThings(
        sentences={sentence.id: sentence for sentence in ordered},
        words=words,
        weight=weight,
        capitals=capitals,
        phrases=phrases,
        by_article={article: tuple(things) for article, things in by_article.items()},
        matched=both_ways | {(b, a): score for (a, b), score in both_ways.items()},
        in_one_claim=frozenset(pair for claim in claims for pair in permutations(claim.sentences, 2)),
        called=_called(ordered, phrases, words),
    )


def read_passage(story: NamedThings, sentence_id: str, span: Span) -> NamedThing:
    """Any passage of a sentence, its head that of the first and longest phrase in it, else its last content word.

    KeyError for a sentence that is not the story's.
    """
    sentence = story.sentences[sentence_id]
    words = story.words[sentence.id]
    phrases = [
        phrase
        for phrase in story.phrases[sentence.id]
        if span.start <= phrase.head.start and phrase.head.end <= span.end
    ]
    if phrases:
        first = min(phrases, key=lambda it: (it.span.start, -it.span.end))
        head, is_name = first.head, first.is_name
    else:
        head, is_name = _last_word(words, span), False
    return _describe(sentence, span, head, words, story.weight, story.capitals, is_name=is_name)


def _last_word(words: Sequence[Word], span: Span) -> Span:
    inside = [word for word in words if word.start < span.end and span.start < word.end]
    last = next((word for word in reversed(inside) if word.parts), inside[-1] if inside else None)
    return Span(last.start, last.end) if last else span


def _describe(
    sentence: Sentence,
    span: Span,
    head: Span,
    words: Sequence[Word],
    weight: Weight,
    capitals: frozenset[str],
    *,
    is_name: bool,
) -> NamedThing:
    """A passage of a sentence with the word that is its head; `words` are those of the sentence."""
    inside = [index for index, word in enumerate(words) if span.start <= word.start < span.end]
    content = [words[index] for index in inside if words[index].parts]
    norms = {norm: word.text for word in content for norm in _norms(word)}
    first, last = (inside[0], inside[-1]) if inside else (0, -1)
    beside = (*words[max(0, first - _NEAR) : first], *words[last + 1 : last + 1 + _NEAR])
    head_word = next((word for word in words if word.start <= head.start < word.end), None)
    head_text = head.of(sentence.text)
    plain = lower(head_text).rpartition(" ")[2]
    return NamedThing(
        sentence=sentence,
        span=span,
        norms=frozenset(norms),
        words=norms,
        weight=sum(weight(norm) for norm in norms),
        head=head_word.norm if head_word else fold(plain),
        head_text=head_text,
        classes=classes_of(plain),
        names=frozenset(norm for norm in norms if norm in capitals or norm.startswith(NAME)),
        is_name=is_name,
        letters=_letters(span.of(sentence.text)),
        around={word.norm: word.text for word in beside if word.parts},
        place=span.start / max(1, len(sentence.text)),
        wording=" ".join(word.norm for word in content) or lower(span.of(sentence.text)),
    )


def _norms(word: Word) -> tuple[str, ...]:
    """`US-led` has the name and the word in it; a name in several forms is one."""
    return (word.norm,) if word.norm.startswith(NAME) else word.parts


def _letters(text: str) -> frozenset[str]:
    padded = f" {' '.join(lower(text).split())} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


def _capitals(sentences: Iterable[Sequence[Word]]) -> frozenset[str]:
    upper: Counter[str] = Counter()
    small: set[str] = set()
    for words in sentences:
        for index, word in enumerate(words):
            if word.parts and word.text[0].islower() and "-" not in word.text:
                small.add(word.parts[0])
            elif word.parts and index and word.text[0].isupper():
                upper[word.parts[0]] += 1
    return frozenset(upper.keys() - small)


def _called(
    sentences: Sequence[Sentence], phrases: Mapping[str, Sequence[NounPhrase]], words: Mapping[str, Sequence[Word]]
) -> Mapping[str, frozenset[str]]:
    """What the articles say is the same: `Mayor Pat Example`, `the union, a group of fishermen`."""
    links: dict[str, set[str]] = {}

    def link(one: str, other: str) -> None:
        if one != other:
            links.setdefault(one, set()).add(other)
            links.setdefault(other, set()).add(one)

    for sentence in sentences:
        norms = {word.start: word.norm for word in words[sentence.id]}
        for phrase in phrases[sentence.id]:
            for before in phrase.modifiers if phrase.is_name else ():
                if classes_of(lower(before.of(sentence.text))) & _ROLES:
                    link(norms.get(before.start, ""), norms.get(phrase.head.start, ""))
        bases = [phrase for phrase in phrases[sentence.id] if phrase.complement is None]
        for one, other in pairwise(bases):
            if one.is_name and sentence.text[one.span.end : other.span.start].lower() in _IS_CALLED:
                link(norms.get(one.head.start, ""), norms.get(other.head.start, ""))
    links.pop("", None)
    return {head: frozenset(others - {""}) for head, others in links.items()}
