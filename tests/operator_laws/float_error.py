"""
The float-error domain under its law: its bounds hold for operands that are off by their errors.

Where every value of the data is known, a bound is also no greater than the operands explain, each moved by its error.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import lcm

from attrs import frozen

from lkjdsl.core import operators
from lkjdsl.core.program import Program, Step, is_of
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.domain import Exact, Facts
from lkjdsl.domains.float_error import domain
from lkjdsl.domains.float_error.bounds import UNIT, UNKNOWN, ErrorBound
from lkjdsl.domains.interval import rules as interval_rules
from lkjdsl.domains.interval.ranges import joined, of_states, of_value
from lkjdsl.model.values import Value
from lkjdsl.numbers.rational import number
from tests.operator_laws.cases import Case, Cell
from tests.operator_laws.domains import Domain, each

OFF = Fraction(1, 2**30)
"""The relative error of the numbers of the data: far above those of the operations, so that it tells in the result."""
DECISIONS = (operators.ROUND, operators.FLOOR, operators.CEIL, operators.COUNT)
"""Operators whose result does not follow an operand that is a little off: it is the same, or in doubt elsewhere."""
MAY_BE_UNKNOWN = (operators.POWER, operators.DIVIDE, operators.HARMEAN, operators.INTERPOLATE, operators.SQRT)
"""Operators of which nothing may be known: near 0, of numbers of both signs, of points that are not known."""


SELECTING = (
    operators.MIN, operators.MAX, operators.CAP, operators.BOUND_BELOW, operators.CLAMP, operators.NEGATE,
    operators.ABSOLUTE, operators.CHOOSE, operators.APPLIES, operators.COALESCE,
)  # fmt: skip
"""Operators that give one of their operands, perhaps with the other sign: nothing rounds."""
READ = (
    operators.INPUT, operators.PREVIOUS, operators.COLUMN, operators.OUTER, operators.GIVEN, operators.EARLIER,
    operators.FOLD,
)  # fmt: skip
"""Operators of which the data says what they may be."""
CERTAIN = (operators.INPUT, operators.PREVIOUS, operators.COLUMN, operators.EARLIER, operators.FOLD)
"""Those of which it says no more than that."""


@frozen(eq=False)
class Walk:
    """A program with the values that its steps have in all samples and rows, and what the domain says of each."""

    program: Program
    facts: Sequence[Facts]
    cells: Callable[[Step, Facts], Sequence[Cell]]

    def bounds(self) -> list[ErrorBound]:
        """Return what the domain says of each step."""
        return walk(self.program, domain.ErrorBounds(self._leaf))

    def _leaf(self, step: Step) -> ErrorBound:
        assert step.operator in READ, step.operator.name
        cells = [cell for facts in self.facts for cell in self.cells(step, facts)]
        told = joined([of_states("missing") if cell is None else of_value(cell) for cell in cells or [None]])
        numbers = [Fraction(*cell) for cell in cells if isinstance(cell, tuple)]
        if not numbers:
            return ErrorBound(told)
        denominators = [one.denominator for one in numbers]
        off = 0.0 if set(denominators) == {1} else float(OFF)
        size = off * float(max(map(abs, numbers)))
        return ErrorBound(told, size, off, 60, 10, lcm(*denominators), max(denominators))


def walks(case: Case) -> Iterator[Walk]:
    """Yield the program of a case, and that of its rows."""
    last = case.program.steps[-1]
    yield Walk(case.program, case.data, lambda step, facts: [_cell(step, facts, case.program)])
    if is_of(last, operators.FOLD):
        yield Walk(last.setting.body, case.data, lambda step, facts: _of_rows(step, facts, case.program))


def _cell(step: Step, facts: Facts, program: Program) -> Cell:
    """Return what the data has for a step."""
    if is_of(step, operators.GIVEN, operators.EARLIER):
        return (facts.given if step.operator is operators.GIVEN else facts.earlier).get(step.setting.path)
    if is_of(step, operators.INPUT, operators.PREVIOUS):
        cells = facts.inputs if step.operator is operators.INPUT else facts.previous
        return cells[step.setting.index] if cells else None
    return walk(program, Exact(facts))[-1]


def _of_rows(step: Step, facts: Facts, program: Program) -> Sequence[Cell]:
    if is_of(step, operators.COLUMN):
        return [cell for table in facts.rows.values() for cell in table.values[step.setting.index][: table.length]]
    handed = program.steps[-1].arguments
    return [walk(program, Exact(facts))[handed[0]]]


def _check(case: Case) -> None:
    of_steps, *of_rows = (one.bounds() for one in walks(case))
    bound, last = of_steps[-1], case.program.steps[-1]
    values = [walk(case.program, Exact(facts))[-1] for facts in case.data]
    _check_range(bound, last, values)
    if is_of(last, operators.FOLD):
        rows = [value for facts in case.data for value in _rows(case.program, facts)]
        _check_range(of_rows[0][-1], last.setting.body.steps[-1], rows)
    if interval_rules.RULES[last.operator] is not None:
        assert bound.range == interval_rules.range_of(last, [of_steps[at].range for at in last.arguments]), str(case)
    if last.operator is operators.DIVIDE and bound.range.numbers is not None:
        assert bound.parts or not all(of_steps[at].magnitude < UNKNOWN for at in last.arguments), (bound, str(case))
    if last.operator in SELECTING and bound.range.numbers is not None:
        operands = [of_steps[at] for at in last.arguments if of_steps[at].range.numbers is not None]
        assert bound.absolute <= max(operand.absolute for operand in operands), (bound, str(case))
        assert bound.relative <= max(operand.relative for operand in operands), (bound, str(case))
    numbers = [
        (facts, Fraction(*value)) for facts, value in zip(case.data, values, strict=True) if isinstance(value, tuple)
    ]
    for facts, value in numbers:
        assert not bound.grid or (value * bound.grid).denominator == 1, (bound, value)
        assert not bound.parts or value.denominator <= bound.parts, (bound, value)
        assert not value or abs(value) >= Fraction(1, 2**bound.tiny), (bound, value)
        if last.operator in DECISIONS:
            assert bound.absolute <= bound.magnitude * UNIT * 4, (bound, str(case))
        elif last.operator is not operators.FOLD:
            _check_errors(bound, case.program, facts, value)
    if numbers and last.operator is operators.SQRT and of_steps[last.arguments[0]].relative == 0:
        assert bound.relative <= 4 * UNIT, (bound, str(case))  # it rounds once
    if numbers and domain.RULES[last.operator] is None:
        assert bound.absolute == UNKNOWN == bound.relative, (bound, str(case))


def _check_range(bound: ErrorBound, step: Step, values: Sequence[Value]) -> None:
    """Assert that *values* are possible, and of what is certain that no others are."""
    assert all(value in bound.range for value in values), (bound, step)
    if step.operator in CERTAIN and values:
        assert bound.range == joined(map(of_value, values)), (bound, step)


def _rows(program: Program, facts: Facts) -> Sequence[Value]:
    """Return the values of the rows of a table."""
    last = program.steps[-1]
    assert is_of(last, operators.FOLD)
    exact = walk(program, Exact(facts))
    return Exact(facts).of_rows(last.setting, [exact[at] for at in last.arguments])


def _check_errors(bound: ErrorBound, program: Program, facts: Facts, value: Fraction) -> None:
    """Assert that the errors of operands do not take *value* out of *bound*, nor are far from it where all is known."""
    last = program.steps[-1]
    exact = walk(program, Exact(facts))
    operands = [_around(program.steps[at], exact[at], facts) for at in last.arguments]
    moved = [Exact(facts).apply(last, chosen) for chosen in product(*operands)]
    worst = max((abs(Fraction(*one) - value) for one in moved if isinstance(one, tuple)), default=Fraction(0))
    sizes = [abs(Fraction(*one)) for around in operands for one in around if isinstance(one, tuple)]
    rounding = Fraction(UNIT) * 16 * (len(operands) + 4) * (abs(value) + max(sizes, default=Fraction(0)))
    assert worst <= _known(bound.absolute) + rounding, (float(worst), bound, program)
    if bound.relative < UNKNOWN:
        assert worst <= _known(bound.relative) * abs(value) + rounding, (float(worst), bound, program)
    errors = max(sizes, default=Fraction(0)) * OFF
    if last.operator in SELECTING:
        return
    is_known = last.operator not in MAY_BE_UNKNOWN or (last.operator is operators.DIVIDE and _are_positive(operands))
    if bound.point is None or not is_known or domain.RULES[last.operator] is None:
        return
    is_leaf = last.operator.states == "leaf"
    room = abs(value) * OFF if is_leaf else max(worst, errors if last.operator.states == "pooling" else 0)
    assert bound.absolute <= Fraction(101, 100) * room + rounding, (float(room), bound, program)


def _are_positive(operands: Sequence[Sequence[Value]]) -> bool:
    return all(isinstance(one, tuple) and one[0] > 0 for around in operands for one in around)


def _known(error: float) -> Fraction:
    return Fraction(min(error, 1e300))


def _around(step: Step, value: Value, facts: Facts) -> Sequence[Value]:
    """Return *value* off by its error; a whole number has none, nor has one of the edition to speak of."""
    if not is_of(step, operators.INPUT) or not isinstance(value, tuple) or facts.inputs[step.setting.index] is None:
        return [value]
    exact = Fraction(*value)
    return [value] if exact.denominator == 1 else [number(exact * (1 + sign * OFF)) for sign in (-1, 0, 1)]


FLOAT_ERROR = Domain(
    "float-error",
    {"rules": domain.RULES},
    check=each(_check),
    answer=lambda case: [one.bounds()[-1] for one in walks(case)],
)
