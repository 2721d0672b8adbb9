"""The words of dates: months, weekdays, counts of days, and what about them is no date.

Patterns and tables alone; `dates` reads sentences with them. English, as news writes it. Deliberately leaves out times
of day, feasts (`Christmas`), seasons, which differ by hemisphere, and dates in digits but `2031-05-02`, since 3/5 is
a day in March to some and in May to others.
"""

import calendar
import re

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if n}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if n} | {"sept": 9}
WEEKDAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
COUNTS = {
    word: n
    for n, word in enumerate(
        "a one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
} | {"a": 1, "an": 1, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "a couple of": 2}
"""Numbers that stand before `days ago`."""

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
YEAR = r"(?:1[89]|20)\d\d(?!\d|,\d)"
UNIT = r"(?:hour|day|night|week|fortnight|month|year|decade)"
COUNT = rf"(?:(?:{'|'.join(sorted(COUNTS, key=len, reverse=True))})\b|\d{{1,3}})"
_SP = r"[ \u00a0]"
_ORDINAL = r"(?:st|nd|rd|th)?"
_PART = rf"(?:(?i:(?:the{_SP})?(?:end|beginning|start|middle){_SP}of|early|mid|late|last|next|this)[ \u00a0-])"
_OF_DAY = rf"(?:{_SP}(?:morning|afternoon|evening|night))?"
_RELATIVE = (
    r"(?i:today|tonight|yesterday|tomorrow"
    rf"|(?:(?:earlier|later){_SP})?this{_SP}(?:week|month|year)|(?:last|next){_SP}(?:week|month|year)"
    rf"|{COUNT}{_SP}(?:day|week|month|year)s?{_SP}ago)"
)


def point(n: int) -> str:
    """A pattern of one date whose groups carry the number `n`, so that a range can hold two."""
    return (
        rf"(?:(?P<iso{n}>{YEAR}-\d\d-\d\d)"
        rf"|(?:{WEEKDAY},?{_SP}(?:the{_SP})?)?(?:"
        rf"(?P<month{n}>{MONTH}){_SP}(?P<day{n}>{DAY}){_ORDINAL}(?!\s?(?:%|percent))(?:,?{_SP}(?P<year{n}>{YEAR}))?"
        rf"|(?P<dayb{n}>{DAY}){_ORDINAL}{_SP}(?:of{_SP})?(?P<monthb{n}>{MONTH})(?:,?{_SP}(?P<yearb{n}>{YEAR}))?)"
        rf"|(?P<part{n}>{_PART})?(?:"
        rf"(?P<monthc{n}>{MONTH})(?:,|{_SP}of)?{_SP}(?P<yearc{n}>{YEAR})"
        rf"|(?P<monthd{n}>{MONTH})|(?P<yeard{n}>{YEAR}))"
        rf"|(?P<decade{n}>[Tt]he{_SP}(?:(?:early|mid|late)[ \u00a0-])?(?:1[89]|20)\d0s)"
        rf"|(?P<which{n}>(?i:last|next|this){_SP})?(?P<weekday{n}>{WEEKDAY}){_OF_DAY}"
        rf"|(?P<relative{n}>{_RELATIVE}))(?!\w)"
    )


POINT = re.compile(rf"(?<![\w$€£¥#])(?<![\d][.,]){point(1)}")
RANGE = re.compile(
    rf"\b(?P<word>(?i:between|from)){_SP}{point(1)}{_SP}(?P<to>and|to|until|till|through){_SP}{point(2)}"
)
DASHED = re.compile(rf"(?<![\w$€£¥#.-]){point(1)}{_SP}?[–—-]{_SP}?{point(2)}")
"""A range of two whole dates with a dash; held to dates of one kind by its reader."""
DAYS_BEHIND = re.compile(
    rf"\b(?:(?i:from|between){_SP})?(?P<month>{MONTH}){_SP}(?P<first>{DAY}){_ORDINAL}"
    rf"(?:{_SP}?[–—-]{_SP}?|{_SP}(?:to|through|until){_SP})"
    rf"(?P<last>{DAY}){_ORDINAL}(?!\w|\s?(?:%|percent))(?:,?{_SP}(?P<year>{YEAR}))?"
)
"""`January 5 to 9`."""
DAYS_BEFORE = re.compile(
    rf"\b(?:(?i:from|between){_SP})?(?P<first>{DAY}){_ORDINAL}"
    rf"(?:{_SP}?[–—-]{_SP}?|{_SP}(?:to|through|until){_SP})"
    rf"(?P<last>{DAY}){_ORDINAL}{_SP}(?:of{_SP})?(?P<month>{MONTH})(?!\w)(?:,?{_SP}(?P<year>{YEAR}))?"
)
"""`5–9 January`."""
YEARS = re.compile(
    rf"(?<![\w$€£¥#./-])(?P<first>{YEAR})(?:{_SP}?[–—-]{_SP}?|{_SP}(?:to|through){_SP}(?={YEAR}))(?P<last>{YEAR}|\d\d)(?![\w-])"
)
OPEN = re.compile(rf"\b(?P<word>(?i:since|until|till|by|before|after)){_SP}{point(1)}")
STRETCH = re.compile(
    rf"\b(?i:the{_SP})?(?P<which>(?i:past|last|previous|preceding)){_SP}(?:(?P<count>{COUNT}){_SP})(?P<unit>{UNIT})s?\b"
)
"""`the past three weeks`."""
STEP = re.compile(
    rf"(?<!the )(?<!The )\b(?i:(?P<count>{COUNT}|several|a{_SP}few|some){_SP}(?P<unit>{UNIT})s?"
    rf"|(?P<units>{UNIT})s){_SP}(?P<way>after|before|later|earlier|afterwards?|beforehand)\b"
    rf"|\b(?i:the{_SP}(?:day|night|morning){_SP}(?P<beside>after|before))\b"
    rf"|\b(?i:(?:the|that){_SP}(?P<next>same|following|next|previous){_SP}(?P<nextunit>day|night|morning|week|month|year))\b"
    rf"|\b(?i:on{_SP}the{_SP}(?P<eve>eve){_SP}of)\b"
)
"""A step from another event: `a day after`, `days earlier`, `the same day`."""

NO_STEP_BEFORE = re.compile(rf"\b(?:than|from|for|in|within|{COUNT}){_SP}$", re.IGNORECASE)
"""Before `a year earlier` in comparisons, and in front of the rest of a longer count."""
AHEAD = re.compile(
    r"\b(?:will|shall|won[’']t|(?:is|are|was|were)\sto|set\sto|due|scheduled|planned|plans?\sto|expected|expects?|"
    r"going\sto|deadline|ahead\sof)\b"
)
"""Words that make the weekday behind them one to come."""
SAID = re.compile(r"\b(?:said|told|stated|announced|added|wrote|warned|says|tells)\b[^,;]{0,20}$")
_CLAUSE = re.compile(r"[,;:()“”\"–—]|\s(?:after|since|when|but|which|who)\s")
BEFORE_MONTH = re.compile(
    r"\b(?:in|since|of|during|until|till|by|from|to|between|and|through|throughout|before|after|around|for|"
    r"early|mid|late|last|next|this)[\s-]$",
    re.IGNORECASE,
)
"""A month without day or year is told by the word in front of it: May and April are persons, too."""
BEFORE_YEAR = re.compile(
    r"(?:^|\b(?:in|since|of|during|until|till|by|from|to|between|and|through|throughout|before|after|around|about|for|"
    r"back\sto|years?|summer|winter|autumn|fall|spring|the|a|an|its|his|her|their|this|that|early|mid|late|or|election|"
    r"[Cc]irca|ca\.)[\s-]|\()$",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"^[\s\u00a0-]+(?:[\w-]+\s)?(?:people|persons|men|women|children|troops|soldiers|civilians|patients|cases|deaths|"
    r"dollars|euros|pounds|crowns|miles|kilomet(?:er|re)s|feet|met(?:er|re)s|tons|tonnes|jobs|homes|houses|votes|"
    r"voters|workers|employees|students|refugees|migrants|protesters|residents|families|visitors|hectares|acres|"
    r"square|barrels|officers|times|words|pages|cars|vehicles)\b|^[%°]|^\s(?:percent|per\scent)|^,\d|^\.\d"
)
"""Behind four digits that are a number of things."""
NAMED_DAY_BEFORE = re.compile(
    r"\b(?:Good|Black|Cyber|Super|Bloody|Ash|Easter|Palm|Holy|Maundy|Shrove|Fat|Giving|Spy|Sheffield|[Ee]very|[Ee]ach)\s$"
)
NAMED_DAY_AFTER = re.compile(
    r"^\s(?:Times|Mirror|Telegraph|Express|Mail|Herald|Post|Sun|World|Night\s(?:Live|Football)|prayers?|mass)\b"
)


def month_name(number: int) -> str:
    """`January` for 1."""
    return calendar.month_name[number]


def clause_before(text: str, start: int) -> str:
    """The words in front of a place, back to the last mark or word that opens a clause."""
    before = text[max(0, start - 90) : start]
    cuts = [found.end() for found in _CLAUSE.finditer(before)]
    return before[cuts[-1] :] if cuts else before
