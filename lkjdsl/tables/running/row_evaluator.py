"""
An edition over the rows of a table, without Arrow and numpy: all of them go the exact way.

For tables of some thousand rows, such as a browser is given. What it gives is what whole columns give.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field, frozen

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.kinds import Misfit
from lkjdsl.model.results import Output
from lkjdsl.model.values import State, Value
from lkjdsl.tables.kernel.two_years import Years
from lkjdsl.tables.reading.cells import read
from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.reading.office import year_of
from lkjdsl.tables.reading.small_table import RowCells
from lkjdsl.tables.results.requested import RequestedResult
from lkjdsl.tables.running.asking import Asking
from lkjdsl.tables.running.checks import CheckTally, check_programs
from lkjdsl.tables.running.exact_rows import RowProgram
from lkjdsl.tables.running.periods import OfficeYears, period_requests

Unread = tuple[int, str, Misfit]
"""A cell that cannot be read: the position of its row, its header, why."""


@frozen(eq=False)
class EvaluatedRows:
    """What came of rows: for each the values of what is asked, None where it has a cell that cannot be read."""

    asked: Sequence[RequestedResult]
    outputs: Mapping[str, Output]
    values: Sequence[Sequence[Value] | None]
    unread: Sequence[Unread] = ()
    problems: Sequence[Diagnostic] = ()


@define(eq=False)
class RowEvaluator:
    """An edition, ready for the rows of one table."""

    edition: CheckedEdition
    asking: Asking
    headers: Headers
    programs: dict[Years, RowProgram] = field(factory=dict)

    def program(self, years: Years = (None, None)) -> RowProgram:
        """Return what is asked, for the targets of a year, and for the data of the year before."""
        if years not in self.programs:
            program = RowProgram.of(self.edition, self.headers, self.asking.only, self.asking.reading, years)
            self.programs[years] = program
        return self.programs[years]

    def __call__(self, rows: Sequence[RowCells]) -> EvaluatedRows:
        """Return the results of *rows*, in their order."""
        if self.headers.period is not None and self.edition.definition.periods:
            return self._of_periods(rows)
        values: list[Sequence[Value] | None] = [None] * len(rows)
        unread: list[Unread] = []
        for years, chosen, no_years in self._by_years(rows):
            program = self.program(years)
            # a column that is read for two things is told of once
            cells = (*no_years, *self._unreadable(program, rows, chosen))
            bad = list({cell[:2]: cell for cell in cells}.values())
            unread += bad
            wrong = {row for row, _, _ in bad}
            fine = [row for row in chosen if row not in wrong]
            for row, steps in zip(fine, _exactly(program, [rows[row] for row in fine]), strict=True):
                values[row] = [steps[request.step] for request in program.asked]
        program = self.program()
        return EvaluatedRows(program.asked, program.steps.outputs, values, unread)

    def check(
        self, rows: Sequence[RowCells], kept: Sequence[bool], called: Sequence[str]
    ) -> tuple[CheckTally, Mapping[int, Sequence[str]]]:
        """
        Return what the checks of the edition find in the rows that are *kept*, and the names of those that rows break.

        *called* says how rows are called.
        """
        names: dict[int, list[str]] = {}
        tally = CheckTally(self.edition, self.headers, self.asking.reading)
        for years, chosen, _ in self._by_years(rows):
            for program, checks in check_programs(self.edition, self.headers, self.asking.reading, years):
                wrong = {row for row, _, _ in self._unreadable(program, rows, chosen)}
                fine = [row for row in chosen if kept[row] and row not in wrong]
                found = list(_exactly(program, [rows[row] for row in fine]))
                for check, request in zip(checks, program.asked, strict=True):
                    values = [steps[request.step] for steps in found]
                    broken = [row for row, value in zip(fine, values, strict=True) if value is False]
                    for row in broken[: tally.room(check)]:
                        tally.tell(check, called[row], rows[row].__getitem__)
                    for row in broken:
                        names.setdefault(row, []).append(check.name)
                    if broken:
                        tally.add_broken(check, len(broken))
                    tally.add_unchecked(check, sum(isinstance(value, State) for value in values))
        return tally, names

    def _of_periods(self, rows: Sequence[RowCells]) -> EvaluatedRows:
        """Return the results of rows of which several make the year of an office."""
        unread = list(self._unreadable(self.program(), rows, range(len(rows))))
        wrong = {row for row, _, _ in unread}
        years = OfficeYears(self.edition, self.headers, self.asking.reading)
        for row, cells in enumerate(rows):
            years.add(row, cells.__getitem__, is_unread=row in wrong)
        years.evaluate()
        refused = [(row, years.bad.get(row)) for row in range(len(rows))]
        unread += [(row, *cell) for row, cell in refused if cell is not None]
        wrong = {row for row, _, _ in unread}
        requests = period_requests(self.edition, self.asking.only, earlier=self.headers.earlier)
        values = [
            requests.values(years.outcomes[row]) if row in years.outcomes and row not in wrong else None
            for row in range(len(rows))
        ]
        return EvaluatedRows(requests.asked, requests.outputs, values, unread, years.problems)

    def _by_years(self, rows: Sequence[RowCells]) -> Iterator[tuple[Years, Sequence[int], Sequence[Unread]]]:
        """Yield the rows of each year, at least one, and the cells among them that should hold one and do not."""
        places = [self.headers.year, self.headers.before_year]
        if places == [None, None]:
            yield (None, None), range(len(rows)), ()
            return
        groups: dict[tuple[int, int], list[int]] = {} if rows else {(-1, -1): []}
        unread: list[Unread] = []
        for at in places:
            if at is not None:
                years = ((row, year_of(cells[at])) for row, cells in enumerate(rows))
                unread += [(row, self.headers.names[at], year) for row, year in years if isinstance(year, Misfit)]
        for row, cells in enumerate(rows):
            now, before = (-1 if at is None else _year(cells[at]) for at in places)
            groups.setdefault((now, before), []).append(row)
        for (now, before), chosen in sorted(groups.items()):
            mine = set(chosen)
            years_here = None if now < 0 else now, None if before < 0 else before
            yield years_here, chosen, [cell for cell in unread if cell[0] in mine]

    def _unreadable(self, program: RowProgram, rows: Sequence[RowCells], chosen: Sequence[int]) -> Iterator[Unread]:
        """Yield the cells of the *chosen* rows that cannot be read, column by column."""
        for key, at in program.columns(lambda at: at).items():
            for row in chosen:
                value = read(program.inputs[key], rows[row][at], self.asking.reading)
                if isinstance(value, Misfit):
                    yield row, self.headers.names[at], value


def _exactly(program: RowProgram, rows: Sequence[RowCells]) -> Iterator[Sequence[Value]]:
    """Yield the values of all steps of a program for each row."""
    columns: Mapping[Any, Sequence[Any]] = program.columns(lambda at: [cells[at] for cells in rows])
    return program.exact(columns, {}, len(rows), program.reading)


def _year(cell: Any) -> int:
    """Return the year that a cell states, -1 where it states none."""
    year = year_of(cell)
    return year if isinstance(year, int) else -1
