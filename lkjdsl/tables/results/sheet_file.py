"""Results → a workbook of one sheet, row by row."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import FileIO
from math import isfinite
from pathlib import Path
from typing import Any

from lkjdsl.diagnostic import problem
from lkjdsl.spreadsheet_text import SURE_DIGITS, cell_text
from lkjdsl.tables.results.writing import Unwritable

MOST_ROWS = 1_048_575
"""Of a sheet, below its headers."""
MOST_COLUMNS = 16_384
MOST_CHARACTERS = 32_767
"""Of a cell of a sheet."""


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

    def write(self, rows: Iterable[Sequence[Any]], number: int) -> None:
        """Write a *number* of rows."""
        if self.row + number > MOST_ROWS:
            raise Unwritable(problem("table-too-long", name=self.name))
        for values in rows:
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
