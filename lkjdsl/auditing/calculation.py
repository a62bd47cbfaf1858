"""The value of a printed expression whose numbers stand for intervals: the interval domain on its operators."""

from collections.abc import Iterable, Mapping
from typing import assert_never

from attrs import field, frozen

from lkjdsl.auditing.arithmetic import Amount, Blank, Operation, PrintedExpression, PrintedWords, Sign, parts
from lkjdsl.core import operators, program
from lkjdsl.core.program import Division, Origin, Step
from lkjdsl.domains.interval.ranges import Range, of_states
from lkjdsl.domains.interval.rules import range_of
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import Interval
from lkjdsl.numbers.numerals import Numeral
from lkjdsl.numbers.numerals import interval as printed_ends
from lkjdsl.numbers.rational import Number, compare, sum_of

OPERATORS: Mapping[Sign, program.Operator] = {
    "+": operators.ADD,
    "*": operators.MULTIPLY,
    "/": operators.DIVIDE,
    "negate": operators.NEGATE,
}
HUNDRED: Number = (100, 1)


def written(numeral: Numeral) -> Number:
    """Return the value of a number as it stands: ``70%`` is 7/10."""
    numerator, denominator = numeral.number
    return numerator, denominator * (100 if numeral.percent else 1)


def stands_for(numeral: Numeral, *, truncate: bool = False) -> Interval:
    """Return the values that a printed number stands for."""
    low, low_open, high, high_open = printed_ends(numeral, truncate=truncate)
    scale = 100 if numeral.percent else 1
    bounds = intervals.interval(
        (low[0], low[1] * scale), (high[0], high[1] * scale), low_open=low_open, high_open=high_open
    )
    assert bounds is not None
    return bounds


@frozen
class Calculation:
    """
    How expressions of one line are worked out.

    ``exact`` are numbers that the edition knows to the last digit (weights, targets), ``counts`` says that whole
    numbers are counts but those that the line itself shows to be ``rounded``; ``division`` gives what 0/0 and x/0 are.
    """

    division: Division
    exact: frozenset[Number] = field(default=frozenset())
    counts: bool = False
    rounded: frozenset[Number] = field(default=frozenset())
    truncate: bool = False

    def range(self, expression: PrintedExpression, *, as_written: bool = False) -> Range:
        """Return the values that *expression* may have; ``as_written`` takes its numbers as they stand."""
        known = None if as_written else self._known(expression)
        return self._range(expression, known)

    def _range(self, expression: PrintedExpression, known: frozenset[Number] | None) -> Range:
        match expression:
            case Amount(numeral=numeral):
                if known is None or self._is_exact(numeral, known):
                    return Range(intervals.point(written(numeral)))
                return Range(stands_for(numeral, truncate=self.truncate))
            case Operation(operator=operator, operands=operands):
                setting = self.division if operator == "/" else None
                step = Step(OPERATORS[operator], (), setting, Origin("", "line"))
                return range_of(step, [self._range(operand, known) for operand in operands])
            case PrintedWords() | Blank():
                return of_states("unavailable")
            case _:
                assert_never(expression)

    def _is_exact(self, numeral: Numeral, known: frozenset[Number]) -> bool:
        if written(numeral) in known:
            return True
        return self.counts and is_whole(numeral) and numeral.number not in self.rounded

    def _known(self, expression: PrintedExpression) -> frozenset[Number]:
        """Return the exact numbers of an expression: 100%, and percentages that add up to 100% are weights."""
        percentages = [
            written(part.numeral) for part in parts(expression) if isinstance(part, Amount) and part.numeral.percent
        ]
        weights = percentages if compare(sum_of(percentages), (1, 1)) == 0 else []
        named = (
            percentage
            for percentage in percentages
            if compare(percentage, (1, 1)) == 0 or _among(percentage, self.exact)
        )
        others = (
            written(part.numeral)
            for part in parts(expression)
            if isinstance(part, Amount) and _among(written(part.numeral), self.exact)
        )
        return frozenset((*weights, *named, *others))


def is_whole(numeral: Numeral) -> bool:
    """Return whether a number may be a count."""
    return not numeral.percent and not numeral.decimals


def _among(number: Number, numbers: Iterable[Number]) -> bool:
    return any(compare(number, value) == 0 for value in numbers)
