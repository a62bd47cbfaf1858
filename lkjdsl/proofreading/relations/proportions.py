"""Columns in proportion to another one: shares of a whole that may stand nowhere, values that were converted."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import frozen

from lkjdsl.proofreading.printed.checks import FractionBounds, bounds, spread
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.relations.column_operations import ColumnRelation
from lkjdsl.proofreading.relations.number_matrix import NumberMatrix

HUNDRED = Fraction(100)
EXACT = 500
"""By which part of itself a factor is known of numbers that are hardly in proportion by chance."""
CONVERTED = 25
"""What makes 100 of the four points of a survey."""
ANCHORS = 3
"""Rows that print their numbers most exactly: where one number of a column is wrong, the others are of one factor."""


@frozen(eq=False)
class _Pair:
    """A number, and that of the other column in its row."""

    row: int
    result: NumberInText
    part: NumberInText

    @cached_property
    def factor(self) -> FractionBounds:
        """Return what the one is of the other."""
        return spread(lambda a, b: a / b, bounds(self.result), bounds(self.part))

    @property
    def width(self) -> Fraction:
        """Return how little the two tell of it."""
        low, high = self.factor
        return (high - low) / low

    def times(self, terms: Sequence[FractionBounds]) -> FractionBounds:
        """Return what a number of the other column makes by the factor of this row."""
        return spread(lambda a, b: a * b, terms[0], self.factor)


def proportions(view: NumberMatrix, column: int, others: Sequence[int]) -> Iterator[ColumnRelation]:
    """Yield that a column is in proportion to each of *others*; by their totals alone where its own is 100."""
    for other in others:
        pairs = list(_pairs(view, column, other))
        wholes = [pair for pair in pairs if view.row_kind(pair.row) == "total" and _is_whole(pair, view.titles[column])]
        anchors = wholes if len(wholes) == 1 else sorted(pairs, key=lambda pair: pair.width)[:ANCHORS]
        for anchor in anchors:
            if anchor in wholes or anchors[-1].width * EXACT <= 1 or anchor.factor[0] <= CONVERTED <= anchor.factor[1]:
                yield ColumnRelation(
                    "proportion", (other,), anchor.times, len(wholes) == 1, (anchor.part, anchor.result)
                )


def _is_whole(pair: _Pair, title: str) -> bool:
    return pair.result.value == HUNDRED and pair.part.value * 10 > HUNDRED and role_of(title) not in ("weight", "limit")


def _pairs(view: NumberMatrix, column: int, other: int) -> Iterator[_Pair]:
    for row, numbers in enumerate(view.numbers):
        result, part = numbers[column], numbers[other]
        if result is not None and part is not None and bounds(result)[0] > 0 and bounds(part)[0] > 0:
            yield _Pair(row, result, part)
