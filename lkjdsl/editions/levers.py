"""Inputs that may be changed to reach something: where they stand, in what steps, and how far they may go."""

from collections.abc import Sequence
from math import inf

from attrs import frozen

from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Input
from lkjdsl.numbers.rational import Number, ceil_of, floor_of, reduced
from lkjdsl.units import COUNT, FLAG, PERCENT, RUPIAH, TEXT

WHOLE = (COUNT, RUPIAH)
DECIMALS = 2
"""Printed decimals of a step of what need not be whole, where the data have fewer."""
MOST_DECIMALS = 30


@frozen(eq=False)
class Lever:
    """
    One input: its position in the facts, its value (0 where it is missing), the width of a step.

    ``least`` and ``most`` are steps from the value, down (not above 0) and up; infinite where nothing is said.
    """

    declared: Input
    index: int
    base: Number
    step: Number
    least: float
    most: float
    missing: bool = False

    @property
    def path(self) -> str:
        """Return the input's path."""
        return self.declared.path

    def at(self, steps: int) -> Number:
        """Return the value that many steps away."""
        (a, b), (c, d) = self.base, self.step
        return reduced((a * d + steps * c * b, b * d))

    def steps_to(self, bound: Number) -> Number:
        """Return how many steps, whole or not, *bound* is away."""
        return _steps(self.base, bound, self.step)


def is_lever(input_: Input) -> bool:
    """Return whether an input is a number that can be changed."""
    return input_.kind not in (FLAG, TEXT)


def levers_of(outcome: Outcome, paths: Sequence[str]) -> list[Lever]:
    """Return the levers for the inputs at *paths*, which are numbers."""
    places = {path: index for index, path in enumerate(outcome.definition.inputs)}
    return [_lever(outcome, outcome.definition.inputs[path], places[path]) for path in dict.fromkeys(paths)]


def _lever(outcome: Outcome, input_: Input, index: int) -> Lever:
    stated = outcome.data.facts.inputs[index]
    base = stated if isinstance(stated, tuple) else (0, 1)
    step = (1, 1) if input_.kind in WHOLE else (1, 10 ** _decimals(input_, base))
    minimum = input_.minimum if input_.minimum is not None else (0, 1) if input_.kind == COUNT else None
    least = -inf if minimum is None else min(0, ceil_of(_steps(base, minimum, step)))
    most = inf if input_.maximum is None else max(0, floor_of(_steps(base, input_.maximum, step)))
    return Lever(input_, index, base, step, least, most, not isinstance(stated, tuple))


def _decimals(input_: Input, base: Number) -> int:
    denominator = reduced(base)[1]
    decimals = next((count for count in range(MOST_DECIMALS) if 10**count % denominator == 0), 0)
    return max(decimals, DECIMALS + (2 if input_.kind == PERCENT else 0))


def _steps(base: Number, bound: Number, step: Number) -> Number:
    (a, b), (c, d), (e, f) = base, bound, step
    return (c * b - a * d) * f, b * d * e
