"""Checks: relations between printed numbers, each of which holds or fails."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Literal

from attrs import frozen

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.numbers import NumberInText

FaultKind = Literal[
    "disagrees", "differs", "arithmetic", "total", "weights", "unit", "range", "constraint", "words", "direction",
    "placeholder", "marks", "scale",
]  # fmt: skip
FractionBounds = tuple[Fraction, Fraction]


@frozen(eq=False)
class NumberCheck:
    """
    A relation between printed numbers: what ``result`` should be by the ``parts``, as it was ``computed``.

    ``words`` says how it is computed. What is not ``certain`` is a question.
    """

    kind: FaultKind
    result: NumberInText
    parts: Sequence[NumberInText]
    holds: bool
    computed: Fraction
    words: Both
    certain: bool = True


def bounds(number: NumberInText) -> FractionBounds:
    """Return the values that *number* was rounded from; a whole number is exact."""
    return number.value - number.half, number.value + number.half


def agrees(number: NumberInText, computed: FractionBounds) -> bool:
    """Return whether a number with the bounds *computed* may be printed as *number*, rounded or cut off."""
    unit = Fraction(number.multiple, 10**number.decimals)
    low, high = number.value - unit / 2, number.value + unit / 2
    if computed[0] <= high and computed[1] >= low:
        return True
    away = number.value + (unit if number.value >= 0 else -unit)
    return computed[0] < max(away, number.value) and computed[1] >= min(away, number.value)


def added(terms: Sequence[FractionBounds]) -> FractionBounds:
    """Return the bounds of a sum."""
    return sum((low for low, _ in terms), Fraction(0)), sum((high for _, high in terms), Fraction(0))


def mean(terms: Sequence[FractionBounds]) -> FractionBounds:
    """Return the bounds of a mean."""
    low, high = added(terms)
    return low / len(terms), high / len(terms)


def spread(
    operation: Callable[[Fraction, Fraction], Fraction], left: FractionBounds, right: FractionBounds
) -> FractionBounds:
    """Return the bounds of an *operation* that is monotone in each operand over these bounds."""
    values = [operation(value, other) for value in left for other in right]
    return min(values), max(values)


def is_difference(difference: NumberInText, number: NumberInText, other: NumberInText) -> bool:
    """Return whether two numbers may be printed as this far apart, whichever of them is more."""
    low, high = spread(lambda a, b: a - b, bounds(number), bounds(other))
    return agrees(difference, (low, high)) or agrees(difference, (-high, -low))


def difference_check(
    difference: NumberInText, number: NumberInText, other: NumberInText, *, holds: bool
) -> NumberCheck:
    """Return the check of how far two numbers are apart: the less is taken from the more."""
    high, low = (number, other) if number.value >= other.value else (other, number)
    line = Both.same(f"{high.text} - {low.text}")
    return NumberCheck("arithmetic", difference, (high, low), holds, high.value - low.value, line)


def as_printed(value: Fraction, like: NumberInText) -> str:
    """Return *value* in the spelling of another number."""
    from lkjdsl.numbers.numerals import printed

    unit = "percent" if like.percent else "rupiah" if like.rupiah else "number"
    value = value / like.multiple / (100 if like.percent else 1)
    digits = like.decimals
    return printed((value.numerator, value.denominator), unit, digits, "half-up", like.locale)
