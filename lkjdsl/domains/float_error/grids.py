"""Of which parts of 1 the values of a step are whole numbers, where those of its operands are: grids, denominators."""

from collections.abc import Sequence
from math import ceil, isfinite, lcm, prod
from typing import Any

from attrs import evolve

from lkjdsl.core.program import Step
from lkjdsl.domains.float_error.bounds import Bound, fine
from lkjdsl.numbers.rational import reduced, sum_of


def shared(bounds: Sequence[Bound]) -> int:
    """Return a grid on which all values lie, 0 where one lies on none."""
    return fine(lcm(*(one.grid for one in bounds)))


def grid_of(step: Step, numbers: Sequence[Bound]) -> int:
    """Return the grid of what *step* gives."""
    setting: Any = step.setting
    match step.operator.name:
        case "floor" | "ceil" | "count":
            return 1
        case "round":
            return fine(int(10 ** max(setting.digits, 0)))
        case "multiply":
            return fine(numbers[0].grid * numbers[1].grid)
        case "divide":
            point = numbers[1].point
            return 0 if point is None else fine(numbers[0].grid * abs(point[0]))
        case "mean" | "weighted-mean":
            if any("excluded" in one.range.states for one in numbers):
                return 0
            weights = setting.weights or [(1, 1)] * len(numbers)
            if len(weights) != len(numbers):  # one is never a number
                return 0
            a, b = sum_of(weights)
            parts = [reduced((one * b, other * a))[1] for one, other in weights]
            return shared([evolve(one, grid=one.grid * part) for one, part in zip(numbers, parts, strict=True)])
        case "add" | "subtract" | "sum" | "min" | "max" | "cap" | "bound-below" | "clamp" | "negate" | "absolute":
            return shared(numbers)
        case "choose" | "applies":
            return shared(numbers)
        case _:
            return 0


MOST_PARTS = 2**50
"""More parts than this are finer than any error."""


def parts_of(step: Step, numbers: Sequence[Bound]) -> int:
    """Return a number that the denominator of what *step* gives never exceeds, 0 where there is none."""
    grid = grid_of(step, numbers)
    if grid or not all(one.parts for one in numbers):
        return grid
    found = 0
    setting: Any = step.setting
    match step.operator.name:
        case "multiply":
            found = prod(one.parts for one in numbers)
        case "add" | "subtract" | "sum":
            found = _together(numbers)
        case "divide":
            above, below = numbers
            size = below.magnitude
            found = above.parts * below.parts * ceil(size) if isfinite(size) else 0
        case "mean" | "weighted-mean":
            # the weights of those that are not excluded, brought to whole numbers, add up to no more than all do
            weights = setting.weights or [(1, 1)] * len(numbers)
            common = lcm(*(other for _, other in weights))
            found = _together(numbers) * sum(one * (common // other) for one, other in weights)
        case "min" | "max" | "cap" | "bound-below" | "clamp" | "negate" | "absolute" | "choose" | "applies":
            found = max(one.parts for one in numbers)
    return found if found <= MOST_PARTS else 0


def _together(numbers: Sequence[Bound]) -> int:
    """Return the parts of a sum of numbers."""
    return lcm(*(one.grid for one in numbers if one.grid)) * prod(one.parts for one in numbers if not one.grid)
