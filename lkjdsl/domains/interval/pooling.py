"""
The interval meaning of the operators that bring many values together and drop excluded ones.

An operand that may be excluded counts or does not: a bound is taken over all choices of those that count.
"""

from collections.abc import Sequence
from typing import Any

from attrs import evolve, frozen

from lkjdsl.core.program import Step
from lkjdsl.domains.interval import roots_and_powers as interval_roots
from lkjdsl.domains.interval.ranges import Possible, Range, joined, of_states
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import ONE, ZERO, Interval, interval
from lkjdsl.numbers.rational import Number, compare, sum_of


@frozen(eq=False)
class Part:
    """An operand that can count: its numbers, its weight, and whether it is certain to count."""

    numbers: Interval
    weight: Number
    certain: bool


def pooled(step: Step, name: str, operands: Sequence[Range]) -> Range:
    """Return what the aggregate *name* of *operands* may be."""
    setting: Any = step.setting
    weights: Sequence[Number] = getattr(setting, "weights", None) or [ONE] * len(operands)
    states, ordinary = _states(step, operands, weights)
    if not ordinary:
        return Range(states=states)
    if name == "count":
        return Range(_count(operands), states=states)
    parts = [
        Part(operand.numbers, weight, "excluded" not in operand.states)
        for operand, weight in zip(operands, weights, strict=True)
        if operand.numbers is not None
    ]
    if not parts:
        return Range(states=states)
    found = _combined(name, parts)
    return evolve(found, states=found.states | states)


def _states(step: Step, operands: Sequence[Range], weights: Sequence[Number]) -> tuple[frozenset[Possible], bool]:
    """Return the states that are possible, and whether an ordinary value is."""
    if not operands:  # the average of an objective without indicators
        return frozenset(("unavailable",)), False
    possible: set[Possible] = {state for operand in operands for state in operand.states if state != "excluded"}
    if all("excluded" in operand.states for operand in operands):
        possible.add("excluded")
    ordinary = any(operand.ordinary for operand in operands)
    for operand in operands:
        if not operand.ordinary and "excluded" not in operand.states:  # its state decides, or a worse one
            ordinary = False
            if operand.states == {"invalid"}:
                return operand.states, False
    minimum = getattr(step.setting, "minimum", None)
    if minimum is not None:
        short, enough = _availability(operands, weights, minimum)
        possible |= {"unavailable"} if short and ordinary else set()
        ordinary = ordinary and enough
    return frozenset(possible), ordinary


def _availability(operands: Sequence[Range], weights: Sequence[Number], minimum: int | Number) -> tuple[bool, bool]:
    """Return whether fewer than *minimum* may be available, and whether enough may be."""
    certain = [weight for operand, weight in zip(operands, weights, strict=True) if "excluded" not in operand.states]
    able = [weight for operand, weight in zip(operands, weights, strict=True) if operand.ordinary]
    if isinstance(minimum, int):
        return len(certain) < minimum, len(able) >= minimum
    a, b = sum_of(weights)
    needed = (a * minimum[0], b * minimum[1])
    return compare(sum_of(certain), needed) < 0, compare(sum_of(able), needed) >= 0


def _combined(name: str, parts: Sequence[Part]) -> Range:
    match name:
        case "sum":
            return Range(_both_ends(_greatest_sum, parts, whole=True))
        case "mean" | "weighted-mean":
            return Range(_both_ends(_greatest_mean, parts, whole=False))
        case "max":
            return Range(_greatest(parts))
        case "min":
            flipped = _greatest([evolve(part, numbers=intervals.negate(part.numbers)) for part in parts])
            return Range(intervals.negate(flipped))
        case _:
            mean = interval_roots.geometric_mean if name == "geometric-mean" else interval_roots.harmonic_mean
            all_count = all(part.certain for part in parts)
            return mean([part.numbers for part in parts], [part.weight for part in parts], all_count=all_count)


def _both_ends(high_of: Any, parts: Sequence[Part], *, whole: bool) -> Interval:
    """Return the interval whose upper end *high_of* finds, and whose lower end it finds of the numbers turned over."""
    high, high_open = high_of(parts)
    low, low_open = high_of([evolve(part, numbers=intervals.negate(part.numbers)) for part in parts])
    found = interval(
        None if low is None else (-low[0], low[1]),
        high,
        low_open=low_open,
        high_open=high_open,
        whole=whole and all(part.numbers.whole for part in parts),
    )
    assert found is not None
    return found


def _greatest_sum(parts: Sequence[Part]) -> tuple[Number | None, bool]:
    """Return the upper end of the sum: with every part that must count, and those that may and raise it."""
    counted = [part for part in parts if part.certain or part.numbers.high is None or part.numbers.high[0] > 0]
    if not counted:
        return _highest(parts)
    highs = [part.numbers.high for part in counted]
    if None in highs:
        return None, False
    return sum_of([high for high in highs if high is not None]), any(part.numbers.high_open for part in counted)


def _greatest_mean(parts: Sequence[Part]) -> tuple[Number | None, bool]:
    """
    Return the upper end of the weighted mean, whichever parts are excluded.

    It is that of the certain parts and of all others that lie above it: each of those raises it, none passes it.
    """
    certain = [part for part in parts if part.certain]
    others = [part for part in parts if not part.certain]
    if any(part.numbers.high is None for part in parts):
        return None, False
    if not certain:
        return _highest(parts)
    weight = sum_of([part.weight for part in certain])
    total = sum_of([_weighted(part) for part in certain])
    is_open = any(part.numbers.high_open for part in certain)
    while True:
        above = [part for part in others if compare(_weighted(part), _times(_over(total, weight), part.weight)) > 0]
        if not above:
            return _over(total, weight), is_open
        best = above[0]
        for part in above[1:]:
            if compare(part.numbers.high, best.numbers.high) > 0:  # type: ignore[arg-type] # none is None
                best = part
        others = [part for part in others if part is not best]
        weight, total = sum_of([weight, best.weight]), sum_of([total, _weighted(best)])
        is_open = is_open or best.numbers.high_open


def _weighted(part: Part) -> Number:
    assert part.numbers.high is not None
    return _times(part.numbers.high, part.weight)


def _times(left: Number, right: Number) -> Number:
    return left[0] * right[0], left[1] * right[1]


def _over(left: Number, right: Number) -> Number:
    return left[0] * right[1], left[1] * right[0]


def _highest(parts: Sequence[Part]) -> tuple[Number | None, bool]:
    around = intervals.hull(part.numbers for part in parts)
    assert around is not None
    return around.high, around.high_open


def _greatest(parts: Sequence[Part]) -> Interval:
    """Return the range of the greatest number: at least that of the certain parts, at most the highest of all."""
    certain = [part.numbers for part in parts if part.certain]
    others = [part.numbers for part in parts if not part.certain]
    if not certain:
        found = intervals.hull(others)
        assert found is not None
        return found
    found = intervals.greatest(certain)
    return intervals.hull([found, *(intervals.greatest([found, other]) for other in others)]) or found


def _count(operands: Sequence[Range]) -> Interval:
    least = sum(1 for operand in operands if "excluded" not in operand.states and False not in operand.flags)
    most = sum(1 for operand in operands if operand.ordinary and operand.flags != {False})
    return Interval((least, 1), (most, 1), whole=True)


def of_no_rows(name: str) -> Range:
    """Return the aggregate of a table without rows."""
    return Range(intervals.point(ZERO)) if name in ("sum", "count") else of_states("unavailable")


def of_any_number(name: str, body: Range) -> Range:
    """Return the aggregate of any number of rows, or none, each of whose values lies in *body*."""
    numbers = body.numbers
    match name:
        case "count" if body.ordinary:
            numbers = intervals.point(ZERO) if body.flags == {False} else intervals.whole_at_least(ZERO)
        case "sum" if numbers is not None:
            low, high = numbers.low, numbers.high
            not_below, not_above = low is not None and low[0] >= 0, high is not None and high[0] <= 0
            numbers = Interval(ZERO if not_below else None, ZERO if not_above else None, whole=numbers.whole)
        case "mean" if numbers is not None:
            numbers = evolve(numbers, whole=False)
    return joined((of_no_rows(name), Range(numbers, states=body.states)))
