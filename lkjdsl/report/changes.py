"""
How a result moved since the year before, as a reader checks it: the difference of the two printed numbers.

The exact difference can print a digit otherwise (0,65 between 87,96 and 88,62), and a report is checked with what it
prints.
"""

from attrs import frozen

from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.outcome import Result
from lkjdsl.numbers.numerals import printed
from lkjdsl.numbers.rational import reduced
from lkjdsl.report.account import WORDS
from lkjdsl.units import PERCENT, PLAIN


@frozen
class PrintedChange:
    """The direction of a change (-1, 0, 1) and its amount without a sign, as it is printed."""

    direction: int
    amount: str


def change_of(before: Result, after: Result, language: Language) -> PrintedChange | None:
    """Return how the printed number moved, or None where there is none in one of the years."""
    old, new = before.as_printed, after.as_printed
    if old is None or new is None:
        return None
    difference = reduced((new[0] * old[1] - old[0] * new[1], old[1] * new[1]))
    direction = (difference[0] > 0) - (difference[0] < 0)
    amount = (abs(difference[0]), difference[1])
    digits = max(before.digits, after.digits)
    if after.unit == PERCENT:
        points = printed((amount[0] * 100, amount[1]), "number", digits, after.rounding, language)
        return PrintedChange(direction, WORDS["points"].text(language).format(number=points))
    unit = "number" if after.unit == PLAIN else after.unit
    return PrintedChange(direction, printed(amount, unit, digits, after.rounding, language))
