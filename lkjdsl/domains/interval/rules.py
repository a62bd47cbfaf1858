"""What the interval domain says of the operators, from what their operands may be."""

from collections.abc import Mapping, Sequence

from lkjdsl.core import operators
from lkjdsl.core.program import Operator, Step
from lkjdsl.core.rules import rules
from lkjdsl.domains.interval.comparisons import CONDITIONS
from lkjdsl.domains.interval.pooling import AGGREGATES
from lkjdsl.domains.interval.ranges import Range
from lkjdsl.domains.interval.rule import RangeRule
from lkjdsl.domains.interval.scalars import SCALARS
from lkjdsl.domains.interval.states import SEEING_STATES

RULES: Mapping[Operator, RangeRule | None] = rules(
    *SCALARS,
    *CONDITIONS,
    *AGGREGATES,
    *SEEING_STATES,
    declines=(
        operators.CONSTANT, operators.INPUT, operators.PREVIOUS, operators.COLUMN, operators.OUTER, operators.EARLIER,
        operators.GIVEN, operators.FOLD, operators.CHOOSE, operators.APPLIES,
    ),
)  # fmt: skip
"""Those that are declined need more than their operands: data, rows, the conditions of branches (domain.py)."""


def range_of(step: Step, operands: Sequence[Range]) -> Range:
    """Return what *step* may be, whatever its operands share."""
    known = RULES[step.operator]
    assert known is not None, step.operator.name
    return known.ranges(step, operands)
