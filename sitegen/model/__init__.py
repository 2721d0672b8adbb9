"""Every noun that crosses a floor: frozen values, no behaviour beyond look-ups, no imports from above.

`article` holds what is loaded, `findings` what is found in it, `settings` what a site may choose.
"""

from sitegen.model.article import (
    Article,
    ClaimDecision,
    Decisions,
    Library,
    Outlet,
    PairDecision,
    Paragraph,
    Sentence,
    Span,
    Story,
)
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
    Quote,
    QuoteMention,
    Reason,
    Row,
    Tile,
    Usage,
)
from sitegen.model.settings import AlignSettings, Settings

__all__ = [
    "Absence",
    "AlignSettings",
    "Article",
    "ArticlePair",
    "Claim",
    "ClaimDecision",
    "Comparison",
    "Decisions",
    "Detail",
    "DetailValue",
    "Edit",
    "Figure",
    "FigureMention",
    "Library",
    "Match",
    "Mention",
    "Outlet",
    "PairDecision",
    "Paragraph",
    "Quote",
    "QuoteMention",
    "Reason",
    "Row",
    "Sentence",
    "Settings",
    "Span",
    "Story",
    "Tile",
    "Usage",
]
