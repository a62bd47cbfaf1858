"""Rows of results → CSV, XLSX, without Arrow: the same files as by it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from lkjdsl.spreadsheet_text import harmless, number_text
from lkjdsl.tables.results.rows import RowBatch
from lkjdsl.tables.results.sheet_file import WorkbookSheet
from lkjdsl.tables.results.writing import Form, is_csv


def opened_file(name: str, path: Path, batch: RowBatch) -> Form:
    """Return a file that takes batches like the first one; a Parquet file is Arrow's, which must be there."""
    if is_csv(name):
        return CsvRows(path.open("w", encoding="utf-8", newline=""), batch.names)
    if Path(name).suffix.casefold() == ".parquet":
        from lkjdsl.tables.results.block_writing import opened_file as opened_by_arrow

        return opened_by_arrow(name, path, batch)
    return SheetRows(WorkbookSheet(name, path, batch.names))


class CsvRows:
    """A CSV file, which has no types: whatever is no number is a text that no spreadsheet takes for a formula."""

    def __init__(self, file: TextIO, names: Iterable[str]) -> None:
        """Begin the file with its headers."""
        self.file = file
        self._line(names)

    def write(self, batch: RowBatch) -> None:
        """Write the rows of *batch*."""
        for row in batch.rows:
            self._line(row)

    def close(self) -> None:
        """Finish the file."""
        self.file.close()

    def _line(self, cells: Iterable[Any]) -> None:
        self.file.write(",".join(map(_cell, cells)) + "\n")


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case float():
            return number_text(value)
        case int():
            return str(value)
        case _:
            text = harmless(str(value)).replace('"', '""')
            return f'"{text}"'


class SheetRows:
    """A workbook of one sheet."""

    def __init__(self, sheet: WorkbookSheet) -> None:
        """Take the sheet."""
        self.sheet = sheet

    def write(self, batch: RowBatch) -> None:
        """Write the rows of *batch*."""
        self.sheet.write(batch.rows, len(batch.rows))

    def close(self) -> None:
        """Finish the file."""
        self.sheet.close()
