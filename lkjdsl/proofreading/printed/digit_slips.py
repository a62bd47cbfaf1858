"""Whether a printed number is another one with a slip of the pen: so alike are two numbers hardly ever by chance."""

from fractions import Fraction

from lkjdsl.numbers.rational import round_at
from lkjdsl.proofreading.printed.numbers import NumberInText

FEWEST = 3
"""With fewer digits most numbers differ in one digit only."""


def is_slip(number: NumberInText, computed: Fraction) -> bool:
    """Return whether *number* has the digits of *computed* but for one, or with two neighbours exchanged."""
    wanted, printed = _digits(number, computed)
    return len(_other_places(wanted, printed)) == 1 or is_exchange(number, computed)


def is_exchange(number: NumberInText, computed: Fraction) -> bool:
    """Return whether *number* has the digits of *computed* with two neighbours exchanged."""
    wanted, printed = _digits(number, computed)
    places = _other_places(wanted, printed)
    return len(places) == 2 and places[1] == places[0] + 1 and sorted(wanted) == sorted(printed)  # noqa: PLR2004


def is_turned(number: NumberInText, computed: Fraction) -> bool:
    """Return whether a number of two digits has those of *computed* in the other order."""
    wanted, printed = _digits(number, computed)
    return len(printed) == FEWEST - 1 and wanted != printed and wanted == printed[::-1]


def stands_beside(number: NumberInText, value: Fraction) -> bool:
    """Return whether another number of the same text is *value*: what is so alike is then hardly a slip of it."""
    others = (other for other in number.site.numbers if other is not number and other.percent == number.percent)
    return any(abs(other.value - value) <= other.half for other in others)


def _digits(number: NumberInText, computed: Fraction) -> tuple[str, str]:
    """Return the digits of *computed*, rounded as *number* is, and those of *number*."""
    scale = 10**number.decimals
    right = round_at((computed.numerator, computed.denominator * number.multiple), number.decimals, "half-up")
    wanted, printed = str(abs(right[0] * scale // right[1])), str(abs(int(number.value / number.multiple * scale)))
    return wanted.rjust(number.decimals + 1, "0"), printed.rjust(number.decimals + 1, "0")


def _other_places(wanted: str, printed: str) -> list[int]:
    """Return the places where two rows of digits differ, none where they are of different length or short."""
    if len(wanted) != len(printed) or len(wanted) < FEWEST:
        return []
    return [at for at, (one, other) in enumerate(zip(wanted, printed, strict=True)) if one != other]
