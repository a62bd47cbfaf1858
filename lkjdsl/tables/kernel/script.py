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

from lkjdsl.domains.float_program.nodes import Apply, Constant, Node

Floats = np.ndarray[Any, np.dtype[np.float64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
Codes = np.ndarray[Any, np.dtype[np.int16]]
Found = tuple[Any, Sequence[tuple[Any, Any, Any]]]
"""Which rows are in doubt; and value, code of the state and printed units of each result (None: not asked for)."""
Kind = Literal["doubt", "number", "code"]


@frozen
class Output:
    """What a script gives for each row: whether it is in doubt, or a part of a result."""

    node: Node
    kind: Kind

    @property
    def varies(self) -> bool:
        """Return whether it depends on the row."""
        return not isinstance(self.node, Constant)


@frozen
class Script:
    """
    Whether a row is in doubt; for each result its value, its state and its printed units; and all operations.

    ``order`` has each operation after those that it needs.
    """

    doubt: Node
    results: Sequence[tuple[Node, Node, Node | None]]
    order: Sequence[Apply]
    outputs: Sequence[Output] = field(init=False)
    """What depends on the row: whether it is in doubt, then the parts of the results in their order."""

    @outputs.default
    def _(self) -> list[Output]:
        kinds: tuple[Kind, ...] = ("number", "code", "number")
        parts = [
            Output(node, kind)
            for result in self.results
            for node, kind in zip(result, kinds, strict=True)
            if node is not None
        ]
        return [one for one in (Output(self.doubt, "doubt"), *parts) if one.varies]

    def found(self, arrays: Iterable[Any]) -> Found:
        """Return the results of which *arrays* are the outputs."""
        left = iter(arrays)

        def part(node: Node | None) -> Any:
            return None if node is None else node.value if isinstance(node, Constant) else next(left)

        return part(self.doubt), [(part(value), part(state), part(units)) for value, state, units in self.results]


def ordered(roots: Iterable[Node]) -> list[Apply]:
    """
    Return all operations that *roots* need, each after its operands.

    What is needed late comes late: a root after the other, so that few columns are at hand at the same time.
    """
    order: dict[Apply, None] = {}
    waiting = list(roots)[::-1]
    while waiting:
        node = waiting[-1]
        missing = [one for one in needed(node) if one not in order] if node not in order else []
        if missing:
            waiting += missing[::-1]
            continue
        waiting.pop()
        if isinstance(node, Apply):
            order[node] = None
    return list(order)


def needed(node: Node) -> Iterator[Apply]:
    """Yield the operations of which *node* takes the values."""
    if isinstance(node, Apply):
        yield from (one for one in node.operands if isinstance(one, Apply))
