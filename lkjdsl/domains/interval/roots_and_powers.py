"""
The interval meaning of powers, roots, logarithms and the means that need them.

Their exact answers may be rounded to 50 digits (lkjdsl/numbers/roots.py), so an end that is not 0 is moved outward to
the next number of 50 digits and is closed: what is rounded never passes it.
"""

from collections.abc import Callable, Sequence

from lkjdsl.domains.interval.ranges import Range, joined, of_numbers, of_states
from lkjdsl.numbers import intervals, irrational, roots
from lkjdsl.numbers.intervals import EVERYTHING, ONE, ZERO, Interval, interval
from lkjdsl.numbers.rational import Approximate, Number, compare, significant

NumberOrReason = Number | str
RootFunction = Callable[[Number], NumberOrReason]
Mean = Callable[[Sequence[Number], Sequence[Number]], NumberOrReason]

NOT_NEGATIVE = Interval(ZERO)
POSITIVE = Interval(ZERO, None, low_open=True)
INVALID = of_states("invalid")


def square_root(operand: Interval) -> Range:
    """Return the square roots."""
    return _where(NOT_NEGATIVE, operand, lambda part: _rising(roots.square_root, part))


def logarithm(operand: Interval) -> Range:
    """Return the natural logarithms."""
    return _where(POSITIVE, operand, lambda part: _rising(roots.logarithm, part))


def exponential(operand: Interval) -> Range:
    """Return the powers of e; those of very large and very negative numbers are too long."""
    range_ = _rising(roots.exponential, operand)
    assert range_.numbers is not None
    states = INVALID.states if operand.low is None or operand.high is None else range_.states
    return Range(intervals.intersection(range_.numbers, POSITIVE), states=states)


def power(base: Interval, exponent: Interval) -> Range:
    """Return the powers; exactly where the exponent is known."""
    known = exponent.point
    if known is None:
        return _power_of_any(base, exponent)
    whole, above = known[1] == 1, known[0] > 0

    def of(number: Number) -> NumberOrReason:
        return roots.power(number, known)

    if not whole:
        domain = NOT_NEGATIVE if above else POSITIVE
        return _where(domain, base, lambda part: _rising(of, part) if above else _falling(of, part))
    if known[0] == 0:
        ones = Range(intervals.point(ONE))
        return joined((ones, INVALID)) if ZERO in base else ones
    if above:
        return _rising(of, base if known[0] % 2 else intervals.absolute(base))
    # Below 0 an odd power falls too; an even one is the same as that of the number without its sign.
    sides = [base] if known[0] % 2 else [intervals.absolute(base)]
    ranges = [_falling(of, part) for side in sides for part in intervals.other_than_zero(side)]
    return joined([*ranges, INVALID] if ZERO in base else ranges)


def _power_of_any(base: Interval, exponent: Interval) -> Range:
    """Return the powers to an exponent that varies: for a positive base the corners are the extremes."""
    part = intervals.intersection(base, POSITIVE)
    if part is None or part != base:
        return Range(EVERYTHING if intervals.negative_part(base) is not None else NOT_NEGATIVE, states=INVALID.states)
    ends = [part.low, part.high, exponent.low, exponent.high]
    corners = [] if None in ends or ends[0] == ZERO else [roots.power(b, e) for b in ends[:2] for e in ends[2:]]  # type: ignore[arg-type] # none is None
    if not corners or any(isinstance(corner, str) for corner in corners):
        return of_numbers(POSITIVE)
    found = intervals.hull(_widened(corner) for corner in corners if not isinstance(corner, str))
    return of_numbers(found)


def geometric_mean(parts: Sequence[Interval], weights: Sequence[Number], *, all_count: bool) -> Range:
    """Return the geometric means of one number from each part; only positive ones have one."""
    positive = [intervals.intersection(part, POSITIVE) for part in parts]
    states = INVALID.states if any(one != part for one, part in zip(positive, parts, strict=True)) else frozenset()
    kept = [part for part in positive if part is not None]
    if len(kept) < len(parts) and all_count:
        return INVALID
    return Range(_mean(roots.geometric_mean, kept, weights, all_count=all_count), states=states)


def harmonic_mean(parts: Sequence[Interval], weights: Sequence[Number], *, all_count: bool) -> Range:
    """Return the harmonic means of one number from each part; one of 0 has none."""
    if all(intervals.intersection(part, POSITIVE) == part for part in parts):
        return of_numbers(_mean(roots.harmonic_mean, parts, weights, all_count=all_count))
    if all(intervals.negative_part(part) == part for part in parts):
        found = _mean(roots.harmonic_mean, [intervals.negate(part) for part in parts], weights, all_count=all_count)
        return of_numbers(None if found is None else intervals.negate(found))
    return Range(EVERYTHING, states=INVALID.states)


def _mean(mean: Mean, parts: Sequence[Interval], weights: Sequence[Number], *, all_count: bool) -> Interval | None:
    """Return the means of positive numbers: between the means of the ends, since a mean only rises in its operands."""
    around = intervals.hull(parts)
    if not all_count or around is None:
        return None if around is None else _rising(lambda number: number, around).numbers
    lows = [part.low for part in parts if part.low is not None and part.low != ZERO]
    highs = [part.high for part in parts if part.high is not None]
    low = mean(lows, weights) if len(lows) == len(parts) else ZERO
    high = mean(highs, weights) if len(highs) == len(parts) else None
    return interval(
        ZERO if isinstance(low, str) else _below(low),
        None if high is None or isinstance(high, str) else _above(high),
        low_open=low == ZERO or isinstance(low, str),
    )


def _where(domain: Interval, operand: Interval, inside: Callable[[Interval], Range]) -> Range:
    """Return what *inside* gives for the part of *operand* in *domain*; the rest is invalid."""
    part = intervals.intersection(operand, domain)
    if part is None:
        return INVALID
    return inside(part) if part == operand else joined((inside(part), INVALID))


def _rising(function: RootFunction, operand: Interval) -> Range:
    low = None if operand.low is None else function(operand.low)
    high = None if operand.high is None else function(operand.high)
    return _ended(low, high, low_open=operand.low_open, high_open=operand.high_open)


def _falling(function: RootFunction, operand: Interval) -> Range:
    # Only negative powers fall; at an end without bound they come near 0, at 0 there is none, and no end.
    low = ZERO if operand.high is None else function(operand.high)
    high = ZERO if operand.low is None else function(operand.low)
    low_open = operand.high_open or operand.high is None
    high_open = operand.low_open or operand.low is None
    return _ended(low, high, low_open=low_open, high_open=high_open)


def _ended(low: NumberOrReason | None, high: NumberOrReason | None, *, low_open: bool, high_open: bool) -> Range:
    """Return the range between two answers; where there is no answer there is no end, and it may be too long."""
    too_long = "number-too-long" in (low, high)
    found = interval(
        None if low is None or isinstance(low, str) else _below(low),
        None if high is None or isinstance(high, str) else _above(high),
        low_open=low_open and low == ZERO,
        high_open=high_open and high == ZERO,
    )
    return Range(found, states=INVALID.states if too_long else frozenset())


def _widened(number: Number) -> Interval:
    return Interval(_below(number), _above(number))


def _above(number: Number) -> Number:
    """Return the least number of 50 digits that is not below *number*; the next one where that is approximate."""
    coefficient, exponent = significant(number, irrational.DIGITS)
    found = _of_digits(coefficient, exponent)
    order = compare(found, number)
    if order > 0 or (order == 0 and type(number) is not Approximate):
        return found
    return _of_digits(coefficient + 1, exponent)


def _below(number: Number) -> Number:
    a, b = _above(Approximate((-number[0], number[1])) if type(number) is Approximate else (-number[0], number[1]))
    return -a, b


def _of_digits(coefficient: int, exponent: int) -> Number:
    scale: int = 10 ** abs(exponent)
    return (coefficient * scale, 1) if exponent > 0 else (coefficient, scale)
