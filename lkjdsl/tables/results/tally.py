"""What a run over tables comes to: how many rows, a summary of each result, a ranking, groups of offices."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define, field

from lkjdsl.kinds import ABSENT_WORDS
from lkjdsl.model.answerable import EXCUSES
from lkjdsl.model.values import RANK
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
    answerable: Mapping[str, Sequence[str]] = field(factory=dict)
    """The results without which there is something to put right, and the nodes whose given value excuses each."""
    computed: Mapping[str, Sequence[str]] = field(factory=dict)
    """The same, of those that must not be invalid."""
    without: int = 0
    """Rows that lack one of them."""
    summaries: dict[str, Summary] = field(factory=dict)

    def add(self, batch: pa.RecordBatch, block: RowBlock, headers: Headers) -> pa.RecordBatch:
        """Take a batch with its results, and return the results of the rows that could be read."""
        kept = kept_of(block, batch.num_rows)
        self.take(block, headers.passing(batch), kept, self._given(batch, headers))
        if self.rollup is not None:
            self.rollup.add(batch, headers, block, kept)
        return block.results.filter(pa.array(kept)) if block.bad else block.results

    def _given(self, batch: pa.RecordBatch, headers: Headers) -> dict[str, Any]:
        """Return by the paths of given nodes which rows give them a value."""
        columns = {str(where): at for (kind, where), at in headers.read.items() if kind == "given"}
        return {path: _is_stated(batch.column(at)) for path, at in columns.items()}

    def take(
        self, block: RowBlock, passing: dict[str, pa.Array], kept: Any, given: Mapping[str, Any] | None = None
    ) -> None:
        """Count the rows of a block, of which those *kept* have results; *given* says which rows give a node."""
        lacking = np.zeros(len(kept), np.bool_)
        for part in block.parts:
            rows = np.arange(part.size) if part.rows is None else part.rows
            for column in part.made:
                path = column.asked.path
                above = self.computed.get(path)
                if above is None or column.ranks is None:
                    continue
                worst = RANK["unavailable" if path in self.answerable else "invalid"] + 1
                lacks = column.ranks >= worst
                excused = [number for code, number in column.reason_codes.items() if code in EXCUSES]
                if excused:
                    lacks = lacks & ~np.isin(column.reasons, excused)
                for parent in above:
                    if given and parent in given:
                        lacks = lacks & ~given[parent][rows]
                lacking[rows] |= lacks
        self.without += int(np.count_nonzero(lacking & kept))
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


def _is_stated(column: pa.Array) -> Any:
    """Return which cells of a column say something."""
    if not pa.types.is_string(column.type):
        return np.asarray(column.is_valid())
    words = [one is not None and one.strip().casefold() not in ("", *ABSENT_WORDS) for one in column.to_pylist()]
    return np.array(words, np.bool_)
