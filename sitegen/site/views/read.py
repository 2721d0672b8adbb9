"""One article to read, with who else says each sentence in the margin."""

from msgspec import Struct

from sitegen.model import Article, Sentence
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.blocks import article_id, lone_values
from sitegen.site.views.desk import ArticleLine, Desk, StatusLine, Tag, Title, claim_status
from sitegen.site.views.frame import Frame, story_frame
from sitegen.site.views.passages import Mark, Passage
from sitegen.site.views.tensions import MarginTension, margin_tensions


class MarginNote(Struct, frozen=True, kw_only=True):
    """One shared claim of a sentence."""

    url: str
    title: Title
    status: StatusLine
    tags: tuple[Tag, ...]
    """The other articles that have it."""


class ReadRow(Struct, frozen=True, kw_only=True):
    """A sentence with its notes, or a gap of withheld ones."""

    anchors: tuple[str, ...]
    """The element ids of its sentences: one, or those of a gap, so that links to them lead somewhere."""
    passage: Passage | None
    gap: str
    """Words for a gap; empty for a sentence."""
    opens_paragraph: bool
    alone_url: str
    """The claim that no other article has; empty where others have it."""
    notes: tuple[MarginNote, ...]
    tensions: tuple[MarginTension, ...]
    """Where the article says something else elsewhere."""


class ReadLink(Struct, frozen=True, kw_only=True):
    """Another article of the story."""

    tag: Tag
    name: str
    url: str
    is_current: bool


class ReadView(Struct, frozen=True, kw_only=True):
    """One article."""

    frame: Frame
    article: ArticleLine
    title: Passage | None
    head_anchor: str
    head_notes: tuple[MarginNote, ...]
    """Of the headline."""
    head_tensions: tuple[MarginTension, ...]
    byline: str
    url: str
    archive_url: str
    note: str
    lead: str
    reprint: str
    """What is not reprinted, empty where all is."""
    links: tuple[ReadLink, ...]
    rows: tuple[ReadRow, ...]


def read_view(desk: Desk, article: Article) -> ReadView:
    """The page of one article."""
    line, headline = desk.line(article), desk.headline_of(article.id)
    body = desk.body_of(article.id)
    shared = sum(bool(desk.claims_of.get(sentence.id)) for sentence in body)
    return ReadView(
        frame=story_frame(
            desk,
            section="Read",
            title=line.name,
            address=urls.read(desk.story_id, article.id),
            description=f"The article of {line.name}, with who else says each sentence.",
        ),
        article=line,
        title=desk.passage(headline.id) if headline else None,
        head_anchor=urls.sentence_anchor(headline.id) if headline else "",
        head_notes=_notes(desk, headline) if headline else (),
        head_tensions=margin_tensions(desk, headline.id) if headline else (),
        byline=article.byline or "",
        url=article.url or "",
        archive_url=article.archive_url or "",
        note=article.note or "",
        lead=(
            f"{phrases.sentence_case(phrases.count(len(body), 'sentence'))}{phrases.share(shared, len(body))} "
            "in a claim that another article shares. The margin says who else has it."
        ),
        reprint=_reprint(desk, article),
        links=tuple(
            ReadLink(
                tag=desk.tags[one.id],
                name=desk.tags[one.id].name,
                url=urls.read(desk.story_id, one.id),
                is_current=one.id == article.id,
            )
            for one in desk.articles
        ),
        rows=_rows(desk, article, body),
    )


def _reprint(desk: Desk, article: Article) -> str:
    if article.read == "full":
        return ""
    if article.read == "off":
        return "The text of this article is not reprinted here; of each sentence that others share a few words stand."
    hidden = sum(sentence.id in desk.cutter.withheld for sentence in desk.body_of(article.id))
    if not hidden:
        return ""
    return f"Only sentences that the comparison uses are reprinted; {phrases.count(hidden, 'sentence')} left out."


def _rows(desk: Desk, article: Article, body: tuple[Sentence, ...]) -> tuple[ReadRow, ...]:
    rows: list[ReadRow] = []
    hidden: list[str] = []
    paragraph = -1
    alone = {claim.sentences[0]: claim for claim in desk.single}
    lone = _lone_marks(desk, article.id)
    for sentence in body:
        notes = _notes(desk, sentence)
        if sentence.id in desk.cutter.withheld and not notes:
            hidden.append(sentence.id)
            continue
        if hidden:
            rows.append(_gap(hidden))
            hidden = []
        single = None if notes else alone.get(sentence.id)
        rows.append(
            ReadRow(
                anchors=(urls.sentence_anchor(sentence.id),),
                passage=desk.passage(sentence.id, lone.get(sentence.id, ())),
                gap="",
                opens_paragraph=sentence.paragraph != paragraph,
                alone_url=desk.claim_url(single) if single else "",
                notes=notes,
                tensions=margin_tensions(desk, sentence.id),
            )
        )
        paragraph = sentence.paragraph
    if hidden:
        rows.append(_gap(hidden))
    return tuple(rows)


def _gap(hidden: list[str]) -> ReadRow:
    return ReadRow(
        anchors=tuple(map(urls.sentence_anchor, hidden)),
        passage=None,
        gap=f"{phrases.sentence_case(phrases.count(len(hidden), 'sentence'))} not reprinted here",
        opens_paragraph=True,
        alone_url="",
        notes=(),
        tensions=(),
    )


def _notes(desk: Desk, sentence: Sentence) -> tuple[MarginNote, ...]:
    return tuple(
        MarginNote(
            url=desk.claim_url(claim),
            title=desk.title(claim),
            status=claim_status(claim),
            tags=desk.tags_for(one for one in desk.articles_in(claim) if one != sentence.article),
        )
        for claim in desk.claims_of.get(sentence.id, ())
    )


def _lone_marks(desk: Desk, article: str) -> dict[str, list[Mark]]:
    """The values that only this article gives while the others agree, by sentence id."""
    marks: dict[str, list[Mark]] = {}
    for claim in desk.shared:
        for detail in claim.details:
            lone = lone_values(detail)
            for n, value in enumerate(detail.values):
                for mention in value.mentions:
                    if n in lone and article_id(mention) == article:
                        marks.setdefault(mention.sentence, []).append((mention.start, mention.end, "lone"))
    return marks
