"""
The rounding domain: how far float64 may be from the exact value of each step.

A forward analysis: every operation of float64 answers within one unit in the last place of its exact answer, and what
the operands were wrong by goes on as the operation lets it. The law: |computed - exact| is at most ``absolute``, and at
most ``relative`` times |exact|, for any data whose values and errors lie within the leaves. Ranges are those of the
interval domain.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import lcm
from typing import Any

from attrs import evolve, frozen

from lkjdsl import limits
from lkjdsl.core.program import Held, Step
from lkjdsl.domains import interval_pooling
from lkjdsl.domains.interval import strict
from lkjdsl.domains.ranges import Range, joined, of_rule, of_states, of_value
from lkjdsl.rational import Number, reduced, sum_of

UNIT = 2.0**-53
"""The relative error of one operation of float64."""
WHOLE = 2.0**53
"""Whole numbers up to here are float64 numbers, and so are their sums, differences and products."""
LARGEST, LEAST_EXPONENT = 2.0**1000, 960
"""Beyond these nothing is known: a result may overflow, or lose digits because it is so small."""
LOST = 1e-4
"""A relative error above this is taken for unknown; below it, products of errors are in the slack."""
SLACK = 1.001
UNKNOWN = float("inf")
NONE = Range()


@frozen
class Bound:
    """
    What a step may be, and how far from it float64 may be.

    ``bits`` bounds the length of the exact number; other than 0 it is at least 2 to the minus ``tiny``. Where ``grid``
    is not 0, the value is a whole number of parts of 1 in that many: what is nearer to a tie than a part is one.
    """

    range: Range
    absolute: float = 0.0
    relative: float = 0.0
    bits: int = 0
    tiny: int = 0
    grid: int = 0

    @property
    def magnitude(self) -> float:
        """Return a number that no number of the range exceeds in size."""
        numbers = self.range.numbers
        return 0.0 if numbers is None else max(_size(numbers.low), _size(numbers.high))

    @property
    def sign(self) -> int:
        """Return 1 or -1 where no number is on the other side of 0, and 0 where both sides are possible."""
        numbers = self.range.numbers
        if numbers is None or (numbers.low is not None and numbers.low[0] >= 0):
            return 1
        return -1 if numbers.high is not None and numbers.high[0] <= 0 else 0

    @property
    def whole(self) -> bool:
        """Return whether the value is a whole number and its float64 is that very number."""
        numbers = self.range.numbers
        return self.absolute == 0 and (numbers is None or numbers.whole or _is_whole(numbers.point))

    @property
    def may_be_zero(self) -> bool:
        """Return whether 0 is possible."""
        return self.range.numbers is not None and (0, 1) in self.range.numbers


@frozen(eq=False)
class Rounding:
    """The bounds of steps; ``leaf`` gives those of what is read from data and of aggregates over rows."""

    leaf: Callable[[Step], Bound]

    def apply(self, step: Step, arguments: Sequence[Bound]) -> Bound:
        """Return the bound of *step*."""
        if isinstance(step.setting, Held):
            return of_constant(step.setting.value)
        name = step.operator.name
        if step.operator.states == "leaf" or name == "fold":
            return _read(step, self.leaf(step), arguments)
        found = range_of(step, [one.range for one in arguments])
        numbers = [one for one in arguments if one.range.numbers is not None]
        if found.numbers is None or not numbers:
            return Bound(found)
        bound = _settled(name, found, numbers, _error(name, numbers))
        return evolve(bound, grid=_grid(step, numbers))


def range_of(step: Step, ranges: Sequence[Range]) -> Range:
    """Return what *step* may be in the interval domain, whatever its operands share."""
    match step.operator.states:
        case "strict":
            return strict(step, ranges)
        case "pooling":
            return interval_pooling.pooled(step, step.operator.name, ranges)
        case _:
            condition, *branches = ranges
            otherwise = () if len(branches) > 1 else (of_states("excluded"),)
            return joined((Range(states=condition.states), *branches, *otherwise))


def of_constant(value: Any) -> Bound:
    """Return the bound of a value of the edition."""
    if not isinstance(value, tuple):
        return Bound(of_value(value))
    near = as_float(value)
    if abs(near) == UNKNOWN or (near == 0 and value[0]):
        return Bound(of_value(value), UNKNOWN, UNKNOWN)
    n, d = near.as_integer_ratio()
    relative = 0.0 if n * value[1] == value[0] * d else UNIT
    bits = value[0].bit_length() + value[1].bit_length()
    return Bound(of_value(value), relative * abs(near), relative, bits, value[1].bit_length(), _fine(reduced(value)[1]))


def as_float(value: Number) -> float:
    """Return the float64 nearest to *value*, or an infinity."""
    try:
        return value[0] / value[1]
    except OverflowError:
        return UNKNOWN if value[0] > 0 else -UNKNOWN


def _size(end: Number | None) -> float:
    return UNKNOWN if end is None else abs(as_float(end)) * SLACK


def _is_whole(point: Number | None) -> bool:
    return point is not None and point[0] % point[1] == 0


def _read(step: Step, told: Bound, arguments: Sequence[Bound]) -> Bound:
    """Return the bound of a leaf: what the data says, what its rule says instead, and what is computed otherwise."""
    setting: Any = step.setting
    others = list(arguments)
    missing: Any = getattr(setting, "missing", "error")
    found = evolve(told.range, states=told.range.states - {"missing"})
    if arguments:  # a given value, else the computed one
        found = joined((found, *(one.range for one in arguments))) if found != NONE else arguments[0].range
    elif "missing" in told.range.states:
        found = joined((found, of_rule(missing)))
        if isinstance(missing, tuple):
            others.append(of_constant(missing))
    elif step.operator.name in ("given", "earlier") and not told.range.ordinary:
        found = of_rule(missing)
    bounds = [told, *others]
    return Bound(
        found,
        max(one.absolute for one in bounds),
        max(one.relative for one in bounds),
        max(one.bits for one in bounds),
        max(one.tiny for one in bounds),
        _shared(bounds if told.range.ordinary else others or bounds),
    )


FINEST = 10**12
"""Parts of 1 beyond which a grid is of no use."""


def _fine(grid: int) -> int:
    return grid if grid <= FINEST else 0


def _shared(bounds: Sequence[Bound]) -> int:
    """Return a grid on which all values lie."""
    return _fine(lcm(*(one.grid for one in bounds))) if all(one.grid for one in bounds) else 0


def _grid(step: Step, numbers: Sequence[Bound]) -> int:
    """Return the grid of what *step* gives."""
    setting: Any = step.setting
    match step.operator.name:
        case "floor" | "ceil" | "count":
            return 1
        case "round":
            return _fine(int(10 ** max(setting.digits, 0)))
        case "multiply":
            return _fine(numbers[0].grid * numbers[1].grid)
        case "divide":
            divisor = numbers[1].range.numbers if len(numbers) > 1 else None
            point = None if divisor is None else divisor.point
            return 0 if point is None or not point[0] else _fine(numbers[0].grid * abs(point[0]))
        case "mean" | "weighted-mean":
            if any("excluded" in one.range.states for one in numbers):
                return 0
            weights = setting.weights or [(1, 1)] * len(numbers)
            a, b = sum_of(weights)
            if len(weights) != len(numbers) or not a:
                return 0
            parts = [reduced((one * b, other * a))[1] for one, other in weights]
            return _shared([evolve(one, grid=one.grid * part) for one, part in zip(numbers, parts, strict=True)])
        case "add" | "subtract" | "sum" | "min" | "max" | "cap" | "bound-below" | "clamp" | "negate" | "absolute":
            return _shared(numbers)
        case "choose" | "applies":
            return _shared(numbers)
        case _:
            return 0


Error = tuple[float, float, bool]
"""Absolute and relative error, and whether the operation itself rounds."""


def _error(name: str, numbers: Sequence[Bound]) -> Error:
    """Return the errors that go on from the operands, and those of inner operations; the last is added later."""
    absolute, relative = max(one.absolute for one in numbers), max(one.relative for one in numbers)
    count = len(numbers)
    reach = max(one.magnitude + one.absolute for one in numbers)
    same_sign = len({one.sign for one in numbers}) == 1 and numbers[0].sign != 0
    match name:
        case "min" | "max" | "cap" | "bound-below" | "clamp" | "choose" | "applies" | "absolute" | "negate":
            return absolute, relative, False
        case "add" | "sum":
            inner = (count - 1) * UNIT
            total = sum(one.absolute for one in numbers) + inner * sum(one.magnitude + one.absolute for one in numbers)
            return total, relative + inner if same_sign else UNKNOWN, True
        case "subtract":
            left, right = numbers
            opposed = left.sign * right.sign == -1
            return left.absolute + right.absolute, relative if opposed else UNKNOWN, True
        case "multiply":
            left, right = numbers
            crossed = left.magnitude * right.absolute + right.magnitude * left.absolute + left.absolute * right.absolute
            return _known(crossed), left.relative + right.relative, True
        case "divide":
            left, right = numbers
            return _quotient(left, right), left.relative + right.relative, True
        case "mean" | "weighted-mean":
            inner = (2 * count + 6) * UNIT
            return absolute + inner * reach, relative + inner if same_sign else UNKNOWN, True
        case "harmonic-mean":
            return UNKNOWN, relative + (2 * count + 6) * UNIT if same_sign else UNKNOWN, True
        case "power":
            exponent = _whole_exponent(numbers)
            return UNKNOWN, UNKNOWN if exponent is None else (relative + 2 * UNIT) * max(abs(exponent), 1), True
        case "sqrt":
            return UNKNOWN, relative + UNIT, True
        case "round" | "floor" | "ceil" | "count":
            return 0.0, 0.0, True
        case "interpolate":
            return _interpolated(numbers), UNKNOWN, True
        case _:
            return UNKNOWN, UNKNOWN, True


def _known(size: float) -> float:
    return UNKNOWN if size != size else size  # noqa: PLR0124 - 0 times infinity is not a number


def _quotient(left: Bound, right: Bound) -> float:
    """Return the absolute error of a quotient whose denominator keeps away from 0."""
    numbers = right.range.numbers
    assert numbers is not None
    least = 0.0
    if numbers.whole:
        least = 1.0
    elif numbers.low is not None and numbers.low[0] > 0:
        least = as_float(numbers.low) / SLACK
    if right.absolute > least / 4:
        return UNKNOWN
    if least == 0:
        return UNKNOWN
    return _known((left.absolute + left.magnitude / least * right.absolute) / (least - right.absolute))


def _whole_exponent(numbers: Sequence[Bound]) -> int | None:
    exponent = numbers[-1].range.numbers
    point = None if exponent is None else exponent.point
    return None if point is None or not _is_whole(point) else point[0] // point[1]


def _interpolated(numbers: Sequence[Bound]) -> float:
    x, *points = numbers
    slopes = [0.0]
    at = [_point(one) for one in points]
    knots = list(zip(at[0::2], at[1::2], strict=True))
    for (x1, y1), (x2, y2) in pairwise(knots):
        slopes.append(abs((y2 - y1) / (x2 - x1)) if x2 > x1 else UNKNOWN)
    steepest, reach = max(slopes), max(abs(x1) for x1, _ in knots)
    return _known(x.absolute * steepest + 16 * UNIT * (steepest * reach + max(abs(y1) for _, y1 in knots)))


def _point(bound: Bound) -> float:
    numbers = bound.range.numbers
    point = None if numbers is None else numbers.point
    return UNKNOWN if point is None else as_float(point)


def _settled(name: str, found: Range, numbers: Sequence[Bound], error: Error) -> Bound:
    """Return the bound of a result: its own rounding added, and nothing known where it may overflow or vanish."""
    absolute, relative, rounds = error
    size = Bound(found).magnitude
    bits = sum(one.bits for one in numbers) + 2 * len(numbers)
    tiny = _tiny(name, numbers)
    if size > LARGEST or bits > limits.EXACT_BITS or (name == "power" and bits * 64 > limits.EXACT_BITS):
        return Bound(found, UNKNOWN, UNKNOWN, bits, tiny)
    if tiny > LEAST_EXPONENT:
        relative = UNKNOWN
    exact = all(one.absolute == 0 for one in numbers)
    numbers_found = found.numbers
    assert numbers_found is not None
    decided = name in ("floor", "ceil", "count")  # whatever the operands were wrong by
    stays_whole = numbers_found.whole and (
        size <= WHOLE if decided else exact and max(size, *(one.magnitude for one in numbers)) <= WHOLE
    )
    if rounds and not stays_whole:
        absolute = (absolute + UNIT * (size + absolute)) * SLACK
        relative = (relative + UNIT) * SLACK
    elif rounds:
        absolute = relative = 0.0
    if relative > LOST:
        relative = UNKNOWN
    if name == "power":
        bits *= 64
    smaller = relative * size if relative < UNKNOWN else UNKNOWN
    return Bound(found, min(absolute, smaller), relative, bits, tiny)


def _tiny(name: str, numbers: Sequence[Bound]) -> int:
    """Return how small a result other than 0 can be; sums of one sign are not less than their least term."""
    match name:
        case "multiply":
            return sum(one.tiny for one in numbers)
        case "divide":
            return numbers[0].tiny + _exponent(numbers[1])
        case "mean" | "weighted-mean" | "harmonic-mean":
            return max(max(one.tiny, _exponent(one)) for one in numbers) * (2 if name == "harmonic-mean" else 1) + 64
        case "power":
            return max(max(one.tiny, _exponent(one)) for one in numbers) * 8
        case "round" | "floor" | "ceil" | "count":
            return 64
        case _:
            return max(one.tiny for one in numbers) + 1


def _exponent(bound: Bound) -> int:
    from math import frexp

    size = bound.magnitude
    return LEAST_EXPONENT + 1 if size == UNKNOWN else max(frexp(size)[1], 0)
