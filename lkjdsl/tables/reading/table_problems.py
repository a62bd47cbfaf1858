"""What is said of the cells of a table."""

from collections.abc import Sequence
from typing import Any

from attrs import define, field, frozen

from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.kinds import Misfit
from lkjdsl.numbers import numerals
from lkjdsl.numbers.numerals import Locale
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.words import Words


class BrokenTable(Exception):  # noqa: N818 - told as a problem
    """A file that turns out to be no table while it is read."""

    def __init__(self, problem: Diagnostic) -> None:
        """Take the problem that says why."""
        super().__init__(problem)
        self.problem = problem


def cell_problem(row: str, name: str, misfit: Misfit) -> Diagnostic:
    """Return the problem of a cell; rows are counted from 1, without the headers."""
    return problem(
        "unreadable-cell",
        row=row,
        column=name,
        why=CellProblem(misfit, name),
        found=misfit.values.get("found", misfit.values.get("written", "")),
    )


@frozen
class CellProblem:
    """Why a cell is no value of its kind, as a word of a message."""

    misfit: Misfit
    name: str

    def text(self, language: Language) -> str:
        """Return the headline of the problem that the same value has in a data file."""
        values = {
            "name": self.name,
            "kind": "",
            "found": "",
            "written": "",
            "limit": "",
            "suggestion": "",
            **self.misfit.values,
        }
        return problem(self.misfit.code, also=values).message(language)


WORDS = Words("tables.rejects")


def reject_headings(language: Language) -> list[str]:
    """Return the headers of the columns that a file of rejected rows has before those of the table."""
    return [WORDS[key].text(language) for key in ("row", "reason")]


def why_rejected(name: str, misfit: Misfit, language: Language) -> str:
    """Return why a row is rejected, by a cell of it and its header."""
    return f"{name}: {CellProblem(misfit, name).text(language)}"


MOST_LISTED = 100
"""Cells that cannot be read and are told one by one; the others are counted."""
ALIKE = ("cell-ambiguous", "cell-other-locale")
"""Of cells that cannot be read, those that have one cause and one cure for a whole table."""


@define(eq=False)
class AlikeCells:
    """Cells that cannot be read for the same reason: the first of them, and how many there are in each column."""

    first: str
    misfit: Misfit
    columns: dict[str, int] = field(factory=dict)
    other: Locale = "id"


@define(eq=False)
class UnreadableCells:
    """The cells of a table that cannot be read: the first of them one by one, those that are alike together."""

    reading: CellFormat
    names: Sequence[str]
    listed: list[Diagnostic] = field(factory=list)
    number: int = 0
    alike: dict[str, AlikeCells] = field(factory=dict)

    def add(self, row: str, name: str, misfit: Misfit) -> None:
        """Take a cell by what its row is called and its header."""
        if misfit.code in ALIKE:
            cells = self.alike.setdefault(misfit.code, AlikeCells(row, misfit))
            cells.columns[name] = cells.columns.get(name, 0) + 1
            cells.other = numerals.OTHER[self.reading.of(name) or "id"]
            return
        self.number += 1
        if self.number <= MOST_LISTED:
            self.listed.append(cell_problem(row, name, misfit))

    @property
    def unlisted(self) -> int:
        """Return how many cells are not among the problems."""
        return max(self.number - MOST_LISTED, 0)

    def problems(self) -> list[Diagnostic]:
        """Return the first cells, and a problem for each way in which many are spelled, with its cure."""
        return [*self.listed, *(_alike(code, cells, list(self.names)) for code, cells in self.alike.items())]


def _alike(code: str, cells: AlikeCells, names: list[str]) -> Diagnostic:
    columns = sorted(cells.columns, key=names.index)
    values: dict[str, Any] = {
        "number": sum(cells.columns.values()),
        "columns": ", ".join(f"`{name}`" for name in columns),
        "row": cells.first,
        "why": CellProblem(cells.misfit, ""),
        "locales": " ".join(f"{name}={cells.other}" for name in columns),
    }
    return problem("cells-alike", helps=("other",) if code == "cell-other-locale" else (), also=values)
