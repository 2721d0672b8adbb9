"""Quotes: what stands in quotation marks, who said it, and which renderings are one utterance."""

from collections.abc import Sequence
from itertools import permutations

import pytest
from casefiles import Case, case_params
from hypothesis import given
from hypothesis import strategies as st
from news import by_id, make_article, make_match

from sitegen.compare.quote_marks import quotation_spans
from sitegen.compare.quote_mentions import find_quotes
from sitegen.compare.quotes import group_quotes, unify_speakers
from sitegen.model import Article, Quote, QuoteMention
from sitegen.text.segment import segment
from sitegen.text.words import Forms


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


@pytest.mark.parametrize("case", case_params("quotes"))
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


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Mayor: pier ‘a total disgrace’", "fragment | Jane Example | - | a total disgrace"),
        ("Pier is ‘a total disgrace’: mayor", "fragment | Jane Example | - | a total disgrace"),
        ("Example: ‘We will never close it’", "direct | Jane Example | - | We will never close it"),
        ("‘Never again,’ says Example", "direct | Jane Example | says | Never again,"),
        ("Pier ‘safe’, Freedonia says", "fragment | Freedonia | says | safe"),
        ("Pier closure: a ‘joke’", "nothing"),
        ("The ‘reform’ of the pier", "nothing"),
    ],
)
def test_headlines_name_their_speaker_in_their_own_way(title: str, expected: str) -> None:
    article = make_article("Mayor Jane Example closed the pier.", title=title)
    assert ("\n".join(map(shown, find_quotes(segment(article), article))) or "nothing") == expected


def test_a_quotation_that_another_outlet_gives_as_two_is_two() -> None:
    a = make_article(
        "“The pier is a danger to swimmers. The town has no crowns to spend on planks,” Example said.", "a"
    )
    b = make_article(
        "“The pier is a danger to swimmers,” Example said. “The town has no crowns for planks,” Example said.", "b"
    )
    assert [[(m.sentence, m.text) for m in quote.mentions] for quote in group([a, b])] == [
        [("a.1", "The pier is a danger to swimmers."), ("b.1", "The pier is a danger to swimmers,")],
        [("a.1", "The town has no crowns to spend on planks,"), ("b.2", "The town has no crowns for planks,")],
    ]


def test_pieces_that_one_cue_ascribes_are_one_utterance_unless_another_outlet_parts_them() -> None:
    a = make_article("Example called the pier “a danger to swimmers” and its owner “the greediest gull in town”.", "a")
    b = make_article("“He is the greediest gull in town,” Example said.", "b")
    c = make_article("“That pier is a danger to swimmers,” Example said.", "c")
    assert [len(quote.mentions) for quote in group([a])] == [2]
    assert [len(quote.mentions) for quote in group([a, b])] == [3]
    assert [len(quote.mentions) for quote in group([a, b, c])] == [2, 2]


def test_two_utterances_of_one_sentence_by_two_verbs_stay_apart() -> None:
    a = make_article("Example called the pier “a danger to swimmers” and vowed to “sell every single plank”.", "a")
    assert [len(quote.mentions) for quote in group([a])] == [1, 1]


def test_names_alone_make_no_utterance() -> None:
    a = make_article("“I had to dismiss Admiral Rufus Firefly,” Example said.", "a")
    b = make_article("“I feel sorry for Admiral Rufus Firefly,” Example said.", "b")
    assert len(group([a, b], ("a.1", "b.1"))) == 2


def test_one_quoted_word_is_no_proof_of_an_utterance() -> None:
    a = make_article("Example called for a “dialogue” with the gulls.", "a")
    b = make_article("“We must begin a dialogue about the old pier,” Example said.", "b")
    assert len(group([a, b], ("a.1", "b.1"))) == 2


def test_a_speaker_has_the_fullest_name_of_the_story_and_a_name_of_two_people_stays() -> None:
    def quote(speaker: str, number: int) -> Quote:
        said = QuoteMention(sentence="a.1", start=0, end=1, text="x", speaker=speaker, cue=None, kind="direct")
        return Quote(id=str(number), speaker=speaker, mentions=(said,))

    def unified(*speakers: str) -> list[str | None]:
        return [one.speaker for one in unify_speakers([quote(s, n) for n, s in enumerate(speakers)], Forms())]

    assert unified("Jane Example", "Example", "Jane Q. Example") == ["Jane Q. Example"] * 3
    assert unified("Jane Example", "Rufus Example", "Example") == ["Jane Example", "Rufus Example", "Example"]
    assert unified("Example's lawyer", "Jane Example") == ["Example's lawyer", "Jane Example"]
    assert unified("the mayor", "Example") == ["the mayor", "Example"]


def test_a_speaker_of_whom_only_the_surname_is_known_has_the_title() -> None:
    def titled(text: str) -> str | None:
        article = make_article(text)
        quotes = group_quotes(find_quotes(segment(article), article), (), by_id([article]))
        (quote,) = unify_speakers(quotes, Forms(), [sentence.text for sentence in segment(article)])
        return quote.speaker

    assert titled("“We will reopen the old pier on Friday,” Mayor Example said.") == "Mayor Example"
    assert titled("“We will reopen the old pier on Friday,” Mayor Jane Example said.") == "Jane Example"
