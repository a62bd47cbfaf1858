"""Grids with the characters in them → tables; one that goes on over pages is one table."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from lkjdsl.documents.blocks import Address, Cell, Paragraph, Table, Text
from lkjdsl.documents.pdf.cells import FULL, CellLines, cell_text, is_broken_number, with_line
from lkjdsl.documents.pdf.grids import Grid
from lkjdsl.documents.table_shape import column_names, heading_rows

SAME = 4.0
"""Points by which columns of one table may differ between pages."""
NAMING = re.compile(r"[^\W\d]{2}")


@frozen(eq=False)
class Part:
    """
    A table on one page or several: where its columns are, its rows, how many come again on each page.

    ``room`` is how many letters would still have fit into the last line of each cell of the last row, by column.
    """

    xs: Sequence[float]
    rows: Sequence[Sequence[Cell]]
    page: int
    room: Mapping[int, float]
    repeated: int = 0


def parts_of(grid: Grid, cells: Sequence[CellLines], page: int, words: Container[str]) -> Iterator[Part]:
    """
    Yield the table that a grid is, or those that touch each other in it.

    *words* are those of the document that stand unbroken somewhere.
    """
    rows: list[list[Cell]] = [[] for _ in range(len(grid.ys) - 1)]
    for cell in cells:
        text = cell_text(cell, words)
        paragraphs = [Paragraph(Address(page=page), Text(text))] if text else []
        box = cell.box
        rows[box.row].append(Cell(box.row, box.column, box.row_span, box.column_span, paragraphs))
    last = [cell for cell in cells if cell.lines and cell.box.row + cell.box.row_span == len(rows)]
    room = {cell.box.column: cell.room[-1] for cell in last}
    starts = [0, *(at for at in range(1, len(rows)) if _begins_anew(rows, at)), len(rows)]
    for start, end in pairwise(starts):
        yield _only_own_columns(Part(grid.xs, [_higher(row, start) for row in rows[start:end]], page, room))


def _higher(row: Sequence[Cell], rows: int) -> list[Cell]:
    return [evolve(cell, row=cell.row - rows) for cell in row]


def _only_own_columns(part: Part) -> Part:
    """Return a table without the edges of columns that another one has, which touches it."""
    used = sorted({edge for row in part.rows for cell in row for edge in (cell.column, cell.column + cell.column_span)})
    if len(used) == len(part.xs) or not used:
        return part
    places = [used.index(at) if at in used else None for at in range(len(part.xs))]
    rows = [[_moved(cell, places) for cell in row] for row in part.rows]
    room = {place: part.room[at] for at, place in enumerate(places) if place is not None and at in part.room}
    return evolve(part, xs=[part.xs[at] for at in used], rows=rows, room=room)


def _begins_anew(rows: Sequence[Sequence[Cell]], at: int) -> bool:
    """Return whether a table ends above a row, and another one that touches it begins."""
    if any(cell.row + cell.row_span > at for row in rows[:at] for cell in row):
        return False
    above, below = ({cell.column for cell in rows[near]} - {0} for near in (at - 1, at))
    if above and below and not above & below:
        return True
    return 1 < at < len(rows) - 1 and _is_second_heading(rows, at)


def _is_second_heading(rows: Sequence[Sequence[Cell]], at: int) -> bool:
    """Return whether a row has other words in each of several columns that have figures above and below: a heading."""
    before, row, after = ({cell.column: cell.string for cell in rows[near]} for near in (at - 1, at, at + 1))
    figures = [
        column
        for column in before.keys() & after.keys()
        if all(re.search(r"\d", cells[column]) for cells in (before, after))
    ]
    texts = [row.get(column, "") for column in figures]
    return (
        len(texts) > 1
        and len(set(texts)) == len(texts)
        and all(texts)
        and not any(map(re.compile(r"\d").search, texts))
    )


def continued(first: Part, second: Part, words: Container[str]) -> Part | None:
    """Return two parts of a table on following pages as one; None where the second is another table."""
    places = [_nearest(first.xs, x) for x in second.xs]
    if None in places or places[0] != 0 or places[-1] != len(first.xs) - 1:
        return None
    rows = [[_moved(cell, places) for cell in row] for row in second.rows]
    count = _repeated(first.rows, rows)
    rest = rows[count:]
    before = [list(row) for row in first.rows]
    is_rest = bool(rest) and _is_rest(first, rest[0])
    if not count and not is_rest and heading_rows(rows, 0) and not _counts_on(first.rows[-1], rows[0]):
        return None
    if is_rest:
        before[-1] = _grown(first, rest[0], words)
        rest, count = rest[1:], count + 1
    shift = len(before) - count
    after = [[evolve(cell, row=cell.row + shift) for cell in row] for row in rest]
    return Part(first.xs, [*before, *after], first.page, second.room, max(first.repeated, _repeated(first.rows, rows)))


def _nearest(xs: Sequence[float], x: float) -> int | None:
    return next((at for at, edge in enumerate(xs) if abs(edge - x) <= SAME), None)


def _moved(cell: Cell, places: Sequence[int | None]) -> Cell:
    start, end = places[cell.column], places[cell.column + cell.column_span]
    assert start is not None
    assert end is not None
    return evolve(cell, column=start, column_span=end - start)


def _repeated(first: Sequence[Sequence[Cell]], second: Sequence[Sequence[Cell]]) -> int:
    """Return how many rows at the head of a table come again on the next page."""
    count = 0
    for rows in zip(first, second, strict=False):
        texts = [[cell.string for cell in row] for row in rows]
        if texts[0] != texts[1] or not any(texts[0]):
            break
        count += 1
    return count


def _counts_on(last: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Return whether a row has nothing, or the number that comes next, where the *last* has its number."""
    if not row:
        return False
    text, before = row[0].string.strip(" ."), last[0].string.strip(" .") if last else ""
    return row[0].column == 0 and (
        not text or (text.isdecimal() and before.isdecimal() and int(text) == int(before) + 1)
    )


def _is_rest(first: Part, row: Sequence[Cell]) -> bool:
    """Return whether a row is but the words of the last one that did not fit on its page any more."""
    last = {cell.column: cell.string for cell in first.rows[-1]}
    filled = [cell for cell in row if cell.string]
    if not filled or any(not last.get(cell.column) for cell in filled):
        return False
    filled = [cell for cell in filled if not is_broken_number(last[cell.column].split()[-1], cell.string.split()[0])]
    if any(not NAMING.search(cell.string) for cell in filled):
        return False
    groups = any(
        len([cell for cell in above if cell.string]) == 1 and above[0].string for above in first.rows[first.repeated :]
    )
    small = all(cell.string[0].islower() for cell in filled)
    full = all(len(cell.string.split()[0]) > first.room.get(cell.column, 0.0) - 1 for cell in filled)
    return small or (full and not (groups and len(filled) == 1 and filled[0] is row[0]))


def _grown(first: Part, row: Sequence[Cell], words: Container[str]) -> list[Cell]:
    """Return the last row with the words of *row* behind its own."""
    more = {cell.column: cell.string for cell in row}
    grown = []
    for cell in first.rows[-1]:
        rest, own = more.get(cell.column, ""), cell.string
        if rest:
            full = words if first.room.get(cell.column, FULL) < FULL else None
            own = with_line(own, own.rpartition(" ")[2], rest, full)
        grown.append(evolve(cell, paragraphs=[evolve(cell.paragraphs[0], text=Text(own))]) if rest else cell)
    return grown


def table_of(part: Part) -> Table:
    """Return the table whose rows are those of *part*."""
    width = len(part.xs) - 1
    count = heading_rows(part.rows, part.repeated)
    return Table(Address(page=part.page), part.rows, count, column_names(part.rows, count, width))
