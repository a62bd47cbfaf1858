"""Where the columns of the sheet *Isian* stand."""

from collections.abc import Sequence

from attrs import frozen

from lkjdsl.workbook.calculation import letters

HEAD_ROW = 5
FILLED_ROW = 4
"""The line that says, hidden, of each period whether anything is filled in for it, and of the year before."""


@frozen
class EntryColumns:
    """
    The columns of *Isian*, from 0, of a year with *periods*, or of one without (a single period without a name).

    Values of the periods stand side by side, then those of the year before; then what is to be filled in, what is
    wrong, the path; and, hidden, what is read of each value.
    """

    periods: Sequence[str]

    @property
    def kind(self) -> int:
        """Return the column behind the values."""
        return 1 + 2 * len(self.periods)

    @property
    def note(self) -> int:
        """Return the column of the notes."""
        return self.kind + 1

    @property
    def check(self) -> int:
        """Return the column of what is wrong."""
        return self.kind + 2

    @property
    def path(self) -> int:
        """Return the column of the paths."""
        return self.kind + 3

    def value(self, at: int, *, before: bool = False) -> int:
        """Return the column of the values of a period, or of the same one in the year before."""
        return 1 + at + (len(self.periods) if before else 0)

    def read(self, at: int, *, before: bool = False) -> int:
        """Return the first of four hidden columns with what is read of a value."""
        return self.path + 4 * self.value(at, before=before) - 3

    def default_before(self, at: int) -> int:
        """Return the first of two hidden columns with what a default gives in the year before."""
        return self.read(len(self.periods), before=True) + 2 * at

    @property
    def headings(self) -> Sequence[tuple[str, str]]:
        """Return the word for each column that people see, and the period that it is of."""
        values = [(key, period) for key in ("value", "before") for period in self.periods]
        return [("input", ""), *values, *((key, "") for key in ("kind", "note", "check", "path"))]

    @property
    def separator(self) -> str:
        """Return the cell with the decimal separator of the program that shows the workbook."""
        return f"'Isian'!${letters(self.read(0))}$1"

    def filled(self, at: int) -> str:
        """Return the cell that says whether anything is filled in for a period."""
        return f"'Isian'!${letters(self.read(at))}${FILLED_ROW + 1}" if self.periods[at] else "TRUE"

    def filled_before(self, at: int) -> str:
        """Return the cell that says whether anything of the year before is filled in for a period."""
        return f"'Isian'!${letters(self.read(at, before=True))}${FILLED_ROW + 1}"
