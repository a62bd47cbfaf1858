"""The cells of a printed table of many offices: which column holds what, and what each cell of a row says."""

import re
from collections.abc import Iterator

from attrs import define, field

from lkjdsl.auditing.audit import Figure, Quantity, Reading
from lkjdsl.auditing.mentions import Mentions
from lkjdsl.auditing.printed_numbers import read_printed
from lkjdsl.auditing.printed_tables import PrintedRow, PrintedTable
from lkjdsl.auditing.quantities import Quantities
from lkjdsl.column_names import folded, is_office, is_year
from lkjdsl.diagnostic import Diagnostic, Word, problem
from lkjdsl.model.known_headers import PATH_LIKE, KnownHeaders, known_headers
from lkjdsl.numbers.numerals import Doubt, Locale, Misread, Numeral, printed
from lkjdsl.units import PERCENT, TEXT

MOST_LISTED = 50
"""Cells that cannot be read and are told one by one; the others are counted."""
SHOWN = 4
"""Decimals that nobody prints a percentage with: a cell with more is a ratio."""

ReadCell = tuple[Figure, Quantity, Reading | Misread]


@define(eq=False)
class TableCells:
    """
    The columns of a table, and its cells, read row by row with the numerals of a locale.

    ``office`` and ``year`` are the positions of the columns that say which row is which.
    """

    sheet: PrintedTable
    quantities: Quantities
    locale: Locale
    doubt: Doubt
    columns: list[Quantity | None] = field(factory=list)
    office: int | None = None
    year: int | None = None
    problems: list[Diagnostic] = field(factory=list)
    unreadable: int = 0

    @classmethod
    def of(cls, sheet: PrintedTable, quantities: Quantities, locale: Locale | None) -> "TableCells":
        """Return the reader of a table, its headers read; without a *locale* doubtful decimals are problems."""
        cells = cls(sheet, quantities, locale or "id", "decimals" if locale is None else "none")
        cells._read_headers()
        return cells

    def all_problems(self) -> list[Diagnostic]:
        """Return what is wrong with the columns and cells that were read; of many cells the rest is counted."""
        rest = self.unreadable - MOST_LISTED
        return [*self.problems, *([problem("table-more-unreadable", number=rest)] if rest > 0 else [])]

    def office_of(self, row: PrintedRow) -> str:
        """Return the office that a row is of, empty where none is said."""
        cell = row.cells[self.office] if self.office is not None and self.office < len(row.cells) else ""
        return cell.strip() if isinstance(cell, str) else ""

    def year_of(self, row: PrintedRow) -> int | None:
        """Return the year that a row is of, that of the edition where the table has none; None if it is unreadable."""
        if self.year is None or self.year >= len(row.cells):
            return self.quantities.definition.year
        cell = row.cells[self.year]
        if isinstance(cell, Numeral) and not cell.decimals:
            return cell.number[0]
        if isinstance(cell, str) and re.fullmatch(r"\s*[0-9]{4}\s*", cell):
            return int(cell)
        self.problems.append(problem("table-year-unreadable", self.sheet.place(row, cell), row=row.number))
        return None

    def key(self, row: PrintedRow, year: int) -> tuple[str, int]:
        """Return what tells the rows of a table apart: the office and a year."""
        return folded(self.office_of(row)), year

    def read(self, row: PrintedRow, year: int) -> tuple[list[ReadCell], Mentions]:
        """Return the cells of a row of *year* that hold something, and what they say."""
        mentions = Mentions(self.quantities)
        cells = list(self._cells(row, year, mentions))
        for figure, quantity, reading in cells:
            if isinstance(reading, Reading):
                mentions.add(figure, quantity, reading)
        return cells, mentions

    def _read_headers(self) -> None:
        known, passed = known_headers(self.quantities.definition), list[str]()
        for index, header in enumerate(self.sheet.headers):
            quantity = None
            if is_office(header):
                self.office = index
            elif is_year(header):
                self.year = index
            elif header:
                quantity = self._quantity(header, known, passed)
            self.columns.append(quantity)
        if passed and not any(self.columns):
            self.problems += [problem("table-header-unknown", name=name, file=self.sheet.name) for name in passed]
        elif passed:
            names = ", ".join(f"`{' '.join(name.split())}`" for name in passed)
            self.problems.append(problem("table-columns-passed", file=self.sheet.name, names=names))

    def _quantity(self, header: str, known: KnownHeaders, passed: list[str]) -> Quantity | None:
        """Return what a column holds, by its path, label or alias; one that is like none of them is *passed* over."""
        several, path = known.several(header), known.path(header)
        quantity = self.quantities.find(header) or (None if path is None else self.quantities.find(path))
        if quantity is not None and quantity not in self.columns:
            return quantity
        near = None if quantity is not None else self.quantities.nearest(header)
        if several:
            self.problems.append(problem("header-of-several", name=header, paths=", ".join(several)))
        elif quantity is not None or near is not None or PATH_LIKE.fullmatch(header):
            code = "table-header-unknown" if quantity is None else "table-header-twice"
            self.problems.append(problem(code, near=near, name=header, file=self.sheet.name))
        else:
            passed.append(header)
        return None

    def _cells(self, row: PrintedRow, year: int, mentions: Mentions) -> Iterator[ReadCell]:
        place = ", ".join(filter(None, (str(row.number), self.office_of(row), "" if self.year is None else str(year))))
        for quantity, cell in zip(self.columns, row.cells, strict=False):
            if quantity is None or (isinstance(cell, str) and not cell.strip()):
                continue
            columns = (
                read_printed(cell, self.locale, quantity.unit, self.doubt)
                if isinstance(cell, str)
                else _of_number(cell, quantity)
            )
            if isinstance(columns, Misread):
                mentions.unread.add(quantity.path)
            if isinstance(columns, Reading) or columns.kind == "placeholder":
                written = cell if isinstance(cell, str) else _written(cell, self.locale)
                yield Figure(quantity.path, written, place, self.locale), quantity, columns
            elif isinstance(cell, str):
                self._unreadable(row, quantity, cell, columns)

    def _unreadable(self, row: PrintedRow, quantity: Quantity, cell: str, misread: Misread) -> None:
        self.unreadable += 1
        if self.unreadable > MOST_LISTED:
            return
        values: dict[str, Word] = {
            "printed": cell,
            "what": quantity.path,
            "row": row.number,
            "suggestion": misread.suggestion or "",
        }
        helps = ("suggestion",) if misread.suggestion else ("declare",) if misread.kind == "ambiguous" else ()
        place = self.sheet.place(row, cell)
        self.problems.append(problem(f"table-cell-{misread.kind}", place, helps=helps, also=values))


def _of_number(cell: Numeral, quantity: Quantity) -> Reading | Misread:
    """Return the reading of a number of a spreadsheet; a fraction without a format of its own may be a percentage."""
    if quantity.unit == TEXT:
        return Misread("not-a-number")
    number = cell.number
    if quantity.unit == PERCENT and not cell.percent and cell.decimals > SHOWN and abs(number[0]) <= 2 * number[1]:
        return Reading(Numeral((number[0], number[1] // 100), cell.decimals - 2, percent=True))
    return Reading(cell)


def _written(cell: Numeral, locale: Locale) -> str:
    scale = 100 if cell.percent else 1
    unit = PERCENT if cell.percent else "number"
    return printed((cell.number[0], cell.number[1] * scale), unit, cell.decimals, "half-up", locale)
