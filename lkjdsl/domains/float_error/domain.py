"""
The float-error domain: how far float64 may be from the exact value of each step.

A forward analysis: every operation of float64 answers within one unit in the last place of its exact answer, and what
the operands were wrong by goes on as the operation lets it. The law: |computed - exact| is at most ``absolute``, and at
most ``relative`` times |exact|, for any data whose values and errors lie within the leaves. Ranges are those of the
interval domain.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from lkjdsl.core import operators as of
from lkjdsl.core.operators import COMPARISONS
from lkjdsl.core.program import Division, Given, Held, Operator, Pool, Rowwise, Slot, Step
from lkjdsl.core.rules import rule, rules
from lkjdsl.domains.float_error import pooling, scalars
from lkjdsl.domains.float_error.bounds import ErrorBound, of_constant
from lkjdsl.domains.float_error.rule import ErrorRule, shared
from lkjdsl.domains.interval.ranges import Range, joined, of_rule
from lkjdsl.model.values import Rule


@frozen(eq=False)
class ErrorBounds:
    """The bounds of steps; ``leaf`` gives those of what is read from data and of aggregates over rows."""

    leaf: Callable[[Step], ErrorBound]

    def apply(self, step: Step, arguments: Sequence[ErrorBound]) -> ErrorBound:
        """Return the bound of *step*."""
        known = RULES[step.operator]
        return scalars.UNKNOWN_ERROR.bound(step, arguments) if known is None else known(step, self, arguments)


Known = Callable[[Step[Any], ErrorBounds, Sequence[ErrorBound]], ErrorBound]


def _computed(known: ErrorRule, *operators: Operator) -> list[tuple[Operator, Known]]:
    """Return the entries of operators of which the operands alone say all."""

    def bound(step: Step, _inside: ErrorBounds, arguments: Sequence[ErrorBound]) -> ErrorBound:
        return known.bound(step, arguments)

    return [(operator, bound) for operator in operators]


def _quotient(step: Step[Division], _inside: ErrorBounds, arguments: Sequence[ErrorBound]) -> ErrorBound:
    """Return the bound of a quotient, or of the numbers that it may be instead."""
    bound = scalars.QUOTIENT.bound(step, arguments)
    instead = [one for one in (step.setting.zero_over_zero, step.setting.over_zero) if not isinstance(one, str)]
    if bound.range.numbers is None or all(argument.range.numbers is None for argument in arguments):
        return bound
    return one_of(bound.range, [bound, *map(of_constant, instead)])


def _constant(step: Step[Held], _inside: ErrorBounds, _arguments: Sequence[ErrorBound]) -> ErrorBound:
    return of_constant(step.setting.value)


def _read(step: Step[Slot], inside: ErrorBounds, _arguments: Sequence[ErrorBound]) -> ErrorBound:
    """Return what the data says, and where it may be missing what the step's rule says instead."""
    return _with_rule(inside.leaf(step), step.setting.missing)


def _earlier(step: Step[Given], inside: ErrorBounds, _arguments: Sequence[ErrorBound]) -> ErrorBound:
    return _with_rule(inside.leaf(step), "unavailable")


def _given(step: Step[Given], inside: ErrorBounds, arguments: Sequence[ErrorBound]) -> ErrorBound:
    """Return what is given, else the computed one, else what the step's rule says."""
    available = inside.leaf(step)
    if arguments:
        return _either(available, arguments, [argument.range for argument in arguments])
    if not available.range.ordinary and not available.range.states:  # nothing is given
        available = evolve(available, range=evolve(available.range, states=available.range.states | {"missing"}))
    return _with_rule(available, step.setting.missing)


def _with_rule(available: ErrorBound, missing: Rule) -> ErrorBound:
    if "missing" not in available.range.states:
        return one_of(available.range, [available])
    return _either(available, [of_constant(missing)] if isinstance(missing, tuple) else [], [of_rule(missing)])


def _either(available: ErrorBound, others: Sequence[ErrorBound], ranges: Sequence[Range]) -> ErrorBound:
    """Return the bound of what the data says, and of what stands in for it where it is missing."""
    range_ = joined((evolve(available.range, states=available.range.states - {"missing"}), *ranges))
    return one_of(range_, [available, *others] if available.range.ordinary or not others else others)


def _folded(step: Step[Rowwise], inside: ErrorBounds, _arguments: Sequence[ErrorBound]) -> ErrorBound:
    return inside.leaf(step)


def _weighted_mean(step: Step[Pool], _inside: ErrorBounds, arguments: Sequence[ErrorBound]) -> ErrorBound:
    can_be_excluded = any("excluded" in argument.range.states for argument in arguments)
    known = pooling.EQUAL_MEAN if step.setting.equal and can_be_excluded else pooling.MEAN
    return known.bound(step, arguments)


def one_of(range_: Range, bounds: Sequence[ErrorBound]) -> ErrorBound:
    """Return the bound of what is one of several values, and in all may be *found*."""
    return ErrorBound(
        range_,
        max(bound.absolute for bound in bounds),
        max(bound.relative for bound in bounds),
        max(bound.bits for bound in bounds),
        max(bound.tiny for bound in bounds),
        shared(bounds),
        max(bound.parts for bound in bounds) if all(bound.parts for bound in bounds) else 0,
    )


RULES: Mapping[Operator, Known | None] = rules(
    rule(of.CONSTANT, _constant),
    rule(of.INPUT, _read),
    rule(of.PREVIOUS, _read),
    rule(of.COLUMN, _read),
    rule(of.OUTER, _read),
    rule(of.EARLIER, _earlier),
    rule(of.GIVEN, _given),
    rule(of.FOLD, _folded),
    rule(of.DIVIDE, _quotient),
    *_computed(scalars.SELECTED, of.NEGATE, of.ABSOLUTE, of.CLAMP, of.CAP, of.BOUND_BELOW, of.MIN, of.MAX),
    *_computed(scalars.SELECTED, of.COALESCE),
    *_computed(scalars.BRANCHES, of.CHOOSE, of.APPLIES),
    *_computed(scalars.SUM, of.ADD, of.SUM),
    *_computed(scalars.DIFFERENCE, of.SUBTRACT),
    *_computed(scalars.PRODUCT, of.MULTIPLY),
    *_computed(scalars.POWER, of.POWER),
    *_computed(scalars.ROUNDED, of.ROUND),
    *_computed(scalars.WHOLE_NUMBER, of.FLOOR, of.CEIL, of.COUNT),
    *_computed(scalars.ROOT, of.SQRT),
    *_computed(scalars.INTERPOLATED, of.INTERPOLATE),
    *_computed(pooling.MEAN, of.MEAN),
    rule(of.WEIGHTED_MEAN, _weighted_mean),
    *_computed(pooling.HARMONIC_MEAN, of.HARMEAN),
    *_computed(pooling.MEDIAN, of.MEDIAN),
    # no float64 function gives these with a proven error; flags and labels have none
    declines=(
        of.LN,
        of.EXP,
        of.GEOMEAN,
        of.AVAILABLE,
        of.AND,
        of.OR,
        of.NOT,
        of.BAND,
        *COMPARISONS,
    ),
)
