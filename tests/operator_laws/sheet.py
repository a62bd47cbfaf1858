"""
The sheet domain under its law: what its formulas are sure of is exact, and they are seldom unsure.

The formulas are evaluated in float64, with the habits of spreadsheets and without; ``tests/workbook`` has LibreOffice
evaluate them.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from attrs import define, field

from lkjdsl.core import operators
from lkjdsl.core.program import Operator, Rowwise, Step, is_of
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.domain import Columns, Exact, Facts
from lkjdsl.domains.sheet import domain, rows
from lkjdsl.domains.sheet.cells import DECLINED, MISSING, STATES, UNIT, UNKNOWN, StepCells, nothing
from lkjdsl.domains.sheet.powers import exponent
from lkjdsl.domains.sheet.writer import FoldedRanges, Writer
from lkjdsl.model.values import State, Value
from lkjdsl.units import Unit
from tests.operator_laws.cases import Case, Cell
from tests.operator_laws.domains import Domain
from tests.support.spreadsheet import Spreadsheet

MOST_UNSURE = 0
"""StepCells of an operator that are in doubt, of 240: the numbers of the cases are small, so that none needs to be."""
MAY_BE_UNSURE = (operators.HARMEAN, operators.INTERPOLATE)
"""Reciprocals may add up to 0, and points may not be known to the edition."""


@define(eq=False)
class Column:
    """Formulas and values one below the other, with what is read of the data of one office."""

    facts: Facts
    cells: dict[str, Any] = field(factory=dict)
    row: Sequence[Cell] = ()
    handed: Sequence[StepCells] = ()
    column: str = "A"
    last: int = 0

    def cell(self, formula: str) -> str:
        """Add a formula."""
        return self.put(f"={formula}")

    def put(self, held: Any) -> str:
        """Add a formula or a value."""
        self.last += 1
        self.cells[f"{self.column}{self.last}"] = held
        return f"{self.column}{self.last}"

    def read(self, step: Step) -> StepCells:
        """Return the cells of what *step* reads."""
        if is_of(step, operators.OUTER):
            return self.handed[step.setting.index]
        return self.held(self._cell(step), step.unit)

    def _cell(self, step: Step) -> Cell:
        if is_of(step, operators.GIVEN, operators.EARLIER):
            told = self.facts.given if step.operator is operators.GIVEN else self.facts.earlier
            return told.get(step.setting.path)
        assert is_of(step, operators.INPUT, operators.PREVIOUS, operators.COLUMN)
        if step.operator is operators.COLUMN:
            return self.row[step.setting.index]
        cells = self.facts.inputs if step.operator is operators.INPUT else self.facts.previous
        return cells[step.setting.index] if cells else None

    def held(self, value: Cell, unit: Unit) -> StepCells:
        """Return the cells of a value that somebody typed."""
        if value is None or isinstance(value, State):
            state = MISSING if value is None else STATES[value.kind]
            zero = {"FALSE": False, '""': "", "0": 0.0}[nothing(unit)]
            return StepCells(self.put(zero), self.put(float(state)), self.put(1.0), self.put(0.0), unit)
        if not isinstance(value, tuple):
            return StepCells(self.put(value), self.put(0.0), unit=unit)
        n, d = value
        error = 0.0 if d == 1 else abs(n / d) * float(UNIT)
        return StepCells(
            self.put(n / d), self.put(0.0), self.put(float(Fraction(n, d).denominator)), self.put(error), unit
        )

    def rows(self, setting: Rowwise, arguments: Sequence[StepCells]) -> FoldedRanges:
        """Return the cells of a row program: two prepared rows more than there are."""
        columns = self.facts.rows[setting.rows]
        found = [self._row(setting, arguments, row, columns) for row in range(columns.length + 2)]
        for name, column in zip("PQRS", zip(*found, strict=True), strict=True):
            self.cells.update({f"{name}{number}": cell for number, cell in enumerate(column, 1)})
        values, states, denominators, errors = (f"{name}1:{name}{len(found)}" for name in "PQRS")
        return FoldedRanges(values, states, denominators, errors, setting.body.steps[-1].unit)

    def _row(self, setting: Rowwise, arguments: Sequence[StepCells], row: int, columns: Columns) -> tuple[Any, ...]:
        if row >= columns.length:
            return "", "", 1.0, ""
        self.row, self.handed = [column[row] for column in columns.values], arguments
        one = walk(setting.body, domain.Sheet(Writer(self)))[-1]
        counts = f"{one.state}=0"
        return f'=IF({counts},{one.value},"")', f"={one.state}", f"=IF({counts},{one.denominator},1)", f"={one.error}"


def _written(case: Case, facts: Facts) -> tuple[StepCells, dict[str, Any]]:
    column = Column(facts)
    return walk(case.program, domain.Sheet(Writer(column)))[-1], column.cells


def answers(case: Case) -> Iterator[tuple[Any, ...]]:
    """Yield value, state, denominator and error of the result, for each data of a case."""
    for facts in case.data:
        found, cells = _written(case, facts)
        for snapping in (False, True):
            sheet = Spreadsheet(cells, snapping)
            yield tuple(sheet.value(one) for one in (found.value, found.state, found.denominator, found.error))


def agrees(value: Value, cells: tuple[Any, ...]) -> bool:
    """Return whether four cells are sure of *value*, or in doubt."""
    told, state, denominator, error = cells
    if isinstance(value, State):
        return int(state) == int(STATES[value.kind])
    if state != 0:
        return False
    if not isinstance(value, tuple):
        return bool(told == value)
    exact = Fraction(*value)
    on_grid = denominator >= 1e30 or (exact * int(denominator)).denominator == 1
    return on_grid and abs(Fraction(told) - exact) <= Fraction(error)


def is_declined(case: Case, operator: Operator) -> bool:
    """Return whether the domain has nothing to say of an operator in a case."""
    if operator is operators.POWER:
        step = case.program.steps[-1]
        found = walk(case.program, domain.Sheet(Writer(Column(case.data[0]))))
        return exponent([found[at] for at in step.arguments]) is None
    return domain.RULES[operator] is None


def _check(cases: Sequence[Case]) -> None:
    unsure = 0
    for case in cases:
        operator = case.program.steps[-1].operator
        for facts, answer in zip([one for one in case.data for _ in (0, 1)], answers(case), strict=True):
            if is_declined(case, operator):
                assert answer[1] == int(DECLINED), str(case)
                continue
            value = walk(case.program, Exact(facts))[-1]
            if answer[3] >= float(UNKNOWN):
                unsure += 1
                continue
            assert agrees(value, answer), f"{answer} for {value}: {case} {facts.inputs} {_written(case, facts)}"
    operator = cases[0].program.steps[-1].operator
    assert unsure <= MOST_UNSURE or operator in MAY_BE_UNSURE, f"{unsure} unsure"


def _used(case: Case) -> object:
    return list(answers(case))


SHEET = Domain("sheet", {"rules": domain.RULES, "rows": rows.RULES}, check=_check, answer=_used)
