"""What is wrong with a workbook as a whole: somebody wrote where nobody reads, or a formula without its result."""

from collections.abc import Iterator

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.evaluate.office_workbook import OfficeWorkbook, of_table
from lkjdsl.evaluate.workbook_places import strays
from lkjdsl.source import Cell, Place, Source
from lkjdsl.spreadsheet_text import cell_text


def below_rows(book: OfficeWorkbook) -> Iterator[Diagnostic]:
    """Yield a problem for each sheet with something beside the lines that are prepared, which nobody reads."""
    for sheet, cell in strays(book.map, book.values):
        path, found = (sheet, "below"), cell_text(cell.value)
        place = Place(Source(book.name, "", cells={path: Cell(f"{sheet}!{cell.coordinate}", found)}), path)
        yield problem("workbook-below-rows", place, name=sheet, found=found)


def deleted_lines(book: OfficeWorkbook) -> Iterator[Diagnostic]:
    """Yield a problem for each table and period with fewer lines than were prepared: nobody knows what stood there."""
    tables = {of_table(mapping.path): mapping for mapping in book.map if mapping.what == "column" and mapping.deleted}
    for (table, _), mapping in tables.items():
        yield problem("workbook-lines-gone", name=table, sheet=mapping.sheet, number=mapping.deleted)


def entries_not_calculated(book: OfficeWorkbook) -> Iterator[Diagnostic]:
    """Yield a problem for each formula that was typed as an input and has no result: it would count as missing."""
    for mapping in book.map:
        if mapping.what not in ("input", "column") or mapping.fault is not None:
            continue
        area, results = book.formulas[mapping.sheet][mapping.cell], book.values[mapping.sheet]
        for cell in (each for row in area for each in row) if isinstance(area, tuple) else (area,):
            if cell.data_type == "f" and results[cell.coordinate].value is None:
                entry = Cell(f"{mapping.sheet}!{cell.coordinate}", cell_text(cell.value))
                place = Place(Source(book.name, "", cells={(mapping.path,): entry}), (mapping.path,))
                yield problem("workbook-entry-not-calculated", place, name=mapping.path)
