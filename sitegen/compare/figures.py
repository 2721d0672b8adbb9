"""Figures that measure the same thing across outlets, with their verdict.

Two mentions belong together where their sentences match or their words agree on what is counted and where; never
because their values are equal. Every mention ends in exactly one figure.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from itertools import combinations

from msgspec.structs import replace

from sitegen.compare.intervals import intersect
from sitegen.compare.quantities import Quantity, is_aspect, is_somebody, quantities_of
from sitegen.compare.sums import Sum, find_sums
from sitegen.compare.verdicts import interval_between, is_rounding, same_value, verdict
from sitegen.model import Article, Figure, FigureMention, Match, Sentence

_TITLE = -1
"""The position of a headline in its article, see `quantities.sentence_position`."""
_RANK = {"conflict": 0, "compatible": 1, "agree": 2, "single": 3}
_DISTINCTIVE = 100
"""From here a value is so rarely met by chance that it helps to join two figures whose words agree."""
_EVERYDAY = 3
"""Below this, two equal counts of one noun mean little."""
_TOLD_OF_PEOPLE = ("killed", "injured", "arrested", "missing", "rescued")
_FAR = 3
"""Reports of one event seldom differ by more than this factor."""
_COMMON = 0.25
"""A context word that more than this share of a story's figures have tells nothing."""


def group_figures(
    mentions: Sequence[FigureMention],
    matches: Sequence[Match],
    articles: Sequence[Article],
    sentences: Mapping[str, Sentence],
) -> tuple[Figure, ...]:
    """Figures with status and reason: conflicts first, then compatible, agreed and single ones in reading order.

    `sentences` maps the id of every sentence that has a mention or a match. The result does not depend on the order of
    the arguments' items.
    """
    quantities = quantities_of(mentions, sentences)
    groups = _cluster(quantities, _aligned(matches))
    by_article = {article.id: article for article in articles}
    figures = [_figure(group, by_article) for group in groups]
    named = _with_ids(figures, groups, sentences)
    with_sums = _with_sums(named, groups, find_sums(quantities, sentences))
    order = sorted(
        range(len(groups)), key=lambda i: (_RANK[with_sums[i].status], -_n_articles(groups[i]), groups[i][0].order)
    )
    return tuple(with_sums[i] for i in order)


def _aligned(matches: Sequence[Match]) -> frozenset[tuple[str, str]]:
    """Pairs of matched sentences, both ways."""
    return frozenset(pair for m in matches for pair in ((m.a, m.b), (m.b, m.a)))


def _cluster(quantities: Sequence[Quantity], aligned: frozenset[tuple[str, str]]) -> list[list[Quantity]]:
    """Groups of quantities, strongest ties first; two that exclude each other never meet in one group."""
    common = _common_words(quantities)
    n_of_kind = Counter((q.mention.sentence, q.kind) for q in quantities)
    lone = frozenset(
        sentence for (sentence, kind), n in n_of_kind.items() if n == 1 and (kind == "%" or kind.startswith("money"))
    )
    ties = []
    for a, b in combinations(range(len(quantities)), 2):
        strength = _tie(quantities[a], quantities[b], aligned, common, lone)
        if strength:
            ties.append((-strength, a, b))
    tied = {(a, b) for _, a, b in ties}
    group_of = {i: [i] for i in range(len(quantities))}
    for _, a, b in sorted(ties):
        first, second = group_of[a], group_of[b]
        if first is second or any(_excludes(quantities[i], quantities[j]) for i in first for j in second):
            continue
        if any(_clash_untied(i, j, quantities, tied) for i in first for j in second):
            continue  # `thousands` links neither 25 to 10,000
        first.extend(second)
        for i in second:
            group_of[i] = first
    seen = {id(group): sorted(group) for group in group_of.values()}
    return sorted(([quantities[i] for i in group] for group in seen.values()), key=lambda g: g[0].order)


def _clash_untied(i: int, j: int, quantities: Sequence[Quantity], tied: Container[tuple[int, int]]) -> bool:
    """Whether two numbers that only a third would bring together are far apart and cannot both hold."""
    a, b = quantities[i], quantities[j]
    if (min(i, j), max(i, j)) in tied or a.mention.value is None or b.mention.value is None:
        return False
    return _are_far_apart(a, b) and not _can_both_hold(a, b)


def _common_words(quantities: Sequence[Quantity]) -> frozenset[str]:
    counts = Counter(word for q in quantities for word in q.context)
    limit = max(3.0, _COMMON * len(quantities))
    return frozenset(word for word, count in counts.items() if count > limit)


def _excludes(a: Quantity, b: Quantity) -> bool:
    """Whether two mentions cannot be of one quantity."""
    if a.mention.sentence == b.mention.sentence or a.kind != b.kind or a.rate != b.rate:
        return True
    is_vague = a.mention.value is None or b.mention.value is None
    is_headline = _TITLE in (a.order[1], b.order[1])  # which may be rough where the text is not
    if a.article == b.article and not is_vague and not same_value(a.measured, b.measured):
        return not (is_headline and _can_both_hold(a, b))
    if (a.mention.value is None) != (b.mention.value is None) and a.article == b.article and not is_headline:
        return True
    if a.kind == "age":
        return bool(a.spot and b.spot and not a.spot & b.spot)
    if (a.aspect and b.aspect and a.aspect != b.aspect) or (a.years and b.years and not a.years & b.years):
        return True
    return _scopes_differ(a, b) or _heads_differ(a, b)


def _scopes_differ(a: Quantity, b: Quantity) -> bool:
    """Whether two counts are limited to different places: `in Iraq` and `in Syria`, or a part and its total."""
    if not a.places or not b.places:
        return a.kind.startswith("money") and bool(a.spot and b.spot and not a.spot & b.spot) and a.head != b.head
    if a.places == b.places:
        return False
    if len(a.places) != len(b.places):
        return True
    return not all(any(_same_place(p, q) for q in b.places) for p in a.places)


def _same_place(a: str, b: str) -> bool:
    """`Springfield` and `Springfield, Ohio` are one place."""
    first, second = {p.strip() for p in a.split(",")}, {p.strip() for p in b.split(",")}
    return bool(first & second)


def _heads_differ(a: Quantity, b: Quantity) -> bool:
    if not a.head or not b.head or a.head == b.head:
        return False
    if a.kind == "count":
        if "people" in (a.head, b.head) and is_somebody(a) and is_somebody(b) and same_value(a.measured, b.measured):
            return False  # `12 other people`, `12 employees`
        return not (a.aspect and a.aspect == b.aspect and "people" in (a.head, b.head))
    return a.kind.startswith("length")


def _tie(
    a: Quantity, b: Quantity, aligned: frozenset[tuple[str, str]], common: frozenset[str], lone: frozenset[str]
) -> float:
    """How strongly two mentions belong together; 0 where they do not.

    `lone` are the sentences with a single sum of money or a single share: two such sums of matched sentences are one,
    whatever is said of them, unless both name what they are for; two such shares are one where they are of one thing.
    """
    if _excludes(a, b):
        return 0.0
    is_aligned = (a.mention.sentence, b.mention.sentence) in aligned
    shared = len((a.context & b.context) - common)
    same = same_value(a.measured, b.measured) or is_rounding(a.measured, b.measured)
    is_head = bool(a.head and a.head == b.head) or bool(a.aspect and a.aspect == b.aspect)
    is_place = bool(a.places and b.places) or bool(a.spot & b.spot)
    words = is_head + is_place + min(shared, 3) / 2 + bool(a.modifiers & b.modifiers) / 2
    is_vague = a.mention.value is None or b.mention.value is None
    if is_vague and not (is_aligned and is_head):
        return 0.0
    if a.kind == "age":
        return 3.0 if a.spot & b.spot else 2.0 * (is_aligned and same)
    if is_aligned:
        is_lone = {a.mention.sentence, b.mention.sentence} <= lone
        if a.kind == "%":
            is_lone = is_lone and is_head
        else:
            is_near = _can_both_hold(a, b) or not _are_far_apart(a, b)
            is_lone = is_lone and is_near and a.kind.startswith("money") and not (a.head and b.head)
        joined = is_lone or _when_aligned(a, b, is_head=is_head, is_place=is_place, shared=shared, same=same)
        # of several numbers of one noun the one that can be true together with the other outlet's is the likelier
        return (2 + words + same / 2 + _can_both_hold(a, b)) * joined
    if a.article == b.article:
        joined = same and is_head and (is_place or bool(shared) or bool(a.aspect and b.aspect) or _is_distinctive(a))
    else:
        joined = _unaligned(a, b, is_head=is_head, is_place=is_place, shared=shared, same=same)
    return words / 2 * joined


def _when_aligned(a: Quantity, b: Quantity, *, is_head: bool, is_place: bool, shared: int, same: bool) -> bool:
    """Whether two numbers of matched sentences are of one quantity; such sentences may each hold several."""
    if same:
        return is_head or is_place or shared > 0 or not (a.head and b.head)
    if a.modifiers and b.modifiers and not a.modifiers & b.modifiers and not is_place and shared <= 1:
        return False
    if a.kind in ("%", "percentage points"):
        return is_head and (shared > 1 or is_place)
    if a.kind.startswith("length"):
        return shared > 1 or (is_head and is_place)
    if _are_far_apart(a, b) and not _can_both_hold(a, b):
        return is_head and (is_place or shared > 2)  # noqa: PLR2004 - the head and two words more
    return is_head or is_place or shared > 1


def _unaligned(a: Quantity, b: Quantity, *, is_head: bool, is_place: bool, shared: int, same: bool) -> bool:
    """Whether words alone join two mentions of different outlets; what differs in value must agree in more words."""
    if a.modifiers and b.modifiers and not a.modifiers & b.modifiers and not is_place:
        return False
    if is_head and same and (a.mention.value or 0) < _EVERYDAY:
        return shared > 1 or (is_place and shared > 0)
    if is_head and same:
        return is_place or bool(a.aspect) or shared > 0 or _is_distinctive(a)
    can_both_hold = _can_both_hold(a, b)
    if is_head and is_place:
        return shared > 3 or can_both_hold  # noqa: PLR2004 - the head, the place and two words more
    if a.kind.startswith("money"):
        return bool(a.spot & b.spot) and (same or shared > 1 or (a.spot == b.spot and can_both_hold))
    return False


def _can_both_hold(a: Quantity, b: Quantity) -> bool:
    return not intersect((interval_between(a.measured), interval_between(b.measured))).is_empty


def _are_far_apart(a: Quantity, b: Quantity) -> bool:
    """Whether one value is so many times the other that they are hardly two counts of one thing."""
    low, high = sorted((abs(a.measured.value or 0), abs(b.measured.value or 0)))
    return high > _FAR * low


def _is_distinctive(q: Quantity) -> bool:
    return (q.mention.value or 0) >= _DISTINCTIVE


def _figure(group: Sequence[Quantity], articles: Mapping[str, Article]) -> Figure:
    status, why = verdict(group, articles)
    return Figure(
        id="",
        counted=_counted(group),
        unit=next((q.mention.unit for q in group if q.mention.unit), ""),
        scope=_most_used([q.mention.scope for q in group if q.places] or [q.mention.scope for q in group]),
        status=status,
        why=why,
        mentions=tuple(q.mention for q in group),
    )


def _counted(group: Sequence[Quantity]) -> str:
    """What is counted as most of them write it, with what became of people where two say so: `people killed`."""
    words = _most_used([q.mention.counted for q in group])
    aspects = [q.aspect for q in group if q.aspect]
    is_sure = len(aspects) > 1 and len(set(aspects)) == 1 and aspects[0] in _TOLD_OF_PEOPLE
    if is_sure and is_somebody(group[0]) and not is_aspect(words.rpartition(" ")[2]):
        return f"{words} {aspects[0]}"
    return words


def _most_used(words: Sequence[str]) -> str:
    counts = Counter(w for w in words if w)
    return min(counts, key=lambda w: (-counts[w], len(w), w), default="")


def _n_articles(group: Sequence[Quantity]) -> int:
    return len({q.article for q in group})


def _with_ids(
    figures: Sequence[Figure],
    groups: Sequence[Sequence[Quantity]],
    sentences: Mapping[str, Sentence],
) -> list[Figure]:
    """Readable ids; where two figures would share one, each takes a hash of its first mention."""
    slugs = [_slug(figure) for figure in figures]
    counts = Counter(slugs)
    named = []
    for figure, group, slug in zip(figures, groups, slugs, strict=True):
        if counts[slug] > 1:
            first = group[0].mention
            key = f"{sentences[first.sentence].key}:{first.start}:{first.text}"
            slug = f"{slug}-{hashlib.sha256(key.encode()).hexdigest()[:6]}"  # noqa: PLW2901 - the id grows
        named.append(replace(figure, id=slug))
    return named


def _slug(figure: Figure) -> str:
    unit = {"%": "percent", "$": "dollars", "€": "euros", "£": "pounds"}.get(figure.unit, figure.unit)
    words = " ".join(w for w in (figure.counted or unit or "number", figure.scope) if w)
    return (
        re.sub(r"[^a-z0-9]+", "-", words.lower().replace("’", "").replace("'", "")).strip("-")[:60].strip("-")
        or "number"
    )


def _with_sums(figures: Sequence[Figure], groups: Sequence[Sequence[Quantity]], sums: Sequence[Sum]) -> list[Figure]:
    """Figures with the parts that add up to them, and a word on it in `why`."""
    place = {id(q): i for i, group in enumerate(groups) for q in group}
    result = list(figures)
    for found in sums:
        index = place[id(found.total)]
        parts = tuple(figures[place[id(part)]].id for part in found.parts)
        figure = result[index]
        why = figure.why if found.words in figure.why else f"{figure.why.removesuffix('.')}; {found.words}"
        result[index] = replace(figure, why=why, sum_of=parts if found.adds_up and not figure.sum_of else figure.sum_of)
    return result
