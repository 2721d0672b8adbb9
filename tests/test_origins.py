"""Whom articles name as the one they have something from."""

from itertools import permutations

import pytest
from casefiles import Case, case_id, read_cases
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from news import make_article

from sitegen.compare.origins import find_origins, named_by
from sitegen.model import Article, Origin
from sitegen.text.forms import derive_forms
from sitegen.text.segment import segment


def origins_of(*articles: Article) -> tuple[Origin, ...]:
    """The origins that the articles of one story name."""
    sentences = {article.id: segment(article) for article in articles}
    forms = derive_forms(sentence.text for own in sentences.values() for sentence in own)
    return find_origins(articles, sentences, forms)


@pytest.mark.parametrize("case", read_cases("origins"), ids=case_id)
def test_origins_are_told_from_other_names(case: Case) -> None:
    found = [
        (mention.sentence, mention.start, mention.end, f"{origin.name} | {mention.text}")
        for origin in origins_of(make_article(case.given))
        for mention in origin.mentions
    ]
    assert ("\n".join(line for *_, line in sorted(found)) or "none") == case.expected


def summary(*articles: Article) -> list[tuple[str, list[str], tuple[str, ...]]]:
    """Name, sentences of the mentions, relaying articles."""
    return [(one.name, [m.sentence for m in one.mentions], one.relayed_by) for one in origins_of(*articles)]


def test_what_most_articles_name_comes_first_and_one_name_has_many_spellings() -> None:
    a = make_article("The pier is shut, AFP reported.", "a")
    b = make_article("The pier is shut, Press TV reported. It was built in 1899, according to Reuters.", "b")
    c = make_article("The mayor told PressTV so. He told presstv nothing else.", "c")
    assert summary(a, b, c) == [
        ("Press TV", ["b.1", "c.1", "c.2"], ()),
        ("AFP", ["a.1"], ()),
        ("Reuters", ["b.2"], ()),
    ]


def test_front_matter_counts_as_naming() -> None:
    a = replace(make_article("The pier is shut.", "a"), relays=("Harbour Wire", "Reuters"))
    b = replace(make_article("The pier is shut, the Harbour Wire reported.", "b"), byline="Pat Example, AP")
    assert summary(a, b) == [
        ("Harbour Wire", ["b.1"], ("a",)),
        ("AP", [], ("b",)),
        ("Reuters", [], ("a",)),
    ]


def test_an_outlet_is_no_origin_of_its_own_article_but_of_another() -> None:
    a = replace(make_article("AFP reported it.", "one", title="Pier shut"), outlet="afp", byline="AFP")
    b = make_article("AFP reported it.", "two")
    assert summary(a, b) == [("AFP", ["two.1"], ())]


def test_outlets_of_the_story_are_known_by_their_ids() -> None:
    a = replace(make_article("The pier is shut.", "a"), outlet="kanal-sieben")
    b = make_article("The pier is shut, Kanal Sieben reported.", "b")
    assert summary(a, b) == [("Kanal Sieben", ["b.1"], ())]
    assert summary(replace(a, outlet="outlet-z"), b) == []


def test_an_agency_in_the_headline_is_named() -> None:
    a = make_article("It rained.", title="Pier to be sold, Reuters reports")
    assert summary(a) == [("Reuters", ["outlet-a.0"], ())]


def test_a_short_name_is_the_fuller_one_the_article_gave_before() -> None:
    a = make_article("The Springfield Herald reported the sale. The mayor told the Herald it was nothing.")
    assert summary(a) == [("Springfield Herald", ["outlet-a.1", "outlet-a.2"], ())]


def test_a_story_without_origins_has_none() -> None:
    assert origins_of(make_article("The pier is shut, the mayor said.")) == ()


def test_the_order_of_articles_does_not_matter() -> None:
    articles = (
        replace(make_article("Reuters reported it. AP reported it.", "a"), relays=("reuters",)),
        make_article("The mayor told the Associated Press.", "b"),
        make_article("According to the Springfield Herald, it rains.", "c"),
    )
    expected = origins_of(*articles)
    assert [len(named_by(one)) for one in expected] == [2, 1, 1]
    assert all(origins_of(*order) == expected for order in permutations(articles))


pieces = st.sampled_from(
    "told the ( ) , . and Reuters AP AFP’s (AP) – CNN's Pat Example TV reported said, citing According to presstv “ ” "
    "Springfield Herald newspaper Monday on by in".split(" ")
)


@given(st.lists(pieces, max_size=25).map(" ".join))
def test_passages_are_verbatim_and_hold_the_name(text: str) -> None:
    article = make_article(text.strip() or "It rains.", title="Reuters reports it")
    known = {sentence.id: sentence.text for sentence in segment(article)}
    for origin in origins_of(article):
        for mention in origin.mentions:
            assert known[mention.sentence][mention.start : mention.end] == mention.text
            assert any(c.isupper() or c == "p" for c in mention.text)
