"""
The direction domain: how every step moves when one value of the data is raised and all others stay.

The law: where a step rises in an input, a greater value of that input never makes the step less, as long as it is a
number before and after and both data fulfil the facts; where it falls, never greater; where it is constant, nothing.
A condition that is true counts as greater than one that is false. The interval domain is walked along, for the
direction of a product or a quotient hangs on signs. (Roots and logarithms are rounded to 50 digits: what is smaller
than that is not seen.)
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from lkjdsl.core.program import Program, Rowwise, Slot, Step
from lkjdsl.core.walk import walk
from lkjdsl.domains.direction import quotient as direction_quotient
from lkjdsl.domains.direction.moves import CONSTANT, Moves, flipped, joined, sign_of, times, unknown_in
from lkjdsl.domains.interval import linear
from lkjdsl.domains.interval.conditions import contexts_of
from lkjdsl.domains.interval.domain import Facts, Intervals
from lkjdsl.domains.interval.linear import Atom, Linear
from lkjdsl.domains.interval.sharing import COMPARISONS, Meaning, Sharing
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import Interval


@frozen(eq=False)
class Directed:
    """What a step may be, how it moves, and every value of the data that it or its state depends on."""

    meaning: Meaning
    moves: Moves = CONSTANT
    depends: frozenset[Atom] = frozenset()

    @property
    def numbers(self) -> Interval | None:
        """Return the numbers that are possible."""
        return self.meaning.range.numbers

    @property
    def loose(self) -> Moves:
        """Return that nothing is known of what can make it excluded, so that it drops out of a mean, or back in."""
        return unknown_in(self.depends) if "excluded" in self.meaning.range.states else CONSTANT


def directed(program: Program, facts: Facts, sharing: Sharing) -> list[Directed]:
    """Return what each step of *program* may be and how it moves."""
    return walk(program, Directions(Intervals(facts, sharing, contexts_of(program))))


@frozen(eq=False)
class Directions:
    """How steps move; ``outer`` are the values that the program of a row is handed, ``known`` the moves of atoms."""

    inside: Intervals
    outer: Sequence[Directed] = ()
    known: dict[Atom, Moves] = field(factory=dict)

    def apply(self, step: Step, arguments: Sequence[Directed]) -> Directed:
        """Return the meaning of *step* with its directions."""
        meaning = self.inside.apply(step, [argument.meaning for argument in arguments])
        depends = frozenset[Atom]().union(*(argument.depends for argument in arguments))
        match step.operator.states:
            case "leaf":
                found = self._leaf(step, meaning, arguments)
                self.known[step, self.inside.place] = found.moves
                return found
            case "own" if isinstance(step.setting, Rowwise):
                moves, depends = self._fold(step.setting, arguments)
            case _:
                moves = self._moves(step, meaning, arguments)
        if meaning.range.numbers is not None and meaning.range.numbers.point is not None:
            moves = CONSTANT
        self.known[step, self.inside.place] = moves
        return Directed(meaning, moves, depends)

    def _leaf(self, step: Step, meaning: Meaning, arguments: Sequence[Directed]) -> Directed:
        match step.operator.name:
            case "outer":
                assert isinstance(step.setting, Slot)
                return self.outer[step.setting.index]
            case "given" if arguments and meaning is arguments[0].meaning:
                return arguments[0]
            case "constant" | "earlier":
                return Directed(meaning)
            case _:
                one = self._source(step)
                return Directed(meaning, {one: "rises"}, frozenset((one,)))

    def _source(self, step: Step) -> Atom:
        """Return the value of the data that a step reads, the same for all rows of a table."""
        setting: Any = step.setting
        match step.operator.name:
            case "input":
                return linear.input_atom(setting.index)
            case "previous":
                return linear.previous_atom(setting.index)
            case "column":
                return linear.column_atom(self.inside.rows, setting.index)
            case _:
                return linear.given_atom(setting.path)

    def of_form(self, form: Linear) -> Moves:
        """Return how a sum of multiples of atoms moves."""
        return joined(
            times(self.of_atom(atom), "rises" if factor > 0 else "falls") for atom, factor in form.terms.items()
        )

    def of_atom(self, atom: Atom) -> Moves:
        """Return how an atom moves: one of the data rises in itself, a sum over rows in each cell."""
        if atom in self.known:
            return self.known[atom]
        source = linear.source_of(atom)
        return CONSTANT if source is None else {source: "rises"}

    def _moves(self, step: Step, meaning: Meaning, arguments: Sequence[Directed]) -> Moves:
        name = step.operator.name
        form = meaning.form
        if form is not None and (step, self.inside.place) not in form.terms:
            return self.of_form(form)
        if name == "divide":
            return direction_quotient.moves(self, step, arguments, meaning.range.numbers)
        if name in COMPARISONS:
            return self._comparison(step, name, arguments)
        if step.operator.states == "pooling":
            return _pooled(name, arguments)
        if name in _RULES:
            return _RULES[name](*arguments)
        return unknown_in(one for argument in arguments for one in argument.depends)

    def _comparison(self, step: Step, name: str, arguments: Sequence[Directed]) -> Moves:
        left, right = arguments
        difference = self.inside.sharing.differences.get((step, self.inside.place))
        moves = joined((left.moves, flipped(right.moves))) if difference is None else self.of_form(difference)
        match name:
            case "greater" | "at-least":
                return moves
            case "less" | "at-most":
                return flipped(moves)
            case _:
                return unknown_in(moves)

    def _fold(self, setting: Rowwise, arguments: Sequence[Directed]) -> tuple[Moves, frozenset[Atom]]:
        """Return how an aggregate over rows moves when one cell is raised, or a value that is the same for all rows."""
        table = self.inside.facts.rows[setting.rows]
        bodies = []
        for place, row in enumerate(table.rows) if table.rows is not None else [(None, table.columns)]:
            outer = [argument.meaning for argument in arguments]
            contexts = contexts_of(setting.body)
            inside = evolve(self.inside, contexts=contexts, rows=setting.rows, row=row, outer=outer, place=place)
            bodies.append(walk(setting.body, Directions(inside, arguments, self.known))[-1])
        depends = frozenset[Atom]().union(*(body.depends for body in bodies))
        return joined(_pooled(setting.operator.name, [body]) for body in bodies), depends


def _pooled(name: str, arguments: Sequence[Directed]) -> Moves:
    """Return how an aggregate moves; a mean of numbers of which one can be 0 or less has none."""
    loose = [argument.loose for argument in arguments]
    if name == "count":
        counted = [argument.moves if argument.meaning.range.flags else CONSTANT for argument in arguments]
        return joined([*counted, *loose])
    signs = {sign_of(argument.numbers) for argument in arguments}
    if name == "harmonic-mean" and (len(signs) > 1 or "unknown" in signs):
        return unknown_in(atom for argument in arguments for atom in argument.depends)
    return joined([*(argument.moves for argument in arguments), *loose])


def _same(*arguments: Directed) -> Moves:
    return joined(argument.moves for argument in arguments)


def _multiplied(left: Directed, right: Directed) -> Moves:
    return joined((times(left.moves, sign_of(right.numbers)), times(right.moves, sign_of(left.numbers))))


def _absolute(operand: Directed) -> Moves:
    return times(operand.moves, sign_of(operand.numbers))


def _power(base: Directed, exponent: Directed) -> Moves:
    """Return how a power to a known exponent moves; without one nothing is said."""
    known = None if exponent.numbers is None else exponent.numbers.point
    if known is None or base.numbers is None:
        return unknown_in(base.depends | exponent.depends)
    odd = known[1] == 1 and known[0] % 2 == 1
    if known[0] > 0:
        return base.moves if odd or known[1] != 1 else times(base.moves, sign_of(base.numbers))
    if sign_of(base.numbers) == "unknown" and known[1] == 1:  # 1/x falls on each side of 0, and rises across it
        return unknown_in(base.depends)
    return flipped(base.moves if odd or known[1] != 1 else times(base.moves, sign_of(base.numbers)))


def _interpolated(x: Directed, *points: Directed) -> Moves:
    """Return how the height moves: with x where known points go up, against it where they go down."""
    from itertools import pairwise

    from lkjdsl.numbers.rational import compare

    known = [point.numbers.point for point in points if point.numbers is not None and point.numbers.point is not None]
    if len(known) < len(points) or not all(compare(a, b) < 0 for a, b in pairwise(known[0::2])):
        return unknown_in(atom for one in (x, *points) for atom in one.depends)
    orders = {compare(a, b) for a, b in pairwise(known[1::2])} - {0}
    if len(orders) > 1:
        return unknown_in(x.depends)
    return times(x.moves, "falls" if orders == {1} else "rises")


def _inverted(operand: Directed) -> Moves:
    return flipped(operand.moves)


def _applied(_condition: Directed, value: Directed) -> Moves:
    return value.moves


def _chosen(condition: Directed, then: Directed, otherwise: Directed) -> Moves:
    """Return how a choice moves: as its branches do, and as the condition does from one branch to the other."""
    flags = condition.meaning.range.flags
    if len(flags) < 2:  # noqa: PLR2004 - it can hold, or fail, not both
        return then.moves if True in flags else otherwise.moves
    step: Moves = unknown_in(condition.depends)
    if condition.moves and then.numbers is not None and otherwise.numbers is not None:
        step = times(condition.moves, sign_of(intervals.subtract(then.numbers, otherwise.numbers)))
    elif not condition.moves:
        step = CONSTANT
    return joined((then.moves, otherwise.moves, step))


_RULES: Mapping[str, Callable[..., Moves]] = {
    **dict.fromkeys(("add", "cap", "bound-below", "clamp", "floor", "ceil", "round"), _same),
    **dict.fromkeys(("sqrt", "ln", "exp", "and", "or"), _same),
    "multiply": _multiplied,
    "absolute": _absolute,
    "power": _power,
    "interpolate": _interpolated,
    "not": _inverted,
    "applies": _applied,
    "choose": _chosen,
}
