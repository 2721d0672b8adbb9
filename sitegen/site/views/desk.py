"""One story laid out for the makers of its pages: look-ups over a `Comparison` and the small views all pages share.

Deliberately contains no page; each page's module asks here for tags, titles and sentences, so that an outlet is named,
a claim is titled and an article is dated in the same way everywhere.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from msgspec import Struct

from sitegen.model import Article, ArticlePair, Claim, Comparison, Outlet, Sentence, Settings
from sitegen.model.kinds import Status
from sitegen.site import urls
from sitegen.site.reprint import cut_names, withheld_sentences
from sitegen.site.views import phrases
from sitegen.site.views.passages import Cutter, Mark, Passage

MOST_COLUMNS = 6
"""With more articles than this a table has no room for a column each."""
MOST_CELLS = 12
"""With more articles than this a table has no room for a narrow column each, on any screen."""

SHORT_TITLE, BRIEF_TITLE = 12, 8
"""Words of a passage that serve as a claim's title where there is little room, and in a margin."""


class Day(Struct, frozen=True, kw_only=True):
    """A date as a reader and as a machine reads it."""

    iso: str
    text: str


class Tag(Struct, frozen=True, kw_only=True):
    """The code that stands for an article, boxed."""

    code: str
    name: str
    is_absent: bool = False
    """Drawn dashed: the article is without what the row is about."""


class StoryLink(Struct, frozen=True, kw_only=True):
    """A link to a story."""

    title: str
    url: str


class Chips(Struct, frozen=True, kw_only=True):
    """Which articles have a thing."""

    words: str
    """`9 of 12, not in`, before the tags; empty where the tags alone say it."""
    tags: tuple[Tag, ...]


class Title(Struct, frozen=True, kw_only=True):
    """What a claim is called: an editor's words, or a passage of one outlet."""

    text: str
    """Our words; empty where the title is a passage."""
    passage: Passage | None
    """A piece of the claim's anchor sentence; None where an editor wrote the title."""
    short: Passage | None
    """The beginning of the passage, for tables and lists."""
    brief: Passage | None
    """A shorter beginning, for margins."""
    tag: Tag | None
    """Whose passage it is."""


class StatusLine(Struct, frozen=True, kw_only=True):
    """A status as shape and words."""

    key: str
    """conflict, varies, agree or single; names shape and colour."""
    words: str


class ArticleLine(Struct, frozen=True, kw_only=True):
    """An article as it is named in keys, lists and heads of pages."""

    tag: Tag
    name: str
    outlet_url: str
    read_url: str
    day: Day | None
    date_basis: str
    """How the date is known in two words, empty for a plain date of publication."""
    date_note: str
    """The same with what it was inferred from."""
    notes: tuple[str, ...]
    """What a reader should know before comparing: whom it relays, that a machine translated it."""


class Desk(Struct, frozen=True, kw_only=True):
    """Look-ups over one story."""

    settings: Settings
    comparison: Comparison
    cutter: Cutter
    articles: tuple[Article, ...]
    """By date, then name of the outlet; undated ones last."""
    outlets: dict[str, Outlet]
    tags: dict[str, Tag]
    """By article id."""
    claims: dict[str, Claim]
    shared: tuple[Claim, ...]
    """Claims of two or more articles."""
    single: tuple[Claim, ...]
    """Claims of one article."""
    claims_of: dict[str, tuple[Claim, ...]]
    """Shared claims by sentence id."""
    pairs: tuple[ArticlePair, ...]
    """The pairs that have a page: all, or with more than `MOST_CELLS` articles those near word for word somewhere."""

    @property
    def story_id(self) -> str:
        """The id of the story."""
        return self.comparison.story.id

    def sentence(self, sentence_id: str) -> Sentence:
        """The sentence with this id."""
        return self.cutter.sentences[sentence_id]

    def article_of(self, sentence_id: str) -> str:
        """The id of the article a sentence is from."""
        return self.cutter.sentences[sentence_id].article

    def articles_in(self, claim: Claim) -> frozenset[str]:
        """The ids of the articles that have a claim."""
        return frozenset(self.article_of(sentence) for sentence in claim.sentences)

    def tags_for(self, article_ids: Iterable[str]) -> tuple[Tag, ...]:
        """Their tags in the order of all articles."""
        chosen = set(article_ids)
        return tuple(self.tags[article.id] for article in self.articles if article.id in chosen)

    def all_tags(self, present: Iterable[str]) -> tuple[Tag, ...]:
        """The tags of all articles, those not in `present` marked absent."""
        there = set(present)
        return tuple(
            self.tags[article.id] if article.id in there else absent(self.tags[article.id]) for article in self.articles
        )

    def chips(self, present: Collection[str]) -> Chips:
        """Who has a thing and who has not: every tag for few articles, for many a count and the shorter list."""
        n, n_all = len(present), len(self.articles)
        if n_all <= MOST_COLUMNS:
            return Chips(words="", tags=self.all_tags(present))
        if n == n_all:
            return Chips(words=f"all {n_all}", tags=())
        if n == 1:
            return Chips(words="", tags=self.tags_for(present))
        if 2 * n < n_all:
            return Chips(words=f"{n} of {n_all}:", tags=self.tags_for(present))
        missing = self.tags_for(article.id for article in self.articles if article.id not in present)
        return Chips(words=f"{n} of {n_all}, not in", tags=missing)

    def body_of(self, article_id: str) -> tuple[Sentence, ...]:
        """An article's sentences in order, without the headline."""
        return tuple(
            sentence
            for sentence in self.comparison.sentences
            if sentence.article == article_id and sentence.part == "body"
        )

    def headline_of(self, article_id: str) -> Sentence | None:
        """An article's headline where it has one."""
        return next(
            (
                sentence
                for sentence in self.comparison.sentences
                if sentence.article == article_id and sentence.part == "title"
            ),
            None,
        )

    def title(self, claim: Claim) -> Title:
        """What a claim is called."""
        passage = self.cutter.title(claim)
        if passage is None:
            return Title(text=claim.title, passage=None, short=None, brief=None, tag=None)
        return Title(
            text="",
            passage=passage,
            short=self.cutter.title(claim, SHORT_TITLE),
            brief=self.cutter.title(claim, BRIEF_TITLE),
            tag=self.tags[self.article_of(claim.anchor)],
        )

    def claim_url(self, claim: Claim) -> str:
        """Where a claim has its page."""
        return urls.claim(self.story_id, claim.id)

    def line(self, article: Article) -> ArticleLine:
        """An article as it is named."""
        return ArticleLine(
            tag=self.tags[article.id],
            name=self.tags[article.id].name,
            outlet_url=urls.outlet(article.outlet),
            read_url=urls.read(self.story_id, article.id),
            day=shown_day(article.date),
            date_basis=phrases.date_basis(article),
            date_note=phrases.date_note(article),
            notes=notes(article),
        )

    def key(self) -> tuple[ArticleLine, ...]:
        """All articles, as the key to the codes lists them."""
        return tuple(self.line(article) for article in self.articles)

    def passage(self, sentence_id: str, marks: Iterable[Mark] = ()) -> Passage:
        """A whole sentence with marks."""
        return self.cutter.sentence(sentence_id, marks)


def make_desk(settings: Settings, outlets: Sequence[Outlet], comparison: Comparison) -> Desk:
    """Lay one story out."""
    comparison = cut_names(comparison)
    by_outlet = {outlet.id: outlet for outlet in outlets}
    articles = tuple(
        sorted(
            comparison.story.articles,
            key=lambda article: (article.date or date.max, by_outlet[article.outlet].name.casefold(), article.id),
        )
    )
    sentences = {sentence.id: sentence for sentence in comparison.sentences}
    shared = tuple(
        claim for claim in comparison.claims if len({sentences[sentence].article for sentence in claim.sentences}) > 1
    )
    is_shared = {claim.id for claim in shared}
    claims_of: dict[str, list[Claim]] = {}
    for claim in shared:
        for sentence in claim.sentences:
            claims_of.setdefault(sentence, []).append(claim)
    return Desk(
        settings=settings,
        comparison=comparison,
        cutter=Cutter(
            settings=settings,
            story=comparison.story.id,
            articles={article.id: article for article in articles},
            sentences=sentences,
            withheld=withheld_sentences(comparison),
        ),
        articles=articles,
        outlets=by_outlet,
        tags=_tags(articles, by_outlet),
        claims={claim.id: claim for claim in comparison.claims},
        shared=shared,
        single=tuple(claim for claim in comparison.claims if claim.id not in is_shared),
        claims_of={sentence: tuple(claims) for sentence, claims in claims_of.items()},
        pairs=tuple(
            pair
            for pair in comparison.pairs
            if len(articles) <= MOST_CELLS or any(row.kind in {"equal", "near"} for row in pair.rows)
        ),
    )


def plain_title(title: Title) -> str:
    """The title where there is no markup: a passage in quotation marks, with its code."""
    passage, tag = title.passage, title.tag
    if passage is None or tag is None:
        return title.text
    before, after = "… " if passage.cut_before else "", " …" if passage.cut_after else ""
    return f"“{before}{passage.text}{after}” ({tag.code})"


def absent(tag: Tag) -> Tag:
    """The same tag, dashed."""
    return Tag(code=tag.code, name=tag.name, is_absent=True)


def status_counts(desk: Desk) -> dict[Status, int]:
    """How many shared claims have each status, and how many claims one article alone makes."""
    counts: dict[Status, int] = {"conflict": 0, "varies": 0, "agree": 0, "single": 0}
    for claim in desk.shared:
        counts[claim.status] += 1
    counts["single"] = len(desk.single)
    return counts


def claim_status(claim: Claim) -> StatusLine:
    """A claim's status as shape and words."""
    return StatusLine(key=claim.status, words=phrases.CLAIM_STATUS[claim.status])


def claim_why(claim: Claim) -> str:
    """Why a claim has its status, and that an editor decided on it where one did."""
    return f"An editor’s decision: {claim.why}" if claim.status_basis == "editor" else claim.why


def shown_day(value: date | None) -> Day | None:
    """A date for a page."""
    return Day(iso=value.isoformat(), text=phrases.day(value)) if value else None


def notes(article: Article) -> tuple[str, ...]:
    """What a reader should know of an article before comparing."""
    found = []
    if article.relays:
        found.append(f"relays {phrases.listed(article.relays)}")
    if translation := translation_note(article):
        found.append(translation)
    return tuple(found)


def translation_note(article: Article) -> str:
    """`machine-translated from French`; empty for an article in its own language."""
    if not (article.machine_translated or article.translated_from):
        return ""
    how = "machine-translated" if article.machine_translated else "translated"
    return f"{how} from {article.translated_from}" if article.translated_from else how


def _tags(articles: Sequence[Article], outlets: dict[str, Outlet]) -> dict[str, Tag]:
    """A tag an article; where an outlet has several articles in the story they are numbered by date."""
    tags, seen = {}, dict.fromkeys((article.outlet for article in articles), 0)
    several = {outlet for outlet in seen if sum(article.outlet == outlet for article in articles) > 1}
    for article in articles:
        seen[article.outlet] += 1
        outlet, n = outlets[article.outlet], seen[article.outlet]
        if article.outlet in several:
            tags[article.id] = Tag(code=f"{outlet.code} {n}", name=f"{outlet.name}, article {n}")
        else:
            tags[article.id] = Tag(code=outlet.code, name=outlet.name)
    return tags
