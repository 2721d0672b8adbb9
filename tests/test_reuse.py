"""What two articles have in common beyond the event. All texts are made up, all expectations written by hand."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from news import make_article, make_match

from sitegen.compare.figure_mentions import find_figures
from sitegen.compare.figures import group_figures
from sitegen.compare.origins import find_origins
from sitegen.compare.reuse import find_reuse
from sitegen.model import Article, Reuse
from sitegen.text.forms import derive_forms
from sitegen.text.segment import segment


def reuse_of(*articles: Article, pairs: tuple[tuple[str, str], ...] = ()) -> tuple[Reuse, ...]:
    """The evidence in the articles of one story, the sentences of `pairs` matched."""
    sentences = {article.id: segment(article) for article in articles}
    every = [sentence for own in sentences.values() for sentence in own]
    matches = [make_match(a, b) for a, b in pairs]
    mentions = [mention for article in articles for mention in find_figures(sentences[article.id], article)]
    figures = group_figures(mentions, matches, articles, {sentence.id: sentence for sentence in every})
    origins = find_origins(articles, sentences, derive_forms(sentence.text for sentence in every))
    return find_reuse(articles, sentences, origins, figures, matches)


def shown(reuse: Reuse) -> list[str]:
    """Each piece of evidence as `kind | text | passage of a | passage of b`."""
    return [
        f"{one.kind} | {one.text or '-'} | {one.a.text if one.a else '-'} | {one.b.text if one.b else '-'}"
        for one in reuse.evidence
    ]


WRECK = "Divers found the bell of a long forgotten wreck beneath the rotten planks"
"""13 words in a row, 8 of them with content."""


def test_a_long_run_outside_quotation_marks_is_evidence_and_is_shown_as_each_writes_it() -> None:
    a = make_article(f"{WRECK} on Monday morning.", "a")
    b = make_article("On Friday, divers found the bell of a long-forgotten wreck. Rain fell.", "b")
    c = make_article(f"Nobody was hurt. {WRECK.upper()}, it is said.", "c")
    (reuse,) = reuse_of(a, b, c)
    assert (reuse.a, reuse.b) == ("a", "c")
    assert shown(reuse) == [f"run | - | {WRECK} | {WRECK.upper()}"]
    assert reuse.evidence[0].b is not None
    assert reuse.evidence[0].b.sentence == "c.2"
    assert reuse.share == pytest.approx(13 / 16)


def test_the_share_is_of_the_shorter_article_and_counts_no_word_twice() -> None:
    a = make_article(f"{WRECK}. {WRECK}. Nothing else was found that day by anybody at all.", "a")
    b = make_article(f"{WRECK}, it was said.", "b")
    (reuse,) = reuse_of(a, b)
    assert shown(reuse) == [f"run | - | {WRECK} | {WRECK}"]
    assert reuse.share == pytest.approx(13 / 16)


def test_names_offices_and_function_words_are_no_run() -> None:
    a = make_article("It came before Deputy Harbour Commissioner Jane Rosalind Example of Springfield on Monday.", "a")
    b = make_article("Then Deputy Harbour Commissioner Jane Rosalind Example of Springfield laughed.", "b")
    assert reuse_of(a, b) == ()
    a = make_article("It is not that it was to be there for all of us, but rain fell.", "a")
    b = make_article("He said it is not that it was to be there for all of us, and sang.", "b")
    assert reuse_of(a, b) == ()


SHORT = ("closed the rotten wooden pier on Monday", "paid four hundred crowns for the bell")
"""Seven words each."""


def test_one_short_run_is_too_little_and_two_are_evidence() -> None:
    a = make_article(f"Mayor Example {SHORT[0]}. A collector {SHORT[1]}, they say.", "a")
    b = make_article(f"Springfield {SHORT[0]} after rain.", "b")
    assert reuse_of(a, b) == ()
    b = make_article(f"Springfield {SHORT[0]} after rain. Somebody {SHORT[1]} at dusk.", "b")
    (reuse,) = reuse_of(a, b)
    assert shown(reuse) == [f"run | - | {run} | {run}" for run in SHORT]


def test_two_short_runs_in_long_articles_are_met_by_chance() -> None:
    own = " ".join(f"Item {n} of list {n} was read out by clerk number {n}." for n in range(70))
    other = " ".join(f"Guest {n} brought {n} cakes to table {n} and sang song {n}." for n in range(70))
    a = make_article(f"Mayor Example {SHORT[0]}. A collector {SHORT[1]}. {own}", "a")
    b = make_article(f"Springfield {SHORT[0]}. Somebody {SHORT[1]}. {other}", "b")
    assert reuse_of(a, b) == ()


def test_a_run_ends_where_a_sentence_or_a_quotation_does() -> None:
    a = make_article("He found the bell of a wreck. Beneath rotten planks it had lain forgotten.", "a")
    b = make_article("She found the bell of a wreck beneath rotten planks it had lain forgotten.", "b")
    assert reuse_of(a, b) == ()
    a = make_article("It was “found beneath a long forgotten wreck near rotten planks today”, he said.", "a")
    b = make_article("It was found beneath a long forgotten wreck near rotten planks today, he said.", "b")
    assert reuse_of(a, b) == ()


SPEECH = "The old pier is a danger to every swimmer in this town"


def test_equal_quotations_alone_are_too_little() -> None:
    a = make_article(f"“{SPEECH},” Mayor Example said.", "a")
    b = make_article(f"Mayor Example told a crowd: “{SPEECH}.”", "b")
    c = make_article("Rain fell on the pier.", "c")
    assert reuse_of(a, b, c) == ()


def test_a_quotation_that_no_third_has_supports_a_short_run() -> None:
    a = make_article(f"“{SPEECH},” Mayor Example said. Springfield {SHORT[0]}.", "a")
    b = make_article(f"The mayor told a crowd: “{SPEECH}.” They {SHORT[0]}.", "b")
    c = make_article("Rain fell on the pier.", "c")
    (reuse,) = reuse_of(a, b, c)
    assert shown(reuse) == [f"run | - | {SHORT[0]} | {SHORT[0]}", f"quote | - | {SPEECH} | {SPEECH}"]
    assert reuse.share == pytest.approx(7 / 23)
    everybody = make_article(f"“{SPEECH},” he cried.", "c")
    assert reuse_of(a, b, everybody) == ()


def test_one_that_names_the_others_outlet_is_evidence_enough() -> None:
    a = replace(make_article("The pier is shut.", "a"), outlet="springfield-herald")
    b = make_article("The Springfield Herald reported that rain fell.", "b")
    (reuse,) = reuse_of(a, b)
    assert shown(reuse) == ["stated | Springfield Herald | - | Springfield Herald reported"]
    assert reuse.share == 0


def test_both_naming_one_agency_is_evidence_in_text_or_front_matter() -> None:
    a = make_article("The pier is shut, according to Reuters.", "a")
    b = make_article("Rain fell, Reuters reported.", "b")
    c = replace(make_article("Bells rang.", "c"), relays=("Reuters",))
    found = reuse_of(a, b, c)
    assert [(one.a, one.b, shown(one)) for one in found] == [
        ("a", "b", ["stated | Reuters | according to Reuters | Reuters reported"]),
        ("a", "c", ["stated | Reuters | according to Reuters | -"]),
        ("b", "c", ["stated | Reuters | Reuters reported | -"]),
    ]


def test_two_interviews_with_one_broadcaster_have_nothing_in_common_unless_the_sentences_match() -> None:
    a = make_article("Mayor Example told Example TV that the pier was shut.", "a")
    b = make_article("Pat Sample said in an interview with Example TV that bells rang.", "b")
    assert reuse_of(a, b) == ()
    (reuse,) = reuse_of(a, b, pairs=(("a.1", "b.1"),))
    assert shown(reuse) == ["stated | Example TV | told Example TV | interview with Example TV"]


RUINED = "The storm ruined {} boats."


@pytest.mark.parametrize(
    ("numbers", "is_evidence"),
    [
        (("1,347", "1,347", "900"), True),
        (("1,347", "1,347", "1,347"), False),
        (("1,500", "1,500", "900"), False),
        (("more than 1,347", "1,347", "900"), False),
    ],
)
def test_an_unrounded_figure_that_only_two_give_supports_a_short_run(
    numbers: tuple[str, ...],
    is_evidence: bool,  # noqa: FBT001 - a case
) -> None:
    others = (f"They {SHORT[0]}.", f"Springfield {SHORT[0]} at dusk.", "Rain fell.")
    articles = [
        make_article(f"{RUINED.format(number)} {other}", name)
        for name, number, other in zip("abc", numbers, others, strict=True)
    ]
    found = reuse_of(*articles, pairs=(("a.1", "b.1"), ("a.1", "c.1"), ("b.1", "c.1")))
    expected = [f"run | - | {SHORT[0]} | {SHORT[0]}", "figures | - | 1,347 | 1,347"]
    assert [shown(one) for one in found] == ([expected] if is_evidence else [])


def test_in_a_story_of_two_articles_no_figure_is_rare() -> None:
    a = make_article(f"{RUINED.format('1,347')} They {SHORT[0]}.", "a")
    b = make_article(f"{RUINED.format('1,347')} Springfield {SHORT[0]} at dusk.", "b")
    c = make_article("Rain fell.", "c")
    assert reuse_of(a, b, pairs=(("a.1", "b.1"),)) == ()
    assert len(reuse_of(a, b, c, pairs=(("a.1", "b.1"),))) == 1


def test_headlines_count() -> None:
    a = make_article("Rain fell.", "a", title=WRECK)
    b = make_article(f"{WRECK}.", "b")
    (reuse,) = reuse_of(a, b)
    assert [one.a.sentence for one in reuse.evidence if one.a] == ["a.0"]


def test_nothing_in_common_is_no_evidence() -> None:
    assert reuse_of(make_article("Rain fell on the pier.", "a"), make_article("Bells rang at dusk.", "b")) == ()
    assert reuse_of(make_article("Rain fell on the pier.", "a")) == ()
    assert reuse_of() == ()


def test_the_order_of_articles_does_not_matter() -> None:
    articles = (
        make_article(f"{WRECK}, Reuters reported. “{SPEECH},” Example said.", "a"),
        make_article(f"“{SPEECH},” he said. {WRECK}, he said.", "b"),
        make_article(f"{SHORT[0]} according to Reuters. {SHORT[1]}.", "c"),
    )
    expected = reuse_of(*articles)
    assert len(expected) == 2
    assert all(reuse_of(*order) == expected for order in permutations(articles))


def test_a_formula_repeated_a_thousand_times_costs_no_more_than_its_length() -> None:
    formula = "Springfield closed the rotten wooden pier on a cold and rainy Monday. "
    a, b = (make_article((formula * 1000).strip(), name) for name in "ab")
    (reuse,) = reuse_of(a, b)
    assert 1 <= len(reuse.evidence) <= 4
    assert reuse.share < 0.01


words = st.lists(
    st.sampled_from("the pier is shut “ ” . bell wreck forgotten US Reuters reported a".split()), max_size=60
)


@settings(max_examples=60)
@given(words, words)
def test_passages_are_verbatim_and_the_share_is_one(first: list[str], second: list[str]) -> None:
    a, b = make_article(" ".join(first) or "Rain.", "a"), make_article(" ".join(second) or "Rain.", "b")
    texts = {sentence.id: sentence.text for article in (a, b) for sentence in segment(article)}
    for reuse in reuse_of(a, b):
        assert 0 <= reuse.share <= 1
        assert reuse.evidence
        for mention in (side for one in reuse.evidence for side in (one.a, one.b) if side):
            assert texts[mention.sentence][mention.start : mention.end] == mention.text
