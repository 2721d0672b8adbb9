"""How much and how many, as rows: figures, rough amounts, and the word for who is counted.

A figure's text holds its bound word (`at least 130`), so that a bound is no row of its own: it would say the same
again. Rough amounts (`many`, `most of`, `often`, `dozens of`) make a row only where they stand by one noun or one verb.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from sitegen.compare.attribution import without_quotations
from sitegen.compare.detail_rows import Material, article_of, differ, make_row, mention_at, outlets_of
from sitegen.compare.intervals import intersect
from sitegen.compare.verdicts import interval_between, is_rounding, same_value
from sitegen.model import Detail, DetailValue, Figure, FigureMention, Mention, Sentence, Span
from sitegen.text.words import Word, split_words

_SAME: Mapping[str, str] = {
    **dict.fromkeys("many numerous countless".split(), "many"),
    **dict.fromkeys("most majority mostly mainly largely".split(), "most"),
    **dict.fromkeys("often frequently regularly usually".split(), "often"),
    **dict.fromkeys("few handful".split(), "few"),
    **dict.fromkeys("rarely seldom".split(), "rarely"),
    **dict.fromkeys("sometimes occasionally".split(), "sometimes"),
    **{word: word for word in "half several dozens scores hundreds thousands".split()},
}
_AMOUNT = re.compile(
    rf"\b(?:half(?=\s(?:of\s)?(?:the|its|their|those|all)\b)|(?!half\b)(?:{'|'.join(_SAME)}))\b(?!-)"
    r"(?!\s(?:often|likely|recent|recently|other|times?|years?|weeks?|days?|months?|hours?)\b)",
    re.IGNORECASE,
)
_ADVERBS = frozenset(
    "mostly mainly largely often frequently regularly usually rarely seldom sometimes occasionally".split()
)
_AUXILIARY = frozenset("have has had is are was were be been".split())
ROUGH_LABELS = ("How many", "How many or how often")
"""The labels of the row of rough amounts."""
_SKIPPED = frozenset("of the these those this its their his her our and or a an".split())
_BEFORE_SUPERLATIVE = re.compile(
    r"\b(?:a|an|too|so|as|how|very|more|than|in|at|the\s(?:next|last|past))\s$", re.IGNORECASE
)
_REACH = 14
"""Words behind an amount that are looked at."""
_CLAUSE_END = re.compile(r"[,;:.()]\s|[\u2013\u2014]")
_CROWD = frozenset(
    """troop soldier personnel force serviceman marine people person civilian resident citizen inhabitant victim
    protester demonstrator marcher migrant refugee child kid student pupil worker employee staff hostage captive
    officer policeman lawmaker legislator fighter militant gunman insurgent rebel woman man supporter attendee visitor
    passenger member patient tourist""".split()
)


class _Amount(Struct, frozen=True):
    mention: Mention
    group: str
    anchors: frozenset[str]
    is_adverb: bool


def amount_rows(sentences: Sequence[Sentence], material: Material) -> Iterator[Detail | None]:
    """The rows of figures, then of rough amounts; `sentences` are a claim's, in the order of their appearance."""
    for figure in figures_in(sentences, material):
        yield _figure_row(figure, sentences)
    yield _rough_row(sentences, material)


def figures_in(sentences: Sequence[Sentence], material: Material) -> tuple[Figure, ...]:
    """The figures with a mention in one of the sentences, each once."""
    found: dict[str, Figure] = {}
    for sentence in sentences:
        for figure in material.figures.get(sentence.id, ()):
            found.setdefault(figure.id, figure)
    return tuple(found.values())


def counted_rows(sentences: Sequence[Sentence], material: Material) -> Iterator[Detail | None]:
    """The words for the people counted, where outlets use two for one figure; one row for all figures."""
    values: dict[str, dict[tuple[str, int], Mention]] = {}
    by_id = {sentence.id: sentence for sentence in sentences}
    for figure in figures_in(sentences, material):
        for m in _inside(figure, sentences) if figure.status != "single" else ():
            sentence = by_id[m.sentence]
            head = m.counted.split()[-1] if m.counted.split() else ""
            norm = split_words(head, material.forms)[0].norm if head else ""
            start = _nearest(sentence.text, head, m.start)
            if norm in _CROWD and start >= 0:
                mention = mention_at(sentence, start, start + len(head))
                values.setdefault(norm, {})[m.sentence, start] = mention
    groups = [list(found.values()) for found in values.values()]
    if len(groups) > 1 and differ(groups):
        yield make_row("wording", "Who is counted", groups)


def _nearest(text: str, word: str, at: int) -> int:
    starts = [found.start() for found in re.finditer(rf"\b{re.escape(word)}\b", text)] if word else []
    return min(starts, key=lambda start: (start < at, abs(start - at)), default=-1)


def _inside(figure: Figure, sentences: Sequence[Sentence]) -> list[FigureMention]:
    place = {sentence.id: position for position, sentence in enumerate(sentences)}
    return sorted((m for m in figure.mentions if m.sentence in place), key=lambda m: (place[m.sentence], m.start))


def _figure_row(figure: Figure, sentences: Sequence[Sentence]) -> Detail | None:
    mentions = _inside(figure, sentences)
    if figure.status == "single" or len({m.sentence.rpartition(".")[0] for m in mentions}) < 2:  # noqa: PLR2004 - two outlets
        return None
    values: dict[str, list[Mention]] = {}
    for m in mentions:
        values.setdefault(m.text.casefold(), []).append(
            Mention(sentence=m.sentence, start=m.start, end=m.end, text=m.text)
        )
    clashing = {(m.sentence, m.start) for m in mentions if any(_clash(figure, m, other) for other in mentions)}
    alike = all(same_value(one, other) for one, other in combinations(mentions, 2))
    label = " ".join(part for part in (figure.counted or figure.unit, figure.scope) if part)
    return Detail(
        kind="figure",
        label=label[:1].upper() + label[1:],
        values=tuple(
            DetailValue(
                text=same[0].text,
                mentions=tuple(same),
                conflicts=any((m.sentence, m.start) in clashing for m in same),
            )
            for same in values.values()
        ),
        varies=figure.status != "agree" and not alike,
    )


def _clash(figure: Figure, one: FigureMention, other: FigureMention) -> bool:
    """Whether two mentions of a figure on which there is a conflict are of those that cannot both hold.

    A conflict may rest on a third mention, which another claim has.
    """
    if figure.status != "conflict" or same_value(one, other) or is_rounding(one, other):
        return False
    return intersect((interval_between(one), interval_between(other))).is_empty


def _rough_row(sentences: Sequence[Sentence], material: Material) -> Detail | None:
    """The amounts that hang together by what they stand by, from most outlets."""
    clusters: list[list[_Amount]] = []
    for amount in (one for sentence in sentences for one in _amounts(sentence, material)):
        near = [cluster for cluster in clusters if any(amount.anchors & other.anchors for other in cluster)]
        merged = [one for cluster in near for one in cluster] + [amount]
        clusters = [cluster for cluster in clusters if cluster not in near] + [merged]
    if not clusters:
        return None
    place = {sentence.id: n for n, sentence in enumerate(sentences)}
    best = max(clusters, key=lambda cluster: len({article_of(one.mention) for one in cluster}))
    groups: dict[str, list[Mention]] = {}
    for one in sorted(best, key=lambda one: (place[one.mention.sentence], one.mention.start)):
        groups.setdefault(one.group, []).append(one.mention)
    label = ROUGH_LABELS[any(one.is_adverb for one in best)]
    found = list(groups.values())
    return make_row("figure", label, found, varies=differ(found)) if len(outlets_of(found)) > 1 else None


def _amounts(sentence: Sentence, material: Material) -> Iterator[_Amount]:
    text = sentence.text
    vague = [
        m
        for figure in material.figures.get(sentence.id, ())
        for m in figure.mentions
        if m.sentence == sentence.id and m.value is None
    ]
    words = material.words[sentence.id]
    for found in _AMOUNT.finditer(without_quotations(text)):
        word = found.group().lower()
        index = next((n for n, one in enumerate(words) if one.start == found.start()), None)
        if index is None or (word not in _ADVERBS and _BEFORE_SUPERLATIVE.search(text[: found.start()])):
            continue
        anchors = _verb_behind(words, index) if word in _ADVERBS else _noun_and_verb(text, words, index)
        if word in _ADVERBS and words[index - 1].text.lower() not in _AUXILIARY:
            continue
        whole = next((m for m in vague if m.start <= found.start() < m.end), None)
        if word in ("dozens", "scores", "hundreds", "thousands") and whole is None:
            continue
        span = Span(whole.start, whole.end) if whole else Span(*found.span())
        if anchors:
            yield _Amount(mention_at(sentence, span.start, span.end), _SAME[word], anchors, word in _ADVERBS)


def _verb_behind(words: Sequence[Word], index: int) -> frozenset[str]:
    """The verb that an adverb stands by: `have often been claimed`."""
    rest = [word for word in words[index + 1 : index + 3] if word.text.lower() not in _AUXILIARY]
    return frozenset(rest[0].parts[:1]) if rest else frozenset()


def _noun_and_verb(text: str, words: Sequence[Word], index: int) -> frozenset[str]:
    """What `many of the old lamps have been stolen` is about: the words of the noun phrase and the verb."""
    anchors: set[str] = set()
    is_phrase, after_auxiliary = True, False
    for before, word in zip(words[index : index + _REACH], words[index + 1 : index + 1 + _REACH], strict=False):
        if _CLAUSE_END.search(text, before.end, word.start):
            break
        plain = word.text.lower()
        if plain in _AUXILIARY:
            is_phrase, after_auxiliary = False, True
        elif not word.parts:
            is_phrase = is_phrase and plain in _SKIPPED
        elif is_phrase:
            anchors.update(word.parts)
        elif after_auxiliary:
            anchors.update(word.parts[:1])
            break
    return frozenset(anchors)
