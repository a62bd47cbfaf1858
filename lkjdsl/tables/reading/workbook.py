"""The first sheet of a workbook → a schema and batches of rows, every cell a text as it would be typed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any
from xml.parsers import expat
from zipfile import ZipFile

import pyarrow as pa

from lkjdsl.kinds import Misfit
from lkjdsl.numbers.numerals import Locale
from lkjdsl.office_package import PackageRefused, look_through, open_package
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.tables.kernel.two_years import PREVIOUS
from lkjdsl.tables.reading.cells import APPROXIMATE, CellFormat, typed

ROWS = 65_536
"""Of a batch."""
MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1_048_576, 16_384, 32_767
"""Of a sheet, and of one cell."""


def sheet(path: Path, reading: CellFormat, skip: Callable[[int], None]) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    """
    Return the schema and the batches of the first sheet; its first row has the headers.

    Numbers become texts in the spelling of *reading*; *skip* is told the numbers of rows without any cell. Raises
    PackageRefused, and what openpyxl raises, while the batches are read as well.
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
    rows = _rows(found, package)
    headed = {at: cell_text(cell.value).strip() for at, cell in enumerate(next(rows, ())) if cell.value is not None}
    locales = {at: reading.of(name.removeprefix(PREVIOUS)) or "id" for at, name in headed.items()}
    return pa.schema([(name, pa.string()) for name in headed.values()]), _batches(rows, headed, locales, skip)


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
