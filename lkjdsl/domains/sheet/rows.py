"""The sheet's rules of aggregates over the rows of a table, of which each prepared row has cells of its own."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from lkjdsl.core import operators as of
from lkjdsl.core.operators import ROW_AGGREGATES
from lkjdsl.core.program import Operator, Rowwise, Step
from lkjdsl.core.rules import rules
from lkjdsl.domains.sheet.cells import NO_GRID, SNAP, STATES, UNIT, UNKNOWN, WHOLE, Formulas, constant
from lkjdsl.domains.sheet.writer import FoldedRanges, Writer
from lkjdsl.units import FLAG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lkjdsl.domains.sheet.cells import StepCells


FoldFormulas = tuple[str, str, str]
"""The formulas of a value, its denominator and its error."""


def _sum(rows: FoldedRanges) -> FoldFormulas:
    count, carried = f"COUNT({rows.values})", f"SUM({rows.errors})"
    reach = f"{count}*{rows.reach}"
    whole = f"AND({carried}=0,MAX({rows.denominators})=1,{reach}<{WHOLE})"
    return f"SUM({rows.values})", rows.parts, f"IF({whole},0,{carried}+{count}*{reach}*{SNAP})"


def _mean(rows: FoldedRanges) -> FoldFormulas:
    value, parts, error = _sum(rows)
    count = f"COUNT({rows.values})"
    return f"{value}/{count}", f"MIN({NO_GRID},{parts}*{count})", f"{error}/{count}+{rows.reach}*{UNIT}"


def _selected(function: str) -> Callable[[FoldedRanges], FoldFormulas]:
    return lambda rows: (f"{function}({rows.values})", rows.parts, f"MAX({rows.errors})")


def _median(rows: FoldedRanges) -> FoldFormulas:
    parts = f"MIN({NO_GRID},2*{rows.parts})"
    return f"MEDIAN({rows.values})", parts, f"MAX({rows.errors})+{rows.reach}*{SNAP}"


def _count(rows: FoldedRanges) -> FoldFormulas:
    return f"COUNTIF({rows.values},TRUE)" if rows.unit == FLAG else f"COUNTIF({rows.states},0)", "1", "0"


RULES: Mapping[Operator, Callable[[FoldedRanges], FoldFormulas]] = rules(
    (of.SUM, _sum),
    (of.MEAN, _mean),
    (of.MEDIAN, _median),
    (of.MIN, _selected("MIN")),
    (of.MAX, _selected("MAX")),
    (of.COUNT, _count),
    over=ROW_AGGREGATES,
)


def folded(step: Step[Rowwise], writer: Writer, arguments: "Sequence[StepCells]") -> Formulas:
    """Return the formulas of an aggregate over rows."""
    setting = step.setting
    rows = writer.rows(setting, arguments)
    value, parts, error = RULES[setting.operator](rows)
    none, kept = f"COUNT({rows.states})=0", f"COUNTIF({rows.states},0)"
    most = f"MAX({rows.states})"
    nothing = setting.operator.without_rows
    empty = STATES["unavailable"] if nothing is None else "0"
    instead = "0" if nothing is None else constant(nothing, step.unit).value
    return Formulas(
        f"IF({kept}=0,{instead},{value})",
        f"IF({none},{empty},IF({most}>1,{most},IF({kept}=0,{STATES['excluded']},0)))",
        f"IF({kept}=0,1,{parts})",
        f"IF(MAX({rows.errors})>={UNKNOWN},{UNKNOWN},IF({kept}=0,0,{error}))",
        None,
    )
