"""The tables of the chapter in the form of the reports (PermenPANRB 53/2014, annexes II and III)."""

from collections.abc import Callable, Sequence

from lkjdsl.model.definition import Node, Table
from lkjdsl.model.results import ComparedAchievement, OverallAchievement
from lkjdsl.render.codes import spoken_code
from lkjdsl.render.page import ABOVE, BlankCell, Grid, PageColumn
from lkjdsl.render.results_page import table_grid, target_text
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import CaptionedTable
from lkjdsl.report.changes import change_of
from lkjdsl.unit_words import UnitWord
from lkjdsl.words import Words

UNITS = Words("report.units")
"""Units that a report calls otherwise than a message about a formula does."""
RIGHT = ("target", "result", "achievement")
MONEY = ("budget", "absorbed", "absorption", "achievement", "efficiency")
"""Columns of figures, those of money in ``budget_table.py``."""


def achievements(account: Account) -> CaptionedTable:
    """Return the table of the indicators with their achievement, and the average of the objectives in its last line."""
    is_rated = _is_rated(account)
    of_none = () if account.outcome.definition.objectives else account.others
    rows = _lines_by_objective(
        account, lambda node: [[_named(account, node), *_measured(account, node)[: 5 if is_rated else 4]]], of_none
    )
    overall = OverallAchievement().path
    is_total = overall in account.outcome.program.results
    if is_total:
        last = ["", account.word("overall"), "", "", "", "", account.shown(overall)]
        rows.append([*last, ""] if is_rated else last)
    headings = ["number", "objective", "indicator", "unit", *RIGHT, *(["rating"] if is_rated else [])]
    title = account.word("achievements", year=f"{account.outcome.data.year}")
    return CaptionedTable(title, Grid(columns_of(account, headings), rows, total=is_total))


def achievements_without_objective(account: Account) -> CaptionedTable:
    """Return the table of the indicators of no objective, of which the average of the objectives knows nothing."""
    is_rated = _is_rated(account)
    rows = [
        [f"{number}", _named(account, node), *_measured(account, node)[: 5 if is_rated else 4]]
        for number, node in enumerate(account.others, 1)
    ]
    headings = ["number", "indicator", "unit", *RIGHT, *(["rating"] if is_rated else [])]
    title = account.word("achievements-without-objective", year=f"{account.outcome.data.year}")
    return CaptionedTable(title, Grid(columns_of(account, headings), rows))


def measurement(account: Account) -> CaptionedTable:
    """Return the form of performance measurement: objectives, indicators, target, result, percentage."""
    rows = _lines_by_objective(
        account, lambda node: [[_named(account, node), *_measured(account, node)[1:4]]], account.others
    )
    title = account.word("measurement", year=f"{account.outcome.data.year}")
    return CaptionedTable(title, Grid(columns_of(account, ["number", "objective", "indicator", *RIGHT]), rows))


def agreement(account: Account) -> CaptionedTable:
    """Return the annex of the performance agreement: objectives, indicators, targets."""
    blank = BlankCell(account.word("blank-target"))
    rows = _by_objective(account, lambda node: [account.target_of_year(node) or blank], _agreed(account))
    title = account.word("agreement", year=f"{account.outcome.data.year}")
    return CaptionedTable(title, Grid(columns_of(account, ["number", "objective", "indicator", "target"]), rows))


def action_plan(account: Account) -> CaptionedTable:
    """Return the plan of action: targets, of each period where there are any; what is to be done waits for a writer."""

    def cells(node: Node) -> list[str]:
        targets = [account.target_of_year(node), *account.planned(node)]
        blank = BlankCell(account.word("blank-target"))
        return [*(target or blank for target in targets), BlankCell(account.word("blank-action"))]

    title = account.word("action-plan", year=f"{account.outcome.data.year}")
    columns = columns_of(account, ["number", "objective", "indicator", "target", "action"])
    by_period = [
        PageColumn(f"{account.word('column-target')} {period}", "right")
        for period in account.outcome.definition.periods
    ]
    rows = _by_objective(account, cells, _agreed(account))
    return CaptionedTable(title, Grid([*columns[:-1], *by_period, columns[-1]], rows))


def all_by_period(account: Account) -> CaptionedTable:
    """Return the table of all indicators over the periods of the year, each to date or by itself."""

    def lines(node: Node) -> list[list[str]]:
        first, *others = _by_part(account, node)
        return [[node.name, *first], *([ABOVE, *line] for line in others)]

    rows = _lines_by_objective(account, lines, account.others)
    are_to_date = all(node.target_of == "to-date" for node in account.indicators)
    key = "all-by-period" if are_to_date else "all-by-period-mixed"
    title = account.word(key, year=f"{account.outcome.data.year}")
    headings = ["number", "objective", "indicator", "period", *RIGHT]
    return CaptionedTable(title, Grid(columns_of(account, headings), rows))


def against_target(account: Account, indicator: Node) -> CaptionedTable:
    """Return the table of one indicator: its result against its target."""
    rated = account.rating(indicator)
    row = [_named(account, indicator), *_measured(account, indicator)[: 5 if rated else 4]]
    headings = ["indicator", "unit", *RIGHT, *(["rating"] if rated else [])]
    title = account.word("against-target", name=indicator.name)
    return CaptionedTable(title, Grid(columns_of(account, headings), [row]))


def against(account: Account, indicator: Node, name: str) -> CaptionedTable:
    """Return the table of one indicator against the comparison *name*, such as a target of the medium term."""
    compared = ComparedAchievement(indicator, name)
    measured = account.measured(indicator)
    target = target_text(measured, compared, account.language) or BlankCell(account.word("blank-target"))
    row = [_named(account, indicator), target, account.result(indicator), account.shown(compared.path, measured)]
    title = account.word("against", name=indicator.name, compared=spoken_code(name))
    return CaptionedTable(title, Grid(columns_of(account, ["indicator", *RIGHT]), [row]))


def by_year(account: Account, indicator: Node) -> CaptionedTable:
    """Return the table of one indicator over the years, with the change from one to the next as it is printed."""
    rows = []
    for earlier, (year, outcome) in zip([None, *account.years.values()], account.years.items(), strict=False):
        if outcome is None:
            rows.append([f"{year}", "", account.word("no-data"), "", ""])
            continue
        measured = [
            account.target(indicator, outcome) if indicator.target is not None else "",
            account.result(indicator, outcome),
            account.achievement(indicator, outcome),
        ]
        change = (
            None
            if earlier is None
            else change_of(
                account.measured(indicator, earlier).result(indicator.path, account.language),
                account.measured(indicator, outcome).result(indicator.path, account.language),
                account.language,
            )
        )
        sign = "" if change is None else ("-", "", "+")[change.direction + 1]
        rows.append([account.year(indicator, outcome), *measured, "" if change is None else f"{sign}{change.amount}"])
    title = account.word("by-year", name=indicator.name)
    return CaptionedTable(title, Grid(columns_of(account, ["year", *RIGHT, "change"]), rows))


def by_period(account: Account, indicator: Node) -> CaptionedTable:
    """Return the table of one indicator over the periods of the year, each to date or by itself."""
    title = title_by_period(account, indicator)
    return CaptionedTable(title, Grid(columns_of(account, ["period", *RIGHT]), _by_part(account, indicator)))


def title_by_period(account: Account, indicator: Node) -> str:
    """Return the title of what shows one indicator over the periods of the year."""
    key = "by-period" if indicator.target_of == "to-date" else "by-period-alone"
    return account.word(key, name=indicator.name)


def of_report(account: Account, table: Table) -> CaptionedTable:
    """Return a report table of the edition."""
    return CaptionedTable(table.title, table_grid(account.outcome, table, account.language))


def _is_rated(account: Account) -> bool:
    return any(account.rating(indicator) for indicator in account.indicators)


def _measured(account: Account, node: Node) -> list[str]:
    """Return unit, target, result, achievement and rating of an indicator."""
    spoken = UNITS[node.unit] if node.unit in UNITS else UnitWord(node.unit)
    unit = spoken.text(account.language)
    return [unit, account.target(node), account.result(node), account.achievement(node), account.rating(node)]


def _named(account: Account, node: Node) -> str:
    """Return the name of an indicator, with the period that its figures are of where that is one by itself."""
    return f"{node.name}{account.year(node).removeprefix(f'{account.outcome.data.year}')}"


def _by_part(account: Account, indicator: Node) -> list[list[str]]:
    """Return each part of the year with target, result and achievement of an indicator in it."""
    return [
        [
            period,
            account.target(indicator, outcome),
            account.result(indicator, outcome),
            account.achievement(indicator, outcome),
        ]
        for period, outcome in account.parts_of(indicator).items()
    ]


def _agreed(account: Account) -> Sequence[Node]:
    """Return the indicators of no objective that an agreement is about: those that have a target."""
    are_all = not account.outcome.definition.objectives
    return [node for node in account.others if are_all or node.target is not None]


def _by_objective(account: Account, cells: Callable[[Node], Sequence[str]], of_none: Sequence[Node]) -> list[list[str]]:
    """Return a row for each indicator: number, objective (once), name, and its *cells*."""
    return _lines_by_objective(account, lambda node: [[node.name, *cells(node)]], of_none)


def _lines_by_objective(
    account: Account, lines: Callable[[Node], Sequence[list[str]]], of_none: Sequence[Node]
) -> list[list[str]]:
    """
    Return the *lines* of each indicator, behind number and objective, which stand once.

    The indicators *of_none* come last, under words that say so, or each with its number where there are no objectives.
    """
    definition = account.outcome.definition
    objectives = definition.objectives.values()
    groups = [
        (objective.name, [definition.indicators[name] for name in objective.indicators]) for objective in objectives
    ]
    groups += [(account.word("no-objective"), [*of_none])] if groups and of_none else [("", [node]) for node in of_none]
    rows: list[list[str]] = []
    for number, (name, nodes) in enumerate(groups, 1):
        inside = [line for node in nodes for line in lines(node)]
        rows += [[*([f"{number}", name] if at == 0 else [ABOVE, ABOVE]), *line] for at, line in enumerate(inside)]
    return rows


def columns_of(account: Account, headings: Sequence[str]) -> list[PageColumn]:
    """Return the columns of a table by the keys of their headings."""
    wide = ("objective", "indicator", "action", "funded", "programme", "efficiency-rule")
    right = (*RIGHT, *MONEY, "change")
    return [
        PageColumn(account.word(f"column-{key}"), "right" if key in right else "left", wide=key in wide)
        for key in headings
    ]
