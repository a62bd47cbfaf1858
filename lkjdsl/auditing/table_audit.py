"""
A printed table of many offices, a row for each: audited row by row, its printed inputs being the data.

Most rows agree, and that is shown by the numbers as they stand: what they give lies in every interval that they stand
for. Only where it does not, the intervals themselves are worked out.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from attrs import define, evolve, field, frozen

from lkjdsl import limits
from lkjdsl.auditing.audit import Audit, FigureResult
from lkjdsl.auditing.causes import CauseSearch
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.mentions import Mentions
from lkjdsl.auditing.printed_inputs import beside, given_as_printed, rows_as_printed
from lkjdsl.auditing.printed_tables import PrintedRow, PrintedTable
from lkjdsl.auditing.proved_ranges import ProvedRanges
from lkjdsl.auditing.quantities import Quantities
from lkjdsl.auditing.table_cells import ReadCell, TableCells
from lkjdsl.auditing.table_years import EarlierRows
from lkjdsl.auditing.verdict import blank, judged, marked
from lkjdsl.core import operators
from lkjdsl.core.program import Program, pruned
from lkjdsl.diagnostic import Diagnostic, is_error, problem
from lkjdsl.domains.exact.compiled import compiled
from lkjdsl.domains.exact.domain import Facts
from lkjdsl.model.results import OfTable
from lkjdsl.model.values import Value
from lkjdsl.numbers.numerals import Locale, Misread

MOST_SEARCHED = 200
"""Figures whose causes are searched; of a table with more the first ones are worth the time."""
ITSELF = problem("audit-is-the-data")


def audit_table(
    sheet: PrintedTable,
    quantities: Quantities,
    program_of: Callable[[int], Program],
    locale: Locale | None,
    *,
    previous: PrintedTable | None = None,
    causes: bool = True,
) -> Audit:
    """
    Return the verdicts on every result in *sheet*; *program_of* gives the program for the targets of a year.

    The year before of a row is the row of the same office in *previous*, or in the table itself where it has years.

    The inputs are its data, and no figures that could agree or not. *causes*: those of differences are searched.
    """
    searched = 0 if causes else MOST_SEARCHED
    rows = list(islice(sheet.rows, limits.ROWS + 1))
    cells = TableCells.of(evolve(sheet, rows=iter(rows)), quantities, locale)
    if previous is None:
        before = EarlierRows.of(TableCells.of(evolve(sheet, rows=iter(rows)), quantities, locale))
    else:
        before = EarlierRows.of(TableCells.of(previous, quantities, locale), is_other=True)
    return _Table(cells, program_of, before, searched=searched).run()


@frozen(eq=False)
class _Layout:
    """What is known of all rows that have the same cells filled in: nodes taken as printed, and what cannot be told."""

    assumed: frozenset[str]
    unknown: frozenset[str]


@define(eq=False, slots=False)
class _Year:
    """What is made once for all rows of a year: the steps that the table needs, and a function for them."""

    program: Program
    kernel: Callable[[Facts], Sequence[Value]]
    proved: ProvedRanges
    layouts: dict[tuple[frozenset[str], frozenset[str], frozenset[str]], _Layout] = field(factory=dict)

    @cached_property
    def looks_back(self) -> bool:
        """Return whether any result needs the year before."""
        return any(step.operator in (operators.PREVIOUS, operators.EARLIER) for step in self.program.steps)

    def values(self, facts: Facts) -> Sequence[Value]:
        return self.kernel(facts)

    def layout(self, read: Sequence[ReadCell], knowledge: ReportKnowledge) -> _Layout:
        paths = [quantity.path for _, quantity, _ in read]
        before = None if knowledge.before is None else knowledge.before.mentions
        earlier = frozenset[str]() if before is None else frozenset((*before.numbers, *before.said))
        key = frozenset(paths), frozenset(knowledge.mentions.unread), earlier
        if key not in self.layouts:
            seen = {path: knowledge.possible.seen(path) for path in paths}
            unknown = frozenset(path for path, value in seen.items() if value is not None and value.unknown)
            self.layouts[key] = _Layout(frozenset(knowledge.possible.assumed), unknown)
        return self.layouts[key]


@define(eq=False)
class _Table:
    cells: TableCells
    program_of: Callable[[int], Program]
    before: EarlierRows
    years: dict[int, _Year] = field(factory=dict)
    earlier: dict[int, tuple[Program, ProvedRanges]] = field(factory=dict)
    """The programs of years before, of their indicators alone."""
    searched: int = 0
    slots: dict[str, int] = field(init=False)
    defaults: list[Value | None] = field(init=False)

    @slots.default
    def _(self) -> dict[str, int]:
        return {path: index for index, path in enumerate(self.quantities.definition.inputs)}

    @defaults.default
    def _(self) -> list[Value | None]:
        return [declaration.default for declaration in self.quantities.definition.inputs.values()]

    @property
    def quantities(self) -> Quantities:
        return self.cells.quantities

    def run(self) -> Audit:
        sheet, problems = self.cells.sheet, list[Diagnostic]()
        figures: list[FigureResult] = []
        rows = 0
        if any(self.cells.columns):
            for row in islice(sheet.rows, limits.ROWS):
                rows += 1
                figures += self._row(row)
            if next(sheet.rows, None) is not None:
                problems.append(problem("too-many-rows", name=sheet.name, limit=limits.ROWS))
        if not rows and not any(map(is_error, self.cells.problems)):
            problems.append(problem("table-without-rows", name=sheet.name))
        definition = self.quantities.definition
        diagnostics = (*self.cells.all_problems(), *self.before.problems(), *problems)
        return Audit(definition.title, "", definition.year, tuple(figures), problems=diagnostics)

    def _row(self, row: PrintedRow) -> Iterator[FigureResult]:
        year = self.cells.year_of(row)
        if year is None:
            return
        read, mentions = self.cells.read(row, year)
        of_year = self._of_year(year)
        before = self._year_before(row, year) if of_year.looks_back else None
        knowledge = ReportKnowledge(self.quantities, of_year.program, mentions, proved=of_year.proved, before=before)
        layout = of_year.layout(read, knowledge)
        facts = self._facts(mentions, layout)
        values = of_year.values(facts if before is None else beside(facts, before))
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

    def _year_before(self, row: PrintedRow, year: int) -> ReportKnowledge | None:
        """Return what is known of the year before of a row."""
        mentions = self.before.mentions(self.cells.key(row, year - 1))
        if mentions is None:
            return None
        if year - 1 not in self.earlier:
            program = self.program_of(year - 1)
            wanted = [program.results[path] for path in self.quantities.definition.indicators]
            self.earlier[year - 1] = pruned(program, wanted)[0], ProvedRanges(self.quantities.definition, program)
        program, proved = self.earlier[year - 1]
        return ReportKnowledge(self.quantities, program, mentions, proved=proved)

    def _of_year(self, year: int) -> _Year:
        if year not in self.years:
            program = self.program_of(year)
            paths = [column.path for column in self.cells.columns if column is not None]
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
