"""The rows of the sheets of a workbook, looked through before openpyxl reads them, which drops some in silence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any
from xml.parsers import expat
from zipfile import ZipFile

from attrs import define, field, frozen

from lkjdsl.office_package import PackageRefused, look_through, open_package

MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1_048_576, 16_384, 32_767
"""Of a sheet, and of one cell."""


Merge = tuple[int, int, int, int]
"""The first row, the first column, the last row and the last column of a merged cell, from 1."""


@define(eq=False)
class SheetFacts:
    """What a sheet says of its rows and cells beside their values."""

    last: int = 0
    """The number of the last row."""
    hidden: set[int] = field(factory=set)
    uncalculated: set[tuple[int, int]] = field(factory=set)
    """Cells of formulas whose value was never stored."""
    merges: list[Merge] = field(factory=list)

    def anchors(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Return the cell that has the value, for each cell that is merged with one above it."""
        return {
            (row, column): (first, column)
            for first, column, last, _ in self.merges
            for row in range(first + 1, min(last, first + MOST_MERGED) + 1)
        }


NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
"""A number as the format has it: Python reads more, such as 1_000."""
MOST_MERGED = 10_000
"""Rows of one merged cell."""


@frozen(eq=False)
class SheetSource:
    """A sheet of a workbook: its name, whether it is shown, what it says beside its values, and its rows."""

    title: str
    is_visible: bool
    facts: SheetFacts
    inner: Any
    package: ZipFile

    def head(self, most: int) -> Sequence[Sequence[Any]]:
        """Return the first rows."""
        try:
            return list(islice(self.inner.iter_rows(), most))
        except ValueError as error:
            raise PackageRefused(code="sheet-number", row=1) from error

    def rows(self, *, closes: bool = True) -> Iterator[Sequence[Any]]:
        """
        Yield the rows, each with its cells as openpyxl has them, empty ones between others included.

        The workbook is closed behind them, unless another of its sheets is still to be read.
        """
        return _rows(self.inner, self.package if closes else nullcontext())


def sheet_rows(path: Path) -> Iterator[Sequence[Any]]:
    """
    Return the rows of the first sheet, each with its cells as openpyxl has them, empty ones between others included.

    Raises PackageRefused, also while the rows are read, and whatever openpyxl raises for what is no workbook.
    """
    return sheets_of(path, most=1)[0].rows()


def sheets_of(path: Path, *, most: int | None = None) -> Sequence[SheetSource]:
    """Return the sheets of a workbook, at *most* so many of them, looked through; raises what sheet_rows raises."""
    from openpyxl import load_workbook

    package = open_package(path)
    for name in package.namelist():
        if name.endswith((".xml", ".rels")) and "/worksheets/" not in name:
            look_through(package, name)
    assert package.fp is not None
    sheets = []
    for worksheet in load_workbook(package.fp, read_only=True, data_only=True).worksheets[:most]:
        facts = _look_through_sheet(package, worksheet._worksheet_path)  # noqa: SLF001 - it is the part that is read
        worksheet.reset_dimensions()  # a size that is told may be too small, and what is beyond would be lost
        sheets.append(SheetSource(worksheet.title, worksheet.sheet_state == "visible", facts, worksheet, package))
    return sheets


def _look_through_sheet(package: ZipFile, name: str) -> SheetFacts:
    """
    Return what a sheet says beside its values.

    Rows and cells stand in their order and within the bounds of a sheet: what does not would be lost.
    """
    reader = _SheetReader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    look_through(package, name, parser)
    reader.facts.last = reader.row
    return reader.facts


@define(eq=False)
class _SheetReader:
    """Takes the XML of a sheet piece by piece."""

    facts: SheetFacts = field(factory=SheetFacts)
    row: int = 0
    row_text: str = "0"
    column: int = 0
    length: int = 0
    is_formula: bool = False
    is_text: bool = False
    is_number: bool = False
    in_value: bool = False
    has_value: bool = False
    number: str = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.length = 0
        match tag.rpartition(":")[2] if ":" in tag else tag:  # the most frequent first
            case "v":
                self.has_value, self.in_value = self.is_text, True
            case "c":
                kind = attributes.get("t", "n")
                self.is_formula = self.has_value = False
                self.is_text, self.is_number, self.number = kind == "str", kind == "n", ""
                self._place(attributes.get("r"))
            case "row":
                self.row, self.column = _next(attributes.get("r"), self.row, MOST_ROWS, self.row), 0
                self.row_text = str(self.row)
                if attributes.get("hidden") in ("1", "true"):
                    self.facts.hidden.add(self.row)
            case "f":
                self.is_formula = True
            case "mergeCell":
                merge = _merge(attributes.get("ref", ""))
                self.facts.merges += [] if merge is None else [merge]

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
            return
        letters = reference.rstrip("0123456789")
        if reference[len(letters) :] not in ("", self.row_text):
            raise PackageRefused(code="sheet-disordered", row=self.row, limit=MOST_ROWS)
        column = _column(letters)
        if not self.column < column <= MOST_COLUMNS:
            raise PackageRefused(code="sheet-disordered", row=self.row, limit=MOST_COLUMNS)
        self.column = column

    def text(self, piece: str) -> None:
        self.length += len(piece)
        self.has_value = self.has_value or self.in_value
        if self.is_number and self.in_value:
            self.number += piece
        if self.length > MOST_CHARACTERS:
            raise PackageRefused(code="sheet-cell-too-long", row=self.row, limit=MOST_CHARACTERS)

    def end(self, tag: str) -> None:
        if self.in_value:
            self.in_value = False
            if self.number and not NUMBER.fullmatch(self.number.strip()):
                raise PackageRefused(code="sheet-number", row=self.row)
        elif self.is_formula and not self.has_value and tag.rpartition(":")[2] == "c":
            self.facts.uncalculated.add((self.row, self.column))


def _merge(reference: str) -> Merge | None:
    """Return a merged cell by its reference, ``B3:B7``."""
    corners = []
    for corner in reference.upper().split(":"):
        letters = corner.rstrip("0123456789")
        digits = corner[len(letters) :]
        if not letters.isalpha() or not digits or len(digits) > 7 or len(letters) > 3:  # noqa: PLR2004 - XFD1048576 is the last
            return None
        corners += [int(digits), _column(letters)]
    return tuple(corners) if len(corners) == 4 else None  # type: ignore[return-value] # noqa: PLR2004 - two corners


def _next(stated: str | None, last: int, most: int, row: int) -> int:
    """Return the number of a row or column, which is the next where it is not told."""
    number = last + 1
    if stated is not None:
        is_number = stated.isascii() and stated.isdigit() and len(stated) < 10  # noqa: PLR2004 - ten digits are beyond any sheet
        number = int(stated) if is_number else 0
    if not last < number <= most:
        raise PackageRefused(code="sheet-disordered", row=row, limit=most)
    return number


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    """Return the number of a column by its letters."""
    number = 0
    for letter in letters[:4]:
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number


def _rows(found: Any, package: AbstractContextManager[Any]) -> Iterator[Sequence[Any]]:
    """
    Yield the rows of a sheet of *package*, which stays open for as long.

    openpyxl raises ValueError for a cell that calls itself a number and is none.
    """
    number = 0
    try:
        with package:
            for number, row in enumerate(found.iter_rows(), 1):  # noqa: B007 - it is told when the next one fails
                yield row
    except ValueError as error:
        raise PackageRefused(code="sheet-number", row=number) from error
