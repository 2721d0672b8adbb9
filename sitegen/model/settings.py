"""What a site may choose, validated once when it is loaded."""

from typing import Literal

from msgspec import Struct, field

from sitegen.model.article import ReadMode


class AlignSettings(Struct, frozen=True, kw_only=True):
    """Thresholds on the corrected score of two sentences; see `align.score` for the scale."""

    uncertain: float = 0.13
    """From here a pair is kept as uncertain: shown as such, counted nowhere."""
    match: float = 0.17
    """From here two sentences match."""
    same: float = 0.26
    """From here a match says the same thing rather than sharing a part."""


class Settings(Struct, frozen=True, kw_only=True):
    """`content/site.toml`."""

    title: str
    base_url: str | None = None
    """Absolute address of the site with a trailing slash; None: no canonical links, no absolute address anywhere."""
    language: str = "en"
    description: str = ""
    contact: str | None = None
    """Where an outlet can object."""
    read_default: ReadMode = "full"
    is_read_said: bool = False
    """Whether the site itself says how much of an article may be reprinted."""
    unreviewed: Literal["show", "hide"] = "show"
    """Whether wording found by rule and not reviewed is shown."""
    links: Literal["directory", "file"] = "directory"
    """Whether links end in `/` or spell `index.html` for a copy opened from disk."""
    align: AlignSettings = field(default_factory=AlignSettings)
