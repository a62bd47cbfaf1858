"""How the operators move when their operands do."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from lkjdsl.core import operators
from lkjdsl.core.program import Operator, Pool, Step
from lkjdsl.core.rules import rule, rules
from lkjdsl.domains.direction import quotient
from lkjdsl.domains.direction.directed import Atoms, Directed
from lkjdsl.domains.direction.moves import CONSTANT, Moves, flipped, joined, sign_of, times, unknown_in
from lkjdsl.domains.interval.sharing import Meaning
from lkjdsl.numbers import intervals
from lkjdsl.numbers.rational import compare

DirectionRule = Callable[[Step[Any], Atoms, Meaning, Sequence[Directed]], Moves]
"""How a step moves, from what it may be and how its arguments move."""


def _by_operands(function: Callable[..., Moves]) -> DirectionRule:
    """Return the rule of an operator whose operands say all."""
    return lambda _step, _atoms, _meaning, arguments: function(*arguments)


def _same(*arguments: Directed) -> Moves:
    return joined(argument.moves for argument in arguments)


def _subtracted(left: Directed, right: Directed) -> Moves:
    return joined((left.moves, flipped(right.moves)))


def _opposite(operand: Directed) -> Moves:
    return flipped(operand.moves)


def _multiplied(left: Directed, right: Directed) -> Moves:
    return joined((times(left.moves, sign_of(right.numbers)), times(right.moves, sign_of(left.numbers))))


def _absolute(operand: Directed) -> Moves:
    return times(operand.moves, sign_of(operand.numbers))


def _power(base: Directed, exponent: Directed) -> Moves:
    """Return how a power to a known exponent moves; without one nothing is said."""
    known = None if exponent.numbers is None else exponent.numbers.point
    if known is None or base.numbers is None:
        return unknown_in(base.depends | exponent.depends)
    odd = known[1] == 1 and known[0] % 2 == 1
    if known[0] > 0:
        return base.moves if odd or known[1] != 1 else times(base.moves, sign_of(base.numbers))
    if sign_of(base.numbers) == "unknown" and known[1] == 1:  # 1/x falls on each side of 0, and rises across it
        return unknown_in(base.depends)
    return flipped(base.moves if odd or known[1] != 1 else times(base.moves, sign_of(base.numbers)))


def _interpolated(x: Directed, *points: Directed) -> Moves:
    """Return how the height moves: with x where known points go up, against it where they go down."""
    known = [point.numbers.point for point in points if point.numbers is not None and point.numbers.point is not None]
    if len(known) < len(points) or not all(compare(a, b) < 0 for a, b in pairwise(known[0::2])):
        return unknown_in(atom for directed in (x, *points) for atom in directed.depends)
    orders = {compare(a, b) for a, b in pairwise(known[1::2])} - {0}
    if len(orders) > 1:
        return unknown_in(x.depends)
    return times(x.moves, "falls" if orders == {1} else "rises")


def _unknown(*arguments: Directed) -> Moves:
    return unknown_in(atom for argument in arguments for atom in argument.depends)


def _applied(_condition: Directed, value: Directed) -> Moves:
    return value.moves


def _chosen(condition: Directed, then: Directed, otherwise: Directed) -> Moves:
    """Return how a choice moves: as its branches do, and as the condition does from one branch to the other."""
    flags = condition.meaning.range.flags
    if len(flags) < 2:  # noqa: PLR2004 - it can hold, or fail, not both
        return then.moves if True in flags else otherwise.moves
    step: Moves = unknown_in(condition.depends)
    if condition.moves and then.numbers is not None and otherwise.numbers is not None:
        step = times(condition.moves, sign_of(intervals.subtract(then.numbers, otherwise.numbers)))
    elif not condition.moves:
        step = CONSTANT
    return joined((then.moves, otherwise.moves, step))


def _coalesced(*values: Directed) -> Moves:
    """Return how the first value moves that there is; what one depends on that can be missing may bring in the next."""
    moves: list[Moves] = []
    for value in values:
        moves.append(value.moves)
        if not value.meaning.range.states:
            break
        moves.append(unknown_in(value.depends))
    return joined(moves)


def _available(value: Directed) -> Moves:
    return unknown_in(value.depends) if value.meaning.range.states and value.meaning.range.ordinary else CONSTANT


def _compared(step: Step[None], atoms: Atoms, _meaning: Meaning, arguments: Sequence[Directed]) -> Moves:
    """Return how a comparison moves: as the difference of its sides does, where it holds on one side of 0 alone."""
    left, right = arguments
    difference = atoms.inside.sharing.differences.get((step, atoms.inside.place))
    moves = _subtracted(left, right) if difference is None else atoms.of_form(difference)
    signs = step.operator.holds_for
    assert signs is not None
    if (-1 in signs) == (1 in signs):
        return unknown_in(moves)
    return moves if 1 in signs else flipped(moves)


def _pooled(_step: Step[Pool], _atoms: Atoms, _meaning: Meaning, arguments: Sequence[Directed]) -> Moves:
    """Return how an aggregate moves that is never less when one of its parts is more."""
    return joined([*(argument.moves for argument in arguments), *(argument.loose for argument in arguments)])


def _counted(_step: Step[Pool], _atoms: Atoms, _meaning: Meaning, arguments: Sequence[Directed]) -> Moves:
    counted = [argument.moves if argument.meaning.range.flags else CONSTANT for argument in arguments]
    return joined([*counted, *(argument.loose for argument in arguments)])


def _harmonic(step: Step[Pool], atoms: Atoms, meaning: Meaning, arguments: Sequence[Directed]) -> Moves:
    """Return how a harmonic mean moves; of numbers on both sides of 0 nothing is known."""
    signs = {sign_of(argument.numbers) for argument in arguments}
    if len(signs) > 1 or "unknown" in signs:
        return _unknown(*arguments)
    return _pooled(step, atoms, meaning, arguments)


RULES: Mapping[Operator, DirectionRule | None] = rules(
    rule(operators.ADD, _by_operands(_same)),
    rule(operators.SUBTRACT, _by_operands(_subtracted)),
    rule(operators.MULTIPLY, _by_operands(_multiplied)),
    rule(operators.DIVIDE, quotient.moves),
    rule(operators.NEGATE, _by_operands(_opposite)),
    rule(operators.POWER, _by_operands(_power)),
    rule(operators.SQRT, _by_operands(_same)),
    rule(operators.LN, _by_operands(_same)),
    rule(operators.EXP, _by_operands(_same)),
    rule(operators.ABSOLUTE, _by_operands(_absolute)),
    rule(operators.ROUND, _by_operands(_same)),
    rule(operators.FLOOR, _by_operands(_same)),
    rule(operators.CEIL, _by_operands(_same)),
    rule(operators.INTERPOLATE, _by_operands(_interpolated)),
    rule(operators.CLAMP, _by_operands(_same)),
    rule(operators.CAP, _by_operands(_same)),
    rule(operators.BOUND_BELOW, _by_operands(_same)),
    rule(operators.LESS, _compared),
    rule(operators.AT_MOST, _compared),
    rule(operators.GREATER, _compared),
    rule(operators.AT_LEAST, _compared),
    rule(operators.EQUAL, _compared),
    rule(operators.DIFFERENT, _compared),
    rule(operators.AND, _by_operands(_same)),
    rule(operators.OR, _by_operands(_same)),
    rule(operators.NOT, _by_operands(_opposite)),
    rule(operators.CHOOSE, _by_operands(_chosen)),
    rule(operators.COALESCE, _by_operands(_coalesced)),
    rule(operators.AVAILABLE, _by_operands(_available)),
    rule(operators.APPLIES, _by_operands(_applied)),
    rule(operators.BAND, _by_operands(_unknown)),
    rule(operators.SUM, _pooled),
    rule(operators.MEAN, _pooled),
    rule(operators.WEIGHTED_MEAN, _pooled),
    rule(operators.MEDIAN, _pooled),
    rule(operators.MIN, _pooled),
    rule(operators.MAX, _pooled),
    rule(operators.GEOMEAN, _pooled),
    rule(operators.HARMEAN, _harmonic),
    rule(operators.COUNT, _counted),
    declines=(
        operators.CONSTANT, operators.INPUT, operators.PREVIOUS, operators.COLUMN, operators.OUTER, operators.EARLIER,
        operators.GIVEN, operators.FOLD,
    ),
)  # fmt: skip
"""Those that are declined depend on data and rows (domain.py)."""
