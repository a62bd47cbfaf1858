"""
The direction domain: how every step moves when one value of the data is raised and all others stay.

The law: where a step rises in an input, a greater value of that input never makes the step less, as long as it is a
number before and after and both data fulfil the facts; where it falls, never greater; where it is constant, nothing.
What is a state whatever the data does not move.
A condition that is true counts as greater than one that is false. The interval domain is walked along, for the
direction of a product or a quotient hangs on signs. (Roots and logarithms are rounded to 50 digits: what is smaller
than that is not seen.)
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from lkjdsl.core import operators
from lkjdsl.core.program import Given, Operator, Pool, Program, Rowwise, Slot, Step
from lkjdsl.core.rules import rule, rules
from lkjdsl.core.walk import walk
from lkjdsl.domains.direction.directed import Atoms, Directed
from lkjdsl.domains.direction.moves import CONSTANT, joined
from lkjdsl.domains.direction.rules import RULES
from lkjdsl.domains.interval import linear
from lkjdsl.domains.interval.conditions import contexts_of
from lkjdsl.domains.interval.domain import Intervals
from lkjdsl.domains.interval.facts import Facts
from lkjdsl.domains.interval.linear import Atom
from lkjdsl.domains.interval.sharing import Meaning, Sharing


def directed(program: Program, facts: Facts, sharing: Sharing) -> list[Directed]:
    """Return what each step of *program* may be and how it moves."""
    return walk(program, Directions(Atoms(Intervals(facts, sharing, contexts_of(program)))))


@frozen(eq=False)
class Directions:
    """How steps move; ``outer`` are the values that the program of a row is handed."""

    atoms: Atoms
    outer: Sequence[Directed] = ()

    def apply(self, step: Step, arguments: Sequence[Directed]) -> Directed:
        """Return the meaning of *step* with its directions."""
        inside = self.atoms.inside
        meaning = inside.apply(step, [argument.meaning for argument in arguments])
        known = RULES[step.operator]
        if known is None:
            found = OF_DATA[step.operator](step, self, meaning, arguments)
        else:
            depends = frozenset[Atom]().union(*(argument.depends for argument in arguments))
            if not meaning.range.ordinary:
                moves = CONSTANT
            elif meaning.form is None or (step, inside.place) in meaning.form.terms:
                moves = known(step, self.atoms, meaning, arguments)
            else:
                moves = self.atoms.of_form(meaning.form)
            found = Directed(meaning, moves, depends)
        if step.operator.states != "leaf" and found.is_point:
            found = evolve(found, moves=CONSTANT)
        self.atoms.known[step, inside.place] = found.moves
        return found


def _still(_step: Step, _domain: Directions, meaning: Meaning, _arguments: Sequence[Directed]) -> Directed:
    return Directed(meaning)


def _input(step: Step[Slot], _domain: Directions, meaning: Meaning, _arguments: Sequence[Directed]) -> Directed:
    return _read(meaning, linear.input_atom(step.setting.index))


def _previous(step: Step[Slot], _domain: Directions, meaning: Meaning, _arguments: Sequence[Directed]) -> Directed:
    return _read(meaning, linear.previous_atom(step.setting.index))


def _column(step: Step[Slot], domain: Directions, meaning: Meaning, _arguments: Sequence[Directed]) -> Directed:
    """Return the meaning of a cell: one source for all rows of a table."""
    return _read(meaning, linear.column_atom(domain.atoms.inside.rows, step.setting.index))


def _given(step: Step[Given], _domain: Directions, meaning: Meaning, arguments: Sequence[Directed]) -> Directed:
    if arguments and meaning is arguments[0].meaning:
        return arguments[0]
    return _read(meaning, linear.given_atom(step.setting.path))


def _read(meaning: Meaning, source: Atom) -> Directed:
    return Directed(meaning, {source: "rises"}, frozenset((source,)))


def _outer(step: Step[Slot], domain: Directions, _meaning: Meaning, _arguments: Sequence[Directed]) -> Directed:
    return domain.outer[step.setting.index]


def _folded(step: Step[Rowwise], domain: Directions, meaning: Meaning, arguments: Sequence[Directed]) -> Directed:
    """Return how an aggregate over rows moves when one cell is raised, or a value that is the same for all rows."""
    setting, atoms = step.setting, domain.atoms
    table, aggregate = atoms.inside.facts.rows[setting.rows], Step(step.setting.operator, (), Pool(), step.origin)
    known = RULES[aggregate.operator]
    assert known is not None  # an aggregate asks for no more than its operands
    bodies = []
    for place, row in enumerate(table.rows) if table.rows is not None else [(None, table.columns)]:
        outer = [argument.meaning for argument in arguments]
        contexts = contexts_of(setting.body)
        inside = evolve(atoms.inside, contexts=contexts, rows=setting.rows, row=row, outer=outer, place=place)
        bodies.append(walk(setting.body, Directions(evolve(atoms, inside=inside), arguments))[-1])
    moves = joined(known(aggregate, atoms, meaning, [body]) for body in bodies)
    return Directed(meaning, moves, frozenset[Atom]().union(*(body.depends for body in bodies)))


OF_DATA: Mapping[Operator, Callable[[Step[Any], Directions, Meaning, Sequence[Directed]], Directed]] = rules(
    rule(operators.CONSTANT, _still),
    rule(operators.EARLIER, _still),
    rule(operators.INPUT, _input),
    rule(operators.PREVIOUS, _previous),
    rule(operators.COLUMN, _column),
    rule(operators.GIVEN, _given),
    rule(operators.OUTER, _outer),
    rule(operators.FOLD, _folded),
    over=[operator for operator, known in RULES.items() if known is None],
)
"""The operators that read data, or go through rows."""
