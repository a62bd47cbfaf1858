"""What the float-error domain says of an operator: one rule for its error, its size, the parts that it is made of."""

from collections.abc import Callable, Sequence
from math import frexp, lcm, prod
from typing import Any

from attrs import evolve, frozen

from lkjdsl import limits
from lkjdsl.core.program import Step
from lkjdsl.domains.float_error.bounds import SLACK, UNIT, UNKNOWN, WHOLE, ErrorBound, fine
from lkjdsl.domains.interval.ranges import Range
from lkjdsl.domains.interval.rules import range_of

LARGEST, LEAST_EXPONENT = 2.0**1000, 960
"""Beyond these nothing is known: a result may overflow, or lose digits because it is so small."""
LOST = 1e-4
"""A relative error above this is taken for unknown; below it, products of errors are in the slack."""
MOST_PARTS = 2**50
"""More parts than this are finer than any error."""

Numbers = Sequence[ErrorBound]
"""Of the operands that are numbers."""
Error = tuple[float, float]
"""Absolute and relative error."""


def shared(numbers: Numbers) -> int:
    """Return a grid on which all values lie, 0 where one lies on none."""
    return fine(lcm(*(value.grid for value in numbers)))


def most_parts(_step: Step, numbers: Numbers) -> int:
    """Return the parts of a value that is one of *numbers*."""
    return max(value.parts for value in numbers)


def parts_of_sum(_step: Step, numbers: Numbers) -> int:
    """Return the parts of a sum of *numbers*."""
    return lcm(*(value.grid for value in numbers if value.grid)) * prod(
        value.parts for value in numbers if not value.grid
    )


def exponent(bound: ErrorBound) -> int:
    """Return the power of two that no number exceeds in size, at least 0."""
    size = bound.magnitude
    return LEAST_EXPONENT + 1 if size == UNKNOWN else max(frexp(size)[1], 0)


def least_term(numbers: Numbers) -> int:
    """Return how small a result other than 0 can be that is an operand, or a sum of them: of one sign, the least."""
    return max(value.tiny for value in numbers) + 1


def unknown(_numbers: Numbers) -> Error:
    """Return that nothing is known of an error."""
    return UNKNOWN, UNKNOWN


@frozen(eq=False)
class ErrorRule:
    """
    What is known of an operator.

    ``error`` is what goes on from the operands and from inner operations; the rounding of the result is added where it
    ``rounds``, and none is where it is whole whatever the operands were wrong by (``is_decided``). ``tiny``, ``grid``
    and ``parts`` are those of :class:`ErrorBound`, 0 where nothing is known; ``growth`` is by how much an exact number
    may be longer than its operands together. ``ranges`` is what the interval domain says, whatever operands share.
    """

    error: Callable[[Numbers], Error] = unknown
    tiny: Callable[[Numbers], int] = least_term
    grid: Callable[[Step[Any], Numbers], int] = lambda _step, _numbers: 0
    parts: Callable[[Step[Any], Numbers], int] = lambda _step, _numbers: 0
    rounds: bool = True
    is_decided: bool = False
    growth: int = 1
    ranges: Callable[[Step[Any], Sequence[Range]], Range] = range_of

    def bound(self, step: Step, operands: Sequence[ErrorBound]) -> ErrorBound:
        """Return the bound of *step*."""
        range_ = self.ranges(step, [operand.range for operand in operands])
        numbers = [operand for operand in operands if operand.range.numbers is not None]
        if range_.numbers is None or not numbers:
            return ErrorBound(range_)
        grid = self.grid(step, numbers)
        return evolve(self._bound(range_, numbers), grid=grid, parts=grid or self._parts(step, numbers))

    def _parts(self, step: Step, numbers: Numbers) -> int:
        parts = self.parts(step, numbers) if all(value.parts for value in numbers) else 0
        return parts if parts <= MOST_PARTS else 0

    def _bound(self, range_: Range, numbers: Numbers) -> ErrorBound:
        """Return the errors and the size of a result: nothing is known where it may overflow or vanish."""
        size = ErrorBound(range_).magnitude
        bits = sum(value.bits for value in numbers) + 2 * len(numbers)
        tiny = self.tiny(numbers)
        if self.error is unknown or size > LARGEST or bits * self.growth > limits.EXACT_BITS:
            return ErrorBound(range_, UNKNOWN, UNKNOWN, bits, tiny)
        absolute, relative = self.error(numbers)
        if tiny > LEAST_EXPONENT:
            relative = UNKNOWN
        if self.rounds and self._is_whole(range_, size, numbers):
            absolute = relative = 0.0
        elif self.rounds:
            absolute = (absolute + UNIT * (size + absolute)) * SLACK
            relative = (relative + UNIT) * SLACK
        if relative > LOST:
            relative = UNKNOWN
        smaller = relative * size if relative < UNKNOWN else UNKNOWN
        return ErrorBound(range_, min(absolute, smaller), relative, bits * self.growth, tiny)

    def _is_whole(self, range_: Range, size: float, numbers: Numbers) -> bool:
        """Return whether the result is a whole number that float64 gives exactly."""
        assert range_.numbers is not None
        if self.is_decided:
            return range_.numbers.whole and size <= WHOLE
        exact = all(value.absolute == 0 for value in numbers)
        return range_.numbers.whole and exact and max(size, *(value.magnitude for value in numbers)) <= WHOLE
