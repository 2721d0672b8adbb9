"""What the other articles may call the thing that a passage names: their noun phrases, ranked, for the editor only.

`read_named_things` reads a story once, `rank_rivals` answers for one passage. A phrase is ranked by a sum of named
features, which `WEIGHTS` lists with what each rests on, and every rival tells in words what speaks for it. Suggestions
are never published: about four first suggestions in ten name something else. Where no phrase of an article reaches the
floor none is suggested, for perhaps it does not mention the thing. Deliberately contains no knowledge of any story.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from sitegen.compare.named_things import NamedThing, NamedThings, read_passage
from sitegen.model import Mention, Span

Feature = Literal[
    "same-head",
    "head-inside",
    "head-class",
    "called-so",
    "shared-words",
    "shared-names",
    "letters",
    "aligned",
    "same-claim",
    "same-place",
    "surroundings",
    "both-names",
]

WEIGHTS: Mapping[Feature, tuple[float, str]] = {
    "head-class": (3.0, "the heads are in one class: 1"),
    "letters": (2.0, "runs of three letters: twice those of both, by those of each together"),
    "shared-words": (2.0, "content words of both, each by how rare it is in the story: cosine"),
    "shared-names": (2.0, "names of both, as a share of the names of the one with fewer"),
    "head-inside": (1.5, "the head of one is among the other words of the other: 1"),
    "called-so": (1.5, "an article says that one head is the other: 1"),
    "same-place": (1.5, "the sentences match: 1 less the difference of places, as shares of the sentences"),
    "aligned": (1.0, "the sentences match: the score of the match"),
    "surroundings": (1.0, "content words within four words of both, each by how rare it is, at most 1"),
    "both-names": (1.0, "both are written as names, or neither: 1"),
    "same-head": (0.5, "the heads have one normal form: 1; their class, letters and words count as well"),
    "same-claim": (0.5, "the sentences are of one claim and do not match: 1"),
}
"""Feature -> its weight, and what it measures; the score is the sum of value times weight.

Rounded to halves from weights fitted to ten stories of other events; with each of them left out in turn the fit hardly
moved.
"""
FLOOR = 3.0
"""The least score of a suggestion: about what one shared class gives, or a shared name.

Below it one first suggestion in eight was right. A third to a half of the articles that have nothing fall below it, and
so does one in ten of those that have something: to be told as "perhaps not mentioned", never as "not mentioned".
"""
MOST = 3
"""Suggestions an article, unless more are asked for."""
_TOLD: Mapping[Feature, float] = {"letters": 0.4, "same-place": 0.9, "shared-words": 0.1}
"""The least value at which a feature is told as a reason; any value counts for the score."""
_SAY: Mapping[Feature, str] = {
    "head-class": "its noun and this one are both words for {}",
    "letters": "it is written much like this",
    "shared-words": "it shares words with this",
    "shared-names": "it has the same name in it",
    "head-inside": "the noun of one stands in the other",
    "called-so": "an article of the story calls one the other",
    "same-place": "it stands at the same place of that sentence",
    "aligned": "its sentence matches this one",
    "surroundings": "the same words stand around it",
    "same-head": "it has the same noun",
    "same-claim": "its sentence is in the same claim",
}


class RivalReason(Struct, frozen=True, kw_only=True):
    """One thing that speaks for a rival."""

    feature: Feature
    text: str
    """A clause in our words."""
    shared: tuple[str, ...] = ()
    """What both have, as written in the rival."""


class Rival(Struct, frozen=True, kw_only=True):
    """A phrase of another article that may name the same thing."""

    mention: Mention
    """Its best place in that article."""
    reasons: tuple[RivalReason, ...]
    """Strongest first."""
    score: float
    """Orders the rivals of one passage, and means nothing else: not to be shown."""


class Rivals(Struct, frozen=True, kw_only=True):
    """What one other article may call the thing."""

    article: str
    rivals: tuple[Rival, ...]
    """Best first, each wording once; empty where the article perhaps does not mention the thing."""
    has_same_words: bool
    """Whether the article has a phrase with all the content words of the passage."""


class _Value(Struct, frozen=True):
    """What a feature measured on two passages."""

    value: float
    shared: tuple[str, ...] = ()


def rank_rivals(
    story: NamedThings, sentence: str, span: Span, *, most: int = MOST, floor: float = FLOOR
) -> tuple[Rivals, ...]:
    """For a passage of a sentence (its id) the `most` best phrases of each other article, articles by id.

    `span` counts in the sentence. KeyError for a sentence that is not the story's.
    """
    asked = read_passage(story, sentence, span)
    return tuple(
        Rivals(
            article=article,
            rivals=tuple(_best(story, asked, things, most, floor)),
            has_same_words=bool(asked.norms) and any(asked.norms <= thing.norms for thing in things),
        )
        for article, things in story.by_article.items()
        if article != asked.sentence.article
    )


def _best(
    story: NamedThings, asked: NamedThing, things: Sequence[NamedThing], most: int, floor: float
) -> Iterator[Rival]:
    scored = [(thing, _measure(story, asked, thing)) for thing in things]
    ranked = sorted(
        ((_score(values), thing, values) for thing, values in scored),
        key=lambda it: (-it[0], it[1].sentence.span, it[1].span),
    )
    taken: list[NamedThing] = []
    for score, thing, values in ranked:
        if score < floor or len(taken) == most:
            return
        # one wording once, and no part of what is suggested already
        if any(other.wording == thing.wording or _overlap(other, thing) for other in taken):
            continue
        taken.append(thing)
        yield Rival(
            mention=Mention(
                sentence=thing.sentence.id,
                start=thing.span.start,
                end=thing.span.end,
                text=thing.span.of(thing.sentence.text),
            ),
            reasons=_reasons(values),
            score=round(score, 4),
        )


def _overlap(one: NamedThing, other: NamedThing) -> bool:
    return one.sentence.id == other.sentence.id and one.span.start < other.span.end and other.span.start < one.span.end


def _score(values: Mapping[Feature, _Value]) -> float:
    return sum(WEIGHTS[feature][0] * found.value for feature, found in values.items())


def _measure(story: NamedThings, asked: NamedThing, thing: NamedThing) -> dict[Feature, _Value]:
    """The features of two passages, without those that are 0."""
    values: dict[Feature, _Value] = {}
    shared = sorted(asked.norms & thing.norms, key=lambda norm: (-story.weight(norm), norm))
    if asked.head == thing.head:
        values["same-head"] = _Value(1.0, (thing.head_text,))
    elif asked.head in thing.norms or thing.head in asked.norms:
        inside = asked.head if asked.head in thing.norms else thing.head
        values["head-inside"] = _Value(1.0, (thing.words.get(inside, thing.head_text),))
    if asked.classes & thing.classes:
        values["head-class"] = _Value(1.0, tuple(sorted(asked.classes & thing.classes)))
    if thing.head in story.called.get(asked.head, ()):
        values["called-so"] = _Value(1.0, (thing.head_text,))
    if shared:
        both = sum(story.weight(norm) for norm in shared)
        cosine = both / math.sqrt(max(asked.weight, 0.1) * max(thing.weight, 0.1))
        values["shared-words"] = _Value(cosine, _written(thing.words, shared))
    names = sorted(asked.names & thing.names)
    if names:
        share = len(names) / min(len(asked.names), len(thing.names))
        values["shared-names"] = _Value(share, _written(thing.words, names))
    common = len(asked.letters & thing.letters)
    if common:
        values["letters"] = _Value(2 * common / (len(asked.letters) + len(thing.letters)))
    return values | _measure_places(story, asked, thing)


def _measure_places(story: NamedThings, asked: NamedThing, thing: NamedThing) -> dict[Feature, _Value]:
    """The features of where two passages stand."""
    values: dict[Feature, _Value] = {}
    pair = (asked.sentence.id, thing.sentence.id)
    if pair in story.matched:
        values["aligned"] = _Value(story.matched[pair])
        values["same-place"] = _Value(1 - abs(asked.place - thing.place))
    elif pair in story.in_one_claim:
        values["same-claim"] = _Value(1.0)
    around = sorted(asked.around.keys() & thing.around.keys())
    if around:
        told = min(1.0, sum(map(story.weight, around)) / 2)
        values["surroundings"] = _Value(told, _written(thing.around, around))
    if asked.is_name == thing.is_name:
        values["both-names"] = _Value(1.0)
    return values


def _written(words: Mapping[str, str], norms: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words[norm] for norm in norms))


def _reasons(values: Mapping[Feature, _Value]) -> tuple[RivalReason, ...]:
    def strength(feature: Feature) -> float:
        return WEIGHTS[feature][0] * values[feature].value

    told = [feature for feature, found in values.items() if found.value >= _TOLD.get(feature, 0.0)]
    return tuple(
        RivalReason(
            feature=feature,
            text=_SAY[feature].format(" or ".join(values[feature].shared)),
            shared=() if feature == "head-class" else values[feature].shared,
        )
        for feature in sorted(told, key=lambda it: (-strength(it), it))
        if feature in _SAY
    )
