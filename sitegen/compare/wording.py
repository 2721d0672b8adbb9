"""Loaded wording found by rule: the word, whose voice it is in, and what the others wrote there.

Two findings are precise enough to be shown unreviewed: a word of the starter list's first tier, and one of its second
tier where an aligned sentence of another outlet does without it. Each keeps its evidence; there is no score. Words in
a full quotation are the speaker's and only labelled so; a quoted fragment of up to four words is the outlet's choice.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from sitegen.compare.attribution import PRONOUNS, attribution_of
from sitegen.compare.lexicon import WHY, Entry, look_up
from sitegen.model import Claim, Match, Mention, QuoteMention, Sentence, Span, Usage
from sitegen.model.findings import Voice
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
_NAME = re.compile(r"^(?:al|el)[-‑]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    sentence: Sentence
    span: Span
    word: Word
    entry: Entry


def find_usages(
    sentences: Sequence[Sentence],
    words: Mapping[str, Sequence[Word]],
    matches: Sequence[Match],
    claims: Sequence[Claim],
    quotes: Sequence[QuoteMention],
) -> tuple[Usage, ...]:
    """The loaded wording of one story in reading order.

    `sentences` are those of all articles, `words` has the words of each by its id, `quotes` all renderings of quotes.
    """
    by_id = {sentence.id: sentence for sentence in sentences}
    articles = sorted({sentence.article for sentence in sentences})
    quoted: dict[str, list[QuoteMention]] = {}
    for quote in quotes:
        if quote.kind != "paraphrase":
            quoted.setdefault(quote.sentence, []).append(quote)
    counterparts = _counterparts(matches, claims)
    matched = {frozenset((match.a, match.b)) for match in matches}
    usages = []
    for found in (f for sentence in sentences for f in _find(sentence, words[sentence.id])):
        sentence = found.sentence
        others = [by_id[sid] for sid in counterparts.get(sentence.id, ())]
        nearest = [other for other in others if frozenset((sentence.id, other.id)) in matched]
        lacking = [other for other in nearest if all(w.norm != found.word.norm for w in words[other.id])]
        voice, speaker = _voice(found, quoted.get(sentence.id, ()))
        if found.entry.tier != 1 and (not lacking or voice == "quoted"):
            continue
        covered = {other.article for other in others}
        usages.append(
            Usage(
                sentence=sentence.id,
                start=found.span.start,
                end=found.span.end,
                text=found.span.of(sentence.text),
                kind=found.entry.kind,
                voice=voice,
                speaker=speaker,
                why=_why(found, lacking),
                status="by-rule",
                others=tuple(Mention(sentence=o.id, start=0, end=len(o.text), text=o.text) for o in others),
                not_mentioned=tuple(a for a in articles if a != sentence.article and a not in covered),
            )
        )
    return tuple(usages)


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


def _voice(found: _Found, quoted: Sequence[QuoteMention]) -> tuple[Voice, str | None]:
    start, end = found.word.start, found.word.end
    sentence = found.sentence
    quote = next((quote for quote in quoted if quote.start <= start and end <= quote.end), None)
    if quote is not None:
        return ("fragment" if quote.kind == "fragment" else "quoted"), quote.speaker
    attribution = attribution_of(sentence.text, start, end)
    if attribution is not None and not start <= attribution.covers.start <= end:
        speaker = attribution.speaker.of(sentence.text)
        return "attributed", None if speaker.lower() in PRONOUNS else speaker
    return "outlet", None


def _why(found: _Found, lacking: Sequence[Sentence]) -> str:
    reason = f"On the word list: {WHY[found.entry.kind]}."
    if found.entry.tier != 1:
        sentences = "sentence that matches best does" if len(lacking) == 1 else "sentences that match best do"
        reason += f" The {sentences} without it."
    return reason
