"""How far the result of one operation of float64 may be from the exact one, given how far its operands may be."""

from collections.abc import Sequence
from itertools import pairwise

from lkjdsl import limits
from lkjdsl.domains.float_error.bounds import SLACK, UNIT, UNKNOWN, WHOLE, Bound, as_float, is_whole
from lkjdsl.domains.interval.ranges import Range

LARGEST, LEAST_EXPONENT = 2.0**1000, 960
"""Beyond these nothing is known: a result may overflow, or lose digits because it is so small."""
LOST = 1e-4
"""A relative error above this is taken for unknown; below it, products of errors are in the slack."""

Error = tuple[float, float, bool]
"""Absolute and relative error, and whether the operation itself rounds."""


def error_of(name: str, numbers: Sequence[Bound]) -> Error:
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
    least = 1.0 if numbers.whole else 0.0 if numbers.low is None else as_float(numbers.low) / SLACK
    if least <= 0 or right.absolute > least / 4:
        return UNKNOWN
    return _known((left.absolute + left.magnitude / least * right.absolute) / (least - right.absolute))


def _whole_exponent(numbers: Sequence[Bound]) -> int | None:
    point = numbers[1].point
    return None if point is None or not is_whole(point) else point[0] // point[1]


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
    return UNKNOWN if bound.point is None else as_float(bound.point)


def settled(name: str, found: Range, numbers: Sequence[Bound], error: Error) -> Bound:
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
