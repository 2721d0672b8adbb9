"""The wording of a story: the word, whose voice it is in, and what the others wrote there.

Where the editor's glossary has a concept, its usages are listed with what every other article calls the same referent.
Of what no concept covers, two findings are precise enough to be shown unreviewed: a word of the starter list's first
tier, and one of its second tier where an aligned sentence of another outlet does without it. Each keeps its evidence;
there is no score. `voice` tells whose words they are, `concepts` where the wordings of a concept stand.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from sitegen.compare.attribution import PRONOUNS
from sitegen.compare.concepts import ConceptUsage, find_concept_usages
from sitegen.compare.lexicon import WHY, Entry, look_up
from sitegen.compare.voice import Voices, find_voices, whose_words
from sitegen.model import Article, Claim, Concept, Match, Mention, QuoteMention, Sentence, Span, Usage
from sitegen.text.words import Word

_PHRASE_WORDS = 2
_GROUPS = ("group", "groups", "organization", "organisation", "organizations", "organisations", "cells", "fighters")
_ADJECTIVE_ENDINGS = (
    "al",
    "ed",
    "ic",
    "ist",
    "an",
    "ive",
    "ful",
    "ous",
    "ern",
    "ese",
    "ish",
    "less",
    "ary",
    "’s",
    "'s",
)
_AFTER_VERB = ("a", "an", "that", "the", "it", "he", "she", "they", "his", "her", "its", "their", "him", "them", "to")
_POSSESSIVE = re.compile(r"[’']s?$")
_ARTICLE = re.compile(r"^(?:the|an?) ")
_NAME = re.compile(r"^(?:al|el)[-‑]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    sentence: Sentence
    span: Span
    word: Word
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Story:
    """What both kinds of usage are made from."""

    articles: tuple[str, ...]
    """Ids, sorted."""
    by_id: Mapping[str, Sentence]
    words: Mapping[str, Sequence[Word]]
    voices: Voices
    counterparts: Mapping[str, Sequence[str]]
    matched: frozenset[frozenset[str]]


def find_usages(
    sentences: Sequence[Sentence],
    words: Mapping[str, Sequence[Word]],
    matches: Sequence[Match],
    claims: Sequence[Claim],
    quotes: Sequence[QuoteMention],
    articles: Sequence[Article],
    concepts: Sequence[Concept] = (),
) -> tuple[Usage, ...]:
    """The wording of one story in reading order.

    `sentences` are those of all `articles`, `words` has the words of each by its id, `quotes` all renderings of
    quotes. What the rules find inside a concept's wording is left to the concept.
    """
    story = _Story(
        articles=tuple(sorted({sentence.article for sentence in sentences})),
        by_id={sentence.id: sentence for sentence in sentences},
        words=words,
        voices=find_voices(articles, sentences, quotes),
        counterparts=_counterparts(matches, claims),
        matched=frozenset(frozenset((match.a, match.b)) for match in matches),
    )
    named = find_concept_usages(concepts, sentences)
    usages = _concept_usages(named, story)
    covered: dict[str, list[Span]] = {}
    for one in named:
        covered.setdefault(one.sentence.id, []).append(one.span)
    for sentence in sentences:
        for found in _find(sentence, words[sentence.id]):
            word = found.word
            if not any(span.start <= word.start and word.end <= span.end for span in covered.get(sentence.id, ())):
                usages += _rule_usage(found, story)
    order = {sentence.id: number for number, sentence in enumerate(sentences)}
    return tuple(sorted(usages, key=lambda it: (order[it.sentence], it.start, it.end, it.concept or "")))


def _concept_usages(found: Sequence[ConceptUsage], story: _Story) -> list[Usage]:
    wordings = _wordings(found)
    usages = []
    for one in found:
        concept, sentence = one.concept, one.sentence
        if concept.kind == "attribution":
            # two verbs of speech are rivals only where they tell the same thing
            others = _whole_sentences(sentence, story)
        else:
            others = tuple(
                mention
                for article in story.articles
                if article != sentence.article
                for mention in wordings.get((concept.id, article), ())
            )
        speaking = {story.by_id[other.sentence].article for other in others}
        whose = whose_words(story.voices, sentence, one.span)
        usages.append(
            Usage(
                sentence=sentence.id,
                start=one.span.start,
                end=one.span.end,
                text=one.span.of(sentence.text),
                kind=one.wording.kind,
                voice=whose.voice,
                speaker=whose.speaker,
                why=_why_named(one),
                status="by-rule" if concept.status == "suggested" else "reviewed",
                others=others,
                not_mentioned=tuple(a for a in story.articles if a != sentence.article and a not in speaking),
                concept=concept.id,
                weight=one.wording.weight,
                framing=one.wording.framing,
            )
        )
    return usages


def _wordings(found: Sequence[ConceptUsage]) -> Mapping[tuple[str, str], tuple[Mention, ...]]:
    """(concept, article) -> its wordings of it, each at its first place; `the` alone makes no other wording."""
    first: dict[tuple[str, str], dict[str, Mention]] = {}
    for one in found:
        text = one.span.of(one.sentence.text)
        mention = Mention(sentence=one.sentence.id, start=one.span.start, end=one.span.end, text=text)
        key = (one.concept.id, one.sentence.article)
        first.setdefault(key, {}).setdefault(_ARTICLE.sub("", " ".join(text.casefold().split())), mention)
    return {key: tuple(mentions.values()) for key, mentions in first.items()}


def _why_named(one: ConceptUsage) -> str:
    entry = "A suggested entry" if one.concept.status == "suggested" else "An entry"
    return f"{entry} of the glossary on “{one.concept.referent}”: {one.wording.framing or 'plain wording'}."


def _rule_usage(found: _Found, story: _Story) -> list[Usage]:
    """The usage that a rule found; none where a word of the second tier has no rival or is a speaker's."""
    sentence = found.sentence
    others = [story.by_id[sid] for sid in story.counterparts.get(sentence.id, ())]
    nearest = [other for other in others if frozenset((sentence.id, other.id)) in story.matched]
    lacking = [other for other in nearest if all(w.norm != found.word.norm for w in story.words[other.id])]
    at_word = Span(found.word.start, found.word.end)
    whose = whose_words(story.voices, sentence, at_word)
    if found.entry.tier != 1 and (not lacking or whose.voice == "quoted"):
        return []
    covered = {other.article for other in others}
    return [
        Usage(
            sentence=sentence.id,
            start=found.span.start,
            end=found.span.end,
            text=found.span.of(sentence.text),
            kind=found.entry.kind,
            voice=whose.voice,
            speaker=whose.speaker,
            why=_why(found, lacking),
            status="by-rule",
            others=_whole_sentences(sentence, story),
            not_mentioned=tuple(a for a in story.articles if a != sentence.article and a not in covered),
        )
    ]


def _whole_sentences(sentence: Sentence, story: _Story) -> tuple[Mention, ...]:
    """The sentence of each other article that goes best with `sentence`."""
    others = (story.by_id[sid] for sid in story.counterparts.get(sentence.id, ()))
    return tuple(Mention(sentence=other.id, start=0, end=len(other.text), text=other.text) for other in others)


def _counterparts(matches: Sequence[Match], claims: Sequence[Claim]) -> Mapping[str, list[str]]:
    """Sentence id -> the best sentence of each other article, best first: a match, else one of the same claim."""
    best: dict[tuple[str, str], tuple[float, str]] = {}

    def offer(one: str, other: str, score: float) -> None:
        key = (one, other.rpartition(".")[0])
        best[key] = max(best.get(key, (-1.0, "")), (score, other))

    for match in matches:
        offer(match.a, match.b, match.score)
        offer(match.b, match.a, match.score)
    for claim in claims:
        for one, other in permutations(claim.sentences, 2):
            if one.rpartition(".")[0] != other.rpartition(".")[0]:
                offer(one, other, 0.0)
    counterparts: dict[str, list[str]] = {}
    for (one, _), (_, other) in sorted(best.items(), key=lambda item: (item[0][0], -item[1][0], item[1][1])):
        counterparts.setdefault(one, []).append(other)
    return counterparts


def _find(sentence: Sentence, words: Sequence[Word]) -> list[_Found]:
    found = []
    end = -1
    for index, word in enumerate(words):
        entry = look_up(word.text)
        if entry is None or word.start < end or _is_name(sentence.text, word, index):
            continue
        if entry.kind == "attribution" and not _is_verb(sentence.text, words, index):
            continue
        span = _phrase(sentence.text, words, index, entry)
        end = span.end
        found.append(_Found(sentence, span, word, entry))
    return found


def _is_name(text: str, word: Word, index: int) -> bool:
    """A capital inside a sentence marks a name (`Islamic Resistance`), which is nobody's choice of word."""
    inside = index > 0 and text[word.start - 1 : word.start] not in ("“", '"', "‘", "'")
    hyphen_name = "-" in word.text and not word.text[0].isupper()
    return bool(_NAME.match(word.text)) or (inside and word.text[0].isupper() and not hyphen_name)


def _is_verb(text: str, words: Sequence[Word], index: int) -> bool:
    """`he claims`, `claimed by`, but not `the claim` and `insurance claims`."""
    if index == 0:
        return False
    before = words[index - 1].text.lower()
    after = words[index + 1].text.lower() if index + 1 < len(words) else ""
    word = words[index].text.lower()
    if before in ("the", "a", "an", "this", "that", "his", "her", "their", "its", "of", "any", "no"):
        return False
    # "attacks claimed by a group" says who did it and judges nothing
    if word == "claimed" and (after == "by" or "responsibility" in text):
        return False
    names_speaker = words[index - 1].text[0].isupper() and after in _AFTER_VERB
    if word.endswith("s") and not names_speaker:
        return before in PRONOUNS or before in ("who", "which", "also")
    return word.endswith(("ed", "s", "ing")) or before in ("to", "will", "would", "who", "they", "and", "not")


def _phrase(text: str, words: Sequence[Word], index: int, entry: Entry) -> Span:
    """The word with its phrase: an epithet with its noun, a pretext with its verb, an actor with its adjective."""
    first = last = index
    written = words[index].text
    if entry.kind == "epithet" or written.endswith("-called") or (entry.kind == "actor" and "-" in written):
        last = _noun_behind(text, words, index)
    elif entry.kind == "distancing":
        if [word.text for word in words[max(0, index - 2) : index]] == ["under", "the"]:
            first = index - 2
        if last + 2 < len(words) and words[last + 1].text == "of":
            last += 2
    elif entry.kind in ("actor", "event"):
        while first > 0 and index - first < _PHRASE_WORDS and _modifies(text, words[first - 1], words[first]):
            first -= 1
        if entry.kind == "actor" and last + 1 < len(words) and _adjoins(text, words[last], words[last + 1]):
            last += _POSSESSIVE.sub("", words[last + 1].text.lower()) in _GROUPS
    return Span(words[first].start, words[last].end)


def _noun_behind(text: str, words: Sequence[Word], index: int) -> int:
    """Index of the noun that the adjective at `index` belongs to, at most two words on; `index` where there is none."""
    last = index
    while last + 1 < len(words) and last - index < _PHRASE_WORDS and _adjoins(text, words[last], words[last + 1]):
        # "the brutal storm tore the roof off": a word before an article or pronoun is a verb, not the noun
        if last > index and last + 2 < len(words) and words[last + 2].text.lower() in _AFTER_VERB:
            break
        last += 1
    while last > index and words[last].text.endswith(("ed", "ing")):
        last -= 1
    return last


def _adjoins(text: str, left: Word, right: Word) -> bool:
    """Whether two content words stand side by side with nothing but a space between them."""
    return text[left.end : right.start] in (" ", "\u00a0") and bool(left.parts) and bool(right.parts)


def _modifies(text: str, left: Word, right: Word) -> bool:
    """Whether the left word reads as an adjective, a name or a possessive of the right one."""
    looks_so = left.text[0].isupper() or "-" in left.text or left.text.endswith(_ADJECTIVE_ENDINGS)
    return looks_so and _adjoins(text, left, right)


def _why(found: _Found, lacking: Sequence[Sentence]) -> str:
    reason = f"On the word list: {WHY[found.entry.kind]}."
    if found.entry.tier != 1:
        sentences = "sentence that matches best does" if len(lacking) == 1 else "sentences that match best do"
        reason += f" The {sentences} without it."
    return reason
