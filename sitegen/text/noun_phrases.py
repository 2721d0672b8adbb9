"""Base noun phrases of an English news sentence, by own rules.

A phrase is a run of words that no function word, verb or mark divides, and its head is the last of them. What is a verb
is told by lists, by endings and by the words around it; a phrase with the complement behind it (`war on the harbour`)
is a longer one. Articles and other determiners stand outside. Deliberately contains no part-of-speech model: a phrase
cut a word short still names its thing, which is enough for a suggestion and not enough for a count.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from sitegen.model import Span
from sitegen.text.date_words import MONTHS, WEEKDAYS
from sitegen.text.irregular import BASE_FORMS
from sitegen.text.phrase_words import (
    ADJECTIVES_IN_ED,
    ADJECTIVES_IN_ING,
    BARE,
    BREAKS,
    CAN_BE_NOUNS,
    DETERMINERS,
    NO_ADVERBS,
    NO_HEADS,
    PARTICLES,
    SUBJECTS,
    TIMES,
    TO_BE,
    TRANSPARENT,
)
from sitegen.text.verb_words import is_past, noun_forms, verb_forms
from sitegen.text.words import Word, lower

MOST_WORDS = 10
"""Of a base phrase; a longer run is a list or a table, and its last words are the phrase."""
COMPLEMENTS = frozenset("of on in against for to with from by between over at into".split())
"""The prepositions that lead to a complement."""

_ADJECTIVE_ENDING = re.compile(r"(?:ous|ful|less|[ai]ble|ical|est|ish|[ai]nian)$")
_PREDICATIVE = re.compile(r"(?:ous|ful|less|[ai]ble|ical|iest)$")
_MODIFYING = re.compile(r"[a-z]{2}(?:an|ish|ese|ic|al|ive|ous|ary|ern|ful|less|able)$|^[A-Z][a-z]+i$")
_GAP = re.compile(r"^[\s\"“”'‘’]*$")
_POSSESSIVE = re.compile(r"[’']s$")


class NounPhrase(Struct, frozen=True, kw_only=True):
    """A phrase that names something; all spans count in the sentence."""

    span: Span
    """Without article and other determiners."""
    head: Span
    """The word that says what it is; for `hundreds of boats` it is `boats`."""
    modifiers: tuple[Span, ...]
    """The words before the head, in order."""
    complement: Span | None = None
    """The phrase behind the preposition, in a longer phrase."""
    is_name: bool = False
    """Whether the head is written as a name."""


class _Run(Struct, frozen=True):
    """Words that belong together, by their indices, and whether a determiner stands before them."""

    first: int
    last: int
    is_determined: bool


def find_noun_phrases(text: str, words: Sequence[Word]) -> tuple[NounPhrase, ...]:
    """The noun phrases of a sentence by start, then the shorter first.

    `words` are those of `text` as `split_words` gives them. Base phrases do not overlap each other; what owns another
    (`the mayor's plan` has `mayor`) and what has a complement are phrases of their own.
    """
    title_case = _is_title_case(words)
    runs = _joined_runs(text, words, title_case=title_case)
    phrases = []
    for number, run in enumerate(runs):
        phrase = _phrase(text, words, run, title_case=title_case)
        behind = _complement(text, words, run, runs[number + 1]) if number + 1 < len(runs) else None
        if behind:
            inner = _phrase(text, words, behind, title_case=title_case)
            is_portion = lower(words[run.last].text) in TRANSPARENT and lower(words[run.last + 1].text) == "of"
            if inner and (phrase or is_portion):
                phrases.append(_with_complement(phrase, inner, words, run, is_portion=is_portion))
            if is_portion:
                phrase = None
        if phrase:
            phrases.append(phrase)
        phrases += _owners(text, words, run, title_case=title_case)
    return tuple(sorted(phrases, key=lambda it: (it.span, it.head)))


def _joined_runs(text: str, words: Sequence[Word], *, title_case: bool) -> list[_Run]:
    """The runs, with an adjective put to what it belongs to: `a long, bitter strike`, `local and other crews`."""
    joined: list[_Run] = []
    for run in _runs(text, words, title_case=title_case):
        left = joined[-1] if joined else None
        if left and left.first == left.last and _is_adjective(words[left.last]) and _goes_on(text, words, left, run):
            joined[-1] = _Run(left.first, run.last, left.is_determined)
        else:
            joined.append(run)
    return joined


def _goes_on(text: str, words: Sequence[Word], left: _Run, right: _Run) -> bool:
    between = [lower(word.text) for word in words[left.last + 1 : right.first]]
    if not between:
        gap = text[words[left.last].end : words[right.first].start]
        return left.is_determined and not right.is_determined and gap == ", "
    chain = words[left.last : right.first + 1]
    is_joined = between in (["and"], ["or"], ["and", "other"], ["or", "other"])
    return is_joined and all(_adjoins(text, one, other) for one, other in pairwise(chain))


def _is_adjective(word: Word) -> bool:
    return (
        bool(_MODIFYING.search(word.text))
        or lower(word.text) in NO_HEADS
        or ("-" in word.text and word.text[-1] != "s")
    )


def _runs(text: str, words: Sequence[Word], *, title_case: bool) -> Iterator[_Run]:
    first: int | None = None
    is_determined = False
    for index, word in enumerate(words):
        low = lower(word.text)
        if first is not None and not _adjoins(text, words[index - 1], word):
            yield from _close(words, first, index - 1, is_determined=is_determined)
            first, is_determined = None, False
        if low in DETERMINERS:
            if first is not None:
                yield from _close(words, first, index - 1, is_determined=is_determined)
            first, is_determined = None, True
        elif _breaks(text, words, index, first, is_determined=is_determined, title_case=title_case):
            if first is not None:
                yield from _close(words, first, index - 1, is_determined=is_determined)
            first, is_determined = None, False
        elif first is None:
            first = index
    if first is not None:
        yield from _close(words, first, len(words) - 1, is_determined=is_determined)


def _close(words: Sequence[Word], first: int, last: int, *, is_determined: bool) -> Iterator[_Run]:
    """The run without times at its end; nothing where none of it can be a head."""
    while last >= first and _is_time(words[last]):
        # "in recent weeks" is all time, "the attack Tuesday" is not
        if lower(words[last].text) in TIMES:
            return
        last -= 1
    first = max(first, last - MOST_WORDS + 1)
    if last >= first:
        yield _Run(first, last, is_determined)


def _breaks(
    text: str, words: Sequence[Word], index: int, first: int | None, *, is_determined: bool, title_case: bool
) -> bool:
    word = words[index]
    low = lower(word.text)
    if (word.is_function and not _is_capital(words, index, title_case=title_case)) or low in BREAKS:
        return True
    # "a deeply unpopular tax" goes on, "the harbour quickly filled" does not
    if low.endswith("ly") and low not in NO_ADVERBS and not word.text[0].isupper():
        return not (is_determined and first in (None, index))
    return _is_verb(text, words, index, first, is_determined=is_determined, title_case=title_case)


def _is_verb(
    text: str, words: Sequence[Word], index: int, first: int | None, *, is_determined: bool, title_case: bool
) -> bool:
    """Whether the word reads as a verb where it stands; `first` is where the open run began, if one is open."""
    word = words[index]
    low = lower(word.text)
    if "-" in low or _POSSESSIVE.search(low) or _is_capital(words, index, title_case=title_case):
        return False
    known, is_noun = low in verb_forms(), low in noun_forms()
    before = _word_before(text, words, index)
    # "groups that oppose" is no "that oppose"
    starts_determined = first is None and is_determined and before not in ("that", "which", "what")
    if starts_determined or not (known or is_past(low) or low.endswith("ing")):
        return False
    after = words[index + 1] if index + 1 < len(words) and _adjoins(text, word, words[index + 1]) else None
    if before in SUBJECTS or (before == "to" and not (is_noun and low.endswith("s"))):
        acts = known or is_past(low)
    elif is_noun:
        acts = _is_acting(low, after, words, index, first, is_determined=is_determined)
    elif low.endswith("ing"):
        acts = _is_verb_in_ing(low, before, after, is_inside=first is not None)
    elif is_past(low):
        acts = _is_verb_in_ed(low, before, after, words, first)
    else:
        acts = True
    return acts


def _word_before(text: str, words: Sequence[Word], index: int) -> str:
    """The word before, past an adverb (`to briefly close`); empty behind a mark and at the beginning."""
    while index and _adjoins(text, words[index - 1], words[index]):
        before = lower(words[index - 1].text)
        if not before.endswith("ly") or before in NO_ADVERBS:
            return before
        index -= 1
    return ""


def _is_verb_in_ing(low: str, before: str, after: Word | None, *, is_inside: bool) -> bool:
    """`bombing the pier` acts, `the bombing`, `ongoing repairs` and `fighting in the north` name."""
    leads_on = after is not None and lower(after.text) in DETERMINERS
    if before in TO_BE or leads_on:
        return True
    if low in ADJECTIVES_IN_ING:
        return is_inside and (after is None or after.is_function)
    return low in verb_forms() and low not in CAN_BE_NOUNS


def _is_verb_in_ed(low: str, before: str, after: Word | None, words: Sequence[Word], first: int | None) -> bool:
    """`besieged towns` behind a preposition names; `the mayor condemned towns` does not."""
    if after is None or after.is_function or after.norm[0].isdigit():
        return True
    if low in ADJECTIVES_IN_ED:
        return False
    if before in TO_BE or before in ("and", "or", ""):
        return low in verb_forms()
    if first is None:
        return False
    inside = lower(words[first].text)
    return not _ADJECTIVE_ENDING.search(inside)


def _is_acting(
    low: str, after: Word | None, words: Sequence[Word], index: int, first: int | None, *, is_determined: bool
) -> bool:
    """Whether a word that may be noun or verb acts: `Iran attacks the base`, `groups demand that`."""
    if first is None or after is None:
        return False
    if lower(after.text) in PARTICLES:
        return not is_determined or first != index
    leads_on = lower(after.text) in DETERMINERS or lower(after.text) in ("him", "them", "it", "us", "me")
    if not leads_on:
        return False
    left = words[index - 1]
    is_plural = left.text.endswith("s") and not _POSSESSIVE.search(left.text)
    if low.endswith("s"):
        return not is_plural
    return is_plural or (left.text[0].isupper() and not is_determined and is_past(low))


def _phrase(text: str, words: Sequence[Word], run: _Run, *, title_case: bool) -> NounPhrase | None:
    """The run as a phrase; None where its last word can be no head."""
    head = words[run.last]
    low = lower(head.text)
    end = head.end - (2 if _POSSESSIVE.search(head.text) else 0)
    if head.norm[0].isdigit() or len(head.text) == 1 or low in BARE:
        return None
    if not run.is_determined and (low in NO_HEADS or _PREDICATIVE.search(low)):
        return None
    if run.first == run.last and (low in TRANSPARENT or low in ADJECTIVES_IN_ING):
        return None
    return NounPhrase(
        span=Span(words[run.first].start, end),
        head=Span(head.start, end),
        modifiers=tuple(Span(word.start, word.end) for word in words[run.first : run.last]),
        is_name=_is_named(words, run, title_case=title_case) and text[head.start].isupper(),
    )


def _is_named(words: Sequence[Word], run: _Run, *, title_case: bool) -> bool:
    """A capital inside a sentence marks a name; at its beginning, a lone singular without an article is one."""
    if title_case:
        return False
    if run.last > 0:
        return words[run.last].text[0].isupper()
    low = _POSSESSIVE.sub("", lower(words[0].text))
    is_plural = low.endswith(("s", "men")) or low in BASE_FORMS
    return not run.is_determined and not is_plural and low not in noun_forms() and not low.endswith("ing")


def _owners(text: str, words: Sequence[Word], run: _Run, *, title_case: bool) -> Iterator[NounPhrase]:
    for index in range(run.first, run.last):
        word = words[index]
        is_plural_owner = word.text.endswith("s") and text[word.end] in "'’"
        if _POSSESSIVE.search(word.text) or is_plural_owner:
            owner = _phrase(text, words, _Run(run.first, index, run.is_determined), title_case=title_case)
            if owner:
                yield owner


def _complement(text: str, words: Sequence[Word], run: _Run, behind: _Run) -> _Run | None:
    """The run behind, where only a preposition and determiners stand between."""
    between = words[run.last + 1 : behind.first]
    if not between or lower(between[0].text) not in COMPLEMENTS:
        return None
    if any(lower(word.text) not in DETERMINERS for word in between[1:]):
        return None
    chain = words[run.last : behind.first + 1]
    if not all(_adjoins(text, left, right) for left, right in pairwise(chain)):
        return None
    return behind


def _with_complement(
    phrase: NounPhrase | None, inner: NounPhrase, words: Sequence[Word], run: _Run, *, is_portion: bool
) -> NounPhrase:
    start = words[run.first].start
    if is_portion or phrase is None:
        return NounPhrase(
            span=Span(start, inner.span.end),
            head=inner.head,
            modifiers=inner.modifiers,
            complement=inner.span,
            is_name=inner.is_name,
        )
    return NounPhrase(
        span=Span(start, inner.span.end),
        head=phrase.head,
        modifiers=phrase.modifiers,
        complement=inner.span,
        is_name=phrase.is_name,
    )


def _is_capital(words: Sequence[Word], index: int, *, title_case: bool) -> bool:
    return index > 0 and not title_case and words[index].text[0].isupper()


def _is_time(word: Word) -> bool:
    low = lower(word.text)
    is_day = word.text[0].isupper() and (low in WEEKDAYS or low in MONTHS)
    return is_day or low in TIMES or word.norm[0].isdigit()


def _is_title_case(words: Sequence[Word]) -> bool:
    """Whether a headline writes every word with a capital, so that a capital marks nothing."""
    long = [word.text for word in words[1:] if len(word.text) > 3 and not word.is_function]  # noqa: PLR2004 - no `the`
    return len(long) >= 3 and all(word[0].isupper() or word[0].isdigit() for word in long)  # noqa: PLR2004 - few may be


def _adjoins(text: str, left: Word, right: Word) -> bool:
    """Whether nothing but spaces and quotation marks stands between two words, or the point of `Gen.`."""
    gap = text[left.end : right.start]
    if gap.startswith("."):
        return (lower(left.text) in BARE or len(left.text) == 1) and bool(_GAP.match(gap[1:]))
    return bool(_GAP.match(gap))
