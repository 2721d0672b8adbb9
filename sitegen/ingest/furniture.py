"""Which lines of a raw page are furniture: bylines, captions, links to other articles, the page's own buttons.

A line is judged by its own form and by where it stands; nothing is known of any outlet. The rules lean to keeping:
a line left in the body can be seen and moved by an editor, a sentence of the article taken for furniture is a hole in
what the outlet wrote. So a line that reads like a sentence is furniture only where its form leaves no doubt.
Deliberately left out: furniture inside a line, which would mean rewriting what the outlet published.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sitegen.ingest.dates import find_date
from sitegen.ingest.page_words import (
    AGENCIES,
    BYLINE_WORDS,
    DETERMINERS,
    FINITE_VERBS,
    KICKERS,
    NAME_WORDS,
    PARTICIPLES,
)

Place = Literal["head", "body", "tail"]
"""Before the first line of prose, between, after the last one."""

Takes = Literal["nothing", "one", "run"]
"""How many of the lines that follow a lead-in belong to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
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
_PHOTO_CREDIT = re.compile(
    r"(?:^|[.!?\"”’'|(\[–—]\s*)(?:(?:file|handout|courtesy|stock|archive|screen)\s*)?"
    r"(?:photo(?:graph)?s?|images?|pictures?|credits?|grab)"
    r"(?:\s*(?::|/|\bby\b|\bvia\b|\bcredit\b:?|\bcourtesy of\b)\s*[^.!?]{1,60})?\s*[)\]]?\.?$",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(rf"(?<=[.!?…”\"’])\s*[-–—(\[]*\s*{_AGENCY}[)\]]?$")
_SENTENCE_BREAK = re.compile(r"[.!?]\s+\S")
_TITLE_STOP = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sen|Rep|Gov)\.")
_LONE_CREDIT = re.compile(rf"^[-–—(\[\s]*(?:{_CREDIT})[)\]\s.]*$")
_DESK = re.compile(
    r"^\(?(?:(?:additional |more )?(?:reporting|writing|editing|compiled|translated|edited|written) by)\s+\S.{0,200}$",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^by:?\s+(?P<name>\S.{1,80})$", re.IGNORECASE)

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
    if _PHOTO_CREDIT.search(line):
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


def _byline(line: str) -> Furniture | None:
    """`By Jane Example, Outlet A`, `Reporting by ...; editing by ...`."""
    if _DESK.match(line):
        return Furniture()
    found = _BYLINE.match(line)
    if not found:
        return None
    name = found["name"]
    written = find_date(name)
    if written:
        name = name[: written.start]
    words = [word for word in words_of(name) if word.casefold() not in BYLINE_WORDS]
    n_names = sum(not word[0].islower() for word in words)
    if ends_like_sentence(name) and not re.search(r"\b[A-Z]\.$|Jr\.$", name):
        return None
    is_signed = written is not None or re.search(rf"\b{_AGENCY}\b", name) is not None
    if n_names != len(words) or not (n_names > 1 or (n_names and is_signed)):
        return None
    return Furniture(byline=name.rstrip(" ,|-–—").strip(), published=written.value if written else None)


def _publication_line(line: str, place: Place) -> Furniture | None:
    """`Outlet A, Friday 5 Jan 2024`, `Updated: 2024-01-05 10:32 GMT`: a date, who, and nothing else."""
    written = find_date(line)
    if not written:
        return None
    left = line[: written.start] + " " + line[written.end :]
    left = _PUBLISHED_WORDS.sub(" ", _TIME.sub(" ", left))
    names = re.sub(r"\s+", " ", re.sub(r"\s*[|,;:()\[\]–—-]+\s*", " ", left)).strip(" .")
    is_labelled = _PUBLISHED_LEAD.match(line) is not None
    if place == "tail" and not is_labelled:
        return None
    if names and (len(names.split()) > _PUBLISHER_WORDS or not _is_title_like(names)):
        return None
    return Furniture(byline=names or None, published=written.value)


def _is_title_like(names: str) -> bool:
    """Whether every word could belong to the name of a person, an outlet or an agency."""
    return all(not word[0].islower() or word in BYLINE_WORDS or word in AGENCIES for word in names.split())
