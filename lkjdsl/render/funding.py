"""Outcome → the table of budgets, what was absorbed of them, and how efficient that was."""

from typing import get_args

from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node, Objective, funded
from lkjdsl.model.results import FundingAspect, funding_figures
from lkjdsl.render.page import Grid, PageColumn
from lkjdsl.render.words import shown, word

ASPECTS: tuple[FundingAspect, ...] = get_args(FundingAspect)


def funding_grid(outcome: Outcome, language: Language) -> Grid:
    """Return a line for each objective and indicator with a budget, in the order of the edition."""
    rows = []
    for owner in funded(outcome.definition):
        if not any(funding_figures(owner)):
            continue
        cells = {figure.aspect: shown(outcome, figure.path, language) for figure in funding_figures(owner)}
        rule = efficiency_rule(owner, language)
        rows.append([owner.path, owner.name, *(cells.get(aspect, "") for aspect in ASPECTS), rule])
    columns = [
        PageColumn(word("path", language), leading=True),
        PageColumn(word("funded", language), wide=True),
        *(PageColumn(word(aspect, language), "right") for aspect in ASPECTS),
        PageColumn(word("efficiency-rule", language), wide=True),
    ]
    return Grid(columns, rows)


def efficiency_rule(owner: Node | Objective, language: Language) -> str:
    """Return by which rule the efficiency of *owner* is worked out, in words; empty where none is stated."""
    rule = None if owner.funding is None else owner.funding.efficiency
    return word(f"efficiency-{rule}", language) if rule is not None else ""
