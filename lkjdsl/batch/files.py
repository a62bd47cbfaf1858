"""Tables in files: CSV, Parquet, XLSX → a schema and batches of rows; nothing is held that has been handed on."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from attrs import field, frozen

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.numerals import Locale

ROWS = 65_536
SNIFFED = 65_536
CSV_BLOCK = 8 * 2**20


@frozen(eq=False)
class Source:
    """A table in a file: its schema, its batches, and the lines that are no rows of it, known once it was read."""

    schema: pa.Schema
    batches: Iterator[pa.RecordBatch]
    broken: list[tuple[int, str]] = field(factory=list)
    rows: int | None = None


def opened(name: str, locale: Locale) -> Source | Diagnostic:
    """Return the table in the file *name*, or why it cannot be had."""
    path = Path(name)
    if not path.exists():
        return problem("file-missing", name=name)
    if path.is_dir():
        return problem("file-is-folder", name=name)
    try:
        match path.suffix.casefold():
            case ".parquet":
                return _parquet(path)
            case ".csv":
                return _csv(path)
            case _:
                return _xlsx(path, locale)
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        return problem("table-broken", name=name, why=str(error).splitlines()[0][:120])


def _parquet(path: Path) -> Source:
    from pyarrow import parquet

    file = parquet.ParquetFile(path)
    return Source(file.schema_arrow, file.iter_batches(ROWS * 2), rows=file.metadata.num_rows)


def _csv(path: Path) -> Source:
    """Return a CSV, every cell a text; the delimiter is the one that its first line has most of."""
    from pyarrow import csv

    broken: list[tuple[int, str]] = []

    def refuse(row: Any) -> str:
        broken.append((row.number if row.number is not None else 0, row.text))
        return "skip"

    with path.open("rb") as file:
        head = file.read(SNIFFED)
    line = head.decode("utf-8-sig", errors="replace").partition("\n")[0]
    delimiter = max(",;\t", key=line.count)
    parse = csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=refuse)
    read = csv.ReadOptions(block_size=CSV_BLOCK, use_threads=False)
    with csv.open_csv(path, read_options=read, parse_options=parse) as peeked:
        names = peeked.schema.names
    broken.clear()
    convert = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)
    reader = csv.open_csv(path, read_options=read, parse_options=parse, convert_options=convert)
    return Source(reader.schema, iter(reader), broken)


def _xlsx(path: Path, locale: Locale) -> Source:
    """Return the first sheet of a workbook; its first row has the headers."""
    from openpyxl import load_workbook

    sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
    rows = sheet.iter_rows()
    names = [str(cell.value) for cell in next(rows, ()) if cell.value is not None]
    batches = _sheet_batches(rows, names, locale)
    first = next(batches, None)
    if first is None:
        schema = pa.schema([(name, pa.string()) for name in names])
        return Source(schema, iter(()))
    return Source(first.schema, _chained(first, batches))


def _chained(first: pa.RecordBatch, others: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield first
    yield from others


def _sheet_batches(rows: Iterator[Any], names: Sequence[str], locale: Locale) -> Iterator[pa.RecordBatch]:
    kept: list[Sequence[Any]] = []
    while True:
        for row in rows:
            cells = row[: len(names)]
            if any(cell.value is not None for cell in cells):
                kept.append(cells)
            if len(kept) == ROWS:
                break
        if not kept:
            return
        columns = [
            pa.array([_cell(row[at], locale) if at < len(row) else None for row in kept], pa.string())
            for at in range(len(names))
        ]
        yield pa.RecordBatch.from_arrays(columns, list(names))
        kept = []


def _cell(cell: Any, locale: Locale) -> str | None:
    """Return a cell as it would be typed: a number in the spelling of *locale*, with ``%`` where it is shown so."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, int | float):
        return str(value)
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    shown = "%" in (cell.number_format or "")
    text = f"{(number * 100 if shown else number).normalize():f}"
    whole, dot, decimals = text.partition(".")
    if dot and len(decimals) == 3:  # noqa: PLR2004 - three decimals could be thousands
        decimals += "0"
    return whole + ("," if locale == "id" else ".") * bool(dot) + decimals + "%" * shown
