"""
All offices by a result, the best first: the greatest, or the least where the indicator is to be minimized.

Equal printed values share a rank: 1, 2, 2, 4. An office without the result comes last, without a rank.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define, field, frozen

from lkjdsl.model.definition import Definition
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.tables.results.block import RowBlock
from lkjdsl.tables.results.columns import STATUS, ResultColumn, printed_units


@frozen
class RankedOffice:
    """
    An office in a ranking: its rank, whether others share it, its result in printed units, what identifies it.

    Without the result its rank and its units are None, and ``status`` says why.
    """

    rank: int | None
    shared: bool
    units: int | None
    status: str
    names: tuple[str, ...]


@frozen
class RankOrder:
    """By which result offices are ordered to rank them by one, and whether the least is the best."""

    by: str
    least_first: bool = False


def rank_order(definition: Definition, path: str) -> RankOrder:
    """Return the order for the result at *path*: of an indicator its polarity decides."""
    indicator = definition.indicators.get(path)
    match None if indicator is None else indicator.polarity:
        case "minimize" | "minimize-inverse":
            return RankOrder(path, least_first=True)
        case "range" | "stabilize":
            return RankOrder(f"{path}.achievement")
        case _:
            return RankOrder(path)


@define(eq=False)
class Ranking:
    """The rows by the result at ``path``: for each its place in the tables, its key in the order, what it shows."""

    path: str
    order: RankOrder
    headers: Sequence[str] = ()
    rows: list[tuple[int, int | None, int | None, str, tuple[str, ...]]] = field(factory=list)

    @property
    def paths(self) -> Sequence[str]:
        """Return the results that it needs."""
        return list(dict.fromkeys((self.path, self.order.by)))

    def add(self, block: RowBlock, passing: Mapping[str, pa.Array], first: int, kept: Any) -> None:
        """Take the rows *kept* of a block that begins with row *first*; *passing* are the columns that identify."""
        self.headers = list(passing)
        texts = [[cell_text(value) for value in column.to_pylist()] for column in passing.values()]
        for part in block.parts:
            rows = range(part.size) if part.rows is None else part.rows.tolist()
            shown, key = (_units(part.made, path) for path in (self.path, self.order.by))
            ranks = next(one for one in part.made if one.asked.path == self.path).ranks
            for at, row in enumerate(rows):
                if kept[row]:
                    status = STATUS[0 if ranks is None else int(ranks[at])]
                    names = tuple(column[row] for column in texts)
                    self.rows.append((first + row, key[at], shown[at], status, names))

    def places(self) -> Sequence[RankedOffice]:
        """Return all offices, the best first; those that share a rank in the order of the tables."""
        sign = 1 if self.order.least_first else -1
        ranked = sorted(self.rows, key=lambda row: (row[1] is None, sign * (row[1] or 0), row[0]))
        keys = [key for _, key, _, _, _ in ranked]
        first: dict[int | None, int] = {}
        for at, key in enumerate(keys, 1):
            first.setdefault(key, at)
        number = Counter(keys)
        return [
            RankedOffice(None if key is None else first[key], key is not None and number[key] > 1, units, status, names)
            for _, key, units, status, names in ranked
        ]

    def ranks(self) -> Sequence[int | None]:
        """Return the rank of each row, in the order of the tables."""
        sign = 1 if self.order.least_first else -1
        ordered = sorted(sign * key for _, key, _, _, _ in self.rows if key is not None)
        first: dict[int, int] = {}
        for at, key in enumerate(ordered, 1):
            first.setdefault(key, at)
        return [None if key is None else first[sign * key] for _, key, _, _, _ in sorted(self.rows)]


def _units(made: Sequence[ResultColumn], path: str) -> Sequence[int | None]:
    """Return the printed digits of a result in each row, None where there is no number."""
    column = next(one for one in made if one.asked.path == path)
    units = printed_units(column).tolist()
    if column.ranks is None:
        return units  # type: ignore[no-any-return] # numpy has no types of what is in a list
    return [int(unit) if fine else None for unit, fine in zip(units, np.asarray(column.ranks) == 0, strict=True)]
