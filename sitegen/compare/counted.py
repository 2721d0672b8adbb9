"""What a number counts and where: the noun phrase beside it and the place named with it, as written.

No tagger: a noun phrase ends at a word that cannot be inside one (a preposition, an auxiliary, a pronoun), at a
participle after a plural, at punctuation. Function words are few and closed, so this holds for any topic.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from sitegen.compare.figure_masks import MONTH, TIME_UNIT, WEEKDAY
from sitegen.model import Span
from sitegen.text.function_words import FUNCTION_WORDS
from sitegen.text.numbers import NUMBER_WORDS

_WORD = re.compile(r"\d{1,3}(?:,\d{3})+|[^\W_]+(?:[.&’'‑-][^\W_]+)*[’']?(?!\w)|[^\w\s]")
_SKIPPED_BEFORE_NOUN = frozenset(
    "more other additional further new extra such own same worth different separate individual consecutive".split()
)
_MAY_BE_ADJECTIVE = _SKIPPED_BEFORE_NOUN - {"worth"}
_DETERMINERS = frozenset({"the", "its", "his", "her", "their", "all", "our", "these", "those"})
_NUMBER_WORDS = frozenset("two three four five six seven eight nine ten eleven twelve fifteen twenty thirty".split())
_PLURALS = frozenset(
    """people men women children personnel police troops staff crew dead cattle aircraft percent wounded injured feet
    teeth mice media data criteria phenomena lives wives knives wolves thieves sheep fish offspring clergy""".split()
)
_NOUNS_IN_LY = frozenset(
    {"family", "supply", "ally", "assembly", "rally", "reply", "monopoly", "anomaly", "fly", "bully"}
)
_MEMBERS = frozenset({"member", "officer"})
"""Heads that follow a plural: `crew member`, `police officer`."""
_NOT_PLURAL = re.compile(r"(?:ss|us|is|’s|'s)$")
_VERBS = frozenset(
    """say says said tell tells told die dies died remain remains remained flee fled leave leaves left take takes took
    taken come comes came go goes went gone fall falls fell rise rises rose make makes made become becomes became
    begin begins began continue continues live lives lived lose loses lost get gets got receive receives face
    faces faced hold holds held hit hits lie lies lay keep keeps kept know known mean means meant meet met pay
    pays paid put read run runs ran see sees saw seen seek seeks sought sell sells sold send sent set shot show
    shows spend spent stand stands stood stay stays think thought understand want wants win wins won write wrote
    need needs seem seems appear appears include includes attend join joined agree agreed refuse refused choose
    chose chosen grow grew grown drown drowned starve per apiece each today yesterday tomorrow overnight tonight
    sang sank rang drew drawn flew ate drank swam threw froze broke spoke stole wore rode drove struck swore wept slept
    fought brought bought caught taught gave forgave led lent leads
    there here abroad ago earlier approve approves disapprove disapproves favor favour oppose believe trust later
    alone together nationwide worldwide so far already altogether instead""".split()
)
_ADVERBS = frozenset("outside inside nearby home away back forward elsewhere yes no online free again".split())
_HARM = (
    r"(?:killed|dead|died|wounded|injured|hurt|missing|arrested|detained|displaced|hospitali[sz]ed|captured|freed|"
    r"released|evacuated|executed|rescued|infected|homeless|abducted|kidnapped|shot|drowned|trapped)"
)
_HARM_AFTER = re.compile(
    rf"^\s+(?:others?\s|more\s|of\sthem\s)?(?:(?:were|was|are|is|have\sbeen|had\sbeen|has\sbeen|being|left|reported|feared)\s)?"
    rf"(?:also\s|reportedly\s|seriously\s|critically\s)?(?P<word>{_HARM})\b",
)
_HARM_BEFORE = re.compile(
    r"\b(?P<word>(?:kill|wound|injur|arrest|detain|displac|captur|execut|rescu|infect|abduct|kidnapp)(?:ed|ing|s|es|e)?)"
    r"\s(?:(?:a\s(?:further|total\sof)|another|and\swound(?:ed|ing)|or\swounded)\s)?$",
)
_HARM_ALONE = re.compile(
    rf"{_HARM}|(?:kill|wound|injur|arrest|detain|displac|captur|execut|rescu|infect|abduct|kidnapp)(?:ed|ing|s|es|e)?"
)
_CHANGED = (
    r"(?:r[io]ses?|risen|fell|falls|fallen|grew|grows|grown|jump(?:s|ed)|climb(?:s|ed)|drop(?:s|ped)|increase[sd]|decrease[sd]|"
    r"decline[sd]|raised|cut|reduced)"
)
_CONTAINER = re.compile(
    r"(?<![\w’'-])(?P<noun>(?:(?:margin|number|amount)\sof\s)?(?:[a-z-]+\s)?[a-z-]+)\s"
    r"(?:of|(?:(?:from|in|of|for|on|among)\s(?:the\s)?[\w’'-]+(?:\s[\w’'-]+){0,2}?\s){0,3}(?:(?:has|have|had|was|were|will\sbe)\s)?(?:also\s)?"
    rf"(?:at|is|was|reached|hit|worth|total(?:l?ing|l?ed)|st(?:ands?|ood)\sat|{_CHANGED}(?:\s(?:from|to|by))?))"
    r"\s(?:(?:about|around|some|plus\sor\sminus)\s)?$",
    re.IGNORECASE,
)
_CONTAINER_NOUNS = re.compile(
    r"(?:toll|fine|budget|cost|price|loss|penalty|bail|bond|salary|profit|revenue|loan|debt|contract|deal|grant|bonus|"
    r"payment|fee|tax|rate|rating|support|turnout|error|crowd|group|family|team|panel|crew|jury|convoy|population|speed|temperature|magnitude|majority|margin|score|total|number|"
    r"fare|rent|wage|levy|bill|share|stake|sum|ransom|reward|prize|income|deficit|surplus|settlement|sentence|term|tally|distance|height|"
    r"length|width|weight|depth|age|capacity|length|growth|inflation|unemployment|death|deaths|cases)s?$",
)
_LINK_AFTER_MONEY = re.compile(r"^\s+(?:worth\sof|in|of|on|for)\s(?!which|whom|total|all\b|19|20)")

_SAID_AGAIN = re.compile(r"^\s\([^()]{0,30}\d[^()]{0,30}\)(?=\s)")
_STRONG = re.compile(r"^[-‑]strong\b")
_PERCENT = re.compile(r"(?:%|percent|per\scent|pct)$", re.IGNORECASE)
_VERB_OF_SHARE = re.compile(
    r"^\s(?:[a-z]+ed\s|(?:support|oppose|favou?r|back|like|dislike|trust|view|want|plan|vote|blame|fear|credit|rate|judge|call)\s"
    r"(?:it|him|her|them|this|that|the|a|an|his|its|their|to|such|[A-Z])\b)"
)
_THOSE = re.compile(
    r"^\sof\s(?P<words>those(?:\s(?:polled|surveyed|asked|questioned|interviewed|killed|injured|arrested))?)\b"
)
_OF_SUM = re.compile(
    r"^\sof\s(?:the|its|their|his|her|a)\s[$£€¥₹]\d[\d.,]*(?:\s(?:million|billion|trillion))?\s(?P<words>[a-z-]+)\b"
)
"""`budget` in `2 percent of its $260 million budget`."""
_LENGTH_OF_TIME = re.compile(rf"^[\s-]{TIME_UNIT}\b")
_LEAD = (
    r"(?:(?:the|its|his|her|their|neighbou?ring|nearby|northern|southern|eastern|western|central|occupied|downtown|"
    r"all\sof|parts\sof|north|south|east|west)\s)*"
)
_NAME = r"[A-Z][\w.’'‑-]*(?:[ \u00a0](?:of[ ](?:the[ ])?|the[ ]|de[ ]|al-)?[A-Z][\w.’'‑-]*)*"
_PLACE = rf"{_LEAD}{_NAME}(?:(?:,\s|\sand\s|,\sand\s|\sor\s){_LEAD}{_NAME})*"
_COMMON_PLACE = (
    r"the\s(?:country|capital|region|city|area|territory|enclave|province|state|town|village|island)\b(?!’s|'s)"
)
_AREA = re.compile(
    rf"\b(?P<prep>[Ii]n|[Aa]cross|[Tt]hroughout|[Ii]nside|[Ww]ithin|[Nn]ear|outside)\s(?P<place>{_PLACE}|{_COMMON_PLACE})"
)
_SPOT = re.compile(rf"\b(?P<prep>[Aa]t|[Ff]rom|[Oo]n|off|around)\s(?P<place>{_PLACE}|{_COMMON_PLACE})")
_NOT_PLACE = re.compile(rf"^(?:the\s)?(?:{MONTH}|{WEEKDAY}|I|He|She|It|They|We|Mr|Ms|Mrs|Dr|AM|PM|GMT)\b")
_NAME_BEFORE = re.compile(r"\b[A-Z][\w-]+\s(?:of|for)\s(?:the\s)?[A-Z][\w-]+(?:\sand\s[A-Z][\w-]+)?\s$")
"""What leads to a place that belongs to a name: `the Organization for Security in Europe`."""
_VERB_BEFORE = re.compile(r"\b(?:is|are|was|were|comes?|came)\s$")
_ASIDE = re.compile(r"(?<=\w),\s(?:an?|one)\s[^,;]*$")
"""The beginning of an aside that says who or what somebody is."""
_CLAUSE_END = re.compile(
    r";|\s[–—-]{1,2}\s|,\s(?:which|who|whom|whose|where|when|while|after|before|but|as|because|although|according|said|"
    r"saying|adding)\b|\s(?:since|while|when|after|before|because|although|who|which|said|says|according)\s",
)


class Counted(Struct, frozen=True):
    """The words for what is counted, with their place; `text` may stand before the number."""

    text: str
    start: int
    end: int
    is_own: bool = True
    """Whether the words are this number's beyond doubt; `injured` in `and injured 30` leaves open what was counted."""

    @property
    def is_harm(self) -> bool:
        """Whether the words only say what became of those counted."""
        return is_harm(self.text)


def counted_beside(text: str, start: int, end: int, *, is_money: bool = False) -> Counted | None:
    """What the number at `text[start:end]` counts; None where only an earlier number of the sentence says it."""
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        end += 1  # `crowns ($9 million) of damage`
    elif said_again := _SAID_AGAIN.match(text[end:]):
        end += said_again.end()
    strong = _STRONG.match(text[end:])
    end += strong.end() if strong else 0
    after = None if _PERCENT.search(text[start:end]) and _VERB_OF_SHARE.match(text[end:]) else _phrase_after(text, end)
    if after and after.text.lower() in ("times", "occasions"):
        return _event_before(text, start) or after
    if is_money:
        return _money_for(text, start, end, after)
    if after:
        return after
    if subject := _subject_of_bound(text, start, end):
        return subject
    harm = _HARM_AFTER.match(text[end:]) or _HARM_BEFORE.search(text[:start])
    if harm:
        offset = end if harm.re is _HARM_AFTER else 0
        return Counted(harm["word"], offset + harm.start("word"), offset + harm.end("word"), is_own=False)
    return _container(text, start)


def is_harm(counted: str) -> bool:
    """Whether a word that stands for what is counted only says what became of it: `killed`, `injures`."""
    return _HARM_ALONE.fullmatch(counted) is not None


def scope_of(text: str, start: int, end: int, others: tuple[Span, ...], *, is_money: bool = False) -> str:
    """The place with its preposition to which the number at `text[start:end]` is limited; empty where none is named.

    `others` are the other numbers of the sentence: what stands beyond them is theirs. A place after the number
    counts before one in front of it. Money may also be spent `on` something.
    """
    if _LENGTH_OF_TIME.match(text[end:]):
        return ""
    limit = min((o.start for o in others if o.start >= end), default=len(text))
    clause = _CLAUSE_END.search(text, end, limit)
    found = _first_place(text, end, clause.start() if clause else limit, is_money=is_money)
    if found:
        return found
    floor = max((o.end for o in others if o.end <= start), default=0)
    ends = [c.end() for c in _CLAUSE_END.finditer(text, floor, start)]
    places = [
        p
        for p in _AREA.finditer(text, max(ends, default=floor), start)
        if _is_place(text, p) and not _is_aside(text, p, start)
    ]
    return _tidy(places[-1]) if places else ""


def _phrase_after(text: str, end: int) -> Counted | None:
    """The noun phrase that begins at `end`; None where none does."""
    if those := _THOSE.match(text[end:]) or _OF_SUM.match(text[end:]):
        return Counted(those["words"], end + those.start("words"), end + those.end("words"))
    words = list(_words(text, end))
    first = last = None
    seen_plural = only_adverbs = False
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else None
        bare = word.group().lower()
        if index == 0 and bare in ("-", "‑"):
            continue
        is_gerund = (
            index > 0 and words[index - 1].group().lower() == "of" and bare.endswith("ing")
        )  # `dozens of herring`
        if _opens(first is None, index, bare, words):
            continue
        if bare in ("and", "or", ",") and first is not None and not seen_plural and _goes_on(words, index):
            continue
        nothing_yet = first is None or only_adverbs
        if not is_gerund and _ends_phrase(word, following, nothing_yet, seen_plural):
            break
        only_adverbs = nothing_yet and bare.endswith("ly") and bare not in _NOUNS_IN_LY
        first = first or word
        last = word
        seen_plural = _is_plural(bare)
    if first is None or last is None or only_adverbs or last.group().endswith(("’s", "'s")):
        return None
    return Counted(text[first.start() : last.end()].rstrip("’'"), first.start(), last.end())


def _words(text: str, start: int) -> Iterator[re.Match[str]]:
    return _WORD.finditer(text, start)


def _opens(nothing_yet: bool, index: int, bare: str, words: list[re.Match[str]]) -> bool:  # noqa: FBT001 - a private test
    """Whether the word only leads to the phrase: `of the`, `more`, `worth of`."""
    if not nothing_yet:
        return False
    if bare in ("of", "worth"):
        return True
    lead = words[index - 1].group().lower() if index else ""
    if bare in _DETERMINERS:
        return lead == "of"
    if bare[0].isdigit() or bare in _NUMBER_WORDS:
        return lead in _DETERMINERS or lead == "of"  # `nine of the 12 jurors`
    return bare in _MAY_BE_ADJECTIVE


def _goes_on(words: list[re.Match[str]], index: int) -> bool:
    """Whether the words after `and` or a comma can still be modifiers of one head: `drone and missile attacks`."""
    for word in words[index + 1 : index + 4]:
        bare = word.group().lower()
        if not bare[0].isalpha() or bare in FUNCTION_WORDS or bare in _VERBS or bare in NUMBER_WORDS:
            return False
        if _is_plural(bare):
            return True
    return False


def _ends_phrase(word: re.Match[str], following: re.Match[str] | None, nothing_yet: bool, seen_plural: bool) -> bool:  # noqa: FBT001 - a private test
    bare = word.group().lower()
    is_function = bare in FUNCTION_WORDS and not word.group().isupper()  # `US` is not `us`
    if not bare[0].isalnum() or bare[0].isdigit() or is_function:
        return True
    if re.fullmatch(rf"{WEEKDAY}|{MONTH}", word.group()) and not (nothing_yet and following is None):
        return True
    if bare in _VERBS and not (nothing_yet and bare in ("dead", "lives")):
        return not (nothing_yet and bare in ("lost", "held", "known", "hit"))
    if seen_plural:
        return not ((_is_plural(bare) or bare in _MEMBERS) and word.group().islower())
    if bare.endswith(("ed", "ing")) and bare not in _PLURALS:
        return _is_participle(following, nothing_yet or "-" in bare)  # `personal dry-cleaning expenses`
    return bare.endswith("ly") and bare not in _NOUNS_IN_LY and not nothing_yet


def _is_participle(following: re.Match[str] | None, nothing_yet: bool) -> bool:  # noqa: FBT001 - a private test
    """Whether a word in -ed or -ing is a verb here: nothing that it could describe follows."""
    if following is None:
        return True
    bare = following.group().lower()
    described = bare[0].isalpha() and bare not in FUNCTION_WORDS | _VERBS | _ADVERBS
    return not described if nothing_yet else True


def _is_plural(bare: str) -> bool:
    return bare in _PLURALS or (len(bare) > 3 and bare.endswith("s") and not _NOT_PLURAL.search(bare))  # noqa: PLR2004 - gas, bus


def _event_before(text: str, start: int) -> Counted | None:
    """The verb or noun that happened so many times: `come under attack at least 118 times`."""
    for word in reversed(list(_WORD.finditer(text, 0, start))):
        bare = word.group().lower()
        if not bare[0].isalpha() or bare in FUNCTION_WORDS or word.group()[0].isupper() or bare.endswith("ly"):
            continue
        return Counted(word.group(), word.start(), word.end())
    return None


def _money_for(text: str, start: int, end: int, after: Counted | None) -> Counted | None:
    """What a sum of money is for or what it is: `$5,150 on fur capes`, `a fine of up to $250,000`, `a $40 dinner`."""
    if after and not text[end:].lstrip().startswith(("worth", "of ")):
        return after
    link = _LINK_AFTER_MONEY.match(text[end:])
    if link:
        phrase = _phrase_after(text, end + link.end())
        if phrase and not phrase.text[0].isupper():
            return phrase
    return after or _subject_of_bound(text, start, end) or _container(text, start)


def _subject_of_bound(text: str, start: int, end: int) -> Counted | None:
    """`expenses` in `the expenses at bars topped $60,000`: what a verb that is itself a bound says it of."""
    if not re.match(r"(?:topp|exceed|surpass|near|approach)", text[start:end], re.IGNORECASE):
        return None
    opening = max(
        (
            m.end()
            for m in re.finditer(r"(?:^|[,;]\s|\s(?:while|and|but)\s)(?:the\s|while\s)*", text[:start], re.IGNORECASE)
            if "and" not in m.group().lower() or re.search(r"\d", text[: m.start()])  # `bars and lounges`
        ),
        default=0,
    )
    return _phrase_after(text[:start], opening)


def _container(text: str, start: int) -> Counted | None:
    found = _CONTAINER.search(text[:start])
    if not found:
        return None
    words = found["noun"].split()
    is_change = re.search(rf"\s{_CHANGED}\s(?:\w+\s)?", found.group())
    if words[-1].lower() in FUNCTION_WORDS or not (is_change or _CONTAINER_NOUNS.search(words[-1].lower())):
        return None
    noun = found["noun"] if len(words) > 1 and words[0].lower() not in FUNCTION_WORDS else words[-1]
    begin, end = found.end("noun") - len(noun), found.end("noun")
    if words[-1].lower() == "number" and (what := re.match(r"\sof\s(?!the\s)[a-z-]+", text[end:])):
        end += what.end()
    return Counted(text[begin:end], begin, end)


def _first_place(text: str, start: int, end: int, *, is_money: bool) -> str:
    for pattern in (_AREA, _SPOT):
        for found in pattern.finditer(text, start, end):
            if _is_place(text, found) and (is_money or found["prep"].lower() != "on"):
                return _tidy(found)
    return ""


def _is_place(text: str, found: re.Match[str]) -> bool:
    """Whether the name stands for a place and not for a time, a person or an adjective (`on US bases`)."""
    before = text[: found.start()]
    if _NOT_PLACE.match(found["place"]) or _NAME_BEFORE.search(before):
        return False
    if found["prep"].lower() == "from" and _VERB_BEFORE.search(before):
        return False  # `288 candidates for 125 seats are from the Harbour Party`
    following = re.match(r"(?:[’']s?)?\s([a-z][\w-]*)", text[found.end() :])
    if not following:
        return True
    if text[found.end()] in "’'":
        return False
    bare = following[1]
    return bare in FUNCTION_WORDS or bare in _VERBS or bare.endswith(("ed", "ing", "ly"))


def _is_aside(text: str, found: re.Match[str], start: int) -> bool:
    """Whether the place describes somebody in an aside before the number: `the Gulls, a club in the town, stole 40`."""
    opening = _ASIDE.search(text[: found.start()])
    return opening is not None and "," in text[found.end() : start]


def _tidy(found: re.Match[str]) -> str:
    place = re.sub(r"[’']s?$", "", found["place"].rstrip(".,’'"))
    return f"{found['prep'].lower()} {place}"
