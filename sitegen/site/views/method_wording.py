"""What the method page says of wording: the voices, the word list as it is used, and what was measured.

Figures stand here as they were measured with `make evaluate`, and a test holds them against a new measurement.
Deliberately contains no figure on an outlet.
"""

from collections.abc import Mapping

from msgspec import Struct

from sitegen.model.findings import UsageRule
from sitegen.model.word_list import TIER_1, TIER_2, WHY
from sitegen.site.views import phrases
from sitegen.site.views.outlet import HABIT_ARTICLES, HABIT_WORDS
from sitegen.site.views.usages import KINDS, VOICE_TITLES, VOICES

USAGES_RIGHT, USAGES_SHOWN = 210, 215
"""Places that the example's entries find, and how many of them its answers have."""
ANSWERS_FOUND, ANSWERS = 261, 267
"""Places that the answers name, and how many of them the entries find."""
VOICES_RIGHT, VOICES_JUDGED = 121, 130
"""Wordings of the answers, and of how many the voice is told as there."""
BY_RULE: Mapping[UsageRule, tuple[int, int]] = {"listed": (13, 13), "differs": (15, 18), "fragment": (2, 3)}
"""What each rule finds there without the entries: how often the answers have a wording of weight, and of how many."""

_VOICE_MEANINGS = {
    "outlet": "The outlet writes it outside quotation marks and ascribes it to nobody. Inside a report, too, "
    "the verb that introduces a speaker is the outlet’s, and so is an aside such as “since the war began”.",
    "fragment": "One to four words in quotation marks inside a sentence of the outlet. A speaker used them; that they "
    "are singled out is the outlet’s choice.",
    "attributed": "Reported without quotation marks, with the one to whom it is ascribed. The words may be the "
    "speaker’s or the outlet’s.",
    "quoted": "A longer quotation: a speaker’s words and not the outlet’s.",
}


class VoiceMeaning(Struct, frozen=True, kw_only=True):
    """One of the four voices."""

    title: str
    meaning: str


class ListedKind(Struct, frozen=True, kw_only=True):
    """The words of one kind on the word list."""

    title: str
    why: str
    always: str
    """Flagged wherever an outlet uses them."""
    sometimes: str
    """Flagged only where the best match of another outlet does without."""


class WordingMethod(Struct, frozen=True, kw_only=True):
    """What is said of wording."""

    voices: tuple[VoiceMeaning, ...]
    word_list: tuple[ListedKind, ...]
    n_listed: str
    usages: str
    answers: str
    voice_share: str
    by_rule: tuple[str, str, str]
    """Words listed wherever they are used, those listed where others do without, words in quotation marks."""
    habit: str
    """How large a sample would have to be to show habits."""


def wording_method() -> WordingMethod:
    """The same on every site: it is about the program."""
    kinds = [kind for kind in KINDS if kind in TIER_1 or kind in TIER_2]
    lists = [(TIER_1.get(kind, "").split(), TIER_2.get(kind, "").split()) for kind in kinds]
    return WordingMethod(
        voices=tuple(VoiceMeaning(title=VOICE_TITLES[voice], meaning=_VOICE_MEANINGS[voice]) for voice in VOICES),
        word_list=tuple(
            ListedKind(
                title=KINDS[kind].many,
                why=phrases.sentence_case(WHY[kind]),
                always=", ".join(sorted(always)),
                sometimes=", ".join(sorted(sometimes)),
            )
            for kind, (always, sometimes) in zip(kinds, lists, strict=True)
        ),
        n_listed=phrases.digits(sum(len(always) + len(sometimes) for always, sometimes in lists), "word"),
        usages=f"{USAGES_RIGHT} of {USAGES_SHOWN}",
        answers=f"{ANSWERS_FOUND} of {ANSWERS}",
        voice_share=f"{VOICES_RIGHT} of {VOICES_JUDGED}",
        by_rule=(_share("listed"), _share("differs"), _share("fragment")),
        habit=f"{phrases.number(HABIT_ARTICLES)} articles, or than {HABIT_WORDS:,} words,",
    )


def _share(rule: UsageRule) -> str:
    n_right, n_found = BY_RULE[rule]
    return f"{n_right} of {n_found}"
