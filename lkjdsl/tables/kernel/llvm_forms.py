"""The machine code of one script: made for the forms that its columns have, and again when they have others."""

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import define, field, frozen

from lkjdsl.tables.kernel.script import Floats, Found, Script

if TYPE_CHECKING:
    from lkjdsl.tables.kernel.llvm_loops import Machine

AS_THEY_ARE = {np.dtype(name): name for name in ("float64", "int64", "uint8")}
"""Types of numbers that a loop reads without a copy."""


@frozen
class Form:
    """How a column is handed over: the name of numpy's type, and whether it is one value for all rows."""

    stored: str
    single: bool = False


@define(eq=False)
class Machines:
    """
    The code of a script for the forms of columns that were met.

    Forms only ever widen, whole numbers to float64 and no cells to cells, so that code is made a few times at most.
    """

    script: Script
    machine: "Machine | None" = None
    x: Sequence[Form] = ()
    m: Sequence[Form | None] = ()
    lock: Lock = field(factory=Lock)

    def __call__(self, size: int, errors: tuple[Floats, Floats], x: Sequence[Any], m: Sequence[Any]) -> Found:
        """Return what is found of *size* rows."""
        with self.lock:
            machine = self._made([_form(one) for one in x], [None if _all_told(one) else _form(one) for one in m])
            forms = [*self.x, *self.m]
        columns = zip(forms, [*x, *m], strict=True)
        return machine(size, errors, [_handed(one, form, size) for form, one in columns if form is not None])

    def _made(self, x: list[Form], m: list[Form | None]) -> "Machine":
        """Return code for columns of these forms, or wider ones."""
        if self.machine is not None:
            x = [_wider(one, other) for one, other in zip(self.x, x, strict=True)]
            m = self._cells(m)
        if self.machine is None or (x, m) != (self.x, self.m):
            from lkjdsl.tables.kernel.llvm_loops import machine

            self.x, self.m, self.machine = x, m, machine(self.script, x, m)
        return self.machine

    def _cells(self, m: list[Form | None]) -> list[Form | None]:
        """Return the forms of cells that hold both those before and *m*."""
        more = any(one is None and other is not None for one, other in zip(self.m, m, strict=True))
        return [
            # where one column turns out to have empty cells, others will
            Form("uint8", form.single)
            if more and one is None
            else one
            if one is None or other is None
            else _wider(one, other)
            for form, one, other in zip(self.x, self.m, m, strict=True)
        ]


def _handed(column: Any, form: Form, size: int) -> Any:
    """Return a column as the code reads it: itself, where it lies in memory that way."""
    if np.shape(column) == () and not form.single:
        return np.full(size, column, form.stored)
    return np.ascontiguousarray(column, form.stored)


def _all_told(cells: Any) -> bool:
    return np.shape(cells) == () and not cells


def _form(column: Any) -> Form:
    return Form(AS_THEY_ARE.get(np.asarray(column).dtype, "float64"), np.shape(column) == ())


def _wider(one: Form, other: Form) -> Form:
    stored = one.stored if one.stored == other.stored else "float64"
    return Form(stored, one.single and other.single)
