"""What is wrong with a workbook as a whole: somebody wrote where nobody reads, or a formula without its result."""

from collections.abc import Iterator

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.evaluate.office_workbook import OfficeWorkbook
from lkjdsl.source import Cell, Place, Source
from lkjdsl.spreadsheet_text import cell_text


def below_rows(book: OfficeWorkbook) -> Iterator[Diagnostic]:
    """Yield a problem for each sheet of rows with something below the lines that are prepared, which nobody reads."""
    from openpyxl.utils.cell import range_boundaries

    areas: dict[str, list[tuple[int, ...]]] = {}
    for mapping in book.map:
        if mapping.what == "column":
            areas.setdefault(mapping.sheet, []).append(range_boundaries(mapping.cell))
    for sheet, found in areas.items():
        first, last, end = (
            min(mapping[0] for mapping in found),
            max(mapping[2] for mapping in found),
            max(mapping[3] for mapping in found),
        )
        below = book.values[sheet].iter_rows(min_row=end + 1, min_col=first, max_col=last)
        cell = next((each for row in below for each in row if each.value is not None), None)
        if cell is not None:
            path = (sheet, "below")
            place = Place(
                Source(book.name, "", cells={path: Cell(f"{sheet}!{cell.coordinate}", cell_text(cell.value))}), path
            )
            yield problem("workbook-below-rows", place, name=sheet, found=cell_text(cell.value))


def entries_not_calculated(book: OfficeWorkbook) -> Iterator[Diagnostic]:
    """Yield a problem for each formula that was typed as an input and has no result: it would count as missing."""
    for mapping in book.map:
        if mapping.what not in ("input", "column"):
            continue
        area, results = book.formulas[mapping.sheet][mapping.cell], book.values[mapping.sheet]
        for cell in (each for row in area for each in row) if isinstance(area, tuple) else (area,):
            if cell.data_type == "f" and results[cell.coordinate].value is None:
                entry = Cell(f"{mapping.sheet}!{cell.coordinate}", cell_text(cell.value))
                place = Place(Source(book.name, "", cells={(mapping.path,): entry}), (mapping.path,))
                yield problem("workbook-entry-not-calculated", place, name=mapping.path)
