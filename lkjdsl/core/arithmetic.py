"""
The exact meaning of the scalar operators.

Each function gets the step and its ordinary operands (numbers, flags or texts; never a state) and returns a
value. Numbers are pairs of ints that need not be in lowest terms; the greatest common divisor is taken late.
"""

from itertools import pairwise
from typing import Any

from lkjdsl.core.program import Bands, Division, Rounds, Step
from lkjdsl.model.values import Reason, State, Value, ruled, state
from lkjdsl.numbers import roots
from lkjdsl.numbers.rational import Number, ceil_of, compare, floor_of, round_at, sum_of

Operand = Any  # a Number, or where the unit rules let it pass a flag or a text


def add(step: Step[None], *terms: Number) -> Value:
    """Return the sum of *terms*, added in a balanced tree."""
    if len(terms) == 2:  # noqa: PLR2004 - the common case, without the tree
        (a, b), (c, d) = terms
        return (a + c, b) if b == d else (a * d + c * b, b * d)
    return sum_of(terms)


def subtract(step: Step[None], left: Number, right: Number) -> Value:
    """Return *left* less *right*."""
    return _less(left, right)


def _less(left: Number, right: Number) -> Number:
    (a, b), (c, d) = left, right
    return (a - c, b) if b == d else (a * d - c * b, b * d)


def multiply(step: Step[None], left: Number, right: Number) -> Value:
    """Return the product."""
    return left[0] * right[0], left[1] * right[1]


def divide(step: Step[Division], left: Number, right: Number) -> Value:
    """Return *left* over *right*; where that is nothing over nothing or over zero, what the step's rules say."""
    (a, b), (c, d) = left, right
    if c > 0:
        return a * d, b * c
    if c < 0:
        return -a * d, b * -c
    rules = step.setting
    if a == 0:
        return ruled(rules.zero_over_zero, Reason(rules.zero_reason, step.origin.path))
    return ruled(rules.over_zero, Reason(rules.over_reason, step.origin.path))


def negate(step: Step[None], operand: Number) -> Value:
    """Return minus *operand*."""
    return -operand[0], operand[1]


def absolute(step: Step[None], operand: Number) -> Value:
    """Return *operand* without its sign."""
    return abs(operand[0]), operand[1]


def power(step: Step[None], base: Number, exponent: Number) -> Value:
    """Return *base* to the *exponent*: exact where the answer is rational, else 50 digits."""
    return _value_or_state(step, roots.power(base, exponent))


def square_root(step: Step[None], operand: Number) -> Value:
    """Return the square root."""
    return _value_or_state(step, roots.square_root(operand))


def logarithm(step: Step[None], operand: Number) -> Value:
    """Return the natural logarithm."""
    return _value_or_state(step, roots.logarithm(operand))


def exponential(step: Step[None], operand: Number) -> Value:
    """Return e to the *operand*."""
    return _value_or_state(step, roots.exponential(operand))


def _value_or_state(step: Step[None], answer: Number | str) -> Value:
    return state("invalid", answer, step.origin.path) if isinstance(answer, str) else answer


def whole_below(step: Step[None], operand: Number) -> Value:
    """Return the greatest whole number that is not above *operand*."""
    return floor_of(operand), 1


def whole_above(step: Step[None], operand: Number) -> Value:
    """Return the least whole number that is not below *operand*."""
    return ceil_of(operand), 1


def rounded(step: Step[Rounds], operand: Number) -> Value:
    """Return *operand* rounded as the step's setting says."""
    setting = step.setting
    return round_at(operand, setting.digits, setting.mode)


def cap(step: Step[None], operand: Number, bound: Number) -> Value:
    """Return the lesser of the two; unlike the function ``min`` a state passes through."""
    return operand if operand[0] * bound[1] <= bound[0] * operand[1] else bound


def bound_below(step: Step[None], operand: Number, bound: Number) -> Value:
    """Return the greater of the two; unlike the function ``max`` a state passes through."""
    return operand if operand[0] * bound[1] >= bound[0] * operand[1] else bound


def clamped(step: Step[None], operand: Number, low: Number, high: Number) -> Value:
    """Return *operand* kept between *low* and *high*."""
    raised: Any = bound_below(step, operand, low)
    return cap(step, raised, high)


def less(step: Step[None], left: Number, right: Number) -> Value:
    """Return whether *left* is less than *right*."""
    return compare(left, right) < 0


def at_most(step: Step[None], left: Number, right: Number) -> Value:
    """Return whether *left* is at most *right*."""
    return compare(left, right) <= 0


def greater(step: Step[None], left: Number, right: Number) -> Value:
    """Return whether *left* is greater than *right*."""
    return compare(left, right) > 0


def at_least(step: Step[None], left: Number, right: Number) -> Value:
    """Return whether *left* is at least *right*."""
    return compare(left, right) >= 0


def equal(step: Step[None], left: Operand, right: Operand) -> Value:
    """Return whether two numbers, texts or flags are the same."""
    return compare(left, right) == 0 if isinstance(left, tuple) else bool(left == right)


def different(step: Step[None], left: Operand, right: Operand) -> Value:
    """Return whether two numbers, texts or flags differ."""
    return not equal(step, left, right)


def both(step: Step[None], left: bool, right: bool) -> Value:
    """Return whether both flags are true."""
    return left and right


def either(step: Step[None], left: bool, right: bool) -> Value:
    """Return whether one of the flags is true."""
    return left or right


def inverted(step: Step[None], operand: bool) -> Value:
    """Return the other flag."""
    return not operand


def interpolated(step: Step[None], x: Number, *points: Number) -> Value:
    """Return the ordinate at *x* on the line through points from left to right; beyond its ends, that of the end."""
    abscissas, ordinates = points[0::2], points[1::2]
    if any(compare(left, right) >= 0 for left, right in pairwise(abscissas)):
        return state("invalid", "points-not-ascending", step.origin.path)
    if compare(x, abscissas[0]) <= 0:
        return ordinates[0]
    for index in range(1, len(abscissas)):
        if compare(x, abscissas[index]) <= 0:
            (a, b), (c, d) = _less(x, abscissas[index - 1]), _less(abscissas[index], abscissas[index - 1])
            rise, over = _less(ordinates[index], ordinates[index - 1])
            return add(step, ordinates[index - 1], (rise * a * d, over * b * c))
    return ordinates[-1]


def chosen(step: Step[None], condition: Value, then: Value, otherwise: Value) -> Value:
    """Return one of two values, whatever the other is; the state of the condition where it has one."""
    if isinstance(condition, State):
        return condition
    return then if condition else otherwise


def coalesced(step: Step[None], *values: Value) -> Value:
    """Return the first value that is none of missing, unavailable and excluded; what follows it does not matter."""
    for value in values:
        if not isinstance(value, State) or value.kind == "invalid":
            return value
    return values[-1]


def is_available(step: Step[None], value: Value) -> Value:
    """Return whether there is a value; what is invalid stays so."""
    if isinstance(value, State):
        return value if value.kind == "invalid" else False
    return True


def applied(step: Step[None], condition: Value, value: Value) -> Value:
    """Return *value* where the condition holds, and excluded where it does not."""
    if isinstance(condition, State):
        return condition
    return value if condition else state("excluded", "not-applicable", step.origin.path)


def banded(step: Step[Bands], value: Number) -> Value:
    """Return the label of the band that *value* lies in, exact or as printed."""
    setting = step.setting
    if setting.printed is not None:
        value = round_at(value, setting.printed.digits, setting.printed.mode)
    for band in setting.bands:
        order = compare(value, band.start)
        if order > 0 or (order == 0 and not band.open):
            return str(band.label)
    return state("unavailable", "below-all-bands", step.origin.path)
