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


def dateline(text: str) -> Span | None:
    """The span of a place or agency line at the start of an article's first sentence; None where there is none."""
    found = _DATELINE.match(text)
    return Span(0, found.end()) if found else None


def attribution_frames(text: str) -> tuple[Span, ...]:
    """Spans that only say who speaks; never the whole sentence."""
    spans = [Span(found.start(), found.end()) for pattern in _FRAMES if (found := pattern.search(text))]
    covered = sum(span.end - span.start for span in spans)
    return tuple(sorted(spans)) if covered < len(text) / 2 else ()


def uncounted_spans(text: str) -> tuple[Span, ...]:
    """All that counts for nothing when sentences are scored: the dateline and the attribution frames."""
    line = dateline(text)
    return (*([line] if line else []), *attribution_frames(text))


def counted_words(text: str, words: Iterable[Word]) -> tuple[Word, ...]:
    """The words of `text` outside its dateline and attribution frames."""
    spans = uncounted_spans(text)
    return tuple(word for word in words if not any(s.start <= word.start and word.end <= s.end for s in spans))
