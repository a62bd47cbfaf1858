"""
Tables of some thousand rows, read without Arrow and numpy, which a browser does not have.

Headers, cells and rows mean what they mean to the fast reader: only the way to the texts of the cells is another.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import field, frozen

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.files import open_file
from lkjdsl.kinds import Misfit
from lkjdsl.model.definition import Definition
from lkjdsl.model.known_headers import KnownHeaders
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.tables.reading.broken_file import broken_table
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.tables.reading.headers import Headers, headers_of
from lkjdsl.tables.reading.layout import NumberedRow, Options, TableLayout, layout
from lkjdsl.tables.reading.office import misfits, office
from lkjdsl.tables.reading.passed_rows import PassedRows, data_rows
from lkjdsl.tables.reading.text_file import text_table

RowCells = Sequence[Any]
"""The cells of a row, by the positions of their columns."""


@frozen(eq=False)
class OfficeRow:
    """A row: its number, the texts that identify it by their headers, its data and that of the year before."""

    number: int
    names: Mapping[str, str]
    data: Mapping[str, Any]
    before: Mapping[str, Any] | None
    misfits: Sequence[tuple[str, Misfit]] = ()
    """Cells that cannot be read, by the headers of their columns; with any the data is not to be used."""


@frozen(eq=False)
class SmallTable:
    """A table in a file: its headers, its rows, the lines that are no rows, and what is to be said of it."""

    definition: Definition
    reading: CellFormat
    headers: Headers
    rows: Sequence[NumberedRow]
    broken: Sequence[tuple[int, str]] = ()
    remarks: Sequence[Diagnostic] = ()
    problems: Sequence[Diagnostic] = field(default=())
    head: Sequence[Sequence[str]] = ()

    def offices(self) -> Iterator[OfficeRow]:
        """Yield the offices, in the order of the file."""
        for number, cells in self.rows:
            cell: Callable[[int], Any] = cells.__getitem__
            data, before = office(self.definition, self.headers, cell, self.reading)
            names = {name: (cells[at] or "").strip() for name, at in self.headers.others.items()}
            unread = tuple(misfits(self.definition, self.headers, cell, self.reading))
            yield OfficeRow(number, names, data, before, unread)


@frozen(eq=False)
class TableRows:
    """The rows of a table in a file: where its columns are, its rows, the lines that are none, what is to be said."""

    layout: TableLayout
    rows: Sequence[NumberedRow]
    broken: Sequence[tuple[int, str]]
    remarks: Sequence[Diagnostic]
    head: Sequence[Sequence[str]]


def small_table(
    name: str, definition: Definition, reading: CellFormat, known: KnownHeaders, options: Options
) -> SmallTable | Diagnostic:
    """Return the table in the file *name* with all of its rows, or why it cannot be had."""
    found = table_rows(name, reading, known, options)
    if isinstance(found, Diagnostic):
        return found
    headers, problems = headers_of(definition, list(found.layout.headers), known)
    others = set(headers.others.values())
    rows = [(row, [_text(one) if at in others else one for at, one in enumerate(cells)]) for row, cells in found.rows]
    return SmallTable(definition, reading, headers, rows, found.broken, found.remarks, problems, found.head)


def _text(cell: Any) -> str | None:
    """Return what identifies a row as a text; a Parquet file may have numbers and dates for it."""
    return cell if cell is None or isinstance(cell, str) else cell_text(cell)


def table_rows(name: str, reading: CellFormat, known: KnownHeaders, options: Options) -> TableRows | Diagnostic:
    """Return the rows of the table in the file *name*, or why they cannot be had."""
    path = Path(name)
    try:
        open_file(name).close()
        match path.suffix.casefold():
            case ".parquet":
                return _of_parquet(name, reading, known)
            case ".xls" | ".xlsb" | ".ods":
                return problem("workbook-kind", name=name)
            case ".xlsx" | ".xlsm":
                layout, data, taken, broken, head = _of_workbook(path, reading, known, options)
            case _:
                layout, data, taken, broken, head = _of_text(path, known, options)
        passed = PassedRows()
        kept = list(data(passed))
    except Exception as error:  # noqa: BLE001 - a file from anywhere makes the libraries that read it raise anything
        return broken_table(path, error)
    return TableRows(layout, kept, broken, [*taken, *passed.remarks(layout.row)], head)


_Data = Callable[[PassedRows], Iterator[NumberedRow]]
"""Yields the rows that are offices, and takes down those that are not."""
_Found = tuple[TableLayout, _Data, Sequence[Diagnostic], list[tuple[int, str]], Sequence[Sequence[str]]]


def _of_workbook(path: Path, reading: CellFormat, known: KnownHeaders, options: Options) -> _Found:
    from lkjdsl.tables.reading.workbook import sheet_table

    table = sheet_table(path, reading, known, options)
    return table.layout, table.data, table.remarks(), [], table.head


def _of_parquet(name: str, reading: CellFormat, known: KnownHeaders) -> TableRows | Diagnostic:
    """Return the rows of a Parquet file, cells as values; only Arrow reads one."""
    from lkjdsl.tables.reading.files import opened
    from lkjdsl.tables.reading.types import listed

    file = opened(name, reading, known)
    if isinstance(file, Diagnostic):
        return file
    rows = (cells for batch in file.batches for cells in zip(*map(listed, batch.columns), strict=True))
    return TableRows(layout(file.schema.names, 0, known), list(enumerate(rows, 1)), [], [], [])


def _of_text(path: Path, known: KnownHeaders, options: Options) -> _Found:
    table = text_table(path, known, options)
    broken: list[tuple[int, str]] = []

    def rows() -> Iterator[NumberedRow]:
        for number, cells in table.rows():
            if len(cells) == table.width or not any(cell and cell.strip() for cell in cells):
                yield number, table.layout.cells(cells)
            else:
                broken.append((number, table.delimiter.join(cell or "" for cell in cells)))

    def data(passed: PassedRows) -> Iterator[NumberedRow]:
        return data_rows(rows(), table.layout, passed)

    return table.layout, data, table.remarks(), broken, table.head
