"""Batches of rows → groups of offices: whole columns are added up at once."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from lkjdsl.model.definition import Input
from lkjdsl.numbers.rational import Number, reduced
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.tables.reading.columns import InputColumn, column
from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.reading.types import texts
from lkjdsl.tables.results.block import RowBlock
from lkjdsl.tables.results.columns import printed_units
from lkjdsl.tables.results.rollup import Group, GroupKey, Rollup, contribution, way_of
from lkjdsl.tables.running.years import years_of

LARGEST_SUM = 2**62


def add_to_rollup(rollup: Rollup, batch: pa.RecordBatch, headers: Headers, block: RowBlock, kept: Any) -> None:
    """Add the rows *kept* of a batch with their results to the groups that they belong to."""
    keys, codes = _keys(rollup.by, batch, headers)
    groups = [rollup.group(key) for key in keys]
    for group, offices in zip(groups, np.bincount(codes[kept], minlength=len(groups)).tolist(), strict=True):
        group.offices += offices
    for row in block.remarks:
        groups[codes[row]].marked += bool(kept[row])
    inputs = list(rollup.definition.inputs.values())
    for (kind, slot), at in headers.read.items():
        if kind == "input" and isinstance(slot, int) and slot < len(inputs):
            _take(slot, inputs[slot], batch.column(at), (groups, codes, kept), rollup.reading)
    for table, columns in headers.lists(batch).items():
        lists = [array.to_pylist() for array in columns.values()]
        for row, cells in enumerate(zip(*lists, strict=True)):
            if kept[row]:
                groups[codes[row]].add_rows(table, dict(zip(columns, cells, strict=True)))
    for part in block.parts:
        rows = np.arange(part.size) if part.rows is None else part.rows
        for result_column in part.made:
            if result_column.asked.printed is None:
                continue
            fine = kept[rows] if result_column.ranks is None else kept[rows] & (result_column.ranks == 0)
            own = codes[rows[fine]]
            sums = _sums(own, printed_units(result_column)[fine], len(groups))
            for group, total, number in zip(groups, sums, _counts(own, len(groups)), strict=True):
                group.add_result(result_column.asked.path, total, number)


def _keys(by: str, batch: pa.RecordBatch, headers: Headers) -> tuple[list[GroupKey], Any]:
    """Return the groups of a batch, and the position of its group for each row."""
    labels = batch.column(headers.others[by])
    encoded = (
        texts(labels) if pa.types.is_nested(labels.type) else labels
    ).dictionary_encode()  # Arrow numbers no lists
    names = [cell_text(name) for name in (*encoded.dictionary.to_pylist(), None)]
    codes = np.asarray(encoded.indices.fill_null(len(names) - 1)).astype(np.int64)
    if headers.year is None or by == headers.names[headers.year]:
        return [(name, None, None) for name in names], codes
    years = years_of(batch.column(headers.year)).dictionary_encode()
    labels = [*years.dictionary.to_pylist(), None]
    pairs = codes * len(labels) + np.asarray(years.indices.fill_null(len(labels) - 1))
    found, codes = np.unique(pairs, return_inverse=True)
    return [(names[pair // len(labels)], labels[pair % len(labels)], None) for pair in found.tolist()], codes


def _take(
    slot: int, input_: Input, array: pa.Array, where: tuple[Sequence[Group], Any, Any], reading: CellFormat
) -> None:
    """Take the cells of an input: *where* says the groups, the group of each row, and which rows count."""
    groups, codes, kept = where
    input_column = column(input_, array, reading, {})
    fine = kept if input_column.cells is None else kept & (input_column.cells == 0)
    rows = np.nonzero(fine)[0]
    own = codes[rows]
    if way_of(input_) == "last":
        last = np.full(len(groups), -1)
        last[own] = rows  # of several rows of a group the last one stays
        for group, row in zip(groups, last.tolist(), strict=True):
            if row >= 0:
                group.put_last(slot, contribution(input_, array[row].as_py(), reading))
        return
    sums = _exact_sums(input_, array, input_column, (rows, own, len(groups)), reading)
    for group, total, number in zip(groups, sums, _counts(own, len(groups)), strict=True):
        group.add_input(slot, total, number)


def _exact_sums(
    input_: Input, array: pa.Array, input_column: InputColumn, where: tuple[Any, Any, int], reading: CellFormat
) -> Sequence[Number]:
    """Return the sum of the cells in *rows* for each group: of whole parts of 1, or of each different cell once."""
    rows, own, size = where
    grid = input_column.bound.grid
    if grid and input_column.doubtful is None:
        units = np.rint(np.asarray(input_column.values, np.float64)[rows] * grid).astype(np.int64)
        return [(total, grid) for total in _sums(own, units, size)]
    encoded = array.dictionary_encode()
    values = [contribution(input_, raw, reading) for raw in (*encoded.dictionary.to_pylist(), None)]
    indices = np.asarray(encoded.indices.fill_null(len(values) - 1))[rows]
    sums: list[Number] = [(0, 1)] * size
    for pair, number in zip(*np.unique(own * len(values) + indices, return_counts=True), strict=True):
        group, value = int(pair) // len(values), values[int(pair) % len(values)]
        if isinstance(value, tuple):
            (a, b), times = sums[group], int(number)
            sums[group] = reduced((a * value[1] + times * value[0] * b, b * value[1]))
    return sums


def _sums(codes: Any, units: Any, size: int) -> list[int]:
    """Return the exact sum of whole numbers for each group."""
    most = max((abs(int(one)) for one in (units.min(), units.max())), default=0) if len(units) else 0
    long = units.dtype == object or most * len(units) >= LARGEST_SUM
    sums = np.zeros(size, object if long else np.int64)
    np.add.at(sums, codes, units.astype(object) if long else units)
    return sums.tolist()


def _counts(codes: Any, size: int) -> list[int]:
    return np.bincount(codes, minlength=size).tolist()  # type: ignore[no-any-return] # the same
