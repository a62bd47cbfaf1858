"""Tables in files: CSV, Parquet, XLSX → a schema and batches of rows; nothing is held that has been handed on."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import evolve, field, frozen

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.files import open_file
from lkjdsl.model.known_headers import KnownHeaders
from lkjdsl.tables.reading.broken_file import broken_table
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.tables.reading.layout import UNDER_HEADERS, WORDS_OR_BLANK, Options, TableLayout
from lkjdsl.tables.reading.passed_rows import PassedRows
from lkjdsl.tables.reading.table_problems import BrokenTable
from lkjdsl.tables.reading.text_file import Decoded, text_table
from lkjdsl.tables.reading.types import with_usual_types

ROWS = 131_072
"""Of a batch of a Parquet file."""
CSV_BLOCK = 8 * 2**20
SHEET_ROWS = 65_536
"""Of a batch of a workbook."""
DEFAULT = Options()


@frozen(eq=False)
class TableFile:
    """
    A table in a file: its schema, its batches, and the lines that are no rows of it, known once it was read.

    ``first`` is the number of the row of the headers; ``head`` are the first rows of the file. Reading raises
    BrokenTable.
    """

    schema: pa.Schema
    batches: Iterator[pa.RecordBatch]
    broken: list[tuple[int, str]] = field(factory=list)
    rows: int | None = None
    passed: PassedRows = field(factory=PassedRows)
    first: int = 0
    head: Sequence[Sequence[str]] = ()
    taken: Sequence[Diagnostic] = ()
    """What is to be said of where the table was found."""

    def number(self, row: int) -> int:
        """Return the number in the file of a row by its position among those of the batches, both from 1."""
        return self.first + self.passed.number(row)

    def remarks(self) -> list[Diagnostic]:
        """Return what is to be said of the table, once it was read."""
        return [*self.taken, *self.passed.remarks(self.first)]


def opened(name: str, reading: CellFormat, known: KnownHeaders, options: Options = DEFAULT) -> TableFile | Diagnostic:
    """
    Return the table in the file *name*, or why it cannot be had; numbers of a workbook become texts of *reading*.

    Its headers are the row in which most are *known*.
    """
    path = Path(name)
    try:
        open_file(name).close()
        match path.suffix.casefold():
            case ".parquet":
                file = _parquet(path)
            case ".xls" | ".xlsb" | ".ods":
                return problem("workbook-kind", name=name)
            case ".xlsx" | ".xlsm":
                file = _xlsx(path, reading, known, options)
            case _:
                file = _csv(path, known, options)
    except Exception as error:  # noqa: BLE001 - a file from anywhere makes the libraries that read it raise anything
        return _broken(path, error)
    return evolve(file, batches=_guarded(path, file.batches))


def _guarded(path: Path, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    try:
        yield from batches
    except Exception as error:
        raise BrokenTable(_broken(path, error)) from error


def _broken(path: Path, error: Exception) -> Diagnostic:
    """Return what is said of a file that made its reader raise *error*."""
    if isinstance(error, pa.ArrowException):  # which is an OSError or a ValueError as well
        error = Exception(*error.args)
    return broken_table(path, error)


def _parquet(path: Path) -> TableFile:
    from pyarrow import parquet

    file = parquet.ParquetFile(path, pre_buffer=False)  # what is read ahead of time would be held to the end
    schema = with_usual_types(file.schema_arrow.empty_table()).schema
    return TableFile(schema, map(with_usual_types, file.iter_batches(ROWS)), rows=file.metadata.num_rows)


def _csv(path: Path, known: KnownHeaders, options: Options) -> TableFile:
    """Return a table in a text, every cell a text."""
    from pyarrow import csv

    table = text_table(path, known, options)
    passed, broken = PassedRows(), []
    unread = PassedRows()
    blank = str.maketrans("", "", f'{table.delimiter} "\t\r\n')

    def refuse(row: Any) -> str:
        unread.add(row.number, "broken")
        if row.text.translate(blank):
            broken.append((table.layout.row + row.number, row.text))
            passed.add(row.number, "broken")
        else:
            passed.add(row.number, "blank")
        return "skip"

    names = [str(at) for at in range(table.width)]
    parse = csv.ParseOptions(
        delimiter=table.delimiter, newlines_in_values=True, invalid_row_handler=refuse, ignore_empty_lines=False
    )
    read = csv.ReadOptions(block_size=CSV_BLOCK, use_threads=False, column_names=names)
    convert = csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False,
        include_columns=[names[at] for at in table.layout.at],
    )  # fmt: skip

    def batches() -> Iterator[pa.RecordBatch]:
        with Decoded(path, table.encoding, table.start) as file:
            if not table.layout.at:
                return
            try:
                reader = csv.open_csv(file, read_options=read, parse_options=parse, convert_options=convert)
            except pa.ArrowInvalid as error:
                if str(error).startswith("Empty CSV"):
                    return
                raise
            yield from _data(reader, table.layout, passed, unread)

    schema = pa.schema([(name, pa.string()) for name in table.layout.headers])
    return TableFile(
        schema, batches(), broken, passed=passed, first=table.layout.row, head=table.head, taken=table.remarks()
    )


def _data(
    batches: Iterator[pa.RecordBatch], layout: TableLayout, passed: PassedRows, unread: PassedRows
) -> Iterator[pa.RecordBatch]:
    """Yield the rows of offices among those of *batches*; *unread* are rows that are in no batch at all."""
    position = 0
    for batch in batches:
        named = pa.RecordBatch.from_arrays(batch.columns, list(layout.headers))
        kept = np.ones(batch.num_rows, np.bool_)
        for row in _suspects(batch, layout, is_first=position == 0):
            number = unread.number(position + row + 1)
            kind = layout.kind([column[row].as_py() for column in batch.columns], number)
            if kind == "other-table":
                passed.add(number, kind)
                yield named.slice(0, row).filter(pa.array(kept[:row]))
                return
            if kind != "data":
                passed.add(number, kind)
                kept[row] = False
        position += batch.num_rows
        yield named if kept.all() else named.filter(pa.array(kept))


def _suspects(batch: pa.RecordBatch, layout: TableLayout, *, is_first: bool) -> Sequence[int]:
    """Return the rows of a batch that may be no offices: all others are ``data`` by :meth:`TableLayout.kind`."""
    column = batch.column(layout.suspect or 0)
    pattern = WORDS_OR_BLANK if layout.suspect is not None else r"^\s*$"
    found = np.nonzero(np.asarray(pc.match_substring_regex(column, pattern)))[0].tolist()
    return sorted({*found, *range(min(UNDER_HEADERS, batch.num_rows))}) if is_first else found


def _xlsx(path: Path, reading: CellFormat, known: KnownHeaders, options: Options) -> TableFile:
    from lkjdsl.tables.reading.workbook import sheet_table

    table = sheet_table(path, reading, known, options)
    passed = PassedRows()
    schema = pa.schema([(name, pa.string()) for name in table.layout.headers])

    def batches() -> Iterator[pa.RecordBatch]:
        rows = table.data(passed)
        while kept := list(islice(rows, SHEET_ROWS)):
            columns = [pa.array(column, pa.string()) for column in zip(*(cells for _, cells in kept), strict=True)]
            yield pa.RecordBatch.from_arrays(columns, schema=schema)

    return TableFile(schema, batches(), passed=passed, first=table.layout.row, head=table.head, taken=table.remarks())
