"""
A float64 program in the order in which it is worked out. It is run in two ways.

``numpy_columns`` runs each operation over whole columns; ``llvm_loops`` makes loops over the rows of all operations.
Every operation is the same one of float64 in both, so that both give the same bits; a law in ``tests/tables``
says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import numpy as np
from attrs import field, frozen

from lkjdsl.domains.float_program.nodes import ConstantNode, FloatNode, OperationNode

Floats = np.ndarray[Any, np.dtype[np.float64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
Codes = np.ndarray[Any, np.dtype[np.int16]]
Found = tuple[Any, Sequence[tuple[Any, Any, Any]]]
"""Which rows are in doubt; and value, code of the state and printed units of each result (None: not asked for)."""
OutputKind = Literal["doubt", "number", "code"]


@frozen
class ScriptOutput:
    """What a script gives for each row: whether it is in doubt, or a part of a result."""

    node: FloatNode
    kind: OutputKind

    @property
    def varies(self) -> bool:
        """Return whether it depends on the row."""
        return not isinstance(self.node, ConstantNode)


@frozen
class Script:
    """
    Whether a row is in doubt; for each result its value, its state and its printed units; and all operations.

    ``order`` has each operation after those that it needs.
    """

    doubt: FloatNode
    results: Sequence[tuple[FloatNode, FloatNode, FloatNode | None]]
    order: Sequence[OperationNode]
    outputs: Sequence[ScriptOutput] = field(init=False)
    """What depends on the row: whether it is in doubt, then the parts of the results in their order."""

    @outputs.default
    def _(self) -> list[ScriptOutput]:
        kinds: tuple[OutputKind, ...] = ("number", "code", "number")
        parts = [
            ScriptOutput(node, kind)
            for result in self.results
            for node, kind in zip(result, kinds, strict=True)
            if node is not None
        ]
        return [output for output in (ScriptOutput(self.doubt, "doubt"), *parts) if output.varies]

    def found(self, arrays: Iterable[Any]) -> Found:
        """Return the results of which *arrays* are the outputs."""
        left = iter(arrays)

        def part(node: FloatNode | None) -> Any:
            return None if node is None else node.value if isinstance(node, ConstantNode) else next(left)

        return part(self.doubt), [(part(value), part(state), part(units)) for value, state, units in self.results]


def ordered(roots: Iterable[FloatNode]) -> list[OperationNode]:
    """
    Return all operations that *roots* need, each after its operands.

    What is needed late comes late: a root after the other, so that few columns are at hand at the same time.
    """
    order: dict[OperationNode, None] = {}
    waiting = list(roots)[::-1]
    while waiting:
        node = waiting[-1]
        missing = [operand for operand in needed(node) if operand not in order] if node not in order else []
        if missing:
            waiting += missing[::-1]
            continue
        waiting.pop()
        if isinstance(node, OperationNode):
            order[node] = None
    return list(order)


def needed(node: FloatNode) -> Iterator[OperationNode]:
    """Yield the operations of which *node* takes the values."""
    if isinstance(node, OperationNode):
        yield from (operand for operand in node.operands if isinstance(operand, OperationNode))
