"""
The interval domain: what every step may be, given what the inputs may be.

The law: the exact value of a step lies in its range, for any data whose values lie in the facts. The limit on the
length of exact numbers is left out: a value that exceeds it is invalid, whatever its range says.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import Factory, evolve, frozen

from lkjdsl.core.program import Given, Held, Program, Rowwise, Slot, Step
from lkjdsl.core.walk import walk
from lkjdsl.domains import interval_pooling, interval_scalars
from lkjdsl.domains.ranges import NOTHING, Range, joined, of_rule, of_states, of_value, states_of_strict
from lkjdsl.model.values import Rule


@frozen(eq=False)
class Table:
    """
    What the rows of one table may be.

    ``rows`` gives for each row the range of each column; without it there may be any number of rows, each
    within ``columns``.
    """

    columns: Sequence[Range]
    rows: Sequence[Sequence[Range]] | None = None


@frozen(eq=False)
class Facts:
    """
    What is known of the data, in the shape of :class:`lkjdsl.domains.exact.Facts`.

    ``inputs`` and ``previous`` (empty where no previous year's data is at hand) are in the order of the
    definition's inputs; ``given`` and ``earlier`` are by path: a path in ``given`` is given for certain.
    """

    inputs: Sequence[Range]
    rows: Mapping[str, Table] = Factory(dict)
    given: Mapping[str, Range] = Factory(dict)
    previous: Sequence[Range] = ()
    earlier: Mapping[str, Range] = Factory(dict)


def ranges_of(program: Program, facts: Facts) -> list[Range]:
    """Return what each step of *program* may be, in the order of the steps."""
    return walk(program, Intervals(facts))


@frozen(eq=False)
class Intervals:
    """What steps may be, on some facts; inside the program of a row also ``row`` and ``outer`` ranges."""

    facts: Facts
    row: Sequence[Range] = ()
    outer: Sequence[Range] = ()

    def apply(self, step: Step, arguments: Sequence[Range]) -> Range:
        """Return the range of *step*."""
        match step.operator.states:
            case "leaf":
                return self._leaf(step, arguments)
            case "strict":
                return strict(step, arguments)
            case "pooling":
                return interval_pooling.pooled(step, step.operator.name, arguments)
            case "own" if isinstance(step.setting, Rowwise):
                return self._fold(step, step.setting, arguments)
            case _:
                return _chosen(arguments)

    def _leaf(self, step: Step, arguments: Sequence[Range]) -> Range:
        setting: Any = step.setting
        match step.operator.name, setting:
            case _, Held(value=value):
                return of_value(value)
            case "outer", Slot(index=index):
                return self.outer[index]
            case "column", Slot(index=index, missing=rule):
                return read(self.row[index], rule)
            case "input", Slot(index=index, missing=rule):
                return read(self.facts.inputs[index], rule)
            case "previous", Slot(index=index, missing=rule):
                previous = self.facts.previous
                return read(previous[index], rule) if previous else of_rule(rule)
            case "given", Given(path=path, missing=rule):
                found = self.facts.given.get(path, arguments[0] if arguments else None)
                return of_rule(rule) if found is None else read(found, rule)
            case "earlier", Given(path=path):
                return self.facts.earlier.get(path, of_states("unavailable"))
            case name, _:
                raise AssertionError(name)

    def _fold(self, step: Step, setting: Rowwise, arguments: Sequence[Range]) -> Range:
        table = self.facts.rows[setting.rows]
        name = setting.operator.name
        if table.rows is None:
            body = walk(setting.body, Intervals(self.facts, table.columns, arguments))[-1]
            return joined((interval_pooling.of_no_rows(name), interval_pooling.of_any_number(name, body)))
        if not table.rows:
            return interval_pooling.of_no_rows(name)
        values = [walk(setting.body, Intervals(self.facts, row, arguments))[-1] for row in table.rows]
        return interval_pooling.pooled(step, name, values)


def read(found: Range, rule: Rule) -> Range:
    """Return what is read of a value of the data that may be missing."""
    if "missing" not in found.states:
        return found
    return joined((evolve(found, states=found.states - {"missing"}), of_rule(rule)))


def strict(step: Step, arguments: Sequence[Range]) -> Range:
    """Return the range of an operator that has no business with states: any state decides."""
    states, ordinary = states_of_strict(arguments)
    if not ordinary:
        return Range(states=states)
    found = interval_scalars.apply(step, arguments)
    return evolve(found, states=found.states | states) if states else found


def _chosen(arguments: Sequence[Range]) -> Range:
    """Return what ``if`` and ``applies_if`` may give: only branches that the condition can lead to."""
    condition, *branches = arguments
    otherwise = branches[1] if len(branches) > 1 else of_states("excluded")
    possible = [Range(states=condition.states)] if condition.states != NOTHING else []
    possible += [branches[0]] if True in condition.flags else []
    possible += [otherwise] if False in condition.flags else []
    return joined(possible) if possible else Range()
