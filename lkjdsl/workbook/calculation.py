"""The sheets with live formulas: a line for each step, and for each row of a table the steps of its program."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import Factory, define, evolve, frozen

from lkjdsl.core import operators as of
from lkjdsl.core.program import Program, Rowwise, Step, is_of
from lkjdsl.domains.sheet.cells import MISSING, ROW, StepCells, is_literal
from lkjdsl.domains.sheet.domain import Sheet
from lkjdsl.domains.sheet.writer import FoldedRanges, Writer
from lkjdsl.workbook.book import Book, quoted

FIRST = 1
"""The first row of a sheet below its heading, from 0."""
LABELS = 2
"""Columns before the cells of a step: the result it is of, the characters of the formula."""


def letters(column: int) -> str:
    """Return the letters of a *column*, from 0."""
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


@frozen(eq=False)
class EnteredCells:
    """Where cells stand that people fill in: of inputs, inputs of the year before, given nodes, columns of rows."""

    inputs: dict[str, StepCells]
    previous: dict[str, StepCells]
    given: dict[str, StepCells]
    columns: dict[str, Callable[["RowSheet"], StepCells]]
    """How a column is read in a row, by its path."""
    exists: dict[str, str]
    """Whether a row exists, a formula with ROW, by the name of the table."""
    lines: dict[str, range]
    """The lines of prepared rows, from 0, by the name of the table."""
    filled: str = "TRUE"
    """Whether anything is filled in for the period that the cells are of."""
    alone: Mapping[str, StepCells] = Factory(dict)
    """Results of the period by itself, by their paths, where the cells are those of the year to date."""


@define(eq=False)
class CalculationSheet:
    """The sheet *Hitungan*, the layout of programs whose steps have one value."""

    book: Book
    source: EnteredCells
    sheet: Any
    row: int = FIRST
    column: int = LABELS
    main: Sequence[StepCells] = ()
    rowed: "dict[str, RowSheet]" = Factory(dict)
    known: dict[tuple[int, tuple[StepCells, ...]], FoldedRanges] = Factory(dict)
    bodies: list[Program] = Factory(list)
    written_at: dict[str, str] = Factory(dict)
    positions: Mapping[str, int] = Factory(dict)

    def walk(self, program: Program) -> list[StepCells]:
        """Return the cells of the steps of *program*; what it reads of a program around it is that of ``main``."""
        cells: list[StepCells] = []
        domain = Sheet(Writer(self))
        for step in program.steps:
            cells.append(domain.apply(step, [cells[at] for at in step.arguments]))
            self.end_line(step)
        return cells

    def end_line(self, step: Step) -> None:
        """Go on to the next line, unless the step needed no cell."""
        origin = step.origin
        written = "" if origin.formula is None or origin.span is None else origin.formula.text[slice(*origin.span)]
        self.next_line(origin.path, " ".join(written.split()))

    def next_line(self, *labels: str) -> None:
        """Go on to the next line, with the labels of this one, unless nothing stands there."""
        if self.column > LABELS:
            for column, label in enumerate(labels):
                self.sheet.write_string(self.row, column, label, self.book.format("work"))
            self.row, self.column = self.row + 1, LABELS

    def cell(self, formula: str) -> str:
        """Return a reference to a cell with *formula*, written once."""
        if formula not in self.written_at:
            self.book.formula(self.sheet, self.row, self.column, formula, self.book.format("work"))
            self.column += 1
            self.written_at[formula] = f"{letters(self.column - 1)}{self.row + 1}"
        return self.written_at[formula]

    def read(self, step: Step) -> StepCells:
        """Return the cells of what *step* reads."""
        if is_of(step, of.OUTER):
            return self.main[step.setting.index]
        if is_of(step, of.INPUT, of.PREVIOUS):
            cells = self.source.inputs if step.operator is of.INPUT else self.source.previous
            return cells.get(step.setting.path, StepCells("0", MISSING))
        if is_of(step, of.GIVEN):
            return self.source.given.get(step.setting.path, StepCells("0", MISSING))
        if is_of(step, of.EARLIER) and step.setting.path in self.source.alone:
            return self.source.alone[step.setting.path]
        return StepCells("0", MISSING)  # results of the year before are not in the workbook

    def rows(self, setting: Rowwise, arguments: Sequence[StepCells]) -> FoldedRanges:
        """Return the cells of a row program; the same one for the same operands is written once."""
        key = (id(setting.body), tuple(arguments))
        if key not in self.known:
            self.bodies.append(setting.body)  # an object that is kept has its id for itself
            if setting.rows not in self.rowed:
                self.rowed[setting.rows] = RowSheet.of(self, setting.rows)
            handed = [from_elsewhere(argument, self.sheet) for argument in arguments]
            self.known[key] = self.rowed[setting.rows].written(setting.body, handed)
        return self.known[key]


@define(eq=False)
class RowSheet:
    """The sheet with the steps of row programs: a line for each prepared row, the layout of the row at hand."""

    around: CalculationSheet
    table: str
    sheet: Any
    column: int = 1
    handed: Sequence[StepCells] = ()
    columns: dict[str, StepCells] = Factory(dict)
    last: dict[FoldedRanges, StepCells] = Factory(dict)
    written_at: dict[str, str] = Factory(dict)

    @classmethod
    def of(cls, around: CalculationSheet, table: str) -> "RowSheet":
        """Return a new sheet; its first column says whether the row exists."""
        made = cls(around, table, around.book.sheet(f"Hitung {table}", hidden=True), 0)
        made.cell(around.source.exists[table])
        made.sheet.protect()
        return made

    @property
    def lines(self) -> range:
        """Return the lines of the prepared rows, from 0."""
        return self.around.source.lines[self.table]

    def cell(self, formula: str) -> str:
        """Return a reference to a cell of the row at hand with *formula*, written once."""
        if formula not in self.written_at:
            style = self.around.book.format("work")
            for row in self.lines:
                self.around.book.formula(self.sheet, row, self.column, formula.replace(ROW, str(row + 1)), style)
            self.column += 1
            self.written_at[formula] = f"{letters(self.column - 1)}{ROW}"
        return self.written_at[formula]

    def read(self, step: Step) -> StepCells:
        """Return the cells of what *step* reads."""
        if is_of(step, of.OUTER):
            return self.handed[step.setting.index]
        if is_of(step, of.COLUMN):
            path = step.setting.path
            if path not in self.columns:
                self.columns[path] = self.around.source.columns[path](self)
            return self.columns[path]
        return from_elsewhere(self.around.read(step), self.around.sheet)

    def rows(self, setting: Rowwise, arguments: Sequence[StepCells]) -> FoldedRanges:
        """Return the cells of a row program inside of a row program: there is none."""
        raise NotImplementedError(setting.rows)

    def written(self, body: Program, handed: Sequence[StepCells]) -> FoldedRanges:
        """Return the ranges of a row program's value."""
        self.handed, cells_of_steps, domain = handed, list[StepCells](), Sheet(Writer(self))
        for step in body.steps:
            cells_of_steps.append(domain.apply(step, [cells_of_steps[at] for at in step.arguments]))
        cells = cells_of_steps[-1]
        exists = f"A{ROW}"
        counts = exists if cells.state == "0" else f"AND({exists},{cells.state}=0)"
        values = self.cell(f'IF({counts},{cells.value},"")')
        states = self.cell(f'IF({exists},{cells.state},"")')
        denominators = self.cell("1" if cells.denominator == "1" else f"IF({counts},{cells.denominator},1)")
        errors = self.cell(f'IF({exists},{cells.error},"")')
        columns = [self._range(cells) for cells in (values, states, denominators, errors)]
        found_at = FoldedRanges(columns[0], columns[1], columns[2], columns[3], body.steps[-1].unit)
        self.last[found_at] = cells
        return found_at

    def _range(self, cell: str) -> str:
        column = cell.removesuffix(ROW)
        return f"{quoted(self.sheet.get_name())}!${column}${self.lines.start + 1}:${column}${self.lines.stop}"


def from_elsewhere(cells: StepCells, sheet: Any) -> StepCells:
    """Return *cells* of *sheet* as they are referred to from another one."""

    def qualified(text: str) -> str:
        return text if is_literal(text) or "!" in text else f"{quoted(sheet.get_name())}!{text}"

    value, state, denominator, error = map(qualified, (cells.value, cells.state, cells.denominator, cells.error))
    return evolve(cells, value=value, state=state, denominator=denominator, error=error)
