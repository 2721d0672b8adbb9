"""All findings on one story: the order of work, nothing else.

`compare_story` is the unit of caching: pure, picklable, no file, no clock. Its first half,
`align_story`, is a function of its own for whoever asks how the sentences were aligned.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from sitegen.align.claims import Alignment, align
from sitegen.align.score import ScoredPairs, score_pairs
from sitegen.align.terms import known_in
from sitegen.compare.claims import make_claims
from sitegen.compare.decide import decide_figures, decide_quotes, decide_terms
from sitegen.compare.detail_rows import gather
from sitegen.compare.figure_mentions import find_figures
from sitegen.compare.figures import group_figures
from sitegen.compare.origins import find_origins
from sitegen.compare.pairs import pair_articles
from sitegen.compare.quote_mentions import find_quotes
from sitegen.compare.quotes import group_quotes, unify_speakers
from sitegen.compare.renderings import relate_renderings
from sitegen.compare.reporting import find_cues_of
from sitegen.compare.reuse import find_reuse
from sitegen.compare.tensions import find_tensions, stepped_days
from sitegen.compare.timeline import find_timeline
from sitegen.compare.voice import find_voices
from sitegen.compare.word_weights import story_weight
from sitegen.compare.wording import find_usages
from sitegen.model import AlignSettings, Comparison, Concept, Match, Sentence, Story
from sitegen.text.forms import derive_forms
from sitegen.text.segment import segment
from sitegen.text.words import Forms, split_words


class AlignedStory(Struct, frozen=True, kw_only=True):
    """The sentences of a story, scored and aligned."""

    story: Story
    by_article: Mapping[str, tuple[Sentence, ...]]
    sentences: tuple[Sentence, ...]
    """Of all articles, in the order of the alignment's indices."""
    forms: Forms
    scored: ScoredPairs
    alignment: Alignment


def compare_story(story: Story, settings: AlignSettings, concepts: tuple[Concept, ...] = ()) -> Comparison:
    """Align the articles of `story` and find all that the site shows of it; `concepts` are the editor's glossary."""
    return compare_aligned(align_story(story, settings), concepts)


def align_story(story: Story, settings: AlignSettings) -> AlignedStory:
    """The sentences of `story`, and which of them say the same."""
    by_article = {article.id: segment(article) for article in story.articles}
    sentences = tuple(sentence for article in story.articles for sentence in by_article[article.id])
    forms = derive_forms(sentence.text for sentence in sentences)
    scored = score_pairs(sentences)
    return AlignedStory(
        story=story,
        by_article=by_article,
        sentences=sentences,
        forms=forms,
        scored=scored,
        alignment=align(scored, settings, story.decisions),
    )


def compare_aligned(aligned: AlignedStory, concepts: tuple[Concept, ...] = ()) -> Comparison:
    """All that the site shows of an aligned story."""
    story, by_article, sentences = aligned.story, aligned.by_article, aligned.sentences
    forms, alignment = aligned.forms, aligned.alignment
    words = {sentence.id: split_words(sentence.text, known_in(sentence.text, forms)) for sentence in sentences}
    by_id = {sentence.id: sentence for sentence in sentences}
    together = alignment.matches + _inside_stars(alignment, sentences)
    decisions = story.decisions
    numbers, stale_figures = decide_figures(
        [mention for article in story.articles for mention in find_figures(by_article[article.id], article)],
        decisions.figures,
        sentences,
    )
    figures = group_figures(numbers, together, story.articles, by_id)
    renderings, stale_quotes = decide_quotes(
        [mention for article in story.articles for mention in find_quotes(by_article[article.id], article)],
        decisions.quotes,
        sentences,
    )
    quotes = group_quotes(renderings, together, by_id)
    weight = story_weight(words.values())
    quotes = relate_renderings(unify_speakers(quotes, forms, [sentence.text for sentence in sentences]), forms, weight)
    spoken = [mention for quote in quotes for mention in quote.mentions]
    voices = find_voices(story.articles, sentences, spoken)
    material = gather(story.articles, by_article, words, forms, voices.people, figures, quotes, concepts)
    claims, stale = make_claims(alignment, sentences, story, material)
    claims_of: dict[str, tuple[str, ...]] = {}
    for claim in claims:
        for sentence_id in claim.sentences:
            claims_of[sentence_id] = (*claims_of.get(sentence_id, ()), claim.id)
    usages, stale_terms = decide_terms(
        find_usages(sentences, words, alignment.matches, claims, voices, story.articles, concepts),
        decisions.terms,
        sentences,
    )
    pairs = tuple(
        pair_articles(base, other, by_article, alignment.matches, claims_of, words, weight)
        for base, other in combinations(story.articles, 2)
    )
    counted = [mention for figure in figures for mention in figure.mentions]
    stepped = stepped_days(sentences, story.articles, spoken)
    origins = find_origins(story.articles, by_article, forms)
    return Comparison(
        story=story,
        sentences=sentences,
        matches=alignment.matches,
        uncertain=alignment.uncertain,
        claims=claims,
        figures=figures,
        quotes=quotes,
        usages=usages,
        pairs=pairs,
        tensions=find_tensions(sentences, story.articles, counted, claims, spoken),
        timeline=find_timeline(sentences, story.articles, claims, spoken, stepped),
        origins=origins,
        reuse=find_reuse(story.articles, by_article, origins, figures, together),
        cues=find_cues_of(sentences, voices, quotes, forms),
        stale=(*alignment.stale, *stale, *stale_figures, *stale_quotes, *stale_terms),
    )


def _inside_stars(alignment: Alignment, sentences: Sequence[Sentence]) -> tuple[Match, ...]:
    """The pairs of sentences that share a star without being a match: what they count or quote may still be one."""
    matched = {(match.a, match.b) for match in alignment.matches}
    pairs = sorted({pair for star in alignment.stars for pair in combinations(star, 2)})
    return tuple(
        Match(a=sentences[i].id, b=sentences[j].id, score=0.0, relation="partial", basis="machine")
        for i, j in pairs
        if sentences[i].article != sentences[j].article and (sentences[i].id, sentences[j].id) not in matched
    )
