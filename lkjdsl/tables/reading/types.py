"""Columns of unusual types: views as what they are views of, anything as text."""

from typing import Any

import pyarrow as pa

from lkjdsl.spreadsheet_text import cell_text


def with_usual_types(table: pa.Table) -> pa.Table:
    """Return a table, or a batch, whose columns of views are texts and lists: Arrow can do little with views."""
    for at, kind in enumerate(table.schema.types):
        usual = _usual(kind)
        if not usual.equals(kind):
            column = table.column(at)  # a cast makes an invalid array of a view of lists, in Arrow 26
            column = pa.array(column.to_pylist(), usual) if pa.types.is_list(usual) else column.cast(usual)
            table = table.set_column(at, table.schema.names[at], column)
    return table


def _usual(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_string_view(kind):
        return pa.string()
    if pa.types.is_binary_view(kind):
        return pa.binary()
    if pa.types.is_list_view(kind) or pa.types.is_large_list_view(kind):
        return pa.list_(_usual(kind.value_type))
    return kind


def listed(column: pa.Array) -> list[Any]:
    """Return what a column holds; of dates beyond the calendar of Python the numbers that stand there, as texts."""
    try:
        found: list[Any] = column.to_pylist()
    except (OverflowError, ValueError):
        numbers = column.view(pa.int32() if column.type.bit_width == 32 else pa.int64())  # noqa: PLR2004 - of a date32
        found = numbers.cast(pa.string()).to_pylist()
    return found


def texts(column: pa.Array) -> pa.Array:
    """Return a column as texts, whatever it holds; null stays null."""
    if pa.types.is_string(column.type) or pa.types.is_integer(column.type):
        return column.cast(pa.string())
    return pa.array([None if value is None else cell_text(value) for value in listed(column)], pa.string())
