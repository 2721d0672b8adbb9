"""Whom articles name as the one they have something from: `Reuters reported`, `told Example TV`, a dateline's `(AP)`.

A news organisation alone is not an origin: it may be what the text is about. It is one where it is named as the one
that reported, was told, was given an interview, was quoted, or contributed. What stands inside quotation marks is a
speaker's word, not the outlet's, and is left out; so is an outlet that names itself. Front matter (`relays`, an agency
in `byline`) is the editor's word for the same.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from sitegen.compare.news_names import DESCRIPTORS, listed_name, name_key
from sitegen.compare.organisations import KnownNames, NewsName, find_names, learn_names
from sitegen.compare.quote_marks import quotation_spans
from sitegen.model import Article, Mention, Origin, Paragraph, Sentence, Span
from sitegen.text.words import Forms

_WHEN = (
    r"(?:(?:late|early|earlier|later)\s)?(?:on\s|this\s|last\s)?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|"
    r"Sunday|week|month|year|morning|afternoon|evening)"
)
_BEFORE_NAME = (
    rf"(?:[Tt]he\s|[Aa]n?\s|its?\s)?(?:(?:[A-Z]\w+(?:ese|ian|ish|an|ch|i)|[A-Z]\w+-based|state|state-run|state-owned|"
    rf"local|private|pro-\w+|semi-official|official|rival|fellow|sister)\s){{0,3}}(?:(?:{DESCRIPTORS}),?\s)?"
)
"""What may stand between a cue and the name: `told the Iranian state news agency X`."""
_PASSIVE_VERBS = (
    r"reported|published|carried|quoted|cited|obtained|seen|reviewed|viewed|broadcast|aired|released|verified|revealed|"
    r"interviewed|distributed|relayed"
)
_PIECES = r"(?:reports?|reporting|story|article|analysis|tally|count|interview)"
_FOREGOING = (
    # to whom
    r"(?:told|tells?|telling)(?:\s(?:[A-Z][\w.]+\s){1,4}(?:of|from|at|on))?",
    r"(?:spoke|speaks|speaking|spoken|talked|talking)\s(?:(?:exclusively|also)\s)?(?:to|with|on)",
    rf"(?:interviews?|appearances?)(?:\s{_WHEN})?\s(?:with|to|on|for)",
    rf"(?:statements?|remarks|comments|e-?mails?|letters?|messages?)(?:\s{_WHEN})?\s(?:sent\s|given\s|made\s)?to",
    r"(?:confirmed|admitted|revealed|complained|disclosed)\sto",
    rf"(?:said|says|appeared|appearing)(?:\s{_WHEN})?\son",
    r"(?:wrote|writing|writes|op-ed|column|essay|opinion\spiece|commentary)\s(?:in|for)",
    # who reported it
    rf"(?:[Aa]ccording\sto|[Pp]er|[Vv]ia)(?:\s(?:an?\s|the\s)?(?:\w+\s)?{_PIECES}\s(?:by|in|from|of|on|with))?",
    rf"(?:(?:[Ff]irst|[Oo]riginally|[Aa]s|[Pp]reviously|[Ee]xclusively)\s)?(?:{_PASSIVE_VERBS})\s(?:by|in|on)",
    r"(?:reports?|reporting|story|article|account|accounts|investigation|dispatch|footage)\s(?:by|from|in)",
    r"(?:[Rr]eporting|[Ff]iles|[Ii]nputs?|[Cc]ontributions?|[Mm]aterial)\s(?:by|from)",
    r"(?:[Cc]iting|[Qq]uoting|[Ss]ources?:|(?:appeared|aired)(?:\sfirst)?\s(?:in|on))",
    r"(?<=,\s)(?:reports|reported|writes|wrote|said)",
)
_CUE_IN_FRONT = re.compile(rf"(?<!\w)(?P<cue>{'|'.join(_FOREGOING)})\s{_BEFORE_NAME}$")
_INTERVIEW = re.compile(
    r"(?:told|tell|spoke|speak|talk|interview|appear|statement|remark|comment|e-?mail|letter|message|confirmed|admitted|"
    r"revealed|complained|disclosed|said|says)",
)
_KIND_BEHIND = re.compile(rf"\s(?:{DESCRIPTORS}|tally|count|report|story|investigation|analysis|interview)\b")

_ADVERB = rf"(?:\s(?:first|also|later|earlier|previously|exclusively|recently|has|had|have|{_WHEN}|,))"
_SERVICE = (
    r"(?:Arabic|Persian|Turkish|Russian|Chinese|Spanish|English|World|International|Online|Business|Africa|Europe)"
)
_PARTNER = rf"(?:\s{_SERVICE})?(?:[’']s?)?(?:\s(?:{DESCRIPTORS}))?(?:\s\([A-Z]{{2,5}}\))?"
_FOLLOWING = re.compile(
    rf"^{_PARTNER}(?P<cue>"
    rf"{_ADVERB}*\s(?:reported|reports|learned|quoted|quotes|cited|cites|revealed|wrote|writes|contributed)"
    r"(?!\s(?:an?\s(?:loss|profit|drop|rise|fall|surge|decline)|to\swork|for\sduty))"
    rf"|{_ADVERB}*\s(?:said|says)(?=[.,;]?\s*$|,\s(?:citing|quoting|adding|without)|\s{_WHEN}(?:[.,]|$)|(?:\s{_WHEN})?\sthat\s(?!it|they)|\s(?:citing|quoting))"
    r"|\s(?:interview|report|story|investigation|exclusive)(?!\w)"
    r"|\s(?:correspondent|reporter|journalist|crew|team|witness|photographer|stringer)s?"
    r"(?=(?:\s(?:on|at|in|near)\s[^,.;]{1,30}?)?\s(?:said|says|saw|reported|heard|counted|witnessed|confirmed|told)\b)"
    r")",
)
_TOGETHER = re.compile(rf"^{_PARTNER}(?:,|,?\sand|,?\sor|\salong\swith)\s{_BEFORE_NAME}$")
_DATELINE = re.compile(
    r"^(?P<place>(?:[A-Z][\w.’'/-]*(?:\s[A-Z][\w.’'-]*){0,3}(?:,\s[\w.’'-]+(?:\s[\w.’'-]+)?)*,?\s)?)"
    r"\((?P<who>[^()]{2,40})\)\s*[-–—―:]",
)
_LAST_BRACKET = re.compile(r"\((?:with\s(?:inputs?|files)\sfrom\s)?(?P<who>[A-Z][^()]{1,40})\)\W*$")


class _Named(Struct, frozen=True):
    """One passage that names an origin."""

    key: str
    spelling: str
    mention: Mention


def find_origins(
    articles: Sequence[Article], by_article: Mapping[str, Sequence[Sentence]], forms: Forms
) -> tuple[Origin, ...]:
    """The origins that the articles of one story name, those that most articles name first, then by name.

    `by_article` maps an article's id to its sentences. An origin's `mentions` are by article, then by place. The order
    of the arguments does not matter.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    known = learn_names(
        (sentence.text for article in ordered for sentence in by_article[article.id]),
        forms,
        (name for article in ordered for name in (*article.relays, article.outlet.replace("-", " "))),
    )
    mentions: dict[str, list[Mention]] = {}
    spellings: dict[str, Counter[str]] = {}
    relayed: dict[str, dict[str, str]] = {}
    for article in ordered:
        own = name_key(article.outlet)
        for named in _named_in(article, by_article[article.id], known):
            if named.key != own:
                mentions.setdefault(named.key, []).append(named.mention)
                spellings.setdefault(named.key, Counter())[named.spelling] += 1
        for key, name in _front_matter(article, known):
            if key != own:
                relayed.setdefault(key, {}).setdefault(article.id, name)
    origins = [
        Origin(
            name=_shown_name(key, known, spellings.get(key, Counter()), tuple(relayed.get(key, {}).values())),
            mentions=tuple(mentions.get(key, ())),
            relayed_by=tuple(sorted(relayed.get(key, {}))),
        )
        for key in {**mentions, **relayed}
    ]
    return tuple(sorted(origins, key=lambda one: (-len(named_by(one)), one.name.casefold(), one.name)))


def named_by(origin: Origin) -> frozenset[str]:
    """The ids of the articles that name an origin, in the text or in front matter."""
    return frozenset(mention.sentence.rpartition(".")[0] for mention in origin.mentions) | set(origin.relayed_by)


def is_interview(mention: Mention) -> bool:
    """Whether the passage says that somebody spoke to the origin, which others may have done on other matters."""
    return bool(_INTERVIEW.match(mention.text))


def quoted_spans(article: Article, sentences: Sequence[Sentence]) -> dict[str, tuple[Span, ...]]:
    """By sentence id, what of each sentence stands inside quotation marks; offsets in the sentence."""
    title = article.title or ""
    head = quotation_spans(title, (Paragraph(span=Span(0, len(title)), line=0),))
    body = quotation_spans(article.text, article.paragraphs)
    quoted = {}
    for sentence in sentences:
        first, last = sentence.span.start, sentence.span.end
        quoted[sentence.id] = tuple(
            Span(max(span.start, first) - first, min(span.end, last) - first)
            for span in (head if sentence.part == "title" else body)
            if span.start < last and first < span.end
        )
    return quoted


def _named_in(article: Article, sentences: Sequence[Sentence], known: KnownNames) -> Iterator[_Named]:
    """Every passage of an article that names an origin, in order."""
    quoted = quoted_spans(article, sentences)
    fuller: dict[str, str] = {}
    for sentence in sentences:
        text = sentence.text
        names = [
            name
            for name in find_names(text, known)
            if not any(span.start <= name.start < span.end for span in quoted[sentence.id])
        ]
        for name in names:
            fuller.setdefault(text[name.start : name.end].split()[-1], name.key)
        for name, start, end in _origins_of(text, names):
            spelling = text[name.start : name.end]
            # `the Herald` is the `Springfield Herald` that the article named before
            is_short = " " not in spelling and listed_name(name.key) is None
            key = fuller.get(spelling, name.key) if is_short else name.key
            yield _Named(key, spelling, Mention(sentence=sentence.id, start=start, end=end, text=text[start:end]))


def _origins_of(text: str, names: Sequence[NewsName]) -> Iterator[tuple[NewsName, int, int]]:
    """Those of the names of a sentence that are origins, each with the passage that says so."""
    spans: list[tuple[int, int] | None] = []
    for n, name in enumerate(names):
        span = _by_cue(text, name) or _in_brackets(text, name)
        if span is None and n and (before := spans[n - 1]) and before[0] < names[n - 1].start:
            is_next = _TOGETHER.match(text[names[n - 1].end : name.start])
            span = (before[0], name.end) if is_next else None
        spans.append(span)
    for n in range(len(names) - 2, -1, -1):
        behind = spans[n + 1]
        if spans[n] is None and behind and behind[0] == names[n + 1].start < names[n + 1].end < behind[1]:
            is_first = _TOGETHER.match(text[names[n].end : names[n + 1].start])
            spans[n] = (names[n].start, behind[1]) if is_first else None
    for name, span in zip(names, spans, strict=True):
        if span is not None:
            yield name, *span


def _by_cue(text: str, name: NewsName) -> tuple[int, int] | None:
    """The passage from the cue to the name, or from the name to the cue behind it."""
    front = _CUE_IN_FRONT.search(text[: name.start])
    if front:
        kind = _KIND_BEHIND.match(text, name.end)
        return front.start("cue"), kind.end() if kind else name.end
    behind = _FOLLOWING.match(text[name.end :])
    return (name.start, name.end + behind.end("cue")) if behind else None


def _in_brackets(text: str, name: NewsName) -> tuple[int, int] | None:
    """The passage where the name stands in a dateline or, alone in brackets, at the end of a sentence."""
    dateline = _DATELINE.match(text)
    if dateline and dateline.start("who") <= name.start < dateline.end("who"):
        return 0, dateline.end("who") + 1
    last = _LAST_BRACKET.search(text)
    if last and last.start("who") == name.start and name.end == last.end("who"):
        # `the Associated Press (AP)` explains a name
        is_explained = re.search(r"[A-Z][\w’'-]*\s$", text[: last.start()])
        return None if is_explained else (last.start(), last.end("who") + 1)
    return None


def _front_matter(article: Article, known: KnownNames) -> Iterator[tuple[str, str]]:
    """Key and name of those that front matter says an article is from."""
    for name in article.relays:
        yield name_key(name), name
    byline = article.byline or ""
    for found in find_names(byline, known):
        yield found.key, byline[found.start : found.end]


def _shown_name(key: str, known: KnownNames, spellings: Counter[str], relayed: Sequence[str]) -> str:
    """How front matter spells a name, else the list, else its long form, else most articles, of equals the longest."""
    if relayed:
        return min(relayed, key=lambda name: (-len(name), name))
    most = min(spellings, key=lambda name: (-spellings[name], -len(name), name), default="")
    return listed_name(key) or known.long_forms.get(key) or most
