"""The sheet's rules of operators that decide nothing: sums, products, one of several values."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm

from attrs import evolve

from lkjdsl.core.program import Step
from lkjdsl.domains.sheet.cells import (
    NO_GRID,
    SNAP,
    UNIT,
    UNKNOWN,
    WHOLE,
    Formulas,
    StepCells,
    added,
    common,
    decimal,
    is_literal,
    largest,
    multiplied,
    size,
)
from lkjdsl.domains.sheet.writer import Writer


def errors(arguments: Sequence[StepCells]) -> list[str]:
    """Return the errors of *arguments*."""
    return [argument.error for argument in arguments]


def worst(arguments: Sequence[StepCells]) -> str:
    """Return the state that decides where any does."""
    return largest([argument.state for argument in arguments])


def rounded(arguments: Sequence[StepCells], error: str, reach: str, relative: str) -> str:
    """
    Return *error* and the rounding of a result of size *reach*, none where whole numbers remain whole.

    *reach* is also that of every operand.
    """
    rounding = f"({reach})*{relative}"
    carried = f"{error}+{rounding}" if error != "0" else rounding
    own = [argument.error for argument in arguments if argument.error != "0"]
    if any(is_literal(argument.denominator) and argument.denominator != "1" for argument in arguments) or any(
        map(is_literal, own)
    ):
        return carried
    denominators = largest([argument.denominator for argument in arguments if argument.denominator != "1"])
    conditions = [f"{reach}<{WHOLE}"]
    conditions += [f"{added(own)}=0"] if own else []
    conditions += [f"{denominators}=1"] if denominators != "0" else []
    together = conditions[0] if len(conditions) == 1 else f"AND({','.join(conditions)})"
    return f"IF({together},0,{carried})"


def total(_step: Step, _writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
    """Return the formulas of a sum."""
    reach = "+".join(size(argument.value) for argument in arguments)
    relative = f"{len(arguments)}*{SNAP}" if len(arguments) > 2 else SNAP  # noqa: PLR2004 - each addition may be off
    return Formulas(
        "+".join(argument.value for argument in arguments),
        worst(arguments),
        common([argument.denominator for argument in arguments]),
        rounded(arguments, added(errors(arguments)), reach, relative),
        errors(arguments),
    )


def difference(step: Step, writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
    """Return the formulas of a difference."""
    left, right = arguments
    formulas = total(step, writer, arguments)
    return Formulas(
        f"{left.value}-{right.value}", formulas.state, formulas.denominator, formulas.error, formulas.doubts
    )


def product(_step: Step, _writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
    """Return the formulas of a product."""
    left, right = arguments
    crossed = [
        f"{size(cells.value)}*{other.error}" for cells, other in ((left, right), (right, left)) if other.error != "0"
    ]
    crossed += [f"{left.error}*{right.error}"] if len(crossed) > 1 else []
    reach = f"{size(left.value)}*{size(right.value)}"
    return Formulas(
        f"{left.value}*{right.value}",
        worst(arguments),
        multiplied([argument.denominator for argument in arguments]),
        rounded(arguments, added(crossed), reach, UNIT),
        errors(arguments),
    )


def negated(_step: Step, _writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
    """Return the formulas of the number with the other sign."""
    (cells,) = arguments
    literal = is_literal(cells.value)
    opposite = size(cells.value) if literal and "-" in cells.value.split("E")[0] else f"(-{cells.value.strip('()')})"
    return _of_one(opposite if literal else f"-{cells.value}", cells)


def absolute(_step: Step, _writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
    """Return the formulas of the number without its sign."""
    return _of_one(size(arguments[0].value), arguments[0])


def _of_one(value: str, cells: StepCells) -> Formulas:
    return Formulas(value, cells.state, cells.denominator, cells.error, (cells.error,))


def selected(function: str, arguments: Sequence[StepCells]) -> Formulas:
    """Return the formulas of one of several numbers, the least or the greatest: no further off than any of them."""
    return Formulas(
        f"{function}({','.join(argument.value for argument in arguments)})",
        worst(arguments),
        common([argument.denominator for argument in arguments]),
        largest(errors(arguments)),
        errors(arguments),
    )


def bounded(function: str, beyond: str) -> Callable[[Step, Writer, Sequence[StepCells]], Formulas]:
    """
    Return the rule of the lesser or the greater of a number and its bound.

    What is *beyond* the bound by more than its error is the bound, whatever the number is off by.
    """

    def rule(_step: Step, _writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
        cells, bound = arguments
        formulas = selected(function, arguments)
        if cells.error == "0":
            return formulas
        inward = "-" if beyond == ">" else "+"
        surely = f"{cells.value}{inward}2*{cells.error}{beyond}{bound.value}"
        return evolve(
            formulas,
            error=f"IF({surely},{bound.error},{formulas.error})",
            denominator=formulas.denominator
            if formulas.denominator == bound.denominator
            else f"IF({surely},{bound.denominator},{formulas.denominator})",
        )

    return rule


def clamped(_step: Step, _writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
    """Return the formulas of a number kept between two."""
    value, low, high = (argument.value for argument in arguments)
    formulas = selected("MIN", arguments)
    return Formulas(
        f"MIN(MAX({value},{low}),{high})", formulas.state, formulas.denominator, formulas.error, formulas.doubts
    )


def interpolated(_step: Step, writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
    """Return the formulas of the height on a line through points; its error where the edition says which points."""
    x, *points = arguments
    at, heights = points[0::2], points[1::2]
    if len(at) == 1:  # as high everywhere
        (height,) = heights
        return Formulas(height.value, worst(arguments), height.denominator, height.error, errors(arguments))
    value = heights[-1].value
    for index in range(len(at) - 1, 0, -1):
        (x1, x2), (y1, y2) = (cells[index - 1 : index + 1] for cells in (at, heights))
        line = f"{y1.value}+({y2.value}-{y1.value})*({x.value}-{x1.value})/({x2.value}-{x1.value})"
        value = f"IF({x.value}<={x2.value},{line},{value})"
    value = f"IF({x.value}<={at[0].value},{heights[0].value},{value})"
    known = _line(at, heights)
    if known is None:
        error = _error_on_any_line(writer, x, at, heights)
        return Formulas(value, worst(arguments), NO_GRID, error, errors(arguments))
    steepest, reach, parts = known
    rounding = decimal(float(reach) * float(SNAP) * 16)
    error = rounding if x.error == "0" else f"{x.error}*{decimal(float(steepest))}+{rounding}"
    return Formulas(value, worst(arguments), multiplied([x.denominator, str(parts)]), error, (x.error,))


def _error_on_any_line(writer: Writer, x: StepCells, at: Sequence[StepCells], heights: Sequence[StepCells]) -> str:
    """Return the error of a height on a line through points that are worked out, unknown where they do not ascend."""
    gap = writer.cell(f"MIN({','.join(f'{right.value}-{left.value}' for left, right in pairwise(at))})")
    off, off_height = largest(errors((x, *at))), largest(errors(heights))
    highest = writer.cell(f"{largest([size(height.value) for height in heights])}+{off_height}")
    slope = writer.cell(f"IF({gap}>4*{off},4*{highest}/{gap},0)")
    reach = largest([size(cells.value) for cells in (x, *at)])
    return f"IF({gap}>4*{off},4*{off}*{slope}+3*{off_height}+({slope}*{reach}+{highest})*16*{SNAP},{UNKNOWN})"


def _line(at: Sequence[StepCells], heights: Sequence[StepCells]) -> tuple[Fraction, Fraction, int] | None:
    """Return the steepest slope of a line, how far its terms reach, and its denominator beside that of x."""
    if not all(
        is_literal(cells.value) and cells.state == "0" and cells.denominator != NO_GRID for cells in (*at, *heights)
    ):
        return None
    knots = [(Fraction(x.value.strip("()")), Fraction(y.value.strip("()"))) for x, y in zip(at, heights, strict=True)]
    parts, steepest = lcm(*(y.denominator for _, y in knots)), Fraction(0)
    for (x1, y1), (x2, y2) in pairwise(knots):
        if x2 <= x1:
            return None
        slope = (y2 - y1) / (x2 - x1)
        parts = lcm(parts, slope.denominator, (y1 - slope * x1).denominator)
        steepest = max(steepest, abs(slope))
    return (
        steepest * Fraction(1001, 1000),
        steepest * max(abs(x) for x, _ in knots) + max(abs(y) for _, y in knots),
        parts,
    )
