"""What an editor keeps on wording: one referent, the ways it is named, and what guides say of them.

Deliberately contains no finding: where a text uses a wording is a `Usage`.
"""

import datetime as dt
from typing import Literal

from msgspec import Struct

from sitegen.model.kinds import UsageKind

ConceptStatus = Literal["suggested", "reviewed", "contested"]
"""suggested: nobody has looked at it yet; contested: reviewed, and somebody objects."""

Weight = Literal[0, 1, 2, 3]
"""0: plain wording; 1: a choice of label on which editors differ; 2: it evaluates; 3: it evaluates strongly."""


class WordingPattern(Struct, frozen=True, kw_only=True):
    """One pattern of a concept, as `text.patterns` reads it, and where it is written."""

    text: str
    line: int
    column: int


class Wording(Struct, frozen=True, kw_only=True):
    """One way of naming a referent."""

    patterns: tuple[WordingPattern, ...]
    kind: UsageKind
    weight: Weight = 0
    framing: str = ""
    """What the wording brings to view, described and not judged; empty for a plain one."""
    keep: bool = False
    """Whether it stays although no article of the site has it."""


class Reference(Struct, frozen=True, kw_only=True):
    """What a style guide or the like says; it is shown, not enforced."""

    who: str
    says: str
    url: str
    read: dt.date | None = None
    """The day on which the address was read."""


class Concept(Struct, frozen=True, kw_only=True):
    """One referent and what it is called."""

    id: str
    """The stem of the content file."""
    referent: str
    """The plainest words for what is named; never a verdict."""
    kind: UsageKind
    variants: tuple[Wording, ...]
    """In the editor's order: plain wordings first."""
    path: str
    """The content file, relative to the site's folder, for messages."""
    line: int
    """1-based line of `referent`."""
    status: ConceptStatus = "suggested"
    reviewed_by: str | None = None
    never: tuple[WordingPattern, ...] = ()
    """Look-alikes: what lies within a match of one of these is not this concept."""
    references: tuple[Reference, ...] = ()
    see: tuple[str, ...] = ()
    """Ids of other concepts."""
    note: str = ""
    """Markdown by the editor."""
