"""How columns are handed to machine code: as the types that they have, or as one that holds them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from attrs import frozen

AS_THEY_ARE = {np.dtype(name): name for name in ("float64", "int64", "uint8")}
"""Types of numbers that a loop reads without a copy."""


@frozen
class ColumnForm:
    """How a column is handed over: the name of numpy's type, and whether it is one value for all rows."""

    stored: str
    single: bool = False

    def wider(self, other: "ColumnForm") -> "ColumnForm":
        """Return the form that holds columns of both."""
        stored = self.stored if self.stored == other.stored else "float64"
        return ColumnForm(stored, self.single and other.single)

    def handed(self, column: Any, size: int) -> Any:
        """Return a column as the code reads it: itself, where it lies in memory that way."""
        if np.shape(column) == () and not self.single:
            return np.full(size, column, self.stored)
        return np.ascontiguousarray(column, self.stored)


Forms = Sequence[ColumnForm | None]
"""Of columns in the order of the leaves; None: there are no cells, since all rows have a value."""


def form_of(column: Any) -> ColumnForm:
    """Return the form of a column as it is."""
    return ColumnForm(AS_THEY_ARE.get(np.asarray(column).dtype, "float64"), np.shape(column) == ())


def form_of_cells(cells: Any) -> ColumnForm | None:
    """Return the form of a column of cells."""
    return None if np.shape(cells) == () and not cells else form_of(cells)
