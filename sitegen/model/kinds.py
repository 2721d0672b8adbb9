"""The words that findings and an editor's decisions on them have in common."""

from typing import Literal

Status = Literal["conflict", "varies", "agree", "single"]
UsageKind = Literal["actor", "event", "act", "attribution", "epithet", "distancing", "agency"]
Voice = Literal["outlet", "attributed", "quoted", "fragment"]
