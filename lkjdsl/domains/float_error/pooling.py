"""The float-error rules of the operators that bring many values together."""

from collections.abc import Sequence
from math import lcm

from attrs import evolve

from lkjdsl.core.program import Pool, Step
from lkjdsl.domains.float_error.bounds import UNIT, UNKNOWN, fine
from lkjdsl.domains.float_error.rule import Error, ErrorRule, Numbers, exponent, least_term, parts_of_sum, shared
from lkjdsl.domains.float_error.scalars import of_one_sign
from lkjdsl.numbers.rational import Number, reduced, sum_of


def _inner(numbers: Numbers) -> float:
    """Return the relative error of the operations inside a mean."""
    return (2 * len(numbers) + 6) * UNIT


def _mean(numbers: Numbers) -> Error:
    inner = _inner(numbers)
    absolute, reach = (
        max(value.absolute for value in numbers),
        max(value.magnitude + value.absolute for value in numbers),
    )
    return absolute + inner * reach, of_one_sign(numbers, max(value.relative for value in numbers) + inner)


def _median(numbers: Numbers) -> Error:
    """Return the errors of the middle: no further off than the furthest of all, wherever they change their order."""
    return max(value.absolute for value in numbers), of_one_sign(numbers, max(value.relative for value in numbers))


def _harmonic_mean(numbers: Numbers) -> Error:
    return UNKNOWN, of_one_sign(numbers, max(value.relative for value in numbers) + _inner(numbers))


def _tiny(numbers: Numbers) -> int:
    return max(max(value.tiny, exponent(value)) for value in numbers)


def _weights(step: Step[Pool], numbers: Numbers) -> Sequence[Number]:
    return step.setting.weights or [(1, 1)] * len(numbers)


def _grid_of_mean(step: Step[Pool], numbers: Numbers) -> int:
    weights = _weights(step, numbers)
    if any("excluded" in value.range.states for value in numbers) or len(weights) != len(
        numbers
    ):  # one is never a number
        return 0
    a, b = sum_of(weights)
    parts = [reduced((one * b, other * a))[1] for one, other in weights]
    return shared([evolve(number, grid=number.grid * part) for number, part in zip(numbers, parts, strict=True)])


def _parts_of_mean(step: Step[Pool], numbers: Numbers) -> int:
    # the weights of those that are not excluded, brought to whole numbers, add up to no more than all do
    weights = _weights(step, numbers)
    common = lcm(*(other for _, other in weights))
    return parts_of_sum(step, numbers) * sum(one * (common // other) for one, other in weights)


def _equal_mean(numbers: Numbers) -> Error:
    """Return the errors where weights are raised by what is excluded: as many operations again for each weight."""
    absolute, relative = _mean(numbers)
    more = 2 * _inner(numbers)
    reach = max(value.magnitude + value.absolute for value in numbers)
    return absolute + more * reach, relative + more


MEAN = ErrorRule(_mean, tiny=lambda numbers: _tiny(numbers) + 64, grid=_grid_of_mean, parts=_parts_of_mean)
MEDIAN = ErrorRule(
    _median,
    tiny=lambda numbers: least_term(numbers) + 1,
    grid=lambda _step, numbers: fine(2 * shared(numbers)),
    parts=lambda step, numbers: 2 * parts_of_sum(step, numbers),
)
"""Of an even number it is the mean of two."""
HARMONIC_MEAN = ErrorRule(_harmonic_mean, tiny=lambda numbers: 2 * _tiny(numbers) + 64)
EQUAL_MEAN = ErrorRule(_equal_mean, tiny=MEAN.tiny)
"""Of a weighted mean whose excluded parts leave their weight to the others in equal parts."""
