"""What of a story an editor should look at, most consequential first: where the machine contradicts, doubts or guesses.

A doubt names its sentences, says why it is one, and offers decisions of which each would settle it. What an editor
decided on already is no doubt. Deliberately contains no TOML and no suggestion of concepts.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import (
    Claim,
    ClaimDecision,
    Comparison,
    Decision,
    Figure,
    FigureDecision,
    Match,
    PairDecision,
    QuoteDecision,
    Sentence,
    TermDecision,
)
from sitegen.model.decisions import Verdict
from sitegen.model.kinds import Status

DoubtKind = Literal["conflict", "uncertain", "lead", "figure", "quote", "term", "stale"]
"""In the order of their consequence: what readers are told is wrong, what may be missing, what nobody has looked at."""

DecisionTable = Literal["join", "part", "claim", "figure", "quote", "term"]
"""The tables of `review.toml`."""

_TERM_VERDICTS: tuple[tuple[str, Verdict], ...] = (
    ("it is a choice of words to show", "accept"),
    ("it is none", "reject"),
)
_STATUSES: tuple[tuple[str, Status], ...] = (
    ("the statements can all be true", "varies"),
    ("it is as shown", "conflict"),
)
_MOST_LEADS = 2
"""Sentences that may go with a lead."""


_NOWHERE: Mapping[str, Any] = {"path": "", "line": 0}
"""The place of a decision that is written down nowhere yet."""


class Offer(Struct, frozen=True, kw_only=True):
    """A decision that would settle a doubt."""

    words: str
    """When to take it, as the end of `if ...`."""
    table: DecisionTable
    decision: Decision
    blank: str = ""
    """The key that the editor has to fill in; what stands there only says what to write."""


class Doubt(Struct, frozen=True, kw_only=True):
    """One thing to look at."""

    kind: DoubtKind
    why: str
    """One sentence."""
    sentences: tuple[str, ...] = ()
    """Ids, in reading order of the articles."""
    offers: tuple[Offer, ...] = ()
    """None for what is mended elsewhere than in `review.toml`."""


def find_doubts(comparison: Comparison) -> tuple[Doubt, ...]:
    """All doubts by kind in the order of `DoubtKind`, within one kind by weight, then in reading order."""
    look = _Look(
        comparison=comparison,
        sentences={sentence.id: sentence for sentence in comparison.sentences},
        order={sentence.id: n for n, sentence in enumerate(comparison.sentences)},
        shared=_shared_claims(comparison),
        is_matched=frozenset(frozenset((match.a, match.b)) for match in comparison.matches),
    )
    return (
        *_conflicts(look),
        *_uncertain(look),
        *_leads(look),
        *_figures(look),
        *_quotes(look),
        *_terms(look),
        *(Doubt(kind="stale", why=_sentence_case(message)) for message in comparison.stale),
    )


class _Look(Struct, frozen=True, kw_only=True):
    """A comparison with what is looked up in it."""

    comparison: Comparison
    sentences: Mapping[str, Sentence]
    order: Mapping[str, int]
    shared: Mapping[str, tuple[Claim, ...]]
    """Sentence id -> the claims of two articles or more that hold it."""
    is_matched: frozenset[frozenset[str]]

    def key(self, sentence: str) -> str:
        """The key of a sentence."""
        return self.sentences[sentence].key

    def article(self, sentence: str) -> str:
        """The article of a sentence."""
        return self.sentences[sentence].article

    def text(self, sentence: str) -> str:
        """The text of a sentence."""
        return self.sentences[sentence].text


def _shared_claims(comparison: Comparison) -> Mapping[str, tuple[Claim, ...]]:
    shared: dict[str, tuple[Claim, ...]] = {}
    for claim in comparison.claims:
        if len({sentence.rpartition(".")[0] for sentence in claim.sentences}) > 1:
            for sentence in claim.sentences:
                shared[sentence] = (*shared.get(sentence, ()), claim)
    return shared


def _conflicts(look: _Look) -> Iterator[Doubt]:
    """Claims and figures of which readers are told that they cannot both be true."""
    told: set[str] = set()
    for claim in look.comparison.claims:
        if claim.status_basis == "editor" or claim.status == "conflict":
            told.update(claim.sentences)
        if claim.status == "conflict" and claim.status_basis == "machine":
            anchor = (look.key(claim.sentences[0]), look.key(_of_another(claim.sentences, look)))
            texts = (look.text(claim.sentences[0]), look.text(_of_another(claim.sentences, look)))
            offers = tuple(
                Offer(
                    words=words,
                    table="claim",
                    decision=ClaimDecision(anchor=anchor, texts=texts, status=status, **_NOWHERE),
                )
                for words, status in _STATUSES
            )
            yield Doubt(kind="conflict", why=claim.why, sentences=claim.sentences, offers=offers)
    for figure in look.comparison.figures:
        sentences = _sentences(figure)
        if figure.status == "conflict" and _by_machine(figure) and not told.issuperset(sentences):
            yield Doubt(kind="conflict", why=figure.why, sentences=sentences, offers=_figure_offers(figure, look))


def _of_another(sentences: Iterable[str], look: _Look) -> str:
    """The first sentence of another article than the first one's."""
    first, *rest = sentences
    return next((one for one in rest if look.article(one) != look.article(first)), first)


def _uncertain(look: _Look) -> Iterator[Doubt]:
    """Pairs between the two thresholds that would change a claim: no claim holds both sentences."""
    pairs = sorted(
        look.comparison.uncertain, key=lambda match: (-match.score, look.order[match.a], look.order[match.b])
    )
    for match in pairs:
        both = set(look.shared.get(match.a, ())) & set(look.shared.get(match.b, ()))
        if not both and "body" in (look.sentences[match.a].part, look.sentences[match.b].part):
            yield Doubt(
                kind="uncertain",
                why=_what_a_join_does(match, look),
                sentences=(match.a, match.b),
                offers=_pair_offers(match.a, match.b, look),
            )


def _what_a_join_does(match: Match, look: _Look) -> str:
    held = [bool(look.shared.get(sentence)) for sentence in (match.a, match.b)]
    if all(held):
        what = "they are in two claims"
    elif any(held):
        what = "one is in a claim, the other in none"
    else:
        what = "neither is in a claim of two articles"
    return f"They may say the same (score {match.score:.2f}); {what}."


def _pair_offers(a: str, b: str, look: _Look) -> tuple[Offer, ...]:
    decision = PairDecision(sentences=(look.key(a), look.key(b)), texts=(look.text(a), look.text(b)), **_NOWHERE)
    return (
        Offer(words="they say the same", table="join", decision=decision),
        Offer(words="they do not", table="part", decision=decision),
    )


def _leads(look: _Look) -> Iterator[Doubt]:
    """First sentences in no claim of two articles: an article seldom opens with what nobody else reports."""
    for article in look.comparison.story.articles:
        lead = next((s for s in look.comparison.sentences if s.article == article.id and s.part == "body"), None)
        if lead is None or lead.id in look.shared:
            continue
        near = [match for match in look.comparison.uncertain if lead.id in (match.a, match.b)]
        best = sorted(near, key=lambda match: -match.score)[:_MOST_LEADS]
        others = tuple(match.b if match.a == lead.id else match.a for match in best)
        yield Doubt(
            kind="lead",
            why="The article opens with it, and no other article was found to say it.",
            sentences=(lead.id, *others),
            offers=tuple(
                Offer(
                    words=f"{other} says the same",
                    table="join",
                    decision=PairDecision(
                        sentences=(lead.key, look.key(other)), texts=(lead.text, look.text(other)), **_NOWHERE
                    ),
                )
                for other in others
            ),
        )


def _figures(look: _Look) -> Iterator[Doubt]:
    """Figures held together by their words alone: no two of the sentences were found to say the same."""
    for figure in look.comparison.figures:
        sentences = _sentences(figure)
        articles = {look.article(sentence) for sentence in sentences}
        if len(articles) < 2 or figure.status == "conflict" or not _by_machine(figure):  # noqa: PLR2004 - two outlets
            continue
        together = any(
            frozenset(pair) in look.is_matched or set(look.shared.get(pair[0], ())) & set(look.shared.get(pair[1], ()))
            for pair in combinations(sentences, 2)
            if look.article(pair[0]) != look.article(pair[1])
        )
        if not together:
            yield Doubt(
                kind="figure",
                why=f"Taken for one quantity ({_name(figure)}) by their words alone: no two sentences match.",
                sentences=sentences,
                offers=_figure_offers(figure, look),
            )


def _figure_offers(figure: Figure, look: _Look) -> tuple[Offer, ...]:
    """To say of the last mention that it counts something else, or is no figure."""
    last = figure.mentions[-1]
    sentence = look.sentences[last.sentence]
    own = FigureDecision(sentence=sentence.key, text=last.text, texts=(sentence.text,), **_NOWHERE)
    return (
        Offer(
            words=f"“{last.text}” counts something else",
            table="figure",
            decision=replace(own, counted="what it counts"),
            blank="counted",
        ),
        Offer(words=f"“{last.text}” is no figure", table="figure", decision=replace(own, verdict="reject")),
    )


def _quotes(look: _Look) -> Iterator[Doubt]:
    """Quoted words of which nobody is said to have spoken them."""
    for quote in look.comparison.quotes:
        for mention in quote.mentions:
            if mention.speaker is None and mention.basis == "machine" and mention.kind != "paraphrase":
                sentence = look.sentences[mention.sentence]
                decision = QuoteDecision(
                    sentence=sentence.key, text=mention.text, speaker="Full Name", texts=(sentence.text,), **_NOWHERE
                )
                yield Doubt(
                    kind="quote",
                    why=f"“{mention.text}” is quoted, and no speaker was found.",
                    sentences=(mention.sentence,),
                    offers=(Offer(words="you know who said it", table="quote", decision=decision, blank="speaker"),),
                )


def _terms(look: _Look) -> Iterator[Doubt]:
    """Wordings that a rule found and nobody has reviewed."""
    for usage in look.comparison.usages:
        if usage.rule is None or usage.basis == "editor":
            continue
        sentence = look.sentences[usage.sentence]
        offers = tuple(
            Offer(
                words=words,
                table="term",
                decision=TermDecision(
                    sentence=sentence.key, text=usage.text, verdict=verdict, texts=(sentence.text,), **_NOWHERE
                ),
            )
            for words, verdict in _TERM_VERDICTS
        )
        yield Doubt(
            kind="term",
            why=f"“{usage.text}” was picked out by a rule, and nobody has reviewed it. {usage.why}",
            sentences=(usage.sentence,),
            offers=offers,
        )


def _sentences(figure: Figure) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.sentence for mention in figure.mentions))


def _by_machine(figure: Figure) -> bool:
    return all(mention.basis == "machine" for mention in figure.mentions)


def _name(figure: Figure) -> str:
    return " ".join(part for part in (figure.counted or figure.unit or "number", figure.scope) if part)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
