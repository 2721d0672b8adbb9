"""The page of one claim: what can be cited, and why these sentences were put together."""

from msgspec import Struct

from sitegen.model import Claim
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.blocks import ClaimBlock, claim_block, value_marks
from sitegen.site.views.coverage import ABSENCE
from sitegen.site.views.decisions import Parting, partings
from sitegen.site.views.desk import Chips, Desk, StatusLine, Tag, Title, claim_status, claim_why, plain_title
from sitegen.site.views.frame import Frame, story_frame
from sitegen.site.views.likeness import Likeness, SignMeaning, likenesses, likenesses_left_out, sign_meanings
from sitegen.site.views.linked import claim_record
from sitegen.site.views.passages import Passage
from sitegen.site.views.tensions import TensionNote, tensions_in

MOST_DOUBTFUL = 3
"""Uncertain sentences that are shown at once; the rest can be unfolded."""


class Place(Struct, frozen=True, kw_only=True):
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


class Doubtful(Struct, frozen=True, kw_only=True):
    """A sentence of another article that may say the same: counted nowhere."""

    tag: Tag
    passage: Passage
    like: Tag
    url: str


class Missing(Struct, frozen=True, kw_only=True):
    """An article without the claim."""

    tag: Tag
    name: str
    note: str


class Neighbour(Struct, frozen=True, kw_only=True):
    """The claim before or after in the list of claims."""

    title: Title
    url: str


class ClaimView(Struct, frozen=True, kw_only=True):
    """One claim with all that is known of it."""

    frame: Frame
    title: Title
    status: StatusLine
    why: str
    chips: Chips
    block: ClaimBlock | None
    """None for a claim of one article."""
    places: tuple[Place, ...]
    missing: tuple[Missing, ...]
    likenesses: tuple[Likeness, ...]
    other_matches: str
    """How many matches of the claim are not told; empty where all are."""
    meanings: tuple[SignMeaning, ...]
    """Of every sign that occurs."""
    doubtful: tuple[Doubtful, ...]
    """The likeliest, at most `MOST_DOUBTFUL`."""
    more_doubtful: tuple[Doubtful, ...]
    more_words: str
    """`and eight more`; empty for none."""
    tensions: tuple[TensionNote, ...]
    """What an article says against itself in one of the claim's sentences."""
    parted: tuple[Parting, ...]
    """What an editor parted from the claim's sentences."""
    threshold: str
    previous: Neighbour | None
    following: Neighbour | None
    cite: str
    """Without the title where that is a passage of an article."""
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
    doubtful = _doubtful(desk, claim)
    more = doubtful[MOST_DOUBTFUL:]
    return ClaimView(
        frame=story_frame(
            desk,
            section="Claims",
            title=plain_title(title),
            address=address,
            description=f"{phrases.CLAIM_STATUS[claim.status]}: {claim_why(claim)}",
            linked=claim_record(desk, claim),
        ),
        title=title,
        status=claim_status(claim),
        why=claim_why(claim),
        chips=desk.chips(present),
        block=claim_block(desk, claim, with_evidence=False) if len(present) > 1 else None,
        places=_places(desk, claim),
        missing=_missing(desk, claim),
        likenesses=likenesses(desk, claim),
        other_matches=_other_matches(likenesses_left_out(desk, claim)),
        meanings=sign_meanings(desk, claim),
        doubtful=doubtful[:MOST_DOUBTFUL],
        more_doubtful=more,
        more_words=f"and {phrases.number(len(more))} more" if more else "",
        tensions=tensions_in(desk, claim.sentences),
        parted=partings(desk, claim.sentences),
        threshold=f"{desk.settings.align.match:.2f}",
        previous=_neighbour(desk, claims[at - 1]) if at else None,
        following=_neighbour(desk, claims[at + 1]) if at + 1 < len(claims) else None,
        cite=f"{_cited(title)}. In: {story.title}. {desk.settings.title}.",
        cite_url=urls.absolute(desk.settings.base_url, address) if desk.settings.base_url else "",
        claims_url=urls.claims(desk.story_id),
        method_url=urls.METHOD,
    )


def _cited(title: Title) -> str:
    """The title as the citation goes on after the passage, which the template prints: its code, or the whole of it."""
    if title.passage is not None and title.tag is not None:
        return f"({title.tag.code})"
    return title.text.rstrip(".")


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


def _other_matches(n: int) -> str:
    if not n:
        return ""
    are = "pair of them matches" if n == 1 else "pairs of them match"
    return f"These hold the sentences together; {phrases.number(n)} more {are} as well."


def _neighbour(desk: Desk, claim: Claim) -> Neighbour:
    return Neighbour(title=desk.title(claim), url=desk.claim_url(claim))
