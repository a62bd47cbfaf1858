"""The rows of a table as they are looked over for totals and repeated ones."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from lkjdsl.kinds import Misfit
from lkjdsl.model.definition import Definition, Input
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.tables.reading.cells import CellFormat, read
from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.reading.suspect_rows import TableRow

MOST_SURVEYED = 20_000
"""Rows of a table that are looked over; a longer one is no table that somebody typed."""
PLAIN_DIGITS = 15


@frozen(eq=False)
class RowSurvey:
    """Where in a table what is looked at stands: counts, the year and period, what identifies a row, its key."""

    counts: Sequence[tuple[Input, int]]
    grouped: Sequence[int]
    named: Mapping[int, str]
    key: Sequence[int]
    reading: CellFormat

    @classmethod
    def of(cls, definition: Definition, headers: Headers, reading: CellFormat) -> "RowSurvey":
        """Return the survey of tables with these headers."""
        inputs = list(definition.inputs.values())
        counts = [
            (inputs[slot], at)
            for (kind, slot), at in headers.read.items()
            if kind == "input" and isinstance(slot, int) and slot < len(inputs)
            and inputs[slot].kind in ("count", "rupiah")
        ]  # fmt: skip
        grouped = [at for at in (headers.year, headers.period) if at is not None]
        named = {at: name for name, at in headers.others.items() if at not in grouped}
        return cls(counts, grouped, named, headers.key, reading)

    def rows(self, column: Callable[[int], Sequence[Any]], numbers: Sequence[int]) -> Iterator[TableRow]:
        """Yield rows with these *numbers*; *column* gives the cells of a column by its position."""
        texts = {at: [cell_text(raw).strip() for raw in column(at)] for at in {*self.named, *self.grouped}}
        keys = [[" ".join(text.casefold().split()) for text in texts[at]] for at in self.key]
        cells = [(input_, column(at)) for input_, at in self.counts]
        for row, number in enumerate(numbers):
            values = [_count(input_, raws[row], self.reading) for input_, raws in cells]
            counts = [value if isinstance(value, tuple) else None for value in values]
            if any(isinstance(value, Misfit) for value in values):
                counts = []
            key = tuple(column[row] for column in keys)
            group = tuple(texts[at][row] for at in self.grouped)
            yield TableRow(number, key, {name: texts[at][row] for at, name in self.named.items()}, group, counts)


def _count(input_: Input, raw: Any, reading: CellFormat) -> Any:
    """Return what a cell says of an input; a plain whole number without a look at everything else it could be."""
    if isinstance(raw, str) and raw.isascii() and raw.isdigit() and len(raw) <= PLAIN_DIGITS and not input_.values:
        return int(raw), 1
    return read(input_, raw, reading)
