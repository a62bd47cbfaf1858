"""Whether a printed number is another one with a slip of the pen: so alike are two numbers hardly ever by chance."""

from fractions import Fraction

from lkjdsl.numbers.rational import round_at
from lkjdsl.proofreading.printed.numbers import NumberInText

FEWEST = 3
"""With fewer digits most numbers differ in one digit only."""


def is_slip(number: NumberInText, computed: Fraction) -> bool:
    """Return whether *number* has the digits of *computed* but for one, or with two neighbours exchanged."""
    scale = 10**number.decimals
    right = round_at((computed.numerator, computed.denominator * number.multiple), number.decimals, "half-up")
    wanted, printed = str(abs(right[0] * scale // right[1])), str(abs(int(number.value / number.multiple * scale)))
    wanted, printed = wanted.rjust(number.decimals + 1, "0"), printed.rjust(number.decimals + 1, "0")
    if len(wanted) != len(printed) or len(wanted) < FEWEST:
        return False
    places = [at for at, (one, other) in enumerate(zip(wanted, printed, strict=True)) if one != other]
    exchanged = len(places) == 2 and places[1] == places[0] + 1 and sorted(wanted) == sorted(printed)  # noqa: PLR2004
    return len(places) == 1 or exchanged
