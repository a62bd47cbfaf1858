"""What expressions are worth, by fractions and nothing else."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from statistics import median
from typing import Any

from lkjdsl.syntax.formula_tree import Call, FlagLiteral, FormulaNode, Name, NumberLiteral

HALF = Fraction(1, 2)


class UndefinedError(Exception):
    """There is no such number."""


def naive(node: FormulaNode, values: Mapping[str, Fraction], nothing: Fraction | None, mode: str) -> Any:
    """
    Return the Fraction or flag that *node* stands for; *nothing* is what 0/0 gives, if it gives anything.

    This evaluator shares nothing with lkjdsl but the syntax tree. It is as slow as it is short.
    """
    match node:
        case NumberLiteral(value=(numerator, denominator)):
            return Fraction(numerator, denominator)
        case FlagLiteral(value=value):
            return value
        case Name(parts=parts):
            return values[".".join(parts)]
        case Call("if", (condition, then, otherwise)):
            return naive(then if naive(condition, values, nothing, mode) else otherwise, values, nothing, mode)
        case Call("coalesce", (first, *_)):
            return naive(first, values, nothing, mode)  # every name has a value here; what follows does not matter
        case Call(operator, arguments):
            operands = [naive(argument, values, nothing, mode) for argument in arguments]
            if operator == "/" and operands == [0, 0] and nothing is not None:
                return nothing
            return rounded(operands[0], operands[1], mode) if operator == "round" else MEANINGS[operator](operands)
        case _:
            raise AssertionError(node)


def over(numerator: Fraction, denominator: Fraction) -> Fraction:
    if denominator == 0:
        raise UndefinedError
    return numerator / denominator


def power(base: Fraction, exponent: Fraction) -> Fraction:
    if base == 0 and exponent <= 0:
        raise UndefinedError
    return Fraction(base ** int(exponent))


def harmonic_mean(numbers: Sequence[Fraction]) -> Fraction:
    return over(Fraction(len(numbers)), sum((over(Fraction(1), number) for number in numbers), Fraction(0)))


def interpolated(numbers: Sequence[Fraction]) -> Fraction:
    x, *points = numbers
    corners = list(zip(points[::2], points[1::2], strict=True))
    for (left, low), (right, high) in pairwise(corners):
        if left < x < right:
            return low + (high - low) * (x - left) / (right - left)
    return min(corners, key=lambda corner: abs(corner[0] - x))[1]


def rounded(value: Fraction, digits: Fraction, mode: str) -> Fraction:
    """Return *value* rounded to *digits* decimals."""
    if mode in ("floor", "ceiling"):
        mode = "down" if (mode == "floor") == (value >= 0) else "up"
    unit = Fraction(10) ** -int(digits)
    size = abs(value) / unit
    whole, rest = floor(size), size - floor(size)
    tie = {"half-even": whole % 2, "half-down": 0}.get(mode, 1)
    upwards = {"down": False, "up": rest > 0}.get(mode, rest > HALF or (rest == HALF and tie == 1))
    return (whole + upwards) * unit * (-1 if value < 0 else 1)


MEANINGS: Mapping[str, Callable[[Any], Any]] = {
    "+": sum,
    "sum": sum,
    "-": lambda ab: ab[0] - ab[1],
    "*": lambda ab: ab[0] * ab[1],
    "/": lambda ab: over(*ab),
    "^": lambda ab: power(*ab),
    "negate": lambda a: -a[0],
    "abs": lambda a: abs(a[0]),
    "floor": lambda a: Fraction(floor(a[0])),
    "ceil": lambda a: Fraction(ceil(a[0])),
    "min": min,
    "max": max,
    "mean": lambda numbers: sum(numbers) / len(numbers),
    "median": lambda numbers: Fraction(median(numbers)),
    "available": lambda _: True,
    "harmean": harmonic_mean,
    "clamp": lambda xab: min(max(xab[0], xab[1]), xab[2]),
    "interpolate": interpolated,
    "<": lambda ab: ab[0] < ab[1],
    "<=": lambda ab: ab[0] <= ab[1],
    ">": lambda ab: ab[0] > ab[1],
    ">=": lambda ab: ab[0] >= ab[1],
    "=": lambda ab: ab[0] == ab[1],
    "<>": lambda ab: ab[0] != ab[1],
    "and": all,
    "or": any,
    "not": lambda a: not a[0],
}
