"""Which words of a sentence name a speaker, and which verb or phrase ascribes words to them.

Works on a sentence whose quotations are blanked, so that nothing quoted is read as the outlet's own syntax. No parser:
a subject is what stands between a clause's beginning and its verb of speech, appositions taken apart at their commas.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from sitegen.compare.figure_masks import MONTH, WEEKDAY
from sitegen.compare.speech_words import SPEECH_NOUNS, SPEECH_VERBS, STRONG_VERBS
from sitegen.model import Span

BLANK = "\u00b7"
"""Stands for every character of a quotation."""

_ACCORDING = re.compile(
    r"\b(?P<cue>[Aa]ccording\sto|[Ii]n\sthe\swords\sof|[Aa]s\stold\sto|[Pp]er)\s"
    r"(?P<who>(?:(?:an?|the|his|her|their)\s)?(?:[^,.;:()“”\"·]|(?<=\b[A-Z])\.|(?<=\b(?:Mr|Ms|Dr|St))\.|(?<=\b(?:Mrs|Sen|Rep|Gov|Gen|Lt\.|Col))\.){2,80}?)"
    r"(?=[,.;:”\"()·]|$|\sand\s(?!\w+$)|\sin\san?\s|\sto\sthe\s|\swho\s|\swhich\s)",
)
_BY = re.compile(
    r"^\s(?:\w+ly\s)?(?:as\s\w+\s)?(?:(?:as\s)?(?:an?\s|the\s)?(?:\w+\s)?[“\"‘]?·+[”\"’]?\s)?by\s(?!\w+ing\b)(?P<who>[^,.;:“”\"·]{2,60}?)(?=\s(?:as|that|in|on|at|during|to)\s|[,.;:“”\"·]|$)"
)
_NOUN_CUE = re.compile(
    r"(?P<who>(?:[A-Z][\w.’'-]*\s)*[A-Z][\w-]*(?:’s|'s|’|')|\b[Hh]is|\b[Hh]er)\s(?:[a-z-]+\s){0,2}?"
    r"(?P<cue>claim|pledge|promise|vow|call|warning|assertion|description|term|phrase|words|remarks?|comments?|apology|"
    r"characteri[sz]ation|slogan|motto|answer|response|reply|praise|criticism|insistence|complaint|talk)s?\b",
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be|get|got|gets)\s(?:\w+ly\s|also\s|once\s|often\s|later\s)*$")
_FILLER = re.compile(
    rf"(?:(?:^|[\s,])(?:also|then|later|has|have|had|is|was|were|are|been|be|would|will|could|may|might|can|did|does|do|not|never|"
    rf"once|again|previously|earlier|further|often|still|now|already|just|even|always|himself|herself|themselves|"
    rf"long|first|too|so|instead|attempted\sto|tried\sto|went\son\sto|sought\sto|appeared\sto|seemed\sto|continued\sto|"
    rf"began|ha[sd]\sto|to|fired\sback|{WEEKDAY}|yesterday|today|tonight|"
    rf"(?:late\s|early\s)?(?:on|last|this|next)\s(?:{WEEKDAY}|morning|afternoon|evening|week|month|year|night)(?:\s(?:morning|"
    rf"afternoon|evening|night))?|on\s{MONTH}\s\d+|over\sthe\s(?:weekend|phone)|"
    rf"(?:in|during|at|via|through|on)\s(?:an?|his|her|their|the)\s(?:[\w-]+\s)?(?:statement|interview|tweet|speech|post|"
    rf"letter|email|e-mail|briefing|message|report|memo|address|call|conference|hearing|filing|blog|video)|(?!family|ally|assembly|rally|bully|italy)[a-z]+ly))+$",
)
_BREAK = re.compile(
    rf"[:;()“”\"{BLANK}]\s?|\s?[—–―]\s?|\s-{{1,2}}\s|(?:(?:in|of|to|on|at|for)\s)?which\s(?=\S)|(?<!\S)(?:that|and|but|while|as|when|because|if|after|before|since|although|"
    r"though|where|how|what|or|yet|so|than|whether|until)(?:\s|$)|,\s",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"^(?:in|on|at|after|before|during|for|with|without|from|by|to|as|under|since|following|speaking|asked|over|amid|"
    r"despite|like|unlike|through|among|of|when|while|because|though|although|if|according|about|until|within|against|"
    r"across|beyond|throughout|instead|alongside|besides|given|nearly|almost|just|only|even)\s",
    re.IGNORECASE,
)
_DESCRIPTION = re.compile(
    r"^(?:(?:an?|the|one\sof|then|now|also|a\sformer|former|its|his|her|their)\s[a-z]|who\b|whose\b|whom\b|which\b|where\b|when\b|"
    r"\d|[RDIL]-[A-Z]|[A-Z][a-z]{2,5}\.$|[A-Z]\.[A-Z]\.$|\w+ing\s|\w+ed\s|himself|herself|Jr|Sr|both\b|all\b|in\b|on\b|at\b|"
    r"from\b|like\b|with\b|without\b|after\b|amid\b|by\b|as\b|if\b|for\b|speaking\b|chief\b|head\b)",
)
_WHO = re.compile(r"\b(?:who|which)\s(?:has\s|have\s|had\s|also\s|\w+ly\s)*$")
_DETERMINED = re.compile(r"^(?:an?|the|one\sof|his|her|their|its)\s")
_LINK = re.compile(r"\s(?:in|of|for|with|at|on|from|by|to)\s")
_PERSONAL = re.compile(r"^(?:he|she|they|it|we|i|him|her|them|who|you)$", re.IGNORECASE)
_NAMED = re.compile(r"(?:[A-Z][\w.’'‑-]*|al-[A-Z]\w+)$")
_POST_SUBJECT = re.compile(
    r"^\s(?P<who>(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne\sof)\s)?[\w.’'‑-]+(?:\s[\w.’'‑-]+){0,7}?)"
    r"(?=,|[.;:](?:\s|$)|$|\s(?:in|on|at|during|who|to|as|when|after|of\sthe|about|before|while|following|through|via|with|"
    rf"by|late|early|last|{WEEKDAY}|{MONTH})\b|\s?[—–(])",
)
_DATELINE = re.compile(r"^[A-Z][A-Z.,’' ]+(?:\([^)]*\)\s)?(?:--|[-–—―])\s")
_OF_NAME = re.compile(r"\s(?:for|of|at|from|with)\s(?:the\s)?(?:[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)*|[a-z]+\b)")
_POST_MODIFIER = re.compile(
    r"\s(?:who|whose|which)\s|\s(?:disclosed|released|obtained|filed|published|unveiled|issued|seen)\b",
)
_EMPTY_SUBJECTS = frozenset({"", "and", "but", "that"})
_TIME_LEAD = re.compile(r"(?:Last|This|Next|Earlier|Later|Early|Late|Yesterday|Today)\b[^,.;:]{0,30},")
_AS_SAYING = re.compile(r"\s(?:by\s[^,.;:“”\"·]{2,60}?\s)?as\s(?P<cue>saying|telling|writing|claiming)\b")
_ONE_OF = re.compile(r"^(?:one|some|many|most|two|three|several)\sof\s", re.IGNORECASE)
_LATE_PARTICIPLE = re.compile(r"(?<=[a-z])\s(?:[a-z]+ed|seen|shown|given|sent)$")
_CLAUSE_WORDS = 7
"""A piece between commas that is longer, most of it in small letters, is a clause and no name."""
_MAX_WORDS = 10
_VERB_WORD = re.compile(r"(?<![\w-])[\w-]+")
_PHRASAL = ("put it", "puts it", "went on", "goes on")
_BEFORE_TO = frozenset({("went", "on"), ("goes", "on")})
"""No verbs of speech where `to` follows."""
_TO = re.compile(r"\sto")
_GAP = re.compile(r"\s")


class Cue(Struct, frozen=True):
    """A verb of speech, or `according to`, with the words that name who speaks."""

    start: int
    end: int
    word: str
    subject: Span | None
    is_strong: bool
    kind: str
    """`verb`, `participle` (saying), `according`, `noun`."""
    in_aside: bool = False
    """Whether the verb stands in a clause about its subject: `an official, who asked not to be named, said`."""


@lru_cache(maxsize=4096)
def find_cues(text: str, *, is_title: bool = False, also: tuple[str, ...] = ()) -> tuple[Cue, ...]:
    """Every cue of a sentence in order; `text` has its quotations blanked.

    `also` are words and phrases beyond the verbs of speech, in small letters, that are read as such verbs too.
    """
    cues = [
        Cue(*found.span("cue"), found["cue"], Span(*found.span("who")), is_strong=True, kind="according")
        for found in _ACCORDING.finditer(text)
    ]
    taken = [(c.start, c.subject.end if c.subject else c.end) for c in cues]
    for found in _verbs(text, _known_verbs(also), is_title=is_title):
        if any(start <= found.start < end for start, end in taken):
            continue
        cue = _verb_cue(text, found, cues)
        if cue:
            cues.append(cue)
    cues.extend(
        Cue(*found.span("cue"), found["cue"], Span(*found.span("who")), is_strong=False, kind="noun")
        for found in _NOUN_CUE.finditer(text)
    )
    return tuple(sorted(cues, key=lambda c: c.start))


@lru_cache(maxsize=8)
def _known_verbs(also: tuple[str, ...]) -> Mapping[str, frozenset[tuple[str, ...]]]:
    """First word -> every verb of speech and phrase of `also` that begins with it, as words.

    Looked up rather than searched for: an expression of all these takes longer to compile than an article to read.
    """
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in (*SPEECH_VERBS, *also, *_PHRASAL):
        words = tuple(phrase.split())
        found.setdefault(words[0], set()).add(words)
    return {first: frozenset(phrases) for first, phrases in found.items()}


def _verbs(text: str, known: Mapping[str, frozenset[tuple[str, ...]]], *, is_title: bool) -> Iterator[Span]:
    """Where these verbs and phrases stand, the longest at each place; in a headline in capitals too."""
    spans = [Span(*found.span()) for found in _VERB_WORD.finditer(text)]
    words = [span.of(text).lower() if is_title else span.of(text) for span in spans]
    end = 0
    for n, word in enumerate(words):
        if word not in known or spans[n].start < end:
            continue
        n_joined = 1
        while n + n_joined < len(spans) and _GAP.fullmatch(
            text, spans[n + n_joined - 1].end, spans[n + n_joined].start
        ):
            n_joined += 1
        for length in range(min(max(map(len, known[word])), n_joined), 0, -1):
            phrase, behind = tuple(words[n : n + length]), spans[n + length - 1].end
            if phrase in known[word] and not (phrase in _BEFORE_TO and _TO.match(text, behind)):
                end = behind
                yield Span(spans[n].start, end)
                break


def subject_behind(text: str, end: int) -> Span | None:
    """The subject after a verb, as in `said Pat Example, a spokesman`; None where something else follows."""
    found = _POST_SUBJECT.match(text[end:])
    if not found or not _can_speak(found["who"]):
        return None
    words = found["who"]
    # `one leaflet distributed in the square`
    late = _LATE_PARTICIPLE.search(words) if len(words.split()) > 2 else None  # noqa: PLR2004 - a determiner and a noun
    if late:
        return Span(end + found.start("who"), end + found.start("who") + late.start())
    n_dots = words.endswith(".") and len(words.split()[-1]) > len("Jr.")
    return Span(end + found.start("who"), end + found.end("who") - n_dots)


def main_subject(text: str) -> Span | None:
    """The first noun phrase of a sentence that can speak, an introduction up to a comma left out."""
    line = _DATELINE.match(text)
    start = line.end() if line else 0
    while (_PREPOSITION.match(text[start:]) or _TIME_LEAD.match(text[start:])) and (
        comma := text.find(", ", start)
    ) != -1:
        start = comma + 2
    found = re.search(
        r"\b(?:[Hh]e|[Ss]he|[Tt]hey)\b|\b(?:[Tt]he|[Aa]n?)\s(?:[a-z-]+\s){0,3}?(?:[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)*|[a-z]+)|"
        r"[A-Z][\w.’'-]*(?:\s(?:al-)?[A-Z][\w.’'-]*)*",
        text[start:],
    )
    link = _OF_NAME.match(text, start + found.end()) if found else None
    if found and link and found.group()[0] in "TtAa" and found.group()[-1:].islower():
        return Span(start + found.start(), link.end())
    return Span(start + found.start(), start + found.end()) if found else None


def _verb_cue(text: str, at: Span, earlier: list[Cue]) -> Cue | None:
    word = at.of(text)
    is_strong = word.lower() in STRONG_VERBS
    quoted = _AS_SAYING.match(text, at.end) if word == "quoted" else None
    if quoted:
        subject = subject_before(text, at.start, earlier)
        return Cue(*quoted.span("cue"), quoted["cue"], subject, is_strong=True, kind="verb")
    by = _BY.match(text[at.end :]) if word.endswith(("d", "t")) else None
    if by:
        who = Span(at.end + by.start("who"), at.end + by.end("who"))
        return Cue(at.start, at.end, word, who, is_strong=is_strong, kind="verb")
    if word.endswith("ing"):
        subject = _object_before(text, at.start) or _first_subject(earlier) or main_subject(text[: at.start])
        return Cue(at.start, at.end, word, subject, is_strong=is_strong, kind="participle")
    if re.search(
        # the last word of a name (`Outlet A`) is no article
        r"(?:\b(?:the|an?(?-i:(?<![a-z]\sA))|this|his|her|their|its|these|those|some|any|no)|[’']s?)\s$",
        text[: at.start],
        re.IGNORECASE,
    ):
        return None  # a noun: `the report`, `his remarks`
    if _PASSIVE.search(text[: at.start]) and word.lower() not in ("said", "says"):
        return None  # `was accused of`, `has been told`: spoken to, not speaking
    subject = subject_before(text, at.start, earlier)
    in_aside = bool(_WHO.search(text[: at.start]))
    return Cue(at.start, at.end, word, subject, is_strong=is_strong, kind="verb", in_aside=in_aside)


def subject_before(text: str, verb: int, earlier: list[Cue]) -> Span | None:
    """The subject of the verb at `verb`; of an earlier verb where the clause has none of its own (`and called it`)."""
    left = text[:verb].rstrip()
    left = left[: len(left) - len(match.group())].rstrip() if (match := _FILLER.search(left)) else left
    if not left or left.endswith(","):
        return _before_apposition(text, left, earlier) if left else None
    if re.search(r"\b(?:who|which)$|\s\w+\sthat$", left):
        return _antecedent(left)
    cuts = [m.end() for m in _BREAK.finditer(left) if not _inside_name(left, m)]
    # `the ministry said the economy added`: an earlier verb of speech ends what can be the subject of this one
    start = max(cuts + [c.end + 1 for c in earlier if c.kind == "verb" and c.end < len(left)], default=0)
    words = left[start:]
    if words.strip().lower() in _EMPTY_SUBJECTS:
        return _last_subject(earlier) or main_subject(left)
    cut = _POST_MODIFIER.search(words)
    span = Span(start, start + (cut.start() if cut else len(words)))
    if _PREPOSITION.match(words):
        return _last_speaker(text, span)
    if len(span.of(text).split()) > _MAX_WORDS and not _ONE_OF.match(span.of(text)):
        return _last_speaker(text, span) or main_subject(left)
    return span


def _inside_name(left: str, found: re.Match[str]) -> bool:
    """Whether a comma or `and` stands inside the subject itself: `Jane Doe, 47, said` is taken apart elsewhere."""
    return found.group().strip().lower() == "and" and bool(re.search(r"^[A-Z][\w-]+\s(?:of|in)\b", left[found.end() :]))


def _before_apposition(text: str, left: str, earlier: list[Cue]) -> Span | None:
    """The subject in front of `, an attorney,` or the name inside `the lawyer, Jane Doe,`.

    Where nobody is named it is the leftmost description (`a senior official, who asked not to be named,`).
    """
    bounds = [0, *(m.end() for m in re.finditer(rf",\s|[{BLANK}“”\"]\s?|[:;]\s|\s[—–]\s", left[:-1])), len(left)]
    pieces = [Span(a, b) for a, b in pairwise(bounds) if text[a:b].strip(f' ,{BLANK}“”"')]
    described: Span | None = None
    for index in range(len(pieces) - 1, -1, -1):
        words = pieces[index].of(text).rstrip(" ,")
        start = _after_break(words)
        span = Span(pieces[index].start + start, pieces[index].start + len(words))
        bare = words[start:]
        if not bare or _PREPOSITION.match(bare):
            continue
        if described and _is_clause(bare):
            return described
        is_post = index > 0 and bare[0].islower() and bool(_NAMED.search(pieces[index - 1].of(text).rstrip(" ,")))
        if _PERSONAL.match(bare) or not (_DESCRIPTION.match(bare) or is_post) or index == 0:
            return span
        described = span if _DETERMINED.match(bare) else described
    return described or _first_subject(earlier)


def _is_clause(words: str) -> bool:
    """Whether a piece in front of `, the minister,` is a clause of its own rather than the minister's name."""
    n_small = sum(word[0].islower() for word in words.split())
    return len(words.split()) >= _CLAUSE_WORDS and 2 * n_small > len(words.split())


def _after_break(words: str) -> int:
    return max((m.end() for m in _BREAK.finditer(words) if m.group().strip() not in (",", "and")), default=0)


def _object_before(text: str, verb: int) -> Span | None:
    """`him` in `of him warning`, a name in `Jane Doe telling` and `quoted Jane Doe as saying`."""
    found = re.search(
        r"(?P<who>\b(?:him|her|them)|(?:[A-Z][\w.’'-]*\s)*[A-Z][\w’'-]*)(?<!\bAs)(?:\sas)?\s$", text[:verb]
    )
    return Span(*found.span("who")) if found else None


def _antecedent(left: str) -> Span | None:
    """The noun phrase that a `who` at the end of `left` takes up."""
    found = re.search(r"(?P<who>(?:(?:[Tt]he|[Aa]n?)\s)?[\w.’'-]+(?:\s[\w.’'-]+){0,4}?),?\s(?:who|which|that)$", left)
    if not found:
        return None
    link = max((m.end() for m in _LINK.finditer(found["who"])), default=0) if left.endswith("that") else 0
    return Span(found.start("who") + link, found.end("who"))


def _last_speaker(text: str, within: Span) -> Span | None:
    found = list(
        re.finditer(
            r"\b(?:he|she|they|it)\b|(?:\b(?:the|an?|his|her|their)\s(?:[a-z-]+\s){0,2})?[A-Z][\w.’'-]*(?:\s(?:al-)?[A-Z][\w.’'-]*)*$|"
            r"\b(?:the|an?)\s[\w-]+(?:\s[\w-]+)?$",
            within.of(text).rstrip(),
        ),
    )
    return Span(within.start + found[-1].start(), within.start + found[-1].end()) if found else None


def _first_subject(earlier: list[Cue]) -> Span | None:
    return next((c.subject for c in earlier if c.subject and c.kind == "verb"), None)


def _last_subject(earlier: list[Cue]) -> Span | None:
    """Whose verb an `and` goes on from: the nearest one, asides left out."""
    return next((c.subject for c in reversed(earlier) if c.subject and c.kind == "verb" and not c.in_aside), None)


def _can_speak(words: str) -> bool:
    last = words.rpartition(" ")[2]
    return bool(
        _PERSONAL.match(words) or _NAMED.search(words) or last.islower()
    ) and last.lower() not in SPEECH_NOUNS | {"that"}
