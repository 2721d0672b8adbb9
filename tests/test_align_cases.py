"""Pairs of sentences that must or must not match, and claims that must hold them, at the shipped settings.

The cases are in `tests/cases/alignment.md`; an expectation marked `NOT YET` is known to fail and says why. What the
findings as a whole must obey is in `test_align_properties.py`.
"""

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from casefiles import Case, read_cases
from model_values import make_article, make_story
from msgspec import Struct
from msgspec.structs import replace

from sitegen.compare.story import compare_story
from sitegen.content.load import load_site
from sitegen.model import AlignSettings, Comparison, Decisions, Sentence, Story

ROOT = Path(__file__).parent.parent


class Expectation(Struct, frozen=True, kw_only=True):
    """One line of a case."""

    story: str
    what: str
    names: tuple[str, ...]
    """Sentences, each as `outlet: first words`."""


def expectations(name: str) -> Iterator[object]:
    """Every line of every case; one that ends with `NOT YET:` and a reason must still fail."""
    for case in read_cases(name):
        for number, line in enumerate(case.expected.split("\n"), start=1):
            text, _, reason = line.partition(" NOT YET: ")
            what, *names = (part.strip() for part in text.split(" | "))
            marks = pytest.mark.xfail(reason=reason, strict=True, raises=AssertionError) if reason else ()
            expected = Expectation(story=case.given, what=what, names=tuple(names))
            yield pytest.param(expected, marks=marks, id=f"{_line_of(case, number)}: {case.title}: {what}")


@cache
def compare(given: str) -> Comparison:
    """The findings on the story that a case gives: as articles, or by the name of a story of this project's own."""
    story = read_story(given) if given.startswith("# ") else own_story(given)
    return compare_story(story, AlignSettings())


def own_story(name: str) -> Story:
    """A story of this project's own content, as if no editor had seen it."""
    library = load_site(ROOT)[1]
    assert library
    (story,) = (story for story in library.stories if story.id == name)
    return replace(story, decisions=Decisions())


def read_story(given: str) -> Story:
    """The articles that a case lists."""
    articles = []
    for part in f"\n{given}".split("\n# ")[1:]:
        head, *paragraphs = part.split("\n")
        name, _, title = head.partition(" | ")
        articles.append(make_article(name, "\n\n".join(paragraphs), title=title or None))
    return make_story(*articles)


def find(comparison: Comparison, name: str) -> Sentence:
    """The one sentence that `outlet: first words` names."""
    head, _, opening = name.partition(": ")
    article, _, part = head.partition(" ")
    found = [
        sentence
        for sentence in comparison.sentences
        if (sentence.article, sentence.part) == (article, "title" if part == "headline" else "body")
        and sentence.text.startswith(opening)
    ]
    if len(found) != 1:
        raise ValueError(f"{name!r} names {len(found)} sentences")
    return found[0]


def verdict(comparison: Comparison, *pair: str) -> str:
    """What the machine says of two sentences, given by their ids: `together`, `uncertain` or `apart`."""
    for matches, word in ((comparison.matches, "together"), (comparison.uncertain, "uncertain")):
        if any({match.a, match.b} == set(pair) for match in matches):
            return word
    return "apart"


def _line_of(case: Case, number: int) -> int:
    return case.line + case.given.count("\n") + 3 + number


@pytest.mark.parametrize("expected", list(expectations("alignment")))
def test_what_goes_together(expected: Expectation) -> None:
    comparison = compare(expected.story)
    ids = [find(comparison, name).id for name in expected.names]
    claims = [set(claim.sentences) for claim in comparison.claims]
    if expected.what == "one claim":
        assert any(claim.issuperset(ids) for claim in claims), "no claim holds them all"
    elif expected.what == "two claims":
        both, one, other = ids
        assert any({both, one} <= claim and other not in claim for claim in claims), "no claim of the first two alone"
        assert any({both, other} <= claim and one not in claim for claim in claims), "no claim with the third alone"
    else:
        if expected.what not in ("together", "apart"):
            raise ValueError(f"{expected.what!r} is nothing that can be expected")
        one, other = ids
        assert verdict(comparison, one, other) == expected.what


def test_every_sentence_that_a_case_names_is_of_another_outlet_than_its_partner() -> None:
    """Else `apart` could not fail: no two sentences of one article ever match."""
    for case in read_cases("alignment"):
        for line in case.expected.split("\n"):
            what, *names = line.partition(" NOT YET: ")[0].split(" | ")
            outlets = [name.partition(":")[0].partition(" ")[0].strip() for name in names]
            if what in ("together", "apart"):
                assert all(one != other for one, other in combinations(outlets, 2)), line
