"""
The exact domain: rationals and states. It is the meaning of the language.

What an operator means for values is the exact function of its record; the rules here add what data and rows are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import gcd
from typing import Any

from attrs import Factory, frozen

from lkjdsl import limits
from lkjdsl.core.operators import COLUMN, CONSTANT, EARLIER, FOLD, GIVEN, INPUT, OPERATORS, OUTER, PREVIOUS
from lkjdsl.core.program import Given, Held, Operator, Pool, Rowwise, Slot, Step, is_of
from lkjdsl.core.rules import rule, rules
from lkjdsl.core.walk import walk
from lkjdsl.model.values import Reason, State, Value, ruled, state, worst
from lkjdsl.numbers.rational import Approximate

Absent = None
"""What the data holds for an input that is missing."""

SHORT_BITS = 63
"""Numerators and denominators of this length are the common case, for which there are quicker ways."""

LATE = 128
"""Bits of a denominator above which a number is brought to lowest terms."""


@frozen(eq=False)
class Columns:
    """
    The rows of one table: how many there are, and the values of each column in their order.

    ``short``: whoever made them saw that all numbers are short. ``absent``: the data do not have the table.
    """

    length: int
    values: Sequence[Sequence[Value | None]]
    short: bool = False
    absent: bool = False

    @classmethod
    def unknown(cls, width: int, code: str, table: str, about: str) -> "Columns":
        """
        Return the rows of a *table* of which nothing is known: one, whose cells are not available for a reason.

        No rule replaces these cells: how many rows there are is not known, either.
        """
        cell = state("unavailable", code, table, about)
        return cls(1, [[cell] for _ in range(width)], absent=True)

    @property
    def rows(self) -> Iterable[Sequence[Value | None]]:
        """Return the values of each row."""
        return zip(*self.values, strict=True) if self.values else [()] * self.length


@frozen(eq=False, repr=False)
class Facts:
    """
    What the data says, ready for the walk.

    ``inputs`` and ``previous`` are in the order of the definition's inputs (``previous`` is empty where no
    previous year's data is at hand); ``given`` and ``earlier`` (results on the previous year's data) are by path.
    ``short``: whoever made the facts saw that all numbers of ``inputs`` and ``given`` are short.
    """

    inputs: Sequence[Value | None]
    rows: Mapping[str, Columns] = Factory(dict)
    given: Mapping[str, Value] = Factory(dict)
    previous: Sequence[Value | None] = ()
    earlier: Mapping[str, Value] = Factory(dict)
    short: bool = False


ExactRule = Callable[[Step[Any], "Exact", Sequence[Value]], Value]
"""The value of a step, from those of its arguments."""


@frozen(eq=False, repr=False)
class Exact:
    """The exact meaning of steps on some facts; inside the program of a row also ``row`` and ``outer`` values."""

    facts: Facts
    row: Sequence[Value | None] = ()
    outer: Sequence[Value] = ()

    def apply(self, step: Step, arguments: Sequence[Value]) -> Value:
        """Return the value of *step*."""
        return RULES[step.operator](step, self, arguments)

    def of_rows(self, setting: Rowwise, arguments: Sequence[Value]) -> list[Value]:
        """Return the value of the row program for each row."""
        columns = self.facts.rows[setting.rows]
        only = setting.body.steps[0]
        if len(setting.body.steps) == 1 and is_of(only, COLUMN):
            cells = columns.values[only.setting.index]
            return [_read(only, cell) for cell in cells] if Absent in cells else list(cells)  # type: ignore[arg-type] # checked above
        return [walk(setting.body, Exact(self.facts, row, arguments))[-1] for row in columns.rows]


RowValues = Callable[[Exact, Rowwise, Sequence[Value]], Sequence[Value]]
"""The value of the row program for each row, from those that are the same in all rows."""


def is_short(value: Value | None) -> bool:
    """Return whether *value* is a number of at most ``SHORT_BITS``, or none."""
    return not isinstance(value, tuple) or (value[0].bit_length() <= SHORT_BITS and value[1].bit_length() <= SHORT_BITS)


def settled(step: Step, arguments: Sequence[Value], value: Value) -> Value:
    """
    Return *value* within the limit of exact numbers, in lowest terms once it grows, and marked where it is approximate.

    What is computed from an approximate number is approximate; what is merely picked stays as it was.
    """
    if not isinstance(value, tuple):
        return value
    numerator, denominator = value
    if denominator.bit_length() > LATE or numerator.bit_length() > LATE:
        if any(value is argument for argument in arguments):
            return value
        if max(numerator.bit_length(), denominator.bit_length()) > 2 * limits.EXACT_BITS:
            return state("invalid", "number-too-long", step.origin.path)
        divisor = gcd(numerator, denominator)
        numerator, denominator = numerator // divisor, denominator // divisor
        if max(numerator.bit_length(), denominator.bit_length()) > limits.EXACT_BITS:
            return state("invalid", "number-too-long", step.origin.path)
        value = Approximate((numerator, denominator)) if isinstance(value, Approximate) else (numerator, denominator)
    if value.__class__ is tuple and Approximate in set(map(type, arguments)):
        return value if any(value is argument for argument in arguments) else Approximate(value)
    return value


def _read(step: Step[Slot], value: Value | None, reason: str = "missing-input") -> Value:
    if value is Absent:
        return ruled(step.setting.missing, Reason(reason, step.origin.path, step.setting.path))
    return value


def _constant(step: Step[Held], _exact: Exact, _arguments: Sequence[Value]) -> Value:
    return step.setting.value


def _input(step: Step[Slot], exact: Exact, _arguments: Sequence[Value]) -> Value:
    return _read(step, exact.facts.inputs[step.setting.index])


def _previous(step: Step[Slot], exact: Exact, _arguments: Sequence[Value]) -> Value:
    previous = exact.facts.previous
    return _read(step, previous[step.setting.index] if previous else Absent, "missing-previous")


def _column(step: Step[Slot], exact: Exact, _arguments: Sequence[Value]) -> Value:
    return _read(step, exact.row[step.setting.index])


def _outer(step: Step[Slot], exact: Exact, _arguments: Sequence[Value]) -> Value:
    return exact.outer[step.setting.index]


def _given(step: Step[Given], exact: Exact, arguments: Sequence[Value]) -> Value:
    path = step.setting.path
    found = exact.facts.given.get(path, arguments[0] if arguments else Absent)
    return ruled(step.setting.missing, Reason("not-given", path)) if found is Absent else found


def _earlier(step: Step[Given], exact: Exact, _arguments: Sequence[Value]) -> Value:
    path = step.setting.path
    found = exact.facts.earlier.get(path)
    return state("unavailable", "missing-previous", path, path) if found is Absent else found


def aggregate_of(step: Step[Rowwise]) -> Step[Pool]:
    """Return the step that brings the values of the rows together."""
    return Step(step.setting.operator, (), Pool(), step.origin)


def folded(
    step: Step[Rowwise],
    exact: Exact,
    arguments: Sequence[Value],
    aggregate: Step[Pool] | None = None,
    of_rows: RowValues = Exact.of_rows,
) -> Value:
    """Return the *aggregate* of what *of_rows* gives for each row."""
    setting = step.setting
    if not exact.facts.rows[setting.rows].length:
        nothing = setting.operator.without_rows
        return state("unavailable", "no-rows", step.origin.path, setting.rows) if nothing is None else nothing
    return exact.apply(aggregate or aggregate_of(step), of_rows(exact, setting, arguments))


def _strict(function: Callable[..., Value]) -> ExactRule:
    """Return the rule of an operator that has no business with states: any state decides."""

    def value(step: Step, _exact: Exact, arguments: Sequence[Value]) -> Value:
        for argument in arguments:
            if argument.__class__ is State:
                return worst(arguments)  # type: ignore[return-value] # there is one
        return settled(step, arguments, function(step, *arguments))

    return value


def _seeing_states(function: Callable[..., Value]) -> ExactRule:
    """Return the rule of an operator that is handed states, too."""

    def value(step: Step, _exact: Exact, arguments: Sequence[Value]) -> Value:
        return settled(step, arguments, function(step, *arguments))

    return value


RULES: Mapping[Operator, ExactRule] = rules(
    rule(CONSTANT, _constant),
    rule(INPUT, _input),
    rule(PREVIOUS, _previous),
    rule(COLUMN, _column),
    rule(OUTER, _outer),
    rule(GIVEN, _given),
    rule(EARLIER, _earlier),
    rule(FOLD, folded),
    *(
        (operator, _strict(operator.exact) if operator.states == "strict" else _seeing_states(operator.exact))
        for operator in OPERATORS.values()
        if operator.exact is not None
    ),
)
