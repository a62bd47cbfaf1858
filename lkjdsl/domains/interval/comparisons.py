"""What comparisons, and flags that are brought together, may be."""

from collections.abc import Callable, Sequence
from typing import Any

from lkjdsl.core import operators
from lkjdsl.core.program import Operator, Step
from lkjdsl.domains.interval.ranges import Range, joined, of_flags
from lkjdsl.domains.interval.rule import Entries, Ranges, on_numbers, strict
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import ZERO, Interval


def of_order(comparison: Operator, difference: Interval) -> Range:
    """Return whether a *comparison* can hold and can fail, from what its left side less its right side may be."""
    signs = {0} if ZERO in difference else set[int]()
    signs |= set() if intervals.negative_part(difference) is None else {-1}
    signs |= set() if intervals.positive_part(difference) is None else {1}
    assert comparison.holds_for is not None
    return of_flags(can_hold=bool(signs & comparison.holds_for), can_fail=bool(signs - comparison.holds_for))


def _ordered(step: Step[None], left: Interval, right: Interval) -> Range:
    return of_order(step.operator, intervals.subtract(left, right))


def _equal(_step: Step[None], operands: Sequence[Range]) -> Range:
    """Return whether two numbers, texts or flags can be the same and can differ."""
    left, right = operands
    found = []
    if left.numbers is not None and right.numbers is not None:
        found.append(of_order(operators.EQUAL, intervals.subtract(left.numbers, right.numbers)))
    if left.flags and right.flags:
        found.append(_sameness(left.flags, right.flags))
    if left.texts is None or right.texts is None:
        found.append(of_flags(can_hold=True, can_fail=True))
    elif left.texts and right.texts:
        found.append(_sameness(left.texts, right.texts))
    return joined(found)


def _different(step: Step[None], operands: Sequence[Range]) -> Range:
    return _inverted(_equal(step, operands).flags)


def _sameness(left: frozenset[Any], right: frozenset[Any]) -> Range:
    return of_flags(can_hold=bool(left & right), can_fail=len(left | right) > 1)


def _both(left: frozenset[bool], right: frozenset[bool]) -> Range:
    return Range(flags=frozenset(term and other for term in left for other in right))


def _either(left: frozenset[bool], right: frozenset[bool]) -> Range:
    return Range(flags=frozenset(term or other for term in left for other in right))


def _inverted(operand: frozenset[bool]) -> Range:
    return Range(flags=frozenset(not flag for flag in operand))


def _of_flags(function: Callable[..., Range]) -> Ranges[None]:
    return lambda _step, operands: function(*(operand.flags for operand in operands))


CONDITIONS: Entries = (
    strict(operators.LESS, on_numbers(_ordered)),
    strict(operators.AT_MOST, on_numbers(_ordered)),
    strict(operators.GREATER, on_numbers(_ordered)),
    strict(operators.AT_LEAST, on_numbers(_ordered)),
    strict(operators.EQUAL, _equal),
    strict(operators.DIFFERENT, _different),
    strict(operators.AND, _of_flags(_both)),
    strict(operators.OR, _of_flags(_either)),
    strict(operators.NOT, _of_flags(_inverted)),
)
"""The operators that give a flag."""
