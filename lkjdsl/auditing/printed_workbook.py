"""The results that an office's workbook shows, as the figures of a printed report, each with its cell."""

from lkjdsl.auditing.audit import Figure
from lkjdsl.auditing.printed_file import Printed
from lkjdsl.evaluate.office_workbook import OfficeWorkbook
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.evaluate.workbook_results import cell_problems, is_open, path_of, shown_text
from lkjdsl.source import Cell, Place, Source

OF_ANOTHER_EDITION = ("workbook-other-edition", "workbook-input-gone", "workbook-place-gone", "workbook-place-moved")
"""What is wrong with a workbook as a whole."""


def printed_workbook(book: OfficeWorkbook, says: Outcome, outcome: Outcome) -> Printed:
    """
    Return the numbers that *book* shows, and as problems what is wrong with its other cells, words for states too.

    *says* is the outcome of what the workbook says, and knows the paths of its results; it is held against *outcome*.
    Cells that are in doubt, or leave the result to lkjdsl, show nothing that could be judged.
    """
    printed = Printed(year=says.data.year, office=says.data.office)
    printed.problems += [problem for problem in says.problems if problem.code in OF_ANOTHER_EDITION]
    for mapped in book.results:
        path, shown = path_of(says, book, mapped.path), book.shown(mapped)
        if path is None or path not in says or is_open(book, mapped):
            continue
        is_number = isinstance(shown, int | float) and not isinstance(shown, bool)
        found = cell_problems(outcome, book, mapped) if path in outcome else ()
        printed.problems += [problem for problem in found if not (is_number and problem.code == "workbook-differs")]
        if is_number:
            text, place = shown_text(says, path, shown), f"{mapped.sheet}!{mapped.cell}"
            at = Place(Source(book.name, "", cells={(path,): Cell(place, text)}), (path,))
            printed.figures.append(Figure(path, text, place, locale=says.language, at=at, doubt="none"))
    return printed
