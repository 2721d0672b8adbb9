"""The values that a statement of a number allows, and arithmetic on them.

The widths are those of the method page: `about` is 10 % to both sides, `nearly` 10 % downwards, and a number written
rounded (`43.9 million`) allows what rounds to it.
"""

import math
from collections.abc import Iterable

from msgspec import Struct

from sitegen.model.findings import Bound
from sitegen.text.numbers import Numeral

_HEDGE = 0.1
_SIGHT = 0.025
_THOUSAND = 1000
_CENT = 0.01


class Interval(Struct, frozen=True):
    """Values that a statement allows; None is an end that is not there."""

    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False

    def holds(self, value: float) -> bool:
        """Whether `value` is one of the values allowed."""
        if self.low is not None and (value < self.low or (value == self.low and self.low_open)):
            return False
        return self.high is None or value < self.high or (value == self.high and not self.high_open)

    @property
    def is_empty(self) -> bool:
        """Whether no value is allowed."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))


def interval_of(numeral: Numeral, bound: Bound | None, *, is_money: bool = False) -> Interval:
    """What a number allows with its bound word; `range` is not a bound of one number and reads as none.

    A number without a bound allows what rounds to it, at most 10 % to each side, where it is written rounded
    (`43.9 million`, `4.5`); else itself alone. A sum of money given to the cent is not rounded.
    """
    value = numeral.value
    hedge, floor = _HEDGE * abs(value), None if value < 0 else 0.0
    bounded = {
        "about": Interval(_tidy(value - hedge), _tidy(value + hedge)),
        "nearly": Interval(_tidy(value - hedge), value),
        "at least": Interval(value, None),
        "more than": Interval(value, None, low_open=True),
        "fewer than": Interval(floor, value, high_open=True),
        "up to": Interval(floor, value),
    }
    if bound in bounded:
        return bounded[bound]
    half = 0.0
    is_to_the_cent = is_money and numeral.scale == 1 and numeral.step == _CENT
    if numeral.kind != "fraction" and not is_to_the_cent and (numeral.scale >= _THOUSAND or numeral.step < 1):
        half = min(numeral.step / 2, hedge)
    return Interval(_tidy(value - half), _tidy(value + half))


def intersect(intervals: Iterable[Interval]) -> Interval:
    """The values that all `intervals` allow; empty where no value does."""
    low: tuple[float, bool] | None = None
    high: tuple[float, bool] | None = None
    for interval in intervals:
        if interval.low is not None:
            low = max((interval.low, interval.low_open), low) if low else (interval.low, interval.low_open)
        if interval.high is not None:
            # an open end is the narrower one: (v, not open) orders it before the closed end of the same value
            end = (interval.high, not interval.high_open)
            high = min(end, high) if high else end
    return Interval(
        low[0] if low else None,
        high[0] if high else None,
        low_open=bool(low and low[1]),
        high_open=bool(high and not high[1]),
    )


def rounds_to(precise: float, coarse: float) -> bool:
    """Whether `coarse` may be `precise` rounded to round thousands, hundreds and so on, by at most 2.5 %.

    Below 1,000 a round number is taken at its word: 30 dead are not 32 dead.
    """
    if not _THOUSAND <= coarse < math.inf or coarse != int(coarse):
        return False
    digits = str(int(coarse))
    zeros = len(digits) - len(digits.rstrip("0"))
    return zeros > 1 and abs(precise - coarse) <= min(10**zeros / 2, _SIGHT * coarse)


def _tidy(value: float) -> float:
    """Without the dust of binary fractions: 0.9 times 900 is 810."""
    return float(f"{value:.12g}")
