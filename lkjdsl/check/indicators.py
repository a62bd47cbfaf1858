"""What only an indicator has: objective, target, comparisons, achievement, scales."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from lkjdsl import units
from lkjdsl.check.funding import funding_of
from lkjdsl.check.names import Names, is_component
from lkjdsl.check.nodes import NodeTable, check_columns, node_of
from lkjdsl.check.periods import check_has_periods
from lkjdsl.check.reporting import Report
from lkjdsl.check.resolution import FormulaResolver
from lkjdsl.check.scales import scale_of
from lkjdsl.check.stated_numbers import in_unit
from lkjdsl.check.targets import Aiming, compares_of, target_of
from lkjdsl.diagnostic import nearest
from lkjdsl.model.definition import Node, Rules, Target
from lkjdsl.model.expressions import Formula, Own, walk
from lkjdsl.numbers.rational import Number
from lkjdsl.syntax.vocabulary import EXAMPLES
from lkjdsl.unit_words import UnitWord
from lkjdsl.units import PERCENT


def indicators_of(report: Report, names: Names, rules: Rules) -> Mapping[str, Node]:
    """Return the indicators of the edition by name."""
    return {
        name: _indicator(NodeTable(report, names, ("indicator", name), table), rules)
        for name, table in report.document.tables.get("indicator", {}).items()
    }


def _indicator(here: NodeTable, rules: Rules) -> Node:
    table, report = here.table, here.report
    node = node_of(here, rules)
    if "weight" in table and not any(map(is_component, table)):
        report.at("weight-unexpected", (*here.path, "weight"), notes=("top",), name=here.name)
    general = report.document.tables.get("rules", {})
    polarity = table.get("polarity", general.get("polarity", "maximize"))
    check_has_periods(report, here.names, here.path, table, "target_of")
    aiming = Aiming(report, here.names, node.unit, ranged=polarity == "range")
    target = target_of(aiming, (*here.path, "target"), table["target"]) if "target" in table else None
    compare = compares_of(aiming, (*here.path, "compare"), table.get("compare", {}), target)
    if "efficiency" in table and "target" not in table:
        report.at("missing-key", here.path, "key", key="target", inside=here.name, example=EXAMPLES["target"])
    inherited = {key for key in _OF_ACHIEVEMENT if key in general and key not in table}
    stated = {key: report.place(("rules", key)) for key in inherited}
    return evolve(
        node,
        rules=evolve(node.rules, stated={**node.rules.stated, **stated}),
        objective=_objective(here),
        target=target,
        compare=compare,
        polarity=polarity,
        achievement=_achievement(here, node, [target, *compare.values()]),
        achievement_cap=_bound(here, "achievement_cap", general),
        achievement_floor=_bound(here, "achievement_floor", general),
        achievement_scale=_scale(here, general),
        target_of=table.get("target_of", "to-date"),
        funding=funding_of(report, here.names, here.path, table),
    )


_OF_ACHIEVEMENT = ("achievement_cap", "achievement_floor", "achievement_scale")
"""What ``[rules]`` may state of every achievement."""


def _bound(here: NodeTable, key: str, general: Mapping[str, Any]) -> Number | None:
    """Return the cap or the floor of the achievement: the indicator's own, else the one in ``[rules]``."""
    if key in here.table or key not in general:
        return here.number(key, PERCENT)
    return in_unit(FormulaResolver(here.report, here.names, ("rules", key)), general[key], PERCENT, what=key)


def _scale(here: NodeTable, general: Mapping[str, Any]) -> str | None:
    """Return the scale of the achievement: the indicator's own, else the one in ``[rules]``."""
    key = "achievement_scale"
    if key in here.table or key not in general:
        return scale_of(here.report, here.path, here.table, key, PERCENT)
    return scale_of(here.report, ("rules",), general, key, PERCENT)


def _objective(here: NodeTable) -> str | None:
    objective: str | None = here.table.get("objective")
    known = here.names.objectives
    if objective is None or objective in known:
        return objective
    near = nearest(objective, known)
    here.report.at("unknown-name", (*here.path, "objective"), name=objective, near=near)
    return None


def _achievement(here: NodeTable, node: Node, targets: Sequence[Target | None]) -> Formula | None:
    if "achievement" not in here.table:
        return None
    report, at = here.report, (*here.path, "achievement")
    unit = units.of_node(node.unit)
    own = dict.fromkeys(("result", "target", "target.from", "target.to"), unit)
    formula = here.reader("achievement", own).formula(here.table["achievement"])
    if formula is not None:
        if any(target is not None and target.is_ranged for target in targets):
            for expression in walk(formula.expression):
                if isinstance(expression, Own) and expression.what == "target":
                    report.inside("target-has-two-ends", at, expression.span, target="target")
        found = formula.expression.unit
        if not units.accepts(PERCENT, found):
            words = {"unit": UnitWord(PERCENT), "found": UnitWord(found)}
            report.inside("unit-not-accepted", at, (0, len(formula.text)), also=words, name="achievement")
        check_columns(report, at, formula)
    return formula
