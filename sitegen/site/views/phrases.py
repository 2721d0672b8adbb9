"""The interface's own words: counts, lists, dates, statuses. Deliberately contains nothing an outlet wrote."""

from collections.abc import Sequence
from datetime import date

from sitegen.model import Article
from sitegen.model.findings import FigureStatus
from sitegen.model.kinds import Status

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

CLAIM_STATUS: dict[Status, str] = {
    "conflict": "Cannot both be true",
    "varies": "Wording or detail varies",
    "agree": "Outlets agree",
    "single": "One outlet only",
}
"""The words of a claim's status; beside each stands a shape of its own."""

FIGURE_STATUS: dict[FigureStatus, str] = {
    "conflict": "Cannot both be true",
    "compatible": "Can all be true",
    "agree": "Outlets agree",
    "single": "One outlet only",
}
"""The words of a figure's status."""

DATE_BASIS: dict[str, str] = {
    "published": "",
    "stated": "date stated in the text",
    "inferred": "date inferred",
}
"""How the date of an article is known; a plain date of publication needs no words."""


def number(n: int) -> str:
    """A small number as a word, others as digits with a comma for thousands."""
    return _NUMBERS[n] if 0 < n < len(_NUMBERS) else f"{n:,}"


def some(n: int) -> str:
    """The number as a word; `none` for nothing."""
    return number(n) if n else "none"


def share(n: int, n_all: int) -> str:
    """The end of `Five sentences; two of them in ...`: `, both in ...` and `, all in ...` where it is every one.

    Of a single thing there is nothing to count: `One sentence, in ...` or `One sentence, not in ...`.
    """
    if n_all == 1:
        return "," if n else ", not"
    if n == n_all:
        return f", {every(n)}"
    return f"; {some(n)} of them"


def every(n: int) -> str:
    """All of n things as the subject of a sentence: `it`, `both`, `all`."""
    return {1: "it", 2: "both"}.get(n, "all")


def of_all(n: int, n_all: int) -> str:
    """The number as a word, or `both` and the like where it is every one."""
    return every(n) if n == n_all else some(n)


def count(n: int, noun: str, nouns: str | None = None) -> str:
    """`one article`, `two articles`, `130 articles`, `no articles`."""
    return f"{number(n) if n else 'no'} {noun if n == 1 else nouns or noun + 's'}"


def digits(n: int, noun: str, nouns: str | None = None) -> str:
    """`1 article`, `2 articles`: for tables, where digits are read faster."""
    return f"{n:,} {noun if n == 1 else nouns or noun + 's'}"


def sentence_case(text: str) -> str:
    """The text with its first letter in upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def listed(items: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return f" {last} ".join(part for part in (", ".join(items[:-1]), *items[-1:]) if part)


def day(value: date) -> str:
    """`5 Jan 2024`, the form that fits beside a name."""
    return f"{value.day} {_MONTHS[value.month - 1][:3]} {value.year}"


def long_day(value: date) -> str:
    """`5 January 2024`."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def days(dates: Sequence[date]) -> str:
    """The first and the last date with nothing said twice: `5 to 18 January 2024`; empty without dates."""
    if not dates:
        return ""
    first, last = min(dates), max(dates)
    if first == last:
        return long_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {long_day(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} to {long_day(last)}"
    return f"{long_day(first)} to {long_day(last)}"


def dated(dates: Sequence[date | None]) -> str:
    """When articles are from, those without a date counted: `one dated 3 June 2031, two undated`; empty for none."""
    known = [one for one in dates if one]
    n_unknown = len(dates) - len(known)
    if not n_unknown:
        return days(known)
    if not known:
        return "undated" if n_unknown == 1 else f"{every(n_unknown)} undated"
    return f"{number(len(known))} dated {days(known)}, {number(n_unknown)} undated"


def possessive(name: str) -> str:
    """`AFP’s`, `Islam Times’`."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def date_basis(article: Article) -> str:
    """How the date is known; empty for a plain date of publication."""
    if article.date is None:
        return "no date in the text"
    return DATE_BASIS[article.date_basis]


def date_note(article: Article) -> str:
    """How the date is known and, where somebody wrote it down, from what."""
    return ": ".join(part for part in (date_basis(article), article.date_note) if part)
