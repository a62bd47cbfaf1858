"""
What follows from linear inequalities, exactly: the least bound, and the proof of it.

Dantzig's simplex method in two phases, with Bland's rule so that it ends, and with Edmonds' pivots, which keep all
entries whole numbers over one common denominator.
"""

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from lkjdsl.numbers.rational import Number

PIVOTS = 400
"""After so many steps no bound is given; the largest edition seen takes 20."""
LONGEST = 10_000
"""No bound is given from numbers of more bits either: every step makes them longer, and takes them all."""

TableauRow = list[int]
Combination = Sequence[int]
"""Coefficients of the unknowns, in one order for all, and last the constant."""


@frozen
class Proof:
    """
    A bound, and how it follows: the multiple of each fact that is added up, and the positive ``rest``.

    ``bound * denominator - numerator`` is the sum of the facts times their ``multiples``, plus ``rest``.
    """

    bound: Number
    multiples: tuple[Number, ...]
    rest: Number


def least_bound(
    numerator: Combination, denominator: Combination, facts: Sequence[Combination]
) -> Proof | Literal["contradiction"] | None:
    """
    Return the least t with ``numerator <= t * denominator`` wherever every one of *facts* is at least 0.

    None: no such t follows from the facts. A contradiction: no numbers fulfil the facts, or with them every t holds.
    """
    if any(n.bit_length() > LONGEST for row in (numerator, denominator, *facts) for n in row):
        return None
    size = len(numerator)
    rest = [0] * (size - 1) + [1]
    columns = [list(denominator), [-n for n in denominator], *([-n for n in fact] for fact in (*facts, rest))]
    tableau = _Tableau([[column[row] for column in columns] + [numerator[row]] for row in range(size)])
    if not tableau.find_a_solution():
        return None
    cost = [1, -1] + [0] * (len(columns) - 2)
    match tableau.minimize(cost):
        case "unbounded":
            return "contradiction"
        case "given up":
            return None
        case "done":
            solution = tableau.solution()
            above, below = solution[0][0] - solution[1][0], solution[0][1]
            return Proof((above, below), tuple(solution[2:-1]), solution[-1])


class _Tableau:
    """
    Equations in unknowns that are at least 0: a row of coefficients and the right side for each.

    The true entries are ``rows`` over ``scale``; ``basis`` names the unknown that each row is solved for; ``savings``
    tells what the cost changes by when an unknown grows by 1.
    """

    def __init__(self, equations: list[TableauRow]) -> None:
        self.width = len(equations[0]) - 1
        alone = _unknowns_of_one_equation(equations)
        self.rows: list[TableauRow] = []
        self.basis: list[int] = []
        helped: list[int] = []
        for index, equation in enumerate(equations):
            # An unknown that stands in no other equation solves this one, where that makes it no less than 0.
            name = next((one for one in alone[index] if equation[one] * equation[-1] >= 0), None)
            sign = 1 if equation[-1] > 0 or (equation[-1] == 0 and (name is None or equation[name] > 0)) else -1
            self.rows.append([sign * n for n in equation])
            if name is None:
                helped.append(index)
            self.basis.append(self.width + len(helped) - 1 if name is None else name)
        for index, row in enumerate(self.rows):
            row[-1:] = [*(int(index == other) for other in helped), row[-1]]
        self.helpers = len(helped)
        self.scale = 1
        self.savings: TableauRow = []
        self.left = PIVOTS

    def find_a_solution(self) -> bool:
        """Make all helpers 0, and return whether that can be done."""
        cost = [0] * self.width + [1] * self.helpers
        if self.minimize(cost) != "done" or any(
            row[-1] for row, name in zip(self.rows, self.basis, strict=True) if name >= self.width
        ):
            return False
        for index in range(len(self.rows) - 1, -1, -1):
            if self.basis[index] < self.width:
                continue
            column = next((column for column in range(self.width) if self.rows[index][column]), None)
            if column is None:
                del self.rows[index], self.basis[index]
                continue
            if self.rows[index][column] < 0:  # the right side is 0
                self.rows[index] = [-n for n in self.rows[index]]
            self._pivot(index, column)
        self.rows = [[*row[: self.width], row[-1]] for row in self.rows]
        return True

    def minimize(self, cost: Sequence[int]) -> Literal["done", "unbounded", "given up"]:
        """Move to a solution of least *cost*."""
        self.savings = [n * self.scale for n in cost]
        for row, name in zip(self.rows, self.basis, strict=True):
            if cost[name]:
                self.savings = [saved - cost[name] * n for saved, n in zip(self.savings, row, strict=False)]
        while True:
            entering = next((column for column, saved in enumerate(self.savings) if saved < 0), None)
            if entering is None:
                return "done"
            leaving = self._leaving(entering)
            if leaving is None:
                return "unbounded"
            if self.left == 0 or self.scale.bit_length() > LONGEST:
                return "given up"
            self.left -= 1
            self._pivot(leaving, entering)

    def _leaving(self, column: int) -> int | None:
        """Return the row whose unknown is the first to reach 0; of several, the one named first."""
        best: int | None = None
        for index, row in enumerate(self.rows):
            if row[column] <= 0:
                continue
            if best is not None:
                order = row[-1] * self.rows[best][column] - self.rows[best][-1] * row[column]
                if order > 0 or (order == 0 and self.basis[index] > self.basis[best]):
                    continue
            best = index
        return best

    def _pivot(self, index: int, column: int) -> None:
        pivotal = self.rows[index]
        pivot, scale = pivotal[column], self.scale
        for other, row in enumerate(self.rows):
            if other != index:
                self.rows[other] = _eliminated(row, pivotal, column, scale)
        self.savings = _eliminated(self.savings, pivotal, column, scale)
        self.basis[index], self.scale = column, pivot

    def solution(self) -> list[Number]:
        """Return the value of each unknown, all over the scale."""
        values = [0] * self.width
        for row, name in zip(self.rows, self.basis, strict=True):
            values[name] = row[-1]
        return [(value, self.scale) for value in values]


def _unknowns_of_one_equation(equations: list[TableauRow]) -> list[list[int]]:
    """Return for each equation the unknowns that no other has, with the multiple 1 or -1."""
    equations_of: list[list[int]] = [[] for _ in equations]
    for name, column in enumerate(list(zip(*equations, strict=True))[:-1]):
        if column.count(0) == len(column) - 1:
            index, multiple = next((index, one) for index, one in enumerate(column) if one)
            if abs(multiple) == 1:
                equations_of[index].append(name)
    return equations_of


def _eliminated(row: TableauRow, pivotal: TableauRow, column: int, scale: int) -> TableauRow:
    """Return *row* without the unknown of *column*, which *pivotal* is solved for; the division leaves no rest."""
    pivot, factor = pivotal[column], row[column]
    if factor:
        return [(pivot * a - factor * b) // scale for a, b in zip(row, pivotal, strict=False)]
    return row if pivot == scale else [pivot * a // scale for a in row]
