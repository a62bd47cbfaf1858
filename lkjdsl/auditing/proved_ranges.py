"""
What each quantity may be at all, whatever the data: printed outside of it, a figure is wrong without any data.

What is proved holds of complete data. Where some are missing or do not apply, a mean or a sum goes on without them, and
may be what no complete data give; so only results count that are numbers just where all that they hang on are.
"""

from collections.abc import Sequence
from functools import cached_property

from attrs import define

from lkjdsl.auditing.audit import Quantity
from lkjdsl.core import operators
from lkjdsl.core.program import Given, Program, Slot, Step, needed_steps
from lkjdsl.domains.interval.domain import meanings_of
from lkjdsl.domains.interval.sharing import Meaning
from lkjdsl.model.definition import Definition
from lkjdsl.numbers.intervals import Interval
from lkjdsl.proving.assumptions import assumptions_of, range_of
from lkjdsl.proving.proofs import without_contradiction


@define(eq=False, slots=False)
class ProvedRanges:
    """The ranges that are proved of the results of a program, and those that the edition declares of its inputs."""

    definition: Definition
    program: Program

    @cached_property
    def _meanings(self) -> Sequence[Meaning]:
        facts, sharing, _ = without_contradiction(assumptions_of(self.definition, self.program).facts)
        return meanings_of(self.program, facts, sharing)

    def of(self, quantity: Quantity) -> Interval | None:
        """Return all that a quantity may be, or None where nothing is known of it, or it is no number."""
        if quantity.path in self.program.results:
            index = self.program.results[quantity.path]
            hangs_on = (self.program.steps[needed_step] for needed_step in needed_steps(self.program, [index]))
            return self._meanings[index].range.numbers if all(map(_needs_all, hangs_on)) else None
        declared = self.definition.inputs.get(quantity.path)
        if quantity.cell is not None:
            declared = self.definition.rows[quantity.cell.rows].columns[quantity.cell.column]
        return None if declared is None else range_of(declared).numbers


def _needs_all(step: Step) -> bool:
    """Return whether a step is a number only where its operands are, or, of a choice, the one that is chosen."""
    if isinstance(step.setting, Slot | Given) and not step.arguments and isinstance(step.setting.missing, tuple):
        return False  # what is missing is taken for a number
    return step.operator.states in ("strict", "leaf") or step.operator in (operators.APPLIES, operators.CHOOSE)
