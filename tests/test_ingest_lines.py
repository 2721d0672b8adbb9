"""Which lines of a raw text are the headline, furniture and the article's own text: `cases/furniture.md`."""

import re
from datetime import date
from pathlib import Path

import pytest

from sitegen.ingest.dates import find_date
from sitegen.ingest.extract import read_draft

_CASE = re.compile(r"^(?P<title>[^\n#].*)\n::\n(?P<raw>(?:.*\n)*?)::\n(?P<lines>(?:[T.-] .+\n)+)", re.MULTILINE)
_FILE = Path(__file__).parent / "cases" / "furniture.md"


def _cases() -> list[object]:
    text = _FILE.read_text(encoding="utf-8")
    return [
        pytest.param(
            found["raw"],
            found["lines"].splitlines(),
            id=f"{text[: found.start()].count(chr(10)) + 1}: {found['title']}",
        )
        for found in _CASE.finditer(text)
    ]


def test_every_case_of_the_file_is_run() -> None:
    dividers = _FILE.read_text(encoding="utf-8").count("\n::\n")
    assert len(_cases()) == dividers / 2 > 30


@pytest.mark.parametrize(("raw", "expected"), _cases())
def test_lines_go_where_they_belong(raw: str, expected: list[str]) -> None:
    draft = read_draft(raw)
    paragraphs, stripped = list(draft.paragraphs), list(draft.stripped)
    got = []
    for line in filter(None, raw.splitlines()):
        if stripped and stripped[0] == line:
            got.append(f"- {stripped.pop(0)}")
        elif paragraphs and paragraphs[0] == line:
            got.append(f". {paragraphs.pop(0)}")
        elif draft.title == line:
            got.append(f"T {line}")
    assert got == expected
    assert not paragraphs
    assert not stripped


_BODY = "The main bridge of Springfield-on-Sea was closed on Monday after heavy rain, the council said.\n"


@pytest.mark.parametrize(
    ("line", "byline", "published"),
    [
        ("AFP , Friday 5 Jan 2024", "AFP", date(2024, 1, 5)),
        ("By Jane Example", "Jane Example", None),
        ("By Jane Example and John Sample, Outlet A", "Jane Example and John Sample, Outlet A", None),
        ("By Jane Example | 5th January 2024", "Jane Example", date(2024, 1, 5)),
        ("Updated: January 5, 2024 10:32 am GMT", None, date(2024, 1, 5)),
        ("The Sun, 5 January 2024", "The Sun", date(2024, 1, 5)),
        ("Sun 7 January 2024", None, date(2024, 1, 7)),
        ("05/01/2024", None, None),
        ("By Staff Writer", "Staff Writer", None),
        ("BY OUR CORRESPONDENT", "OUR CORRESPONDENT", None),
        ("By our own correspondent in Shelbyville", "our own correspondent in Shelbyville", None),
        ("By Agencies | Tuesday 3 June 2031 10:32 GMT", "Agencies", date(2031, 6, 3)),
        ("By: Milo", "Milo", None),
        ("By Milo Tarrant, Health Correspondent", "Milo Tarrant, Health Correspondent", None),
        ("By Milo Tarrant, health correspondent", "Milo Tarrant, health correspondent", None),
        ("By Milo Tarrant, Staff Writer", "Milo Tarrant, Staff Writer", None),
        ("By Ana de la Example and Jan van Sample", "Ana de la Example and Jan van Sample", None),
        ("By April Sample", "April Sample", None),
        ("By Milo Tarrant, 3 June 2031, Springfield-on-Sea", "Milo Tarrant, Springfield-on-Sea", date(2031, 6, 3)),
        ("Reported by Milo Tarrant, 3 June 2031", "Milo Tarrant", date(2031, 6, 3)),
        ("Written by Jane Example", "Jane Example", None),
        ("Published by Outlet A on 3 June 2031", "Outlet A", date(2031, 6, 3)),
        ("3 June 2031 by Milo Tarrant", "Milo Tarrant", date(2031, 6, 3)),
        ("Jane Example | Outlet A | 3 June 2031", "Jane Example | Outlet A", date(2031, 6, 3)),
        ("The Day by Day News, 3 June 2031", "The Day by Day News", date(2031, 6, 3)),
        ("Example Press Inc., 3 June 2031", "Example Press Inc.", date(2031, 6, 3)),
    ],
)
def test_byline_and_date_are_read_from_lines_above_the_text(
    line: str, byline: str | None, published: date | None
) -> None:
    draft = read_draft(f"Flood closes bridge\n{line}\n{_BODY}")
    assert (draft.stripped, draft.byline, draft.published) == ((line,), byline, published)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5 Jan 2024", date(2024, 1, 5)),
        ("5th of September, 2024", date(2024, 9, 5)),
        ("Sept. 5, 2024", date(2024, 9, 5)),
        ("on 2024-02-29 at noon", date(2024, 2, 29)),
        ("2024/02/29", date(2024, 2, 29)),
    ],
)
def test_dates_are_read_in_many_forms(text: str, value: date) -> None:
    found = find_date(text)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    "text", ["Thursday, January 18", "31 February 2024", "5 Marchers 2024", "2024-13-01", "in 2024"]
)
def test_what_is_no_complete_date_is_none(text: str) -> None:
    assert find_date(text) is None


def test_a_title_given_by_hand_keeps_the_headline_out_of_the_body() -> None:
    draft = read_draft(f"Flood closes bridge\nAdvertisement\n{_BODY}", title="Bridge shut")
    assert draft.title == "Bridge shut"
    assert draft.stripped == ("Flood closes bridge", "Advertisement")
    assert draft.paragraphs == (_BODY.strip(),)


def test_a_title_given_by_hand_that_is_the_headline_is_not_kept_twice() -> None:
    draft = read_draft(f"Flood closes bridge\n{_BODY}", title="Flood Closes Bridge")
    assert draft.stripped == ()
    assert draft.paragraphs == (_BODY.strip(),)


def test_a_line_too_long_for_furniture_is_text_whatever_it_begins_with() -> None:
    line = "Copyright 2024 " + "A." * 200_000
    assert read_draft(f"Flood closes bridge\n{line}\n{_BODY}").paragraphs == (line, _BODY.strip())
