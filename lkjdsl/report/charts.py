"""The charts of the chapter: achievements with the line of 100%, a result over the years, money of a report table."""

from collections.abc import Mapping, Sequence

from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node, Table, TableColumn
from lkjdsl.model.results import NodeAchievement, TableCellResult, TargetValue
from lkjdsl.render.chart import Chart, Mark, Series
from lkjdsl.render.codes import spoken_code
from lkjdsl.report.account import Account, has_no_target
from lkjdsl.report.tables import title_by_period
from lkjdsl.units import PERCENT, RUPIAH, TEXT

WHOLE = (1, 1)


def achievements(account: Account) -> Chart:
    """Return the achievement of each indicator that has a target and is of an objective, if any is, against 100%."""
    targeted = [indicator for indicator in account.indicators if indicator.target is not None]
    nodes = [node for node in targeted if node.objective is not None] or targeted
    year = f"{account.outcome.data.year}"
    marks = [_mark(account, account.outcome, NodeAchievement(node).path) for node in nodes]
    title = account.word("achievements" if nodes == targeted else "achievements-of-objectives", year=year)
    series = [Series(account.word("column-achievement"), marks)]
    return Chart(
        "bars",
        title,
        [spoken_code(node.path) for node in nodes],
        series,
        _format(account, PERCENT, 2),
        (WHOLE, account.word("whole")),
    )


def by_year(account: Account, node: Node) -> Chart:
    """Return a result over the years, with its target where one is set."""
    title = account.word("chart-trend", name=node.name)
    outcomes = {
        f"{year}" if one is None else account.year(node, one): None if one is None else account.measured(node, one)
        for year, one in account.years.items()
    }
    return _trend(account, node, title, outcomes)


def by_period(account: Account, node: Node) -> Chart:
    """Return a result over the periods of the year, each to date or by itself, with its target where one is set."""
    return _trend(account, node, title_by_period(account, node), account.parts_of(node))


def _trend(account: Account, node: Node, title: str, outcomes: Mapping[str, Outcome | None]) -> Chart:
    no_data = Mark(None, account.word("no-data"))
    each = outcomes.values()
    results = [no_data if outcome is None else _mark(account, outcome, node.path) for outcome in each]
    series = [Series(account.word("column-result"), results)]
    ends = [TargetValue(NodeAchievement(node), upper=upper).path for upper in (False, True)]
    if any(ends[1] in outcome.program.results for outcome in each if outcome is not None):
        aims = [("target-low", ends[:1]), ("target-high", ends[::-1])]  # of a year without a range both are its target
    else:
        aims = [("column-target", ends[:1])] if node.target is not None else []
    series += [
        Series(account.word(key), [_first_mark(account, outcome, paths) for outcome in each]) for key, paths in aims
    ]
    output = account.outcome.output(node.path)
    return Chart("trend", title, [*outcomes], series, _format(account, output.unit, output.digits))


def money_columns(table: Table) -> list[TableColumn]:
    """Return the columns of a report table that are amounts of rupiah."""
    return [column for column in table.columns if column.unit == RUPIAH]


def money(account: Account, table: Table) -> Chart:
    """Return the amounts of a report table side by side: budget against what was spent."""
    rows = range(1, account.outcome.length(table) + 1)
    named = next((column for column in table.columns if column.unit == TEXT), None)
    names = [f"{row}" if named is None else account.shown(TableCellResult(table, named, row).path) for row in rows]
    series = [
        Series(
            column.title, [_mark(account, account.outcome, TableCellResult(table, column, row).path) for row in rows]
        )
        for column in money_columns(table)
    ]
    return Chart("bars", table.title, names, series, _format(account, RUPIAH, 0))


def _first_mark(account: Account, outcome: Outcome | None, paths: Sequence[str]) -> Mark:
    """Return the mark of the first of *paths* that the outcome has a result at; of no outcome an empty one."""
    if outcome is None:
        return Mark(None, "")
    return _mark(account, outcome, next((path for path in paths if path in outcome), paths[0]))


def _mark(account: Account, outcome: Outcome, path: str) -> Mark:
    if path not in outcome or has_no_target(outcome, path):
        return Mark(None, "")
    result = outcome.result(path)
    value = result.value if isinstance(result.value, tuple) else None
    return Mark(value, account.shown(path, outcome))


def _format(account: Account, unit: str, digits: int) -> str:
    """Return how a spreadsheet prints numbers of a unit; 421 is Indonesian, whatever the machine speaks."""
    decimals = "." + "0" * digits if digits else ""
    spoken = "[$-421]" if account.language == "id" else ""
    return f"{spoken}0{decimals}%" if unit == PERCENT else f"{spoken}#,##0{decimals}"
