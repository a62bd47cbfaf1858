"""Cases and invariants: that they name what there is."""

from collections.abc import Iterator, Mapping
from typing import Any

from lkjdsl.check.names import Names
from lkjdsl.check.nodes import check_columns, check_flag, texts
from lkjdsl.check.reporting import Report
from lkjdsl.check.resolution import FormulaResolver
from lkjdsl.diagnostic import nearest
from lkjdsl.model.cases import Case, Invariant
from lkjdsl.shape import is_number
from lkjdsl.source import Path, PlacePart

WITH = ("rises_with", "falls_with", "unchanged_by")


def invariants_of(report: Report, names: Names) -> Mapping[str, Invariant]:
    """Return the invariants of the edition by name."""
    tables = report.document.tables.get("invariant", {})
    return {name: _invariant(report, names, name, table) for name, table in tables.items()}


def _invariant(report: Report, names: Names, name: str, table: Mapping[str, Any]) -> Invariant:
    path: Path = ("invariant", name)
    that = None
    if "that" in table:
        that = FormulaResolver(report, names, (*path, "that")).formula(table["that"])
        if that is not None:
            check_flag(report, (*path, "that"), that)
            check_columns(report, (*path, "that"), that)
    elif not ("of" in table and any(key in table for key in WITH)):
        report.at("invariant-without-claim", path, "key", name=name)
    if "of" in table:
        _known(report, (*path, "of"), table["of"], results(names))
    inputs = {key: texts(table.get(key, ())) for key in WITH}
    for key, named in inputs.items():
        for one in named:
            _known(report, (*path, key), one, names.inputs)
    return Invariant(name, that, table.get("of", ""), **inputs, place=report.place(path, "key"))


def cases_of(report: Report, names: Names) -> tuple[Case, ...]:
    """Return the cases of an edition, or of a file of cases."""
    found = []
    for index, table in enumerate(report.document.tables.get("case", [])):
        path: Path = ("case", index)
        for what, raw in table.get("values", {}).items():
            _known(report, (*path, "values", what), what, results(names), part="key")
            if not (is_number(raw) or isinstance(raw, str)):
                report.at("case-value-expected", (*path, "values", what), name=what)
        problems = texts(table["problems"]) if "problems" in table else None
        found.append(
            Case(
                name=table.get("name", f"case {index + 1}"),
                data=table.get("data", {}),
                previous=table.get("previous"),
                values=table.get("values", {}),
                problems=problems,
                place=report.place(path, "key"),
            )
        )
    return tuple(found)


def results(names: Names) -> Iterator[str]:
    """Yield the path of every result that is not a cell of a table."""
    for path in names.nodes:
        yield path
        yield f"{path}.scale"
    for name, compares in names.compares.items():
        yield f"{name}.achievement"
        yield f"{name}.achievement.scale"
        yield from (f"{name}.compare.{compare}" for compare in (*compares, "previous"))
    yield from (f"{name}.achievement" for name in names.objectives)
    yield "achievement"
    yield from names.funding


def _known(report: Report, path: Path, name: str, known: Any, part: PlacePart = "value") -> None:
    names = list(known)
    if name not in names and not name.startswith("table."):
        report.at("unknown-name", path, part, name=name, near=nearest(name, names))
