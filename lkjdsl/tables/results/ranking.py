"""The offices with the greatest results, as printed: equal printed values share a rank."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define, field, frozen

from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.tables.results.block import RowBlock
from lkjdsl.tables.results.columns import printed_units

PLACES = 20
"""Of a ranking, as many are shown."""


@frozen
class RankedOffice:
    """An office in a ranking: its rank, whether others share it, its result in printed units, what identifies it."""

    rank: int
    shared: bool
    units: int
    names: tuple[str, ...]


@define(eq=False)
class Ranking:
    """The best rows so far by the result at ``path``, and one more, which tells whether it ties with the last."""

    path: str
    rows: int = 0
    best: list[tuple[int, int, tuple[str, ...]]] = field(factory=list)

    def add(self, block: RowBlock, passing: Mapping[str, pa.Array], first: int, kept: Any) -> None:
        """Take the rows *kept* of a block that begins with row *first*; *passing* are the columns that identify."""
        for part in block.parts:
            rows = np.arange(part.size) if part.rows is None else part.rows
            column = next(one for one in part.made if one.asked.path == self.path)
            fine = kept[rows] if column.ranks is None else kept[rows] & (column.ranks == 0)
            units, at = printed_units(column)[fine], rows[fine]
            self.rows += len(at)
            if len(self.best) > PLACES:  # what is no better than the last of them comes after it
                better = units > -self.best[-1][0]
                units, at = units[better], at[better]
            for position in np.argsort(-units, kind="stable")[: PLACES + 1]:
                row = int(at[position])
                names = tuple(cell_text(one[row].as_py()) for one in passing.values())
                self.best.append((-int(units[position]), first + row, names))
        self.best = sorted(self.best)[: PLACES + 1]

    def places(self) -> Sequence[RankedOffice]:
        """Return the best, the greatest first; those with the same units in the order of the table."""
        units = [-one for one, _, _ in self.best]
        return [
            RankedOffice(units.index(one) + 1, units.count(one) > 1, one, names)
            for one, (_, _, names) in zip(units, self.best, strict=True)
        ][:PLACES]
