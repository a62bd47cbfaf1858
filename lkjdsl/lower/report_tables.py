"""Report tables and constraints → programs of their own, worked out when somebody asks for them."""

from collections.abc import Mapping

from attrs import evolve, frozen

from lkjdsl.core import operators
from lkjdsl.core.operators import OPERATORS
from lkjdsl.core.program import Origin, Pool, Program, Rowwise, Slot, Step, is_of
from lkjdsl.lower.assembly import Assembly, Scope, lower_formula, row_program
from lkjdsl.lower.lowering import scope_of
from lkjdsl.model.definition import Definition, Table
from lkjdsl.model.expressions import Column, Expression, Fold, Formula, children
from lkjdsl.model.results import TableCellResult, TableTotal


@frozen(eq=False, repr=False)
class Rowed:
    """A value for each row: the row's program, and the positions (in the program around it) that it is handed."""

    rowwise: Rowwise
    handed: tuple[int, ...]


@frozen(eq=False, repr=False)
class TableProgram:
    """
    The program of a report table or of the constraints.

    Its ``outer`` steps read the values of the edition's program. ``program.results`` holds single values
    (``table.belanja.total.pagu``, a constraint's name), ``rowed`` those with a value for each row, by the name of the
    column or constraint.
    """

    program: Program
    rowed: Mapping[str, Rowed]


def lower_table(definition: Definition, table: Table, results: Mapping[str, int]) -> TableProgram:
    """Return the sheet of *table*; *results* are those of the edition's program."""
    assembly = Assembly()
    at: dict[str, int] = {}
    rowed: dict[str, Rowed] = {}
    base = _scope(definition, f"table.{table.name}", assembly, at, results)
    if table.lines:
        _lower_lines(assembly, table, base, at)
        return TableProgram(Program(tuple(assembly.steps), at), {})
    for column in table.columns:
        assert column.formula is not None, "every row has it"
        path = f"table.{table.name}.{column.name}"
        scope = evolve(base, path=path, formula=column.formula)
        handed: list[int] = []
        body = row_program(assembly, column.formula.expression, scope, table.rows, handed)
        operator = OPERATORS[column.total] if column.total is not None else operators.SUM
        rowwise = Rowwise(operator, table.rows, body)
        rowed[column.name] = Rowed(rowwise, tuple(handed))
        if column.total is not None:
            total = TableTotal(table, column).path
            at[total] = assembly.add(
                operators.FOLD, tuple(handed), rowwise, origin=Origin(total, "total"), unit=column.unit
            )
    for column in table.columns:
        if column.on_totals is not None:
            total = TableTotal(table, column).path
            at[total] = lower_formula(assembly, column.on_totals, evolve(base, path=total))
    return TableProgram(Program(tuple(assembly.steps), at), rowed)


def _lower_lines(assembly: Assembly, table: Table, base: Scope, at: dict[str, int]) -> None:
    """Add the cells of the lines that an edition states, and their totals."""
    for row, line in enumerate(table.lines, 1):
        for column in table.columns:
            path = TableCellResult(table, column, row).path
            at[path] = lower_formula(assembly, line[column.name], evolve(base, path=path))
    for column in table.columns:
        if column.total is not None:
            total = TableTotal(table, column).path
            cells = tuple(at[TableCellResult(table, column, row).path] for row in range(1, len(table.lines) + 1))
            origin = Origin(total, "total")
            at[total] = assembly.add(OPERATORS[column.total], cells, Pool(), origin=origin, unit=column.unit)


def lower_conditions(
    definition: Definition, conditions: Mapping[str, Formula], results: Mapping[str, int]
) -> TableProgram:
    """Return the sheet of constraints or invariants; one that names a column by itself holds for every row."""
    assembly = Assembly()
    at: dict[str, int] = {}
    rowed: dict[str, Rowed] = {}
    base = _scope(definition, "", assembly, at, results)
    for name, formula in conditions.items():
        rows = free_rows(formula.expression)
        if rows is None:
            at[name] = lower_formula(assembly, formula, evolve(base, path=name))
        else:
            handed: list[int] = []
            scope = evolve(base, path=name, formula=formula)
            body = row_program(assembly, formula.expression, scope, rows, handed)
            rowed[name] = Rowed(Rowwise(operators.COUNT, rows, body), tuple(handed))
    return TableProgram(Program(tuple(assembly.steps), at), rowed)


def inlined(program: Program, sheet: TableProgram) -> tuple[list[Step], list[int]]:
    """
    Return the steps of *program* with those of a *sheet* of it behind them, and where each of the sheet's now is.

    What the sheet reads of the program around it is a step of the one program.
    """
    steps = list(program.steps)
    places: list[int] = []
    for step in sheet.program.steps:
        if is_of(step, operators.OUTER):
            places.append(step.setting.index)
        else:
            places.append(len(steps))
            steps.append(evolve(step, arguments=tuple(places[index] for index in step.arguments)))
    return steps, places


def free_rows(expression: Expression) -> str | None:
    """Return the rows table that *expression* names a column of, outside every aggregate."""
    waiting = [expression]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Column):
            return one.rows
        if not isinstance(one, Fold):
            waiting.extend(children(one))
    return None


def _scope(
    definition: Definition, path: str, assembly: Assembly, at: Mapping[str, int], results: Mapping[str, int]
) -> Scope:
    """Return a scope whose references are totals of the sheet itself, else values of the edition's program."""

    def reference(wanted: str) -> int:
        if wanted in at:
            return at[wanted]
        return assembly.add(operators.OUTER, (), Slot(results[wanted], wanted, "error"), origin=Origin(wanted, "outer"))

    return scope_of(definition, path, reference)
