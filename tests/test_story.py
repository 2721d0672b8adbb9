"""Claims, details and wording of one fictional story, end to end through `compare_story`."""

import pickle
import sys

import pytest
from model_values import make_article, make_story
from msgspec.structs import replace

from sitegen.compare.story import compare_story
from sitegen.model import AlignSettings, Claim, ClaimDecision, Comparison, Decisions, Usage
from sitegen.text.segment import segment

A = make_article(
    "outlet-a",
    "Mayor Jane Example closed the old pier of Springfield-on-Sea on Monday after a storm.\n\n"
    "The Harbour Board says at least 130 beams under the deck are broken.\n\n"
    "The pier was built in 1899 by Gustav Sample, according to the town archive.\n\n"
    "A brutal storm tore the roof off the ticket office, the notorious Blue Hut.\n\n"
    "A choir sang at the gate.",
    title="Springfield pier closed",
    date="2031-05-06",
)
B = make_article(
    "outlet-b",
    "The old pier of Springfield-on-Sea was closed by Mayor Jane Example on Monday after the storm.\n\n"
    "More than 100 beams under the deck are broken, according to the divers.\n\n"
    "Gustav Sample built the pier in 1899, the town archive says.\n\n"
    "A storm tore the roof off the ticket office, the Blue Hut.",
    date="2031-05-07",
)
C = make_article(
    "outlet-c",
    "Springfield-on-Sea: Mayor Jane Example closed the old pier on Monday after a storm.\n\n"
    "According to the Harbour Board, at least 130 beams under the deck are broken.",
    date="2031-05-05",
)
SETTINGS = AlignSettings()


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare_story(make_story(A, B, C), SETTINGS)


def claim_with(comparison: Comparison, *sentences: str) -> Claim:
    (claim,) = [claim for claim in comparison.claims if set(sentences) <= set(claim.sentences)]
    return claim


def usages_in(comparison: Comparison, sentence: str) -> dict[str, Usage]:
    return {usage.text: usage for usage in comparison.usages if usage.sentence == sentence}


def test_every_body_sentence_is_in_a_claim(comparison: Comparison) -> None:
    held = {sentence for claim in comparison.claims for sentence in claim.sentences}
    assert {s.id for s in comparison.sentences if s.part == "body"} <= held


def test_claim_with_other_bounds_varies_and_is_no_conflict(comparison: Comparison) -> None:
    claim = claim_with(comparison, "outlet-a.2", "outlet-b.2", "outlet-c.2")
    assert claim.status == "varies"
    (figure,) = [detail for detail in claim.details if detail.kind == "figure"]
    assert [value.text for value in figure.values] == ["at least 130", "More than 100"]
    assert not any(value.conflicts for value in figure.values)


def test_who_says_so_is_a_detail_with_names_only(comparison: Comparison) -> None:
    claim = claim_with(comparison, "outlet-a.2", "outlet-b.2")
    (speakers,) = [detail for detail in claim.details if detail.kind == "said-by"]
    assert [value.text for value in speakers.values] == ["the Harbour Board"]


def test_claim_with_equal_details_agrees_whatever_the_wording(comparison: Comparison) -> None:
    claim = claim_with(comparison, "outlet-a.3", "outlet-b.3")
    assert (claim.status, [detail.label for detail in claim.details]) == ("agree", ["Date"])


def test_single_claim_is_its_sentence(comparison: Comparison) -> None:
    claim = claim_with(comparison, "outlet-a.5")
    assert (claim.status, claim.title, claim.sentences) == ("single", "A choir sang at the gate.", ("outlet-a.5",))


def test_absence_says_what_dates_and_lengths_allow(comparison: Comparison) -> None:
    archive = claim_with(comparison, "outlet-a.3", "outlet-b.3")
    assert [(absence.article, absence.why) for absence in archive.absent] == [("outlet-c", "earlier")]
    choir = claim_with(comparison, "outlet-a.5")
    assert [(absence.article, absence.why) for absence in choir.absent] == [
        ("outlet-b", "later"),
        ("outlet-c", "earlier"),
    ]


def test_claims_come_by_substance(comparison: Comparison) -> None:
    order = ["conflict", "varies", "agree", "single"]
    ranks = [order.index(claim.status) for claim in comparison.claims]
    assert ranks == sorted(ranks)
    varying = [{d.kind for d in claim.details if d.varies} for claim in comparison.claims if claim.status == "varies"]
    assert [("figure" in kinds) for kinds in varying] == sorted(
        (("figure" in kinds) for kinds in varying), reverse=True
    )


def test_machine_title_is_a_passage_of_its_anchor_and_the_id_carries_its_digest(comparison: Comparison) -> None:
    texts = {sentence.id: sentence for sentence in comparison.sentences}
    assert all(claim.title in texts[claim.anchor].text for claim in comparison.claims)
    assert all(claim.id.endswith(texts[claim.anchor].key.split(":")[1][:6]) for claim in comparison.claims)
    assert len({claim.id for claim in comparison.claims}) == len(comparison.claims)


def test_editor_names_a_claim_by_its_anchor() -> None:
    keys = {sentence.id: sentence.key for article in (A, B) for sentence in segment(article)}
    decision = ClaimDecision(
        anchor=(keys["outlet-a.3"], keys["outlet-b.3"]),
        path="review.toml",
        line=1,
        title="Sample built it",
        id="builder",
    )
    gone = ClaimDecision(anchor=("outlet-a:000000",), path="review.toml", line=9, title="Nothing")
    apart = ClaimDecision(anchor=(keys["outlet-a.3"], keys["outlet-b.2"]), path="review.toml", line=12, title="Apart")
    story = make_story(A, B, C, decisions=Decisions(claims=(decision, gone, apart)))
    comparison = compare_story(story, SETTINGS)
    claim = claim_with(comparison, "outlet-a.3", "outlet-b.3")
    assert (claim.id, claim.title, claim.title_basis) == ("builder", "Sample built it", "editor")
    assert [message.split(": ")[0] for message in comparison.stale] == ["review.toml:9", "review.toml:12"]


def test_listed_words_are_found_with_their_noun_voice_and_counterparts(comparison: Comparison) -> None:
    usages = usages_in(comparison, "outlet-a.4")
    assert set(usages) == {"brutal storm", "notorious Blue Hut"}
    brutal = usages["brutal storm"]
    assert (brutal.kind, brutal.voice, brutal.status) == ("epithet", "outlet", "by-rule")
    assert [(other.sentence, other.text) for other in brutal.others] == [("outlet-b.4", B.text.split("\n\n")[3])]
    assert brutal.not_mentioned == ("outlet-c",)


def test_dates_of_different_things_are_no_detail() -> None:
    one = make_article(
        "outlet-a", "The pier of Springfield-on-Sea, built in 1899, was closed on Monday.", date="2031-05-07"
    )
    other = make_article(
        "outlet-b", "The pier of Springfield-on-Sea was closed in May after a storm.", date="2031-05-08"
    )
    third = make_article("outlet-c", "The pier of Springfield-on-Sea was closed on Tuesday.", date="2031-05-08")
    claim = claim_with(compare_story(make_story(one, other, third), SETTINGS), "outlet-a.1", "outlet-b.1", "outlet-c.1")
    (dates,) = [detail for detail in claim.details if detail.kind == "date"]
    assert [value.text for value in dates.values] == ["Monday", "May", "Tuesday"]


def test_a_claim_over_unequal_sums_is_never_agreed() -> None:
    one = make_article("outlet-a", "The repairs of the pier cost 4.2 million crowns, the council said.")
    other = make_article("outlet-b", "Taxpayers paid 5.1 million crowns for the pier after botched repairs.")
    third = make_article("outlet-c", "The council spent 4.2 million crowns on repairs of the pier.")
    claim = claim_with(compare_story(make_story(one, other, third), SETTINGS), "outlet-a.1", "outlet-b.1", "outlet-c.1")
    assert claim.status == "conflict"


def test_numbers_of_different_things_are_said_not_to_be_compared() -> None:
    one = make_article("outlet-a", "The old pier of Springfield-on-Sea has 300 wooden steps.")
    other = make_article("outlet-b", "The old pier of Springfield-on-Sea has 40 iron lamps.")
    claim = claim_with(compare_story(make_story(one, other), SETTINGS), "outlet-a.1", "outlet-b.1")
    assert claim.why.endswith("Some of its numbers count different things and are not compared.")


def test_a_weekday_in_an_undated_article_is_no_other_day() -> None:
    one = make_article("outlet-a", "The old pier of Springfield-on-Sea was closed on Tuesday.", date="2031-05-07")
    other = make_article("outlet-b", "The old pier of Springfield-on-Sea was shut on Tuesday.")
    claim = claim_with(compare_story(make_story(one, other), SETTINGS), "outlet-a.1", "outlet-b.1")
    assert claim.status == "agree"


def test_one_speaker_in_two_spellings_is_named_in_one() -> None:
    one = make_article("outlet-a", "“The pier will be rebuilt,” Mayor Mohamed Example said. “It is ours,” he said.")
    other = make_article("outlet-b", "“Nobody will pay for the tower,” Mayor Mohammed Example said.")
    quotes = compare_story(make_story(one, other), SETTINGS).quotes
    assert {quote.speaker for quote in quotes} == {"Mohamed Example"}
    assert {mention.speaker for quote in quotes for mention in quote.mentions} == {
        "Mohamed Example",
        "Mohammed Example",
    }


def test_hostile_text_gives_short_ids_and_no_number_beyond_counting() -> None:
    text = f"He found {'a' * 300} and {'9' * 400} crowns. {'9' * 400} million people died."
    comparison = compare_story(make_story(make_article("outlet-a", text), B), SETTINGS)
    ids = [item.id for group in (comparison.claims, comparison.figures, comparison.quotes) for item in group]
    assert max(map(len, ids)) < 200
    assert not [m for figure in comparison.figures for m in figure.mentions if m.value and m.value > 1e18]


def test_comparison_can_be_sent_to_a_worker(comparison: Comparison) -> None:
    assert pickle.loads(pickle.dumps(comparison)) == comparison  # noqa: S301 - made one line above


def forget() -> int:
    """Empty every cache of the program; how many there were to empty."""
    names = sorted(name for name in sys.modules if name.startswith("sitegen."))
    known = {id(one): one for name in names for one in vars(sys.modules[name]).values() if hasattr(one, "cache_clear")}
    kept = [one for one in known.values() if one.cache_info().currsize]
    for one in known.values():
        one.cache_clear()
    return len(kept)


def test_what_was_compared_before_changes_nothing() -> None:
    """An article's sentences, figures, quotes and ties are kept in memory; an edit must not meet those of before."""
    text = A.text.replace("at least 130 beams", "no more than 90 beams").replace("Monday", "Friday")
    edited = make_article("outlet-a", text, title="Springfield pier closed", date="2031-05-06")
    undated = replace(B, date=None)
    stories = [make_story(A, B, C), make_story(edited, B, C), make_story(edited, undated, C), make_story(A, undated)]
    alone = []
    for story in stories:
        forget()
        alone.append(compare_story(story, SETTINGS))
    assert len({repr(one) for one in alone}) == len(stories)
    for story, expected in [*zip(stories, alone, strict=True), *zip(stories[::-1], alone[::-1], strict=True)]:
        assert compare_story(story, SETTINGS) == expected
    assert forget() > 10
