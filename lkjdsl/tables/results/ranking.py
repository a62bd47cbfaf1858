"""
All offices by a result, the best first: the greatest, or the least where the indicator is to be minimized.

Equal printed values share a rank: 1, 2, 2, 4. An office without the result comes last, without a rank.
"""

from collections import Counter
from collections.abc import Sequence

from attrs import define, field, frozen

from lkjdsl.model.definition import Definition


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

    def take(self, row: int, key: int | None, units: int | None, status: str, names: tuple[str, ...]) -> None:
        """Take a row of the tables, by its position: its key and its result in printed units, what identifies it."""
        self.rows.append((row, key, units, status, names))

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
