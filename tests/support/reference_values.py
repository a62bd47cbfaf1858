"""Values and states a second time: rules, quotients and what is brought together, in plain fractions."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from lkjdsl.syntax.formula_parser import parse
from lkjdsl.syntax.formula_tree import FormulaNode
from tests.support.naive import MEANINGS, UndefinedError, naive, rounded

STATES = ("excluded", "unavailable", "invalid")
STATE_OF = {"exclude": "excluded", "unavailable": "unavailable", "error": "invalid"}
POOLS = ("sum", "mean", "median", "min", "max", "count", "harmean")
MISSING = (None, "-", "tidak tersedia")
ONE = Fraction(1)

Table = Mapping[str, Any]


def is_state(value: Any) -> bool:
    return isinstance(value, str) and value in STATES


def worst(values: Sequence[Any]) -> str:
    """Return the state that wins among *values*; an empty text where all are ordinary."""
    return max(filter(is_state, values), key=STATES.index, default="")


def tree_of(text: str) -> FormulaNode:
    tree = parse(text)
    assert not isinstance(tree, list)
    return tree


def stated(raw: Any) -> Fraction:
    """Return a number that an edition states: a TOML number, or a text such as ``'50%'`` and ``'1/9'``."""
    return Fraction(naive(tree_of(raw), {}, None, "") if isinstance(raw, str) else raw)


def ruled(rule: Any) -> Any:
    return STATE_OF[rule] if rule in STATE_OF else stated(rule)


def over(numerator: Any, denominator: Any, zero: Any, nonzero: Any) -> Any:
    """Return the quotient, *zero* for 0/0, *nonzero* for any other number over 0."""
    if denominator == 0:
        return nonzero if numerator else zero
    return numerator / denominator


def attempt(operator: str, operands: Sequence[Any]) -> Any:
    try:
        return MEANINGS[operator](operands)
    except UndefinedError:
        return "invalid"


def pool(operator: str, values: Sequence[Any], weights: Sequence[Fraction] = (), least: Any = 0, way: str = "") -> Any:
    """Return *values* brought together: excluded ones drop out; their weight is left to the others, or parted."""
    pairs = list(zip(values, weights or [ONE] * len(values), strict=True))
    left = [(value, weight) for value, weight in pairs if value != "excluded"]
    numbers, weight_left = [value for value, _ in left], sum(weight for _, weight in left)
    if state := worst(numbers):
        return state
    if not left:
        return "excluded" if values else "unavailable"
    share = weight_left / sum(weight for _, weight in pairs)
    if share < stated(least) if isinstance(least, str) else len(left) < least:
        return "unavailable"
    if operator == "count":
        return Fraction(sum(value is not False for value in numbers))
    if way == "equal":
        part = (sum(weights) - weight_left) / len(left)
        return sum(value * (weight + part) for value, weight in left) / sum(weights)
    if operator == "weighted-mean":
        return sum(value * weight for value, weight in left) / weight_left
    if operator == "harmean" and weights and all(numbers):
        return attempt("/", [weight_left, sum(weight / value for value, weight in left)])
    return attempt(operator, numbers)


def scored(value: Fraction, scale: Table, rules: Table) -> Any:
    """Return the value of the first band of *scale* that *value* reaches, as it is or as printed."""
    if scale.get("lookup") == "printed":
        value = rounded(value, Fraction(scale["digits"]), rules["rounding"])
    for band in scale["bands"]:
        if value >= stated(band["at_least"]) if "at_least" in band else value > stated(band["above"]):
            return Fraction(band["value"])
    return "unavailable"


def folded(operator: str, values: Sequence[Any]) -> Any:
    """Return the values of all rows brought together; without rows a sum and a count are 0."""
    return Fraction(0) if not values and operator in ("sum", "count") else pool(operator, values)


def applied(operator: str, values: Sequence[Any], rules: Table) -> Any:
    """Return what an operator makes of values; any state decides, but where excluded ones drop out."""
    if operator in POOLS:
        return pool(operator, values)
    if operator == "coalesce":
        return next((value for value in values if not is_state(value) or value == "invalid"), values[-1])
    if state := worst(values):
        return state
    if operator == "/":
        return over(values[0], values[1], ruled(rules["zero_over_zero"]), ruled(rules["over_zero"]))
    if operator == "round":
        return rounded(values[0], values[1], rules["rounding"])
    return attempt(operator, values)


def read(declared: Table, raw: Any, rule: Any) -> Any:
    """Return what the data say of an input: its value, its default, or what the rule says of a missing one."""
    is_number = declared["kind"] not in ("flag", "text")
    raw = declared.get("default") if raw in MISSING else raw
    if raw is None:
        return ruled(rule) if is_number or rule in STATE_OF else "unavailable"
    if raw == "tidak berlaku":
        return "excluded"
    if raw == "nihil":
        return Fraction(0)
    return stated(raw) if is_number else raw
