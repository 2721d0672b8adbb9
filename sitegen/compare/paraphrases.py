"""Where an outlet tells in its own words what another quotes.

Only sentences that match a quotation's sentence are looked at, and only clauses in which the same speaker speaks.
"""

import math
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from sitegen.compare.attribution import without_quotations
from sitegen.compare.cues import BLANK, Cue, find_cues
from sitegen.compare.people import speaker_key
from sitegen.compare.quantities import sentence_position
from sitegen.compare.speakers import People, people_of
from sitegen.model import Match, QuoteMention, Sentence
from sitegen.text.function_words import REPORTING_WORDS
from sitegen.text.words import split_words

_LEAST_SHARED = 2
_LEAST_LIKENESS = 0.3
"""Cosine of quotation and passage, from which a passage tells what was said."""
_CUT = re.compile(r"[,;:]\s|\s[–—]\s|\s-{1,2}\s")
_LEADING = re.compile(r"^(?:and|but|or|also|while|that)\s+")
_OCCASIONS = frozenset({"remark", "comment", "word", "remarks", "comments", "words", "talk"})
_PRONOUNS = frozenset({"he", "she", "they", "it"})
PREFIX = 5
"""Two words that begin with so many equal letters, one the beginning of the other, are one."""


class Spoken(Struct, frozen=True):
    """One utterance: its quotations and their content words."""

    mentions: tuple[QuoteMention, ...]
    words: Mapping[str, frozenset[str]]
    """Sentence id -> the content words quoted there."""


class _Said(Struct, frozen=True):
    """What a paraphrase is held against."""

    words: frozenset[str]
    speakers: frozenset[str]
    weights: Mapping[str, float]

    def weight(self, words: frozenset[str]) -> float:
        """How much `words` tell together."""
        return sum(self.weights.get(word, 0.0) for word in words)

    def shared(self, words: frozenset[str]) -> frozenset[str]:
        """The words among `words` that were said too, in another form of the same beginning included."""
        return frozenset(w for w in words if w in self.words or any(same_stem(w, other) for other in self.words))


class _Passage(Struct, frozen=True):
    start: int
    end: int
    weight: float


def find_paraphrases(
    spoken: Sequence[Spoken],
    matches: Sequence[Match],
    sentences: Mapping[str, Sentence],
    weights: Mapping[str, float],
) -> list[tuple[QuoteMention, ...]]:
    """For each utterance the paraphrases of it, in order; a stretch of text paraphrases one utterance only.

    `weights` says how much a word tells inside the story. Fragments are too short to be told in other words.
    """
    partners: dict[str, set[str]] = {}
    for match in matches:
        partners.setdefault(match.a, set()).add(match.b)
        partners.setdefault(match.b, set()).add(match.a)
    people = _people_by_article(sentences)
    quoted = {m.sentence for utterance in spoken for m in utterance.mentions}
    found: list[tuple[float, int, QuoteMention]] = []
    for number, utterance in enumerate(spoken):
        quoting = {sentences[m.sentence].article for m in utterance.mentions}
        direct = [m for m in utterance.mentions if m.kind == "direct"]
        speakers = frozenset(speaker_key(m.speaker) for m in direct) - {""}
        candidates = {(partner, m.sentence) for m in direct for partner in partners.get(m.sentence, ())}
        for candidate, origin in sorted(candidates):
            sentence = sentences.get(candidate)
            if sentence is None or sentence.article in quoting or sentence.part == "title":
                continue
            said = _Said(utterance.words[origin], speakers, weights)
            best = _paraphrase(said, sentence, people[sentence.article], is_quoting=candidate in quoted)
            if best:
                found.append((best[0], number, best[1]))
    return _disjoint(found, len(spoken))


def same_stem(a: str, b: str) -> bool:
    """Whether one folded word is the beginning of the other (`relat`, `relationship`)."""
    short, long = sorted((a, b), key=len)
    return len(short) >= PREFIX and long.startswith(short)


def _disjoint(found: Sequence[tuple[float, int, QuoteMention]], n_spoken: int) -> list[tuple[QuoteMention, ...]]:
    """The passages that share most first; one that overlaps a better one is dropped."""
    kept: list[tuple[int, QuoteMention]] = []
    for _, number, mention in sorted(found, key=lambda f: (-f[0], f[1], f[2].sentence, f[2].start, f[2].end)):
        if not any(m.sentence == mention.sentence and m.start < mention.end and mention.start < m.end for _, m in kept):
            kept.append((number, mention))
    return [tuple(m for n, m in kept if n == number) for number in range(n_spoken)]


def _people_by_article(sentences: Mapping[str, Sentence]) -> dict[str, People]:
    by_article: dict[str, list[Sentence]] = {}
    for sentence in sentences.values():
        by_article.setdefault(sentence.article, []).append(sentence)
    return {article: people_of(sorted(own, key=sentence_position)) for article, own in by_article.items()}


def _paraphrase(
    said: _Said, sentence: Sentence, people: People, *, is_quoting: bool
) -> tuple[float, QuoteMention] | None:
    """The best passage of one sentence and how much it shares; None where the speaker or the words differ."""
    text = without_quotations(sentence.text) if is_quoting else sentence.text
    index = people.index[sentence.id]
    # `his remarks, which called for ...`: what somebody's remarks stand beside is not what they say
    cues = [c for c in find_cues(text) if c.subject is not None and not (c.kind == "noun" and c.word in _OCCASIONS)]
    best: tuple[float, QuoteMention] | None = None
    for number, cue in enumerate(cues):
        speaker = people.resolve(cue.subject.of(text), index, cue.subject.start) if cue.subject else None
        if speaker is None or speaker_key(speaker) not in said.speakers:
            continue
        limit = next((end for c in cues[number + 1 :] if (end := _report_before(text, c)) is not None), len(text))
        passage = _tightest(said, text, cue, limit)
        if passage is None or (best and passage.weight <= best[0]):
            continue
        mention = QuoteMention(
            sentence=sentence.id,
            start=passage.start,
            end=passage.end,
            text=sentence.text[passage.start : passage.end],
            speaker=speaker,
            cue=cue.word,
            kind="paraphrase",
        )
        best = (passage.weight, mention)
    return best


def _report_before(text: str, cue: Cue) -> int | None:
    """Where a later cue of the sentence begins a report of its own: `, stating ...`, `and said ...`; None elsewhere."""
    if cue.kind == "participle":
        return cue.start
    link = re.search(r"\sand\s(?:\w+ly\s|also\s)?$", text[: cue.start])
    return link.start() if link else None


def _tightest(said: _Said, text: str, cue: Cue, limit: int) -> _Passage | None:
    """The run of clauses from the cue on that shares most with what was said; none with quotation marks in it."""
    opening = cue.start
    if cue.subject and cue.subject.end <= cue.start:
        is_pronoun = cue.subject.of(text).lower() in _PRONOUNS
        opening = cue.subject.start if cue.kind == "verb" or is_pronoun else cue.start
    cuts = [opening, *(m.end() for m in _CUT.finditer(text, cue.end, max(cue.end, limit))), max(cue.end, limit)]
    clauses = [(a, b) for a, b in pairwise(cuts) if text[a:b].strip(f" ,.{BLANK}")]
    weights = [said.weight(said.shared(_content(text[a:b]))) * (BLANK not in text[a:b]) for a, b in clauses]
    best = max(weights, default=0.0)
    if best <= 0:
        return None
    first, last = _run([i for i, weight in enumerate(weights) if weight >= best / 2], weights.index(best))
    return _judged(said, text, *_trimmed(text, clauses[first][0], clauses[last][1]))


def _judged(said: _Said, text: str, start: int, end: int) -> _Passage | None:
    """The passage where it shares enough: two words, not both names, and a good part of both sides' weight."""
    content = _content(text[start:end])
    shared = said.shared(content)
    has_plain = any(w.text[0].islower() and shared.intersection(w.parts) for w in split_words(text[start:end]))
    weight = said.weight(shared)
    likeness = weight / math.sqrt(said.weight(said.words) * said.weight(content)) if weight else 0.0
    if not has_plain or len(shared) < _LEAST_SHARED or likeness < _LEAST_LIKENESS:
        return None
    return _Passage(start, end, weight)


def _run(strong: Sequence[int], best: int) -> tuple[int, int]:
    """The unbroken run of clauses around the best one."""
    first = last = best
    while first - 1 in strong:
        first -= 1
    while last + 1 in strong:
        last += 1
    return first, last


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    leading = _LEADING.match(text[start:end])
    start += leading.end() if leading else 0
    while end > start and text[end - 1] in f" \u00a0,.;:–—-{BLANK}":
        end -= 1
    return start, end


def _content(text: str) -> frozenset[str]:
    return frozenset(p for word in split_words(text) for p in word.parts if p not in REPORTING_WORDS)
