"""The cues of a story: every verb or phrase by which an article introduces what somebody says, thinks or judges.

Who ascribes is read by `attribution`, whom the words mean by `speakers`, as for quotes and voices; this module decides
which of these ascriptions tell of speech, thought or judgement at all (`claimed two lives` does not) and gives each its
base form. Left out are words of others inside quotation marks, nouns (`his warning`), what somebody did not say or is
only expected to say, and passives that name nobody. Deliberately contains no grouping of verbs by their effect.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sitegen.compare.attribution import Attribution, attributions, blanked
from sitegen.compare.cues import BLANK, subject_before
from sitegen.compare.quotes import one_name_each
from sitegen.compare.reporting_words import ALSO, ALWAYS, BASE_OF, COMPANY, NO_SPEAKERS, NOUNS, PARTICLES
from sitegen.compare.speakers import Said
from sitegen.compare.speech_words import METONYMS, role_class
from sitegen.compare.voice import Voices, naming_words, speaker_name
from sitegen.model import Cue, Quote, Sentence, Span
from sitegen.text.function_words import FUNCTION_WORDS
from sitegen.text.words import Forms

_UNSAID = re.compile(
    r"(?:\b(?:not|never|cannot|without|nor)|n[’']t)\s(?:\w+ly\s|yet\s|even\s)*$|"
    r"\b(?:would|could|may|might|must|should|will|can|shall)\s(?:\w+ly\s|also\s|later\s|then\s)*$|"
    r"(?<!went on )(?<!goes on )(?<!continued )(?<!continues )(?<!began )(?<!\bused )\bto\s(?:\w+ly\s)*$",
    re.IGNORECASE,
)
"""In front of a verb: signs that nobody has said it."""
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be|get|got|gets)\s(?:\w+ly\s|also\s|once\s|often\s|later\s)*$|"
    r"\b(?:when|if|once|unless|though|although|while)\s$"
)
"""In front of a past form: that its subject is spoken to (`was told`, `when asked`)."""
_PROGRESSIVE = re.compile(r"\b(?:is|are|was|were|been|[’'](?:s|re))\s(?:\w+ly\s|also\s|now\s|still\s)*$")
_DETERMINER = r"(?:\b(?:the|an?|his|her|their|its|this|that|these|those|no|any|some|another|further)|[’']s?)\s"
_NOUN_BEFORE = re.compile(rf"{_DETERMINER}(?:[\w-]+\s)?$", re.IGNORECASE)
_OFTEN_NOUN = frozenset("warning ruling reading offering posting saying".split())
_NOUN_BEHIND = re.compile(
    r"\s(?:by|of|from|among|amid|over|about|against|in|at|is|are|was|were|have|has|had|will|would|could|can|may|might|"
    r"rose|fell|grew|came|went|began|say|said|says|\w+ed)\b|\s*[,.;)]|$"
)
"""Behind `calls`, `claims` or `reports` a sign that this is no verb."""
_SAYS_THAT = re.compile(rf"\sthat\b|[\s:,]*[“\"]?{BLANK}")
_DETERMINED = re.compile(
    r"(?:the|an?|one|his|her|their|its|this|that|these|those|some|many|most|several)\s", re.IGNORECASE
)
_PERSONAL = re.compile(r"(?:he|she|it|they|who|him|her|them|we|i|you)$", re.IGNORECASE)
_OBJECT_CLAUSE = re.compile(r"\s(he|she|it|they)$")
"""`the inquiry he announced`."""
_PLURAL = re.compile(r"(?:they|who)$|.*(?:s|men|women|people|police|\sand\s.+)$", re.IGNORECASE)
_MARK_BEFORE = re.compile(rf"[{BLANK}”\"’']\s?,?\s*$")
_NOBODY = frozenset({"nobody", "no one", "none", "anybody", "anyone", "nothing"})
_NO_SUBJECT = re.compile(r"no\s|\w+ly$|.*\b(?:by|of|in|for|with|without|before|after|at|on|to)$")
_ALONE = frozenset("others some many most both all several few neither each one".split())
_NEAR = 60
"""How far behind a verb that is none of speech by itself a quotation may begin."""


def find_cues_of(
    sentences: Sequence[Sentence], voices: Voices, quotes: Sequence[Quote], forms: Forms
) -> tuple[Cue, ...]:
    """The cues of a story in the order of `sentences`, each speaker by one name throughout the story.

    `voices` are those of the story's articles. A speaker whom `quotes` know has the name that they give.
    """
    spoken = {
        (mention.sentence, mention.cue): mention.speaker
        for quote in quotes
        for mention in quote.mentions
        if mention.cue and mention.speaker and mention.kind != "paraphrase"
    }
    by_article: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        by_article.setdefault(sentence.article, []).append(sentence)
    found: list[Cue] = []
    for own in by_article.values():
        text = "\n".join(sentence.text for sentence in own)
        history: list[Said] = []
        for sentence in own:
            ascribing = list(_reporting(sentence, voices, text))
            times = Counter(one.cue for one in ascribing)
            here = [
                # a word that stands in the sentence twice may be of two speakers
                _cue(
                    sentence, one, voices, spoken.get((sentence.id, one.cue)) if times[one.cue] == 1 else None, history
                )
                for one in ascribing
            ]
            people = voices.people[sentence.article]
            for cue in here:
                if cue.speaker and sentence.part == "body":
                    words = sentence.text[cue.speaker_start : cue.speaker_end]
                    history.append(Said(people.index[sentence.id], cue.speaker, role_class(words)))
            found += here
    return _with_one_name(found, quotes, forms)


def _with_one_name(cues: Sequence[Cue], quotes: Sequence[Quote], forms: Forms) -> tuple[Cue, ...]:
    known = [quote.speaker for quote in quotes if quote.speaker]
    counts = Counter([*known, *(cue.speaker for cue in cues if cue.speaker)])
    names = one_name_each(counts, forms)
    # the name by which the quotes' page knows a speaker
    shown = {names[name]: name for name in reversed(known)}
    return tuple(
        replace(cue, speaker=shown.get(names[cue.speaker], names[cue.speaker])) if cue.speaker else cue for cue in cues
    )


def _cue(
    sentence: Sentence,
    one: Attribution,
    voices: Voices,
    quoted: str | None,
    history: Sequence[Said],
) -> Cue:
    verb, end = _whole_verb(sentence.text, one)
    words = naming_words(sentence.text, one.speaker)
    if found := _OBJECT_CLAUSE.search(words.of(sentence.text)):
        words = Span(words.start + found.start(1), words.end)
    return Cue(
        sentence=sentence.id,
        start=one.at.start,
        end=end,
        text=sentence.text[one.at.start : end],
        verb=verb,
        speaker=quoted or speaker_name(voices, sentence, words, history, keeps_title=False),
        speaker_start=words.start,
        speaker_end=words.end,
    )


def _whole_verb(text: str, one: Attribution) -> tuple[str, int]:
    """The base form of a cue and where it ends, its particle included."""
    if one.is_according:
        return " ".join(one.cue.lower().split()), one.at.end
    base = BASE_OF[one.cue.lower()]
    for whole, particle in PARTICLES.get(base, ()):
        if found := particle.match(text, one.at.end):
            return whole, found.end()
    return base, one.at.end


def _reporting(sentence: Sentence, voices: Voices, article: str) -> Iterator[Attribution]:
    """The ascriptions of a sentence, in its order, that tell what somebody says, thinks or judges."""
    text = sentence.text
    quoted = [quotation.span for quotation in voices.quotations.get(sentence.id, ())]
    blank = blanked(text, quoted)
    is_title = sentence.part == "title"
    seen: set[int] = set()
    for one in sorted(attributions(text, verbs=BASE_OF, is_title=is_title, also=ALSO), key=lambda one: one.at):
        if one.at.start in seen or any(span.start < one.at.end and one.at.start < span.end for span in quoted):
            continue
        if one.is_according:
            is_cue = _names_somebody(one, text)
        else:
            found = _with_own_subject(one, blank) if one.cue.lower().endswith("ing") else one
            is_cue = found is not None and _reports(blank, found, is_title=is_title, article=article)
            one = found or one  # noqa: PLW2901 - the same ascription, its subject corrected
        if is_cue:
            seen.add(one.at.start)
            yield one


def _names_somebody(one: Attribution, text: str) -> bool:
    words = one.speaker.of(text).split()
    if one.cue.lower() == "per":
        return words[0][:1].isupper() or words[0] in ("the", "his", "her", "their")
    return words[-1].lower() not in NO_SPEAKERS


def _with_own_subject(one: Attribution, blank: str) -> Attribution | None:
    """A participle with the subject of its own `is`, if it has one; None where it is a noun (`a warning`)."""
    before = blank[: one.at.start]
    found = _NOUN_BEFORE.search(before)
    if found and (one.cue.lower() in _OFTEN_NOUN or re.search(rf"{_DETERMINER}$", before, re.IGNORECASE)):
        return None
    if _PROGRESSIVE.search(before) and (subject := subject_before(blank, one.at.start, [])):
        return replace(one, speaker=subject)
    return one


def _reports(text: str, one: Attribution, *, is_title: bool, article: str) -> bool:
    """Whether a verb is one of speech here and somebody is its subject; `text` has its quotations blanked."""
    word, before = one.cue.lower(), text[: one.at.start]
    base = BASE_OF[word]
    is_passive = " by " in text[one.at.end : max(one.at.end, one.speaker.start)]
    is_unsaid = (
        (is_passive and base == "claim")  # who did it, and no words of theirs
        or (not is_passive and not word.endswith("ing") and _PASSIVE.search(before))
        or _UNSAID.search(before)
        or not _can_be_subject(one.speaker.of(text))
    )
    is_last = one.covers.end <= one.at.start
    is_noun = not is_passive and not is_last and not is_title and _is_noun(text, one, article)
    return not is_unsaid and not is_noun and _is_of_speech(text, one, base)


def _is_of_speech(text: str, one: Attribution, base: str) -> bool:
    """Whether the verb is one that always reports, or stands in the company in which it does."""
    before, behind = text[: one.at.start], text[one.at.end :]
    is_last = one.covers.end <= one.at.start
    if base in ALWAYS or base.startswith("make ") or any(p.match(behind) for _, p in PARTICLES.get(base, ())):
        return True
    if base in COMPANY and (is_last or COMPANY[base].match(behind)):
        return True
    return bool(
        (is_last and _MARK_BEFORE.search(before[: one.speaker.start]))
        or (is_last and before.rstrip(" ,").endswith(BLANK))
        or re.match(rf"[^.;]{{0,{_NEAR}}}{BLANK}", behind)
    )


def _can_be_subject(words: str) -> bool:
    bare = words.strip(" ,").lower()
    if _PERSONAL.match(bare):
        return True
    return bool(bare) and bare not in (FUNCTION_WORDS - _ALONE) | _NOBODY and not _NO_SUBJECT.match(bare)


def _is_noun(text: str, one: Attribution, article: str) -> bool:
    """Whether `calls`, `claim` or `reports` is a noun: by what stands behind it, or by what would be its subject."""
    word = one.cue.lower()
    if BASE_OF[word] not in NOUNS or word.endswith(("ed", "ing")) or word in ("swore", "thought"):
        return False
    subject = one.speaker.of(text).strip(" ,")
    if _NOUN_BEHIND.match(text, one.at.end) or (word == "states" and not _SAYS_THAT.match(text, one.at.end)):
        return True
    if _PERSONAL.match(subject):
        return False
    if word == BASE_OF[word]:
        # a base form has several people for its subject: `officials claim`, `a phone call`
        return not _PLURAL.match(subject)
    return not _DETERMINED.match(subject) and not _is_name(text, one, article)


def _is_name(text: str, one: Attribution, article: str) -> bool:
    """Whether a subject without an article is a name: not `recent calls for`, nor `Growing calls for`."""
    subject = one.speaker.of(text).strip(" ,")
    first = subject.split()[0]
    if first[0].islower() or " " in subject or text[: one.speaker.start].strip(' “"'):
        return not first[0].islower()
    # one word at the beginning of its sentence: it must be known, or be written large elsewhere
    is_known = first.isupper() or role_class(first) or first.lower() in METONYMS
    return bool(is_known or re.search(rf"(?<=[\w,’]\s){re.escape(first)}\b", article))
