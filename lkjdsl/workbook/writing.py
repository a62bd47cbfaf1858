"""An edition → its workbook, empty or filled in."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.office_workbook import FIRST_MAPPED, MAP, digest
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Definition
from lkjdsl.model.periods import YearSpan, of_period
from lkjdsl.workbook.book import WRITTEN, Book, fit, for_paper
from lkjdsl.workbook.calculation import CalculationSheet, EnteredCells, from_elsewhere
from lkjdsl.workbook.entered import EnteredData
from lkjdsl.workbook.inputs import write_inputs
from lkjdsl.workbook.result_sheet import write_results
from lkjdsl.workbook.results import CERTAIN, TARGET, PartResults
from lkjdsl.workbook.year_to_date import to_date

PREPARED = 25
"""Rows of a table that are prepared where nobody says how many."""


def workbook(
    edition: CheckedEdition, language: Language, outcome: Outcome | None = None, prepared: int = PREPARED
) -> bytes:
    """
    Return the workbook of *edition*, filled in with the data of *outcome* where there is one.

    Raises LkjdslError where a formula would be longer than Excel takes.
    """
    definition = edition.definition
    year = definition.year if outcome is None else outcome.data.year
    entered = [
        EnteredData(None if of is None else of.data)
        for of in (_outcome_of(outcome, YearSpan(name) if name else None) for name in definition.periods or ("",))
    ]
    book = Book(language)
    cells = write_inputs(book, definition, edition.program(year), entered, prepared)
    shown, titles = book.sheet("Hasil"), [span.text(language) if span else "" for span in _spans(definition)]
    tables = [[book.sheet(f"Tabel {name} {title}".strip()) for name in definition.tables] for title in titles]
    _usage(book)
    parts = list(_parts(book, edition, cells, entered, outcome))  # what people look at stands before these sheets
    write_results(shown, parts)
    for part, sheets in zip(parts, tables, strict=True):
        for sheet, table in zip(sheets, definition.tables.values(), strict=True):
            part.table(sheet, table)
        part.calculation.sheet.protect()
    _map(book, edition, year)
    book.file.get_worksheet_by_name("Isian").activate()
    book.file.set_properties({"title": book.word("property"), "comments": "lkjdsl", "created": WRITTEN})
    return book.data()


def _spans(definition: Definition) -> list[YearSpan | None]:
    """Return the parts of the year that results are of: each period by itself and to date, or the whole year."""
    spans = [YearSpan(name, to_date=to_date) for name in definition.periods for to_date in (False, True)]
    return [*spans] or [None]


def _parts(
    book: Book,
    edition: CheckedEdition,
    cells: Sequence[EnteredCells],
    entered: Sequence[EnteredData],
    outcome: Outcome | None,
) -> Iterator[PartResults]:
    """Yield the results of the year, or of each period by itself and of the year up to it."""
    definition = edition.definition
    year = definition.year if outcome is None else outcome.data.year
    if not definition.periods:
        yield _results(edition, year, _calculation(book, "", cells[0]), outcome, None, entered)
        return
    for at, name in enumerate(definition.periods):
        alone, up_to = YearSpan(name), YearSpan(name, to_date=True)
        by_itself = _results(edition, year, _calculation(book, name, cells[at]), outcome, alone, entered[at : at + 1])
        yield by_itself
        work, results = by_itself.calculation, by_itself.program.results
        measured = {
            of_period(node, up_to): from_elsewhere(work.main[results[node.path]], work.sheet)
            for node in definition.indicators.values()
            if node.target_of == "period"
        }
        calculation = _calculation(book, up_to.text(book.language), cells[at])
        calculation.source = evolve(to_date(calculation, definition, cells[: at + 1]), alone=measured)
        yield _results(edition, year, calculation, outcome, up_to, entered[: at + 1])


def _calculation(book: Book, title: str, source: EnteredCells) -> CalculationSheet:
    """Return a new sheet *Hitungan*."""
    hidden = book.sheet(f"Hitungan {title}".strip())
    for column, (key, width) in enumerate((("path", 26), ("formula", 44))):
        hidden.set_column(column, column, width)
        hidden.write_string(0, column, book.word(key), book.format("head"))
    return CalculationSheet(book, source, hidden)


def _results(
    edition: CheckedEdition,
    year: int,
    calculation: CalculationSheet,
    outcome: Outcome | None,
    span: YearSpan | None,
    entered: Sequence[EnteredData],
) -> PartResults:
    """Return the results of a part of the year, *entered* in its periods, the steps of its program written."""
    definition, program = edition.definition, edition.program(year, span)
    calculation.main = calculation.walk(program)
    calculation.positions = program.results
    held = {
        name: [len(rows.fixed)] if rows.fixed else [data.length(name) for data in entered]
        for name, rows in definition.rows.items()
    }
    part = _outcome_of(outcome, span)
    if part is None and span is None:
        part = edition.evaluate({})  # targets, and the names of rows, are there before anything is filled in
    offset = 0 if span is None else (2 * definition.periods.index(span.period) + span.to_date) * (CERTAIN + 1 - TARGET)
    return PartResults(calculation.book, calculation, definition, program, year, part, span, offset, held)


def _outcome_of(outcome: Outcome | None, span: YearSpan | None) -> Outcome | None:
    """Return the outcome of a part of the year, None where there are no data of it."""
    return outcome if outcome is None or span is None else outcome.spans.get(span)


def _usage(book: Book) -> None:
    sheet = book.sheet("Petunjuk")
    sheet.set_column(0, 0, 100)
    for row, line in enumerate(book.word("usage").strip().split("\n")):
        sheet.write_string(row, 0, line, book.format("title" if row == 0 else "plain"))
        if row:
            fit(sheet, row, (line, 90))
    for_paper(sheet)
    sheet.protect()


def _map(book: Book, edition: CheckedEdition, year: int) -> None:
    sheet = book.sheet(MAP)
    about = (("map", "1"), ("edition", digest(edition.source)), ("year", str(year)), ("language", book.language))
    for row, pair in enumerate(about):
        for column, each in enumerate(pair):
            sheet.write_string(row, column, each)
    for row, mapping in enumerate(book.map, FIRST_MAPPED):
        texts = {
            **dict(enumerate((mapping.what, mapping.path, mapping.sheet, mapping.cell))),
            **dict(enumerate((mapping.line, mapping.label, mapping.heading), 7)),
        }
        for column, each in texts.items():
            if each:
                sheet.write_string(row, column, each)
        for column, formula in enumerate((mapping.reference, mapping.sure), 5):
            if formula:
                book.formula(sheet, row, column, formula, cached=1)
    sheet.very_hidden()
    sheet.protect()
