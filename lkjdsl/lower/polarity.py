"""
A result against what it is measured by → steps: a single value or a range, under each polarity.

Above 0 these are the quotients of PermenPANRB 8/2021. Below 0 a quotient turns the order upside down, so there the
difference is divided by the size of the target; for a target above 0 both are the same number.
"""

from collections.abc import Callable
from functools import partial
from typing import assert_never

from attrs import frozen

from lkjdsl.core import operators
from lkjdsl.core.program import Division, Held, Operator, Origin, Role, is_of
from lkjdsl.lower.assembly import Assembly
from lkjdsl.model.definition import Polarity
from lkjdsl.model.values import Value, state
from lkjdsl.numbers.rational import Number
from lkjdsl.units import COUNT, FLAG, PERCENT

ZERO: Number = (0, 1)
ONE: Number = (1, 1)
TWO: Number = (2, 1)

SIGN: Role = "sign"
"""The role of the choice that a target makes by being below 0 or not, where only the data says what it is."""

TARGET_ZERO = Division("unavailable", "unavailable", "target-zero", "target-zero")
"""0/0 rules do not apply to an achievement: with a target of 0 there is none."""
RESULT_ZERO = Division("unavailable", "unavailable", "result-zero", "result-zero")


@frozen(eq=False, repr=False)
class AchievementSteps:
    """Adds the steps of one achievement, the one at ``path``."""

    assembly: Assembly
    path: str

    def step(self, operator: Operator, *arguments: int, role: Role = "achievement", unit: str = PERCENT) -> int:
        """Return the position of an operator over *arguments*."""
        return self.assembly.add(operator, arguments, None, origin=Origin(self.path, role), unit=unit)

    def over(self, numerator: int, denominator: int, rules: Division = TARGET_ZERO) -> int:
        """Return the position of a quotient."""
        origin = Origin(self.path, "achievement")
        return self.assembly.add(operators.DIVIDE, (numerator, denominator), rules, origin=origin, unit=PERCENT)

    def constant(self, value: Number) -> int:
        """Return the position of a number."""
        return self.assembly.add(operators.CONSTANT, (), Held(value), origin=Origin(self.path, "achievement"))

    def absent(self, code: str) -> int:
        """Return the position of what is unavailable for the reason *code*."""
        none = Held(state("unavailable", code, self.path))
        return self.assembly.add(operators.CONSTANT, (), none, origin=Origin(self.path, "achievement"), unit=PERCENT)

    def unless_zero(self, target: int, value: int) -> int:
        """Return the position of *value*, unavailable where the target is 0."""
        is_zero = self.step(operators.EQUAL, target, self.constant(ZERO), unit=FLAG)
        return self.step(operators.CHOOSE, is_zero, self.absent("target-zero"), value)

    def sign(self, target: int) -> int | None:
        """Return -1, 0 or 1 where the edition says what the target is, 1 where it is never below 0; else None."""
        step = self.assembly.steps[target]
        if is_of(step, operators.CONSTANT):
            return _sign_of(step.setting.value)
        # A count below 0 is no value of a count: whoever reads data takes it for unusable.
        if is_of(step, operators.INPUT, operators.PREVIOUS) and step.unit == COUNT:
            return 1 if _sign_of(step.setting.missing) >= 0 else None
        return None


def _sign_of(value: Value) -> int:
    """Return -1, 0 or 1; 1 of what is no number, for which it does not matter."""
    return (value[0] > 0) - (value[0] < 0) if isinstance(value, tuple) else 1


def by_polarity(
    make: AchievementSteps, polarity: Polarity, result: int, goal: tuple[int, ...], inside: tuple[int, ...]
) -> int:
    """
    Return the position of what *result* is of *goal*, one value or the two ends of a range.

    Where *inside* has two ends, or the polarity is a range, a result between them is 100%.
    """
    if len(goal) > 1:
        return _in_range(make, polarity, result, goal, inside, None)
    alone = polarity != "range" and len(inside) == 1

    def measured(sign: int) -> int:
        if alone:
            return _against(make, polarity, result, goal[0], sign)
        return _in_range(make, polarity, result, goal, inside, sign)

    return _by_sign(make, polarity, result, goal[0], measured)


def _in_range(
    make: AchievementSteps,
    polarity: Polarity,
    result: int,
    goal: tuple[int, ...],
    inside: tuple[int, ...],
    sign: int | None,
) -> int:
    """Return the position of 100% where *result* is *inside*, and else of what it is of the nearer end of *goal*."""
    low, high = goal[0], goal[-1]

    def over(sign: int) -> int:
        return (_less_excess if polarity == "range" else partial(_against, polarity=polarity))(
            make, result=result, target=high, sign=sign
        )

    above = _by_sign(make, polarity, result, high, over, sign)
    is_above = make.step(operators.GREATER, result, inside[-1], unit=FLAG)
    is_below = make.step(operators.LESS, result, inside[0], unit=FLAG)
    within = make.step(operators.CHOOSE, is_above, above, make.constant(ONE))
    below = _by_sign(make, polarity, result, low, lambda sign: _against(make, polarity, result, low, sign), sign)
    return make.step(operators.CHOOSE, is_below, below, within)


def _by_sign(
    make: AchievementSteps,
    polarity: Polarity,
    result: int,
    target: int,
    measured: Callable[[int], int],
    sign: int | None = None,
) -> int:
    """
    Return the position of what is *measured* by a target of the *sign*, -1, 0 or 1.

    Where that is not known, and only the data says what the target is: of a choice between both. It is made by a 0
    that has the state of the result, so that the worse of two states wins; only ``minimize-inverse`` asks its target
    first.
    """
    sign = make.sign(target) if sign is None else sign
    if sign is not None:
        return measured(sign)
    zero = make.constant(ZERO)
    if polarity != "minimize-inverse":
        zero = make.step(operators.MULTIPLY, result, zero, role=SIGN)
    is_below = make.step(operators.LESS, target, zero, role=SIGN, unit=FLAG)
    return make.step(operators.CHOOSE, is_below, measured(-1), measured(1), role=SIGN)


def _against(make: AchievementSteps, polarity: Polarity, result: int, target: int, sign: int) -> int:
    """Return the position of what *result* is of a single value of a known *sign*."""
    match polarity:
        case "maximize" | "range":
            if sign >= 0:
                return make.over(result, target)
            return make.step(operators.ADD, make.constant(ONE), _excess(make, result, target, sign))
        case "minimize":
            if sign >= 0:
                return make.step(operators.SUBTRACT, make.constant(TWO), make.over(result, target))
            return _less_excess(make, result, target, sign)
        case "minimize-inverse":
            return _inverse(make, result, target) if sign >= 0 else make.absent("inverse-below-zero")
        case "stabilize":
            distance = make.step(operators.ABSOLUTE, make.step(operators.SUBTRACT, result, target))
            return make.step(operators.SUBTRACT, make.constant(ONE), make.over(distance, _size(make, target, sign)))
        case _:
            assert_never(polarity)


def _inverse(make: AchievementSteps, result: int, target: int) -> int:
    """Return the target over the result: a result below 0, better than any above it, would give the least of all."""
    quotient = make.over(target, result, RESULT_ZERO)
    is_below = make.step(operators.LESS, result, make.constant(ZERO), unit=FLAG)
    ordered = make.step(operators.CHOOSE, is_below, make.absent("inverse-below-zero"), quotient)
    return make.unless_zero(target, ordered)


def _less_excess(make: AchievementSteps, result: int, target: int, sign: int) -> int:
    return make.step(operators.SUBTRACT, make.constant(ONE), _excess(make, result, target, sign))


def _excess(make: AchievementSteps, result: int, target: int, sign: int) -> int:
    """Return how far *result* lies above the target, over the target without its sign."""
    return make.over(make.step(operators.SUBTRACT, result, target), _size(make, target, sign))


def _size(make: AchievementSteps, target: int, sign: int) -> int:
    return target if sign >= 0 else make.step(operators.ABSOLUTE, target)
