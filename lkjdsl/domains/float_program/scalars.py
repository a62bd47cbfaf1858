"""The batch meaning of the operators on a few operands that are no decisions, or only where they divide by 0."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lkjdsl.core.program import Division, Step
from lkjdsl.domains.float_error.bounds import Bound
from lkjdsl.domains.float_program.columns import NAN, Column, Declined, Text, number_text
from lkjdsl.domains.float_program.decisions import SIGNS, compared, never_zero, rounded

if TYPE_CHECKING:
    from lkjdsl.domains.float_program.domain import Writer

MOST_POWER = 8
SIMPLE = {
    "subtract": "{0} - {1}",
    "multiply": "{0} * {1}",
    "negate": "-{0}",
    "absolute": "absolute({0})",
    "cap": "minimum({0}, {1})",
    "bound-below": "maximum({0}, {1})",
    "clamp": "minimum(maximum({0}, {1}), {2})",
    "and": "{0} & {1}",
    "or": "{0} | {1}",
    "not": "no({0})",
}
"""Operators that hang on nothing: they are continuous, or have flags."""


def strict(writer: "Writer", index: int, step: Step, arguments: Sequence[Column]) -> Text:
    """Return the text of an operator whose states are those of its operands."""
    name = step.operator.name
    match name:
        case "add":
            return " + ".join(one.value for one in arguments)
        case "power":
            return _power(arguments)
        case "interpolate":
            return _interpolated(arguments)
        case _ if name in SIMPLE:
            return SIMPLE[name].format(*(one.value for one in arguments))
        case _ if name in SIGNS:
            return compared(writer, name, arguments)
        case "round" | "floor" | "ceil":
            return rounded(writer, index, step, arguments[0])
        case _:
            raise Declined(name)


def chosen(writer: "Writer", index: int, bound: Bound, arguments: Sequence[Column]) -> Column:
    """Write a choice between two values, or of a value that may not apply."""
    condition, then, *rest = arguments
    if rest:
        otherwise, absent = rest[0].value, rest[0].state or "0"
    else:
        otherwise, absent = NAN, str(writer.states.code("excluded", "not-applicable"))
    value = f"where({condition.value}, {then.value}, {otherwise})"
    state = None
    if condition.state or then.state or absent != "0":
        state = f"where({condition.value}, {then.state or '0'}, {absent})"
        if condition.state:
            state = f"where({condition.state} != 0, {condition.state}, {state})"
        state = writer.line(f"s{index}", state)
    return writer.made(index, bound, value, state, loose=any(one.loose for one in arguments))


def quotient(writer: "Writer", index: int, bound: Bound, step: Step, arguments: Sequence[Column]) -> Column:
    """Write a quotient, with what the rules say of a denominator of 0."""
    left, right = arguments
    rules: Any = step.setting
    assert isinstance(rules, Division)
    state = writer.merged(index, arguments)
    plain = f"{left.value} / {right.value}"
    loose = left.loose or right.loose
    if not right.bound.may_be_zero:
        return writer.made(index, bound, plain, state, loose=loose)
    never_zero(writer, right)
    both = (rules.zero_over_zero, rules.over_zero)
    reasons = (rules.zero_reason, rules.over_reason)
    codes = [writer.states.ruled(rule, why) for rule, why in zip(both, reasons, strict=True)]
    numbers = [NAN if isinstance(rule, str) else number_text(rule) for rule in both]
    if writer.plain:
        if codes[0] != codes[1] or numbers[0] != numbers[1]:
            never_zero(writer, left, f"({right.value} == 0) & ")
        if left.loose and numbers[1] != NAN:
            writer.doubt(f"({right.value} == 0) & no({left.value} == {left.value})")
        value = f"quotient({left.value}, {right.value}, {numbers[0]}, {numbers[1]})"
        return writer.made(index, bound, value, state, loose=loose or any(codes))
    is_zero = writer.line(f"z{index}", f"{right.value} == 0")
    nothing = f"{left.value} == 0"
    value = numbers[0] if numbers[0] == numbers[1] else f"where({nothing}, {numbers[0]}, {numbers[1]})"
    if codes[0] != codes[1] or numbers[0] != numbers[1]:
        never_zero(writer, left, f"{is_zero} & ")
    if any(codes):
        own = f"where({is_zero}, where({nothing}, {codes[0]}, {codes[1]}), 0)"
        state = writer.line(f"t{index}", f"where({state} != 0, {state}, {own})" if state else own)
    return writer.made(index, bound, f"where({is_zero}, {value}, {plain})", state)


def _power(arguments: Sequence[Column]) -> Text:
    base, exponent = arguments
    point = None if exponent.state else exponent.bound.point
    if point is None or point[0] % point[1] or not 1 < point[0] // point[1] <= MOST_POWER:
        raise Declined("power")  # noqa: EM101 - a name
    return " * ".join([base.value] * (point[0] // point[1]))


def _interpolated(arguments: Sequence[Column]) -> Text:
    x, *points = arguments
    knots = []
    for one in points:
        if one.state is not None or one.bound.point is None:
            raise Declined("interpolate")  # noqa: EM101 - a name
        knots.append(one.bound.point)
    pairs = list(zip(knots[0::2], knots[1::2], strict=True))
    text = x.value  # NaN stays NaN: it lies beyond no point
    for (left, low), (right, high) in pairwise(pairs):
        run = (right[0] * left[1] - left[0] * right[1], left[1] * right[1])
        if run[0] <= 0:
            raise Declined("interpolate")  # noqa: EM101 - a name
        rise = (high[0] * low[1] - low[0] * high[1], low[1] * high[1])
        slope = number_text((rise[0] * run[1], rise[1] * run[0]))
        inside = f"{number_text(low)} + ({x.value} - {number_text(left)}) * {slope}"
        text = f"where({x.value} > {number_text(left)}, {inside}, {text})"
    for sign, (end, height) in (("<=", pairs[0]), (">=", pairs[-1])):
        text = f"where({x.value} {sign} {number_text(end)}, {number_text(height)}, {text})"
    return text
