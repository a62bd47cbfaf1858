"""The first sheet of a workbook → a schema and batches of rows, every cell a text as it would be typed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

import pyarrow as pa

from lkjdsl.kinds import Misfit
from lkjdsl.numbers.numerals import Locale
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.tables.kernel.two_years import PREVIOUS
from lkjdsl.tables.reading.cells import APPROXIMATE, CellFormat, typed
from lkjdsl.workbook_rows import sheet_rows

ROWS = 65_536
"""Of a batch."""


def sheet(path: Path, reading: CellFormat, skip: Callable[[int], None]) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    """
    Return the schema and the batches of the first sheet; its first row has the headers.

    Numbers become texts in the spelling of *reading*; *skip* is told the numbers of rows without any cell. Raises
    PackageRefused, and what openpyxl raises, while the batches are read as well.
    """
    rows = sheet_rows(path)
    headed = {at: cell_text(cell.value).strip() for at, cell in enumerate(next(rows, ())) if cell.value is not None}
    locales = {at: reading.of(name.removeprefix(PREVIOUS)) or "id" for at, name in headed.items()}
    return pa.schema([(name, pa.string()) for name in headed.values()]), _batches(rows, headed, locales, skip)


def _batches(
    rows: Iterator[Any], headed: Mapping[int, str], locales: Mapping[int, Locale], skip: Callable[[int], None]
) -> Iterator[pa.RecordBatch]:
    """Yield the cells below the headers, which are those at some positions."""
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
    if isinstance(value, bool) or not isinstance(value, int | float):
        return cell_text(value)
    number = value if isinstance(value, int) or not isfinite(value) else typed(value)
    if isinstance(number, float | Misfit):
        return f"{APPROXIMATE}{cell_text(value)}"
    shown = "%" in (cell.number_format or "")
    number = number * 100 if shown else number  # a decimal has 15 digits at most
    text = f"{number:d}" if isinstance(number, int) else f"{number.normalize():f}"
    whole, dot, decimals = text.partition(".")
    if dot and len(decimals) == 3:  # noqa: PLR2004 - three decimals could be thousands
        decimals += "0"
    return whole + ("," if locale == "id" else ".") * bool(dot) + decimals + "%" * shown
