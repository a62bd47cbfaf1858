"""The rows of a table, looked over before they are evaluated: which of them are suspect, which are left out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

import pyarrow as pa

from lkjdsl.column_names import folded
from lkjdsl.model.definition import Definition
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.tables.reading.files import TableFile
from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.reading.row_survey import MOST_SURVEYED, RowSurvey
from lkjdsl.tables.reading.suspect_rows import SuspectRows, TableRow, suspect_rows
from lkjdsl.tables.reading.types import listed


def left_out(source: TableFile, without: Mapping[str, set[str]]) -> Iterator[pa.RecordBatch]:
    """Yield the batches of a file without the rows whose column has one of the values (folded) that go with it."""
    kept_rows = 0
    for batch in source.batches:
        columns = [(batch.column(batch.schema.get_field_index(name)), values) for name, values in without.items()]
        kept = []
        for row in range(batch.num_rows):
            if any(folded(cell_text(column[row].as_py())) in values for column, values in columns):
                source.passed.add(source.passed.number(kept_rows + 1), "without")
            else:
                kept.append(row)
                kept_rows += 1
        yield batch if len(kept) == batch.num_rows else batch.take(pa.array(kept, pa.int64()))


def surveyed(
    batches: Iterator[pa.RecordBatch], headers: Headers, definition: Definition, reading: CellFormat,
    number: Callable[[int], int],
) -> tuple[SuspectRows, Iterator[pa.RecordBatch]]:  # fmt: skip
    """Return the suspect rows of a table, by their numbers, and its batches, which were read so far."""
    looked_at: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        looked_at.append(batch)
        rows += batch.num_rows
        if rows > MOST_SURVEYED:
            return SuspectRows(), chain(looked_at, batches)
    return suspect_rows(_rows(looked_at, RowSurvey.of(definition, headers, reading), number)), iter(looked_at)


def _rows(batches: Sequence[pa.RecordBatch], survey: RowSurvey, number: Callable[[int], int]) -> Iterator[TableRow]:
    first = 1
    for batch in batches:
        numbers = [number(first + row) for row in range(batch.num_rows)]
        yield from survey.rows(lambda at: listed(batch.column(at)), numbers)  # noqa: B023 - called at once
        first += batch.num_rows
