"""What an editor decides on numbers, speakers, wordings and claims, and what becomes of it when the text changes."""

from typing import Any

import pytest
from model_values import make_article, make_story
from msgspec.structs import replace

from sitegen.compare.story import compare_story
from sitegen.model import (
    AlignSettings,
    Article,
    ClaimDecision,
    Comparison,
    Decisions,
    FigureDecision,
    PairDecision,
    QuoteDecision,
    TermDecision,
)
from sitegen.text.segment import segment

A = make_article(
    "outlet-a",
    "A brutal storm broke 130 beams under the pier of Springfield-on-Sea on Friday.\n\n"
    "“The pier will be rebuilt before the summer,” the mayor said.\n\n"
    "A choir of 12 sang at the gate.",
)
B = make_article(
    "outlet-b",
    "A storm broke 40 beams under the pier of Springfield-on-Sea on Friday.\n\n"
    "Mayor Pat Example said the pier would be rebuilt before the summer.",
)
PLACE: dict[str, Any] = {"path": "content/stories/pier/review.toml", "line": 7}


def key(article: Article, n: int) -> str:
    """The key of the n-th sentence."""
    return segment(article)[n - 1].key


def text(article: Article, n: int) -> str:
    """The n-th sentence."""
    return segment(article)[n - 1].text


def compared(*articles: Article, **decisions: Any) -> Comparison:  # noqa: ANN401 - tuples of any kind of decision
    return compare_story(make_story(*articles, decisions=Decisions(**decisions)), AlignSettings())


def numbers(comparison: Comparison) -> dict[str, tuple[str, float | None, str, str]]:
    """Words of each number -> sentence, value, what is counted, basis."""
    return {m.text: (m.sentence, m.value, m.counted, m.basis) for figure in comparison.figures for m in figure.mentions}


def test_without_decisions_everything_is_the_machines() -> None:
    found = compared(A, B)
    assert numbers(found)["130"] == ("outlet-a.1", 130, "beams", "machine")
    assert {usage.basis for usage in found.usages} == {"machine"}
    assert {claim.status_basis for claim in found.claims} == {"machine"}


def test_a_rejected_number_is_gone_from_figures_and_details() -> None:
    decision = FigureDecision(sentence=key(A, 1), text="130", verdict="reject", **PLACE)
    found = compared(A, B, figures=(decision,))
    assert "130" not in numbers(found)
    assert found.stale == ()
    mentions = [m for claim in found.claims for d in claim.details for value in d.values for m in value.mentions]
    assert not any(m.sentence == "outlet-a.1" and "130" in m.text for m in mentions)


def test_a_corrected_number_has_the_editors_value_and_says_so() -> None:
    decision = FigureDecision(sentence=key(A, 1), text="130", value=40, counted="beams", **PLACE)
    found = compared(A, B, figures=(decision,))
    assert numbers(found)["130"] == ("outlet-a.1", 40, "beams", "editor")
    (figure,) = [figure for figure in found.figures if len({m.sentence for m in figure.mentions}) > 1]
    assert figure.status == "agree"


def test_a_number_that_no_rule_found_is_added_with_value_and_noun() -> None:
    seen = make_article("outlet-c", "The boats of the whole fleet were hit off Springfield-on-Sea on Friday.")
    decision = FigureDecision(sentence=key(seen, 1), text="whole fleet", value=40, counted="boats", **PLACE)
    assert numbers(compared(seen, B, figures=(decision,)))["whole fleet"][1:] == (40, "boats", "editor")


def test_a_speaker_is_named_in_the_whole_sentence_or_for_some_words() -> None:
    for words in ("", "rebuilt"):
        decision = QuoteDecision(sentence=key(A, 2), text=words, speaker="Pat Example", **PLACE)
        found = compared(A, B, quotes=(decision,))
        (mention,) = [m for quote in found.quotes for m in quote.mentions if m.sentence == "outlet-a.2"]
        assert (mention.speaker, mention.basis) == ("Pat Example", "editor")


def test_a_rejected_wording_is_gone_and_an_accepted_one_is_reviewed() -> None:
    assert [usage.text for usage in compared(A, B).usages] == ["brutal storm"]
    rejected = TermDecision(sentence=key(A, 1), text="brutal", verdict="reject", **PLACE)
    assert compared(A, B, terms=(rejected,)).usages == ()
    accepted = TermDecision(sentence=key(A, 1), text="brutal storm", voice="attributed", speaker="the mayor", **PLACE)
    (usage,) = compared(A, B, terms=(accepted,)).usages
    assert (usage.status, usage.voice, usage.speaker, usage.basis) == ("reviewed", "attributed", "the mayor", "editor")


def test_a_wording_that_no_rule_found_is_added_with_its_kind() -> None:
    decision = TermDecision(sentence=key(A, 3), text="choir", kind="actor", reason="A band, elsewhere.", **PLACE)
    found = compared(A, B, terms=(decision,))
    (usage,) = [usage for usage in found.usages if usage.text == "choir"]
    assert (usage.kind, usage.voice, usage.status, usage.why) == ("actor", "outlet", "reviewed", "A band, elsewhere.")


def test_a_claims_status_is_the_editors_with_the_reason() -> None:
    decision = ClaimDecision(
        anchor=(key(A, 1), key(B, 1)), status="varies", reason="One counts the piles as well.", **PLACE
    )
    assert [claim.status for claim in compared(A, B).claims if "outlet-a.1" in claim.sentences] == ["conflict"]
    found = compared(A, B, claims=(decision,))
    (claim,) = [claim for claim in found.claims if "outlet-a.1" in claim.sentences]
    assert (claim.status, claim.status_basis, claim.why) == ("varies", "editor", "One counts the piles as well.")


@pytest.mark.parametrize(
    ("kind", "decision", "told"),
    [
        (
            "figures",
            FigureDecision(sentence="outlet-a:000000", text="130", verdict="reject", **PLACE),
            "no sentence has the key outlet-a:000000",
        ),
        (
            "figures",
            FigureDecision(sentence=key(A, 1), text="131", verdict="reject", **PLACE),
            "its sentence has no “131”",
        ),
        (
            "figures",
            FigureDecision(sentence=key(A, 1), text="storm", verdict="reject", **PLACE),
            "no number of the sentence has the words “storm”",
        ),
        (
            "quotes",
            QuoteDecision(sentence=key(A, 1), text="", speaker="X", **PLACE),
            "nothing in the sentence is quoted",
        ),
        (
            "quotes",
            QuoteDecision(sentence=key(A, 2), text="mayor", speaker="X", **PLACE),
            "no quoted words of the sentence are “mayor”",
        ),
        (
            "terms",
            TermDecision(sentence=key(A, 3), text="choir", **PLACE),
            "no wording of the sentence has the words “choir”",
        ),
    ],
)
def test_a_decision_that_finds_nothing_is_told_and_changes_nothing(kind: str, decision: object, told: str) -> None:
    found = compared(A, B, **{kind: (decision,)})
    assert found.stale == (f"{PLACE['path']}:7: the decision is stale: {told}.",)
    plain = compared(A, B)
    assert replace(found, stale=(), story=plain.story) == plain


def test_a_comma_more_leaves_a_decision_and_another_word_makes_it_stale() -> None:
    decision = PairDecision(
        sentences=(key(A, 3), key(B, 2)), texts=(text(A, 3), text(B, 2)), reason="both of the day", **PLACE
    )
    comma = make_article("outlet-a", A.text.replace("A choir of 12 sang", "A choir, of 12, sang"))
    assert compared(comma, B, joins=(decision,)).stale == ()
    changed = make_article("outlet-a", A.text.replace("A choir of 12 sang", "A choir of 14 sang"))
    (message,) = compared(changed, B, joins=(decision,)).stale
    assert "It was “A choir of 12 sang at the gate.”; now there is “A choir of 14 sang at the gate.”" in message
    assert f"({key(changed, 3)})" in message
    gone = make_article("outlet-a", A.text.replace("A choir of 12 sang at the gate.", "Oysters were cheap."))
    (message,) = compared(gone, B, joins=(decision,)).stale
    assert message.endswith("nothing like it is there now.")
