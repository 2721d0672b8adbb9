"""Whose words a passage is in: the outlet's own, reported, quoted, or a quoted fragment that the outlet chose.

A quotation ends with its paragraph at the latest, so that a mark that nobody closed does not give the rest of the
article to a speaker. One to four quoted words inside a sentence of the outlet are a fragment. In reported speech the
verb that reports is the outlet's, an aside is (`since the ... began`, `, which ...,`), and so is what a verb of praise
or blame has for its object: in `X condemned the raid` the outlet calls it a raid, in `X called it a raid` X does.
Deliberately looks at one sentence at a time: reported speech that goes on into the next without a sign is the outlet's.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from sitegen.compare.attribution import PRONOUNS, Attribution, attributions
from sitegen.compare.quote_marks import quotation_spans
from sitegen.compare.speakers import People, Said, people_of
from sitegen.compare.speech_words import PERSON_TITLES, REPORTING_VERBS
from sitegen.model import Article, Paragraph, QuoteMention, Sentence, Span
from sitegen.model.kinds import Voice

FRAGMENT_WORDS = 4
"""A quotation of more words is the speaker's and not the outlet's choice of a word."""

_MOSTLY = 0.75
"""Share of a passage that makes it part of a quotation."""

_VERBS = REPORTING_VERBS | frozenset("pointed points pointing expressed expresses expressing voiced voices".split())
_BLAME = """
    condemn condemns condemned condemning denounce denounces denounced denouncing praise praises praised praising hail
    hails hailed hailing laud lauds lauded lauding dismiss dismisses dismissed dismissing decry decries decried
    decrying"""
_OBJECT_ENDS: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(_BLAME.split(), re.compile(r"\b(?:that|as)\b")),
    **dict.fromkeys("accuse accuses accused accusing".split(), re.compile(r"\bof\b")),
    **dict.fromkeys("maintain maintains maintained maintaining".split(), re.compile(r"^\s(?:that|it|he|she|they)\b")),
    **dict.fromkeys("deny denies denied denying".split(), re.compile(r"^\s(?:that|it|he|she|they|\w+ing)\b")),
}
"""Verbs whose object the outlet names, and the word with which what they ascribe begins behind them."""
_ADDRESSING = re.compile(r"\s(?:on|upon)\s")
"""`called on the council to ...`: the outlet names whom, and what is asked for begins with `to`."""
_NOUN = re.compile(r"\s(?:by|of|from|among)\s")
"""Behind `calls`, `claims` or `reports` a sign that this is no verb: `calls by factions`, `claimed by a group`."""
_NOUN_OR_PASSIVE = re.compile(r"(?:s|claimed)$")
_POINTED = re.compile(r"point(?:ed|s|ing)$")

_ANTECEDENT = re.compile(r"([^\s,;:][^,;:]*), (?:which|who) $")
_AUXILIARIES = frozenset("is are was were be been has have had".split())

_ASIDES = (
    # what opens an aside, and what closes it
    (re.compile(r"(?:,? (?:since|amid|after|following|as part of)) "), re.compile(r", (?!and |or )")),
    (re.compile(r", (?:which|who|whose|where|as|an?|the) "), re.compile(r", ")),
    (re.compile(r", (?:while|but|although|though) "), None),
    (re.compile(r" ?(?:\u2013|\u2014) ?| --? "), re.compile(r" ?(?:\u2013|\u2014) ?| --? ")),
)


class Quotation(Struct, frozen=True):
    """The part of a quotation that lies in one sentence, without its marks."""

    span: Span
    speaker: str | None
    is_fragment: bool


class Voices(Struct, frozen=True):
    """What the articles of a story say on who speaks where."""

    quotations: Mapping[str, tuple[Quotation, ...]]
    """By sentence id."""
    people: Mapping[str, People]
    """By article id."""


class Whose(Struct, frozen=True):
    """Whose words a passage is in."""

    voice: Voice
    speaker: str | None = None
    """By the fullest name that the article gives, else as the sentence has it; None for the outlet and for nobody."""


def find_voices(articles: Iterable[Article], sentences: Sequence[Sentence], quotes: Iterable[QuoteMention]) -> Voices:
    """The quotations and the people of the articles; `quotes` are the utterances found, which know their speakers."""
    spoken: dict[str, list[QuoteMention]] = {}
    for quote in quotes:
        if quote.kind != "paraphrase":
            spoken.setdefault(quote.sentence, []).append(quote)
    by_article: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        by_article.setdefault(sentence.article, []).append(sentence)
    quotations: dict[str, tuple[Quotation, ...]] = {}
    for article in articles:
        body = [span for paragraph in article.paragraphs for span in quotation_spans(article.text, (paragraph,))]
        title = article.title or ""
        head = quotation_spans(title, (Paragraph(span=Span(0, len(title)), line=0),))
        for sentence in by_article.get(article.id, ()):
            text, spans = (title, head) if sentence.part == "title" else (article.text, body)
            here = (_quotation(sentence, span, text, spoken.get(sentence.id, ())) for span in spans)
            quotations[sentence.id] = tuple(quotation for quotation in here if quotation)
    people = {article: people_of(its_sentences) for article, its_sentences in by_article.items()}
    return Voices(quotations=quotations, people=people)


def whose_words(voices: Voices, sentence: Sentence, span: Span) -> Whose:
    """Whose words `span` of the sentence is in."""
    for quotation in voices.quotations.get(sentence.id, ()):
        # a passage may take along a mark, or a word in front of it: `the “end of the mission`
        inside = min(span.end, quotation.span.end) - max(span.start, quotation.span.start)
        if inside >= _MOSTLY * (span.end - span.start):
            return Whose("fragment" if quotation.is_fragment else "quoted", quotation.speaker)
    attribution = _attribution(sentence, span)
    if attribution is None:
        return Whose("outlet")
    return Whose("attributed", speaker_name(voices, sentence, attribution.speaker))


def speaker_name(
    voices: Voices, sentence: Sentence, speaker: Span, history: Sequence[Said] = (), *, keeps_title: bool = True
) -> str | None:
    """Who speaks: a pronoun, a role or a surname by the full name; what is no person's name stays as written.

    `history` is who spoke before, for a pronoun to take up. `Mayor Example`, of whom the article gives no more, stays
    so with `keeps_title`, else becomes `Example`. None for a pronoun that means nobody known.
    """
    written = naming_words(sentence.text, speaker).of(sentence.text)
    people = voices.people.get(sentence.article)
    index = people.index.get(sentence.id) if people else None
    name = people.resolve(written, index, speaker.start, history) if people and index is not None else None
    if people and index is not None and name and _is_title(name):
        # a role in capitals with its name behind a comma; in small letters it is read as the role that it is
        meant = people.resolve(written.lower(), index, speaker.start, history)
        name = meant if meant and meant != meant.lower() else written
    if name is None or name.lower() in PRONOUNS:
        return None if written.lower() in PRONOUNS else written
    is_part = " " not in name and written.endswith(name)
    return written if keeps_title and (is_part or name.lower() == written.lower()) else name


def _quotation(sentence: Sentence, span: Span, text: str, spoken: Sequence[QuoteMention]) -> Quotation | None:
    start = max(span.start, sentence.span.start) - sentence.span.start
    end = min(span.end, sentence.span.end) - sentence.span.start
    if start >= end or not any(sign.isalnum() for sign in sentence.text[start:end]):
        return None
    utterance = next((quote for quote in spoken if quote.start < end and start < quote.end), None)
    is_fragment = utterance.kind == "fragment" if utterance else len(span.of(text).split()) <= FRAGMENT_WORDS
    return Quotation(Span(start, end), utterance.speaker if utterance else None, is_fragment)


def _is_title(name: str) -> bool:
    return all(word.lower() in PERSON_TITLES for word in name.split())


def naming_words(text: str, speaker: Span) -> Span:
    """The words that name a speaker, where a clause about the speaker was taken along or taken for it."""
    words = speaker.of(text)
    start = speaker.start + len(words) - len(words.lstrip(" ,"))
    words = re.sub(r"(?:’s|'s)$", "", words.strip(" ,"))
    first, _, rest = words.partition(" ")
    if first.endswith("ing") and rest and first.islower():
        # `provoking residents, who called for ...`
        return Span(start + len(first) + 1, start + len(words))
    # `the council, which is run by ..., has said`
    antecedent = _ANTECEDENT.search(text, 0, speaker.start) if first in _AUXILIARIES else None
    return Span(*antecedent.span(1)) if antecedent else Span(start, start + len(words))


def _attribution(sentence: Sentence, span: Span) -> Attribution | None:
    """The nearest ascription that covers the passage; none whose own verb or speaker is in it."""
    text = sentence.text
    covering = [
        one
        for one in attributions(text, verbs=_VERBS, is_title=sentence.part == "title")
        if one.covers.start <= span.start
        and span.end <= one.covers.end
        and not _overlap(one.speaker, span)
        and not _overlap(one.at, span)
        and _reports(text, one, span)
    ]
    return min(covering, key=lambda one: (one.is_according, abs(one.at.start - span.start)), default=None)


def _reports(text: str, one: Attribution, span: Span) -> bool:
    """Whether an ascription reaches the passage."""
    if span.end <= one.at.start:
        return True  # at the end of its sentence it takes in all before it, asides as well
    cue = one.cue.lower()
    if _NOUN_OR_PASSIVE.search(cue) and _NOUN.match(text, one.at.end):
        return False
    if _POINTED.fullmatch(cue) and not text.startswith(" out", one.at.end):
        return False
    between = text[one.at.end : span.start]
    if cue in _OBJECT_ENDS and not _OBJECT_ENDS[cue].search(between):
        return False
    if cue.startswith("call") and _ADDRESSING.match(text, one.at.end) and not re.search(r"\sto\s", between[4:]):
        return False
    start = one.covers.start
    while start < span.start and text[start] in ", ":
        start += 1
    return not _in_aside(text, start, span.start)


def _in_aside(text: str, start: int, at: int) -> bool:
    """Whether an aside that opens behind `start` is still open at `at`."""
    for opens, closes in _ASIDES:
        here = start
        while found := opens.search(text, here, at):
            closed = closes.search(text, found.end(), at) if closes else None
            if closed is None:
                return True
            # the comma that closes one may open the next
            here = closed.start() if closed.group() == ", " else closed.end()
    return False


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
