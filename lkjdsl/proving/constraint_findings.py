"""Findings about constraints: those that no data can fulfil, and those that all data do."""

from collections.abc import Iterator

from lkjdsl.diagnostic import problem
from lkjdsl.proving.finding import Finding
from lkjdsl.proving.proofs import Proofs
from lkjdsl.render.words import truth


def conditions(proofs: Proofs) -> Iterator[Finding]:
    """Yield the constraints that contradict each other, and those that say nothing."""
    definition = proofs.definition
    if proofs.contradicting:
        names = ", ".join(proofs.contradicting)
        place = definition.constraints[proofs.contradicting[0]].place
        yield Finding(problem("constraints-contradict", place, names=names))
        return
    for name, range_ in proofs.alone.items():
        if len(range_.flags) == 1 and not range_.states:
            (flag,) = range_.flags
            place = definition.constraints[name].place
            yield Finding(problem("constraint-decided", place, name=name, truth=truth(flag)))
