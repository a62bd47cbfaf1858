"""The table of what indicators and objectives are paid from: budgets, what was absorbed, and how efficient that was."""

from lkjdsl.model.definition import Node, Objective, funded
from lkjdsl.model.results import FundingFigure, funding_figures
from lkjdsl.render.funding import efficiency_rule
from lkjdsl.render.page import Grid
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import CaptionedTable
from lkjdsl.report.tables import MONEY, columns_of


def efficiency(account: Account) -> CaptionedTable:
    """Return the table of budgets: what was absorbed of each, the achievement, and the efficiency."""
    owners = [one for one in funded(account.outcome.definition) if any(funding_figures(one))]
    possible = ("programme", *MONEY, "efficiency-rule")
    wanted = [name for name in possible if any(_of_money(account, owner, name) for owner in owners)]
    rows = [[owner.name, *(_of_money(account, owner, name) for name in wanted)] for owner in owners]
    columns = columns_of(account, ["funded", *wanted])
    rules = {rule for owner in owners if (rule := efficiency_rule(owner, account.language))}
    year = f"{account.outcome.data.year}"
    if len(rules) == 1:  # a column of the same words would take the room of the names
        title = account.word("efficiency-by", year=year, rule=rules.pop())
        return CaptionedTable(title, Grid(columns[:-1], [row[:-1] for row in rows]))
    return CaptionedTable(account.word("efficiency", year=year), Grid(columns, rows))


def _of_money(account: Account, owner: Node | Objective, name: str) -> str:
    """Return one cell of the table of budgets; empty where the edition says nothing of it."""
    figures = {figure.aspect: figure.path for figure in funding_figures(owner)}
    match name:
        case "programme":
            return owner.funding.programme if owner.funding is not None else ""
        case "efficiency-rule":
            return efficiency_rule(owner, account.language)
        case "achievement":
            if "efficiency" not in figures:
                return ""
            return account.shown(FundingFigure(owner, "efficiency").achievement.path)
        case _:
            return account.shown(figures[name]) if name in figures else ""
