"""One utterance and all its renderings: quoted in full, trimmed, translated anew, or told in the outlet's own words.

Quotations of different outlets are one utterance where the same speaker uses mostly the same content words; matched
sentences need fewer. A sentence that matches a quotation's sentence and reports the same speaker without marks is a
paraphrase; its passage is the part of the reporting clause that shares words with the quotation.
"""

import hashlib
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from sitegen.compare.paraphrases import PREFIX, Spoken, find_paraphrases, same_stem
from sitegen.compare.people import speaker_key
from sitegen.compare.quantities import sentence_position
from sitegen.model import Match, Quote, QuoteMention, Sentence
from sitegen.text.words import Forms, split_words

_SHARE = 0.5
"""Share of the shorter rendering's weight that two renderings must have in common."""
_SHARE_MATCHED = 0.3
"""The same where their sentences match."""
_SHARE_OTHER_SPEAKER = 0.8
"""The same where the outlets name different speakers, which is then a finding."""
_LEAST_WORDS = 3
_LEAST_WORDS_OTHER_SPEAKER = 5
_RUN = 5
"""So many equal words in a row are one utterance, however little of it they are."""


@dataclass(frozen=True, slots=True)
class _Rendering:
    mention: QuoteMention
    article: str
    order: tuple[str, int, int]
    words: frozenset[str]
    speaker: str


def group_quotes(
    mentions: Sequence[QuoteMention],
    matches: Sequence[Match],
    sentences: Mapping[str, Sentence],
) -> tuple[Quote, ...]:
    """Utterances with their renderings; those of several outlets first, then in reading order.

    Every mention given is in exactly one quote, and paraphrases are added. `sentences` maps the ids of all sentences of
    the story. The result does not depend on the order of the arguments' items.
    """
    renderings = sorted((_rendering(m, sentences) for m in mentions), key=lambda r: r.order)
    aligned = frozenset(pair for m in matches for pair in ((m.a, m.b), (m.b, m.a)))
    weights = _weights(sentences)
    groups = _cluster(renderings, aligned, weights)
    told = find_paraphrases([_spoken(group) for group in groups], matches, sentences, weights)
    quotes = []
    for group, extra in zip(groups, told, strict=True):
        anchor = _anchor(group, weights)
        everything = sorted(
            (*(r.mention for r in group), *extra),
            key=lambda m: (sentences[m.sentence].article, sentence_position(sentences[m.sentence]), m.start),
        )
        quotes.append(Quote(id=_id(anchor, sentences), speaker=_fullest(group), mentions=tuple(everything)))
    order = sorted(range(len(quotes)), key=lambda i: (-_n_articles(quotes[i], sentences), groups[i][0].order))
    return tuple(quotes[i] for i in order)


def unify_speakers(quotes: Sequence[Quote], forms: Forms) -> tuple[Quote, ...]:
    """The quotes with one spelling for each speaker, the one that most renderings use; mentions keep their own.

    Names are one where the story teaches that they are (`Mohamed` and `Mohammed`); a surname alone stays as it is.
    """
    spellings: dict[tuple[str, ...], Counter[str]] = {}
    for quote in quotes:
        for name in (quote.speaker, *(mention.speaker for mention in quote.mentions)):
            if name:
                spellings.setdefault(_name_key(name, forms), Counter())[name] += 1
    chosen = {key: min(names, key=lambda name: (-names[name], name)) for key, names in spellings.items()}
    return tuple(
        replace(quote, speaker=chosen[_name_key(quote.speaker, forms)]) if quote.speaker else quote for quote in quotes
    )


def _name_key(name: str, forms: Forms) -> tuple[str, ...]:
    return tuple(part for word in split_words(name, forms) for part in word.parts) or (name,)


def _spoken(group: Sequence[_Rendering]) -> Spoken:
    words: dict[str, frozenset[str]] = {}
    for r in group:
        words[r.mention.sentence] = words.get(r.mention.sentence, frozenset()) | r.words
    return Spoken(tuple(r.mention for r in group), words)


def content_words(text: str) -> frozenset[str]:
    """Folded words of `text` that carry content."""
    return frozenset(part for word in split_words(text) for part in word.parts)


def shared_words(a: frozenset[str], b: frozenset[str]) -> frozenset[str]:
    """The words of `a` that `b` has too, in another form of the same beginning included."""
    beginnings: dict[str, list[str]] = {}
    for word in b:
        beginnings.setdefault(word[:PREFIX], []).append(word)
    return frozenset(w for w in a if w in b or any(same_stem(w, other) for other in beginnings.get(w[:PREFIX], ())))


def _rendering(mention: QuoteMention, sentences: Mapping[str, Sentence]) -> _Rendering:
    sentence = sentences[mention.sentence]
    return _Rendering(
        mention=mention,
        article=sentence.article,
        order=(sentence.article, sentence_position(sentence), mention.start),
        words=content_words(mention.text),
        # a headline has no room for names: what it calls a speaker is no ground to keep two renderings apart
        speaker=speaker_key(mention.speaker) if sentence.part == "body" else "",
    )


def _weights(sentences: Mapping[str, Sentence]) -> dict[str, float]:
    """Inverse document frequency of words inside the story."""
    counts = Counter(w for s in sentences.values() for w in content_words(s.text))
    return {w: math.log((len(sentences) + 1) / (n + 0.5)) for w, n in counts.items()}


def _weight(words: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(w, 0.0) for w in words)


def _cluster(
    renderings: Sequence[_Rendering],
    aligned: frozenset[tuple[str, str]],
    weights: Mapping[str, float],
) -> list[list[_Rendering]]:
    """Groups of renderings, strongest ties first; a tie joins two groups where it is not the only one of many."""
    ties: dict[tuple[int, int], float] = {}
    for i, j in combinations(range(len(renderings)), 2):
        strength = _tie(renderings[i], renderings[j], aligned, weights)
        if strength:
            ties[i, j] = strength
    group_of = {i: [i] for i in range(len(renderings))}
    for i, j in sorted(ties, key=lambda pair: (-ties[pair], pair)):
        first, second = group_of[i], group_of[j]
        if first is second:
            continue
        crossing = [tuple(sorted((a, b))) in ties for a in first for b in second]
        if 2 * sum(crossing) < len(crossing):
            continue
        first.extend(second)
        for member in second:
            group_of[member] = first
    unique = {id(group): sorted(group) for group in group_of.values()}
    return sorted(([renderings[i] for i in group] for group in unique.values()), key=lambda g: g[0].order)


def _tie(
    a: _Rendering,
    b: _Rendering,
    aligned: frozenset[tuple[str, str]],
    weights: Mapping[str, float],
) -> float:
    """How much two renderings share; 0 where they are not one utterance."""
    common = shared_words(a.words, b.words)
    lesser = min(_weight(a.words, weights), _weight(b.words, weights))
    if not common or lesser <= 0:
        return 0.0
    share = min(1.0, _weight(common, weights) / lesser)
    shortest = min(len(a.words), len(b.words))
    if a.article == b.article and a.mention.sentence == b.mention.sentence:
        return 0.0
    if a.speaker and b.speaker and a.speaker != b.speaker:
        is_same = share >= _SHARE_OTHER_SPEAKER and len(common) >= _LEAST_WORDS_OTHER_SPEAKER
        return share if is_same else 0.0
    if (a.mention.sentence, b.mention.sentence) in aligned and (len(common) > 1 or a.words == b.words):
        return share + 1 if share >= _SHARE_MATCHED else 0.0
    if len(common) >= min(_LEAST_WORDS, max(2, shortest)) and share >= _SHARE:
        return share
    return share if len(common) > 1 and _runs(a.mention.text) & _runs(b.mention.text) else 0.0


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every run of a few words, spelling of their case aside."""
    words = [word.norm for word in split_words(text)]
    return {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}


def _anchor(group: Sequence[_Rendering], weights: Mapping[str, float]) -> _Rendering:
    """The rendering that shares most with the others; the longest where they are alike."""

    def standing(r: _Rendering) -> tuple[float, int]:
        shared = sum(_weight(shared_words(r.words, other.words), weights) for other in group if other is not r)
        return round(shared, 9), len(r.mention.text)

    # the first of those that stand equal: `group` is in reading order, and `max` keeps the first
    return max(group, key=standing)


def _id(anchor: _Rendering, sentences: Mapping[str, Sentence]) -> str:
    """The first words of the anchor and a hash of its place."""
    words = [w.text for w in split_words(anchor.mention.text) if not w.is_function][:5] or anchor.mention.text.split()[
        :5
    ]
    slug = (
        re.sub(r"[^a-z0-9]+", "-", " ".join(words).lower().replace("’", "").replace("'", "")).strip("-")[:60].strip("-")
    )
    key = f"{sentences[anchor.mention.sentence].key}:{anchor.mention.start}"
    return f"{slug or 'quote'}-{hashlib.sha256(key.encode()).hexdigest()[:6]}"


def _fullest(group: Sequence[_Rendering]) -> str | None:
    """The longest name any outlet gives the speaker most renderings name."""
    keys = Counter(r.speaker for r in group if r.speaker)
    key = min(keys, key=lambda k: (-keys[k], k), default="")
    names = {r.mention.speaker for r in group if r.speaker == key and r.mention.speaker}
    return min(names, key=lambda n: (-len(n.split()), -len(n), n), default=None)


def _n_articles(quote: Quote, sentences: Mapping[str, Sentence]) -> int:
    return len({sentences[m.sentence].article for m in quote.mentions})
