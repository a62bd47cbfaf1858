"""Inputs and rows: kinds, defaults, bounds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lkjdsl import kinds
from lkjdsl.check.names import Names
from lkjdsl.check.periods import check_over_periods
from lkjdsl.check.reporting import Report
from lkjdsl.check.resolution import FormulaResolver
from lkjdsl.check.stated_numbers import in_unit
from lkjdsl.column_names import folded
from lkjdsl.model.definition import Input, Rows
from lkjdsl.numbers.rational import Number
from lkjdsl.source import Path
from lkjdsl.units import of_kind


def inputs_of(report: Report, names: Names) -> Mapping[str, Input]:
    """Return the inputs of the edition by their paths."""
    found: dict[str, Input] = {}
    for group, table in report.document.tables.get("input", {}).items():
        for name, declared in table.items():
            path = f"{group}.{name}"
            input_ = _input(report, names, path, ("input", group, name), declared)
            if input_ is not None:
                found[path] = input_
            if "fixed" in declared:
                report.at("fixed-not-here", ("input", group, name, "fixed"), name=path)
    return found


def rows_of(report: Report, names: Names) -> Mapping[str, Rows]:
    """Return the rows tables of the edition by their names."""
    groups = report.document.tables.get("input", {})
    found: dict[str, Rows] = {}
    for name, table in report.document.tables.get("rows", {}).items():
        if name in groups:
            label = report.label("first", ("input", name), "key")
            report.at("duplicate-name", ("rows", name), "key", label, name=name)
        columns = {
            column: input_
            for column, declared in table.items()
            if (input_ := _input(report, names, column, ("rows", name, column), declared)) is not None
        }
        found[name] = Rows(name, columns, report.place(("rows", name), "key"))
        _check_fixed(report, name, table)
    return found


def _check_fixed(report: Report, rows: str, table: Mapping[str, Any]) -> None:
    """Report names of rows that stand in no column of texts, in two columns, or twice."""
    first: Path | None = None
    for column, declared in table.items():
        if "fixed" not in declared:
            continue
        at: Path = ("rows", rows, column, "fixed")
        if declared.get("kind") != "text" or not declared["fixed"]:
            report.at("fixed-not-here", at, name=f"{rows}.{column}")
        elif first is not None:
            report.at("fixed-twice", at, "key", report.label("first", first, "key"), rows=rows)
        else:
            first = at
        seen: set[str] = set()
        for index, name in enumerate(declared["fixed"]):
            if folded(name) in seen or not folded(name):
                report.at("fixed-name-twice", (*at, index), rows=rows, name=name)
            seen.add(folded(name))


def _texts(written: str | Sequence[str]) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written)


def _values(
    report: Report, at: Path, name: str, kind: str, answers: Mapping[str, Any]
) -> Iterator[tuple[str, Number | bool | str]]:
    """Yield what the answers of a form stand for, by their folded texts."""
    for answer, raw in answers.items():
        value = kinds.read(kind, raw)
        if isinstance(value, kinds.Misfit):
            report.at(value.code, (*at, "values", answer), helps=value.helps, also=value.values, name=name)
        else:
            yield folded(answer), value


def _input(report: Report, names: Names, path: str, at: Path, declared: Mapping[str, Any]) -> Input | None:
    kind = declared.get("kind")
    if kind is None:
        return None
    check_over_periods(report, names, at, declared)
    bounds = {}
    for key in ("min", "max"):
        if key in declared:
            reader = FormulaResolver(report, names, (*at, key))
            bounds[key] = in_unit(reader, declared[key], of_kind(kind), what=key)
    default = None
    if "default" in declared:
        value = kinds.read(kind, declared["default"])
        if isinstance(value, kinds.Misfit):
            report.at(value.code, (*at, "default"), helps=value.helps, also=value.values, name=path)
        elif value not in ("missing", "not-applicable"):
            default = value
    return Input(
        path=path,
        kind=kind,
        label=declared.get("label", ""),
        default=default,
        minimum=bounds.get("min"),
        maximum=bounds.get("max"),
        note=declared.get("note", ""),
        rollup=declared.get("rollup"),
        alias=_texts(declared.get("alias", ())),
        values=dict(_values(report, at, path, kind, declared.get("values", {}))),
        over_periods=declared.get("over_periods"),
        fixed=tuple(declared.get("fixed", ())),
        place=report.place(at, "key"),
    )
