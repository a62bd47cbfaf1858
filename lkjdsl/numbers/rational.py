"""
Exact rational numbers as plain pairs of ints.

A pair is ``(numerator, denominator)`` with a denominator above 0 and need not be in lowest terms: the greatest
common divisor is most of the cost of ``Fraction``, so it is taken late, once numbers have grown.
"""

from collections.abc import Sequence
from math import floor, gcd, log10
from typing import TYPE_CHECKING, Literal

from lkjdsl import limits

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

Number = tuple[int, int]

Rounding = Literal["half-up", "half-even", "half-down", "down", "up", "floor", "ceiling"]
"""
``half-up``: ties away from zero; ``half-even``: ties to even; ``half-down``: ties toward zero; ``down``: toward zero;
``up``: away from zero; ``floor``: to the number below; ``ceiling``: to the number above.
"""

LONG_BITS = 1024  # within one sum a common divisor is looked for later still
FEW = 8  # numbers that are added one after the other
DIGITS_PER_BIT = log10(2)


class Approximate(tuple[int, int]):
    """
    A number of 50 significant digits that stands for an irrational one, or was computed from such a number.

    Arithmetic on its two ints forgets the mark; the functions of this module keep it.
    """

    __slots__ = ()


def number(value: "int | Fraction | Decimal") -> Number:
    """
    Return *value* as a pair in lowest terms.

    ValueError: a Decimal that is infinite, not a number, or has an exponent beyond ``limits.EXPONENT``.
    """
    if isinstance(value, int):
        return int(value), 1
    from decimal import Decimal

    if isinstance(value, Decimal) and not (value.is_finite() and abs(value.adjusted()) <= limits.EXPONENT):
        raise ValueError(value)
    return value.as_integer_ratio()


def as_fraction(n: Number) -> "Fraction":
    """Return *n* as a Fraction."""
    from fractions import Fraction

    return Fraction(*n)


def reduced(n: Number) -> Number:
    """Return *n* in lowest terms."""
    divisor = gcd(*n)
    return n if divisor == 1 else _like(n, (n[0] // divisor, n[1] // divisor))


def too_long(n: Number) -> bool:
    """Return whether *n* as it stands is longer than an exact number may be (``limits.EXACT_DIGITS``)."""
    return n[0].bit_length() > limits.EXACT_BITS or n[1].bit_length() > limits.EXACT_BITS


def compare(left: Number, right: Number) -> int:
    """Return -1, 0 or 1 as *left* is less than, equal to or greater than *right*."""
    (a, b), (c, d) = left, right
    if b != d:
        a, c = a * d, c * b
    return (a > c) - (a < c)


def floor_of(n: Number) -> int:
    """Return the greatest whole number that is not above *n*."""
    return n[0] // n[1]


def ceil_of(n: Number) -> int:
    """Return the least whole number that is not below *n*."""
    return -(-n[0] // n[1])


def round_at(n: Number, digits: int, mode: Rounding) -> Number:
    """
    Return *n* rounded to *digits* decimals; to tens, hundreds and so on where *digits* is negative.

    >>> round_at((-1, 8), 2, "half-up"), round_at((1250, 1), -2, "half-even")
    ((-13, 100), (1200, 1))
    """
    if digits < 0:
        scale: int = 10**-digits
        return _like(n, (rounded_quotient(n[0], n[1] * scale, mode) * scale, 1))
    scale = 10**digits
    return _like(n, (rounded_quotient(n[0] * scale, n[1], mode), scale))


def rounded_quotient(numerator: int, denominator: int, mode: Rounding) -> int:
    """Return *numerator* over *denominator* (above 0) as a whole number."""
    if mode == "floor":
        return numerator // denominator
    if mode == "ceiling":
        return -(-numerator // denominator)
    whole, rest = divmod(abs(numerator), denominator)
    if rest and mode != "down":
        side = 2 * rest - denominator
        if mode == "up" or side > 0 or (side == 0 and (mode == "half-up" or (mode == "half-even" and whole & 1))):
            whole += 1
    return -whole if numerator < 0 else whole


def significant(n: Number, digits: int) -> tuple[int, int]:
    """
    Return *n* rounded half-even to *digits* significant digits, as ``(coefficient, exponent of ten)``.

    The coefficient has exactly *digits* digits, and is 0 for 0.

    >>> significant((2, 3), 4), significant((99999, 1), 4)
    ((6667, -4), (1000, 2))
    """
    if n[0] == 0:
        return 0, 0
    bound = 10**digits
    # the whole part has this many digits or one more
    exponent = floor((n[0].bit_length() - n[1].bit_length() - 1) * DIGITS_PER_BIT) + 1 - digits
    while True:
        above, below = (1, 10**exponent) if exponent > 0 else (10**-exponent, 1)
        coefficient = rounded_quotient(n[0] * above, n[1] * below, "half-even")
        if abs(coefficient) < bound:
            return coefficient, exponent
        if abs(coefficient) == bound:
            return coefficient // 10, exponent + 1
        exponent += 1


def sum_of(numbers: Sequence[Number]) -> Number:
    """
    Return the sum of *numbers*, 0 where there are none.

    Many numbers are added by equal denominators first and then in a balanced tree, so that long numbers meet late.
    Where a part of the sum is too long, that part is returned for the caller to refuse.
    """
    total = _added(numbers) if len(numbers) <= FEW else _added_in_a_tree(numbers)
    return Approximate(total) if Approximate in set(map(type, numbers)) else total


def _added_in_a_tree(numbers: Sequence[Number]) -> Number:
    totals: dict[int, int] = {}
    for numerator, denominator in numbers:
        totals[denominator] = totals.get(denominator, 0) + numerator
    level = [(numerator, denominator) for denominator, numerator in totals.items()]
    while len(level) > 1:
        level = [_added(level[start : start + FEW]) for start in range(0, len(level), FEW)]
        for part in level:
            if too_long(part):
                return part
    return level[0]


def _added(numbers: Sequence[Number]) -> Number:
    a, b = 0, 1
    for c, d in numbers:
        if b == d:
            a += c
            continue
        if not b >> LONG_BITS:
            a, b = a * d + c * b, b * d
            continue
        common = gcd(b, d)  # all that a sum of two numbers in lowest terms can be shortened by
        a, b = a * (d // common) + c * (b // common), b // common * d
        shared = gcd(a, common)
        a, b = a // shared, b // shared
        if too_long((a, b)):
            break
    return a, b


def _like(n: Number, result: Number) -> Number:
    return Approximate(result) if type(n) is Approximate else result
