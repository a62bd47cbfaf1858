"""What a run over tables comes to: how many rows, a summary of each result, a ranking, groups of offices."""

from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define, field

from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.results.block import RowBlock, kept_of
from lkjdsl.tables.results.ranking import Ranking
from lkjdsl.tables.results.rollup import Rollup
from lkjdsl.tables.results.summary import Summary


@define(eq=False)
class Tally:
    """Grows block by block; of a table longer than memory it holds only what is shown in the end."""

    ranking: Ranking | None = None
    rollup: Rollup | None = None
    rows: int = 0
    refused: int = 0
    exact: int = 0
    summaries: dict[str, Summary] = field(factory=dict)

    def add(self, batch: pa.RecordBatch, block: RowBlock, headers: Headers) -> pa.RecordBatch:
        """Take a batch with its results, and return the results of the rows that could be read."""
        kept = kept_of(block, batch.num_rows)
        self.take(block, headers.passing(batch), kept)
        if self.rollup is not None:
            self.rollup.add(batch, headers, block, kept)
        return block.results.filter(pa.array(kept)) if block.bad else block.results

    def take(self, block: RowBlock, passing: dict[str, pa.Array], kept: Any) -> None:
        """Count the rows of a block, of which those *kept* have results."""
        start = 0
        for part in block.parts:
            mask = kept[start : start + part.size] if part.rows is None else kept[part.rows]
            start += part.size
            for column in part.made:
                summary = self.summaries.setdefault(column.asked.path, Summary(column.asked))
                summary.add(column, part.size, mask)
        if self.ranking is not None:
            self.ranking.add(block, passing, self.rows, kept)
        self.rows += len(kept)
        self.refused += int(np.count_nonzero(~kept))
        self.exact += block.exact
