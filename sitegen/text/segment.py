"""Sentences of an article as spans into its plain text.

sentencex (Wikimedia, MIT) finds the boundaries, one line at a time: across lines it would glue headings and captions
to the sentence that follows. It splits sentences glued together without a space (`reported.Sudani said`) by itself,
so the text is never rewritten. Two guards mend what it gets wrong; see `_is_false_cut` and `_merge_bare`.
"""

import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Iterator

import sentencex

from sitegen.model import Article, Sentence, Span

_LONGEST = 1000
"""No sentence of news has so many characters; what has is cut at a space, so that no rule takes minutes over it."""
_HOST = re.compile(
    r"^\W*(?:https?://|www\.)|@|^\W*[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info|io|tv|co|int)\b", re.IGNORECASE
)
_OPEN_INITIALS = re.compile(r"(?:^|[^A-Za-z])(?:[A-Z]\.)+$")
_NEXT_INITIAL = re.compile(r"^[A-Z]\.")
_UPPER_NAME = re.compile(r"^\W*[A-Z]{2,}\.$")
_UPPER_REST = re.compile(r"^[A-Z]{2,}\b")


def segment(article: Article) -> tuple[Sentence, ...]:
    """The headline, where there is one, and the sentences of the body in reading order.

    Sentence spans are ordered, disjoint and free of white space at their ends; together they hold every visible
    character of the body.
    """
    seen: Counter[str] = Counter()
    spans = [(0, Span(0, len(article.title)), "title")] if article.title is not None else []
    for index, paragraph in enumerate(article.paragraphs):
        spans.extend((index, span, "body") for span in split_sentences(article.text, paragraph.span, article.language))
    sentences = []
    for number, (paragraph_index, span, part) in enumerate(spans, start=0 if article.title is not None else 1):
        text = span.of((article.title or "") if part == "title" else article.text)
        sentences.append(
            Sentence(
                id=f"{article.id}.{number}",
                key=_key(article.id, text, seen),
                article=article.id,
                part="title" if part == "title" else "body",
                paragraph=paragraph_index,
                span=span,
                text=text,
            )
        )
    return tuple(sentences)


def split_sentences(text: str, within: Span, language: str = "en") -> tuple[Span, ...]:
    """Spans of the sentences of `text` inside `within`, line by line."""
    spans: list[Span] = []
    for line in _lines(text, within):
        for span in _split_line(text, line, language):
            spans.extend(_cut(text, span))
    return tuple(spans)


def sentence_digest(text: str) -> str:
    """The first six hex digits of the SHA-256 of the casefolded letters and digits of `text`."""
    bare = "".join(c for c in text.casefold() if c.isalnum())
    return hashlib.sha256(bare.encode()).hexdigest()[:6]


def _key(article: str, text: str, seen: Counter[str]) -> str:
    digest = sentence_digest(text)
    seen[digest] += 1
    return f"{article}:{digest}" + (f"-{seen[digest]}" if seen[digest] > 1 else "")


def _lines(text: str, within: Span) -> Iterator[Span]:
    start = within.start
    for line in within.of(text).split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


def _split_line(text: str, line: Span, language: str) -> list[Span]:
    cuts = [line.start]
    for boundary in sentencex.get_sentence_boundaries(language, line.of(text))[:-1]:
        cut = line.start + boundary["end_index"]
        if not _is_false_cut(text, line, cut):
            cuts.append(cut)
    cuts.append(line.end)
    pieces = [Span(start, end) for start, end in itertools.pairwise(cuts)]
    return [span for span in (_strip(text, piece) for piece in _merge_bare(text, pieces)) if span.end > span.start]


def _is_false_cut(text: str, line: Span, cut: int) -> bool:
    """Whether a cut without white space falls inside a web address, dotted initials or a name such as `ASP.NET`."""
    if text[cut - 1].isspace() or (cut < line.end and text[cut].isspace()):
        return False
    start = max(text.rfind(" ", line.start, cut), text.rfind("\u00a0", line.start, cut), line.start - 1) + 1
    ends = [end for end in (text.find(" ", cut, line.end), text.find("\u00a0", cut, line.end)) if end != -1]
    left, right = text[start:cut], text[cut : min(ends, default=line.end)]
    if _HOST.search(left + right):
        return True
    if _OPEN_INITIALS.search(left) and _NEXT_INITIAL.match(right):
        return True
    return bool(_UPPER_NAME.match(left) and _UPPER_REST.match(right))


def _merge_bare(text: str, pieces: list[Span]) -> list[Span]:
    """Give a piece without letter or digit (a stray full stop or quotation mark) to the piece before it."""
    merged: list[Span] = []
    for piece in pieces:
        bare = not any(c.isalnum() for c in piece.of(text))
        if merged and (bare or not any(c.isalnum() for c in merged[-1].of(text))):
            merged[-1] = Span(merged[-1].start, piece.end)
        else:
            merged.append(piece)
    return merged


def _strip(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.end - (len(words) - len(words.rstrip()))))


def _cut(text: str, span: Span) -> Iterator[Span]:
    """The span, or pieces of at most `_LONGEST` characters that end at a space where there is one."""
    while span.end - span.start > _LONGEST:
        space = text.rfind(" ", span.start + 1, span.start + _LONGEST)
        end = space if space > span.start else span.start + _LONGEST
        yield _strip(text, Span(span.start, end))
        span = _strip(text, Span(end, span.end))
    yield span
