"""A script in portions that are a loop each: short loops over few columns are what a processor and LLVM are good at."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from lkjdsl.domains.float_program.nodes import CellNode, FloatNode, OperationNode, ReadNode
from lkjdsl.tables.kernel.script import Script

MOST_OPERATIONS = 200
MOST_COLUMNS = 32
"""More columns at the same time get in each other's way in the nearest cache."""


@frozen
class Portion:
    """
    Operations that follow each other, and the positions of the outputs that are written here.

    ``read`` are the columns that these mention; ``taken`` are operations of earlier portions whose values they need.
    """

    order: Sequence[OperationNode]
    outputs: Sequence[int]
    read: Sequence[ReadNode | CellNode]
    taken: Sequence[OperationNode]


def portions(script: Script) -> list[Portion]:
    """Return the portions of a script, in their order."""
    place: dict[FloatNode, int] = {node: at for at, node in enumerate(script.order)}
    written: list[list[int]] = [[] for _ in range(max(len(script.order), 1))]
    for position, output in enumerate(script.outputs):
        written[place.get(output.node, 0)].append(position)
    return [_portion(script, first, written[first:end]) for first, end in _cuts(script, written)]


def _portion(script: Script, first: int, written: Sequence[Sequence[int]]) -> Portion:
    own = script.order[first : first + len(written)]
    outputs = [position for positions in written for position in positions]
    mentioned = _mentioned(script, own, outputs)
    here = set(own)
    read = [node for node in mentioned if isinstance(node, ReadNode | CellNode)]
    taken = [node for node in mentioned if isinstance(node, OperationNode) and node not in here]
    return Portion(own, outputs, read, taken)


def _mentioned(script: Script, order: Iterable[OperationNode], outputs: Iterable[int]) -> dict[FloatNode, None]:
    operands = dict.fromkeys(operand for node in order for operand in node.operands)
    return operands | dict.fromkeys(script.outputs[position].node for position in outputs)


def _cuts(script: Script, written: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Return the first operation of each portion, and the first that is no longer in it."""
    cuts = [0]
    columns: set[FloatNode | int] = set()
    for at, outputs in enumerate(written):
        mentioned = _mentioned(script, script.order[at : at + 1], outputs)
        more = {*(node for node in mentioned if isinstance(node, ReadNode | CellNode)), *outputs}
        if at - cuts[-1] >= MOST_OPERATIONS or (at > cuts[-1] and len(columns | more) > MOST_COLUMNS):
            cuts.append(at)
            columns = set()
        columns |= more
    return list(zip(cuts, [*cuts[1:], len(written)], strict=True))
