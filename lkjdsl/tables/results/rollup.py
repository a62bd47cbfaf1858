"""
Offices → groups of offices, in two ways that differ.

Pooled: the inputs of a group are brought together first, each as its ``rollup`` says (sum, mean or last), lists of rows
end to end, and the edition is evaluated on them. Mean: the mean of the offices' own results, as printed, which can be
added up by hand. Both are exact. A table with years has a group for each year.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define, field

from lkjdsl.core.program import pruned
from lkjdsl.domains.exact.domain import Facts
from lkjdsl.kinds import Misfit
from lkjdsl.model.definition import Definition, Input
from lkjdsl.model.values import Value
from lkjdsl.numbers.rational import Number, reduced
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.tables.kernel.kernel import leaves_of
from lkjdsl.tables.reading.cells import CellFormat, read
from lkjdsl.tables.reading.columns import InputColumn, column
from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.reading.types import texts
from lkjdsl.tables.results.block import RowBlock
from lkjdsl.tables.results.columns import printed_units
from lkjdsl.tables.running.evaluation import TablePlan
from lkjdsl.tables.running.years import years_of

ROLLUP_OF_KIND = {"count": "sum", "rupiah": "sum", "flag": "last", "text": "last"}
"""Where the edition does not say; for all other kinds it is the mean."""
LARGEST_SUM = 2**62

GroupKey = tuple[str, int | None]
"""The value of the column that groups, and the year where the table has years."""


@define(eq=False)
class Group:
    """What a group has so far: for each input its sum, how many told it, the last; for each result sum and number."""

    inputs: dict[int, tuple[Number, int, Any]] = field(factory=dict)
    results: dict[str, tuple[int, int]] = field(factory=dict)
    rows: dict[str, dict[str, list[Any]]] = field(factory=dict)
    offices: int = 0


@define(eq=False)
class Rollup:
    """The groups of tables by the values of one of their columns."""

    definition: Definition
    by: str
    reading: CellFormat
    groups: dict[GroupKey, Group] = field(factory=dict)

    def add(self, batch: pa.RecordBatch, headers: Headers, block: RowBlock, kept: Any) -> None:
        """Take the rows *kept* of a batch with their results."""
        keys, codes = self._keys(batch, headers)
        groups = [self.groups.setdefault(key, Group()) for key in keys]
        for group, offices in zip(groups, np.bincount(codes[kept], minlength=len(groups)).tolist(), strict=True):
            group.offices += offices
        inputs = list(self.definition.inputs.values())
        for (kind, slot), at in headers.read.items():
            if kind == "input" and isinstance(slot, int) and slot < len(inputs):
                self._take(slot, inputs[slot], batch.column(at), (groups, codes, kept))
        for table, columns in headers.lists(batch).items():
            for name, lists in columns.items():
                for row, cells in enumerate(lists.to_pylist()):
                    if kept[row]:
                        groups[codes[row]].rows.setdefault(table, {}).setdefault(name, []).extend(cells or ())
        for part in block.parts:
            rows = np.arange(part.size) if part.rows is None else part.rows
            for one in part.made:
                if one.asked.printed is None:
                    continue
                fine = kept[rows] if one.ranks is None else kept[rows] & (one.ranks == 0)
                own = codes[rows[fine]]
                sums = _sums(own, printed_units(one)[fine], len(groups))
                for group, total, number in zip(groups, sums, _counts(own, len(groups)), strict=True):
                    before = group.results.get(one.asked.path, (0, 0))
                    group.results[one.asked.path] = before[0] + total, before[1] + number

    def _keys(self, batch: pa.RecordBatch, headers: Headers) -> tuple[list[GroupKey], Any]:
        """Return the groups of a batch, and the position of its group for each row."""
        labels = batch.column(headers.others[self.by])
        encoded = (
            texts(labels) if pa.types.is_nested(labels.type) else labels
        ).dictionary_encode()  # Arrow numbers no lists
        names = [cell_text(name) for name in (*encoded.dictionary.to_pylist(), None)]
        codes = np.asarray(encoded.indices.fill_null(len(names) - 1)).astype(np.int64)
        if headers.year is None or self.by == headers.names[headers.year]:
            return [(name, None) for name in names], codes
        years = years_of(batch.column(headers.year)).dictionary_encode()
        labels = [*years.dictionary.to_pylist(), None]
        pairs = codes * len(labels) + np.asarray(years.indices.fill_null(len(labels) - 1))
        found, codes = np.unique(pairs, return_inverse=True)
        return [(names[pair // len(labels)], labels[pair % len(labels)]) for pair in found.tolist()], codes

    def _take(self, slot: int, one: Input, array: pa.Array, where: tuple[Sequence[Group], Any, Any]) -> None:
        """Take the cells of an input: *where* says the groups, the group of each row, and which rows count."""
        groups, codes, kept = where
        found = column(one, array, self.reading, {})
        fine = kept if found.cells is None else kept & (found.cells == 0)
        rows = np.nonzero(fine)[0]
        own = codes[rows]
        if _way(one) == "last":
            last = np.full(len(groups), -1)
            last[own] = rows  # of several rows of a group the last one stays
            for group, row in zip(groups, last.tolist(), strict=True):
                if row >= 0 and (value := _value(one, array[row].as_py(), self.reading)) is not None:
                    group.inputs[slot] = (0, 1), 1, value
            return
        sums = self._exact_sums(one, array, found, rows, own, len(groups))
        for group, total, number in zip(groups, sums, _counts(own, len(groups)), strict=True):
            (a, b), before, _ = group.inputs.get(slot, ((0, 1), 0, None))
            together = reduced((a * total[1] + total[0] * b, b * total[1]))
            if before + number:
                group.inputs[slot] = together, before + number, None

    def _exact_sums(
        self, one: Input, array: pa.Array, found: InputColumn, rows: Any, own: Any, size: int
    ) -> Sequence[Number]:
        """Return the sum of the cells in *rows* for each group: of whole parts of 1, or of each different cell once."""
        grid = found.bound.grid
        if grid and found.doubtful is None:
            units = np.rint(np.asarray(found.values, np.float64)[rows] * grid).astype(np.int64)
            return [(total, grid) for total in _sums(own, units, size)]
        encoded = array.dictionary_encode()
        values = [_value(one, raw, self.reading) for raw in (*encoded.dictionary.to_pylist(), None)]
        indices = np.asarray(encoded.indices.fill_null(len(values) - 1))[rows]
        sums: list[Number] = [(0, 1)] * size
        for pair, number in zip(*np.unique(own * len(values) + indices, return_counts=True), strict=True):
            group, value = int(pair) // len(values), values[int(pair) % len(values)]
            if isinstance(value, tuple):
                (a, b), times = sums[group], int(number)
                sums[group] = reduced((a * value[1] + times * value[0] * b, b * value[1]))
        return sums

    def pooled(self, key: GroupKey, plan: TablePlan) -> Sequence[Value]:
        """Return the values of all steps of the plan's program on what a group has together."""
        group = self.groups[key]
        inputs = [_together(one, group.inputs.get(slot)) for slot, one in enumerate(plan.definition.inputs.values())]
        rows = {name: {column: [cells] for column, cells in columns.items()} for name, columns in group.rows.items()}
        return plan.exact.kernel(Facts(inputs, plan.exact.tables(rows, 0, self.reading)))

    def has_gaps(self, key: GroupKey, plan: TablePlan, step: int) -> bool:
        """Return whether some offices of a group tell nothing of an input that a step needs and others tell."""
        group, inputs = self.groups[key], list(self.definition.inputs.values())
        needed, _ = pruned(plan.small, [step])
        slots = [slot for kind, slot in leaves_of(needed).values() if kind == "input" and slot in group.inputs]
        return any(_way(inputs[slot]) != "last" and group.inputs[slot][1] < group.offices for slot in slots)


def _way(one: Input) -> str:
    return one.rollup or ROLLUP_OF_KIND.get(one.kind, "mean")


def _value(one: Input, raw: Any, reading: CellFormat) -> Value | None:
    """Return what a cell adds to a group: nothing where it tells nothing."""
    value = read(one, raw, reading)
    if isinstance(value, Misfit) or value in ("missing", "not-applicable"):
        return one.default if value == "missing" else None
    return value


def _together(one: Input, found: tuple[Number, int, Any] | None) -> Value | None:
    if found is None:
        return one.default
    (a, b), number, last = found
    match _way(one):
        case "sum":
            return a, b
        case "mean":
            return a, b * number
        case _:
            return last  # type: ignore[no-any-return] # a value that was read


def _sums(codes: Any, units: Any, size: int) -> list[int]:
    """Return the exact sum of whole numbers for each group."""
    most = max((abs(int(one)) for one in (units.min(), units.max())), default=0) if len(units) else 0
    long = units.dtype == object or most * len(units) >= LARGEST_SUM
    sums = np.zeros(size, object if long else np.int64)
    np.add.at(sums, codes, units.astype(object) if long else units)
    return sums.tolist()


def _counts(codes: Any, size: int) -> list[int]:
    return np.bincount(codes, minlength=size).tolist()  # type: ignore[no-any-return] # the same
