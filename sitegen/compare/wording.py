"""The wording of a story: the word, whose voice it is in, and what the others wrote there.

Where the editor's glossary has a concept, its usages are listed with what every other article calls the same referent.
Of what no concept covers, two findings are precise enough to be shown unreviewed: a word of the starter list's first
tier, and one of its second tier where an aligned sentence of another outlet does without it. Each keeps its evidence;
there is no score. `voice` tells whose words they are, `concepts` where the wordings of a concept stand.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import permutations

from msgspec import Struct

from sitegen.compare.concepts import ConceptUsage, find_concept_usages
from sitegen.compare.rule_wording import Nearest, RuleFinding, find_by_rule
from sitegen.compare.voice import Voices, whose_words
from sitegen.model import Article, Claim, Concept, Match, Mention, Sentence, Span, Usage
from sitegen.model.word_list import WHY
from sitegen.text.words import Word

_ARTICLE = re.compile(r"^(?:the|an?) ")


class _Story(Struct, frozen=True):
    """What both kinds of usage are made from."""

    articles: tuple[str, ...]
    """Ids, sorted."""
    by_id: Mapping[str, Sentence]
    voices: Voices
    counterparts: Mapping[str, Sequence[str]]


def find_usages(
    sentences: Sequence[Sentence],
    words: Mapping[str, Sequence[Word]],
    matches: Sequence[Match],
    claims: Sequence[Claim],
    voices: Voices,
    articles: Sequence[Article],
    concepts: Sequence[Concept] = (),
) -> tuple[Usage, ...]:
    """The wording of one story in reading order.

    `sentences` are those of all `articles`, `words` has the words of each by its id. What the rules find
    inside a concept's wording is left to the concept.
    """
    story = _Story(
        articles=tuple(sorted({sentence.article for sentence in sentences})),
        by_id={sentence.id: sentence for sentence in sentences},
        voices=voices,
        counterparts=_counterparts(matches, claims),
    )
    named = find_concept_usages(concepts, sentences)
    usages = _concept_usages(named, story)
    covered: dict[str, list[Span]] = {}
    for one in named:
        covered.setdefault(one.sentence.id, []).append(one.span)
    english = {article.id for article in articles if article.language.partition("-")[0] == "en"}
    nearest = _nearest(matches, story.by_id)
    for found in find_by_rule(sentences, words, nearest, story.voices, english):
        if not any(_covers(span, found) for span in covered.get(found.sentence.id, ())):
            usages.append(_rule_usage(found, story))
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


def _covers(span: Span, found: RuleFinding) -> bool:
    """Whether a concept's wording takes in what a rule found: the word, or any of several quoted words."""
    if found.whose.voice == "fragment":
        return span.start < found.at.end and found.at.start < span.end
    return span.start <= found.at.start and found.at.end <= span.end


def _nearest(matches: Sequence[Match], by_id: Mapping[str, Sentence]) -> Mapping[str, list[Nearest]]:
    """Sentence id -> the sentences that match it."""
    nearest: dict[str, list[Nearest]] = {}
    for match in matches:
        for one, other in ((match.a, match.b), (match.b, match.a)):
            nearest.setdefault(one, []).append(Nearest(sentence=by_id[other], is_same=match.relation == "same"))
    return nearest


def _rule_usage(found: RuleFinding, story: _Story) -> Usage:
    sentence, span = found.sentence, found.span
    others = _whole_sentences(sentence, story)
    covered = {story.by_id[other.sentence].article for other in others}
    return Usage(
        sentence=sentence.id,
        start=span.start,
        end=span.end,
        text=span.of(sentence.text),
        kind=found.kind,
        voice=found.whose.voice,
        speaker=found.whose.speaker,
        why=_why(found),
        status="by-rule",
        rule=found.rule,
        others=others,
        not_mentioned=tuple(a for a in story.articles if a != sentence.article and a not in covered),
    )


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


def _why(found: RuleFinding) -> str:
    reasons = []
    if found.rule == "fragment" or found.whose.voice == "fragment":
        reasons.append("A few words that the outlet sets in quotation marks.")
    if found.entry:
        reasons.append(f"On the word list: {WHY[found.entry.kind]}.")
    if found.rule == "differs":
        one = len(found.differing) == 1
        reasons.append(
            f"The {'sentence that matches best does' if one else 'sentences that match best do'} without it."
        )
    return " ".join(reasons)
