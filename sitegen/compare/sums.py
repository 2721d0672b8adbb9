"""Parts of a total that stand in one sentence, and whether they add up: `at least 130, including 53 ... and 77 ...`.

Parts need not be all (`including`): only parts that exceed their total, or that are said to make it up and do not, are
worth a word.
"""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from sitegen.compare.quantities import Quantity
from sitegen.model import Sentence
from sitegen.text.numbers import format_number

_INCLUDING = re.compile(r"\b(?:including|among\sthem|among\swhom|with)\b|[:(–—]|\s--?\s", re.IGNORECASE)
_MADE_UP = re.compile(
    r"\b(?:of\s(?:which|whom|them|those|these)|compris(?:ing|ed\sof)|made\sup\sof|consisting\sof|divided|split|namely)\b",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    r"\b(?:a\stotal\sof|in\stotal|in\sall|altogether|bringing|for\sa\stotal|combined)\b", re.IGNORECASE
)
_LEAST_PARTS = 2


class Sum(Struct, frozen=True):
    """A total with its parts."""

    total: Quantity
    parts: tuple[Quantity, ...]
    adds_up: bool
    words: str
    """`53 + 77 = 130.`, or a sentence that says that they do not add up."""


def find_sums(quantities: Sequence[Quantity], sentences: Mapping[str, Sentence]) -> tuple[Sum, ...]:
    """Totals given with at least two parts in the same sentence, in order."""
    by_sentence: dict[str, list[Quantity]] = {}
    for q in sorted(quantities, key=lambda q: q.order):
        if q.mention.value is not None and q.mention.bound != "range" and q.kind != "age":
            by_sentence.setdefault(q.mention.sentence, []).append(q)
    found = []
    for sentence, own in sorted(by_sentence.items(), key=lambda item: item[1][0].order):
        sum_found = _sum_in(own, sentences[sentence].text)
        if sum_found:
            found.append(sum_found)
    return tuple(found)


def _sum_in(own: Sequence[Quantity], text: str) -> Sum | None:
    for index, total in enumerate(own):
        behind = _alike(total, own[index + 1 :])
        if len(behind) >= _LEAST_PARTS:
            link = text[total.mention.end : behind[0].mention.start]
            found = _judge(total, behind, link)
            if found:
                return found
        front = _alike(total, own[:index])
        if len(front) >= _LEAST_PARTS and _IN_ALL.search(text[front[-1].mention.end : total.mention.end + 15]):
            found = _judge(total, front, "of which")
            if found:
                return found
    return None


def _alike(total: Quantity, others: Sequence[Quantity]) -> list[Quantity]:
    """Numbers that can be parts of the total: same unit and noun, smaller."""
    return [q for q in others if q.kind == total.kind and _same_noun(q, total) and _value(q) < _value(total)]


def _same_noun(part: Quantity, total: Quantity) -> bool:
    return part.head == total.head or part.head in ("", "people") or total.head in ("", "people")


def _judge(total: Quantity, parts: list[Quantity], link: str) -> Sum | None:
    amount = sum(_value(q) for q in parts)
    shown = [format_number(_value(q)) for q in parts]
    goal = format_number(_value(total))
    is_linked = bool(_MADE_UP.search(link) or _INCLUDING.search(link))
    if is_linked and abs(amount - _value(total)) < 1e-9 * max(1.0, amount):
        return Sum(total, tuple(parts), adds_up=True, words=f"{' + '.join(shown)} = {goal}.")
    is_floor = total.mention.bound in ("at least", "more than")
    too_many = amount > _value(total) and not is_floor
    if is_linked and (too_many or (_MADE_UP.search(link) and amount < _value(total) and total.mention.bound is None)):
        listed = " and ".join([", ".join(shown[:-1]), shown[-1]])
        words = f"the parts given with it, {listed}, add up to {format_number(amount)}, not {goal}."
        return Sum(total, tuple(parts), adds_up=False, words=words)
    return None


def _value(q: Quantity) -> float:
    return q.mention.value or 0.0
