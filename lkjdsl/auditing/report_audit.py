"""A printed file and what is known → the audit of the report."""

from collections.abc import Iterator

from attrs import define, evolve, field

from lkjdsl.auditing.arithmetic import PrintedExpression, UnreadableText, read_line
from lkjdsl.auditing.audit import (
    ArithmeticLine,
    Audit,
    Conflict,
    Figure,
    FigureResult,
    LineResult,
    Quantity,
    Reading,
    RowCell,
    Unprinted,
)
from lkjdsl.auditing.broken_constraints import broken_constraints
from lkjdsl.auditing.causes import CauseSearch, without_circles
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.lines import judged_line, last_figure
from lkjdsl.auditing.printed_file import Printed
from lkjdsl.auditing.printed_numbers import read_printed
from lkjdsl.auditing.verdict import blank, judged
from lkjdsl.diagnostic import Diagnostic, Word, is_error, problem
from lkjdsl.limits import FORMULA_CHARACTERS
from lkjdsl.model.results import Output, TableCellResult, TableTotal
from lkjdsl.numbers.numerals import Misread
from lkjdsl.source import Place

MISREADS = {
    "empty": "figure-empty",
    "ambiguous": "figure-ambiguous",
    "other-locale": "figure-other-locale",
    "mixed": "figure-mixed",
    "not-a-number": "figure-unreadable",
}


def audit_report(printed: Printed, knowledge: ReportKnowledge, year: int) -> Audit:
    """
    Return the verdicts on every figure and line of *printed*.

    A file for another year than *year* gets none: everything in it would seem wrong.
    """
    outcome = knowledge.outcome
    office = printed.office or ("" if outcome is None else outcome.data.office)
    of_data = (
        () if outcome is None else tuple(diagnostic for diagnostic in outcome.data.problems if is_error(diagnostic))
    )
    empty = Audit(knowledge.definition.title, office, year, problems=(*printed.problems, *of_data))
    if printed.year is not None and printed.year != year:
        place = _at(printed.figures[0] if printed.figures else None, year_of=True)
        wrong = problem("printed-for-another-year", place, printed=printed.year, year=year)
        return evolve(empty, problems=(*empty.problems, wrong))
    return _Auditing(printed, knowledge).run(empty)


def _at(one: Figure | ArithmeticLine | None, key: str = "", *, year_of: bool = False) -> Place | None:
    if one is None or one.at is None or one.at.path is None:
        return None
    return Place(one.at.source, ("year",) if year_of else (*one.at.path, key))


@define(eq=False)
class _Auditing:
    printed: Printed
    knowledge: ReportKnowledge
    search: CauseSearch = field(init=False)
    problems: list[Diagnostic] = field(factory=list)
    read: list[tuple[Figure, Quantity, Reading | Misread]] = field(factory=list)
    lines: list[tuple[ArithmeticLine, Quantity | None, list[PrintedExpression]]] = field(factory=list)

    @search.default
    def _(self) -> CauseSearch:
        return CauseSearch(self.knowledge)

    def run(self, empty: Audit) -> Audit:
        # All is read first: what one figure is compared with may stand anywhere in the report.
        for figure in self.printed.figures:
            self._read_figure(figure)
        for line in self.printed.lines:
            self._read_line(line)
        figures = [self._figure(*reading) for reading in self.read]
        lines = [judged_line(*line, self.knowledge) for line in self.lines]
        self.search.doubt([*figures, *(line.value for line in lines if line.value is not None)])
        figures = without_circles([evolve(figure, causes=self.search.causes(figure)) for figure in figures])
        lines = [self._explained(line) for line in lines]
        conflicts = tuple(
            Conflict(path, tuple(mention.figure for mention in mentions))
            for path, mentions in self.knowledge.mentions.conflicts().items()
        )
        broken = tuple(broken_constraints(self.knowledge))
        problems = (*empty.problems, *self.problems)
        return evolve(
            empty, figures=tuple(figures), lines=tuple(lines), conflicts=conflicts, broken=broken,
            unprinted=tuple(self._unprinted()), problems=problems,
        )  # fmt: skip

    def _unprinted(self) -> Iterator[Unprinted]:
        """Yield the numbers that follow from the data and are printed nowhere; of report tables only the totals."""
        outcome = self.knowledge.outcome
        if outcome is None:
            return
        totals = (cell.path for cell in outcome.cells() if isinstance(cell, TableTotal))
        for path in (*outcome.single_paths, *totals):
            quantity = self.knowledge.quantities.find(path)
            value = None if quantity is None else self.knowledge.exact(quantity)
            if quantity is not None and isinstance(value, tuple) and path not in self.knowledge.mentions.numbers:
                yield Unprinted(quantity, value)

    def _quantity(self, figure: Figure | ArithmeticLine) -> Quantity | None:
        """Return what *one* is about; report a path that does not exist, and a row that the data does not have."""
        quantity = self.knowledge.quantities.find(figure.what)
        if quantity is None:
            near = self.knowledge.quantities.nearest(figure.what)
            self.problems.append(problem("printed-path-unknown", _at(figure, "what"), near=near, name=figure.what))
            return None
        missing = self._row_missing(quantity)
        if missing:
            self._report(
                "printed-row-unknown", _at(figure, "what"), name=figure.what, rows=missing[0], number=missing[1]
            )
            return None
        return quantity

    def _row_missing(self, quantity: Quantity) -> tuple[str, int] | None:
        """Return the table and its number of rows where *quantity* lies in a row below them."""
        outcome = self.knowledge.outcome
        if outcome is None:
            return None
        match quantity:
            case Quantity(cell=RowCell(rows=name, row=row)):
                length = outcome.data.facts.rows[name].length
            case Quantity(output=Output(kind=TableCellResult(table=table, row=row))):
                name, length = table.rows or table.name, outcome.length(table)
            case _:
                return None
        return (name, length) if row > length else None

    def _read_figure(self, figure: Figure) -> None:
        quantity = self._quantity(figure)
        reading = None if quantity is None else self._reading(figure, quantity)
        if quantity is None or reading is None:
            return
        self.read.append((figure, quantity, reading))
        if isinstance(reading, Reading):
            self.knowledge.mentions.add(figure, quantity, reading)

    def _reading(self, figure: Figure, quantity: Quantity) -> Reading | Misread | None:
        """Return what a figure prints, a placeholder as such; report one that cannot be read."""
        reading = read_printed(figure.printed, figure.locale, quantity.unit, figure.doubt)
        if isinstance(reading, Misread):
            self.knowledge.mentions.unread.add(quantity.path)
        if isinstance(reading, Misread) and reading.kind != "placeholder":
            self._misread(reading, figure, _at(figure, "printed"), figure.printed)
            return None
        return reading

    def _misread(self, misread: Misread, figure: Figure | ArithmeticLine, place: Place | None, written: str) -> None:
        code = MISREADS[misread.kind]
        other = "en" if figure.locale == "id" else "id"
        helps = ("suggestion", "locale") if misread.suggestion else ("declare",) if misread.kind == "ambiguous" else ()
        self._report(
            code, place, helps, printed=written, suggestion=misread.suggestion or "", other=other, what=figure.what
        )

    def _read_line(self, line: ArithmeticLine) -> None:
        quantity = self._quantity(line) if line.what else None
        if line.what and quantity is None:
            return
        sides = (
            read_line(line.printed, line.locale, line.doubt)
            if len(line.printed) <= FORMULA_CHARACTERS
            else [UnreadableText((0, 1))]
        )
        flaws = [side for side in sides if isinstance(side, UnreadableText)]
        at = _at(line, "printed")
        for flaw in flaws:
            place = None if at is None else Place(at.source, at.path, "value", flaw.span)
            written = line.printed[slice(*flaw.span)]
            if flaw.misread is not None:
                self._misread(flaw.misread, line, place, written)
            else:
                code = "line-unreadable" if written.strip() else "line-ends-early"
                self._report(code, place, written=written, line=line.printed)
        if flaws:
            return
        expressions = [side for side in sides if not isinstance(side, UnreadableText)]
        self.lines.append((line, quantity, expressions))
        self._tell_last(line, quantity, expressions)

    def _tell_last(self, line: ArithmeticLine, quantity: Quantity | None, sides: list[PrintedExpression]) -> None:
        """Count the number that a line ends in as one more place where the quantity is printed."""
        figure = last_figure(line, sides)
        reading = (
            None
            if figure is None or quantity is None
            else read_printed(figure.printed, figure.locale, quantity.unit, figure.doubt)
        )
        if figure is None or quantity is None or not isinstance(reading, Reading) or reading.numeral is None:
            return
        mentions = self.knowledge.mentions.numbers.get(quantity.path, ())
        if not any(mention.figure.place == figure.place and mention.reading == reading for mention in mentions):
            self.knowledge.mentions.add(figure, quantity, reading)

    def _figure(self, figure: Figure, quantity: Quantity, reading: Reading | Misread) -> FigureResult:
        if isinstance(reading, Misread):
            return blank(figure, quantity, self.knowledge.exact(quantity))
        return judged(figure, quantity, reading, self.knowledge)

    def _explained(self, line: LineResult) -> LineResult:
        value = line.value
        return line if value is None else evolve(line, value=evolve(value, causes=self.search.causes(value)))

    def _report(self, code: str, place: Place | None, helps: tuple[str, ...] = (), **values: Word) -> None:
        self.problems.append(problem(code, place, helps=helps, also=values))
