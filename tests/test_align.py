"""Matches and stars over fictional articles: what belongs together, and what must not depend on chance."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_values import make_article, make_story
from msgspec.structs import replace

from sitegen.align.claims import Alignment, align, gather_stars
from sitegen.align.frames import attribution_frames, dateline, uncounted_spans
from sitegen.align.reasons import all_reasons
from sitegen.align.score import score_pairs
from sitegen.model import AlignSettings, Decisions, PairDecision, Sentence, Span, Story
from sitegen.text.segment import segment

A = make_article(
    "outlet-a",
    "Mayor Jane Example closed the old pier of Springfield-on-Sea on Monday after a storm.\n\n"
    "Divers found at least 130 broken beams under the deck, the Harbour Board said.\n\n"
    "“The pier is a danger to every visitor and must be rebuilt,” she said.\n\n"
    "A choir sang at the gate.",
    title="Springfield pier closed",
)
B = make_article(
    "outlet-b",
    "The pier in Springfield-on-Sea was shut by Mayor Example on Monday because of the storm.\n\n"
    "More than 100 beams below the deck are broken, according to the divers.\n\n"
    "Example called the pier “a danger to every visitor” that has to be rebuilt.\n\n"
    "Ferries to Sample Island run twice a day until autumn.",
    title="Storm shuts pier",
)
C = make_article(
    "outlet-c",
    "Storm damage has closed the pier of Springfield-on-Sea, Mayor Example announced.\n\n"
    "Beams under the deck were found broken by divers, 118 of them.\n\n"
    "The council owes 43 million crowns to the Sample Bank.",
)
STORY = make_story(A, B, C)


def run(story: Story, decisions: Decisions | None = None) -> tuple[tuple[Sentence, ...], Alignment]:
    sentences = tuple(sentence for article in story.articles for sentence in segment(article))
    return sentences, align(score_pairs(sentences), AlignSettings(), decisions or Decisions())


def pairs(alignment: Alignment) -> dict[tuple[str, str], float]:
    return {(match.a, match.b): match.score for match in alignment.matches}


def test_paraphrases_match_across_all_articles_and_unequal_numbers_are_no_reason_against() -> None:
    _, alignment = run(STORY)
    assert {("outlet-a.2", "outlet-b.2"), ("outlet-a.2", "outlet-c.2"), ("outlet-b.2", "outlet-c.2")} <= set(
        pairs(alignment)
    )
    assert ("outlet-a.3", "outlet-b.3") in pairs(alignment)


def test_sentences_on_other_things_match_nothing() -> None:
    _, alignment = run(STORY)
    touched = {sentence for pair in pairs(alignment) for sentence in pair}
    assert not touched & {"outlet-a.4", "outlet-b.4", "outlet-c.3"}


def test_the_counts_are_one_star_of_three_articles() -> None:
    sentences, alignment = run(STORY)
    stars = [{sentences[i].id for i in star} for star in alignment.stars]
    assert {"outlet-a.2", "outlet-b.2", "outlet-c.2"} in stars


def test_headlines_go_with_the_claim_that_their_articles_lead_with() -> None:
    sentences, alignment = run(STORY)
    stars = [{sentences[i].id for i in star} for star in alignment.stars]
    (lead,) = [star for star in stars if "outlet-a.1" in star]
    assert {"outlet-a.0", "outlet-b.0", "outlet-b.1"} <= lead
    assert sum("outlet-a.0" in star for star in stars) == 1


def test_reasons_sum_to_the_score_and_name_shared_words_as_written() -> None:
    sentences, alignment = run(STORY)
    text = {sentence.id: sentence.text for sentence in sentences}
    for match in alignment.matches:
        assert match.score == pytest.approx(min(1.0, sum(r.value * r.weight for r in match.reasons)), abs=0.01)
        assert all(word in text[match.a] for reason in match.reasons for word in reason.shared)


def test_the_order_of_the_articles_does_not_matter() -> None:
    sentences = [sentence for article in (C, A, B) for sentence in segment(article)]
    other = align(score_pairs(sentences), AlignSettings(), Decisions())
    _, alignment = run(STORY)
    shuffled = {tuple(sorted(pair)): score for pair, score in pairs(other).items()}
    assert shuffled == pytest.approx(pairs(alignment))


def test_two_articles_are_enough() -> None:
    _, alignment = run(make_story(A, B))
    assert {("outlet-a.2", "outlet-b.2"), ("outlet-a.3", "outlet-b.3")} <= set(pairs(alignment))


def test_one_identical_sentence_in_two_articles_is_one_claim() -> None:
    text = "Mayor Example closed the old pier on Monday."
    _, alignment = run(make_story(make_article("outlet-a", text), make_article("outlet-b", text)))
    assert [(m.a, m.b, m.relation) for m in alignment.matches] == [("outlet-a.1", "outlet-b.1", "same")]


def test_one_sentence_each_on_other_things_is_no_match() -> None:
    wind = make_article("outlet-a", "The fierce wind bent the mast of the lighthouse on Sample Island.")
    council = make_article("outlet-b", "The council of Springfield-on-Sea met on Monday to speak of the pier.")
    assert run(make_story(wind, council))[1].matches == ()


def decide(sentences: tuple[Sentence, ...], one: str, other: str) -> PairDecision:
    keys = {sentence.id: sentence.key for sentence in sentences}
    return PairDecision(sentences=(keys.get(one, one), keys.get(other, other)), path="review.toml", line=3)


def test_an_editor_parts_and_joins_whatever_the_score() -> None:
    sentences, _ = run(STORY)
    decisions = Decisions(
        joins=(decide(sentences, "outlet-a.4", "outlet-b.4"),), parts=(decide(sentences, "outlet-a.2", "outlet-b.2"),)
    )
    _, alignment = run(STORY, decisions)
    found = pairs(alignment)
    assert found["outlet-a.4", "outlet-b.4"] == 1.0
    assert {m.basis for m in alignment.matches if (m.a, m.b) == ("outlet-a.4", "outlet-b.4")} == {"editor"}
    assert ("outlet-a.2", "outlet-b.2") not in found
    assert not any({"outlet-a.2", "outlet-b.2"} <= {sentences[i].id for i in star} for star in alignment.stars)


def test_a_join_extends_the_claim_that_one_of_the_two_is_in() -> None:
    sentences, _ = run(STORY)
    decisions = Decisions(joins=(decide(sentences, "outlet-a.2", "outlet-b.4"),))
    _, alignment = run(STORY, decisions)
    stars = [{sentences[i].id for i in star} for star in alignment.stars]
    assert [star for star in stars if "outlet-b.4" in star] == [
        {"outlet-a.2", "outlet-b.2", "outlet-b.4", "outlet-c.2"}
    ]


def test_a_headline_parted_from_a_sentence_is_in_none_of_its_claims() -> None:
    # three sentences go so well with the headline that their mean alone would outvote a parted fourth
    sentences = [replace(stand_in("outlet-0", 0), part="title"), *(stand_in(f"outlet-{n}", n) for n in range(1, 5))]
    scores = np.where(np.eye(5, dtype=bool), 0.0, 1.2)
    assert gather_stars(scores, sentences, 0.18) == ((0, 1, 2, 3, 4),)
    scores[0, 4] = scores[4, 0] = -2.0
    assert gather_stars(scores, sentences, 0.18) == ((1, 2, 3, 4),)


def test_a_decision_on_a_sentence_that_is_gone_is_stale_and_says_where() -> None:
    sentences, plain = run(STORY)
    _, alignment = run(STORY, Decisions(joins=(decide(sentences, "outlet-a:ffffff", "outlet-b.4"),)))
    assert alignment.stale == ("review.toml:3: the decision is stale: no sentence has the key outlet-a:ffffff.",)
    assert alignment.matches == plain.matches


def stand_in(article: str, number: int) -> Sentence:
    return Sentence(
        id=f"{article}.{number}",
        key=f"{article}:{number:06x}",
        article=article,
        part="body",
        paragraph=0,
        span=Span(0, 1),
        text="x",
    )


@given(st.lists(st.integers(0, 3), min_size=2, max_size=9), st.integers(0, 2**32 - 1))
def test_stars_hold_every_matched_sentence_and_span_two_articles(articles: list[int], seed: int) -> None:
    sentences = [stand_in(f"outlet-{article}", number) for number, article in enumerate(articles)]
    scores = np.random.default_rng(seed).random((len(articles), len(articles)))
    scores = (scores + scores.T) / 2
    apart = np.array(articles)[:, None] != np.array(articles)[None, :]
    scores = np.where(apart, scores, 0.0)
    stars = gather_stars(scores, sentences, 0.5)
    matched = set(np.flatnonzero((scores >= 0.5).any(axis=1)).tolist())
    assert {k for star in stars for k in star} >= matched
    assert all(len({articles[k] for k in star}) > 1 for star in stars)
    assert not any(set(one) < set(other) for one in stars for other in stars)


def test_a_chain_of_half_related_sentences_is_no_star() -> None:
    sentences = [stand_in(f"outlet-{n}", n) for n in range(4)]
    scores = np.zeros((4, 4))
    for i in range(3):
        scores[i, i + 1] = scores[i + 1, i] = 0.9
    assert all(len(star) == 2 for star in gather_stars(scores, sentences, 0.5))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Springfield-on-Sea (Outlet A) – The pier is shut.", "Springfield-on-Sea (Outlet A) – "),
        ("SPRINGFIELD — The pier is shut.", "SPRINGFIELD — "),
        ("Pier Times - The pier is shut.", "Pier Times - "),
    ],
)
def test_datelines(text: str, line: str) -> None:
    span = dateline(text)
    assert span is not None
    assert span.of(text) == line


@pytest.mark.parametrize("text", ["The pier is shut.", "Jane Example - the mayor - left.", "The pier – old – is shut."])
def test_no_dateline(text: str) -> None:
    assert dateline(text) is None


def test_frames_cover_only_who_speaks() -> None:
    text = "According to the Harbour Board, the old pier is shut for repairs."
    assert [span.of(text) for span in attribution_frames(text)] == ["According to the Harbour Board, "]
    assert attribution_frames("The old pier is shut for repairs.") == ()


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        (
            "Thirty beach huts were flattened by the tide overnight, said harbour board spokeswoman Ann Example.",
            ", said harbour board spokeswoman Ann Example.",
        ),
        (
            "“Thirty of the huts are gone and the pier has moved,” said Ann Example, a spokeswoman for the board.",
            " said Ann Example, a spokeswoman for the board",
        ),
        (
            "“The water came over the wall while the town was asleep,” harbour board spokeswoman Ann Example said.",
            " harbour board spokeswoman Ann Example said",
        ),
    ],
)
def test_an_office_and_a_full_name_count_for_nothing_where_they_only_say_who_speaks(text: str, frame: str) -> None:
    (span,) = attribution_frames(text)
    assert span.of(text).endswith(frame)
    assert len(span.of(text)) <= len(frame) + 2


@pytest.mark.parametrize(
    "text",
    [
        "“The water came over the wall before anybody was awake!” Example said when the storm was over.",
        "“The water came over the wall before anybody was awake!” Example said. He would not say more of it.",
        "“The water came over the wall before anybody was awake!” said Example on the beach.",
        "The huts went under while the town was awake, said Ann Example, and thirty were swept out to sea.",
        "The huts went under while the town was awake, said the board, killing two sailors and sinking nine ferries.",
    ],
)
def test_a_surname_behind_a_quotation_and_what_goes_on_behind_the_speaker_count(text: str) -> None:
    assert attribution_frames(text) == ()


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        (
            "“The huts went under,” said harbour board captain Ann Example, who swam ashore with forty guests.",
            "said harbour board captain Ann Example",
        ),
        (
            "“The huts went under the water,” said the harbour board captain, as thirty ferries were swept out to sea.",
            "said the harbour board captain",
        ),
    ],
)
def test_a_clause_behind_the_speaker_counts(text: str, frame: str) -> None:
    (span,) = attribution_frames(text)
    assert span.of(text).strip(" ,”") == frame


def test_frames_that_overlap_are_one() -> None:
    text = "“The dialogue would settle how the presence of the choir ends,” the harbour board of Springfield said."
    assert [frame.of(text) for frame in attribution_frames(text)] == [",” the harbour board of Springfield said."]


def test_a_dateline_counts_for_nothing_at_the_beginning_of_an_article_alone() -> None:
    line = "PIER BOARD (PB) – which owns the pier – has shut it."
    first, second = segment(make_article("outlet-a", f"{line}\n\n{line}"))
    assert [span.of(line) for span in uncounted_spans(first)] == ["PIER BOARD (PB) – "]
    assert uncounted_spans(second) == ()


def test_a_run_of_words_does_not_cross_what_is_left_out() -> None:
    text = (
        "“The tide of Monday night,” harbour board spokeswoman Ann Example said, “flattened thirty huts on the beach.”"
    )
    other = "The tide of Monday night flattened thirty huts on the beach."
    scored = score_pairs([*segment(make_article("outlet-a", text)), *segment(make_article("outlet-b", other))])
    (run,) = [reason for reason in all_reasons(scored, 0, 1) if reason.signal == "run"]
    assert run.shared == ("flattened thirty huts on the beach",)


def test_frequencies_are_those_of_the_two_bodies() -> None:
    a = make_article("outlet-a", "Bells rang.\n\nBells fell.", title="Bells bells")
    b = make_article("outlet-b", "Bells rang.\n\nA choir sang.\n\nA dog barked.", title="Bells")
    c = make_article("outlet-c", "Dogs barked.\n\nDogs sang.")
    scored = score_pairs([sentence for article in (a, b, c) for sentence in segment(article)])
    idf = scored.between["outlet-a", "outlet-b"].idf
    # five sentences of two bodies: three have the bell, two the ringing, one the dog, whatever headlines and c have
    assert idf["bell"] == pytest.approx(math.log(6 / 3.5))
    assert idf["ring"] == pytest.approx(math.log(6 / 2.5))
    assert idf["dog"] == pytest.approx(math.log(6 / 1.5))


def test_the_part_of_a_run_is_at_most_one() -> None:
    long = "The mayor opened seven bridges, nine libraries, four ferries and eleven lighthouses in Springfield-on-Sea."
    rest = "It rained.\n\nNobody came.\n\nBells rang."
    scored = score_pairs(
        [sentence for name in ("outlet-a", "outlet-b") for sentence in segment(make_article(name, f"{long}\n\n{rest}"))]
    )
    assert scored.run.max() == 1.0


def test_what_two_of_fourteen_articles_share_is_worked_out_once() -> None:
    texts = (f"The pier of Springfield shut on Monday.\n\nIt leaks at {n} places." for n in range(14))
    sentences = [sentence for n, text in enumerate(texts) for sentence in segment(make_article(f"outlet-{n:02}", text))]
    first, second = score_pairs(sentences), score_pairs(sentences)
    assert len(first.between) == 91
    assert all(first.between[pair] is second.between[pair] for pair in first.between)
