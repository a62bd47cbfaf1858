"""A sheet of a workbook → the rows of the table in it, every cell a text as it would be typed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import islice
from math import isfinite
from pathlib import Path

from attrs import evolve, frozen

from lkjdsl.column_names import PERIOD, folded, is_period
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.documents.excel.formats import shown
from lkjdsl.kinds import Misfit
from lkjdsl.model.known_headers import KnownHeaders
from lkjdsl.model.periods import period_of_sheet
from lkjdsl.numbers.numerals import Locale
from lkjdsl.sheet_cells import GENERAL, UNCALCULATED_CELL, SheetCell
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.tables.kernel.two_years import in_its_year
from lkjdsl.tables.reading.cells import APPROXIMATE, MERGED, SURE_DIGITS, UNCALCULATED, CellFormat, typed
from lkjdsl.tables.reading.layout import LOOKED_AT, NumberedRow, Options, TableLayout, UnclearSheet, layout, layout_of
from lkjdsl.tables.reading.number_format import percent_sign, shows_flag
from lkjdsl.tables.reading.passed_rows import PassedRows, data_rows, numbers_named
from lkjdsl.workbook_rows import SheetFacts, SheetSource, sheets_of


@frozen(eq=False)
class SheetPart:
    """
    The rows of a table that are in one sheet, and the *period* that the sheet is named as, where that is what it says.

    The rows of the sheet are called by their numbers and *offset*, the layout as well.
    """

    sheet: str
    layout: TableLayout
    facts: SheetFacts
    rows: Iterator[NumberedRow]
    is_first: bool
    """Whether the sheet is the first of the workbook, and its headers in the first row."""
    period: str | None = None
    offset: int = 0

    def remarks(self) -> list[Diagnostic]:
        """Return what is to be said of where the rows were found, and of hidden ones."""
        remarks = []
        if not self.is_first or self.period is not None:
            helps = ("rows",) if self.offset else ()
            row, number = self.layout.row - self.offset, self.offset + 1
            remarks.append(problem("table-found", where=self.sheet, row=row, helps=helps, number=number))
        remarks += self.layout.remarks()
        hidden = sorted(self.offset + row for row in self.facts.hidden if self.offset + row > self.layout.row)
        if hidden:
            remarks.append(problem("rows-hidden", number=len(hidden), rows=numbers_named(hidden)))
        return remarks


@frozen(eq=False)
class SheetTable:
    """
    A table in a workbook: where its columns are, its first rows, and the parts in which its rows are.

    There is a part for each sheet: one, or one for each period of a year.
    """

    layout: TableLayout
    head: Sequence[Sequence[str]]
    parts: Sequence[SheetPart]

    def remarks(self) -> list[Diagnostic]:
        """Return what is to be said of where the table was found, and of its hidden rows."""
        return [*(remark for part in self.parts for remark in part.remarks())]

    def data(self, passed: PassedRows) -> Iterator[NumberedRow]:
        """Yield the rows that are offices, with the period of their sheet as their last cell; others are *passed*."""
        first = self.layout.row
        last = first
        for part in self.parts:
            for number in range(last + 1, part.layout.row + 1):
                passed.add(number - first, "between")
            for number, cells in data_rows(part.rows, part.layout, passed, first):
                last = number
                yield number, cells if part.period is None else [*cells, part.period]
            last = max(last, first + passed.numbers[-1] if passed.numbers else first)


def sheet_table(path: Path, reading: CellFormat, known: KnownHeaders, options: Options) -> SheetTable:
    """
    Return the table in a workbook: in the sheet whose headers are known best, unless *options* name one.

    Numbers become texts in the spelling of *reading*. Raises UnclearSheet, PackageRefused, and what openpyxl raises,
    while the rows are read as well.
    """
    sheets = sheets_of(path)
    candidates = [_Candidate.of(source, known, options) for source in _chosen(sheets, options)]
    periods = _of_periods(candidates, known) if options.sheet is None else {}
    if periods:
        return _table_of_periods(periods, sheets, reading)
    best = _best(candidates)
    if not any(any(cells) for candidate in candidates for _, cells in candidate.head):
        raise UnclearSheet(code="file-empty", names=[])
    if best.layout is None and options.header_row is not None:
        raise UnclearSheet(code="header-row-empty", names=[str(options.header_row)])
    if best.layout is None:
        number, cells = next(((n, cells) for n, cells in best.head if any(cells)), (1, ()))
        placed = layout([(cell or "").strip() for cell in cells], number, known)
    else:
        placed = best.layout
    rows = islice(best.sheet.rows(), placed.row, None)
    is_first = best.sheet is sheets[0] and placed.row == 1
    texts = _texts(rows, placed, best.sheet.facts, reading)
    return SheetTable(placed, best.first_rows, [SheetPart(best.sheet.title, placed, best.sheet.facts, texts, is_first)])


def _of_periods(candidates: Sequence["_Candidate"], known: KnownHeaders) -> Mapping[str, "_Candidate"]:
    """
    Return the sheets that are named as periods of the edition, by these; none where fewer than two are.

    Raises UnclearSheet where two are of one period, where they differ in their columns, or where another sheet has the
    same columns: that could be the sum of them, or rows of no period.
    """
    found = [
        candidate
        for candidate in candidates
        if candidate.layout is not None and not any(map(is_period, candidate.layout.headers))
    ]
    named = {candidate.sheet.title: period_of_sheet(known.periods, candidate.sheet.title) for candidate in found}
    sheets = [candidate for candidate in found if named[candidate.sheet.title] is not None]
    if len(sheets) < 2:  # noqa: PLR2004 - one sheet is a table as any other
        return {}
    columns = sheets[0].columns(known)
    alike = [candidate for candidate in found if candidate in sheets or candidate.columns(known) == columns]
    periods = {period: sheet for sheet in sheets if (period := named[sheet.sheet.title]) is not None}
    if len(periods) < len(alike) or any(sheet.columns(known) != columns for sheet in sheets):
        raise UnclearSheet(code="sheets-alike", names=[candidate.sheet.title for candidate in alike])
    return {period: periods[period] for period in known.periods if period in periods}


def _table_of_periods(
    periods: Mapping[str, "_Candidate"], sheets: Sequence[SheetSource], reading: CellFormat
) -> SheetTable:
    """Return the table whose rows are those of several sheets, with a column of *periods*, which are their names."""
    step = 10 ** max(4, len(str(max(candidate.sheet.last() for candidate in periods.values()))))
    *_, last = periods
    headers: Sequence[str] | None = None
    parts = []
    for at, (period, candidate) in enumerate(periods.items()):
        assert candidate.layout is not None
        placed = candidate.layout if headers is None else candidate.layout.ordered(headers)
        headers = placed.headers
        rows = islice(candidate.sheet.rows(closes=period == last), placed.row, None)
        texts = _texts(rows, placed, candidate.sheet.facts, reading)
        offset = at * step
        is_first = candidate.sheet is sheets[0] and placed.row == 1
        moved = evolve(placed, row=offset + placed.row)
        numbered = _moved(texts, offset)
        parts.append(SheetPart(candidate.sheet.title, moved, candidate.sheet.facts, numbered, is_first, period, offset))
    first = parts[0].layout
    width = max(first.at) + 1
    whole = evolve(first, headers=[*first.headers, PERIOD[1]], at=[*first.at, width])
    return SheetTable(whole, next(iter(periods.values())).first_rows, parts)


def _moved(rows: Iterator[NumberedRow], offset: int) -> Iterator[NumberedRow]:
    """Yield *rows* with numbers that are greater by *offset*."""
    return ((offset + number, cells) for number, cells in rows)


def _chosen(sheets: Sequence[SheetSource], options: Options) -> Sequence[SheetSource]:
    """Return the sheets among which the table is: the one that is named, or all that can be seen."""
    visible = [sheet for sheet in sheets if sheet.is_visible]
    if options.sheet is None:
        return visible or sheets
    named = [sheet for sheet in sheets if sheet.title.casefold() == options.sheet.casefold()]
    if not named and options.sheet.isdigit() and 0 < int(options.sheet) <= len(sheets):
        named = [sheets[int(options.sheet) - 1]]
    if not named:
        raise UnclearSheet(code="sheet-unknown", names=[sheet.title for sheet in sheets])
    return named


@frozen(eq=False)
class _Candidate:
    sheet: SheetSource
    head: Sequence[NumberedRow]
    layout: TableLayout | None

    @property
    def first_rows(self) -> Sequence[Sequence[str]]:
        """Return the first rows that hold anything."""
        return [[cell or "" for cell in cells] for _, cells in self.head if any(cells)]

    def columns(self, known: KnownHeaders) -> Sequence[str]:
        """Return the columns of the table in any order, by what they stand for."""
        return [] if self.layout is None else sorted(known.path(name) or folded(name) for name in self.layout.headers)

    @classmethod
    def of(cls, sheet: SheetSource, known: KnownHeaders, options: Options) -> "_Candidate":
        most = max(LOOKED_AT, (options.header_row or 0) + 1)
        head = [(number, [_plain(cell) for cell in row]) for number, row in enumerate(sheet.head(most), 1)]
        return cls(sheet, head, layout_of(head, known, options.header_row))


def _best(candidates: Sequence[_Candidate]) -> _Candidate:
    """Return the sheet whose headers are known best; several of the same headers leave it open which is meant."""
    found = [candidate for candidate in candidates if candidate.layout is not None]
    if not found:
        return next(
            (candidate for candidate in candidates if any(any(cells) for _, cells in candidate.head)), candidates[0]
        )
    best = max(found, key=lambda candidate: len(candidate.layout.inputs) if candidate.layout else 0)
    alike = [
        candidate
        for candidate in found
        if candidate.layout and best.layout and set(candidate.layout.headers) == set(best.layout.headers)
    ]
    if len(alike) > 1:
        raise UnclearSheet(code="sheets-alike", names=[candidate.sheet.title for candidate in alike])
    return best


def _texts(
    rows: Iterator[Sequence[SheetCell]], placed: TableLayout, facts: SheetFacts, reading: CellFormat
) -> Iterator[NumberedRow]:
    """Yield the rows below the headers, the cells of the table's columns as texts."""
    known = placed.known
    paths = [known.path(in_its_year(name)[0]) or name for name in placed.headers]
    spelled = [
        _Spelling(reading.of(path) or "id", is_displayed=reading.displays(path), is_input=known.path(path) is not None)
        for path in paths
    ]
    anchors = facts.anchors()
    names: dict[tuple[int, int], str | None] = {}
    wanted = set(anchors.values())
    merged = {row for row, _ in (*anchors, *wanted)}
    columns = list(zip(placed.at, spelled, strict=True))
    for number, row in enumerate(rows, placed.row + 1):
        width = len(row)
        cells = [spelling.text(row[at]) if at < width else None for at, spelling in columns]
        for index, (at, spelling) in enumerate(columns if number in merged else ()):
            place = number, at + 1
            if place in anchors:
                cells[index] = MERGED if spelling.is_input else names.get(anchors[place])
            if place in wanted:
                names[place] = cells[index]
        yield number, cells


def _plain(cell: SheetCell) -> str | None:
    """Return the text of a cell that may be a header."""
    return None if cell.value is None else cell_text(cell.value)


@frozen
class _Spelling:
    """How the numbers of a column are spelled as texts; ``is_displayed``: computed ones by what the cell displays."""

    locale: Locale
    is_displayed: bool
    is_input: bool

    def text(self, cell: SheetCell) -> str | None:
        """Return a cell as it would be typed: a number with ``%`` where it is shown so."""
        value, form = cell
        if isinstance(value, str):
            return value
        if type(value) is int and form == GENERAL:  # no flag; most numbers are
            return str(value)
        if value is None:
            return UNCALCULATED if cell is UNCALCULATED_CELL and self.is_input else None
        if isinstance(value, datetime | date | time) and not self.is_input:
            return value.isoformat().removesuffix("T00:00:00")
        if isinstance(value, bool) or not isinstance(value, int | float):
            return cell_text(value)
        if isinstance(value, float) and abs(value) >= 10**SURE_DIGITS and not self.is_input:
            return repr(value)  # an identifier that lost its last digits: what stands there, and none that were made up
        if shows_flag(form):
            return cell_text(bool(value))
        number = value if isinstance(value, int) or not isfinite(value) else typed(value)
        if isinstance(number, Misfit) and self.is_displayed:
            return self._spelled_from_indonesian(shown(repr(value), form))
        if isinstance(number, float | Misfit):
            return f"{APPROXIMATE}{cell_text(value)}"
        sign = percent_sign(form, value)
        number = number * 100 if sign == "scaled" else number  # a decimal has 15 digits at most
        text = f"{number:d}" if isinstance(number, int) else f"{number.normalize():f}"
        return self._spelled(text) + "%" * (sign != "none")

    def _spelled(self, text: str) -> str:
        whole, dot, decimals = text.partition(".")
        if dot and len(decimals) == 3:  # noqa: PLR2004 - three decimals could be thousands
            decimals += "0"
        return whole + ("," if self.locale == "id" else ".") * bool(dot) + decimals

    def _spelled_from_indonesian(self, text: str) -> str:
        return text if self.locale == "id" else text.translate(str.maketrans(".,", ",."))
