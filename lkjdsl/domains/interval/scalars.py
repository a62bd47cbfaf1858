"""The interval meaning of the scalar operators, on operands that may be ordinary (their states are settled before)."""

from collections.abc import Callable
from functools import reduce
from itertools import pairwise
from typing import Any

from attrs import evolve

from lkjdsl.core import operators
from lkjdsl.core.arithmetic import interpolated
from lkjdsl.core.program import Bands, Division, Rounds, Step
from lkjdsl.domains.interval import definitions, roots_and_powers
from lkjdsl.domains.interval.linear import product, quotient, summed
from lkjdsl.domains.interval.ranges import Range, joined, of_numbers, of_rule, of_states
from lkjdsl.domains.interval.rule import Entries, Ranges, on_numbers, strict
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import ZERO, Interval, interval
from lkjdsl.numbers.rational import Number, ceil_of, floor_of, round_at


def _added(*terms: Interval) -> Interval:
    return reduce(intervals.add, terms)


def _capped(operand: Interval, bound: Interval) -> Interval:
    return intervals.least([operand, bound])


def _bounded_below(operand: Interval, bound: Interval) -> Interval:
    return intervals.greatest([operand, bound])


def _clamped(operand: Interval, low: Interval, high: Interval) -> Interval:
    return _capped(_bounded_below(operand, low), high)


def _divided(step: Step[Division], left: Interval, right: Interval) -> Range:
    """Return the quotients, and what the rules of the division say where the denominator can be 0."""
    quotients = of_numbers(intervals.divide(left, right))
    return joined([quotients, *by_rule(step.setting, left)]) if ZERO in right else quotients


def by_rule(rules: Division, numerator: Interval | None) -> list[Range]:
    """Return what the *rules* of a division say of a *numerator* over 0."""
    if numerator is None:
        return []
    ranges = [of_rule(rules.zero_over_zero)] if ZERO in numerator else []
    return ranges if numerator.point == ZERO else [*ranges, of_rule(rules.over_zero)]


def _stepped(
    operand: Interval, low: Callable[[Number], Number], high: Callable[[Number], Number], *, whole: bool
) -> Interval:
    """Return the range of a function that never falls and only takes values of its own: it reaches its ends."""
    found = interval(
        None if operand.low is None else low(operand.low),
        None if operand.high is None else high(operand.high),
        whole=whole,
    )
    assert found is not None
    return found


def _floor(operand: Interval) -> Interval:
    def high(end: Number) -> Number:
        return (ceil_of(end) - 1 if operand.high_open else floor_of(end)), 1

    return _stepped(operand, lambda end: (floor_of(end), 1), high, whole=True)


def _ceil(operand: Interval) -> Interval:
    return intervals.negate(_floor(intervals.negate(operand)))


def _rounded(step: Step[Rounds], operand: Interval) -> Range:
    return of_numbers(_rounded_by(step.setting, operand))


def _rounded_by(setting: Rounds, operand: Interval) -> Interval:
    def at(end: Number) -> Number:
        return round_at(end, setting.digits, setting.mode)

    return _stepped(operand, at, at, whole=setting.digits <= 0 or operand.whole)


def _interpolated(step: Step[None], x: Interval, *points: Interval) -> Range:
    """Return the heights; exactly where the points are known, else between the lowest and the highest of them."""
    gaps = [intervals.subtract(right, left) for left, right in pairwise(points[0::2])]
    wide = [intervals.intersection(gap, roots_and_powers.POSITIVE) for gap in gaps]
    if None in wide:
        return roots_and_powers.INVALID
    heights = intervals.hull(points[1::2])
    assert heights is not None
    heights = evolve(heights, whole=False)
    known = [point.point for point in points if point.point is not None]
    if len(known) < len(points):
        return Range(heights) if wide == gaps else joined((Range(heights), roots_and_powers.INVALID))
    abscissas = known[0::2]
    reached = [x.low or abscissas[0], x.high or abscissas[-1], *(abscissa for abscissa in abscissas if abscissa in x)]
    found: list[Any] = [interpolated(step, point, *known) for point in reached]
    around = intervals.hull(intervals.point(one) for one in found)
    return Range(heights if around is None else evolve(around, whole=False))


def _banded(step: Step[Bands], operand: Interval) -> Range:
    """Return the labels of the bands that a value can lie in."""
    setting = step.setting
    left: Interval | None = operand if setting.printed is None else _rounded_by(setting.printed, operand)
    labels: set[str] = set()
    for band in setting.bands:
        if left is None:
            break
        if intervals.intersection(left, Interval(band.start, low_open=band.open)) is not None:
            labels.add(str(band.label))
        left = intervals.intersection(left, Interval(None, band.start, high_open=not band.open))
    inside = Range(texts=frozenset(labels))
    return inside if left is None else joined((inside, of_states("unavailable")))


def _of_intervals(function: Callable[..., Interval | Range]) -> Ranges[None]:
    """Return what *function* of the intervals alone says: where it gives an interval, there is a number for each."""

    def ranges(_step: Step[None], *numbers: Interval) -> Range:
        found = function(*numbers)
        return of_numbers(found) if isinstance(found, Interval) else found

    return on_numbers(ranges)


SCALARS: Entries = (
    strict(operators.ADD, _of_intervals(_added), form=lambda _step, forms: summed(forms)),
    strict(operators.SUBTRACT, _of_intervals(intervals.subtract), form=lambda _step, forms: forms[0] - forms[1]),
    strict(operators.MULTIPLY, _of_intervals(intervals.multiply), form=lambda _step, forms: product(*forms)),
    strict(operators.DIVIDE, on_numbers(_divided), form=lambda _step, forms: quotient(*forms)),
    strict(operators.NEGATE, _of_intervals(intervals.negate), form=lambda _step, forms: -forms[0]),
    strict(operators.POWER, _of_intervals(roots_and_powers.power)),
    strict(operators.SQRT, _of_intervals(roots_and_powers.square_root)),
    strict(operators.LN, _of_intervals(roots_and_powers.logarithm)),
    strict(operators.EXP, _of_intervals(roots_and_powers.exponential)),
    strict(operators.ABSOLUTE, _of_intervals(intervals.absolute), relations=definitions.not_below_either_sign),
    strict(operators.ROUND, on_numbers(_rounded), relations=definitions.within_a_decimal),
    strict(operators.FLOOR, _of_intervals(_floor), relations=definitions.within(1, 0)),
    strict(operators.CEIL, _of_intervals(_ceil), relations=definitions.within(0, 1)),
    strict(operators.INTERPOLATE, on_numbers(_interpolated)),
    strict(operators.CLAMP, _of_intervals(_clamped)),
    strict(operators.CAP, _of_intervals(_capped), relations=definitions.not_above),
    strict(operators.BOUND_BELOW, _of_intervals(_bounded_below), relations=definitions.not_below),
    strict(operators.BAND, on_numbers(_banded)),
)
"""The operators on single values that give no flag."""
