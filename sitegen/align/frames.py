"""The parts of a sentence that say who speaks, when and from where: they frame a proposition and are no part of it.

Two sentences that share only `According to the Pentagon` or `Baghdad (IraqiNews.com) –` say nothing in common, so
these words count for nothing when sentences are scored. The text itself is never changed: a frame is a span.
"""

import re
from collections.abc import Iterable

from sitegen.model import Span
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
_OFFICE = r", [^“”\"]{2,100}?"
"""What the speaker is, behind the name."""
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
    re.compile(rf"[,.?!…][”\"’] {_SAYS} {_WHO}(?:{_OFFICE})?(?=[.;]|$)"),
    re.compile(rf", (?:said|says|reported) {_WHO}(?:{_OFFICE})?\.?$"),
    # a surname tells whose words these are, and that two are of one utterance; an office and a full name drown them
    re.compile(
        rf"[,.?!…][”\"’] (?=(?:[^\s“”\"]+ ){{4,}}){_WHO}(?:, [^,“”\"]{{2,80}},)? (?:also |later |then )?{_SAYS}"
        r"(?: (?:on|late|early|last) \w+)?(?=[,.;]|$)"
    ),
)


def dateline(text: str) -> Span | None:
    """The span of a place or agency line at the start of an article's first sentence; None where there is none."""
    found = _DATELINE.match(text)
    return Span(0, found.end()) if found else None


def attribution_frames(text: str) -> tuple[Span, ...]:
    """Spans that only say who speaks; never the whole sentence."""
    found = sorted({Span(it.start(), it.end()) for pattern in _FRAMES if (it := pattern.search(text))})
    spans: list[Span] = []
    for span in found:
        if spans and span.start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    covered = sum(span.end - span.start for span in spans)
    return tuple(spans) if covered < len(text) / 2 else ()


def uncounted_spans(text: str) -> tuple[Span, ...]:
    """All that counts for nothing when sentences are scored: the dateline and the attribution frames."""
    line = dateline(text)
    return (*([line] if line else []), *attribution_frames(text))


def counted_words(text: str, words: Iterable[Word]) -> tuple[Word, ...]:
    """The words of `text` outside its dateline and attribution frames."""
    spans = uncounted_spans(text)
    return tuple(word for word in words if not any(s.start <= word.start and word.end <= s.end for s in spans))
