"""Quotes: who is quoted, by whom, and with which words.

An utterance of several articles is laid out as in a critical edition: the fullest rendering once, then the others, of
which one that shares most words with it is named by its first and last words, and below the places where they differ,
each with who has what there.
"""

import re

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Quote, QuoteMention, Variant
from sitegen.model.findings import QuoteKind, QuoteRelation
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import ArticleLine, Desk, Tag
from sitegen.site.views.frame import Frame, story_frame
from sitegen.site.views.passages import Passage

UNNAMED = "Speaker not named"

FORMS: dict[QuoteKind, str] = {"direct": "quoted", "fragment": "partly quoted", "paraphrase": "paraphrased"}
"""How an article gives someone's words."""
RELATIONS: dict[QuoteRelation, str] = {
    "fullest": "the fullest",
    "part": "in the same sentence",
    "same": "the same words",
    "trimmed": "fewer of the same words",
    "spliced": "the same words, some left out between",
    "reworded": "other words",
    "told": "",
}
"""How a rendering relates to the fullest one; that a paraphrase has other words goes without saying."""
_NEARLY = "nearly the same words"
"""Where two renderings differ in nothing that a reader would look for: inflection, spelling, a function word."""
_WHOLE_WORDS = 12
"""A rendering of so many words is printed whole, though most of them stand in the fullest one."""
_FIRST_WORDS, _LAST_WORDS = 4, 3


class Cue(Struct, frozen=True, kw_only=True):
    """A verb that ascribes words, and who uses it."""

    passage: Passage | None
    """None where an article ascribes the words without a verb, or only in another sentence."""
    tags: tuple[Tag, ...]


class Wording(Struct, frozen=True, kw_only=True):
    """One rendering of an utterance and who has it."""

    passage: Passage
    """The whole rendering, or its first words where `until` has its last."""
    until: Passage | None
    is_quoted: bool
    """Whether the words stood in quotation marks."""
    form: str
    relation: str
    """To the fullest rendering, empty where there is no other or nothing to say."""
    cues: tuple[Cue, ...]
    """The verbs that ascribe the words; empty where no article has one."""
    tags: tuple[Tag, ...]
    url: str


class Reading(Struct, frozen=True, kw_only=True):
    """What articles have in place of some words of the fullest rendering."""

    passage: Passage | None
    """None where they leave the words out."""
    tags: tuple[Tag, ...]


class Place(Struct, frozen=True, kw_only=True):
    """One place where renderings differ."""

    lemma: Passage
    tags: tuple[Tag, ...]
    """Who has the lemma: the articles with the fullest rendering."""
    readings: tuple[Reading, ...]


class Utterance(Struct, frozen=True, kw_only=True):
    """One utterance in all its renderings."""

    anchor: str
    verdict: str
    """Who quotes and who paraphrases, and whether the words differ; empty where one article has it."""
    wordings: tuple[Wording, ...]
    """The fullest first, then by the order of the articles."""
    places: tuple[Place, ...]
    """In the order of the fullest rendering."""
    without: tuple[Tag, ...]
    """The articles without it, where several have it."""


class Speaker(Struct, frozen=True, kw_only=True):
    """A speaker and what they are quoted with."""

    anchor: str
    name: str
    also: str
    """Other names the articles give, empty for none."""
    utterances: tuple[Utterance, ...]


class Silent(Struct, frozen=True, kw_only=True):
    """An article that quotes nobody."""

    tag: Tag
    name: str


class QuotesView(Struct, frozen=True, kw_only=True):
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
    others = [one for folded, one in sorted(names.items()) if not f" {name.casefold()}".endswith(f" {folded}")]
    return Speaker(
        anchor=f"speaker-{ranked[0].id}",
        name=phrases.sentence_case(name),
        also=phrases.listed(others),
        utterances=tuple(_utterance(desk, quote) for quote in ranked),
    )


def _utterance(desk: Desk, quote: Quote) -> Utterance:
    order = {article.id: n for n, article in enumerate(desk.articles)}
    mentions = sorted(
        quote.mentions,
        key=lambda one: (
            one.relation != "fullest" and len(_articles(quote)) > 1,
            order[desk.article_of(one.sentence)],
            *_position(one.sentence),
            one.start,
        ),
    )
    groups: dict[tuple[str, bool], list[QuoteMention]] = {}
    for mention in mentions:
        words = " ".join(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", mention.text.casefold().replace("’", "'")))
        groups.setdefault((words, mention.kind == "paraphrase"), []).append(mention)
    present = _articles(quote)
    if len(present) == 1:
        return Utterance(
            anchor=f"quote-{quote.id}",
            verdict="",
            wordings=tuple(_wording(desk, group, replace(quote, variants=())) for group in groups.values()),
            places=(),
            without=(),
        )
    return Utterance(
        anchor=f"quote-{quote.id}",
        verdict=_verdict(quote),
        wordings=tuple(_wording(desk, group, quote) for group in groups.values()),
        places=_places(desk, quote, next(iter(groups.values()))),
        without=tuple(tag for tag in desk.all_tags(present) if tag.is_absent),
    )


def _position(sentence: str) -> tuple[str, int]:
    article, _, number = sentence.rpartition(".")
    return article, int(number)


def _verdict(quote: Quote) -> str:
    """Who gives it how, in one line."""
    quoting = {_article(one) for one in quote.mentions if one.kind != "paraphrase"}
    telling = {_article(one) for one in quote.mentions} - quoting
    if not quoting:
        return ""
    told = f", paraphrased in {phrases.number(len(telling))}" if telling else ""
    line = f"Quoted in {phrases.count(len(quoting), 'article')}{told}."
    fullest = next((one for one in quote.mentions if one.relation == "fullest"), None)
    if len(quoting) == 1 or fullest is None:
        return line
    relations = {one.relation for one in quote.mentions if _article(one) != _article(fullest)} - {"told", None}
    places = {(one.lemma.start, one.lemma.end) for one in quote.variants}
    if "reworded" in relations:
        if not places and not _is_apart(quote):
            return f"{line} The quoted words are nearly the same."
        where = f" in {phrases.count(len(places), 'place')}" if places and not _is_apart(quote) else ""
        return f"{line} The quoted words differ{where}."
    if relations <= {"same"}:
        return f"{line} The quoted words are the same."
    return f"{line} The quoted words are the same, more or fewer of them."


def _is_apart(quote: Quote) -> bool:
    """Whether a rendering shares too little with the fullest one to be compared word by word."""
    return any(one.relation == "reworded" and not one.is_collated for one in quote.mentions)


def _places(desk: Desk, quote: Quote, fullest: list[QuoteMention]) -> tuple[Place, ...]:
    holders = desk.tags_for(desk.article_of(one.sentence) for one in fullest)
    lemmas: dict[tuple[int, int], list[Variant]] = {}
    for variant in quote.variants:
        lemmas.setdefault((variant.lemma.start, variant.lemma.end), []).append(variant)
    return tuple(
        Place(lemma=desk.cutter.mention(variants[0].lemma), tags=holders, readings=_readings(desk, variants))
        for variants in lemmas.values()
    )


def _readings(desk: Desk, variants: list[Variant]) -> tuple[Reading, ...]:
    equal: dict[str, list[Variant]] = {}
    for variant in variants:
        equal.setdefault(variant.reading.text.casefold() if variant.reading else "", []).append(variant)
    return tuple(
        Reading(
            passage=desk.cutter.mention(group[0].reading) if group[0].reading else None,
            tags=desk.tags_for(desk.article_of(one.sentence) for one in group),
        )
        for group in equal.values()
    )


def _wording(desk: Desk, group: list[QuoteMention], quote: Quote) -> Wording:
    first = group[0]
    differs = any((one.sentence, one.start) == (first.sentence, first.start) for one in quote.variants)
    words = list(re.finditer(r"\S+", first.text))
    is_shared = len(_articles(quote)) > 1
    stands_elsewhere = is_shared and first.is_collated and (differs or first.relation == "trimmed")
    is_short = stands_elsewhere and len(words) > _WHOLE_WORDS
    end = words[_FIRST_WORDS - 1].end() if is_short else len(first.text)
    return Wording(
        passage=desk.cutter.piece(first.sentence, first.start, first.start + end),
        until=desk.cutter.piece(first.sentence, first.start + words[-_LAST_WORDS].start(), first.end)
        if is_short
        else None,
        is_quoted=first.kind != "paraphrase",
        form=FORMS[first.kind],
        relation=_relation(first, differs=differs) if is_shared else "",
        cues=_cues(desk, group),
        tags=desk.tags_for(desk.article_of(one.sentence) for one in group),
        url=urls.sentence(desk.story_id, first.sentence),
    )


def _relation(mention: QuoteMention, *, differs: bool) -> str:
    if mention.relation is None:
        return ""
    if mention.relation == "reworded" and mention.is_collated and not differs:
        return _NEARLY
    return RELATIONS[mention.relation]


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
    return set(map(_article, quote.mentions))


def _article(mention: QuoteMention) -> str:
    return mention.sentence.rpartition(".")[0]
