"""Cues: by which verbs an article introduces what somebody says, and whom it names."""

import pytest
from casefiles import Case, case_id, read_cases
from hypothesis import given
from hypothesis import strategies as st
from news import make_article

from sitegen.compare.quote_mentions import find_quotes
from sitegen.compare.quotes import group_quotes
from sitegen.compare.reporting import find_cues_of
from sitegen.compare.reporting_words import BASE_OF
from sitegen.compare.speech_words import SPEECH_VERBS
from sitegen.compare.story import compare_story
from sitegen.compare.voice import find_voices
from sitegen.model import AlignSettings, Article, Cue, Story
from sitegen.text.segment import segment
from sitegen.text.words import Forms


def cues_in(*articles: Article) -> tuple[Cue, ...]:
    """The cues of the articles of one story."""
    sentences = [sentence for article in articles for sentence in segment(article)]
    mentions = [mention for article in articles for mention in find_quotes(segment(article), article)]
    quotes = group_quotes(mentions, (), {sentence.id: sentence for sentence in sentences})
    return find_cues_of(sentences, find_voices(articles, sentences, mentions), quotes, Forms())


def params(name: str) -> list[object]:
    """The cases of a file; one whose title says `NOT YET:` must still fail."""
    found: list[object] = []
    for case in read_cases(name):
        title, _, reason = case.title.partition(" NOT YET: ")
        marks = pytest.mark.xfail(reason=reason, strict=True) if reason else ()
        found.append(pytest.param(case, marks=marks, id=case_id(case._replace(title=title))))
    return found


@pytest.mark.parametrize("case", params("cues"))
def test_cues_are_found_with_their_speaker(case: Case) -> None:
    *head, body = case.given.split("\n")
    article = make_article(body.replace(" // ", "\n\n"), title=head[0].removeprefix("# ") if head else None)
    shown = "\n".join(f"{cue.verb} | {cue.speaker or '-'} | {cue.text}" for cue in cues_in(article))
    assert (shown or "nothing") == case.expected


def test_a_speaker_has_one_name_throughout_a_story() -> None:
    a = make_article("Mayor Jane Example said the pier was safe. The mayor added that gulls can swim.", "a")
    b = make_article("Example vowed to sell the pier, according to the town archive.", "b")
    c = make_article("“We will sell the pier,” Jane Example said. She insisted on it.", "c")
    cues = compare_story(Story(id="pier", title="Pier", articles=(a, b, c)), AlignSettings()).cues
    assert [(cue.sentence, cue.verb, cue.speaker) for cue in cues] == [
        ("a.1", "say", "Jane Example"),
        ("a.2", "add", "Jane Example"),
        ("b.1", "vow", "Jane Example"),
        ("b.1", "according to", "the town archive"),
        ("c.1", "say", "Jane Example"),
        ("c.2", "insist", "Jane Example"),
    ]


def test_two_speakers_of_one_verb_in_a_sentence_stay_apart() -> None:
    (first, second) = cues_in(make_article("He said “never” would do, the statement said. Jane Example left."))
    assert (first.speaker, second.speaker) != (second.speaker, second.speaker)
    assert second.speaker == "the statement"


def test_the_words_that_name_a_speaker_are_told() -> None:
    text = "The council, which is run by ducks, has said it will pay, provoking sailors, who called for a strike."
    article = make_article(text)
    found = [text[cue.speaker_start : cue.speaker_end] for cue in cues_in(article)]
    assert found == ["The council", "sailors"]


def test_every_verb_of_speech_has_a_base_form() -> None:
    assert not set(SPEECH_VERBS) - set(BASE_OF)
    assert [BASE_OF[word] for word in ("said", "tells", "decried", "criticised", "labelled", "swore")] == [
        "say",
        "tell",
        "decry",
        "criticize",
        "label",
        "swear",
    ]


PIECES = st.sampled_from(
    "Mayor Jane Example|said|claims|called for|the pier|“|”|,|.|he|according to|was told|by|who|that|not|made a call|"
    "warning|believed".split("|")
)


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_cues_are_passages_in_order_and_none_twice(text: str) -> None:
    article = make_article(text)
    known = {sentence.id: sentence.text for sentence in segment(article)}
    places = []
    for cue in cues_in(article):
        assert known[cue.sentence][cue.start : cue.end] == cue.text
        assert 0 <= cue.speaker_start < cue.speaker_end <= len(known[cue.sentence])
        assert cue.verb
        places.append((list(known).index(cue.sentence), cue.start))
    assert places == sorted(set(places))
