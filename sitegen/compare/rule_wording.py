"""The wording that rules find without any concept: words of the starter list, and a few words set in quotation marks.

A word of the list's first tier is flagged by itself; one of the second only if another outlet, in the sentence that
goes best with it, writes something else at that place: `_differs` says what that is for each kind. One to four quoted
words inside a sentence are the outlet's choice, whoever said them. What stands inside a longer quotation is a
speaker's and nothing for a rule. The list is English and is not held against articles in another language.
Leaves out what the others wrote instead, and whatever a concept of the editor covers.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from sitegen.compare.attribution import PRONOUNS, attributions
from sitegen.compare.lexicon import Entry, look_up
from sitegen.compare.voice import Quotation, Voices, Whose, whose_words
from sitegen.model import Sentence, Span
from sitegen.model.findings import UsageRule
from sitegen.model.kinds import UsageKind
from sitegen.text.words import Word, fold

_PHRASE_WORDS = 2
_GROUPS = frozenset(
    """
    group groups organization organisation organizations organisations cells fighters unit units force forces leader
    leaders movement network networks attack attacks
    """.split()
)
_DOUBTING = frozenset(
    """
    so-called self-styled self-proclaimed self-described purported supposed sham bogus phony fake alleged apparent
    """.split()
)
"""Words of distance that stand before the noun they doubt."""
_ADJECTIVE_ENDINGS = tuple("al ed ic ist an ive ful ous ern ese ish less ary ’s 's".split())
_AFTER_VERB = ("a", "an", "that", "the", "it", "he", "she", "they", "his", "her", "its", "their", "him", "them", "to")
_POSSESSIVE = re.compile(r"[’']s?$")
_NAME = re.compile(r"^(?:al|el)[-‑]", re.IGNORECASE)
_TRAILING = re.compile(r"[\s,.;:!?…]+$")


class Nearest(Struct, frozen=True, kw_only=True):
    """A sentence of another article that matches, and whether the two say the same."""

    sentence: Sentence
    is_same: bool


class RuleFinding(Struct, frozen=True, kw_only=True):
    """One wording that a rule picks out."""

    sentence: Sentence
    span: Span
    """In the sentence."""
    at: Span
    """The word of the list; for quoted words all of them. Where a concept covers it the finding is the editor's."""
    rule: UsageRule
    kind: UsageKind
    whose: Whose
    entry: Entry | None
    """What the list says of a word in it; None for quoted words that are not on the list."""
    differing: tuple[Sentence, ...] = ()
    """Sentences of others that write something else there, for a word of the second tier."""


class _Listed(Struct, frozen=True):
    """A word of the list and the phrase it stands in."""

    span: Span
    at: int
    """Index of the word."""
    entry: Entry


def find_by_rule(
    sentences: Sequence[Sentence],
    words: Mapping[str, Sequence[Word]],
    nearest: Mapping[str, Sequence[Nearest]],
    voices: Voices,
    english: Collection[str],
) -> Iterator[RuleFinding]:
    """The findings of all rules, by sentence; `english` are the ids of the articles that the list is held against.

    `words` has the words of each sentence by its id, `nearest` the sentences that match it.
    """
    for sentence in sentences:
        its_words = words[sentence.id]
        quoted = [
            _trimmed(sentence.text, one.span)
            for one in voices.quotations.get(sentence.id, ())
            if one.is_fragment and not _is_named(sentence, its_words, one)
        ]
        listed = _find_listed(sentence, its_words) if sentence.article in english else []
        for span in quoted:
            entry = next((one.entry for one in listed if _holds(span, its_words[one.at])), None)
            yield RuleFinding(
                sentence=sentence,
                span=span,
                at=span,
                rule="listed" if entry and entry.tier == 1 else "fragment",
                kind=entry.kind if entry else "distancing",
                whose=whose_words(voices, sentence, span),
                entry=entry,
            )
        for one in listed:
            word = its_words[one.at]
            if any(_holds(span, word) for span in quoted):
                continue
            at = Span(word.start, word.end)
            whose = whose_words(voices, sentence, at)
            if whose.voice == "quoted":
                continue
            differing = [
                other.sentence for other in nearest.get(sentence.id, ()) if _differs(one, word, its_words, other, words)
            ]
            if one.entry.tier != 1 and not differing:
                continue
            yield RuleFinding(
                sentence=sentence,
                span=one.span,
                at=at,
                rule="listed" if one.entry.tier == 1 else "differs",
                kind=one.entry.kind,
                whose=whose,
                entry=one.entry,
                differing=tuple(differing),
            )


def _holds(span: Span, word: Word) -> bool:
    return span.start <= word.start and word.end <= span.end


def _trimmed(text: str, span: Span) -> Span:
    """Quoted words without the comma or full stop that American typography sets inside the marks."""
    return Span(span.start, span.start + len(_TRAILING.sub("", span.of(text))))


def _is_named(sentence: Sentence, words: Sequence[Word], quoted: Quotation) -> bool:
    """Whether quoted words are no wording: a title or a name in capitals, a number, or nothing but function words.

    In a headline every word may bear a capital; there words that somebody is said to have spoken are taken for such.
    """
    inside = [word for word in words if _holds(quoted.span, word) and word.parts]
    if not any(word.text[0].isalpha() for word in inside):
        return True
    is_spoken_in_title = sentence.part == "title" and quoted.speaker is not None
    return all(word.text[0].isupper() for word in inside) and not is_spoken_in_title


def _differs(
    one: _Listed, word: Word, its_words: Sequence[Word], other: Nearest, words: Mapping[str, Sequence[Word]]
) -> bool:
    """Whether a matching sentence writes something else where this one has a word of the second tier.

    A verb of speech has another one there; an epithet is left off its noun; any other word is missing although the two
    say the same.
    """
    theirs = words[other.sentence.id]
    if any(their.norm == word.norm for their in theirs):
        return False
    if one.entry.kind == "attribution":
        return any(fold(told.cue) != fold(word.text) for told in attributions(other.sentence.text))
    noun = next((own for own in reversed(its_words) if _holds(one.span, own)), word)
    if one.entry.kind == "epithet" and noun is not word:
        return any(their.norm == noun.norm for their in theirs)
    return other.is_same


def _find_listed(sentence: Sentence, words: Sequence[Word]) -> list[_Listed]:
    """The words of the list with their phrases, apart from each other."""
    found: list[_Listed] = []
    end = -1
    for index, word in enumerate(words):
        entry = look_up(word.text)
        if entry is None or word.start < end or _is_name(sentence.text, word, index):
            continue
        if entry.kind == "attribution" and not _is_verb(sentence.text, words, index):
            continue
        span = _phrase(sentence.text, words, index, entry)
        end = span.end
        found.append(_Listed(span, index, entry))
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
    describes = entry.kind == "epithet" or written.lower() in _DOUBTING
    if describes or (entry.kind == "actor" and "-" in written):
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
        # "the brutal storm tore the roof off": a word before an article, pronoun or number is a verb, not the noun
        if last > index and last + 2 < len(words) and _follows_verb(words[last + 2]):
            break
        last += 1
    while last > index and words[last].text.endswith(("ed", "ing")):
        last -= 1
    return last


def _follows_verb(word: Word) -> bool:
    return word.text.lower() in _AFTER_VERB or word.text[0].isdigit()


def _adjoins(text: str, left: Word, right: Word) -> bool:
    """Whether two content words stand side by side with nothing but a space between them."""
    return text[left.end : right.start] in (" ", "\u00a0") and bool(left.parts) and bool(right.parts)


def _modifies(text: str, left: Word, right: Word) -> bool:
    """Whether the left word reads as an adjective, a name or a possessive of the right one."""
    looks_so = left.text[0].isupper() or "-" in left.text or left.text.endswith(_ADJECTIVE_ENDINGS)
    return looks_so and _adjoins(text, left, right)
