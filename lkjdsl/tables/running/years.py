"""Rows of several years: each year has targets of its own, so each has a plan."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lkjdsl.diagnostic import Language
from lkjdsl.kinds import Misfit
from lkjdsl.tables.kernel.two_years import Years
from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.reading.types import texts
from lkjdsl.tables.results.block import RowBlock, UnreadableCell
from lkjdsl.tables.running.evaluation import TablePlan

YEAR_TEXT = r"^[0-9]{1,4}(\.0)?$"


def by_years(
    plan: Callable[[Years], TablePlan], batch: pa.RecordBatch, headers: Headers, language: Language | None
) -> RowBlock:
    """Return the results of rows of several years, in the order of *batch*; a year that cannot be read is refused."""
    several, unread = grouped(batch, headers)
    blocks: list[RowBlock] = []
    for years, rows in several:
        at = {int(row): where for where, row in enumerate(rows)}
        mine = [(at[row], name, misfit) for row, name, misfit in unread if row in at]
        block = plan(years).block(rows_of(batch, rows), language, mine)
        for part in block.parts:
            part.rows = rows
        blocks.append(block)
    return _together(blocks, [rows for _, rows in several])


def rows_of(batch: pa.RecordBatch, rows: Any) -> pa.RecordBatch:
    """Return *rows* of a batch, in their order in it; all of them are the batch itself."""
    return batch if len(rows) == batch.num_rows else batch.take(pa.array(rows))


def grouped(batch: pa.RecordBatch, headers: Headers) -> tuple[list[tuple[Years, Any]], list[UnreadableCell]]:
    """Return the rows of each year, at least one, and the cells that are no year; their rows are among the others."""
    if headers.year is None and headers.before_year is None:
        return [((None, None), np.arange(batch.num_rows))], []
    unread: list[UnreadableCell] = []
    columns = [
        np.full(batch.num_rows, -1) if at is None else _numbers(batch.column(at), headers.names[at], unread)
        for at in (headers.year, headers.before_year)
    ]
    keys, codes = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    keys = keys if len(keys) else np.full((1, 2), -1)
    years = [(now if now >= 0 else None, before if before >= 0 else None) for now, before in keys.tolist()]
    return [(one, np.nonzero(codes.reshape(-1) == at)[0]) for at, one in enumerate(years)], unread


def _numbers(column: pa.Array, name: str, unread: list[UnreadableCell]) -> Any:
    """Return the years of a column, -1 where there is none; what is no year is added to *unread*."""
    years = pc.utf8_trim_whitespace(texts(column))
    filled = np.asarray(pc.and_(pc.is_valid(column), pc.not_equal(pc.fill_null(years, "-"), "")))
    fine = np.asarray(pc.fill_null(pc.match_substring_regex(years, YEAR_TEXT), fill_value=False))
    unread.extend(
        (row, name, Misfit("year-not-whole", values={"found": years[row].as_py()[:40]}))
        for row in np.nonzero(filled & ~fine)[0].tolist()
    )
    plain = pc.if_else(pa.array(fine), pc.replace_substring(years, ".0", ""), "-1")
    return np.asarray(pc.cast(plain, pa.int64()))


def years_of(column: pa.Array) -> pa.Array:
    """Return the years of a column as whole numbers, null where there is none that can be read."""
    numbers = _numbers(column, "", [])
    return pa.array(numbers, mask=numbers < 0)


def _together(blocks: Sequence[RowBlock], order: Sequence[Any]) -> RowBlock:
    """Return blocks as one, their rows in the order that they had."""
    if len(blocks) == 1:
        return blocks[0]
    table = pa.Table.from_batches([block.results.cast(blocks[0].results.schema) for block in blocks])
    back = pa.array(np.argsort(np.concatenate(order)))
    results = table.unify_dictionaries().take(back).combine_chunks().to_batches()[0]
    bad = [
        (int(rows[row]), name, misfit)
        for block, rows in zip(blocks, order, strict=True)
        for row, name, misfit in block.bad
    ]
    return RowBlock(
        results, bad, sum(block.exact for block in blocks), [part for block in blocks for part in block.parts]
    )
