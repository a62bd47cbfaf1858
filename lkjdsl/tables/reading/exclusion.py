"""Rows of a table that are left out by what a column of them says: ``kantor=JUMLAH``."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import define

from lkjdsl.column_names import folded
from lkjdsl.diagnostic import Diagnostic, nearest, problem
from lkjdsl.spreadsheet_text import cell_text


@define(eq=False)
class Exclusion:
    """Rows that are left out: a column and a value as they are ``written``, and whether any row has been ``met``."""

    written: str
    met: bool = False

    @property
    def column(self) -> str:
        """Return the header of the column, or something like it."""
        return self.written.partition("=")[0]

    @property
    def value(self) -> str:
        """Return the value of the column, folded."""
        return folded(self.written.partition("=")[2])


Exclusions = Mapping[int, Mapping[str, Exclusion]]
"""By the position of their column and its value, folded."""


def exclusions_of(written: Sequence[Exclusion], headers: Sequence[str]) -> tuple[Exclusions, list[Diagnostic]]:
    """Return the exclusions by the *headers* of a table, and what is said of columns that it does not have."""
    placed: dict[int, dict[str, Exclusion]] = {}
    problems = []
    for exclusion in written:
        exact = [at for at, header in enumerate(headers) if header == exclusion.column]
        alike = exact or [at for at, header in enumerate(headers) if folded(header) == folded(exclusion.column)]
        if alike:
            placed.setdefault(alike[0], {})[exclusion.value] = exclusion
        else:
            problems.append(problem("unknown-column", name=exclusion.column, near=nearest(exclusion.column, headers)))
    return placed, problems


def is_excluded(cell: Callable[[int], Any], exclusions: Exclusions) -> bool:
    """Return whether a row, whose cells *cell* gives by their positions, is left out; what leaves it out is met."""
    found = [values.get(folded(cell_text(cell(at)))) for at, values in exclusions.items()]
    for one in found:
        if one is not None:
            one.met = True
    return any(exclusion is not None for exclusion in found)
