"""Concepts in a story: where their wordings stand, who else names the same, and how they sit with what rules find."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_values import make_article, make_story
from msgspec.structs import replace

from sitegen.compare.concepts import check_concepts, find_concept_usages
from sitegen.compare.story import compare_story
from sitegen.model import AlignSettings, Article, Concept, Sentence, Usage, Wording, WordingPattern
from sitegen.model.kinds import UsageKind
from sitegen.text.segment import segment

A = make_article(
    "outlet-a",
    "A brutal storm hit the old pier of Springfield-on-Sea on Friday. The storm of May broke the mast, the mayor said.",
)
B = make_article("outlet-b", "The tempest hit the pier of Springfield-on-Sea on Friday. The tempest broke the mast.")
C = make_article("outlet-c", "Mayor Example reopened the harbour mole of Springfield-on-Sea on Monday.")


def make_patterns(*texts: str) -> tuple[WordingPattern, ...]:
    return tuple(WordingPattern(text=text, line=number, column=5) for number, text in enumerate(texts, 4))


def make_wording(*texts: str, weight: int = 0, kind: UsageKind = "event", framing: str = "") -> Wording:
    return Wording(patterns=make_patterns(*texts), weight=weight, kind=kind, framing=framing)  # type: ignore[arg-type]


def make_concept(*variants: Wording, name: str = "storm", **fields: object) -> Concept:
    made = Concept(
        id=name,
        referent="The storm of May",
        kind="event",
        variants=variants,
        path=f"content/glossary/{name}.md",
        line=2,
        status="reviewed",
    )
    return replace(made, **fields)


STORM = make_concept(
    make_wording("(the )?storm( of May)?", "(the )?tempest"),
    make_wording("brutal storm", weight=2, kind="epithet", framing="evaluates it"),
)


def usages_of(concepts: Sequence[Concept], *articles: Article) -> tuple[Usage, ...]:
    return compare_story(make_story(*articles), AlignSettings(), tuple(concepts)).usages


def sentences_of(*articles: Article) -> list[Sentence]:
    return [sentence for article in articles for sentence in segment(article)]


def found_in(concepts: Sequence[Concept], *articles: Article) -> list[tuple[str, str, str]]:
    """(concept, sentence, words) of every usage."""
    found = find_concept_usages(concepts, sentences_of(*articles))
    return [(one.concept.id, one.sentence.id, one.span.of(one.sentence.text)) for one in found]


def test_usages_stand_in_reading_order_and_say_which_wording_it_is() -> None:
    brutal, storm, tempest, again = usages_of([STORM], A, B, C)
    assert [one.text for one in (brutal, storm, tempest, again)] == [
        "brutal storm",
        "The storm of May",
        "The tempest",
        "The tempest",
    ]
    assert (brutal.kind, brutal.weight, brutal.framing, brutal.voice) == ("epithet", 2, "evaluates it", "outlet")
    assert (storm.kind, storm.weight, storm.voice, storm.speaker) == ("event", 0, "attributed", "the mayor")
    assert {one.concept for one in (brutal, storm, tempest)} == {"storm"}
    assert "The storm of May" in brutal.why


def test_others_are_each_articles_different_wordings_and_who_has_none() -> None:
    brutal, _, tempest, _ = usages_of([STORM], A, B, C)
    assert [(other.sentence, other.text) for other in brutal.others] == [("outlet-b.1", "The tempest")]
    assert brutal.not_mentioned == ("outlet-c",)
    assert [other.text for other in tempest.others] == ["brutal storm", "The storm of May"]


@pytest.mark.parametrize(
    ("status", "shown"), [("reviewed", "reviewed"), ("contested", "reviewed"), ("suggested", "by-rule")]
)
def test_only_what_was_reviewed_counts_as_reviewed(status: str, shown: str) -> None:
    usages = usages_of([replace(STORM, status=status)], A, B)
    assert {one.status for one in usages} == {shown}


def test_a_rule_keeps_silent_inside_a_concepts_wording_and_nowhere_else() -> None:
    cruel = make_article("outlet-d", "A brutal storm and a brutal wind hit the pier of Springfield-on-Sea on Friday.")
    by_rule = [one.text for one in usages_of([], cruel, B)]
    assert by_rule == ["brutal storm", "brutal wind"]
    with_concept = [(one.text, one.concept) for one in usages_of([STORM], cruel, C)]
    assert with_concept == [("brutal storm", "storm"), ("brutal wind", None)]


def test_a_rule_speaks_where_a_concept_has_only_the_plain_word() -> None:
    plain = make_concept(make_wording("storm"))
    assert [(one.text, one.concept) for one in usages_of([plain], A, C)][:2] == [
        ("brutal storm", None),
        ("storm", "storm"),
    ]


def test_verbs_of_speech_are_rivals_where_the_sentences_match() -> None:
    verbs = make_concept(make_wording("slam~", "criticise~", kind="attribution"), kind="attribution", name="verbs")
    one = make_article("outlet-a", "The mayor slammed the closure of the old pier. The crew slammed the food.")
    other = make_article("outlet-b", "The mayor criticised the closure of the old pier. A choir sang at the gate.")
    first, second, _ = usages_of([verbs], one, other)
    assert [other.sentence for other in first.others] == ["outlet-b.1"]
    assert (second.others, second.not_mentioned) == ((), ("outlet-b",))


def test_the_longest_wording_wins_inside_a_concept() -> None:
    concept = make_concept(make_wording("pier"), make_wording("old pier of Springfield", weight=1))
    assert found_in([concept], A) == [("storm", "outlet-a.1", "old pier of Springfield")]


def test_never_excludes_what_lies_within_and_not_what_reaches_beyond() -> None:
    concept = make_concept(make_wording("pier", "old pier of Springfield"), never=make_patterns("old pier"))
    assert found_in([concept], A, B) == [
        ("storm", "outlet-a.1", "old pier of Springfield"),
        ("storm", "outlet-b.1", "pier"),
    ]


def test_concepts_may_overlap() -> None:
    pier = make_concept(make_wording("old pier"), name="pier")
    place = make_concept(make_wording("pier of Springfield-on-Sea"), name="place")
    assert [name for name, _, _ in found_in([place, pier], A)] == ["pier", "place"]
    assert check_concepts([place, pier], [sentences_of(A)]) == ()


def test_a_passage_that_two_concepts_claim_is_told_once_with_both_places() -> None:
    one, other = make_concept(make_wording("mast"), name="mast"), make_concept(make_wording("mast"), name="spar")
    (problem,) = check_concepts([other, one], [sentences_of(A), sentences_of(B)])
    assert (problem.path, problem.line, problem.severity) == ("content/glossary/spar.md", 4, "error")
    assert "content/glossary/mast.md:4" in problem.message
    settled = replace(other, never=make_patterns("the mast"))
    assert [p.message for p in check_concepts([one, settled], [sentences_of(A)])] == [
        "the pattern `mast` matches nothing in any article"
    ]


def test_a_pattern_may_find_something_in_one_story_alone() -> None:
    assert check_concepts([STORM], [sentences_of(A), sentences_of(B)]) == ()
    assert [p.message for p in check_concepts([STORM], [sentences_of(A)])] == [
        "the pattern `(the )?tempest` matches nothing in any article"
    ]


def test_two_outlets_that_swap_texts_swap_their_entries_and_nothing_else() -> None:
    def entries(*articles: Article) -> list[tuple[object, ...]]:
        return sorted(
            (
                one.sentence,
                one.text,
                one.voice,
                one.speaker,
                one.weight,
                one.status,
                tuple(one.others),
                one.not_mentioned,
            )
            for one in usages_of([STORM], *articles)
        )

    swap = {"outlet-a": "outlet-b", "outlet-b": "outlet-a", "outlet-c": "outlet-c"}

    def renamed(name: str) -> str:
        article, dot, number = name.partition(".")
        return f"{swap[article]}{dot}{number}"

    swapped = entries(replace(A, id="outlet-b", outlet="outlet-b"), replace(B, id="outlet-a", outlet="outlet-a"), C)
    expected = sorted(
        (
            renamed(str(sentence)),
            *rest,
            tuple(replace(other, sentence=renamed(other.sentence)) for other in others),
            tuple(sorted(map(swap.__getitem__, silent))),
        )
        for one in usages_of([STORM], A, B, C)
        for sentence, *rest in [(one.sentence, one.text, one.voice, one.speaker, one.weight, one.status)]
        for others, silent in [(one.others, one.not_mentioned)]
    )
    assert swapped == expected


@given(st.lists(st.sampled_from("the storm tempest brutal of May , . “ ” ( )".split()), max_size=40))
def test_usages_are_verbatim_inside_their_sentence_and_apart(words: list[str]) -> None:
    article = make_article("outlet-a", " ".join(words).strip() or "storm")
    last: dict[str, int] = {}
    for one in find_concept_usages([STORM], segment(article)):
        text = one.span.of(one.sentence.text)
        assert 0 <= one.span.start < one.span.end <= len(one.sentence.text)
        assert "storm" in text.lower() or "tempest" in text.lower()
        assert last.get(one.sentence.id, 0) <= one.span.start
        last[one.sentence.id] = one.span.end
