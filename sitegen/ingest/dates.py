"""Calendar dates as publication lines write them.

Only complete dates are read: a line without a year (`Thursday, January 18`) says too little, and a date of digits
alone (`05/01/2024`) is read as a date line but not as a date, because day and month cannot be told apart.
"""

import re
from datetime import date

from msgspec import Struct

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATE_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}\b",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}\b",
        rf"\b{_YEAR}[-/.](?P<month>\d\d)[-/.](?P<day>\d\d)(?!\d)",
    )
)
_DIGITS_ONLY = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d\b")


class WrittenDate(Struct, frozen=True, kw_only=True):
    """A date somewhere in a line."""

    start: int
    end: int
    value: date | None
    """None where day and month cannot be told apart."""


def find_date(line: str) -> WrittenDate | None:
    """The first complete calendar date of a line; None where there is none or it is on no calendar."""
    for form in _DATE_FORMS:
        if (found := form.search(line)) and (value := _calendar_date(found)):
            return WrittenDate(start=found.start(), end=found.end(), value=value)
    if found := _DIGITS_ONLY.search(line):
        return WrittenDate(start=found.start(), end=found.end(), value=None)
    return None


def _calendar_date(found: re.Match[str]) -> date | None:
    """The matched date, or None for a word that only begins like a month and for 31 February."""
    written = found["month"]
    if written.isdigit():
        month = int(written)
    else:
        # The pattern takes any letters after the third, so that `Sept` and `September` are one rule.
        word = re.search(rf"{written}[a-z]*", found[0], re.IGNORECASE)
        letters = word[0].lower() if word else ""
        names = [n for n, name in enumerate(_MONTHS, start=1) if name.startswith(letters)]
        if not names:
            return None
        month = names[0]
    try:
        return date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return None
