"""What each operator looks like."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lkjdsl.core import operators
from lkjdsl.core.program import Given, Operator, Rounds, Step
from lkjdsl.core.rules import rule, rules
from lkjdsl.domains.typeset import aggregates
from lkjdsl.domains.typeset import tree as notation
from lkjdsl.domains.typeset.protocol import ABSENT, Lettering
from lkjdsl.domains.typeset.tree import Cases, Fence, Fraction, FunctionCall, PlainWord, PrintedNumber, Root, Tree

TypesetRule = Callable[[Step[Any], Lettering, Sequence[Tree]], Tree]
"""The tree of a step, from those of its arguments."""


def _leaf(step: Step, lettering: Lettering, arguments: Sequence[Tree]) -> Tree:
    return lettering.leaf(step, arguments)


def _given(step: Step[Given], lettering: Lettering, arguments: Sequence[Tree]) -> Tree:
    return arguments[0] if arguments else lettering.leaf(step, arguments)


def _chain(sign: str, level: int) -> TypesetRule:
    return lambda _step, _lettering, arguments: notation.chain(sign, arguments, level)


def _chain_of_words(level: int) -> TypesetRule:
    return lambda step, lettering, arguments: notation.chain(lettering.words[step.operator.name], arguments, level)


def _fence(left: str, right: str) -> TypesetRule:
    return lambda _step, _lettering, arguments: Fence(left, arguments[0], right)


def _call(step: Step, lettering: Lettering, arguments: Sequence[Tree]) -> Tree:
    return FunctionCall(lettering.words[step.operator.name], tuple(arguments))


def _rounded(step: Step[Rounds], lettering: Lettering, arguments: Sequence[Tree]) -> Tree:
    return FunctionCall(lettering.words[step.operator.name], (*arguments, PrintedNumber(str(step.setting.digits))))


def _fraction(_step: Step, _lettering: Lettering, arguments: Sequence[Tree]) -> Tree:
    return Fraction(*arguments)


def _negated(_step: Step, _lettering: Lettering, arguments: Sequence[Tree]) -> Tree:
    return notation.prefix("-", arguments[0])


def _not(step: Step, lettering: Lettering, arguments: Sequence[Tree]) -> Tree:
    return notation.prefix(lettering.words[step.operator.name], arguments[0], notation.NOT)


def _power(_step: Step, _lettering: Lettering, arguments: Sequence[Tree]) -> Tree:
    return notation.power(*arguments)


def _root(_step: Step, _lettering: Lettering, arguments: Sequence[Tree]) -> Tree:
    return Root(arguments[0])


def _exponential(_step: Step, _lettering: Lettering, arguments: Sequence[Tree]) -> Tree:
    return notation.power(PlainWord("e"), arguments[0])


def _applied(_step: Step, _lettering: Lettering, arguments: Sequence[Tree]) -> Tree:
    return arguments[1]


def _chosen(step: Step, lettering: Lettering, arguments: Sequence[Tree]) -> Tree:
    condition, then, otherwise = arguments
    branch = lettering.chosen(step, arguments)
    if branch is not None:
        return branch
    if then == ABSENT:
        return otherwise
    if otherwise == ABSENT:
        otherwise = PlainWord(lettering.words["unavailable"])
    rows, last = (otherwise.rows, otherwise.otherwise) if isinstance(otherwise, Cases) else ((), otherwise)
    return Cases(((then, condition), *rows), last, (lettering.words["if"], lettering.words["otherwise"]))


RULES: Mapping[Operator, TypesetRule] = rules(
    rule(operators.CONSTANT, _leaf),
    rule(operators.INPUT, _leaf),
    rule(operators.PREVIOUS, _leaf),
    rule(operators.COLUMN, _leaf),
    rule(operators.OUTER, _leaf),
    rule(operators.EARLIER, _leaf),
    rule(operators.GIVEN, _given),
    rule(operators.ADD, _chain("+", notation.SUM)),
    rule(operators.SUBTRACT, _chain("−", notation.SUM)),
    rule(operators.MULTIPLY, _chain("×", notation.PRODUCT)),
    rule(operators.DIVIDE, _fraction),
    rule(operators.NEGATE, _negated),
    rule(operators.POWER, _power),
    rule(operators.LESS, _chain("<", notation.RELATION)),
    rule(operators.AT_MOST, _chain("≤", notation.RELATION)),
    rule(operators.GREATER, _chain(">", notation.RELATION)),
    rule(operators.AT_LEAST, _chain("≥", notation.RELATION)),
    rule(operators.EQUAL, _chain("=", notation.RELATION)),
    rule(operators.DIFFERENT, _chain("≠", notation.RELATION)),
    rule(operators.AND, _chain_of_words(notation.AND)),
    rule(operators.OR, _chain_of_words(notation.OR)),
    rule(operators.NOT, _not),
    rule(operators.CHOOSE, _chosen),
    rule(operators.APPLIES, _applied),
    rule(operators.ABSOLUTE, _fence("|", "|")),
    rule(operators.FLOOR, _fence("⌊", "⌋")),
    rule(operators.CEIL, _fence("⌈", "⌉")),
    rule(operators.ROUND, _rounded),
    rule(operators.SQRT, _root),
    rule(operators.EXP, _exponential),
    rule(operators.COALESCE, _call),
    rule(operators.AVAILABLE, _call),
    rule(operators.LN, _call),
    rule(operators.INTERPOLATE, _call),
    rule(operators.CLAMP, _call),
    rule(operators.CAP, _call),
    rule(operators.BOUND_BELOW, _call),
    rule(operators.BAND, _call),
    rule(operators.SUM, aggregates.TOTAL),
    rule(operators.MEAN, aggregates.MEAN),
    rule(operators.WEIGHTED_MEAN, aggregates.WEIGHTED_MEAN),
    rule(operators.GEOMEAN, aggregates.GEOMETRIC),
    rule(operators.HARMEAN, aggregates.HARMONIC),
    rule(operators.MEDIAN, aggregates.PICKED),
    rule(operators.MIN, aggregates.PICKED),
    rule(operators.MAX, aggregates.PICKED),
    rule(operators.COUNT, aggregates.COUNTED),
    rule(operators.FOLD, aggregates.folded),
)
