"""Claims about an edition that are proved, so that nobody need search for data that refute them."""

from collections.abc import Mapping

from lkjdsl.model.cases import Invariant
from lkjdsl.model.definition import Node
from lkjdsl.numbers.intervals import Interval, intersection
from lkjdsl.numbers.rational import Number
from lkjdsl.proving.proofs import Proofs
from lkjdsl.proving.range_findings import TOPS, leaves_range

ALLOWED: Mapping[str, tuple[str, ...]] = {
    "rises_with": ("rises", "constant"),
    "falls_with": ("falls", "constant"),
    "unchanged_by": ("constant",),
}


def proved_claims(proofs: Proofs) -> set[tuple[str, str]]:
    """Return the kind of each claim that is proved, and what it is about, as `test` names them."""
    proved: set[tuple[str, str]] = set()
    for node in proofs.nodes.values():
        if node.unit in TOPS and not leaves_range(proofs, node):
            proved.add(("range", node.path))
        if _keeps(proofs, node, node.floor, node.cap):
            proved.add(("bounds", node.path))
    for invariant in proofs.definition.invariants.values():
        proved |= {("direction", about) for about in _directions(proofs, invariant)}
    return proved


def _keeps(proofs: Proofs, node: Node, low: Number | None, high: Number | None) -> bool:
    numbers = proofs.range(node.path).numbers
    return numbers is None or intersection(numbers, Interval(low, high)) == numbers


def _directions(proofs: Proofs, invariant: Invariant) -> list[str]:
    moves = proofs.moves(invariant.of) if invariant.of in proofs.program.results else None
    return [
        f"{invariant.name}: {invariant.of}, {one}"
        for key, allowed in ALLOWED.items()
        for one in getattr(invariant, key)
        if moves is not None and moves.get(one, "constant") in allowed
    ]
