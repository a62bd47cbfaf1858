"""The year before of the rows of a printed table: in a table of its own, or in other rows of the same one."""

from collections.abc import Mapping
from itertools import islice

from attrs import define, field

from lkjdsl import limits
from lkjdsl.auditing.mentions import Mentions
from lkjdsl.auditing.printed_tables import PrintedRow
from lkjdsl.auditing.table_cells import TableCells
from lkjdsl.column_names import folded
from lkjdsl.diagnostic import Diagnostic, problem

ANY_YEAR = None
"""The year of rows of a table that names none: they are of the year before, whichever that is."""


@define(eq=False)
class EarlierRows:
    """The rows of a table by office and year, and how many rows of a later year have none among them."""

    cells: TableCells
    rows: Mapping[tuple[str, int | None], PrintedRow]
    repeated: tuple[str, ...] = ()
    """Offices that have several rows of a year: nobody knows which of them is meant."""
    is_other: bool = False
    alone: int = field(default=0)

    @classmethod
    def of(cls, cells: TableCells, *, is_other: bool = False) -> "EarlierRows":
        """Return the rows that *cells* read; *is_other*: the table is one of the year before alone."""
        rows: dict[tuple[str, int | None], PrintedRow] = {}
        repeated: dict[tuple[str, int | None], str] = {}
        has_years = cells.year is not None
        if cells.office is None or not (has_years or is_other):
            return cls(cells, rows, is_other=is_other)
        for row in islice(cells.sheet.rows, limits.ROWS):
            year = cells.year_of(row) if has_years else ANY_YEAR
            office = cells.office_of(row)
            if not office or (has_years and year is None):
                continue
            key = folded(office), year
            if key in rows:
                repeated[key] = office
            rows[key] = row
        kept = {key: row for key, row in rows.items() if key not in repeated}
        return cls(cells, kept, tuple(dict.fromkeys(repeated.values())), is_other)

    def mentions(self, key: tuple[str, int]) -> Mentions | None:
        """Return what the row of an office and year says, None where there is none."""
        office, year = key
        row = self.rows.get(key) or self.rows.get((office, ANY_YEAR))
        if row is None:
            self.alone += 1
            return None
        return self.cells.read(row, year)[1]

    def problems(self) -> list[Diagnostic]:
        """Return what is to be said of the rows of the year before; of another table also what is wrong with it."""
        problems = self.cells.all_problems() if self.is_other else []
        if self.is_other and self.cells.office is None:
            problems.append(problem("key-missing", name="kantor"))
        name = "" if self.cells.office is None else self.cells.sheet.headers[self.cells.office]
        problems += [problem("key-twice", name=name, found=office) for office in self.repeated if self.is_other]
        if self.alone and self.rows:
            problems.append(problem("rows-without-previous", number=self.alone))
        return problems
