"""Why two sentences match: what is weighed, what it rests on, and what else there was, as values and as text."""

import json
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from ferry_site import JOINED, LIGHTHOUSE, MATCH, NOTHING, PARTED, write_ferry_site
from model_values import make_article, make_story
from msgspec.structs import replace

from sitegen.align.reasons import SIGNALS, all_reasons, third_sentence
from sitegen.build.explain import Explained
from sitegen.build.explain_text import explanation_record, explanation_text
from sitegen.compare.explain import Explanation, explain_pair
from sitegen.compare.story import AlignedStory, align_story
from sitegen.content.load import load_site
from sitegen.model import AlignSettings, Decisions, Reason, Story
from sitegen.model.signals import SIGNAL_WORDS, UNKNOWN_SIGNAL, signal_words

SETTINGS = AlignSettings()


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The invented ferry."""
    _, library, problems = load_site(write_ferry_site(tmp_path_factory.mktemp("ferry")))
    assert problems == ()
    assert library is not None
    (story,) = library.stories
    return story


@pytest.fixture(scope="module")
def aligned(story: Story) -> AlignedStory:
    return align_story(story, SETTINGS)


def pairs(aligned: AlignedStory) -> list[tuple[int, int]]:
    """All pairs of sentences of two articles, either way round."""
    numbers = range(len(aligned.sentences))
    return [(i, j) for i, j in permutations(numbers, 2) if aligned.sentences[i].article != aligned.sentences[j].article]


def written(explanation: Explanation, *, width: int = 80) -> str:
    names = {"outlet-a": "Outlet A", "outlet-b": "Outlet B", "outlet-c": "Outlet C"}
    return explanation_text(Explained(explanation=explanation, names=names, folder=Path("site")), width=width)


def flat(text: str) -> str:
    return " ".join(text.split())


def reason(explanation: Explanation, name: str) -> Reason:
    return next(one for one in explanation.reasons if one.signal == name)


def test_the_signals_make_up_the_score_of_every_pair(aligned: AlignedStory) -> None:
    parts = np.sum([signal.weight * signal.values(aligned.scored) for signal in SIGNALS], axis=0)
    for i, j in pairs(aligned):
        assert parts[i, j] == pytest.approx(aligned.scored.total[i, j])
        reasons = all_reasons(aligned.scored, i, j)
        assert [one.signal for one in reasons] == [signal.name for signal in SIGNALS]
        assert sum(one.value * one.weight for one in reasons) == pytest.approx(aligned.scored.total[i, j], abs=1e-3)


def test_evidence_stands_in_both_sentences_as_it_is_written(aligned: AlignedStory) -> None:
    n_found = 0
    for i, j in pairs(aligned):
        for one in all_reasons(aligned.scored, i, j):
            assert len(one.shared) == len(one.shared_other)
            assert all(words in aligned.sentences[i].text for words in one.shared)
            assert all(words in aligned.sentences[j].text for words in one.shared_other)
            n_found += len(one.shared)
    assert n_found > 10


def test_shared_words_and_what_one_has_alone_are_told(story: Story) -> None:
    found = explain_pair(story, SETTINGS, *LIGHTHOUSE)
    shared = reason(found, "words")
    assert set(shared.shared) == {"lighthouse", "plain", "sailor"}
    assert found.only_a == ("necessity",)
    assert set(found.only_b) == {"Captain", "Sample", "called", "necessary"}


def test_the_rarest_shared_words_of_the_two_articles_come_first() -> None:
    texts = (
        "The pier and its choir drew a crowd.\n\nThe pier leaks.\n\nNobody mends the pier.",
        "A choir sang on the pier.\n\nThe pier is old.",
        "The choir met.\n\nThe choir sang.\n\nThe choir left.\n\nThe choir slept.",
    )
    story = make_story(*(make_article(f"outlet-{n}", text) for n, text in enumerate(texts)))
    # how often a third article names the choir is nothing to these two
    assert reason(explain_pair(story, SETTINGS, "outlet-0.1", "outlet-1.1"), "words").shared == ("choir", "pier")


def test_what_only_says_who_speaks_is_told_apart(story: Story) -> None:
    found = explain_pair(story, SETTINGS, *LIGHTHOUSE)
    assert (found.uncounted_a, found.uncounted_b) == (("Captain Sample said",), ())
    assert "Not counted, because it only says who speaks, or from where: “Captain Sample said” (A)." in flat(
        written(found)
    )
    assert "Not counted" not in written(explain_pair(story, SETTINGS, *MATCH))


def test_kindred_words_and_the_longest_run_are_named(story: Story) -> None:
    found = explain_pair(story, SETTINGS, *LIGHTHOUSE)
    letters, run = reason(found, "letters"), reason(found, "run")
    assert (letters.shared, letters.shared_other) == (("necessity",), ("necessary",))
    assert run.shared == run.shared_other == ("plain to every sailor",)


def test_the_order_of_the_two_matters_for_the_display_alone(story: Story) -> None:
    for one, other in (MATCH, LIGHTHOUSE, NOTHING, JOINED, PARTED):
        found, turned = explain_pair(story, SETTINGS, one, other), explain_pair(story, SETTINGS, other, one)
        assert (turned.a, turned.b) == (found.b, found.a)
        assert (turned.only_a, turned.only_b) == (found.only_b, found.only_a)
        assert (turned.rival_of_a, turned.rival_of_b) == (found.rival_of_b, found.rival_of_a)
        assert turned.score == pytest.approx(found.score)
        assert (turned.verdict, turned.basis, turned.claims) == (found.verdict, found.basis, found.claims)
        for ours, theirs in zip(found.reasons, turned.reasons, strict=True):
            assert set(zip(ours.shared, ours.shared_other, strict=True)) == set(
                zip(theirs.shared_other, theirs.shared, strict=True)
            )
            assert (ours.signal, ours.value, ours.third) == (theirs.signal, theirs.value, theirs.third)


@pytest.mark.parametrize(
    ("below", "verdict", "told"),
    [
        (("uncertain", "match", "same"), "same", "Shown as aligned: they say the same."),
        (("uncertain", "match"), "partial", "Shown as aligned: they share a part of what they say."),
        (("uncertain",), "uncertain", "Uncertain: shown as such, and counted nowhere."),
        ((), "none", "Not aligned: too little speaks for it."),
    ],
)
def test_the_verdict_follows_from_the_thresholds_and_the_scale_marks_it(
    story: Story, below: tuple[str, ...], verdict: str, told: str
) -> None:
    score = explain_pair(story, SETTINGS, *MATCH).score
    limits = {
        name: round(score + (-0.05 if name in below else 0.05) + n / 100, 4)
        for n, name in enumerate(("uncertain", "match", "same"))
    }
    found = explain_pair(story, AlignSettings(**limits), *MATCH)
    assert (found.verdict, found.basis) == (verdict, "machine")
    text = written(found)
    assert told in text
    (marked,) = [line for line in text.splitlines() if "<-" in line]
    places = {"same": "they say the same", "partial": "a part", "uncertain": "uncertain,", "none": "not aligned"}
    assert places[verdict] in marked
    assert marked.endswith(f"<- {min(score, 1):.2f}")
    assert all(f"{limit:g}" in text for limit in limits.values())
    assert ("is missing" in text) == (verdict in {"uncertain", "none"})


def test_a_score_is_never_rounded_over_a_threshold(story: Story) -> None:
    score = explain_pair(story, SETTINGS, *LIGHTHOUSE).score
    nearly = AlignSettings(uncertain=0.1, match=0.12, same=score + 1e-4)
    found = explain_pair(story, nearly, *LIGHTHOUSE)
    shown, _ = [line for line in written(found).splitlines() if line.startswith("Score")]
    assert float(shown.removeprefix("Score ")) < nearly.same


def test_what_is_missing_is_told_and_not_rounded_up(story: Story) -> None:
    score = explain_pair(story, SETTINGS, *LIGHTHOUSE).score
    for lacking, told in ((0.001, ": less than 0.01 is missing."), (0.05, ": 0.05 is missing.")):
        limits = AlignSettings(uncertain=0.0, match=score + lacking, same=score + 0.2)
        assert told in flat(written(explain_pair(story, limits, *LIGHTHOUSE)))


def test_what_an_editor_decided_wins_and_is_told_with_reason_and_place(story: Story) -> None:
    joined, parted = (explain_pair(story, SETTINGS, *pair) for pair in (JOINED, PARTED))
    assert (joined.verdict, joined.basis) == ("same", "editor")
    assert joined.score < SETTINGS.uncertain
    assert (parted.verdict, parted.basis) == ("none", "editor")
    assert parted.score > SETTINGS.match
    assert parted.claims == ()
    assert len(joined.claims) == 1
    text = flat(written(joined))
    assert "Shown as aligned: an editor joined them, whatever the score." in text
    assert "These two say the same: Both are of what the day was like. (an editor, 2031-05-04)" in text
    assert "site/content/stories/ferry/review.toml:1 " in text
    text = flat(written(parted))
    assert "Not aligned: an editor parted them, whatever the score." in text
    assert "These two do not say the same: no reason given" in text
    assert "review.toml:7 " in text
    assert "Nothing on this pair." in written(explain_pair(story, SETTINGS, *MATCH))


def test_the_third_sentence_is_the_one_whose_weaker_tie_is_strongest(aligned: AlignedStory) -> None:
    support = next(signal for signal in SIGNALS if signal.name == "support").values(aligned.scored)
    n_supported = 0
    for i, j in pairs(aligned):
        k = third_sentence(aligned.scored, i, j)
        if support[i, j] < 0.005:
            continue
        assert k is not None
        assert len({aligned.sentences[n].article for n in (i, j, k)}) == 3
        tie = min(aligned.scored.direct[i, k], aligned.scored.direct[j, k])
        assert support[i, j] == pytest.approx(min(tie, 5 * aligned.scored.direct[i, j]))
        n_supported += 1
    assert n_supported > 2


def test_the_third_sentence_is_shown_with_both_its_ties(story: Story) -> None:
    found = explain_pair(story, SETTINGS, *MATCH)
    assert found.support is not None
    assert found.support.sentence.id == reason(found, "support").third == "outlet-c.1"
    text = flat(written(found))
    ties = f"{found.support.tie_a:.2f} with A and {found.support.tie_b:.2f} with B"
    assert f"A sentence of Outlet C goes with both: outlet-c.1, {ties}" in text
    assert "stands in for it" not in text
    alone = explain_pair(story, SETTINGS, *JOINED)
    assert (alone.support, reason(alone, "support").third) == (None, None)
    assert "No sentence of a third article goes with both." in flat(written(alone))


def test_with_two_articles_it_is_told_that_there_is_no_third(story: Story) -> None:
    two = replace(story, articles=story.articles[:2], decisions=Decisions())
    found = explain_pair(two, SETTINGS, *MATCH)
    assert (found.support, reason(found, "support").third) == (None, None)
    assert reason(found, "support").value == 0
    assert reason(found, "stand-in").value > 0
    assert "A third article cannot speak for a pair where there are only two." in flat(written(found))
    assert "Two articles alone" not in written(explain_pair(story, SETTINGS, *MATCH))


def test_the_best_rival_is_the_best_of_the_other_article(story: Story, aligned: AlignedStory) -> None:
    index = {sentence.id: n for n, sentence in enumerate(aligned.sentences)}
    for one, other in (MATCH, LIGHTHOUSE, NOTHING):
        rival = explain_pair(story, SETTINGS, one, other).rival_of_a
        assert rival is not None
        assert rival.sentence.id != other
        rest = [n for name, n in index.items() if name.partition(".")[0] == other.partition(".")[0] and name != other]
        assert rival.score == max(aligned.scored.total[index[one], rest])
    far = explain_pair(story, SETTINGS, "outlet-a.1", "outlet-b.3")
    assert far.rival_of_a is not None
    assert (far.rival_of_a.sentence.id, far.rival_of_a.verdict) == ("outlet-b.1", "same")
    assert "It fits A better than B does." in flat(written(far))
    assert "B fits A better." in flat(written(explain_pair(story, SETTINGS, *MATCH)))


def test_an_article_of_one_sentence_has_no_rival() -> None:
    two = make_story(
        make_article("outlet-a", "The ferry ran aground.\n\nOysters were cheap."),
        make_article("outlet-b", "The ferry ran aground."),
    )
    found = explain_pair(two, SETTINGS, "outlet-a.1", "outlet-b.1")
    assert found.rival_of_a is None
    assert found.rival_of_b is not None
    names = {"outlet-a": "Outlet A", "outlet-b": "Outlet B"}
    text = explanation_text(Explained(explanation=found, names=names, folder=Path()))
    assert "For A: Outlet B has no other sentence." in text


def test_sentences_of_one_article_are_refused(story: Story) -> None:
    with pytest.raises(ValueError, match=r"outlet-a\.1 and outlet-a\.2"):
        explain_pair(story, SETTINGS, "outlet-a.1", "outlet-a.2")


def test_every_signal_is_told_also_one_that_found_nothing(story: Story) -> None:
    for pair in (MATCH, NOTHING):
        found = explain_pair(story, SETTINGS, *pair)
        text = flat(written(found))
        for one in found.reasons:
            words = signal_words(one.signal)
            if not words.nothing:
                assert (words.title in text) == (round(one.value, 2) != 0)
                continue
            assert words.title in text
            assert (words.meaning in text) == (round(one.value, 2) != 0)
            assert (words.nothing in text) == (round(one.value, 2) == 0)


def test_what_is_shown_adds_up_or_says_that_it_is_rounded(story: Story) -> None:
    for pair in (MATCH, LIGHTHOUSE, NOTHING, JOINED):
        found = explain_pair(story, SETTINGS, *pair)
        lines = written(found).splitlines()
        titles = tuple(words.title for words in SIGNAL_WORDS.values())
        shown = [float(line.split()[-1]) for line in lines if line.startswith(titles)]
        assert len(shown) == sum(bool(signal_words(one.signal).nothing or one.value) for one in found.reasons)
        _, total = [number for number, line in enumerate(lines) if line.startswith("Score")]
        notes = lines[total + 1 : lines.index("", total)]
        adds_up = round(sum(shown), 2) == float(lines[total].split()[-1])
        assert adds_up == ("   The parts above are rounded." not in notes)
        assert (found.score > 1) == ("   The site shows no more than 1." in notes)


@pytest.mark.parametrize("width", [60, 80, 100])
def test_lines_keep_to_the_width_and_sentences_are_verbatim(story: Story, width: int) -> None:
    for pair in (MATCH, LIGHTHOUSE, JOINED):
        found = explain_pair(story, SETTINGS, *pair)
        text = written(found, width=width)
        # an id is one word, and no word is cut
        assert all(len(line) <= width or len(line.split()) == 1 for line in text.splitlines())
        assert found.a.text in flat(text)
        assert found.b.text in flat(text)
        assert not any(line != line.rstrip() for line in text.splitlines())
        assert "\n\n\n" not in text


def test_a_very_narrow_or_wide_terminal_is_treated_as_one_that_can_be_read(story: Story) -> None:
    found = explain_pair(story, SETTINGS, *MATCH)
    assert written(found, width=10) == written(found, width=60)
    assert written(found, width=400) == written(found, width=100)


def test_the_record_says_what_the_text_says(story: Story) -> None:
    found = explain_pair(story, SETTINGS, *JOINED)
    record = explanation_record(Explained(explanation=found, names={}, folder=Path()))
    assert json.loads(json.dumps(record)) == record
    signals = record["signals"]
    assert isinstance(signals, list)
    assert sum(one["points"] for one in signals) == pytest.approx(record["score"], abs=1e-3)
    assert [one["signal"] for one in signals] == [signal.name for signal in SIGNALS]
    assert record["decision"] == {
        "kind": "join",
        "reason": "Both are of what the day was like.",
        "by": "an editor",
        "date": "2031-05-04",
        "path": "content/stories/ferry/review.toml",
        "line": 1,
    }


def test_every_signal_has_plain_words_and_none_is_left_over() -> None:
    assert {signal.name for signal in SIGNALS} == set(SIGNAL_WORDS)
    assert signal_words("a-signal-of-tomorrow") == UNKNOWN_SIGNAL
    for words in (*SIGNAL_WORDS.values(), UNKNOWN_SIGNAL):
        assert words.evidence.count("{}") == 1
        assert words.meaning.endswith(".")
        assert words.nothing.endswith(".") or words is SIGNAL_WORDS["stand-in"]
        assert not words.bare.endswith(".")
