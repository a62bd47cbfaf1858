"""The line below a report table that says what a printed total is more than its printed rows."""

from typing import Any

from lkjdsl.core.program import printing
from lkjdsl.domains.sheet.cells import text
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.evaluate.rounding_difference import difference_of_total
from lkjdsl.model.definition import Definition, Table
from lkjdsl.model.outputs import cell_output
from lkjdsl.model.results import TableTotal
from lkjdsl.render.words import word
from lkjdsl.workbook.book import Book, pattern
from lkjdsl.workbook.calculation import letters


def write_rounding_differences(
    book: Book, sheet: Any, table: Table, definition: Definition, rows: range, outcome: Outcome | None
) -> None:
    """
    Write the line below the totals of *table*, whose *rows* on the sheet stand above them.

    It is empty where the printed rows add up, and its first column says what it is where that is not added up itself.
    """
    line, cells = rows.stop + 1, []
    for column, each in enumerate(table.columns):
        if each.total != "sum":
            continue
        output = cell_output(TableTotal(table, each), definition)
        letter = letters(column)
        total = f"{letter}{rows.stop + 1}"
        apart = f"ROUND({total}-SUM({letter}{rows.start + 1}:{letter}{rows.stop}),{printing(output).digits})"
        formula = f'IF(ISNUMBER({total}),IF({apart}=0,"",{apart}),"")'
        difference = None if outcome is None else difference_of_total(outcome, TableTotal(table, each))
        known = "" if difference is None else difference[0] / difference[1]
        style = book.format("note", border=0, align="right", num_format=pattern(output.unit, output.digits))
        book.formula(sheet, line, column, formula, style, known)
        cells.append((f"{letter}{line + 1}", known != ""))
    if cells and table.columns[0].total != "sum":
        label = word("rounding-difference", book.language)
        formula = f'IF(COUNT({",".join(cell for cell, _ in cells)})>0,{text(label)},"")'
        book.formula(
            sheet, line, 0, formula, book.format("note", border=0), label if any(known for _, known in cells) else ""
        )
