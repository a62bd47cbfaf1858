"""
Rows of several periods: the year of an office is put together of its rows, as it is of its data files.

The results of a row are those to date at its period, in columns headed as ever, and those of the period by itself, in
columns such as ``IKK1@``. Every row goes the exact way: it is the same evaluation that data files have.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define, evolve, field, frozen

from lkjdsl.diagnostic import Diagnostic, Language, Speaking, is_error
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.data import Data
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.kinds import Misfit
from lkjdsl.model.periods import YearSpan, period_named
from lkjdsl.model.results import (
    ComparedAchievement,
    NodeAchievement,
    NodeValue,
    ResultKind,
    ScaleLabel,
    TargetValue,
    name_of,
)
from lkjdsl.model.values import Value
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.reading.office import office
from lkjdsl.tables.reading.types import texts
from lkjdsl.tables.results.block import BLOCK, RowBlock, UnreadableCell
from lkjdsl.tables.results.columns import Results
from lkjdsl.tables.results.requested import RequestedResult, asked, paths_of
from lkjdsl.tables.running.evaluation import TablePlan

CUMULATIVE = ("cumulative", "kumulatif")
"""How the column is headed that says of a row that its figures are from the start of the year on."""
YES = ("true", "ya", "yes", "1")
RowAt = tuple[int, int]
"""A row, by its block and its position there."""


@frozen
class _PartOfOffice:
    """An office, and the part of its year that a problem is about."""

    office: str
    part: Speaking | None

    def text(self, language: Language) -> str:
        return self.office if self.part is None else f"{self.office}, {self.part.text(language)}"


@define(eq=False)
class OfficeYears:
    """The rows of a table by office and year, with what came of each; ``bad`` are the cells that cannot be read."""

    edition: CheckedEdition
    headers: Headers
    reading: CellFormat
    plan: TablePlan
    groups: dict[tuple[str | None, ...], dict[RowAt, Data]] = field(factory=dict)
    bad: dict[int, list[UnreadableCell]] = field(factory=dict)
    outcomes: dict[RowAt, tuple[Outcome, Outcome]] = field(factory=dict)
    problems: list[Diagnostic] = field(factory=list)
    """What is wrong with the year of an office, and with no row of it alone."""

    def add(self, number: int, batch: pa.RecordBatch) -> None:
        """Take the rows of a block."""
        headers, periods = self.headers, self.edition.definition.periods
        assert headers.period is not None
        bad = self.bad[number] = list(self.plan.unreadable(batch))
        wrong = {row for row, _, _ in bad}
        named = texts(batch.column(headers.period)).to_pylist()
        chosen = [at for at in headers.key if at != headers.period and not _is_cumulative(headers.names[at])]
        keys = zip(*(texts(batch.column(at)).to_pylist() for at in chosen), strict=True)
        cumulative = self._cumulative(batch)
        for row, key in enumerate(keys if chosen else [()] * batch.num_rows):
            period = period_named(periods, named[row] or "")
            if period is None:
                text = (named[row] or "-")[:40]
                bad.append(
                    (
                        row,
                        headers.names[headers.period],
                        Misfit("unknown-period", values={"name": text, "found": text, "known": ", ".join(periods)}),
                    )
                )
                continue
            group = self.groups.setdefault(key, {})
            if any(data.period == period for data in group.values()):
                twice = Misfit("period-twice", values={"period": period, "year": "", "found": period})
                bad.append((row, headers.names[headers.period], twice))
            elif row not in wrong:

                def cell(at: int, row: int = row) -> Any:
                    return batch.column(at)[row].as_py()

                now, _ = office(self.edition.definition, headers, cell, self.reading)
                group[number, row] = evolve(self.edition.read(now), period=period, cumulative=cumulative[row])

    def _cumulative(self, batch: pa.RecordBatch) -> Sequence[bool]:
        at = next((at for name, at in self.headers.others.items() if _is_cumulative(name)), None)
        if at is None:
            return [False] * batch.num_rows
        return [(text or "").strip().casefold() in YES for text in texts(batch.column(at)).to_pylist()]

    def evaluate(self) -> None:
        """Evaluate the year of every office; one whose rows are cumulative in part is refused."""
        for key, rows in self.groups.items():
            if len({data.cumulative for data in rows.values()}) > 1:
                for number, row in rows:
                    mixed = Misfit("cumulative-mixed", values={"cumulative": "", "others": "", "found": ""})
                    self.bad[number].append((row, CUMULATIVE[0], mixed))
                continue
            if not rows:
                continue
            outcome = self.edition.year(list(rows.values()))
            named = ", ".join(filter(None, key))
            self.problems += [
                evolve(one, within=_PartOfOffice(named, one.within))
                for one in outcome.problems
                if is_error(one) and (one.code == "cumulative-falls" or getattr(one.within, "to_date", False))
            ]
            for where, data in rows.items():
                assert data.period is not None
                to_date, alone = (YearSpan(data.period, to_date=flag) for flag in (True, False))
                self.outcomes[where] = outcome.spans[to_date], outcome.spans[alone]

    def block(self, number: int, batch: pa.RecordBatch, only: Sequence[str] | None, language: Any) -> RowBlock:
        """Return the results of a block."""
        requests = list(_requests(self.edition, only))
        results = Results([one for one, _, _ in requests], batch.num_rows)
        rows = [row for row in range(batch.num_rows) if (number, row) in self.outcomes]
        values = [[_value(self.outcomes[number, row], path, part) for _, path, part in requests] for row in rows]
        results.put(np.array(rows, np.int64), values)
        bad = self.bad[number]
        wrong = np.zeros(batch.num_rows, np.bool_)
        wrong[[row for row, _, _ in bad]] = True
        if bad:
            results.refuse(wrong)
        columns = {**self.headers.passing(batch), **results.columns(language)}
        made = pa.RecordBatch.from_arrays(list(columns.values()), list(columns))
        return RowBlock(made, bad, len(rows), (results,))


def _requests(edition: CheckedEdition, only: Sequence[str] | None) -> Iterator[tuple[RequestedResult, str, int]]:
    """Yield what is asked of each row, the path that it has in an outcome, and in which: 0 to date, 1 by itself."""
    program = edition.program(None, YearSpan(edition.definition.periods[0], to_date=True))
    step = 0
    for path in only or paths_of(program):
        one, kind = asked(program, path), program.outputs[path].kind
        yield evolve(one, step=step), path, 0
        step += 1
        if _is_of_period(kind):
            name = name_of(kind)
            yield evolve(one, path=f"{name}@{path.removeprefix(name)}", step=step), path, 1
            step += 1


def _is_of_period(kind: ResultKind) -> bool:
    """Return whether there is such a result of a period by itself."""
    match kind:
        case NodeValue() | ScaleLabel(NodeValue()):
            return True
        case NodeAchievement() | ComparedAchievement() | TargetValue() | ScaleLabel():
            return kind.node.target_of == "period"
        case _:
            return False


def _value(outcomes: tuple[Outcome, Outcome], path: str, which: int) -> Value:
    outcome = outcomes[which]
    return outcome.values[outcome.program.results[path]]


def _is_cumulative(name: str) -> bool:
    return name.strip().casefold() in CUMULATIVE


def by_periods(
    edition: CheckedEdition,
    batches: Sequence[pa.RecordBatch],
    headers: Headers,
    asking: Any,
    problems: list[Diagnostic],
) -> Iterator[RowBlock]:
    """Yield a block of results for every block of rows; they are all read before the first. *problems* takes some."""
    pieces = [batch.slice(start, BLOCK) for batch in batches for start in range(0, max(batch.num_rows, 1), BLOCK)]
    plan = TablePlan.of(edition, headers, asking.only, asking.reading, (None, None))
    years = OfficeYears(edition, headers, asking.reading, plan)
    for number, piece in enumerate(pieces):
        years.add(number, piece)
    years.evaluate()
    problems += years.problems
    for number, piece in enumerate(pieces):
        yield years.block(number, piece, asking.only, asking.language)
