"""
What may be assumed of any data: kinds, bounds and constraints, as facts for the interval domain.

The data is complete (no input is missing or does not apply), fulfils every constraint, and gives no node a value but
those that nothing else gives one.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from lkjdsl.core.operators import OUTER
from lkjdsl.core.program import Program, Step
from lkjdsl.core.walk import walk
from lkjdsl.domains.interval.conditions import comparisons_of, contexts_of
from lkjdsl.domains.interval.domain import Intervals, meanings_of
from lkjdsl.domains.interval.facts import Facts, RowRanges
from lkjdsl.domains.interval.linear import Linear, Relation, compared
from lkjdsl.domains.interval.ranges import ANY_FLAG, ANY_TEXT, Range
from lkjdsl.domains.interval.sharing import Meaning, Sharing
from lkjdsl.lower.report_tables import lower_conditions
from lkjdsl.model.definition import Definition, Input, Node
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import EVERYTHING
from lkjdsl.units import COUNT, FLAG, TEXT, of_node


@frozen(eq=False)
class Assumptions:
    """What may be assumed of the data of a program; and for each constraint, what it is where no other is known."""

    facts: Facts
    alone: Mapping[str, Range]


def assumptions_of(definition: Definition, program: Program) -> Assumptions:
    """Return what may be assumed of the data of *program*, which is that of *definition*."""
    inputs = [range_of(declaration) for declaration in definition.inputs.values()]
    rows = {
        name: RowRanges([range_of(column) for column in table.columns.values()])
        for name, table in definition.rows.items()
    }
    given = {node.path: Range(_numbers(of_node(node.unit))) for node in definition.nodes() if is_given(node)}
    earlier = {node.path: Range(EVERYTHING) for node in definition.indicators.values()}
    facts = Facts(inputs, rows, given, inputs, earlier)
    alone: dict[str, Range] = {}
    relations: list[Relation] = []
    for name, possible, said in _conditions(definition, program, facts):
        alone[name] = possible
        relations += said
    return Assumptions(evolve(facts, relations=tuple(relations)), alone)


def is_given(node: Node) -> bool:
    """Return whether nothing but the data gives *node* a value."""
    return node.formula is None and not node.components


def range_of(input_: Input) -> Range:
    """Return what an input may be."""
    if input_.kind == FLAG:
        return ANY_FLAG
    if input_.kind == TEXT:
        return ANY_TEXT
    bounds = intervals.interval(input_.minimum, input_.maximum)
    return Range(None if bounds is None else intervals.intersection(_numbers(input_.kind), bounds))


def _numbers(kind: str) -> intervals.Interval:
    """Return what a value of a kind may be: a count is whole and at least 0."""
    return intervals.whole_at_least(intervals.ZERO) if kind == COUNT else EVERYTHING


def _conditions(
    definition: Definition, program: Program, facts: Facts
) -> Iterator[tuple[str, Range, Iterable[Relation]]]:
    """Yield each constraint with what it may be, and what it says of sums of inputs; what else it says is not used."""
    sheet = lower_conditions(definition, definition.constraints, program.results)
    sharing = Sharing.of(facts)
    asked = any(step.operator is OUTER for step in sheet.program.steps)
    outer = meanings_of(program, facts, sharing) if asked else ()
    meanings = walk(sheet.program, Intervals(facts, sharing, contexts_of(sheet.program), outer=outer))
    for name, index in sheet.program.results.items():
        yield name, meanings[index].range, _said(sheet.program, index, sharing.differences, name)
    for name, rowed in sheet.rowed.items():
        body, rows = rowed.rowwise.body, rowed.rowwise.rows
        handed: list[Meaning] = [meanings[position] for position in rowed.handed]
        inside = Intervals(facts, sharing, contexts_of(body), rows, facts.rows[rows].columns, handed)
        possible = walk(body, inside)[-1].range
        yield name, possible, _said(body, len(body.steps) - 1, sharing.differences, name)


def _said(program: Program, index: int, differences: Mapping[Any, Linear], name: str) -> Iterable[Relation]:
    for step, holds in comparisons_of(program, index, True):  # noqa: FBT003 - the constraint holds
        difference = differences.get(_place(step))
        if difference is not None and difference.terms:
            relation = compared(difference, step.operator, holds=holds)
            yield Relation(relation.form, relation.order, "constraint", name)


def _place(step: Step) -> tuple[Step, None]:
    return step, None
