"""Every noun that crosses a floor: frozen values, no behaviour beyond look-ups, no imports from above.

`article` and `glossary` hold what is loaded, `library` all of it, `findings` and `cues` what is found in it, `settings`
what a site may choose.
"""

from sitegen.model.article import (
    Article,
    ClaimDecision,
    Decisions,
    Outlet,
    PairDecision,
    Paragraph,
    Sentence,
    Span,
    Story,
)
from sitegen.model.cues import Cue
from sitegen.model.findings import (
    Absence,
    ArticlePair,
    Claim,
    Comparison,
    Detail,
    DetailValue,
    Edit,
    Figure,
    FigureMention,
    Match,
    Mention,
    Moment,
    Origin,
    Quote,
    QuoteMention,
    Reason,
    Reuse,
    ReuseEvidence,
    Row,
    Tension,
    Tile,
    Usage,
    Variant,
)
from sitegen.model.glossary import Concept, Reference, Wording, WordingPattern
from sitegen.model.library import Library
from sitegen.model.settings import AlignSettings, Settings

__all__ = [
    "Absence",
    "AlignSettings",
    "Article",
    "ArticlePair",
    "Claim",
    "ClaimDecision",
    "Comparison",
    "Concept",
    "Cue",
    "Decisions",
    "Detail",
    "DetailValue",
    "Edit",
    "Figure",
    "FigureMention",
    "Library",
    "Match",
    "Mention",
    "Moment",
    "Origin",
    "Outlet",
    "PairDecision",
    "Paragraph",
    "Quote",
    "QuoteMention",
    "Reason",
    "Reference",
    "Reuse",
    "ReuseEvidence",
    "Row",
    "Sentence",
    "Settings",
    "Span",
    "Story",
    "Tension",
    "Tile",
    "Usage",
    "Variant",
    "Wording",
    "WordingPattern",
]
