"""Rows that are not evaluated → a table of them, each with its number and the reason."""

from collections.abc import Callable, Sequence

import pyarrow as pa

from lkjdsl.diagnostic import Language
from lkjdsl.tables.reading.table_problems import reject_headings, why_rejected
from lkjdsl.tables.results.block import UnreadableCell


def rejected(
    batch: pa.RecordBatch, bad: Sequence[UnreadableCell], number: Callable[[int], int], language: Language
) -> pa.RecordBatch:
    """Return the rows of *batch* with *bad* cells; *number* gives what a row is called."""
    reasons: dict[int, list[str]] = {}
    for row, name, misfit in bad:
        reasons.setdefault(row, []).append(why_rejected(name, misfit, language))
    rows = sorted(reasons)
    numbers = pa.array([number(row) for row in rows], pa.int64())
    sentences = pa.array(["; ".join(reasons[row]) for row in rows], pa.string())
    bad_rows = batch.take(pa.array(rows, pa.int64()))
    return pa.RecordBatch.from_arrays(
        [numbers, sentences, *bad_rows.columns], [*reject_headings(language), *batch.schema.names]
    )


def rejected_lines(
    schema: pa.Schema, lines: Sequence[tuple[int, str]], why: Sequence[str], language: Language
) -> pa.RecordBatch:
    """Return the *lines* of a file that are no rows of it, which have no cells, as rows of a table of rejects."""
    numbers = pa.array([row for row, _ in lines], pa.int64())
    empty = [pa.nulls(len(lines), one.type) for one in schema]
    return pa.RecordBatch.from_arrays(
        [numbers, pa.array(why, pa.string()), *empty], [*reject_headings(language), *schema.names]
    )
