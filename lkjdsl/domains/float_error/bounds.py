"""What a step may be, and how far from it float64 may be."""

from typing import Any

from attrs import frozen

from lkjdsl.domains.interval.ranges import Range, of_value
from lkjdsl.numbers.rational import Number, reduced

UNIT = 2.0**-53
"""The relative error of one operation of float64."""
WHOLE = 2.0**53
"""Whole numbers up to here are float64 numbers, and so are their sums, differences and products."""
SLACK = 1.001
UNKNOWN = float("inf")


@frozen
class ErrorBound:
    """
    What a step may be, and how far from it float64 may be.

    ``bits`` bounds the length of the exact number; other than 0 it is at least 2 to the minus ``tiny``, where its
    relative error is known. Where ``grid`` is not 0, the value is a whole number of parts of 1 in that many. Where
    ``parts`` is not 0, it is one of parts of 1 in no more than that many, which need not be the same ones for all rows:
    what is nearer to a tie than such parts allow is one.
    """

    range: Range
    absolute: float = 0.0
    relative: float = 0.0
    bits: int = 0
    tiny: int = 0
    grid: int = 0
    parts: int = 0

    @property
    def magnitude(self) -> float:
        """Return a number that no number of the range exceeds in size."""
        numbers = self.range.numbers
        return 0.0 if numbers is None else max(_size(numbers.low), _size(numbers.high))

    @property
    def sign(self) -> int:
        """Return 1 or -1 where no number is on the other side of 0, and 0 where both sides are possible."""
        numbers = self.range.numbers
        if numbers is None or (numbers.low is not None and numbers.low[0] >= 0):
            return 1
        return -1 if numbers.high is not None and numbers.high[0] <= 0 else 0

    @property
    def point(self) -> Number | None:
        """Return the only number of the range, or None where there are none or more."""
        return None if self.range.numbers is None else self.range.numbers.point

    @property
    def whole(self) -> bool:
        """Return whether the value is a whole number and its float64 is that very number."""
        numbers = self.range.numbers
        return self.absolute == 0 and (numbers is None or numbers.whole or is_whole(numbers.point))

    @property
    def may_be_zero(self) -> bool:
        """Return whether 0 is possible."""
        return self.range.numbers is not None and (0, 1) in self.range.numbers


NO_BOUND = ErrorBound(Range())
"""Of what never has a value."""


def of_constant(value: Any) -> ErrorBound:
    """Return the bound of a value of the edition."""
    if not isinstance(value, tuple):
        return ErrorBound(of_value(value))
    near = as_float(value)
    if abs(near) == UNKNOWN or (near == 0 and value[0]):
        return ErrorBound(of_value(value), UNKNOWN, UNKNOWN)
    n, d = near.as_integer_ratio()
    relative = 0.0 if n * value[1] == value[0] * d else UNIT
    parts = reduced(value)[1]
    bits = value[0].bit_length() + value[1].bit_length()
    return ErrorBound(of_value(value), relative * abs(near), relative, bits, value[1].bit_length(), fine(parts), parts)


def as_float(value: Number) -> float:
    """Return the float64 nearest to *value*, or an infinity."""
    try:
        return value[0] / value[1]
    except OverflowError:
        return UNKNOWN if value[0] > 0 else -UNKNOWN


def _size(end: Number | None) -> float:
    return UNKNOWN if end is None else abs(as_float(end)) * SLACK


def is_whole(point: Number | None) -> bool:
    """Return whether the only number of a range is whole."""
    return point is not None and point[0] % point[1] == 0


FINEST = 10**12
"""Parts of 1 beyond which a grid is of no use."""


def fine(grid: int) -> int:
    """Return *grid*, or 0 where it is of no use."""
    return grid if grid <= FINEST else 0
