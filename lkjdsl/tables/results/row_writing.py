"""Rows of results → CSV, XLSX, without Arrow: the same files as by it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any

from attrs import frozen

from lkjdsl.spreadsheet_text import cell_text, harmless, number_text
from lkjdsl.tables.results.rows import RowBatch
from lkjdsl.tables.results.sheet_file import WorkbookSheet
from lkjdsl.tables.results.writing import Form, is_csv


@frozen
class CsvSpelling:
    """How a CSV is spelled: the character between cells, the decimal sign, whether a mark of UTF-8 begins it."""

    delimiter: str = ","
    decimal: str = "."
    has_mark: bool = False


FOR_MACHINES = CsvSpelling()
FOR_PEOPLE: Mapping[str, CsvSpelling] = {"id": CsvSpelling(";", ",", has_mark=True), "en": CsvSpelling(has_mark=True)}
"""As a spreadsheet opens a CSV by a double click, under Indonesian or English settings."""


def opened_file(name: str, path: Path, batch: RowBatch, locale: str | None = None) -> Form:
    """
    Return a file that takes batches like the first one, a CSV or a workbook.

    A CSV is for the spreadsheets of a *locale*, or for machines.
    """
    if is_csv(name):
        return CsvRows(path, batch.names, FOR_MACHINES if locale is None else FOR_PEOPLE[locale])
    return SheetRows(WorkbookSheet(name, path, batch.names))


class CsvRows:
    """A CSV file, which has no types: whatever is no number is a text that no spreadsheet takes for a formula."""

    def __init__(self, path: Path, names: Iterable[str], spelling: CsvSpelling) -> None:
        """Begin the file with its headers."""
        encoding = "utf-8-sig" if spelling.has_mark else "utf-8"
        self.file, self.spelling = path.open("w", encoding=encoding, newline=""), spelling
        self._line(names)

    def write(self, batch: RowBatch) -> None:
        """Write the rows of *batch*."""
        self.write_rows(batch.rows)

    def write_rows(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write rows."""
        for row in rows:
            self._line(row)

    def close(self) -> None:
        """Finish the file."""
        self.file.close()

    def _line(self, cells: Iterable[Any]) -> None:
        self.file.write(self.spelling.delimiter.join(map(self._cell, cells)) + "\n")

    def _cell(self, value: Any) -> str:
        match value:
            case None:
                return ""
            case bool():
                return str(value).lower()
            case float() if isfinite(value):
                return number_text(value).replace(".", self.spelling.decimal)
            case int():
                return str(value)
            case Decimal() if value.is_finite():
                return f"{value:f}".replace(".", self.spelling.decimal)
            case _:
                text = harmless(cell_text(value)).replace('"', '""')
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
