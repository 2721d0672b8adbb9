"""How the renderings of one utterance relate to the fullest of them, and word by word where they differ from it.

The fullest rendering is the longest passage in quotation marks. Another is the same words, a run of them (trimmed),
several runs with words left out between (spliced), or other words in quotation marks, as of another translation
(reworded); a paraphrase is told without marks. Where enough words are shared, the differences are variants as a
critical edition prints them: the words of the fullest (the lemma) and what stands there instead. Leaves out whose
wording is the right one.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sitegen.compare.word_weights import Weight
from sitegen.compare.worddiff import NEAR_RATIO, diff_words, word_ratio
from sitegen.model import Mention, Quote, QuoteMention, Variant
from sitegen.model.findings import QuoteRelation
from sitegen.text.words import Forms, Word, lower, split_words

_LEAST_RUN = 2
"""Words a run of a spliced rendering has on average, at least; shorter ones are chance."""
_LEAST_SHARED = 2
"""Content words two renderings share, at least, to be compared word by word."""
_INSERTED = re.compile(r"\[[^\]]*\]")
"""Words an outlet puts into a quotation in its own name."""


def relate_renderings(quotes: Sequence[Quote], forms: Forms, weight: Weight) -> tuple[Quote, ...]:
    """The quotes with the relation of each mention, where there are several, and their variants in reading order."""
    return tuple(_related(quote, forms, weight) for quote in quotes)


def relation_of(text: str, fullest: str) -> QuoteRelation:
    """How quoted words relate to the fullest rendering; case and punctuation are no difference."""
    words, whole = _words(_INSERTED.sub(" ", text)), _words(fullest)
    if _words(text) == whole:
        return "same"
    if any(whole[i : i + len(words)] == words for i in range(len(whole) - len(words) + 1)):
        return "trimmed"
    runs = _runs_in_order(words, whole)
    return "spliced" if runs and _LEAST_RUN * runs <= len(words) else "reworded"


def variants_of(
    fullest: QuoteMention, other: QuoteMention, forms: Forms, weight: Weight
) -> tuple[tuple[Variant, ...], bool]:
    """Where `other` has other words than the stretch of `fullest` it renders, and whether the two can be compared so.

    A lemma is never empty: before added words it is the word beside them. Two renderings that share too little are not
    compared word by word, as the result would be confetti.
    """
    base_words, other_words = split_words(fullest.text, forms), split_words(other.text, forms)
    stretch = _stretch(base_words, other_words, other.text)
    if stretch is None:
        return (), False
    start, end = stretch
    text = fullest.text[start:end]
    words = split_words(text, forms)
    if word_ratio(words, other_words) < NEAR_RATIO:
        return (), False
    found = []
    for edit in diff_words(text, other.text, words, other_words, weight):
        if edit.tag == "equal":
            continue
        (b1, b2), (o1, o2) = (edit.base.start, edit.base.end), (edit.other.start, edit.other.end)
        if not text[b1:b2].strip():
            b1, b2, o1, o2 = _with_neighbour(words, other_words, b1, o1, o2)
        lemma = _piece(fullest, start + b1, start + b2)
        if lemma is None:
            continue
        reading = _piece(other, o1, o2)
        found.append(Variant(lemma=lemma, reading=reading, sentence=other.sentence, start=other.start))
    return tuple(found), True


def _related(quote: Quote, forms: Forms, weight: Weight) -> Quote:
    quoted = [m for m in quote.mentions if m.kind != "paraphrase"]
    if len(quote.mentions) < 2 or not quoted:  # noqa: PLR2004 - one alone relates to nothing
        return quote
    fullest = max(quoted, key=lambda m: len(split_words(m.text)))
    mentions: list[QuoteMention] = []
    variants: list[Variant] = []
    for mention in quote.mentions:
        if mention is fullest:
            mentions.append(replace(mention, relation="fullest"))
        elif mention.kind == "paraphrase":
            mentions.append(replace(mention, relation="told"))
        elif _article(mention) == _article(fullest) and mention.sentence == fullest.sentence:
            mentions.append(replace(mention, relation="part"))
        else:
            relation = relation_of(mention.text, fullest.text)
            found, is_comparable = (
                ((), True) if relation in ("same", "trimmed") else variants_of(fullest, mention, forms, weight)
            )
            mentions.append(replace(mention, relation=relation, is_collated=is_comparable))
            variants.extend(found)
    variants.sort(key=lambda v: (v.lemma.start, v.lemma.end, v.sentence, v.start))
    return replace(quote, mentions=tuple(mentions), variants=tuple(variants))


def _article(mention: QuoteMention) -> str:
    return mention.sentence.rpartition(".")[0]


def _words(text: str) -> list[str]:
    return [lower(word.text) for word in split_words(text)]


def _runs_in_order(words: Sequence[str], whole: Sequence[str]) -> int:
    """In how many runs `whole` holds all of `words` in order, each found as early as it can; 0 where it does not."""
    at, runs, previous = 0, 0, -2
    for word in words:
        # the next word of a run where it goes on, so that a word said twice does not part it
        found = previous + 1 if list(whole[previous + 1 : previous + 2]) == [word] and runs else None
        if found is None:
            found = next((i for i in range(at, len(whole)) if whole[i] == word), None)
        if found is None:
            return 0
        runs += found != previous + 1 or not runs
        previous, at = found, found + 1
    return runs


def _stretch(base: Sequence[Word], other: Sequence[Word], text: str) -> tuple[int, int] | None:
    """Where in the fullest rendering the other begins and ends, by words that both have; None where they are few."""
    blocks = list(_common(base, other))
    if len(blocks) < _LEAST_SHARED:
        return None
    (i, j), (k, m) = blocks[0], blocks[-1]
    while i and j and base[i - 1].norm == other[j - 1].norm:
        i, j = i - 1, j - 1
    while k + 1 < len(base) and m + 1 < len(other) and base[k + 1].norm == other[m + 1].norm:
        k, m = k + 1, m + 1
    # at each end as many words as the other has there, which they may answer, or the whole
    ends = text.find(".", other[m].end, other[m + 1].start) >= 0 if m + 1 < len(other) else False
    tail = 0 if ends else min(len(base) - k, len(other) - m) - 1
    choices = [(start, end) for start in dict.fromkeys((i - min(i, j), 0)) for end in (k + 1 + tail, len(base))]
    start, end = max(choices, key=lambda choice: round(word_ratio(base[choice[0] : choice[1]], other), 9))
    return base[start].start, base[end - 1].end


def _common(base: Sequence[Word], other: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Pairs of places with one content word, in order, by the first longest run of such pairs."""
    place = [[0] * (len(other) + 1) for _ in range(len(base) + 1)]
    for i in range(len(base) - 1, -1, -1):
        for j in range(len(other) - 1, -1, -1):
            same = base[i].norm == other[j].norm and bool(base[i].parts)
            place[i][j] = max(place[i + 1][j], place[i][j + 1], place[i + 1][j + 1] + same)
    i = j = 0
    while i < len(base) and j < len(other) and place[i][j]:
        if base[i].norm == other[j].norm and base[i].parts and place[i][j] == place[i + 1][j + 1] + 1:
            yield i, j
            i, j = i + 1, j + 1
        elif place[i + 1][j] >= place[i][j + 1]:
            i += 1
        else:
            j += 1


def _with_neighbour(
    base: Sequence[Word], other: Sequence[Word], at: int, start: int, end: int
) -> tuple[int, int, int, int]:
    """Added words with the word beside them on both sides: the one before, or at the beginning the one behind."""
    before, before_other = ([w for w in words if w.end <= limit] for words, limit in ((base, at), (other, start)))
    if before and before_other:
        return before[-1].start, before[-1].end, before_other[-1].start, end
    behind, behind_other = ([w for w in words if w.start >= limit] for words, limit in ((base, at), (other, end)))
    if behind and behind_other:
        return behind[0].start, behind[0].end, start, behind_other[0].end
    return at, at, start, end


def _piece(mention: QuoteMention, start: int, end: int) -> Mention | None:
    """A passage of a rendering, without white space at its ends; None where nothing is left."""
    text = mention.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    if not text:
        return None
    first = mention.start + start
    return Mention(sentence=mention.sentence, start=first, end=first + len(text), text=text)
