"""A table of a page as a table of Word: its heading comes again on each page, figures stand at the right."""

from collections.abc import Sequence

from lkjdsl.documents.ooxml.xml import W, attribute
from lkjdsl.documents.word.controls import run
from lkjdsl.render.grid_layout import TIGHT, WIDTH, GridLayout, grid_layout
from lkjdsl.render.page import BlankCell, Grid

SHORT = 8
"""Rows of a table, or of a cell that goes over several, that are not broken over pages."""
INDENT = 200
"""Twentieths of a point for each level."""
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
"""The lines of a table in a document that has no style for tables."""
MERGED = {0: "<w:vMerge/>", 2: '<w:vMerge w:val="restart"/>'}
"""How a cell is set by the rows that it goes over: none, since it is part of the one above, or several."""
BOLD, SHADE = b"<w:b/>", '<w:shd w:val="clear" w:color="auto" w:fill="DDE7EF"/>'


def table(grid: Grid, style: str | None, width: int = WIDTH, *, is_followed: bool = False) -> bytes:
    """
    Return *grid* as a table in the style with the id *style*, or with lines of its own, and as wide as there is room.

    Its last row stays on a page with what it *is followed* by.
    """
    layout = grid_layout(grid, width)
    look = f"<w:tblStyle w:val={attribute(style)}/>" if style else f"<w:tblBorders>{BORDERS}</w:tblBorders>"
    extent = f'<w:tblW w:w="{sum(layout.widths)}" w:type="dxa"/>'
    sides = "".join(f'<w:{side} w:w="{layout.margins // 2}" w:type="dxa"/>' for side in ("left", "right"))
    narrow = f"<w:tblCellMar>{sides}</w:tblCellMar>" if layout.margins == TIGHT else ""
    settings = f"{look}{extent}{narrow}" if style else f"{extent}{look}{narrow}"  # the schema wants them in this order
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in layout.widths)
    heading = _row([column.heading for column in grid.columns], grid, layout, None, is_kept=True)
    last = len(grid.rows) - 1
    rows = [
        _row(row, grid, layout, number, is_kept=is_followed if number == last else _stays(grid, number))
        for number, row in enumerate(grid.rows)
    ]
    opening = f'<w:tbl xmlns:w="{W}"><w:tblPr>{settings}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    return b"".join([opening.encode(), heading, *rows, b"</w:tbl>"])


def _stays(grid: Grid, number: int) -> bool:
    """Return whether the row of a *number* stays on a page with the next: of a short table, or of a few rows' cell."""
    return len(grid.rows) <= SHORT or grid.stays_with_next(number, SHORT)


def _row(cells: Sequence[str], grid: Grid, layout: GridLayout, number: int | None, *, is_kept: bool) -> bytes:
    """Return the row of a *number*, None for the heading."""
    is_heading, is_total = number is None, grid.total and number == len(grid.rows) - 1
    depth = 0 if number is None or not grid.indents else grid.indents[number]
    wide = next((at for at, column in enumerate(grid.columns) if column.wide), 0)
    kept = "<w:keepNext/>" if is_kept else ""
    repeated = "<w:tblHeader/>" if is_heading else ""
    parts = [f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>".encode()]
    for at, (text, column, width) in enumerate(zip(cells, grid.columns, layout.widths, strict=True)):
        merged = "" if number is None else MERGED.get(min(grid.span(number, at), 2), "")
        shade = SHADE if is_heading else ""
        indent = f'<w:ind w:left="{depth * INDENT}"/>' if depth and at == wide else ""
        align = "center" if is_heading else column.align
        settings = f'{kept}<w:spacing w:after="0"/>{indent}<w:jc w:val="{align}"/>'
        cell = (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}{shade}</w:tcPr><w:p><w:pPr>{settings}</w:pPr>'
        )
        parts += [
            cell.encode(),
            run(text, _look(layout.size, is_bold=is_heading or is_total, is_blank=isinstance(text, BlankCell))),
            b"</w:p></w:tc>",
        ]
    return b"".join([*parts, b"</w:tr>"])


def _look(size: int, *, is_bold: bool, is_blank: bool) -> bytes:
    pen = b'<w:highlight w:val="yellow"/>' if is_blank else b""
    return b"<w:rPr>" + (BOLD if is_bold else b"") + f'<w:sz w:val="{2 * size}"/>'.encode() + pen + b"</w:rPr>"
