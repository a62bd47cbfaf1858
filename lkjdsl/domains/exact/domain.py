"""The exact domain: rationals and states. It is the meaning of the language."""

from collections.abc import Mapping, Sequence
from math import gcd
from typing import Any

from attrs import Factory, frozen

from lkjdsl import limits
from lkjdsl.core.program import Given, Held, Pool, Rowwise, Slot, Step
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
    """The rows of one table: how many there are, and the values of each column in their order."""

    length: int
    values: Sequence[Sequence[Value | None]]


@frozen(eq=False)
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


@frozen(eq=False)
class Exact:
    """The exact meaning of steps on some facts; inside the program of a row also ``row`` and ``outer`` values."""

    facts: Facts
    row: Sequence[Value | None] = ()
    outer: Sequence[Value] = ()

    def apply(self, step: Step, arguments: Sequence[Value]) -> Value:
        """Return the value of *step*."""
        match step.operator.states:
            case "leaf":
                return self._leaf(step, arguments)
            case "own" if isinstance(step.setting, Rowwise):
                return self._fold(step, step.setting, arguments)
            case "strict":
                return strict(step, arguments)
            case _:
                return settled(step, arguments, step.operator.exact(step, *arguments))  # type: ignore[misc] # only leaves have no exact function

    def _leaf(self, step: Step, arguments: Sequence[Value]) -> Value:
        setting: Any = step.setting
        match step.operator.name, setting:
            case _, Held(value=value):
                return value
            case "outer", Slot(index=index):
                return self.outer[index]
            case "column", Slot(index=index):
                return _read(step, setting, self.row[index])
            case "input", Slot(index=index):
                return _read(step, setting, self.facts.inputs[index])
            case "previous", Slot(index=index):
                previous = self.facts.previous
                return _read(step, setting, previous[index] if previous else Absent, "missing-previous")
            case "given", Given(path=path):
                found = self.facts.given.get(path, arguments[0] if arguments else Absent)
                return ruled(setting.missing, Reason("not-given", path)) if found is Absent else found
            case "earlier", Given(path=path):
                found = self.facts.earlier.get(path)
                return state("unavailable", "missing-previous", path) if found is Absent else found
            case name, _:
                raise AssertionError(name)

    def _fold(self, step: Step, setting: Rowwise, arguments: Sequence[Value]) -> Value:
        columns = self.facts.rows[setting.rows]
        if not columns.length:
            if setting.operator.name in ("sum", "count"):
                return 0, 1
            return state("unavailable", "no-rows", step.origin.path, setting.rows)
        values = self.of_rows(setting, arguments)
        aggregate = Step(setting.operator, (), Pool(), step.origin)
        return settled(step, values, setting.operator.exact(aggregate, *values))  # type: ignore[misc] # an aggregate has an exact function

    def of_rows(self, setting: Rowwise, arguments: Sequence[Value]) -> list[Value]:
        """Return the value of the row program for each row."""
        columns = self.facts.rows[setting.rows]
        steps = setting.body.steps
        if len(steps) == 1 and isinstance(steps[0].setting, Slot) and steps[0].operator.name == "column":
            only, told = steps[0], columns.values[steps[0].setting.index]
            return [_read(only, only.setting, value) for value in told] if Absent in told else list(told)  # type: ignore[arg-type] # checked above
        rows = zip(*columns.values, strict=True) if columns.values else [()] * columns.length
        return [walk(setting.body, Exact(self.facts, row, arguments))[-1] for row in rows]


def _read(step: Step, setting: Slot, value: Value | None, reason: str = "missing-input") -> Value:
    if value is Absent:
        return ruled(setting.missing, Reason(reason, step.origin.path, setting.path))
    return value


def is_short(value: Value | None) -> bool:
    """Return whether *value* is a number of at most ``SHORT_BITS``, or none."""
    return not isinstance(value, tuple) or (value[0].bit_length() <= SHORT_BITS and value[1].bit_length() <= SHORT_BITS)


def strict(step: Step, arguments: Sequence[Value]) -> Value:
    """Return the value of a step whose operator has no business with states: any state decides."""
    for argument in arguments:
        if argument.__class__ is State:
            return worst(arguments)  # type: ignore[return-value] # there is one
    return settled(step, arguments, step.operator.exact(step, *arguments))  # type: ignore[misc] # only leaves have no exact function


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
