"""
The nodes of a float64 program: what numpy works out column by column, and machine code row by row.

Numbers are float64, flags are true or false, states are small whole numbers (0 is none). A node that is needed in
several places is one object, and is worked out once. Every operation is the same one of float64 in both ways to run it.
"""

from typing import Literal

from attrs import field, frozen

from lkjdsl.domains.float_error.bounds import as_float
from lkjdsl.numbers.rational import Number

FloatOperation = Literal[
    "+", "-", "*", "/", "negate", "absolute", "minimum", "maximum", "floor", "ceil", "rint",
    "<", "<=", ">", ">=", "==", "!=", "and", "or", "not",
    "where", "quotient", "worst", "settle-even", "settle-away",
]  # fmt: skip
"""
What an ``OperationNode`` does with its operands.

``where``: the second where the first holds, else the third. ``quotient``: the first over the second, and where that is
0 the third for 0/0, else the fourth. ``worst``: of two codes the one of higher rank, of one rank the first. The two
``settle``: a number, the whole number nearest to it, whether it is a tie: for ties the even neighbour, or that away
from 0, else the nearest.
"""


@frozen
class ConstantNode:
    """A number, a flag or the code of a state, known before any data."""

    value: float | int | bool = field(eq=lambda value: (type(value), value))


@frozen
class ReadNode:
    """The number that a row has in a column, NaN where its cell says that there is none."""

    column: int


@frozen
class CellNode:
    """What a row has in a column: 0 a value, 1 nothing, 2 that none applies."""

    column: int


@frozen
class MarginNode:
    """An error known only when the bounds of the data are: one entry of ``Kernel.margins``."""

    index: int


@frozen(eq=False)
class OperationNode:
    """An operation on the values of other nodes."""

    operation: FloatOperation
    operands: tuple["FloatNode", ...]


FloatNode = ConstantNode | ReadNode | CellNode | MarginNode | OperationNode

NAN = ConstantNode(float("nan"))
"""The number of a value that has a state: it is neither above nor below anything, so it never raises a doubt."""
ZERO, HALF, ONE = ConstantNode(0.0), ConstantNode(0.5), ConstantNode(1.0)
NO_STATE = ConstantNode(0)
"""The code of a value that is none of the states."""


def apply(operation: FloatOperation, *operands: FloatNode) -> OperationNode:
    """Return *operation* on *operands*."""
    return OperationNode(operation, operands)


def chain(operation: FloatOperation, first: FloatNode, *others: FloatNode) -> FloatNode:
    """Return *operation* on all operands, from the left."""
    for other in others:
        first = apply(operation, first, other)
    return first


def number(value: Number) -> ConstantNode:
    """Return a number of the edition as float64."""
    return ConstantNode(as_float(value))


def where(condition: FloatNode, then: FloatNode, otherwise: FloatNode) -> OperationNode:
    """Return *then* where *condition* holds, else *otherwise*."""
    return apply("where", condition, then, otherwise)


def absolute(value: FloatNode) -> OperationNode:
    """Return a number without its sign."""
    return apply("absolute", value)


def absent(value: FloatNode) -> OperationNode:
    """Return whether a number is NaN."""
    return apply("not", apply("==", value, value))


def worst_of(state: FloatNode | None, otherwise: FloatNode | None) -> FloatNode | None:
    """Return the code *state* where it is one, else the code *otherwise*; None stands for a value that has no state."""
    if state is None or otherwise is None:
        return state or otherwise
    return where(apply("!=", state, NO_STATE), state, otherwise)
