"""Inputs in which a result neither rises nor falls throughout: one more raises it here and lowers it there."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from lkjdsl.domains.direction.moves import Direction
from lkjdsl.domains.interval.linear import Atom
from lkjdsl.model.definition import Node
from lkjdsl.proving.proofs import Proofs, name_of
from lkjdsl.proving.witness import WitnessSearch


@frozen(eq=False)
class TurningPoint:
    """A node, an input, and for each direction that was found values with which one more of the input moves it so."""

    path: str
    input: str
    shown: Mapping[Direction, Mapping[str, Any]]


def turning(search: WitnessSearch) -> Iterator[TurningPoint]:
    """Yield the nodes of which a direction is not proved, the innermost alone, with what shows that none can be."""
    proofs = search.proofs
    for indicator in proofs.definition.indicators.values():
        for node in indicator.walk():
            if "excluded" in proofs.range(node.path).states:
                continue  # nothing is proved of what may not apply: that it does not is why no direction is known
            for atom in _unknown(proofs, node):
                if not any(atom in _unknown(proofs, part) for part in node.components):
                    name = name_of(proofs.definition, atom)
                    yield TurningPoint(node.path, name, search.moving(node.path, atom))


def _unknown(proofs: Proofs, node: Node) -> list[Atom]:
    return [atom for atom, direction in proofs.at(node.path).moves.items() if direction == "unknown"]
