"""What an article says against itself, and what it does not; days of one act that two articles cannot both have."""

from datetime import date

import pytest
from news import make_article

from sitegen.compare.figure_mentions import find_figures
from sitegen.compare.quote_mentions import find_quotes
from sitegen.compare.tensions import date_clashes, find_tensions, stepped_days
from sitegen.model import Article, Claim, Tension
from sitegen.text.segment import segment


def claim_of(*sentences: str) -> Claim:
    return Claim(
        id="c",
        title="",
        title_basis="machine",
        anchor=sentences[0],
        status="agree",
        why="",
        sentences=sentences,
        absent=(),
    )


def tensions_in(*articles: Article, claims: tuple[Claim, ...] = ()) -> tuple[Tension, ...]:
    """All tensions of articles dated 2 May 2031, a Friday, unless they say otherwise."""
    by_article = {article.id: segment(article) for article in articles}
    return find_tensions(
        [sentence for own in by_article.values() for sentence in own],
        articles,
        [mention for article in articles for mention in find_figures(by_article[article.id], article)],
        claims,
        [mention for article in articles for mention in find_quotes(by_article[article.id], article)],
    )


def texts(tension: Tension) -> list[str]:
    return [mention.text for mention in tension.mentions]


def test_two_days_for_an_act_that_a_sentence_points_back_to() -> None:
    text = (
        "A fire at the Example Mill broke out on Tuesday. It rained. The fire at the Example Mill began on Wednesday."
    )
    (tension,) = tensions_in(make_article(text))
    assert (tension.kind, texts(tension)) == ("date", ["Tuesday", "Wednesday"])
    assert "29 April 2031" not in tension.why.partition("30 April 2031")[2]
    assert "29 April 2031" in tension.why
    assert "30 April 2031" in tension.why


def test_a_step_from_the_remarks_against_a_weekday_that_another_article_vouches_for() -> None:
    own = make_article(
        "Mayor Example said on Tuesday that the mill stays. Rain fell. Mayor Example’s remarks came a day after a"
        " Sylvania strike on the mill. The Sylvania army carried out an airstrike last Friday.",
        "outlet-a",
        basis="inferred",
    )
    other = make_article("A Sylvania strike on Friday hit the mill.", "outlet-b", day=date(2031, 4, 25))
    (tension,) = tensions_in(own, other, claims=(claim_of("outlet-a.3", "outlet-b.1"),))
    assert tension.article == "outlet-a"
    assert texts(tension) == ["Tuesday", "a day after", "last Friday"]
    assert "28 April 2031" in tension.why
    assert "25 April 2031" in tension.why
    assert "inferred" in tension.why
    assert tensions_in(own, other) == (), "without the other article the two strikes may well be two"


@pytest.mark.parametrize(
    "text",
    [
        "A fire broke out at the Example Mill on Tuesday. A second fire at the Example Mill broke out on Wednesday.",
        "A fire at the Example Mill broke out on Tuesday. A fire at the Sample Mill broke out on Wednesday.",
        "The mayor said on Tuesday that it rains. The mayor said on Wednesday that it pours.",
        "The fire at the Example Mill broke out on Tuesday. “The fire at the Example Mill was on Wednesday,” she said.",
        "The fire at the Example Mill broke out on Tuesday. The fire at the Example Mill was out on Wednesday.",
        "The fire at the Example Mill broke out on Tuesday. The fire at the Example Mill is a year after the flood.",
        "The fire at the Example Mill broke out on Tuesday. The fire at the Example Mill broke out on 29 April.",
        "Several fires broke out at the Example Mill on Tuesday. The mill was shut on Wednesday.",
        "The mayor said on Tuesday that the fire came a day after the fair. The fire at the mill was on Friday.",
    ],
)
def test_what_is_no_tension(text: str) -> None:
    assert tensions_in(make_article(text)) == ()


def test_an_article_without_a_date_has_weekdays_that_prove_nothing() -> None:
    text = "A fire at the Example Mill broke out on {}. The fire at the Example Mill began on {}."
    assert tensions_in(make_article(text.format("Tuesday", "Wednesday"), day=None)) == ()
    days = ("April 29, 2031", "April 30, 2031")
    (tension,) = tensions_in(make_article(text.format(*days), day=None))
    assert texts(tension) == list(days)


def test_two_numbers_for_one_thing() -> None:
    text = (
        "The fire at the mill killed 12 workers in Springfield. Rain fell."
        " The fire at the mill killed 15 workers in Springfield."
    )
    (tension,) = tensions_in(make_article(text))
    assert (tension.kind, texts(tension)) == ("figure", ["12", "15"])


@pytest.mark.parametrize(
    "second",
    [
        "The fire at the mill killed 12 workers in Springfield.",
        "The fire at the mill killed at least 11 workers in Springfield.",
        "The fire at the mill killed 15 workers in Shelbyville.",
        "The fire at the mill injured 15 workers in Springfield.",
        "The fire at the mill killed 15 more workers in Springfield.",
        "The fire at the mill killed 15 workers in Springfield, Ann Example said.",
        "The fire at the mill killed 15 gulls in Springfield.",
    ],
)
def test_numbers_that_go_together(second: str) -> None:
    assert (
        tensions_in(make_article(f"The fire at the mill killed 12 workers in Springfield. Rain fell. {second}")) == ()
    )


def test_parts_that_miss_their_total() -> None:
    (tension,) = tensions_in(
        make_article("The fair had 100 guests, of whom 30 guests came by sea and 40 guests by land.")
    )
    assert (tension.kind, tension.mentions[0].text) == ("sum", "100")
    assert "70" in tension.why
    assert (
        tensions_in(make_article("The fair had 70 guests, of whom 30 guests came by sea and 40 guests by land.")) == ()
    )


def test_the_days_that_a_step_leads_to() -> None:
    article = make_article("On Tuesday the mayor of Springfield resigned, two days after a fire at the mill.")
    sentences = segment(article)
    start = sentences[0].text.index("two days")
    assert stepped_days(sentences, (article,), ()) == {("outlet-a.1", start): (date(2031, 4, 27), date(2031, 4, 27))}


def clash(one: str, other: str, **fields: object) -> bool:
    """Whether two articles of 2 May 2031 that share a claim cannot both be right on the day."""
    articles = [make_article(one, "outlet-a"), make_article(other, "outlet-b", **fields)]  # type: ignore[arg-type]
    sentences = [sentence for article in articles for sentence in segment(article)]
    found = date_clashes(sentences, {article.id: article for article in articles})
    assert not found or {sentence.rpartition(".")[0] for sentence, _ in found} == {"outlet-a", "outlet-b"}
    assert found == date_clashes(sentences[::-1], {article.id: article for article in articles})
    return bool(found)


def test_days_of_one_act_that_cannot_both_be_right() -> None:
    one = "A fire destroyed the Example Mill on Monday."
    assert clash(one, "The fire destroyed the Example Mill on Tuesday.")
    assert clash(one, "A fire destroyed the Example Mill on 22 April.")


@pytest.mark.parametrize(
    "other",
    [
        "A fire destroyed the Example Mill on Monday night.",
        "A fire destroyed the Example Mill on 28 April.",
        "A fire destroyed the Example Mill in April.",
        "A fire destroyed the Sample Barn on Tuesday.",
        "Mayor Example said on Tuesday that a fire destroyed the Example Mill.",
        "A second fire destroyed the Example Mill on Tuesday.",
        "The council of Springfield closed the Example Mill on Tuesday.",
        "A fire destroyed the Example Mill on Tuesday. A fire destroyed the Example Mill on Monday.",
    ],
)
def test_days_that_can_both_be_right(other: str) -> None:
    assert not clash("A fire destroyed the Example Mill on Monday.", other)


def test_a_weekday_counted_from_an_inferred_date_clashes_with_nothing() -> None:
    other = "A fire destroyed the Example Mill on Tuesday."
    assert not clash("A fire destroyed the Example Mill on Monday.", other, basis="inferred")
    assert not clash("A fire destroyed the Example Mill on Monday.", other, day=None)
