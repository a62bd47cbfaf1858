"""Budget, absorption and efficiency → steps (language.md, "Budget and efficiency")."""

from collections.abc import Mapping
from typing import assert_never

from lkjdsl.core import operators
from lkjdsl.core.program import Division, Origin
from lkjdsl.lower.assembly import Assembly, Scope, lower_formula
from lkjdsl.model.definition import Efficiency
from lkjdsl.model.dependencies import DependencyKey
from lkjdsl.model.results import FundingFigure
from lkjdsl.units import PERCENT, PLAIN

BUDGET_ZERO = Division("unavailable", "unavailable", "budget-zero", "budget-zero")
"""Of no budget no share can be absorbed, whatever the edition says of 0/0."""
NOTHING_ABSORBED = Division("unavailable", "unavailable", "nothing-absorbed", "nothing-absorbed")


def lower_funding(assembly: Assembly, kind: FundingFigure, scope: Scope, at: Mapping[DependencyKey, int]) -> int:
    """Return the position of the figure, all it needs being *at* its place already; the scope has its path."""
    funding = kind.owner.funding
    assert funding is not None, "what has a figure has the funding that it is of"
    match kind.aspect:
        case "budget" | "absorbed":
            formula = funding.budget if kind.aspect == "budget" else funding.absorbed
            assert formula is not None, "the figure is of a formula"
            return lower_formula(assembly, formula, scope)
        case "absorption":
            origin, shares = Origin(kind.path, "funding"), [kind.beside("absorbed").path, kind.beside("budget").path]
            arguments = tuple(at[path] for path in shares)
            return assembly.add(operators.DIVIDE, arguments, BUDGET_ZERO, origin=origin, unit=PERCENT)
        case "efficiency":
            assert funding.efficiency is not None, "the figure is by a rule"
            return _efficiency(assembly, kind, funding.efficiency, at)
        case _:
            assert_never(kind.aspect)


def _efficiency(assembly: Assembly, kind: FundingFigure, rule: Efficiency, at: Mapping[DependencyKey, int]) -> int:
    arguments = at[kind.achievement.path], at[kind.beside("absorption").path]
    origin = Origin(kind.path, "funding")
    match rule:
        case "difference":
            return assembly.add(operators.SUBTRACT, arguments, origin=origin, unit=PERCENT)
        case "ratio":
            return assembly.add(operators.DIVIDE, arguments, NOTHING_ABSORBED, origin=origin, unit=PLAIN)
        case _:
            assert_never(rule)
