"""The parts of a sentence that say who speaks, when and from where: they frame a proposition and are no part of it.

Two sentences that share only `According to the Pentagon` or `Baghdad (IraqiNews.com) –` say nothing in common, so
these words count for nothing when sentences are scored. The text itself is never changed: a frame is a span.
"""

import re
from collections.abc import Iterable

from sitegen.model import Sentence, Span
from sitegen.text.words import Word

_DATELINE = re.compile(
    r"""^\s*(?:
        [A-Z][\w.’' -]{1,30}(?:,\s[A-Z][\w. ]{1,25})?\s?\([^()]{2,40}\)\s?(?:--?|[–—])\s   # Baghdad (IraqiNews.com) –
      | [A-Z][A-Z.,’' -]{2,40}(?:,\s[A-Z][a-z]{2,5}\.\s?\d*)?\s?(?:--?|[–—])\s                  # WASHINGTON —
      | (?:[A-Z][\w.]+\s){1,4}-\s(?=[A-Z])                                                       # Islam Times -
    )""",
    re.VERBOSE,
)
_SAYS = (
    r"(?:said|says|added|adds|noted|notes|stated|states|reported|reports|wrote|tweeted|testified|continued|explained"
    r"|recalled|insisted|argued|remarked|commented|announced|replied|responded|conceded|concluded"
    r"|(?:told|tells) [\w’'. -]{2,40}?)"
)
_NAME = r"[A-Z][\w’'.-]*"
_ROLE = r"(?:[a-z][\w’'-]+ ){0,5}"
_WHO = (
    r"(?:he|she|they|it"
    rf"|(?:the |a |an |his |her |their |one |another |some )?{_ROLE}{_NAME}"
    rf"(?: (?:of |for |de |al-|von |van )?{_NAME}){{0,5}}"
    r"|(?:the|a|an|his|her|their|some|other|two|one) (?:[\w’'-]+ ){0,4}[\w’'-]+)"
)
"""A pronoun; a name with or without what its bearer is; `the doctor`, `two senior officials`."""
_OFFICE = (
    r", (?:(?:an?|the|his|her|their|its|one of) |[A-Z][\w’'.-]* "
    r"|(?:[a-z]+ )?(?:head|chief|spokes\w+|president|director|minister|leader|secretary|chair\w*|professor|analyst"
    r"|attorney|lawyer)\b)[^\d,.;“”\"]{1,80}"
)
"""What the speaker is, behind the name; no clause with matter of its own."""
_FRAMES = (
    re.compile(r"^(?:But |And |Meanwhile, |However, )?[Aa]ccording to [^,]{3,60}, "),
    re.compile(r",? according to [^,.;]{3,60}(?=[.;]|$)"),
    re.compile(
        r"^(?:The |A |An )?[A-Z][\w’'.-]*(?:[ ,]+[\w’'.-]+){0,8}? "
        r"(?:said|says|told [\w’' ]{2,25}|noted|added|stated|announced|reported|pointed out|believes|believed)"
        r"(?: (?:on|in|late|early|last) [A-Z]?\w+(?: \d{1,2})?)?(?: in (?:a|an|his|her) \w+)? that "
    ),
    re.compile(
        r",[”\"’]? (?:he|she|they|it|[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,3}|the [\w ]{3,30}) "
        r"(?:said|added|noted|told [\w’' ]{2,20})[^,;.]{0,25}\.?$"
    ),
    re.compile(r", [\w ’'.-]{2,30} (?:reported|said|says)\.?$"),
)
_FULL_FRAMES = (
    re.compile(rf"[,.?!…][”\"’] {_SAYS} {_WHO}(?:{_OFFICE})?(?=[.,;]|$)"),
    re.compile(rf", (?:said|says|reported) {_WHO}(?:{_OFFICE})?\.?$"),
    re.compile(
        rf"[,.?!…][”\"’] {_WHO}(?:, [^,“”\"]{{2,80}},)? (?:also |later |then )?{_SAYS}"
        r"(?: (?:on|late|early|last) \w+)?(?=[,.;]|$)"
    ),
)
"""With an office or a full name; what two sentences quote of one spokeswoman would be outweighed by her."""
_FULL = 5
"""Words of such a frame. A short one inside a sentence counts: a surname tells that two outlets quote one speaker."""
_WORD = re.compile(r"\w+")


def dateline(text: str) -> Span | None:
    """The span of a place or agency line at the start of an article's first sentence; None where there is none."""
    found = _DATELINE.match(text)
    return Span(0, found.end()) if found else None


def attribution_frames(text: str) -> tuple[Span, ...]:
    """Spans that only say who speaks; never the whole sentence."""
    found = [it for pattern in _FRAMES if (it := pattern.search(text))]
    full = [it for pattern in _FULL_FRAMES if (it := pattern.search(text))]
    found += [it for it in full if len(_WORD.findall(it.group())) >= _FULL]
    spans: list[Span] = []
    for span in sorted(Span(it.start(), it.end()) for it in found):
        if spans and span.start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    covered = sum(span.end - span.start for span in spans)
    return tuple(spans) if covered < len(text) / 2 else ()


def uncounted_spans(sentence: Sentence) -> tuple[Span, ...]:
    """All that counts for nothing when sentences are scored: an article's dateline, and attribution frames."""
    opens = sentence.part == "body" and sentence.span.start == 0
    line = dateline(sentence.text) if opens else None
    return (*([line] if line else []), *attribution_frames(sentence.text))


def counted_words(sentence: Sentence, words: Iterable[Word]) -> tuple[Word, ...]:
    """The words of a sentence outside its dateline and attribution frames."""
    spans = uncounted_spans(sentence)
    return tuple(word for word in words if not any(s.start <= word.start and word.end <= s.end for s in spans))
