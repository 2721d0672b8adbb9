"""When things happened: which expressions of time are one event, and what is known of its day."""

from datetime import date
from itertools import permutations

import pytest
from news import make_article

from sitegen.compare.quote_mentions import find_quotes
from sitegen.compare.tensions import stepped_days
from sitegen.compare.timeline import find_timeline
from sitegen.model import Article, Claim, Moment
from sitegen.text.segment import segment


def claim_of(*sentences: str, title: str = "", name: str = "c") -> Claim:
    return Claim(
        id=name,
        title=title or "words",
        title_basis="editor" if title else "machine",
        anchor=sentences[0],
        status="agree",
        why="",
        sentences=sentences,
        absent=(),
    )


def timeline(*articles: Article, claims: tuple[Claim, ...] = ()) -> tuple[Moment, ...]:
    by_article = {article.id: segment(article) for article in articles}
    sentences = [sentence for own in by_article.values() for sentence in own]
    quotes = [mention for article in articles for mention in find_quotes(by_article[article.id], article)]
    return find_timeline(sentences, articles, claims, quotes, stepped_days(sentences, articles, quotes))


def events(*articles: Article, claims: tuple[Claim, ...] = ()) -> list[Moment]:
    return [moment for moment in timeline(*articles, claims=claims) if moment.kind == "event"]


def test_sentences_of_one_claim_with_a_common_day_are_one_event() -> None:
    articles = (
        make_article("The Example Mill burned on Tuesday.", "outlet-a"),
        make_article("On the 29th of April, the Example Mill burned.", "outlet-b"),
        make_article("The Example Mill burned in late April.", "outlet-c"),
    )
    claim = claim_of("outlet-a.1", "outlet-b.1", "outlet-c.1")
    (moment,) = events(*articles, claims=(claim,))
    assert (moment.first, moment.last, moment.basis) == (date(2031, 4, 29), date(2031, 4, 29), "stated")
    assert [mention.text for mention in moment.mentions] == ["Tuesday", "29th of April", "late April"]
    assert (moment.claim, moment.is_period) == ("c", False)
    assert len(events(*articles)) == 3, "without a claim nothing says that they are one"


def test_days_that_cannot_be_one_stay_two() -> None:
    articles = (
        make_article("The Example Mill burned on Tuesday.", "outlet-a"),
        make_article("The Example Mill burned on Wednesday.", "outlet-b"),
    )
    found = events(*articles, claims=(claim_of("outlet-a.1", "outlet-b.1"),))
    assert [moment.first for moment in found] == [date(2031, 4, 29), date(2031, 4, 30)]


def test_two_events_of_one_day_stay_two() -> None:
    text = "The Example Mill burned on Tuesday. Ann Example won the race on Tuesday."
    assert len(events(make_article(text))) == 2


def test_a_year_does_not_date_what_has_a_day() -> None:
    articles = (
        make_article("The Example Mill burned on 3 May 2029.", "outlet-a"),
        make_article("In 2029 the Example Mill burned.", "outlet-b"),
    )
    assert len(events(*articles, claims=(claim_of("outlet-a.1", "outlet-b.1"),))) == 2


def test_periods_have_two_ends_or_one() -> None:
    first, second = events(make_article("The mill stood still from 5 to 9 April. It is shut since mid-April."))
    assert (first.first, first.last, first.is_period) == (date(2031, 4, 5), date(2031, 4, 9), True)
    assert (second.first, second.first_by, second.last) == (date(2031, 4, 10), date(2031, 4, 21), None)


def test_periods_merge_only_where_both_ends_can_meet() -> None:
    articles = (
        make_article("The mill is shut since mid-April.", "outlet-a"),
        make_article("The mill is shut since 15 April.", "outlet-b"),
        make_article("The mill was shut between April 15 and April 30.", "outlet-c"),
    )
    claim = claim_of("outlet-a.1", "outlet-b.1", "outlet-c.1")
    found = events(*articles, claims=(claim,))
    assert sorted(len(moment.mentions) for moment in found) == [1, 2]
    assert [(m.first, m.first_by) for m in found if len(m.mentions) == 2] == [(date(2031, 4, 15), date(2031, 4, 15))]


def test_the_basis_of_a_day() -> None:
    (counted,) = events(make_article("The mill burned on Tuesday."))
    assert counted.basis == "inferred"
    (stated,) = events(make_article("The mill burned on April 29."))
    assert stated.basis == "stated"
    (unknown,) = events(make_article("The mill burned on Tuesday.", day=None))
    assert (unknown.first, unknown.last) == (None, None)


def test_articles_stand_with_their_own_dates_undated_ones_last() -> None:
    found = timeline(
        make_article("It rained.", "outlet-a", day=None),
        make_article("It rained.", "outlet-b", basis="inferred"),
        make_article("It rained.", "outlet-c", day=date(2031, 5, 1), basis="stated"),
    )
    assert [(moment.article, moment.first, moment.basis) for moment in found] == [
        ("outlet-c", date(2031, 5, 1), "stated"),
        ("outlet-b", date(2031, 5, 2), "inferred"),
        ("outlet-a", None, "published"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“The mill burned on Tuesday,” Ann Example said.",
        "The 2029 election was dull.",
        "The mill is dear this year.",
        "The price was higher than a year earlier.",
        "It rained.",
    ],
)
def test_what_dates_no_event(text: str) -> None:
    assert events(make_article(text)) == []


def test_a_step_without_a_day_is_undated_and_comes_last() -> None:
    dated, undated = events(make_article("In 2029 the council voted. Days earlier, the Example Mill had burned."))
    assert (dated.first, undated.first, undated.last) == (date(2029, 1, 1), None, None)
    assert undated.label == "Days earlier, the Example Mill had burned."


def test_a_step_joins_the_dated_event_of_its_claim() -> None:
    articles = (
        make_article("A fire took the Example Mill in May 2029.", "outlet-a"),
        make_article("Days earlier, a fire had taken the Example Mill.", "outlet-b"),
    )
    (moment,) = events(*articles, claims=(claim_of("outlet-a.1", "outlet-b.1"),))
    assert [mention.text for mention in moment.mentions] == ["May 2029", "Days earlier"]


def test_a_step_with_a_known_start_has_its_day() -> None:
    found = events(make_article("On Tuesday the mayor of Springfield resigned, two days after a fire at the mill."))
    assert [moment.first for moment in found] == [date(2031, 4, 27), date(2031, 4, 29)]


def test_the_label_is_the_editors_title_unless_the_time_stands_in_an_aside() -> None:
    articles = (
        make_article("The Example Mill has been idle since the flood came in May 2029.", "outlet-a"),
        make_article("Since the flood in May 2029, the Example Mill has been idle.", "outlet-b"),
    )
    claim = claim_of("outlet-a.1", "outlet-b.1", title="The mill is idle")
    (moment,) = events(*articles, claims=(claim,))
    assert moment.label != "The mill is idle"
    direct = (make_article("In May 2029 the mill fell idle.", "outlet-a"), articles[1])
    assert events(*direct, claims=(claim,))[0].label == "The mill is idle"


def test_a_label_is_a_passage_of_a_sentence_and_holds_the_time() -> None:
    text = (
        "Ann Example, who in her youth had led the choir and the band and the school of the small town on the hill,"
        " opened the new Example Mill on Tuesday, said the mayor. Yesterday, it rained on and on, the mayor said."
    )
    for moment in events(make_article(text)):
        assert moment.label in text
        assert moment.mentions[0].text in moment.label
        assert 6 <= len(moment.label.split()) <= 18


def test_the_order_of_claims_does_not_matter() -> None:
    articles = (
        make_article("The mill burned on Tuesday. It had stood since 1990.", "outlet-a"),
        make_article("On Tuesday the mill burned. The mill stood since 1990.", "outlet-b"),
    )
    claims = (
        claim_of("outlet-a.1", "outlet-b.1", name="burned"),
        claim_of("outlet-a.2", "outlet-b.2", name="stood"),
        claim_of("outlet-a.1", "outlet-b.2", name="both"),
    )
    assert len({timeline(*articles, claims=order) for order in permutations(claims)}) == 1
