"""
A printed table of many offices, a row for each: audited row by row, its printed inputs being the data.

Most rows agree, and that is shown by the numbers as they stand: what they give lies in every interval that they stand
for. Only where it does not, the intervals themselves are worked out.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from attrs import define, evolve, field, frozen

from lkjdsl import limits
from lkjdsl.auditing.audit import Audit, Figure, FigureResult, Quantity, Reading
from lkjdsl.auditing.causes import CauseSearch
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.mentions import Mentions
from lkjdsl.auditing.printed_inputs import given_as_printed, rows_as_printed
from lkjdsl.auditing.printed_numbers import read_printed
from lkjdsl.auditing.printed_tables import PrintedRow, PrintedTable
from lkjdsl.auditing.proved_ranges import ProvedRanges
from lkjdsl.auditing.quantities import Quantities
from lkjdsl.auditing.verdict import blank, judged, marked
from lkjdsl.column_names import is_office, is_year
from lkjdsl.core.program import Program, pruned
from lkjdsl.diagnostic import Diagnostic, Word, is_error, problem
from lkjdsl.domains.exact.compiled import compiled
from lkjdsl.domains.exact.domain import Facts
from lkjdsl.model.known_headers import PATH_LIKE, KnownHeaders, known_headers
from lkjdsl.model.results import OfTable
from lkjdsl.model.values import Value
from lkjdsl.numbers.numerals import Doubt, Locale, Misread, Numeral, printed
from lkjdsl.units import PERCENT, TEXT

MOST_SEARCHED = 200
"""Figures whose causes are searched; of a table with more the first ones are worth the time."""
MOST_LISTED = 50
"""Cells that cannot be read and are told one by one; the others are counted."""
SHOWN = 4
"""Decimals that nobody prints a percentage with: a cell with more is a ratio."""

ReadCell = tuple[Figure, Quantity, Reading | Misread]
ITSELF = problem("audit-is-the-data")


def audit_table(
    sheet: PrintedTable,
    quantities: Quantities,
    program_of: Callable[[int], Program],
    locale: Locale | None,
    *,
    causes: bool = True,
) -> Audit:
    """
    Return the verdicts on every result in *sheet*; *program_of* gives the program for the targets of a year.

    The inputs are its data, and no figures that could agree or not. *causes*: those of differences are searched.
    """
    doubt: Doubt = "decimals" if locale is None else "none"
    searched = 0 if causes else MOST_SEARCHED
    return _Table(sheet, quantities, program_of, locale or "id", doubt, searched=searched).run()


@frozen(eq=False)
class _Layout:
    """What is known of all rows that have the same cells filled in: nodes taken as printed, and what cannot be told."""

    assumed: frozenset[str]
    unknown: frozenset[str]


@define(eq=False)
class _Year:
    """What is made once for all rows of a year: the steps that the table needs, and a function for them."""

    program: Program
    kernel: Callable[[Facts], Sequence[Value]]
    proved: ProvedRanges
    layouts: dict[tuple[frozenset[str], frozenset[str]], _Layout] = field(factory=dict)

    def values(self, facts: Facts) -> Sequence[Value]:
        return self.kernel(facts)

    def layout(self, read: Sequence[ReadCell], knowledge: ReportKnowledge) -> _Layout:
        paths = [quantity.path for _, quantity, _ in read]
        key = frozenset(paths), frozenset(knowledge.mentions.unread)
        if key not in self.layouts:
            seen = {path: knowledge.possible.seen(path) for path in paths}
            unknown = frozenset(path for path, one in seen.items() if one is not None and one.unknown)
            self.layouts[key] = _Layout(frozenset(knowledge.possible.assumed), unknown)
        return self.layouts[key]


@define(eq=False)
class _Table:
    sheet: PrintedTable
    quantities: Quantities
    program_of: Callable[[int], Program]
    locale: Locale
    doubt: Doubt
    columns: list[Quantity | None] = field(factory=list)
    office: int | None = None
    year: int | None = None
    problems: list[Diagnostic] = field(factory=list)
    unreadable: int = 0
    searched: int = 0
    years: dict[int, _Year] = field(factory=dict)
    slots: dict[str, int] = field(init=False)
    defaults: list[Value | None] = field(init=False)

    @slots.default
    def _(self) -> dict[str, int]:
        return {path: index for index, path in enumerate(self.quantities.definition.inputs)}

    @defaults.default
    def _(self) -> list[Value | None]:
        return [declaration.default for declaration in self.quantities.definition.inputs.values()]

    def run(self) -> Audit:
        self._read_headers()
        figures: list[FigureResult] = []
        rows = 0
        if any(self.columns):
            for row in islice(self.sheet.rows, limits.ROWS):
                rows += 1
                figures += self._row(row)
            if next(self.sheet.rows, None) is not None:
                self.problems.append(problem("too-many-rows", name=self.sheet.name, limit=limits.ROWS))
        if not rows and not any(map(is_error, self.problems)):
            self.problems.append(problem("table-without-rows", name=self.sheet.name))
        if self.unreadable > MOST_LISTED:
            self.problems.append(problem("table-more-unreadable", number=self.unreadable - MOST_LISTED))
        definition = self.quantities.definition
        return Audit(definition.title, "", definition.year, tuple(figures), problems=tuple(self.problems))

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

    def _row(self, row: PrintedRow) -> Iterator[FigureResult]:
        year = self._year(row)
        if year is None:
            return
        mentions = Mentions(self.quantities)
        read = list(self._cells(row, mentions))
        for figure, quantity, reading in read:
            if isinstance(reading, Reading):
                mentions.add(figure, quantity, reading)
        of_year = self._of_year(year)
        knowledge = ReportKnowledge(self.quantities, of_year.program, mentions, proved=of_year.proved)
        layout = of_year.layout(read, knowledge)
        values = of_year.values(self._facts(mentions, layout))
        for figure, quantity, reading in read:
            path = quantity.path
            if isinstance(reading, Misread):
                if quantity.kind != "input":
                    yield blank(figure, quantity, None)
                continue
            if quantity.kind == "input" or path in layout.assumed:
                itself = marked(figure, quantity, reading, "unverifiable", notes=(ITSELF,))
                if quantity.kind != "input" or itself.findings:  # what is the data is no figure that could disagree
                    yield itself
                continue
            index = of_year.program.results.get(path)
            value = None if index is None else values[index]
            # What the numbers give as they stand is among what is possible.
            if path not in layout.unknown and isinstance(value, tuple) and mentions.prints(path, value):
                yield marked(figure, quantity, reading, "agrees", value)
            else:
                yield self._searched(judged(figure, quantity, reading, knowledge), knowledge)

    def _of_year(self, year: int) -> _Year:
        if year not in self.years:
            program = self.program_of(year)
            paths = [column.path for column in self.columns if column is not None]
            # The cells of report tables may name any result.
            whole = any(isinstance(self.quantities.kind(path), OfTable) for path in paths)
            wanted = [program.results[path] for path in paths if path in program.results]
            part = program if whole else pruned(program, wanted)[0]
            self.years[year] = _Year(part, compiled(part), ProvedRanges(self.quantities.definition, program))
        return self.years[year]

    def _facts(self, mentions: Mentions, layout: _Layout) -> Facts:
        inputs = self.defaults.copy()
        for path in (*mentions.unread, *mentions.numbers, *mentions.said):
            if path in self.slots:
                inputs[self.slots[path]] = mentions.first(path)
        return Facts(inputs, rows_as_printed(mentions), given_as_printed(mentions, layout.assumed))

    def _searched(self, result: FigureResult, knowledge: ReportKnowledge) -> FigureResult:
        if result.difference is None or self.searched >= MOST_SEARCHED:
            return result
        self.searched += 1
        return evolve(result, causes=CauseSearch(knowledge).causes(result))

    def _year(self, row: PrintedRow) -> int | None:
        if self.year is None or self.year >= len(row.cells):
            return self.quantities.definition.year
        cell = row.cells[self.year]
        if isinstance(cell, Numeral) and not cell.decimals:
            return cell.number[0]
        if isinstance(cell, str) and re.fullmatch(r"\s*[0-9]{4}\s*", cell):
            return int(cell)
        self.problems.append(problem("table-year-unreadable", self.sheet.place(row, cell), row=row.number))
        return None

    def _year_text(self, row: PrintedRow) -> str:
        """Return the year that a row is of, where the table has years."""
        year = None if self.year is None else self._year(row)
        return "" if year is None else str(year)

    def _cells(self, row: PrintedRow, mentions: Mentions) -> Iterator[ReadCell]:
        office = row.cells[self.office] if self.office is not None and self.office < len(row.cells) else ""
        named = (str(row.number), office.strip() if isinstance(office, str) else "", self._year_text(row))
        place = ", ".join(filter(None, named))
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
