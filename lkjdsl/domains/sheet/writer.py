"""Where the formulas of steps are written."""

from collections.abc import Sequence
from typing import Protocol

from attrs import frozen

from lkjdsl.core.program import Rowwise, Step
from lkjdsl.domains.sheet.cells import (
    NO_GRID,
    UNKNOWN,
    Formulas,
    StepCells,
    in_doubt,
    is_literal,
    largest,
    needs_cell,
    nothing,
)
from lkjdsl.units import Unit


@frozen
class FoldedRanges:
    """
    The cells of all prepared rows of a table.

    ``values`` has an empty text for what does not count, ``states`` and ``errors`` for a row that does not exist;
    ``denominators`` has 1 there.
    """

    values: str
    states: str
    denominators: str
    errors: str
    unit: Unit

    @property
    def reach(self) -> str:
        """Return a number that no value exceeds in size."""
        return f"MAX(MAX({self.values}),-MIN({self.values}))"

    @property
    def parts(self) -> str:
        """Return a denominator of all values."""
        most = f"MAX({self.denominators})"
        return f"IF({most}<1E+11,IF(SUMPRODUCT(MOD({most},{self.denominators}))=0,{most},{NO_GRID}),{NO_GRID})"


class Layout(Protocol):
    """Where formulas and what is read stand in a workbook."""

    def cell(self, formula: str) -> str:
        """Return a reference to a new cell with *formula*."""
        ...

    def read(self, step: Step) -> StepCells:
        """Return the cells of what *step* reads: their state is MISSING where there is nothing."""
        ...

    def rows(self, setting: Rowwise, arguments: Sequence[StepCells]) -> FoldedRanges:
        """Return the cells of the row program of *setting* in all rows; *arguments* is what it is handed."""
        ...


@frozen(eq=False)
class Writer:
    """Writes formulas into a *layout*."""

    layout: Layout

    def cell(self, formula: str) -> str:
        """Return a reference to a cell with *formula*, or the literal or reference that it is."""
        return self.layout.cell(formula) if needs_cell(formula) else formula

    def rows(self, setting: Rowwise, arguments: Sequence[StepCells]) -> FoldedRanges:
        """Return the cells of a row program in all rows."""
        return self.layout.rows(setting, arguments)

    def place(self, formulas: Formulas, unit: Unit) -> StepCells:
        """Return the cells of *formulas*; a value is worked out only where there is no state."""
        state = self.cell(formulas.state)
        without, error = nothing(unit), formulas.error
        doubts = [doubt for doubt in formulas.doubts or () if doubt != "0"]
        if is_literal(state) and state != "0":
            doubt = self.cell(f"IF({largest(doubts)}>={UNKNOWN},{UNKNOWN},0)") if doubts else "0"
            return StepCells(without, state, "1", doubt if formulas.doubts is not None else self.cell(error), unit)

        def where_valued(formula: str, instead: str) -> str:
            return formula if state == "0" or formula == instead else f"IF({state}>0,{instead},{formula})"

        if formulas.doubts is not None:
            error = where_valued(error if is_literal(error) else f"MIN({UNKNOWN},{error})", "0")
            error = in_doubt(formulas.undecided, error)
            if doubts and error not in doubts:
                error = f"IF({largest(doubts)}>={UNKNOWN},{UNKNOWN},{error})"
        denominator = formulas.denominator
        denominator = where_valued(denominator, "1") if needs_cell(denominator) else denominator
        value = (
            formulas.value if not needs_cell(formulas.value) and state == "0" else where_valued(formulas.value, without)
        )
        return StepCells(self.cell(value), state, self.cell(denominator), self.cell(error), unit)
