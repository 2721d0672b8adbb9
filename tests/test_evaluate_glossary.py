"""The committed glossary and the rules for voice against the hand-made answers on them."""

import json
import re
from pathlib import Path

import pytest
from evaluate.glossary import GlossaryResult, glossary_table, own_glossaries, read_wordings, wrong_wordings
from evaluate.gold import OWN, ROOT, read_own
from evaluate.measure import Result, evaluate

from sitegen.content.load import load_site
from sitegen.model import AlignSettings


@pytest.fixture(scope="module")
def results() -> list[Result]:
    """The comparison of each story with answers."""
    return [evaluate(read_own(path, ROOT), AlignSettings()) for path in OWN]


@pytest.fixture(scope="module")
def glossary(results: list[Result]) -> GlossaryResult:
    """The glossary on the one story that has answers on it."""
    (found,) = own_glossaries(results)
    return found


def test_the_committed_concepts_find_what_the_answers_name(glossary: GlossaryResult) -> None:
    right, found = glossary.found
    assert right.precision >= 0.94
    assert found.recall >= 0.90


def test_every_concept_of_the_answers_is_committed_and_reviewed(glossary: GlossaryResult) -> None:
    library = load_site(ROOT)[1]
    assert library is not None
    concepts = {concept.id: concept for concept in library.concepts}
    assert {name for answer in glossary.answers for name in answer.concepts} == concepts.keys()
    assert {concept.status for concept in concepts.values()} == {"reviewed"}


def test_voice_is_told_as_the_answers_have_it(glossary: GlossaryResult) -> None:
    assert glossary.voice_share >= 0.88
    assert glossary.is_outlet_share >= 0.88
    assert len(glossary.voices) == sum(glossary.confusion.values()) == 130


def test_words_that_a_rule_flags_by_themselves_are_terms_of_the_answers(glossary: GlossaryResult) -> None:
    listed = glossary.rules["listed"]
    assert listed.found >= 10
    assert listed.precision >= 0.80
    assert glossary.rules["fragment"].found >= 3


def test_what_is_wrong_and_missed_is_listed(results: list[Result], glossary: GlossaryResult) -> None:
    lines = list(wrong_wordings(results))
    mistaken = round((1 - glossary.voice_share) * len(glossary.voices))
    unlisted = sum(rates.found - rates.right for rates in glossary.rules.values())
    assert len(lines) == 4 + len(glossary.wrong) + len(glossary.missed) + unlisted + mistaken
    table = glossary_table(results)
    assert f"{glossary.voice_share:.3f}" in table[2]


def test_a_usage_counts_only_where_the_answers_have_its_concept(glossary: GlossaryResult) -> None:
    usage = next(one for one in glossary.usages if one not in glossary.wrong)
    elsewhere = GlossaryResult(
        story="x",
        answers=tuple(one for one in glossary.answers if usage.concept.id not in one.concepts),
        usages=(usage,),
        voices=(),
    )
    assert elsewhere.wrong == (usage,)
    assert len(elsewhere.missed) == len(elsewhere.answers)


def test_answers_that_do_not_fit_their_article_are_an_error(results: list[Result], tmp_path: Path) -> None:
    path = ROOT / "tests/gold/iraq-coalition-2024.glossary.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    rows["terms"][0]["start"] += 3
    moved = tmp_path / "moved.json"
    moved.write_text(json.dumps(rows), encoding="utf-8")
    comparison = results[0].comparison
    with pytest.raises(ValueError, match="has other words at"):
        list(read_wordings(moved, comparison.story.articles, comparison.sentences))


def test_the_glossary_says_nothing_of_an_outlet() -> None:
    words = r"\b(?:bias\w*|propagand\w*|slant\w*|left-wing|right-wing|misleading\w*|false(?:ly)?)\b"
    judging = re.compile(words, re.IGNORECASE)
    for path in sorted((ROOT / "content/glossary").glob("*.md")):
        assert not judging.search(path.read_text(encoding="utf-8")), path.name
