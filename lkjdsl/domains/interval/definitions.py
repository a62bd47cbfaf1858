"""How the value of an operator lies to its operands, whatever they are."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from lkjdsl.core.program import Rounds, Step
from lkjdsl.domains.interval.linear import Linear, Relation


def not_above(_step: Step, value: Linear, operands: Sequence[Linear]) -> Iterable[Relation]:
    """Yield that the value is not above any operand."""
    return (_at_least_zero(-(value - operand)) for operand in operands)


def not_below(_step: Step, value: Linear, operands: Sequence[Linear]) -> Iterable[Relation]:
    """Yield that the value is not below any operand."""
    return (_at_least_zero(value - operand) for operand in operands)


def not_below_either_sign(_step: Step, value: Linear, operands: Sequence[Linear]) -> Iterable[Relation]:
    """Yield that the value is not below any operand, nor below what it is with the other sign."""
    return (_at_least_zero(linear) for operand in operands for linear in (value - operand, value + operand))


def within(below: int, above: int) -> Callable[[Step, Linear, Sequence[Linear]], Iterable[Relation]]:
    """Return that the value lies at most *below* under its operand, and at most *above* over it."""
    return lambda _step, value, operands: _between(value, operands, Fraction(below), Fraction(above))


def within_a_decimal(step: Step[Rounds], value: Linear, operands: Sequence[Linear]) -> Iterable[Relation]:
    """Yield that the value is at most a unit of its last decimal away, half of one where it is the nearest."""
    unit = Fraction(10) ** -step.setting.digits / (2 if step.setting.mode.startswith("half") else 1)
    return _between(value, operands, unit, unit)


def _between(value: Linear, operands: Sequence[Linear], below: Fraction, above: Fraction) -> Iterable[Relation]:
    for operand in operands:
        yield _at_least_zero(value - operand + Linear(below))
        yield _at_least_zero(-(value - operand) + Linear(above))


def _at_least_zero(form: Linear) -> Relation:
    return Relation(form, ">=", "definition")
