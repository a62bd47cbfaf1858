"""Operators on a few operands that are no decisions, or only where they divide by 0."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from lkjdsl.core.program import Division, Step
from lkjdsl.domains.float_program.decisions import never_zero
from lkjdsl.domains.float_program.nodes import (
    NAN,
    NO_STATE,
    ZERO,
    FloatNode,
    FloatOperation,
    absent,
    apply,
    chain,
    number,
    where,
    worst_of,
)
from lkjdsl.domains.float_program.writer import Declined, ProgramWriter, StepColumn

MOST_POWER = 8
"""The greatest exponent that is multiplied out."""


def simple(operation: FloatOperation) -> Callable[[Step, ProgramWriter, Sequence[StepColumn]], FloatNode]:
    """Return the rule of an operator that is *operation* on its operands, from the left: it hangs on nothing."""
    return lambda _step, _writer, arguments: chain(operation, *(argument.value for argument in arguments))


def single(operation: FloatOperation) -> Callable[[Step, ProgramWriter, Sequence[StepColumn]], FloatNode]:
    """Return the rule of an operator that is *operation* on its only operand."""
    return lambda _step, _writer, arguments: apply(operation, arguments[0].value)


def clamped(_step: Step, _writer: ProgramWriter, arguments: Sequence[StepColumn]) -> FloatNode:
    """Return a number, or the nearer end where it is outside."""
    value, low, high = (argument.value for argument in arguments)
    return apply("minimum", apply("maximum", value, low), high)


def power(step: Step, _writer: ProgramWriter, arguments: Sequence[StepColumn]) -> FloatNode:
    """Return a power of a small whole exponent, multiplied out."""
    base, exponent = arguments
    point = None if exponent.state else exponent.bound.point
    if point is None or point[0] % point[1] or not 1 < point[0] // point[1] <= MOST_POWER:
        raise Declined(step.operator.name)
    return chain("*", *[base.value] * (point[0] // point[1]))


def interpolated(step: Step, _writer: ProgramWriter, arguments: Sequence[StepColumn]) -> FloatNode:
    """Return the height on a line through points of the edition."""
    x, *points = arguments
    knots = [point.bound.point for point in points if point.state is None and point.bound.point is not None]
    if len(knots) < len(points):
        raise Declined(step.operator.name)
    pairs = list(zip(knots[0::2], knots[1::2], strict=True))
    height: FloatNode = x.value  # NaN stays NaN: it lies beyond no point
    for (left, low), (right, high) in pairwise(pairs):
        run = (right[0] * left[1] - left[0] * right[1], left[1] * right[1])
        if run[0] <= 0:
            raise Declined(step.operator.name)
        rise = (high[0] * low[1] - low[0] * high[1], low[1] * high[1])
        slope = number((rise[0] * run[1], rise[1] * run[0]))
        inside = apply("+", number(low), apply("*", apply("-", x.value, number(left)), slope))
        height = where(apply(">", x.value, number(left)), inside, height)
    ends: tuple[tuple[FloatOperation, int], ...] = (("<=", 0), (">=", -1))
    for beyond, position in ends:
        end, level = pairs[position]
        height = where(apply(beyond, x.value, number(end)), number(level), height)
    return height


def chosen(_step: Step, _writer: ProgramWriter, arguments: Sequence[StepColumn]) -> StepColumn:
    """Return one of two values, as a condition says."""
    condition, then, otherwise = arguments
    return _choice(condition, then, otherwise)


def applied(step: Step, writer: ProgramWriter, arguments: Sequence[StepColumn]) -> StepColumn:
    """Return a value that may not apply."""
    condition, value = arguments
    return _choice(condition, value, StepColumn(NAN, writer.state("excluded", "not-applicable", step.origin.path)))


def _choice(condition: StepColumn, then: StepColumn, otherwise: StepColumn) -> StepColumn:
    state = condition.state
    if then.state or otherwise.state:
        state = worst_of(state, where(condition.value, then.state or NO_STATE, otherwise.state or NO_STATE))
    is_loose = condition.loose or then.loose or otherwise.loose
    return StepColumn(where(condition.value, then.value, otherwise.value), state, is_loose)


def quotient(step: Step[Division], writer: ProgramWriter, arguments: Sequence[StepColumn]) -> StepColumn:
    """Return a quotient, with what the rules say of a denominator of 0."""
    left, right = arguments
    rules = step.setting
    state = writer.merged(arguments)
    is_loose = left.loose or right.loose
    if not right.bound.may_be_zero:
        return StepColumn(apply("/", left.value, right.value), state, is_loose)
    never_zero(writer, right)
    is_zero = apply("==", right.value, ZERO)
    of_nothing, of_something = rules.zero_over_zero, rules.over_zero
    codes = [
        writer.ruled(one, reason, step.origin.path)
        for one, reason in ((of_nothing, rules.zero_reason), (of_something, rules.over_reason))
    ]
    values = [NAN if isinstance(one, str) else number(one) for one in (of_nothing, of_something)]
    if codes[0] != codes[1] or values[0] != values[1]:
        never_zero(writer, left, is_zero)
    value = apply("quotient", left.value, right.value, *values)
    has_state = codes != [NO_STATE, NO_STATE]
    if writer.plain:
        if left.loose and values[1] != NAN:
            writer.doubt(apply("and", is_zero, absent(left.value)))
        return StepColumn(value, state, is_loose or has_state)
    if has_state:
        own = where(is_zero, where(apply("==", left.value, ZERO), *codes), NO_STATE)
        state = worst_of(state, own)
    return StepColumn(value, state)
