"""
Tables that fell in two: the second part, which has no heading or the same one again, goes on with the first.

Authors split a table that does not fit the page, and converters do. Of a part alone no column has a name, and a total
is one of rows that stand elsewhere.
"""

import re
from collections.abc import Sequence

from attrs import evolve

from lkjdsl.documents.blocks import Block, Cell, Table
from lkjdsl.documents.captions import Unread

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
FIGURE = re.compile(r"\W*(?:Rp\.?\s*)?-?\d", re.IGNORECASE)
AMOUNT = re.compile(r"(?:Rp\.?\s*)?\d[\d.,]*\s*%?")


def with_whole_tables(blocks: Sequence[Block | Unread]) -> list[Block | Unread]:
    """Return *blocks* with the parts of a table that nothing stands between as one."""
    result: list[Block | Unread] = []
    for block in blocks:
        last = result[-1] if result else None
        if isinstance(last, Table) and isinstance(block, Table) and _goes_on(last, block):
            result[-1] = _whole(last, block)
        else:
            result.append(block)
    return result


def _goes_on(first: Table, second: Table) -> bool:
    """Return whether *second* begins with the heading of *first*, or with figures where *first* has some."""
    width = len(first.columns)
    if not first.header_rows or width != len(second.columns) or not second.rows[0] or second.rows[0][0].reference:
        return False  # in a sheet each table stands where it was put
    if any(second.columns) and list(second.columns) == list(first.columns):
        return True
    body, top = first.grid()[first.header_rows :], second.grid()[0]
    figured, worded = [], []
    for at in range(1, width):
        cells = [cell for row in body if (cell := row[at]) is not None and cell.string]
        count = sum(map(_has_figure, cells))
        if cells and count * 2 >= len(cells):
            figured.append(at)
        elif cells and not count:
            worded.append(at)
    there = sum(_has_figure(top[at]) for at in figured)
    return bool(figured) and there * 2 >= len(figured) and not any(_is_amount(top[at]) for at in worded)


def _has_figure(cell: Cell | None) -> bool:
    """Return whether a cell begins with a number that is no year: headings have years, and numbers behind names."""
    return cell is not None and FIGURE.match(YEAR.sub("", cell.string)) is not None


def _is_amount(cell: Cell | None) -> bool:
    return cell is not None and AMOUNT.fullmatch(cell.string.strip()) is not None


def _whole(first: Table, second: Table) -> Table:
    shift = len(first.rows)
    rows = [[evolve(cell, row=cell.row + shift) for cell in row] for row in second.rows]
    return evolve(first, rows=[*first.rows, *rows])
