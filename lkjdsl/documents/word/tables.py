"""A table of Word → its cells: merged ones once, deleted rows not at all."""

from collections.abc import Callable, Iterator, Sequence

from attrs import evolve, frozen

from lkjdsl import limits
from lkjdsl.documents.blocks import Cell, Paragraph
from lkjdsl.documents.ooxml.values import is_on, whole
from lkjdsl.documents.ooxml.xml import Element

CellReader = Callable[[Element], Sequence[Paragraph]]


@frozen(eq=False)
class Grid:
    """The rows of a table, how many of them Word repeats as headings, and how many columns it has."""

    rows: Sequence[Sequence[Cell]]
    declared: int
    width: int


def grid_of(table: Element, read: CellReader) -> Grid:
    """Return the cells of *table*, each read by *read* in the order of reading."""
    rows: list[list[Cell]] = []
    above: dict[int, tuple[int, int]] = {}  # by column: the row and the place in it of the cell that may reach down
    declared, width = 0, 0
    for row in _inside(table, "w:tr"):
        properties = row.child("w:trPr")
        if properties is not None and properties.child("w:del") is not None:
            continue
        if properties is not None and is_on(properties.child("w:tblHeader")) and declared == len(rows):
            declared += 1
        cells = _row(row, len(rows), rows, above, read)
        width = max([width, *(cell.column + cell.column_span for cell in cells)])
        rows.append(cells)
    return Grid(rows, declared, width)


def _row(
    row: Element, number: int, rows: list[list[Cell]], above: dict[int, tuple[int, int]], read: CellReader
) -> list[Cell]:
    cells: list[Cell] = []
    properties = row.child("w:trPr")
    column = 0 if properties is None else _bounded(properties.value("w:gridBefore"), 0)
    for element in _inside(row, "w:tc"):
        merge = _merge(element)
        span = _span(element)
        if merge == "continue" and column in above:
            at, place = above[column]
            cell = rows[at][place]
            rows[at][place] = evolve(cell, row_span=number - at + 1)
        elif merge == "horizontal" and cells:
            cells[-1] = evolve(cells[-1], column_span=cells[-1].column_span + span)
        else:
            cells.append(Cell(number, column, 1, span, read(element)))
            above.pop(column, None)
            if merge == "restart":
                above[column] = (number, len(cells) - 1)
        column = min(column + span, limits.TABLE_COLUMNS)
    return cells


def _merge(cell: Element) -> str:
    properties = cell.child("w:tcPr")
    if properties is None:
        return ""
    vertical, horizontal = properties.child("w:vMerge"), properties.child("w:hMerge")
    if horizontal is not None and horizontal.attributes.get("w:val", "continue") == "continue":
        return "horizontal"
    return "" if vertical is None else vertical.attributes.get("w:val", "continue")


def _span(cell: Element) -> int:
    properties = cell.child("w:tcPr")
    return max(1, 1 if properties is None else _bounded(properties.value("w:gridSpan"), 1))


def _bounded(text: str | None, default: int) -> int:
    number = whole(text)
    return default if number is None else min(number, limits.TABLE_COLUMNS)


def _inside(parent: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row: content controls and the like may stand around them."""
    for child in parent.children:
        if child.name == name:
            yield child
        elif child.name in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"):
            yield from _inside(child, name)
