"""
The exact meaning of the operators that bring many values together.

They drop excluded values (language.md section 4) and are handed what is left, with the weights of what is left.
"""

from collections.abc import Callable, Sequence
from functools import cmp_to_key
from typing import Any, Concatenate

from lkjdsl.core.program import Pool, Step
from lkjdsl.model.values import Reason, State, Value, merged, state
from lkjdsl.numbers import roots
from lkjdsl.numbers.rational import Number, compare, reduced, sum_of

ONE: Number = (1, 1)


def kept(step: Step[Pool], values: Sequence[Value]) -> State | tuple[Sequence[Any], Sequence[Number]]:
    """
    Return the values that count and their weights, or the state that the whole takes.

    Excluded values are dropped; an invalid or unavailable one decides; with all dropped the whole is excluded,
    for that reason and theirs; with fewer left than ``min_available`` asks for, it is unavailable.
    """
    weights = weights_left = step.setting.weights or [ONE] * len(values)
    left: Sequence[Any] = values
    if not values:
        return state("unavailable", "nothing-averaged", step.origin.path)
    states = [value for value in values if value.__class__ is State]
    if states:
        decided = merged(states)
        if decided.kind != "excluded":
            return decided
        if len(states) == len(values):
            return State("excluded", (Reason("all-excluded", step.origin.path), *decided.reasons))
        weights_left = [weight for value, weight in zip(values, weights, strict=True) if value.__class__ is not State]
        left = [value for value in values if value.__class__ is not State]
    minimum = step.setting.minimum
    if minimum is not None:
        short = len(left) < minimum if isinstance(minimum, int) else _share(weights_left, weights, minimum) < 0
        if short:
            return state("unavailable", "too-few-available", step.origin.path)
    return left, weights_left


def _share(part: Sequence[Number], whole: Sequence[Number], minimum: Number) -> int:
    """Return how the share of the weight that is left compares with *minimum*: below 0 where it is less."""
    a, b = sum_of(whole)
    return compare(sum_of(part), (a * minimum[0], b * minimum[1]))


def raised(left: Sequence[Number], weights: Sequence[Number]) -> list[Number]:
    """Return the weights that are *left*, each with an equal part of what is lost of all *weights*."""
    lost, lost_below = sum_of([*weights, *((-a, b) for a, b in left)])
    return [sum_of([weight, (lost, lost_below * len(left))]) for weight in left]


def shares(setting: Pool, values: Sequence[Value]) -> list[Number | None]:
    """Return what part of a weighted mean each of *values* has, None for an excluded one; together they are 1."""
    weights = setting.weights or [ONE] * len(values)
    counting = [not (isinstance(value, State) and value.kind == "excluded") for value in values]
    left: Sequence[Number] = [weight for weight, counts in zip(weights, counting, strict=True) if counts]
    if setting.equal and left:
        left = raised(left, weights)
    a, b = sum_of(left)
    parts = iter(left)
    return [reduced((one[0] * b, one[1] * a)) if counts and (one := next(parts)) else None for counts in counting]


def pooled(combine: Callable[Concatenate[Step[Pool], ...], Value]) -> Callable[Concatenate[Step[Pool], ...], Value]:
    """Return the operator that applies *combine* (step, values, weights) to the values that count."""

    def exact(step: Step[Pool], *values: Value) -> Value:
        found = kept(step, values)
        return found if isinstance(found, State) else combine(step, *found)

    return exact


def total(step: Step[Pool], values: Sequence[Number], weights: Sequence[Number]) -> Value:
    """Return the sum."""
    return sum_of(values)


def mean(step: Step[Pool], values: Sequence[Number], weights: Sequence[Number]) -> Value:
    """Return the sum over the number of values."""
    a, b = sum_of(values)
    return a, b * len(values)


def least(step: Step[Pool], values: Sequence[Number], weights: Sequence[Number]) -> Value:
    """Return the least value."""
    found = values[0]
    for value in values:
        if compare(value, found) < 0:
            found = value
    return found


def greatest(step: Step[Pool], values: Sequence[Number], weights: Sequence[Number]) -> Value:
    """Return the greatest value."""
    found = values[0]
    for value in values:
        if compare(value, found) > 0:
            found = value
    return found


def median(step: Step[Pool], values: Sequence[Number], weights: Sequence[Number]) -> Value:
    """Return the value in the middle; of an even number of values the mean of the middle two."""
    ordered = sorted(values, key=cmp_to_key(compare))
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    (a, b), (c, d) = ordered[middle - 1 : middle + 1]
    return a * d + c * b, 2 * b * d


def counted(step: Step[Pool], values: Sequence[Any], weights: Sequence[Number]) -> Value:
    """Return how many values there are; of flags, how many are true."""
    return sum(1 for value in values if value is not False), 1


def weighted_mean(step: Step[Pool], values: Sequence[Number], weights: Sequence[Number]) -> Value:
    """Return the sum of weight times value over the sum of the weights, which are those of what is left."""
    if step.setting.equal:
        weights = raised(weights, step.setting.weights or ())
    a, b = sum_of([(w * v, x * y) for (v, y), (w, x) in zip(values, weights, strict=True)])
    c, d = sum_of(weights)
    return a * d, b * c


def geometric_mean(step: Step[Pool], values: Sequence[Number], weights: Sequence[Number]) -> Value:
    """Return the product of the values to the power of their weights."""
    return _value_or_state(step, roots.geometric_mean(values, weights))


def harmonic_mean(step: Step[Pool], values: Sequence[Number], weights: Sequence[Number]) -> Value:
    """Return the sum of the weights over the sum of weight over value."""
    return _value_or_state(step, roots.harmonic_mean(values, weights))


def _value_or_state(step: Step[Pool], answer: Number | str) -> Value:
    return state("invalid", answer, step.origin.path) if isinstance(answer, str) else answer
