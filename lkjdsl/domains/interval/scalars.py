"""The interval meaning of the scalar operators, on operands that may be ordinary (their states are settled before)."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from itertools import pairwise
from typing import Any

from attrs import evolve

from lkjdsl.core.program import Step
from lkjdsl.domains.interval import roots_and_powers as interval_roots
from lkjdsl.domains.interval.ranges import Range, joined, of_flags, of_numbers, of_rule, of_states
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import ZERO, Interval, interval
from lkjdsl.numbers.rational import Number, ceil_of, compare, floor_of, round_at

ORDERS = ("less", "at-most", "greater", "at-least")


def apply(step: Step, operands: Sequence[Range]) -> Range:
    """Return what *step* may be where all its operands are ordinary."""
    name, setting = step.operator.name, step.setting
    if name in _FLAGS:
        return _FLAGS[name](*(operand.flags for operand in operands))
    if name in ("equal", "different"):
        return _equality(name, *operands)
    numbers = [operand.numbers for operand in operands if operand.numbers is not None]
    if len(numbers) < len(operands):
        return Range()  # a number is asked for and none is possible
    if name in _NUMBERS:
        return of_numbers(_NUMBERS[name](*numbers))
    if name in ORDERS:
        return of_order(name, intervals.subtract(*numbers))
    if name in _RANGES:
        return _RANGES[name](*numbers)
    return _SET[name](setting, *numbers)


def _sum(*terms: Interval) -> Interval:
    return reduce(intervals.add, terms)


def _capped(operand: Interval, bound: Interval) -> Interval:
    return intervals.least([operand, bound])


def _bounded_below(operand: Interval, bound: Interval) -> Interval:
    return intervals.greatest([operand, bound])


def _clamped(operand: Interval, low: Interval, high: Interval) -> Interval:
    return _capped(_bounded_below(operand, low), high)


def divided(rules: Any, left: Interval, right: Interval) -> Range:
    """Return the quotients, and what the *rules* of a division say where the denominator can be 0."""
    quotients = of_numbers(intervals.divide(left, right))
    return joined([quotients, *by_rule(rules, left)]) if ZERO in right else quotients


def by_rule(rules: Any, numerator: Interval | None) -> list[Range]:
    """Return what the *rules* of a division say of a *numerator* over 0."""
    if numerator is None:
        return []
    found = [of_rule(rules.zero_over_zero)] if ZERO in numerator else []
    return found if numerator.point == ZERO else [*found, of_rule(rules.over_zero)]


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


def _rounded(setting: Any, operand: Interval) -> Range:
    def at(end: Number) -> Number:
        return round_at(end, setting.digits, setting.mode)

    return of_numbers(_stepped(operand, at, at, whole=setting.digits <= 0 or operand.whole))


def of_order(name: str, difference: Interval) -> Range:
    """Return whether a comparison can hold and can fail, from what its left side less its right side may be."""
    below, above = intervals.negative_part(difference) is not None, intervals.positive_part(difference) is not None
    zero = ZERO in difference
    match name:
        case "less":
            return of_flags(can_hold=below, can_fail=zero or above)
        case "at-most":
            return of_flags(can_hold=below or zero, can_fail=above)
        case "greater":
            return of_flags(can_hold=above, can_fail=zero or below)
        case "at-least":
            return of_flags(can_hold=above or zero, can_fail=below)
        case "equal":
            return of_flags(can_hold=zero, can_fail=below or above)
        case _:
            return of_flags(can_hold=below or above, can_fail=zero)


def _equality(name: str, left: Range, right: Range) -> Range:
    """Return whether two numbers, texts or flags can be the same and can differ."""
    found = []
    if left.numbers is not None and right.numbers is not None:
        found.append(of_order("equal", intervals.subtract(left.numbers, right.numbers)))
    if left.flags and right.flags:
        found.append(_sameness(left.flags, right.flags))
    if left.texts is None or right.texts is None:
        found.append(of_flags(can_hold=True, can_fail=True))
    elif left.texts and right.texts:
        found.append(_sameness(left.texts, right.texts))
    same = joined(found)
    return same if name == "equal" else evolve(same, flags=_inverted(same.flags).flags)


def _sameness(left: frozenset[Any], right: frozenset[Any]) -> Range:
    return of_flags(can_hold=bool(left & right), can_fail=len(left | right) > 1)


def _both(left: frozenset[bool], right: frozenset[bool]) -> Range:
    return Range(flags=frozenset(one and other for one in left for other in right))


def _either(left: frozenset[bool], right: frozenset[bool]) -> Range:
    return Range(flags=frozenset(one or other for one in left for other in right))


def _inverted(operand: frozenset[bool]) -> Range:
    return Range(flags=frozenset(not flag for flag in operand))


def _interpolated(x: Interval, *points: Interval) -> Interval:
    """Return the heights; exactly where the points are known, else between the lowest and the highest of them."""
    from lkjdsl.core.arithmetic import interpolated

    heights = intervals.hull(points[1::2])
    assert heights is not None
    heights = evolve(heights, whole=False)
    known = [one.point for one in points if one.point is not None]
    abscissas = known[0::2]
    if len(known) < len(points) or not all(compare(left, right) < 0 for left, right in pairwise(abscissas)):
        return heights
    reached = [x.low or abscissas[0], x.high or abscissas[-1], *(one for one in abscissas if one in x)]
    step: Any = None
    found: list[Any] = [interpolated(step, one, *known) for one in reached]
    around = intervals.hull(intervals.point(one) for one in found)
    return heights if around is None else evolve(around, whole=False)


def _banded(setting: Any, operand: Interval) -> Range:
    """Return the labels of the bands that a value can lie in."""
    left: Interval | None = operand if setting.printed is None else _rounded(setting.printed, operand).numbers
    labels: set[str] = set()
    for band in setting.bands:
        if left is None:
            break
        if intervals.intersection(left, Interval(band.start, low_open=band.open)) is not None:
            labels.add(str(band.label))
        left = intervals.intersection(left, Interval(None, band.start, high_open=not band.open))
    inside = Range(texts=frozenset(labels))
    return inside if left is None else joined((inside, of_states("unavailable")))


_FLAGS: Mapping[str, Callable[..., Range]] = {"and": _both, "or": _either, "not": _inverted}

_NUMBERS: Mapping[str, Callable[..., Interval]] = {
    "add": _sum,
    "subtract": intervals.subtract,
    "multiply": intervals.multiply,
    "negate": intervals.negate,
    "absolute": intervals.absolute,
    "floor": _floor,
    "ceil": _ceil,
    "interpolate": _interpolated,
    "clamp": _clamped,
    "cap": _capped,
    "bound-below": _bounded_below,
}
"""Operators that give a number for any numbers."""

_RANGES: Mapping[str, Callable[..., Range]] = {
    "power": interval_roots.power,
    "sqrt": interval_roots.square_root,
    "ln": interval_roots.logarithm,
    "exp": interval_roots.exponential,
}
_SET: Mapping[str, Callable[..., Range]] = {"divide": divided, "round": _rounded, "band": _banded}
"""Operators with a setting."""
