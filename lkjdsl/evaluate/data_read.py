"""What steps of a program are computed from: which inputs, and which tables of rows."""

from collections.abc import Iterable, Sequence

from lkjdsl.core import operators
from lkjdsl.core.program import Program, is_of, needed_steps


def inputs_read(program: Program, wanted: Iterable[int]) -> set[int]:
    """Return the positions in the facts of the inputs that the steps *wanted* hang on."""
    steps = (program.steps[index] for index in needed_steps(program, wanted))
    return {step.setting.index for step in steps if is_of(step, operators.INPUT)}


def rows_read(program: Program, wanted: Iterable[int]) -> Sequence[str]:
    """Return the tables of rows that the steps *wanted* run over, in the order of these."""
    steps = (program.steps[index] for index in needed_steps(program, wanted))
    return [*dict.fromkeys(step.setting.rows for step in steps if is_of(step, operators.FOLD))]
