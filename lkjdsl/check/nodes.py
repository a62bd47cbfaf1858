"""Indicators and components."""

from collections.abc import Mapping
from typing import Any

from lkjdsl import units
from lkjdsl.check.constants import in_unit, stated
from lkjdsl.check.expressions import Reader
from lkjdsl.check.names import Names, is_component
from lkjdsl.check.reporting import Report
from lkjdsl.check.rules import MOST_DIGITS, check_quotients, digits_of, rules_of
from lkjdsl.check.targets import compares_of, target_of
from lkjdsl.check.weights import check_weights
from lkjdsl.words import NumberWord, UnitWord
from lkjdsl.core.operators import DIVIDE
from lkjdsl.diagnostic import nearest
from lkjdsl.model.definition import Node, Rules, Scale
from lkjdsl.model.expressions import Apply, Constant, Formula, walk
from lkjdsl.rational import Number
from lkjdsl.source import Path
from lkjdsl.units import INDEX, NODE_UNITS, PERCENT, RATIO, Unit

_NEAR = 2  # a unit within this many letters of a known one is a slip


def node_of(report: Report, names: Names, path: Path, table: Mapping[str, Any], rules: Rules, scales: Mapping[str, Scale], digits: int | None = None) -> Node:  # fmt: skip
    """
    Return the node of *table* with its components; *rules* and *digits* are what its ancestors state.

    ``digits`` leaves ``[rules]`` out: a number of printed digits for everything stands behind the node's own ``round``.
    """
    name = ".".join(map(str, path[1:]))
    own = rules_of(report, names, path, table)
    effective = rules.overridden(own)
    digits = digits if own.digits is None else own.digits
    unit = _unit(report, path, table)
    inner = [key for key in table if is_component(key)]
    weights = check_weights(report, names, path, table, inner) if inner else {}
    components = []
    for key in inner:
        component = node_of(report, names, (*path, key), table[key], effective, scales, digits)
        components.append(component)
        _check_component(report, table, unit, component, (*path, key))
        if key in report.document.tables.get("indicator", {}):
            label = report.label("indicator", ("indicator", key), "key")
            report.at("component-named-like-indicator", (*path, key), "key", label, name=key)
    if len(path) == 2 and not inner and "weight" in table:  # noqa: PLR2004 - ('indicator', name)
        report.at("weight-unexpected", (*path, "weight"), notes=("top",), name=name, aggregate="")
    formula = _formula(report, names, path, table, name, unit)
    if formula is not None:
        _check_divisions(report, effective, formula, path, unit)
    bounds = {key: in_unit(Reader(report, names, (*path, key)), table[key], unit, what=key) for key in ("cap", "floor") if key in table}  # fmt: skip
    round_ = digits_of(report, path, table, "round", -MOST_DIGITS)
    for key, bound in bounds.items():
        _check_finer(report, path, key, bound, round_, unit)
    node = Node(
        path=name,
        name=table.get("name", name),
        unit=unit,
        rules=effective,
        formula=formula,
        components=tuple(with_weight(component, weights.get(key)) for key, component in zip(inner, components, strict=True)),
        aggregate=table.get("aggregate", "weighted-mean"),
        cap=bounds.get("cap"),
        floor=bounds.get("floor"),
        round=round_,
        digits=digits,
        min_available=_least_available(report, names, path, table, len(inner)),
        applies_if=_condition(report, names, path, table, name),
        definition=table.get("definition", ""),
        basis=_texts(table.get("basis", ())),
        note=table.get("note", ""),
        place=report.place(path, "key"),
    )
    return node if len(path) > 2 else _as_indicator(report, names, path, table, node, scales)  # noqa: PLR2004 - ('indicator', name)


def with_weight(node: Node, weight: Number | None) -> Node:
    """Return *node* with its weight among the components of its parent."""
    from attrs import evolve

    return node if weight is None else evolve(node, weight=weight)


def _texts(raw: Any) -> tuple[str, ...]:
    return (raw,) if isinstance(raw, str) else tuple(raw)


def _unit(report: Report, path: Path, table: Mapping[str, Any]) -> Unit:
    unit: str = table.get("unit", units.UNKNOWN)
    if unit in NODE_UNITS or "unit" not in table:
        return unit
    if unit in ("number", units.PLAIN, units.WRITTEN_PERCENT, units.FLAG, units.TEXT, units.UNKNOWN):
        report.at("unit-misspelt", (*path, "unit"), helps=("nearest",), unit=unit, nearest=RATIO)
        return units.UNKNOWN
    near = min(NODE_UNITS, key=lambda known: _distance(unit.casefold(), known))
    if not unit.strip() or _distance(unit.casefold(), near) <= _NEAR:
        report.at("unit-misspelt", (*path, "unit"), helps=("nearest",), unit=unit, nearest=near)
        return units.UNKNOWN
    return unit


def _distance(left: str, right: str) -> int:
    """Return how many letters must be put in, left out or changed to make one word of the other."""
    row = list(range(len(right) + 1))
    for index, letter in enumerate(left, 1):
        before, row = row, [index]
        for column, other in enumerate(right, 1):
            row.append(min(row[-1] + 1, before[column] + 1, before[column - 1] + (letter != other)))
    return row[-1]


def _check_component(report: Report, table: Mapping[str, Any], unit: Unit, component: Node, path: Path) -> None:
    """A percentage enters an index as points; otherwise components have the unit of their node."""
    inner = component.unit
    if "formula" in table or units.UNKNOWN in (unit, inner) or unit == inner:
        return
    fits = (unit == INDEX and inner == PERCENT) or {unit, inner} == {PERCENT, RATIO}
    fits = fits or (units.is_label(units.of_node(unit)) and inner == units.COUNT)
    if not fits:
        report.at("component-unit", (*path, "unit"), name=component.path, unit=UnitWord(inner), node=UnitWord(unit))


def _formula(report: Report, names: Names, path: Path, table: Mapping[str, Any], name: str, unit: Unit) -> Formula | None:  # fmt: skip
    if "formula" not in table:
        return None
    at = (*path, "formula")
    formula = Reader(report, names, at, node=name).formula(table["formula"])
    if formula is None:
        return None
    found = formula.expression.unit
    span = (0, len(formula.text))
    if unit != units.UNKNOWN and not units.accepts(unit, found):
        code = "percent-on-index" if (unit, found) == (INDEX, PERCENT) else "unit-not-accepted"
        if found in (units.TEXT, units.FLAG):
            code = "number-expected"
        label = report.label("unit", (*path, "unit"), unit=UnitWord(unit))
        report.inside(code, at, span, label, name=name, unit=UnitWord(unit), found=UnitWord(found))
    check_columns(report, at, formula)
    return formula


def check_columns(report: Report, path: Path, formula: Formula) -> None:
    """Report a column of a rows table that stands outside an aggregate, where there is no row."""
    from lkjdsl.lower.tables import free_rows
    from lkjdsl.model.expressions import Column

    rows = free_rows(formula.expression)
    if rows is None:
        return
    column = next(one for one in walk(formula.expression) if isinstance(one, Column) and one.rows == rows)
    name = f"{column.rows}.{column.column}"
    report.inside("column-outside-aggregate", path, column.span, helps=("sum",), name=name)


def _check_divisions(report: Report, rules: Rules, formula: Formula, path: Path, unit: Unit) -> None:
    """Warn of a division for which nobody has said what 0/0 gives, and check the number that a rule gives."""
    divisions = [one for one in walk(formula.expression) if isinstance(one, Apply) and one.operator == DIVIDE.name]
    if divisions and unit == PERCENT:
        check_quotients(report, rules, path)
    for one in divisions:
        if rules.zero_over_zero is None and not all(isinstance(part, Constant | Apply) for part in walk(one.arguments[1])):
            report.inside("zero-rule-missing", (*path, "formula"), one.arguments[1].span, helps=("rule",))
            return


def _check_finer(report: Report, path: Path, key: str, bound: Number | None, round_: int | None, unit: Unit) -> None:
    """A cap of 99,95% on a node rounded to whole percents could never be printed as it is."""
    if bound is None or round_ is None:
        return
    digits = round_ + (2 if unit == PERCENT else 0)
    fits = bound[0] * 10**digits % bound[1] == 0 if digits >= 0 else bound[0] % (bound[1] * 10**-digits) == 0
    if not fits:
        label = report.label("round", (*path, "round"), digits=str(round_))
        report.at("cap-finer-than-round", (*path, key), "value", label, key=key, bound=NumberWord(bound, unit))


def _least_available(report: Report, names: Names, path: Path, table: Mapping[str, Any], components: int) -> int | Number | None:  # fmt: skip
    if "min_available" not in table:
        return None
    at = (*path, "min_available")
    found = stated(Reader(report, names, at), table["min_available"])
    if found is None:
        return None
    if found.percent and 0 <= found.value[0] <= found.value[1]:
        return found.value
    if not found.percent and found.value[1] == 1 and 0 <= found.value[0] <= components:
        return found.value[0]
    report.at("min-available-out-of-range", at, components=components)
    return None


def _condition(report: Report, names: Names, path: Path, table: Mapping[str, Any], name: str) -> Formula | None:
    if "applies_if" not in table:
        return None
    at = (*path, "applies_if")
    formula = Reader(report, names, at, node=name).formula(table["applies_if"])
    if formula is not None:
        check_flag(report, at, formula)
        check_columns(report, at, formula)
    return formula


def check_flag(report: Report, path: Path, formula: Formula) -> None:
    """Report a condition that is not true or false."""
    if formula.expression.unit not in (units.FLAG, units.UNKNOWN):
        span = (0, len(formula.text))
        word = UnitWord(formula.expression.unit)
        report.inside("flag-expected", path, span, operator=str(path[-1]), unit=word, other=word)


def _as_indicator(report: Report, names: Names, path: Path, table: Mapping[str, Any], node: Node, scales: Mapping[str, Scale]) -> Node:  # fmt: skip
    """Return *node* with what only an indicator has: target, achievement, scales."""
    from attrs import evolve

    rules = report.document.tables.get("rules", {})
    polarity = table.get("polarity", rules.get("polarity", "maximize"))
    ranged = polarity == "range"
    target = None
    if "target" in table:
        target = target_of(report, names, (*path, "target"), table["target"], node.unit, ranged=ranged)
    compare = compares_of(report, names, (*path, "compare"), table.get("compare", {}), target, node.unit, ranged=ranged)
    cap_at = (*path, "achievement_cap") if "achievement_cap" in table else ("rules", "achievement_cap")
    cap_raw = table.get("achievement_cap", rules.get("achievement_cap"))
    cap = None if cap_raw is None else in_unit(Reader(report, names, cap_at), cap_raw, PERCENT, what="achievement_cap")
    floor_at = (*path, "achievement_floor")
    floor_raw = table.get("achievement_floor")
    floor = None if floor_raw is None else in_unit(Reader(report, names, floor_at), floor_raw, PERCENT, what="achievement_floor")  # fmt: skip
    for key, unit in (("scale", node.unit), ("achievement_scale", PERCENT)):
        if key in table:
            _check_scale(report, (*path, key), table[key], unit, scales)
    return evolve(
        node,
        objective=_objective(report, names, path, table),
        target=target,
        compare=compare,
        polarity=polarity,
        achievement=_achievement(report, names, path, table, node),
        achievement_cap=cap,
        achievement_floor=floor,
        scale=table.get("scale") if table.get("scale") in scales else None,
        achievement_scale=table.get("achievement_scale") if table.get("achievement_scale") in scales else None,
    )


def _objective(report: Report, names: Names, path: Path, table: Mapping[str, Any]) -> str | None:
    objective: str | None = table.get("objective")
    if objective is not None and objective not in names.objectives:
        near = nearest(objective, names.objectives)
        helps = ("nearest",) if near else ()
        report.at("unknown-name", (*path, "objective"), helps=helps, name=objective, nearest=near or "")
        return None
    return objective


def _achievement(report: Report, names: Names, path: Path, table: Mapping[str, Any], node: Node) -> Formula | None:
    if "achievement" not in table:
        return None
    at = (*path, "achievement")
    unit = units.of_node(node.unit)
    own = {"result": unit, "target": unit}
    formula = Reader(report, names, at, node=node.path, own=own).formula(table["achievement"])
    if formula is not None:
        found = formula.expression.unit
        if not units.accepts(PERCENT, found):
            span = (0, len(formula.text))
            report.inside("unit-not-accepted", at, span, name="achievement", unit=UnitWord(PERCENT), found=UnitWord(found))  # fmt: skip
        check_columns(report, at, formula)
    return formula


def _check_scale(report: Report, path: Path, name: str, unit: Unit, scales: Mapping[str, Scale]) -> None:
    """Report a scale that does not exist, or whose bands are in another unit than what is looked up in it."""
    if name not in scales:
        near = nearest(name, scales)
        report.at("unknown-name", path, helps=("nearest",) if near else (), name=name, nearest=near or "")
        return
    for index, band in enumerate(report.document.tables["scale"][name]["bands"]):
        for key in ("at_least", "above"):
            raw = band.get(key)
            if raw is None or raw == 0:
                continue
            percent = isinstance(raw, str) and raw.strip().endswith("%")
            if percent != (unit == PERCENT) and unit != units.UNKNOWN:
                label = report.label("band", ("scale", name, "bands", index, key))
                report.at("band-percent", path, "value", label, scale=name, unit=UnitWord(unit), band=str(raw))
                return


