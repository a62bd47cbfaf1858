"""A program with its values for the data of one office, and what hangs on them: report tables, constraints, events."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define, field

from lkjdsl.core.program import Program
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.domain import Exact
from lkjdsl.evaluate.data import Data
from lkjdsl.lower.report_tables import TableProgram, lower_conditions, lower_table
from lkjdsl.model.definition import Definition, Node, Table
from lkjdsl.model.expressions import Formula
from lkjdsl.model.results import TableCellResult
from lkjdsl.model.values import Value

if TYPE_CHECKING:
    from lkjdsl.evaluate.events import Event


@define(eq=False, slots=False)
class EvaluatedProgram:
    """
    The values of the steps of an edition's program, in their order.

    ``lowered`` are the tables and constraints of the edition that were lowered, by its program; what is evaluated of
    one edition shares them.
    """

    definition: Definition
    program: Program
    data: Data
    values: Sequence[Value] = field(repr=False)
    lowered: dict[tuple[object, ...], TableProgram] = field(repr=False)

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Return every indicator and component by its path."""
        return {node.path: node for node in self.definition.nodes()}

    @cached_property
    def sheets(self) -> dict[str, tuple[TableProgram, list[Value], dict[str, list[Value]]]]:
        """Return each report table with the values of its totals, and of its columns a value for each row."""
        return {name: self._sheet(table) for name, table in self.definition.tables.items()}

    def _sheet(self, table: Table) -> tuple[TableProgram, list[Value], dict[str, list[Value]]]:
        results = self.program.results
        sheet, values, columns = self._worked_out(
            ("table", table.name), lambda: lower_table(self.definition, table, results)
        )
        for column in table.columns if table.lines else ():
            paths = [TableCellResult(table, column, row).path for row in range(1, len(table.lines) + 1)]
            columns[column.name] = [values[sheet.program.results[path]] for path in paths]
        return sheet, values, columns

    def length(self, table: Table) -> int:
        """Return how many lines a report table has without its totals."""
        return len(table.lines) if table.lines else self.data.facts.rows[table.rows].length

    @cached_property
    def constraints(self) -> tuple[TableProgram, list[Value], dict[str, list[Value]]]:
        """Return the constraints with their values, and those that hold for every row with a value for each."""
        return self.conditions(self.definition.constraints)

    def conditions(self, formulas: Mapping[str, Formula]) -> tuple[TableProgram, list[Value], dict[str, list[Value]]]:
        """Return conditions by name with their values, and those that hold for every row with a value for each."""
        results = self.program.results
        return self._worked_out(("conditions", *formulas), lambda: lower_conditions(self.definition, formulas, results))

    def _worked_out(
        self, what: tuple[str, ...], lower: Callable[[], TableProgram]
    ) -> tuple[TableProgram, list[Value], dict[str, list[Value]]]:
        key = (self.program, *what)
        sheet = self.lowered.get(key)
        if sheet is None:
            sheet = self.lowered[key] = lower()
        exact = Exact(self.data.facts, (), self.values)
        values = walk(sheet.program, exact)
        rowed = {
            path: exact.of_rows(rowed.rowwise, [values[index] for index in rowed.handed])
            for path, rowed in sheet.rowed.items()
        }
        return sheet, values, rowed

    @cached_property
    def events(self) -> "Sequence[Event]":
        """Return what the rules of the edition did to the numbers."""
        from lkjdsl.evaluate.events import events

        return list(events(self.program, self.values, self.data.facts))
