"""On which grid the values of a step lie: whole numbers of parts of 1, where those of its operands do."""

from collections.abc import Sequence
from math import lcm
from typing import Any

from attrs import evolve

from lkjdsl.core.program import Step
from lkjdsl.domains.bounds import Bound, fine
from lkjdsl.rational import reduced, sum_of


def shared(bounds: Sequence[Bound]) -> int:
    """Return a grid on which all values lie."""
    return fine(lcm(*(one.grid for one in bounds))) if all(one.grid for one in bounds) else 0


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
            divisor = numbers[1].range.numbers if len(numbers) > 1 else None
            point = None if divisor is None else divisor.point
            return 0 if point is None or not point[0] else fine(numbers[0].grid * abs(point[0]))
        case "mean" | "weighted-mean":
            if any("excluded" in one.range.states for one in numbers):
                return 0
            weights = setting.weights or [(1, 1)] * len(numbers)
            a, b = sum_of(weights)
            if len(weights) != len(numbers) or not a:
                return 0
            parts = [reduced((one * b, other * a))[1] for one, other in weights]
            return shared([evolve(one, grid=one.grid * part) for one, part in zip(numbers, parts, strict=True)])
        case "add" | "subtract" | "sum" | "min" | "max" | "cap" | "bound-below" | "clamp" | "negate" | "absolute":
            return shared(numbers)
        case "choose" | "applies":
            return shared(numbers)
        case _:
            return 0
