"""Results → CSV, Parquet, XLSX: written beside the file first, then in its place, so that none is ever half written."""

import contextlib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import FileIO
from math import isfinite
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.files import replacing, unwritable
from lkjdsl.spreadsheet_text import HINT, NEGATIVE, SURE_DIGITS, cell_text, harmless
from lkjdsl.tables.reading.types import listed, texts

MOST_ROWS = 1_048_575
"""Of a sheet, below its headers."""
MOST_COLUMNS = 16_384
MOST_CHARACTERS = 32_767
"""Of a cell of a sheet."""


class Unwritable(Exception):  # noqa: N818 - told as a problem
    """The file cannot be written, or cannot hold the results."""

    def __init__(self, problem: Diagnostic) -> None:
        """Take the problem that says why."""
        super().__init__(problem)
        self.problem = problem


class Form(Protocol):
    """A file that takes batches of one schema."""

    def write(self, batch: pa.RecordBatch) -> None:
        """Write the rows of *batch*."""

    def close(self) -> None:
        """Finish the file."""


@contextlib.contextmanager
def writing(name: str, *, force: bool) -> Iterator["Later"]:
    """
    Give a writer for the file *name*; the file is there when all went well, else the one before stays.

    Raises Unwritable.
    """
    with _refusing_by_name(name), contextlib.ExitStack() as stack:
        beside = stack.enter_context(replacing(Path(name), force=force))
        writer = Later(name, beside)
        try:
            yield writer
            writer.close()
        except BaseException:
            with contextlib.suppress(Exception):
                writer.close()
            raise


@contextlib.contextmanager
def _refusing_by_name(name: str) -> Iterator[None]:
    """Tell what the system says of the file *name* as a problem of it."""
    try:
        yield
    except OSError as error:
        raise Unwritable(unwritable(name, error)) from error


class Later:
    """A writer that is opened with the first batch, whose schema it takes."""

    def __init__(self, name: str, path: Path) -> None:
        """Take the name that tells the form of the file, and the path of the file to write."""
        self.name, self.path = name, path
        self.inner: Form | None = None
        self.schema: pa.Schema | None = None

    def write(self, batch: pa.RecordBatch) -> None:
        """Write the rows of *batch*."""
        plain = _plain(batch)
        with _refusing_by_name(self.name):
            if self.inner is None:
                self.schema = plain.schema
                self.inner = self._opened(plain.schema)
            if plain.schema != self.schema:
                plain = pa.Table.from_batches([plain]).cast(self.schema).combine_chunks().to_batches()[0]
            self.inner.write(plain)

    def _opened(self, schema: pa.Schema) -> Form:
        match Path(self.name).suffix.casefold():
            case ".parquet":
                from pyarrow import parquet

                return parquet.ParquetWriter(self.path, schema)  # type: ignore[no-any-return] # pyarrow has no types
            case ".csv":
                return CsvFile(self.path)
            case _:
                return WorkbookSheet(self.name, self.path, schema.names)

    def close(self) -> None:
        """Finish the file."""
        inner, self.inner = self.inner, None
        if inner is not None:
            with _refusing_by_name(self.name):
                inner.close()


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return *batch* with words written out: dictionaries differ from batch to batch."""
    columns = [one.cast(pa.string()) if pa.types.is_dictionary(one.type) else one for one in batch.columns]
    return pa.RecordBatch.from_arrays(columns, batch.schema.names)


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
        rows = pa.RecordBatch.from_arrays([_harmless(one) for one in batch.columns], names)
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


class WorkbookSheet:
    """A workbook of one sheet; every text is written as text, whatever it begins with."""

    def __init__(self, name: str, path: Path, headers: Sequence[str]) -> None:
        """Begin the file, called *name*, with its headers."""
        from xlsxwriter import Workbook

        self.name = name
        if len(headers) > MOST_COLUMNS:
            raise Unwritable(problem("table-too-wide", name=name, columns=len(headers), limit=MOST_COLUMNS))
        self.row = 0
        texts_of_headers = [self._text(header) for header in headers]  # nothing is open yet, should one not fit
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.file = _SteadyFile(path, "wb")
        self.book = Workbook(self.file, options)
        self.sheet = self.book.add_worksheet()
        for at, header in enumerate(texts_of_headers):
            self.sheet.write_string(0, at, header)

    def write(self, batch: pa.RecordBatch) -> None:
        """Write the rows of *batch*."""
        if self.row + batch.num_rows > MOST_ROWS:
            raise Unwritable(problem("table-too-long", name=self.name))
        for values in zip(*map(listed, batch.columns), strict=True):
            self.row += 1
            for at, value in enumerate(values):
                self._put(at, value)

    def _put(self, column: int, value: Any) -> None:
        """Write a cell: a number that a sheet would round, or cannot hold, is a text."""
        match value:
            case bool():
                self.sheet.write_boolean(self.row, column, value)
            case float() if isfinite(value):
                self.sheet.write_number(self.row, column, value)
            case int() if abs(value) < 10**SURE_DIGITS:
                self.sheet.write_number(self.row, column, value)
            case Decimal() if value.is_finite() and len(value.as_tuple().digits) <= SURE_DIGITS:
                self.sheet.write_number(self.row, column, float(value))
            case _:
                text = self._text(value)
                if text:
                    self.sheet.write_string(self.row, column, text)

    def _text(self, value: Any) -> str:
        text = cell_text(value)
        if len(text) > MOST_CHARACTERS:
            raise Unwritable(problem("text-too-long", name=self.name, row=self.row, limit=MOST_CHARACTERS))
        return text

    def close(self) -> None:
        """Finish the file."""
        from xlsxwriter.exceptions import FileCreateError

        rows = self.sheet.row_data_fh, Path(self.sheet.row_data_filename)
        try:
            self.book.close()
        except FileCreateError as error:  # of its temporary file
            raise (error.__context__ or error) from None
        finally:  # XlsxWriter leaves its temporary file where it fails
            rows[0].close()
            rows[1].unlink(missing_ok=True)
            self.file.close()
        if self.file.error is not None:
            raise self.file.error


class _SteadyFile(FileIO):
    """
    A file that takes whatever is written, and keeps the error of what did not fit.

    A zip archive that was left behind is finished when Python forgets it, also in a file that is closed by then.
    """

    error: OSError | None = None

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to *offset*."""
        return 0 if self.closed else super().seek(offset, whence)

    def tell(self) -> int:
        """Return where the file is written to."""
        return 0 if self.closed else super().tell()

    def flush(self) -> None:
        """Write what waits: nothing does."""

    def write(self, data: Any) -> int:
        """Write all of *data*, or keep the error."""
        view = memoryview(data).cast("B")
        size = len(view)
        while view and self.error is None and not self.closed:
            try:
                view = view[super().write(view) or 0 :]
            except OSError as error:
                self.error = error
        return size
