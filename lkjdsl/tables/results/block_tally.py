"""Blocks of rows → the tally of a run: whole columns are counted at once."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from lkjdsl.model.values import Value
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.results.block import RowBlock, kept_of
from lkjdsl.tables.results.block_rollup import add_to_rollup
from lkjdsl.tables.results.columns import ResultColumn, printed_units
from lkjdsl.tables.results.ranking import RankedRow, Ranking, exact_key
from lkjdsl.tables.results.requested import STATUS
from lkjdsl.tables.results.summary import Summary
from lkjdsl.tables.results.tally import Tally, is_excused, is_stated


def add_batch(
    tally: Tally, batch: pa.RecordBatch, block: RowBlock, headers: Headers, exact: Sequence[Value | None] | None = None
) -> pa.RecordBatch:
    """
    Add a batch with its results to a tally, and return the results of the rows that could be read.

    *exact* are the values that a ranking by exact numbers is by.
    """
    kept = kept_of(block, batch.num_rows)
    add_block(tally, block, headers.passing(batch), kept, _given(batch, headers), exact)
    if tally.rollup is not None:
        add_to_rollup(tally.rollup, batch, headers, block, kept)
    return block.results.filter(pa.array(kept)) if block.bad else block.results


def _given(batch: pa.RecordBatch, headers: Headers) -> dict[str, Any]:
    """Return by the paths of given nodes which rows give them a value."""
    columns = {str(where): at for (kind, where), at in headers.read.items() if kind == "given"}
    return {path: _are_stated(batch.column(at)) for path, at in columns.items()}


def add_block(
    tally: Tally,
    block: RowBlock,
    passing: dict[str, pa.Array],
    kept: Any,
    given: Mapping[str, Any],
    exact: Sequence[Value | None] | None,
) -> None:
    """Count the rows of a block, of which those *kept* have results; *given* says which rows give a node."""
    lacking = np.zeros(len(kept), np.bool_)
    for part in block.parts:
        rows = np.arange(part.size) if part.rows is None else part.rows
        for column in part.made:
            worst = tally.rank_of_lack(column.asked.path)
            if worst is None or column.ranks is None:
                continue
            lacks = column.ranks > worst  # the rank of a state is one more here, 0 being none
            excused = [number for reason, number in column.reason_codes.items() if is_excused(reason)]
            if excused:
                lacks = lacks & ~np.isin(column.reasons, excused)
            for parent in tally.computed[column.asked.path]:
                if parent in given:
                    lacks = lacks & ~given[parent][rows]
            lacking[rows] |= lacks
    tally.without += int(np.count_nonzero(lacking & kept))
    start = 0
    for part in block.parts:
        mask = kept[start : start + part.size] if part.rows is None else kept[part.rows]
        start += part.size
        for column in part.made:
            _count(tally.summary(column.asked), column, part.size, mask)
    if tally.ranking is not None:
        _rank(tally.ranking, block, passing, (tally.rows, kept), exact)
    tally.rows += len(kept)
    tally.refused += int(np.count_nonzero(~kept))
    tally.exact += block.exact


def _are_stated(column: pa.Array) -> Any:
    """Return which cells of a column say something."""
    if not pa.types.is_string(column.type):
        return np.asarray(column.is_valid())
    return np.array([is_stated(cell) for cell in column.to_pylist()], np.bool_)


def _count(summary: Summary, column: ResultColumn, size: int, kept: Any) -> None:
    """Count the rows *kept* of a block."""
    ranks = np.zeros(size, np.int8) if column.ranks is None else column.ranks
    statuses = np.bincount(ranks[kept], minlength=len(STATUS)).tolist()
    if column.asked.printed is None or summary.overflow:
        summary.count(statuses, ())
        return
    values, numbers = np.unique(printed_units(column)[kept & (ranks == 0)], return_counts=True)
    summary.count(statuses, zip(map(int, values.tolist()), numbers.tolist(), strict=True))


def _rank(
    ranking: Ranking,
    block: RowBlock,
    passing: Mapping[str, pa.Array],
    where: tuple[int, Any],
    exact: Sequence[Value | None] | None,
) -> None:
    """Add rows of a block to a ranking; *where* says with which row it begins, and which rows are kept."""
    first, kept = where
    ranking.headers = list(passing)
    texts = [[cell_text(value) for value in column.to_pylist()] for column in passing.values()]
    for part in block.parts:
        rows = range(part.size) if part.rows is None else part.rows.tolist()
        shown, key = (_units(part.made, path) for path in (ranking.path, ranking.order.by))
        ranks = next(column for column in part.made if column.asked.path == ranking.path).ranks
        for at, row in enumerate(rows):
            if kept[row]:
                status = STATUS[0 if ranks is None else int(ranks[at])]
                names = tuple(column[row] for column in texts)
                by = key[at] if exact is None else exact_key(exact[row])
                shown_row = RankedRow(shown[at], status, names, block.remarks.get(row, ""))
                ranking.take(first + row, by, shown_row)


def _units(made: Sequence[ResultColumn], path: str) -> Sequence[int | None]:
    """Return the printed digits of a result in each row, None where there is no number."""
    column = next(column for column in made if column.asked.path == path)
    units = printed_units(column).tolist()
    if column.ranks is None:
        return units  # type: ignore[no-any-return] # numpy has no types of what is in a list
    return [int(unit) if fine else None for unit, fine in zip(units, np.asarray(column.ranks) == 0, strict=True)]
