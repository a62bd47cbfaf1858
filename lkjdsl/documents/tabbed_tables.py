"""
Lines of a document whose columns tabs part → tables, as they are in a plain text.

What converts a table to text leaves such lines. As sentences they would give the name of the row to its first number,
whatever column that stood in.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import evolve

from lkjdsl.documents.blocks import Address, Block, Cell, Paragraph, Table, Text
from lkjdsl.documents.captions import Unread
from lkjdsl.documents.table_shape import column_names, heading_rows

FEWEST_LINES, FEWEST_TABS = 2, 2
"""Fewer may be anything that is set with tabs, such as signatures."""


def with_tabbed_tables(blocks: Sequence[Block | Unread]) -> Iterator[Block | Unread]:
    """Yield *blocks* with each run of lines with tabs as a table."""
    for is_row, group in groupby(blocks, key=_is_row):
        run = list(group)
        lines = [block for block in run if isinstance(block, Paragraph)]
        if is_row and len(lines) >= FEWEST_LINES:
            yield _table(lines)
        else:
            yield from run


def _is_row(block: Block | Unread) -> bool:
    """Return whether a paragraph has tabs in it, and no colon behind one: *Nama : Budi* is no row of figures."""
    if not isinstance(block, Paragraph) or block.setting != "body" or block.number:
        return False
    cells = block.text.string.split("\t")
    return len(cells) > FEWEST_TABS and not any(cell.strip().startswith(":") for cell in cells)


def _table(lines: Sequence[Paragraph]) -> Table:
    """Return *lines* as a table; one with fewer tabs than others is one cell, since its first ones may be lost."""
    width = max(line.text.string.count("\t") for line in lines) + 1
    rows = []
    for number, line in enumerate(lines):
        texts = list(_cells(line.text))
        if len(texts) == width:
            rows.append([Cell(number, at, 1, 1, [evolve(line, text=text)]) for at, text in enumerate(texts)])
        else:
            rows.append([Cell(number, 0, 1, width, [line])])
    count = heading_rows(rows, 0)
    return Table(Address(page=lines[0].address.page), rows, count, column_names(rows, count, width))


def _cells(text: Text) -> Iterator[Text]:
    start = 0
    for part in text.string.split("\t"):
        yield text.cut(start, start + len(part)).stripped()
        start += len(part) + 1
