"""How wording is named on every page: its kind, whose voice it is in, its entry in the glossary.

Deliberately contains no page and nothing that ranks one usage above another but the order of voices.
"""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from sitegen.model import Concept, Settings, Usage
from sitegen.model.glossary import ConceptStatus
from sitegen.model.kinds import UsageKind, Voice
from sitegen.site import urls
from sitegen.site.reprint import shorten
from sitegen.site.views import phrases
from sitegen.site.views.desk import Desk
from sitegen.site.views.passages import Passage

VOICES: tuple[Voice, ...] = ("outlet", "fragment", "attributed", "quoted")
"""The outlet's own voice first."""

VOICE_TITLES: Mapping[Voice, str] = {
    "outlet": "In its own voice",
    "fragment": "A few quoted words",
    "attributed": "Attributed",
    "quoted": "Inside quotation marks",
}
"""What stands above wordings of one voice."""


class KindWords(Struct, frozen=True, kw_only=True):
    """What a kind of wording is called."""

    one: str
    many: str
    what: str
    """What belongs to the kind."""


KINDS: Mapping[UsageKind, KindWords] = {
    "actor": KindWords(one="Person or group", many="People and groups", what="who acts, or is acted upon"),
    "event": KindWords(one="Event", many="Events", what="what happened, and what it is called"),
    "act": KindWords(one="Act of violence", many="Acts of violence", what="what was done, and how it is told"),
    "attribution": KindWords(one="Reporting verb", many="Reporting verbs", what="how somebody’s words are introduced"),
    "epithet": KindWords(one="Evaluating word", many="Evaluating words", what="words that praise or condemn"),
    "distancing": KindWords(one="Doubt and distance", many="Doubt and distance", what="words that cast doubt"),
    "agency": KindWords(one="Agency", many="Agency", what="blame, credit, purpose, and who goes unnamed"),
}
"""One table of kinds for all pages, in their order."""

STATUSES: Mapping[ConceptStatus, str] = {
    "suggested": "suggested, not reviewed",
    "reviewed": "reviewed",
    "contested": "reviewed and contested",
}
"""How far an entry of the glossary is settled, in plain words."""

_ARTICLE = re.compile(r"^(?:the|an?) ")


class VoiceLine(Struct, frozen=True, kw_only=True):
    """Whose words a wording is in, as one line around the speaker's name."""

    before: str
    speaker: Passage | None
    """As the article names the speaker, in the wording's own sentence or in another; None where it does not."""
    name: str
    """The speaker where `speaker` is None; empty where nobody is named."""
    after: str


class ConceptLink(Struct, frozen=True, kw_only=True):
    """The entry of the glossary that names a thing."""

    referent: str
    url: str


def shown_concepts(settings: Settings, concepts: Iterable[Concept]) -> dict[str, Concept]:
    """The concepts that have a page, by id: what nobody has reviewed is shown only where the site wants it."""
    return {
        concept.id: concept for concept in concepts if concept.status != "suggested" or settings.unreviewed == "show"
    }


def concept_link(concept: Concept) -> ConceptLink:
    """The link to a concept's page."""
    return ConceptLink(referent=concept.referent, url=urls.concept(concept.id))


def folded(text: str) -> str:
    """What two wordings have in common that are one: case, blanks, apostrophes and a leading article aside."""
    return _ARTICLE.sub("", " ".join(text.casefold().replace("’", "'").split()))


def voice_line(desk: Desk, usage: Usage) -> VoiceLine:
    """Whose words it is in, for an entry of its own."""
    has_speaker = bool(usage.speaker)
    before, after = {
        "outlet": ("In the outlet’s own voice", ""),
        "attributed": ("Attributed to" if has_speaker else "Attributed", ", without quotation marks"),
        "fragment": ("A few words quoted from" if has_speaker else "A few words inside quotation marks", ""),
        "quoted": ("Inside quotation marks, said by" if has_speaker else "Inside quotation marks", ""),
    }[usage.voice]
    return _line(desk, usage, before, after)


def short_voice(desk: Desk, usage: Usage) -> VoiceLine:
    """The same beside a wording in a list."""
    has_speaker = bool(usage.speaker)
    before = {
        "outlet": "own voice",
        "attributed": "attributed to" if has_speaker else "attributed",
        "fragment": "a few words quoted from" if has_speaker else "a few quoted words",
        "quoted": "quoted from" if has_speaker else "quoted",
    }[usage.voice]
    return _line(desk, usage, before, "")


def times(n: int) -> str:
    """How often, where that is more than once."""
    return phrases.count(n, "time") if n > 1 else ""


def _line(desk: Desk, usage: Usage, before: str, after: str) -> VoiceLine:
    named = usage.speaker if usage.voice != "outlet" else None
    own = desk.article_of(usage.sentence)
    places = (usage.sentence, *(one.id for one in desk.comparison.sentences if one.article == own)) if named else ()
    speaker = next((found for place in places if (found := desk.cutter.find(place, named))), None)
    name = shorten(named) if named and speaker is None else ""
    return VoiceLine(before=before, speaker=speaker, name=name, after=after)
