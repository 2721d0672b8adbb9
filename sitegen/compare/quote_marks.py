"""Quotation marks: which stretches of a text stand between them.

Curly, straight, single and angled marks; outermost pairs only. News text is often broken: an unclosed quotation ends
with its paragraph, or runs on where a closing mark without an opening one follows before the next opening one; a
closing mark that nothing opened takes the text since the quotation before it. Apostrophes, feet and inches, elided
years are no marks.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sitegen.model import Paragraph, Span

_OPENING = "“„«‟"
_CLOSING = "”»"
_SINGLE = "‘’'‚"
_MARK = re.compile(r"``|''|[“”„‟«»\"‘’'‚]")
_SPACE_BEFORE = frozenset(" \u00a0\u2009\u202f\t\n([{—–-/:…")
_ENDS_AFTER = frozenset(" \u00a0\u2009\u202f\t\n)]}.,;:!?—–-…/’'”\"")
_ELISION = re.compile(r"[‘’'](?:\d\d(?:s|\b)|(?:tis|twas|em|til|cause|n|bout|round|neath|til)\b)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[A-Z“\"‘(])")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|St|Jr|Sr|No|vs|U\.S|U\.K|U\.N)\.$")
_CARRY = 5
"""How many paragraphs an unclosed quotation may run on to its closing mark."""


class _Mark(Struct, frozen=True):
    start: int
    end: int
    opens: bool


def quotation_spans(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Span, ...]:
    """The outermost quotations of an article's plain text, without their marks, in order and disjoint."""
    spans: list[Span] = []
    open_at: int | None = None
    opened_in = 0
    for index, paragraph in enumerate(paragraphs):
        marks = list(_marks(text, paragraph.span))
        if open_at is not None:
            if marks and not marks[0].opens and index - opened_in <= _CARRY:
                spans.append(Span(open_at, marks[0].start))
                marks = marks[1:]
                open_at = None
            elif marks or index - opened_in >= _CARRY:
                spans.append(Span(open_at, paragraphs[opened_in].span.end))
                open_at = None
        found, left = _pair(text, paragraph.span, marks, spans)
        spans.extend(found)
        if left is not None:
            open_at, opened_in = left, index
    if open_at is not None:
        spans.append(Span(open_at, paragraphs[opened_in].span.end))
    return tuple(sorted(s for s in (_trim(text, span) for span in spans) if any(c.isalnum() for c in s.of(text))))


def _pair(text: str, within: Span, marks: list[_Mark], earlier: list[Span]) -> tuple[list[Span], int | None]:
    """Pairs of marks of one paragraph; and where a quotation begins that is not closed."""
    spans: list[Span] = []
    open_at: int | None = None
    here = [span for span in earlier if within.start <= span.start < within.end]
    for mark in marks:
        if mark.opens:
            if open_at is not None:
                spans.append(Span(open_at, mark.start))
            open_at = mark.end
        elif open_at is not None:
            spans.append(Span(open_at, mark.start))
            open_at = None
        else:
            floor = max((s.end + 1 for s in (*here, *spans[-1:]) if s.start < mark.start), default=None)
            spans.append(Span(_start_of_stray(text, within, floor, mark.start), mark.start))
    return spans, open_at


def _start_of_stray(text: str, within: Span, floor: int | None, end: int) -> int:
    """Where a quotation begins whose opening mark is missing: after the one before it, else with its sentence."""
    if floor is not None and text[floor - 2 : floor - 1] in ".!?…,":
        return floor
    cuts = [
        m.end()
        for m in _SENTENCE_END.finditer(text, within.start, end)
        if not _ABBREVIATED.search(text, within.start, m.start() + 1)
    ]
    return max([within.start, *(cut for cut in cuts if cut < end), *([floor] if floor else [])])


def _marks(text: str, within: Span) -> Iterator[_Mark]:
    """The outermost marks of a paragraph with their direction."""
    depth_double = False
    skip_to = within.start
    for found in _MARK.finditer(text, within.start, within.end):
        if found.start() < skip_to:
            continue
        sign = found.group()
        before = text[found.start() - 1] if found.start() > within.start else " "
        after = text[found.end()] if found.end() < within.end else " "
        if sign in _SINGLE and sign not in ("``", "''"):
            if depth_double:
                continue
            end = _single_end(text, found, before, after, within.end)
            if end is not None:
                yield _Mark(found.start(), found.end(), opens=True)
                yield _Mark(end, end + 1, opens=False)
                skip_to = end + 1
            continue
        opens = _opens(sign, before, after, is_open=depth_double)
        if opens is None:
            continue
        depth_double = opens
        yield _Mark(found.start(), found.end(), opens)


def _opens(sign: str, before: str, after: str, *, is_open: bool) -> bool | None:
    """Whether a double mark opens or closes; None for inches and stray signs."""
    at_start = before in _SPACE_BEFORE and not after.isspace()
    at_end = not before.isspace() and after in _ENDS_AFTER
    if sign in _OPENING:
        return not (is_open and at_end and not at_start)
    if sign in _CLOSING:
        return at_start and not is_open and after.isalnum()
    if at_start and not (is_open and at_end):
        return True
    if is_open:
        return False
    return None if before.isdigit() or not at_end else False


def _single_end(text: str, found: re.Match[str], before: str, after: str, limit: int) -> int | None:
    """Where the single mark that closes this one stands; None where this one is an apostrophe."""
    if found.group() == "’" or before not in _SPACE_BEFORE | frozenset('“"') or after.isspace():
        return None
    if _ELISION.match(text, found.start()):
        return None
    closers = "’'" if found.group() == "‘" else found.group() + "’"
    candidates = [
        at
        for at in range(found.end() + 1, limit)
        if text[at] in closers
        and not text[at - 1].isspace()
        and (at + 1 == limit or not text[at + 1].isalnum())
        and not _ELISION.match(text, at)
    ]
    sure = [at for at in candidates if text[at - 1] != "s" or text[at + 1 : at + 2] in (",", ".", "")]
    return min(sure or candidates, default=None)


def _trim(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.end - (len(words) - len(words.rstrip()))))
