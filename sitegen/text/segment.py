"""Sentences of an article as spans into its plain text.

sentencex (Wikimedia, MIT) finds the full stops that end a sentence, one line at a time: across lines it would glue
headings and captions to the sentence that follows. It splits sentences glued together without a space (`reported.Sudani
said`) by itself, so the text is never rewritten. It is shown the line without quotation marks and brackets, because it
leaves whole whatever stands between two of them, be they the signs of two inches; what a mark means is decided here:

- a quotation is kept whole where its own sentence goes on behind it (`“We know nothing. We go on,” the speaker said.`)
  and is sentences like any others where it does not;
- a bracket is kept whole unless it stands on its own, between sentences.

The rest mends single cuts (`_GUARDS`) and finds the items of a list written in one line. Nothing here knows a language
but English and the names and dates of others that occur in English text.
"""

import bisect
import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache

import sentencex

from sitegen.model import Article, Sentence, Span

_LONGEST_LINE = 50_000
"""sentencex takes time with the square of a line's length where the line is made of apostrophes; no paragraph of news
has so many characters, and a longer line is read in pieces."""
_LONGEST = 1000
"""No sentence of news has so many characters; what has is cut at a space, so that no rule takes minutes over it."""
_WINDOW = 200
"""How far a rule looks to either side of a cut: more than a web address or an attribution takes, and no more, so that
the time grows with the length of the line alone."""
_DEPTH = 8
"""Marks open at a time; deeper ones are taken for stray."""

_CLOSED_BY = {
    "“": "”", "„": "“”", "‟": "”", '"': '"', "«": "»", "»": "«", "‹": "›",
    "‘": "’", "‚": "‘’", "'": "'", "(": ")", "[": "]",
}  # fmt: skip
_MARK = re.compile(r"[“”„‟«»‹›\"‘’‚'()\[\]]")
_SINGLE = "‘’‚'"
_BRACKETS = "(["
_CLOSING = "”“’‘»«›\"')]"
_DOUBLE = '“”„‟«»"'
_OPENING = "“„‟«‹‘‚\"'(["
_OMISSION = re.compile(r"[.…\s]+")
_REFERENCE = re.compile(r"\d{1,3}")

_HOST = re.compile(
    r"^\W*(?:https?://|www\.)|@|^\W*[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info|io|tv|co|int)\b"
    r"|\.(?:pdf|docx?|xlsx?|pptx?|csv|txt|zip|jpe?g|png|html?)\b",
    re.IGNORECASE,
)
_OPEN_INITIALS = re.compile(r"(?:^|[^A-Za-z])(?:[A-Z]\.)+$")
_NEXT_INITIAL = re.compile(r"^[A-Z]\.")
_UPPER_NAME = re.compile(r"^\W*[A-Z]{2,}\.$")
_UPPER_REST = re.compile(r"^[A-Z]{2,}\b")

_MONTHS = (
    "January February March April May June July August September October November December "
    "Januar Februar März Mai Juni Juli Oktober Dezember enero febrero marzo abril mayo junio julio agosto septiembre "
    "octubre noviembre diciembre janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
).replace(" ", "|")
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY_OF_MONTH = re.compile(
    r"\b(?:[Oo]n|the|[Bb]y|[Uu]ntil|[Ff]rom|to|of|[Ss]ince|de[rsmn]|[Aa]m|[Vv]om|zum|[Bb]is)\s\d\d?\.$"
)
_MONTH = re.compile(rf"\s+(?:{_MONTHS})\b")
_HOUR = re.compile(r"\b[ap]\.\s?m\.$", re.IGNORECASE)
_AFTER_HOUR = re.compile(
    r"\s+(?:(?:[ECMP][SD]T|[EPC]T|GMT|UTC|BST|CES?T|IST|Eastern|Central|Mountain|Pacific|Greenwich)\b"
    rf"|{_WEEKDAY}\b(?!\s+(?:is|was|will|has|had|may|can)\b))"
)
_BEFORE_NAME = frozenset(
    "Ms Mlle Mme Ste Sra Srta Dra Dña Gral Lic Ing Hr Dipl Amb Cllr Cdr Comdr Lieut Sqn Flt Spc Pte Const Ald Dir Asst "
    "Ft Wm Gens Profs Govs Lts Capts Sgts".split()
)
_BEFORE_NUMBER = frozenset("approx para paras Abs Arts Vol vol vols Figs Ch ch Apt Rm Nr Tel tel est".split())
_BEFORE_SMALL = re.compile(r"approx|Dept|Assoc|Assn|Inst|Univ|Natl|Intl|Mass|Wash|[^\W\d_aeiouyAEIOUY]{2,4}")
"""What may stand before a small letter: short forms, and what has no vowel and so is no word (`pct.`)."""
_GOES_ON = re.compile(r"[,:;]|\s*[–—-]{1,2}\s+[a-z]")
_SMALL_WORD = re.compile(r"\s+[^\W\d_]+(?![\w.]|-[A-Z])")

_SAID = (
    "said says asked asks added adds told replied replies answered answers wrote writes shouted cried called yelled "
    "screamed tweeted posted demanded wondered exclaimed inquired joked quipped insisted continued explained declared "
    "noted recalled remarked pleaded warned argued"
).replace(" ", "|")
_ATTRIBUTION = re.compile(
    r"\s*(?:(?:(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Sen|Rep|Gov|Rev|St|Jr|Sr|[A-Z])\.|[\w'’-]+),?\s+){1,8}"
    rf"(?:{_SAID})(?:[.;…]|,(?!\s*[“‘\"'][A-Z])|$|\s+(?:on|in|at|during|before|after|from|via|last|reporters|{_WEEKDAY})"
    r"(?:\s+[\w'’-]+){0,2}[.,])"
)
"""Who speaks, a verb of saying, and then no more than a time or a place: `Mayor Example asked on Monday.`"""

_DATELINE = re.compile(
    r"\W{0,3}(?:St\. |Ft\. |Mt\. )?[A-Z][\w’' /-]{1,40}"
    r"(?:, (?:[A-Z][a-z]{0,4}\.|(?:[A-Z]\.)+|[A-Z][\w ]{1,20}))?(?:,? [A-Z][a-z]{2,8}\.? \d\d?)?"
    r"(?: \([^()]{1,40}\))?\s(?:[–—]|--?)\s"
)
_ITEM = re.compile(r"(?:^|(?<=\s))([•⁃‣◦▪●■]?\s?)(\d{1,3}|[a-z])(\.\)|[.)])(?=\s+[“\"‘'(]?[^\W\d_])")
_BULLET = re.compile(r"(?:^|(?<=\s))[•⁃‣◦▪●■](?=\s*\w)")
_BRACKETED = re.compile(r"\s*\([^\s().!?]{1,30}(?:\s[^\s().!?]{1,30}){0,3}\)\s*$")


@lru_cache(maxsize=64)
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
            spans.extend(_cut(text, span, _LONGEST))
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
        yield from _cut(text, Span(start, start + len(line)), _LONGEST_LINE)
        start += len(line) + 1


def _split_line(text: str, line: Span, language: str) -> list[Span]:
    words = line.of(text)
    pairs = _pairs(words)
    dateline = _DATELINE.match(words)
    begin = dateline.end() if dateline else 0
    cuts = [cut for cut in _stops(words, pairs, language) if cut > begin and not _is_false_cut(words, cut)]
    cuts = _without_whole(words, _with_items(words, cuts), pairs)
    edges = [line.start, *(line.start + cut for cut in cuts), line.end]
    pieces = [Span(start, end) for start, end in itertools.pairwise(edges)]
    return [span for span in (_strip(text, piece) for piece in _merge_bare(text, pieces)) if span.end > span.start]


def _pairs(words: str) -> list[tuple[int, int]]:
    """Where each quotation mark or bracket opens and closes; a mark without its other half is in no pair."""
    pairs: list[tuple[int, int]] = []
    waiting: list[int] = []
    for found in _MARK.finditer(words):
        place, mark = found.start(), found.group()
        before, after = words[place - 1 : place] or " ", words[place + 1 : place + 2] or " "
        if _can_close(mark, before, after):
            match = next((n for n in reversed(range(len(waiting))) if mark in _CLOSED_BY[words[waiting[n]]]), None)
            if match is not None:
                pairs.append((waiting[match], place))
                del waiting[match:]
                continue
        if mark in _CLOSED_BY and (mark not in "\"'" or not (before.isalnum() or before in ".,!?" or after.isspace())):
            waiting = [*waiting[1 - _DEPTH :], place]
    return sorted(pairs)


def _can_close(mark: str, before: str, after: str) -> bool:
    """Whether a mark can be a closing one. A single one must show that it is no apostrophe: by the stop beside it."""
    if mark in _SINGLE:
        return not after.isalnum() and (before in ".,!?…" or after in '.,;:!?”")')
    return mark not in '"«' or not (before.isspace() and not after.isspace())


def _stops(words: str, pairs: list[tuple[int, int]], language: str) -> Iterator[int]:
    """Where sentencex ends a sentence, each behind the closing marks that follow."""
    marks = {place for pair in pairs for place in pair}
    hidden = {place for place, char in enumerate(words) if place in marks or char in _DOUBLE}
    closing = {end for _, end in pairs} | {place for place in hidden - marks if words[place] in '”»"'}
    for start, end in pairs:
        if words[start] == "[" and _REFERENCE.fullmatch(words, start + 1, end):
            closing.update(range(start, end))
            hidden.update(range(start, end))
        elif _OMISSION.fullmatch(words, start + 1, end):
            hidden.update(range(start, end))
    places = [place for place in range(len(words)) if place not in hidden]
    shown = "".join(words[place] for place in places)
    for boundary in sentencex.get_sentence_boundaries(language, shown)[:-1]:
        last = boundary["end_index"] - 1
        while last >= 0 and shown[last].isspace():
            last -= 1
        if last < 0:
            continue
        cut = follow = places[last] + 1
        while follow < len(words) and (words[follow].isspace() or follow in closing):
            follow += 1
            if follow - 1 in closing:
                cut = follow
        yield cut


def _is_false_cut(words: str, cut: int) -> bool:
    """Whether one of the guards says that the sentence goes on behind `cut`."""
    before, after = words[max(0, cut - _WINDOW) : cut], words[cut : cut + _WINDOW]
    return any(guard(before, after) for guard in _GUARDS)


def _inside_name(before: str, after: str) -> bool:
    """A cut without white space inside a web address, a file name, dotted initials or a name such as `ASP.NET`."""
    if before[-1:].isspace() or after[:1].isspace() or not after:
        return False
    left, right = before.rsplit(maxsplit=1)[-1], after.split(maxsplit=1)[0]
    if _HOST.search(left + right):
        return True
    if _OPEN_INITIALS.search(left) and _NEXT_INITIAL.match(right):
        return True
    return bool(_UPPER_NAME.match(left) and _UPPER_REST.match(right))


def _after_abbreviation(before: str, after: str) -> bool:
    """A cut behind an abbreviation that sentencex does not know, before what completes it."""
    word, start = before.rsplit(maxsplit=1)[-1].lstrip(_OPENING).removesuffix("."), after.lstrip()[:1]
    if not before.endswith("."):
        return False
    return (
        word in _BEFORE_NAME
        or (word in _BEFORE_NUMBER and start.isdigit())
        or (_BEFORE_SMALL.fullmatch(word) is not None and start.islower())
    )


def _inside_date(before: str, after: str) -> bool:
    """A cut inside `5:30 p.m. EST`, `8 a.m. Monday` or, as Germans write it, `on 3. October`."""
    if _HOUR.search(before[-6:]):
        return bool(_AFTER_HOUR.match(after))
    return bool(_DAY_OF_MONTH.search(before[-12:]) and _MONTH.match(after))


def _before_small_word(before: str, after: str) -> bool:
    """A cut behind a stop that belongs to a name or a quotation: what follows starts small, or with a comma or dash.

    A full stop before a small letter is left to sentencex, as is a text without capitals: that may be the writer's way.
    """
    if _GOES_ON.match(after):
        return True
    if before[-1] in ".…" or before == before.lower():
        return False
    word = _SMALL_WORD.match(after)
    return word is not None and word.group().islower()


def _before_attribution(before: str, after: str) -> bool:
    """A cut between a quotation and who speaks: `“Who pays?” Mayor Example asked.` is one sentence."""
    if before[-1] not in _CLOSING or before[-1] in ")]":
        return False
    return before.rstrip(_CLOSING)[-1:] in ("?", "!", "…") and bool(_ATTRIBUTION.match(after))


_GUARDS: tuple[Callable[[str, str], bool], ...] = (
    _inside_name,
    _after_abbreviation,
    _inside_date,
    _before_small_word,
    _before_attribution,
)


def _with_items(words: str, cuts: list[int]) -> list[int]:
    """The cuts, with one before each item of a list that the line holds and none behind the item's number.

    The line must start with an item; the next is the one with the next number or letter in the same style, or the
    same bullet.
    """
    first = _ITEM.match(words.lstrip())
    bullet = _BULLET.match(words.lstrip())
    starts: set[int] = set()
    numbers: set[int] = set()
    if bullet:
        starts = {found.start() for found in _BULLET.finditer(words) if found.group() == bullet.group()}
        numbers = {found.end() for found in _ITEM.finditer(words) if found.start() in starts}
    elif first:
        value, style = first.group(2), first.group(3)
        for found in _ITEM.finditer(words):
            if found.group(2, 3) == (value, style):
                starts.add(found.start())
                numbers.add(found.end())
                value = str(int(value) + 1) if value.isdigit() else chr(ord(value) + 1)
    return sorted({*cuts, *starts} - numbers - {0})


def _without_whole(words: str, cuts: list[int], pairs: list[tuple[int, int]]) -> list[int]:
    """The cuts but those inside a quotation or bracket that is kept whole, and before a bracket that is no sentence."""
    dropped: set[int] = set()
    for start, end in pairs:
        low, high = bisect.bisect_right(cuts, start), bisect.bisect_right(cuts, end)
        inside = cuts[low:high]
        if not inside or end - start > _LONGEST:
            continue
        follow = cuts[high] if high < len(cuts) else len(words)
        ends = not _has_word(words[end + 1 : min(follow, end + _WINDOW)])
        if words[start] in _BRACKETS:
            ends = ends and words[end - 1] in ".!?…" and not _has_word(words[cuts[low - 1] if low else 0 : start])
        edges = [start + 1, *inside, end]
        dropped.update(
            cut
            for left, cut, right in zip(edges, edges[1:], edges[2:], strict=False)
            if not ends or _is_short(words[left:cut]) or _is_short(words[cut:right]) or _leaves_off(words, cut)
        )
    if cuts and _BRACKETED.match(words, cuts[-1]):
        dropped.add(cuts[-1])
    return [cut for cut in cuts if cut not in dropped]


def _has_word(words: str) -> bool:
    return any(char.isalnum() for char in words)


def _is_short(words: str) -> bool:
    """Whether there is no more than a word: `No! We go on.` is better kept together."""
    return len(words.split()) < 2  # noqa: PLR2004


def _leaves_off(words: str, cut: int) -> bool:
    """Whether the cut comes behind an ellipsis, which in a quotation shows what the writer left out."""
    return words.endswith(("…", "..", ". ."), 0, cut)


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


def _cut(text: str, span: Span, longest: int) -> Iterator[Span]:
    """The span, or pieces of at most `longest` characters that end at a space where there is one."""
    while span.end - span.start > longest:
        space = text.rfind(" ", span.start + 1, span.start + longest)
        end = space if space > span.start else span.start + longest
        yield _strip(text, Span(span.start, end))
        span = _strip(text, Span(end, span.end))
    yield span
