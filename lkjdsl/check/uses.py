"""Definitions of other files: that they hold for the year of the edition, and that new names are of one."""

from lkjdsl.check.names import node_tables
from lkjdsl.check.reporting import Report

OPEN = "…"
"""The end of a time that has none."""


def check_uses(report: Report) -> None:
    """Warn of a definition that is for other years, and report new names where nothing is used."""
    tables = report.document.tables
    for path, table in node_tables(tables.get("indicator", {})):
        if "rename" in table:
            report.at("rename-without-use", ("indicator", *path.split("."), "rename"), "key")
    year = tables.get("year")
    for use in report.document.source.uses:
        first, last = use.valid
        if year is not None and not (first or year) <= year <= (last or year):
            years = str(first) if first == last else f"{first or OPEN}–{last or OPEN}"
            report.at("use-outside-validity", (*use.path, "use"), year=str(year), file=use.source.name, years=years)
