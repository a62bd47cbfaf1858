"""A finding about directions: an indicator to be maximized that falls when more of the work is done."""

from collections.abc import Iterator

from attrs import frozen

from lkjdsl.diagnostic import Label, problem
from lkjdsl.domains.interval.linear import Atom
from lkjdsl.model.definition import Node
from lkjdsl.proving.finding import Finding
from lkjdsl.proving.proofs import Proofs, name_of
from lkjdsl.source import Place

SIGNS = {"maximize": "falls", "minimize": "rises", "minimize-inverse": "rises"}
"""The direction that is against each polarity."""


@frozen
class PartOfWhole:
    """A constraint that makes one value a part of others: work done, of work to be done."""

    constraint: str
    wholes: frozenset[Atom]


def directions(proofs: Proofs) -> Iterator[Finding]:
    """Yield each node with a formula that falls with a part and rises with its whole, where it is to be maximized."""
    parts = _parts(proofs)
    for indicator in proofs.definition.indicators.values():
        against = SIGNS.get(indicator.polarity)
        for node in indicator.walk() if against == "falls" else ():
            moves = proofs.at(node.path).moves if node.formula is not None else {}
            for atom, part in parts.items():
                if moves.get(atom) == against and any(moves.get(whole) == "rises" for whole in part.wholes):
                    yield _finding(proofs, indicator, node, atom, part)
                    break


def _finding(proofs: Proofs, indicator: Node, node: Node, atom: Atom, part: PartOfWhole) -> Finding:
    said = proofs.definition.constraints[part.constraint].place
    labels = [Label(Place(said.source, said.path), "part")] if said is not None and said.path is not None else []
    return Finding(
        problem(
            "falls-with-work", node.place_of("formula"), *labels, path=node.path, indicator=indicator.path,
            done=name_of(proofs.definition, atom), constraint=part.constraint,
        )
    )  # fmt: skip


def _parts(proofs: Proofs) -> dict[Atom, PartOfWhole]:
    """Return the values that constraints make parts of others, and never wholes."""
    parts: dict[Atom, PartOfWhole] = {}
    wholes: set[Atom] = set()
    for relation in proofs.facts.relations:
        if relation.order not in (">=", ">"):
            continue
        above = frozenset(atom for atom, factor in relation.form.terms.items() if factor > 0)
        wholes |= above
        if above:
            for atom, factor in relation.form.terms.items():
                if factor < 0:
                    parts.setdefault(atom, PartOfWhole(relation.name, above))
    return {atom: part for atom, part in parts.items() if atom not in wholes}
