"""What came of a block of rows."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
from attrs import field, frozen

from lkjdsl.kinds import Misfit
from lkjdsl.tables.kernel.script import Mask
from lkjdsl.tables.results.columns import Results

BLOCK = 131_072
"""Rows of one block: its columns stay near the processor, and numpy's calls are long enough for two threads."""
UnreadableCell = tuple[int, str, Misfit]
"""A cell that cannot be read: its row, its header, why."""


@frozen(eq=False)
class RowBlock:
    """
    What came of a block of rows.

    ``bad`` are the cells that could not be read, by row and header; ``exact`` counts the rows that went the exact way;
    ``parts`` are the results as they were made, for summaries; ``remarks`` are those on rows.
    """

    results: pa.RecordBatch
    bad: Sequence[UnreadableCell]
    exact: int
    parts: Sequence[Results] = ()
    remarks: Mapping[int, str] = field(factory=dict)


def kept_of(block: RowBlock, size: int) -> Mask:
    """Return which rows of a block of *size* rows could be read."""
    kept = np.ones(size, np.bool_)
    kept[[row for row, _, _ in block.bad]] = False
    return kept
