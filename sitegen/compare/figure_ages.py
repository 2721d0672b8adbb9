"""Numbers that are ages, and whose they are: `Jane Example, 47`, `a 19-year-old`, `anyone over 65`.

Leaves out what an age means for the count beside it; an age is a figure of its own kind, which is compared with nothing
but another age.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct

from sitegen.text.function_words import FUNCTION_WORDS
from sitegen.text.numbers import Numeral

_OLD = r"(?:-|‑|\s)years?(?:-|‑|\s)olds?\b"
_SOMEBODY = (
    r"(?:nobody|no\sone|anyone|anybody|everyone|everybody|someone|those|people|persons|children|kids|adults|minors|men|"
    r"women|boys?|girls?|teenagers|teens|voters|workers|students|patients|residents|players|drivers|applicants|who|"
    r"Americans|Britons)\s(?:(?:is|are|was|were)\s)?|\b(?:aged|he|she|they)\s(?:is|was|were|are)?\s?"
)
_AGE = re.compile(
    r"(?P<before>\b(?:[Aa]ged?|[Aa]ges|age\sof|ages\sof|(?:ages?|aged)\s(?:between|from)|turned)\s)(?P<n>\d{1,3})\b"
    r"|(?P<name>[A-Z][\w’'.-]*),\s(?P<n2>\d{1,3})(?=,|\)|\.$)"
    rf"|\b(?P<n3>\d{{1,3}}|[a-z]+(?:-[a-z]+)?)(?={_OLD})"
    rf"|\b(?i:{_SOMEBODY})(?:under|over|below|above|at\sleast)\s(?P<n4>\d{{1,2}})"
    r"(?=[.,;:)]|$|\s(?:may|can|cannot|could|must|should|shall|will|would|is|are|was|were|has|have|who|and|or|to|from|in|at)\s)",
)
_NUMBERS = ("n", "n2", "n3", "n4")
_GAP = re.compile(r"-?\s(?:to|and|or)\s|\s?[-–]\s?|-to-")
_NAME_BEHIND = re.compile(
    rf"^{_OLD}\s(?P<lead>(?:[a-z][a-z-]*\s){{0,3}})(?P<name>[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)+)"
    r"(?!\s(?:man|woman|boy|girl|resident|native|student|mother|father|teenager|teen|driver|worker|officer)\b)",
)
_GENERATION = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
_GREATEST = 120


class Age(Struct, frozen=True):
    """That a number is an age, and whose."""

    name: str
    """The last name; empty where none is written beside it."""


def ages_among(text: str, numerals: Iterable[Numeral]) -> dict[int, Age]:
    """The ages among `numerals` by where they start in `text`."""
    found = {numeral.start: age for numeral in numerals if (age := _age_at(text, numeral))}
    ordered = list(numerals)
    for low, high in pairwise(ordered):
        if high.start in found and low.start not in found and is_range_of_ages(text, low, high):
            found[low.start] = Age("")  # `18- to 25-year-olds`
    return found


def is_range_of_ages(text: str, low: Numeral, high: Numeral) -> bool:
    """Whether two numbers, one of them an age, are a range of ages: `18 to 25`."""
    return 0 < low.value < high.value < _GREATEST and _GAP.fullmatch(text[low.end : high.start]) is not None


def _age_at(text: str, numeral: Numeral) -> Age | None:
    if not 0 < numeral.value < _GREATEST or numeral.value != int(numeral.value):
        return None
    for found in _AGE.finditer(text):
        group = next(g for g in _NUMBERS if found[g] is not None)
        if found.start(group) <= numeral.start < found.end(group):
            return Age(found["name"] or _name_behind(text[numeral.end :]))
    return None


def _name_behind(after: str) -> str:
    """`Example` behind `15` in `15-year-old baker Jane Example`; empty for a place (`19-year-old from New York`)."""
    found = _NAME_BEHIND.match(after)
    if not found or any(word in FUNCTION_WORDS for word in found["lead"].split()):
        return ""
    names = [name for name in found["name"].split() if name not in _GENERATION]
    return re.sub(r"[’']s?$", "", names[-1].rstrip(".,")) if len(names) > 1 else ""
