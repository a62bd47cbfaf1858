"""
All offices by a result, the best first: the greatest, or the least where the indicator is to be minimized.

Equal printed values share a rank: 1, 2, 2, 4; or only equal exact ones. An office without the result comes last and has
no rank.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from attrs import define, field, frozen

from lkjdsl.model.definition import Definition
from lkjdsl.model.values import Value

RankKey = int | Fraction
"""What rows are ordered by: printed units, or exact numbers."""


def exact_key(value: Value | None) -> Fraction | None:
    """Return the key of a value in a ranking by exact numbers, None where it is no number."""
    return Fraction(*value) if isinstance(value, tuple) else None


@frozen
class RankedRow:
    """
    What is shown of a row: its result in printed units, what identifies it, a remark on it.

    Without the result the units are None, and ``status`` says why.
    """

    units: int | None
    status: str
    names: tuple[str, ...]
    remark: str = ""


@frozen
class RankedOffice:
    """An office in a ranking: its rank, which is None without the result; whether others share it; what is shown."""

    rank: int | None
    shared: bool
    row: RankedRow


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
    """
    The rows by the result at ``path``: for each its place in the tables, its key in the order, what it shows.

    Keys are printed units, or exact numbers where it ``is_exact``.
    """

    path: str
    order: RankOrder
    is_exact: bool = False
    headers: Sequence[str] = ()
    rows: list[tuple[int, RankKey | None, RankedRow]] = field(factory=list)

    @property
    def paths(self) -> Sequence[str]:
        """Return the results that it needs."""
        return list(dict.fromkeys((self.path, self.order.by)))

    def take(self, row: int, key: RankKey | None, shown: RankedRow) -> None:
        """Take a row of the tables, by its position: its key in the order, and what is shown of it."""
        self.rows.append((row, key, shown))

    def places(self) -> Sequence[RankedOffice]:
        """Return all offices, the best first; those that share a rank in the order of the tables."""
        sign = 1 if self.order.least_first else -1
        ranked = sorted(self.rows, key=lambda row: (row[1] is None, sign * (row[1] or 0), row[0]))
        keys = [key for _, key, _ in ranked]
        first: dict[RankKey | None, int] = {}
        for at, key in enumerate(keys, 1):
            first.setdefault(key, at)
        number = Counter(keys)
        return [
            RankedOffice(None if key is None else first[key], key is not None and number[key] > 1, row)
            for _, key, row in ranked
        ]

    def ranks(self) -> Sequence[int | None]:
        """Return the rank of each row, in the order of the tables."""
        sign = 1 if self.order.least_first else -1
        ordered = sorted(sign * key for _, key, _ in self.rows if key is not None)
        first: dict[RankKey, int] = {}
        for at, key in enumerate(ordered, 1):
            first.setdefault(key, at)
        rows = sorted(self.rows, key=lambda row: row[0])
        return [None if key is None else first[sign * key] for _, key, _ in rows]
