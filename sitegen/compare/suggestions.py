"""Concepts that a glossary lacks: what rules found in a story, joined with what the other articles may call the same.

For the editor alone, who keeps, mends or drops each: one first suggestion in two names something else, so none of this
is published. Two findings are of one thing where the best rival of one in the other's article lies over the other.
Verbs of speech go into one suggestion: they do not name a thing, and the wording of what they tell is no rival of them.
Deliberately contains no text of a content file and no opinion on a wording.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from sitegen.compare.named_things import NamedThings, read_named_things
from sitegen.compare.rivals import Rivals, rank_rivals
from sitegen.model import Comparison, Span, Usage
from sitegen.model.kinds import UsageKind
from sitegen.text.forms import derive_forms
from sitegen.text.patterns import PatternError, find_spans, index_patterns, parse_pattern, tokenize
from sitegen.text.words import split_words

_MOST = 3
"""Rivals of each other article."""
_ARTICLES = ("the", "a", "an")


class SuggestedWording(Struct, frozen=True, kw_only=True):
    """A wording that may need an entry, and where it stands."""

    usages: tuple[Usage, ...]
    """Its places in one article, in reading order; the first stands for all."""
    article: str
    pattern: str
    """A pattern that finds it."""
    also_in: tuple[str, ...]
    """Ids of the other articles that have the same words."""


class Suggestion(Struct, frozen=True, kw_only=True):
    """One thing that may need a concept."""

    kind: UsageKind
    """Of the first wording."""
    wordings: tuple[SuggestedWording, ...]
    """In reading order."""
    rivals: tuple[Rivals, ...]
    """What each article that has none of the wordings may call it; empty for verbs of speech."""


def suggest_concepts(comparison: Comparison) -> tuple[Suggestion, ...]:
    """What an editor may make concepts of: things that more articles speak of first, then in reading order.

    Looks at the usages that no concept covers; one whose words no pattern can hold is left out.
    """
    wordings = tuple(_wordings(comparison))
    verbs = [wording for wording in wordings if wording.usages[0].kind == "attribution"]
    things = [wording for wording in wordings if wording.usages[0].kind != "attribution"]
    found = []
    if things:
        named = _named_things(comparison)
        rivals = {wording: _rank(named, wording.usages[0]) for wording in things}
        found = [_suggestion(group, rivals) for group in _groups(things, rivals)]
    found.sort(key=lambda it: -len({w.article for w in it.wordings}))
    if verbs:
        found.append(Suggestion(kind="attribution", wordings=tuple(verbs), rivals=()))
    return tuple(found)


def pattern_of(text: str) -> str | None:
    """A pattern of the glossary that finds `text`, a leading article optional; None where there is none.

    Capitals become small letters where the word is no name there, that is, at the beginning of `text` alone.
    """
    tokens = tokenize(text)
    words = [text[token.start : token.end].replace("’", "'") for token in tokens]
    begins_plain = len(words) > 1 and words[0].lower() in _ARTICLES
    phrase = ""
    for n, (token, word) in enumerate(zip(tokens, words, strict=True)):
        joint = text[tokens[n - 1].end : token.start] if n else ""
        phrase += (
            "" if not n or token.norm in (",", "'s") else "-" if joint and not joint.strip("-‐‑‒–") else " "
        ) + word
    if begins_plain:
        phrase = f"({words[0].lower()} )?{phrase[len(words[0]) + 1 :]}"
    phrase = phrase.strip(", ")
    try:
        pattern = parse_pattern(phrase)
    except PatternError:
        return None
    # a colon inside `text` ends a phrase, so that a pattern may not find what it was made of
    return phrase if find_spans(index_patterns([pattern]), text, tokens) else None


def _wordings(comparison: Comparison) -> Iterator[SuggestedWording]:
    """The findings of rules, those of the same words in one article as one."""
    groups: dict[tuple[str, str, bool], list[Usage]] = {}
    for usage in comparison.usages:
        if usage.rule is not None:
            key = (usage.sentence.rpartition(".")[0], _plain(usage.text), usage.kind == "attribution")
            groups.setdefault(key, []).append(usage)
    texts = {article.id: _plain(" ".join((article.title or "", article.text))) for article in comparison.story.articles}
    for (article, words, _), usages in groups.items():
        pattern = pattern_of(usages[0].text)
        if pattern is None:
            continue
        yield SuggestedWording(
            usages=tuple(usages),
            article=article,
            pattern=pattern,
            also_in=tuple(other for other, text in texts.items() if other != article and f" {words} " in f" {text} "),
        )


def _plain(text: str) -> str:
    """Words in small letters, with single blanks."""
    return " ".join(token.norm.lower() for token in tokenize(text))


def _named_things(comparison: Comparison) -> NamedThings:
    forms = derive_forms(sentence.text for sentence in comparison.sentences)
    words = {sentence.id: split_words(sentence.text, forms) for sentence in comparison.sentences}
    return read_named_things(comparison.sentences, words, comparison.matches, comparison.claims)


def _rank(things: NamedThings, usage: Usage) -> tuple[Rivals, ...]:
    return rank_rivals(things, usage.sentence, Span(usage.start, usage.end), most=_MOST)


_Ranked = Mapping[SuggestedWording, Sequence[Rivals]]


def _groups(wordings: Sequence[SuggestedWording], rivals: _Ranked) -> list[tuple[SuggestedWording, ...]]:
    """The wordings that seem to be of one thing; each is in one group."""
    plain = {wording: _plain(wording.usages[0].text) for wording in wordings}
    groups: list[list[SuggestedWording]] = []
    for wording in wordings:
        joined = [
            group
            for group in groups
            if any(plain[wording] == plain[other] or _is_same(wording, other, rivals) for other in group)
        ]
        merged = [one for group in joined for one in group] + [wording]
        groups = [group for group in groups if group not in joined] + [merged]
    order = {wording: n for n, wording in enumerate(wordings)}
    ordered = [tuple(sorted(group, key=order.__getitem__)) for group in groups]
    return sorted(ordered, key=lambda group: order[group[0]])


def _is_same(one: SuggestedWording, other: SuggestedWording, rivals: _Ranked) -> bool:
    """Whether each of two wordings is the best rival of the other."""
    return _is_best(one, rivals[other]) and _is_best(other, rivals[one])


def _is_best(wording: SuggestedWording, rivals: Iterable[Rivals]) -> bool:
    """Whether the best rival in the wording's article lies over the wording."""
    best = next((one.rivals[0].mention for one in rivals if one.article == wording.article and one.rivals), None)
    return best is not None and any(
        usage.sentence == best.sentence and usage.start < best.end and best.start < usage.end
        for usage in wording.usages
    )


def _suggestion(wordings: tuple[SuggestedWording, ...], rivals: _Ranked) -> Suggestion:
    """The group with the rivals of its first wording in the articles that have none of them."""
    own = {wording.article for wording in wordings}
    first = wordings[0]
    return Suggestion(
        kind=first.usages[0].kind,
        wordings=wordings,
        rivals=tuple(one for one in rivals[first] if one.article not in own),
    )
