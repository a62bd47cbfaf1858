"""Page → text for a terminal."""

import textwrap
from collections.abc import Sequence

from attrs import evolve

from lkjdsl.render.page import Grid, Page, PageColumn, Section
from lkjdsl.visible import visible

NARROWEST = 24
"""A wide column keeps at least this many characters."""


def page_text(page: Page, width: int) -> str:
    """Return *page* as text of at most *width* characters a line, as far as its narrow columns allow."""
    parts = [visible(page.title), *map(visible, page.about), ""]
    for section in page.sections:
        parts += [*_section(section, width), ""]
    return "\n".join(part.rstrip() for part in parts).rstrip() + "\n"


def _section(section: Section, width: int) -> list[str]:
    lines = [visible(section.heading)] if section.heading else []
    if section.grid is not None:
        lines += grid_lines(section.grid, width)
    for line in section.lines:
        shown = visible(line)
        lines += textwrap.wrap(shown, width, initial_indent="- ", subsequent_indent="  ", break_long_words=False)
    return lines


def grid_lines(grid: Grid, width: int) -> list[str]:
    """Return a table with a rule under its headings and above its total."""
    grid = _merged(grid)
    cells = [_indented(grid, index, [visible(cell) for cell in row]) for index, row in enumerate(grid.rows)]
    headings = [visible(column.heading) for column in grid.columns]
    widths = [max([len(row[index]) for row in [headings, *cells]]) for index in range(len(headings))]
    spare = width - 2 * (len(widths) - 1) - sum(widths)
    for index, column in sorted(enumerate(grid.columns), key=lambda pair: -widths[pair[0]]):
        if spare < 0 and column.wide:
            narrowed = max(NARROWEST, widths[index] + spare)
            spare += widths[index] - min(narrowed, widths[index])
            widths[index] = min(narrowed, widths[index])
    rule = "  ".join("─" * width for width in widths)
    lines = [*_row(headings, grid.columns, widths), rule]
    for index, row in enumerate(cells):
        if grid.total and index == len(cells) - 1:
            lines.append(rule)
        lines += _row(row, grid.columns, widths)
    return lines


def _merged(grid: Grid) -> Grid:
    """Return *grid* with the last part of each path before the name in the next column."""
    if not (grid.columns and grid.columns[0].leading):
        return grid
    rows = [[f"{row[0].rpartition('.')[2]}  {row[1]}".strip(), *row[2:]] for row in grid.rows]
    return evolve(grid, columns=grid.columns[1:], rows=rows)


def _indented(grid: Grid, index: int, row: Sequence[str]) -> list[str]:
    depth = grid.indents[index] if grid.indents else 0
    if not depth:
        return list(row)
    first = next((place for place, column in enumerate(grid.columns) if column.wide), 0)
    return [("  " * depth + cell) if place == first else cell for place, cell in enumerate(row)]


def _row(row: Sequence[str], columns: Sequence[PageColumn], widths: Sequence[int]) -> list[str]:
    """Return the lines of one row; a wide cell goes on below itself."""
    broken = [
        _broken(cell, width) if column.wide else [cell]
        for cell, column, width in zip(row, columns, widths, strict=True)
    ]
    lines = []
    for place in range(max(map(len, broken))):
        pieces = [
            (lines_of[place] if place < len(lines_of) else "").rjust(width) if column.align == "right"
            else (lines_of[place] if place < len(lines_of) else "").ljust(width)
            for lines_of, column, width in zip(broken, columns, widths, strict=True)
        ]  # fmt: skip
        lines.append("  ".join(pieces).rstrip())
    return lines


def _broken(cell: str, width: int) -> list[str]:
    if len(cell) <= width:
        return [cell]
    indent = " " * (len(cell) - len(cell.lstrip(" ")))
    text = " ".join(_parted(word, width - len(indent)) for word in cell.strip().split(" "))
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent) or [""]


def _parted(word: str, width: int) -> str:
    """Return a name that is longer than a line in parts that end in ``.`` or ``_``, where it has them."""
    end = max(word.rfind(sign, 0, width) for sign in "._") + 1
    return f"{word[:end]} {_parted(word[end:], width)}" if len(word) > width and end else word
