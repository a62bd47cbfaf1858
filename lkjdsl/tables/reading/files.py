"""Tables in files: CSV, Parquet, XLSX → a schema and batches of rows; nothing is held that has been handed on."""

import codecs
import io
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from attrs import evolve, field, frozen

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.files import open_file, unreadable
from lkjdsl.office_package import PackageRefused
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.tables.reading.types import with_usual_types

ROWS = 131_072
"""Of a batch of a Parquet file."""
SNIFFED = 65_536
CSV_BLOCK = 8 * 2**20


class BrokenTable(Exception):  # noqa: N818 - told as a problem
    """A file that turns out to be no table while it is read."""

    def __init__(self, problem: Diagnostic) -> None:
        """Take the problem that says why."""
        super().__init__(problem)
        self.problem = problem


class NotUtf8(Exception):  # noqa: N818 - told as a problem
    """A line of a CSV file, counted from 1, that is no UTF-8."""

    def __init__(self, line: int) -> None:
        """Take the line."""
        super().__init__(line)
        self.line = line


@frozen(eq=False)
class Skipped:
    """
    The rows of a file that are in no batch, broken or empty ones, in their order.

    ``before`` has for each of them how many rows of batches stand before it.
    """

    before: list[int] = field(factory=list)

    def add(self, number: int) -> None:
        """Take a row by its number in the file, counted from 1."""
        self.before.append(number - 1 - len(self.before))

    def number(self, row: int) -> int:
        """Return the number in the file of a row by its position among those of the batches, both from 1."""
        return row + bisect_right(self.before, row - 1)


@frozen(eq=False)
class TableFile:
    """
    A table in a file: its schema, its batches, and the lines that are no rows of it, known once it was read.

    Reading raises BrokenTable.
    """

    schema: pa.Schema
    batches: Iterator[pa.RecordBatch]
    broken: list[tuple[int, str]] = field(factory=list)
    rows: int | None = None
    skipped: Skipped = field(factory=Skipped)

    def number(self, row: int) -> int:
        """Return the number in the file of a row by its position among those of the batches, both from 1."""
        return self.skipped.number(row)


def opened(name: str, reading: CellFormat) -> TableFile | Diagnostic:
    """Return the table in the file *name*, or why it cannot be had; numbers of a workbook become texts of *reading*."""
    path = Path(name)
    try:
        open_file(name).close()
        match path.suffix.casefold():
            case ".parquet":
                found = _parquet(path)
            case ".csv":
                found = _csv(path)
            case _:
                found = _xlsx(path, reading)
    except Exception as error:  # noqa: BLE001 - a file from anywhere makes the libraries that read it raise anything
        return _broken(path, error)
    return evolve(found, batches=_guarded(path, found.batches))


def _guarded(path: Path, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    try:
        yield from batches
    except Exception as error:
        raise BrokenTable(_broken(path, error)) from error


def _broken(path: Path, error: Exception) -> Diagnostic:
    """Return what is said of a file that made its reader raise *error*."""
    name = str(path)
    match error:
        case ModuleNotFoundError() | MemoryError():
            raise error
        case PackageRefused():
            return problem(error.code, name=name, also=error.values)
        case NotUtf8():
            return problem("file-not-utf8", name=name, line=str(error.line))
        case pa.ArrowException():  # which is an OSError or a ValueError as well
            pass
        case OSError():
            return unreadable(name, error)
    if path.suffix.casefold() == ".xlsx":
        return problem("package-broken", name=name)
    return problem("table-broken", name=name, why=(str(error).splitlines() or [type(error).__name__])[0][:120])


def _parquet(path: Path) -> TableFile:
    from pyarrow import parquet

    file = parquet.ParquetFile(path, pre_buffer=False)  # what is read ahead of time would be held to the end
    schema = with_usual_types(file.schema_arrow.empty_table()).schema
    return TableFile(schema, map(with_usual_types, file.iter_batches(ROWS)), rows=file.metadata.num_rows)


class Utf8(io.RawIOBase):
    """The bytes of a file as they are read, looked at: raises NotUtf8 where a line is no UTF-8."""

    def __init__(self, path: Path) -> None:
        """Open the file."""
        super().__init__()
        self.file = open_file(path)
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.lines = 1

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        data = self.file.read(size)
        try:
            self.decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            raise NotUtf8(self.lines + error.object.count(b"\n", 0, error.start)) from None
        self.lines += data.count(b"\n")
        return data

    def close(self) -> None:
        """Close the file."""
        self.file.close()
        super().close()


def _csv(path: Path) -> TableFile:
    """Return a CSV, every cell a text; the delimiter is the one that its first line has most of."""
    from pyarrow import csv

    broken: list[tuple[int, str]] = []
    skipped = Skipped()

    def refuse(row: Any) -> str:
        skipped.add(row.number - 1)  # the headers are a row, too
        broken.append((row.number - 1, row.text))
        return "skip"

    with open_file(path) as file:
        head = file.read(SNIFFED)
    line = head.decode("utf-8-sig", errors="replace").partition("\n")[0]
    delimiter = max(",;\t", key=line.count)
    parse = csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=refuse)
    read = csv.ReadOptions(block_size=CSV_BLOCK, use_threads=False)
    with Utf8(path) as text, csv.open_csv(text, read_options=read, parse_options=parse) as peeked:
        names = peeked.schema.names
    broken.clear()
    skipped.before.clear()
    convert = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)

    def batches() -> Iterator[pa.RecordBatch]:
        with Utf8(path) as file:
            yield from csv.open_csv(file, read_options=read, parse_options=parse, convert_options=convert)

    return TableFile(pa.schema([(name, pa.string()) for name in names]), batches(), broken, skipped=skipped)


def _xlsx(path: Path, reading: CellFormat) -> TableFile:
    from lkjdsl.tables.reading.workbook import sheet

    skipped = Skipped()
    schema, batches = sheet(path, reading, skipped.add)
    return TableFile(schema, batches, skipped=skipped)
