"""Tables of rows that results run over and a table of offices has no column of: they would pass for empty ones."""

from collections.abc import Iterable, Sequence

from lkjdsl.core import operators
from lkjdsl.core.program import Program, is_of, needed_steps
from lkjdsl.model.definition import Definition
from lkjdsl.tables.reading.headers import Headers


def rows_without_columns(
    definition: Definition, found: Headers, program: Program, wanted: Iterable[int]
) -> Sequence[str]:
    """Return the tables that the steps *wanted* of a program run over, of which no column is among the headers."""
    steps = (program.steps[index] for index in needed_steps(program, wanted))
    names = dict.fromkeys(step.setting.rows for step in steps if is_of(step, operators.FOLD))
    return [name for name in names if name not in found.of_rows and not definition.rows[name].fixed]
