"""
THE table of operators: one record each, read by the check, the domains, the explanations, the docs and the tests.

``written`` operators can be used in formulas; the others are what the planner's vocabulary (cap, weight,
applies_if ...) is lowered to. What an operator means exactly is its ``exact`` function and nothing else;
every other domain is tied to it by a law.
"""

import copyreg
from collections.abc import Callable, Mapping
from typing import Any, Concatenate

from lkjdsl import units
from lkjdsl.core import arithmetic, pooling
from lkjdsl.core.program import Given, Held, Operator, Pool, Rowwise, Slot, Step
from lkjdsl.model.values import Value
from lkjdsl.numbers.rational import Number


def _leaf(name: str, doc: str) -> Operator[Any]:
    return Operator(name, None, units.plain, doc, least=0, most=0, states="leaf")


def _pool(
    name: str,
    combine: Callable[Concatenate[Step[Pool], ...], Value],
    doc: str,
    written: str = "",
    examples: tuple[tuple[str, str], ...] = (),
    without_rows: Number | None = None,
) -> Operator[Pool]:
    exact = pooling.pooled(combine)
    return Operator(name, exact, units.same, doc, written, 1, None, "pooling", examples, without_rows)


CONSTANT: Operator[Held] = _leaf(
    "constant", "A number, flag or text of the edition, or a state that is known before any data."
)
INPUT: Operator[Slot] = _leaf("input", "The value of an input; a missing one is what the reading node's rule says.")
PREVIOUS: Operator[Slot] = Operator(
    "previous", None, units.same, "The value of an input in the previous year's data.", "previous", 1, 1, "leaf"
)
COLUMN: Operator[Slot] = _leaf("column", "The value of a column in the row at hand.")
OUTER: Operator[Slot] = _leaf("outer", "In the program of a row: a value that is the same for all rows.")
EARLIER: Operator[Given] = _leaf("earlier", "A result of this edition on the previous year's data.")

ADD = Operator("add", arithmetic.add, units.same, "The sum of two or more numbers of one unit.", "+", 2, None, examples=(("0.1 + 0.2", "3/10"),))  # fmt: skip
SUBTRACT = Operator("subtract", arithmetic.subtract, units.same, "The difference of two numbers of one unit.", "-", examples=(("1 - 70%", "3/10"),))  # fmt: skip
MULTIPLY = Operator("multiply", arithmetic.multiply, units.product, "The product of two numbers.", "*", examples=(("7 × 3", "21"),))  # fmt: skip
DIVIDE = Operator("divide", arithmetic.divide, units.quotient, "The quotient; 0/0 and x/0 give what the node's rules say.", "/", examples=(("6858 / 7630", "3429/3815"),))  # fmt: skip
NEGATE = Operator("negate", arithmetic.negate, units.same, "The number with the other sign.", "negate", 1, 1, examples=(("-2^2", "-4"),))  # fmt: skip
POWER = Operator("power", arithmetic.power, units.plain, "A power; it binds to the right and tighter than a minus sign.", "^", examples=(("2^3^2", "512"), ("(4/9)^(3/2)", "8/27")))  # fmt: skip

LESS = Operator("less", arithmetic.less, units.order, "Whether the left number is less than the right one.", "<", examples=(("1/3 < 0.34", "true"),), holds_for=frozenset((-1,)))  # fmt: skip
AT_MOST = Operator("at-most", arithmetic.at_most, units.order, "Whether the left number is at most the right one.", "<=", examples=(("1 <= 1", "true"),), holds_for=frozenset((-1, 0)))  # fmt: skip
GREATER = Operator("greater", arithmetic.greater, units.order, "Whether the left number is greater than the right one.", ">", examples=(("1 > 1", "false"),), holds_for=frozenset((1,)))  # fmt: skip
AT_LEAST = Operator("at-least", arithmetic.at_least, units.order, "Whether the left number is at least the right one.", ">=", examples=(("1 >= 2", "false"),), holds_for=frozenset((0, 1)))  # fmt: skip
EQUAL = Operator("equal", arithmetic.equal, units.comparison, "Whether two numbers, texts or flags are the same.", "=", examples=(("1/2 = 0.5", "true"), ('"RM" = "PNBP"', "false")), holds_for=frozenset((0,)))  # fmt: skip
DIFFERENT = Operator("different", arithmetic.different, units.comparison, "Whether two numbers, texts or flags differ.", "<>", examples=(("1 <> 1", "false"),), holds_for=frozenset((-1, 1)))  # fmt: skip

AND = Operator("and", arithmetic.both, units.flags, "True when both are.", "and", examples=(("true and false", "false"),))  # fmt: skip
OR = Operator("or", arithmetic.either, units.flags, "True when one of them is.", "or", examples=(("true or false", "true"),))  # fmt: skip
NOT = Operator("not", arithmetic.inverted, units.flags, "True when the other is false.", "not", 1, 1, examples=(("not false", "true"),))  # fmt: skip
CHOOSE = Operator("choose", arithmetic.chosen, units.choice, "The second value when the condition holds, else the third; the other one does not matter.", "if", 3, 3, "own", (("if(1 < 2, 5, 1/0)", "5"),))  # fmt: skip

COALESCE = Operator("coalesce", arithmetic.coalesced, units.alike, "The first of the values that there is, else what the last one lacks; what follows that value does not matter. An invalid one before it is invalid.", "coalesce", 2, None, "own", (("coalesce(5, 1/0)", "5"),))  # fmt: skip
AVAILABLE = Operator("available", arithmetic.is_available, units.any_to_flag, "Whether there is a value: not where it is missing (whatever the rule for that), unavailable or excluded. What is invalid stays so.", "available", 1, 1, "own", (("available(2)", "true"),))  # fmt: skip

ABSOLUTE = Operator("absolute", arithmetic.absolute, units.same, "The number without its sign.", "abs", 1, 1, examples=(("abs(2 - 5)", "3"),))  # fmt: skip
ROUND = Operator("round", arithmetic.rounded, units.same, "The number rounded to a number of decimals (may be negative), by the node's mode.", "round", examples=(("round(2/3, 2)", "67/100"), ("round(1250, -2)", "1300")))  # fmt: skip
FLOOR = Operator("floor", arithmetic.whole_below, units.same, "The greatest whole number that is not above.", "floor", 1, 1, examples=(("floor(-2.5)", "-3"),))  # fmt: skip
CEIL = Operator("ceil", arithmetic.whole_above, units.same, "The least whole number that is not below.", "ceil", 1, 1, examples=(("ceil(2.1)", "3"),))  # fmt: skip
SQRT = Operator("sqrt", arithmetic.square_root, units.plain, "The square root, exact where it is rational.", "sqrt", 1, 1, examples=(("sqrt(9/4)", "3/2"),))  # fmt: skip
LN = Operator("ln", arithmetic.logarithm, units.plain, "The natural logarithm.", "ln", 1, 1, examples=(("ln(1)", "0"),))
EXP = Operator("exp", arithmetic.exponential, units.plain, "e to the power of the number.", "exp", 1, 1, examples=(("exp(0)", "1"),))  # fmt: skip
INTERPOLATE = Operator("interpolate", arithmetic.interpolated, units.interpolation, "The height at x on the line through the points (x1, y1), (x2, y2) ...; beyond the ends, that of the end.", "interpolate", 3, None, examples=(("interpolate(2.5, 1, 50, 3, 90)", "80"), ("interpolate(9, 1, 50, 3, 90)", "90")))  # fmt: skip

CLAMP = Operator("clamp", arithmetic.clamped, units.same, "The number, or the nearer end where it is outside lo and hi.", "clamp", 3, 3, examples=(("clamp(120%, 0, 1)", "1"),))  # fmt: skip

SUM = _pool("sum", pooling.total, "The sum over the rows of a table, or of several values; excluded ones drop out.", "sum", examples=(("sum(1, 2, 3)", "6"),), without_rows=(0, 1))  # fmt: skip
MEAN = _pool("mean", pooling.mean, "The mean over the rows of a table, or of several values; excluded ones drop out.", "mean", examples=(("mean(1, 2, 6)", "3"),))  # fmt: skip
MIN = _pool("min", pooling.least, "The least over the rows of a table, or of several values; excluded ones drop out.", "min", examples=(("min(3, 1, 2)", "1"),))  # fmt: skip
MAX = _pool("max", pooling.greatest, "The greatest over the rows of a table, or of several values; excluded ones drop out.", "max", examples=(("max(3, 1, 2)", "3"),))  # fmt: skip
COUNT = Operator("count", pooling.pooled(pooling.counted), units.counting, "How many rows have a value, or fulfil a condition.", "count", 1, None, "pooling", (("count(5, 6, 7)", "3"),), without_rows=(0, 1))  # fmt: skip
MEDIAN = _pool("median", pooling.median, "The value in the middle, over the rows of a table or of several values, of an even number the mean of the middle two; excluded ones drop out.", "median", examples=(("median(9, 1, 2)", "2"), ("median(1, 2, 4, 9)", "3")))  # fmt: skip
GEOMEAN = _pool("geometric-mean", pooling.geometric_mean, "The geometric mean; none of the values may be 0 or less.", "geomean", examples=(("geomean(2, 8)", "4"),))  # fmt: skip
HARMEAN = _pool("harmonic-mean", pooling.harmonic_mean, "The harmonic mean; none of the values may be 0.", "harmean", examples=(("harmean(3, 6)", "4"),))  # fmt: skip
WEIGHTED_MEAN = _pool("weighted-mean", pooling.weighted_mean, "The weighted mean of components; the weight of an excluded one goes to the others in proportion.")  # fmt: skip

CAP = Operator("cap", arithmetic.cap, units.same, "The value, or the cap where it is above; a state passes through.")
BOUND_BELOW = Operator("bound-below", arithmetic.bound_below, units.same, "The value, or the floor where it is below; a state passes through.")  # fmt: skip
GIVEN: Operator[Given] = Operator("given", None, units.same, "The value that the data gives for a node, else the computed one.", least=0, most=1, states="leaf")  # fmt: skip
APPLIES = Operator("applies", arithmetic.applied, units.choice, "The value where the node applies, else excluded.", states="own")  # fmt: skip
BAND = Operator("band", arithmetic.banded, units.same, "The label of the band of a scale that the value lies in.", least=1, most=1)  # fmt: skip
FOLD: Operator[Rowwise] = Operator(
    "fold", None, units.same, "An aggregate over the rows of a table.", least=0, most=None, states="own"
)

OPERATORS: Mapping[str, Operator] = {
    operator.name: operator
    for operator in (
        CONSTANT, INPUT, PREVIOUS, COLUMN, OUTER, EARLIER, GIVEN,
        ADD, SUBTRACT, MULTIPLY, DIVIDE, NEGATE, POWER,
        LESS, AT_MOST, GREATER, AT_LEAST, EQUAL, DIFFERENT, AND, OR, NOT, CHOOSE, COALESCE, AVAILABLE,
        ABSOLUTE, ROUND, FLOOR, CEIL, SQRT, LN, EXP, INTERPOLATE, CLAMP,
        SUM, MEAN, MEDIAN, MIN, MAX, COUNT, GEOMEAN, HARMEAN, WEIGHTED_MEAN,
        CAP, BOUND_BELOW, APPLIES, BAND, FOLD,
    )
}  # fmt: skip


def operator_named(name: str) -> Operator:
    """Return the operator of this *name*: what is pickled of one, since there is but one object of each."""
    return OPERATORS[name]


copyreg.pickle(Operator, lambda operator: (operator_named, (operator.name,)))

WRITTEN: Mapping[str, Operator] = {operator.written: operator for operator in OPERATORS.values() if operator.written}
"""Operators by the spelling that the parser uses."""

ROW_AGGREGATES = (SUM, MEAN, MEDIAN, MIN, MAX, COUNT)
"""The functions that run over the rows of a table when they have one argument that names its columns."""

COMPARISONS = tuple(operator for operator in OPERATORS.values() if operator.holds_for is not None)
