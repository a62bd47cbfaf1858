"""
What is filled in period by period → the cells of the year to date.

An input is put together as ``over_periods`` says, by the sheet's own rules of sums and means; a period in which nothing
is filled in leaves what needs it unavailable, as it does where data files are evaluated.
"""

from collections.abc import Callable, Mapping, Sequence

from attrs import evolve, frozen

from lkjdsl.core import operators as of
from lkjdsl.core.program import Origin, Pool, Step
from lkjdsl.domains.sheet.cells import MISSING, STATES, Formulas, StepCells
from lkjdsl.domains.sheet.domain import Sheet
from lkjdsl.domains.sheet.writer import Writer
from lkjdsl.model.definition import Definition, Input
from lkjdsl.model.periods import over_periods
from lkjdsl.workbook.calculation import CalculationSheet, EnteredCells, RowSheet

POOLS = {"sum": of.SUM, "mean": of.MEAN}


@frozen
class PeriodCells:
    """The cells of one value in one period, and the reference that says whether anything is filled in there."""

    filled: str
    cells: StepCells


def to_date(calculation: CalculationSheet, definition: Definition, parts: Sequence[EnteredCells]) -> EnteredCells:
    """Return the cells of the year up to the last of *parts*, which are the periods in their order."""
    last = parts[-1]
    if len(parts) == 1:
        return last
    writer = Writer(calculation)

    def accumulated(cells_of: Callable[[EnteredCells], Mapping[str, StepCells]]) -> dict[str, StepCells]:
        found = {}
        for path in cells_of(last):
            periods = [PeriodCells(part.filled, cells_of(part)[path]) for part in parts]
            found[path] = put_together(writer, definition.inputs[path], periods)
            calculation.next_line(path, over_periods(definition.inputs[path]))
        return found

    given = dict(last.given)
    for node in definition.nodes():
        if node.over_periods == "last" and node.path in given:
            given[node.path] = _last(writer, [PeriodCells(part.filled, part.given[node.path]) for part in parts])
            calculation.next_line(f"given.{node.path}", "last")
    columns = dict(last.columns)
    for name, rows in definition.rows.items():
        for key, input_ in rows.columns.items():
            path = f"{name}.{key}"
            if rows.fixed and not input_.fixed and path in columns:
                columns[path] = _column_to_date(input_, path, parts)
    return evolve(
        last,
        inputs=accumulated(lambda cells: cells.inputs),
        previous=accumulated(lambda cells: cells.previous),
        given=given,
        columns=columns,
        lines={
            name: lines if definition.rows[name].fixed else range(parts[0].lines[name].start, lines.stop)
            for name, lines in last.lines.items()
        },
    )


def _column_to_date(input_: Input, path: str, parts: Sequence[EnteredCells]) -> Callable[[RowSheet], StepCells]:
    """Return how a column of fixed rows is read to date: each row has the same line in every period."""

    def read(sheet: RowSheet) -> StepCells:
        periods = [PeriodCells(part.filled, part.columns[path](sheet)) for part in parts]
        return put_together(Writer(sheet), input_, periods)

    return read


def put_together(writer: Writer, input_: Input, periods: Sequence[PeriodCells]) -> StepCells:
    """Return the cells of an input to date; its state is MISSING where it is filled in in no period."""
    way = over_periods(input_)
    if way == "last":
        return _last(writer, periods)
    missing = STATES["unavailable"]
    known = []
    for each in periods:
        state = each.cells.state
        state = writer.cell(f"IF({each.filled},IF({state}<0,{missing},{state}),{missing})")
        known.append(evolve(each.cells, state=state))
    step = Step(POOLS[way], (), Pool(), Origin(input_.path, "formula"), known[0].unit)
    pooled = Sheet(writer).apply(step, known)
    nowhere = ",".join([*(each.filled for each in periods), *(f"{each.cells.state}<0" for each in periods)])
    return evolve(pooled, state=writer.cell(f"IF(AND({nowhere}),{MISSING},{pooled.state})"))


def _last(writer: Writer, periods: Sequence[PeriodCells]) -> StepCells:
    """Return the cells of the last period in which there is a value."""

    def chosen(cell_of: Callable[[StepCells], str], otherwise: str) -> str:
        formula = otherwise
        for each in periods:
            formula = f"IF(AND({each.filled},{each.cells.state}>=0),{cell_of(each.cells)},{formula})"
        return formula

    first = periods[0].cells
    formulas = Formulas(
        chosen(lambda cells: cells.value, first.value),
        chosen(lambda cells: cells.state, MISSING),
        chosen(lambda cells: cells.denominator, "1"),
        chosen(lambda cells: cells.error, "0"),
        None,
    )
    return writer.place(formulas, first.unit)
