"""Report tables whose lines the edition states: a label, and a formula for each column."""

from collections.abc import Mapping, Sequence
from typing import Any

from lkjdsl import units
from lkjdsl.check.names import Names
from lkjdsl.check.nodes import check_columns
from lkjdsl.check.reporting import Report
from lkjdsl.check.resolution import FormulaResolver
from lkjdsl.core.operators import DIVIDE, OPERATORS
from lkjdsl.diagnostic import nearest
from lkjdsl.model.definition import Table, TableColumn
from lkjdsl.model.expressions import Apply, Constant, Formula
from lkjdsl.source import Path
from lkjdsl.syntax.vocabulary import EXAMPLES, LABEL
from lkjdsl.unit_words import UnitWord
from lkjdsl.units import PERCENT, PLAIN, TEXT, Unit


def stated_table(report: Report, names: Names, name: str, keys: Mapping[str, Any]) -> Table | None:
    """Return the table *name*, None where it has no line; every line has a cell for each column of the first."""
    path: Path = ("table", name)
    lines: Sequence[Mapping[str, Any]] = keys["lines"]
    order = [LABEL, *(column for column in next(iter(lines), ()) if column != LABEL)]
    _check_names(report, (*path, "columns"), keys["columns"], order)
    read: list[Mapping[str, Formula]] = []
    for index, cells in enumerate(lines):
        at = (*path, "lines", index)
        _check_names(report, at, cells, order)
        for column in order:
            if column not in cells:
                example = EXAMPLES[LABEL if column == LABEL else "formula"]
                report.at("missing-key", at, "key", key=column, inside=cells.get(LABEL, name), example=example)
        read.append(_cells(report, names, at, cells))
    columns = [_column(report, path, name, keys, read) for name in order]
    if not lines:
        report.at("missing-key", (*path, "lines"), "key", key="lines", inside=name, example=EXAMPLES["lines"])
        return None
    return Table(
        name=name,
        title=keys.get("name", name),
        rows="",
        columns=tuple(columns),
        lines=tuple(read),
        note=keys.get("note", ""),
        place=report.place(path, "key"),
    )


def column_unit(report: Report, keys: Mapping[str, Any], formula: Formula, place: Path, name: str) -> Unit:
    """Return the unit a column is printed in; like over like without a unit of its own is a percentage."""
    unit = keys.get("unit")
    found = formula.expression.unit
    if unit is None:
        expression = formula.expression
        if isinstance(expression, Apply) and OPERATORS[expression.operator] is DIVIDE:
            left, right = (argument.unit for argument in expression.arguments)
            if not units.is_plain(left) and not units.is_plain(right) and units.same([left, right]) is not None:
                return PERCENT
        return PLAIN if units.is_plain(found) else found
    if not units.accepts(unit, found) and found not in (units.TEXT, units.FLAG):
        span = (0, len(formula.text))
        words = {"unit": UnitWord(unit), "found": UnitWord(found)}
        report.inside("unit-not-accepted", place, span, helps=("unit",), also=words, name=name, meant=found)
    return unit  # type: ignore[no-any-return] # a text by its shape


def _check_names(report: Report, path: Path, table: Mapping[str, Any], known: Sequence[str]) -> None:
    for key in table:
        if key not in known:
            report.at("unknown-name", (*path, key), "key", name=key, near=nearest(key, known))


def _cells(report: Report, names: Names, path: Path, cells: Mapping[str, Any]) -> Mapping[str, Formula]:
    found = {}
    for column, raw in cells.items():
        at = (*path, column)
        if column == LABEL:
            found[column] = Formula(Constant(raw, TEXT, raw), raw, report.place(at))
            continue
        formula = FormulaResolver(report, names, at).formula(raw)
        if formula is not None:
            check_columns(report, at, formula)
            found[column] = formula
    return found


def _column(
    report: Report, path: Path, name: str, keys: Mapping[str, Any], lines: Sequence[Mapping[str, Formula]]
) -> TableColumn:
    """Return a column, whose cells have one unit: that which is stated, or that of the first cell."""
    own = keys["columns"].get(name, {})
    cells = [line[name] for line in lines if name in line]
    unit = column_unit(report, own, cells[0], _place(path, cells[0]), name) if cells else PLAIN
    for formula in cells[1:]:
        column_unit(report, {"unit": unit} if unit != TEXT else {}, formula, _place(path, formula), name)
    total = keys["total"].get(name)
    return TableColumn(name, own.get("name", name), None, unit, own.get("digits"), total)


def _place(path: Path, formula: Formula) -> Path:
    return path if formula.place is None or formula.place.path is None else formula.place.path
