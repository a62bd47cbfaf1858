"""A table of printed figures, CSV or XLSX → rows of cells as they are printed."""

import csv
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import frozen

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.files import read_source
from lkjdsl.numbers.numerals import Numeral
from lkjdsl.office_package import PackageRefused
from lkjdsl.source import Place, Source
from lkjdsl.workbook_rows import sheet_rows

DELIMITERS = ";,\t"
CERTAIN = 12
"""Significant digits of a number that a spreadsheet computed in binary and shows in no format of its own."""
SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm")

PrintedCell = str | Numeral
"""A cell as printed; a number of a spreadsheet is one with the decimals that its format shows."""


@frozen(eq=False)
class PrintedRow:
    """A row: its number as a spreadsheet counts, its cells, and where it stands in the text, if it is one."""

    number: int
    cells: Sequence[PrintedCell]
    start: int | None = None
    end: int = 0


@frozen(eq=False)
class PrintedTable:
    """The headers of a table and its rows, read as they are asked for; ``source`` is None for a spreadsheet."""

    name: str
    headers: Sequence[str]
    rows: Iterator[PrintedRow]
    source: Source | None = None

    def place(self, row: PrintedRow, cell: PrintedCell) -> Place | None:
        """Return where *cell* stands in the text of its row."""
        if self.source is None or row.start is None:
            return None
        line = self.source.text[row.start : row.end]
        offset = line.find(cell) if isinstance(cell, str) and cell else -1
        start = row.start + max(offset, 0)
        return Place(self.source, span=(start, start + len(cell) if offset >= 0 and isinstance(cell, str) else row.end))


def is_table(name: str) -> bool:
    """Return whether the file *name* is a table and no TOML file."""
    return Path(name).suffix.lower() in SUFFIXES


def read_sheet(name: str) -> PrintedTable | Diagnostic:
    """Return the table in the file *name*, or why it cannot be read."""
    return _of_csv(name) if Path(name).suffix.lower() in (".csv", ".tsv") else _of_xlsx(name)


def _of_csv(name: str) -> PrintedTable | Diagnostic:
    source = read_source(name)
    if isinstance(source, Diagnostic):
        return source
    first = source.text.lstrip("\n").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        rows = iter(list(_csv_rows(source.text, delimiter)))
    except csv.Error:  # a cell longer than any
        return problem("table-unreadable", name=name)
    header = next(rows, None)
    if header is None:
        return problem("table-without-rows", Place(source, span=(0, 0)), name=name)
    return PrintedTable(name, [str(cell).strip() for cell in header.cells], rows, source)


def _csv_rows(text: str, delimiter: str) -> Iterator[PrintedRow]:
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    reader = csv.reader(lines, delimiter=delimiter)
    before = 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield PrintedRow(before + 1, cells, starts[before], starts[reader.line_num] - 1)
        before = reader.line_num


def _of_xlsx(name: str) -> PrintedTable | Diagnostic:
    missing = _unreadable(name)
    if missing is not None:
        return missing
    try:
        rows = iter(list(_xlsx_rows(sheet_rows(Path(name)))))
        header = next(rows, None)
    except PackageRefused as refused:
        code = "table-unreadable" if refused.code == "package-broken" else refused.code
        return problem(code, name=name, also=refused.values)
    except ModuleNotFoundError:
        raise
    except Exception:  # noqa: BLE001 - a file from anywhere makes the library that reads it raise anything
        return problem("table-unreadable", name=name)
    if header is None:
        return problem("table-without-rows", name=name)
    return PrintedTable(name, [str(cell).strip() for cell in header.cells], rows)


def _unreadable(name: str) -> Diagnostic | None:
    """Return why the file *name* cannot be opened, in the words of every other file."""
    source = read_source(name)
    return source if isinstance(source, Diagnostic) and source.code != "file-not-utf8" else None


def _xlsx_rows(rows: Iterator[Any]) -> Iterator[PrintedRow]:
    for number, row in enumerate(rows, 1):
        cells = [_cell(cell.value, cell.number_format) for cell in row]
        if any(isinstance(cell, Numeral) or cell.strip() for cell in cells):
            yield PrintedRow(number, cells)


def _cell(value: Any, form: str) -> PrintedCell:
    """Return a cell of a spreadsheet as its format shows it; a number without a format has the digits that are sure."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    if not isinstance(value, int | float):
        return str(value)
    percent = "%" in form
    number = Decimal(value) * (100 if percent else 1)
    shown = re.search(r"[0#?](?:\.([0#?]+))?(?=[^0#?.]*$)", form.split(";", 1)[0]) if form != "General" else None
    if shown is not None:
        decimals = len(shown[1] or "")
    elif isinstance(value, int):
        decimals = 0
    else:
        digits = CERTAIN - 1 - number.adjusted() if number else 0
        exact = number.quantize(Decimal(1).scaleb(-max(digits, 0))).normalize()
        exponent = exact.as_tuple().exponent
        decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    scaled = int(number.scaleb(decimals).to_integral_value("ROUND_HALF_UP"))
    return Numeral((scaled, 10**decimals), decimals, percent)
