"""The machine code of one script: made for the forms that its columns have, and again when they have others."""

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

from attrs import define, field

from lkjdsl.tables.kernel.llvm_forms import ColumnForm, Forms, form_of, form_of_cells
from lkjdsl.tables.kernel.script import Floats, Found, Script

if TYPE_CHECKING:
    from lkjdsl.tables.kernel.llvm_loops import Machine


@define(eq=False)
class Machines:
    """
    The code of a script for the forms of columns that were met.

    Forms only ever widen, whole numbers to float64 and no cells to cells, so that code is made a few times at most.
    """

    script: Script
    machine: "Machine | None" = None
    x: Sequence[ColumnForm] = ()
    m: Forms = ()
    lock: Lock = field(factory=Lock)

    def __call__(self, size: int, margins: Floats, x: Sequence[Any], m: Sequence[Any]) -> Found:
        """Return what is found of *size* rows."""
        with self.lock:
            machine = self._made(list(map(form_of, x)), list(map(form_of_cells, m)))
            forms = [*self.x, *self.m]
        columns = zip(forms, [*x, *m], strict=True)
        return machine(size, margins, [form.handed(one, size) for form, one in columns if form is not None])

    def _made(self, x: Sequence[ColumnForm], m: Forms) -> "Machine":
        """Return code for columns of these forms, or wider ones."""
        if self.machine is not None:
            x = [form.wider(other) for form, other in zip(self.x, x, strict=True)]
            m = self._cells(m)
        if self.machine is None or (x, m) != (self.x, self.m):
            from lkjdsl.tables.kernel.llvm_loops import machine

            self.x, self.m, self.machine = x, m, machine(self.script, x, m)
        return self.machine

    def _cells(self, m: Forms) -> Forms:
        """Return the forms of cells that hold both those before and *m*."""
        more = any(form is None and other is not None for form, other in zip(self.m, m, strict=True))
        return [
            # where one column turns out to have empty cells, others will
            ColumnForm("uint8", form.single)
            if more and column_form is None
            else column_form
            if column_form is None or other is None
            else column_form.wider(other)
            for form, column_form, other in zip(self.x, self.m, m, strict=True)
        ]
