"""What is found in a story: matches, claims, figures, quotes, wording, pairs.

Every finding is a span: offsets of a mention count from the start of its sentence, so that each passage shown can be
held against the article. Scores are floats from 0 to 1. Deliberately contains no formatting and no URL.
"""

import datetime as dt
from typing import Literal

from msgspec import Struct

from sitegen.model.article import Sentence, Span, Story
from sitegen.model.cues import Cue
from sitegen.model.kinds import Status, UsageKind, Voice

FigureStatus = Literal["conflict", "compatible", "agree", "single"]
Basis = Literal["machine", "editor"]
DetailKind = Literal["figure", "date", "period", "said-by", "name", "quote", "wording"]
Bound = Literal["about", "at least", "more than", "nearly", "fewer than", "up to", "range"]
AsOfBasis = Literal["stated", "published", "inferred"]
QuoteKind = Literal["direct", "fragment", "paraphrase"]
QuoteRelation = Literal["fullest", "part", "same", "trimmed", "spliced", "reworded", "told"]
UsageRule = Literal["listed", "differs", "fragment"]
UNDECIDING: frozenset[DetailKind] = frozenset({"quote", "wording"})
"""Kinds of details that do not make a claim vary: the same may be said in other words."""
TensionKind = Literal["date", "figure", "sum"]
ReuseKind = Literal["stated", "quote", "figures", "run"]


class Mention(Struct, frozen=True, kw_only=True):
    """A passage inside one sentence."""

    sentence: str
    """Sentence id."""
    start: int
    end: int
    text: str
    """`sentence.text[start:end]`, unchanged."""


class Reason(Struct, frozen=True, kw_only=True):
    """One signal that speaks for a match."""

    signal: str
    """Name of the signal, e.g. `words`, `letters`, `figures`, `support`."""
    value: float
    """What the signal measured, 0 to 1 (a correction may be negative)."""
    weight: float
    """What it counts for; the score is the sum of value times weight."""
    shared: tuple[str, ...] = ()
    """What the two sentences share, strongest first, as written in the first sentence."""
    shared_other: tuple[str, ...] = ()
    """The same as written in the second sentence, in the same order."""
    third: str | None = None
    """Id of the sentence of a third article that speaks for the pair; None for what the two show by themselves."""


class Match(Struct, frozen=True, kw_only=True):
    """Two sentences of two articles that say the same thing, wholly or in part; `a` < `b` by article id."""

    a: str
    b: str
    score: float
    relation: Literal["same", "partial"]
    basis: Basis
    reasons: tuple[Reason, ...] = ()


class Absence(Struct, frozen=True, kw_only=True):
    """An article without a claim, and what the dates and lengths allow to say of it."""

    article: str
    why: Literal["earlier", "shorter", "later", "unknown"]
    """earlier: it appeared before the first article with the claim; shorter: it is the shorter text; later: neither."""


class DetailValue(Struct, frozen=True, kw_only=True):
    """One reading of a detail and everyone who gives it."""

    text: str
    """Verbatim in its first mention."""
    mentions: tuple[Mention, ...]
    conflicts: bool = False
    """Whether this value cannot hold together with another of the same detail."""


class Detail(Struct, frozen=True, kw_only=True):
    """What varies, or does not, inside a claim, as short verbatim values."""

    kind: DetailKind
    label: str
    """Words for the row, e.g. `troops in Iraq`, `Date`, `Who says so`."""
    values: tuple[DetailValue, ...]
    """By date of first use, never majority first."""
    varies: bool
    """Whether the values differ once hedges, rounding and spelling are folded."""

    @property
    def decides(self) -> bool:
        """Whether it makes its claim vary."""
        return self.varies and self.kind not in UNDECIDING


class Claim(Struct, frozen=True, kw_only=True):
    """Sentences of one or more outlets that say the same thing."""

    id: str
    """Slug of the title and hash of the anchor sentence, or pinned by an editor."""
    title: str
    title_basis: Basis
    anchor: str
    """Id of the sentence most like the others; a machine's title is a passage of it."""
    status: Status
    why: str
    """One clause that explains the status."""
    sentences: tuple[str, ...]
    """Sentence ids, sorted by article and position."""
    absent: tuple[Absence, ...]
    details: tuple[Detail, ...] = ()
    status_basis: Basis = "machine"
    """Whether an editor decided on the status; `why` then has the editor's reason."""


class FigureMention(Struct, frozen=True, kw_only=True):
    """One number that measures something, as one article gives it."""

    sentence: str
    start: int
    end: int
    text: str
    """With its bound word, e.g. `at least 130`."""
    value: float | None
    """None for vague figures (`dozens of attacks`)."""
    low: float | None
    """Lower end of what the words allow; None: no lower end."""
    high: float | None
    """Upper end of what the words allow; None: no upper end."""
    low_open: bool = False
    """Whether the lower end itself is excluded (`more than`)."""
    high_open: bool = False
    """Whether the upper end itself is excluded (`fewer than`)."""
    bound: Bound | None = None
    unit: str = ""
    """Currency or `%` where one is written, else empty."""
    counted: str = ""
    """The noun that is counted, as written."""
    scope: str = ""
    """The place or part the count is limited to, as written."""
    as_of: dt.date | None = None
    as_of_basis: AsOfBasis | None = None
    period: str = ""
    """The period counted, as written."""
    speaker: str | None = None
    """Who is said to have counted."""
    basis: Basis = "machine"
    """Whether an editor decided on it."""


class Figure(Struct, frozen=True, kw_only=True):
    """One quantity and every mention of it."""

    id: str
    counted: str
    unit: str
    scope: str
    status: FigureStatus
    why: str
    """One sentence that explains the status."""
    mentions: tuple[FigureMention, ...]
    sum_of: tuple[str, ...] = ()
    """Ids of the figures whose values add up to this one."""


class QuoteMention(Struct, frozen=True, kw_only=True):
    """One rendering of an utterance."""

    sentence: str
    start: int
    end: int
    text: str
    """Without the quotation marks."""
    speaker: str | None
    cue: str | None
    """The verb or phrase that ascribes the words (`said`, `according to`)."""
    kind: QuoteKind
    relation: QuoteRelation | None = None
    """How the words relate to the fullest rendering; None where the utterance has no other.

    part: another piece of the same sentence; trimmed: a run of its words; spliced: several runs, with words left out
    between; reworded: other words in quotation marks; told: a paraphrase."""
    is_collated: bool = False
    """Whether all that differs from the fullest rendering is in the quote's variants: the rest need not be shown."""
    basis: Basis = "machine"
    """Whether an editor decided on it."""


class Variant(Struct, frozen=True, kw_only=True):
    """One place where a rendering has other words than the fullest one."""

    lemma: Mention
    """Words of the fullest rendering; never empty."""
    reading: Mention | None
    """What the other rendering has there; None where it leaves them out."""
    sentence: str
    """With `start` the rendering whose reading it is."""
    start: int


class Quote(Struct, frozen=True, kw_only=True):
    """One utterance and all its renderings."""

    id: str
    speaker: str | None
    mentions: tuple[QuoteMention, ...]
    variants: tuple[Variant, ...] = ()
    """Where renderings that share most words with the fullest one differ from it, in its order."""


class Usage(Struct, frozen=True, kw_only=True):
    """One occurrence of a wording, whose voice it is in, and what the others wrote there."""

    sentence: str
    start: int
    end: int
    text: str
    kind: UsageKind
    voice: Voice
    speaker: str | None
    why: str
    """The rule that found it, in words."""
    status: Literal["reviewed", "by-rule"]
    others: tuple[Mention, ...]
    """Passages of other articles on the same thing; whole sentences where nothing shorter is known."""
    not_mentioned: tuple[str, ...]
    """Ids of the articles without a passage on it, as far as could be found."""
    rule: UsageRule | None = None
    """What picked it out where no concept did.

    listed: a word that is flagged by itself; differs: one that is flagged where others write something else; fragment:
    one to four quoted words."""
    concept: str | None = None
    """Id of the concept of the editor's glossary that names it."""
    weight: int | None = None
    """Of a concept's wording, 0 (plain) to 3 (evaluates strongly), as `glossary.Weight` says."""
    framing: str = ""
    """What a concept's wording brings to view, in the editor's words."""
    basis: Basis = "machine"
    """Whether an editor decided on it."""


class Tension(Struct, frozen=True, kw_only=True):
    """What an article says against itself."""

    article: str
    mentions: tuple[Mention, ...]
    """The passages that do not go together, in the order of the article."""
    why: str
    """One sentence that says what does not go together; it judges nothing."""
    kind: TensionKind = "date"
    """Two days for one act, two numbers for one thing, or parts that do not make their total."""


class Moment(Struct, frozen=True, kw_only=True):
    """A day or a stretch of days on the timeline of a story, and who speaks of it."""

    kind: Literal["event", "published"]
    """Something that happened, or the appearance of an article."""
    first: dt.date | None
    """The earliest day that the words allow; None where they give no day."""
    last: dt.date | None
    """The latest day that the words allow."""
    basis: AsOfBasis
    """stated: the day is in the words; inferred: counted from the article's date; published: an article's own date."""
    label: str
    """What happened: a verbatim passage of a mention's sentence, or the claim's title; empty for an article."""
    mentions: tuple[Mention, ...] = ()
    """The expressions of time, by article; empty for an article's own date."""
    article: str | None = None
    """Of an article that appeared."""
    claim: str | None = None
    """Id of the claim that the mentions share; None where no two articles speak of it in one."""
    is_period: bool = False
    """Whether `first` and `last` are the ends of a stretch, rather than days among which one is meant."""
    first_by: dt.date | None = None
    """Of a period: the latest day on which it may have begun."""
    last_from: dt.date | None = None
    """Of a period: the earliest day on which it may have ended."""


class Origin(Struct, frozen=True, kw_only=True):
    """Whom articles name as the one they have something from: an agency, an outlet, a broadcaster."""

    name: str
    """As front matter spells it, else as it is best known, else as most of them write it."""
    mentions: tuple[Mention, ...]
    """Where the articles name it, by article."""
    relayed_by: tuple[str, ...] = ()
    """Ids of the articles whose front matter names it: as one they relay, or in the byline."""


class ReuseEvidence(Struct, frozen=True, kw_only=True):
    """One thing that two articles have in common beyond the event."""

    kind: ReuseKind
    """stated: one names the other or both one origin; quote: equal quoted words; figures: a figure that no other
    article gives; run: many equal words in a row."""
    a: Mention | None
    """Where it stands in the first article; None where only front matter says so."""
    b: Mention | None
    text: str = ""
    """What the evidence is, where the passages do not say it: the name of the origin."""


class Reuse(Struct, frozen=True, kw_only=True):
    """What speaks for two articles drawing on one text; never a proof, and never one number alone."""

    a: str
    """Article id; `a` < `b`."""
    b: str
    share: float
    """Share of the shorter article's words that stand in runs of equal words, 0 to 1."""
    evidence: tuple[ReuseEvidence, ...]


class Edit(Struct, frozen=True):
    """One step of a word diff; the steps' `base` spans join to the base text, the `other` spans to the other text."""

    tag: Literal["equal", "replace", "insert", "delete"]
    base: Span
    other: Span


class Tile(Struct, frozen=True, kw_only=True):
    """A run of words that two reworded sentences share, wherever it stands."""

    base: Mention
    other: Mention


class Row(Struct, frozen=True, kw_only=True):
    """Sentences of two articles that belong beside each other."""

    kind: Literal["equal", "near", "reworded", "only-base", "only-other"]
    base: tuple[str, ...]
    """Sentence ids; empty in `only-other`."""
    other: tuple[str, ...]
    edits: tuple[Edit, ...] = ()
    """For `near` rows, which have one sentence a side."""
    tiles: tuple[Tile, ...] = ()
    """For `reworded` rows."""
    claims: tuple[str, ...] = ()
    """Ids of the claims the sentences share."""


class ArticlePair(Struct, frozen=True, kw_only=True):
    """Two articles read beside each other, in the reading order of the base."""

    base: str
    """Article id; `base` < `other` alphabetically. Neither is the old one."""
    other: str
    rows: tuple[Row, ...]


class Comparison(Struct, frozen=True, kw_only=True):
    """All findings on one story."""

    story: Story
    sentences: tuple[Sentence, ...]
    """Of all articles, by article id, then position."""
    matches: tuple[Match, ...]
    uncertain: tuple[Match, ...]
    claims: tuple[Claim, ...]
    """Shared claims by substance (conflict, varies, agree), then the single ones in reading order."""
    figures: tuple[Figure, ...]
    quotes: tuple[Quote, ...]
    usages: tuple[Usage, ...]
    pairs: tuple[ArticlePair, ...]
    tensions: tuple[Tension, ...] = ()
    """By article, then position."""
    timeline: tuple[Moment, ...] = ()
    """By first day, undated ones last."""
    origins: tuple[Origin, ...] = ()
    """Those that most articles name first."""
    reuse: tuple[Reuse, ...] = ()
    """Pairs of articles with evidence, by ids."""
    cues: tuple[Cue, ...] = ()
    """By article, then position."""
    stale: tuple[str, ...] = ()
    """Decisions that were not applied because a sentence is gone: `path:line: message`."""
