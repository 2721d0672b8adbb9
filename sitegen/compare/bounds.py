"""The words around a number that belong to it: currency, percent, and bounds such as `at least` or `or more`.

A bound word is kept with the number wherever both are shown: a floor is not a value.
"""

import re

from msgspec import Struct

from sitegen.model.findings import Bound

_BEFORE: dict[Bound, str] = {
    "fewer than": (
        r"(?:fewer|less|lower|smaller)\sthan|under|below|(?:f[ae]ll(?:s|ing|en)?|comes?|came)\s(?:far\s|well\s)?short\sof"
    ),
    "up to": (
        r"up\sto|as\s(?:many|much|high|long)\sas|at\s(?:the\s)?most|(?:no|not)\s(?:more|greater|longer|higher)\sthan|"
        r"a\smaximum\s(?:sentence\s)?of|maximum|capped\sat|upwards?\sto"
    ),
    "at least": (
        r"(?:from\s)?at\s(?:the\svery\s)?least|(?:no|not)\s(?:fewer|less)\sthan|a\sminimum\s(?:sentence\s)?of|minimum"
    ),
    "more than": (
        r"more\sthan|over|above|upwards?\sof|in\sexcess\sof|exceed(?:s|ed|ing)?|greater\sthan|(?:well|just)\s(?:over|above)|"
        r"north\sof|topp(?:ed|ing)|surpass(?:es|ed|ing)?|better\sthan|longer\sthan"
    ),
    "nearly": (r"nearly|almost|close\sto|just\s(?:under|below|short\sof|shy\sof)|approaching|not\squite|nearing"),
    "about": (
        r"about|around|some|approximately|approx\.?|roughly|(?:an\s)?estimated|circa|ca\.|c\.|in\sthe\sregion\sof|"
        r"on\sthe\sorder\sof|an\saverage\sof|on\saverage|believed\sto\sbe"
    ),
}
_ARTICLE = r"[ \u00a0\n]+(?:(?:an?|another|the|its|their|his|her)[ ])?(?:ages?[ ](?:of[ ])?)?"
_LEADS = tuple(
    (bound, re.compile(rf"(?<![\w-])(?:{words}){_ARTICLE}$", re.IGNORECASE)) for bound, words in _BEFORE.items()
)
_AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    (
        "at least",
        re.compile(r"^(?:\+|[\s-]?plus\b|\sor\s(?:more|greater|higher|longer|above)\b|\sand\s(?:above|up)\b)"),
    ),
    ("up to", re.compile(r"^\sor\s(?:fewer|less|lower|under|below)\b")),
    ("about", re.compile(r"^(?:[-\s]odd\b|[-\s]something\b|\sor\sso\b)")),
)
_CODES = "USD|EUR|GBP|CHF|AUD|CAD|NZD|HKD|SGD|JPY|CNY|INR|RUB|ILS|TRY|SEK|NOK|DKK|PLN|CZK|MXN|BRL|ZAR|KRW"
_CURRENCY_BEFORE = re.compile(
    r"(?P<sign>\$(?:US|AU|NZ|HK|CA|A|C)|(?:(?<![A-Za-z])(?:US|AU|A|C|CA|NZ|HK|S|R))?[$£€¥₹₽₪₩₺]"
    rf"|(?<![A-Za-z])(?:{_CODES}|Rs\.?))[ \u00a0]?$"
)
_UNIT_AFTER = re.compile(
    r"^(?P<percent>[ \u00a0]?%|[\s-](?:percent|per[\s-]cent|pct)\b)|^[\s-](?P<points>percentage[\s-]points?)\b"
    r"|^[\s-](?:U\.?S\.?[\s-]|American\s|British\s|Swiss\s|"
    r"(?P<country>Australian|Canadian|Singapore|New\sZealand|Hong\sKong)\s)?(?P<money>dollars?|euros?|pounds?(?!\sof|\sheavier)|yen|yuan|rupees?|r(?:o)?ubles?|"
    r"francs?|pesos?|crowns?|shekels?|lira|riyals?|dinars?|kron(?:or|er|a|e)|cents|pence)\b"
    rf"|^[ \u00a0]?(?P<code>[€£](?![\d.])|(?-i:{_CODES})\b)",
    re.IGNORECASE,
)
_COUNTRIES = {"australian": "A", "canadian": "C", "singapore": "S", "new zealand": "NZ", "hong kong": "HK"}
_SIGNS = {
    "dollar": "$", "euro": "€", "pound": "£", "yen": "¥", "rupee": "₹", "USD": "$", "US$": "$", "EUR": "€", "GBP": "£",
    "$US": "$", "$A": "A$", "$AU": "A$", "$C": "C$", "$CA": "C$", "$NZ": "NZ$", "$HK": "HK$", "NZD": "NZ$",
    "HKD": "HK$",
    "SGD": "S$", "JPY": "¥", "CNY": "yuan", "INR": "₹", "ILS": "₪", "CHF": "francs",
    "Rs": "₹", "Rs.": "₹", "shekel": "₪", "AUD": "A$", "CAD": "C$", "AU$": "A$", "CA$": "C$",
}  # fmt: skip
_WEIGHS = re.compile(
    r"\b(?:weigh\w*|weight\w*|lift\w*|carr(?:y|ied|ying)|los[te]\w*|gain\w*|pack(?:s|ed|ing))\b[^.;]{0,25}$"
)
_TIME_AFTER = re.compile(r"^\s(?:hours?|days?|weeks?|months?|years?|decades?)\b(?!\s(?:in|of|behind|old|for)\b)")


class Bounded(Struct, frozen=True):
    """A number with the words that belong to it."""

    start: int
    end: int
    bound: Bound | None
    unit: str
    """A currency sign or word, `%` or `percentage points`; else empty."""


def widen(text: str, start: int, end: int) -> Bounded:
    """The number at `text[start:end]` with its currency or percent and all its bound words.

    Where several bounds meet (`at least about 100`) the floor or ceiling counts.
    """
    unit = ""
    if money := _CURRENCY_BEFORE.search(text[:start]):
        start = money.start()
        unit = _SIGNS.get(money["sign"], money["sign"])
    if (after := _UNIT_AFTER.match(text[end:])) and not _is_weight(after, text, start):
        end += after.end()
        unit = _unit(after, unit)
    bounds: list[Bound] = []
    for bound, pattern in _AFTER:
        if found := pattern.match(text[end:]):
            end += found.end()
            bounds.append(bound)
            break
    if not unit and (after := _UNIT_AFTER.match(text[end:])) and not _is_weight(after, text, start):  # 10-plus percent
        end += after.end()
        unit = _unit(after, unit)
    while lead := _lead(text, start, end):
        start, bound = lead
        bounds.append(bound)
    hard = [b for b in bounds if b not in ("about", "nearly")]
    return Bounded(start, end, next(iter(hard or bounds), None), unit)


def _lead(text: str, start: int, end: int) -> tuple[int, Bound] | None:
    """Where the bound words in front of the number begin, and the bound."""
    if text[:start].endswith("~"):
        return start - 1, "about"
    longest: tuple[int, Bound] | None = None
    for bound, pattern in _LEADS:
        found = pattern.search(text[:start])
        if not found or (longest and found.start() >= longest[0]):
            continue
        if found.group().lower().startswith("over") and _TIME_AFTER.match(text[end:]):
            continue  # `over two days` is mostly a stretch of time, not a floor
        longest = (found.start(), bound)
    return longest


def _is_weight(after: re.Match[str], text: str, start: int) -> bool:
    """Whether pounds weigh: `a 20-pound turkey`, `weighs 250 pounds`."""
    if not (after["money"] or "").lower().startswith("pound"):
        return False
    return after.group().lower() in ("-pound", "-pounds") or bool(_WEIGHS.search(text[:start]))


def _unit(after: re.Match[str], before: str) -> str:
    """The unit behind a number; a currency named in front counts before one behind it."""
    if after["percent"]:
        return "%"
    if after["points"]:
        return "percentage points"
    if before:
        return before
    if after["code"]:
        return _SIGNS.get(after["code"], after["code"])
    sign = _sign(after["money"])
    country = " ".join((after["country"] or "").lower().split())
    return _COUNTRIES[country] + sign if country and sign == "$" else sign


def _sign(word: str) -> str:
    bare = word.lower()
    return _SIGNS.get(bare.rstrip("s") if bare not in ("cents", "pence") else bare, bare)
