"""
The language a second time: slow, in plain fractions, straight from the tables of an edition and of its data.

Nothing is shared with lkjdsl but the syntax trees of formulas. A value is a Fraction, a flag, a text, or the name of a
state. Left out are reasons, printed texts and roots.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import evolve, field, frozen

from lkjdsl.syntax.formula_tree import Call, FormulaNode, Name, TextLiteral
from tests.support.naive import naive, rounded
from tests.support.reference_values import (
    MISSING,
    ONE,
    Table,
    applied,
    folded,
    is_state,
    pool,
    read,
    ruled,
    scored,
    stated,
    tree_of,
    worst,
)

DEFAULTS = {"zero_over_zero": "error", "over_zero": "error", "missing": "unavailable", "rounding": "half-up"}
FOLDS = ("sum", "mean", "median", "min", "max", "count")


@frozen
class Context:
    """Where an expression stands: the rules that hold there, the row at hand, and ``result`` and ``target``."""

    rules: Table
    row: Table = field(factory=dict)
    own: Table = field(factory=dict)


UNKNOWN: Table = {"": "nothing is known of the rows of a table that the data do not have"}


def rows_of(data: Table, table: str) -> Sequence[Table]:
    """Return the rows of a table, or one of which nothing is known where the data do not have it."""
    rows: Sequence[Table] = data.get(table, [UNKNOWN])
    return rows


@frozen
class Office:
    """
    What an edition gives for the data of an office.

    ``before`` is the office a year ago, where that is known; ``nodes`` are the tables of the edition's nodes by path.
    """

    tables: Table
    data: Table
    before: "Office | None" = None
    nodes: Mapping[str, Table] = field(init=False)
    known: dict[str, Any] = field(init=False, factory=dict)

    @nodes.default
    def _(self) -> Mapping[str, Table]:
        found = dict(self.tables["indicator"])
        waiting = list(found)
        for path in waiting:
            inner = {f"{path}.{key}": one for key, one in found[path].items() if key[0].isupper()}
            found |= inner
            waiting.extend(inner)
        return found

    def above(self, path: str) -> list[Table]:
        """Return the tables of a node and of all that it is part of, the indicator first."""
        parts = path.split(".")
        return [self.nodes[".".join(parts[:count])] for count in range(1, len(parts) + 1)]

    def rules(self, path: str) -> dict[str, Any]:
        """Return the rules that hold for a node: those of ``[rules]``, of what it is part of, and its own."""
        tables = (DEFAULTS, self.tables.get("rules", {}), *self.above(path))
        return {key: value for table in tables for key, value in table.items() if key in DEFAULTS}

    def formula(self, text: str, context: Context) -> Any:
        """Return the value of a formula."""
        return self.value(tree_of(text), context)

    def value(self, tree: FormulaNode, context: Context) -> Any:
        """Return the value of an expression."""
        match tree:
            case TextLiteral(value=value):
                return value
            case Name(parts=parts):
                return self.named(parts, context)
            case Call("previous", (Name(parts=(group, name)),)):
                declared, missing = self.tables["input"][group][name], context.rules["missing"]
                if self.before is None:
                    return read({"kind": declared["kind"]}, None, missing)
                return read(declared, self.before.data.get(group, {}).get(name), missing)
            case Call("score", (looked_up, Name(parts=("scale", name)))):
                value = self.value(looked_up, context)
                return value if is_state(value) else scored(value, self.tables["scale"][name], context.rules)
            case Call("if", (condition, then, otherwise)):
                chosen = self.value(condition, context)
                return chosen if is_state(chosen) else self.value(then if chosen else otherwise, context)
            case Call(operator, (body,)) if operator in FOLDS and (table := self.table_of(body)):
                own = {name: value for name, value in context.own.items() if "." not in name}  # no totals of columns
                rows = [evolve(context, row=row, own=own) for row in rows_of(self.data, table)]
                return folded(operator, [self.value(body, row) for row in rows])
            case Call("available", (argument,)):
                rules = {**context.rules, "missing": "unavailable"}
                value = self.value(argument, evolve(context, rules=rules))
                return value if value == "invalid" else not is_state(value)
            case Call(operator, arguments):
                return applied(operator, [self.value(argument, context) for argument in arguments], context.rules)
            case _:
                return naive(tree, {}, None, "")

    def table_of(self, tree: FormulaNode) -> str:
        """Return the rows table of which *tree* names a column outside an aggregate over rows."""
        match tree:
            case Name(parts=(table, _)) if table in self.tables.get("rows", {}):
                return table
            case Call(operator, arguments):
                inner = next(filter(None, map(self.table_of, arguments)), "")
                return "" if operator in FOLDS and len(arguments) == 1 else inner
            case _:
                return ""

    def named(self, parts: Sequence[str], context: Context) -> Any:
        """Return the value of a name: a constant, an input, a column, a node, or what may follow a node."""
        path, (first, *rest), missing = ".".join(parts), parts, context.rules["missing"]
        if path in context.own:
            return context.own[path]
        if path in self.tables.get("constant", {}):
            return stated(self.tables["constant"][path])
        if first in self.tables.get("rows", {}):
            if context.row is UNKNOWN:
                return "unavailable"
            return read(self.tables["rows"][first][rest[0]], context.row.get(rest[0]), missing)
        if first in self.tables["input"]:
            return read(self.tables["input"][first][rest[0]], self.data.get(first, {}).get(rest[0]), missing)
        if path in self.nodes:
            return self.node(path)
        return self.goal(first)[0] if rest == ["target"] else self.achievement(first)

    def node(self, path: str) -> Any:
        """Return the value of a node, worked out once."""
        if path not in self.known:
            self.known[path] = self.worked_out(path, self.nodes[path])
        return self.known[path]

    def worked_out(self, path: str, node: Table) -> Any:
        """Return a node's value: does it apply, is it given or computed, then floor, cap and round."""
        applies = self.applies(path)
        if applies is not True:
            return applies or "excluded"
        given = self.data.get("given", {}).get(path)
        given = given["value"] if isinstance(given, dict) else given
        value = self.computed(path, node) if given in MISSING else read({"kind": "number"}, given, "error")
        if is_state(value):
            return value
        if "floor" in node:
            value = max(value, stated(node["floor"]))
        if "cap" in node:
            value = min(value, stated(node["cap"]))
        if "round" in node:
            digits = node["round"] + 2 * (node["unit"] == "percent")
            value = rounded(value, Fraction(digits), self.rules(path)["rounding"])
        return value

    def applies(self, path: str) -> Any:
        """Return whether a node applies, and all that it is part of; or the state of a condition."""
        above = path.rpartition(".")[0]
        outer = self.applies(above) if above else True
        if outer is not True or "applies_if" not in self.nodes[path]:
            return outer
        return self.formula(self.nodes[path]["applies_if"], Context(self.rules(path)))

    def computed(self, path: str, node: Table) -> Any:
        """Return the value of the formula, or of the components that have a weight, as points where need be."""
        rules = self.rules(path)
        if "formula" in node:
            return self.formula(node["formula"], Context(rules))
        inner = {key: one for key, one in node.items() if key[0].isupper() and stated(one.get("weight", 1))}
        if not inner:
            return ruled(rules["missing"])
        values = []
        for key, one in inner.items():
            value = self.node(f"{path}.{key}")
            points = node["unit"] == "index" and one["unit"] == "percent" and not is_state(value)
            values.append(value * 100 if points else value)
        weights = [stated(one["weight"]) for one in inner.values() if "weight" in one]
        operator = node.get("aggregate", "weighted-mean").replace("harmonic-mean", "harmean")
        return pool(operator, values, weights, node.get("min_available", 0), node.get("redistribute", ""))

    def goal(self, path: str, compared: str = "") -> list[Any]:
        """Return the target of an indicator in the year of the data, or a comparison: one value, or two of a range."""
        node = self.nodes[path]
        if compared == "previous":
            return ["unavailable" if self.before is None else self.before.node(path)]
        raw = node["compare"][compared] if compared else node.get("target")
        raw = node.get("target") if raw == "target" else raw
        if isinstance(raw, dict):
            raw = raw.get(str(self.data.get("year", self.tables["year"])))
        if raw is None:
            return ["unavailable"]
        context = Context(self.rules(path))
        ends = raw if isinstance(raw, list) else [raw]
        return [self.formula(end, context) if isinstance(end, str) else Fraction(end) for end in ends]

    def achievement(self, path: str, compared: str = "") -> Any:
        """Return what an indicator achieves of its target, or of a comparison."""
        node = self.nodes[path]
        value = self.judged(path, node, self.node(path), self.goal(path, compared), compared)
        if is_state(value) or compared == "previous":
            return value
        if "achievement_floor" in node:
            value = max(value, stated(node["achievement_floor"]))
        return min(value, stated(node["achievement_cap"])) if "achievement_cap" in node else value

    def judged(self, path: str, node: Table, result: Any, goal: Sequence[Any], compared: str) -> Any:
        """Return what *result* achieves of *goal*; without a target, or with one of 0, there is no achievement."""
        target, own = goal[0], node.get("achievement", "")
        polarity = node.get("polarity", "maximize")
        if own:
            if names(tree_of(own), ("target",)) and (is_state(target) or target == 0):
                return target or "unavailable"
            rules = self.rules(path) | {"zero_over_zero": "unavailable", "over_zero": "unavailable"}
            ends = {"target": target, "target.from": target, "target.to": goal[-1]}
            return self.formula(own, Context(rules, own={"result": result, **ends}))
        inside = self.goal(path) if compared == "previous" else goal
        inside = inside if len(inside) > 1 else goal
        if polarity == "minimize-inverse" and len(inside) == 1 and (is_state(target) or target <= 0):
            return target if is_state(target) else "unavailable"
        if state := worst([result, *goal, *inside]):
            return state
        if polarity != "range" and len(inside) == 1:
            return against(polarity, result, target)
        if result < inside[0]:
            return against("maximize" if polarity == "range" else polarity, result, target)
        if result > inside[-1]:
            return against("minimize" if polarity == "range" else polarity, result, goal[-1])
        return ONE


def names(tree: FormulaNode, wanted: tuple[str, ...]) -> bool:
    """Return whether *tree* has the name *wanted* in it."""
    match tree:
        case Name(parts=parts):
            return parts == wanted
        case Call(arguments=arguments):
            return any(names(argument, wanted) for argument in arguments)
        case _:
            return False


def against(polarity: str, result: Fraction, target: Fraction) -> Any:
    """Return what *result* is of a single value: further from 0 by its distance over the target without its sign."""
    if polarity == "minimize-inverse":
        return target / result if target > 0 and result > 0 else "unavailable"
    if target == 0:
        return "unavailable"
    distance = (result - target) / abs(target)
    return {"minimize": 1 - distance, "stabilize": 1 - abs(distance)}.get(polarity, 1 + distance)
