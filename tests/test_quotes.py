"""Quotes: what stands in quotation marks, who said it, and which renderings are one utterance."""

from collections.abc import Sequence
from itertools import permutations

import pytest
from casefiles import Case, case_id, read_cases
from hypothesis import given
from hypothesis import strategies as st
from news import by_id, make_article, make_match

from sitegen.compare.quote_marks import quotation_spans
from sitegen.compare.quote_mentions import find_quotes
from sitegen.compare.quotes import group_quotes
from sitegen.model import Article, Quote, QuoteMention
from sitegen.text.segment import segment


def shown(mention: QuoteMention) -> str:
    """A mention as the case file writes it."""
    return f"{mention.kind} | {mention.speaker or '-'} | {mention.cue or '-'} | {mention.text}"


def quoted_in(text: str) -> tuple[QuoteMention, ...]:
    article = make_article(text)
    return find_quotes(segment(article), article)


def group(articles: Sequence[Article], *pairs: tuple[str, str]) -> tuple[Quote, ...]:
    """The quotes of `articles`, the sentences of `pairs` matched."""
    mentions = [m for article in articles for m in find_quotes(segment(article), article)]
    return group_quotes(mentions, [make_match(a, b) for a, b in pairs], by_id(articles))


def marked(text: str) -> list[str]:
    """What stands between marks in a text of paragraphs."""
    return [span.of(text) for span in quotation_spans(text, make_article(text).paragraphs)]


@pytest.mark.parametrize("case", read_cases("quotes"), ids=case_id)
def test_quoted_words_are_found_with_their_speaker(case: Case) -> None:
    assert ("\n".join(map(shown, quoted_in(case.given))) or "nothing") == case.expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A “b c” d “e”.", ["b c", "e"]),
        ('A "b c" d "e".', ["b c", "e"]),
        ("A ‘b c’ d.", ["b c"]),
        ("A “b ‘c’ d” e.", ["b ‘c’ d"]),
        ("A ‘b “c” d’ e.", ["b “c” d"]),
        ("The so-called “experts” left.", ["experts"]),
        ("It’s the sailors’ boat.", []),
        ("It's the sailors' boat in the '90s.", []),
        ('A 6\'2" man and a 12" pipe.', []),
        ("A “b c.\n\nD e.", ["b c."]),
        ("A “b c.\n\nD e.” F.", ["b c.\n\nD e."]),
        ("A “b c.\n\n“D e.” F.", ["b c.", "D e."]),
        ("A: “b.” C d.” E.", ["b.", "C d."]),
        ("Rain fell. The pier is open.” E left.", ["The pier is open."]),
        ("A („b c“) d.", ["b c"]),
    ],
)
def test_marks_are_paired_even_where_one_is_missing(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


def test_headline_quotes_count_from_the_headline() -> None:
    article = make_article("It rained.", title="Mayor Example: “The pier is safe for all”")
    (mention,) = find_quotes(segment(article), article)
    assert (mention.sentence, mention.text) == ("outlet-a.0", "The pier is safe for all")


def test_one_utterance_of_two_outlets_is_one_quote_with_the_fullest_name() -> None:
    a = make_article("“The old pier is a danger to every swimmer,” Mayor Jane Example said.", "a")
    b = make_article("Mayor Example said the pier was “a danger to every swimmer in town”.", "b")
    (quote,) = group([a, b])
    assert quote.speaker == "Jane Example"
    assert [m.sentence for m in quote.mentions] == ["a.1", "b.1"]
    assert quote.id.startswith("old-pier-danger-swimmer")


def test_another_translation_is_one_quote_where_sentences_match() -> None:
    a = make_article("Jane Example said: “We must begin talks at once about the end of the mission.”", "a")
    b = make_article("Jane Example said: “It is time to start talks quickly on ending the mission.”", "b")
    assert len(group([a, b], ("a.1", "b.1"))) == 1


def test_equal_topics_of_other_speakers_are_not_one_quote() -> None:
    a = make_article("“The pier is a danger to swimmers,” Jane Example said.", "a")
    b = make_article("“The pier is no danger to swimmers at all,” Rufus Firefly said.", "b")
    assert len(group([a, b], ("a.1", "b.1"))) == 2


def test_a_paraphrase_joins_the_quotation_it_tells() -> None:
    a = make_article("“The old pier is a danger to every swimmer in town,” Jane Example said.", "a")
    b = make_article("Jane Example warned that the old pier was a danger to swimmers, and it rained all day.", "b")
    (quote,) = group([a, b], ("a.1", "b.1"))
    told = next(m for m in quote.mentions if m.kind == "paraphrase")
    assert (told.sentence, told.text) == ("b.1", "Jane Example warned that the old pier was a danger to swimmers")
    assert (told.speaker, told.cue) == ("Jane Example", "warned")


def test_a_matching_sentence_of_another_speaker_is_no_paraphrase() -> None:
    a = make_article("“The old pier is a danger to every swimmer in town,” Jane Example said.", "a")
    b = make_article("Rufus Firefly warned that the old pier was a danger to every swimmer in town.", "b")
    (quote,) = group([a, b], ("a.1", "b.1"))
    assert [m.kind for m in quote.mentions] == ["direct"]


def test_an_outlet_that_quotes_does_not_paraphrase_the_same_words() -> None:
    a = make_article("“The old pier is a danger to every swimmer,” Jane Example said.", "a")
    b = make_article(
        "“The old pier is a danger to every swimmer,” Jane Example said. Example said the old pier was a danger.", "b"
    )
    quotes = group([a, b], ("a.1", "b.1"), ("a.1", "b.2"))
    assert [m.kind for q in quotes for m in q.mentions] == ["direct", "direct"]


TEXTS = (
    "“The old pier is a danger to every swimmer,” Jane Example said. “Close it now,” she added.",
    "Example called the old pier “a danger to every swimmer” and wanted it closed now. Firefly laughed: “Never ever!”",
    "Jane Example said the old pier endangers swimmers. Rufus Firefly said it would “never ever” be closed.",
)


def test_order_of_mentions_matches_and_sentences_does_not_matter() -> None:
    articles = [make_article(text, name) for name, text in zip("abc", TEXTS, strict=True)]
    mentions = [m for article in articles for m in find_quotes(segment(article), article)]
    matches = [make_match("a.1", "b.1"), make_match("a.1", "c.1"), make_match("b.2", "c.2")]
    expected = group_quotes(mentions, matches, by_id(articles))
    assert any(len(q.mentions) > 1 for q in expected)
    for order in permutations(articles):
        assert group_quotes(mentions[::-1], matches[::-1], by_id(order)) == expected


def test_every_mention_is_in_exactly_one_quote() -> None:
    articles = [make_article(text, name) for name, text in zip("abc", TEXTS, strict=True)]
    mentions = [m for article in articles for m in find_quotes(segment(article), article)]
    quotes = group(articles, ("a.1", "b.1"), ("a.1", "c.1"), ("b.2", "c.2"))
    assert sorted(map(repr, mentions)) == sorted(repr(m) for q in quotes for m in q.mentions if m.kind != "paraphrase")
    assert len({q.id for q in quotes}) == len(quotes)


pieces = st.sampled_from(
    """“ ” " ' ‘ ’ Example said , . Mayor Jane Example he added the pier is safe It’s don't 'tis sailors’ : \n\n He
    according to (""".split(" ")
)


@given(st.lists(pieces, max_size=30).map(" ".join))
def test_quotation_spans_are_ordered_disjoint_and_inside(text: str) -> None:
    text = "\n\n".join(block.strip() for block in text.split("\n\n") if block.strip())
    last = 0
    for span in quotation_spans(text, make_article(text).paragraphs):
        assert last <= span.start < span.end <= len(text)
        last = span.end


@given(st.lists(pieces, max_size=30).map(" ".join))
def test_mentions_are_passages_of_their_sentences(text: str) -> None:
    text = "\n\n".join(block.strip() for block in text.split("\n\n") if block.strip())
    article = make_article(text)
    sentences = segment(article)
    known = {s.id: s.text for s in sentences}
    for mention in find_quotes(sentences, article):
        assert known[mention.sentence][mention.start : mention.end] == mention.text
        assert any(c.isalnum() for c in mention.text)
