"""
What must be true of any data, over a table: constraints, and the least and greatest values of inputs.

They are steps of the program and go through the kernel as the results do. The first rows that break one are evaluated
by themselves, as an office is, and told in the same words; the others are counted.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define, field, frozen

from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.lower.checks import Check, checks_of, with_checks
from lkjdsl.tables.kernel.kernel import RequestedResult
from lkjdsl.tables.kernel.two_years import Years, of_years
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.reading.office import office
from lkjdsl.tables.running.evaluation import TablePlan
from lkjdsl.tables.running.years import grouped, rows_of
from lkjdsl.units import FLAG

CheckPlans = dict[Years, Sequence[tuple[TablePlan, Sequence[Check]]]]
"""What is ready for the checks of a table, by its years: plans, and the checks that each of them answers."""
LISTED = 5
"""Rows that break one check and are told one by one."""
CODES = {"constraint": "constraint-broken", "min": "below-minimum", "max": "above-maximum"}


@define(eq=False)
class Checks:
    """
    The checks of an edition on one table, and what they found.

    ``called`` gives what a row is called, from its position in the table, counted from 1.
    """

    edition: CheckedEdition
    headers: Headers
    reading: CellFormat
    called: Callable[[int], str] = str
    plans: CheckPlans = field(factory=dict)
    broken: dict[Check, int] = field(factory=dict)
    unchecked: dict[Check, int] = field(factory=dict)
    listed: list[Diagnostic] = field(factory=list)

    def add(self, batch: pa.RecordBatch, first: int, kept: Any) -> None:
        """Check the rows *kept* (a mask) of a batch, which begins with row *first*, counted from 0, of the table."""
        years, _ = grouped(batch, self.headers)
        for year, rows in years:
            piece = rows_of(batch, rows)
            for plan, checks in self._plans(year):
                results, bad, _ = plan.results(piece)
                fine = kept[rows]
                fine[[row for row, _, _ in bad]] = False
                for check, column in zip(checks, results.made, strict=True):
                    stated = np.zeros(len(rows), np.bool_) if column.ranks is None else column.ranks != 0
                    self._break(check, batch, rows[fine & ~stated & (column.values == 0)], first)
                    number = np.count_nonzero(fine & stated)
                    if check.kind == "constraint" and number:
                        self.unchecked[check] = self.unchecked.get(check, 0) + int(number)

    def _break(self, check: Check, batch: pa.RecordBatch, rows: Any, first: int) -> None:
        """Count the *rows* that break a check, and tell of the first ones."""
        before = self.broken.get(check, 0)
        for row in rows[: max(LISTED - before, 0)].tolist():

            def cell(at: int, row: int = row) -> Any:
                return batch.column(at)[row].as_py()

            data, previous = office(self.edition.definition, self.headers, cell, self.reading)
            for one in self.edition.evaluate(data, previous).problems:
                if one.code == CODES[check.kind] and _is_of(one, check):
                    where = self.called(first + row + 1)
                    self.listed.append(problem("broken-row", row=where, why=CheckProblem(one), help=CheckAdvice(one)))
        if len(rows):
            self.broken[check] = before + len(rows)

    def problems(self) -> list[Diagnostic]:
        """
        Return the first rows that break each check, and how many more do or could not be checked.

        Checks that could not be made in equally many rows, mostly the same, are told together.
        """
        more = {check: number - LISTED for check, number in self.broken.items() if number > LISTED}
        unchecked: dict[int, list[str]] = {}
        for check, number in self.unchecked.items():
            unchecked.setdefault(number, []).append(f"`{check.name}`")
        return [
            *self.listed,
            *(problem("more-broken-rows", name=check.name, number=number) for check, number in more.items()),
            *(problem("rows-unchecked", names=", ".join(names), number=number) for number, names in unchecked.items()),
        ]

    def _plans(self, years: Years) -> Sequence[tuple[TablePlan, Sequence[Check]]]:
        """Return the plans for the checks that are one value for an office, and for those of its rows."""
        if years not in self.plans:
            definition = self.edition.definition
            checks = [one for one in checks_of(definition) if self._is_listed(one)]
            whole, program = of_years(
                self.edition,
                years,
                earlier=self.headers.earlier,
                also=lambda now: with_checks(definition, now, checks),
            )
            self.plans[years] = [
                (
                    TablePlan.answering(
                        whole, self.headers, self.reading, program, [_asked(program, one) for one in some]
                    ),
                    some,
                )
                for rowed in (False, True)
                if (some := [one for one in checks if one.rowed == rowed])
            ]
        return self.plans[years]

    def _is_listed(self, check: Check) -> bool:
        """Return whether the table has what a check is about; an input that it does not have is within its ends."""
        return check.kind == "constraint" or self.headers.has(check.name)


def _asked(program: Any, check: Check) -> RequestedResult:
    return RequestedResult(check.path, program.results[check.path], FLAG, None)


def _is_of(one: Diagnostic, check: Check) -> bool:
    """Return whether a problem of an office is that of a check; for a row it names the row: ``belanja.3.pagu``."""
    name = str(one.values["name"])
    if check.kind == "constraint" or not check.rowed:
        return name == check.name
    table, _, column = check.name.partition(".")
    return name.startswith(f"{table}.") and name.endswith(f".{column}")


@frozen
class CheckProblem:
    """What a problem of an office says, as a word of a message."""

    inner: Diagnostic

    def text(self, language: Language) -> str:
        """Return its headline."""
        return self.inner.message(language)


@frozen
class CheckAdvice:
    """What a problem of an office advises, as a word of a message."""

    inner: Diagnostic

    def text(self, language: Language) -> str:
        """Return its helps."""
        return "; ".join(self.inner.helps_in(language))
