"""Report tables: columns over the rows of a table, and their totals."""

from collections.abc import Mapping
from typing import Any

from lkjdsl import units
from lkjdsl.check.names import Names
from lkjdsl.check.reporting import Report
from lkjdsl.check.resolution import FormulaResolver
from lkjdsl.check.stated_tables import column_unit, stated_table
from lkjdsl.diagnostic import nearest
from lkjdsl.model.definition import Table, TableColumn
from lkjdsl.model.expressions import Apply, Column, Expression, Formula, Reference
from lkjdsl.source import Path
from lkjdsl.syntax.formula_tree import Call, FormulaNode, Name
from lkjdsl.syntax.vocabulary import EXAMPLES
from lkjdsl.unit_words import UnitWord

OWN_FORMULA = "formula"


def tables_of(report: Report, names: Names) -> Mapping[str, Table]:
    """Return the report tables of the edition by name."""
    found = {}
    for name, keys in report.document.tables.get("table", {}).items():
        table = _table(report, names, name, keys)
        if table is not None:
            found[name] = table
    return found


def _table(report: Report, names: Names, name: str, keys: Mapping[str, Any]) -> Table | None:
    path: Path = ("table", name)
    rows = keys.get("rows")
    if "lines" in keys and rows is None:
        return stated_table(report, names, name, keys)
    if rows is None:
        report.at("missing-key", path, "key", key="rows", inside=name, example=EXAMPLES["rows"])
        return None
    if rows not in names.rows:
        near = nearest(rows, names.rows)
        report.at("unknown-name", (*path, "rows"), name=rows, near=near)
        return None
    maker = _TableResolver(report, names, path, rows, keys)
    columns = tuple(maker.column(column) for column in maker.order())
    by_name = {column.name: column for column in columns if column is not None}
    return Table(
        name=name,
        title=keys.get("name", name),
        rows=rows,
        columns=tuple(by_name[column] for column in keys["columns"] if column in by_name),
        note=keys.get("note", ""),
        place=report.place(path, "key"),
    )


class _TableResolver:
    """Makes the columns of one table, each after those it names."""

    def __init__(self, report: Report, names: Names, path: Path, rows: str, keys: Mapping[str, Any]) -> None:
        self.report = report
        self.names = names
        self.path = path
        self.rows = rows
        self.keys = keys
        self.on_row: dict[str, Expression] = {}
        self.on_totals: dict[str, Expression] = {}

    def order(self) -> list[str]:
        """
        Return the columns in an order in which each comes after those it names; report a circle.

        Those whose total is their formula come late: they need the totals of the others, wherever these stand.
        """
        columns = sorted(self.keys["columns"], key=lambda name: self.keys["total"].get(name) == OWN_FORMULA)
        needs = {name: self._named(name) & set(columns) for name in columns}
        order: list[str] = []
        while len(order) < len(columns):
            ready = [name for name in columns if name not in order and needs[name] <= set(order)]
            if not ready:
                left = [name for name in columns if name not in order]
                at = (*self.path, "columns", left[0])
                self.report.at("cycle", at, "key", chain=" → ".join([*left, left[0]]))
                return order
            order.append(ready[0])
        return order

    def _named(self, name: str) -> set[str]:
        """Return the single names in a column's formula that are not inputs of the row."""
        parsed = self.keys["columns"][name].get("formula")
        if parsed is None or isinstance(parsed.tree, list):
            return set()
        found, waiting = set(), [parsed.tree]
        while waiting:
            one: FormulaNode = waiting.pop()
            if isinstance(one, Name) and len(one.parts) == 1 and (self.rows, one.parts[0]) not in self.names.columns:
                found.add(one.parts[0])
            elif isinstance(one, Call):
                waiting.extend(one.arguments)
        return found

    def column(self, name: str) -> TableColumn | None:
        """Return one column; its total is made from the totals of the columns before it."""
        keys = self.keys["columns"][name]
        at = (*self.path, "columns", name)
        raw = keys.get("formula")
        if raw is None:
            self.report.at("missing-key", at, "key", key="formula", inside=name, example=EXAMPLES["formula"])
            return None
        # A column told by its formula alone is a text in the file; else the formula has a key of its own.
        source = self.report.document.raw_at(at)
        place = at if isinstance(source, str) else (*at, "formula")
        formula = FormulaResolver(self.report, self.names, place, rows=self.rows, columns=self.on_row).formula(raw)
        if formula is None:
            return None
        unit = column_unit(self.report, keys, formula, place, str(place[3]))
        self.on_row[name] = formula.expression
        total = self.keys["total"].get(name)
        on_totals = None
        if total == OWN_FORMULA:
            on_totals = self._on_totals(formula, name)
        elif total is not None and unit in (units.TEXT, units.FLAG) and total != "count":
            self.report.at(
                "text-in-formula",
                (*self.path, "total", name),
                operator=total,
                unit=UnitWord(unit),
                other=UnitWord(unit),
            )
            total = None
        if total is not None:
            path = f"table.{self.path[1]}.total.{name}"
            total_unit = units.COUNT if total == "count" else formula.expression.unit
            self.on_totals[name] = Reference(path, total_unit) if on_totals is None else on_totals.expression
        kept = None if total == OWN_FORMULA else total
        return TableColumn(name, keys.get("name", name), formula, unit, keys.get("digits"), kept, on_totals)

    def _on_totals(self, formula: Formula, name: str) -> Formula | None:
        """Return a column's formula with the totals of the other columns in the place of the row's values."""
        missing: list[str] = []
        expression = self._totalled(formula.expression, missing)
        if missing:
            self.report.at("total-missing", (*self.path, "total", name), name=name, other=missing[0])
            return None
        return Formula(expression, formula.text, formula.place)

    def _totalled(self, expression: Expression, missing: list[str]) -> Expression:
        if isinstance(expression, Column) and expression.rows == self.rows:
            for column in (expression.column, *self.on_row):
                if self.on_row.get(column) == expression and column in self.on_totals:
                    return self.on_totals[column]
            missing.append(expression.column)
        if isinstance(expression, Apply):
            arguments = tuple(self._totalled(argument, missing) for argument in expression.arguments)
            return Apply(expression.operator, arguments, expression.unit, expression.span)
        return expression
