"""The float-error rules of operators on a few operands."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, isfinite, prod

from lkjdsl.core.program import Rounds, Step
from lkjdsl.domains.float_error.bounds import SLACK, UNIT, UNKNOWN, ErrorBound, as_float, fine, is_whole
from lkjdsl.domains.float_error.rule import Error, ErrorRule, Numbers, exponent, most_parts, parts_of_sum, shared
from lkjdsl.domains.interval.ranges import Range, joined, of_states


def worst(numbers: Numbers) -> Error:
    """Return the errors of a value that is one of *numbers*, perhaps with the other sign."""
    return max(value.absolute for value in numbers), max(value.relative for value in numbers)


def of_one_sign(numbers: Numbers, relative: float) -> float:
    """Return a relative error that holds where all *numbers* have one sign, so that they do not cancel."""
    return relative if len({value.sign for value in numbers}) == 1 and numbers[0].sign != 0 else UNKNOWN


def total(numbers: Numbers) -> Error:
    """Return the errors of a sum: those of its terms, and of each addition but the last."""
    inner = (len(numbers) - 1) * UNIT
    absolute = sum(value.absolute for value in numbers) + inner * sum(
        value.magnitude + value.absolute for value in numbers
    )
    return absolute, of_one_sign(numbers, max(value.relative for value in numbers) + inner)


def _difference(numbers: Numbers) -> Error:
    left, right = numbers
    relative = max(left.relative, right.relative) if left.sign * right.sign == -1 else UNKNOWN
    return left.absolute + right.absolute, relative


def _product(numbers: Numbers) -> Error:
    left, right = numbers
    crossed = left.magnitude * right.absolute + right.magnitude * left.absolute + left.absolute * right.absolute
    return _known(crossed), left.relative + right.relative


def _known(size: float) -> float:
    return UNKNOWN if size != size else size  # noqa: PLR0124 - 0 times infinity is not a number


def _quotient(numbers: Numbers) -> Error:
    left, right = numbers
    return _absolute_of_quotient(left, right), left.relative + right.relative


def _absolute_of_quotient(left: ErrorBound, right: ErrorBound) -> float:
    """Return the absolute error of a quotient whose denominator keeps away from 0."""
    numbers = right.range.numbers
    assert numbers is not None
    least = 1.0 if numbers.whole else 0.0 if numbers.low is None else as_float(numbers.low) / SLACK
    if least <= 0 or right.absolute > least / 4:
        return UNKNOWN
    return _known((left.absolute + left.magnitude / least * right.absolute) / (least - right.absolute))


def _grid_of_quotient(_step: Step, numbers: Numbers) -> int:
    point = numbers[1].point
    return 0 if point is None else fine(numbers[0].grid * abs(point[0]))


def _parts_of_quotient(_step: Step, numbers: Numbers) -> int:
    above, below = numbers
    size = below.magnitude
    return above.parts * below.parts * ceil(size) if isfinite(size) else 0


def _power(numbers: Numbers) -> Error:
    point = numbers[1].point
    if point is None or not is_whole(point):
        return UNKNOWN, UNKNOWN
    relative = max(value.relative for value in numbers)
    return UNKNOWN, (relative + 2 * UNIT) * max(abs(point[0] // point[1]), 1)


def _interpolated(numbers: Numbers) -> Error:
    x, *points = numbers
    slopes = [0.0]
    at = [UNKNOWN if point.point is None else as_float(point.point) for point in points]
    knots = list(zip(at[0::2], at[1::2], strict=True))
    for (x1, y1), (x2, y2) in pairwise(knots):
        slopes.append(abs((y2 - y1) / (x2 - x1)) if x2 > x1 else UNKNOWN)
    steepest, reach = max(slopes), max(abs(x1) for x1, _ in knots)
    absolute = x.absolute * steepest + 16 * UNIT * (steepest * reach + max(abs(y1) for _, y1 in knots))
    return _known(absolute), UNKNOWN


def _grid_of_digits(step: Step[Rounds], _numbers: Numbers) -> int:
    return fine(int(10 ** max(step.setting.digits, 0)))


def _branches(_step: Step, ranges: Sequence[Range]) -> Range:
    """Return what a choice may be, whichever branch is taken; what does not apply is excluded."""
    condition, *branches = ranges
    otherwise = () if len(branches) > 1 else (of_states("excluded"),)
    return joined((Range(states=condition.states), *branches, *otherwise))


SELECTED = ErrorRule(worst, grid=lambda _step, numbers: shared(numbers), parts=most_parts, rounds=False)
"""Of what is one of its operands, perhaps with the other sign."""
BRANCHES = ErrorRule(SELECTED.error, grid=SELECTED.grid, parts=most_parts, rounds=False, ranges=_branches)
SUM = ErrorRule(total, grid=SELECTED.grid, parts=parts_of_sum)
DIFFERENCE = ErrorRule(_difference, grid=SELECTED.grid, parts=parts_of_sum)
PRODUCT = ErrorRule(
    _product,
    tiny=lambda numbers: sum(value.tiny for value in numbers),
    grid=lambda _step, numbers: fine(prod(value.grid for value in numbers)),
    parts=lambda _step, numbers: prod(value.parts for value in numbers),
)
QUOTIENT = ErrorRule(
    _quotient,
    tiny=lambda numbers: numbers[0].tiny + exponent(numbers[1]),
    grid=_grid_of_quotient,
    parts=_parts_of_quotient,
)
POWER = ErrorRule(
    _power, tiny=lambda numbers: max(max(value.tiny, exponent(value)) for value in numbers) * 8, growth=64
)
ROOT = ErrorRule(lambda numbers: (UNKNOWN, numbers[0].relative + UNIT))
ROUNDED = ErrorRule(lambda _numbers: (0.0, 0.0), tiny=lambda _numbers: 64, grid=_grid_of_digits)
WHOLE_NUMBER = ErrorRule(ROUNDED.error, tiny=ROUNDED.tiny, grid=lambda _step, _numbers: 1, is_decided=True)
INTERPOLATED = ErrorRule(_interpolated)
UNKNOWN_ERROR = ErrorRule()
"""Of what no float64 function gives with a proven error; flags and labels have none."""
