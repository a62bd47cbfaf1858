"""What the interval domain says of an operator, of which it knows what its operands may be and what they share."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Concatenate

from attrs import evolve, frozen

from lkjdsl.core.program import Operator, SettingT, Step
from lkjdsl.domains.interval.linear import Linear, Relation
from lkjdsl.domains.interval.ranges import Range, states_of_strict

Ranges = Callable[[Step[SettingT], Sequence[Range]], Range]
"""What a step may be, from what its operands may be."""
LinearForm = Callable[[Step[SettingT], Sequence[Linear]], Linear | None]
"""What a step is a sum of, from what its operands are."""
Relations = Callable[[Step[SettingT], Linear, Sequence[Linear]], Iterable[Relation]]
"""How the value of a step lies to its operands."""


@frozen(eq=False)
class RangeRule:
    """
    What is known of an operator.

    Without a ``form`` a step is no sum of multiples of its operands, but an unknown of its own, for which ``relations``
    hold.
    """

    ranges: Ranges[Any]
    form: LinearForm[Any] | None = None
    relations: Relations[Any] | None = None


Entries = Sequence[tuple[Operator, RangeRule]]


def entry(
    operator: Operator[SettingT],
    ranges: Ranges[SettingT],
    form: LinearForm[SettingT] | None = None,
    relations: Relations[SettingT] | None = None,
) -> tuple[Operator, RangeRule]:
    """Return the entry of *operator*, whose setting the functions take."""
    return operator, RangeRule(ranges, form, relations)


def strict(
    operator: Operator[SettingT],
    ranges: Ranges[SettingT],
    form: LinearForm[SettingT] | None = None,
    relations: Relations[SettingT] | None = None,
) -> tuple[Operator, RangeRule]:
    """Return the entry of an *operator* that has no business with states: any state decides, and *ranges* sees none."""

    def with_states(step: Step[SettingT], operands: Sequence[Range]) -> Range:
        states, ordinary = states_of_strict(operands)
        if not ordinary:
            return Range(states=states)
        range_ = ranges(step, operands)
        return evolve(range_, states=range_.states | states) if states else range_

    return entry(operator, with_states, form, relations)


def on_numbers(function: Callable[Concatenate[Step[SettingT], ...], Range]) -> Ranges[SettingT]:
    """Return what *function* of the step and the intervals says; where no number is possible, nothing is."""

    def ranges(step: Step[SettingT], operands: Sequence[Range]) -> Range:
        numbers = [operand.numbers for operand in operands if operand.numbers is not None]
        return function(step, *numbers) if len(numbers) == len(operands) else Range()

    return ranges
