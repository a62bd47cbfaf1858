"""Data that may break the constraints of an edition → data that keep them, as far as raising a number does it."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from lkjdsl import kinds
from lkjdsl.core.operators import ADD, AT_LEAST, AT_MOST, EQUAL, GREATER, LESS, OPERATORS, SUM
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.model.definition import Definition
from lkjdsl.model.expressions import Apply, Column, Constant, Expression, Fold, InputReference
from lkjdsl.trying.spelled_numbers import spelled

ROUNDS = 4
"""A whole may be a part of another, that of a third."""

TURNED = {AT_LEAST: AT_MOST, GREATER: LESS}
"""``a >= b`` as ``b <= a``."""
GAPS = {AT_MOST: 0, EQUAL: 0, LESS: 1}
"""How much more the right side has at least."""

NumberCell = tuple[dict[str, Any], str, str]
"""A table of data, the key of an input or column in it, and its kind."""


@frozen
class Summand:
    """A summand: an input, a column in the row at hand, or the sum of a column over all rows; or a number."""

    table: str = ""
    key: str = ""
    kind: str = ""
    of_rows: bool = False
    folded: bool = False
    number: Fraction = Fraction()

    def cells(self, tables: Mapping[str, Any], row: Mapping[str, Any] | None) -> Iterator[NumberCell]:
        """Yield where data tell what this term adds up."""
        rows: Any = tables.get(self.table)
        if self.folded:
            yield from ((row, self.key, self.kind) for row in rows or ())
        elif self.of_rows:
            yield row, self.key, self.kind  # type: ignore[misc] # a mapping that is changed
        elif self.table:
            yield rows if rows is not None else {}, self.key, self.kind


@frozen(eq=False)
class SumComparison:
    """A constraint between two sums: the right one is as much as the left one or more by a gap, or just as much."""

    left: Sequence[Summand]
    right: Sequence[Summand]
    gap: int | Fraction
    equal: bool
    rows: str
    blank: Mapping[str, Mapping[str, Any]] = field(repr=False)
    """For each table a row in which nothing stands."""

    def mend(self, tables: Mapping[str, Any]) -> bool:
        """Raise or lower numbers of *tables* so that the constraint holds; return whether any was changed."""
        if not self.rows:
            return self._mended(tables, None)
        return sum(self._mended(tables, row) for row in tables.get(self.rows, ())) > 0  # of all rows

    def _mended(self, tables: Mapping[str, Any], row: Mapping[str, Any] | None) -> bool:
        sides = [[cell for term in side for cell in term.cells(tables, row)] for side in (self.left, self.right)]
        left, right = map(_sum, sides)
        if left is None or right is None:
            return False
        short = left + self.gap - right
        if short > 0:
            return self._raised(tables, self.right, sides[1], short) or _lower(sides[0], short)
        return (
            self.equal and short < 0 and (self._raised(tables, self.left, sides[0], -short) or _lower(sides[1], -short))
        )

    def _raised(
        self, tables: Mapping[str, Any], side: Sequence[Summand], cells: Sequence[NumberCell], by: int | Fraction
    ) -> bool:
        """Raise the first cell of a side, if need be in a row of its own, and return whether there is one."""
        for table, key, kind in cells[:1]:
            table[key] = _spelled(_sum([(table, key, kind)]) + by, kind)  # type: ignore[operator] # all cells are numbers
            return True
        for term in side:
            if term.folded and isinstance(tables.get(term.table), list):
                tables[term.table].append({**self.blank[term.table], term.key: _spelled(by, term.kind)})
                return True
        return False


@frozen(eq=False)
class Repair:
    """What is known of the constraints of an edition; data are mended as often as one likes."""

    comparisons: Sequence[SumComparison]

    @classmethod
    def of(cls, definition: Definition) -> "Repair":
        """Return the repair of data of an edition."""
        comparisons = (_comparison(definition, formula.expression) for formula in definition.constraints.values())
        return cls([comparison for comparison in comparisons if comparison is not None])

    def mend(self, tables: dict[str, Any]) -> dict[str, Any]:
        """Return *tables*, in which numbers are changed in their place; most constraints hold then."""
        for _ in range(ROUNDS):
            if sum(comparison.mend(tables) for comparison in self.comparisons) == 0:  # of all that there are
                break
        return tables


def mended(edition: CheckedEdition, tables: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return *tables* with numbers changed until the constraints hold, or None where the data has errors even so."""
    changed = Repair.of(edition.definition).mend(deepcopy(dict(tables)))
    codes = {problem.code for problem in edition.evaluate(changed).problems if problem.severity == "error"}
    return None if codes - {"result-invalid"} else changed


def _comparison(definition: Definition, expression: Expression) -> SumComparison | None:
    """Return a constraint such as ``paspor.terbit + paspor.ditolak <= paspor.permohonan``; None for any other kind."""
    if not isinstance(expression, Apply):
        return None
    operator, arguments = OPERATORS[expression.operator], expression.arguments
    if operator in TURNED:
        operator, arguments = TURNED[operator], arguments[::-1]
    if operator not in GAPS:
        return None
    left, right = (_terms(definition, argument) for argument in arguments)
    if left is None or right is None:
        return None
    rows = next((term.table for term in (*left, *right) if term.of_rows), "")
    gap = GAPS[operator] + sum((term.number for term in left), Fraction()) - sum(term.number for term in right)
    blank = {one: dict.fromkeys(table.columns, "-") for one, table in definition.rows.items()}
    return SumComparison(left, right, gap or 0, operator is EQUAL, rows, blank)


def _terms(definition: Definition, expression: Expression, *, folded: bool = False) -> list[Summand] | None:
    """Return the summands of a sum, None where it has others than numbers, inputs and columns."""
    match expression:
        case Constant(value=(numerator, denominator)):
            return [Summand(number=Fraction(numerator, denominator))]
        case InputReference(input=name, previous=False):
            group, _, key = name.partition(".")
            return [Summand(group, key, definition.inputs[name].kind)]
        case Column(rows=rows, column=column):
            return [Summand(rows, column, definition.rows[rows].columns[column].kind, not folded, folded)]
        case Fold(operator=SUM.name, body=body):
            return _terms(definition, body, folded=True)
        case Apply(operator=ADD.name, arguments=arguments):
            inside = [_terms(definition, argument, folded=folded) for argument in arguments]
            return None if None in inside else [term for terms in inside for term in terms or ()]
        case _:
            return None


def _sum(cells: Sequence[NumberCell]) -> int | Fraction | None:
    """Return what *cells* add up to, None where one of them is no number."""
    total: int | Fraction = 0
    for table, key, kind in cells:
        raw = table.get(key)
        if raw.__class__ is int:
            total += raw
            continue
        value = kinds.read(kind, raw)
        if not isinstance(value, tuple):
            return None
        total += Fraction(*value)
    return total


def _lower(cells: Sequence[NumberCell], by: int | Fraction) -> bool:
    """Lower *cells*, none below 0, and return whether any was."""
    left = by
    for table, key, kind in cells:
        value: Any = _sum([(table, key, kind)])
        fewer = min(value, left)
        if fewer > 0:
            table[key] = _spelled(value - fewer, kind)
            left -= fewer
    return left < by


def _spelled(number: int | Fraction, kind: str) -> Any:
    return spelled((number.numerator, number.denominator), kind)
