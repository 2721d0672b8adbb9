"""Quotes: who is quoted, by whom, and with which words."""

from dataclasses import dataclass

from sitegen.model import Quote, QuoteMention
from sitegen.model.findings import QuoteKind
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import ArticleLine, Desk, Tag
from sitegen.site.views.frame import Frame, story_frame
from sitegen.site.views.passages import Passage

UNNAMED = "Speaker not named"

FORMS: dict[QuoteKind, str] = {"direct": "quoted", "fragment": "partly quoted", "paraphrase": "paraphrased"}
"""How an article gives someone's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A verb that ascribes words, and who uses it."""

    passage: Passage | None
    """None where an article ascribes the words without a verb, or only in another sentence."""
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One rendering of an utterance and who has it."""

    passage: Passage
    is_quoted: bool
    """Whether the words stood in quotation marks."""
    form: str
    cues: tuple[Cue, ...]
    """The verbs that ascribe the words; empty where no article has one."""
    tags: tuple[Tag, ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One utterance in all its renderings."""

    anchor: str
    wordings: tuple[Wording, ...]
    without: tuple[Tag, ...]
    """The articles without it, where several have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A speaker and what they are quoted with."""

    name: str
    also: str
    """Other names the articles give, empty for none."""
    utterances: tuple[Utterance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """An article that quotes nobody."""

    tag: Tag
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotesView:
    """All quotes of a story."""

    frame: Frame
    lead: str
    key: tuple[ArticleLine, ...]
    speakers: tuple[Speaker, ...]
    silent: tuple[Silent, ...]


def quotes_view(desk: Desk) -> QuotesView:
    """The quotes page, speakers with the widest echo first."""
    speakers = sorted(
        _by_speaker(desk.comparison.quotes),
        key=lambda quotes: (
            not quotes[0].speaker,
            -max(len(_articles(quote)) for quote in quotes),
            (quotes[0].speaker or "").casefold(),
        ),
    )
    n_shared = sum(len(_articles(quote)) > 1 for quote in desk.comparison.quotes)
    n_all = len(desk.comparison.quotes)
    direct = {
        desk.article_of(mention.sentence)
        for quote in desk.comparison.quotes
        for mention in quote.mentions
        if mention.kind != "paraphrase"
    }
    return QuotesView(
        frame=story_frame(
            desk,
            section="Quotes",
            title="Quotes",
            address=urls.quotes(desk.story_id),
            description="Who is quoted by whom, and with which words.",
        ),
        lead=(
            f"{phrases.sentence_case(phrases.count(n_all, 'utterance'))}{phrases.share(n_shared, n_all)} "
            "in more than one article. Words in quotation marks are the speaker’s as the article gives them; "
            "a paraphrase is the article’s own."
            if n_all
            else "No article quotes anybody."
        ),
        key=desk.key(),
        speakers=tuple(_speaker(desk, quotes) for quotes in speakers),
        silent=tuple(
            Silent(tag=desk.tags[article.id], name=desk.tags[article.id].name)
            for article in desk.articles
            if article.id not in direct
        )
        if n_all
        else (),
    )


def _by_speaker(quotes: tuple[Quote, ...]) -> list[list[Quote]]:
    """Quotes that share a speaker under any name an article gives; those of nobody together.

    One utterance names its speaker in as many spellings as there are articles, so two utterances are of one speaker
    when a name occurs in both.
    """
    groups: list[tuple[set[str], list[Quote]]] = []
    for quote in quotes:
        names = {name.casefold() for name in (quote.speaker, *(one.speaker for one in quote.mentions)) if name} or {""}
        own = [group for group in groups if group[0] & names]
        rest = [group for group in groups if not group[0] & names]
        merged = [one for _, members in own for one in members]
        groups = [*rest, (names.union(*(group[0] for group in own)), [*merged, quote])]
    return [members for _, members in groups]


def _speaker(desk: Desk, quotes: list[Quote]) -> Speaker:
    ranked = sorted(quotes, key=lambda quote: (-len(_articles(quote)), quote.id))
    names = {
        name.casefold(): name
        for quote in quotes
        for name in (quote.speaker, *(one.speaker for one in quote.mentions))
        if name
    }
    name = ranked[0].speaker or next(iter(names.values()), UNNAMED)
    others = [one for folded, one in sorted(names.items()) if folded != name.casefold()]
    return Speaker(
        name=phrases.sentence_case(name),
        also=phrases.listed(others),
        utterances=tuple(_utterance(desk, quote) for quote in ranked),
    )


def _utterance(desk: Desk, quote: Quote) -> Utterance:
    order = {article.id: n for n, article in enumerate(desk.articles)}
    mentions = sorted(quote.mentions, key=lambda one: (order[desk.article_of(one.sentence)], one.sentence, one.start))
    groups: dict[tuple[str, str], list[QuoteMention]] = {}
    for mention in mentions:
        words = " ".join(mention.text.casefold().split()).strip(" .,;")
        groups.setdefault((words, mention.kind), []).append(mention)
    present = _articles(quote)
    return Utterance(
        anchor=f"quote-{quote.id}",
        wordings=tuple(_wording(desk, group) for group in groups.values()),
        without=tuple(tag for tag in desk.all_tags(present) if tag.is_absent) if len(present) > 1 else (),
    )


def _wording(desk: Desk, group: list[QuoteMention]) -> Wording:
    first = group[0]
    return Wording(
        passage=desk.cutter.piece(first.sentence, first.start, first.end),
        is_quoted=first.kind != "paraphrase",
        form=FORMS[first.kind],
        cues=_cues(desk, group),
        tags=desk.tags_for(desk.article_of(one.sentence) for one in group),
        url=urls.sentence(desk.story_id, first.sentence),
    )


def _cues(desk: Desk, group: list[QuoteMention]) -> tuple[Cue, ...]:
    """The verbs in the order of their articles, equal ones once; that an article has none is told beside one only."""
    found: dict[str, tuple[Passage | None, list[QuoteMention]]] = {}
    for mention in group:
        passage = desk.cutter.find(mention.sentence, mention.cue)
        found.setdefault(passage.text.casefold() if passage else "", (passage, []))[1].append(mention)
    if set(found) == {""}:
        return ()
    return tuple(
        Cue(passage=passage, tags=desk.tags_for(desk.article_of(one.sentence) for one in mentions))
        for passage, mentions in found.values()
    )


def _articles(quote: Quote) -> set[str]:
    return {mention.sentence.rpartition(".")[0] for mention in quote.mentions}
