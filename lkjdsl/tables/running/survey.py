"""The rows of a table, looked over before they are evaluated: which of them are suspect, which are left out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import pyarrow as pa

from lkjdsl.column_names import folded
from lkjdsl.kinds import Misfit
from lkjdsl.model.definition import Definition, Input
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.tables.reading.cells import CellFormat, read
from lkjdsl.tables.reading.files import TableFile
from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.reading.suspect_rows import SuspectRows, TableRow, suspect_rows
from lkjdsl.tables.reading.types import listed

MOST_SURVEYED = 20_000
"""Rows of a table that are looked over; a longer one is no table that somebody typed."""


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
    return suspect_rows(_rows(looked_at, headers, definition, reading, number)), iter(looked_at)


def _rows(
    batches: Sequence[pa.RecordBatch], headers: Headers, definition: Definition, reading: CellFormat,
    number: Callable[[int], int],
) -> Iterator[TableRow]:  # fmt: skip
    inputs = list(definition.inputs.values())
    counted = [
        (inputs[slot], at)
        for (kind, slot), at in headers.read.items()
        if kind == "input" and isinstance(slot, int) and slot < len(inputs) and inputs[slot].kind in ("count", "rupiah")
    ]
    grouped = [at for at in (headers.year, headers.period) if at is not None]
    named = [at for at in headers.others.values() if at not in grouped]
    position = 0
    for batch in batches:
        texts = {at: [cell_text(raw).strip() for raw in listed(batch.column(at))] for at in {*named, *grouped}}
        keys = [[" ".join(text.casefold().split()) for text in texts[at]] for at in headers.key]
        numbers = [(one, listed(batch.column(at))) for one, at in counted]
        for row in range(batch.num_rows):
            position += 1
            values = [_count(one, column[row], reading) for one, column in numbers]
            counts = [value if isinstance(value, tuple) else None for value in values]
            if any(isinstance(value, Misfit) for value in values):
                counts = []
            key = tuple(column[row] for column in keys)
            group = tuple(texts[at][row] for at in grouped)
            yield TableRow(number(position), key, [texts[at][row] for at in named], group, counts)


PLAIN_DIGITS = 15


def _count(one: Input, raw: Any, reading: CellFormat) -> Any:
    """Return what a cell says of an input; a plain whole number without a look at everything else it could be."""
    if isinstance(raw, str) and raw.isascii() and raw.isdigit() and len(raw) <= PLAIN_DIGITS and not one.values:
        return int(raw), 1
    return read(one, raw, reading)
