"""
Rows of several periods: the year of an office is put together of its rows, as it is of its data files.

The results of a row are those to date at its period, in columns headed as ever, and those of the period by itself, in
columns such as ``IKK1@``. Every row goes the exact way: it is the same evaluation that data files have.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

from attrs import define, evolve, field, frozen

from lkjdsl.column_names import CUMULATIVE, is_cumulative
from lkjdsl.core.program import Program
from lkjdsl.diagnostic import Diagnostic, Language, Speaking, is_error
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.data import Data
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.kinds import Misfit
from lkjdsl.model.periods import YearSpan, period_named
from lkjdsl.model.results import (
    ComparedAchievement,
    NodeAchievement,
    NodeContribution,
    NodeValue,
    Output,
    ResultKind,
    ScaleLabel,
    TargetValue,
    name_of,
)
from lkjdsl.model.values import Value, state
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.reading.office import office
from lkjdsl.tables.results.requested import RequestedResult, asked, paths_of

YES = ("true", "ya", "yes", "1")


@frozen
class _PartOfOffice:
    """An office, and the part of its year that a problem is about."""

    office: str
    part: Speaking | None

    def text(self, language: Language) -> str:
        return self.office if self.part is None else f"{self.office}, {self.part.text(language)}"


@define(eq=False)
class OfficeYears:
    """
    The rows of a table by office and year, with what came of each.

    Rows are called by anything that tells them apart; ``bad`` are the cells that make a row none of a year.
    """

    edition: CheckedEdition
    headers: Headers
    reading: CellFormat
    groups: dict[tuple[str, ...], dict[Hashable, Data]] = field(factory=dict)
    before: dict[tuple[str, ...], list[Data]] = field(factory=dict)
    """The data of the year before, of the same periods, that rows have beside their own."""
    bad: dict[Hashable, tuple[str, Misfit]] = field(factory=dict)
    outcomes: dict[Hashable, tuple[Outcome, Outcome]] = field(factory=dict)
    problems: list[Diagnostic] = field(factory=list)
    """What is wrong with the year of an office, and with no row of it alone."""

    def add(self, row: Hashable, cell: Callable[[int], Any], *, is_unread: bool) -> None:
        """Take a row with its cells by their positions; one with a cell that cannot be read *is_unread*."""
        headers, periods = self.headers, self.edition.definition.periods
        assert headers.period is not None
        text = cell_text(cell(headers.period))
        period = period_named(periods, text)
        if period is None:
            known, shown = ", ".join(periods), (text or "-")[:40]
            self._refuse(row, Misfit("unknown-period", values={"name": shown, "found": shown, "known": known}))
            return
        key = [at for at in headers.key if at != headers.period and not is_cumulative(headers.names[at])]
        named = tuple(cell_text(cell(at)) for at in key)
        group = self.groups.setdefault(named, {})
        if any(data.period == period for data in group.values()):
            self._refuse(row, Misfit("period-twice", values={"period": period, "year": "", "found": period}))
        elif not is_unread:
            now, before = office(self.edition.definition, headers, cell, self.reading)
            group[row] = evolve(self.edition.read(now), period=period, cumulative=self._is_to_date(cell))
            if before is not None and self._has_before(cell):
                self.before.setdefault(named, []).append(evolve(self.edition.read(before), period=period))

    def _refuse(self, row: Hashable, misfit: Misfit) -> None:
        assert self.headers.period is not None
        self.bad[row] = self.headers.names[self.headers.period], misfit

    def _has_before(self, cell: Callable[[int], Any]) -> bool:
        """Return whether a row has a year before; without a column that says so all have."""
        at = self.headers.read.get(("input", 2 * len(self.edition.definition.inputs)))
        return at is None or bool(cell(at))

    def _is_to_date(self, cell: Callable[[int], Any]) -> bool:
        at = next((at for name, at in self.headers.others.items() if is_cumulative(name)), None)
        return at is not None and cell_text(cell(at)).strip().casefold() in YES

    def evaluate(self) -> None:
        """Evaluate the year of every office; one whose rows are cumulative in part is refused."""
        for key, rows in self.groups.items():
            if len({data.cumulative for data in rows.values()}) > 1:
                for row in rows:
                    mixed = Misfit("cumulative-mixed", values={"cumulative": "", "others": "", "found": ""})
                    self.bad[row] = CUMULATIVE[0], mixed
                continue
            if not rows:
                continue
            before = self.edition.year(self.before[key]) if key in self.before else None
            outcome = self.edition.year(list(rows.values()), before)
            named = ", ".join(filter(None, key))
            self.problems += [
                evolve(problem, within=_PartOfOffice(named, problem.within))
                for problem in outcome.problems
                if is_error(problem)
                and (problem.code == "cumulative-falls" or getattr(problem.within, "to_date", False))
            ]
            for where, data in rows.items():
                assert data.period is not None
                to_date, alone = (YearSpan(data.period, to_date=flag) for flag in (True, False))
                self.outcomes[where] = outcome.spans[to_date], outcome.spans[alone]


@frozen(eq=False)
class PeriodRequests:
    """What is asked of each row: how it is printed, its path in an outcome, and in which: 0 to date, 1 by itself."""

    requests: Sequence[tuple[RequestedResult, str, int]]
    outputs: Mapping[str, Output]

    @property
    def asked(self) -> list[RequestedResult]:
        """Return the results that are asked for."""
        return [request for request, _, _ in self.requests]

    def values(self, outcomes: tuple[Outcome, Outcome]) -> list[Value]:
        """Return the value of each of them."""
        return [_value(outcomes, path, part) for _, path, part in self.requests]


def period_requests(edition: CheckedEdition, only: Sequence[str] | None, *, earlier: bool) -> PeriodRequests:
    """Return what is asked of each row, for the results *only* (all where it is None); *earlier*: of two years."""
    program = edition.program(None, YearSpan(edition.definition.periods[0], to_date=True), earlier=earlier)
    return PeriodRequests(list(_requests(program, only)), program.outputs)


def _requests(program: Program, only: Sequence[str] | None) -> Iterator[tuple[RequestedResult, str, int]]:
    """Yield what is asked of each row, the path that it has in an outcome, and in which: 0 to date, 1 by itself."""
    step = 0
    for path in only or paths_of(program):
        request, kind = asked(program, path), program.outputs[path].kind
        yield evolve(request, step=step), path, 0
        step += 1
        if _is_of_period(kind):
            name = name_of(kind)
            yield evolve(request, path=f"{name}@{path.removeprefix(name)}", step=step), path, 1
            step += 1


def _is_of_period(kind: ResultKind) -> bool:
    """Return whether there is such a result of a period by itself."""
    match kind:
        case NodeValue() | NodeContribution() | ScaleLabel(NodeValue()):
            return True
        case NodeAchievement() | ComparedAchievement() | TargetValue() | ScaleLabel():
            return kind.node.target_of == "period"
        case _:
            return False


def _value(outcomes: tuple[Outcome, Outcome], path: str, which: int) -> Value:
    outcome = outcomes[which]
    index = outcome.program.results.get(path)
    if index is None:  # a comparison with a year before that is not there
        name = path.partition(".")[0]
        return state("unavailable", "missing-previous", name, name)
    return outcome.values[index]
