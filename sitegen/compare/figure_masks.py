"""Numbers in a text that measure nothing: dates, times of day, names, ordinals, addresses, scores.

Each row of `_NOT_FIGURES` says in words what it takes out, so that a case that goes wrong has one place. Leaves out
what only the words around a single number can tell (`one of the`, `the two sides`); `figure_mentions` decides those.
"""

import re
from functools import lru_cache

from sitegen.model import Span

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
YEAR = r"(?:1[5-9]|20)\d\d"
TIME_UNIT = r"(?:second|minute|hour|day|night|week|weekend|fortnight|month|year|decade|centur(?:y|ie)|quarter|season)s?"

_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_NUMBER_WORD = (
    r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|"
    r"ninety|a few|several|some|about|around|nearly|almost|more than|over|at least|a dozen)"
)
_SOME_NUMBER = (
    rf"(?i:(?:{_NUMBER_WORD}|\d[\d,.]*)(?:[ \u00a0-](?:{_NUMBER_WORD}|\d[\d,.]*|hundred|and a half|to|or)){{0,4}})"
)
_NAME_HEADS = (
    "Act Airbus Apartment Apollo Apt Area Article Artemis Bill Block Boeing Book Brigade Building Bus Camp Category "
    "Chapter Channel Checkpoint Circuit Class Clause Company Concession District Division Episode Exhibit Exit "
    "Falcon Figure Flight Floor Forbes Form Formula Fortune Gate Generation Grade Group Highway Interstate Item Lane "
    "Leopard Level Line "
    "Lot M Mark Measure Model Number Office Operation Order Page Part Patriot Phase Pier Platform Precinct Proposition "
    "Prop Protocol Psalm Question Ray Region Resolution Room Round Route Rule Runway Schedule Season Seat Section "
    "Sector Series Size Soyuz Stage Station Step Studio Suite Super Table Tank Team Terminal Tier Title Track Train "
    "Tower Trident Type Unit Version Volume Ward War Windows Zone iPhone Galaxy Xbox PlayStation"
)
_NAME_HEAD = "|".join(_NAME_HEADS.split())
_STREET = r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Drive|Boulevard|Blvd|Square|Place|Court|Way|Row|Terrace|Parkway)\b"

_NOT_FIGURES = {
    "month and day": (
        rf"\b{MONTH}\s+{_DAY}(?:\s?(?:[-–]|to|and)\s?(?:{MONTH}\s+)?{_DAY})?(?:,?\s+{YEAR})?"
        r"(?![\d%]|,\d|\.\d|\s+percent)"
    ),
    "day and month": (
        rf"\b(?:{_DAY}\s?(?:[-–]|to|and)\s?)?{_DAY}(?:\s+of)?[\s-]{MONTH}(?![a-z])(?:,?[\s-]{YEAR})?"
        rf"|\b{MONTH}(?:\s+of)?,?\s+{YEAR}\b"
    ),
    "day of a month of another calendar": r"\([A-Z][a-z]+ \d{1,2}\)",
    "weekday and day": rf"\b{WEEKDAY},?(?:\s+the)?\s+{_DAY}(?!\s*[a-z%,\d])",
    "date in digits": (r"(?<![\d/.-])\d{4}-\d\d-\d\d(?!\d)|(?<![\d/.])\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d(?![\d/])"),
    "date as a name": r"(?<![\d/])(?:9/11|7/7|24/7|11/9)(?![\d/])",
    "span of years": rf"\b{YEAR}\s?[-–/]\s?(?:{YEAR}|\d\d)\b|\bFY\s?\d{{2,4}}\b",
    "decade": r"(?<!\w)[’']?(?:\d\d)?\d0s\b",
    "time of day": (
        r"\b\d{1,2}(?:[:.]\d\d)?(?:\s?(?:-|–|to|and)\s?\d{1,2}(?:[:.]\d\d)?)?\s?(?:[ap]\.?m\b\.?|o[’']clock)"
        r"|\b\d{1,2}:\d\d(?::\d\d)?\b|\b\d{3,4}\s?(?:GMT|UTC|BST|EST|ET|CET|hrs)\b"
        r"|\b(?:[Aa]t|by|until)\s(?:half\spast|(?:a\s)?quarter\s(?:past|to)|noon)\b(?:\s\w+)?"
        r"|\b[a-z]+\so[’']clock\b"
    ),
    "time before or after another": (
        rf"\b{_SOME_NUMBER}[\s-]{TIME_UNIT}\s(?:ago|earlier|later|before|prior|beforehand|apart|hence|from\snow)\b"
        rf"|\b{_SOME_NUMBER}\s{TIME_UNIT}\s(?:after|since|into)\b|\b{_SOME_NUMBER}\s{TIME_UNIT}\son\b(?=[,.])"
    ),
    "stretch of time counted from now": (
        r"\b(?:past|last|next|previous|first|coming|following|final|preceding|recent|latest|opening|initial)\s"
        rf"{_SOME_NUMBER}[\s-]{TIME_UNIT}\b|\b[Ww]ithin\s{_SOME_NUMBER}\s{TIME_UNIT}\b"
        rf"|\b[Oo]ver\s(?:a\speriod\sof\s)?{_SOME_NUMBER}\s{TIME_UNIT}\b(?!\s(?:in|old|behind))"
        rf"|\b[Ii]n\s(?:the\s)?{_SOME_NUMBER}\s(?!seconds?\b|minutes?\b){TIME_UNIT}\b(?!\s(?:in|behind)\s)"
    ),
    "position in a list": (
        r"\b(?:top|first|last|next|final|past|remaining|opening)\s(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,3})"
        r"\b(?!\s?(?:%|percent|per\scent|million|thousand|hundred))"
    ),
    "ordinal": (
        r"\b\d+(?:,\d{3})*(?:st|nd|rd|th)\b|\b(?:hundred|thousand|million)ths?\b"
        r"|\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-"
        r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b"
    ),
    "number sign": (
        r"\b(?:No|Nos|no|nos|Nr)\.?[ \u00a0]?\d+(?:\s?(?:,|and|-|–)\s?\d+)*\b|#\s?\d+\b"
        r"|\bNumber\s(?:One|Two|Three|\d+)\b|\bnumber\s(?:one|two)\b"
    ),
    "name that ends in a number": (
        rf"\b(?:{_NAME_HEAD})[ \u00a0](?:(?:\d+(?:[-–./]\d+)*|One|Two|Three|Four|Five)\b(?!,\d)|[IVX]+\b)"
    ),
    "lower-case heading and number": (
        r"\b(?:page|chapter|section|article|phase|paragraph|verse|gate|room|row|channel|type|category|level|grade|step|"
        r"item|line|question|exhibit)s?\s(?:\d+|one|two|three)(?:\s?(?:and|to|-|–)\s?\d+)?\b"
    ),
    "letters and digits": (
        r"(?<!\$)\b(?!(?:USD|EUR|GBP|CAD|AUD|CHF|JPY|CNY|INR|NZD|HKD|SGD|Rs)\d)[A-Za-z]+[-‑–]?\d[\w-]*|\b(?:post|pre|mid|sub)-\d\S*"
        r"|(?<![$£€¥₹])(?<![$£€¥₹]\d[.,])(?<![$£€¥₹]\d\d[.,])(?<![$£€¥₹]\d\d\d[.,])\b\d+(?!(?:k|m|mn|mln|bn|bln|tn|km|kg|kph|kmh|mph|cm|mm|ft|lbs?|C|F|pc|pct|p|ha|[GMk]W|[GT]B|mins?|hrs?|sq)\b)"
        r"[A-Za-z]+\b"
    ),
    "metres": r"(?<![$£€¥₹\d.,])\b\d+(?:\.\d+)?m\b(?!\s(?:[a-z]+s|people|men|women|children)\b)",
    "address": rf"\b\d+[A-Za-z]?\s(?:[A-Z][\w.’']+\s){{1,3}}{_STREET}|\b10\sDowning\b",
    "height of a person": r"\b\d[-‑](?:foot|feet)[-‑]\d{1,2}(?:[-‑]inch)?\b",
    "calibre": (
        r"\b\d+(?:\.\d+)?[ -]?mm(?:\sand\s(?:an?\s)?\d+(?:\.\d+)?[ -]?mm)?\s(?:\w+\s)?(?:rifle|gun|pistol|round|"
        r"cartridge|bullet|shell|handgun|weapon|ammunition|mortar|cannon|machine)\w*"
        r"|\b\d+(?:\.\d+)?[ -]?mm(?=\sand\s(?:an?\s)?\d+(?:\.\d+)?[ -]?mm\s(?:rifle|gun|pistol|round))"
        r"|(?<!\w)\.\d{2,3}[ -](?:calib\w+|rifle|revolver|pistol|handgun|Magnum)"
    ),
    "stock index": r"\b(?:S&P|Nasdaq|NASDAQ|FTSE|Russell|Stoxx|Nikkei|CAC|DAX|Dow|TSX|ASX)[ \u00a0-]\d+",
    "base of a rate": r"\bper\s\d[\d,]*(?:\s(?:thousand|million|billion))?\b(?!\s?%)",
    "ratio": (
        rf"\b{_SOME_NUMBER}\stimes\s(?:as\s|more\b|the\s(?:size|number|rate|amount|average|national|normal|usual|level|"
        r"limit)|higher|larger|greater|lower|less|bigger|longer|that\s|what\b|its\b|their\b|his\b|her\b)"
    ),
    "round the clock": (
        r"\b(?:24|twenty-four)\shours\s(?:a|per)\sday\b|\b(?:7|seven)\sdays\s(?:a|per)\sweek\b|\b365\sdays\sa\syear\b"
    ),
    "post code": r"\b[A-Z]{2}\s\d{5}\b",
    "telephone": (
        r"\(\d{3}\)\s?\d{3}-\d{4}"
        r"|(?<![\w$£€])\+?\d{1,4}[ -]\(?\d{2,4}\)?[ -]\d{3,}[ -]?\d*|\b911\s(?:call|dispatch|operator|tape)\w*"
        r"|\b(?:call|called|calling|dial|dialed|dialled)\s(?:911|999|112)\b"
    ),
    "web address and handle": r"https?://\S+|\bwww\.\S+|\b\S+\.(?:com|org|net|co)/\S*|[@#]\w+",
    "score of a match": (
        r"\b(?:won|wins?|beat|beats|lost|lose|lead|led|leading|ahead|victory|defeat|draw|drew|tie|tied|score)\s"
        r"(?:[A-Z]\w+\s){0,3}(?:by\s)?\d{1,3}\s?[-–]\s?\d{1,3}\b(?!\s?(?:%|percent|per\scent))"
        r"|\b[A-Z]\w+\s\d{1,3},\s[A-Z]\w+\s\d{1,3}\b(?!,\d|\s?(?:%|percent|points|people|seats|votes|dead))"
        r"|\b\d{1,3}[-–]\d{1,3}\s(?:win|victory|defeat|draw|loss|lead|thriller|scoreline)\b"
    ),
    "idiom": (
        r"\b(?:[Gg]round|[Nn]et|[Ss]ub|[Aa]bsolute)[\s-]zero\b|\bzero[\s-](?:tolerance|sum)\b|\b(?:[Oo]ne|two)-off\b"
        r"|\bfifty-fifty\b|\b50[-/]50\b|\bone-on-one\b|\bsquare one\b|\bone-way\b|\btwo-state\b|\btwo-way\b"
        r"|\bThree\sMile\sIsland\b|\bSix\sFlags\b|\bBig\s(?:Three|Four|Five|Ten|Two)\b|\bFive\sEyes\b"
        r"|\bGroup\sof\s(?:7|8|20|Seven|Eight|Twenty)\b|\b4x4\b|\b[Cc]atch[\s-]22\b"
    ),
    "name of a programme": r"\b\d+\s(?:Minutes|Days|Hours|Years|Seconds|Things)\b",
}

_PATTERNS = {name: re.compile(pattern) for name, pattern in _NOT_FIGURES.items()}
_WIDE_YEAR = re.compile(rf"(?<![\d,.$£€¥₹]){YEAR}(?![\d%]|,\d|\.\d|[-–]?(?:percent|per\scent|m\b|bn\b))")
_COUNTED_AFTER = re.compile(
    r"^[\s\u00a0]+(?:[\w-]+\s)?(?:people|persons|men|women|children|troops|soldiers|civilians|patients|cases|deaths|"
    r"dollars|euros|pounds|miles|kilomet(?:er|re)s|feet|met(?:er|re)s|tons|tonnes|jobs|homes|houses|votes|voters|workers|"
    r"employees|students|refugees|migrants|protesters|residents|families|hectares|acres|square|barrels|officers|times)\b",
)
_BOUND_BEFORE = re.compile(
    r"\b(?:about|some|around|nearly|almost|at least|more than|over|up to|roughly|fewer than|less than)\s$",
)
_SINCE_BEFORE = re.compile(r"\b(?:in|since|by|until|from|before|after)\s(?:about|around|at least|roughly)\s$")


@lru_cache(maxsize=2048)
def masked_spans(text: str) -> tuple[Span, ...]:
    """Stretches of `text` whose numbers measure nothing, in order; they may overlap."""
    spans = {Span(*found.span()) for pattern in _PATTERNS.values() for found in pattern.finditer(text)}
    spans.update(Span(*found.span()) for found in _WIDE_YEAR.finditer(text) if _is_year(text, found))
    return tuple(sorted(spans))


def _is_year(text: str, found: re.Match[str]) -> bool:
    """Whether four bare digits are a year: not where something countable follows them or a bound word leads to them."""
    before, after = text[: found.start()], text[found.end() :]
    if _SINCE_BEFORE.search(before):
        return True
    if _BOUND_BEFORE.search(before):
        return False
    return not _COUNTED_AFTER.match(after) or bool(re.search(r"\b(?:in|since|until|during)\s$", before, re.IGNORECASE))
