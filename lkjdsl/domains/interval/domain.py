"""
The interval domain: what every step may be, given what the inputs may be.

The law: the exact value of a step lies in its range wherever the value is used, for any data that lies in the facts
and fulfils their relations. The limit on the length of exact numbers is left out: a value that exceeds it is
invalid, whatever its range says.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from lkjdsl.core import operators
from lkjdsl.core.program import Given, Held, Operator, Pool, Program, Rowwise, Slot, Step
from lkjdsl.core.rules import rule, rules
from lkjdsl.core.walk import walk
from lkjdsl.domains.interval.conditions import Contexts, contexts_of
from lkjdsl.domains.interval.facts import Facts
from lkjdsl.domains.interval.linear import (
    Atom,
    Linear,
    atom,
    column_atom,
    constant,
    given_atom,
    input_atom,
    previous_atom,
)
from lkjdsl.domains.interval.ranges import Range, joined, of_rule, of_states, of_value
from lkjdsl.domains.interval.rows import form_of_rows, of_any_number, of_no_rows
from lkjdsl.domains.interval.rule import RangeRule
from lkjdsl.domains.interval.rules import RULES
from lkjdsl.domains.interval.sharing import Meaning, Sharing
from lkjdsl.model.values import Rule

MISSING = of_states("missing")


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
        known = RULES[step.operator]
        if known is None:
            meaning = OF_DATA[step.operator](step, self, arguments)
        else:
            ranges = [argument.range for argument in arguments]
            meaning = Meaning(known.ranges(step, ranges), _form_of(step, known, arguments))
        return self.sharing.narrowed(step, arguments, meaning, self.contexts.steps.get(step, ()), self.place)

    def read(self, range_: Range, rule: Rule, key: Atom) -> Meaning:
        """Return what is read of a value of the data; where it may be missing, what the rule says of that."""
        self.sharing.learn(key, range_)
        form = atom(key)
        if "missing" not in range_.states:
            return Meaning(range_, form)
        available, ruled = evolve(range_, states=range_.states - {"missing"}), of_rule(rule)
        return Meaning(joined((available, ruled)), form if ruled.numbers is None else None)


def _form_of(step: Step, known: RangeRule, arguments: Sequence[Meaning]) -> Linear | None:
    """Return what *step* is a sum of, where all its arguments are sums and an aggregate leaves none of them out."""
    forms = [argument.form for argument in arguments if argument.form is not None]
    if known.form is None or len(forms) < len(arguments) or not forms:
        return None
    if step.operator.states == "pooling" and any("excluded" in argument.range.states for argument in arguments):
        return None
    return known.form(step, forms)


def _constant(step: Step[Held], _inside: Intervals, _arguments: Sequence[Meaning]) -> Meaning:
    value = step.setting.value
    return Meaning(of_value(value), constant(value) if isinstance(value, tuple) else None)


def _input(step: Step[Slot], inside: Intervals, _arguments: Sequence[Meaning]) -> Meaning:
    index = step.setting.index
    return inside.read(inside.facts.inputs[index], step.setting.missing, input_atom(index))


def _previous(step: Step[Slot], inside: Intervals, _arguments: Sequence[Meaning]) -> Meaning:
    previous, index = inside.facts.previous, step.setting.index
    return inside.read(previous[index] if previous else MISSING, step.setting.missing, previous_atom(index))


def _column(step: Step[Slot], inside: Intervals, _arguments: Sequence[Meaning]) -> Meaning:
    index = step.setting.index
    return inside.read(inside.row[index], step.setting.missing, column_atom(inside.rows, index, inside.place))


def _outer(step: Step[Slot], inside: Intervals, _arguments: Sequence[Meaning]) -> Meaning:
    return inside.outer[step.setting.index]


def _given(step: Step[Given], inside: Intervals, arguments: Sequence[Meaning]) -> Meaning:
    path, given = step.setting.path, inside.facts.given
    if arguments and path not in given:
        return arguments[0]
    return inside.read(given.get(path, MISSING), step.setting.missing, given_atom(path))


def _earlier(step: Step[Given], inside: Intervals, _arguments: Sequence[Meaning]) -> Meaning:
    return Meaning(inside.facts.earlier.get(step.setting.path, of_states("unavailable")))


def _folded(step: Step[Rowwise], inside: Intervals, arguments: Sequence[Meaning]) -> Meaning:
    setting = step.setting
    table, aggregate = inside.facts.rows[setting.rows], setting.operator
    of_row = evolve(inside, contexts=contexts_of(setting.body), rows=setting.rows, outer=arguments)
    if table.rows is None:
        body = walk(setting.body, evolve(of_row, row=table.columns, place=None))[-1]
        form = None if body.form is None or body.range.states else form_of_rows(aggregate, setting.rows, body.form)
        return Meaning(of_any_number(aggregate, body.range), form)
    if not table.rows:
        return Meaning(of_no_rows(aggregate))
    values = [walk(setting.body, evolve(of_row, row=row, place=place))[-1] for place, row in enumerate(table.rows)]
    whole, known = Step(aggregate, (), Pool(), step.origin), RULES[aggregate]
    assert known is not None  # an aggregate asks for no more than its operands
    return Meaning(known.ranges(whole, [value.range for value in values]), _form_of(whole, known, values))


def _chosen(step: Step[None], inside: Intervals, arguments: Sequence[Meaning]) -> Meaning:
    """Return what ``if`` and ``applies_if`` may give: only branches that the condition can lead to."""
    condition, *branches = arguments
    contexts = inside.contexts.branches[step]
    taken = [inside.sharing.under(*one, inside.place) for one in zip(branches, contexts, strict=True)]
    otherwise = taken[1] if len(taken) > 1 else of_states("excluded")
    possible = [Range(states=condition.range.states)]
    possible += [taken[0]] if True in condition.range.flags else []
    possible += [otherwise] if False in condition.range.flags else []
    return Meaning(joined(possible))


OF_DATA: Mapping[Operator, Callable[[Step[Any], Intervals, Sequence[Meaning]], Meaning]] = rules(
    rule(operators.CONSTANT, _constant),
    rule(operators.INPUT, _input),
    rule(operators.PREVIOUS, _previous),
    rule(operators.COLUMN, _column),
    rule(operators.OUTER, _outer),
    rule(operators.GIVEN, _given),
    rule(operators.EARLIER, _earlier),
    rule(operators.FOLD, _folded),
    rule(operators.CHOOSE, _chosen),
    rule(operators.APPLIES, _chosen),
    over=[operator for operator, known in RULES.items() if known is None],
)
"""The operators of which operands alone do not say what they may be."""
