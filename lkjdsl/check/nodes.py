"""Indicators and components: what a node of the tree is, apart from what only an indicator has."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from attrs import evolve, frozen

from lkjdsl import units
from lkjdsl.check.names import Names, is_component
from lkjdsl.check.periods import check_has_periods
from lkjdsl.check.reporting import Report
from lkjdsl.check.resolution import FormulaResolver
from lkjdsl.check.rules import MOST_DIGITS, check_quotients, digits_of, rules_of
from lkjdsl.check.scales import scale_of
from lkjdsl.check.stated_numbers import in_unit, stated
from lkjdsl.check.weights import check_weights
from lkjdsl.core.operators import DIVIDE, MULTIPLY, OPERATORS
from lkjdsl.lower.report_tables import free_rows
from lkjdsl.model.definition import Node, Rules
from lkjdsl.model.expressions import Apply, Column, Constant, Expression, Formula, walk
from lkjdsl.numbers.rational import Number
from lkjdsl.source import Path
from lkjdsl.syntax.formula_tree import ParsedFormula
from lkjdsl.unit_words import NumberWord, UnitWord
from lkjdsl.units import INDEX, NODE_UNITS, PERCENT, RATIO, Unit

HUNDRED = (100, 1)
_NEAR = 2
"""A unit within this many letters of a known one is a slip: a rule of the language, where a suggestion is a guess."""


@frozen(eq=False)
class NodeTable:
    """A node's table at its place: ``path`` is that of the table in the file, ``name`` that of the node in results."""

    report: Report
    names: Names
    path: Path
    table: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Return the node's path in results, ``IKK1.K1``."""
        return ".".join(map(str, self.path[1:]))

    def reader(self, key: str, own: Mapping[str, Unit] | None = None) -> FormulaResolver:
        """Return a reader of the formula or number under *key*."""
        return FormulaResolver(self.report, self.names, (*self.path, key), node=self.name, own=own or {})

    def number(self, key: str, unit: Unit) -> Number | None:
        """Return the number stated under *key* in *unit*, if any."""
        return in_unit(self.reader(key), self.table[key], unit, what=key) if key in self.table else None

    def component(self, key: str) -> "NodeTable":
        """Return the place of a component."""
        return evolve(self, path=(*self.path, key), table=self.table[key])


def node_of(here: NodeTable, rules: Rules, digits: int | None = None, weight: Number | None = None) -> Node:
    """
    Return the node at *here* with its components; *rules*, *digits* and its *weight* are what its ancestors state.

    ``digits`` leaves ``[rules]`` out: a number of printed digits for everything stands behind the node's own ``round``.
    """
    report, table = here.report, here.table
    check_has_periods(report, here.names, here.path, table, "over_periods")
    own = rules_of(report, here.names, here.path, table)
    rules = rules.overridden(own)
    digits = digits if own.digits is None else own.digits
    unit = _unit(here)
    inner = [key for key in table if is_component(key)]
    weights = check_weights(report, here.names, here.path, table, inner)
    components = []
    for key in inner:
        component = node_of(here.component(key), rules, digits, weights.get(key))
        _check_component(here, key, unit, component)
        components.append(component)
    formula = _formula(here, unit)
    if formula is not None:
        _check_divisions(here, rules, formula, unit)
    cap, floor = here.number("cap", unit), here.number("floor", unit)
    decimals = digits_of(report, here.path, table, "round", -MOST_DIGITS)
    _check_finer(here, "cap", cap, decimals, unit)
    _check_finer(here, "floor", floor, decimals, unit)
    return Node(
        path=here.name,
        name=table.get("name", here.name),
        unit=unit,
        rules=rules,
        formula=formula,
        components=tuple(components),
        aggregate=table.get("aggregate", "weighted-mean"),
        weight=weight,
        cap=cap,
        floor=floor,
        round=decimals,
        digits=digits,
        min_available=_least_available(here, len(inner)),
        redistribute=_redistribution(here, inner),
        applies_if=_condition(here),
        scale=scale_of(report, here.path, table, "scale", unit),
        over_periods=table.get("over_periods"),
        definition=table.get("definition", ""),
        basis=texts(table.get("basis", ())),
        alias=texts(table.get("alias", ())),
        note=table.get("note", ""),
        place=report.place(here.path, "key"),
    )


def texts(raw: str | list[str] | tuple[()]) -> tuple[str, ...]:
    """Return one text or a list of them as a tuple."""
    return (raw,) if isinstance(raw, str) else tuple(raw)


def _unit(here: NodeTable) -> Unit:
    unit: str = here.table.get("unit", units.UNKNOWN)
    if unit in NODE_UNITS or "unit" not in here.table:
        return unit
    reserved = unit == "number" or not (units.is_label(unit) and unit.strip())
    near = (
        PERCENT
        if "%" in unit
        else RATIO
        if reserved
        else min(NODE_UNITS, key=lambda known: _distance(unit.casefold(), known))
    )
    if reserved or "%" in unit or _distance(unit.casefold(), near) <= _NEAR:
        here.report.at("unit-misspelt", (*here.path, "unit"), unit=unit, near=near)
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


def _check_component(here: NodeTable, key: str, unit: Unit, component: Node) -> None:
    """Report a component whose unit cannot enter its node, or whose name is that of an indicator."""
    report, path = here.report, (*here.path, key)
    if key in report.document.tables.get("indicator", {}):
        label = report.label("indicator", ("indicator", key), "key")
        report.at("component-named-like-indicator", path, "key", label, name=key)
    inner = component.unit
    if "formula" in here.table or units.UNKNOWN in (unit, inner) or unit == inner:
        return
    # A percentage enters an index as points; otherwise components have the unit of their node.
    fits = (unit == INDEX and inner == PERCENT) or {unit, inner} == {PERCENT, RATIO}
    if not (fits or (units.is_label(units.of_node(unit)) and inner == units.COUNT)):
        words = {"unit": UnitWord(inner), "node": UnitWord(unit)}
        report.at("component-unit", (*path, "unit"), also=words, name=component.path)


def _formula(here: NodeTable, unit: Unit) -> Formula | None:
    if "formula" not in here.table:
        return None
    report, at = here.report, (*here.path, "formula")
    formula = here.reader("formula").formula(here.table["formula"])
    if formula is None:
        return None
    found = formula.expression.unit
    if unit != units.UNKNOWN and not units.accepts(unit, found):
        code, helps = "unit-not-accepted", ("unit",) if found in NODE_UNITS else ()
        if (unit, found) == (INDEX, PERCENT):
            code, helps = "percent-on-index", ()
        elif found in (units.TEXT, units.FLAG):
            code = "number-expected"
        label = report.label("unit", (*here.path, "unit"), unit=UnitWord(unit))
        words = {"unit": UnitWord(unit), "found": UnitWord(found)}
        span = (0, len(formula.text))
        report.inside(code, at, span, label, helps=helps, also=words, name=here.name, meant=found)
    factor = _hundred(formula.expression) if unit == PERCENT else None
    if factor is not None:
        report.inside("percent-times-100", at, factor.span, name=here.name)
    check_columns(report, at, formula)
    return formula


def _hundred(expression: Expression) -> Constant | None:
    """Return the bare 100 that a quotient is multiplied by, if the formula is one: a percent is printed times 100."""
    match expression:
        case Apply(MULTIPLY.name, (Apply(DIVIDE.name), Constant(value=factor) as hundred)) if factor == HUNDRED:
            return hundred
        case Apply(MULTIPLY.name, (Constant(value=factor) as hundred, Apply(DIVIDE.name))) if factor == HUNDRED:
            return hundred
        case Apply(DIVIDE.name, (Apply(MULTIPLY.name, operands), _)):
            return next(
                (operand for operand in operands if isinstance(operand, Constant) and operand.value == HUNDRED), None
            )
        case _:
            return None


def check_columns(report: Report, path: Path, formula: Formula) -> None:
    """Report a column of a rows table that stands outside an aggregate, where there is no row."""
    rows = free_rows(formula.expression)
    if rows is None:
        return
    column = next(node for node in walk(formula.expression) if isinstance(node, Column) and node.rows == rows)
    name = f"{column.rows}.{column.column}"
    report.inside("column-outside-aggregate", path, column.span, helps=("sum",), name=name)


def _check_divisions(here: NodeTable, rules: Rules, formula: Formula, unit: Unit) -> None:
    """Warn of a division for which nobody has said what 0/0 gives, and check the number that a rule gives."""
    divisions = [
        node for node in walk(formula.expression) if isinstance(node, Apply) and OPERATORS[node.operator] is DIVIDE
    ]
    if divisions and unit == PERCENT:
        check_quotients(here.report, rules, here.path)
    for division in divisions:
        denominator = division.arguments[1]
        constant = all(isinstance(part, Constant | Apply) for part in walk(denominator))
        if rules.zero_over_zero is None and not constant:
            here.report.inside("zero-rule-missing", (*here.path, "formula"), denominator.span, helps=("rule",))
            return


def _check_finer(here: NodeTable, key: str, bound: Number | None, decimals: int | None, unit: Unit) -> None:
    """Report a bound that rounding would move: a cap of 99,95% on whole percents could never be printed as it is."""
    if bound is None or decimals is None:
        return
    digits = decimals + (2 if unit == PERCENT else 0)
    fits = bound[0] * 10**digits % bound[1] == 0 if digits >= 0 else bound[0] % (bound[1] * 10**-digits) == 0
    if not fits:
        label = here.report.label("round", (*here.path, "round"), digits=str(decimals))
        at = (*here.path, key)
        here.report.at("cap-finer-than-round", at, "value", label, key=key, bound=NumberWord(bound, unit))


def _least_available(here: NodeTable, components: int) -> int | Number | None:
    if "min_available" not in here.table:
        return None
    found = stated(here.reader("min_available"), here.table["min_available"])
    if found is None:
        return None
    numerator, denominator = found.value
    is_share = found.percent or (isinstance(here.table["min_available"], ParsedFormula) and numerator % denominator)
    if is_share and 0 <= numerator <= denominator:
        return found.value
    if not found.percent and numerator % denominator == 0 and 0 <= numerator <= components * denominator:
        return numerator // denominator
    here.report.at("min-available-out-of-range", (*here.path, "min_available"), components=components)
    return None


def _redistribution(here: NodeTable, components: Sequence[str]) -> Literal["proportional", "equal"]:
    """Return where the weight of an excluded component goes; report it of a node that has no weights."""
    stated_as: Literal["proportional", "equal"] = here.table.get("redistribute", "proportional")
    is_weighted = here.table.get("aggregate", "weighted-mean") == "weighted-mean"
    if "redistribute" in here.table and ("formula" in here.table or not components or not is_weighted):
        here.report.at("redistribute-without-weights", (*here.path, "redistribute"), name=here.name)
    return stated_as


def _condition(here: NodeTable) -> Formula | None:
    if "applies_if" not in here.table:
        return None
    formula = here.reader("applies_if").formula(here.table["applies_if"])
    if formula is not None:
        check_flag(here.report, (*here.path, "applies_if"), formula)
        check_columns(here.report, (*here.path, "applies_if"), formula)
    return formula


def check_flag(report: Report, path: Path, formula: Formula) -> None:
    """Report a condition that is not true or false."""
    if formula.expression.unit not in (units.FLAG, units.UNKNOWN):
        word = UnitWord(formula.expression.unit)
        report.inside("flag-expected", path, (0, len(formula.text)), operator=str(path[-1]), unit=word, other=word)
