"""
The interval domain: what every step may be, given what the inputs may be.

The law: the exact value of a step lies in its range wherever the value is used, for any data that lies in the facts
and fulfils their relations. The limit on the length of exact numbers is left out: a value that exceeds it is
invalid, whatever its range says.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import Factory, evolve, frozen

from lkjdsl.core.program import Given, Held, Pool, Program, Rowwise, Slot, Step
from lkjdsl.core.walk import walk
from lkjdsl.domains.interval import pooling as interval_pooling
from lkjdsl.domains.interval import scalars as interval_scalars
from lkjdsl.domains.interval.conditions import Contexts, contexts_of
from lkjdsl.domains.interval.linear import (
    Atom,
    Linear,
    Relation,
    atom,
    column_atom,
    constant,
    count_atom,
    form_of,
    given_atom,
    input_atom,
    previous_atom,
    sum_atom,
)
from lkjdsl.domains.interval.ranges import Range, joined, of_rule, of_states, of_value, states_of_strict
from lkjdsl.domains.interval.sharing import Meaning, Sharing
from lkjdsl.model.values import Rule

MISSING = of_states("missing")


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
    What is known of the data, in the shape of :class:`lkjdsl.domains.exact.domain.Facts`.

    ``inputs`` and ``previous`` (empty where no previous year's data is at hand) are in the order of the
    definition's inputs; ``given`` and ``earlier`` are by path: a path in ``given`` is given for certain.
    ``relations`` hold between inputs, and between the columns of each row of a table.
    """

    inputs: Sequence[Range]
    rows: Mapping[str, Table] = Factory(dict)
    given: Mapping[str, Range] = Factory(dict)
    previous: Sequence[Range] = ()
    earlier: Mapping[str, Range] = Factory(dict)
    relations: Sequence[Relation] = ()


def ranges_of(program: Program, facts: Facts) -> list[Range]:
    """Return what each step of *program* may be, in the order of the steps."""
    return [meaning.range for meaning in meanings_of(program, facts, Sharing.of(facts))]


def meanings_of(program: Program, facts: Facts, sharing: Sharing) -> list[Meaning]:
    """Return what each step may be and what it is a sum of; *sharing* knows afterwards what proves it."""
    return walk(program, Intervals(facts, sharing, contexts_of(program)))


@frozen(eq=False)
class Intervals:
    """
    What steps may be, on some facts.

    Inside the program of a row of the table ``rows`` there are also ``row`` and ``outer`` values; ``place`` is the
    number of the row where it is known.
    """

    facts: Facts
    sharing: Sharing
    contexts: Contexts
    rows: str = ""
    row: Sequence[Range] = ()
    outer: Sequence[Meaning] = ()
    place: int | None = None

    def apply(self, step: Step, arguments: Sequence[Meaning]) -> Meaning:
        """Return the meaning of *step*."""
        ranges = [argument.range for argument in arguments]
        match step.operator.states:
            case "leaf":
                found = self._leaf(step, arguments)
            case "strict":
                found = Meaning(strict(step, ranges), _form_of(step, arguments))
            case "pooling":
                found = Meaning(interval_pooling.pooled(step, step.operator.name, ranges), _form_of(step, arguments))
            case "own" if isinstance(step.setting, Rowwise):
                found = self._fold(step, step.setting, arguments)
            case _:
                taken = zip(arguments[1:], self.contexts.branches[step], strict=True)
                branches = [self.sharing.under(one, context, self.place) for one, context in taken]
                found = Meaning(_chosen(ranges[0], branches))
        return self.sharing.narrowed(step, arguments, found, self.contexts.steps.get(step, ()), self.place)

    def _leaf(self, step: Step, arguments: Sequence[Meaning]) -> Meaning:
        setting: Any = step.setting
        match step.operator.name, setting:
            case _, Held(value=value):
                return Meaning(of_value(value), constant(value) if isinstance(value, tuple) else None)
            case "outer", Slot(index=index):
                return self.outer[index]
            case "column", Slot(index=index):
                return self._read(self.row[index], setting.missing, column_atom(self.rows, index, self.place))
            case "input", Slot(index=index):
                return self._read(self.facts.inputs[index], setting.missing, input_atom(index))
            case "previous", Slot(index=index):
                previous = self.facts.previous
                found = previous[index] if previous else MISSING
                return self._read(found, setting.missing, previous_atom(index))
            case "given", Given(path=path) if path in self.facts.given or not arguments:
                return self._read(self.facts.given.get(path, MISSING), setting.missing, given_atom(path))
            case "given", _:
                return arguments[0]
            case "earlier", Given(path=path):
                return Meaning(self.facts.earlier.get(path, of_states("unavailable")))
            case name, _:
                raise AssertionError(name)

    def _read(self, found: Range, rule: Rule, one: Atom) -> Meaning:
        """Return what is read of a value of the data; where it may be missing, what the rule says of that."""
        self.sharing.learn(one, found)
        form = atom(one)
        if "missing" not in found.states:
            return Meaning(found, form)
        told, ruled = evolve(found, states=found.states - {"missing"}), of_rule(rule)
        return Meaning(joined((told, ruled)), form if ruled.numbers is None else None)

    def _fold(self, step: Step, setting: Rowwise, arguments: Sequence[Meaning]) -> Meaning:
        table = self.facts.rows[setting.rows]
        name, contexts = setting.operator.name, contexts_of(setting.body)
        if table.rows is None:
            inside = Intervals(self.facts, self.sharing, contexts, setting.rows, table.columns, arguments)
            body = walk(setting.body, inside)[-1]
            return Meaning(interval_pooling.of_any_number(name, body.range), form_of_rows(name, setting.rows, body))
        if not table.rows:
            return Meaning(interval_pooling.of_no_rows(name))
        values = [
            walk(setting.body, Intervals(self.facts, self.sharing, contexts, setting.rows, row, arguments, place))[-1]
            for place, row in enumerate(table.rows)
        ]
        ranges = [value.range for value in values]
        form = _form_of(evolve(step, operator=setting.operator, setting=Pool()), values)
        return Meaning(interval_pooling.pooled(step, name, ranges), form)


def form_of_rows(name: str, rows: str, body: Meaning) -> Linear | None:
    """Return the form of an aggregate over any number of rows: sums of columns, where no cell is left out."""
    if body.form is None or body.range.states:
        return None
    if name == "count":
        return atom(count_atom(rows))
    if name != "sum" or not all(isinstance(one, tuple) and one[0] == "column" for one in body.form.terms):
        return None
    return body.form.replaced(lambda one: sum_atom(rows, one[2]), count_atom(rows))  # type: ignore[index] # a column atom


def _form_of(step: Step, arguments: Sequence[Meaning]) -> Linear | None:
    sure = not any("excluded" in argument.range.states for argument in arguments)
    return form_of(step, [argument.form for argument in arguments], sure=sure)


def strict(step: Step, arguments: Sequence[Range]) -> Range:
    """Return the range of an operator that has no business with states: any state decides."""
    states, ordinary = states_of_strict(arguments)
    if not ordinary:
        return Range(states=states)
    found = interval_scalars.apply(step, arguments)
    return evolve(found, states=found.states | states) if states else found


def _chosen(condition: Range, branches: Sequence[Range]) -> Range:
    """Return what ``if`` and ``applies_if`` may give: only branches that the condition can lead to."""
    otherwise = branches[1] if len(branches) > 1 else of_states("excluded")
    possible = [Range(states=condition.states)]
    possible += [branches[0]] if True in condition.flags else []
    possible += [otherwise] if False in condition.flags else []
    return joined(possible)
