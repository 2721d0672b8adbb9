"""What the other articles may call the thing that a passage names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from news import make_article

from sitegen.compare.head_classes import CLASSES, classes_of
from sitegen.compare.named_things import NamedThings, read_named_things
from sitegen.compare.rivals import FLOOR, WEIGHTS, Rival, Rivals, rank_rivals
from sitegen.compare.story import compare_story
from sitegen.model import AlignSettings, Article, Span, Story
from sitegen.text.forms import derive_forms
from sitegen.text.words import split_words

ARGUS = """\
Springfieldian fishermen attacked the harbour office of Port Sample on Friday, Mayor Pat Example said.

The onslaught on the harbour left two windows broken. Fishermen demand the departure of the dredging fleet."""
LEDGER = """\
On Friday a protest by gull-feeding activists at the harbour office of Port Sample ended with two broken windows.

The mayor spoke of a raid on the harbour. The group called for the withdrawal of the dredgers."""
HERALD = "A brass band won the regional prize. Its conductor thanked the jury."


def read(*articles: Article) -> NamedThings:
    """The articles aligned and read."""
    story = Story(id="harbour", title="Harbour", articles=tuple(sorted(articles, key=lambda it: it.id)))
    found = compare_story(story, AlignSettings())
    forms = derive_forms(sentence.text for sentence in found.sentences)
    words = {sentence.id: split_words(sentence.text, forms) for sentence in found.sentences}
    sentences = [sentence for article in articles for sentence in found.sentences if sentence.article == article.id]
    return read_named_things(sentences, words, found.matches, found.claims)


@pytest.fixture(scope="module")
def harbour() -> NamedThings:
    return read(make_article(ARGUS, "argus"), make_article(LEDGER, "ledger"), make_article(HERALD, "herald"))


def ask(story: NamedThings, passage: str, *, most: int = 3, floor: float = FLOOR) -> dict[str, Rivals]:
    """The rivals of the first place at which a passage stands, by article."""
    sentence = next(one for one in story.sentences.values() if passage in one.text)
    start = sentence.text.index(passage)
    answers = rank_rivals(story, sentence.id, Span(start, start + len(passage)), most=most, floor=floor)
    return {one.article: one for one in answers}


def features(rival: Rival) -> set[str]:
    return {reason.feature for reason in rival.reasons}


def test_another_noun_of_the_same_class_is_found(harbour: NamedThings) -> None:
    first = ask(harbour, "onslaught on the harbour")["ledger"].rivals[0]
    assert first.mention.text == "raid on the harbour"
    assert {"head-class", "shared-words"} <= features(first)
    assert "same-head" not in features(first)


def test_a_departure_is_a_withdrawal(harbour: NamedThings) -> None:
    first = ask(harbour, "departure of the dredging fleet")["ledger"].rivals[0]
    assert first.mention.text == "withdrawal of the dredgers"


def test_a_title_before_a_name_tells_who_is_meant(harbour: NamedThings) -> None:
    assert "called-so" in features(ask(harbour, "Mayor Pat Example")["ledger"].rivals[0])
    assert ask(harbour, "Mayor Pat Example")["ledger"].rivals[0].mention.text == "mayor"


def test_nothing_is_suggested_where_an_article_has_nothing_like_it(harbour: NamedThings) -> None:
    answers = ask(harbour, "onslaught on the harbour")
    assert answers["herald"] == Rivals(article="herald", rivals=(), has_same_words=False)
    assert ask(harbour, "onslaught on the harbour", floor=0.0)["herald"].rivals


def test_it_is_told_whether_an_article_has_the_words_as_well(harbour: NamedThings) -> None:
    answers = ask(harbour, "harbour office of Port Sample")
    assert answers["ledger"].has_same_words
    assert not answers["herald"].has_same_words


def test_every_other_article_is_answered_for_in_order(harbour: NamedThings) -> None:
    assert list(ask(harbour, "onslaught")) == ["herald", "ledger"]


def test_rivals_are_passages_of_their_sentences_each_wording_once(harbour: NamedThings) -> None:
    for answer in ask(harbour, "harbour office", most=50, floor=-1.0).values():
        mentions = [rival.mention for rival in answer.rivals]
        for one in mentions:
            assert harbour.sentences[one.sentence].text[one.start : one.end] == one.text
            assert harbour.sentences[one.sentence].article == answer.article
        assert len({one.text.lower() for one in mentions}) == len(mentions)
        scores = [rival.score for rival in answer.rivals]
        assert scores == sorted(scores, reverse=True)


def test_the_order_of_the_articles_makes_no_difference(harbour: NamedThings) -> None:
    turned = read(make_article(HERALD, "herald"), make_article(LEDGER, "ledger"), make_article(ARGUS, "argus"))
    for passage in (
        "onslaught",
        "departure of the dredging fleet",
        "Springfieldian fishermen",
        "gull-feeding activists",
    ):
        assert ask(turned, passage) == ask(harbour, passage)


def test_a_sentence_of_another_story_is_an_error(harbour: NamedThings) -> None:
    with pytest.raises(KeyError):
        rank_rivals(harbour, "gazette.1", Span(0, 3))


def test_reasons_are_told_in_words_without_numbers(harbour: NamedThings) -> None:
    told = [
        reason.text
        for passage in ("onslaught on the harbour", "Mayor Pat Example", "Port Sample", "two windows")
        for answer in ask(harbour, passage, most=9, floor=0.0).values()
        for rival in answer.rivals
        for reason in rival.reasons
    ]
    assert told
    assert not [text for text in told if any(letter.isdigit() for letter in text) or "{" in text]


@given(start=st.integers(0, 120), length=st.integers(0, 60))
def test_any_span_has_an_answer(harbour: NamedThings, start: int, length: int) -> None:
    answers = rank_rivals(harbour, "argus.1", Span(start, start + length), most=2)
    assert [one.article for one in answers] == ["herald", "ledger"]
    assert all(len(one.rivals) <= 2 for one in answers)


def test_every_feature_has_a_weight_that_speaks_for_a_rival() -> None:
    assert all(weight > 0 and what for weight, what in WEIGHTS.values())


def test_classes_are_lists_of_plain_lower_case_nouns() -> None:
    for name, words in CLASSES.items():
        listed = words.split()
        assert len(listed) == len(set(listed)), name
        assert words == words.lower(), name


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("attacks", "raid", True),
        ("attack", "attackers", False),
        ("policemen", "officers", True),
        ("ministries", "government", True),
        ("tariffs", "levy", True),
        ("gulls", "raid", False),
    ],
)
def test_class_of_a_head(one: str, other: str, *, is_same: bool) -> None:
    assert bool(classes_of(one) & classes_of(other)) is is_same
