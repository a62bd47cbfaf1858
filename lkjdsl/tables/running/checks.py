"""
What must be true of any data, over a table: constraints, and the least and greatest values of inputs.

They are steps of the program and are worked out as the results are. The first rows that break one are evaluated by
themselves, as an office is, and told in the same words; the others are counted.
"""

from collections.abc import Callable, Sequence
from typing import Any

from attrs import define, field, frozen

from lkjdsl.core.program import Check
from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.lower.checks import checks_of, with_checks
from lkjdsl.tables.kernel.two_years import Years, of_years
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.reading.office import office
from lkjdsl.tables.results.requested import RequestedResult
from lkjdsl.tables.running.exact_rows import RowProgram
from lkjdsl.units import FLAG

LISTED = 5
"""Rows that break one check and are told one by one."""
CODES = {"constraint": "constraint-broken", "min": "below-minimum", "max": "above-maximum"}


@define(eq=False)
class CheckTally:
    """What the checks of an edition found in one table: rows are counted, and the first ones are told of."""

    edition: CheckedEdition
    headers: Headers
    reading: CellFormat
    broken: dict[Check, int] = field(factory=dict)
    unchecked: dict[Check, int] = field(factory=dict)
    listed: list[Diagnostic] = field(factory=list)

    def room(self, check: Check) -> int:
        """Return of how many more rows that break a check is told one by one."""
        return max(LISTED - self.broken.get(check, 0), 0)

    def add_broken(self, check: Check, number: int) -> None:
        """Count a *number* of rows that break a check."""
        self.broken[check] = self.broken.get(check, 0) + number

    def tell(self, check: Check, called: str, cell: Callable[[int], Any]) -> None:
        """Tell of a row that breaks a check, by what it is called; *cell* gives its cells by their positions."""
        data, previous = office(self.edition.definition, self.headers, cell, self.reading)
        for diagnostic in self.edition.evaluate(data, previous).problems:
            if diagnostic.code == CODES[check.kind] and _is_of(diagnostic, check):
                self.listed.append(
                    problem("broken-row", row=called, why=CheckProblem(diagnostic), help=CheckAdvice(diagnostic))
                )

    def add_unchecked(self, check: Check, number: int) -> None:
        """Take a *number* of rows of which a check cannot be made."""
        if check.kind == "constraint" and number:
            self.unchecked[check] = self.unchecked.get(check, 0) + number

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


def check_programs(
    edition: CheckedEdition, headers: Headers, reading: CellFormat, years: Years
) -> Sequence[tuple[RowProgram, Sequence[Check]]]:
    """Return the programs for the checks that are one value for an office, and for those of its rows."""
    definition = edition.definition
    checks = [check for check in checks_of(definition) if _is_listed(headers, check)]
    whole, program = of_years(
        edition, years, earlier=headers.earlier, also=lambda now: with_checks(definition, now, checks)
    )
    programs = []
    for some in ([check for check in checks if not check.rowed], [check for check in checks if check.rowed]):
        requests = [RequestedResult(f"{check.kind} {check.name}", program.checks[check], FLAG, None) for check in some]
        programs += [(RowProgram.answering(whole, headers, reading, program, requests), some)] if some else []
    return programs


def _is_listed(headers: Headers, check: Check) -> bool:
    """Return whether the table has what a check is about; an input that it does not have is within its ends."""
    return check.kind == "constraint" or headers.has(check.name)


def _is_of(diagnostic: Diagnostic, check: Check) -> bool:
    """Return whether a problem of an office is that of a check; for a row it names the row: ``belanja.3.pagu``."""
    if not check.rowed or check.kind == "constraint":
        return diagnostic.values["name" if check.kind == "constraint" else "input"] == check.name
    table, _, column = check.name.partition(".")
    return diagnostic.values["input"] == column and str(diagnostic.values["name"]).partition(".")[0] == table


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
