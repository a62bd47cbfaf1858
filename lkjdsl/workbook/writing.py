"""An edition → its workbook, empty or filled in."""

from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.office_workbook import FIRST_MAPPED, MAP, digest
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.workbook.book import Book
from lkjdsl.workbook.calculation import CalculationSheet
from lkjdsl.workbook.inputs import EnteredData, write_inputs
from lkjdsl.workbook.results import ResultSheets

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
    entered = EnteredData(None if outcome is None else outcome.data)
    year = definition.year if outcome is None else outcome.data.year
    program = edition.program(year)
    book = Book(language)
    source = write_inputs(book, definition, program, entered, prepared)
    shown = book.sheet("Hasil")
    tables = {name: book.sheet(f"Tabel {name}") for name in definition.tables}
    _usage(book)
    hidden = book.sheet("Hitungan")
    for column, (key, width) in enumerate((("path", 26), ("step", 16), ("formula", 44))):
        hidden.set_column(column, column, width)
        hidden.write_string(0, column, book.word(key), book.format("head"))
    calculation = CalculationSheet(book, source, hidden)
    calculation.main = calculation.walk(program)
    calculation.positions = program.results
    if outcome is None and any(rows.fixed for rows in definition.rows.values()):
        outcome = edition.evaluate({})  # the names of rows are there before anything is filled in
    results = ResultSheets(book, calculation, definition, outcome)
    results.write(shown, program, calculation.main)
    for name, table in definition.tables.items():
        results.table(tables[name], table)
    _map(book, edition, year)
    hidden.protect()
    book.file.get_worksheet_by_name("Isian").activate()
    book.file.set_properties({"title": book.word("property"), "comments": "lkjdsl"})
    return book.data()


def _usage(book: Book) -> None:
    sheet = book.sheet("Petunjuk")
    sheet.set_column(0, 0, 110)
    for row, line in enumerate(book.word("usage").strip().split("\n")):
        sheet.write_string(row, 0, line, book.format("title" if row == 0 else "plain"))
    sheet.protect()


def _map(book: Book, edition: CheckedEdition, year: int) -> None:
    sheet = book.sheet(MAP)
    about = (("map", "1"), ("edition", digest(edition.source)), ("year", str(year)), ("language", book.language))
    for row, pair in enumerate(about):
        for column, each in enumerate(pair):
            sheet.write_string(row, column, each)
    for row, one in enumerate(book.map, FIRST_MAPPED):
        for column, each in enumerate((one.what, one.path, one.sheet, one.cell, one.certain)):
            sheet.write_string(row, column, each)
    sheet.very_hidden()
    sheet.protect()
