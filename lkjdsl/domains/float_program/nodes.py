"""
The nodes of a float64 program: what numpy works out column by column, and machine code row by row.

Numbers are float64, flags are true or false, states are small whole numbers (0 is none). A node that is needed in
several places is one object, and is worked out once. Every operation is the same one of float64 in both ways to run it.
"""

from typing import Literal

from attrs import field, frozen

from lkjdsl.domains.float_error.bounds import as_float
from lkjdsl.numbers.rational import Number

Operation = Literal[
    "+", "-", "*", "/", "negate", "absolute", "minimum", "maximum", "floor", "ceil", "rint",
    "<", "<=", ">", ">=", "==", "!=", "and", "or", "not",
    "where", "quotient", "worst", "settle-even", "settle-away",
]  # fmt: skip
"""
What an ``Apply`` does with its operands.

``where``: the second where the first holds, else the third. ``quotient``: the first over the second, and where that is
0 the third for 0/0, else the fourth. ``worst``: of two codes the one of higher rank, of one rank the first. The two
``settle``: a number, the whole number nearest to it, whether it is a tie: for ties the even neighbour, or that away
from 0, else the nearest.
"""


@frozen
class Constant:
    """A number, a flag or the code of a state, known before any data."""

    value: float | int | bool = field(eq=lambda value: (type(value), value))


@frozen
class Read:
    """The number that a row has in a column, NaN where its cell says that there is none."""

    column: int


@frozen
class Cell:
    """What a row has in a column: 0 a value, 1 nothing, 2 that none applies."""

    column: int


@frozen
class Margin:
    """An error known only when the bounds of the data are: one entry of ``Kernel.margins``."""

    index: int


@frozen(eq=False)
class Apply:
    """An operation on the values of other nodes."""

    operation: Operation
    operands: tuple["Node", ...]


Node = Constant | Read | Cell | Margin | Apply

NAN = Constant(float("nan"))
"""The number of a value that has a state: it is neither above nor below anything, so it never raises a doubt."""
ZERO, HALF, ONE = Constant(0.0), Constant(0.5), Constant(1.0)
NO_STATE = Constant(0)
"""The code of a value that is none of the states."""


def apply(operation: Operation, *operands: Node) -> Apply:
    """Return *operation* on *operands*."""
    return Apply(operation, operands)


def chain(operation: Operation, first: Node, *others: Node) -> Node:
    """Return *operation* on all operands, from the left."""
    for other in others:
        first = apply(operation, first, other)
    return first


def number(value: Number) -> Constant:
    """Return a number of the edition as float64."""
    return Constant(as_float(value))


def where(condition: Node, then: Node, otherwise: Node) -> Apply:
    """Return *then* where *condition* holds, else *otherwise*."""
    return apply("where", condition, then, otherwise)


def absolute(value: Node) -> Apply:
    """Return a number without its sign."""
    return apply("absolute", value)


def absent(value: Node) -> Apply:
    """Return whether a number is NaN."""
    return apply("not", apply("==", value, value))


def worst_of(state: Node | None, otherwise: Node | None) -> Node | None:
    """Return the code *state* where it is one, else the code *otherwise*; None stands for a value that has no state."""
    if state is None or otherwise is None:
        return state or otherwise
    return where(apply("!=", state, NO_STATE), state, otherwise)
