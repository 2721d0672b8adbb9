"""Where a figure's marks stand on its axis, in percent of the plot's width.

The plot is a column of a table: each row draws itself into a strip as wide as the column, so that text is never scaled.
Deliberately contains no markup.
"""

import math
from dataclasses import dataclass
from typing import TypeGuard

from sitegen.model import FigureMention

RIGHT = 97.0
"""Where the axis ends, in percent of the strip."""

LABEL, LETTER = 6.0, 3.2
"""Room left of the axis for the label of the smallest value: so much, and so much a letter, on a phone's strip."""

MOST_TICKS = 6
_NICE = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A value on the axis."""

    x: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The values for which all statements are true."""

    x: str
    width: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The mark of one statement."""

    x: str
    """The value."""
    start: str
    end: str
    """Ends of the line; equal to `x` where there is none."""
    kind: str
    """exactly, about, range, floor, above, ceiling, below: names the way the line is drawn."""
    is_open: bool
    """Whether the value itself is excluded."""
    label: str
    label_x: str
    """Where the label ends, or begins where it is on the right: beside the line, never on it."""
    label_on_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """An axis and what lies on it."""

    ticks: tuple[Tick, ...]
    band: Band | None
    strips: tuple[Strip | None, ...]
    """One a mention; None for a figure without a number."""


_SIGNS = {
    None: "",
    "about": "≈ ",
    "at least": "≥ ",
    "more than": "> ",
    "nearly": "< ",
    "fewer than": "< ",
    "up to": "≤ ",
    "range": "",
}

_KINDS = {
    None: "exactly",
    "about": "about",
    "at least": "floor",
    "more than": "floor",
    "nearly": "ceiling",
    "fewer than": "ceiling",
    "up to": "ceiling",
    "range": "range",
}


def make_plot(mentions: tuple[FigureMention, ...]) -> Plot | None:
    """The plot of several mentions of one quantity; None where fewer than two have a number."""
    values = [mention.value for mention in mentions if mention.value is not None]
    if len(values) < 2:  # noqa: PLR2004 - one value needs no axis
        return None
    ends = [
        *values,
        *(
            end
            for mention in mentions
            for end in (mention.low, mention.high)
            if _is_finite(end) and mention.bound in {"about", "range"}
        ),
    ]
    low, high = min(ends), max(ends)
    pad = (high - low or abs(high) or 1.0) * 0.15
    left = min(LABEL + LETTER * max(len(_label(mention)) for mention in mentions), RIGHT / 2)
    axis = _Axis(left=left, low=low - pad if low < 0 else max(0.0, low - pad), high=high + 2 * pad)
    return Plot(
        ticks=tuple(Tick(x=axis.x(value), text=number(value)) for value in _ticks(axis.low, axis.high)),
        band=_band(axis, mentions),
        strips=tuple(_strip(axis, mention) for mention in mentions),
    )


def number(value: float) -> str:
    """`2,500`, `1.5`."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    left: float
    low: float
    high: float

    def x(self, value: float) -> str:
        """A value's place in percent, kept on the axis."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return f"{self.left + share * (RIGHT - self.left):.1f}%"


def _strip(axis: _Axis, mention: FigureMention) -> Strip | None:
    if mention.value is None:
        return None
    kind, value = _KINDS[mention.bound], mention.value
    low = mention.low if _is_finite(mention.low) else axis.low
    high = mention.high if _is_finite(mention.high) else axis.high
    start, end = {
        "exactly": (value, value),
        "about": (low, high),
        "range": (low, high),
        "floor": (value, axis.high),
        "ceiling": (axis.low if mention.low in {None, 0} else low, value),
    }[kind]
    return Strip(
        x=axis.x(value),
        start=axis.x(start),
        end=axis.x(end),
        kind=kind,
        is_open=mention.bound in {"more than", "nearly", "fewer than"},
        label=_label(mention),
        label_x=axis.x(start) if kind in {"about", "range"} else axis.x(value),
        label_on_right=kind == "ceiling",
    )


def _label(mention: FigureMention) -> str:
    """The value with its bound as a sign; a range by its ends."""
    if mention.bound == "range" and _is_finite(mention.low) and _is_finite(mention.high):
        return f"{number(mention.low)}–{number(mention.high)}"
    return "" if mention.value is None else f"{_SIGNS[mention.bound]}{number(mention.value)}"


def _band(axis: _Axis, mentions: tuple[FigureMention, ...]) -> Band | None:
    """The intersection of all intervals; None where it is empty or says nothing."""
    numbered = [mention for mention in mentions if mention.value is not None]
    low = max((mention.low for mention in numbered if _is_finite(mention.low)), default=axis.low)
    high = min((mention.high for mention in numbered if _is_finite(mention.high)), default=axis.high)
    if low >= high:
        return None
    left, right = (float(axis.x(end).rstrip("%")) for end in (low, high))
    return Band(x=f"{left:.1f}%", width=f"{right - left:.1f}%") if right > left else None


def _ticks(low: float, high: float) -> list[float]:
    """Round values on the axis, at most six."""
    raw = (high - low) / (MOST_TICKS - 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(nice * power for nice in _NICE if nice * power >= raw)
    first = math.ceil(low / step)
    return [round(n * step, 10) for n in range(first, math.floor(high / step) + 1)]


def _is_finite(end: float | None) -> TypeGuard[float]:
    return end is not None and math.isfinite(end)
