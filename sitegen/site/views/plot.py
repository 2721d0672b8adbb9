"""Where a figure's marks stand on its axis, in percent of the plot's width.

The plot is a column of a table: each row draws itself into a strip as wide as the column, so that text is never scaled.
As places are in percent and text is not, what fits is estimated for the narrowest strip. Deliberately contains no
markup.
"""

import math
from itertools import pairwise
from typing import TypeGuard

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import FigureMention

RIGHT = 97.0
"""Where the axis ends at most, in percent of the strip."""

NARROW, WIDE = 190.0, 440.0
"""Width in pixels of the narrowest strip: on any page, and on pages wide enough for the theme's `wide` ticks."""

CHARACTER, BOLD, GAP = 7.3, 7.8, 8.0
"""Width in pixels of a digit on the axis and in a label, and what parts two labels."""

ARROW = 26
"""The least length of an arrow to the left, in pixels."""

BESIDE = 11.0
"""Pixels between a mark and its label."""

LABEL, LETTER = 6.0, 3.2
"""Room left of the axis for the label of the smallest value: so much, and so much a letter, on a phone's strip."""

MOST_TICKS = 6
_NICE = (1, 2, 2.5, 5, 10)


class Tick(Struct, frozen=True, kw_only=True):
    """A value on the axis."""

    x: str
    text: str
    room: str
    """`narrow` or `wide` for a tick that stands only on pages so wide; empty for both."""
    ends_there: bool
    """Whether the text ends at the tick, as one in its middle would stick out."""


class Band(Struct, frozen=True, kw_only=True):
    """The values for which all statements are true."""

    x: str
    width: str


class Strip(Struct, frozen=True, kw_only=True):
    """The mark of one statement."""

    x: str
    """The value."""
    start: str
    end: str
    """Ends of the line; equal to `x` where there is none."""
    kind: str
    """exactly, about, range, floor, above, ceiling, below: names the way the line is drawn."""
    arrow: int
    """Length in pixels of an arrow to the left that would be too short to see in percent; 0 where the line is drawn."""
    is_open: bool
    """Whether the value itself is excluded."""
    label: str
    label_x: str
    """Where the label ends, or begins where it is on the right: beside the line, never on it, but for an `arrow`."""
    label_on_right: bool


class Plot(Struct, frozen=True, kw_only=True):
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
    on_left = (len(_label(mention)) for mention in mentions if _KINDS[mention.bound] != "ceiling")
    left = max(min(LABEL + LETTER * max(on_left, default=0), RIGHT / 2), _percent(ARROW) + 1)
    axis = _Axis(left=left, right=RIGHT, low=low - pad if low < 0 else max(0.0, low - pad), high=high + 2 * pad)
    axis = replace(axis, right=_right(axis, mentions))
    return Plot(
        ticks=_ticks(axis),
        band=_band(axis, mentions),
        strips=tuple(_strip(axis, mention) for mention in mentions),
    )


def number(value: float) -> str:
    """`2,500`, `1.5`."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")


def short_number(value: float) -> str:
    """As `number`, with millions and the like as words where two decimals say them exactly: `4.5 million`."""
    for unit, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= unit and value == round(value / unit, 2) * unit:
            return f"{number(round(value / unit, 2))} {word}"
    return number(value)


class _Axis(Struct, frozen=True, kw_only=True):
    left: float
    right: float
    low: float
    high: float

    def at(self, value: float) -> float:
        """A value's place in percent, kept on the axis."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.left + share * (self.right - self.left)

    def x(self, value: float) -> str:
        """The place as an attribute."""
        return f"{self.at(value):.1f}%"


def _percent(pixels: float) -> float:
    """Pixels in percent of the narrowest strip."""
    return 100 * pixels / NARROW


def _right(axis: _Axis, mentions: tuple[FigureMention, ...]) -> float:
    """Where the axis ends so that the labels on the right of their marks fit; at least a third of the strip stays."""
    right = axis.right
    for mention in mentions:
        if mention.value is None or _KINDS[mention.bound] != "ceiling":
            continue
        room = 100 - _percent(BESIDE + BOLD * len(_label(mention)))
        share = (axis.at(mention.value) - axis.left) / (axis.right - axis.left)
        if share > 0:
            right = min(right, axis.left + (room - axis.left) / share)
    return max(right, axis.left + 100 / 3)


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
    place, label = axis.at(value), _label(mention)
    is_short = kind == "ceiling" and place - axis.at(start) < _percent(ARROW)
    on_right = kind == "ceiling" and place + _percent(BESIDE + BOLD * len(label)) <= 100.1  # noqa: PLR2004 - rounding
    return Strip(
        x=axis.x(value),
        start=axis.x(value if is_short else start),
        end=axis.x(end),
        kind=kind,
        arrow=ARROW if is_short else 0,
        is_open=mention.bound in {"more than", "nearly", "fewer than"},
        label=label,
        label_x=axis.x(value) if kind in {"exactly", "floor"} or on_right or is_short else axis.x(start),
        label_on_right=on_right,
    )


def _label(mention: FigureMention) -> str:
    """The value with bound and unit as signs; a range by its ends."""
    if mention.bound == "range" and _is_finite(mention.low) and _is_finite(mention.high):
        return f"{_with_unit(mention.low, mention.unit)}–{_with_unit(mention.high, mention.unit)}"
    return "" if mention.value is None else f"{_SIGNS[mention.bound]}{_with_unit(mention.value, mention.unit)}"


def _with_unit(value: float, unit: str) -> str:
    """The value with a sign for its unit; a unit that is a word is left to the article's words beside it."""
    shown = short_number(value)
    if unit == "%":
        return f"{shown}%"
    return shown if unit.isalpha() or " " in unit else f"{unit}{shown}"


def _band(axis: _Axis, mentions: tuple[FigureMention, ...]) -> Band | None:
    """The intersection of all intervals; None where it is empty or says nothing."""
    numbered = [mention for mention in mentions if mention.value is not None]
    low = max((mention.low for mention in numbered if _is_finite(mention.low)), default=axis.low)
    high = min((mention.high for mention in numbered if _is_finite(mention.high)), default=axis.high)
    if low >= high:
        return None
    left, right = (float(axis.x(end).rstrip("%")) for end in (low, high))
    return Band(x=f"{left:.1f}%", width=f"{right - left:.1f}%") if right > left else None


def _ticks(axis: _Axis) -> tuple[Tick, ...]:
    """Round values: as many as fit on a narrow strip, and as many as fit on a wide one."""
    narrow, wide = (
        {(value, _ends_there(axis, value, width)) for value in _fitting(axis, width)} for width in (NARROW, WIDE)
    )
    return tuple(
        Tick(
            x=axis.x(value),
            text=short_number(value),
            room="" if (value, ends_there) in narrow & wide else "narrow" if (value, ends_there) in narrow else "wide",
            ends_there=ends_there,
        )
        for value, ends_there in sorted(narrow | wide)
    )


def _fitting(axis: _Axis, width: float) -> list[float]:
    """The most round values whose labels do not touch on a strip of so many pixels."""
    values: list[float] = []
    for n in range(MOST_TICKS, 1, -1):
        values = _round_values(axis.low, axis.high, n)
        spans = [_span(axis, value, width) for value in values]
        if values and all(after[0] - before[1] >= GAP for before, after in pairwise(spans)):
            return values
    return values[-1:]


def _span(axis: _Axis, value: float, width: float) -> tuple[float, float]:
    """Where a tick's text begins and ends, in pixels."""
    place, text = axis.at(value) * width / 100, CHARACTER * len(short_number(value))
    return (place - text, place) if _ends_there(axis, value, width) else (place - text / 2, place + text / 2)


def _ends_there(axis: _Axis, value: float, width: float) -> bool:
    return axis.at(value) * width / 100 + CHARACTER * len(short_number(value)) / 2 > width


def _round_values(low: float, high: float, most: int) -> list[float]:
    """Round values from low to high, about so many."""
    raw = (high - low) / (most - 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(nice * power for nice in _NICE if nice * power >= raw)
    first = math.ceil(low / step)
    return [round(n * step, 10) for n in range(first, math.floor(high / step) + 1)]


def _is_finite(end: float | None) -> TypeGuard[float]:
    return end is not None and math.isfinite(end)
