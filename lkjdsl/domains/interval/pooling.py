"""
The interval meaning of the operators that bring many values together and drop excluded ones.

An operand that may be excluded counts or does not: a bound is taken over all choices of those that count.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any, NamedTuple

from attrs import evolve, frozen

from lkjdsl.core import operators
from lkjdsl.core.pooling import raised
from lkjdsl.core.program import Pool, Step
from lkjdsl.domains.interval import definitions, linear, roots_and_powers
from lkjdsl.domains.interval.linear import Linear
from lkjdsl.domains.interval.ranges import PossibleState, Range
from lkjdsl.domains.interval.rule import Entries, Ranges, entry
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import ONE, ZERO, Interval, interval
from lkjdsl.numbers.rational import Number, compare, sum_of

MOST_TRIED = 8
"""So many parts that may be excluded are tried in all their choices."""


@frozen(eq=False)
class PooledOperand:
    """An operand that can count: its numbers, its weight, and whether it is certain to count."""

    numbers: Interval
    weight: Number
    certain: bool


def _pooled(combine: Callable[[Sequence[PooledOperand]], Range]) -> Ranges[Pool]:
    """Return what an aggregate may be, where *combine* says it of the numbers that can count."""

    def ranges(step: Step[Pool], operands: Sequence[Range]) -> Range:
        weights = step.setting.weights or [ONE] * len(operands)
        states, ordinary = _states(step, operands, weights)
        parts = [
            PooledOperand(operand.numbers, weight, "excluded" not in operand.states)
            for operand, weight in zip(operands, weights, strict=True)
            if operand.numbers is not None
        ]
        if not ordinary or not parts:
            return Range(states=states)
        range_ = combine(parts)
        return evolve(range_, states=range_.states | states)

    return ranges


def _counted(step: Step[Pool], operands: Sequence[Range]) -> Range:
    states, ordinary = _states(step, operands, [ONE] * len(operands))
    return Range(_count(operands) if ordinary else None, states=states)


def _states(
    step: Step[Pool], operands: Sequence[Range], weights: Sequence[Number]
) -> tuple[frozenset[PossibleState], bool]:
    """Return the states that are possible, and whether an ordinary value is."""
    if not operands:  # the average of an objective without indicators
        return frozenset(("unavailable",)), False
    possible: set[PossibleState] = {state for operand in operands for state in operand.states if state != "excluded"}
    if all("excluded" in operand.states for operand in operands):
        possible.add("excluded")
    ordinary = any(operand.ordinary for operand in operands)
    for operand in operands:
        if not operand.ordinary and "excluded" not in operand.states:  # its state decides, or a worse one
            ordinary = False
            if operand.states == {"invalid"}:
                return operand.states, False
    minimum = step.setting.minimum
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


def _sum(parts: Sequence[PooledOperand]) -> Range:
    return Range(_both_ends(_greatest_sum, parts, whole=True))


def _mean(parts: Sequence[PooledOperand]) -> Range:
    return Range(_both_ends(_greatest_mean, parts, whole=False))


def _weighted(step: Step[Pool], operands: Sequence[Range]) -> Range:
    """
    Return the weighted means.

    With equal parts of what is excluded all choices of a few parts are tried; of more the mean lies among the values.
    """
    weights = step.setting.weights or ()

    def highest(parts: Sequence[PooledOperand]) -> tuple[Number | None, bool]:
        certain = [part for part in parts if part.certain]
        others = [part for part in parts if not part.certain]
        if len(others) > MOST_TRIED or any(part.numbers.high is None for part in parts):
            return _highest(parts)
        choices = ([*certain, *chosen] for count in range(len(others) + 1) for chosen in combinations(others, count))
        means = [_mean_of(counted, weights) for counted in choices if counted]
        high = max((Fraction(*mean) for mean, _ in means))
        return high.as_integer_ratio(), all(is_open for mean, is_open in means if Fraction(*mean) == high)

    def combine(parts: Sequence[PooledOperand]) -> Range:
        return Range(_both_ends(highest, parts, whole=False))

    return _pooled(combine if step.setting.equal else _mean)(step, operands)


def _mean_of(counted: Sequence[PooledOperand], weights: Sequence[Number]) -> tuple[Number, bool]:
    """Return the mean of the upper ends of what is *counted*, and whether it is open."""
    shares = raised([part.weight for part in counted], weights)
    terms = [_times(part.numbers.high or ZERO, share) for part, share in zip(counted, shares, strict=True)]
    is_open = any(part.numbers.high_open and share[0] != 0 for part, share in zip(counted, shares, strict=True))
    return _over(sum_of(terms), sum_of(shares)), is_open


def _median(parts: Sequence[PooledOperand]) -> Range:
    """Return the medians; whole numbers where one part is always in the middle."""
    found = _both_ends(_greatest_median, parts, whole=len(parts) % 2 == 1 and all(part.certain for part in parts))
    return Range(found)


def _greatest_median(parts: Sequence[PooledOperand]) -> tuple[Number | None, bool]:
    """Return the upper end of the median, whichever parts are excluded: of those, the highest are there first."""
    certain = [_high(part) for part in parts if part.certain]
    others = sorted((_high(part) for part in parts if not part.certain), reverse=True)
    fewest = 0 if certain else 1
    found = max(_middle(sorted((*certain, *others[:count]))) for count in range(fewest, len(others) + 1))
    return (None, False) if found.infinite else (found.end.as_integer_ratio(), not found.closed)


class _High(NamedTuple):
    """An upper end; these are in order as they stand."""

    infinite: bool
    end: Fraction
    closed: bool


def _high(part: PooledOperand) -> _High:
    high = part.numbers.high
    return _High(high is None, Fraction(*(high or ZERO)), not part.numbers.high_open)


def _middle(ordered: Sequence[_High]) -> _High:
    left, right = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return _High(right.infinite, (left.end + right.end) / 2, left.closed and right.closed)


def _max(parts: Sequence[PooledOperand]) -> Range:
    return Range(_greatest(parts))


def _min(parts: Sequence[PooledOperand]) -> Range:
    flipped = _greatest([evolve(part, numbers=intervals.negate(part.numbers)) for part in parts])
    return Range(intervals.negate(flipped))


def _by_roots(mean: Callable[..., Range]) -> Callable[[Sequence[PooledOperand]], Range]:
    def combined(parts: Sequence[PooledOperand]) -> Range:
        numbers, weights = [part.numbers for part in parts], [part.weight for part in parts]
        return mean(numbers, weights, all_count=all(part.certain for part in parts))

    return combined


def _both_ends(high_of: Any, parts: Sequence[PooledOperand], *, whole: bool) -> Interval:
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


def _greatest_sum(parts: Sequence[PooledOperand]) -> tuple[Number | None, bool]:
    """Return the upper end of the sum: with every part that must count, and those that may and raise it."""
    counted = [part for part in parts if part.certain or part.numbers.high is None or part.numbers.high[0] > 0]
    if not counted:
        return _highest(parts)
    highs = [part.numbers.high for part in counted]
    if None in highs:
        return None, False
    return sum_of([high for high in highs if high is not None]), any(part.numbers.high_open for part in counted)


def _greatest_mean(parts: Sequence[PooledOperand]) -> tuple[Number | None, bool]:
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
    total = sum_of([_term(part) for part in certain])
    is_open = any(part.numbers.high_open for part in certain)
    while True:
        above = [part for part in others if compare(_term(part), _times(_over(total, weight), part.weight)) > 0]
        if not above:
            return _over(total, weight), is_open
        best = above[0]
        for part in above[1:]:
            if compare(part.numbers.high, best.numbers.high) > 0:  # type: ignore[arg-type] # none is None
                best = part
        others = [part for part in others if part is not best]
        weight, total = sum_of([weight, best.weight]), sum_of([total, _term(best)])
        is_open = is_open or best.numbers.high_open


def _term(part: PooledOperand) -> Number:
    assert part.numbers.high is not None
    return _times(part.numbers.high, part.weight)


def _times(left: Number, right: Number) -> Number:
    return left[0] * right[0], left[1] * right[1]


def _over(left: Number, right: Number) -> Number:
    return left[0] * right[1], left[1] * right[0]


def _highest(parts: Sequence[PooledOperand]) -> tuple[Number | None, bool]:
    around = intervals.hull(part.numbers for part in parts)
    assert around is not None
    return around.high, around.high_open


def _greatest(parts: Sequence[PooledOperand]) -> Interval:
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


def _mean_form(step: Step[Pool], forms: Sequence[Linear]) -> Linear:
    return linear.mean(forms, step.setting.weights or [ONE] * len(forms))


AGGREGATES: Entries = (
    entry(operators.MEDIAN, _pooled(_median)),
    entry(operators.SUM, _pooled(_sum), form=lambda _step, forms: linear.summed(forms)),
    entry(operators.MEAN, _pooled(_mean), form=_mean_form),
    entry(operators.WEIGHTED_MEAN, _weighted, form=_mean_form),
    entry(operators.MIN, _pooled(_min), relations=definitions.not_above),
    entry(operators.MAX, _pooled(_max), relations=definitions.not_below),
    entry(operators.COUNT, _counted),
    entry(operators.GEOMEAN, _pooled(_by_roots(roots_and_powers.geometric_mean))),
    entry(operators.HARMEAN, _pooled(_by_roots(roots_and_powers.harmonic_mean))),
)
"""A form holds where no operand can be excluded: then it is the same sum whatever the data."""
