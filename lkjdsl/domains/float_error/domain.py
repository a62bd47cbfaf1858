"""
The rounding domain: how far float64 may be from the exact value of each step.

A forward analysis: every operation of float64 answers within one unit in the last place of its exact answer, and what
the operands were wrong by goes on as the operation lets it. The law: |computed - exact| is at most ``absolute``, and at
most ``relative`` times |exact|, for any data whose values and errors lie within the leaves. Ranges are those of the
interval domain.
"""

from collections.abc import Callable, Sequence
from typing import Any

from attrs import evolve, frozen

from lkjdsl.core.program import Division, Held, Setting, Step
from lkjdsl.domains.float_error.bounds import Bound, of_constant
from lkjdsl.domains.float_error.errors import error_of, settled
from lkjdsl.domains.float_error.grids import grid_of, parts_of, shared
from lkjdsl.domains.interval import rules as interval_rules
from lkjdsl.domains.interval.ranges import Range, joined, of_rule, of_states


@frozen(eq=False)
class Rounding:
    """The bounds of steps; ``leaf`` gives those of what is read from data and of aggregates over rows."""

    leaf: Callable[[Step], Bound]

    def apply(self, step: Step, arguments: Sequence[Bound]) -> Bound:
        """Return the bound of *step*."""
        if isinstance(step.setting, Held):
            return of_constant(step.setting.value)
        name = step.operator.name
        if step.operator.states == "leaf" or name == "fold":
            return _read(step, self.leaf(step), arguments)
        found = range_of(step, [one.range for one in arguments])
        numbers = [one for one in arguments if one.range.numbers is not None]
        if found.numbers is None or not numbers:
            return Bound(found)
        bound = settled(name, found, numbers, error_of(name, numbers))
        bound = evolve(bound, grid=grid_of(step, numbers), parts=parts_of(step, numbers))
        return one_of(found, [bound, *_numbers_of_rules(step.setting)])


def range_of(step: Step, ranges: Sequence[Range]) -> Range:
    """Return what *step* may be in the interval domain, whatever its operands share."""
    match step.operator.states:
        case "strict":
            return interval_rules.range_of(step, ranges)
        case "pooling":
            return interval_rules.range_of(step, ranges)
        case _:
            condition, *branches = ranges
            otherwise = () if len(branches) > 1 else (of_states("excluded"),)
            return joined((Range(states=condition.states), *branches, *otherwise))


def _read(step: Step, told: Bound, arguments: Sequence[Bound]) -> Bound:
    """Return the bound of a leaf: what the data says, what its rule says instead, and what is computed otherwise."""
    setting: Any = step.setting
    others = list(arguments)
    missing: Any = getattr(setting, "missing", None)
    found = evolve(told.range, states=told.range.states - {"missing"})
    if arguments:  # a given value, else the computed one
        found = joined((found, *(one.range for one in arguments)))
    elif "missing" in told.range.states or (step.operator.name == "given" and not told.range.ordinary):
        found = joined((found, of_rule(missing)))
        if isinstance(missing, tuple):
            others.append(of_constant(missing))
    return one_of(found, [told, *others] if told.range.ordinary or not others else others)


def one_of(found: Range, bounds: Sequence[Bound]) -> Bound:
    """Return the bound of what is one of several values, and in all may be *found*."""
    return Bound(
        found,
        max(one.absolute for one in bounds),
        max(one.relative for one in bounds),
        max(one.bits for one in bounds),
        max(one.tiny for one in bounds),
        shared(bounds),
        max(one.parts for one in bounds) if all(one.parts for one in bounds) else 0,
    )


def _numbers_of_rules(setting: Setting) -> list[Bound]:
    """Return the bounds of numbers that a quotient may be instead."""
    rules = (setting.zero_over_zero, setting.over_zero) if isinstance(setting, Division) else ()
    return [of_constant(rule) for rule in rules if not isinstance(rule, str)]
