"""The checks of an edition on the blocks of a table: they go through the kernel as the results do."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define, field

from lkjdsl.core.program import Check
from lkjdsl.tables.kernel.two_years import Years
from lkjdsl.tables.running.checks import CheckTally, check_programs
from lkjdsl.tables.running.evaluation import TablePlan
from lkjdsl.tables.running.years import grouped, rows_of

CheckPlans = dict[Years, Sequence[tuple[TablePlan, Sequence[Check]]]]
"""What is ready for the checks of a table, by its years: plans, and the checks that each of them answers."""


@define(eq=False)
class BlockChecks:
    """
    The checks of an edition on one table.

    ``called`` gives what a row is called, from its position in the table, counted from 1.
    """

    tally: CheckTally
    called: Callable[[int], str] = str
    plans: CheckPlans = field(factory=dict)

    def add(self, batch: pa.RecordBatch, first: int, kept: Any) -> Mapping[int, Sequence[str]]:
        """
        Check the rows *kept* (a mask) of a batch, which begins with row *first*, counted from 0, of the table.

        Return the names of the checks that rows break, by their positions in the batch.
        """
        broken: dict[int, list[str]] = {}
        years, _ = grouped(batch, self.tally.headers)
        for year, rows in years:
            piece = rows_of(batch, rows)
            for plan, checks in self._plans(year):
                results, bad, _ = plan.results(piece)
                fine = kept[rows]
                fine[[row for row, _, _ in bad]] = False
                for check, column in zip(checks, results.made, strict=True):
                    stated = np.zeros(len(rows), np.bool_) if column.ranks is None else column.ranks != 0
                    breaking = rows[fine & ~stated & (column.values == 0)].tolist()
                    self._break(check, batch, breaking, first)
                    for row in breaking:
                        broken.setdefault(row, []).append(check.name)
                    self.tally.add_unchecked(check, int(np.count_nonzero(fine & stated)))
        return broken

    def _break(self, check: Check, batch: pa.RecordBatch, rows: Sequence[int], first: int) -> None:
        """Count the *rows* of a batch that break a check, and tell of the first ones."""
        for row in rows[: self.tally.room(check)]:

            def cell(at: int, row: int = row) -> Any:
                return batch.column(at)[row].as_py()

            self.tally.tell(check, self.called(first + row + 1), cell)
        if len(rows):
            self.tally.add_broken(check, len(rows))

    def _plans(self, years: Years) -> Sequence[tuple[TablePlan, Sequence[Check]]]:
        if years not in self.plans:
            programs = check_programs(self.tally.edition, self.tally.headers, self.tally.reading, years)
            self.plans[years] = [(TablePlan.running(program), checks) for program, checks in programs]
        return self.plans[years]
