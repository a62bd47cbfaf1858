"""Expression → steps."""

from collections.abc import Callable, Mapping
from typing import assert_never

from attrs import evolve, field, frozen

from lkjdsl.core import operators
from lkjdsl.core.operators import OPERATORS
from lkjdsl.core.program import (
    Division,
    Held,
    Operator,
    Origin,
    Pool,
    Program,
    Role,
    Rounds,
    Rowwise,
    Setting,
    Slot,
    Step,
    printed_digits,
)
from lkjdsl.model.definition import Rules
from lkjdsl.model.expressions import (
    Apply,
    Column,
    Constant,
    Expression,
    Fold,
    Formula,
    InputReference,
    Own,
    Reference,
    Score,
    children,
)
from lkjdsl.model.expressions import Span as ExpressionSpan
from lkjdsl.model.values import Rule, state
from lkjdsl.units import FLAG, PERCENT, PLAIN, Unit, is_number


@frozen(eq=False, repr=False)
class Assembly:
    """The steps of a program that is being put together."""

    steps: list[Step] = field(factory=list)

    def add(
        self,
        operator: Operator,
        arguments: tuple[int, ...] = (),
        setting: Setting = None,
        *,
        origin: Origin,
        unit: Unit = PLAIN,
    ) -> int:
        """Append a step and return its position."""
        self.steps.append(Step(operator, arguments, setting, origin, unit))
        return len(self.steps) - 1


@frozen(eq=False, repr=False)
class Scope:
    """
    What the names of an expression stand for while it is lowered.

    ``slots`` gives the index of an input, ``columns`` of a column of the rows at hand; ``reference`` the step
    of a result; ``own`` the steps of ``result`` and ``target``; ``outside`` is where the parts of a row's
    program that are the same for all rows are lowered, with the positions handed in so far.
    """

    path: str
    role: Role
    rules: Rules
    slots: Mapping[str, int]
    reference: Callable[[str], int]
    columns: Mapping[tuple[str, str], int]
    own: Mapping[str, int] = field(factory=dict)
    formula: Formula | None = None
    rows: str | None = None
    outside: "tuple[Assembly, Scope, list[int]] | None" = None
    division: Division | None = None

    def where_missing_is(self, rule: Rule) -> "Scope":
        """Return the scope in which a missing value gives what *rule* says, outside the rows at hand as well."""
        outside = self.outside and (self.outside[0], self.outside[1].where_missing_is(rule), self.outside[2])
        return evolve(self, rules=evolve(self.rules, missing=rule), outside=outside)

    def origin(self, span: ExpressionSpan) -> Origin:
        """Return the origin of a step written at *span* of the formula."""
        return Origin(self.path, self.role, self.formula, span)


def lower_formula(assembly: Assembly, formula: Formula, scope: Scope) -> int:
    """Add the steps of *formula* and return the position of its value."""
    if isinstance(formula.expression, Constant):  # most targets are: no scope needs to be made for them
        origin = Origin(scope.path, scope.role, formula, formula.expression.span)
        held = Held(formula.expression.value)
        return assembly.add(operators.CONSTANT, (), held, origin=origin, unit=formula.expression.unit)
    return lower(assembly, formula.expression, evolve(scope, formula=formula))


def lower(assembly: Assembly, expression: Expression, scope: Scope) -> int:
    """Add the steps of *expression* and return the position of its value."""
    origin = scope.origin(expression.span)
    if scope.outside is not None and not isinstance(expression, Constant) and not _varies(expression, scope.rows):
        outer, around, handed = scope.outside
        handed.append(lower(outer, expression, around))
        setting = Slot(len(handed) - 1, "", "error")
        return assembly.add(operators.OUTER, (), setting, origin=origin, unit=expression.unit)
    match expression:
        case Constant(value=value):
            return assembly.add(operators.CONSTANT, (), Held(value), origin=origin, unit=expression.unit)
        case InputReference(input=path, previous=previous):
            operator = operators.PREVIOUS if previous else operators.INPUT
            setting = Slot(scope.slots[path], path, _missing(scope, expression.unit))
            return assembly.add(operator, (), setting, origin=origin, unit=expression.unit)
        case Column(rows=rows, column=column):
            index = scope.columns[rows, column]
            setting = Slot(index, f"{rows}.{column}", _missing(scope, expression.unit))
            return assembly.add(operators.COLUMN, (), setting, origin=origin, unit=expression.unit)
        case Reference(path=path):
            return scope.reference(path)
        case Own(what=what):
            return scope.own[what]
        case Fold():
            return _lower_fold(assembly, expression, scope)
        case Apply():
            return _lower_apply(assembly, expression, scope)
        case Score():
            return _lower_score(assembly, expression, scope)
        case _:
            assert_never(expression)


def _missing(scope: Scope, unit: Unit) -> Rule:
    """Return what a missing value of *unit* gives; a number cannot stand for a flag or a text."""
    rule = scope.rules.missing or "unavailable"
    return rule if is_number(unit) or isinstance(rule, str) else "unavailable"


def _lower_apply(assembly: Assembly, expression: Apply, scope: Scope) -> int:
    operator = OPERATORS[expression.operator]
    operands = expression.arguments
    setting: Setting = None
    if operator is operators.DIVIDE:
        setting = scope.division or Division(scope.rules.zero_over_zero or "error", scope.rules.over_zero or "error")
    elif operator is operators.ROUND:
        *operands_, decimals = operands
        operands = tuple(operands_)
        setting = Rounds(_whole(decimals), scope.rules.rounding or "half-up")
    elif operator.states == "pooling":
        setting = Pool()
    elif operator is operators.AVAILABLE:  # it looks before a rule makes something else of what is missing
        scope = scope.where_missing_is("unavailable")
    arguments = tuple(lower(assembly, operand, scope) for operand in operands)
    return assembly.add(operator, arguments, setting, origin=scope.origin(expression.span), unit=expression.unit)


def _lower_score(assembly: Assembly, expression: Score, scope: Scope) -> int:
    """Add a choice for each band, from the highest on; below them all is nothing that a value could be looked up in."""
    scale, looked_up = expression.scale, expression.looked_up
    origin = evolve(scope.origin(expression.span), role="score")
    part = evolve(origin, span=None)
    value = lower(assembly, looked_up, scope)
    if scale.digits is not None and scale.lookup == "printed":
        digits = printed_digits(scale.digits, PERCENT if scale.percent else looked_up.unit)
        rounds = Rounds(digits, scope.rules.rounding or "half-up")
        value = assembly.add(operators.ROUND, (value,), rounds, origin=part, unit=looked_up.unit)
    below = Held(state("unavailable", "no-band", scope.path, scale.name))
    found = assembly.add(operators.CONSTANT, (), below, origin=part, unit=expression.unit)
    for band in reversed(scale.bands):
        assert band.value is not None
        start = assembly.add(operators.CONSTANT, (), Held(band.start), origin=part, unit=looked_up.unit)
        within = operators.GREATER if band.open else operators.AT_LEAST
        holds = assembly.add(within, (value, start), None, origin=part, unit=FLAG)
        score = assembly.add(operators.CONSTANT, (), Held(band.value), origin=part, unit=expression.unit)
        at = origin if band is scale.bands[0] else part
        found = assembly.add(operators.CHOOSE, (holds, score, found), None, origin=at, unit=expression.unit)
    return found


def _whole(expression: Expression) -> int:
    """Return the constant number of decimals; the check has seen to it that it is one."""
    assert isinstance(expression, Constant)
    assert isinstance(expression.value, tuple)
    return expression.value[0] // expression.value[1]


def _lower_fold(assembly: Assembly, expression: Fold, scope: Scope) -> int:
    handed: list[int] = []
    body = row_program(assembly, expression.body, scope, expression.rows, handed)
    setting = Rowwise(OPERATORS[expression.operator], expression.rows, body)
    origin = scope.origin(expression.span)
    return assembly.add(operators.FOLD, tuple(handed), setting, origin=origin, unit=expression.unit)


def row_program(assembly: Assembly, body: Expression, scope: Scope, rows: str, handed: list[int]) -> Program:
    """
    Return the program of one row of *rows*.

    What is the same for all rows is lowered into *assembly*, and its positions are appended to *handed*.
    """
    inner = Assembly()
    lower(inner, body, evolve(scope, rows=rows, outside=(assembly, scope, handed)))
    return Program(tuple(inner.steps))


def _varies(expression: Expression, rows: str | None) -> bool:
    """Return whether *expression* has another value in each row: whether it names a column outside an aggregate."""
    match expression:
        case Column():
            return expression.rows == rows
        case Fold():
            return False
        case _:
            return any(_varies(inner, rows) for inner in children(expression))
