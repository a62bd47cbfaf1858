"""What an edition says of the periods of a year: their names, and what becomes of inputs over them."""

from collections.abc import Mapping
from typing import Any

from lkjdsl.check.names import Names
from lkjdsl.check.reporting import Report
from lkjdsl.diagnostic import nearest
from lkjdsl.model.periods import NAME
from lkjdsl.source import Path

NO_NUMBERS = ("flag", "text")


def check_periods(report: Report, names: Names) -> None:
    """Report names of periods that cannot stand in a path, or stand twice."""
    for index, name in enumerate(names.periods):
        if not NAME.fullmatch(name):
            report.at("bad-name", ("periods", index), helps=("any",), name=name)
        elif name in names.periods[:index]:
            report.at("duplicate-period", ("periods", index), name=name)


def check_names_of_periods(report: Report, names: Names, path: Path, table: Mapping[str, Any]) -> None:
    """Report keys of the table at *path* that name no period."""
    if not names.periods:
        report.at("periods-undeclared", path, "key", key=str(path[-1]))
        return
    for name in table:
        if name not in names.periods:
            near, known = nearest(name, names.periods), ", ".join(names.periods)
            report.at("unknown-period", (*path, name), "key", near=near, name=name, known=known)


def check_has_periods(report: Report, names: Names, path: Path, table: Mapping[str, Any], key: str) -> None:
    """Report the attribute *key* of *table* where the edition has no periods."""
    if key in table and not names.periods:
        report.at("periods-undeclared", (*path, key), "key", key=key)


def check_over_periods(report: Report, names: Names, path: Path, declared: Mapping[str, Any]) -> None:
    """Report what an input says of periods and cannot be."""
    found = declared.get("over_periods")
    if found is None:
        return
    check_has_periods(report, names, path, declared, "over_periods")
    name, at = ".".join(map(str, path[1:])), (*path, "over_periods")
    columns = report.document.tables["rows"][path[1]].values() if path[0] == "rows" else ()
    if path[0] == "rows" and not any("fixed" in column for column in columns):
        report.at("over-periods-of-rows", at, "key", rows=str(path[1]), name=str(path[2]))
    elif declared.get("kind") in NO_NUMBERS and found != "last":
        report.at("over-periods-not-number", at, name=name, found=found, kind=declared["kind"])
