"""Tables in files: CSV, Parquet, XLSX → a schema and batches of rows; nothing is held that has been handed on."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from attrs import evolve, field, frozen

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.kinds import Misfit
from lkjdsl.numbers.numerals import Locale
from lkjdsl.tables.kernel.two_years import PREVIOUS
from lkjdsl.tables.reading.cells import APPROXIMATE, Reading, typed

ROWS = 65_536
SNIFFED = 65_536
CSV_BLOCK = 8 * 2**20


class BrokenTable(Exception):  # noqa: N818 - told as a problem
    """A file that turns out to be no table while it is read."""

    def __init__(self, problem: Diagnostic) -> None:
        """Take the problem that says why."""
        super().__init__(problem)
        self.problem = problem


@frozen(eq=False)
class Source:
    """
    A table in a file: its schema, its batches, and the lines that are no rows of it, known once it was read.

    ``skipped`` are the numbers of rows that are in no batch: broken or empty ones. Reading raises BrokenTable.
    """

    schema: pa.Schema
    batches: Iterator[pa.RecordBatch]
    broken: list[tuple[int, str]] = field(factory=list)
    rows: int | None = None
    skipped: list[int] = field(factory=list)

    def number(self, row: int) -> int:
        """Return the number in the file of a row by its position among those of the batches, both from 1."""
        skipped = sorted(self.skipped)
        return row + bisect_right([one - position for position, one in enumerate(skipped)], row)


def opened(name: str, reading: Reading) -> Source | Diagnostic:
    """Return the table in the file *name*, or why it cannot be had; numbers of a workbook become texts of *reading*."""
    path = Path(name)
    if not path.exists():
        return problem("file-missing", name=name)
    if path.is_dir():
        return problem("file-is-folder", name=name)
    try:
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
    if isinstance(error, ModuleNotFoundError):
        raise error
    if "UTF8" in str(error) and path.suffix.casefold() == ".csv":
        with path.open("rb") as file:
            for line, text in enumerate(file, 1):
                try:
                    text.decode("utf-8-sig")
                except UnicodeDecodeError:
                    return problem("file-not-utf8", name=str(path), line=str(line))
    return problem("table-broken", name=str(path), why=(str(error).splitlines() or [type(error).__name__])[0][:120])


def _parquet(path: Path) -> Source:
    from pyarrow import parquet

    file = parquet.ParquetFile(path, pre_buffer=False)  # what is read ahead of time would be held to the end
    return Source(file.schema_arrow, file.iter_batches(ROWS * 2), rows=file.metadata.num_rows)


def _csv(path: Path) -> Source:
    """Return a CSV, every cell a text; the delimiter is the one that its first line has most of."""
    from pyarrow import csv

    broken: list[tuple[int, str]] = []
    skipped: list[int] = []

    def refuse(row: Any) -> str:
        skipped.append(row.number - 1)  # the headers are a row, too
        broken.append((row.number - 1, row.text))
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
    skipped.clear()
    convert = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)
    reader = csv.open_csv(path, read_options=read, parse_options=parse, convert_options=convert)
    return Source(reader.schema, iter(reader), broken, skipped=skipped)


def _xlsx(path: Path, reading: Reading) -> Source:
    """Return the first sheet of a workbook; its first row has the headers."""
    from openpyxl import load_workbook

    sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
    rows = sheet.iter_rows()
    headed = {at: str(cell.value).strip() for at, cell in enumerate(next(rows, ())) if cell.value is not None}
    skipped: list[int] = []
    locales = {at: reading.of(name.removeprefix(PREVIOUS)) or "id" for at, name in headed.items()}
    batches = _sheet_batches(rows, headed, locales, skipped.append)
    return Source(pa.schema([(name, pa.string()) for name in headed.values()]), batches, skipped=skipped)


def _sheet_batches(
    rows: Iterator[Any], headed: Mapping[int, str], locales: Mapping[int, Locale], skip: Callable[[int], None]
) -> Iterator[pa.RecordBatch]:
    """Yield the cells below the headers, which are those at some positions; *skip* is told of rows without any."""
    kept: list[list[str | None]] = []
    for number, row in enumerate(rows, 1):
        cells = [_cell(row[at], locales[at]) if at < len(row) else None for at in headed]
        if not any(cells):
            skip(number)
            continue
        kept.append(cells)
        if len(kept) == ROWS:
            yield _batch(kept, headed)
            kept = []
    if kept:
        yield _batch(kept, headed)


def _batch(rows: Sequence[Sequence[str | None]], headed: Mapping[int, str]) -> pa.RecordBatch:
    columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    return pa.RecordBatch.from_arrays(columns, list(headed.values()))


def _cell(cell: Any, locale: Locale) -> str | None:
    """Return a cell as it would be typed: a number in the spelling of *locale*, with ``%`` where it is shown so."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, int | float):
        return str(value)
    number = typed(value) if isinstance(value, float) else value
    if isinstance(number, Misfit):
        return f"{APPROXIMATE}{value!r}"
    number = Decimal(number)
    shown = "%" in (cell.number_format or "")
    text = f"{(number * 100 if shown else number).normalize():f}"
    whole, dot, decimals = text.partition(".")
    if dot and len(decimals) == 3:  # noqa: PLR2004 - three decimals could be thousands
        decimals += "0"
    return whole + ("," if locale == "id" else ".") * bool(dot) + decimals + "%" * shown
