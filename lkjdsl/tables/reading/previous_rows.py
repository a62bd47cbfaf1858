"""The table of the year before for rows that are read without Arrow."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field

from lkjdsl.column_names import is_year
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.tables.reading.office import year_of
from lkjdsl.tables.reading.small_table import RowCells, SmallTable
from lkjdsl.tables.reading.year_join import YearJoin, join_of


@define(eq=False)
class PreviousRows:
    """The rows of the year before by their keys; it counts the rows that it has nothing for."""

    join: YearJoin
    rows: Mapping[tuple[str, ...], RowCells]
    alone: int = field(default=0)

    def beside(self, names: Sequence[str], cells: RowCells) -> RowCells:
        """Return the cells of a row of a table headed *names* with those of the year before after its own."""
        key = _key(self.join, names, cells, 1)
        found = None if key is None else self.rows.get(key)
        self.alone += found is None
        more: RowCells = [None] * (len(self.join.names) - 1) if found is None else found
        return [*cells, *more, found is not None]

    def problems(self) -> list[Diagnostic]:
        """Return a note on the rows that have no year before."""
        return [problem("rows-without-previous", number=self.alone)] if self.alone else []


def previous_rows(
    edition: CheckedEdition, previous: SmallTable, key: Sequence[str], names: Sequence[str], mapped: Mapping[str, str]
) -> tuple[PreviousRows | None, list[Diagnostic]]:
    """Return the year before for a table headed *names*; or None, and what is wrong with it or the key."""
    headers = list(previous.headers.names)
    join, problems = join_of(edition, headers, names, key, mapped)
    if join is None:
        return None, problems
    keyed = [(at, cells) for _, cells in previous.rows if (at := _key(join, headers, cells, 0)) is not None]
    for at, number in Counter(at for at, _ in keyed).items():
        if number > 1:
            return None, [join.twice(", ".join(at))]
    rows = {at: [*(cells[column] for column in join.columns), *_years(join, cells)] for at, cells in keyed}
    return PreviousRows(join, rows), problems


def _years(join: YearJoin, cells: RowCells) -> Sequence[int | None]:
    """Return the year of a row of the year before, where that table has one."""
    return [] if join.headers.year is None else [_year(cells[join.headers.year])]


def _key(join: YearJoin, names: Sequence[str], cells: RowCells, back: int) -> tuple[str, ...] | None:
    """Return what identifies a row, None where a cell of it is not there."""
    parts = [cells[names.index(name)] for name in join.key]
    if any(part is None for part in parts):
        return None
    if join.year is not None:
        year = _year(cells[[*map(is_year, names)].index(True)])
        parts.append(str((join.year if year is None else year) - back))
    return tuple(parts)


def _year(cell: Any) -> int | None:
    """Return the year that a cell states, None where it cannot be read."""
    year = year_of(cell)
    return year if isinstance(year, int) else None
