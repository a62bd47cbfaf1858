"""A script over whole columns of numpy, operation by operation: nothing to make ready, so best for few rows."""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, get_args

import numpy as np

from lkjdsl.domains.float_program.nodes import CellNode, ConstantNode, FloatNode, FloatOperation, MarginNode, ReadNode
from lkjdsl.domains.float_program.state_codes import SHIFT
from lkjdsl.tables.kernel.script import Codes, Floats, Found, Script

NumpyProgram = Callable[[Floats, Sequence[Any], Sequence[Any]], Found]
"""Of the margins of the decisions, the columns of numbers and those of cells."""
WORTH_REUSING = 1 << 14
"""Bytes of a column whose room is worth the words that it takes to say that it is used again."""
NumpyCall = tuple[Callable[..., Any], Sequence[int], int]
"""A function, the registers of its operands, and the one that it fills."""
Operands = Callable[[Sequence[Any]], Sequence[Any]]
"""What takes some registers out of all of them."""


def columnwise(script: Script, columns: int, margins: int) -> NumpyProgram:
    """Return the function that *script* is over so many *columns* of numpy, with so many *margins* of decisions."""
    # registers: columns of numbers, columns of cells, margins; then constants and what is worked out
    at: dict[FloatNode, int] = {CellNode(column): columns + column for column in range(columns)}
    at |= {MarginNode(index): 2 * columns + index for index in range(margins)}
    first = 2 * columns + margins
    others: list[Any] = []
    calls: list[NumpyCall] = []

    def register(node: FloatNode) -> int:
        if node not in at:
            at[node] = first + len(others)
            value = node.value if isinstance(node, ConstantNode) else None
            # numpy takes an array of no dimensions quicker than a number; flags and codes are to stay as short
            others.append(np.array(value) if value.__class__ is float else value)
            if isinstance(node, ReadNode):
                calls.append((_available, (node.column, columns + node.column), at[node]))
        return at[node]

    for node in script.order:
        operands = tuple(map(register, node.operands))
        calls.append((OPERATIONS[node.operation], operands, register(node)))
    outputs = [register(output.node) for output in script.outputs]
    code = _released(calls, {*range(first), *outputs})

    def function(margins: Floats, x: Sequence[Any], m: Sequence[Any]) -> Found:
        values = [*x, *m, *margins, *others]
        with np.errstate(all="ignore"):
            for call, operands, target, last, room in code:
                arguments = operands(values)
                if room is None or getattr(arguments[room], "nbytes", 0) < WORTH_REUSING:
                    values[target] = call(*arguments)
                else:
                    values[target] = call(*arguments, out=arguments[room])
                for one in last:
                    values[one] = None
        read = set(map(id, x))
        return script.found(
            values[output].copy() if id(values[output]) in read else values[output] for output in outputs
        )

    return function


def _released(
    calls: Sequence[NumpyCall], kept: set[int]
) -> list[tuple[Callable[..., Any], Operands, int, Sequence[int], int | None]]:
    """
    Return the calls with the registers that are let go after each, since they are not *kept* and not needed again.

    With them goes the position of an operand whose room the result takes, if one is let go that is a column of its own.
    """
    shared = {operand for function, operands, target in calls if function in PASSING for operand in (*operands, target)}
    code: list[tuple[Callable[..., Any], Operands, int, Sequence[int], int | None]] = []
    for function, operands, target in reversed(calls):
        last = [operand for operand in dict.fromkeys(operands) if operand not in kept]
        kept.update(last)
        rooms = (at for at, one in enumerate(operands) if one in last and one not in shared)
        code.append((function, _taking(operands), target, last, next(rooms, None) if function in IN_PLACE else None))
    return code[::-1]


def _taking(registers: Sequence[int]) -> Operands:
    """Return what takes these registers: quicker than a loop over them."""
    return itemgetter(*registers) if len(registers) > 1 else itemgetter(slice(registers[0], registers[0] + 1))


def _available(column: Any, cells: Any) -> Any:
    """Return a column of numbers as float64, NaN where the cells say that there is none."""
    numbers = np.asarray(column, np.float64) if np.shape(column) else np.float64(column)
    return np.where(np.equal(cells, 0), numbers, np.nan) if np.any(cells) else numbers


def _settled_to_even(y: Any, near: Any, tie: Any) -> Any:
    """Return *near*, and for ties the even one of the whole numbers beside it."""
    return np.where(tie, (below := np.floor(y)) + (np.remainder(below, 2) == 1), near) if np.any(tie) else near


def _settled_away(y: Any, near: Any, tie: Any) -> Any:
    """Return *near*, and for ties the one of the whole numbers beside it that is farther from 0."""
    return np.where(tie, np.floor(y) + (y > 0), near) if np.any(tie) else near


def _worst(codes: Codes, other: Codes) -> Codes:
    return np.where(np.right_shift(other, SHIFT) > np.right_shift(codes, SHIFT), other, codes)


def _quotient(left: Any, right: Any, of_nothing: float, of_something: float) -> Any:
    """Return *left* over *right*, and where that is 0 one of two numbers."""
    found = np.divide(left, right)
    zero = np.equal(right, 0)
    if zero.any():
        if not zero.shape:  # one number for all rows
            return np.where(np.equal(left, 0), of_nothing, of_something)
        rows = zero.nonzero()[0]
        numerators = left[rows] if getattr(left, "shape", ()) == zero.shape else left
        found[rows] = np.where(np.equal(numerators, 0), of_nothing, of_something)
    return found


OPERATIONS: Mapping[FloatOperation, Callable[..., Any]] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "negate": np.negative, "absolute": np.absolute,
    "minimum": np.minimum, "maximum": np.maximum, "floor": np.floor, "ceil": np.ceil, "rint": np.rint,
    "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal, "==": np.equal, "!=": np.not_equal,
    "and": np.bitwise_and, "or": np.bitwise_or, "not": np.logical_not, "where": np.where, "quotient": _quotient,
    "worst": _worst, "settle-even": _settled_to_even, "settle-away": _settled_away,
}  # fmt: skip
assert OPERATIONS.keys() == set(get_args(FloatOperation))
PASSING = {_available, _settled_to_even, _settled_away}
"""Functions whose result may be one of their operands: neither of the two is a column of its own."""
COMPARISONS = {np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal}
IN_PLACE = {operation for operation in OPERATIONS.values() if isinstance(operation, np.ufunc)} - COMPARISONS
"""Functions whose result is of the same type as their operands."""
