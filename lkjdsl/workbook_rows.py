"""The rows of the first sheet of a workbook, looked through before openpyxl reads them, which drops some in silence."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.parsers import expat
from zipfile import ZipFile

from lkjdsl.office_package import PackageRefused, look_through, open_package

MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1_048_576, 16_384, 32_767
"""Of a sheet, and of one cell."""


def sheet_rows(path: Path) -> Iterator[Sequence[Any]]:
    """
    Return the rows of the first sheet, each with its cells as openpyxl has them, empty ones between others included.

    Raises PackageRefused, also while the rows are read, and whatever openpyxl raises for what is no workbook.
    """
    from openpyxl import load_workbook

    package = open_package(path)
    for name in package.namelist():
        if name.endswith((".xml", ".rels")) and "/worksheets/" not in name:
            look_through(package, name)
    assert package.fp is not None
    found = load_workbook(package.fp, read_only=True, data_only=True).worksheets[0]
    _look_through_sheet(package, found._worksheet_path)  # noqa: SLF001 - it is the part that is read
    found.reset_dimensions()  # a size that is told may be too small, and what is beyond would be lost
    return _rows(found, package)


def _look_through_sheet(package: ZipFile, name: str) -> None:
    """See to it that rows and cells of a sheet stand in their order and within its bounds: what does not is lost."""
    row = column = length = 0

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal row, column, length
        length = 0
        tag = tag.rpartition(":")[2]
        if tag == "row":
            row, column = _next(attributes.get("r"), row, MOST_ROWS, row), 0
        elif tag == "c" and "r" in attributes:
            letters = attributes["r"].rstrip("0123456789")
            if attributes["r"][len(letters) :] not in ("", str(row)):
                raise PackageRefused(code="sheet-disordered", row=row, limit=MOST_ROWS)
            column = _next(_number(letters), column, MOST_COLUMNS, row)

    def text(piece: str) -> None:
        nonlocal length
        length += len(piece)
        if length > MOST_CHARACTERS:
            raise PackageRefused(code="sheet-cell-too-long", row=row, limit=MOST_CHARACTERS)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.CharacterDataHandler = start, text
    look_through(package, name, parser)


def _next(stated: str | None, last: int, most: int, row: int) -> int:
    """Return the number of a row or column, which is the next where it is not told."""
    number = last + 1
    if stated is not None:
        is_number = stated.isascii() and stated.isdigit() and len(stated) < 10  # noqa: PLR2004 - ten digits are beyond any sheet
        number = int(stated) if is_number else 0
    if not last < number <= most:
        raise PackageRefused(code="sheet-disordered", row=row, limit=most)
    return number


def _number(letters: str) -> str:
    """Return the number of a column by its letters."""
    number = 0
    for letter in letters[:4]:
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return str(number)


def _rows(found: Any, package: ZipFile) -> Iterator[Sequence[Any]]:
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
