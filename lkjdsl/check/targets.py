"""Targets, comparisons and polarity of an indicator."""

from collections.abc import Mapping
from typing import Any

from lkjdsl import units
from lkjdsl.check.constants import Stated, is_constant, marked, number_of, stated_by
from lkjdsl.check.expressions import Reader
from lkjdsl.check.names import Names
from lkjdsl.check.reporting import Report
from lkjdsl.words import UnitWord
from lkjdsl.model.definition import Goal, Target
from lkjdsl.model.expressions import Constant, Formula, Reference, walk
from lkjdsl.source import Path
from lkjdsl.units import PLAIN, Unit

TARGET_WORD = "target"


def target_of(report: Report, names: Names, path: Path, raw: Any, unit: Unit, *, ranged: bool) -> Target:
    """Return the target stated at *path* for a node of *unit*; ``ranged`` where the polarity is ``range``."""
    place = report.place(path, "key")
    if isinstance(raw, dict):
        by_year = {}
        for year, value in raw.items():
            goal = _goal(report, names, (*path, year), value, unit, ranged=ranged)
            if goal is not None:
                by_year[int(year)] = goal
        return Target(None, by_year, place)
    return Target(_goal(report, names, path, raw, unit, ranged=ranged), {}, place)


def compares_of(
    report: Report, names: Names, path: Path, table: Mapping[str, Any], target: Target | None, unit: Unit, *, ranged: bool
) -> dict[str, Target]:  # fmt: skip
    """Return the comparisons of an indicator by name; ``'target'`` stands for its own target."""
    found: dict[str, Target] = {}
    for name, raw in table.items():
        at = (*path, name)
        if name == "previous":
            report.at("reserved-comparison", at, "key", name=name)
        elif not (name.isascii() and name.replace("_", "").isalnum()):
            report.at("bad-name", at, "key", helps=("any",), name=name)
        elif raw == TARGET_WORD:
            if target is None:
                report.at("compare-without-target", at, name=name)
            else:
                found[name] = target
        else:
            found[name] = target_of(report, names, at, raw, unit, ranged=ranged)
    return found


def _goal(report: Report, names: Names, path: Path, raw: Any, unit: Unit, *, ranged: bool) -> Goal | None:
    if isinstance(raw, list) != ranged:
        report.at("range-needs-two" if ranged else "two-without-range", path)
        return None
    if not isinstance(raw, list):
        formula = _aim(report, names, path, raw, unit)
        return None if formula is None else (formula,)
    ends = [_aim(report, names, (*path, index), one, unit) for index, one in enumerate(raw)]
    low, high = ends
    if low is None or high is None:
        return None
    a, b = low.expression, high.expression
    if isinstance(a, Constant) and isinstance(b, Constant) and isinstance(a.value, tuple) and isinstance(b.value, tuple):
        if a.value[0] * b.value[1] > b.value[0] * a.value[1]:
            report.at("range-reversed", path)
            return None
    return low, high


def _aim(report: Report, names: Names, path: Path, raw: Any, unit: Unit) -> Formula | None:
    """Return what is aimed at as a formula: a number, or an expression over inputs."""
    reader = Reader(report, names, path)
    node_unit = units.of_node(unit)
    if not isinstance(raw, str):
        number = number_of(reader, raw)
        if number is None or not marked(reader, raw, Stated(number, percent=False), unit, what=TARGET_WORD):
            return None
        return Formula(Constant(number, PLAIN, str(raw)), str(raw), report.place(path))
    formula = reader.formula(raw)
    if formula is None:
        return None
    if is_constant(formula.expression):
        found = stated_by(reader, formula)
        return formula if found is not None and marked(reader, raw, found, unit, what=TARGET_WORD) else None
    for one in walk(formula.expression):
        if isinstance(one, Reference):
            report.inside("target-names-result", path, one.span, name=one.path)
            return None
    if not units.accepts(unit, formula.expression.unit):
        span = (0, len(raw))
        found_unit = UnitWord(formula.expression.unit)
        report.inside("unit-not-accepted", path, span, unit=UnitWord(node_unit), found=found_unit, name=TARGET_WORD)
        return None
    return formula
