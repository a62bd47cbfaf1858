"""Blocks of results, and single rows among them → CSV, Parquet, XLSX by Arrow."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from lkjdsl.spreadsheet_text import HINT, NEGATIVE, harmless
from lkjdsl.tables.reading.types import listed, texts
from lkjdsl.tables.results.row_writing import FOR_PEOPLE, CsvRows
from lkjdsl.tables.results.rows import RowBatch
from lkjdsl.tables.results.sheet_file import WorkbookSheet
from lkjdsl.tables.results.writing import Form, is_csv


def opened_file(name: str, path: Path, batch: pa.RecordBatch | RowBatch, locale: str | None = None) -> "BlockFile":
    """Return a file that takes batches like the first one; a CSV is for the spreadsheets of a *locale*, or machines."""
    schema = _plain(batch).schema
    if is_csv(name) and locale is not None:
        return BlockFile(schema, _Rows(CsvRows(path, schema.names, FOR_PEOPLE[locale])))
    if is_csv(name):
        return BlockFile(schema, CsvFile(path))
    if Path(name).suffix.casefold() == ".parquet":
        from pyarrow import parquet

        return BlockFile(schema, parquet.ParquetWriter(path, schema))
    return BlockFile(schema, _Sheet(WorkbookSheet(name, path, schema.names)))


class BlockFile:
    """A file of batches of one schema, that of the first."""

    def __init__(self, schema: pa.Schema, inner: Form) -> None:
        """Take the schema and the file."""
        self.schema, self.inner = schema, inner

    def write(self, batch: pa.RecordBatch | RowBatch) -> None:
        """Write the rows of *batch*."""
        plain = _plain(batch)
        if plain.schema != self.schema:
            plain = pa.Table.from_batches([plain]).cast(self.schema).combine_chunks().to_batches()[0]
        self.inner.write(plain)

    def close(self) -> None:
        """Finish the file."""
        self.inner.close()


TYPES = {"text": pa.string(), "number": pa.float64(), "whole": pa.int64()}


def _plain(batch: pa.RecordBatch | RowBatch) -> pa.RecordBatch:
    """Return *batch* with words written out: dictionaries differ from batch to batch."""
    if isinstance(batch, RowBatch):
        columns = [pa.array([row[at] for row in batch.rows], TYPES[kind]) for at, (_, kind) in enumerate(batch.columns)]
        return pa.RecordBatch.from_arrays(columns, batch.names)
    columns = [column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column for column in batch.columns]
    return pa.RecordBatch.from_arrays(columns, batch.schema.names)


def with_numbers(batch: pa.RecordBatch | RowBatch, name: str, numbers: Sequence[int | None]) -> Any:
    """Return rows with a column of whole numbers after their own."""
    if isinstance(batch, RowBatch):
        return batch.with_numbers(name, numbers)
    return batch.append_column(name, pa.array(numbers, pa.int64()))


class _Sheet:
    """A workbook of one sheet that takes batches."""

    def __init__(self, sheet: WorkbookSheet) -> None:
        self.sheet = sheet

    def write(self, batch: pa.RecordBatch) -> None:
        self.sheet.write(zip(*map(listed, batch.columns), strict=True), batch.num_rows)

    def close(self) -> None:
        self.sheet.close()


class _Rows:
    """A CSV for people that takes batches."""

    def __init__(self, inner: CsvRows) -> None:
        self.inner = inner

    def write(self, batch: pa.RecordBatch) -> None:
        self.inner.write_rows(zip(*map(listed, batch.columns), strict=True))

    def close(self) -> None:
        self.inner.close()


class CsvFile:
    """A CSV file, which has no types: whatever is no number is a text that no spreadsheet takes for a formula."""

    def __init__(self, path: Path) -> None:
        """Begin the file."""
        self.file = pa.OSFile(str(path), "wb")
        self.has_headers = False

    def write(self, batch: pa.RecordBatch) -> None:
        """Write the rows of *batch*."""
        from pyarrow import csv

        names = [harmless(name) for name in batch.schema.names]
        rows = pa.RecordBatch.from_arrays([_harmless(column) for column in batch.columns], names)
        csv.write_csv(rows, self.file, csv.WriteOptions(include_header=not self.has_headers))
        self.has_headers = True

    def close(self) -> None:
        """Finish the file."""
        self.file.close()


def _harmless(column: pa.Array) -> pa.Array:
    """Return a column as it goes into a CSV file."""
    kind = column.type
    if pa.types.is_floating(kind):
        finite = pc.is_finite(column)
        return column if pc.all(finite, min_count=0).as_py() else texts(column)
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind) or pa.types.is_null(kind):
        return column
    if not pa.types.is_string(kind):
        column = texts(column)
    risky = pc.and_not(pc.match_substring_regex(column, HINT), pc.match_substring_regex(column, NEGATIVE))
    if not pc.any(risky).as_py():
        return column
    words = column.dictionary_encode()
    mended = [None if word is None else harmless(word) for word in words.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(words.indices, pa.array(mended, pa.string())).cast(pa.string())
