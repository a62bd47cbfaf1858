"""Findings about constraints: those that no data can fulfil, and those that all data do."""

from collections.abc import Iterator

from attrs import evolve

from lkjdsl.core.walk import walk
from lkjdsl.diagnostic import problem
from lkjdsl.domains.contexts import contexts_of
from lkjdsl.domains.interval import Intervals
from lkjdsl.domains.interval_sharing import Sharing
from lkjdsl.domains.ranges import Range
from lkjdsl.lower.tables import lower_conditions
from lkjdsl.proving.finding import ALWAYS, Finding
from lkjdsl.proving.proofs import Proofs


def conditions(proofs: Proofs) -> Iterator[Finding]:
    """Yield the constraints that contradict each other, and those that say nothing."""
    definition = proofs.definition
    if proofs.contradicting:
        names = ", ".join(proofs.contradicting)
        place = definition.constraints[proofs.contradicting[0]].place
        yield Finding(problem("constraints-contradict", place, names=names))
        return
    for name, found in _alone(proofs).items():
        if len(found.flags) == 1 and not found.states:
            (truth,) = found.flags
            place = definition.constraints[name].place
            yield Finding(problem("constraint-decided", place, name=name, truth=ALWAYS[truth]))


def _alone(proofs: Proofs) -> dict[str, Range]:
    """Return whether each constraint can hold and can fail when no other is known."""
    facts = evolve(proofs.facts, relations=())
    sharing = Sharing.of(facts)
    sheet = lower_conditions(proofs.definition, proofs.definition.constraints, proofs.program.results)
    outer = [step.meaning for step in proofs.steps]
    meanings = walk(sheet.program, Intervals(facts, sharing, contexts_of(sheet.program), outer=outer))
    found = {name: meanings[index].range for name, index in sheet.program.results.items()}
    for name, rowed in sheet.rowed.items():
        body, rows = rowed.rowwise.body, rowed.rowwise.rows
        handed = [meanings[position] for position in rowed.handed]
        inside = Intervals(facts, sharing, contexts_of(body), rows, facts.rows[rows].columns, handed)
        found[name] = walk(body, inside)[-1].range
    return found
