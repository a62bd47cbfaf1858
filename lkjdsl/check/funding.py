"""What an indicator or an objective is paid from: the formulas of its money, and by which rule it was efficient."""

from collections.abc import Mapping
from typing import Any

from lkjdsl import units
from lkjdsl.check.names import Names
from lkjdsl.check.nodes import check_columns
from lkjdsl.check.reporting import Report
from lkjdsl.check.resolution import FormulaResolver
from lkjdsl.model.definition import Funding
from lkjdsl.model.expressions import Formula
from lkjdsl.source import Path
from lkjdsl.syntax.vocabulary import EXAMPLES, FUNDING
from lkjdsl.unit_words import UnitWord
from lkjdsl.units import RUPIAH

_NEEDS = {"absorbed": ("budget",), "efficiency": ("budget", "absorbed")}
"""What else must be said where a key is stated."""


def funding_of(report: Report, names: Names, path: Path, table: Mapping[str, Any]) -> Funding | None:
    """Return the funding that *table* states, that of an indicator or an objective; None where it says nothing."""
    if not any(key in table for key in FUNDING):
        return None
    wanted = dict.fromkeys(need for key, needs in _NEEDS.items() if key in table for need in needs)
    for key in wanted:
        if key not in table:
            report.at("missing-key", path, "key", key=key, inside=".".join(map(str, path[1:])), example=EXAMPLES[key])
    return Funding(
        programme=table.get("programme", ""),
        budget=_amount(report, names, (*path, "budget"), table),
        absorbed=_amount(report, names, (*path, "absorbed"), table),
        efficiency=table.get("efficiency"),
        place=report.place(path, "key"),
    )


def _amount(report: Report, names: Names, path: Path, table: Mapping[str, Any]) -> Formula | None:
    """Return the formula of an amount of rupiah."""
    key = str(path[-1])
    if key not in table:
        return None
    formula = FormulaResolver(report, names, path).formula(table[key])
    if formula is None:
        return None
    if not units.accepts(RUPIAH, formula.expression.unit):
        words = {"unit": UnitWord(RUPIAH), "found": UnitWord(formula.expression.unit)}
        report.inside("unit-not-accepted", path, (0, len(formula.text)), also=words, name=key)
    check_columns(report, path, formula)
    return formula
