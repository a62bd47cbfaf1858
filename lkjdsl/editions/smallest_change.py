"""
The smallest change of some inputs that makes a result reach a value.

Two domains work together: intervals say of a box of changes that nothing in it reaches the value, the exact domain says
of one change that it does. So the answer is exact, whatever rules, caps, roundings and conditions stand in between.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import isinf

from attrs import evolve, field, frozen

from lkjdsl.core.program import Check, Program
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact import domain as exact
from lkjdsl.domains.interval.domain import ranges_of
from lkjdsl.domains.interval.facts import Facts, RowRanges
from lkjdsl.domains.interval.linear import Linear, Relation, input_atom
from lkjdsl.domains.interval.ranges import Range, of_value
from lkjdsl.editions.levers import Lever
from lkjdsl.model.values import Value
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import Interval
from lkjdsl.numbers.rational import Number

FARTHEST = 10**12
"""Steps beyond which nobody looks."""
PATIENCE = 2_000
"""Boxes looked into for one answer."""

Move = tuple[int, ...]
"""A number of steps for each lever, with its sign."""
Box = tuple[tuple[int, int], ...]
"""The fewest and the most steps of each lever, without signs."""


class TooHardError(Exception):
    """More boxes would have to be looked into than anybody waits for."""


@frozen(eq=False)
class Question:
    """
    What is asked: which moves of ``levers`` bring the result ``goal`` of ``program`` into ``wanted``.

    The program has been narrowed to the levers; ``guards`` are the constraints that must not be broken.
    ``relations`` are what the guards say of the levers alone.
    """

    program: Program
    facts: exact.Facts
    levers: Sequence[Lever]
    goal: str
    wanted: Interval
    guards: Sequence[Check] = ()
    relations: Sequence[Relation] = ()
    looked: list[int] = field(factory=lambda: [0])

    def values(self, move: Move) -> list[Value]:
        """Return the values of the program's steps after *move*."""
        inputs = list(self.facts.inputs)
        for lever, steps in zip(self.levers, move, strict=True):
            if steps or not lever.missing:
                inputs[lever.index] = lever.at(steps)
        return walk(self.program, exact.Exact(evolve(self.facts, inputs=inputs)))

    def reaches(self, move: Move) -> bool:
        """Return whether *move* is within bounds, keeps the guards and brings the goal where it is wanted."""
        if not all(lever.least <= steps <= lever.most for lever, steps in zip(self.levers, move, strict=True)):
            return False
        values = self.values(move)
        if self.broken(values):
            return False
        value = values[self.program.results[self.goal]]
        return isinstance(value, tuple) and value in self.wanted

    def broken(self, values: Sequence[Value]) -> list[str]:
        """Return the names of the guards that are broken where the steps have these *values*."""
        return [guard.name for guard in self.guards if values[self.program.checks[guard]] is False]

    def may_reach(self, box: Box, signs: Move, most: int) -> bool:
        """Return whether a move in *box*, of at most *most* steps in all, may reach; where it may not, none does."""
        self.looked[0] += 1
        if self.looked[0] > PATIENCE:
            raise TooHardError
        ranges = self.ranges(box, signs, most)
        for guard in self.guards:
            possible = ranges[self.program.checks[guard]]
            if True not in possible.flags and not possible.states:
                return False
        numbers = ranges[self.program.results[self.goal]].numbers
        return numbers is not None and intervals.intersection(numbers, self.wanted) is not None

    def ranges(self, box: Box, signs: Move, most: int) -> list[Range]:
        """Return what each step may be after a move in *box*, of at most *most* steps in all."""
        inputs: list[Range] = [Range() for _ in self.facts.inputs]
        for lever, (low, high), sign in zip(self.levers, box, signs, strict=True):
            ends = sorted((sign * low, sign * high))
            whole = lever.step == (1, 1) and lever.base[1] == 1
            numbers = intervals.interval(lever.at(ends[0]), lever.at(ends[1]), whole=whole)
            inputs[lever.index] = Range(numbers)
        budget = () if len(self.levers) == 1 else (_budget(self.levers, signs, most),)
        rows = {name: _table(columns) for name, columns in self.facts.rows.items()}
        given = {path: of_value(value) for path, value in self.facts.given.items()}
        facts = Facts(inputs, rows, given, (), {}, (*self.relations, *budget))
        return ranges_of(self.program, facts)


def _table(columns: exact.Columns) -> RowRanges:
    cells = [[_range(value) for value in column] for column in columns.values]
    return RowRanges([Range()] * len(cells), [list(row) for row in zip(*cells, strict=True)])


def _range(value: Value | None) -> Range:
    return Range(states=frozenset(("missing",))) if value is None else of_value(value)


def _budget(levers: Sequence[Lever], signs: Move, most: int) -> Relation:
    """Return that the levers take at most *most* steps together."""
    constant, terms = Fraction(most), {}
    for lever, sign in zip(levers, signs, strict=True):
        factor = sign / Fraction(*lever.step)
        constant += factor * Fraction(*lever.base)
        terms[input_atom(lever.index)] = -factor
    return Relation(Linear(constant, terms), ">=", "reach")


def smallest(question: Question, best: Move | None = None) -> Move | None:
    """
    Return a move with the fewest steps in all that reaches, or None where none does; *best* is one that does.

    TooHardError: neither is known after ``PATIENCE`` boxes.
    """
    for signs in product((1, -1), repeat=len(question.levers)):
        most = FARTHEST if best is None else size(best) - 1
        change = _fewest(question, signs, most)
        best = change or best
    return best


def size(move: Move) -> int:
    """Return how many steps a move takes in all."""
    return sum(map(abs, move))


def _fewest(question: Question, signs: Move, most: int) -> Move | None:
    """Return the smallest move of at most *most* steps in the directions *signs*, or None."""
    if most < 0 or not question.may_reach(box_of(question.levers, signs, most), signs, most):
        return None
    below, limit = -1, 1  # none of at most `below` steps reaches
    change = None
    while change is None:
        limit = min(limit, most)
        change = _any(question, signs, limit)
        if change is None:
            if limit == most:
                return None
            below, limit = limit, limit * 4
    while size(change) > below + 1:
        middle = (below + size(change)) // 2
        nearer = _any(question, signs, middle)
        if nearer is None:
            below = middle
        else:
            change = nearer
    return change


def box_of(levers: Sequence[Lever], signs: Move, most: int = FARTHEST) -> Box:
    """Return every move in the directions *signs*, as far as the levers go and of at most *most* steps each."""
    ends = []
    for lever, sign in zip(levers, signs, strict=True):
        bound = lever.most if sign > 0 else -lever.least
        ends.append((0, most if isinf(bound) else min(most, int(bound))))
    return tuple(ends)


def _any(question: Question, signs: Move, most: int) -> Move | None:
    """Return a move of at most *most* steps that reaches, or None where there is none."""
    waiting = [box_of(question.levers, signs, most)]
    while waiting:
        box = waiting.pop()
        if sum(low for low, _ in box) > most or not question.may_reach(box, signs, most):
            continue
        for corner in _corners(box, most):
            move = tuple(sign * steps for sign, steps in zip(signs, corner, strict=True))
            if question.reaches(move):
                return move
        longest = max(range(len(box)), key=lambda index: box[index][1] - box[index][0])
        low, high = box[longest]
        if low == high:
            continue
        middle = (low + high) // 2
        parts = ((low, middle), (middle + 1, high))
        waiting.extend((*box[:longest], part, *box[longest + 1 :]) for part in parts)
    return None


def _corners(box: Box, most: int) -> Iterator[tuple[int, ...]]:
    """Yield the nearest corner, and the farthest along each lever that *most* steps leave."""
    nearest = tuple(low for low, _ in box)
    yield nearest
    spare = most - sum(nearest)
    if spare <= 0:
        return
    for first in range(len(box)):
        left, corner = spare, list(nearest)
        for index in (first, *(other for other in range(len(box)) if other != first)):
            taken = min(left, box[index][1] - box[index][0])
            corner[index] += taken
            left -= taken
        if tuple(corner) != nearest:
            yield tuple(corner)


def wanted_from(value: Number, *, at_least: bool) -> Interval:
    """Return the values that count as reaching *value*."""
    return Interval(low=value) if at_least else Interval(high=value)
