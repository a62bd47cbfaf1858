"""The results of an edition for the data of one office; texts, reasons and table cells are made when asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from lkjdsl.core.program import Program
from lkjdsl.core.walk import walk
from lkjdsl.diagnostic import Diagnostic, Language
from lkjdsl.domains.exact.domain import Exact
from lkjdsl.evaluate.data import Data
from lkjdsl.lower.achievement import achievement_digits
from lkjdsl.lower.report_tables import Sheet, lower_conditions, lower_table
from lkjdsl.model.definition import Definition, Node, Table, digits_of
from lkjdsl.model.expressions import Formula
from lkjdsl.model.values import State, Value
from lkjdsl.numbers import numerals
from lkjdsl.numbers.rational import Approximate, Rounding
from lkjdsl.units import COUNT, PERCENT, PLAIN, RUPIAH, TEXT, Unit

if TYPE_CHECKING:
    from fractions import Fraction

    from lkjdsl.evaluate.events import Event


@frozen
class Result:
    """One result: a number, a label, or a state with its reason; and how it is printed."""

    path: str
    value: Value = field(repr=False)
    unit: Unit
    digits: int = field(repr=False)
    rounding: Rounding = field(repr=False)
    language: Language = field(repr=False)
    name: str = field(repr=False)
    outcome: "Outcome" = field(repr=False, eq=False)

    @property
    def status(self) -> str:
        """Return ``ok``, ``excluded``, ``unavailable`` or ``invalid``."""
        return self.value.kind if isinstance(self.value, State) else "ok"

    @property
    def exact(self) -> "Fraction | None":
        """Return the exact number (the ratio, for percent), or None where there is none."""
        from fractions import Fraction

        return Fraction(*self.value) if isinstance(self.value, tuple) else None

    @property
    def approximate(self) -> bool:
        """Return whether the number stands for an irrational one, with 50 digits."""
        return isinstance(self.value, Approximate)

    @property
    def printed(self) -> str | None:
        """Return the number as a report prints it in the outcome's language, or None where there is none."""
        if isinstance(self.value, tuple):
            return numerals.printed(self.value, self.unit, self.digits, self.rounding, self.language)
        return self.value if isinstance(self.value, str) else None

    @property
    def reason(self) -> str | None:
        """Return why there is no number, in the outcome's language, or None where there is one."""
        from lkjdsl.evaluate.reasons import reason_text

        return (
            reason_text(self.outcome, self.path, self.value, self.language) if isinstance(self.value, State) else None
        )


@define(eq=False, slots=False)
class Outcome:
    """
    What an edition gives for the data of one office.

    ``outcome['IKK1.achievement']`` is a :class:`Result`; unknown paths raise KeyError. ``values`` are those of the
    program's steps, in their order.
    """

    definition: Definition
    program: Program
    data: Data
    values: Sequence[Value] = field(repr=False)
    language: Language = "id"
    previous: "Outcome | None" = None
    lowered: dict[tuple[object, ...], Sheet] = field(factory=dict, repr=False)
    """The lowered tables and constraints of the edition, by its program; outcomes of one edition share them."""

    def __getitem__(self, path: str) -> Result:
        """Return the result at *path*."""
        return self.result(path)

    def __contains__(self, path: object) -> bool:
        """Return whether there is a result at *path*."""
        try:
            self.result(str(path))
        except KeyError:
            return False
        return True

    def __iter__(self) -> Iterator[str]:
        """Yield the path of every result, in the order of the edition."""
        return iter(self.paths)

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Return every indicator and component by its path."""
        return {node.path: node for node in self.definition.nodes()}

    @cached_property
    def paths(self) -> list[str]:
        """Return the path of every result: nodes, achievements, comparisons, scales, averages, table cells."""
        known = self.program.results
        found: list[str] = []
        for indicator in self.definition.indicators.values():
            for node in indicator.walk():
                found.append(node.path)
                found.extend([f"{node.path}.scale"] if f"{node.path}.scale" in known else [])
            key = f"{indicator.path}.achievement"
            found.append(key)
            found.extend([f"{key}.scale"] if f"{key}.scale" in known else [])
            found.extend(f"{indicator.path}.compare.{name}" for name in indicator.compare)
            if self.previous is not None:
                found.append(f"{indicator.path}.compare.previous")
        found.extend(f"{objective.path}.achievement" for objective in self.definition.objectives.values())
        found.extend(["achievement"] if "achievement" in known else [])
        for table in self.definition.tables.values():
            found.extend(self.cells(table))
        return found

    def cells(self, table: Table) -> Iterator[str]:
        """Yield the paths of the cells of *table*, row by row, then the totals."""
        for row in range(1, self.data.facts.rows[table.rows].length + 1):
            for column in table.columns:
                yield f"table.{table.name}.{row}.{column.name}"
        for column in table.columns:
            if column.total is not None or column.on_totals is not None:
                yield f"table.{table.name}.total.{column.name}"

    def result(self, path: str, language: Language | None = None) -> Result:
        """Return the result at *path*, printed in *language* (the outcome's own where none is given)."""
        language = language or self.language
        if path.startswith("table."):
            return self._cell(path, language)
        value = self.values[self.program.results[path]]
        first = path.split(".", 1)[0]
        node = self.nodes.get(path)
        rounding: Rounding
        if node is not None:
            digits, unit = digits_of(node, self.definition), node.unit
        elif path.endswith(".scale"):
            digits, unit = 0, TEXT
        elif path.endswith((".target", ".target.to")):
            digits, unit = digits_of(self.nodes[first], self.definition), self.nodes[first].unit
        else:
            digits, unit = achievement_digits(self.nodes.get(first), self.definition), PERCENT
        owner = node or self.nodes.get(first)
        rounding = (owner.rules.rounding if owner else self.definition.rules.rounding) or "half-up"
        return Result(path, value, unit, digits, rounding, language, self._name(path, first), self)

    def _name(self, path: str, first: str) -> str:
        if path in self.nodes:
            return self.nodes[path].name
        if first in self.definition.objectives:
            return self.definition.objectives[first].name
        return self.nodes[first].name if first in self.nodes else self.definition.title

    def _cell(self, path: str, language: Language) -> Result:
        _, name, row, column_name = path.split(".", 3)
        table = self.definition.tables[name]
        column = next((one for one in table.columns if one.name == column_name), None)
        if column is None:
            raise KeyError(path)
        sheet, values, rowed = self.sheets[name]
        if row == "total":
            value = values[sheet.program.results[path]]
        else:
            column_values = rowed[f"table.{name}.{column_name}"]
            if not (row.isascii() and row.isdigit() and 1 <= int(row) <= len(column_values)):
                raise KeyError(path)
            value = column_values[int(row) - 1]
        unit = COUNT if row == "total" and column.total == "count" else column.unit
        own = 2 if self.definition.rules.digits is None else self.definition.rules.digits
        digits = column.digits if column.digits is not None else 0 if unit in (COUNT, RUPIAH) else own
        if isinstance(value, bool):
            value = "true" if value else "false"
        rounding = self.definition.rules.rounding or "half-up"
        return Result(path, value, unit if unit != PLAIN else "ratio", digits, rounding, language, column.title, self)

    @cached_property
    def sheets(self) -> dict[str, tuple[Sheet, list[Value], dict[str, list[Value]]]]:
        """Return each report table with the values of its totals, and of its columns a value for each row."""
        results = self.program.results
        return {
            name: self._worked_out(("table", name), lambda table=table: lower_table(self.definition, table, results))  # type: ignore[misc] # bound now, for this table
            for name, table in self.definition.tables.items()
        }

    @cached_property
    def constraints(self) -> tuple[Sheet, list[Value], dict[str, list[Value]]]:
        """Return the constraints with their values, and those that hold for every row with a value for each."""
        return self.conditions(self.definition.constraints)

    def conditions(self, formulas: Mapping[str, Formula]) -> tuple[Sheet, list[Value], dict[str, list[Value]]]:
        """Return conditions by name with their values, and those that hold for every row with a value for each."""
        results = self.program.results
        return self._worked_out(("conditions", *formulas), lambda: lower_conditions(self.definition, formulas, results))

    def _worked_out(
        self, what: tuple[str, ...], lower: Callable[[], Sheet]
    ) -> tuple[Sheet, list[Value], dict[str, list[Value]]]:
        key = (self.program, *what)
        sheet = self.lowered.get(key)
        if sheet is None:
            sheet = self.lowered[key] = lower()
        exact = Exact(self.data.facts, (), self.values)
        values = walk(sheet.program, exact)
        rowed = {
            path: exact.of_rows(one.rowwise, [values[index] for index in one.handed])
            for path, one in sheet.rowed.items()
        }
        return sheet, values, rowed

    @cached_property
    def events(self) -> "Sequence[Event]":
        """Return what the rules of the edition did to the numbers."""
        from lkjdsl.evaluate.events import events

        return list(events(self.program, self.values, self.data.facts))

    @cached_property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Return what is wrong with the data, and what the results have to say about it."""
        from lkjdsl.evaluate.data_findings import findings

        return (*self.data.problems, *findings(self))
