"""The numbers of a chart as a table: a row for each category, a column for each series."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from lkjdsl.documents.blocks import Address, Caption, Cell, Leaf, Paragraph, Piece, Series, Table, Text

GENERAL = 2
"""Decimals of a number that no format cuts off."""
HUNDRED = 100
AS_SHOWN = Context(prec=60, rounding=ROUND_HALF_UP)
"""How Word and Excel round a point to the decimals of its format; one of more digits is shown as it is."""


def chart_table(title: str, categories: Sequence[str], series: Sequence[Series], anchor: Leaf) -> Table:
    """Return the table of a chart; each of its texts stands at *anchor*."""
    heads = ["", *(one.name for one in series)]
    rows = [[_cell(0, at, head, anchor) for at, head in enumerate(heads)]]
    for row, category in enumerate(categories, 1):
        shown = [shown_point(one.points[row - 1], one.pattern) if row <= len(one.points) else "" for one in series]
        rows.append([_cell(row, at, text, anchor) for at, text in enumerate([category, *shown])])
    caption = Caption(Address(), "figure", "", Text(title, _pieces(title, anchor))) if title else None
    return Table(Address(), rows, 1, heads, caption)


def shown_point(text: str, pattern: str) -> str:
    """
    Return a number of a chart as Indonesian reports print it in its *pattern*.

    >>> shown_point("0.9286", "0.00%"), shown_point("87.5", "0.00"), shown_point("1.3333333333", "General")
    ('92,86%', '87,50', '1,33')
    >>> shown_point("88", "General"), shown_point("n/a", ""), shown_point("5172.445", "#,##0.00")
    ('88', 'n/a', '5172,45')
    """
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite():
        return ""
    is_percent = "%" in pattern
    number = number * HUNDRED if is_percent else number
    match = re.search(r"0(?:\.(0*))?", pattern)
    exponent = number.normalize().as_tuple().exponent
    own = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    digits = len(match[1] or "") if match is not None else min(own, GENERAL)
    try:
        number = number.quantize(Decimal(1).scaleb(-digits), context=AS_SHOWN)
    except InvalidOperation:
        return text
    return f"{number:.{digits}f}".replace(".", ",") + ("%" if is_percent else "")


def _cell(row: int, column: int, text: str, anchor: Leaf) -> Cell:
    return Cell(row, column, 1, 1, [Paragraph(Address(), Text(text, _pieces(text, anchor)))])


def _pieces(text: str, anchor: Leaf) -> list[Piece]:
    return [Piece(0, len(text), anchor)] if text else []
