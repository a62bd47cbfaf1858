"""
The float-program domain: a step → nodes of a float64 program over whole columns, with a column of states beside each.

It gives no operator a meaning of its own: what it computes is the exact value within the bound of the float-error
domain, and where something hangs on the last bits (a comparison, a rounding, a denominator that may be 0) it flags the
row as doubtful, and the exact domain decides. What it cannot say it declines, and then all rows go that way. The laws
in ``tests/tables`` and ``tests/test_operator_laws.py``: the same states and the same printed digits as the exact
domain, row by row.
"""

from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from lkjdsl.core import operators as of
from lkjdsl.core.program import SettingT, Step
from lkjdsl.core.rules import rule, rules
from lkjdsl.domains.float_program import leaves, pooling, scalars, states
from lkjdsl.domains.float_program.decisions import band, comparison, cut_off, rounded
from lkjdsl.domains.float_program.nodes import FloatNode
from lkjdsl.domains.float_program.pooling import pooled
from lkjdsl.domains.float_program.scalars import simple, single
from lkjdsl.domains.float_program.writer import Declined, ProgramWriter, StepColumn


def _strict(
    value: Callable[[Step[SettingT], ProgramWriter, Sequence[StepColumn]], FloatNode],
) -> Callable[[Step[SettingT], ProgramWriter, Sequence[StepColumn]], StepColumn]:
    """Return the rule of an operator whose states are those of its operands; *value* gives its number or flag."""

    def written(step: Step[SettingT], writer: ProgramWriter, arguments: Sequence[StepColumn]) -> StepColumn:
        loose = step.unit != "flag" and any(argument.loose for argument in arguments)
        return StepColumn(value(step, writer, arguments), writer.merged(arguments), loose)

    return written


RULES = rules(
    rule(of.CONSTANT, leaves.held),
    rule(of.INPUT, leaves.slot("missing-input")),
    rule(of.PREVIOUS, leaves.slot("missing-previous")),
    rule(of.COLUMN, leaves.slot("missing-input")),
    rule(of.EARLIER, leaves.earlier),
    rule(of.GIVEN, leaves.given),
    rule(of.FOLD, leaves.fold),
    rule(of.ADD, _strict(simple("+"))),
    rule(of.SUBTRACT, _strict(simple("-"))),
    rule(of.MULTIPLY, _strict(simple("*"))),
    rule(of.DIVIDE, scalars.quotient),
    rule(of.NEGATE, _strict(single("negate"))),
    rule(of.POWER, _strict(scalars.power)),
    rule(of.LESS, _strict(comparison("<"))),
    rule(of.AT_MOST, _strict(comparison("<="))),
    rule(of.GREATER, _strict(comparison(">"))),
    rule(of.AT_LEAST, _strict(comparison(">="))),
    rule(of.EQUAL, _strict(comparison("=="))),
    rule(of.DIFFERENT, _strict(comparison("!="))),
    rule(of.AND, _strict(simple("and"))),
    rule(of.OR, _strict(simple("or"))),
    rule(of.NOT, _strict(single("not"))),
    rule(of.CHOOSE, scalars.chosen),
    rule(of.COALESCE, states.coalesced),
    rule(of.AVAILABLE, states.available),
    rule(of.ABSOLUTE, _strict(single("absolute"))),
    rule(of.ROUND, _strict(rounded)),
    rule(of.FLOOR, _strict(cut_off("floor"))),
    rule(of.CEIL, _strict(cut_off("ceil"))),
    rule(of.INTERPOLATE, _strict(scalars.interpolated)),
    rule(of.CLAMP, _strict(scalars.clamped)),
    rule(of.SUM, pooled(pooling.total)),
    rule(of.MEAN, pooled(pooling.mean)),
    rule(of.MIN, pooled(pooling.least)),
    rule(of.MAX, pooled(pooling.greatest)),
    rule(of.MEDIAN, pooled(pooling.median)),
    rule(of.COUNT, pooled(pooling.counted)),
    rule(of.HARMEAN, pooled(pooling.harmonic_mean)),
    rule(of.WEIGHTED_MEAN, pooled(pooling.mean)),
    rule(of.CAP, _strict(simple("minimum"))),
    rule(of.BOUND_BELOW, _strict(simple("maximum"))),
    rule(of.APPLIES, scalars.applied),
    rule(of.BAND, band),
    # an outer value is no column of the rows; no float64 function has a proven error for the others
    declines=(of.OUTER, of.SQRT, of.LN, of.EXP, of.GEOMEAN),
)


@frozen(eq=False)
class FloatProgram:
    """The domain; what it has written is in the *writer*."""

    writer: ProgramWriter

    def apply(self, step: Step, arguments: Sequence[StepColumn]) -> StepColumn:
        """Return the column of *step*; raises Declined where there is nothing to say."""
        write = RULES[step.operator]
        if write is None:
            raise Declined(step.operator.name)
        self.writer.index += 1
        bound = self.writer.rounding.apply(step, [argument.bound for argument in arguments])
        return evolve(write(step, self.writer, arguments), bound=bound, index=self.writer.index)
