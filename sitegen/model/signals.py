"""What the signals of a score mean, in words for a reader who never saw the program.

A `Reason` names its signal; pages and the command line take the words from here, so that both say the same. What is
measured and how it is weighed stands in `align`; a signal that is added there gets its words here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct


class SignalWords(Struct, frozen=True, kw_only=True):
    """How one signal is spoken of."""

    title: str
    """What a table calls it."""
    meaning: str
    """What is looked at and why it counts: one sentence."""
    evidence: str
    """What is said of the words, or of the third article, that were found; `{}` stands for these."""
    bare: str
    """What is said where it counts and there are no single words to show; no full stop."""
    nothing: str
    """What is said where it counts for nothing; empty where it is then not spoken of."""


SIGNAL_WORDS: Mapping[str, SignalWords] = MappingProxyType(
    {
        "words": SignalWords(
            title="Shared words",
            meaning="Words that both have, in whatever form. A word that is rare in the two articles counts more;"
            " what every sentence of them speaks of counts little.",
            evidence="Both have {}",
            bare="They have words in common",
            nothing="No word that counts stands in both.",
        ),
        "letters": SignalWords(
            title="Words spelled alike",
            meaning="Pieces of words, three to five letters long, that stand in both: shared words count once more, and"
            " kindred ones, such as “secure” and “security”, count as well.",
            evidence="Spelled alike besides: {}",
            bare="Words are spelled alike, piece by piece",
            nothing="Hardly a piece of a word stands in both.",
        ),
        "run": SignalWords(
            title="The same words in a row",
            meaning="Three or more words that stand in both in the same order, such as a clause taken over.",
            evidence="The same words in a row: {}",
            bare="Some words stand in both in the same order",
            nothing="No three words stand in both in the same order.",
        ),
        "common": SignalWords(
            title="Taken off: like many sentences",
            meaning="How much each resembles the sentences of the other’s article in general. Who resembles everybody"
            " proves little by resembling one more, so this is taken off again.",
            evidence="Taken off, for many sentences have it: {}",
            bare="Taken off, for they are like many other sentences too",
            nothing="Neither is much like the sentences of the other’s article in general.",
        ),
        "support": SignalWords(
            title="A third article goes with both",
            meaning="Where a sentence of a third article goes with both, the two are likelier to say the same.",
            evidence="A sentence of {} goes with both",
            bare="The story has no third article, so their own likeness stands in for it",
            nothing="No sentence of a third article goes with both.",
        ),
        "stand-in": SignalWords(
            title="Two articles alone",
            meaning="A third article cannot speak for a pair where there are only two. What speaks for the two by"
            " themselves counts once more instead, so that one threshold serves all stories.",
            evidence="In place of a third article: {}",
            bare="With no third article to speak for them, their own likeness counts once more",
            nothing="",
        ),
        "opening": SignalWords(
            title="Both open their articles",
            meaning="Headlines and first sentences tell what the story is about, in words too frequent in it to count.",
            evidence="Both open their articles: {}",
            bare="Both are a headline or first sentence",
            nothing="They are not both a headline or first sentence.",
        ),
        "figures": SignalWords(
            title="The same number",
            meaning="Equal numbers that stand in both. They are among the shared words and count once more, for two"
            " sentences seldom give one number by chance.",
            evidence="Both give the number {}",
            bare="Both give the same number",
            nothing="No number stands in both.",
        ),
        "neighbours": SignalWords(
            title="The sentences around them go together",
            meaning="Whether the sentences before the two, or those behind them, go together as well: then the two"
            " articles tell the same things in the same order here.",
            evidence="The sentences around them go together: {}",
            bare="The sentences next to them go together as well",
            nothing="The sentences next to them have little in common.",
        ),
        "distance": SignalWords(
            title="Taken off: at different places",
            meaning="How far apart the two stand, one in the beginning of its article, the other at the end of its own."
            " It counts a little against them.",
            evidence="Taken off, for they stand at different places: {}",
            bare="Taken off, for they stand at different places of their articles",
            nothing="They stand at like places of their articles.",
        ),
    }
)
"""By name of the signal, as `Reason.signal` gives it."""

UNKNOWN_SIGNAL = SignalWords(
    title="A further sign of likeness",
    meaning="A sign that this page has no words for yet.",
    evidence="A further sign of likeness: {}",
    bare="A further sign of likeness",
    nothing="A further sign of likeness found nothing.",
)
"""Stands in for a signal that has no words yet."""


def signal_words(name: str) -> SignalWords:
    """The words for a signal; never raises."""
    return SIGNAL_WORDS.get(name, UNKNOWN_SIGNAL)
