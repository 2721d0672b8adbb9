"""One utterance and all its renderings: quoted in full, trimmed, translated anew, or told in the outlet's own words.

Quotations of different outlets are one utterance where the same speaker uses mostly the same content words; matched
sentences need fewer; names alone make no utterance. A quotation of several sentences that another outlet gives as two
is two, and pieces of one sentence (`"a" and "b", he said`) stay together unless others part them. A sentence that
matches a quotation's sentence and reports the same speaker without marks is a paraphrase; its passage is the part of
the reporting clause that shares words with the quotation.
"""

import hashlib
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from msgspec import Struct
from msgspec.structs import replace

from sitegen.compare.paraphrases import PREFIX, Spoken, find_paraphrases, same_stem
from sitegen.compare.people import same_person, speaker_key
from sitegen.compare.quantities import sentence_position
from sitegen.compare.speech_words import PERSON_TITLES
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
_INNER_BREAK = re.compile(r"(?<=[a-z\d’')\]][.!?…])\s+(?=[A-Z‘“\[])")
_RUN = 5
"""So many equal words in a row are one utterance, however little of it they are."""


class _Rendering(Struct, frozen=True):
    mention: QuoteMention
    article: str
    order: tuple[str, int, int]
    words: frozenset[str]
    speaker: str
    plain: frozenset[str]
    """Those of the words that are no names: written small somewhere in it."""
    origin: tuple[str, int]
    """The sentence, and where in it the quotation begins that this is a part of."""


def group_quotes(
    mentions: Sequence[QuoteMention],
    matches: Sequence[Match],
    sentences: Mapping[str, Sentence],
) -> tuple[Quote, ...]:
    """Utterances with their renderings; those of several outlets first, then in reading order.

    Every mention given is in exactly one quote, or in parts where another outlet gives its sentences apart, and
    paraphrases are added. `sentences` maps the ids of all sentences of the story. The result does not
    depend on the order of the arguments' items.
    """
    renderings = sorted((_rendering(m, sentences) for m in mentions), key=lambda r: r.order)
    aligned = frozenset(pair for m in matches for pair in ((m.a, m.b), (m.b, m.a)))
    weights = _weights(sentences)
    parts = _parted(renderings, aligned, weights, sentences)
    groups = [_coalesced(group, sentences) for group in _kept_together(_cluster(parts, aligned, weights), sentences)]
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


def unify_speakers(quotes: Sequence[Quote], forms: Forms, texts: Sequence[str] = ()) -> tuple[Quote, ...]:
    """The quotes with one name for each speaker; mentions keep their own.

    Names are one where the story teaches that they are (`Mohamed` and `Mohammed`), of which the spelling that most
    renderings use is taken; then a surname, or a name with one initial more or less, where all that bear it can be one.
    Who has a surname alone gets the title that `texts` first give before it: `Mayor Example`.
    """
    given = (name for quote in quotes for name in (quote.speaker, *(mention.speaker for mention in quote.mentions)))
    names = one_name_each(Counter(name for name in given if name), forms)
    titled = {name: _titled(name, texts) for name in set(names.values())}
    names = {name: titled[one] for name, one in names.items()}
    return tuple(replace(quote, speaker=names[quote.speaker]) if quote.speaker else quote for quote in quotes)


def _titled(name: str, texts: Sequence[str]) -> str:
    if " " in name or not name[:1].isupper():
        return name
    title = re.compile(rf"\b(?:(?:{'|'.join(sorted(PERSON_TITLES))})\s)+(?={re.escape(name)}\b)", re.IGNORECASE)
    for text in texts:
        found = title.search(text) if name in text else None
        if found and found.group().istitle():
            return found.group() + name
    return name


def one_name_each(counts: Mapping[str, int], forms: Forms) -> dict[str, str]:
    """Each name -> the one by which its bearer is called throughout; `counts` is how often each is given."""
    spellings: dict[tuple[str, ...], dict[str, int]] = {}
    for name, n in counts.items():
        spellings.setdefault(_name_key(name, forms), {})[name] = n
    chosen = {key: min(names, key=lambda name: (-names[name], name)) for key, names in spellings.items()}
    fullest = _fullest_names(sorted(set(chosen.values())))
    return {name: fullest.get(one, one) for name in counts for one in (chosen[_name_key(name, forms)],)}


def _fullest_names(names: Sequence[str]) -> dict[str, str]:
    """Each name of a person -> the longest with that surname; nothing for a surname of two people."""
    bearers: dict[str, list[str]] = {}
    for name in names:
        if name[:1].isupper() and all(word[:1].isupper() or "-" in word for word in name.split()):
            bearers.setdefault(speaker_key(name), []).append(name)
    found = {}
    for family in bearers.values():
        full = [name.split() for name in family if len(name.split()) > 1]
        if full and all(same_person(one, two) for one, two in combinations(full, 2)):
            longest = max(full, key=lambda words: (len(words), len(" ".join(words))))
            found.update(dict.fromkeys(family, " ".join(longest)))
    return found


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


def _rendering(mention: QuoteMention, sentences: Mapping[str, Sentence], origin: int | None = None) -> _Rendering:
    sentence = sentences[mention.sentence]
    small = [word for word in split_words(mention.text) if word.text[:1].islower() or word.text[:1].isdigit()]
    return _Rendering(
        mention=mention,
        article=sentence.article,
        order=(sentence.article, sentence_position(sentence), mention.start),
        words=content_words(mention.text),
        # a headline has no room for names: what it calls a speaker is no ground to keep two renderings apart
        speaker=speaker_key(mention.speaker) if sentence.part == "body" else "",
        plain=frozenset(part for word in small for part in word.parts),
        origin=(mention.sentence, mention.start if origin is None else origin),
    )


def _parted(
    renderings: Sequence[_Rendering],
    aligned: frozenset[tuple[str, str]],
    weights: Mapping[str, float],
    sentences: Mapping[str, Sentence],
) -> list[_Rendering]:
    """The renderings, one of several sentences in its parts where two of them are another outlet's two quotations."""
    found = []
    for r in renderings:
        parts = [
            _rendering(_cut(r.mention, start, end), sentences, r.mention.start)
            for start, end in _sentence_spans(r.mention.text)
        ]
        nearest: set[int] = set()
        for other in renderings if len(parts) > 1 else ():
            if other.article == r.article or len(other.words) > len(r.words) or not other.words & r.words:
                continue
            ties = [_tie(part, other, aligned, weights) for part in parts]
            if max(ties) > 0:
                nearest.add(ties.index(max(ties)))
        found += parts if len(nearest) > 1 else [r]
    return found


def _sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences inside a quotation; those of fewer than a few content words go with the one before."""
    starts = [0, *(m.end() for m in _INNER_BREAK.finditer(text))]
    kept = [0, *(s for s, end in pairwise([*starts[1:], len(text)]) if len(content_words(text[s:end])) >= _LEAST_WORDS)]
    return [(a, a + len(text[a:b].rstrip())) for a, b in pairwise([*kept, len(text)])]


def _cut(mention: QuoteMention, start: int, end: int) -> QuoteMention:
    return replace(mention, start=mention.start + start, end=mention.start + end, text=mention.text[start:end])


def _kept_together(groups: Sequence[Sequence[_Rendering]], sentences: Mapping[str, Sentence]) -> list[list[_Rendering]]:
    """The groups, one that no other outlet has joined to that of the piece beside it in its sentence."""
    merged = [list(group) for group in groups]
    pieces = sorted((r for group in groups for r in group), key=lambda r: r.order)
    for one, two in pairwise(pieces):
        first, second = (next(g for g in merged if r in g) for r in (one, two))
        is_lone = any(len({r.article for r in group}) == 1 for group in (first, second))
        if first is not second and is_lone and _is_one_breath(one, two, sentences):
            first.extend(second)
            merged.remove(second)
    return sorted((sorted(group, key=lambda r: r.order) for group in merged), key=lambda g: g[0].order)


def _is_one_breath(one: _Rendering, two: _Rendering, sentences: Mapping[str, Sentence]) -> bool:
    """Whether two neighbouring pieces are of one sentence that one cue ascribes, or were cut from one quotation."""
    a, b = one.mention, two.mention
    if one.origin == two.origin:
        return True
    if a.sentence != b.sentence or (a.speaker, a.cue) != (b.speaker, b.cue) or not a.cue:
        return False
    between = sentences[a.sentence].text[a.end - 1 : b.start]
    return not re.search(r"[.!?…]", between)


def _coalesced(group: Sequence[_Rendering], sentences: Mapping[str, Sentence]) -> list[_Rendering]:
    """The group with parts of one quotation that came together again made one."""
    found: list[_Rendering] = []
    for r in group:
        last = found[-1] if found else None
        text = sentences[r.mention.sentence].text
        if last and last.origin == r.origin and not text[last.mention.end : r.mention.start].strip():
            start, end = last.mention.start, r.mention.end
            whole = replace(last.mention, end=end, text=text[start:end])
            found[-1] = _rendering(whole, sentences, r.origin[1])
        else:
            found.append(r)
    return found


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
    is_one_sentence = a.article == b.article and a.mention.sentence == b.mention.sentence
    if not common or lesser <= 0 or is_one_sentence:
        return 0.0
    share = min(1.0, _weight(common, weights) / lesser)
    shortest = min(len(a.words), len(b.words))
    is_other = bool(a.speaker and b.speaker and a.speaker != b.speaker)
    only_names = not common & (a.plain | b.plain) and a.words != b.words
    if is_other or only_names:
        is_same = share >= _SHARE_OTHER_SPEAKER and len(common) >= _LEAST_WORDS_OTHER_SPEAKER
        return share if is_same and not only_names else 0.0
    if (a.mention.sentence, b.mention.sentence) in aligned and (
        len(common) > 1 or a.words == b.words or _holds(a, b) or _holds(b, a)
    ):
        return share + 1 if share >= _SHARE_MATCHED else 0.0
    if len(common) >= min(_LEAST_WORDS, max(2, shortest)) and share >= _SHARE:
        return share
    return share if len(common) > 1 and _runs(a.mention.text) & _runs(b.mention.text) else 0.0


def _holds(whole: _Rendering, piece: _Rendering) -> bool:
    """Whether the words of the second stand in the first as they are; one word alone anybody may say again."""
    words, run = ([word.norm for word in split_words(r.mention.text)] for r in (whole, piece))
    return len(run) > 1 and any(words[i : i + len(run)] == run for i in range(len(words) - len(run) + 1))


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
