"""The page of one claim: what can be cited, and why these sentences were put together."""

from dataclasses import dataclass

from sitegen.model import Claim, Match, Reason
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.blocks import ClaimBlock, claim_block, value_marks
from sitegen.site.views.coverage import ABSENCE
from sitegen.site.views.decisions import DecisionNote, Parting, join_of, partings
from sitegen.site.views.desk import Desk, StatusLine, Tag, Title, claim_status, plain_title
from sitegen.site.views.frame import Frame, story_frame
from sitegen.site.views.passages import Passage

_SIGNALS = {
    "words": "uncommon words that both have",
    "letters": "words spelled alike, piece by piece",
    "run": "the same words in a row",
    "figures": "the same numbers",
    "names": "the same people or places",
    "support": "a third article has a sentence close to both",
    "common": "taken off, because one of them resembles many sentences",
    "opening": "both open their article",
    "frame": "taken off for phrases that only say who spoke",
    "editor": "an editor decided it",
}
"""What a sign of likeness means, in plain words."""

_UNKNOWN_SIGNAL = "a further sign of likeness"

MOST_DOUBTFUL = 3
"""Uncertain sentences that are shown at once; the rest can be unfolded."""

_CLOSENESS = {"same": "says the same", "partial": "shares a part"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One sentence of the claim where it stands in its article."""

    tag: Tag
    name: str
    anchor: str
    before: Passage | None
    passage: Passage
    after: Passage | None
    is_headline: bool
    read_url: str
    original_url: str
    """Empty where the article has no address."""
    note: str
    """Date and what to know of the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """What one sign of likeness adds to a score."""

    name: str
    points: str
    """Empty where an editor decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalMeaning:
    """What a sign of likeness is."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Two sentences that were matched, and why."""

    a: Tag
    b: Tag
    a_url: str
    b_url: str
    closeness: str
    score: str
    """Two decimals; empty where an editor decided."""
    shared: tuple[Passage, ...]
    """Words that both have, as the first sentence writes them."""
    signals: tuple[Signal, ...]
    decision: DecisionNote | None
    """An editor's join of the two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A sentence of another article that may say the same: counted nowhere."""

    tag: Tag
    passage: Passage
    like: Tag
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An article without the claim."""

    tag: Tag
    name: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """The claim before or after in the list of claims."""

    title: Title
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """One claim with all that is known of it."""

    frame: Frame
    title: Title
    status: StatusLine
    why: str
    tags: tuple[Tag, ...]
    block: ClaimBlock | None
    """None for a claim of one article."""
    places: tuple[Place, ...]
    missing: tuple[Missing, ...]
    likenesses: tuple[Likeness, ...]
    meanings: tuple[SignalMeaning, ...]
    """Of every sign that occurs."""
    doubtful: tuple[Doubtful, ...]
    """The likeliest, at most `MOST_DOUBTFUL`."""
    more_doubtful: tuple[Doubtful, ...]
    more_words: str
    """`and eight more`; empty for none."""
    parted: tuple[Parting, ...]
    """What an editor parted from the claim's sentences."""
    threshold: str
    previous: Neighbour | None
    following: Neighbour | None
    cite: str
    cite_url: str
    """Absolute; empty without a `base_url`."""
    claims_url: str
    method_url: str


def claim_view(desk: Desk, claim: Claim) -> ClaimView:
    """The page of a claim."""
    title, story = desk.title(claim), desk.comparison.story
    claims = desk.comparison.claims
    at = claims.index(claim)
    address = desk.claim_url(claim)
    present = desk.articles_in(claim)
    likenesses, doubtful = _likenesses(desk, claim), _doubtful(desk, claim)
    more = doubtful[MOST_DOUBTFUL:]
    return ClaimView(
        frame=story_frame(
            desk,
            section="Claims",
            title=plain_title(title),
            address=address,
            description=f"{phrases.CLAIM_STATUS[claim.status]}: {claim.why}",
        ),
        title=title,
        status=claim_status(claim),
        why=claim.why,
        tags=desk.all_tags(present),
        block=claim_block(desk, claim, with_evidence=False) if len(present) > 1 else None,
        places=_places(desk, claim),
        missing=_missing(desk, claim),
        likenesses=likenesses,
        meanings=_meanings(likenesses),
        doubtful=doubtful[:MOST_DOUBTFUL],
        more_doubtful=more,
        more_words=f"and {phrases.number(len(more))} more" if more else "",
        parted=partings(desk, claim.sentences),
        threshold=f"{desk.settings.align.match:.2f}",
        previous=_neighbour(desk, claims[at - 1]) if at else None,
        following=_neighbour(desk, claims[at + 1]) if at + 1 < len(claims) else None,
        cite=f"{plain_title(title).rstrip('.')}. In: {story.title}. {desk.settings.title}.",
        cite_url=urls.absolute(desk.settings.base_url, address) if desk.settings.base_url else "",
        claims_url=urls.claims(desk.story_id),
        method_url=urls.METHOD,
    )


def _places(desk: Desk, claim: Claim) -> tuple[Place, ...]:
    order = {article.id: n for n, article in enumerate(desk.articles)}
    position = {sentence.id: n for n, sentence in enumerate(desk.comparison.sentences)}
    marks = value_marks(claim)
    own = set(claim.sentences)
    places = []
    for sentence_id in sorted(claim.sentences, key=lambda one: (order[desk.article_of(one)], position[one])):
        article = desk.cutter.articles[desk.article_of(sentence_id)]
        line = desk.line(article)
        before, after = _around(desk, sentence_id)
        places.append(
            Place(
                tag=line.tag,
                name=line.name,
                anchor=urls.sentence_anchor(sentence_id),
                before=desk.passage(before) if before and before not in own else None,
                passage=desk.passage(sentence_id, marks.get(sentence_id, ())),
                after=desk.passage(after) if after and after not in own else None,
                is_headline=desk.sentence(sentence_id).part == "title",
                read_url=urls.sentence(desk.story_id, sentence_id),
                original_url=article.url or "",
                note=" · ".join(
                    part for part in (line.day.text if line.day else "", line.date_basis, *line.notes) if part
                ),
            )
        )
    return tuple(places)


def _around(desk: Desk, sentence_id: str) -> tuple[str | None, str | None]:
    """The ids of the sentences before and after that may be shown, for context; none around a headline."""
    sentence = desk.sentence(sentence_id)
    if sentence.part == "title":
        return None, None
    body = [one.id for one in desk.body_of(sentence.article)]
    at = body.index(sentence_id)
    before = body[at - 1] if at else None
    after = body[at + 1] if at + 1 < len(body) else None
    withheld = desk.cutter.withheld
    return (None if before in withheld else before), (None if after in withheld else after)


def _missing(desk: Desk, claim: Claim) -> tuple[Missing, ...]:
    why = {absence.article: absence.why for absence in claim.absent}
    present = desk.articles_in(claim)
    return tuple(
        Missing(
            tag=desk.tags[article.id], name=desk.tags[article.id].name, note=ABSENCE[why.get(article.id, "unknown")]
        )
        for article in desk.articles
        if article.id not in present
    )


def _likenesses(desk: Desk, claim: Claim) -> tuple[Likeness, ...]:
    """The matches inside the claim, the closest first."""
    own = set(claim.sentences)
    inside = [match for match in desk.comparison.matches if match.a in own and match.b in own]
    return tuple(_likeness(desk, match) for match in sorted(inside, key=lambda match: (-match.score, match.a, match.b)))


def _likeness(desk: Desk, match: Match) -> Likeness:
    return Likeness(
        a=desk.tags[desk.article_of(match.a)],
        b=desk.tags[desk.article_of(match.b)],
        a_url=f"#{urls.sentence_anchor(match.a)}",
        b_url=f"#{urls.sentence_anchor(match.b)}",
        closeness=_CLOSENESS[match.relation],
        score="" if match.basis == "editor" else f"{match.score:.2f}",
        shared=_shared(desk, match),
        signals=tuple(_signal(match, reason) for reason in match.reasons)
        or ((Signal(name="editor", points=""),) if match.basis == "editor" else ()),
        decision=join_of(desk, match.a, match.b),
    )


def _shared(desk: Desk, match: Match) -> tuple[Passage, ...]:
    """The shared words of all reasons where they stand in the first sentence, each once."""
    words = dict.fromkeys(shared for reason in match.reasons for shared in reason.shared)
    found = (desk.cutter.find(match.a, shared) for shared in words)
    return tuple(passage for passage in found if passage is not None)


def _signal(match: Match, reason: Reason) -> Signal:
    points = f"{reason.value * reason.weight:+.2f}".replace("-", "−")
    return Signal(name=reason.signal, points="" if match.basis == "editor" else points)


def _meanings(likenesses: tuple[Likeness, ...]) -> tuple[SignalMeaning, ...]:
    """What each sign means that occurs, in the order of first use."""
    names = dict.fromkeys(signal.name for likeness in likenesses for signal in likeness.signals)
    return tuple(SignalMeaning(name=name, meaning=_SIGNALS.get(name, _UNKNOWN_SIGNAL)) for name in names)


def _doubtful(desk: Desk, claim: Claim) -> tuple[Doubtful, ...]:
    """Sentences outside the claim that are uncertain matches of one inside, the likeliest first."""
    own, found = set(claim.sentences), {}
    for match in sorted(desk.comparison.uncertain, key=lambda match: (-match.score, match.a, match.b)):
        for inside, outside in ((match.a, match.b), (match.b, match.a)):
            if inside in own and outside not in own and outside not in found:
                found[outside] = Doubtful(
                    tag=desk.tags[desk.article_of(outside)],
                    passage=desk.passage(outside),
                    like=desk.tags[desk.article_of(inside)],
                    url=urls.sentence(desk.story_id, outside),
                )
    return tuple(found.values())


def _neighbour(desk: Desk, claim: Claim) -> Neighbour:
    return Neighbour(title=desk.title(claim), url=desk.claim_url(claim))
