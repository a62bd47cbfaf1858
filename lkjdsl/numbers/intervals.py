"""
Intervals of rational numbers whose ends are finite or infinite, open or closed, and their arithmetic.

An interval is never empty: where no number is left, there is None. Each function returns the least interval that
holds every answer for operands taken independently of each other.
"""

from collections.abc import Iterable, Iterator

from attrs import frozen

from lkjdsl.numbers.rational import Number, ceil_of, compare, floor_of, reduced

ZERO: Number = (0, 1)
ONE: Number = (1, 1)

Extended = Number
"""A number, or (1, 0) and (-1, 0) for the infinite ends; they compare as they lie."""
IntervalEnd = tuple[Extended, bool]
"""An end while it is computed, and whether it is open."""

ABOVE_ALL: Extended = (1, 0)
BELOW_ALL: Extended = (-1, 0)


@frozen
class Interval:
    """
    The numbers from ``low`` to ``high``, each None where there is no such end; without an end that is open.

    ``whole`` leaves only the whole numbers among them; their ends are whole and closed.
    """

    low: Number | None = None
    high: Number | None = None
    low_open: bool = False
    high_open: bool = False
    whole: bool = False

    @property
    def point(self) -> Number | None:
        """Return the only number, or None where there are more."""
        return self.low if self.low is not None and self.low == self.high else None

    def __contains__(self, number: Number) -> bool:
        """Return whether *number* is one of the numbers."""
        if self.whole and number[0] % number[1]:
            return False
        if self.low is not None and compare(number, self.low) < self.low_open:
            return False
        return self.high is None or compare(self.high, number) >= self.high_open

    def sides(self) -> tuple[IntervalEnd, IntervalEnd]:
        """Return both ends."""
        low = (BELOW_ALL, True) if self.low is None else (self.low, self.low_open)
        high = (ABOVE_ALL, True) if self.high is None else (self.high, self.high_open)
        return low, high


EVERYTHING = Interval()


def interval(
    low: Number | None = None,
    high: Number | None = None,
    *,
    low_open: bool = False,
    high_open: bool = False,
    whole: bool = False,
) -> Interval | None:
    """Return the interval between two ends, or None where no number lies there; ends come out in lowest terms."""
    if whole:
        if low is not None:
            least = floor_of(low) + 1 if low_open else ceil_of(low)
            low, low_open = (least, 1), False
        if high is not None:
            most = ceil_of(high) - 1 if high_open else floor_of(high)
            high, high_open = (most, 1), False
    low_open, high_open = low_open and low is not None, high_open and high is not None
    if low is not None and high is not None:
        order = compare(low, high)
        if order > 0 or (order == 0 and (low_open or high_open)):
            return None
    low = None if low is None else reduced(low)
    high = None if high is None else reduced(high)
    return Interval(low, high, low_open, high_open, whole)


def point(number: Number) -> Interval:
    """Return the interval that holds *number* only."""
    number = reduced(number)
    return Interval(number, number, whole=number[1] == 1)


def between(low: Number | None, high: Number | None) -> Interval:
    """Return the closed interval from *low* to *high*, which are in order."""
    segment = interval(low, high)
    assert segment is not None
    return segment


def whole_at_least(number: Number) -> Interval:
    """Return the whole numbers from *number* on."""
    return Interval((ceil_of(number), 1), whole=True)


def _from_sides(lows: Iterable[IntervalEnd], highs: Iterable[IntervalEnd], *, whole: bool) -> Interval:
    """Return the interval from the least of *lows* to the greatest of *highs*; where two meet, a closed one."""
    low, low_open = _outermost(lows, up=False)
    high, high_open = _outermost(highs, up=True)
    segment = interval(
        low if low[1] else None, high if high[1] else None, low_open=low_open, high_open=high_open, whole=whole
    )
    assert segment is not None
    return segment


def _outermost(sides: Iterable[IntervalEnd], *, up: bool) -> IntervalEnd:
    """Return the lowest end, or going up the highest; where two meet, a closed one."""
    iterator = iter(sides)
    best, best_open = next(iterator)
    for value, is_open in iterator:
        order = compare(value, best) if up else compare(best, value)
        if order > 0:
            best, best_open = value, is_open
        elif order == 0:
            best_open = best_open and is_open
    return best, best_open


def hull(intervals: Iterable[Interval]) -> Interval | None:
    """Return the least interval that holds all *intervals*, or None where there is none."""
    parts = list(intervals)
    if len(parts) < 2:  # noqa: PLR2004 - nothing to bring together
        return parts[0] if parts else None
    sides = [part.sides() for part in parts]
    return _from_sides([low for low, _ in sides], [high for _, high in sides], whole=all(part.whole for part in parts))


def intersection(left: Interval, right: Interval) -> Interval | None:
    """Return what two intervals share."""
    low, low_open = left.low, left.low_open
    if right.low is not None:
        order = 1 if low is None else compare(right.low, low)
        low_open = right.low_open if order > 0 else low_open or (order == 0 and right.low_open)
        low = right.low if order > 0 else low
    high, high_open = left.high, left.high_open
    if right.high is not None:
        order = 1 if high is None else compare(high, right.high)
        high_open = right.high_open if order > 0 else high_open or (order == 0 and right.high_open)
        high = right.high if order > 0 else high
    return interval(low, high, low_open=low_open, high_open=high_open, whole=left.whole or right.whole)


def add(left: Interval, right: Interval) -> Interval:
    """Return the sums."""
    return Interval(
        None if left.low is None or right.low is None else _sum(left.low, right.low),
        None if left.high is None or right.high is None else _sum(left.high, right.high),
        (left.low_open or right.low_open) and left.low is not None and right.low is not None,
        (left.high_open or right.high_open) and left.high is not None and right.high is not None,
        left.whole and right.whole,
    )


def _sum(left: Number, right: Number) -> Number:
    (a, b), (c, d) = left, right
    return reduced((a + c, b)) if b == d else reduced((a * d + c * b, b * d))


def negate(operand: Interval) -> Interval:
    """Return the numbers with the other sign."""
    low, high = operand.low, operand.high
    return Interval(
        None if high is None else (-high[0], high[1]),
        None if low is None else (-low[0], low[1]),
        operand.high_open,
        operand.low_open,
        operand.whole,
    )


def subtract(left: Interval, right: Interval) -> Interval:
    """Return the differences."""
    return add(left, negate(right))


def multiply(left: Interval, right: Interval) -> Interval:
    """Return the products."""
    factor = right.point
    if factor is not None:
        return scale(left, factor)
    factor = left.point
    if factor is not None:
        return scale(right, factor)
    products = [_product(side, other) for side in left.sides() for other in right.sides()]
    return _from_sides(products, products, whole=left.whole and right.whole)


def _product(left: IntervalEnd, right: IntervalEnd) -> IntervalEnd:
    """Return the product of two ends; a zero that is reached makes the product one that is reached."""
    (a, left_open), (b, right_open) = left, right
    if a[0] == 0 or b[0] == 0:
        reached = (a[0] == 0 and not left_open) or (b[0] == 0 and not right_open)
        return ZERO, not reached
    if a[1] and b[1]:
        return (a[0] * b[0], a[1] * b[1]), left_open or right_open
    return (ABOVE_ALL if (a[0] > 0) == (b[0] > 0) else BELOW_ALL), True


def scale(operand: Interval, factor: Number) -> Interval:
    """Return the numbers times *factor*."""
    if factor[0] == 0:
        return Interval(ZERO, ZERO, whole=True)
    if factor[0] < 0:
        return negate(scale(operand, (-factor[0], factor[1])))
    low, high = operand.low, operand.high
    return Interval(
        None if low is None else reduced((low[0] * factor[0], low[1] * factor[1])),
        None if high is None else reduced((high[0] * factor[0], high[1] * factor[1])),
        operand.low_open,
        operand.high_open,
        operand.whole and factor[0] % factor[1] == 0,
    )


def positive_part(operand: Interval) -> Interval | None:
    """Return the numbers above 0."""
    return intersection(operand, Interval(ZERO, low_open=True))


def negative_part(operand: Interval) -> Interval | None:
    """Return the numbers below 0."""
    return intersection(operand, Interval(None, ZERO, high_open=True))


def other_than_zero(operand: Interval) -> Iterator[Interval]:
    """Yield the numbers below 0, then those above, where there are any."""
    for part in (negative_part(operand), positive_part(operand)):
        if part is not None:
            yield part


def reciprocal(operand: Interval) -> Interval:
    """Return the reciprocals of numbers that all have the same sign."""
    (low, low_open), (high, high_open) = operand.sides()
    quotient = interval(
        _flipped(high), _flipped(low), low_open=high_open, high_open=low_open, whole=operand.point in (ONE, (-1, 1))
    )
    assert quotient is not None
    return quotient


def _flipped(end: Extended) -> Number | None:
    """Return the reciprocal of an end: 0 for an infinite one, None (infinite) for 0."""
    if end[0] == 0:
        return None
    if end[1] == 0:
        return ZERO
    return (end[1], end[0]) if end[0] > 0 else (-end[1], -end[0])


def divide(left: Interval, right: Interval) -> Interval | None:
    """Return the quotients by the numbers of *right* other than 0, or None where it holds only 0."""
    return hull(multiply(left, reciprocal(part)) for part in other_than_zero(right))


def absolute(operand: Interval) -> Interval:
    """Return the numbers without their sign."""
    zero = [point(ZERO)] if ZERO in operand else []
    parts = [negate(part) if part.high is not None and part.high[0] <= 0 else part for part in other_than_zero(operand)]
    distance = hull([*zero, *parts])
    assert distance is not None
    return distance


def least(operands: list[Interval]) -> Interval:
    """Return the least of one number from each."""
    sides = [operand.sides() for operand in operands]
    high, high_open = _innermost([high for _, high in sides], up=True)
    low, low_open = _outermost([low for low, _ in sides], up=False)
    return _made(low, high, low_open, high_open, operands)


def greatest(operands: list[Interval]) -> Interval:
    """Return the greatest of one number from each."""
    sides = [operand.sides() for operand in operands]
    high, high_open = _outermost([high for _, high in sides], up=True)
    low, low_open = _innermost([low for low, _ in sides], up=False)
    return _made(low, high, low_open, high_open, operands)


def _innermost(sides: list[IntervalEnd], *, up: bool) -> IntervalEnd:
    """Return the end that binds, going up the lowest; where two meet, an open one does."""
    best, best_open = sides[0]
    for value, is_open in sides[1:]:
        order = compare(value, best) if up else compare(best, value)
        if order < 0:
            best, best_open = value, is_open
        elif order == 0:
            best_open = best_open or is_open
    return best, best_open


def _made(low: Extended, high: Extended, low_open: bool, high_open: bool, operands: list[Interval]) -> Interval:  # noqa: FBT001 - internal
    return Interval(
        reduced(low) if low[1] else None,
        reduced(high) if high[1] else None,
        low_open and low[1] != 0,
        high_open and high[1] != 0,
        all(operand.whole for operand in operands),
    )
