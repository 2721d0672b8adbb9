"""Which lines of a raw page are furniture: bylines, captions, links to other articles, the page's own buttons.

A line is judged by its own form and by where it stands; nothing is known of any outlet. The rules lean to keeping:
a line left in the body can be seen and moved by an editor, a sentence of the article taken for furniture is a hole in
what the outlet wrote. So a line that reads like a sentence is furniture only where its form leaves no doubt.
Deliberately left out: furniture inside a line, which would mean rewriting what the outlet published.
"""

import re
from datetime import date
from typing import Literal

from msgspec import Struct

from sitegen.ingest.dates import WrittenDate, find_date
from sitegen.ingest.page_words import (
    AGENCIES,
    BYLINE_WORDS,
    CALENDAR_WORDS,
    DETERMINERS,
    FINITE_VERBS,
    KICKERS,
    NAME_PARTICLES,
    NAME_WORDS,
    PARTICIPLES,
    UNNAMED_CREDITS,
)

Place = Literal["head", "body", "tail"]
"""Before the first line of prose, between, after the last one."""

Takes = Literal["nothing", "one", "run"]
"""How many of the lines that follow a lead-in belong to it."""


class Furniture(Struct, frozen=True, kw_only=True):
    """A line that is not the article's text."""

    byline: str | None = None
    """Who wrote or supplied the article, where the line says so."""
    published: date | None = None
    """The date on the line, where it is a publication line."""
    takes: Takes = "nothing"


_AGENCY = "(?:" + "|".join(re.escape(name) for name in AGENCIES) + ")"
_NAME = r"[^\W\d_a-z][\w.'’-]*(?:\s+(?:(?:al|bin|de|der|di|la|le|van|von)[\s-])?[^\W\d_a-z][\w.'’-]*){0,4}"
_CREDIT = rf"{_AGENCY}(?:\s*(?:/|,|\bvia\b|\band\b)\s*(?:{_AGENCY}|{_NAME}))*|{_NAME}\s*(?:/|\bvia\b)\s*{_AGENCY}"
_AGENCY_CAPTION = re.compile(
    rf"^(?P<text>.*?\w.*?)(?:[.!][\"”’']?\s+|[.!]?[\"”’']?\s*[(\[|/–—]\s*|\s+-\s+)©?\s*(?:{_CREDIT})\s*[)\]]?\.?$"
)
_PICTURE = (
    r"(?:(?:file|handout|courtesy|stock|archive|screen)\s*)?(?:photo(?:graph)?s?|images?|pictures?|credits?|grab)"
)
_CREDITED = r"\s*(?P<link>:|/|\bby\b|\bvia\b|\bcredit\b:?|\bcourtesy of\b)\s*"
_PHOTO_CREDIT = re.compile(
    rf"(?:^|[.!?\"”’'|(\[–—]\s*){_PICTURE}\s*(?:{_CREDITED}(?P<who>\S.{{0,59}}))?$", re.IGNORECASE
)
_LABELLED_CREDIT = re.compile(
    r"\s(?:(?:Photo(?:graph)?|Image|Picture)(?:\s+[Cc]redit)?|Credit)(?P<link>:|\s+by\b)\s*(?P<who>\S.{0,59})$"
)
"""A credit that no stop divides from its caption; its capital does."""
_CAPTION_LABEL = re.compile(
    r"^\W*(?:(?:(?:file|handout|stock|archive)\s+)?(?:photo(?:graph)?s?|images?|pictures?|videos?|footage)"
    r"(?:\s+credits?)?|captions?|credits?|file)\s*:\s*\S",
    re.IGNORECASE,
)
_FILE_PICTURE = re.compile(r"^\W*file\s+(?:photo(?:graph)?|image|picture|footage)\b", re.IGNORECASE)
_SIGN_OFF = re.compile(rf"(?<=[.!?…”\"’])\s*[-–—(\[]*\s*{_AGENCY}[)\]]?$")
_SENTENCE_BREAK = re.compile(r"[.!?]\s+\S")
_TITLE_STOP = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sen|Rep|Gov)\.")
_LONE_CREDIT = re.compile(rf"^[-–—(\[\s]*(?:{_CREDIT})[)\]\s.]*$")
_DESK_WORK = r"\b(?:reporting|writing|editing|compiled|translated|edited) by\b"
_DESK = re.compile(rf"^\(?(?:(?:additional|more) )?{_DESK_WORK}\s+\S.{{0,200}}$", re.IGNORECASE)
_BYLINE = re.compile(
    r"^[-–—*(\[\s]*(?:(?:reported|written|report|story|text|words)\s+)?by:?\s+(?!\w+day\b)(?P<name>\S.{1,120})$",
    re.IGNORECASE,
)
_OFFICE = r"(?:correspondents?|reporters?|writers?|editors?)"
_UNNAMED = re.compile(
    rf"our\s+(?:\S+\s+){{0,2}}{_OFFICE}|"
    r"(?:(?:our|a|the|an)\s+)?(?:(?:own|special|staff|senior|foreign|local|city|news|web|online|digital|editorial|wire)\s+)*"
    rf"(?:staff|{_OFFICE}|desk|newsroom|team|agency|agencies|wires?|services)",
    re.IGNORECASE,
)
"""Who signs without a name: `Staff Writer`, `our health correspondent`, `Agencies`."""
_ENDS_AS_OFFICE = re.compile(rf"^(?:\S+\s+){{1,3}}{_OFFICE}$", re.IGNORECASE)
_BYLINE_BREAK = re.compile(
    r"\s*[,|;/&()\[\]–—]\s*|\s+-\s+|\s+(?:and|in|at|for|from|of|with|to|on|by)\s+", re.IGNORECASE
)
_ABBREVIATION_STOP = re.compile(r"\b(?:[^\W\d_]|Jr|Sr|Inc|Ltd|Co)\.$")
_MARKS = " \t|,;:()[]–—-*"

_TIME = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?(?:\s*\(?(?:GMT|UTC|[A-Z]{2,4}T)\b\)?)?(?:[+-]\d+)?"
    r"|\b\d{1,2}\s*[ap]\.?m\b",
    re.IGNORECASE,
)
_PUBLISHED_WORDS = re.compile(
    r"""\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day
    | (?<!The\ )(?:mon|tues?|wed|thurs?|fri|sat|sun)(?=[,.\s]*$|[,.]?\s\s)
    | (?:(?:first|last|date)\s+)?(?:published|updated|posted|modified|issued|created) | update | date | on | at | by
    | hrs? | local\s+time)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_PUBLISHED_LEAD = re.compile(
    r"^\W*(?:(?:first|last|date)\s+)?(?:published|updated|posted|modified|issued)\b", re.IGNORECASE
)

_NETWORK = r"(?:facebook|instagram|linkedin|telegram|twitter|whatsapp|youtube|google\s+news|tiktok|bluesky|x)"
_PAGE_PARTS = re.compile(
    rf"""^\W*(?:
      (?:short\s+(?:link|url)|permalink)(?:\s*:.*|\s+https?://\S+)? | (?:copy|get)\s+(?:the\s+)?link
    | advertisement | advertising | (?:sponsored|promoted)(?:\s+content)?
    | (?:story|article)\s+continues\s+(?:below|after)\b[^.!?]* | continue\s+reading\b[^.,!?]{{0,40}}
    | skip\s+(?:to|advertisement)\b[^.!?]{{0,40}} | back\s+to\s+top | (?:https?://|www\.)\S+
    | (?:share|print|e-?mail|tweet|save|listen|comments?|bookmark|{_NETWORK})
      (?:\W+(?:share|print|e-?mail|tweet|save|listen|comments?|bookmark|{_NETWORK}))*
    | share\s+(?:this\s+)?(?:(?:article|page|post|story|news|link)\b)?[^.!?\w]*(?:(?:on|via|with|to)\s+[^.!?]{{1,40}})?
    | share\s+this | leave\s+a\s+(?:comment|reply) | \d+\s+(?:comments?|shares?|views?) | views?\s*:\s*[\d,.]+
    | \d+\s+min(?:ute)?s?\s+read | read(?:ing)?\s+time\b[^.!?]{{0,20}}
    | (?:©|\(c\)|copyright\b)\s*(?:©|\(c\))?\s*(?:19|20)\d\d\b.* | ©\s*[^.!?]{{2,60}}
    | .{{0,80}}\ball\s+rights\s+reserved
    | this\s+material\s+may\s+not\s+be\s+published\b.*
    | (?:follow|like)\s+us\s+on\b.* | follow\s+[^.!?]{{2,40}}\s+on\s+{_NETWORK}\b.* | find\s+us\s+on\s+{_NETWORK}\b.*
    | join\s+(?:us\s+on|our\s+(?:[\w-]+\s+){{0,2}}(?:channel|group|newsletter|community|{_NETWORK}))\b.*
    | (?:subscribe|sign\s+up)(?:\s+(?:now|today|here))?
    | (?:subscribe|sign\s+up)\s+(?:to|for)\s+(?:.{{0,40}}\b(?:newsletters?|channel|updates|alerts|feed|podcast|e-?mails?
      |edition|digest|briefing)\b.* | [^.,!?]{{2,40}})
    | download\s+(?:our|the)\s+.{{0,30}}\bapp\b.* | click\s+here\b.*
    | (?:tags?|topics|keywords|filed\s+under|categor(?:y|ies))\s*:.* | source\s*:\s*[^.!?]{{2,60}}
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""The page's own parts: buttons, notices, counters. Marks on both sides let bullets, arrows and brackets by."""

_LEAD_IN = re.compile(
    r"""^\W*(?P<words>
      also\s+read(?:\s+this(?:\s+(?:article|story))?)? | read\s+(?:also|more|next|on|this\s+too)
    | see\s+also | also\s+see
    | (?:related|recommended|similar|trending|latest)
      (?:\s+(?:article|story|stories|articles|news|reading|content|posts?|links?|coverage|topics))?
    | more\s+(?:on\s+this(?:\s+(?:story|topic))?|from\s+[\w ]{2,30}|stories|news|coverage)
    | you\s+(?:may|might)\s+also\s+(?:like|be\s+interested\s+in) | (?:don['’]t|do\s+not)\s+miss
    | editor['’]?s['’]?\s+picks? | most\s+(?:read|popular|viewed) | watch(?:\s+(?:also|this|now|live))? | listen | read
    )\s*(?P<colon>[:|»>–—-]*)\s*(?P<rest>.*)$""",
    re.IGNORECASE | re.VERBOSE,
)
_SURE_LEAD_IN = re.compile(r"^(?:also\s+read|read\s+(?:also|more|next)|see\s+also|also\s+see|you\s+m)", re.IGNORECASE)
_BARE_LEAD_INS = frozenset({"related", "recommended"})
_MANY = re.compile(
    r"(?:stories|articles|news|links|posts|picks|topics|coverage|popular|viewed|interested in|like)\W*$", re.IGNORECASE
)

_LONGEST = 600
"""A longer line is prose: no page part is as long, and the patterns need not be tried on a megabyte of letters."""
_CAPTION_WORDS = 30
"""A longer line with an agency at its end is prose with a sign-off."""
_NAME_LENGTH = 4
"""More capitalised words in a row are a headline in title case, not the name of a person."""
_CREDIT_WORDS = 8
"""The most words that a picture's credit has: two names, an agency, a collection."""
_PUBLISHER_WORDS = 5
"""Beside a date, more words than a name and an outlet have are a phrase of the article."""
_LEAD_IN_WORDS = 15
"""After `Related:` a longer line that ends like a sentence is a sentence."""


def words_of(line: str) -> list[str]:
    """The words of a line without the marks around them."""
    return [word for word in (part.strip("\"'“”‘’«»()[]{}.,;:!?…–—-|/*") for part in line.split()) if word]


def ends_like_sentence(line: str) -> bool:
    """Whether a line ends with a stop, seen through closing quotation marks and an agency's sign-off."""
    bare = _SIGN_OFF.sub("", line.rstrip()[-_LONGEST:])
    return bare.rstrip("\"'”’»)] ").endswith((".", "!", "?", "…"))


def recognise(line: str, place: Place) -> Furniture | None:
    """What furniture a line is, or None for a line of the article.

    `place` decides where the form alone does not: a name and a date are a publication line above the article, and a
    cross-head of a chronology within it.
    """
    line = line.strip()
    if len(line) > _LONGEST:
        return None
    if _PAGE_PARTS.match(line) or (place == "head" and line.casefold().rstrip(":") in KICKERS):
        return Furniture()
    for rule in (_lead_in, _caption):
        if found := rule(line, place):
            return found
    if place == "body":
        return None
    return _byline(line) or _publication_line(line, place)


def is_byline(line: str) -> bool:
    """Whether a line names who wrote the article, wherever it stands."""
    return len(line) <= _LONGEST and _byline(line.strip()) is not None


def _lead_in(line: str, place: Place) -> Furniture | None:
    """`Also read this article`, `Related: Bridge stays shut`: a link to another article, with or without the link."""
    del place
    found = _LEAD_IN.match(line)
    if not found:
        return None
    rest = found["rest"]
    if not rest:
        # A bare word such as `Read` or `Related` is a label only with a colon or as the fixed phrase it is.
        words = found["words"].strip().casefold()
        is_label = found["colon"] or " " in words or words in _BARE_LEAD_INS
        return Furniture(takes="run" if _MANY.search(line) else "one") if is_label else None
    if not found["colon"].startswith((":", "|", "»", ">")):
        return None
    is_sentence = ends_like_sentence(rest) and len(words_of(rest)) > _LEAD_IN_WORDS
    return None if is_sentence and not _SURE_LEAD_IN.match(found["words"]) else Furniture()


def _caption(line: str, place: Place) -> Furniture | None:
    """A name or a noun phrase signed by an agency, or any short line with a picture credit.

    Wire copy ends with the agency's name too, so after the last paragraph only a bare name counts as a caption.
    """
    words = words_of(line)
    if len(words) > _CAPTION_WORDS:
        return None
    if _LONE_CREDIT.match(line):
        return None if place == "body" else Furniture(byline=line.strip(" ()[].-–—") if place == "head" else None)
    if _CAPTION_LABEL.match(line) or _has_picture_credit(line):
        return Furniture()
    if _FILE_PICTURE.match(line) and not _has_finite_verb([word for word in words if word != "shows"]):
        return Furniture()
    found = _AGENCY_CAPTION.match(line)
    if not found or _SENTENCE_BREAK.search(_TITLE_STOP.sub("", found["text"])):
        return None
    caption = words_of(found["text"])
    is_name = all(not word[0].islower() or word in NAME_WORDS for word in caption)
    return Furniture() if is_name or (place != "tail" and not _has_finite_verb(caption)) else None


def _has_finite_verb(words: list[str]) -> bool:
    """Whether a word is, or looks like, a finite verb; a regular past form is taken for one, except before its noun."""
    for before, word in zip(["", *words], words, strict=False):
        folded = word.replace("’", "'")
        if folded[0].isupper() or folded in PARTICIPLES:
            continue
        is_past = folded.endswith("ed") and len(folded) > len("need") and before.casefold() not in DETERMINERS
        if folded in FINITE_VERBS or is_past:
            return True
    return False


def _has_picture_credit(line: str) -> bool:
    """Whether a line ends with who took its picture: `Photo by B. Tree`, `(Photo: Outlet A)`, `[File photo]`.

    Who it is must read like a name, so that `Photo by photo, the council proved it.` is none; in brackets, or without
    a final stop after a colon, it need not (`Photo: council press office`).
    """
    found = _PHOTO_CREDIT.search(line.rstrip(")]. ")) or _LABELLED_CREDIT.search(line.rstrip(")]. "))
    if not found:
        return False
    who = found["who"]
    if who is None:
        return True
    if _SENTENCE_BREAK.search(_TITLE_STOP.sub("", who)):
        return False
    words = words_of(who.replace("/", " "))
    is_name = 0 < len(words) <= _CREDIT_WORDS and all(
        not word[0].islower() or word in AGENCIES or word in NAME_WORDS | NAME_PARTICLES | UNNAMED_CREDITS
        for word in words
    )
    is_bracketed = line.endswith((")", "]"))
    is_labelled = found["link"].casefold() in {":", "courtesy of"}
    return is_name or is_bracketed or (is_labelled and not line.endswith("."))


def _byline(line: str) -> Furniture | None:
    """`By Jane Example, Outlet A`, `By Staff Writer`, `Reporting by ...; editing by ...`."""
    if _DESK.match(line):
        named = re.sub(_DESK_WORK, " ", line, flags=re.IGNORECASE)
        return None if _has_finite_verb(words_of(named)) else Furniture()
    found = _BYLINE.match(line)
    if not found or line.endswith(("!", "?")):
        return None
    written = find_date(found["name"])
    who, bare = _around_date(found["name"], written)
    parts = [part for part in _BYLINE_BREAK.split(bare.strip(f"{_MARKS}.")) if words_of(part)]
    if not parts or not _is_name_or_office(parts[0]):
        return None
    if not all(_is_name_or_office(part) or _ENDS_AS_OFFICE.match(part) for part in parts[1:]):
        return None
    is_signed = written is not None or re.search(rf"\b{_AGENCY}\b", who) is not None
    if not _may_sign(parts, is_sure=is_signed, is_stopped=ends_like_sentence(line)):
        return None
    return Furniture(byline=who, published=written.value if written else None)


def _may_sign(parts: list[str], *, is_sure: bool, is_stopped: bool) -> bool:
    """Whether names and offices after `By` sign an article, rather than say when, where or how."""
    first, n_names = words_of(parts[0]), sum(map(_count_names, parts))
    if all(word[0].isdigit() or word.casefold() in CALENDAR_WORDS for word in first):
        # `By June 3`; but April and June are given names too.
        return False
    if first[0].casefold().endswith("ing") and n_names > _NAME_LENGTH:
        # A headline in title case: `By Closing Bridge, Council Splits Town`.
        return False
    if _UNNAMED.fullmatch(parts[0].strip(f"{_MARKS}.")) or n_names > 1:
        return True
    # `By the Harbour` and `By Jove.` are none.
    return n_names == 1 and (is_sure or not (first[0].casefold() in DETERMINERS or is_stopped))


def _is_name_or_office(part: str) -> bool:
    """Whether a part of a byline is a name, a place, an outlet or an office such as `health correspondent`."""
    if _UNNAMED.fullmatch(part.strip(f"{_MARKS}.")):
        return True
    names = [word for word in words_of(part) if not _is_small(word)]
    return len(names) <= _NAME_LENGTH and not any(word[0].islower() for word in names)


def _count_names(part: str) -> int:
    return sum(not _is_small(word) for word in words_of(part))


def _is_small(word: str) -> bool:
    """Whether a word of a byline is no name: `staff`, `van`, an address."""
    return "@" in word or word.casefold() in BYLINE_WORDS | NAME_PARTICLES


def _publication_line(line: str, place: Place) -> Furniture | None:
    """`Outlet A, Friday 5 Jan 2024`, `Updated: 2024-01-05 10:32 GMT`: a date, who, and nothing else."""
    written = find_date(line)
    if not written:
        return None
    who, bare = _around_date(line, written)
    names = re.sub(r"\s+", " ", re.sub(r"\s*[|,;:()\[\]–—-]+\s*", " ", bare)).strip(" .")
    is_labelled = _PUBLISHED_LEAD.match(line) is not None
    if place == "tail" and not is_labelled:
        return None
    if names and (len(names.split()) > _PUBLISHER_WORDS or not _is_title_like(names)):
        return None
    return Furniture(byline=who if names else None, published=written.value)


def _around_date(line: str, written: WrittenDate | None) -> tuple[str, str]:
    """Who is named beside a date, as printed; and the line with a blank for each sign of what speaks of time."""
    start, end = (written.start, written.end) if written else (len(line), len(line))
    bare = line[:start] + " " * (end - start) + line[end:]
    for pattern in (_TIME, _PUBLISHED_WORDS):
        bare = pattern.sub(lambda found: " " * len(found[0]), bare)
    sides = []
    for left, right in ((0, start), (end, len(line))):
        inner = bare[left:right].strip(_MARKS + ".")
        if not inner:
            continue
        begin = left + bare[left:right].index(inner)
        stop = begin + len(inner)
        if _ABBREVIATION_STOP.search(line[begin : stop + 1]):
            stop += 1
        sides.append(line[begin:stop])
    return ", ".join(sides), bare


def _is_title_like(names: str) -> bool:
    """Whether every word could belong to the name of a person, an outlet or an agency."""
    return all(not word[0].islower() or word in BYLINE_WORDS or word in AGENCIES for word in names.split())
