"""Which verbs report what somebody says, thinks or judges, in which company, and their base forms.

Our own lists, from general knowledge of English news. A verb that is in none of them introduces nobody, unless words in
quotation marks stand beside it. Deliberately contains no grouping of verbs by what they do to a reader.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from sitegen.compare.cues import BLANK
from sitegen.text.inflection import forms_of

_ALWAYS = """
    accuse acknowledge admit affirm allege announce apologize applaud argue ask assert assure believe blame boast
    caution clarify commend complain concede condemn
    confirm criticize declare decry demand denounce deny deplore describe
    disclose emphasize estimate exclaim explain forecast hail indicate inform insist joke label lament laud mention
    mock note pledge praise predict proclaim promise quip reaffirm reckon recommend reiterate reject remark reply
    report retort reveal ridicule say speculate state stress suggest tell testify thank think tout tweet underline
    underscore urge vow warn wonder
"""
_QUOTED_ONLY = """
    address attack blast brand cite chant charge compare continue counter cry echo invoke mouth muse offer post quote
    rail read repeat salute shout slam sneer tease whisper yell sum consider maintain observe portray respond rule lash
"""
_IRREGULAR = {
    "say": "says said",
    "tell": "told",
    "swear": "swore sworn",
    "write": "wrote written",
    "think": "thought",
    "read": "read",
    "forecast": "forecast",
    "broadcast": "broadcast",
    "go on": "went on goes on",
    "put it": "puts it",
    "quip": "quips quipped quipping",
}
_BRITISH = "apologise criticise emphasise characterise"

_QUOTE = rf"[\s,:]*[“\"‘']?{BLANK}"
_THAT = rf"\s(?:that|he|she|it|they|there|we|I|you|whether|how|why|what|if)\b|{_QUOTE}|:"
_CLAUSE = (
    rf"{_THAT}|(?:\s[\w.’'$-]+){{1,9}}?\s(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|"
    r"does|did|do|wo|ca)\b"
)
_NAMED_SO = rf"[^.;:]{{2,80}}?\s(?:as|an?|to\sbe)\s|[^.;:]{{0,80}}{BLANK}"
_FEELING = (
    r"anger alarm appreciation belief commitment concern condolence confidence desire dismay disappointment disbelief "
    r"doubt dread fear frustration gratitude hope interest opposition optimism outrage readiness regret resolve "
    r"sadness satisfaction shock solidarity sorrow support sympathy thank unease view willingness wish worry worries"
).replace(" ", "|")
_OPINION = (
    r"accusation|allegation|announcement|charge|claim|comment|complaint|concern|criticism|decision|idea|fear|move|news|"
    r"notion|offer|plan|proposal|remark|report|result|rumour|rumor|ruling|statement|step|suggestion|talk|threat|verdict"
)

_WITH: Mapping[str, str] = {
    "add": _CLAUSE,
    "agree": r"\sthat\b",
    "answer": _THAT,
    "brand": _NAMED_SO,
    "call": r"\s(?!on\b|for\b|off\b|at\b|in\b|to\b|an?\s)(?:" + _NAMED_SO + ")|" + _QUOTE,
    "characterize": _NAMED_SO,
    "claim": (
        r"(?!\s(?:[\w’'-]+\s){0,3}?(?:li(?:fe|ves)|titles?|prizes?|victims?|responsibility|credit|seats?|medals?|gold|"
        r"silver|wins?|territory|land|benefits?|insurance|asylum|refunds?|crowns?|throne|trophy|damages)\b)\s[\w“”\"‘]"
    ),
    "conclude": _CLAUSE,
    "consider": _NAMED_SO,
    "contend": _CLAUSE,
    "counter": _THAT,
    "deem": _NAMED_SO + r"|\s",
    "disagree": r"\swith\b|\sthat\b|\.",
    "dismiss": rf"{_NAMED_SO}|\s(?:[\w’'-]+\s){{0,3}}?(?:{_OPINION})s?\b",
    "doubt": _CLAUSE,
    "dub": r"\s",
    "express": rf"\s(?:[\w’'-]+\s){{0,4}}?(?:{_FEELING})s?\b|{_QUOTE}",
    "fear": _CLAUSE,
    "hope": _CLAUSE + r"|\sto\s",
    "maintain": r"\s(?:that|it|he|she|they)\b",
    "object": r"\sthat\b",
    "observe": r"\s(?:that|how)\b",
    "portray": r"[^.;:]{2,80}?\sas\s",
    "recall": _CLAUSE,
    "refer": rf"\sto\s[^.;:]{{2,80}}?\sas\s|[^.;:]{{0,60}}{BLANK}",
    "repeat": r"\sthat\b",
    "respond": r"\s(?:that|by\ssaying)\b",
    "rule": r"\sthat\b",
    "signal": r"\sthat\b",
    "swear": _CLAUSE + r"|\sto\s",
    "voice": rf"\s(?:[\w’'-]+\s){{0,4}}?(?:{_FEELING})s?\b|{_QUOTE}",
    "welcome": rf"\s(?:[\w’'-]+\s){{0,3}}?(?:{_OPINION})s?\b",
    "write": _CLAUSE + r"|\s(?:in\san?|in\shis|in\sher|on\s[A-Z])\b",
}
COMPANY: Mapping[str, re.Pattern[str]] = MappingProxyType({base: re.compile(words) for base, words in _WITH.items()})
"""What has to stand behind a verb that does something else as well (`added 200 jobs`, `claimed two lives`)."""

ALWAYS = frozenset(_ALWAYS.split())
"""Base forms that report wherever somebody is their subject."""

_PARTICLES = {
    "call for": r"\sfor\b",
    "call on": r"\s(?:up)?on\b(?!\s(?:[A-Z][a-z]+day|the\s(?:phone|telephone))\b)",
    "point out": r"\sout\b",
    "lash out": r"\sout\b",
    "speak of": r"\sof\b",
}
PARTICLES: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]] = MappingProxyType(
    {
        verb.split()[0]: tuple(
            (whole, re.compile(words)) for whole, words in _PARTICLES.items() if whole.split()[0] == verb.split()[0]
        )
        for verb in _PARTICLES
    }
)
"""By verb: it and a particle that make a verb of their own, and what the particle looks like."""

_MADE = "accusation allegation announcement appeal call claim comment demand pledge promise remark statement vow"
_BEFORE = "a an the this that these those such his her their its"
_MAKES = {"makes": "make", "made": "make", "making": "make"}


def _phrases() -> dict[str, str]:
    """`made the demand` and the like, each with its base form."""
    return {
        f"{make}{before}{noun}{s}": f"{base}{before}{noun}{s}"
        for make, base in _MAKES.items()
        for before in (*(f" {word} " for word in _BEFORE.split()), " ")
        for noun in _MADE.split()
        for s in ("", "s")
    }


def _base_forms() -> dict[str, str]:
    bases = {*ALWAYS, *_WITH, *_QUOTED_ONLY.split(), "point", "lash", "speak"}
    found = {form: base for base in sorted(bases) for form in forms_of(base)}
    for base, forms in _IRREGULAR.items():
        found[base] = base
        found.update(dict.fromkeys(re.findall(r"[a-z]+(?:\s(?:on|it))?", forms), base))
    for word in _BRITISH.split():
        found.update(dict.fromkeys(forms_of(word), word.removesuffix("ise") + "ize"))
    return found | _phrases()


BASE_OF: Mapping[str, str] = MappingProxyType(_base_forms())
"""Every form and phrase that is looked for, in small letters -> its base form."""

ALSO = tuple(sorted(set(BASE_OF) - {"go on", "put it", "goes on", "went on", "puts it"}))
"""What is to be looked for beyond the verbs of speech."""

NOUNS = frozenset(
    """answer attack blame boast call caution charge claim comment cry demand doubt echo estimate fear forecast hope
    joke label note object offer pledge post praise promise question quote remark reply report rule signal state stress
    tease think tweet voice vow welcome wonder""".split()
)
"""Base forms that are nouns as well: `insurance claims`, `calls by factions`, `three states`."""

NO_SPEAKERS = frozenset("plan schedule size age tradition law custom merit rank type need taste".split())
"""`according to` these gives nobody's word."""
