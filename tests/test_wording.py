"""What rules pick out in a text without any concept, and what they say of it."""

import pytest
from casefiles import Case, case_params
from model_values import make_article, make_story

from sitegen.compare.story import compare_story
from sitegen.model import AlignSettings, Article, Usage

ELSEWHERE = "A choir of Springfield-on-Sea sang at the gate of the town hall for the first time this year."


def usages_in_a(*articles: Article) -> tuple[Usage, ...]:
    """The usages of outlet A."""
    found = compare_story(make_story(*articles), AlignSettings()).usages
    return tuple(usage for usage in found if usage.sentence.startswith("outlet-a."))


def told(usage: Usage) -> str:
    """A usage as the cases write it."""
    voice = usage.voice if usage.speaker is None else f"{usage.voice}: {usage.speaker}"
    return f"{usage.text} = {usage.kind}, {usage.rule}, {voice}"


@pytest.mark.parametrize("case", case_params("wording"))
def test_what_rules_find(case: Case) -> None:
    own, *others = case.given.split("\n")
    other = others[0].removeprefix("B: ") if others else ELSEWHERE
    usages = usages_in_a(make_article("outlet-a", own), make_article("outlet-b", other))
    assert ("\n".join(told(usage) for usage in usages) or "nothing") == case.expected
