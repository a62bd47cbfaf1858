"""Rows of a file that are no offices: empty ones, broken ones, notes, repeated headers; with the numbers they have."""

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence

from attrs import define, field

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.tables.reading.layout import NumberedRow, RowKind, TableLayout
from lkjdsl.words import Words

LISTED = 10
"""Rows of one kind that are named; the others are counted."""
WORDS = Words("tables.passed-rows")


@define(eq=False)
class PassedRows:
    """Rows below the headers that are in no batch, by their numbers from 1, in whatever order they are met."""

    numbers: list[int] = field(factory=list)
    kinds: dict[str, list[int]] = field(factory=dict)
    before: list[int] | None = field(default=None)
    """For each of them how many rows of batches stand before it."""

    def add(self, number: int, kind: RowKind | str) -> None:
        """Take a row of some kind."""
        insort(self.numbers, number)
        self.kinds.setdefault(kind, []).append(number)
        self.before = None

    def number(self, row: int) -> int:
        """Return the number of a row by its position among those of the batches, both from 1."""
        if self.before is None:
            self.before = [number - 1 - at for at, number in enumerate(self.numbers)]
        return row + bisect_right(self.before, row - 1)

    def remarks(self, first: int) -> list[Diagnostic]:
        """Return what is to be said of the rows; *first* is the row of the headers."""
        remarks = []
        for kind in ("numbering", "units", "headers", "note"):
            numbers = [first + number for number in self.kinds.get(kind, ())]
            if numbers:
                rows = numbers_named(numbers)
                remarks.append(problem("rows-passed-over", what=WORDS[kind], number=len(numbers), rows=rows))
        others = self.kinds.get("other-table", ())
        return [*remarks, *(problem("another-table", row=first + number) for number in others)]


def data_rows(
    rows: Iterator[NumberedRow], layout: TableLayout, passed: PassedRows, first: int | None = None
) -> Iterator[NumberedRow]:
    """
    Yield the rows that are offices; the others are *passed* over. The rows of another table end it.

    Rows are passed by their numbers below row *first*, that of the headers where it is None.
    """
    first = layout.row if first is None else first
    for number, cells in rows:
        kind = layout.kind(cells, number - layout.row)
        if kind == "data":
            yield number, cells
            continue
        passed.add(number - first, kind)
        if kind == "other-table":
            return


def without_data(numbers: Sequence[int]) -> list[Diagnostic]:
    """Return what is said of the rows, by their numbers, in which no input is filled in."""
    rows = numbers_named(numbers)
    return [problem("rows-without-data", number=len(numbers), rows=rows)] if numbers else []


def numbers_named(numbers: Sequence[int]) -> str:
    """Return the numbers of rows as they are listed."""
    return ", ".join(map(str, numbers[:LISTED])) + ", …" * (len(numbers) > LISTED)
