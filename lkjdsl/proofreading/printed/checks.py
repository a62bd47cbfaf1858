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

    @property
    def bears_out(self) -> bool:
        """Return whether its numbers are right by it, for all that it tells: a direction holds for almost any."""
        return self.holds and self.kind != "direction"


def bounds(number: NumberInText) -> FractionBounds:
    """Return the values that *number* was rounded from; a whole number is exact."""
    return number.bounds


def agrees(number: NumberInText, computed: FractionBounds) -> bool:
    """Return whether a number with the bounds *computed* may be printed as *number*, rounded or cut off."""
    (low, high), (least, end) = number.rounded_from, number.cut_off_from
    return (computed[0] <= high and computed[1] >= low) or (computed[0] < end and computed[1] >= least)


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
    lefts, rights = (ends[:1] if ends[0] is ends[1] else ends for ends in (left, right))  # of what is exact, one end
    values = [operation(value, other) for value in lefts for other in rights]
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
