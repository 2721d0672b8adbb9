"""Every quotation of an article with its speaker and the words that ascribe it.

A quotation that runs over sentences is one mention a sentence, all with one speaker. Scare quotes, titles of works and
nicknames stand in quotation marks too and are no utterance: they are left out here, while `quotation_spans` has them.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from sitegen.compare.attribution import blanked
from sitegen.compare.cues import BLANK, Cue, find_cues, main_subject, subject_behind
from sitegen.compare.people import speaker_key
from sitegen.compare.quote_marks import quotation_spans
from sitegen.compare.speakers import People, Said, people_of
from sitegen.compare.speech_words import METONYMS, role_class
from sitegen.model import Article, Paragraph, QuoteMention, Sentence, Span
from sitegen.model.findings import QuoteKind
from sitegen.text.function_words import FUNCTION_WORDS

__all__ = ["find_quotes", "quotation_spans"]

_FRAGMENT_WORDS = 4
_TITLE_CUE = re.compile(
    r"\b(?:titled|entitled|called|named|book|novel|memoir|film|movie|song|album|single|show|series|programme|program|"
    r"magazine|podcast|painting|poem|play|musical|opera|episode|documentary|hit|sitcom|newspaper|game|hymn|anthem|"
    r"NBC|CBS|ABC|CNN|BBC|Fox\sNews|MSNBC|HBO|Netflix)(?:[’']s?|\sNews|\sNews[’']s?)?,?\s$",
)
_WORK = re.compile(
    r"\b(?:titled|entitled|book|novel|memoir|film|movie|song|album|magazine|podcast|painting|poem|play|musical|"
    r"documentary|sitcom|hymn|anthem),?\s$",
)
"""What a work is, directly in front of its title; more words can stand in front of a name in capitals."""
_KNOWN_AS = re.compile(r"\b(?:nicknamed|alias|aka|a\.k\.a\.|known\sas|dubbed|codenamed|code-named)\s$")
_SO_CALLED = re.compile(
    r"\b(?:so-called|the\s(?:word|words|term|phrase|title|letter|letters|hashtag|slogan))\s$", re.IGNORECASE
)
_SENTENCE_BREAK = re.compile(r"(?<=[a-z]{3})[.!?]\s+(?=[A-Z])")
_APPOSITION = re.compile(r"^[\s,]*(?:the|an?|his|her|their|its|[A-Z])[^,.;:]{2,80},\s$")
_UNRESOLVED = frozenset({"he", "she", "they", "it"})
_HEADLINE_FRONT = re.compile(r"(?P<who>[^:;,·]{2,40}):\s")
_HEADLINE_END = re.compile(r":\s(?P<who>[^:;,·]{2,40})$")
_MARKS = "“”„‟«»\"‘’'‚`"
_CLAUSE_GAP = 45
"""How far, in characters, a weak verb may stand in front of a quotation."""


class _Piece(Struct, frozen=True):
    """The part of a quotation that lies in one sentence; offsets in the sentence."""

    sentence: int
    start: int
    end: int
    outer_start: int
    outer_end: int
    """With the marks, where they stand in this sentence."""
    quotation: int
    """Number of the quotation in the article."""


class _Reading(Struct, frozen=True):
    """An article as far as it was read."""

    people: People
    sentences: tuple[Sentence, ...]
    texts: Sequence[str]
    """The sentences with their quotations blanked."""
    mentions: list[QuoteMention]
    history: list[Said]


@lru_cache(maxsize=64)
def find_quotes(sentences: tuple[Sentence, ...], article: Article) -> tuple[QuoteMention, ...]:
    """The quotations of one article's sentences, headline and body, in reading order; `text` is without the marks."""
    pieces = _pieces(sentences, article)
    reading = _Reading(people_of(sentences), sentences, _blank_all(sentences, pieces), [], [])
    ascribed: dict[int, tuple[str | None, str | None]] = {}
    for index, sentence in enumerate(sentences):
        _remember_reported(reading, index)
        for piece in (p for p in pieces if p.sentence == index):
            whole = [p for p in pieces if p.quotation == piece.quotation]
            if piece.quotation not in ascribed:
                ascribed[piece.quotation] = _ascribe(reading, whole)
            mention = _mention(sentence, piece, *ascribed[piece.quotation], is_whole=len(whole) == 1)
            if mention:
                reading.mentions.append(mention)
    return tuple(reading.mentions)


def _pieces(sentences: Sequence[Sentence], article: Article) -> list[_Piece]:
    body = quotation_spans(article.text, article.paragraphs)
    title = article.title or ""
    head = quotation_spans(title, (Paragraph(span=Span(0, len(title)), line=0),))
    pieces = []
    for index, sentence in enumerate(sentences):
        spans = list(enumerate(body)) if sentence.part == "body" else [(-1 - i, s) for i, s in enumerate(head)]
        for number, span in spans:
            start = max(span.start, sentence.span.start) - sentence.span.start
            end = min(span.end, sentence.span.end) - sentence.span.start
            words = sentence.text[start:end] if start < end else ""
            if not any(c.isalnum() for c in words):
                continue
            start += len(words) - len(words.lstrip(" \u00a0" + _MARKS[:3]))
            end -= len(words) - len(words.rstrip(" \u00a0"))
            outer_start = start - 1 if start and sentence.text[start - 1] in _MARKS else start
            outer_end = end + 1 if end < len(sentence.text) and sentence.text[end] in _MARKS else end
            pieces.append(_Piece(index, start, end, outer_start, outer_end, number))
    return pieces


def _blank_all(sentences: Sequence[Sentence], pieces: Sequence[_Piece]) -> list[str]:
    return [
        blanked(s.text, [Span(p.outer_start, p.outer_end) for p in pieces if p.sentence == i])
        for i, s in enumerate(sentences)
    ]


def _remember_reported(reading: _Reading, index: int) -> None:
    """Keep who a sentence says is speaking, quoted or not: the next `he` is that person."""
    text = reading.texts[index]
    cue = next((c for c in find_cues(text) if c.subject and c.kind in ("verb", "participle")), None)
    if cue and cue.subject and reading.sentences[index].part == "body":
        words = cue.subject.of(text)
        name = reading.people.resolve(words, index, cue.subject.start, reading.history)
        if name and name.lower() not in _UNRESOLVED:
            reading.history.append(Said(index, name, role_class(words)))


def _ascribe(reading: _Reading, whole: Sequence[_Piece]) -> tuple[str | None, str | None]:
    """Speaker and cue of a quotation: beside it in its sentence, or those of the quotation that it continues."""
    for piece in (whole[-1], whole[0]):
        sentence, text = reading.sentences[piece.sentence], reading.texts[piece.sentence]
        found = _cue_for(sentence.text, text, find_cues(text, is_title=sentence.part == "title"), piece)
        if not found:
            continue
        subject, cue = found
        earlier = [said for said in reading.history if said.sentence < piece.sentence]
        speaker = reading.people.resolve(subject.of(text), piece.sentence, subject.start, earlier)
        if speaker:
            reading.history.append(Said(piece.sentence, speaker, role_class(subject.of(text))))
            return speaker, cue
    return _continued(reading, whole[0])


def _cue_for(text: str, blank: str, cues: Sequence[Cue], piece: _Piece) -> tuple[Span, str] | None:
    """The subject and cue that ascribe a piece inside its own sentence."""
    front = _cue_in_front(blank, cues, piece)
    is_embedded = bool(blank[: piece.outer_start].strip(f" {BLANK},")) and text[piece.start].islower()
    if is_embedded and front:
        return front
    return _cue_behind(blank, cues, piece) or front or _according(cues) or _cue_at_end(blank, cues, piece)


def _cue_behind(blank: str, cues: Sequence[Cue], piece: _Piece) -> tuple[Span, str] | None:
    """`...," he said` and `...," said Pat Example`: nothing but punctuation between the mark and the cue's clause."""
    for cue in sorted(cues, key=lambda c: (c.in_aside, c.start)):
        if cue.start < piece.outer_end or cue.kind not in ("verb", "participle"):
            continue
        if cue.subject and cue.subject.start >= piece.outer_end:
            gap = blank[piece.outer_end : cue.subject.start]
            if _is_bare(gap) or _APPOSITION.match(gap):
                return cue.subject, cue.word
        if _is_bare(blank[piece.outer_end : cue.start]) and cue.kind == "verb":
            subject = subject_behind(blank, cue.end)
            return (subject, cue.word) if subject else None
    return None


def _cue_in_front(blank: str, cues: Sequence[Cue], piece: _Piece) -> tuple[Span, str] | None:
    for cue in reversed(cues):
        if cue.end > piece.outer_start or cue.subject is None or cue.kind == "according":
            continue
        gap = blank[cue.end : piece.outer_start]
        if _SENTENCE_BREAK.search(gap):
            continue
        if not cue.is_strong and len(gap.replace(BLANK, "")) > _CLAUSE_GAP:
            continue
        return cue.subject, cue.word
    return None


def _according(cues: Sequence[Cue]) -> tuple[Span, str] | None:
    return next(((c.subject, c.word) for c in cues if c.kind == "according" and c.subject), None)


def _cue_at_end(blank: str, cues: Sequence[Cue], piece: _Piece) -> tuple[Span, str] | None:
    """`The plan is "dead", its backers are finished, Example said`: the last clause ascribes the whole sentence."""
    for cue in cues:
        if cue.kind != "verb" or not cue.is_strong or cue.subject is None or cue.subject.start < piece.outer_end:
            continue
        if blank[: cue.subject.start].endswith(", ") and re.match(r"\s*(?:[.,;]|$)", blank[cue.end :]):
            return cue.subject, cue.word
    return None


def _is_bare(gap: str) -> bool:
    return not gap.strip(f" \u00a0,—–-.!?{_MARKS}{BLANK}")


def _continued(reading: _Reading, piece: _Piece) -> tuple[str | None, str | None]:
    """The speaker of a quotation that its own sentence ascribes to nobody: the last one's, or whom a colon names."""
    sentence = reading.sentences[piece.sentence]
    before = reading.texts[piece.sentence][: piece.outer_start].strip(f" {BLANK}")
    own = [m for m in reading.mentions if m.sentence == sentence.id and m.speaker]
    if own:
        return own[-1].speaker, own[-1].cue
    if sentence.part == "title" and (speaker := _headline_speaker(reading, piece)):
        return speaker, None
    if before.endswith(":"):
        return _before_colon(reading, piece), None
    last = reading.sentences[max(0, piece.sentence - 1)]
    if before.rstrip(",") or piece.sentence == 0 or last.part != sentence.part:
        return None, None
    return _gone_on(reading, piece, last)


def _gone_on(reading: _Reading, piece: _Piece, last: Sentence) -> tuple[str | None, str | None]:
    """Speaker and cue where a quotation goes on from the sentence before: quoted, led up to by a colon, or reported."""
    if previous := [m for m in reading.mentions if m.sentence == last.id]:
        return previous[-1].speaker, previous[-1].cue
    if not last.text.rstrip().endswith(":") and reading.texts[piece.sentence].strip(f" {BLANK}{_MARKS}.,"):
        return None, None
    return _reporting(reading, piece.sentence - 1), None


def _reporting(reading: _Reading, index: int) -> str | None:
    """Who speaks in a sentence without quotations, or in the one before where this one goes on with `He ...`."""
    for at in (index, index - 1):
        said = next((h for h in reversed(reading.history) if h.sentence == at), None)
        if said:
            return said.name
        if not re.match(r"(?:He|She|They)\s", reading.texts[at]):
            return None
    return None


def _headline_speaker(reading: _Reading, piece: _Piece) -> str | None:
    """`Mayor: pier "a joke"` and `Pier is "a joke": mayor`: whom a headline sets off with a colon."""
    text = reading.texts[piece.sentence]
    for found in (_HEADLINE_FRONT.match(text[: piece.outer_start]), _HEADLINE_END.search(text, piece.outer_end)):
        words = found["who"] if found else ""
        if found and (
            role_class(words) or speaker_key(words) in {p.surname for p in reading.people.persons} | METONYMS
        ):
            return reading.people.resolve(words, piece.sentence, found.start("who"), reading.history)
    return None


def _before_colon(reading: _Reading, piece: _Piece) -> str | None:
    """`Example: "..."`: a colon after a name ascribes without a verb."""
    text = reading.texts[piece.sentence]
    subject = main_subject(text[: piece.outer_start])
    return reading.people.resolve(subject.of(text), piece.sentence, subject.start, reading.history) if subject else None


def _mention(
    sentence: Sentence, piece: _Piece, speaker: str | None, cue: str | None, *, is_whole: bool
) -> QuoteMention | None:
    """The mention of a piece; None where its marks show no utterance. Only a whole quotation can be a fragment."""
    words = sentence.text[piece.start : piece.end]
    if _is_no_utterance(sentence, piece, words, speaker):
        return None
    kind: QuoteKind = "direct"
    if is_whole and len(words.split()) <= _FRAGMENT_WORDS and not _stands_alone(sentence.text, piece):
        kind = "fragment"
    return QuoteMention(
        sentence=sentence.id,
        start=piece.start,
        end=piece.end,
        text=words,
        speaker=speaker,
        cue=cue,
        kind=kind,
    )


def _stands_alone(text: str, piece: _Piece) -> bool:
    """Whether a short quotation is an utterance of its own: a capital after nothing, a comma or a colon."""
    before = text[: piece.outer_start].rstrip()
    if not before and text[piece.end - 1] not in ",.!?…—–-" and text[piece.outer_end :].lstrip()[:1].islower():
        return False  # a term: `"Hot pursuit" lets the navy cross the border`
    is_after_stop = not before or (before[-1] in ',:.!?”"' and not re.search(r"\b[A-Z]\.$", before))
    return is_after_stop and text[piece.start].isupper()


def _is_no_utterance(sentence: Sentence, piece: _Piece, words: str, speaker: str | None) -> bool:
    """Whether marks show a title of a work, a nickname, or distance (`so-called "experts"`)."""
    before, after = sentence.text[: piece.outer_start], sentence.text[piece.outer_end :]
    if _SO_CALLED.search(before) or (sentence.part == "body" and _is_name(words, before, after)):
        return True
    return speaker is None and len(words.split()) <= _FRAGMENT_WORDS and not _stands_alone(sentence.text, piece)


def _is_name(words: str, before: str, after: str) -> bool:
    """Whether words in capitals name a work or a person rather than say something."""
    if _WORK.search(before) and words[0].isupper() and words[-1] not in ",!?":
        return True
    capitals = [word for word in words.split() if word.lower().strip(".,") not in FUNCTION_WORDS]
    if not capitals or words[-1] in ",!?" or not all(word[0].isupper() or word[0].isdigit() for word in capitals):
        return False
    if _TITLE_CUE.search(before) or (len(capitals) > 1 and not re.search(r"[,:]\s*$", before)):
        return True
    in_a_name = re.search(r"[A-Z][\w’-]+\s$", before) and re.match(r"\s[A-Z]", after)
    return bool(in_a_name or _KNOWN_AS.search(before))
