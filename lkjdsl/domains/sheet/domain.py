"""
The sheet domain: a step → formulas of four cells, a value, a state, a denominator, an error.

A spreadsheet computes in float64 and hides what it cannot tell apart: a difference near 0 becomes 0, INT takes what is
near to a whole number for it, a comparison looks at 15 digits. So each value carries how far from the exact one it may
be (the error rules of the float-error domain, as formulas, with these habits in SNAP), and each decision says whether
it is certain. The law: wherever the error of a step is below UNKNOWN, its state, flag or text is the exact one, and its
number within its error. Formulas use what Excel has had since 2007, and no function that hides errors.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from lkjdsl.core import operators as of
from lkjdsl.core.operators import COMPARISONS
from lkjdsl.core.program import Given, Held, Operator, Slot, Step
from lkjdsl.core.rules import rule, rules
from lkjdsl.domains.sheet import arithmetic, choices, decisions, pooling
from lkjdsl.domains.sheet.cells import DECLINED, MISSING, STATES, Formulas, StepCells, constant, nothing, ruled
from lkjdsl.domains.sheet.choices import either
from lkjdsl.domains.sheet.pooling import pooled
from lkjdsl.domains.sheet.powers import power
from lkjdsl.domains.sheet.rows import folded
from lkjdsl.domains.sheet.writer import Writer
from lkjdsl.model.values import State


@frozen(eq=False)
class Sheet:
    """The domain; what it writes goes into the layout of its *writer*."""

    writer: Writer

    def apply(self, step: Step, arguments: Sequence[StepCells]) -> StepCells:
        """Return the cells of *step*."""
        known = RULES[step.operator]
        found = Formulas(nothing(step.unit), DECLINED) if known is None else known(step, self.writer, arguments)
        return found if isinstance(found, StepCells) else self.writer.place(found, step.unit)


SheetRule = Callable[[Step[Any], Writer, Sequence[StepCells]], Formulas | StepCells]


def _constant(step: Step[Held], _writer: Writer, _arguments: Sequence[StepCells]) -> StepCells:
    match step.setting.value:
        case State(kind=kind):
            return StepCells(nothing(step.unit), STATES[kind], unit=step.unit)
        case value:
            return constant(value, step.unit)


def _read(step: Step[Slot], writer: Writer, _arguments: Sequence[StepCells]) -> StepCells:
    """Return what is read, or else what the step's rule says."""
    return _or_else(step, writer, ruled(step.setting.missing, step.unit))


def _outer(step: Step[Slot], writer: Writer, _arguments: Sequence[StepCells]) -> StepCells:
    return evolve(writer.layout.read(step), unit=step.unit)


def _earlier(step: Step[Given], writer: Writer, _arguments: Sequence[StepCells]) -> StepCells:
    return _or_else(step, writer, ruled("unavailable", step.unit))


def _given(step: Step[Given], writer: Writer, arguments: Sequence[StepCells]) -> StepCells:
    """Return what is given, else the computed one, else what the step's rule says."""
    return _or_else(step, writer, arguments[0] if arguments else ruled(step.setting.missing, step.unit))


def _or_else(step: Step, writer: Writer, instead: StepCells) -> StepCells:
    read_cells = writer.layout.read(step)
    if read_cells.state == MISSING:
        return evolve(instead, unit=step.unit)
    if read_cells.state == "0":
        return evolve(read_cells, unit=step.unit)
    is_missing = f"{read_cells.state}<0"
    state = either(is_missing, instead.state, read_cells.state)
    if instead.state in STATES.values():  # what is missing has the cells of no value already
        kept = Formulas(read_cells.value, state, read_cells.denominator, read_cells.error, None)
        return writer.place(kept, step.unit)
    formulas = Formulas(
        either(is_missing, instead.value, read_cells.value),
        state,
        either(is_missing, instead.denominator, read_cells.denominator),
        either(is_missing, instead.error, read_cells.error),
        None,
    )
    return writer.place(formulas, step.unit)


RULES: Mapping[Operator, SheetRule | None] = rules(
    rule(of.CONSTANT, _constant),
    rule(of.INPUT, _read),
    rule(of.PREVIOUS, _read),
    rule(of.COLUMN, _read),
    rule(of.OUTER, _outer),
    rule(of.EARLIER, _earlier),
    rule(of.GIVEN, _given),
    rule(of.FOLD, folded),
    rule(of.ADD, arithmetic.total),
    rule(of.SUBTRACT, arithmetic.difference),
    rule(of.MULTIPLY, arithmetic.product),
    rule(of.DIVIDE, decisions.quotient),
    rule(of.NEGATE, arithmetic.negated),
    rule(of.POWER, power),
    *(rule(comparison, decisions.compared(comparison.holds_for or frozenset())) for comparison in COMPARISONS),
    rule(of.AND, choices.joined("AND")),
    rule(of.OR, choices.joined("OR")),
    rule(of.NOT, choices.joined("NOT")),
    rule(of.CHOOSE, choices.chosen),
    rule(of.COALESCE, choices.coalesced),
    rule(of.AVAILABLE, choices.available),
    rule(of.ABSOLUTE, arithmetic.absolute),
    rule(of.ROUND, decisions.rounded),
    rule(of.FLOOR, decisions.cut_off(up=False)),
    rule(of.CEIL, decisions.cut_off(up=True)),
    rule(of.INTERPOLATE, arithmetic.interpolated),
    rule(of.CLAMP, arithmetic.clamped),
    rule(of.SUM, pooled(pooling.total)),
    rule(of.MEAN, pooled(pooling.mean)),
    rule(of.MEDIAN, pooled(pooling.chosen("MEDIAN"))),
    rule(of.MIN, pooled(pooling.chosen("MIN"))),
    rule(of.MAX, pooled(pooling.chosen("MAX"))),
    rule(of.COUNT, pooled(pooling.counted)),
    rule(of.HARMEAN, pooled(pooling.harmonic_mean)),
    rule(of.WEIGHTED_MEAN, pooled(pooling.mean)),
    rule(of.CAP, arithmetic.bounded("MIN", ">")),
    rule(of.BOUND_BELOW, arithmetic.bounded("MAX", "<")),
    rule(of.APPLIES, choices.applied),
    rule(of.BAND, decisions.band),
    # no spreadsheet function gives these with a proven error
    declines=(of.SQRT, of.LN, of.EXP, of.GEOMEAN),
)
