"""Where something hangs on the last bits: comparisons, denominators that may be 0, roundings, bands."""

from collections.abc import Callable, Sequence

from lkjdsl.core.program import Bands, Rounds, Step
from lkjdsl.domains.float_error.bounds import WHOLE, of_constant
from lkjdsl.domains.float_program.nodes import (
    HALF,
    NAN,
    NO_STATE,
    ZERO,
    ConstantNode,
    FloatNode,
    FloatOperation,
    MarginNode,
    absent,
    absolute,
    apply,
    number,
    where,
    worst_of,
)
from lkjdsl.domains.float_program.writer import MARGINS, Decision, Declined, ProgramWriter, StepColumn
from lkjdsl.numbers.rational import Number

HALF_UNITS = 2.0**-50
"""Relative error of scaling a number by a power of ten, taken generously."""
MOST_DIGITS = 15
"""Decimals of a float64; what is rounded to more is left to the exact domain."""


def never_zero(writer: ProgramWriter, column: StepColumn, condition: FloatNode | None = None) -> None:
    """
    Flag the rows in which it is in doubt whether *column* is 0; with a known relative error it never is.

    Only rows in which *condition* holds matter.
    """
    if column.bound.absolute == 0 or column.bound.relative < 1:
        return
    size = absolute(column.value)
    near = apply("<", size, writer.error(Decision((column.index,)), size))  # NaN stays NaN in what it divides
    writer.doubt(near if condition is None else apply("and", condition, near))


def comparison(operation: FloatOperation) -> Callable[[Step, ProgramWriter, Sequence[StepColumn]], FloatNode]:
    """Return the rule of a comparison, which flags the rows in which it is in doubt."""

    def compared(_step: Step, writer: ProgramWriter, arguments: Sequence[StepColumn]) -> FloatNode:
        left, right = arguments
        if left.bound.range.numbers is not None and right.bound.range.numbers is not None:
            apart(writer, left, right)
        elif left.bound.range.texts is None and right.bound.range.texts is None:
            raise Declined("texts")  # noqa: EM101 - a name
        else:
            writer.lost(arguments)
        return apply(operation, left.value, right.value)

    return compared


def apart(writer: ProgramWriter, left: StepColumn, right: StepColumn) -> None:
    """Flag the rows in which it is in doubt which of two numbers is greater."""
    if left.bound.absolute == 0 and right.bound.absolute == 0:
        writer.lost((left, right))
        return
    steps = tuple(column.index for column in (left, right) if column.index >= 0)
    size = apply("+", absolute(left.value), absolute(right.value))
    constant = max((column.bound.absolute for column in (left, right) if column.index < 0), default=0.0)
    error = writer.error(Decision(steps, constant=constant), size)
    distance = absolute(apply("-", left.value, right.value))
    is_loose = left.loose or right.loose  # then the distance may be NaN, which is not far enough
    writer.doubt(apply("not", apply(">=", distance, error)) if is_loose else apply("<", distance, error))


def scaled(writer: ProgramWriter, column: StepColumn, rounds: Rounds, cut: FloatOperation | None = None) -> FloatNode:
    """
    Return the whole number that *column* rounds to in units of the last decimal, and flag the rows in doubt.

    *cut* is the operation that cuts decimals off, where the mode does not say which.
    """
    scale = 10.0 ** abs(rounds.digits)
    y = apply("*" if rounds.digits >= 0 else "/", column.value, ConstantNode(scale))
    near = apply("rint", y)
    if column.bound.whole and rounds.digits >= 0 and column.bound.magnitude * scale <= WHOLE:
        if column.loose:
            _doubt_where_available(writer, column, absent(y))
        return near
    is_half = rounds.mode.startswith("half")
    ties = MarginNode(MARGINS * len(writer.decisions) + 2)
    size = absolute(y)
    proven = writer.error(Decision((column.index,), 10.0**rounds.digits, ties=True), size)
    error = apply("+", proven, apply("*", size, ConstantNode(HALF_UNITS)))
    # a tie lies halfway between two whole numbers; where digits are cut off, the whole number itself decides
    offset = absolute(apply("-", y, near))
    distance = apply("-", HALF, offset) if is_half else offset
    # what is that near is a tie where the error is smaller than the parts of 1 of which the value is made
    unsafe = apply("and", apply("not", apply(">", distance, error)), apply("not", apply("<", error, ties)))
    _doubt_where_available(writer, column, unsafe)
    is_tie = apply("<=", distance, error)
    if rounds.mode in ("half-up", "half-even"):
        return apply("settle-even" if rounds.mode == "half-even" else "settle-away", y, near, is_tie)
    if cut is not None:
        return where(is_tie, near, apply(cut, y))
    below, above = apply("floor", y), apply("ceil", y)
    is_negative = apply("<", y, ZERO)
    toward, away = where(is_negative, above, below), where(is_negative, below, above)
    if is_half:
        return where(is_tie, toward, near)
    cut_to = {"down": toward, "up": away, "floor": below, "ceiling": above}
    return where(is_tie, near, cut_to[rounds.mode])


def _doubt_where_available(writer: ProgramWriter, column: StepColumn, condition: FloatNode) -> None:
    """Flag the rows in which *condition* holds of a number; one that has a state is not looked at."""
    writer.doubt(condition if column.state is None else apply("and", apply("==", column.state, NO_STATE), condition))


def rounded(step: Step[Rounds], writer: ProgramWriter, arguments: Sequence[StepColumn]) -> FloatNode:
    """Return a rounded number."""
    rounds = step.setting
    if abs(rounds.digits) > MOST_DIGITS:
        raise Declined(step.operator.name)
    units = scaled(writer, arguments[0], rounds)
    return apply("/" if rounds.digits >= 0 else "*", units, ConstantNode(10.0 ** abs(rounds.digits)))


def cut_off(operation: FloatOperation) -> Callable[[Step, ProgramWriter, Sequence[StepColumn]], FloatNode]:
    """Return the rule of an operator that cuts decimals off."""
    return lambda _step, writer, arguments: scaled(writer, arguments[0], Rounds(0, "down"), operation)


def band(step: Step[Bands], writer: ProgramWriter, arguments: Sequence[StepColumn]) -> StepColumn:
    """Return the label of the band that a number lies in."""
    (column,) = arguments
    printed = step.setting.printed
    label: FloatNode = NAN
    state: FloatNode = writer.state("unavailable", "below-all-bands", step.origin.path)
    units = None if printed is None else scaled(writer, column, printed)
    for one in reversed(step.setting.bands):
        if units is None or printed is None:
            start = StepColumn(number(one.start), bound=of_constant(one.start))
            apart(writer, column, start)
            holds = apply(">" if one.open else ">=", column.value, start.value)
        else:
            holds = apply(">=", units, least_units(one.start, printed, is_open=one.open))
        label, state = where(holds, writer.label(one.label), label), where(holds, NO_STATE, state)
    return StepColumn(label, worst_of(column.state, state))


def least_units(start: Number, printed: Rounds, *, is_open: bool) -> ConstantNode:
    """Return the least rounded number, in units of its last decimal, that is in a band beginning with *start*."""
    n, d = start
    n *= 10**printed.digits
    return ConstantNode(float(n // d + 1 if is_open else -(-n // d)))
