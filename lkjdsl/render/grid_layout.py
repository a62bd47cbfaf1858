"""How a table is set between margins, or inside a cell: the size of its letters and the widths of its columns."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from lkjdsl.render.page import BlankCell, Grid

WIDTH = 9_000
"""Twentieths of a point between the margins of A4."""
MARGINS, TIGHT = 230, 120
"""The two margins of a cell, wide or narrow."""
NARROW, WIDE = frozenset("fijlrtI.,:;'\"|!()[]{}/- "), frozenset("mwMW%@&+=<>≤≥—−…")
OF_NARROW, USUAL, OF_CAPITAL, OF_WIDE = 46, 64, 76, 108
"""Hundredths of the size that a character takes at most in Verdana, which is wider than the letters of most reports."""
BOLDER = 112
"""Hundredths of that in bold letters."""
SIZES = (9, 8, 7)
"""Points of the letters: the first at which no word has to be broken, and words have some room beside figures."""
CROWDED = 10
"""With less than this part of the room left for them, texts are broken into many short lines."""
SMALL = (7, 6, 5, 4)
"""The same where words have to be: the first at which no figure is."""
NARROWEST = 3 * USUAL
"""What a column has room for at least: three characters."""
TO_WRITE = 90 * USUAL
"""A line that somebody writes into a cell; a blank of one word is for a figure."""


@frozen
class GridLayout:
    """
    Points of the letters, the two margins of a cell, and the width of each column in twentieths of a point.

    What ``breaks`` words has not enough room for them in letters of any size.
    """

    size: int
    margins: int
    widths: Sequence[int]
    breaks: bool = False


def grid_layout(grid: Grid, width: int = WIDTH) -> GridLayout:
    """
    Return how *grid* is set in a *width*, such as that between the margins of the page.

    No word is broken while there is room for it in some size. Where there is none, columns of figures have theirs
    before columns of words, and those that need little before those that need much.
    """
    columns = list(zip(*grid.rows, strict=True)) if grid.rows else [() for _ in grid.columns]
    both = list(zip(grid.columns, columns, strict=True))
    words = [max([NARROWEST, *map(_bold, one.heading.split()), *_words(cells)]) for one, cells in both]
    texts = [max([word, *map(_length, cells)]) for word, (_, cells) in zip(words, both, strict=True)]
    for size in SIZES:
        margins = MARGINS if size == SIZES[0] else TIGHT
        least = [_twentieths(word, size) + margins for word in words]
        further = [_twentieths(text - word, size) for text, word in zip(texts, words, strict=True)]
        is_crowded = any(further) and CROWDED * (width - sum(least)) < width
        if sum(least) <= width and (size == SIZES[-1] or not is_crowded):
            return GridLayout(size, margins, _shared(grid, least, further, width))
    needed = [word if column.align == "right" else NARROWEST for word, column in zip(words, grid.columns, strict=True)]
    size = next((one for one in SMALL if _twentieths(sum(needed), one) + len(needed) * TIGHT <= width), SMALL[-1])
    least = [_twentieths(word, size) + TIGHT for word in words]
    return GridLayout(size, TIGHT, _rationed(grid, least, _twentieths(NARROWEST, size) + TIGHT, width), breaks=True)


def _twentieths(hundredths: int, size: int) -> int:
    """Return twentieths of a point for hundredths of a *size* in points."""
    return -(-hundredths * size // 5)


def _width(text: str) -> int:
    """Return what *text* takes, in hundredths of its size."""
    return sum(
        OF_NARROW if sign in NARROW else OF_WIDE if sign in WIDE else OF_CAPITAL if sign.isupper() else USUAL
        for sign in text
    )


def _words(cells: Sequence[str]) -> Iterator[int]:
    return (_width(word) for cell in cells for word in cell.split())


def _length(text: str) -> int:
    """Return what a cell needs to be one line; one to be written in needs more than its blank has."""
    return max(_width(text), TO_WRITE) if isinstance(text, BlankCell) and " " in text else _width(text)


def _bold(text: str) -> int:
    return -(-_width(text) * BOLDER // 100)


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
    more than half of it, the others the rest; else all get it. They share it so that all have as many lines.
    """
    narrow = [0 if column.wide else more for more, column in zip(further, grid.columns, strict=True)]
    spare, texts = width - sum(least), [one + more for one, more in zip(least, further, strict=True)]
    if sum(narrow) > spare // 2:
        return _of_as_many_lines(least, texts, width)
    least = [one + more for one, more in zip(least, narrow, strict=True)]
    if not any(more and column.wide for more, column in zip(further, grid.columns, strict=True)):
        return [one + (spare - sum(narrow)) // len(least) for one in least]
    return _of_as_many_lines(
        least, [text if column.wide else 0 for text, column in zip(texts, grid.columns, strict=True)], width
    )


def _of_as_many_lines(least: Sequence[int], texts: Sequence[int], width: int) -> Sequence[int]:
    """Return widths that are the same share of each of *texts*, but *least* where that is more."""
    held = {at for at, text in enumerate(texts) if not text}
    while True:
        room = width - sum(least[at] for at in held)
        total = sum(text for at, text in enumerate(texts) if at not in held)
        small = {at for at, text in enumerate(texts) if at not in held and text * room < least[at] * total}
        if not small:
            return [least[at] if at in held else text * room // total for at, text in enumerate(texts)]
        held |= small
