"""Expressions that depend on no data, and the numbers they have."""

from lkjdsl.core.program import Program
from lkjdsl.core.walk import walk as walk_program
from lkjdsl.domains.exact.domain import Exact, Facts
from lkjdsl.lower.assembly import Assembly, Scope, lower
from lkjdsl.model.definition import Rules
from lkjdsl.model.expressions import Apply, Constant, Expression, walk
from lkjdsl.numbers.rational import Number
from lkjdsl.units import UNKNOWN


def is_constant(expression: Expression) -> bool:
    """Return whether *expression* depends on no data."""
    return all(isinstance(node, Constant | Apply) for node in walk(expression))


def value_of(expression: Expression) -> Number | None:
    """Return the number that a constant expression has, or None where it has none."""
    if isinstance(expression, Constant):
        return expression.value if isinstance(expression.value, tuple) else None
    if not is_constant(expression) or any(node.unit == UNKNOWN for node in walk(expression)):
        return None
    assembly = Assembly()
    scope = Scope(path="", role="formula", rules=Rules(), slots={}, reference=lambda _: 0, columns={})
    lower(assembly, expression, scope)
    value = walk_program(Program(tuple(assembly.steps)), Exact(Facts(())))[-1]
    return value if isinstance(value, tuple) else None


def whole_of(expression: Expression) -> int | None:
    """Return the whole number that a constant expression has, or None."""
    value = value_of(expression)
    if value is None or value[0] % value[1]:
        return None
    return value[0] // value[1]
