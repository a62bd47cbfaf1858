"""The results that a workbook shows, held against those of its data."""

from collections.abc import Container, Iterator
from fractions import Fraction
from typing import Any, Protocol

from lkjdsl.core.program import printing
from lkjdsl.diagnostic import Both, Diagnostic, Language, problem
from lkjdsl.evaluate.office_workbook import OfficeWorkbook
from lkjdsl.evaluate.workbook_places import Mapped
from lkjdsl.model.definition import Definition
from lkjdsl.model.periods import YearSpan
from lkjdsl.model.results import Output, TableCellResult, path_in
from lkjdsl.model.values import Value
from lkjdsl.numbers.numerals import printed
from lkjdsl.numbers.rational import round_at
from lkjdsl.source import Cell, Place, Source
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.units import FLAG
from lkjdsl.words import Words

STATES, WORDS = Words("results.page"), Words("workbook.workbook")
FLAG_WORDS = {"true": "yes", "false": "no"}
"""The word of a workbook for each flag as it is printed: a flag is shown as it is typed there."""
UNCALCULATED = "workbook-not-calculated"
NO_CELL = "#REF!"
"""What a formula shows whose cells are gone."""
MOST = 20
"""More cells than this are counted, not shown."""
SAME = Fraction(1, 10**6)
"""Of a unit of the last decimal: what is nearer is the same number."""


class PrintedResult(Protocol):
    """A result, as far as it is looked at here."""

    @property
    def value(self) -> Value: ...  # noqa: D102 - as in Result
    @property
    def printed(self) -> str | None: ...  # noqa: D102 - as in Result
    @property
    def status(self) -> str: ...  # noqa: D102 - as in Result


class ResultsByPath(Protocol):
    """An outcome, as far as it is looked at here."""

    language: Language
    definition: Definition

    @property
    def spans(self) -> Container[YearSpan]: ...  # noqa: D102 - as in Outcome
    def __contains__(self, path: object) -> bool: ...  # noqa: D105 - as in Outcome
    def output(self, path: str) -> Output: ...  # noqa: D102 - as in Outcome
    def result(self, path: str) -> PrintedResult: ...  # noqa: D102 - as in Outcome


def differences(outcome: ResultsByPath, book: OfficeWorkbook) -> Iterator[Diagnostic]:
    """Yield a problem for each result that *book* shows otherwise, is typed over, or has not been worked out."""
    problems = [diagnostic for mapped in book.results for diagnostic in cell_problems(outcome, book, mapped)]
    waiting = [diagnostic for diagnostic in problems if diagnostic.code == UNCALCULATED]
    if waiting:  # a workbook that a program wrote has not worked out anything: that is one thing to say
        notes = ["others"] if len(waiting) > 1 else []
        name = waiting[0].values["name"]
        yield problem(UNCALCULATED, waiting[0].labels[0].place, notes=notes, name=name, number=len(waiting) - 1)
    problems = [diagnostic for diagnostic in problems if diagnostic.code != UNCALCULATED]
    yield from problems[:MOST]
    if len(problems) > MOST:
        yield problem("workbook-more", number=len(problems) - MOST)


def cell_problems(outcome: ResultsByPath, book: OfficeWorkbook, mapped: Mapped) -> Iterator[Diagnostic]:
    """Yield what is wrong with the cell of one result."""
    path = path_of(outcome, book, mapped.path)
    shown = book.shown(mapped)
    cell = Cell(f"{mapped.sheet}!{mapped.cell}", cell_text(shown))
    place = Place(Source(book.name, "", cells={(mapped.path,): cell}), (mapped.path,))
    if not book.is_formula(mapped):
        yield problem("workbook-typed-over", place, name=mapped.path)
    elif shown == NO_CELL and book.is_torn:
        return  # it follows from what is named as gone
    elif path is None or path not in outcome:
        if shown not in {None, ""}:
            yield problem("workbook-differs", place, name=mapped.path, shown=cell_text(shown), right="-")
    elif shown is None:
        yield problem(UNCALCULATED, place, name=path)
    else:
        result = outcome.result(path)
        if not is_open(book, mapped) and not is_same(result, outcome.output(path), shown):
            right = right_text(result, outcome.output(path), outcome.language)
            yield problem("workbook-differs", place, name=path, shown=shown_text(outcome, path, shown), right=right)


def right_text(result: PrintedResult, output: Output, language: Language) -> str:
    """Return what a cell should show of a *result*."""
    if result.printed is None:
        return STATES[result.status].text(language)
    return WORDS[FLAG_WORDS[result.printed]].text(language) if output.unit == FLAG else result.printed


def is_open(book: OfficeWorkbook, mapped: Mapped) -> bool:
    """Return whether a cell says itself that it is in doubt, or leaves the result to lkjdsl."""
    return book.certain(mapped) in _spelled(WORDS["uncertain"]) or book.shown(mapped) in _spelled(WORDS["declined"])


def path_of(outcome: ResultsByPath, book: OfficeWorkbook, path: str) -> str | None:
    """Return the path of a result: empty lines of a table do not count as rows, None for one of those."""
    try:
        output = outcome.output(path)
    except KeyError:
        return path
    kind = output.kind
    if not isinstance(kind, TableCellResult) or kind.table.lines:
        return path
    filled = _lines(outcome, book, kind.table.rows, output.span)
    if kind.row not in filled:
        return None
    result = TableCellResult(kind.table, kind.column, filled.index(kind.row) + 1)
    return result.path if output.span is None else path_in(result, output.span)


def _lines(outcome: ResultsByPath, book: OfficeWorkbook, table: str, span: YearSpan | None) -> list[int]:
    """Return the lines of a report table in which there is a row, from 1: to date those of all periods in order."""
    if span is None:
        return book.lines_of_rows(table)
    periods = outcome.definition.periods
    if not span.to_date or outcome.definition.rows[table].fixed:
        return book.lines_of_rows(table, span.period)
    found, above = list[int](), 0
    for period in periods[: periods.index(span.period) + 1]:
        found += [above + line for line in book.lines_of_rows(table, period)]
        above += book.prepared(table, period)
    return found


def is_same(result: PrintedResult, output: Output, shown: Any) -> bool:
    """Return whether a cell shows what is printed of a *result*."""
    if isinstance(result.value, tuple):
        if isinstance(shown, bool) or not isinstance(shown, int | float):
            return False
        rounds = printing(output)
        exact = Fraction(*round_at(result.value, rounds.digits, rounds.mode))
        off = abs(Fraction(shown) - exact) * Fraction(10) ** rounds.digits
        return off < SAME * max(Fraction(1), abs(exact))
    if result.printed is None:
        return shown in _spelled(STATES[result.status])
    return bool(shown == result.printed) or (
        output.unit == FLAG and shown in _spelled(WORDS[FLAG_WORDS[result.printed]])
    )


def _spelled(word: Both) -> tuple[str, str]:
    return word.id, word.en


def shown_text(outcome: ResultsByPath, path: str, shown: Any) -> str:
    """Return what a cell shows as a report would print it."""
    if isinstance(shown, bool) or not isinstance(shown, int | float):
        return cell_text(shown)
    output, ratio = outcome.output(path), Fraction(shown).as_integer_ratio()
    return printed(ratio, output.unit, output.digits, output.rounding, outcome.language)
