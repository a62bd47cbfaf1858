"""Tables of rows that results run over and a table of offices has no column of: they would pass for empty ones."""

from collections.abc import Iterable, Sequence

from lkjdsl.core.program import Program
from lkjdsl.evaluate.data_read import rows_read
from lkjdsl.model.definition import Definition
from lkjdsl.tables.reading.headers import Headers


def rows_without_columns(
    definition: Definition, found: Headers, program: Program, wanted: Iterable[int]
) -> Sequence[str]:
    """Return the tables that the steps *wanted* of a program run over, of which no column is among the headers."""
    names = rows_read(program, wanted)
    return [name for name in names if name not in found.of_rows and not definition.rows[name].fixed]
