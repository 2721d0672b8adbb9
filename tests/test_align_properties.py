"""What must hold of every alignment, whatever the weights: nothing depends on chance, and little on what is elsewhere.

A score is made of what two sentences share, measured against their two articles. A third one can support a pair; the
first third one takes the place of what stands in for it. These tests hold that it does nothing else. Deliberately
contains no expectation on single pairs of sentences: those are in `tests/cases/alignment.md`.
"""

import multiprocessing
import random
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import permutations

import numpy as np
import pytest
from casefiles import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st
from model_values import make_article, make_story
from msgspec.structs import replace
from test_align_cases import own_story, read_story

from sitegen.align.claims import gather_stars
from sitegen.align.reasons import SIGNALS
from sitegen.align.score import ScoredPairs
from sitegen.align.terms import known_in
from sitegen.build.executor import InlineExecutor, make_executor
from sitegen.compare.story import align_story, compare_story
from sitegen.model import AlignSettings, Article, Comparison, Match, Paragraph, Reason, Sentence, Span, Story
from sitegen.text.forms import derive_forms
from sitegen.text.segment import segment
from sitegen.text.words import split_words

SHIPPED = AlignSettings()
EXAMPLE = "iraq-coalition-2024"
FICTIONAL = {case.title: read_story(case.given) for case in read_cases("alignment") if case.given.startswith("# ")}
THREE_OUTLETS = {title: story for title, story in FICTIONAL.items() if len(story.articles) > 2}

VOCABULARY = (
    "mayor Example closed the old pier after a storm 130 beams 2,500 of broken was said divers Springfield-on-Sea "
    "according to Harbour Board , “ ” on Monday U.S. not it choir three"
).split()
REPEATED = ("It leaks.", "The mayor closed the pier.", "Divers found 130 broken beams.", "Example said it was old.")
LINES = st.sampled_from(REPEATED) | (
    st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=9)
    .map(lambda words: f"{' '.join(words)}.")
    .filter(lambda line: any(character.isalnum() for character in line))
)
TEXTS = st.lists(LINES, min_size=1, max_size=4)

SUPPORTS = {"support", "stand-in"}
"""The parts of a score that depend on whether there is a third article, and on what it says."""

Pair = tuple[str, str]
Findings = tuple[Mapping[frozenset[str], tuple[float, str]], ...]


def story_of(texts: Sequence[Sequence[str]], *, titles: bool = False) -> Story:
    """One article for each text; with `titles` the first line of each is its headline too."""
    return make_story(
        *(
            make_article(f"outlet-{n}", "\n\n".join(lines), title=lines[0] if titles else None)
            for n, lines in enumerate(texts)
        )
    )


STORIES = st.builds(story_of, st.lists(TEXTS, min_size=2, max_size=4), titles=st.booleans())


@cache
def example_story() -> Story:
    return own_story(EXAMPLE)


@cache
def scores_of(story: Story) -> dict[Pair, Match]:
    """All pairs of sentences of two articles, however low they score."""
    aligned = align_story(story, replace(SHIPPED, uncertain=-1.0))
    article = {sentence.id: sentence.article for sentence in aligned.sentences}
    found = (*aligned.alignment.matches, *aligned.alignment.uncertain)
    return {(match.a, match.b): match for match in found if article[match.a] != article[match.b]}


def own_reasons(match: Match) -> list[Reason]:
    """What the two articles have without a third one."""
    return [reason for reason in match.reasons if reason.signal not in SUPPORTS]


def own_score(match: Match) -> float:
    """The part of the score that the two articles have without a third one."""
    return sum(reason.value * reason.weight for reason in own_reasons(match))


def support_of(match: Match) -> float:
    """What a third article adds, or stands in for it."""
    return sum(reason.value * reason.weight for reason in match.reasons if reason.signal in SUPPORTS)


def level(match: Match) -> int:
    """0: apart, 1: uncertain, 2: a match in part, 3: the same."""
    return sum(match.score >= least for least in (SHIPPED.uncertain, SHIPPED.match, SHIPPED.same))


def without(story: Story, article: str) -> Story:
    """The story as if one article had never been collected."""
    return replace(story, articles=tuple(it for it in story.articles if it.id != article))


def check_without(story: Story, article: str) -> None:
    """What the others share is the same without the article, but for its support."""
    full, less = scores_of(story), scores_of(without(story, article))
    check_parts(align_story(story, SHIPPED).scored, align_story(without(story, article), SHIPPED).scored)
    assert less
    for pair in less:
        assert own_reasons(full[pair]) == own_reasons(less[pair])
        if max(full[pair].score, less[pair].score) < 1:  # a match says 1 at most
            by_support = support_of(full[pair]) - support_of(less[pair])
            # a reason is rounded to four places, and left out below half a hundredth
            assert full[pair].score - less[pair].score == pytest.approx(by_support, abs=0.005)
        if level(full[pair]) != level(less[pair]):
            assert support_of(full[pair]) != support_of(less[pair])


def check_parts(full: ScoredPairs, less: ScoredPairs) -> None:
    """Every part of the score but the support is equal, to where the order in which a machine adds decides."""
    at = {sentence.id: n for n, sentence in enumerate(full.sentences)}
    places = [at[sentence.id] for sentence in less.sentences]
    window = np.ix_(places, places)
    for signal in SIGNALS:
        if signal.name not in SUPPORTS:
            assert np.allclose(signal.values(full)[window], signal.values(less), rtol=0, atol=1e-12), signal.name


def findings(comparison: Comparison, names: Mapping[str, str]) -> tuple[Findings, set[frozenset[str]]]:
    """Matches, uncertain pairs and claims, of sentences named by the article that `names` gives and by their number."""
    name = {it.id: f"{names[it.article]}.{it.id.rpartition('.')[2]}" for it in comparison.sentences}
    found = tuple(
        {frozenset((name[match.a], name[match.b])): (match.score, match.relation) for match in matches}
        for matches in (comparison.matches, comparison.uncertain)
    )
    return found, {frozenset(name[sentence] for sentence in claim.sentences) for claim in comparison.claims}


def renamed(order: Iterable[Article], story: Story) -> tuple[Story, dict[str, str]]:
    """The story with articles named so that they sort in the given order, and the old name of each."""
    articles = tuple(
        replace(article, id=f"outlet-{n}", outlet=f"outlet-{n}") for n, article in enumerate(order, start=1)
    )
    return replace(story, articles=articles), {new.id: old.id for new, old in zip(articles, order, strict=True)}


def with_line(article: Article, line: str) -> Article:
    """The article with one more paragraph at its end."""
    start = len(article.text) + 2
    added = Paragraph(span=Span(start, start + len(line)), line=article.paragraphs[-1].line + 2)
    return replace(article, text=f"{article.text}\n\n{line}", paragraphs=(*article.paragraphs, added))


def orders(story: Story, most: int) -> list[tuple[Article, ...]]:
    """All orders of the articles, or a sample with the reverse one in it."""
    every = list(permutations(story.articles))
    return every if len(every) <= most else [every[-1], *random.Random(0).sample(every, most - 1)]  # noqa: S311 - a sample


def check_orders(story: Story, most: int) -> None:
    """Neither the order in which articles are listed nor the one in which their names sort changes a finding."""
    names = {article.id: article.id for article in story.articles}
    expected = findings(compare_story(story, SHIPPED), names)
    for order in orders(story, most):
        shuffled = replace(story, articles=order)
        assert findings(compare_story(shuffled, SHIPPED), names) == expected
        other, names_back = renamed(order, story)
        assert findings(compare_story(other, SHIPPED), names_back) == expected


def check_twin(story: Story, article: Article) -> None:
    """The same text under the name of another outlet: every sentence says the same as itself, in one claim."""
    twin = replace(article, id="twin", outlet="twin")
    comparison = compare_story(make_story(*story.articles, twin), SHIPPED)
    relations = {frozenset((match.a, match.b)): match.relation for match in comparison.matches}
    own = [sentence for sentence in comparison.sentences if sentence.article == article.id]
    assert own
    for sentence in own:
        pair = {sentence.id, f"twin.{sentence.id.rpartition('.')[2]}"}
        assert relations.get(frozenset(pair)) == "same", sentence.text
        assert any(pair <= set(claim.sentences) for claim in comparison.claims), sentence.text


def test_the_order_of_the_articles_of_the_example_changes_nothing() -> None:
    check_orders(example_story(), most=4)


@pytest.mark.parametrize("title", FICTIONAL)
def test_the_order_of_the_articles_of_a_small_story_changes_nothing(title: str) -> None:
    check_orders(FICTIONAL[title], most=6)


@given(STORIES)
@settings(max_examples=25)
def test_the_order_of_the_articles_changes_nothing_whatever_they_say(story: Story) -> None:
    check_orders(story, most=2)


def test_stars_do_not_depend_on_the_order_of_the_sentences() -> None:
    """Random scores meet every branch of the gathering; no two are equal, so no tie can excuse a difference."""
    chance = np.random.default_rng(0)
    for _ in range(1000):
        articles = chance.integers(0, 5, size=chance.integers(4, 14))
        sentences = [
            Sentence(
                id=f"{article}.{n}",
                key=f"{article}:{n}",
                article=str(article),
                part="title" if chance.random() < 0.1 else "body",
                paragraph=0,
                span=Span(0, 1),
                text="x",
            )
            for n, article in enumerate(articles.tolist())
        ]
        half = chance.random((len(articles), len(articles)))
        scores = np.where(articles[:, None] == articles[None, :], 0.0, (half + half.T) / 2)
        order = chance.permutation(len(articles))
        expected = {frozenset(star) for star in gather_stars(scores, sentences, 0.5)}
        found = gather_stars(scores[np.ix_(order, order)], [sentences[k] for k in order], 0.5)
        assert {frozenset(int(order[k]) for k in star) for star in found} == expected


@pytest.mark.parametrize("article", [it.id for it in example_story().articles])
def test_without_one_article_of_the_example_the_others_share_the_same_but_for_its_support(article: str) -> None:
    check_without(example_story(), article)
    full, less = scores_of(example_story()), scores_of(without(example_story(), article))
    matched = [pair for pair in less if level(full[pair]) >= 2]
    lost = [pair for pair in matched if level(less[pair]) < 2]
    assert len(matched) > 40
    assert all(own_score(full[pair]) < SHIPPED.match for pair in lost), "a pair was lost that needed no third article"
    found = [pair for pair in less if level(full[pair]) < 2 <= level(less[pair])]
    assert not found, "a match that the article more would have prevented"


def test_nine_of_ten_matches_of_the_example_do_without_any_one_of_the_other_articles() -> None:
    n_matched = n_stay = 0
    for article in example_story().articles:
        full, less = scores_of(example_story()), scores_of(without(example_story(), article.id))
        matched = [pair for pair in less if level(full[pair]) >= 2]
        n_matched += len(matched)
        n_stay += sum(level(less[pair]) >= 2 for pair in matched)
    assert n_stay >= 0.9 * n_matched


@pytest.mark.parametrize("title", THREE_OUTLETS)
def test_two_of_three_outlets_share_the_same_but_for_the_support_of_the_third(title: str) -> None:
    story = THREE_OUTLETS[title]
    for article in story.articles:
        check_without(story, article.id)


@pytest.mark.parametrize("article", [it.id for it in example_story().articles])
def test_a_sentence_reads_the_same_with_what_it_can_have_in_it_as_with_all_that_is_known(article: str) -> None:
    story = example_story()
    forms = align_story(story, SHIPPED).forms
    for sentence in segment(next(it for it in story.articles if it.id == article)):
        assert split_words(sentence.text, known_in(sentence.text, forms)) == split_words(sentence.text, forms)


NAMES = st.lists(
    st.sampled_from(
        "Colonel Col. Colonial Indian Indiana Ind. California Californian Calif. Syria Syrian Syrian\u0301 al-Syrian "
        "Syria's Augusta Aug. Senate Sen. Example Exemple Examples U.S. IS Islamic State (IS) (ISIS) , . ran".split()
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@given(st.lists(NAMES, min_size=1, max_size=6))
def test_names_read_the_same_with_what_a_sentence_can_have_in_it(texts: list[str]) -> None:
    forms = derive_forms(texts)
    for text in texts:
        assert split_words(text, known_in(text, forms)) == split_words(text, forms)


@given(STORIES)
@settings(max_examples=25)
def test_whatever_articles_say_a_third_adds_its_support_alone(story: Story) -> None:
    if len(story.articles) > 2:
        check_without(story, story.articles[-1].id)


def test_two_processes_find_what_one_finds() -> None:
    stories = [example_story(), THREE_OUTLETS["a name alone"]]
    inline = list(InlineExecutor().map(compare_story, stories, [SHIPPED, SHIPPED]))
    with make_executor(2) as executor:
        assert list(executor.map(compare_story, stories, [SHIPPED, SHIPPED])) == inline
        assert multiprocessing.active_children()


@pytest.mark.parametrize("article", [it.id for it in example_story().articles])
def test_an_article_of_the_example_says_the_same_as_its_copy(article: str) -> None:
    check_twin(example_story(), next(it for it in example_story().articles if it.id == article))


@pytest.mark.parametrize("title", FICTIONAL)
def test_an_article_of_a_small_story_says_the_same_as_its_copy(title: str) -> None:
    for article in FICTIONAL[title].articles:
        check_twin(FICTIONAL[title], article)


def check_stray(story: Story, most: float) -> None:
    """A sentence with no word of the story in it matches nothing, and scores move by `most` at most."""
    for article in story.articles[:2]:
        line = "Quizzical wombats juggled seventeen xylophones."
        more = make_story(*(with_line(it, line) if it is article else it for it in story.articles))
        before, after = scores_of(story), scores_of(more)
        stray = [pair for pair in after if pair not in before]
        assert stray
        assert all(level(after[pair]) == 0 for pair in stray)
        assert max(abs(before[pair].score - after[pair].score) for pair in before) <= most


def test_a_sentence_on_nothing_of_the_example_matches_nothing_and_hardly_moves_a_score() -> None:
    check_stray(example_story(), 0.03)


@pytest.mark.parametrize("title", FICTIONAL)
def test_a_sentence_on_nothing_of_a_small_story_matches_nothing_and_moves_scores_by_a_twentieth(title: str) -> None:
    check_stray(FICTIONAL[title], 0.05)


def check_findings(story: Story) -> None:
    """What every comparison keeps to: order, thresholds, reasons, symmetry, and that a match is in a shared claim."""
    aligned = align_story(story, SHIPPED)
    comparison = compare_story(story, SHIPPED)
    sentences: dict[str, Sentence] = {sentence.id: sentence for sentence in comparison.sentences}
    for matches, least, below in (
        (comparison.matches, SHIPPED.match, 2.0),
        (comparison.uncertain, SHIPPED.uncertain, SHIPPED.match),
    ):
        assert len({(match.a, match.b) for match in matches}) == len(matches)
        for match in matches:
            assert sentences[match.a].article < sentences[match.b].article
            # a score is rounded to four places after it was held against the threshold
            assert least - 0.0001 <= match.score <= min(1.0, below)
            by_reasons = sum(reason.value * reason.weight for reason in match.reasons)
            assert match.score == pytest.approx(min(1.0, by_reasons), abs=0.01)
            for reason in match.reasons:
                assert reason.third is None or sentences[reason.third].article not in (
                    sentences[match.a].article,
                    sentences[match.b].article,
                )
    assert not {(it.a, it.b) for it in comparison.matches} & {(it.a, it.b) for it in comparison.uncertain}
    assert all((it.relation == "same") >= (it.score > SHIPPED.same) for it in comparison.matches)
    assert np.isfinite(aligned.scored.total).all()
    assert np.array_equal(aligned.scored.total, aligned.scored.total.T)
    shared = [
        set(claim.sentences)
        for claim in comparison.claims
        if len({sentences[sentence].article for sentence in claim.sentences}) > 1
    ]
    in_shared = {sentence for claim in shared for sentence in claim}
    matched_body = {name for it in comparison.matches for name in (it.a, it.b) if sentences[name].part == "body"}
    assert matched_body <= in_shared


def test_the_findings_on_the_example_are_in_order_and_add_up() -> None:
    check_findings(example_story())


@pytest.mark.parametrize("title", FICTIONAL)
def test_the_findings_on_a_small_story_are_in_order_and_add_up(title: str) -> None:
    check_findings(FICTIONAL[title])


@given(STORIES)
@settings(max_examples=25)
def test_the_findings_on_any_words_are_in_order_and_add_up(story: Story) -> None:
    check_findings(story)


@given(st.lists(TEXTS, min_size=1, max_size=2))
@settings(max_examples=40)
def test_any_words_match_their_copy(texts: list[list[str]]) -> None:
    story = story_of(texts)
    check_twin(story, story.articles[0])
