"""How a table is set between margins, or inside a cell: the size of its letters and the widths of its columns."""

from collections.abc import Sequence

from attrs import frozen

from lkjdsl.render.page import BlankCell, Grid

WIDTH = 9_000
"""Twentieths of a point between the margins of A4."""
CHARACTER, MARGINS, TIGHT = 14, 230, 120
"""What a character takes of that for each point of its size, and the two margins of a cell, wide or narrow."""
SIZES = (9, 8, 7)
"""Points of the letters: the first at which no word has to be broken, and words have some room beside figures."""
CROWDED = 10
"""With less than this part of the room left for them, texts are broken into many short lines."""
SMALL = (7, 6, 5, 4)
"""The same where words have to be: the first at which no figure is."""
NARROWEST = 3
"""Characters that a column has room for at least."""
TO_WRITE = 60
"""Characters of a line that somebody writes into a cell; a blank of one word is for a figure."""


@frozen
class GridLayout:
    """Points of the letters, the two margins of a cell, and the width of each column in twentieths of a point."""

    size: int
    margins: int
    widths: Sequence[int]


def grid_layout(grid: Grid, width: int = WIDTH) -> GridLayout:
    """
    Return how *grid* is set in a *width*, such as that between the margins of the page.

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
        is_crowded = any(further) and CROWDED * (width - sum(least)) < width
        if sum(least) <= width and (size == SIZES[-1] or not is_crowded):
            return GridLayout(size, margins, _shared(grid, least, further, width))
    needed = [word if column.align == "right" else NARROWEST for word, column in zip(words, grid.columns, strict=True)]
    size = next((one for one in SMALL if sum(needed) * CHARACTER * one + len(needed) * TIGHT <= width), SMALL[-1])
    least = [word * CHARACTER * size + TIGHT for word in words]
    return GridLayout(size, TIGHT, _rationed(grid, least, NARROWEST * CHARACTER * size + TIGHT, width))


def _length(text: str) -> int:
    """Return how many characters a cell needs to be one line; one to be written in needs more than its blank has."""
    return max(len(text), TO_WRITE) if isinstance(text, BlankCell) and " " in text else len(text)


def _bold(text: str) -> str:
    """Return a text about as wide as *text* is in bold letters."""
    return " ".join(word + "." * (len(word) // 8) for word in text.split())


def _rationed(grid: Grid, least: Sequence[int], narrowest: int, width: int) -> Sequence[int]:
    """Return the widths of columns that have not all as much as they need at *least*."""
    widths, room = [0] * len(least), width
    order = sorted(range(len(least)), key=lambda at: (grid.columns[at].align != "right", least[at]))
    for left, at in zip(range(len(order), 0, -1), order, strict=True):
        fair = room // left
        most = max(fair, room - (left - 1) * narrowest) if grid.columns[at].align == "right" else fair
        widths[at] = min(least[at], most)
        room -= widths[at]
    return widths


def _shared(grid: Grid, least: Sequence[int], further: Sequence[int], width: int) -> Sequence[int]:
    """
    Return the widths of columns that have room for their words, *further* being what each lacks to be one line.

    Columns that may not be broken over lines get as much of what is left as keeps them in one line, where that is not
    more than half of it, the others the rest; else all get it by what they lack.
    """
    narrow = [0 if column.wide else more for more, column in zip(further, grid.columns, strict=True)]
    wide = [more if column.wide else 0 for more, column in zip(further, grid.columns, strict=True)]
    spare = width - sum(least)
    if sum(narrow) <= spare // 2:
        least = [one + more for one, more in zip(least, narrow, strict=True)]
        spare -= sum(narrow)
        shares = wide if any(wide) else [1] * len(least)
    else:
        shares = list(further)
    return [one + spare * share // sum(shares) for one, share in zip(least, shares, strict=True)]
