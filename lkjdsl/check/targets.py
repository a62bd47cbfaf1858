"""Targets and comparisons of an indicator."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from lkjdsl import units
from lkjdsl.check.constants import is_constant
from lkjdsl.check.names import Names
from lkjdsl.check.periods import check_names_of_periods
from lkjdsl.check.reporting import Report
from lkjdsl.check.resolution import FormulaResolver
from lkjdsl.check.stated_numbers import Stated, marked, number_of, stated_by
from lkjdsl.kinds import shown
from lkjdsl.model.definition import Goal, Target
from lkjdsl.model.expressions import Constant, Formula, Reference, walk
from lkjdsl.numbers.rational import compare
from lkjdsl.shape import TARGET
from lkjdsl.source import Path
from lkjdsl.syntax.formula_tree import ParsedFormula
from lkjdsl.unit_words import UnitWord
from lkjdsl.units import PLAIN, Unit

TARGET_WORD = "target"


@frozen(eq=False)
class Aiming:
    """What the targets of one indicator have in common: its unit, and whether they must be ranges."""

    report: Report
    names: Names
    unit: Unit
    ranged: bool


def target_of(aiming: Aiming, path: Path, raw: Any) -> Target:
    """Return the target stated at *path*: one for all years, or a table of years, each of which may have periods."""
    place = aiming.report.place(path, "key")
    if not isinstance(raw, dict):
        return Target(_goal(aiming, path, raw), place=place)
    goals = _goals(aiming, path, {year: value for year, value in raw.items() if not isinstance(value, dict)})
    by_period: dict[int, Mapping[str, Goal]] = {}
    for year, value in raw.items():
        if isinstance(value, dict):
            check_names_of_periods(aiming.report, aiming.names, (*path, year), value)
            by_period[int(year)] = _goals(aiming, (*path, year), value)
    return Target(None, {int(year): goal for year, goal in goals.items()}, by_period, place)


def _goals(aiming: Aiming, path: Path, table: Mapping[str, Any]) -> Mapping[str, Goal]:
    """Return what is aimed at by the keys of *table*: years, or the periods of a year."""
    goals = {key: _goal(aiming, (*path, key), value) for key, value in table.items()}
    return {key: goal for key, goal in goals.items() if goal is not None}


def compares_of(aiming: Aiming, path: Path, table: Mapping[str, Any], target: Target | None) -> dict[str, Target]:
    """Return the comparisons of an indicator by name; ``'target'`` stands for its own target."""
    found: dict[str, Target] = {}
    report = aiming.report
    for name, raw in table.items():
        at = (*path, name)
        if name == "previous":
            report.at("reserved-comparison", at, "key", name=name)
        elif not (name.isascii() and name.replace("_", "").isalnum()):
            report.at("bad-name", at, "key", helps=("any",), name=name)
        elif not TARGET.accepts(written := report.document.raw_at(at)):
            report.at("wrong-type", at, key=name, also={"expected": TARGET.expected, "found": shown(written)})
        elif written != TARGET_WORD:
            found[name] = target_of(aiming, at, raw)
        elif target is None:
            report.at("compare-without-target", at, name=name)
        else:
            found[name] = target
    return found


def _goal(aiming: Aiming, path: Path, raw: Any) -> Goal | None:
    if not isinstance(raw, list):
        if aiming.ranged:
            aiming.report.at("range-needs-two", path)
            return None
        formula = _aim(aiming, path, raw)
        return None if formula is None else (formula,)
    low, high = (_aim(aiming, (*path, index), one) for index, one in enumerate(raw))
    if low is None or high is None:
        return None
    match low.expression, high.expression:
        case Constant(value=tuple(lower)), Constant(value=tuple(upper)) if compare(lower, upper) > 0:
            aiming.report.at("range-reversed", path)
            return None
    return low, high


def _aim(aiming: Aiming, path: Path, raw: Any) -> Formula | None:
    """Return what is aimed at as a formula: a number, or an expression over inputs."""
    report, unit = aiming.report, aiming.unit
    reader = FormulaResolver(report, aiming.names, path)
    if not isinstance(raw, ParsedFormula):
        number = number_of(reader, raw)
        if number is None or not marked(reader, raw, Stated(number, percent=False), unit, what=TARGET_WORD):
            return None
        return Formula(Constant(number, PLAIN, str(raw)), str(raw), report.place(path))
    formula = reader.formula(raw)
    if formula is None:
        return None
    if is_constant(formula.expression):
        stated = stated_by(reader, formula)
        return formula if stated is not None and marked(reader, raw, stated, unit, what=TARGET_WORD) else None
    for node in walk(formula.expression):
        if isinstance(node, Reference):
            report.inside("target-names-result", path, node.span, name=node.path)
            return None
    if not units.accepts(unit, formula.expression.unit):
        words = {"unit": UnitWord(units.of_node(unit)), "found": UnitWord(formula.expression.unit)}
        report.inside("unit-not-accepted", path, (0, len(raw.text)), also=words, name=TARGET_WORD)
        return None
    return formula
