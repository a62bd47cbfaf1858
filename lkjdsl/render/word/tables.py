"""A table of a page as a table of Word: its heading comes again on each page, figures stand at the right."""

from collections.abc import Sequence

from attrs import frozen

from lkjdsl.documents.ooxml.xml import W, attribute
from lkjdsl.documents.word.controls import run
from lkjdsl.render.page import BlankCell, Grid

WIDTH = 9_000
"""Twentieths of a point between the margins of A4."""
CHARACTER, MARGINS, TIGHT = 14, 230, 120
"""What a character takes of that for each point of its size, and the two margins of a cell, wide or narrow."""
SIZES = (9, 8, 7)
"""Points of the letters: the first at which no word has to be broken, and words have some room beside figures."""
CROWDED = WIDTH // 10
"""With less room than this left for them, texts are broken into many short lines."""
SMALL = (7, 6, 5, 4)
"""The same where words have to be: the first at which no figure is."""
NARROWEST = 3
"""Characters that a column has room for at least."""
TO_WRITE = 60
"""Characters of a line that somebody writes into a cell; a blank of one word is for a figure."""
SHORT = 8
"""Rows of a table that is not broken over pages."""
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


@frozen
class WordTableLayout:
    """Points of the letters, the two margins of a cell, and the width of each column in twentieths of a point."""

    size: int
    margins: int
    widths: Sequence[int]


def table(grid: Grid, style: str | None, *, is_followed: bool = False) -> bytes:
    """
    Return *grid* as a table in the style with the id *style*, or with lines of its own.

    Its last row stays on a page with what it *is followed* by.
    """
    layout = table_layout(grid)
    look = f"<w:tblStyle w:val={attribute(style)}/>" if style else f"<w:tblBorders>{BORDERS}</w:tblBorders>"
    extent = f'<w:tblW w:w="{sum(layout.widths)}" w:type="dxa"/>'
    sides = "".join(f'<w:{side} w:w="{layout.margins // 2}" w:type="dxa"/>' for side in ("left", "right"))
    narrow = f"<w:tblCellMar>{sides}</w:tblCellMar>" if layout.margins == TIGHT else ""
    settings = f"{look}{extent}{narrow}" if style else f"{extent}{look}{narrow}"  # the schema wants them in this order
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in layout.widths)
    heading = _row([column.heading for column in grid.columns], grid, layout, None, is_kept=True)
    last = len(grid.rows) - 1
    rows = [
        _row(row, grid, layout, number, is_kept=(last < SHORT and number != last) or (is_followed and number == last))
        for number, row in enumerate(grid.rows)
    ]
    opening = f'<w:tbl xmlns:w="{W}"><w:tblPr>{settings}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    return b"".join([opening.encode(), heading, *rows, b"</w:tbl>"])


def table_layout(grid: Grid) -> WordTableLayout:
    """
    Return how *grid* is set between the margins of the page.

    No word is broken while there is room for it in some size. Where there is none, columns of figures have theirs
    before columns of words, and those that need little before those that need much.
    """
    headings = [column.heading for column in grid.columns]
    columns = list(zip(map(_bold, headings), *grid.rows, strict=True))
    words = [max([NARROWEST, *(len(word) for text in column for word in text.split())]) for column in columns]
    texts = [max([NARROWEST, *map(_length, column)]) for column in columns]
    for size in SIZES:
        margins = MARGINS if size == SIZES[0] else TIGHT
        least = [word * CHARACTER * size + margins for word in words]
        further = [(text - word) * CHARACTER * size for text, word in zip(texts, words, strict=True)]
        is_crowded = any(further) and WIDTH - sum(least) < CROWDED
        if sum(least) <= WIDTH and (size == SIZES[-1] or not is_crowded):
            return WordTableLayout(size, margins, _shared(grid, least, further))
    needed = [word if column.align == "right" else NARROWEST for word, column in zip(words, grid.columns, strict=True)]
    size = next((one for one in SMALL if sum(needed) * CHARACTER * one + len(needed) * TIGHT <= WIDTH), SMALL[-1])
    least = [word * CHARACTER * size + TIGHT for word in words]
    return WordTableLayout(size, TIGHT, _rationed(grid, least, NARROWEST * CHARACTER * size + TIGHT))


def _length(text: str) -> int:
    """Return how many characters a cell needs to be one line; one to be written in needs more than its blank has."""
    return max(len(text), TO_WRITE) if isinstance(text, BlankCell) and " " in text else len(text)


def _bold(text: str) -> str:
    """Return a text about as wide as *text* is in bold letters."""
    return " ".join(word + "." * (len(word) // 8) for word in text.split())


def _rationed(grid: Grid, least: Sequence[int], narrowest: int) -> Sequence[int]:
    """Return the widths of columns that have not all as much as they need at *least*."""
    widths, room = [0] * len(least), WIDTH
    order = sorted(range(len(least)), key=lambda at: (grid.columns[at].align != "right", least[at]))
    for left, at in zip(range(len(order), 0, -1), order, strict=True):
        fair = room // left
        most = max(fair, room - (left - 1) * narrowest) if grid.columns[at].align == "right" else fair
        widths[at] = min(least[at], most)
        room -= widths[at]
    return widths


def _shared(grid: Grid, least: Sequence[int], further: Sequence[int]) -> Sequence[int]:
    """
    Return the widths of columns that have room for their words, *further* being what each lacks to be one line.

    Columns that may not be broken over lines get as much of what is left as keeps them in one line, where that is not
    more than half of it, the others the rest; else all get it by what they lack.
    """
    narrow = [0 if column.wide else more for more, column in zip(further, grid.columns, strict=True)]
    wide = [more if column.wide else 0 for more, column in zip(further, grid.columns, strict=True)]
    spare = WIDTH - sum(least)
    if sum(narrow) <= spare // 2:
        least = [one + more for one, more in zip(least, narrow, strict=True)]
        spare -= sum(narrow)
        shares = wide if any(wide) else [1] * len(least)
    else:
        shares = list(further)
    return [one + spare * share // sum(shares) for one, share in zip(least, shares, strict=True)]


def _row(cells: Sequence[str], grid: Grid, layout: WordTableLayout, number: int | None, *, is_kept: bool) -> bytes:
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
