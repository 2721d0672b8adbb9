"""Why two sentences were matched, as the page of their claim tells it: in words first, with the points beside them.

A claim of many sentences has many more matches than a reader reads; then those stand that hold it together.

What a signal means is said in `model.signals`, which the command line reads as well.
"""

from msgspec import Struct

from sitegen.model import Claim, Match, Reason
from sitegen.model.signals import signal_words
from sitegen.site import urls
from sitegen.site.views.decisions import DecisionNote, join_of
from sitegen.site.views.desk import Desk, Tag
from sitegen.site.views.passages import Passage

MOST_MATCHES = 15
"""Matches that are all told; of more, those that hold the claim together, one fewer than it has sentences."""
_LEAST_POINTS = 0.005
"""What would be shown as 0.00 is not shown."""
_CLOSENESS = {"same": "say the same", "partial": "share a part"}


class SharedWords(Struct, frozen=True, kw_only=True):
    """Words that both sentences have."""

    passage: Passage
    """As the first sentence writes them."""
    other: Passage | None
    """As the second sentence writes them; None where it writes them alike."""


class ThirdSentence(Struct, frozen=True, kw_only=True):
    """The sentence of a third article that goes with both."""

    tag: Tag
    url: str


class Sign(Struct, frozen=True, kw_only=True):
    """One sign of likeness between two sentences."""

    words: str
    """What is the matter, up to the evidence where there is any."""
    shared: tuple[SharedWords, ...]
    third: ThirdSentence | None
    end: str
    """What follows the evidence."""
    points: str
    """What it adds to the score; empty where an editor decided."""


class SignMeaning(Struct, frozen=True, kw_only=True):
    """What a sign of likeness is."""

    name: str
    meaning: str


class Likeness(Struct, frozen=True, kw_only=True):
    """Two sentences that were matched, and why."""

    a: Tag
    b: Tag
    a_url: str
    b_url: str
    closeness: str
    score: str
    """Two decimals; empty where an editor decided."""
    signs: tuple[Sign, ...]
    decision: DecisionNote | None
    """An editor's join of the two."""


def likenesses(desk: Desk, claim: Claim) -> tuple[Likeness, ...]:
    """The matches inside the claim that are told, the closest first."""
    return tuple(_likeness(desk, match) for match in _told(_matches_inside(desk, claim)))


def likenesses_left_out(desk: Desk, claim: Claim) -> int:
    """How many matches inside the claim are not told."""
    inside = _matches_inside(desk, claim)
    return len(inside) - len(_told(inside))


def sign_meanings(desk: Desk, claim: Claim) -> tuple[SignMeaning, ...]:
    """What each sign means that occurs in the claim, in the order of first use."""
    names = dict.fromkeys(reason.signal for match in _told(_matches_inside(desk, claim)) for reason in match.reasons)
    words = dict.fromkeys(map(signal_words, names))
    return tuple(SignMeaning(name=one.title, meaning=one.meaning) for one in words)


def _matches_inside(desk: Desk, claim: Claim) -> list[Match]:
    own = set(claim.sentences)
    inside = [match for match in desk.comparison.matches if match.a in own and match.b in own]
    return sorted(inside, key=lambda match: (-match.score, match.a, match.b))


def _told(matches: list[Match]) -> list[Match]:
    """All of a few; of many, each that ties in a sentence which no closer match has tied in, and what editors joined.

    This is Kruskal's maximum spanning forest: whatever the claim owes to a match, one at least as close is told.
    """
    if len(matches) <= MOST_MATCHES:
        return matches
    groups: dict[str, set[str]] = {}
    told = []
    for match in matches:
        a, b = (groups.setdefault(one, {one}) for one in (match.a, match.b))
        if a is not b:
            a |= b
            groups.update(dict.fromkeys(b, a))
        if a is not b or match.basis == "editor":
            told.append(match)
    return told


def _likeness(desk: Desk, match: Match) -> Likeness:
    return Likeness(
        a=desk.tags[desk.article_of(match.a)],
        b=desk.tags[desk.article_of(match.b)],
        a_url=f"#{urls.sentence_anchor(match.a)}",
        b_url=f"#{urls.sentence_anchor(match.b)}",
        closeness=_CLOSENESS[match.relation],
        score="" if match.basis == "editor" else f"{match.score:.2f}",
        signs=tuple(
            _sign(desk, match, reason) for reason in match.reasons if abs(reason.value * reason.weight) >= _LEAST_POINTS
        ),
        decision=join_of(desk, match.a, match.b),
    )


def _sign(desk: Desk, match: Match, reason: Reason) -> Sign:
    words, shared = signal_words(reason.signal), _shared(desk, match, reason)
    third = None if reason.third is None else _third(desk, reason.third)
    before, _, after = (words.evidence if shared or third else words.bare).partition("{}")
    points = f"{reason.value * reason.weight:+.2f}".replace("-", "−")
    return Sign(
        words=before.rstrip(),
        shared=shared,
        third=third,
        end=after.lstrip(),
        points="" if match.basis == "editor" else points,
    )


def _shared(desk: Desk, match: Match, reason: Reason) -> tuple[SharedWords, ...]:
    """The shared words where they stand in the two sentences."""
    others = reason.shared_other or reason.shared
    found = []
    for text, other in zip(reason.shared, others, strict=True):
        passage = desk.cutter.find(match.a, text)
        if passage is not None:
            is_alike = text.casefold() == other.casefold()
            found.append(SharedWords(passage=passage, other=None if is_alike else desk.cutter.find(match.b, other)))
    return tuple(found)


def _third(desk: Desk, sentence_id: str) -> ThirdSentence:
    return ThirdSentence(tag=desk.tags[desk.article_of(sentence_id)], url=urls.sentence(desk.story_id, sentence_id))
