"""
A workbook (.xlsx) → its blocks: each sheet a section, each region between empty rows a table.

A formula is read by the value that it had when the workbook was saved. What is read is what a cell shows, since that is
what the report says; hidden sheets are left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from lkjdsl import limits
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.documents.blocks import Address, Block, Cell, Document, Heading, Leaf, Paragraph, Piece, Table, Text
from lkjdsl.documents.captions import Unread, caption_of
from lkjdsl.documents.excel.formats import BUILT_IN, GENERAL, shown
from lkjdsl.documents.ooxml.package import Package
from lkjdsl.documents.ooxml.parts import parts_of
from lkjdsl.documents.ooxml.values import whole
from lkjdsl.documents.ooxml.xml import Element
from lkjdsl.documents.outline import outlined
from lkjdsl.documents.table_shape import column_names, heading_rows

PARTS = ("worksheet", "sharedStrings", "styles")
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")


@frozen(eq=False)
class _Book:
    strings: Sequence[str]
    formats: Sequence[str]
    from_1904: bool


@frozen(eq=False)
class _Shown:
    """A cell that shows something: its row and column from 0, and what it shows."""

    row: int
    column: int
    reference: str
    string: str


def read_workbook(package: Package) -> Document | Diagnostic:
    """Return the blocks of the workbook *package*."""
    parts = parts_of(package, "x:workbook", PARTS)
    if isinstance(parts, Diagnostic):
        return parts
    if (
        sum(element.name == "x:c" for part in parts.roots.values() for element in part.descendants())
        > limits.SHEET_CELLS
    ):
        return problem("document-with-too-many-cells", name=package.name, limit=limits.SHEET_CELLS)
    strings, styles = parts.of_type("sharedStrings"), parts.of_type("styles")
    book = _Book(
        [] if strings is None else [_rich(child) for child in strings[1].children if child.name == "x:si"],
        [] if styles is None else _formats(styles[1]),
        parts.root.value("x:workbookPr", of="date1904") in ("1", "true"),
    )
    blocks: list[Block | Unread] = []
    sheets = parts.root.child("x:sheets")
    for sheet in () if sheets is None else sheets.children:
        root = parts.of_id(sheet.attributes.get("r:id", ""))
        if root is not None and sheet.attributes.get("state", "visible") == "visible":
            blocks += _sheet(sheet.attributes.get("name", ""), root, book)
    return Document(package.name, "xlsx", *outlined(blocks), package)


def _rich(element: Element) -> str:
    """Return a text whose pieces may look differently; how it is read aloud is left out."""
    parts = [child for child in element.children if child.name in ("x:t", "x:r")]
    return "".join(part.text if part.name == "x:t" else _rich(part) for part in parts)


def _formats(root: Element) -> Sequence[str]:
    """Return the number format of each cell style."""
    numbers, styles = root.child("x:numFmts"), root.child("x:cellXfs")
    codes = dict(BUILT_IN)
    for one in () if numbers is None else numbers.children:
        codes[whole(one.attributes.get("numFmtId"))] = one.attributes.get("formatCode", GENERAL)
    used = () if styles is None else styles.children
    return [codes.get(whole(element.attributes.get("numFmtId")), GENERAL) for element in used]


def _sheet(name: str, root: Element, book: _Book) -> Iterator[Block | Unread]:
    """Yield the blocks of a sheet: what stands alone in its rows are paragraphs, the rest tables."""
    yield Heading(Address(), 1, "", Text(name))
    rows: list[list[_Shown]] = []
    data = root.child("x:sheetData")
    for element in () if data is None else data.children:
        row = [cell for child in element.children if child.name == "x:c" and (cell := _shown(child, book)) is not None]
        if rows and (not row or row[0].row != rows[-1][0].row + 1):
            yield from _region(rows, _spans(root))
            rows = []
        if row:
            rows.append(row)
    if rows:
        yield from _region(rows, _spans(root))
    if root.child("x:drawing") is not None:
        yield Unread(1)


def _shown(cell: Element, book: _Book) -> _Shown | None:
    match = REFERENCE.match(cell.attributes.get("r", ""))
    if match is None:
        return None
    kind = cell.attributes.get("t", "n")
    child, inline = cell.child("x:v"), cell.child("x:is")
    value = "" if child is None else child.text
    match kind:
        case "s":
            index = whole(value)
            string = book.strings[index] if index is not None and index < len(book.strings) else ""
        case "inlineStr":
            string = "" if inline is None else _rich(inline)
        case "b":
            string = "TRUE" if value == "1" else "FALSE"
        case "n":
            style = whole(cell.attributes.get("s")) or 0
            form = book.formats[style] if style < len(book.formats) else GENERAL
            string = shown(value, form, from_1904=book.from_1904) if value else ""
        case _:
            string = value
    if not string.strip():
        return None
    return _Shown(int(match[2]) - 1, _column(match[1]), match[0], string)


def _column(letters: str) -> int:
    """Return the number of a column from 0: ``AA`` is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _spans(root: Element) -> Mapping[str, tuple[int, int]]:
    """Return how many rows and columns each merged cell spans."""
    spans = {}
    merged = root.child("x:mergeCells")
    for element in () if merged is None else merged.children:
        first, _, last = element.attributes.get("ref", "").partition(":")
        corners = REFERENCE.match(first), REFERENCE.match(last)
        if corners[0] is not None and corners[1] is not None:
            rows, columns = (
                int(corners[1][2]) - int(corners[0][2]) + 1,
                _column(corners[1][1]) - _column(corners[0][1]) + 1,
            )
            spans[first] = (max(rows, 1), min(max(columns, 1), limits.TABLE_COLUMNS))
    return spans


def _region(rows: Sequence[Sequence[_Shown]], spans: Mapping[str, tuple[int, int]]) -> Iterator[Block | Unread]:
    """Yield the blocks of adjacent rows: those with one cell at the top are paragraphs."""
    first = next((at for at, row in enumerate(rows) if len(row) > 1), len(rows))
    for row in rows[:first]:
        for cell in row:
            text = _text(cell)
            yield caption_of(text) or Paragraph(Address(), text)
    body = rows[first:]
    if not body:
        return
    left, top = min(row[0].column for row in body), body[0][0].row
    table = [[_cell(cell, cell.row - top, cell.column - left, spans) for cell in row] for row in body]
    table = [row for row in ([cell for cell in row if cell.column < limits.TABLE_COLUMNS] for row in table) if row]
    width = max(cell.column + cell.column_span for row in table for cell in row)
    count = heading_rows(table, 0)
    yield Table(Address(), table, count, column_names(table, count, width))


def _text(cell: _Shown) -> Text:
    return Text(cell.string, [Piece(0, len(cell.string), Leaf(cell.reference))])


def _cell(cell: _Shown, row: int, column: int, spans: Mapping[str, tuple[int, int]]) -> Cell:
    rows, columns = spans.get(cell.reference, (1, 1))
    return Cell(row, column, rows, columns, [Paragraph(Address(), _text(cell))], cell.reference)
