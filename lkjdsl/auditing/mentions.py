"""What the printed figures of a report tell of each path: an interval, and whether they contradict each other."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from attrs import define, field

from lkjdsl.auditing.audit import Figure, Quantity, Reading, RowCell
from lkjdsl.auditing.printed_numbers import ends_of, scale_of, value_of
from lkjdsl.auditing.quantities import Quantities
from lkjdsl.model.expressions import Column
from lkjdsl.model.results import TableCellResult
from lkjdsl.model.values import Value
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import Interval
from lkjdsl.numbers.rational import Number, reduced

MOST_ROWS = 10_000
"""Rows of a report; a single figure of row 9999999 would make that many."""


@define(eq=False, slots=False)
class Mention:
    """One place where a quantity is printed as a number."""

    figure: Figure
    quantity: Quantity
    reading: Reading

    @cached_property
    def interval(self) -> Interval:
        """Return what the number stands for, in the unit of values."""
        return interval_of(self.reading, self.quantity, self.figure)

    @property
    def value(self) -> Number:
        """Return the printed number as a value, as whoever computes on with it would take it."""
        return reduced(value_of(self.reading, self.quantity))


def interval_of(reading: Reading, quantity: Quantity, figure: Figure) -> Interval:
    """Return the values that a printed number stands for; those of a count are whole, where any is."""
    if figure.exact:
        return intervals.point(value_of(reading, quantity))
    ends = ends_of(reading, scale_of(reading, quantity), truncate=figure.truncate, rounding=quantity.rounding)
    low, low_open, high, high_open = ends
    values = intervals.interval(low, high, low_open=low_open, high_open=high_open, whole=quantity.whole)
    if values is None:
        values = intervals.interval(low, high, low_open=low_open, high_open=high_open)
    assert values is not None
    return values


@define(eq=False)
class Mentions:
    """
    All mentions of numbers, and what is said of texts and flags, by path.

    A cell of a report table that only shows a column of the data is told for that, too. ``unread`` are paths that
    are printed, but not as anything that can be read: nothing may be assumed of them.
    """

    quantities: Quantities
    numbers: dict[str, list[Mention]] = field(factory=dict)
    said: dict[str, list[str | bool]] = field(factory=dict)
    unread: set[str] = field(factory=set)
    last_rows: dict[str, int] = field(factory=dict)
    """The last row that is printed of each table of rows."""

    def add(self, figure: Figure, quantity: Quantity, reading: Reading) -> None:
        """Note that *figure* prints *quantity*."""
        cells = [cell for cell in (quantity.cell, _cell_shown(quantity)) if cell is not None]
        for cell in cells:
            self.last_rows[cell.rows] = max(cell.row, self.last_rows.get(cell.rows, 0))
        for path in dict.fromkeys((quantity.path, *(cell.path for cell in cells))):
            if reading.numeral is None:
                self.said.setdefault(path, []).append(reading.said)
            else:
                self.numbers.setdefault(path, []).append(Mention(figure, quantity, reading))

    def interval(self, path: str) -> Interval | None:
        """Return what all mentions of *path* have in common; where they contradict each other, all that they span."""
        mentions = self.numbers.get(path)
        return (
            None
            if not mentions
            else common([mention.interval for mention in mentions])
            or intervals.hull(mention.interval for mention in mentions)
        )

    def prints(self, path: str, value: Number) -> bool:
        """Return whether *value* is among what every mention of *path* stands for."""
        return all(value in mention.interval for mention in self.numbers.get(path, ()))

    def rounds(self, path: str, printed: Number, value: Number) -> bool:
        """Return whether *value* may be printed as it is for *path* where that is the number *printed*."""
        return any(value in mention.interval for mention in self.numbers.get(path, ()) if mention.value == printed)

    def values(self, path: str) -> list[Number]:
        """Return the different numbers printed for *path*, in the order of the report."""
        return list(dict.fromkeys(mention.value for mention in self.numbers.get(path, ())))

    def usual(self, path: str) -> Mention | None:
        """Return the first mention of the number that is printed for *path* most often, of two as often the first."""
        mentions = self.numbers.get(path, ())
        times = Counter(mention.value for mention in mentions)
        return max(mentions, key=lambda mention: times[mention.value], default=None)

    def first(self, path: str) -> Value | None:
        """Return the first number, text or flag printed for *path*, or None where there is none."""
        if path in self.numbers:
            return self.numbers[path][0].value
        return self.said[path][0] if path in self.said else None

    def rows(self, name: str) -> int:
        """Return the last row of a table of rows that is printed; 0, for unknown, where none is or one far beyond."""
        last = self.last_rows.get(name, 0)
        return last if last <= MOST_ROWS else 0

    def conflicts(self) -> Mapping[str, Sequence[Mention]]:
        """Return the paths whose mentions contradict each other."""
        return {
            path: mentions
            for path, mentions in self.numbers.items()
            if len(mentions) > 1
            and mentions[0].quantity.path == path
            and common([mention.interval for mention in mentions]) is None
        }


def common(ranges: Iterable[Interval]) -> Interval | None:
    """Return what all intervals share, or None where that is nothing."""
    first, *rest = ranges
    shared: Interval | None = first
    for interval in rest:
        if shared is None:
            return None
        shared = intervals.intersection(shared, interval)
    return shared


def _cell_shown(quantity: Quantity) -> RowCell | None:
    """Return the cell of the data that a cell of a report table repeats, where it is one."""
    match None if quantity.output is None else quantity.output.kind:
        case TableCellResult(column=column, row=row) if column.formula is not None:
            shown = column.formula.expression
            return RowCell(shown.rows, row, shown.column) if isinstance(shown, Column) else None
        case _:
            return None
