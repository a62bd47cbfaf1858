"""Blocks of rows of several periods: they are all read before the first block of results."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.reading.types import listed
from lkjdsl.tables.results.block import BLOCK, RowBlock, UnreadableCell
from lkjdsl.tables.results.columns import Results
from lkjdsl.tables.running.asking import Asking
from lkjdsl.tables.running.evaluation import TablePlan
from lkjdsl.tables.running.periods import OfficeYears, period_requests


def by_periods(
    edition: CheckedEdition,
    batches: Sequence[pa.RecordBatch],
    headers: Headers,
    asking: Asking,
    problems: list[Diagnostic],
) -> Iterator[RowBlock]:
    """Yield a block of results for every block of rows; *problems* takes some."""
    pieces = [batch.slice(start, BLOCK) for batch in batches for start in range(0, max(batch.num_rows, 1), BLOCK)]
    plan = TablePlan.of(edition, headers, asking.only, asking.reading, (None, None))
    unread = [list(plan.unreadable(piece)) for piece in pieces]
    years = OfficeYears(edition, headers, asking.reading)
    for number, piece in enumerate(pieces):
        wrong = {row for row, _, _ in unread[number]}
        columns = [listed(column) for column in piece.columns]
        for row in range(piece.num_rows):

            def cell(at: int, row: int = row, columns: Any = columns) -> Any:
                return columns[at][row]

            years.add((number, row), cell, is_unread=row in wrong)
    years.evaluate()
    problems += years.problems
    for number, piece in enumerate(pieces):
        yield _block(years, number, piece, unread[number], asking)


def _block(
    years: OfficeYears, number: int, batch: pa.RecordBatch, unread: Sequence[UnreadableCell], asking: Asking
) -> RowBlock:
    """Return the results of a block."""
    requests = period_requests(years.edition, asking.only, earlier=years.headers.earlier)
    results = Results(requests.asked, batch.num_rows, requests.outputs)
    rows = [row for row in range(batch.num_rows) if (number, row) in years.outcomes]
    results.put(np.array(rows, np.int64), [requests.values(years.outcomes[number, row]) for row in rows])
    refused = [(row, years.bad.get((number, row))) for row in range(batch.num_rows)]
    bad = [*unread, *((row, *cell) for row, cell in refused if cell is not None)]
    wrong = np.zeros(batch.num_rows, np.bool_)
    wrong[[row for row, _, _ in bad]] = True
    if bad:
        results.refuse(wrong)
    columns = {**years.headers.passing(batch), **results.columns(asking.language)}
    made = pa.RecordBatch.from_arrays(list(columns.values()), list(columns))
    return RowBlock(made, bad, len(rows), (results,))
