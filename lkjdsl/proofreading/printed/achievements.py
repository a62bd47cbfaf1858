"""A printed achievement against a printed result and target, by any of the ways that offices measure it."""

from collections.abc import Sequence
from fractions import Fraction

from lkjdsl.proofreading.printed.checks import FractionBounds, agrees, bounds, spread
from lkjdsl.proofreading.printed.numbers import NumberInText

HUNDRED = Fraction(100)
CAPS = (100, 105, 110, 115, 120, 125, 130, 150, 200)
"""Percentages that regulations and offices stop an achievement at."""


def ratio(numerator: FractionBounds, denominator: FractionBounds) -> FractionBounds | None:
    """Return a quotient in percent, or None where the denominator may be nought."""
    if denominator[0] <= 0 <= denominator[1]:
        return None
    return spread(_in_percent, numerator, denominator)


def _in_percent(value: Fraction, base: Fraction) -> Fraction:
    return Fraction(100 * value.numerator * base.denominator, value.denominator * base.numerator)  # reduced once


def achievement(parts: Sequence[NumberInText], printed: NumberInText) -> tuple[Fraction, bool] | None:
    """
    Return the quotient of a result and its target in percent, and whether *printed* follows from them.

    It may also be target by result, or 2 less the quotient, where less is better; stopped at a cap or at nought;
    or printed as a ratio.
    """
    value, target = (bounds(part) for part in parts)
    plain, turned = ratio(value, target), ratio(target, value)
    if plain is None:
        return None
    exact = parts[0].value / parts[1].value * HUNDRED
    ways = [plain, (2 * HUNDRED - plain[1], 2 * HUNDRED - plain[0])]
    ways += [] if turned is None else [turned]
    holds = any(
        agrees(printed, way)
        or (printed.value in CAPS and way[1] >= printed.value)
        or (printed.value == 0 and way[1] <= 0)
        or (not printed.percent and agrees(printed, (way[0] / HUNDRED, way[1] / HUNDRED)))
        for way in ways
    )
    return exact, holds
