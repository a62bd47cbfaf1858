"""A printed achievement against a printed result and target, by any of the ways that offices measure it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lkjdsl.proofreading.printed.checks import FractionBounds, agrees, bounds, spread
from lkjdsl.proofreading.printed.numbers import NumberInText

HUNDRED, TWICE = Fraction(100), Fraction(200)
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
    if not any(_ways(parts)):
        return None
    return parts[0].value / parts[1].value * HUNDRED, is_achievement(parts, printed)


def is_achievement(parts: Sequence[NumberInText], printed: NumberInText) -> bool:
    """Return whether *printed* follows from a result and its target in one of these ways."""
    is_cap, is_nought = printed.value in CAPS, printed.value == 0
    return any(
        agrees(printed, way)
        or (is_cap and way[1] >= printed.value)
        or (is_nought and way[1] <= 0)
        or (not printed.percent and agrees(printed, (way[0] / HUNDRED, way[1] / HUNDRED)))
        for way in _ways(parts)
    )


def _ways(parts: Sequence[NumberInText]) -> Iterator[FractionBounds]:
    """Yield what an achievement may be of a result and its target; nothing where the target may be nought."""
    value, target = (bounds(part) for part in parts)
    plain = ratio(value, target)
    if plain is None:
        return
    yield from (plain, (TWICE - plain[1], TWICE - plain[0]))
    turned = ratio(target, value)
    yield from () if turned is None else (turned,)
