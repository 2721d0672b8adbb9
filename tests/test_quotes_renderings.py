"""How renderings relate to the fullest one, and the words that differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.compare.renderings import relate_renderings, relation_of, variants_of
from sitegen.compare.word_weights import story_weight
from sitegen.model import Quote, QuoteMention
from sitegen.model.findings import QuoteKind
from sitegen.text.words import Forms, split_words

FULLEST = "The old pier is a danger to every swimmer in town, and nobody in this council should doubt it"
OFFSET = 7
"""Where each rendering begins in its sentence."""


def mention(text: str, article: str = "b", number: int = 1, kind: QuoteKind = "direct") -> QuoteMention:
    return QuoteMention(
        sentence=f"{article}.{number}",
        start=OFFSET,
        end=OFFSET + len(text),
        text=text,
        speaker="Jane Example",
        cue="said",
        kind=kind,
    )


def differences(fullest: str, other: str) -> list[tuple[str, str | None]] | None:
    """Lemma and reading of each variant; None where the two are not compared word by word."""
    weight = story_weight([split_words(fullest), split_words(other)])
    variants, is_comparable = variants_of(mention(fullest, "a"), mention(other), Forms(), weight)
    return [(v.lemma.text, v.reading.text if v.reading else None) for v in variants] if is_comparable else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FULLEST, "same"),
        ("“the old pier is a danger to every swimmer in town and nobody in this council should doubt it.", "same"),
        ("a danger to every swimmer", "trimmed"),
        ("Every swimmer in town,", "trimmed"),
        ("The old pier is a danger to every swimmer ... nobody in this council should doubt it", "spliced"),
        ("[This] old pier is a danger to every swimmer", "trimmed"),
        ("The old pier is a danger to [all] and nobody in this council should doubt it", "spliced"),
        ("The ancient pier endangers all swimmers", "reworded"),
        ("nobody in town", "reworded"),
        ("in town every swimmer", "reworded"),
        ("the pier a swimmer town council it", "reworded"),
    ],
)
def test_relation_to_the_fullest_rendering(text: str, expected: str) -> None:
    assert relation_of(text, FULLEST) == expected


def test_a_run_that_begins_with_a_word_said_before_is_one_run() -> None:
    assert (
        relation_of("it is so and it was never so", "it rains and it is so, they say, and it was never so") == "spliced"
    )


@pytest.mark.parametrize(
    ("fullest", "other", "expected"),
    [
        (
            "We must sell the old pier at once",
            "We must burn the old pier at once",
            [("sell", "burn")],
        ),
        (
            "We must sell the old wooden pier at once",
            "We must sell the old pier at once",
            [("wooden", None)],
        ),
        (
            "We must sell the pier at once",
            "We must sell the rotten pier at once",
            [("the", "the rotten")],
        ),
        (
            "To put it plainly, we must sell the old pier to the highest bidder in Freedonia",
            "must sell the ancient pier to the highest bidder",
            [("old", "ancient")],
        ),
        ("We must sell the old pier at once", "Rufus Firefly likes ducks and boats", None),
    ],
)
def test_variants_have_the_words_of_both(
    fullest: str, other: str, expected: list[tuple[str, str | None]] | None
) -> None:
    assert differences(fullest, other) == expected


def quote_of(*mentions: QuoteMention) -> Quote:
    return Quote(id="q", speaker="Jane Example", mentions=mentions)


def related(*mentions: QuoteMention) -> Quote:
    weight = story_weight([split_words(m.text) for m in mentions])
    (quote,) = relate_renderings([quote_of(*mentions)], Forms(), weight)
    return quote


def test_the_longest_quotation_is_the_fullest_and_a_longer_paraphrase_is_not() -> None:
    told = mention(
        "Example said at length and in so many words that the pier was a danger to all of them", "c", 1, "paraphrase"
    )
    quote = related(mention("a danger to swimmers", "a"), mention("The pier is a danger to swimmers"), told)
    assert [m.relation for m in quote.mentions] == ["trimmed", "fullest", "told"]


def test_another_piece_of_the_fullest_ones_sentence_is_a_part_and_one_alone_is_nothing() -> None:
    assert [m.relation for m in related(mention("sell it"), mention("to the gulls at once")).mentions] == [
        "part",
        "fullest",
    ]
    assert related(mention("sell it")) == quote_of(mention("sell it"))


def test_without_a_quotation_nothing_is_the_fullest() -> None:
    quote = quote_of(mention("sold it", "a", 1, "paraphrase"), mention("sold the pier", "b", 1, "paraphrase"))
    assert related(*quote.mentions) == quote


WORDS = st.lists(
    st.sampled_from("the old pier is a danger to every swimmer in town [and] never … , not".split()), min_size=1
)


@given(WORDS, WORDS)
def test_variants_are_passages_of_their_renderings_in_order(one: list[str], other: list[str]) -> None:
    texts = {"a.1": " ".join(one), "b.1": " ".join(other)}
    if not all(split_words(text) for text in texts.values()):
        return
    quote = related(mention(texts["a.1"], "a"), mention(texts["b.1"], "b"))
    starts = [v.lemma.start for v in quote.variants]
    assert starts == sorted(starts)
    for variant in quote.variants:
        for piece in filter(None, (variant.lemma, variant.reading)):
            assert texts[piece.sentence][piece.start - OFFSET : piece.end - OFFSET] == piece.text != ""
            assert piece.text == piece.text.strip()


@given(WORDS, st.data())
def test_every_run_of_a_rendering_is_trimmed_from_it_and_itself_the_same(words: list[str], data: st.DataObject) -> None:
    plain = [word for word in words if word.isalpha()] or ["pier"]
    start = data.draw(st.integers(0, len(plain) - 1))
    end = data.draw(st.integers(start + 1, len(plain)))
    expected = "same" if plain[start:end] == plain else "trimmed"
    assert relation_of(" ".join(plain[start:end]), " ".join(plain)) == expected
