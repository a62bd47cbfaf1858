"""A table of a page as a table of Word: its heading comes again on each page, figures stand at the right."""

from collections.abc import Sequence

from lkjdsl.documents.ooxml.xml import W, attribute
from lkjdsl.documents.word.controls import run
from lkjdsl.render.page import BlankCell, Grid

WIDTH = 9_000
"""Twentieths of a point between the margins of A4."""
CHARACTER, MARGINS = 125, 230
"""What a character of 9 points and the two margins of a cell take of that, at the most usual."""
NARROWEST = 3
"""Characters that a column has room for at least."""
INDENT = 200
"""Twentieths of a point for each level."""
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
"""The lines of a table in a document that has no style for tables."""
BOLD, SHADE = b"<w:b/>", '<w:shd w:val="clear" w:color="auto" w:fill="DDE7EF"/>'


def table(grid: Grid, style: str | None) -> bytes:
    """Return *grid* as a table in the style with the id *style*, or with lines of its own."""
    widths = _widths(grid)
    look = f"<w:tblStyle w:val={attribute(style)}/>" if style else f"<w:tblBorders>{BORDERS}</w:tblBorders>"
    size = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
    settings = f"{look}{size}" if style else f"{size}{look}"  # the schema wants them in this order
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    heading = _row([column.heading for column in grid.columns], grid, widths, 0, is_heading=True)
    last = len(grid.rows) - 1
    rows = [
        _row(row, grid, widths, grid.indents[number] if grid.indents else 0, is_total=grid.total and number == last)
        for number, row in enumerate(grid.rows)
    ]
    opening = f'<w:tbl xmlns:w="{W}"><w:tblPr>{settings}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    return b"".join([opening.encode(), heading, *rows, b"</w:tbl>"])


def _widths(grid: Grid) -> list[int]:
    """
    Return the width of each column, in twentieths of a point: no word is broken while there is room for it.

    What is left goes to the columns that may be broken over lines, by their longest text, else to all alike.
    """
    columns = list(zip(*([column.heading for column in grid.columns], *grid.rows), strict=True))
    words = [max([NARROWEST, *(len(word) for text in column for word in text.split())]) for column in columns]
    texts = [max([NARROWEST, *map(len, column)]) for column in columns]
    least = [word * CHARACTER + MARGINS for word in words]
    spare = WIDTH - sum(least)
    if spare < 0:
        return [WIDTH * one // sum(least) for one in least]
    wide = [text - word if column.wide else 0 for text, word, column in zip(texts, words, grid.columns, strict=True)]
    shares = wide if any(wide) else [1] * len(columns)
    return [one + spare * share // sum(shares) for one, share in zip(least, shares, strict=True)]


def _row(
    cells: Sequence[str],
    grid: Grid,
    widths: Sequence[int],
    depth: int,
    *,
    is_heading: bool = False,
    is_total: bool = False,
) -> bytes:
    wide = next((at for at, column in enumerate(grid.columns) if column.wide), 0)
    repeated = "<w:tblHeader/>" if is_heading else ""
    parts = [f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>".encode()]
    for at, (text, column, width) in enumerate(zip(cells, grid.columns, widths, strict=True)):
        shade = SHADE if is_heading else ""
        indent = f'<w:ind w:left="{depth * INDENT}"/>' if depth and at == wide else ""
        align = "center" if is_heading else column.align
        settings = f'<w:spacing w:after="0"/>{indent}<w:jc w:val="{align}"/>'
        cell = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr><w:p><w:pPr>{settings}</w:pPr>'
        parts += [
            cell.encode(),
            run(text, _look(is_bold=is_heading or is_total, is_blank=isinstance(text, BlankCell))),
            b"</w:p></w:tc>",
        ]
    return b"".join([*parts, b"</w:tr>"])


def _look(*, is_bold: bool, is_blank: bool) -> bytes:
    pen = b'<w:highlight w:val="yellow"/>' if is_blank else b""
    return b"<w:rPr>" + (BOLD if is_bold else b"") + b'<w:sz w:val="18"/>' + pen + b"</w:rPr>"
