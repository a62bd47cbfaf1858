"""Results → CSV, Parquet, XLSX: written beside the file first, then in its place, so that none is ever half written."""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

RISKY = "^[=+\\-@\t\r\n＝＋－＠]"  # noqa: RUF001 - wide ones are signs too where Chinese or Japanese is typed
"""A text that begins so would be a formula where a spreadsheet opens the file."""
MOST_ROWS = 1_048_575
"""Of a sheet, below its headers."""


class TooManyRows(Exception):  # noqa: N818 - told as a problem of its own
    """More rows than a sheet has."""


@contextlib.contextmanager
def writing(name: str) -> Iterator["Later"]:
    """Give a writer for the file *name*; the file is there when all went well, else the one before stays."""
    import tempfile

    target = Path(name)
    try:
        handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=target.suffix)
    except OSError as error:
        error.filename = name  # what is told of is the file, not the one beside it
        raise
    os.close(handle)
    writer = Later(Path(beside), target.suffix.casefold())
    try:
        yield writer
        writer.close()
        mask = os.umask(0)
        os.umask(mask)
        Path(beside).chmod(0o666 & ~mask)
        Path(beside).replace(target)
    except BaseException:
        with contextlib.suppress(Exception):
            writer.close()
        Path(beside).unlink(missing_ok=True)
        raise


class Later:
    """A writer that is opened with the first batch, whose schema it takes."""

    def __init__(self, path: Path, suffix: str) -> None:
        """Take the file to write and the suffix that tells its form."""
        self.path, self.suffix = path, suffix
        self.inner: Any = None
        self.schema: pa.Schema | None = None

    def write(self, batch: pa.RecordBatch) -> None:
        """Write the rows of *batch*."""
        plain = _plain(batch)
        if self.inner is None:
            self.schema = plain.schema
            self.inner = self._opened(plain.schema)
        if plain.schema != self.schema:
            plain = pa.Table.from_batches([plain]).cast(self.schema).combine_chunks().to_batches()[0]
        if self.suffix == ".xlsx":
            self.inner.write(plain)
        else:
            self.inner.write_batch(_harmless(plain) if self.suffix == ".csv" else plain)

    def _opened(self, schema: pa.Schema) -> Any:
        if self.suffix == ".parquet":
            from pyarrow import parquet

            return parquet.ParquetWriter(self.path, schema)
        if self.suffix == ".csv":
            from pyarrow import csv

            return csv.CSVWriter(self.path, _harmless(pa.RecordBatch.from_pylist([], schema)).schema)
        return Sheet(self.path, schema.names)

    def close(self) -> None:
        """Finish the file."""
        if self.inner is not None:
            self.inner.close()
            self.inner = None


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return *batch* with words written out: dictionaries differ from batch to batch."""
    columns = [one.cast(pa.string()) if pa.types.is_dictionary(one.type) else one for one in batch.columns]
    return pa.RecordBatch.from_arrays(columns, batch.schema.names)


def _harmless(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return *batch* with an apostrophe before every text that a spreadsheet would take for a formula."""
    columns = []
    for one in batch.columns:
        if pa.types.is_string(one.type):
            risky = pc.fill_null(pc.match_substring_regex(one, RISKY), False)  # noqa: FBT003 - the value itself
            number = pc.fill_null(pc.match_substring_regex(one, "^-(Rp)?[0-9][0-9.,]*%?$"), False)  # noqa: FBT003 - the same
            one = pc.if_else(pc.and_not(risky, number), pc.binary_join_element_wise("'", one, ""), one)  # noqa: PLW2901 - the same column, made harmless
        elif pa.types.is_list(one.type):
            one = pa.array([str(value) for value in one.to_pylist()], pa.string())  # noqa: PLW2901 - CSV has no lists
        columns.append(one)
    names = [f"'{name}" if re.search(RISKY, name) else name for name in batch.schema.names]
    return pa.RecordBatch.from_arrays(columns, names)


class Sheet:
    """A workbook of one sheet; every text is written as text, whatever it begins with."""

    def __init__(self, path: Path, names: list[str]) -> None:
        """Begin the file with its headers."""
        from xlsxwriter import Workbook

        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "nan_inf_to_errors": True,
        }
        self.book = Workbook(str(path), options)
        self.sheet = self.book.add_worksheet()
        for at, name in enumerate(names):
            self.sheet.write_string(0, at, name)
        self.row = 0

    def write(self, batch: pa.RecordBatch) -> None:
        """Write the rows of *batch*."""
        if self.row + batch.num_rows > MOST_ROWS:
            raise TooManyRows
        for values in zip(*(one.to_pylist() for one in batch.columns), strict=True):
            self.row += 1
            for at, value in enumerate(values):
                if isinstance(value, bool) or value is None:
                    if value is not None:
                        self.sheet.write_boolean(self.row, at, value)
                elif isinstance(value, int | float):
                    self.sheet.write_number(self.row, at, value)
                else:
                    self.sheet.write_string(self.row, at, str(value))

    def close(self) -> None:
        """Finish the file."""
        self.book.close()
